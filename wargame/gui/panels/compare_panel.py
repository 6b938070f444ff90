"""The inspector's Compare page: intervals over assumption sets, better than no zone in x of 10."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from wargame.app.comparison_records import Comparison
from wargame.gui.dress import label, with_role
from wargame.gui.panels.compare_lines import CompareLines
from wargame.gui.panels.compare_words import BASELINE, known_baseline
from wargame.gui.panels.compare_work import CompareWork
from wargame.gui.theme import Theme

READ = (
    "Dot: median; line: 80 % of assumption sets that history does not rule out. At the right: in "
    "how many of 10 of them the option is more stable than {baseline}. In this model; what else "
    "each option costs or brings stands in the large view, and is never added up."
)


class ComparePanel(QWidget):
    """Button or progress, the lines, and the ways to the large view and to what matters."""

    large_wanted = Signal()
    matters_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.work = CompareWork(theme)
        self.lines = CompareLines(theme)
        self.what: QLabel = label("caption", "text3", wrap=True)
        self.large = QPushButton("Maps, table and trade-off \u2026")
        self.large.setToolTip("Open the large comparison (Ctrl+Shift+C)")
        self.large.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        with_role(self.large, "control")
        self.large.clicked.connect(self.large_wanted)
        self.matters = QPushButton("What matters, and what would flip it \u2026")
        self.matters.setToolTip("Find the assumptions that decide (Ctrl+Shift+M)")
        self.matters.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        with_role(self.matters, "control")
        self.matters.clicked.connect(self.matters_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.lines, self.work, self.large, self.matters, self.what):
            column.addWidget(part)
        column.addStretch(1)
        self.show_comparison(None)

    def show_comparison(
        self, found: Comparison | None, *, stale: bool = False, baseline: str = BASELINE
    ) -> None:
        """The lines show `found`; None while nothing has been compared."""
        self.lines.show_comparison(found, stale=stale, baseline=baseline)
        base = known_baseline(found, baseline)
        name = "no zone" if found is None or base == BASELINE else found.option(base).name
        self.what.setText(READ.format(baseline=name))
        self.lines.setVisible(found is not None)

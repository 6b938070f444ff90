"""The head of the large comparison: what is compared, against what, what to do with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from wargame.app.comparison_records import Comparison
from wargame.gui.dress import label, with_role
from wargame.gui.icons import icon
from wargame.gui.panels.compare_words import BASELINE, known_baseline, sets_played
from wargame.gui.theme import Theme

CSV, HTML = "csv", "html"
KINDS = {CSV: "Table for a spreadsheet (CSV) \u2026", HTML: "Page for a browser (HTML) \u2026"}


class CompareHead(QWidget):
    """`baseline_chosen(option)`, `tables_wanted(bool)`, `export_wanted(kind)`, `room_wanted()`."""

    baseline_chosen = Signal(str)
    tables_wanted = Signal(bool)
    export_wanted = Signal(str)
    room_wanted = Signal()

    def __init__(self, theme: Theme, work: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.what: QLabel = label("secondary", "text2")
        self.what.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.baseline = QComboBox()
        self.baseline.setAccessibleName("Against which option the others are held")
        self.baseline.setMinimumContentsLength(16)
        shrinking = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.baseline.setSizeAdjustPolicy(shrinking)
        self.tables = QPushButton("As table")
        self.tables.setCheckable(True)
        self.export = QPushButton("Export")
        self.room = QPushButton("Show to the room")
        self.room.setProperty("primary", True)
        self.room.setToolTip("Full screen, one part at a time")
        self._menu()
        self._lay_out(work)
        self.baseline.currentIndexChanged.connect(self._choose)
        self.tables.toggled.connect(self.tables_wanted)
        self.room.clicked.connect(self.room_wanted)
        self.set_theme(theme)
        self.show_comparison(None, BASELINE)

    def _menu(self) -> None:
        menu = QMenu(self.export)
        for kind, words in KINDS.items():
            menu.addAction(words).setData(kind)
        menu.triggered.connect(self._export)
        self.export.setMenu(menu)

    def _lay_out(self, work: QWidget) -> None:
        against: QLabel = label("secondary", "text2", "Against")
        against.setBuddy(self.baseline)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(label("title", text="Compare"))
        row.addWidget(self.what, 1)
        row.addWidget(against)
        for part in (self.baseline, self.tables, self.export, self.room):
            part.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            with_role(part, "control")
            row.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(work)

    def set_theme(self, theme: Theme) -> None:
        """Icons are in the theme's colours."""
        self.tables.setIcon(icon("table", theme))
        self.export.setIcon(icon("download", theme))
        self.room.setIcon(icon("presentation", theme, "on_accent"))

    def show_comparison(self, found: Comparison | None, baseline: str) -> None:
        """What is compared stands there; without it there is nothing to show or to export."""
        for part in (self.baseline, self.tables, self.export, self.room):
            part.setEnabled(found is not None)
        if found is None:
            self.what.setText("")
            return
        self.what.setText(
            f"{len(found.options)} options \u00b7 from turn {found.turn} to turn "
            f"{found.last_turn} \u00b7 shared dice \u00b7 {sets_played(found)}"
        )
        self.what.setToolTip(self.what.text())
        self.baseline.blockSignals(True)
        self.baseline.clear()
        for option in found.options:
            self.baseline.addItem(option.name, option.id)
        self.baseline.setCurrentIndex(self.baseline.findData(known_baseline(found, baseline)))
        self.baseline.blockSignals(False)

    @Slot()
    def _choose(self) -> None:
        self.baseline_chosen.emit(str(self.baseline.currentData()))

    @Slot(QAction)
    def _export(self, action: QAction) -> None:
        self.export_wanted.emit(str(action.data()))

"""Any measure against any other, options as points with their intervals; never added up."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from wargame.app.comparison_records import Comparison
from wargame.app.comparison_words import MEASURES
from wargame.gui.dress import label, with_role
from wargame.gui.panels.compare_plot import CrossPlot
from wargame.gui.theme import Theme

YOURS = "Cross: median and 80 % of assumption sets. Weighing the two is yours: no sum is made."


class CompareTradeOff(QWidget):
    """The plot under two boxes that choose what it shows."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plot = CrossPlot(theme)
        self.across, self.up = QComboBox(), QComboBox()
        rows = QGridLayout()
        rows.setHorizontalSpacing(8)
        rows.setVerticalSpacing(4)
        for row, (words, box, first) in enumerate(
            (("Across", self.across, "deescalation"), ("Up", self.up, "principle"))
        ):
            named: QLabel = label("secondary", "text2", words)
            named.setBuddy(box)
            rows.addWidget(named, row, 0)
            rows.addWidget(box, row, 1)
            self._fill(box, words, first)
        rows.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(rows)
        column.addWidget(self.plot, 1)
        column.addWidget(label("caption", "text3", YOURS, wrap=True))
        self._choose()

    def _fill(self, box: QComboBox, words: str, first: str) -> None:
        for shown in MEASURES:
            box.addItem(shown.words, shown.key)
        box.setMaxVisibleItems(len(MEASURES))
        box.setCurrentIndex(box.findData(first))
        box.setAccessibleName(f"{words}: measure")
        box.setMinimumContentsLength(12)
        shrinking = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        box.setSizeAdjustPolicy(shrinking)
        with_role(box, "control")
        box.currentIndexChanged.connect(self._choose)

    @Slot()
    def _choose(self) -> None:
        self.plot.show_measures(str(self.across.currentData()), str(self.up.currentData()))

    def show_comparison(self, found: Comparison, *, stale: bool) -> None:
        """The options of `found` stand on the plot."""
        self.plot.show_comparison(found, stale=stale)

"""All assumptions at once, in figures: Morris for each, Sobol for the few that matter."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from wargame.app.sensitivity_records import Screened, Sensitivity, Share
from wargame.app.sensitivity_words import CLASH, amount_of
from wargame.gui.dress import label, put_on, set_tone
from wargame.gui.theme import Theme
from wargame.gui.words import plain

ROWS = 12
HEADS = ("Assumption", "Mean change (95 %)", "Alone, %", "With interplay, %")
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
COMING = "\u2026"
READ = (
    "Mean change of the figure when the assumption crosses its range while all others move too "
    "(Morris); share of the figure's variance, of the few that matter (Sobol). In this model."
)


class IndexTable(QWidget):
    """A row for each of the assumptions that matter most."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.words: QLabel = label("caption", "text3", READ, wrap=True)
        self.rows: list[tuple[QLabel, ...]] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(0, 1)
        for column, head in enumerate(HEADS):
            flags = RIGHT if column else Qt.AlignmentFlag(0)
            self._grid.addWidget(label("caption", "text3", head), 0, column, flags)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(6)
        column_.addLayout(self._grid)
        column_.addWidget(self.words)
        column_.addStretch(1)

    def set_theme(self, theme: Theme) -> None:
        """From now on new rows wear `theme` too."""
        self._theme = theme

    def show_found(self, found: Sensitivity | None, *, stale: bool) -> None:
        """The rows are those of `found`, or a sentence says why there are none."""
        rows = [] if found is None else _rows(found)
        while len(self.rows) < len(rows):
            self._add_row()
        for index, cells in enumerate(self.rows):
            for cell in cells:
                cell.setVisible(index < len(rows))
            if index < len(rows):
                for cell, text in zip(cells, rows[index], strict=True):
                    cell.setText(text)
                    set_tone(cell, "text3" if stale else "")
                    put_on(cell, self._theme)
        if found is not None and found.missing:
            self.words.setText(found.missing)
        elif found is not None and not rows:
            self.words.setText(COMING)
        else:
            self.words.setText(READ)

    def _add_row(self) -> None:
        row = len(self.rows) + 1
        cells = tuple(label("secondary", wrap=column == 0) for column in range(len(HEADS)))
        for column, cell in enumerate(cells):
            self._grid.addWidget(cell, row, column, RIGHT if column else Qt.AlignmentFlag(0))
            put_on(cell, self._theme)
        self.rows.append(cells)


def _rows(found: Sensitivity) -> list[tuple[str, ...]]:
    shares = {row.factor.name: row for row in found.shares}
    strongest = found.screened[0].strength if found.screened else 0.0
    return [
        (row.factor.meaning, _change(found, row, strongest), *_share(shares.get(row.factor.name)))
        for row in found.screened[:ROWS]
    ]


def _change(found: Sensitivity, row: Screened, strongest: float) -> str:
    """The mean change; of a clash as a part of the strongest."""
    if found.question.measure == CLASH:
        part = row.strength / strongest if strongest else 0.0
        return f"{plain(part, 2)} of the strongest"
    low, high = amount_of(found, row.low), amount_of(found, row.high)
    return f"{amount_of(found, row.strength)} ({low} to {high})"


def _share(share: Share | None) -> tuple[str, str]:
    if share is None:
        return "", ""
    both = ((share.alone, share.alone_error), (share.whole, share.whole_error))
    alone, whole = (f"{plain(100 * v, 0)} \u00b1 {plain(100 * e, 0)}" for v, e in both)
    return alone, whole

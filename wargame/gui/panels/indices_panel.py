"""Indices: what the turn left behind, each figure beside the start and the turn before."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from wargame.app.records import SessionView, TurnFigures
from wargame.gui.dress import label
from wargame.gui.words import percent, plain

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
Reader = Callable[[TurnFigures], str]


def _points(name: str) -> Reader:
    def read(figures: TurnFigures) -> str:
        return plain(getattr(figures, name))

    return read


def _calm(figures: TurnFigures) -> str:
    """The mean over the turns played; before the first there is none."""
    return plain(figures.deescalation) if figures.turn else "\u2013"


ROWS: tuple[tuple[str, str, Reader], ...] = (
    (
        "Norm of territorial integrity",
        "0 to 100; 100 less this is the normative cost",
        _points("norm"),
    ),
    ("Frozen-conflict index", "0 to 100", _points("frozen")),
    ("Precedent for others", "what other revisionist powers learn", _points("precedent")),
    ("Sovereignty as a principle", "0 to 100", _points("principle")),
    ("Short-term de-escalation", "0 to 100; mean of the first four turns", _calm),
    ("Cohesion of the alliance", "share", lambda figures: percent(figures.cohesion)),
    ("Reconstruction, bn USD", "net of new damage, since the start", _points("reconstruction")),
    (
        "Casualties, index",
        "1 = 100,000 Russian killed and wounded in a quarter at full intensity",
        lambda figures: plain(figures.casualties, 2),
    ),
    ("Zone implemented", "share", lambda figures: percent(figures.implementation)),
)


class IndicesPanel(QWidget):
    """A small table: the figure now, the turn before, and the start."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heads = [label("caption", "text3") for _ in range(3)]
        self.cells: list[list[QLabel]] = []
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(3)
        grid.addWidget(label("caption", "text3", "This playthrough, in this model"), 0, 0)
        for column, head in enumerate(self.heads, start=1):
            grid.addWidget(head, 0, column, RIGHT)
        for row, (name, meaning, _read) in enumerate(ROWS, start=1):
            self._add_row(grid, row, name, meaning)
        grid.setColumnStretch(0, 1)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addLayout(grid)
        stack.addWidget(
            label(
                "caption",
                "text3",
                "De-escalation and principle are shown side by side, never added.",
                wrap=True,
            )
        )
        stack.addStretch(1)

    def _add_row(self, grid: QGridLayout, row: int, name: str, meaning: str) -> None:
        title = label("secondary", text=name)
        title.setToolTip(meaning)
        grid.addWidget(title, row, 0)
        cells = [label("secondary", "text2"), label("secondary", "text2"), label("secondary")]
        for column, cell in enumerate(cells, start=1):
            grid.addWidget(cell, row, column, RIGHT)
        self.cells.append(cells)

    def show_view(self, view: SessionView) -> None:
        """The columns are the start, the turn before and the turn shown."""
        shown = [view.history[0], view.history[max(0, view.turn - 1)], view.history[-1]]
        for column, (head, figures) in enumerate(zip(self.heads, shown, strict=True)):
            wanted = column == 2 or view.turn > column
            head.setText("start" if figures.turn == 0 else f"turn {figures.turn}")
            head.setVisible(wanted)
            for cells, (_name, _meaning, read) in zip(self.cells, ROWS, strict=True):
                cells[column].setText(read(figures))
                cells[column].setVisible(wanted)

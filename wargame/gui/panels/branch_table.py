"""The figures of two branches turn by turn, as a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from wargame.app.records import TurnFigures
from wargame.app.session_records import BranchComparison, ComparedTurn
from wargame.gui.theme import Theme
from wargame.gui.words import direction, plain, signed

HEADS = (
    "Turn", "Stability A", "B", "B \u2212 A", "Weakest A", "B", "Lost, km\u00b2 A", "B",
    "Escalation A", "B",
)  # fmt: skip
DIFFERENCE = 3
NOT_PLAYED = "\u2013"
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class TurnModel(QAbstractTableModel):
    """One row a turn; what both branches share is paler."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._found: BranchComparison | None = None

    def set_theme(self, theme: Theme) -> None:
        """From now on the rows wear `theme`."""
        self._theme = theme
        self.layoutChanged.emit()

    def show_found(self, found: BranchComparison) -> None:
        """The rows are the turns of those two branches."""
        self.beginResetModel()
        self._found = found
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """One row a turn."""
        return 0 if parent.isValid() or self._found is None else len(self._found.turns)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """As many as have headings."""
        return 0 if parent.isValid() else len(HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The headings."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says and how it looks."""
        found = self._found
        if found is None:
            return None
        turn = found.turns[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _cells(turn)[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignCenter)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._theme.color(_tone(turn, found.fork_turn, index.column()))
        return None


def _tone(turn: ComparedTurn, fork_turn: int, column: int) -> str:
    if turn.turn <= fork_turn:
        return "text2"
    if column == DIFFERENCE and turn.left and turn.right:
        return direction(turn.right.stability - turn.left.stability)
    return "text"


def _cells(turn: ComparedTurn) -> tuple[str, ...]:
    left, right = turn.left, turn.right
    change = signed(right.stability - left.stability) if left and right else NOT_PLAYED

    def both(read: Callable[[TurnFigures], str]) -> tuple[str, str]:
        first, second = (NOT_PLAYED if side is None else read(side) for side in (left, right))
        return first, second

    return (
        f"{turn.turn} \u00b7 {turn.label}",
        *both(_stability),
        change,
        *both(_weakest),
        *both(_lost),
        *both(_rung),
    )


def _stability(figures: TurnFigures) -> str:
    return plain(figures.stability)


def _weakest(figures: TurnFigures) -> str:
    return f"{figures.weakest_id} {plain(figures.weakest, 0)}"


def _lost(figures: TurnFigures) -> str:
    return plain(figures.lost_km2, 0)


def _rung(figures: TurnFigures) -> str:
    return figures.rung_words

"""The rows of the waterfall: where stability stood, each contribution, where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from wargame.app.records import Bar, Why
from wargame.gui.words import plain, rounded_to_sum, signed

LEAST_SPAN = 4.0  # points across the axis: a tenth of a point must not look like a landslide
SMALL = 0.05  # points: less is written as 0.0
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Row:
    """One line: a total (start equals end, no bar) or a contribution from start to end."""

    label: str
    start: float
    end: float
    figure: str
    bar: Bar | None

    @property
    def words(self) -> str:
        """The row as a screen reader says it."""
        return f"{self.label}: {self.figure} points" if self.bar else f"{self.label}: {self.figure}"


def with_small_ones_joined(bars: Sequence[Bar]) -> tuple[Bar, ...]:
    """The bars, those that would be written as nothing joined into one at the end."""
    small = [bar for bar in bars if abs(bar.amount) < SMALL]
    if len(small) < 2:
        return tuple(bars)
    moved: dict[str, float] = {}
    for bar in small:
        for sector, points in bar.sectors.items():
            moved[sector] = moved.get(sector, 0.0) + points
    joined = Bar(
        id="smaller terms",
        label=f"{len(small)} smaller terms",
        amount=sum(bar.amount for bar in small),
        sectors=moved,
        lights="none",
        rules=(),
        causes=tuple((bar.label, bar.amount) for bar in small),
    )
    return (*(bar for bar in bars if abs(bar.amount) >= SMALL), joined)


def rows_of(why: Why) -> tuple[Row, ...]:
    """The lines of `why`; the figures written add up, as the bars do."""
    before, after = round(why.before, 1), round(why.after, 1)
    bars = with_small_ones_joined(why.bars)
    written = rounded_to_sum([bar.amount for bar in bars], after - before)
    start = "At the start" if why.turn == 1 else f"After turn {why.turn - 1}"
    rows = [Row(start, why.before, why.before, plain(before), None)]
    level = why.before
    for bar, figure in zip(bars, written, strict=True):
        rows.append(Row(bar.label, level, level + bar.amount, signed(figure), bar))
        level += bar.amount
    rows.append(Row(f"After turn {why.turn}", why.after, why.after, plain(after), None))
    return tuple(rows)


class WhyModel(QAbstractListModel):
    """A list of rows; the row itself under UserRole."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()

    def show_why(self, why: Why | None) -> None:
        """The rows are those of `why`; none before the first turn."""
        self.beginResetModel()
        self.rows = rows_of(why) if why is not None else ()
        self.endResetModel()

    def reach(self) -> tuple[float, float]:
        """The least and greatest level any row touches, with air for the bars' ends."""
        levels = [level for row in self.rows for level in (row.start, row.end)] or [0.0, 1.0]
        low, high = min(levels), max(levels)
        spare = max(0.0, LEAST_SPAN - (high - low)) / 2
        low, high = low - spare, high + spare
        air = max(0.5, 0.06 * (high - low))
        return low - air, high + air

    def rowCount(self, parent: Index = ROOT) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The label, the sentence for a screen reader, or the row itself."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.label
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return row.words
        return row if role == Qt.ItemDataRole.UserRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Totals can be read, contributions can be selected."""
        if not index.isValid() or self.rows[index.row()].bar is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

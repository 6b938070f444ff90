"""The sectors of the front as rows of a table."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from wargame.app.records import SectorFigure
from wargame.gui.theme import Theme
from wargame.gui.words import direction, plain, signed

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
HEADS = ("Sector", "Stability", "Turn", "State")
TIPS = (
    "Sector of the front",
    "Stability of the sector, 0 to 100",
    "Change against the turn before",
    "What is going on there",
)


class SectorModel(QAbstractTableModel):
    """One row a sector; the `SectorFigure` under UserRole."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.sectors: tuple[SectorFigure, ...] = ()

    def show_sectors(self, sectors: tuple[SectorFigure, ...]) -> None:
        """The rows are `sectors`; a selection stays where it was while the sectors are the same."""
        if [sector.id for sector in sectors] == [sector.id for sector in self.sectors]:
            self.sectors = sectors
            corner = self.index(len(sectors) - 1, len(HEADS) - 1)
            self.dataChanged.emit(self.index(0, 0), corner)
            return
        self.beginResetModel()
        self.sectors = sectors
        self.endResetModel()

    def row_of(self, sector_id: str | None) -> int | None:
        """The row of a sector, or None."""
        for row, sector in enumerate(self.sectors):
            if sector.id == sector_id:
                return row
        return None

    def rowCount(self, parent: Index = ROOT) -> int:
        """One row a sector."""
        return 0 if parent.isValid() else len(self.sectors)

    def columnCount(self, parent: Index = ROOT) -> int:
        """As many as there are heads."""
        return 0 if parent.isValid() else len(HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The heads, with a sentence each as tool tip."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        if role == Qt.ItemDataRole.ToolTipRole:
            return TIPS[section]
        return HEADS[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, colour, alignment and the swatch of the stability class."""
        if not index.isValid():
            return None
        sector, column = self.sectors[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return _texts(sector)[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return sector.name
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return sector if role == Qt.ItemDataRole.UserRole else self._color(sector, column, role)

    def _color(self, sector: SectorFigure, column: int, role: int) -> QColor | None:
        """The tone of a change, or the swatch of the stability class."""
        if role == Qt.ItemDataRole.ForegroundRole and column == 2:
            return self.theme.color(direction(sector.change))
        if role == Qt.ItemDataRole.DecorationRole and column == 1:
            return self.theme.stability_color(sector.stability)
        return None


def _texts(sector: SectorFigure) -> tuple[str, ...]:
    return (
        f"{sector.id}  {sector.name}",
        plain(sector.stability, 0),
        signed(sector.change),
        "fighting" if sector.fighting else "quiet",
    )


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column in (0, 3) else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter

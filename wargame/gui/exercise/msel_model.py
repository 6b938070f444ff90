"""The events list as a table of texts: what is shown, in which columns, and what may be typed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont

from wargame.app.exercise_records import InjectRow
from wargame.gui.exercise.msel_columns import (
    PLAIN,
    STATUS,
    ColumnSet,
    column_set,
    field_under,
    text_of,
    tip_of,
)

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole  # the InjectRow of a cell
KEY_ROLE = Qt.ItemDataRole.UserRole + 1  # of its column
_NOWHERE = QModelIndex()
ATTRIBUTES = {"from": "from_"}


class MselModel(QAbstractTableModel):
    """`typed(Inject)`: a person has written into a cell; the list follows when the session does."""

    typed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[InjectRow, ...] = ()
        self.columns: ColumnSet = column_set("hseep")
        self.head_font = QFont()

    @property
    def keys(self) -> tuple[str, ...]:
        """The field under each heading."""
        return tuple(column.key for column in self.columns.columns)

    @property
    def numbers(self) -> tuple[str, ...]:
        """The number of each row."""
        return tuple(row.inject.number for row in self.rows)

    def show_rows(self, rows: tuple[InjectRow, ...]) -> bool:
        """The rows are those; True when others stand there, in another order, or fewer."""
        if rows == self.rows:
            return False
        if tuple(row.inject.number for row in rows) != self.numbers:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
            return True
        changed = [k for k, row in enumerate(rows) if row != self.rows[k]]
        self.rows = rows
        self.dataChanged.emit(
            self.index(changed[0], 0), self.index(changed[-1], self.columnCount() - 1)
        )
        return False

    def show_columns(self, columns: ColumnSet) -> None:
        """The columns are those."""
        if columns != self.columns:
            self.beginResetModel()
            self.columns = columns
            self.endResetModel()

    def row_of(self, number: str) -> int:
        """The row of an inject; -1 where it is not shown."""
        return self.numbers.index(number) if number in self.numbers else -1

    # ------------------------------------------------------------------------- what Qt asks for

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """One row an inject."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """As many as the tool has."""
        return 0 if parent.isValid() else len(self.columns.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The headings; a row is called by its number."""
        display = role == Qt.ItemDataRole.DisplayRole
        if orientation is Qt.Orientation.Vertical:
            return self.rows[section].inject.number if display else None
        if display or role == Qt.ItemDataRole.ToolTipRole:
            return self.columns.columns[section].words
        if role == Qt.ItemDataRole.FontRole:
            return self.head_font
        if role == Qt.ItemDataRole.TextAlignmentRole:
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            return int(left) | int(Qt.TextFlag.TextWordWrap)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says."""
        row, key = self.rows[index.row()], self.keys[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(text_of(row, key, self.keys).split())
        if role == Qt.ItemDataRole.EditRole:
            return text_of(row, key, self.keys)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip_of(row, key, self.keys) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = text_of(row, key, self.keys) or "empty"
            return f"{self.columns.columns[index.column()].words}: {words}"
        if role == ROW_ROLE:
            return row
        return key if role == KEY_ROLE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Plain texts can be written over, as long as the inject has not been published."""
        made = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        row, key = self.rows[index.row()], self.keys[index.column()]
        if row.publication is None and key in PLAIN:
            return made | Qt.ItemFlag.ItemIsEditable
        return made

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """The session is asked for the inject with that text."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        row, key = self.rows[index.row()], self.keys[index.column()]
        name = field_under(row.inject, key, self.keys)
        text = str(value).strip()
        if text == row.inject.field(name):
            return False
        self.typed.emit(row.inject.model_copy(update={ATTRIBUTES.get(name, name): text}))
        return True


def is_status(index: Index) -> bool:
    """Whether a cell says how far the inject is."""
    return bool(index.data(KEY_ROLE) == STATUS)

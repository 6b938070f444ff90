"""The branches of a session in a list: one is visited, named anew, or set beside another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from wargame.gui.dress import label, with_role
from wargame.gui.words import plain

if TYPE_CHECKING:
    from wargame.app.told import BranchLine

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class BranchModel(QAbstractListModel):
    """The branches by name; an edited one is told by `named(branch, name)`, not changed here."""

    named = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[BranchLine, ...] = ()

    def show_lines(self, lines: tuple[BranchLine, ...]) -> None:
        """The rows are those branches."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """One row a branch."""
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every name can be edited."""
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The name, the branch in a sentence, and whether the game stands there."""
        line = self._lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return line.view.label
        if role == Qt.ItemDataRole.ToolTipRole:
            return words_of(line)
        if role == Qt.ItemDataRole.FontRole and line.view.current:
            font = QFont()
            font.setBold(True)
            return font
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """The new name is told; the session takes it."""
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.EditRole and str(value) != line.view.label:
            self.named.emit(line.view.id, str(value))
        return False


class BranchList(QWidget):
    """`visited(branch)`, `named(branch, name)`, `compared(left, right)`."""

    visited = Signal(int)
    named = Signal(int, str)
    compared = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[BranchLine, ...] = ()
        self.title: QLabel = label("section", text="Branches")
        self.model = BranchModel()
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setAccessibleName("Branches")
        self.list.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QListView.EditTrigger.EditKeyPressed)
        with_role(self.list, "secondary")
        self.visit = self._button("Visit", "Stand at the end of the branch", self._visit)
        self.rename = self._button("Rename", "Give the branch a name (F2)", self._rename)
        self.compare = self._button(
            "Compare", "Two branches, or one and where it left, side by side", self._compare
        )
        self.list.selectionModel().selectionChanged.connect(self._allow)
        self.list.doubleClicked.connect(self._visit)
        self.model.named.connect(self.named)
        row = QHBoxLayout()
        row.setSpacing(6)
        for button in (self.visit, self.rename, self.compare):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.title)
        column.addWidget(self.list, 1)
        column.addLayout(row)
        self._allow()

    def _button(self, words: str, tip: str, slot: object) -> QPushButton:
        button = QPushButton(words)
        button.setToolTip(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        with_role(button, "control")
        button.clicked.connect(slot)
        return button

    def show_lines(self, lines: tuple[BranchLine, ...]) -> None:
        """The list holds those branches, in the order they were made."""
        chosen, self._lines = self._chosen(), lines
        self.model.show_lines(lines)
        for row, line in enumerate(lines):
            if line.view.id in chosen:
                flag = QItemSelectionModel.SelectionFlag.Select
                self.list.selectionModel().select(self.model.index(row), flag)
        one = len(lines) == 1
        self.title.setText("Branches" if one else f"{len(lines)} branches")
        self._allow()

    def _chosen(self) -> list[int]:
        rows = sorted(index.row() for index in self.list.selectionModel().selectedIndexes())
        return [self._lines[row].view.id for row in rows if row < len(self._lines)]

    @Slot()
    def _allow(self) -> None:
        chosen = self._chosen()
        self.visit.setEnabled(len(chosen) == 1)
        self.rename.setEnabled(len(chosen) == 1)
        self.compare.setEnabled(self._pair() is not None)

    def _pair(self) -> tuple[int, int] | None:
        """The two branches chosen; beside a single one, where it left, or the latest other."""
        chosen = self._chosen()
        if len(chosen) == 2:
            return chosen[0], chosen[1]
        if len(self._lines) < 2 or len(chosen) > 2:
            return None
        own = next(
            (x.view for x in self._lines if (x.view.id in chosen if chosen else x.view.current)),
            self._lines[-1].view,
        )
        if own.parent is not None and any(x.view.id == own.parent for x in self._lines):
            return own.parent, own.id
        other = next(x.view.id for x in reversed(self._lines) if x.view.id != own.id)
        return own.id, other

    @Slot()
    def _visit(self) -> None:
        chosen = self._chosen()
        if chosen:
            self.visited.emit(chosen[0])

    @Slot()
    def _rename(self) -> None:
        rows = self.list.selectionModel().selectedIndexes()
        if rows:
            self.list.setCurrentIndex(rows[0])
            self.list.edit(rows[0])

    @Slot()
    def _compare(self) -> None:
        pair = self._pair()
        if pair is not None:
            self.compared.emit(*pair)


def words_of(line: BranchLine) -> str:
    """A branch in a sentence."""
    view = line.view
    end = f"turn {view.length}, stability {plain(line.stability[-1])}"
    if view.parent is None:
        return f"{view.label}: to {end}"
    return f"{view.label}: leaves at turn {view.fork_turn}, to {end}"

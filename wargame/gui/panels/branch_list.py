"""The branches of a session in a list: one is visited, named anew, or set beside another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from wargame.gui.dress import label, with_role
from wargame.gui.words import plain

if TYPE_CHECKING:
    from wargame.app.told import BranchLine

NUMBER = Qt.ItemDataRole.UserRole


class BranchList(QWidget):
    """`visited(branch)`, `named(branch, name)`, `compared(left, right)`."""

    visited = Signal(int)
    named = Signal(int, str)
    compared = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[BranchLine, ...] = ()
        self._filling = False
        self.title: QLabel = label("section", text="Branches")
        self.list = QListWidget()
        self.list.setAccessibleName("Branches")
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QListWidget.EditTrigger.EditKeyPressed)
        with_role(self.list, "secondary")
        self.visit = self._button("Visit", "Stand at the end of the branch", self._visit)
        self.rename = self._button("Rename", "Give the branch a name (F2)", self._rename)
        self.compare = self._button(
            "Compare", "Two branches, or one and where it left, side by side", self._compare
        )
        self.list.itemSelectionChanged.connect(self._allow)
        self.list.itemDoubleClicked.connect(self._visit)
        self.list.itemChanged.connect(self._changed)
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
        chosen = self._chosen()
        self._lines = lines
        self._filling = True
        self.list.clear()
        for line in lines:
            item = QListWidgetItem(line.view.label)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            item.setData(NUMBER, line.view.id)
            item.setToolTip(words_of(line))
            if line.view.current:
                font = item.font()
                font.setBold(True)
                item.setFont(font)
            self.list.addItem(item)
            item.setSelected(line.view.id in chosen)
        self._filling = False
        one = len(lines) == 1
        self.title.setText("Branches" if one else f"{len(lines)} branches")
        self._allow()

    def _chosen(self) -> list[int]:
        return [int(item.data(NUMBER)) for item in self.list.selectedItems()]

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
        item = self.list.currentItem()
        if item is not None:
            self.list.editItem(item)

    @Slot(QListWidgetItem)
    def _changed(self, item: QListWidgetItem) -> None:
        if not self._filling:
            self.named.emit(int(item.data(NUMBER)), item.text())

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

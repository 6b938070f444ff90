"""One pile of notes: they are dragged to another, or sent there by a key."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from wargame.app.exercise_evaluation import HotWashNote
from wargame.gui.dress import with_role

PLACE_ROLE = Qt.ItemDataRole.UserRole
TEXT_ROLE = Qt.ItemDataRole.UserRole + 1
KEYS = {
    Qt.Key.Key_S: "strength", Qt.Key.Key_A: "improvement", Qt.Key.Key_U: "unsorted",
}  # fmt: skip


class NoteList(QListWidget):
    """`sorted_to(place, kind, row)`: a note goes there; a row -1 is the end.

    `removed(place)`, `chosen(place)`, `edit_asked(place)`: a place is one among all notes.
    """

    sorted_to = Signal(int, str, int)
    removed = Signal(int)
    chosen = Signal(int)
    edit_asked = Signal(int)

    def __init__(self, kind: str, name: str) -> None:
        super().__init__()
        self.kind = kind
        self.setAccessibleName(name)
        self.setAccessibleDescription(
            "S and A sort a note into Strengths or Areas for Improvement, U puts it back, "
            "Alt with Up or Down moves it, F2 changes it, Delete takes it out"
        )
        self.setWordWrap(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setSpacing(2)
        with_role(self, "secondary")
        self.currentItemChanged.connect(self._tell)
        self.itemDoubleClicked.connect(self._edit)

    def show_notes(self, notes: list[tuple[int, str, HotWashNote]]) -> None:
        """Place, words and note of every row."""
        row = self.currentRow()
        self.blockSignals(True)
        while self.count() > len(notes):
            self.takeItem(self.count() - 1)
        while self.count() < len(notes):
            self.addItem(QListWidgetItem())
        for at, (place, words, note) in enumerate(notes):
            item = self.item(at)
            item.setText(words)
            item.setData(PLACE_ROLE, place)
            item.setData(TEXT_ROLE, note.text)
        self.setCurrentRow(min(row, len(notes) - 1))
        self.blockSignals(False)

    def place(self) -> int:
        """The place of the note that is chosen; -1 for none."""
        item = self.currentItem()
        return int(item.data(PLACE_ROLE)) if item is not None else -1

    @Slot()
    def _tell(self) -> None:
        self.chosen.emit(self.place())

    @Slot()
    def _edit(self) -> None:
        if self.place() >= 0:
            self.edit_asked.emit(self.place())

    def dropEvent(self, event: QDropEvent) -> None:
        """A note dropped here belongs here, before the one it was dropped on."""
        source = event.source()
        if not isinstance(source, NoteList) or source.place() < 0:
            event.ignore()
            return
        index: QModelIndex = self.indexAt(event.position().toPoint())
        row = index.row() if index.isValid() else -1
        event.setDropAction(Qt.DropAction.IgnoreAction)  # the session moves it, not the list
        event.accept()
        self.sorted_to.emit(source.place(), self.kind, row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters sort, Alt with an arrow moves, F2 changes, Delete takes out."""
        key, place, row = Qt.Key(event.key()), self.place(), self.currentRow()
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if place < 0:
            super().keyPressEvent(event)
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._move(place, row, -1 if key == Qt.Key.Key_Up else 1)
        elif key in KEYS and not event.modifiers():
            if KEYS[key] != self.kind:
                self.sorted_to.emit(place, KEYS[key], -1)
        elif key in (Qt.Key.Key_F2, Qt.Key.Key_Return):
            self.edit_asked.emit(place)
        elif key == Qt.Key.Key_Delete:
            self.removed.emit(place)
        else:
            super().keyPressEvent(event)

    def _move(self, place: int, row: int, step: int) -> None:
        aim = row + step
        if 0 <= aim < self.count():
            before = aim if step < 0 else aim + 1
            self.setCurrentRow(aim)
            self.sorted_to.emit(place, self.kind, before if before < self.count() else -1)

"""Events of the log to be cited: picked from a list, shown with what happened."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from wargame.app.exercise_evaluation import event_words, on_line
from wargame.app.session_records import LogLine
from wargame.gui.dress import label, put_on, with_role
from wargame.gui.exercise.elided import Elided
from wargame.gui.exercise.evaluation_acts import button, cited
from wargame.gui.exercise.room import Room
from wargame.gui.theme import Theme

SEQ_ROLE = Qt.ItemDataRole.UserRole
NONE = "no event cited"


class EventsDialog(QDialog):
    """`picked(tuple)`: the numbers of the events that are ticked."""

    picked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Events of the log")
        self.search, self.list = QLineEdit(), QListWidget()
        self.search.setPlaceholderText("Search")
        self.search.setAccessibleName("Search events")
        self.list.setAccessibleName("Events; Space ticks one")
        with_role(self.search, "control")
        with_role(self.list, "secondary")
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        column = QVBoxLayout(self)
        column.addWidget(label("body", text="Which events of the log show it?"))
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addWidget(buttons)
        self.search.textChanged.connect(self._filter)
        self.search.installEventFilter(self)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        self.resize(theme.px(560), theme.px(460))
        put_on(self, theme)

    def show_log(self, log: tuple[LogLine, ...], refs: tuple[int, ...]) -> None:
        """Every event, newest first, those of `refs` ticked."""
        self.list.clear()
        for line in reversed(log):
            item = QListWidgetItem(event_words(line))
            item.setData(SEQ_ROLE, line.seq)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = line.seq in refs
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    @Slot(str)
    def _filter(self, words: str) -> None:
        for place in range(self.list.count()):
            item = self.list.item(place)
            item.setHidden(words.casefold() not in item.text().casefold())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search, Down goes into the list."""
        pressed = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress
        if watched is self.search and pressed and event.key() == Qt.Key.Key_Down:  # type: ignore[attr-defined]
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return super().eventFilter(watched, event)

    @Slot()
    def _accept(self) -> None:
        items = [self.list.item(place) for place in range(self.list.count())]
        refs = [int(i.data(SEQ_ROLE)) for i in items if i.checkState() is Qt.CheckState.Checked]
        self.accept()
        self.picked.emit(tuple(sorted(refs)))


class EventsField(QWidget):
    """A button that opens the list, and what is cited so far; `changed(tuple)` by a person."""

    changed = Signal(object)

    def __init__(self, room: Room, theme: Theme) -> None:
        super().__init__()
        self._room, self._theme = room, theme
        self.refs: tuple[int, ...] = ()
        self.dialog: EventsDialog | None = None
        self.open = button("Cite events \u2026")
        self.words = Elided("secondary", "text2")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.open)
        line.addWidget(self.words, 1)
        self.open.clicked.connect(self.ask)
        self.show_refs(())

    def set_theme(self, theme: Theme) -> None:
        """From now on the dialog opens in `theme`."""
        self._theme = theme

    def log(self) -> tuple[LogLine, ...]:
        """The events that can be cited."""
        return on_line(self._room.log.log) if self._room.log is not None else ()

    def show_refs(self, refs: tuple[int, ...]) -> None:
        """These are cited."""
        self.refs = refs
        self.words.say(cited(refs, self.log()) or NONE)

    @Slot()
    def ask(self) -> None:
        """The list is open."""
        self.dialog = EventsDialog(self._theme, self.window())
        self.dialog.show_log(self.log(), self.refs)
        self.dialog.picked.connect(self._picked)
        self.dialog.open()

    @Slot(object)
    def _picked(self, refs: tuple[int, ...]) -> None:
        self.show_refs(refs)
        self.changed.emit(refs)

"""The inject that is chosen, in full: what it says, what it does, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from wargame.app.exercise_records import ExerciseView
from wargame.gui.dress import label, put_on, with_role
from wargame.gui.exercise.elided import Chip, beside_icon
from wargame.gui.exercise.inject_words import Told, told_of
from wargame.gui.exercise.publishing import Publisher
from wargame.gui.exercise.room import Room
from wargame.gui.icons import icon
from wargame.gui.theme import Theme

BUTTONS = ("publish", "edit", "skip", "complete", "poll", "map")


class InjectPane(QFrame):
    """`edit_asked(number)`: a person wants to change it; `poll_asked(words)`: to put its poll."""

    edit_asked = Signal(str)
    poll_asked = Signal(str)

    def __init__(self, room: Room, publisher: Publisher, theme: Theme) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self._room, self._publisher, self._theme = room, publisher, theme
        self._told: Told | None = None
        self.kind, self.due = Chip(theme), Chip(theme)
        self.number: QLabel = label("caption", "text2")
        self.title: QLabel = label("title", wrap=True)
        self.facts = _Pairs()
        self.message: QLabel = label("body", wrap=True)
        self.heads = [label("section", wrap=True) for _ in range(4)]
        self.texts = [label("secondary", "text2", wrap=True) for _ in range(4)]
        self.others = _Pairs()
        self.buttons = {name: QPushButton() for name in BUTTONS}
        self._lay_out()
        slots = (
            self._publish, self._edit, self._skip, self._complete, self._put_poll, self._show_map
        )  # fmt: skip
        for button, slot in zip(self.buttons.values(), slots, strict=True):
            button.clicked.connect(slot)
        room.shown.connect(self.show_view)
        room.ticked.connect(self.show_view)
        room.chosen.connect(self._chosen)
        self._show(None)

    # ------------------------------------------------------------------------------------ layout

    def _lay_out(self) -> None:
        inside = QWidget()
        self._column = column = QVBoxLayout(inside)
        head = QHBoxLayout()
        head.addWidget(self.kind)
        head.addWidget(self.number, 1)
        head.addWidget(self.due)
        column.addLayout(head)
        column.addWidget(self.title)
        column.addWidget(self.message)
        column.addWidget(self.facts)
        for heading, text in zip(self.heads, self.texts, strict=True):
            column.addWidget(heading)
            column.addWidget(text)
        column.addWidget(self.others)
        column.addStretch(1)
        for part in (self.title, self.message, *self.texts):
            part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inside)
        inside.setProperty("panel", True)
        self.area.setAccessibleName("The chosen inject")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.area, 1)
        whole.addLayout(self._hands())

    def _hands(self) -> QGridLayout:
        self._grid = grid = QGridLayout()
        words = ("Publish", "Edit", "Skip", "Complete", "Put the poll to the room",
                 "Show the map view")  # fmt: skip
        places = ((0, 0, 1, 2), (0, 2, 1, 1), (0, 3, 1, 1), (0, 0, 1, 2), (1, 0, 1, 2),
                  (1, 2, 1, 2))  # fmt: skip
        for button, said, place in zip(self.buttons.values(), words, places, strict=True):
            beside_icon(button, said)
            with_role(button, "control")
            grid.addWidget(button, *place)
        grid.setSpacing(8)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def set_theme(self, theme: Theme) -> None:
        """From now on the pane wears `theme`."""
        self._theme = theme
        self._column.setContentsMargins(theme.px(16), theme.px(14), theme.px(16), theme.px(8))
        self._column.setSpacing(theme.px(6))
        self._grid.setContentsMargins(theme.px(16), theme.px(6), theme.px(16), theme.px(10))
        icons = {"publish": "send", "edit": "pencil", "skip": "skip-forward", "complete": "check"}
        for name, file in icons.items():
            self.buttons[name].setIcon(icon(file, theme, size=15))

    # ----------------------------------------------------------------------------------- showing

    @Slot(object)
    def show_view(self, view: ExerciseView) -> None:
        """The pane shows the chosen inject as it stands."""
        row = next((r for r in view.injects if r.inject.number == self._room.number), None)
        self._show(told_of(row, view) if row is not None else None)

    @Slot(str)
    def _chosen(self, _number: str) -> None:
        if self._room.view is not None:
            self.show_view(self._room.view)
            self.area.verticalScrollBar().setValue(0)

    def _show(self, told: Told | None) -> None:
        """What is shown already is left alone, so that words marked by the mouse stay marked."""
        if told == self._told and told is not None:
            return
        self._told = told
        there = told is not None
        self.number.setText(told.number if told else "")
        self.kind.say(told.kind if told else "", told.tone if told else "")
        self.due.say(told.due if told else "", "warn")
        self.title.setText(told.title if told else "No inject is chosen")
        self.message.setText(told.message if told else "Choose one in the list or on the timeline.")
        self.message.setVisible(bool(self.message.text()))
        self.facts.show_pairs(told.facts if told else (), self._theme)
        self.others.show_pairs(told.others if told else (), self._theme)
        sections = told.sections if told else ()
        for place, (heading, text) in enumerate(zip(self.heads, self.texts, strict=True)):
            said = sections[place] if place < len(sections) else ("", "")
            heading.setText(said[0])
            text.setText(said[1])
            heading.setVisible(bool(said[0]))
            text.setVisible(bool(said[1]))
        self._show_buttons(told, there=there)

    def _show_buttons(self, told: Told | None, *, there: bool) -> None:
        waits = there and told is not None and told.waits
        published = told is not None and told.published
        self.buttons["publish"].setVisible(not published)
        self.buttons["complete"].setVisible(published)
        why = told.refusal if told else "Choose an inject first"
        for name in ("publish", "skip"):
            self.buttons[name].setEnabled(waits and (name == "skip" or not why))
            self.buttons[name].setToolTip(why)
        self.buttons["edit"].setEnabled(there and not published)
        self.buttons["edit"].setToolTip(
            "What has been published stays as it is" if published else "Change it"
        )
        self.buttons["complete"].setEnabled(told is not None and told.deployed)
        self.buttons["complete"].setToolTip("What it asked for has been done")
        poll = told is not None and bool(told.poll)
        self.buttons["poll"].setVisible(poll)
        self.buttons["poll"].setEnabled(poll and told is not None and told.public)
        public = told is not None and told.public
        self.buttons["poll"].setToolTip(
            "The poll stands in the audience window as the question for the room"
            if public
            else "Only the poll of an inject that the room has seen can be put to it"
        )
        self.buttons["map"].setVisible(told is not None and told.view is not None)
        self.buttons["map"].setToolTip("The main map stands where it stood at the publication")

    # ------------------------------------------------------------------------------------- doing

    @Slot()
    def _publish(self) -> None:
        self._publisher.publish(self._room.number)

    @Slot()
    def _edit(self) -> None:
        self.edit_asked.emit(self._room.number)

    @Slot()
    def _skip(self) -> None:
        self._publisher.skip(self._room.number)

    @Slot()
    def _complete(self) -> None:
        self._publisher.complete(self._room.number)

    @Slot()
    def _put_poll(self) -> None:
        if self._told is not None and self._told.public:
            self.poll_asked.emit(self._told.poll)

    @Slot()
    def _show_map(self) -> None:
        if self._told is not None and self._told.view is not None:
            self._publisher.show_view(self._told.view)


class _Pairs(QWidget):
    """Names and what stands beside them, in two columns; lines are used again."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[QLabel, QLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)

    def show_pairs(self, pairs: tuple[tuple[str, str], ...], theme: Theme) -> None:
        """A line for each pair."""
        while len(self.rows) < len(pairs):
            self._add(theme)
        for place, (name, value) in enumerate(self.rows):
            said = pairs[place] if place < len(pairs) else ("", "")
            name.setText(said[0])
            value.setText(said[1])
            name.setVisible(bool(said[0]))
            value.setVisible(bool(said[0]))
        self.setVisible(bool(pairs))

    def set_theme(self, theme: Theme) -> None:
        """From now on the names have a column of their own."""
        self._grid.setColumnMinimumWidth(0, theme.px(104))
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setVerticalSpacing(theme.px(4))

    def _add(self, theme: Theme) -> None:
        name, value = label("secondary", "text2", wrap=True), label("secondary", wrap=True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        line = len(self.rows)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(name, line, 0, top)
        self._grid.addWidget(value, line, 1, top)
        self.rows.append((name, value))
        for part in (name, value):
            put_on(part, theme)

"""The Hot Wash: what people say, sorted into Strengths and Areas for Improvement, with its events.

A note is caught first and sorted afterwards, by dragging it or by a key.
"""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from wargame.app import exercise_evaluation as evaluation
from wargame.app.exercise_evaluation import TITLES, HotWashNote
from wargame.app.exercise_records import ExerciseView
from wargame.gui.dress import label
from wargame.gui.exercise.evaluation_acts import Act, button, cited, field, row
from wargame.gui.exercise.evaluation_events import EventsField
from wargame.gui.exercise.hot_wash_list import NoteList
from wargame.gui.exercise.room import Room
from wargame.gui.theme import Theme

PILES = {
    "unsorted": "Not sorted yet",
    "strength": "Strengths",
    "improvement": "Areas for Improvement",
}
HOW = (
    "Drag a note, or press S for a Strength, A for an Area for Improvement, U for not sorted; "
    "Alt+Up and Alt+Down put it in order, F2 changes it, Delete takes it out."
)


def _framed(pile: NoteList) -> QFrame:
    """The pile with an edge, so that an empty one can be seen to take notes."""
    frame = QFrame()
    frame.setProperty("rulecard", True)
    column = QVBoxLayout(frame)
    column.setContentsMargins(1, 1, 1, 1)
    column.addWidget(pile)
    return frame


class HotWashPart(QWidget):
    """A line to write, and three piles."""

    def __init__(self, room: Room, theme: Theme) -> None:
        super().__init__()
        self._room = room
        self._notes: tuple[HotWashNote, ...] = ()
        self._changed = -1  # the place of the note that is being changed
        self._chosen = -1
        self.text, self.by = field("Note", "What was said"), field("By")
        self.events = EventsField(room, theme)
        self.add = button("Add", primary=True)
        self.piles = {kind: NoteList(kind, name) for kind, name in PILES.items()}
        self.cite = EventsField(room, theme)
        self.cite.open.setText("Cite events for the chosen note \u2026")
        self._lay_out()
        self.add.clicked.connect(self._add)
        self.text.returnPressed.connect(self._add)
        self.text.textChanged.connect(self._allow)
        self.cite.changed.connect(self._cite)
        for pile in self.piles.values():
            pile.sorted_to.connect(self._sort)
            pile.removed.connect(self._remove)
            pile.chosen.connect(self._choose)
            pile.edit_asked.connect(self._edit)
        self._allow()

    def _lay_out(self) -> None:
        self.by.setMaximumWidth(220)
        piles = QHBoxLayout()
        piles.setSpacing(14)
        for kind, pile in self.piles.items():
            stack = QVBoxLayout()
            stack.addWidget(label("section", text=PILES[kind]))
            stack.addWidget(_framed(pile), 1)
            piles.addLayout(stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 20, 12)
        column.setSpacing(8)
        column.addLayout(row((self.text, 1), (self.by, 0)))
        column.addLayout(row((self.events, 1), (self.add, 0)))
        column.addLayout(piles, 1)
        column.addWidget(self.cite)
        column.addWidget(label("caption", "text2", HOW, wrap=True))

    def show_view(self, view: ExerciseView) -> None:
        """The notes stand in their piles, numbered as the report numbers them."""
        self._notes = view.hot_wash
        log = self.events.log()
        for kind, pile in self.piles.items():
            own = [(place, n) for place, n in enumerate(self._notes) if n.kind == kind]
            rows = []
            for number, (place, note) in enumerate(own, 1):
                title = f"{TITLES[kind]} {number}: " if kind in TITLES else ""
                said = [f"{title}{note.text}", note.by, cited(note.refs, log)]
                rows.append((place, "\n".join(part for part in said if part), note))
            pile.show_notes(rows)
        if self._chosen >= len(self._notes):
            self._chosen = -1
        self._show_cited()

    @Slot()
    def _allow(self) -> None:
        changing = 0 <= self._changed < len(self._notes)
        self.add.setText("Change" if changing else "Add")
        self.add.setEnabled(bool(self.text.text().strip()))
        self.add.setToolTip("" if self.add.isEnabled() else "Write what was said first")

    def _show_cited(self) -> None:
        there = 0 <= self._chosen < len(self._notes)
        self.cite.show_refs(self._notes[self._chosen].refs if there else ())
        self.cite.open.setEnabled(there)
        self.cite.open.setToolTip("" if there else "Choose a note first")

    # -------------------------------------------------------------------------------- what is done

    @Slot()
    def _add(self) -> None:
        text = self.text.text().strip()
        if not text:
            return
        if 0 <= self._changed < len(self._notes):
            update = {"text": text, "by": self.by.text(), "refs": self.events.refs}
            made = self._notes[self._changed].model_copy(update=update)
            self._room.do(Act(evaluation.amend, self._changed, made))
        else:
            made = HotWashNote(kind="unsorted", text=text, by=self.by.text(), refs=self.events.refs)
            self._room.do(Act(evaluation.add_note, made))
        self._changed = -1
        self.text.clear()
        self.events.show_refs(())
        self._allow()

    @Slot(int, str, int)
    def _sort(self, place: int, kind: str, row_: int) -> None:
        if not 0 <= place < len(self._notes):
            return
        made = self._notes[place].model_copy(update={"kind": kind})
        own = [at for at, note in enumerate(self._notes) if note.kind == kind]
        before = own[row_] if 0 <= row_ < len(own) else len(self._notes)
        to = before - 1 if before > place else before  # once it is taken out
        if made != self._notes[place] or to != place:
            self._room.do(Act(evaluation.amend, place, made, to))

    @Slot(int)
    def _remove(self, place: int) -> None:
        self._room.do(Act(evaluation.strike, "hot_wash", place))

    @Slot(int)
    def _choose(self, place: int) -> None:
        self._chosen = place
        for pile in self.piles.values():
            if pile.place() != place:
                pile.blockSignals(True)
                pile.setCurrentRow(-1)
                pile.blockSignals(False)
        self._show_cited()

    @Slot(int)
    def _edit(self, place: int) -> None:
        note = self._notes[place]
        self._changed = place
        self.text.setText(note.text)
        self.by.setText(note.by)
        self.events.show_refs(note.refs)
        self._allow()
        self.text.setFocus()

    @Slot(object)
    def _cite(self, refs: tuple[int, ...]) -> None:
        if 0 <= self._chosen < len(self._notes):
            made = self._notes[self._chosen].model_copy(update={"refs": refs})
            self._room.do(Act(evaluation.amend, self._chosen, made))

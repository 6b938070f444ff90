"""What a person does to the events list: each act is one step of the session, for undo."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from wargame.gui.exercise.msel_acts import MselActs
from wargame.gui.exercise.publishing import Publisher
from wargame.gui.exercise.room import Room

if TYPE_CHECKING:
    from wargame.app.exercise import Inject
    from wargame.app.exercise_fields import ModelField
    from wargame.gui.exercise.inject_editor import InjectEditor
    from wargame.gui.theme import Theme
    from wargame.gui.workers import PlayedSession


class MselHands(QObject):
    """New, edit, duplicate, remove, move, publish, skip, status; the chosen inject is the room's.

    The editor opens when the session's thread has said which fields the model has.
    """

    _found = Signal(object, str)

    theme: Theme

    def __init__(self, room: Room, owner: QWidget, acts: MselActs) -> None:
        super().__init__(owner)
        self._room, self._owner, self._acts = room, owner, acts
        self._publisher = Publisher(room)
        self.editor: InjectEditor | None = None
        slots = {
            "new": self.new, "edit": self.edit_chosen, "duplicate": self.duplicate,
            "remove": self.remove_chosen, "publish": self.publish, "skip": self.skip,
        }  # fmt: skip
        for name, slot in slots.items():
            acts.actions_[name].triggered.connect(slot)
        acts.status_set.connect(self.set_status)
        self._found.connect(self._open)

    def inject(self, number: str) -> Inject | None:
        """The inject of that number as it stands; None where there is none."""
        view = self._room.view
        rows = () if view is None else view.injects
        return next((row.inject for row in rows if row.inject.number == number), None)

    # ----------------------------------------------------------------------------------- editing

    @Slot()
    def new(self) -> None:
        """The editor is open on a new inject, which will stand below the chosen one."""
        self._ask_fields("")

    @Slot()
    def edit_chosen(self) -> None:
        """The editor is open on the chosen inject."""
        self.edit(self._room.number)

    @Slot(str)
    def edit(self, number: str) -> None:
        """The editor is open on that inject; what has been published stays as it is."""
        if self.inject(number) is not None and self._acts.actions_["edit"].isEnabled():
            self._ask_fields(number)

    def _ask_fields(self, number: str) -> None:
        def question(session: PlayedSession) -> None:
            from wargame.app.exercise_fields import model_fields  # noqa: PLC0415  when asked for

            self._found.emit(model_fields(cast("Any", session)), number)

        self._room.inquire(question)

    @Slot(object, str)
    def _open(self, fields: tuple[ModelField, ...], number: str) -> None:
        from wargame.app.exercise import Inject  # noqa: PLC0415  not before it is needed
        from wargame.gui.exercise.inject_editor import InjectEditor  # noqa: PLC0415

        view = self._room.view
        if view is None or (self.editor is not None and self.editor.isVisible()):
            return
        known = self.inject(number)
        inject = known or Inject(number=next_number([r.inject.number for r in view.injects]),
                                 from_="White Cell", to="All", status="Entered")  # fmt: skip
        self.editor = InjectEditor(inject, view, fields, self.theme, self._owner.window(),
                                   new=known is None)  # fmt: skip
        self.editor.written.connect(self._write)
        self.editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        self.editor.open()

    @Slot(object, str)
    def _write(self, inject: Inject, instead: str) -> None:
        before = "" if instead else self._after_chosen()
        self._room.do(lambda desk: desk.edit_inject(inject, before, instead))
        self._room.choose(inject.number)

    def _after_chosen(self) -> str:
        """The number of the inject after the chosen one; empty for the end."""
        view = self._room.view
        numbers = [] if view is None else [r.inject.number for r in view.injects]
        if self._room.number not in numbers[:-1]:
            return ""
        return numbers[numbers.index(self._room.number) + 1]

    @Slot(object)
    def keep(self, inject: Inject) -> None:
        """A text typed into the list stands there."""
        self._room.do(lambda desk: desk.edit_inject(inject))

    @Slot()
    def duplicate(self) -> None:
        """The chosen inject stands below itself once more, under a new number, not published."""
        one, view = self.inject(self._room.number), self._room.view
        if one is None or view is None:
            return
        number = next_number([r.inject.number for r in view.injects])
        status = one.status if one.status in ("Pending", "Entered", "Approved") else "Approved"
        copy = one.model_copy(update={"number": number, "status": status})
        before = self._after_chosen()
        self._room.do(lambda desk: desk.edit_inject(copy, before))
        self._room.choose(number)

    @Slot()
    def remove_chosen(self) -> None:
        """The chosen inject is gone."""
        self.remove(self._room.number)

    @Slot(str)
    def remove(self, number: str) -> None:
        """That inject is gone, and its neighbour is the chosen one."""
        if not self._acts.actions_["remove"].isEnabled() or self.inject(number) is None:
            return
        following = self._after_chosen()
        self._room.do(lambda desk: desk.remove_inject(number))
        self._room.choose(following)

    @Slot(str, str)
    def move(self, number: str, before: str) -> None:
        """The inject stands before another, or at the end; later times follow if that is on."""
        retime = self._acts.actions_["retime"].isChecked()
        self._room.do(lambda desk: desk.move_inject(number, before, retime=retime))

    # ------------------------------------------------------------------------------------ status

    @Slot()
    def publish(self) -> None:
        """The chosen inject is published before the map as it is shown."""
        self._publisher.publish(self._room.number)

    @Slot()
    def skip(self) -> None:
        """The chosen inject is left out."""
        self._publisher.skip(self._room.number)

    @Slot(str)
    def set_status(self, status: str) -> None:
        """The chosen inject has that status."""
        number = self._room.number
        if number:
            self._room.do(lambda desk: desk.set_status(number, status))


def next_number(numbers: list[str]) -> str:
    """A number after the highest there is, with as many digits: "13" after "12", "01" at first."""
    own = [n for n in numbers if re.fullmatch(r"\d{1,9}", n)]
    if not own:
        return "01" if "01" not in numbers else f"new {len(numbers) + 1}"
    width = max(len(n) for n in own)
    return f"{max(map(int, own)) + 1:0{width}}"

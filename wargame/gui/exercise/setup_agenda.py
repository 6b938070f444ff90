"""Modules and agenda: its parts, their lengths, and the lessons that are ready."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from wargame.app import exercise_setup as setup
from wargame.gui.dress import label, with_role
from wargame.gui.exercise.setup_edits import Edits
from wargame.gui.exercise.setup_fields import Choice, Count, LineField, LongField
from wargame.gui.exercise.setup_rows import Block, Pool, RowTools
from wargame.gui.exercise.timeline_facts import turns_of
from wargame.gui.theme import Theme

if TYPE_CHECKING:
    from wargame.app.exercise import AgendaItem
    from wargame.app.exercise_records import ExerciseView

WORDS = (
    "Lessons of 45, 75, 90 and 150 minutes are ready. Fitting shortens or lengthens the modules; "
    "the Hot Wash keeps all of its time and stays last."
)
KEPT = "An agenda ends with the Hot Wash: the debrief is never cut"
NO_TURNS = "no turn fits"


class PartRow(QWidget):
    """One part of the agenda: kind, name, minutes, the turns it has time for, its questions."""

    def __init__(self, row: int, edits: Edits, theme: Theme) -> None:
        super().__init__()
        self._row, self._edits = row, edits
        part = f"part {row + 1}"
        self.kind = Choice(f"Kind of {part}")
        for kind, words in setup.KINDS.items():
            self.kind.addItem(words, kind)
        self.title = LineField(f"Name of {part}")
        self.minutes = Count(f"Minutes of {part}", 1, 600, " min")
        self.turns: QLabel = label("caption", "text2")
        self.more = QPushButton()
        self.more.setCheckable(True)
        self.more.setProperty("flat", True)
        with_role(self.more, "control")
        self.tools = RowTools(part, theme)
        self.details = QWidget()
        self.objectives = LineField(f"Objectives of {part}", "O1, O2")
        self.questions = LongField(f"Discussion questions of {part}", "One question a line")
        self._lay_out(theme)
        self._connect()

    def _lay_out(self, theme: Theme) -> None:
        head = QHBoxLayout()
        head.setSpacing(4)
        for widget in (self.kind, self.title, self.minutes, self.turns, self.more, self.tools):
            head.addWidget(widget, 1 if widget is self.title else 0)
        inner = QVBoxLayout(self.details)
        inner.setContentsMargins(theme.px(24), 0, 0, 6)
        inner.setSpacing(3)
        inner.addWidget(label("caption", "text2", "Objectives, by id"))
        inner.addWidget(self.objectives)
        inner.addWidget(label("caption", "text2", "Discussion questions"))
        inner.addWidget(self.questions)
        self.details.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.details)

    def set_theme(self, theme: Theme) -> None:
        """The columns are as wide as the words of `theme` need."""
        self.turns.setFixedWidth(theme.px(76))
        self.more.setFixedWidth(theme.px(92))

    def _connect(self) -> None:
        self.more.toggled.connect(self.details.setVisible)
        self.kind.activated.connect(self._kind)
        self.title.left.connect(self._title)
        self.minutes.left.connect(self._minutes)
        self.objectives.left.connect(self._objectives)
        self.questions.left.connect(self._questions)
        self.tools.moved.connect(self._move)
        self.tools.removed.connect(self._remove)

    def show_part(self, item: AgendaItem, turns: str, count: int) -> None:
        """The part of its place stands there."""
        last, before = self._row == count - 1, self._row == count - 2
        self.kind.show_data(item.kind)
        self.kind.setEnabled(not last)
        self.kind.setToolTip(KEPT if last else "")
        self.title.show_text(item.title)
        self.minutes.show_count(item.minutes)
        self.turns.setText(turns or (NO_TURNS if item.kind == "module" else ""))
        self.objectives.show_text(", ".join(item.objectives))
        self.questions.show_text("\n".join(item.questions))
        self.tools.allow(
            up=self._row > 0 and not last, down=not last and not before, kept=KEPT if last else ""
        )
        if last:
            self.tools.buttons["up"].setToolTip(KEPT)
        asked = bool(item.questions) or item.kind != "break"
        self.more.setText(f"Questions {len(item.questions)}" if asked else "")
        self.more.setEnabled(asked)
        self.more.setAccessibleName(
            f"{len(item.questions)} discussion questions and the objectives of {item.title}"
        )

    def _edit(self, asker: LineField | LongField, **changes: object) -> None:
        row = self._row
        self._edits.change(lambda state: setup.edit_part(state, row, **changes), asker)

    @Slot(int)
    def _kind(self, index: int) -> None:
        self._edit(self.title, kind=str(self.kind.itemData(index)))

    @Slot(str)
    def _title(self, text: str) -> None:
        self._edit(self.title, title=text)

    @Slot(int)
    def _minutes(self, minutes: int) -> None:
        self._edit(self.title, minutes=minutes)

    @Slot(str)
    def _objectives(self, text: str) -> None:
        ids = tuple(part.strip() for part in text.replace(";", ",").split(",") if part.strip())
        self._edit(self.objectives, objectives=ids)

    @Slot(str)
    def _questions(self, text: str) -> None:
        self._edit(self.questions, questions=tuple(q for q in text.splitlines() if q.strip()))

    @Slot(int)
    def _move(self, by: int) -> None:
        row = self._row
        self._edits.change(lambda state: setup.move_part(state, row, by), self.title)

    @Slot()
    def _remove(self) -> None:
        row = self._row
        self._edits.change(lambda state: setup.remove_part(state, row), self.title)


class AgendaBlock(Block):
    """The agenda, its length, and what makes another length of it."""

    def __init__(self, edits: Edits, theme: Theme) -> None:
        super().__init__("Modules and agenda", WORDS)
        self._edits, self._theme = edits, theme
        self.presets = [self._button(f"{minutes} min") for minutes in setup.PRESETS]
        for button, minutes in zip(self.presets, setup.PRESETS, strict=True):
            button.setProperty("minutes", minutes)
            button.setAccessibleName(f"Agenda of a lesson of {minutes} minutes")
            button.clicked.connect(self._preset)
        self.length = Count("Fit the agenda to so many minutes", 1, 1440, " min")
        self.length.setValue(90)
        self.fit = self._button("Fit")
        self.fit.clicked.connect(self._fit)
        self.refusal: QLabel = label("caption", "bad", wrap=True)
        self.refusal.hide()
        self.total: QLabel = label("secondary", "text2", wrap=True)
        self.turn_minutes = Count("Minutes a turn", 1, 240, " min")
        self.turn_minutes.left.connect(self._turn_minutes)
        rows = QVBoxLayout()
        rows.setSpacing(4)
        self.rows: Pool[PartRow] = Pool(rows, self._row, theme)
        self.add_module, self.add_break = self._button("Add a module"), self._button("Add a break")
        self.add_module.clicked.connect(self._add_module)
        self.add_break.clicked.connect(self._add_break)
        self._lay_out(rows)

    def _button(self, words: str) -> QPushButton:
        made = QPushButton(words)
        with_role(made, "control")
        return made

    def _lay_out(self, rows: QVBoxLayout) -> None:
        line = QHBoxLayout()
        line.setSpacing(4)
        for button in self.presets:
            line.addWidget(button)
        line.addStretch(1)
        line.addWidget(label("secondary", "text2", "Fit to"))
        line.addWidget(self.length)
        line.addWidget(self.fit)
        below = QHBoxLayout()
        below.setSpacing(4)
        below.addWidget(self.add_module)
        below.addWidget(self.add_break)
        below.addStretch(1)
        below.addWidget(label("secondary", "text2", "A turn of the game takes"))
        below.addWidget(self.turn_minutes)
        self.body.addLayout(line)
        self.body.addWidget(self.refusal)
        self.body.addLayout(rows)
        self.body.addLayout(below)
        self.body.addWidget(self.total)

    def _row(self, row: int) -> PartRow:
        return PartRow(row, self._edits, self._theme)

    def set_theme(self, theme: Theme) -> None:
        """From now on new rows wear `theme`."""
        self._theme = theme
        self.rows.set_theme(theme)

    def show_view(self, view: ExerciseView) -> None:
        """The agenda is that of the exercise."""
        turns, count = turns_of(view.agenda, view.turn_minutes), len(view.agenda)
        rows = self.rows.sized(count)
        for row, item, own in zip(rows, view.agenda, turns, strict=True):
            row.show_part(item, own, count)
        self.turn_minutes.show_count(view.turn_minutes)
        whole, debrief = setup.total(view.agenda), setup.hot_wash_minutes(view.agenda)
        fitting = sum(i.minutes // view.turn_minutes for i in view.agenda if i.kind == "module")
        self.total.setText(
            f"Together {duration(whole)}, of which the Hot Wash keeps {debrief} min. "
            f"The modules have time for {fitting} turn{'' if fitting == 1 else 's'}."
        )

    def tell(self, refusal: str) -> None:
        """Why the agenda was not fitted."""
        self.refusal.setText(refusal)
        self.refusal.setVisible(bool(refusal))

    @Slot()
    def _preset(self) -> None:
        minutes = int(self.sender().property("minutes"))
        self._edits.change(setup.preset(minutes), self)

    @Slot()
    def _fit(self) -> None:
        minutes = self.length.value()
        self._edits.change(lambda state: setup.fit(state, minutes), self)

    @Slot(int)
    def _turn_minutes(self, minutes: int) -> None:
        self._edits.change(lambda _state: {"turn_minutes": minutes}, self)

    @Slot()
    def _add_module(self) -> None:
        self._edits.change(lambda state: setup.add_part(state, "module"), self)

    @Slot()
    def _add_break(self) -> None:
        self._edits.change(lambda state: setup.add_part(state, "break"), self)


def duration(minutes: int) -> str:
    """So many hours and minutes as people say it, such as 1 h 30 min."""
    hours, rest = divmod(minutes, 60)
    return " ".join(p for p in (f"{hours} h" if hours else "", f"{rest} min" if rest else "") if p)

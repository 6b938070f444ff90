"""The texts of an inject: what stands in its columns, typed or picked from what the list has."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from wargame.app.exercise import Inject
from wargame.app.exercise_records import ExerciseView
from wargame.gui.dress import label, with_role
from wargame.gui.theme import Theme

LONGEST = 32_767  # characters of a text; what a cell of a spreadsheet holds
TYPES = ("Contextual", "Key event", "Contingency")
LABELS = {
    "title": "Title", "message": "Message", "expected": "Expected Participant Response",
    "notes": "Notes", "poll": "Poll", "scenario_time": "Designated Scenario Time",
    "delivery_time": "Delivery Time", "move": "Move", "event_type": "Event Type",
    "mode": "Inject Mode", "from": "From", "to": "To", "objective": "Exercise Objective",
}  # fmt: skip
HINTS = {
    "title": "In a few words, as the list shows it",
    "notes": "Prompt for the facilitator; nobody else reads it",
    "poll": "Answers with a bar between: Consult | Warn | Wait",
    "scenario_time": "When it happens in the scenario: December 2025",
    "delivery_time": "When it is handed over, if people plan it so",
    "move": "Move or group it belongs to",
}
TALL = {"message": 96, "expected": 58, "notes": 58}  # px
LEFT = ("title", "message", "expected", "notes", "poll")
RIGHT = ("scenario_time", "delivery_time", "move", "event_type", "mode", "from", "to", "objective")
Part = QLineEdit | QPlainTextEdit | QComboBox


class InjectTexts(QObject):
    """Makes the fields; `changed()` at every letter. `texts` is what stands in them."""

    changed = Signal()

    def __init__(self, inject: Inject, view: ExerciseView, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.parts: dict[str, Part] = {}
        for name in (*LEFT, *RIGHT):
            self.parts[name] = self._made(name, inject.field(name), view)
        self.goals = QPushButton("Pick")
        self._goal_menu = QMenu(parent)
        self._fill_goals(view)
        said = dict(inject.extra)
        columns = dict.fromkeys((*view.columns, *said))
        self.extra = {column: self._line(column, said.get(column, "")) for column in columns}

    def _made(self, name: str, text: str, view: ExerciseView) -> Part:
        if name in TALL:
            made = QPlainTextEdit(text)
            made.setTabChangesFocus(True)
            made.setFixedHeight(self._theme.px(TALL[name]))
            made.setPlaceholderText(HINTS.get(name, ""))
            made.setAccessibleName(LABELS[name])
            made.textChanged.connect(self.changed)
            with_role(made, "body")
            return made
        offered = _offered(name, view)
        if not offered:
            return self._line(LABELS[name], text, HINTS.get(name, ""))
        box = QComboBox()
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.addItems(list(offered))
        box.setCurrentText(text)
        box.setAccessibleName(LABELS[name])
        box.editTextChanged.connect(self.changed)
        with_role(box, "body")
        return box

    def _line(self, name: str, text: str, hint: str = "") -> QLineEdit:
        made = QLineEdit(text)
        made.setMaxLength(LONGEST)
        made.setPlaceholderText(hint)
        made.setAccessibleName(name)
        made.setCursorPosition(0)
        made.textChanged.connect(self.changed)
        with_role(made, "body")
        return made

    def lay_out(self, grid: QGridLayout, names: Iterable[str], *, above: bool) -> None:
        """Each field with its label above it, or beside it."""
        for name in names:
            line = grid.rowCount()
            words = label("section", "text2", LABELS[name])
            part: QWidget = self.parts[name]
            words.setBuddy(part)
            if name == "objective":
                part = self._with_goals(part)
            if above:
                grid.addWidget(words, line, 0)
                grid.addWidget(part, line + 1, 0)
            else:
                grid.addWidget(words, line, 0, Qt.AlignmentFlag.AlignLeft)
                grid.addWidget(part, line, 1)

    # -------------------------------------------------------------------------------- objectives

    def _with_goals(self, part: QWidget) -> QWidget:
        both = QWidget()
        line = QHBoxLayout(both)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(part, 1)
        line.addWidget(self.goals)
        return both

    def _fill_goals(self, view: ExerciseView) -> None:
        with_role(self.goals, "control")
        self.goals.setAccessibleName("Pick objectives")
        for row in view.objectives:
            act = self._goal_menu.addAction(f"{row.objective.id}  {row.objective.text}")
            act.setData(row.objective.id)
            act.setCheckable(True)
        self.goals.setEnabled(bool(view.objectives))
        none = "The exercise has no objectives yet; they are written under Set-up"
        self.goals.setToolTip("The objectives it exercises" if view.objectives else none)
        self.goals.setMenu(self._goal_menu)
        self._goal_menu.aboutToShow.connect(self._tick_goals)
        self._goal_menu.triggered.connect(self._pick_goal)

    def _named_goals(self) -> list[str]:
        return self.text("objective").replace(",", " ").replace(";", " ").split()

    @Slot()
    def _tick_goals(self) -> None:
        named = self._named_goals()
        for act in self._goal_menu.actions():
            act.setChecked(act.data() in named)

    @Slot(QAction)
    def _pick_goal(self, act: QAction) -> None:
        """An objective that is named is named no more; another one is."""
        goal, part = str(act.data()), self.parts["objective"]
        known = [str(a.data()) for a in self._goal_menu.actions()]
        named = self._named_goals()
        words = self.text("objective")
        if goal in named:
            named.remove(goal)
        else:
            named.append(goal)
        ids = [name for name in known if name in named]
        only_ids = all(name in known for name in self._named_goals())
        if isinstance(part, QLineEdit):
            added = f"{words} {goal}" if goal in named else words.replace(goal, "").strip()
            part.setText(", ".join(ids) if only_ids else added)

    # ----------------------------------------------------------------------------------- telling

    def text(self, name: str) -> str:
        """What stands in a field."""
        part = self.parts[name]
        if isinstance(part, QPlainTextEdit):
            return part.toPlainText().strip()
        if isinstance(part, QComboBox):
            return part.currentText().strip()
        return part.text().strip()

    @property
    def texts(self) -> dict[str, str]:
        """Every field by the name that an inject has for it."""
        return {"from_" if name == "from" else name: self.text(name) for name in self.parts}

    @property
    def others(self) -> tuple[tuple[str, str], ...]:
        """The columns of the file that are not empty."""
        found = ((column, part.text().strip()) for column, part in self.extra.items())
        return tuple((column, text) for column, text in found if text)

    @property
    def refusal(self) -> str:
        """Why these are no texts of an inject; empty when they are."""
        if not self.text("title") and not self.text("message"):
            return "It needs a title or a message."
        choices = [part for part in self.text("poll").split("|") if part.strip()]
        if len(choices) == 1:
            return "A poll has two answers at least, with a bar between: Consult | Wait."
        for name, words in LABELS.items():
            if len(self.text(name)) > LONGEST:
                return f"{words} has more than {LONGEST:,} characters; a spreadsheet takes no more."
        return ""


def _offered(name: str, view: ExerciseView) -> tuple[str, ...]:
    """What may be picked: what other injects say there, and what everybody says."""
    if name not in ("event_type", "mode", "from", "to"):
        return ()
    usual: dict[str, tuple[str, ...]] = {
        "event_type": TYPES,
        "from": ("White Cell",),
        "to": ("All", *(seating.seat for seating in view.seating)),
    }
    said = sorted({row.inject.field(name) for row in view.injects} - {""})
    return tuple(dict.fromkeys((*usual.get(name, ()), *said)))

"""The last ruling: what the rules said, what control ruled, why, who and when; and the next one."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from wargame.app.exercise_records import ExerciseView
from wargame.app.session_records import RulingView, Shadow
from wargame.app.told import Told
from wargame.gui.dress import label, with_role
from wargame.gui.exercise.elided import Chip
from wargame.gui.exercise.room import Room
from wargame.gui.theme import Theme

NONE = "No ruling so far: the rules stand."
RIGID = "Adjudication is rigid: the rules decide; change it in Set-up"
TOO_EARLY = "Play a turn first: only what a turn brought can be overruled"
NAMES = ("Rule result", "Ruled result", "Reason", "Who argued", "Who, when")
RESULT, RULED, REASON, ARGUED, WHO = range(len(NAMES))


class RulingPane(QFrame):
    """The last ruling of the present line, the mode, and the button that overrules."""

    def __init__(self, room: Room, theme: Theme) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self._room = room
        self._mode = ""
        self._told: Told | None = None
        self.title: QLabel = label("section", text="Rulings")
        self.mode = Chip(theme)
        self.none: QLabel = label("secondary", "text2", NONE, wrap=True)
        self.names: list[QLabel] = [label("secondary", "text2", name) for name in NAMES]
        self.values: list[QLabel] = [label("secondary", wrap=True) for _ in NAMES]
        self.facts = QWidget()
        self.shadow: QLabel = label("caption", "text2", wrap=True)
        self.overrule = QPushButton("Overrule \u2026")
        self.overrule.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        with_role(self.overrule, "control")
        self.why: QLabel = label("caption", "text2", wrap=True)
        self._lay_out()
        self.overrule.clicked.connect(room.window.acts["overrule"].trigger)
        room.shown.connect(self.show_view)
        room.told.connect(self.show_told)
        room.window.sessions.shadowed.connect(self.show_shadow)
        self._start()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.mode)
        grid = QGridLayout(self.facts)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for row, (name, value) in enumerate(zip(self.names, self.values, strict=True)):
            name.setMinimumWidth(100)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, row, 1)
        grid.setColumnStretch(1, 1)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self.overrule, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self.why, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 20, 12)
        column.setSpacing(6)
        column.addLayout(head)
        for part in (self.none, self.facts, self.shadow):
            column.addWidget(part)
        column.addLayout(foot)

    def _start(self) -> None:
        """What stands already is shown, before anything is told anew."""
        self.show_ruling(None)
        if self._room.view is not None:
            self.show_view(self._room.view)
        if self._room.log is not None:
            self.show_told(self._room.log)
            if self._room.log.rulings:
                self._room.inquire(self._room.window.sessions.ask_shadow)
        self._allow()

    @Slot(object)
    def show_view(self, view: ExerciseView) -> None:
        """The mode is that of `view`."""
        self._mode = view.adjudication
        self.mode.say(view.adjudication)
        self.mode.setToolTip(f"Adjudication: {view.adjudication_words}")
        self.mode.setAccessibleName(f"Adjudication: {view.adjudication}, {view.adjudication_words}")
        self._allow()

    @Slot(object)
    def show_told(self, told: Told) -> None:
        """The last ruling of the present line is shown."""
        self._told = told
        self.show_ruling(told.rulings[-1] if told.rulings else None)
        self._allow()

    @Slot(object)
    def show_shadow(self, shadow: Shadow) -> None:
        """What the rules alone would have said stands below."""
        self.shadow.setText(shadow.words)

    def show_ruling(self, ruling: RulingView | None) -> None:
        """That ruling is the one shown."""
        for part in (self.facts, self.shadow):
            part.setVisible(ruling is not None)
        self.none.setVisible(ruling is None)
        self.title.setText("Rulings" if ruling is None else f"Ruling on turn {ruling.turn}")
        if ruling is None:
            return
        where = f", {ruling.element_name}" if ruling.element_name else ""
        self.names[RESULT].setText("Rules advised" if ruling.mode == "free" else NAMES[RESULT])
        self.values[RESULT].setText(f"{ruling.meaning}{where}: {ruling.rule_words}")
        self.values[RULED].setText(ruling.ruled_words)
        self.values[REASON].setText(ruling.reason)
        self.values[ARGUED].setText(ruling.argued)
        self.values[WHO].setText(f"{ruling.by}, {_clock(ruling.at)}")
        for part in (self.names[ARGUED], self.values[ARGUED]):
            part.setVisible(bool(ruling.argued))

    def _allow(self) -> None:
        """The button can rule, or says why not."""
        why = ""
        if self._mode == "rigid":
            why = RIGID
        elif not self._played():
            why = TOO_EARLY
        self.overrule.setEnabled(not why)
        self.overrule.setAccessibleDescription(why)
        self.why.setText(why)

    def _played(self) -> bool:
        told = self._told
        return told is not None and any(line.present and line.turn > 0 for line in told.log)


def _clock(at: str) -> str:
    """The hour and minute of a time as a file keeps it, on the wall of the room."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%H:%M")
    except ValueError:
        return at

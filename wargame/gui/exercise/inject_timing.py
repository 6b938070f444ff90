"""When an inject is due: by the clock, after the start, on a move, on a condition, or by hand."""

from __future__ import annotations

from PySide6.QtCore import QTime, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from wargame.app.exercise import Condition, Timing
from wargame.app.exercise_fields import ModelField
from wargame.app.exercise_next import COMPARED, timing_words
from wargame.gui.dress import label, with_role
from wargame.gui.exercise.inject_fields import FieldPicker
from wargame.gui.theme import Theme

KINDS = (
    ("relative", "relative: T+ minutes after the start"),
    ("absolute", "absolute: at a time of day"),
    ("move", "on a move"),
    ("condition", "on a condition over the state"),
    ("manual", "manual: when the facilitator says so"),
)
SIGNS = tuple((words, sign) for sign, words in COMPARED.items())


class TimingEditor(QWidget):
    """`changed()` when it is another; `timing` is the time, `refusal` why there is none."""

    changed = Signal()

    def __init__(self, timing: Timing, fields: tuple[ModelField, ...], theme: Theme) -> None:
        super().__init__()
        self.kind = QComboBox()
        self.minutes, self.seconds, self.on_move = QSpinBox(), QSpinBox(), QSpinBox()
        self.time = QTimeEdit()
        self.when = FieldPicker(fields, SIGNS, "any row", theme)
        self.pages: list[QWidget] = []
        self.said: QLabel = label("caption", "text2", wrap=True)
        self._prepare()
        self._lay_out()
        self.show_timing(timing)

    def _prepare(self) -> None:
        for kind, words in KINDS:
            self.kind.addItem(words, kind)
        self.minutes.setRange(0, 100_000)
        self.minutes.setPrefix("T+")
        self.minutes.setSuffix(" min")
        self.seconds.setRange(0, 59)
        self.seconds.setSuffix(" s")
        self.on_move.setRange(0, 999)
        self.on_move.setPrefix("move ")
        self.time.setDisplayFormat("HH:mm:ss")
        names = {self.kind: "Timing", self.minutes: "Minutes after the start",
                 self.seconds: "Seconds", self.on_move: "Move",
                 self.time: "Time of day"}  # fmt: skip
        for part, name in names.items():
            part.setAccessibleName(name)
            with_role(part, "control")
        self.kind.currentIndexChanged.connect(self._kind_chosen)
        for box in (self.minutes, self.seconds, self.on_move):
            box.valueChanged.connect(self._tell)
        self.time.timeChanged.connect(self._tell)
        self.when.changed.connect(self._tell)

    def _lay_out(self) -> None:
        lines: tuple[tuple[QWidget, ...], ...] = (
            (self.minutes, self.seconds), (self.time,), (self.on_move,), (self.when,), ()
        )  # fmt: skip
        for parts in lines:
            page = QWidget()
            line = QHBoxLayout(page)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(6)
            for part in parts:
                line.addWidget(part)
            if self.when not in parts:
                line.addStretch(1)
            self.pages.append(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for whole in (self.kind, *self.pages, self.said):
            column.addWidget(whole)

    def show_timing(self, timing: Timing) -> None:
        """The parts stand as that time says."""
        kinds = [kind for kind, _ in KINDS]
        minutes, seconds = divmod(timing.seconds, 60)
        if timing.kind == "relative":
            self.minutes.setValue(minutes)
            self.seconds.setValue(seconds)
        elif timing.kind == "absolute":
            self.time.setTime(QTime(0, 0).addSecs(timing.seconds))
        self.on_move.setValue(timing.move)
        if timing.when is not None:
            when = timing.when
            self.when.show_picked(when.field, when.element, when.comparison, when.value)
        self.kind.setCurrentIndex(kinds.index(timing.kind))
        self._kind_chosen()

    @Slot()
    def _kind_chosen(self) -> None:
        for place, page in enumerate(self.pages):
            page.setVisible(place == self.kind.currentIndex())
        self._tell()

    @Slot()
    def _tell(self) -> None:
        words = self.refusal
        if not words:
            words = timing_words(self.timing)
            words = f"Due {words}" if words.startswith(("at", "on", "when")) else f"Due: {words}"
        self.said.setText(words)
        self.changed.emit()

    @property
    def refusal(self) -> str:
        """Why this is no time; empty when it is one."""
        if self.kind.currentData() == "condition" and not self.when.name:
            return "Pick the field of the condition from the list."
        return ""

    @property
    def timing(self) -> Timing:
        """The time; by hand while the condition names no field."""
        kind = str(self.kind.currentData())
        if kind == "relative":
            seconds = 60 * self.minutes.value() + self.seconds.value()
            return Timing(kind="relative", seconds=seconds)
        if kind == "absolute":
            return Timing(kind="absolute", seconds=QTime(0, 0).secsTo(self.time.time()))
        if kind == "move":
            return Timing(kind="move", move=self.on_move.value())
        if kind == "condition" and self.when.name:
            picked = self.when
            when = Condition(field=picked.name, comparison=picked.how,  # type: ignore[arg-type]
                             value=picked.amount, element=picked.element)  # fmt: skip
            return Timing(kind="condition", when=when)
        return Timing()

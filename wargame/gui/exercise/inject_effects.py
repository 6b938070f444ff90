"""What an inject does to the model in the next turn: lines of field, row, sign and value."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from wargame.app.exercise import Effect
from wargame.app.exercise_fields import ModelField, effect_fault
from wargame.app.exercise_view import effect_words
from wargame.gui.dress import label, put_on, with_role
from wargame.gui.exercise.inject_fields import FieldPicker
from wargame.gui.theme import Theme

SIGNS = (("add", "add"), ("set to", "set"))
MOST = 8  # effects of one inject: what a person can still tell to a room


class EffectsEditor(QWidget):
    """`changed()` when an effect is another one, `added(line)` when there is one more."""

    changed = Signal()
    added = Signal(QWidget)

    def __init__(
        self, effects: tuple[Effect, ...], fields: tuple[ModelField, ...], theme: Theme
    ) -> None:
        super().__init__()
        named = {effect.field for effect in effects}
        self._fields = tuple(f for f in fields if f.changes or f.name in named)
        self._theme = theme
        self.lines: list[_Line] = []
        self.more = QPushButton("Add an effect")
        self.said: QLabel = label("caption", "text2", wrap=True)
        with_role(self.more, "control")
        self.more.clicked.connect(self.add)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self._column.addLayout(self._rows)
        foot = QHBoxLayout()
        foot.addWidget(self.said, 1)
        foot.addWidget(self.more)
        self._column.addLayout(foot)
        for effect in effects:
            self._add(effect)
        self._tell()

    @Slot()
    def add(self) -> None:
        """One more line stands there."""
        self._add(None)
        self._tell()
        self.added.emit(self.lines[-1])
        self.lines[-1].picker.field.setFocus()

    def _add(self, effect: Effect | None) -> None:
        line = _Line(self._fields, self._theme)
        if effect is not None:
            line.picker.show_picked(effect.field, effect.element, effect.op, effect.value)
        line.picker.changed.connect(self._tell)
        line.gone.connect(self._remove)
        self.lines.append(line)
        self._rows.addWidget(line)
        put_on(line, self._theme)

    @Slot(object)
    def _remove(self, line: _Line) -> None:
        self.lines.remove(line)
        self._rows.removeWidget(line)
        line.hide()
        line.deleteLater()
        self.more.setFocus()
        self._tell()

    @property
    def effects(self) -> tuple[Effect, ...]:
        """Those that stand there, a line without a field left out."""
        return tuple(
            Effect(
                field=line.picker.name,
                op="set" if line.picker.how == "set" else "add",
                value=line.picker.amount,
                element=line.picker.element,
            )
            for line in self.lines
            if line.picker.name
        )

    @property
    def refusal(self) -> str:
        """Why the model cannot take them; empty when it can."""
        if any(not line.picker.name for line in self.lines):
            return "Pick the field of each effect from the list."
        for effect in self.effects:
            words = effect_fault(effect)
            if words:
                return f"{words[:1].upper()}{words[1:]}."
            if effect.op == "add" and not effect.value:
                return "An effect that adds 0 changes nothing; give it a value or remove it."
        return ""

    @Slot()
    def _tell(self) -> None:
        words = "; ".join(effect_words(effect) for effect in self.effects)
        none = "Nothing: it is told, not played."
        self.said.setText(f"In the next turn: {words}" if words else none)
        self.more.setEnabled(len(self.lines) < MOST)
        self.more.setToolTip("" if len(self.lines) < MOST else f"{MOST} effects at most")
        self.changed.emit()


class _Line(QWidget):
    """An effect, and a button that takes it away: `gone(self)`."""

    gone = Signal(object)

    def __init__(self, fields: tuple[ModelField, ...], theme: Theme) -> None:
        super().__init__()
        self.picker = FieldPicker(fields, SIGNS, "all rows", theme)
        self.away = QPushButton("Remove")
        self.away.setProperty("flat", True)
        self.away.setAccessibleName("Remove this effect")
        with_role(self.away, "control")
        self.away.clicked.connect(self._go)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self.picker, 1)
        line.addWidget(self.away, 0, Qt.AlignmentFlag.AlignTop)

    @Slot()
    def _go(self) -> None:
        self.gone.emit(self)

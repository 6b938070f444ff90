"""All about an inject in one dialog: texts, time, effects on the model, status."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from wargame.app.exercise import Inject, retimed
from wargame.app.exercise_fields import ModelField
from wargame.app.exercise_records import ExerciseView
from wargame.app.msel_files import STATUSES
from wargame.gui.dress import label, put_on, with_role
from wargame.gui.exercise.inject_effects import EffectsEditor
from wargame.gui.exercise.inject_texts import LEFT, RIGHT, InjectTexts
from wargame.gui.exercise.inject_timing import TimingEditor
from wargame.gui.theme import Theme

SIZE = (1080, 700)  # px
PUBLISH_ONLY = "Deployed"


class InjectEditor(QDialog):
    """`written(Inject, instead)`: a person has saved it; `instead` is the number it had before."""

    written = Signal(object, str)

    def __init__(
        self, inject: Inject, view: ExerciseView, fields: tuple[ModelField, ...], theme: Theme,
        parent: QWidget, *, new: bool,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._inject, self._new = inject, new
        self._taken = {row.inject.number for row in view.injects}
        if not new:
            self._taken.discard(inject.number)
        self.setWindowTitle("New inject" if new else f"Inject {inject.number}")
        self.number = QLineEdit(inject.number)
        self.status = QComboBox()
        self.contingency = QCheckBox("Contingency: held ready in case it is needed")
        self.texts = InjectTexts(inject, view, theme, self)
        self.timing = TimingEditor(inject.timing, fields, theme)
        self.effects = EffectsEditor(inject.effects, fields, theme)
        self.refusal: QLabel = label("secondary", "warn", wrap=True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.save = self.buttons.addButton("Save", QDialogButtonBox.ButtonRole.AcceptRole)
        self._prepare(inject)
        self._lay_out()
        put_on(self, theme)
        room = parent.screen().availableGeometry()
        self.resize(min(theme.px(SIZE[0]), room.width() - 40),
                    min(theme.px(SIZE[1]), room.height() - 60))  # fmt: skip
        self._allow()
        first = self.texts.parts["title"]
        first.setFocus()

    def _prepare(self, inject: Inject) -> None:
        offered = [s for s in STATUSES if s != PUBLISH_ONLY or s == inject.status]
        self.status.addItems(offered)
        self.status.setCurrentText(inject.status)
        self.contingency.setChecked(inject.contingency)
        self.number.setAccessibleName("Event Number")
        self.status.setAccessibleName("Status")
        for part in (self.number, self.status, self.contingency):
            with_role(part, "control")
        self.save.setProperty("primary", True)
        self.save.setToolTip("Ctrl+Enter")
        self.number.textChanged.connect(self._allow)
        self.texts.changed.connect(self._allow)
        self.timing.changed.connect(self._allow)
        self.effects.changed.connect(self._allow)
        self.effects.added.connect(self._show_line)
        self.buttons.accepted.connect(self._accepted)
        self.buttons.rejected.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._accepted)

    # ------------------------------------------------------------------------------------ layout

    def _lay_out(self) -> None:
        self.setProperty("panel", True)
        self._inside = inside = QWidget()
        inside.setProperty("panel", True)
        columns = QHBoxLayout(inside)
        columns.setContentsMargins(20, 4, 20, 12)
        columns.setSpacing(28)
        columns.addLayout(self._left(), 1)
        columns.addLayout(self._right(), 1)
        self.area = scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 16, 0, 14)
        whole.setSpacing(10)
        whole.addLayout(_indented(label("panel", text=self.windowTitle())))
        whole.addWidget(scroll, 1)
        foot = _indented(self.refusal)
        foot.addWidget(self.buttons)
        whole.addLayout(foot)

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        top = QHBoxLayout()
        top.setSpacing(12)
        for words, part, share in (("Event Number", self.number, 1), ("Status", self.status, 1)):
            top.addWidget(label("section", "text2", words))
            top.addWidget(part, share)
        column.addLayout(top)
        grid = QGridLayout()
        grid.setVerticalSpacing(4)
        self.texts.lay_out(grid, LEFT, above=True)
        column.addLayout(grid)
        if self.texts.extra:
            column.addSpacing(6)
            column.addWidget(label("section", text="Columns of the file"))
            own = QGridLayout()
            own.setVerticalSpacing(4)
            for line, (name, part) in enumerate(self.texts.extra.items()):
                own.addWidget(label("secondary", "text2", name), line, 0)
                own.addWidget(part, line, 1)
            column.addLayout(own)
        column.addStretch(1)
        return column

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        grid = QGridLayout()
        grid.setVerticalSpacing(6)
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 1)
        self.texts.lay_out(grid, RIGHT, above=False)
        column.addLayout(grid)
        column.addWidget(self.contingency)
        column.addSpacing(8)
        column.addWidget(label("section", text="Timing"))
        column.addWidget(self.timing)
        column.addSpacing(8)
        column.addWidget(label("section", text="In this model"))
        column.addWidget(self.effects)
        column.addStretch(1)
        return column

    # -------------------------------------------------------------------------------------- doing

    def _why_not(self) -> str:
        """Why it cannot be saved; empty when it can."""
        number = self.number.text().strip()
        if not number:
            return "It needs a number of its own."
        if number in self._taken:
            return f"Another inject has the number {number}; each has one of its own."
        return self.texts.refusal or self.timing.refusal or self.effects.refusal

    @Slot()
    def _allow(self) -> None:
        why = self._why_not()
        self.refusal.setText(why)
        self.save.setEnabled(not why)

    @Slot(QWidget)
    def _show_line(self, line: QWidget) -> None:
        self._inside.adjustSize()
        self.area.ensureWidgetVisible(line, 0, 40)

    @property
    def inject(self) -> Inject:
        """The inject as it is written here."""
        changed = self._inject.model_copy(update=self.texts.texts)
        if changed.timing != self.timing.timing:
            changed = retimed(changed, self.timing.timing)
        update = {
            "number": self.number.text().strip(), "status": self.status.currentText(),
            "contingency": self.contingency.isChecked(), "effects": self.effects.effects,
            "extra": self.texts.others,
        }  # fmt: skip
        return changed.model_copy(update=update)

    @Slot()
    def _accepted(self) -> None:
        if self._why_not():
            return
        self.accept()
        self.written.emit(self.inject, "" if self._new else self._inject.number)


def _indented(first: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setContentsMargins(20, 0, 20, 0)
    line.addWidget(first, 1)
    return line

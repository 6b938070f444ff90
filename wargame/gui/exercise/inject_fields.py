"""A field of the model, one of its rows and a value, picked in words."""

from __future__ import annotations

from math import isfinite

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDoubleSpinBox,
    QGridLayout,
    QStackedWidget,
    QWidget,
)

from wargame.app.exercise_fields import ModelField
from wargame.gui.dress import with_role
from wargame.gui.theme import Theme

FARTHEST = 1e6
FIRST = (
    "cohesion",
    "us_commitment",
    "hawk_resolve",
    "cautious_resolve",
    "eu_support",
    "trust",
    "strain",
    "exhaustion",
    "momentum",
    "rung",
    "ceasefire",
)  # fmt: skip  asked for most
Element = int | str | None


class FieldPicker(QWidget):
    """`changed()` when a person picks another field, row, sign or value.

    `signs` are the words between field and value with what they mean: ("adds", "add").
    """

    changed = Signal()

    def __init__(
        self,
        fields: tuple[ModelField, ...],
        signs: tuple[tuple[str, str], ...],
        whole: str,
        theme: Theme,
    ) -> None:
        super().__init__()
        self._fields = sorted(fields, key=_order)
        self._all_signs, self._whole = signs, whole
        self.field, self.row, self.sign = QComboBox(), QComboBox(), QComboBox()
        self.number, self.choice = QDoubleSpinBox(), QComboBox()
        self.value = QStackedWidget()
        self._prepare(theme)
        self._field_chosen()

    def _prepare(self, theme: Theme) -> None:
        for spec in self._fields:
            self.field.addItem(spec.meaning, spec.name)
        self.field.setEditable(True)
        self.field.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter([spec.meaning for spec in self._fields], self.field)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.field.setCompleter(completer)
        self.value.addWidget(self.number)
        self.value.addWidget(self.choice)
        self.value.setFixedWidth(theme.px(104))
        parts = {self.field: "Field of the model", self.row: "Row", self.sign: "How",
                 self.number: "Value", self.choice: "Value"}  # fmt: skip
        for part, name in parts.items():
            part.setAccessibleName(name)
            with_role(part, "control")
        short = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        for box, letters in ((self.field, 12), (self.row, 7)):
            box.setSizeAdjustPolicy(short)
            box.setMinimumContentsLength(letters)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        grid.addWidget(self.field, 0, 0, 1, 3)
        for column, part in enumerate((self.row, self.sign, self.value)):
            grid.addWidget(part, 1, column)
        grid.setColumnStretch(0, 1)
        self.field.currentIndexChanged.connect(self._field_chosen)
        self.field.editTextChanged.connect(self.changed)
        self.row.currentIndexChanged.connect(self._sign_chosen)
        self.sign.currentIndexChanged.connect(self._sign_chosen)
        self.number.valueChanged.connect(self.changed)
        self.choice.currentIndexChanged.connect(self.changed)

    # ----------------------------------------------------------------------------------- picking

    def _spec(self) -> ModelField | None:
        name = self.field.currentData()
        return next((spec for spec in self._fields if spec.name == name), None)

    @Slot()
    def _field_chosen(self) -> None:
        """Rows, signs and limits are those of the field."""
        spec = self._spec()
        if spec is None:
            return
        before = self.sign.currentData()
        for box in (self.row, self.sign, self.choice):
            box.blockSignals(True)
            box.clear()
        self.row.addItem(self._whole if spec.elements else "one for the whole game", None)
        for element, words in spec.elements:
            self.row.addItem(words, element)
        self.row.setEnabled(len(spec.elements) > 0)
        for words, sign in self._all_signs:
            if sign != "add" or spec.kind == "number":
                self.sign.addItem(words, sign)
        self.sign.setCurrentIndex(max(0, self.sign.findData(before)))
        self.choice.addItems(list(spec.choices))
        for box in (self.row, self.sign, self.choice):
            box.blockSignals(False)
        self._sign_chosen()

    @Slot()
    def _sign_chosen(self) -> None:
        """A number, or a word where the field has words."""
        spec = self._spec()
        if spec is None:
            return
        words = bool(spec.choices)
        self.value.setCurrentWidget(self.choice if words else self.number)
        low = spec.low if isfinite(spec.low) else -FARTHEST
        high = spec.high if isfinite(spec.high) else FARTHEST
        wide = high - low
        adds = self.sign.currentData() == "add"
        self.number.setRange(-wide if adds else low, wide if adds else high)
        fine = wide <= 20
        self.number.setDecimals(3 if fine else 1)
        self.number.setSingleStep(0.05 if fine else 1.0)
        self.setToolTip(_now(spec))
        self.field.setToolTip(spec.meaning)
        line = self.field.lineEdit()
        if line is not None:
            line.setCursorPosition(0)
        self.changed.emit()

    # ----------------------------------------------------------------------------------- telling

    @property
    def name(self) -> str:
        """The field that is picked; empty where the words name none."""
        spec = self._spec()
        if spec is None or self.field.currentText() != spec.meaning:
            return ""
        return spec.name

    @property
    def element(self) -> Element:
        """The row; None for all."""
        found: Element = self.row.currentData()
        return found

    @property
    def how(self) -> str:
        """What its sign means."""
        return str(self.sign.currentData())

    @property
    def amount(self) -> float:
        """The value, a word as its place among the words."""
        if self.value.currentWidget() is self.choice:
            return float(self.choice.currentIndex())
        return self.number.value()

    def show_picked(self, name: str, element: Element, how: str, amount: float) -> None:
        """The parts stand so; what the model does not know is left out."""
        self.field.setCurrentIndex(max(0, self.field.findData(name)))
        rows = [self.row.itemData(k) for k in range(self.row.count())]
        self.row.setCurrentIndex(rows.index(element) if element in rows else 0)
        self.sign.setCurrentIndex(max(0, self.sign.findData(how)))
        if self.value.currentWidget() is self.choice:
            self.choice.setCurrentIndex(round(amount))
        else:
            self.number.setValue(amount)


def _now(spec: ModelField) -> str:
    low, high = min(spec.now), max(spec.now)
    said = f"{low:.3g}" if low == high else f"{low:.3g} to {high:.3g}"
    if spec.choices and low == high and 0 <= round(low) < len(spec.choices):
        said = spec.choices[round(low)]
    limits = ""
    if isfinite(spec.low) and isfinite(spec.high) and not spec.choices:
        limits = f"; from {spec.low:g} to {spec.high:g}"
    return f"Now {said}{limits}".replace("-", "\N{MINUS SIGN}")


def _order(spec: ModelField) -> tuple[int, str]:
    return FIRST.index(spec.name) if spec.name in FIRST else len(FIRST), spec.meaning.casefold()

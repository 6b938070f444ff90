"""Control overrules an outcome: field, row, what the rules said, what holds instead, and why."""

from __future__ import annotations

from math import isfinite

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from wargame.app.session_records import Rulable
from wargame.gui.dress import label, put_on, with_role
from wargame.gui.theme import Theme
from wargame.gui.words import plain

FIRST = ("cohesion", "exhaustion", "pressure", "strain", "rung", "posture")  # asked for most
ALL_ROWS = "All"
FARTHEST = 1e6
WHO = "White Cell"


class RulingDialog(QDialog):
    """`ruled(field, row or -1 for all, value, reason, who, argued)` when a person overrules.

    `mode` is that of adjudication: where it is free the rules advise, where it is open it is asked
    who argued for what.
    """

    ruled = Signal(str, int, float, str, str, str)

    def __init__(
        self,
        fields: tuple[Rulable, ...],
        turn: int,
        theme: Theme,
        parent: QWidget,
        mode: str = "",
    ) -> None:
        super().__init__(parent)
        self.mode = mode
        self.setWindowTitle("Overrule an outcome")
        self._fields = sorted(fields, key=_order)
        self.field, self.row = QComboBox(), QComboBox()
        self.said: QLabel = label("body", "text2", wrap=True)
        self.number, self.choice = QDoubleSpinBox(), QComboBox()
        self.value = QStackedWidget()
        self.reason = QPlainTextEdit()
        self.who = QLineEdit(WHO)
        self.argued = QLineEdit()
        self.missing: QLabel = label("caption", "warn")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.accepting = self.buttons.addButton("Overrule", QDialogButtonBox.ButtonRole.AcceptRole)
        self.accepting.setProperty("primary", True)
        self._prepare()
        self._lay_out(turn)
        put_on(self, theme)
        self.setMinimumWidth(theme.px(520))
        self.reason.setFixedHeight(theme.px(72))
        self._field_chosen()

    def _prepare(self) -> None:
        for rulable in self._fields:
            unit = f", {rulable.unit}" if rulable.unit not in ("", "1") else ""
            self.field.addItem(f"{rulable.meaning}{unit}", rulable.field)
        self.value.addWidget(self.number)
        self.value.addWidget(self.choice)
        names = ("Field", "Row", "Ruled result", "Ruled result", "Reason", "Who argued", "Who")
        parts = (
            self.field, self.row, self.number, self.choice, self.reason, self.argued, self.who,
        )  # fmt: skip
        for name, part in zip(names, parts, strict=True):
            part.setAccessibleName(name)
            with_role(part, "control")
        self.reason.setPlaceholderText("Required: it stands in the log and in the report")
        self.reason.setTabChangesFocus(True)
        self.argued.setPlaceholderText("Required: who argued for what, in a line")
        self.argued.textChanged.connect(self._allow)
        self.field.currentIndexChanged.connect(self._field_chosen)
        self.row.currentIndexChanged.connect(self._row_chosen)
        self.reason.textChanged.connect(self._allow)
        self.who.textChanged.connect(self._allow)
        self.buttons.accepted.connect(self._accepted)
        self.buttons.rejected.connect(self.reject)

    def _lay_out(self, turn: int) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        rows = (
            ("Field", self.field),
            ("Row", self.row),
            ("Rules advise" if self.mode == "free" else "Rule result", self.said),
            ("Ruled result", self.value),
            ("Reason", self.reason),
            *((("Who argued", self.argued),) if self.mode == "open" else ()),
            ("Who", self.who),
        )
        for number, (name, part) in enumerate(rows):
            grid.addWidget(label("section", "text2", name), number, 0)
            grid.addWidget(part, number, 1)
        grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(label("panel", text=f"Overrule an outcome of turn {turn}"))
        words = "The turn is played again with the same dice and this ruling. What the rules said "
        words += "is kept: the difference is shown in the log."
        column.addWidget(label("secondary", "text2", words, wrap=True))
        column.addLayout(grid)
        column.addWidget(self.missing)
        column.addWidget(self.buttons)

    def _rulable(self) -> Rulable:
        return self._fields[self.field.currentIndex()]

    @Slot()
    def _field_chosen(self) -> None:
        found = self._rulable()
        self.row.blockSignals(True)
        self.row.clear()
        if found.elements:
            self.row.addItems([ALL_ROWS, *found.elements])
            self.row.setCurrentIndex(1)
        else:
            self.row.addItem("The whole game")
        self.row.setEnabled(bool(found.elements))
        self.row.blockSignals(False)
        self.choice.clear()
        self.choice.addItems(list(found.choices))
        self.value.setCurrentWidget(self.choice if found.choices else self.number)
        low = found.low if isfinite(found.low) else -FARTHEST
        high = found.high if isfinite(found.high) else FARTHEST
        self.number.setRange(low, high)
        fine = high - low <= 20 or max(map(abs, found.values)) < 2
        self.number.setDecimals(3 if fine else 1)
        self.number.setSingleStep(0.05 if fine else 1.0)
        self._row_chosen()

    @Slot()
    def _row_chosen(self) -> None:
        """The rule's own result is told, and stands in the field to be changed."""
        found, row = self._rulable(), self._row()
        values = found.values if row < 0 else (found.values[row],)
        low, high = min(values), max(values)
        if found.choices:
            names = [found.choices[round(value)] for value in (low, high)]
            self.said.setText(names[0] if low == high else f"{names[0]} to {names[1]}")
            self.choice.setCurrentIndex(round(values[0]))
        else:
            said = plain(low, 3) if low == high else f"{plain(low, 3)} to {plain(high, 3)}"
            self.said.setText(said)
            self.number.setValue(values[0])
        self._allow()

    def _row(self) -> int:
        """The row that is ruled on, -1 for all of them or a field without rows."""
        return self.row.currentIndex() - 1 if self._rulable().elements else -1

    @Slot()
    def _allow(self) -> None:
        asked = [("a reason", self._reason()), ("who rules", self.who.text())]
        if self.mode == "open":
            asked.insert(1, ("who argued", self.argued.text()))
        missing = [name for name, words in asked if not words.strip()]
        self.missing.setText(f"Still missing: {' and '.join(missing)}." if missing else "")
        self.accepting.setEnabled(not missing)

    def _reason(self) -> str:
        return " ".join(self.reason.toPlainText().split())

    @Slot()
    def _accepted(self) -> None:
        found = self._rulable()
        value = self.choice.currentIndex() if found.choices else self.number.value()
        self.ruled.emit(
            found.field, self._row(), float(value), self._reason(), self.who.text().strip(),
            self.argued.text().strip(),
        )  # fmt: skip
        self.accept()


def _order(rulable: Rulable) -> tuple[int, str]:
    known = FIRST.index(rulable.field) if rulable.field in FIRST else len(FIRST)
    return known, rulable.meaning

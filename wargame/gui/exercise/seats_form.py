"""A decision as it is entered, in the seven fields of its record."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from wargame.app.exercise import Inject
from wargame.app.exercise_seats import SEVEN
from wargame.gui.dress import label, with_role
from wargame.gui.theme import Theme

TIME, INJECT, OPTIONS, OWNER, DECISION, RATIONALE, FOLLOW_UP = SEVEN
NO_INJECT = "None"
LINES = {OPTIONS: 2, DECISION: 2, RATIONALE: 2}  # of text that a field shows
HINTS = {
    TIME: "Now",
    OPTIONS: "What was considered, one a line",
    OWNER: "Who answers for it",
    DECISION: "What was decided",
    RATIONALE: "Why",
    FOLLOW_UP: "What is to be done, by whom",
}


class DecisionForm(QWidget):
    """`recorded(fields)` with the names that a decision record has; empty again when it is kept."""

    recorded = Signal(dict)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.time, self.owner, self.follow_up = QLineEdit(), QLineEdit(), QLineEdit()
        self.inject = QComboBox()
        self.options, self.decision, self.rationale = (QPlainTextEdit() for _ in range(3))
        self.fields: dict[str, QWidget] = dict(
            zip(
                SEVEN,
                (
                    self.time, self.inject, self.options, self.owner, self.decision,
                    self.rationale, self.follow_up,
                ),
                strict=True,
            )
        )  # fmt: skip
        self.missing: QLabel = label("caption", "text2")
        self.record = QPushButton("Record decision")
        self.record.setProperty("primary", True)
        self.record.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        with_role(self.record, "control")
        self._prepare()
        self._lay_out()
        self.set_theme(theme)
        self._allow()

    def _prepare(self) -> None:
        for name, field in self.fields.items():
            field.setAccessibleName(name)
            with_role(field, "body")
            if isinstance(field, QLineEdit | QPlainTextEdit):
                field.setPlaceholderText(HINTS[name])
                field.textChanged.connect(self._allow)
            if isinstance(field, QPlainTextEdit):
                field.setTabChangesFocus(True)
        self.inject.addItem(NO_INJECT, "")
        self.inject.setMinimumContentsLength(8)
        self.inject.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.record.clicked.connect(self._record)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        self._put(grid, 0, 0, TIME)
        self._put(grid, 0, 2, INJECT)
        self._put(grid, 1, 0, OWNER)
        self._put(grid, 1, 2, FOLLOW_UP)
        for row, name in enumerate((OPTIONS, DECISION, RATIONALE), start=2):
            self._put(grid, row, 0, name, span=3)
        foot = QHBoxLayout()
        foot.addWidget(self.missing, 1)
        foot.addWidget(self.record)
        grid.addLayout(foot, 5, 1, 1, 3)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)

    def _put(self, grid: QGridLayout, row: int, column: int, name: str, span: int = 1) -> None:
        words = label("secondary", "text2", name)
        grid.addWidget(words, row, column, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.fields[name], row, column + 1, 1, span)

    def set_theme(self, theme: Theme) -> None:
        """From now on fields are as high as their lines in `theme`."""
        self._theme = theme
        for name, field in self.fields.items():
            if isinstance(field, QPlainTextEdit):
                field.setFont(theme.font("body"))
                tall = field.fontMetrics().lineSpacing() * LINES[name]
                field.setFixedHeight(tall + theme.px(12))

    def show_injects(self, injects: Sequence[Inject]) -> None:
        """A decision may answer one of these injects."""
        names = [(f"{i.number} {i.title or i.message[:60]}", i.number) for i in injects]
        known = [self.inject.itemData(k) for k in range(1, self.inject.count())]
        if known == [number for _words, number in names]:
            return
        chosen = self.inject.currentData()
        self.inject.clear()
        self.inject.addItem(NO_INJECT, "")
        for words, number in names:
            self.inject.addItem(words, number)
        self.inject.setCurrentIndex(max(0, self.inject.findData(chosen)))

    def empty(self) -> None:
        """Nothing is written in any field."""
        self.inject.setCurrentIndex(0)
        for field in self.fields.values():
            if isinstance(field, QLineEdit | QPlainTextEdit):
                field.clear()

    @Slot()
    def _allow(self) -> None:
        asked = ((OWNER, self.owner.text()), (DECISION, self.decision.toPlainText()))
        missing = [name for name, words in asked if not words.strip()]
        words = f"Still missing: {' and '.join(missing)}." if missing else ""
        self.missing.setText(words)
        self.record.setEnabled(not missing)
        self.record.setAccessibleDescription(words)

    @Slot()
    def _record(self) -> None:
        options = [words.strip() for words in self.options.toPlainText().splitlines()]
        fields: dict[str, object] = {
            "inject": str(self.inject.currentData() or ""),
            "options": tuple(filter(None, options)),
            "owner": self.owner.text().strip(),
            "decision": self.decision.toPlainText().strip(),
            "rationale": self.rationale.toPlainText().strip(),
            "follow_up": self.follow_up.text().strip(),
        }
        if self.time.text().strip():
            fields["time"] = self.time.text().strip()
        self.recorded.emit(fields)

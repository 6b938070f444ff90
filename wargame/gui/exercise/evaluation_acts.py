"""What a person does on the page of the evaluation, carried to the session."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from wargame.app.session_records import LogLine
from wargame.gui.dress import with_role

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
READ_ONLY = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class Act:
    """Calls a function of the app with the desk before its other arguments."""

    def __init__(self, act: Callable[..., object], *given: Any, **named: Any) -> None:
        self._act, self._given, self._named = act, given, named

    def __call__(self, desk: Any) -> None:
        """It is done."""
        self._act(desk, *self._given, **self._named)


def button(words: str, *, primary: bool = False, flat: bool = False) -> QPushButton:
    """A button in the font of controls."""
    made = QPushButton(words)
    with_role(made, "control")
    if primary:
        made.setProperty("primary", True)
    if flat:
        made.setProperty("flat", True)
    return made


def field(name: str, hint: str = "") -> QLineEdit:
    """A line to write on, named for readers."""
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(hint or name)
    with_role(made, "control")
    return made


def row(*parts: tuple[QWidget, int]) -> QHBoxLayout:
    """The parts side by side with their stretches."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    for part, stretch in parts:
        made.addWidget(part, stretch)
    return made


class Grid(QTableWidget):
    """A table whose rows are as tall as their words need in columns as wide as they are now."""

    def __init__(self, rows: int, columns: int) -> None:
        super().__init__(rows, columns)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.resizeRowsToContents)
        self.horizontalHeader().sectionResized.connect(self._fit)

    @Slot(int, int, int)
    def _fit(self, _column: int, _before: int, _now: int) -> None:
        self._later.start()


def grid(name: str, heads: tuple[str, ...]) -> QTableWidget:
    """A table of whole rows without lines between columns."""
    made = Grid(0, len(heads))
    made.setAccessibleName(name)
    made.setHorizontalHeaderLabels(heads)
    made.verticalHeader().hide()
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    made.setEditTriggers(
        QAbstractItemView.EditTrigger.DoubleClicked
        | QAbstractItemView.EditTrigger.EditKeyPressed
        | QAbstractItemView.EditTrigger.AnyKeyPressed
    )
    made.setTabKeyNavigation(False)
    made.setWordWrap(True)
    made.setSizeAdjustPolicy(QAbstractScrollArea.SizeAdjustPolicy.AdjustIgnored)
    head = made.horizontalHeader()
    head.setDefaultAlignment(LEFT)
    head.setSectionsClickable(False)
    head.setHighlightSections(False)
    with_role(made, "secondary")
    with_role(head, "caption")
    return made


def put(
    table: QTableWidget, place: int, column: int, words: str, *, editable: bool = False
) -> QTableWidgetItem:
    """The cell says `words`; the item that stands there is used again."""
    item = table.item(place, column)
    if item is None:
        item = QTableWidgetItem()
        table.setItem(place, column, item)
    item.setText(words)
    item.setToolTip(words)
    item.setFlags(READ_ONLY | Qt.ItemFlag.ItemIsEditable if editable else READ_ONLY)
    return item


def cited(refs: tuple[int, ...], log: tuple[LogLine, ...]) -> str:
    """The events that an entry cites, each with what happened: "event 27: Turn 3 played"."""
    words = {line.seq: line.words for line in log}
    return "; ".join(
        f"event {seq}: {words[seq]}" if seq in words else f"event {seq}" for seq in refs
    )

"""What can be done with a chosen zone's outline, name and terms, at the foot of its card."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from wargame.app.records import OptionCard
from wargame.gui.dress import label, with_role
from wargame.gui.theme import Theme


class ZoneHands(QWidget):
    """A drawn zone can be renamed, reshaped, removed; any other is copied first.

    `edit_wanted`, `copy_wanted`, `remove_wanted`, `renamed(str)`, `template_chosen(str)`.
    """

    edit_wanted = Signal()
    copy_wanted = Signal()
    remove_wanted = Signal()
    renamed = Signal(str)
    template_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card: OptionCard | None = None
        self.name = QLineEdit()
        self.name.setMaxLength(80)
        self.name.setAccessibleName("Name of the zone")
        with_role(self.name, "control")
        self.template = _QuietChoice()
        self.template.setAccessibleName("Guarantee and terms like those of")
        self.template.setPlaceholderText("choose \u2026")
        with_role(self.template, "control")
        self._words: list[QLabel] = [
            label("secondary", "text2", "Name"),
            label("secondary", "text2", "Terms like"),
        ]
        self.edit = _button("Edit shape", "Handles on the map", self.edit_wanted.emit)
        self.remove = _button("Remove", "Take the zone off the table", self.remove_wanted.emit)
        self.copy = _button("Copy and edit", "A zone of your own from this", self.copy_wanted.emit)
        self._lay_out()
        self.name.editingFinished.connect(self._name_left)
        self.template.activated.connect(self._template_picked)
        self.set_theme(theme)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 6, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        for row, (words, field) in enumerate(
            zip(self._words, (self.name, self.template), strict=True)
        ):
            grid.addWidget(words, row, 0)
            grid.addWidget(field, row, 1)
        grid.setColumnStretch(1, 1)
        line = QHBoxLayout()
        line.setSpacing(6)
        for button in (self.edit, self.remove, self.copy):
            line.addWidget(button)
        line.addStretch(1)
        grid.addLayout(line, 2, 0, 1, 2)

    def set_theme(self, theme: Theme) -> None:
        """From now on the fields have the height of `theme`."""
        for field in (self.name, self.template):
            field.setFixedHeight(theme.length("size.field"))

    def show_card(self, card: OptionCard) -> None:
        """What is offered is what the card's zone allows."""
        self._card = card
        for part in (*self._words, self.name, self.template, self.edit, self.remove):
            part.setVisible(card.drawn)
        self.copy.setVisible(not card.drawn)
        if not self.name.hasFocus():
            self.name.setText(card.name)

    def set_templates(self, cards: Sequence[OptionCard]) -> None:
        """Terms may be like those of any option that offers some."""
        offered = [(c.name, c.id) for c in cards if c.guarantee != "none" and not c.drawn]
        known = [(self.template.itemText(i), self.template.itemData(i)) for i in self._items()]
        if offered == known:
            return
        self.template.clear()
        for name, option in offered:
            self.template.addItem(name, option)
        self.template.setCurrentIndex(-1)

    def _items(self) -> range:
        return range(self.template.count())

    @Slot()
    def _name_left(self) -> None:
        wanted = " ".join(self.name.text().split())
        if self._card is not None and wanted and wanted != self._card.name:
            self.renamed.emit(wanted)
        elif self._card is not None:
            self.name.setText(self._card.name)

    @Slot(int)
    def _template_picked(self, index: int) -> None:
        self.template_chosen.emit(str(self.template.itemData(index)))
        self.template.setCurrentIndex(-1)


class _QuietChoice(QComboBox):
    """A choice that leaves the wheel to the panel's scrolling and never asks for more width."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(10)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def _button(words: str, tip: str, slot: Callable[[], object]) -> QPushButton:
    button = QPushButton(words)
    button.setToolTip(tip)
    button.setProperty("flat", True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    with_role(button, "secondary")
    button.clicked.connect(slot)
    return button

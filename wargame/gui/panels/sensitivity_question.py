"""What a person asks of a study: which figure, of which option, against which, how thoroughly."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from wargame.app.records import OptionCard
from wargame.app.sensitivity_records import MEASURES, Question
from wargame.gui.dress import label, with_role
from wargame.gui.theme import Theme
from wargame.gui.widgets.segmented import Segmented

ALONE = "no other: the option alone"
LAST = " after the last turn"
TOGETHER, NONE = "together", "none"


def measure_box(name: str, first: str = "stability", *, so_far: bool = False) -> QComboBox:
    """A box of all measures; `so_far` says that they are asked before the last turn too."""
    box = QComboBox()
    for measure in MEASURES:
        words = measure.meaning.removesuffix(LAST) if so_far else measure.meaning
        box.addItem(words[:1].upper() + words[1:], measure.key)
    box.setCurrentIndex(box.findData(first))
    _dress(box, name, 22)
    return box


def _dress(box: QComboBox, name: str, letters: int) -> None:
    box.setAccessibleName(name)
    box.setMinimumContentsLength(letters)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    with_role(box, "control")


class QuestionRow(QWidget):
    """Three boxes and a choice of two; `changed` when a person asks something else."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.measure = measure_box("Measure")
        self.option, self.against = QComboBox(), QComboBox()
        _dress(self.option, "Option", 16)
        _dress(self.against, "Against", 16)
        self.effort = Segmented("Quick", "Thorough", theme)
        self.effort.set_first(on=True)
        self.quick = True
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for words, box in (
            ("Measure", self.measure), ("of", self.option), ("against", self.against),
        ):  # fmt: skip
            named: QLabel = label("secondary", "text2", words)
            named.setBuddy(box)
            row.addWidget(named)
            row.addWidget(box, 1)
            box.activated.connect(self._told)
        row.addWidget(self.effort)
        self.effort.chosen.connect(self._set_effort)

    @Slot(bool)
    def _set_effort(self, quick: bool) -> None:
        self.quick = quick
        self.changed.emit()

    @Slot()
    def _told(self) -> None:
        self.changed.emit()

    def show_options(self, cards: Sequence[OptionCard], chosen: str) -> None:
        """The boxes hold the options on the table; what was chosen before stays chosen."""
        names = {card.id: card.name for card in cards}
        if sum(card.chosen for card in cards) > 1:
            names[TOGETHER] = "Zones on, together"
        first = chosen if chosen in names and chosen != NONE else ""
        first = first or next((name for name in names if name != NONE), NONE)
        _fill(self.option, names, first)
        _fill(self.against, names | {"": ALONE}, NONE if NONE in names else "")

    def question(self) -> Question:
        """What is asked; the option alone where it stands against itself."""
        option, against = str(self.option.currentData()), str(self.against.currentData() or "")
        alone = "" if against == option else against
        return Question(str(self.measure.currentData()), option, alone)


def _fill(box: QComboBox, names: dict[str, str], first: str) -> None:
    """The names stand in the box; the choice stays where it still stands for something."""
    if [box.itemData(i) for i in range(box.count())] == list(names) and [
        box.itemText(i) for i in range(box.count())
    ] == list(names.values()):
        return
    kept = box.currentData() if box.count() else None
    box.clear()
    for key, name in names.items():
        box.addItem(name, key)
    box.setCurrentIndex(box.findData(kept if kept in names else first))

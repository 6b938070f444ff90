"""Who says how probable it is: one row a name, as the set-up knows them or as they were added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from wargame.app.exercise_questions import Question

COLUMNS = ("Name", "Team", "Probability")
NAME, TEAM, VALUE = range(len(COLUMNS))
PERCENT_ROLE = Qt.ItemDataRole.UserRole + 1  # 0..100, or None before an estimate
COVERED_ROLE = Qt.ItemDataRole.UserRole + 2  # whether the number is kept from the room
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may be asked."""

    name: str
    team: str


class EstimatesModel(QAbstractTableModel):
    """`entered(list)`: (Person, percent) that a person has set and that is to be kept."""

    entered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.people: tuple[Person, ...] = ()
        self._said: dict[str, int] = {}
        self._drafts: dict[str, int] = {}
        self.covered = False
        self.open = False  # whether an estimate can still be made

    def show_question(
        self, people: Sequence[Person], question: Question | None, *, covered: bool
    ) -> None:
        """The rows are those people with what they say of `question`."""
        said = question.estimates if question is not None else ()
        own = [e for e in said if not e.hands]
        known = {person.name for person in people}
        more = [Person(e.who, e.team) for e in own if e.who not in known]
        wanted = (*people, *more)
        same = wanted == self.people
        if not same:
            self.beginResetModel()
            self.people = wanted
        self._said = {e.who: round(100 * e.probability) for e in own}
        self.covered = covered
        self.open = question is not None and question.outcome is None
        if same:
            last = self.index(len(wanted) - 1, VALUE)
            self.dataChanged.emit(self.index(0, 0), last)
        else:
            self.endResetModel()

    def percent(self, row: int) -> int | None:
        """What stands in a row: a draft, or the estimate that is kept."""
        name = self.people[row].name
        return self._drafts.get(name, self._said.get(name))

    def draft(self, row: int, percent: int) -> None:
        """The row shows `percent`; nothing is kept before `commit`."""
        if self.open:
            self._drafts[self.people[row].name] = min(max(percent, 0), 100)
            place = self.index(row, VALUE)
            self.dataChanged.emit(place, place)

    def commit(self) -> None:
        """What was drafted is kept."""
        made = [(p, self._drafts[p.name]) for p in self.people if p.name in self._drafts]
        made = [(p, percent) for p, percent in made if self._said.get(p.name) != percent]
        self._said |= {p.name: percent for p, percent in made}
        self._drafts.clear()
        if made:
            self.entered.emit(made)

    def forget(self) -> None:
        """What was drafted is gone."""
        self._drafts.clear()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """One row a name."""
        return 0 if parent.isValid() else len(self.people)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """As many as have headings."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The headings."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says."""
        person = self.people[index.row()]
        if role == PERCENT_ROLE:
            return self.percent(index.row())
        if role == COVERED_ROLE:
            return self.covered and person.name not in self._drafts
        if role == Qt.ItemDataRole.EditRole and index.column() == VALUE:
            covered = self.covered and person.name not in self._drafts
            return None if covered else self.percent(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(index)
        return None

    def _words(self, index: Index) -> str:
        person, percent = self.people[index.row()], self.percent(index.row())
        if index.column() != VALUE:
            return (person.name, person.team)[index.column()]
        if percent is None:
            return "not yet" if self.open else "none"
        covered = self.covered and person.name not in self._drafts
        return "entered" if covered else f"{percent} %"

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A number typed is kept at once."""
        if role != Qt.ItemDataRole.EditRole or index.column() != VALUE or value is None:
            return False
        self.draft(index.row(), int(value))
        self.commit()
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The probability can be typed until the question is resolved."""
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == VALUE and self.open:
            found |= Qt.ItemFlag.ItemIsEditable
        return found

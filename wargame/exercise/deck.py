"""A deck of inject cards, drawn at random with a seed: the same seed draws the same cards."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from wargame.exercise.formats.names import folded
from wargame.exercise.formats.sheets import read_csv
from wargame.exercise.msel import Inject, Msel
from wargame.exercise.records import clean
from wargame.scenario.faults import Fault, FaultsError

# What decks call their columns, in the order in which they are preferred.
COLUMNS = {
    "number": ("inject id", "card id", "id", "number", "#"),
    "title": ("card title", "title", "name", "subject"),
    "message": ("card wording", "wording", "text", "message", "description"),
}


def read_deck(path: Path) -> Msel:
    """The cards of a CSV file as injects; columns without a field are kept.

    Raises FaultsError with every fault.
    """
    rows = [[clean(cell) for cell in row] for row in read_csv(path)]
    names = rows[0] if rows else []
    at = {field: _place(names, known) for field, known in COLUMNS.items()}
    if at["message"] < 0 and at["title"] < 0:
        words = "a deck has a column of titles or of wordings, such as Card Title, Card Wording"
        raise FaultsError([Fault(path.name, "row 1", words)])
    used = [place for place in at.values() if place >= 0]
    columns = tuple(name for i, name in enumerate(names) if i not in used)
    faults: list[Fault] = []
    cards: dict[str, Inject] = {}
    for row, cells in enumerate(rows[1:], 2):
        said = {field: cells[i] for field, i in at.items() if 0 <= i < len(cells) and cells[i]}
        extra = tuple(
            (names[i], cell)
            for i, cell in enumerate(cells)
            if cell and i not in used and i < len(names)
        )
        if len(cells) > len(names):
            faults.append(Fault(path.name, f"row {row}", f"it has more than {len(names)} cells"))
        if not said and not extra:
            continue
        number = said.setdefault("number", str(row - 1))
        if number in cards:
            words = f"another card has the number {number}; each has one of its own"
            faults.append(Fault(path.name, f"row {row}, {names[at['number']]}", words))
            continue
        cards[number] = Inject.model_validate({**said, "extra": extra})
    if faults:
        raise FaultsError(faults)
    return Msel(injects=tuple(cards.values()), columns=columns)


def _place(names: Sequence[str], known: Sequence[str]) -> int:
    """Where the column stands that one of the names fits; -1 where none does."""
    given = [folded(name) for name in names]
    return next((given.index(folded(k)) for k in known if folded(k) in given), -1)


def draw(deck: Msel, count: int, seed: int, without: Sequence[str] = ()) -> tuple[Inject, ...]:
    """So many different cards drawn at random, those already drawn left out; fewer if few are left.

    The same deck, seed and cards left out give the same cards.
    """
    left = [card for card in deck.injects if card.number not in without]
    random.Random(f"{seed}").shuffle(left)
    return tuple(left[: max(count, 0)])

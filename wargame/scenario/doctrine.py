"""Doctrine files: how a seat that nobody sits at weighs its cards, readable and checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from wargame import paths
from wargame.engine.cards import Card
from wargame.rules.deck import DECK
from wargame.rules.fields import FIELDS, POSTURES, US_POSTURES
from wargame.scenario.faults import Fault, FaultsError, did_you_mean
from wargame.scenario.figures import Slug, Sourced, Table, Text, refusal
from wargame.scenario.messages import parse
from wargame.scenario.toml import read_toml
from wargame.scenario.visibility import PUBLIC, visible

CATEGORIES = {"posture": POSTURES, "us_posture": US_POSTURES, "us_posture_next": US_POSTURES}
SECTOR_FACTS = ("speed", "salience", "length", "population")  # of the scenario; everybody knows
SHAPES = ("reference", "above", "below", "is_", "at_least", "less_than")


class Term(Table):
    """One thing a doctrine looks at, and what it adds to a card's utility.

    weight * (value - reference), or weight * how far the value lies above or below a mark, or the
    weight where the value is a category, reaches a mark, or stays under it.
    """

    read: str
    over: Literal["mean", "largest", "smallest"] | None = None  # of sectors, zones or regions
    weight: float
    words: Text
    reference: float | None = None
    above: float | None = None
    below: float | None = None
    is_: str | float | None = Field(default=None, alias="is")
    at_least: float | None = None
    less_than: float | None = None

    @model_validator(mode="after")
    def _one_shape(self) -> Self:
        said = [name.rstrip("_") for name in SHAPES if getattr(self, name) is not None]
        if len(said) > 1:
            raise refusal(f"{' and '.join(said)} stand together; a term has one of them")
        return self

    @property
    def category(self) -> float | None:
        """The number of the category named by `is`; None without one."""
        if self.is_ is None or not isinstance(self.is_, str):
            return self.is_
        return float(CATEGORIES[self.read].index(self.is_))


class Factor(Table):
    """One factor by which sectors are compared; the sector with the largest product is named."""

    read: str
    as_: Literal["x", "1 - x", "100 - x", "where 0"] = Field(default="x", alias="as")


class CardRow(Table):
    """How a doctrine weighs one card: the log-odds of playing it, other things left aside."""

    play: str
    base: float
    terms: tuple[Term, ...] = ()
    target: tuple[Factor, ...] = ()


class Doctrine(Sourced):
    """Who decides for a seat when nobody sits there: weights on what the seat may see."""

    id: Slug
    seat: str
    name: Text
    words: Text
    default: bool = False  # plays the seat when no doctrine is named
    temperature: Annotated[float, Field(gt=0, le=100)] = 1.0
    cards: Annotated[tuple[CardRow, ...], Field(min_length=1)] = Field(alias="card")


def doctrine_from(data: Mapping[str, Any], file: str) -> Doctrine:
    """The doctrine that `data` holds; raises FaultsError with every fault it has."""
    made, faults = parse(Doctrine, dict(data), file)
    faults += [Fault(file, path, words) for path, words in _misfits(data)]
    if made is None or faults:
        raise FaultsError(dict.fromkeys(faults))
    return made


@cache
def doctrines() -> Mapping[tuple[str, str], Doctrine]:
    """Every shipped doctrine by seat and id; a seat's default comes first."""
    return load_doctrines(paths.assets() / "doctrines")


def load_doctrines(folder: Path) -> Mapping[tuple[str, str], Doctrine]:
    """Every doctrine of a folder by seat and id; raises FaultsError with all faults of all files.

    No seat has two doctrines of one id, or two defaults.
    """
    found: list[Doctrine] = []
    faults: list[Fault] = []
    for file in sorted(folder.glob("*.toml")):
        try:
            one = doctrine_from(read_toml(file, file.name), file.name)
        except FaultsError as error:
            faults += error.faults
            continue
        for other in found:
            if one.seat == other.seat and one.id == other.id:
                faults.append(Fault(file.name, "id", f'{one.seat} has a doctrine "{one.id}" twice'))
            elif one.seat == other.seat and one.default and other.default:
                words = f'{one.seat} has a default already: "{other.id}"'
                faults.append(Fault(file.name, "default", words))
        found.append(one)
    if faults:
        raise FaultsError(faults)
    order = {seat.id: index for index, seat in enumerate(DECK.seats)}
    found.sort(key=lambda d: (order[d.seat], not d.default, d.id))
    return {(d.seat, d.id): d for d in found}


def _misfits(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What no single table shows: cards the seat does not hold, fields it may not see."""
    seat = data.get("seat")
    ids = [s.id for s in DECK.seats]
    if not isinstance(seat, str):
        return
    if seat not in ids:
        yield "seat", f'no seat "{seat[:60]}"{did_you_mean(seat, ids)}'
        return
    rows = data.get("card")
    seen: set[str] = set()
    for index, row in enumerate(rows if isinstance(rows, tuple) else ()):
        if isinstance(row, Mapping):
            yield from _row_misfits(row, seat, f"card[{index}]", seen)


def _row_misfits(
    row: Mapping[str, Any], seat: str, path: str, seen: set[str]
) -> Iterator[tuple[str, str]]:
    hand, name = {card.id: card for card in DECK.of(seat)}, row.get("play")
    if isinstance(name, str):
        path = f"{path} ({name[:30]})"
        if name not in hand:
            words = f'{seat} holds no card "{name[:60]}"{did_you_mean(name, hand)}'
            yield f"{path}.play", words
        elif name in seen:
            yield f"{path}.play", "this card is weighed already, further up"
        seen.add(name)
        yield from _target_misfits(row, hand.get(name), seat, path)
    for index, term in _tables(row.get("terms")):
        yield from _term_misfits(term, seat, f"{path}.terms[{index}]")


def _target_misfits(
    row: Mapping[str, Any], card: Card | None, seat: str, path: str
) -> Iterator[tuple[str, str]]:
    if card is not None and card.target and not row.get("target"):
        yield f"{path}.target", 'this card names a sector; say which, target = [{ read = "speed" }]'
    if card is not None and not card.target and row.get("target"):
        yield f"{path}.target", "this card names no sector"
    known = [*SECTOR_FACTS, *(n for n in _seen_by(seat) if FIELDS[n].axes == "S")]
    for index, factor in _tables(row.get("target")):
        name = factor.get("read")
        if isinstance(name, str) and name not in known:
            words = f'no quantity of sectors "{name[:60]}" that {seat} sees'
            yield f"{path}.target[{index}].read", words + did_you_mean(name, known)


def _term_misfits(term: Mapping[str, Any], seat: str, path: str) -> Iterator[tuple[str, str]]:
    name = term.get("read")
    if not isinstance(name, str):
        return
    known = _seen_by(seat)
    if name not in FIELDS:
        yield f"{path}.read", f'the state has no "{name[:60]}"{did_you_mean(name, known)}'
        return
    if name not in known:
        yield f"{path}.read", f"{seat} may not see {name}"
    if FIELDS[name].axes and term.get("over") is None:
        yield f"{path}.over", f'{name} is a list; say over = "mean", "largest" or "smallest"'
    if not FIELDS[name].axes and term.get("over") is not None:
        yield f"{path}.over", f"{name} is one number; take out over"
    category = term.get("is")
    if isinstance(category, str) and category not in CATEGORIES.get(name, ()):
        choices = CATEGORIES.get(name, ())
        hint = did_you_mean(category, choices) if choices else "; compare it with a number"
        yield f"{path}.is", f'{name} is never "{category[:60]}"{hint}'


def _seen_by(seat: str) -> list[str]:
    return sorted(visible()[PUBLIC] | visible()[seat])


def _tables(rows: object) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for index, row in enumerate(rows if isinstance(rows, tuple) else ()):
        if isinstance(row, Mapping):
            yield index, row


__all__ = ["CardRow", "Doctrine", "Factor", "Term", "doctrine_from", "doctrines", "load_doctrines"]

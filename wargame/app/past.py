"""The past as a face shows it: control on twelve dates, changes between them, earlier conflicts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from wargame.app.atlas import Atlas, Layer, Record
from wargame.geo import history
from wargame.geo.history import DATES, Accuracy, Change, HeldPlace, PastControl

__all__ = [
    "CONFLICTS",
    "DATES",
    "KNOWLEDGE",
    "Accuracy",
    "Change",
    "Conflict",
    "HeldPlace",
    "Past",
    "PastControl",
    "accuracy_words",
    "atlas_of",
    "change_words",
    "conflict",
    "look_back",
    "written",
]

CONFLICTS = (("georgia", "Georgia 2008"), ("moldova", "Moldova 1992"))
KNOWLEDGE = (
    "General knowledge, checked on single points only; coordinates GeoNames, CC BY 4.0. "
    "\u201cContested\u201d hides mixed control inside towns."
)


@dataclass(frozen=True, slots=True)
class Past:
    """Control on one date, and what changed since another; None when none is asked for."""

    control: PastControl
    change: Change | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """An earlier conflict: its places with who held them before and after."""

    id: str
    title: str
    places: tuple[tuple[HeldPlace, tuple[float, float] | None], ...]  # with map metres
    before: str  # ISO date
    after: str


def look_back(day: str, since: str = "") -> Past:
    """Control on a date and, when `since` is another date, what changed between the two."""
    change = history.between(since, day) if since and since != day else None
    return Past(history.at(day), change)


def conflict(name: str) -> Conflict:
    """The table of one earlier conflict: "georgia" or "moldova"."""
    title = dict(CONFLICTS)[name]
    rows = [p for p in history.held_places() if p.conflict.casefold().startswith(name)]
    placed = tuple((p, history.map_point(p.lonlat) if p.lonlat else None) for p in rows)
    return Conflict(name, title, placed, rows[0].date_before, rows[0].date_after)


def written(iso: str) -> str:
    """An ISO date as "31 March 2022"."""
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B %Y}"


def accuracy_words(found: Accuracy) -> str:
    """How good the line is, in a sentence."""
    said = [f"Made from {found.reference}: overlap {found.overlap:.3f}"]
    if found.median_km is not None:
        near, far = found.median_km, found.worst_km
        said.append(f"half of the line within {near:g} km, 90 % within {far:g} km")
    if found.second:
        said.append(f"overlap with {found.second} {found.second_overlap:.3f}")
    else:
        said.append("no second source")
    return "; ".join(said) + "."


def change_words(found: Change) -> str:
    """What changed between two dates, in words; the earlier date is told first."""
    early, late = found.before, found.after
    taken, freed = found.taken_km2, found.freed_km2
    if late < early:
        early, late, taken, freed = late, early, freed, taken
    return (
        f"{written(early)} to {written(late)}: {taken:,.0f} km\u00b2 came under occupation, "
        f"{freed:,.0f} km\u00b2 came out of it."
    )


def atlas_of(atlas: Atlas, found: PastControl) -> Atlas:
    """The same map with control as it was; without the game's front, its sectors and its claims."""
    names = ("front", "sectors", "claims")
    layers = {name: layer for name, layer in atlas.layers.items() if name not in names}
    layers["control"] = _control_layer(layers["breakaway"], found)
    return replace(atlas, layers=layers, as_of=found.date)


def _control_layer(breakaway: Layer, found: PastControl) -> Layer:
    """Land held and occupied on that date, the frozen conflicts behind."""
    said = {
        "basis": "assessed",
        "source": f"{found.source}; {accuracy_words(found.accuracy)}",
        "as_of": found.date,
        "confidence": found.accuracy.second_overlap or found.accuracy.overlap,
    }
    records: list[Record] = [
        {"name": "Government-held Ukraine", "status": "government-held", **said},
        {"name": "Occupied Ukraine", "status": "occupied", **said},
        *breakaway.records,
    ]
    behind = [breakaway.part(index) for index in range(len(breakaway.owner))]
    rings = [*found.held, *found.occupied, *behind]
    owner = [0] * len(found.held) + [1] * len(found.occupied)
    owners = np.concatenate((np.array(owner, np.int64), breakaway.owner + 2))
    offsets = np.concatenate(([0], np.cumsum([len(ring) for ring in rings]))).astype(np.int64)
    return Layer("control", "polygon", np.vstack(rings), offsets, owners, tuple(records))

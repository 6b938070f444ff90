"""Unit symbols on the map: the scenario's forces, and guarantors as far as they are in place."""

from __future__ import annotations

from collections.abc import Iterator
from weakref import WeakKeyDictionary

from wargame.app.position import Played
from wargame.app.records import ForceMark
from wargame.app.zones import ZoneShelf
from wargame.geo import places
from wargame.scenario.forces import Force
from wargame.scenario.options import Geometry, Option
from wargame.scenario.schema import Scenario

# The smallest strength of each echelon, thousand: NATO's nominal sizes (from memory).
ECHELONS = ((20.0, "corps"), (8.0, "division"), (1.5, "brigade"), (0.0, "battalion"))
LEAST_K = 0.05  # thousand; fewer than fifty people are not a unit
NOT_MODELLED = "shown in the middle of its ground; where it stands is not modelled"
TERMS = {
    "troops_k": ("guarantor", "Guarantor troops"),
    "peacekeepers_k": ("peacekeepers", "Peacekeepers"),
}

_MIDDLES: WeakKeyDictionary[ZoneShelf, dict[Geometry, tuple[float, float]]] = WeakKeyDictionary()


def echelon_of(thousand: float) -> str:
    """The echelon of so many thousand people."""
    return next(name for least, name in ECHELONS if thousand >= least)


def force_marks(scenario: Scenario, shelf: ZoneShelf, now: Played) -> tuple[ForceMark, ...]:
    """Every symbol that the map shows after the turn played."""
    sent = [
        mark for slot, option in enumerate(now.options) for mark in _sent(shelf, now, slot, option)
    ]
    return (*map(_of_scenario, scenario.forces), *_of_regions(scenario), *sent)


def _of_scenario(force: Force) -> ForceMark:
    command = {"kyiv": "under Kyiv's command", "moscow": "under Moscow's command"}[force.side]
    return ForceMark(
        id=force.id,
        name=force.name,
        symbol=f"{force.side}-{force.echelon}",
        at=places.on_map(*force.at),
        caption=force.name.removeprefix("Grouping ").strip("\u201c\u201d"),
        words=f"{force.name}, {command}: {force.source} ({force.evidence}). "
        "The model does not move it.",
    )


def _of_regions(scenario: Scenario) -> Iterator[ForceMark]:
    """Moscow's troops in the frozen conflicts."""
    for region in scenario.regions:
        troops = region.troops_k
        if troops.value >= LEAST_K:
            yield ForceMark(
                id=f"{region.id}-troops",
                name=f"Russian troops in {region.name}",
                symbol=f"moscow-{echelon_of(troops.value)}",
                at=places.middle_of_region(region.id),
                caption=f"{1000 * troops.value:,.0f}",
                words=f"Russian troops in {region.name}. {troops.source} ({troops.evidence}); "
                f"{NOT_MODELLED}.",
            )


def _sent(shelf: ZoneShelf, now: Played, slot: int, option: Option) -> Iterator[ForceMark]:
    """Guarantor troops and peacekeepers of one zone, as far as the zone is built up."""
    state = now.state
    built = float(state.implemented[slot, 0])
    for field, (kind, name) in TERMS.items():
        full = float(state[field][slot, 0])
        there = full * built
        if there >= LEAST_K:
            yield ForceMark(
                id=f"{option.id}-{kind}",
                name=f"{name}: {option.name}",
                symbol=f"{kind}-{echelon_of(there)}",
                at=_middle(shelf, option.geometry),
                caption=f"{round(1000 * there, -2):,.0f} of {1000 * full:,.0f}",
                words=f"{name} of “{option.name}”: {built:.0%} built up in this playthrough; "
                f"{NOT_MODELLED}.",
            )


def _middle(shelf: ZoneShelf, geometry: Geometry) -> tuple[float, float]:
    """The middle of a zone, known as long as its shelf is in use."""
    known = _MIDDLES.setdefault(shelf, {})
    if geometry not in known:
        known[geometry] = places.middle(shelf.take(geometry).polygon)
    return known[geometry]

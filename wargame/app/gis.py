"""A scenario, and a game played on it, as layers for a geographic information system."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from wargame.app.calendar import MONTHS_A_TURN, month_after
from wargame.app.position import Played
from wargame.app.session import Session
from wargame.app.zones import ZoneShelf
from wargame.engine.state import State
from wargame.geo.export import export_gpkg
from wargame.scenario.options import Option
from wargame.scenario.schema import Scenario


def export_scenario(scenario: Scenario, path: Path) -> None:
    """A GeoPackage of control, front, sectors and the zone of every option; ExportFailed."""
    shelf = ZoneShelf.of(scenario)
    export_gpkg(path, shelf.front, _zones(scenario.options, shelf))


def export_game(session: Session, path: Path) -> None:
    """The same with the options as people changed them, and the game turn by turn; ExportFailed.

    A row lasts from the day its turn ended to the day before the next one did.
    """
    shelf = ZoneShelf.of(session.scenario)
    start, played = session.scenario.start, session.played
    export_gpkg(
        path,
        shelf.front,
        _zones(tuple(session.position.table.values()), shelf),
        [row for turn, one in enumerate(played) for row in _sectors(session, start, turn, one)],
        [
            (attributes | _span(start, turn) | _built(one.state, slot), polygon)
            for turn, one in enumerate(played)
            for slot, (attributes, polygon) in enumerate(_zones(one.options, shelf))
        ],
    )


def _zones(options: tuple[Option, ...], shelf: ZoneShelf) -> list[tuple[dict[str, Any], Any]]:
    return [_zone(option, shelf) for option in options if option.geometry.kind != "none"]


def _zone(option: Option, shelf: ZoneShelf) -> tuple[dict[str, Any], Any]:
    """The attributes and the polygon of one option's zone."""
    zone = shelf.take(option.geometry)
    attributes = {
        "option": option.id,
        "name": option.name,
        "guarantee": option.guarantee_kind,
        "in_force_now": option.terms.in_force_now,
        "buffer_km": option.geometry.buffer_km,
        "troops_k": option.terms.troops_k,
        "peacekeepers_k": option.terms.peacekeepers_k,
        "area_km2": zone.inputs.total_area,
        "source": option.source,
    }
    return attributes, zone.polygon


def _day(start: date, turn: int) -> date:
    year, month = month_after(start, MONTHS_A_TURN * turn)
    return date(year, month, 1)


def _span(start: date, turn: int) -> dict[str, Any]:
    ends = _day(start, turn + 1) - timedelta(days=1)
    begins = datetime.combine(_day(start, turn), time.min)
    return {"turn": turn, "begins": begins, "ends": datetime.combine(ends, time.min)}


def _built(state: State, slot: int) -> dict[str, float]:
    return {"built_up": float(state.implemented[slot, 0])}


def _sectors(session: Session, start: date, turn: int, one: Played) -> Iterator[dict[str, Any]]:
    state = one.state
    for row, sector in enumerate(session.scenario.sectors):
        yield {
            "sector": sector.id,
            "name": sector.name,
            **_span(start, turn),
            "stability": float(state.stability[row, 0]),
            "displacement_km": float(state.displacement[row, 0]),
            "net_km2": float(state.net[row, 0]),
            "ceasefire": bool(state.ceasefire[0] > 0),
            "seed": session.position.seed,
            "basis": "in this model; where ground changes hands is not known",
        }

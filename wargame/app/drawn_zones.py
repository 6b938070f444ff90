"""Zones drawn at the table: options made from a polygon and the terms of another option."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from pydantic import ValidationError

from wargame.app.zones import ZoneShelf
from wargame.engine.errors import IllegalDecision
from wargame.geo import drawn
from wargame.scenario.options import Geometry, Option, Ring

DRAWN = re.compile(r"drawn-([1-9][0-9]*)")  # the ids of drawn options
TEMPLATE = "gov-now"
SOURCE = "drawn at the table"
NAME_LENGTH = 80
DIGITS = drawn.DIGITS

Rings = Sequence[Sequence[Sequence[float]]]


def is_drawn(option_id: str) -> bool:
    """Whether the option of that id was drawn at the table."""
    return DRAWN.fullmatch(option_id) is not None


def next_id(known: Iterable[str]) -> str:
    """An id for one more drawn option, higher than all that are known."""
    numbers = [int(found[1]) for name in known if (found := DRAWN.fullmatch(name))]
    return f"drawn-{max(numbers, default=0) + 1}"


def tidy(rings: Rings) -> tuple[Ring, ...]:
    """Rings of longitude and latitude to about a centimetre, closed, no point twice in a row.

    Raises IllegalDecision in words when they make no zone on the map.
    """
    try:
        found = tuple(_closed(ring) for ring in rings)
    except (TypeError, ValueError):
        words = "a ring is a list of pairs, longitude and latitude in degrees"
        raise IllegalDecision("draw a zone", words) from None
    return geometry(found).polygon


def _closed(ring: Sequence[Sequence[float]]) -> Ring:
    points: list[tuple[float, float]] = []
    for lon, lat in ring:
        point = (round(float(lon), DIGITS), round(float(lat), DIGITS))
        if not points or point != points[-1]:
            points.append(point)
    if points and points[0] != points[-1]:
        points.append(points[0])
    return tuple(points)


def geometry(rings: tuple[Ring, ...], buffer_km: float = 0.0) -> Geometry:
    """The geometry of those rings; IllegalDecision with every reason why they make no zone."""
    if not rings:
        raise IllegalDecision("draw a zone", "it has no outline")
    try:
        return Geometry(kind="polygon", polygon=rings, buffer_km=buffer_km)
    except ValidationError as error:
        reasons = dict.fromkeys(fault["msg"] for fault in error.errors(include_url=False))
        raise IllegalDecision("draw a zone", "; ".join(reasons)) from None


def named(name: str, otherwise: str) -> str:
    """A name for a card: as given, on one line, or another one when nothing is left of it."""
    printable = "".join(c if c.isprintable() else " " for c in name)
    return " ".join(printable.split())[:NAME_LENGTH] or otherwise


def option(option_id: str, rings: tuple[Ring, ...], name: str, template: Option) -> Option:
    """The option of a drawn polygon on the terms of another; every term can be edited."""
    if template.guarantee_kind == "none":
        words = f'"{template.name}" offers nothing that a zone could take over'
        raise IllegalDecision("draw a zone", words)
    number = option_id.rpartition("-")[2]
    return Option(
        id=option_id,
        name=named(name, f"Drawn zone {number}"),
        summary=f"drawn at the table, on the terms of {template.name}",
        guarantee_kind=template.guarantee_kind,
        geometry=geometry(rings),
        terms=template.terms,
        editable=tuple(dict.fromkeys((*template.editable, "buffer_km", "troops_k"))),
        source=SOURCE,
        evidence="judgement",
    )


def reshaped(found: Option, rings: tuple[Ring, ...]) -> Option:
    """The drawn option with another outline; its terms and its strip stay."""
    return found.model_copy(update={"geometry": geometry(rings, found.geometry.buffer_km)})


def on_terms_of(found: Option, template: Option) -> Option:
    """The drawn option with the guarantee and the terms of another; name and outline stay."""
    fresh = option(found.id, found.geometry.polygon, found.name, template)
    return fresh.model_copy(update={"geometry": found.geometry})


def outline(found: Option, shelf: ZoneShelf) -> tuple[Ring, ...]:
    """The present polygon of any option as rings of longitude and latitude."""
    if found.geometry.polygon and not found.geometry.buffer_km:
        return found.geometry.polygon
    rings = drawn.to_rings(shelf.take(found.geometry).polygon)
    if not rings:
        raise IllegalDecision("copy a zone", f"{found.name} covers nothing on the map")
    return rings


def drawn_option(table: Mapping[str, Option], option_id: str) -> Option:
    """The drawn option of that id; IllegalDecision when it is none of those drawn here."""
    found = table.get(option_id)
    if found is None or not is_drawn(option_id):
        words = "only a zone drawn at the table can be changed so; copy it first"
        if found is None:
            words = f'there is no zone "{option_id}"'
        raise IllegalDecision(found.name if found else "zone", words)
    return found

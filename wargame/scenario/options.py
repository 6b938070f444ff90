"""A zone option: where its polygon comes from, and the terms that become state fields."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from wargame.scenario.figures import Slug, Sourced, Table, Text, refusal

GuaranteeKind = Literal["none", "article5", "bilateral", "eu", "un"]
GeometryKind = Literal[
    "none", "government_held", "recognised", "moldova", "georgia", "file", "polygon"
]  # fmt: skip
Editable = Literal["in_force_now", "buffer_km", "troops_k"]
Share = Annotated[float, Field(ge=0, le=1)]
Point = tuple[float, float]
Ring = tuple[Point, ...]

LONGITUDES = (5.0, 60.0)  # the area of interest of the map
LATITUDES = (34.0, 72.0)
MOST_RINGS = 2_000
MOST_POINTS = 200_000


def _check_ring(ring: Ring) -> Ring:
    for index, (lon, lat) in enumerate(ring):
        if not LONGITUDES[0] <= lon <= LONGITUDES[1] or not LATITUDES[0] <= lat <= LATITUDES[1]:
            raise refusal(
                f"point {index} at longitude {lon:g}, latitude {lat:g} lies off the map, "
                "which shows longitude 5 to 60 and latitude 34 to 72; longitude comes first"
            )
    if len(set(ring)) < 3:
        raise refusal(f"a ring needs at least 3 different points, not {len(set(ring))}")
    if ring[0] != ring[-1]:
        raise refusal("the ring is not closed: repeat its first point as its last")
    if math.isclose(_twice_area(ring), 0.0, abs_tol=1e-9):
        raise refusal("the ring encloses no area: its points lie on one line")
    return ring


def _twice_area(ring: Ring) -> float:
    (x0, y0), rest = ring[0], ring[1:]
    return sum((a - x0) * (d - y0) - (c - x0) * (b - y0) for (a, b), (c, d) in pairwise(rest))


def _check_size(rings: tuple[Ring, ...]) -> tuple[Ring, ...]:
    points = sum(len(ring) for ring in rings)
    if len(rings) > MOST_RINGS or points > MOST_POINTS:
        raise refusal(
            f"{points:,} points in {len(rings):,} rings are too many; "
            f"at most {MOST_POINTS:,} points in {MOST_RINGS:,} rings"
        )
    return rings


Polygon = Annotated[
    tuple[Annotated[Ring, AfterValidator(_check_ring)], ...], AfterValidator(_check_size)
]


class Geometry(Table):
    """Where a zone's polygon comes from.

    `government_held` and `recognised` are cut from the map; `polygon` and `file` bring rings of
    longitude and latitude, inside by the odd-even rule; `none` protects nothing.
    """

    kind: GeometryKind
    buffer_km: Annotated[float, Field(ge=0, le=200)] = 0.0  # strip kept free along the line
    file: Text | None = None  # a zone file in the scenario's own folder
    polygon: Polygon = ()


class Terms(Table):
    """What an option offers; every name is a state field, held per zone and playthrough."""

    guarantee: Share  # strength as Moscow and Kyiv see it
    article5: Share
    membership: Share  # political weight of membership
    dmz_km: Annotated[float, Field(ge=0, le=200)]
    peacekeepers_k: Annotated[float, Field(ge=0, le=1000)]  # thousand
    mandate: Share  # strength of the peacekeepers' mandate
    troops_k: Annotated[float, Field(ge=0, le=1000)]  # thousand guarantor troops
    forward_share: Share  # of the troops within 50 km of the line
    in_force_now: bool  # False: from a ceasefire on
    exclusion_accepted: Share  # how far leaving land outside accepts its loss
    claim: Share  # how far the claim to all recognised territory is upheld
    quality_bonus: Share  # added to the agreement's quality
    us_weight: Share  # of US commitment in the guarantee's credibility
    eu_weight: Share  # of European support in it
    integration: Annotated[float, Field(ge=-5, le=5)]  # log-odds for the command arrangements
    consent: bool  # builds up only in a ceasefire and while Moscow consents
    joint_plan: bool  # NATO and the EU plan it together
    phased: bool = False  # terms grow once decided
    strip_km: Annotated[float, Field(ge=0, le=200)] = 0.0  # strip a phased zone keeps free at first

    def numbers(self) -> dict[str, float]:
        """Every term as a number, yes as 1 and no as 0."""
        return {name: float(value) for name, value in self}


class Option(Sourced):
    """One zone option as it lies on the table."""

    id: Slug
    name: Text
    summary: Text
    guarantee_kind: GuaranteeKind
    geometry: Geometry
    terms: Terms
    editable: tuple[Editable, ...] = ()

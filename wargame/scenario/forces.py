"""Forces that a scenario places on the map: what stood where on its first day, and who says so."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator

from wargame.scenario.figures import Slug, Sourced, Text, refusal
from wargame.scenario.options import LATITUDES, LONGITUDES

Side = Literal["kyiv", "moscow"]
Echelon = Literal["battalion", "brigade", "division", "corps", "army-group"]


def _on_the_map(at: tuple[float, float]) -> tuple[float, float]:
    lon, lat = at
    if not LONGITUDES[0] <= lon <= LONGITUDES[1] or not LATITUDES[0] <= lat <= LATITUDES[1]:
        raise refusal(
            f"longitude {lon:g}, latitude {lat:g} lies off the map, which shows longitude 5 to 60 "
            "and latitude 34 to 72; longitude comes first"
        )
    return at


class Force(Sourced):
    """One symbol on the map; the rules do not read it, and the model does not move it."""

    id: Slug
    name: Text
    side: Side  # under whose command, not a judgement
    echelon: Echelon
    at: Annotated[tuple[float, float], AfterValidator(_on_the_map)]  # longitude, latitude

"""Frozen conflicts beyond Ukraine: where each lies on the map, and what is said about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from wargame.app.atlas import Atlas, Record
from wargame.app.records import RegionFigure
from wargame.gui.map.hover import Facts, area_facts
from wargame.gui.map.labels import Floats
from wargame.gui.theme import Theme
from wargame.gui.words import percent

ROOM = 0.04  # of a region's size that an inset shows around it
LEAST_HIGH = 135_000.0  # metres from north to south that an inset shows
WITHIN = "within a year, in this model"
MEMORY = "from memory"


@dataclass(frozen=True, slots=True)
class Region:
    """A frozen conflict as the map knows it."""

    name: str
    parent: str  # the state it is recognised as part of
    rect: QRectF  # map metres
    outline: Floats  # its largest ring, shape (N, 2), map metres
    record: Record

    @property
    def room(self) -> QRectF:
        """Return the region with some land around it."""
        wide = ROOM * self.rect.width()
        high = max(ROOM * self.rect.height(), (LEAST_HIGH - self.rect.height()) / 2)
        return self.rect.adjusted(-wide, -high, wide, high)


def regions_of(atlas: Atlas) -> Mapping[str, Region]:
    """Return the breakaway regions of the map by name."""
    layer = atlas.layers.get("breakaway")
    found = {}
    for index, record in enumerate(layer.records if layer else ()):
        rings = layer.parts_of(index) if layer else ()
        low, high = np.vstack(rings).min(axis=0), np.vstack(rings).max(axis=0)
        name = str(record["name"])
        found[name] = Region(
            name=name,
            parent=_country(atlas, str(record.get("iso", ""))),
            rect=QRectF(QPointF(*low), QPointF(*high)),
            outline=np.asarray(max(rings, key=len), np.float64),
            record=record,
        )
    return found


def _country(atlas: Atlas, iso: str) -> str:
    layer = atlas.layers.get("countries")
    records = layer.records if layer else ()
    return next((str(r["name"]) for r in records if r.get("iso") == iso), "")


def chance_word(chance: float, theme: Theme) -> str:
    """Return the word of the tokens for a chance of 0 to 1: "very low" to "high"."""
    bands = theme.record("clash_words")
    for word, (_, top) in bands.items():
        if chance < float(top):
            return str(word).replace("_", " ")
    return str(list(bands)[-1]).replace("_", " ")


def thousands(value_k: float) -> str:
    """Return a number of thousands written out: 1.5 as "1,500"."""
    return f"{value_k * 1000:,.0f}"


def flare_words(figure: RegionFigure, theme: Theme) -> str:
    """Return how likely a serious armed incident is: "low, 4 %"."""
    share = percent(figure.flare_chance) if figure.flare_chance >= 0.005 else "under 1 %"
    return f"{chance_word(figure.flare_chance, theme)}, {share}"


def region_words(figure: RegionFigure, region: Region, theme: Theme) -> str:
    """Return one line about a region, for the status bar and for people who do not see the map."""
    flared = "A serious armed incident has happened. " if figure.flared else ""
    memory = f", {MEMORY}" if MEMORY in figure.sources else ""
    return (
        f"{figure.name}, recognised as part of {region.parent}. {flared}Flare-up {WITHIN}: "
        f"{flare_words(figure, theme)}. {thousands(figure.troops_k)} Russian troops{memory}."
    )


def region_facts(figure: RegionFigure, region: Region, theme: Theme) -> Facts:
    """Return what the map and the model know about a region."""
    country = {"layer": "countries", "name": region.parent}
    stated = area_facts([{**region.record, "layer": "breakaway"}, country])
    known = stated.rows if stated else ()
    memory = f", {MEMORY}" if MEMORY in figure.sources else ""
    own = (
        ("Flare-up", f"{flare_words(figure, theme)} {WITHIN}"),
        ("So far", "a serious armed incident" if figure.flared else "none in this game"),
        ("Troops", f"{thousands(figure.troops_k)} Russian{memory}"),
        ("People", f"{thousands(figure.population_k)}; {percent(figure.patron_share)} of the "
                   "budget paid by Russia"),
    )  # fmt: skip
    return Facts(figure.name, (*known[:1], *own, *known[1:]))

"""What a scenario file may say: names, ranges, and where every figure comes from."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from wargame.scenario.faults import did_you_mean
from wargame.scenario.figures import (
    Figure,
    Normal,
    PostureChances,
    Slug,
    Sourced,
    Table,
    Text,
    Triangular,
    refusal,
    within,
)
from wargame.scenario.forces import Force
from wargame.scenario.options import Option

SECTOR_IDS = ("SUM", "KHA", "KUP", "SIV", "POK", "KVN", "ZAP", "KHE", "KRS", "CRI")
REGION_IDS = ("transnistria", "abkhazia", "south-ossetia")
CONTACT_LINES = tuple(
    date.fromisoformat(day)
    for day in (
        "2015-02-18 2022-02-23 2022-03-31 2022-06-30 2022-12-01 2023-06-01 "
        "2023-12-01 2024-07-08 2024-12-01 2025-06-01 2025-12-01 2026-06-01"
    ).split()
)


def _known_sector(value: str) -> str:
    if value in SECTOR_IDS:
        return value
    raise refusal(f'no sector "{value[:60]}"{did_you_mean(value, SECTOR_IDS)}')


def _known_region(value: str) -> str:
    if value in REGION_IDS:
        return value
    raise refusal(f'no region "{value[:60]}"{did_you_mean(value, REGION_IDS)}')


def _known_line(value: date) -> date:
    if value in CONTACT_LINES:
        return value
    nearest = min(CONTACT_LINES, key=lambda day: abs(day - value))
    raise refusal(f"no line of contact of {value}; the nearest of the twelve is {nearest}")


Basis = Literal["assessed", "state border", "line at sea"]
ShareFigure = Annotated[Figure, within(0, 1)]
ShareDraw = Annotated[Triangular, within(0, 1)]


class Sector(Table):
    """One sector of the front; its place on the map is known by its id."""

    id: Annotated[str, AfterValidator(_known_sector)]
    name: Text
    basis: Basis  # of the line's position
    length_km: Annotated[Figure, within(1, 2000)]  # losses are shared out by length
    speed_km_per_quarter: Annotated[Figure, within(0.001, 100)]  # long-run mean; enters as a log
    salience: ShareFigure
    irregulars: ShareFigure  # capacity of separatists and paramilitaries at the start
    depth_km: Annotated[Figure, within(0, 1000)]  # of government-held rear
    population_m: Annotated[Figure, within(0, 50)]  # million, towns 0 to 50 km behind, pre-war
    salient: bool = False  # ground Kyiv holds abroad: drawn down, and counted apart
    beside_salient: bool = False  # feels the troops that the salient's fall sets free


class Region(Table):
    """A frozen conflict beyond Ukraine, watched as an analogue."""

    id: Annotated[str, AfterValidator(_known_region)]
    name: Text
    patron_share: ShareFigure  # of the budget paid by Russia
    population_k: Annotated[Figure, within(0, 100_000)]  # thousand
    troops_k: Annotated[Figure, within(0, 1000)]  # thousand Russian troops
    offset: Annotated[Figure, within(-10, 10)]  # log-odds of a flare-up


class Initial(Table):
    """The state on the first day, before anybody has decided anything."""

    us_commitment: ShareDraw
    us_posture_next: PostureChances  # of the administration that takes office in turn 1
    hawk_resolve: ShareDraw
    cautious_resolve: ShareDraw
    cohesion: ShareDraw
    eu_support: ShareDraw
    coordination: ShareDraw  # between NATO and the EU
    trust: ShareDraw  # of Kyiv in its allies
    strain: Annotated[Normal, within(0, 1)]  # on the Russian economy
    dissent: ShareDraw
    resolve: ShareDraw  # of the leadership in Moscow
    momentum: ShareDraw
    balance: Annotated[Triangular, within(-1.2, 1.2)]  # log force ratio, Russia to Ukraine
    sanctions: ShareDraw
    exhaustion: ShareDraw
    diplomacy: ShareDraw
    reputation: ShareDraw
    norm: Annotated[Triangular, within(0, 100)]
    frozen: ShareDraw
    kursk_km2: Annotated[Triangular, within(0, 10_000)]
    budapest: ShareDraw
    founding_act: ShareDraw
    veto: ShareDraw  # chance that a single member blocks an Article 5 vote
    line_pressure: Annotated[Normal, within(-10, 10)]  # log pressure, drawn per sector


class Source(Sourced):
    """A source that several figures share."""

    id: Slug
    title: Text


def _sectors_in_order(sectors: tuple[Sector, ...]) -> tuple[Sector, ...]:
    return tuple(sorted(sectors, key=lambda sector: SECTOR_IDS.index(sector.id)))


def _regions_in_order(regions: tuple[Region, ...]) -> tuple[Region, ...]:
    return tuple(sorted(regions, key=lambda region: REGION_IDS.index(region.id)))


class Scenario(Table):
    """A situation to start from; sectors and regions stand in the map's order."""

    id: Slug
    title: Text
    description: Text
    start: date
    contact_line: Annotated[date, AfterValidator(_known_line)]
    turns: Annotated[int, Field(ge=1, le=40)] = 12
    seed: Annotated[int, Field(ge=0, lt=2**63)] = 1
    sectors: Annotated[tuple[Sector, ...], AfterValidator(_sectors_in_order)] = Field(
        alias="sector"
    )
    regions: Annotated[tuple[Region, ...], AfterValidator(_regions_in_order)] = Field(
        alias="region"
    )
    initial: Initial
    options: tuple[Option, ...] = Field(alias="option")
    forces: tuple[Force, ...] = Field(alias="force", default=())
    sources: tuple[Source, ...] = Field(alias="source", default=())

    def option(self, option_id: str) -> Option:
        """The option of that id; raises KeyError when there is none."""
        return {option.id: option for option in self.options}[option_id]

"""The figures of one playthrough after one turn, in the words of a face."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from wargame.app import calendar
from wargame.app.records import RegionFigure, SectorFigure, TurnFigures
from wargame.engine.inputs import ZoneInputs
from wargame.engine.state import State
from wargame.geo.front import Front
from wargame.geo.sectors import SECTORS
from wargame.rules.fields import FIELDS, POSTURES, US_POSTURES
from wargame.scenario.schema import Scenario

QUARTERS_A_YEAR = 4
SEEN_KM2 = 0.5  # less is rounded away
INJECTS = tuple(name for name in FIELDS if name.startswith("inject_"))
SAID_ELSEWHERE = ("inject_oil", "inject_mobilisation", "inject_us_turn")
RUNGS = (
    "settled",
    "cold ceasefire, hybrid pressure",
    "repeated breaches",
    "high-intensity war in Ukraine",
    "widened war",
    "limited direct clash of NATO and Russia",
    "theatre war",
    "nuclear use or imminent threat",
)


def turn_figures(
    scenario: Scenario, before: State | None, state: State, option: str
) -> TurnFigures:
    """The indices of playthrough 0 of a state, and what happened since the state before."""
    turn = int(state.turn[0])
    ids = [s.id for s in scenario.sectors]
    weakest = int(np.argmin(state.stability[:, 0]))
    return TurnFigures(
        turn=turn,
        label=calendar.label(scenario.start, turn),
        period=calendar.period(scenario.start, turn),
        stability=float(state.stability_overall[0]),
        weakest_id=ids[weakest],
        weakest=float(state.stability[weakest, 0]),
        ceasefire=bool(state.ceasefire[0]),
        ceasefire_age=int(state.ceasefire_age[0]),
        rung=int(state.rung[0]),
        rung_words=RUNGS[int(state.rung[0])],
        lost_km2=float(state.lost[0]),
        norm=float(state.norm[0]),
        frozen=100 * float(state.frozen[0]),
        precedent=float(state.precedent[0]),
        principle=float(state.principle[0]),
        deescalation=float(state.deescalation[0]),
        cohesion=float(state.cohesion[0]),
        reconstruction=float(state.reconstruction[0]),
        casualties=float(state.casualties[0]),
        implementation=float(state.implemented[0, 0]),
        option=option,
        budapest=float(state.budapest[0]),
        founding_act=float(state.founding_act[0]),
        happened=happened(scenario, before, state) if before is not None else (),
    )


def happened(scenario: Scenario, before: State, state: State) -> tuple[str, ...]:
    """What the turn brought, as sentences in the past tense, most general first."""
    said = [*_politics(before, state), *_ceasefire(scenario, before, state)]
    ground = float(state.lost[0] - before.lost[0])
    verb = "lost" if ground >= 0 else "regained"
    if abs(ground) < SEEN_KM2:
        said.append("No ground changed hands.")
    else:
        said.append(f"Kyiv {verb} {abs(ground):,.0f} km² net.")
    return tuple(said)


def _politics(before: State, state: State) -> list[str]:
    """Administrations, postures, shocks and decisions."""
    said = []
    if state.us_posture[0] != before.us_posture[0] or state.turn[0] == 1:
        said.append(f"The US administration is {US_POSTURES[int(state.us_posture[0])]}.")
    if _changed(before, state, "posture"):
        said.append(f"Moscow's posture became {POSTURES[int(state.posture[0])]}.")
    if state.decided[0, 0] > before.decided[0, 0]:
        said.append("The zone was decided.")
    if state.blocked[0] > 0 and state.decided[0, 0] < 1 and state.guarantee[0, 0] > 0:
        said.append("A single member blocked the vote.")
    if state.oil_shock[0] > 0:
        said.append("The oil price fell and strained Russia's budget.")
    if state.mobilisation[0] > 0:
        said.append("Russia mobilised.")
    events = (n for n in INJECTS if n not in SAID_ELSEWHERE and state[n][0] > 0)
    said += [f"Event: {FIELDS[n].meaning.removeprefix('inject: ')}." for n in events]
    return said


def _changed(before: State, state: State, name: str) -> bool:
    """Whether a field has moved; a state that does not hold it, an audience's, tells nothing."""
    return name in before and name in state and bool(state[name][0] != before[name][0])


def _ceasefire(scenario: Scenario, before: State, state: State) -> list[str]:
    """Ceasefires, breaches, the ladder and the frozen regions."""
    said = []
    if state.began[0] > 0:
        said.append("A ceasefire began.")
    if state.collapsed[0] > 0:
        said.append("The ceasefire collapsed.")
    names = [s.name for s, hit in zip(scenario.sectors, state.breach[:, 0], strict=True) if hit]
    gaps = [s.name for s, hit in zip(scenario.sectors, state.seized[:, 0], strict=True) if hit]
    if gaps:
        said.append(f"The strip in front of the zone was seized at {', '.join(gaps)}.")
    if state.settled[0] > before.settled[0]:
        said.append("A settlement was reached.")
    if names:
        said.append(f"The ceasefire was breached at {', '.join(names)}.")
    if state.rung[0] > before.rung[0]:
        said.append(f"The conflict climbed the ladder: {RUNGS[int(state.rung[0])]}.")
    if state.rung[0] < before.rung[0]:
        said.append(f"The conflict stepped down the ladder: {RUNGS[int(state.rung[0])]}.")
    for region, was, is_now in zip(
        scenario.regions, before.flare[:, 0], state.flare[:, 0], strict=True
    ):
        if is_now > was:
            said.append(f"A serious armed incident happened in {region.name}.")
    return said


def sector_figures(
    scenario: Scenario,
    front: Front,
    inputs: ZoneInputs,
    before: State | None,
    state: State,
) -> tuple[SectorFigure, ...]:
    """Every sector of playthrough 0 after the turn shown."""
    old = state if before is None else before
    rows: Sequence[int] = range(len(scenario.sectors))
    labels = front.labels
    found = []
    for row in rows:
        sector, place = scenario.sectors[row], SECTORS[row]
        finite = np.isfinite(inputs.gaps[row]).all()
        found.append(
            SectorFigure(
                id=sector.id,
                name=sector.name,
                stability=float(state.stability[row, 0]),
                change=float(state.stability[row, 0] - old.stability[row, 0]),
                holds=float(state.holds[row, 0]),
                quiet=float(state.quiet[row, 0]),
                deterrence=float(state.deterrence[row, 0]),
                gap_km=float(inputs.gaps[row].mean()) if finite else float("inf"),
                occupied_share=float(inputs.occupied[row]),
                fighting=bool(state.fighting[row, 0]),
                net_km2=float(state.net[row, 0]),
                displacement_km=float(state.displacement[row, 0]),
                length_km=sector.length_km.value,
                measured_km=float(front.lengths[row]),
                population_m=sector.population_m.value,
                salience=sector.salience.value,
                irregulars=float(state.irregulars[row, 0]),
                confidence=place.confidence,
                basis=sector.basis,
                x=float(labels[row, 0]),
                y=float(labels[row, 1]),
            )
        )
    return tuple(found)


def region_figures(scenario: Scenario, state: State) -> tuple[RegionFigure, ...]:
    """The frozen conflicts beyond Ukraine in playthrough 0."""
    return tuple(
        RegionFigure(
            id=region.id,
            name=region.name,
            flared=bool(state.flare[row, 0] > 0),
            flare_chance=float(1 - (1 - state.flare_chance[row, 0]) ** QUARTERS_A_YEAR),
            troops_k=region.troops_k.value,
            population_k=region.population_k.value,
            patron_share=region.patron_share.value,
            sources=f"troops: {region.troops_k.source} ({region.troops_k.evidence})",
        )
        for row, region in enumerate(scenario.regions)
    )


def turn_labels(start: date, turns: int) -> tuple[str, ...]:
    """The short dates of turns 0 .. turns."""
    return tuple(calendar.label(start, turn) for turn in range(turns + 1))

"""What the room may see of a session: made from the public observation and from nothing else."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np

from wargame.app.audience_records import AudienceView, PublicSector, PublicZone
from wargame.app.calendar import long_date
from wargame.app.figures import turn_figures, turn_labels
from wargame.app.options import NONE, alike, summary
from wargame.app.position import Position
from wargame.app.records import TurnFigures
from wargame.app.standing import Standing
from wargame.app.zones import shape_of
from wargame.engine.observe import observe
from wargame.engine.state import State
from wargame.scenario.visibility import PUBLIC, visible

LEAST_STABLE = 2  # sectors named
PENDING = "takes effect with the next turn"


def audience_view(standing: Standing, at: datetime | None = None, turned: int = 0) -> AudienceView:
    """What the audience sees of a session as it stands, now or `at` a time.

    turned : when the last turn was played, seconds since 1970; 0 for never.

    Figures and sentences are worked out from a state that holds only public fields: a rule that
    asked it for another would fail. Of the table, only the zones that are on are shown; forecasts
    are not, because they start from what is hidden.
    """
    scenario, here = standing.scenario, standing.here
    now = public_state(here.now.state)
    before = public_state(here.played[-2].state) if here.turn else None
    figures = turn_figures(scenario, before, now, NONE)
    sectors = _sectors(standing, before, now)
    weakest = sorted(sectors, key=lambda sector: sector.stability)[:LEAST_STABLE]
    was = float(before.stability_overall[0]) if before is not None else figures.stability
    view = AudienceView(
        as_of=long_date(scenario.contact_line),
        turn=figures.turn,
        last_turn=scenario.turns,
        period=figures.period,
        turn_labels=turn_labels(scenario.start, scenario.turns),
        stability=figures.stability,
        change=figures.stability - was,
        weakest=tuple((sector.name, sector.stability) for sector in weakest),
        ceasefire=_ceasefire(figures),
        rung=figures.rung_words,
        lost_km2=figures.lost_km2,
        happened=figures.happened,
        pending=PENDING if _zones_changed(here) else "",
        zones=_zones(standing),
        sectors=sectors,
    )
    if here.exercise is None:
        return view
    from wargame.app.audience_exercise import with_exercise  # noqa: PLC0415  only exercises

    return with_exercise(view, here, (at or datetime.now(UTC)).astimezone(), turned)


def public_state(state: State) -> State:
    """The state without every field that the public may not see."""
    return State(state.fields, observe(state, PUBLIC, {PUBLIC: visible()[PUBLIC]}).fields)


def _ceasefire(figures: TurnFigures) -> str:
    if not figures.ceasefire:
        return "none"
    age = figures.ceasefire_age
    return f"in force for {age} quarters" if age > 1 else "in force"


def _zones_changed(here: Position) -> bool:
    return not alike(here.options, here.now.options)


def _zones(standing: Standing) -> tuple[PublicZone, ...]:
    on = [option for option in standing.here.options if option.id != NONE]
    return tuple(
        PublicZone(
            option.name,
            summary(option),
            shape_of(
                option.id,
                option.guarantee_kind,
                option.terms.in_force_now,
                standing.shelf.take(option.geometry),
            ),
        )
        for option in on
    )


def _sectors(standing: Standing, before: State | None, now: State) -> tuple[PublicSector, ...]:
    old = now if before is None else before
    moved = now.stability[:, 0] - old.stability[:, 0]
    labels = np.asarray(standing.shelf.front.labels)
    return tuple(
        PublicSector(
            id=sector.id,
            name=sector.name,
            stability=float(now.stability[row, 0]),
            change=float(moved[row]),
            displacement_km=float(now.displacement[row, 0]),
            x=float(labels[row, 0]),
            y=float(labels[row, 1]),
        )
        for row, sector in enumerate(standing.scenario.sectors)
    )

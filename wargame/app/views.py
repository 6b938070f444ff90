"""A session as one immutable record, for any face to show."""

from __future__ import annotations

from wargame.app import options
from wargame.app.calendar import long_date
from wargame.app.figures import RUNGS, region_figures, sector_figures, turn_labels
from wargame.app.forces import force_marks
from wargame.app.position import Position
from wargame.app.records import LadderView, SessionView, SettingView
from wargame.app.setting import Setting
from wargame.app.table import inject_views, seat_views
from wargame.app.zones import ZoneShelf, shape_of
from wargame.engine.inputs import ZoneInputs
from wargame.rules.fields import US_POSTURES
from wargame.scenario.schema import Scenario

FIRST_RUNG_IN_WORDS = 5  # from here on the ladder has no decimals, only words


def session_view(
    scenario: Scenario, shelf: ZoneShelf, here: Position, *, can_undo: bool, can_redo: bool
) -> SessionView:
    """All that a face shows of a session, taken now."""
    before = here.played[-2].state if len(here.played) > 1 else None
    state = here.now.state
    shapes = [
        shape_of(o.id, o.guarantee_kind, o.terms.in_force_now, shelf.take(o.geometry))
        for o in here.options
    ]
    zones = tuple(shape for shape in shapes if shape is not None)
    return SessionView(
        scenario_id=scenario.id,
        title=scenario.title,
        as_of=long_date(scenario.contact_line),
        seed=here.seed,
        turn=here.now.figures.turn,
        last_turn=scenario.turns,
        can_play=len(here.played) <= scenario.turns,
        can_undo=can_undo,
        can_redo=can_redo,
        turn_labels=turn_labels(scenario.start, scenario.turns),
        options=tuple(
            options.card(o, shelf.take(o.geometry), chosen=_is_on(o.id, here))
            for o in here.table.values()
        ),
        chosen=here.chosen,
        history=tuple(p.figures for p in here.played),
        sectors=sector_figures(scenario, shelf.front, nearest(shelf, here), before, state),
        why=here.now.why,
        zone=zones[0] if zones else None,
        zones=zones,
        pending="takes effect with the next turn" if here.changed else "",
        seats=seat_views(here),
        injects=inject_views(here),
        regions=region_figures(scenario, state),
        ladder=LadderView(RUNGS, int(state.rung[0]), int(state.rung_max[0])),
        setting=setting_view(here.setting),
        forces=force_marks(scenario, shelf, here.now),
    )


def _is_on(option: str, here: Position) -> bool:
    return option in here.on or (option == options.NONE and not here.on)


def nearest(shelf: ZoneShelf, here: Position) -> ZoneInputs:
    """The inputs of the first zone in place, by which sectors tell their gap."""
    return shelf.take(here.now.options[0].geometry).inputs


def setting_view(setting: Setting) -> SettingView:
    """The mode and the switches in words."""
    return SettingView(
        mode=setting.mode,
        injects=setting.injects,
        fragile_truce=setting.fragile_truce,
        stalemate_drift=setting.stalemate_drift,
        steps_to_war=setting.steps_to_war,
        us_posture=setting.us_posture,
        doctrines=setting.doctrines,
        switched_on=setting.switched_on,
        us_postures=US_POSTURES,
    )

"""The zone options on the table, as people changed them, and the decisions that play them."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.app.drawn_zones import is_drawn
from wargame.app.game import ZONE_SLOTS, zone_terms
from wargame.app.records import OptionCard
from wargame.app.zones import MeasuredZone, ZoneShelf
from wargame.engine.decisions import Decision
from wargame.engine.state import State
from wargame.rules.fields import ZONE_TERMS
from wargame.scenario.options import Option

NONE = "none"
PROGRESS = ("proposed", "decided", "implemented")
GUARANTEES = {
    "none": "no guarantee",
    "article5": "Article 5",
    "bilateral": "bilateral guarantees",
    "eu": "EU 42(7)",
    "un": "UN mission",
}


def edited(
    option: Option,
    *,
    buffer_km: float | None = None,
    troops_k: float | None = None,
    in_force_now: bool | None = None,
) -> Option:
    """The option with the given terms changed; None leaves a term as it is."""
    geometry, terms = option.geometry, option.terms
    if buffer_km is not None:
        geometry = geometry.model_copy(update={"buffer_km": float(buffer_km)})
    if troops_k is not None:
        terms = terms.model_copy(update={"troops_k": float(troops_k)})
    if in_force_now is not None:
        terms = terms.model_copy(update={"in_force_now": bool(in_force_now)})
    return option.model_copy(update={"geometry": geometry, "terms": terms})


def alike(some: Sequence[Option], others: Sequence[Option]) -> bool:
    """Whether the same zones lie in the slots on the same terms, whatever they are called."""
    return [(o.id, o.geometry, o.terms) for o in some] == [
        (o.id, o.geometry, o.terms) for o in others
    ]


def summary(option: Option) -> str:
    """The terms in a few words: "Article 5 now, 20,000 troops"."""
    if option.guarantee_kind == "none":
        return option.summary
    when = "now" if option.terms.in_force_now else "on ceasefire"
    people = [
        f"{1000 * count:,.0f} {who}"
        for count, who in (
            (option.terms.troops_k, "troops"),
            (option.terms.peacekeepers_k, "peacekeepers"),
        )
        if count > 0
    ]
    return ", ".join([f"{GUARANTEES[option.guarantee_kind]} {when}", *people])


def card(option: Option, zone: MeasuredZone, *, chosen: bool) -> OptionCard:
    """The card that a face shows."""
    terms = option.terms
    return OptionCard(
        id=option.id,
        name=option.name,
        summary=summary(option),
        guarantee=option.guarantee_kind,
        guarantee_label=GUARANTEES[option.guarantee_kind],
        in_force_now=terms.in_force_now,
        buffer_km=option.geometry.buffer_km,
        troops_k=terms.troops_k,
        peacekeepers_k=terms.peacekeepers_k,
        dmz_km=terms.dmz_km,
        chosen=chosen,
        editable=tuple(option.editable),
        area_km2=zone.inputs.total_area,
        population_m=zone.inputs.total_population,
        drawn=is_drawn(option.id),
        rings=option.geometry.polygon if is_drawn(option.id) else (),
    )


def decisions(
    wanted: Sequence[Option],
    in_place: Sequence[Option],
    state: State,
    shelf: ZoneShelf,
    *,
    propose: bool,
) -> list[Decision]:
    """The decisions that put the wanted options in the zone slots, none where nothing changes.

    A new option starts anew: proposed if `propose`, not decided, not built. An option that was in
    place keeps what has been built, and only the terms that were edited change (judgement).
    """
    made = []
    for slot in range(ZONE_SLOTS):
        new = wanted[slot] if slot < len(wanted) else None
        old = in_place[slot] if slot < len(in_place) else None
        if not alike([new] if new else [], [old] if old else []):
            made.append(_decision(slot, new, in_place, state, shelf, propose=propose))
    return made


def _decision(
    slot: int,
    option: Option | None,
    in_place: Sequence[Option],
    state: State,
    shelf: ZoneShelf,
    *,
    propose: bool,
) -> Decision:
    """One slot filled with an option, or emptied."""
    if option is None:
        sets = dict.fromkeys((*ZONE_TERMS, *PROGRESS), 0.0)
        return Decision("Facilitator", "zone", "switched off", sets, slot=slot)
    before = next(((i, o) for i, o in enumerate(in_place) if o.id == option.id), None)
    terms = zone_terms(option)
    if before is None:
        offered = float(propose and option.terms.guarantee > 0)
        sets = terms | {"proposed": offered, "decided": 0.0, "implemented": 0.0}
    else:
        index, old = before
        kept = {name: float(state[name][index, 0]) for name in (*ZONE_TERMS, *PROGRESS)}
        was = zone_terms(old)
        sets = kept | {name: value for name, value in terms.items() if value != was[name]}
    what = "switched off" if option.id == NONE else f"{option.name}: {summary(option)}"
    inputs = shelf.inputs(option.geometry)
    return Decision("Facilitator", "zone", what, sets, slot=slot, inputs=inputs)

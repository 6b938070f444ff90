"""The zone options on the table, as people changed them, and the decision that plays one."""

from __future__ import annotations

from wargame.app.game import zone_terms
from wargame.app.records import OptionCard
from wargame.app.zones import MeasuredZone
from wargame.engine.decisions import Decision
from wargame.scenario.options import Option

NONE = "none"
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
    )


def decision(option: Option, zone: MeasuredZone, in_place: Option) -> Decision:
    """The decision that puts the option in the zone slot.

    Another option starts anew: proposed, not decided, not built. Changed terms of the same option
    keep what has been built (judgement).
    """
    sets = zone_terms(option)
    if option.id != in_place.id:
        offered = float(option.terms.guarantee > 0)
        sets = sets | {"proposed": offered, "decided": 0.0, "implemented": 0.0}
    what = "switched off" if option.id == NONE else f"{option.name}: {summary(option)}"
    return Decision("Facilitator", "zone", what, sets, slot=0, inputs=zone.inputs)

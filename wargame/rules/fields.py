"""The state of this game, field by field (model.md, section 2)."""

from __future__ import annotations

from wargame.engine.state import Field

RESTRAINED, OPPORTUNIST, DOUBLE_DOWN, COLLAPSE_AVERSE = 0.0, 1.0, 2.0, 3.0
POSTURES = ("restrained", "opportunist", "double-down", "collapse-averse")
SUPPORTIVE, TRANSACTIONAL, DISENGAGED = 0.0, 1.0, 2.0
US_POSTURES = ("supportive", "transactional", "disengaged")

_WORLD = (
    Field("turn", "turns played; one turn is one quarter", unit="turns"),
    Field("us_commitment", "US commitment to Ukraine and to a guarantee", low=0.02, high=0.98),
    Field("us_posture", "administration: supportive, transactional, disengaged", kind="category"),
    Field("us_posture_next", "the administration that takes over in turn 1", kind="category"),
    Field(
        "hawk_resolve", "resolve of the hawk bloc (PL, Baltics, Nordics, UK)", low=0.3, high=0.98
    ),
    Field(
        "cautious_resolve", "resolve of the cautious bloc (DE, ES, BE, SI ...)", low=0.05, high=0.95
    ),
    Field("cohesion", "alliance cohesion", low=0.05, high=0.97),
    Field("eu_support", "EU economic and political support", low=0.1, high=0.95),
    Field("coordination", "NATO-EU coordination", low=0.1, high=0.95),
    Field("trust", "Kyiv's trust in its allies", low=0.05, high=0.95),
    Field("reputation", "NATO's credibility and reputation", low=0.0, high=1.0),
    Field("ceasefire", "general ceasefire in force", kind="flag"),
    Field("ceasefire_age", "quarters since the ceasefire began", unit="quarters"),
    Field(
        "quality", "quality of the agreement: terms, joint commission, checks", low=0.0, high=1.0
    ),
    Field("terms_fit", "how far the terms fit the battlefield", low=0.0, high=1.0),
    Field("imposed", "how far the ceasefire was imposed from outside", low=0.0, high=1.0),
    Field("strain", "Russian economic strain", low=0.05, high=0.98),
    Field("dissent", "Russian public dissent", low=0.02, high=0.95),
    Field("resolve", "Russian leadership resolve", low=0.1, high=0.98),
    Field("posture", "Moscow: restrained, opportunist, double-down, averse", kind="category"),
    Field("momentum", "battlefield momentum, smoothed", low=-1.0, high=1.0),
    Field("balance", "log force-effect ratio Russia to Ukraine, 0 = start", low=-1.2, high=1.2),
    Field("sanctions", "strength of sanctions", low=0.05, high=0.9),
    Field("exhaustion", "Ukrainian exhaustion", low=0.05, high=0.98),
    Field("diplomacy", "diplomatic channel", low=0.0, high=1.0),
    Field("rung", "rung of the escalation ladder", unit="0..7", kind="category"),
    Field("rung_max", "highest rung reached so far", unit="0..7", kind="category"),
    Field("clash", "a direct NATO-Russia clash, rung 5 or more, has happened", kind="flag"),
    Field("norm", "sovereignty-norm index", unit="0..100", low=0.0, high=100.0),
    Field("frozen", "frozen-conflict index", low=0.0, high=1.0),
    Field("reconstruction", "net reconstruction since the start", unit="bn USD"),
    Field("lost", "net ground lost by Kyiv since the start, Kursk apart", unit="km2"),
    Field("kursk", "ground held by Kyiv in Kursk region", unit="km2", low=0.0),
    Field("casualties", "casualty index; 1 = 100,000 Russian killed and wounded", unit="index"),
    Field("founding_act", "strain on the Founding Act", low=0.0, high=1.0),
    Field("budapest", "standing of the 1994 assurances", low=0.0, high=1.0),
    Field("veto", "chance that a single member blocks an Article 5 vote", low=0.0, high=1.0),
    Field("settled", "a settlement has been reached", kind="flag"),
    Field("broken", "a general ceasefire has collapsed before", kind="flag"),
    Field("draft_quality", "quality that a ready draft adds to the next agreement"),
    Field("calm", "sum of the first four turns' calm, for the de-escalation index", unit="turns"),
)

_SECTOR = (
    Field("fighting", "fighting in the sector", "S", kind="flag"),
    Field("violations", "ceasefire violations", "S", unit="0..1.5", low=0.0, high=1.5),
    Field("pressure", "local log-pressure on the line", "S", unit="log"),
    Field("displacement", "mean displacement of the line since the start", "S", unit="km"),
    Field("irregulars", "separatists and paramilitaries", "S", low=0.0, high=1.0),
    Field("fortified", "turns that fortifications still hold", "S", unit="turns"),
)

_REGION = (Field("flare", "a serious armed incident has happened", "R", kind="flag"),)

_ZONE = (
    Field("guarantee", "strength of the guarantee", "Z"),
    Field("article5", "Article 5 applies", "Z"),
    Field("membership", "weight of political membership", "Z"),
    Field("dmz_km", "width of the demilitarised zone", "Z", unit="km"),
    Field("peacekeepers_k", "peacekeepers", "Z", unit="thousand"),
    Field("mandate", "strength of the peacekeepers' mandate", "Z", low=0.0, high=1.0),
    Field("troops_k", "guarantor troops", "Z", unit="thousand"),
    Field("forward_share", "share of those troops within 50 km of the line", "Z"),
    Field("in_force_now", "the guarantee is live during fighting", "Z", kind="flag"),
    Field(
        "exclusion_accepted",
        "how far the option tacitly accepts land outside it as lost",
        "Z",
        low=0.0,
        high=1.0,
    ),
    Field("claim", "how far the claim to occupied land is upheld", "Z", low=0.0, high=1.0),
    Field("quality_bonus", "what the option adds to the quality of an agreement", "Z"),
    Field("us_weight", "how far credibility rests on the US", "Z"),
    Field("eu_weight", "how far credibility rests on European resolve", "Z"),
    Field("integration", "lack of an integrated command, log-odds", "Z", unit="log-odds"),
    Field("consent", "it builds up only by Moscow's consent in a ceasefire", "Z", kind="flag"),
    Field("joint_plan", "a joint NATO-EU plan is part of it", "Z", kind="flag"),
    Field("phased", "its terms grow over several turns once decided", "Z", kind="flag"),
    Field("strip_km", "strip that a phased zone still keeps free", "Z", unit="km", low=0.0),
    Field("proposed", "the zone has been formally proposed", "Z", kind="flag"),
    Field("decided", "the alliance or the EU has decided it", "Z", kind="flag"),
    Field("implemented", "how far it is built up", "Z", low=0.0, high=1.0),
)

_DERIVED = (
    Field("credibility", "K: credibility of the guarantee", "Z", fleeting=True),
    Field("closeness", "how close and deep protection stands behind the line", "S", fleeting=True),
    Field("deterrence", "D: deterrence in the sector", "S", fleeting=True),
    Field("guarantee_seen", "G: the guarantee as Kyiv sees it", fleeting=True),
    Field("exposure", "X: exposure of the guarantors", fleeting=True),
    Field("red_line", "V: red-line pressure", fleeting=True),
    Field("onset_chance", "chance of a ceasefire this quarter", fleeting=True),
)

_EVENTS = (
    Field("oil_shock", "strain from a fall of the oil price", fleeting=True),
    Field("mobilisation", "a mobilisation shock in Russia", kind="flag", fleeting=True),
    Field("began", "a ceasefire began", kind="flag", fleeting=True),
    Field("collapsed", "the ceasefire collapsed", kind="flag", fleeting=True),
    Field("breach", "a local breach of the ceasefire", "S", kind="flag", fleeting=True),
    Field("flare_chance", "chance that the region flares up this quarter", "R", fleeting=True),
    Field("seized", "a gap in front of the zone was seized", "S", kind="flag", fleeting=True),
    Field("blocked", "a single member blocked the vote", kind="flag", fleeting=True),
    Field("declaration", "what allies ask for: 1 in force now, -1 on ceasefire", fleeting=True),
    Field("ready_moscow", "what Moscow says about talks, -1..1", fleeting=True),
    Field("ready_kyiv", "what Kyiv says about talks, -1..1", fleeting=True),
    Field("net", "ground that changed hands, plus = lost by Kyiv", "S", "km2", fleeting=True),
)

_INDICES = (
    Field(
        "holds", "chance that the line moves no more than X in four quarters", "S", fleeting=True
    ),
    Field("quiet", "chance that the sector is quiet for four quarters", "S", fleeting=True),
    Field("stability", "stability index of the sector", "S", "0..100", fleeting=True),
    Field("stability_overall", "stability index of the front", unit="0..100", fleeting=True),
    Field("weakest", "lowest sector index", unit="0..100", fleeting=True),
    Field("deescalation", "short-term de-escalation", unit="0..100", fleeting=True),
    Field("principle", "principle index", unit="0..100", fleeting=True),
    Field("precedent", "precedent index", unit="0..110", fleeting=True),
)

# One field for each order that a decision card gives; cleared when the turn is over.
_WORLD_ORDERS = (
    "propose", "declare", "non_recognition", "forward", "commit", "aid", "press", "bridge",
    "caution", "joint_plan", "facility", "eu_mission", "sanctions", "relief", "assets", "draft",
    "channel", "mobilise_kyiv", "mobilise_moscow", "nuclear", "talks_moscow", "talks_kyiv",
    "passports", "confidence", "suspend",
)  # fmt: skip
_SECTOR_ORDERS = ("fortify", "counter", "offensive", "provocation")


def _order(name: str, axes: str) -> Field:
    return Field(f"order_{name}", f"order: {name.replace('_', ' ')}", axes, fleeting=True)


_ORDERS = (
    *(_order(name, "") for name in _WORLD_ORDERS),
    *(_order(name, "S") for name in _SECTOR_ORDERS),
)

ORDERS = tuple(f.name for f in _ORDERS)

# One field for each inject, 1 in the turn it happens; drawn by hazard or set by hand.
_INJECTS = tuple(
    Field(f"inject_{name}", f"inject: {meaning}", kind="flag", fleeting=True)
    for name, meaning in (
        ("stray_missile", "a stray missile or drone falls on an ally"),
        ("sabotage", "sabotage of strategic infrastructure"),
        ("leadership", "a leadership shock in Moscow"),
        ("exchange", "a large exchange of prisoners"),
        ("winter_strikes", "winter strikes on energy"),
        ("election_hawk", "an election upset in a hawk ally"),
        ("election_cautious", "an election upset in a cautious ally"),
        ("mission_casualties", "casualties among peacekeepers"),
        ("distraction", "a crisis elsewhere draws the US away"),
        ("transnistria", "an energy crisis in Transnistria"),
        ("breakthrough_kyiv", "an arms breakthrough for Kyiv"),
        ("breakthrough_moscow", "an arms breakthrough for Moscow"),
        ("revisionist", "a revisionist power moves elsewhere"),
        ("oil", "the oil price falls"),
        ("mobilisation", "a mobilisation shock in Russia"),
        ("us_turn", "the US course turns"),
    )
)

FIELDS = {
    f.name: f
    for f in (
        *_WORLD,
        *_SECTOR,
        *_REGION,
        *_ZONE,
        *_DERIVED,
        *_EVENTS,
        *_ORDERS,
        *_INJECTS,
        *_INDICES,
    )
}
ZONE_TERMS = tuple(f.name for f in _ZONE if f.name not in ("proposed", "decided", "implemented"))

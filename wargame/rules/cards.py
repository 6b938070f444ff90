"""What each decision card does (model.md, section 3.1); sizes are judgement and stand in a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from wargame.engine import ops
from wargame.engine.cards import both_played
from wargame.engine.contributions import Assignment, Change, Contribution
from wargame.engine.draws import Draws
from wargame.engine.rule import Citation, Game, Rule, rule
from wargame.engine.state import State
from wargame.rules import citations as c

Function = Callable[[State, Game, Draws], Iterable[Contribution]]


def _card(name: str, topic: str, formula: str, *cites: Citation) -> Callable[[Function], Rule]:
    """The decorator of a card's rule; every card is judgement beside what it cites."""
    return rule(
        f"cards.{name}",
        phase="cards",
        number="card",
        topic=topic,
        cites=(*cites, c.JUDGEMENT),
        formula=formula,
    )


@_card("propose", "government-held", "PROP = 1")
def propose(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Kyiv or its closest allies put the zone on the alliance's table."""
    ordered = ops.flag(state.order_propose > 0) * ops.flag(state.guarantee > 0)
    yield Assignment("proposed", ops.maximum(state.proposed, ordered), "formally proposed")


@_card("declare", "article-5", "live now = 1 or 0, if the alliance agrees (R19)", c.ARTICLE_5)
def declare(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Allies ask for the guarantee in force now, or only on a ceasefire; the vote decides."""
    wish = ops.clip(state.order_declare, -1.0, 1.0)
    yield Assignment("declaration", wish, "what allies ask for")


@_card("non_recognition", "tacit-acceptance", "claim {+card_claim}, exclusion {-card_exclusion}")
def non_recognition(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """A declaration upholds the claim to occupied land and accepts its exclusion less."""
    p, said = game.parameters, ops.flag(state.order_non_recognition > 0)
    there = ops.flag(state.claim > 0)
    yield Change("claim", {"non-recognition declared": p.card_claim * said * there})
    yield Change(
        "exclusion_accepted", {"non-recognition declared": -p.card_exclusion * said * there}
    )


@_card("forward", "article-5", "TRP {+card_forward}, FA {+card_forward_act}", c.IISS_FORCES)
def forward(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Hawks send more troops forward, and the Founding Act is strained."""
    p, sent = game.parameters, ops.flag(state.order_forward > 0)
    share = state.decided / ops.maximum(ops.add_rows(state.decided), 1.0)  # ten in all
    yield Change("troops_k", {"forward deployment": p.card_forward * sent * share})
    yield Change("founding_act", {"forward deployment": p.card_forward_act * sent})


@_card("commit", "us-turn", "U {+card_commit}, treaty form counts double this turn", c.FEARON_1997)
def commit(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """A public commitment ties the hands of the administration that makes it."""
    made = ops.flag(state.order_commit > 0)
    yield Change(
        "us_commitment", {"public commitment to Article 5": game.parameters.card_commit * made}
    )


@_card(
    "aid",
    "us-turn",
    "U ± {card_aid}, EXH ∓ {card_aid_exhaustion}, BAL ∓ {card_aid_balance}",
    c.KIEL,
)
def aid(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """An aid package helps Kyiv and shows commitment; a pause does the reverse."""
    p, sent = game.parameters, ops.clip(state.order_aid, -1.0, 1.0)
    yield Change("us_commitment", {"aid package or pause": p.card_aid * sent})
    yield Change("exhaustion", {"aid package or pause": -p.card_aid_exhaustion * sent})
    yield Change("balance", {"aid package or pause": -p.card_aid_balance * sent})


@_card(
    "press",
    "us-turn",
    "deal {+card_press_deal}, UNN {+card_press_imposed}, TRU {-card_press_trust}",
    c.WERNER_YUEN_2005,
)
def press(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Pressing for a deal brings Moscow closer to one and marks it as imposed; Kyiv trusts less."""
    pressed = ops.flag(state.order_press > 0)
    yield Change("trust", {"pressed for a deal": -game.parameters.card_press_trust * pressed})


@_card(
    "bridge",
    "allies-divided",
    "C {+card_bridge}, COH {+card_bridge_cohesion}, if both blocs play it",
)
def bridge(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Hawks and cautious allies share burdens; it takes both."""
    p, agreed = game.parameters, both_played(state.order_bridge, 2)
    yield Change("cautious_resolve", {"burdens shared": p.card_bridge * agreed})
    yield Change("cohesion", {"burdens shared": p.card_bridge_cohesion * agreed})


@_card(
    "caution",
    "reluctance",
    "V {-card_caution}, COH {-card_caution_cohesion}, TRU {-card_caution_trust}",
)
def caution(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """A list of red lines calms Moscow and costs cohesion and Kyiv's trust."""
    p, listed = game.parameters, ops.flag(state.order_caution > 0)
    yield Change("cohesion", {"red-line list": -p.card_caution_cohesion * listed})
    yield Change("trust", {"red-line list": -p.card_caution_trust * listed})


@_card("joint_plan", "nato-eu", "CRD {+card_joint_plan}")
def joint_plan(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """NATO and the EU plan together."""
    planned = ops.flag(state.order_joint_plan > 0)
    yield Change("coordination", {"joint plan": game.parameters.card_joint_plan * planned})


@_card("facility", "eu-role", "EU {+card_facility}, REC {+card_facility_money}", c.RDNA4)
def facility(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """The EU grants a macro-financial facility."""
    p, granted = game.parameters, ops.flag(state.order_facility > 0)
    yield Change("eu_support", {"macro-financial facility": p.card_facility * granted})
    yield Change("reconstruction", {"macro-financial facility": p.card_facility_money * granted})


@_card("eu_mission", "eu-role", "an EU zone is decided", c.IISS_FORCES)
def eu_mission(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """The EU decides its own mission where one is proposed; it needs no consensus of NATO."""
    ready = ops.flag(state.eu_weight > 0) * state.proposed
    sent = ops.flag(state.order_eu_mission > 0) * ready
    yield Assignment("decided", ops.maximum(state.decided, sent), "the EU decides its mission")


@_card("sanctions", "moscow-strained", "SAN {+card_sanctions}", c.HUFBAUER)
def sanctions(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Another package of sanctions."""
    raised = ops.flag(state.order_sanctions > 0)
    yield Change("sanctions", {"new package": game.parameters.card_sanctions * raised})


@_card(
    "relief",
    "guarantee-and-diplomacy",
    "SAN {-card_sanctions}, Moscow's terms {+card_relief}, NORM {-card_relief_norm}",
    c.HUFBAUER,
)
def relief(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Relief on offer brings Moscow closer to a ceasefire and costs the norm."""
    p, offered = game.parameters, ops.flag(state.order_relief > 0)
    yield Change("sanctions", {"relief": -p.card_sanctions * offered})
    yield Change("norm", {"sanctions relief offered": -p.card_relief_norm * offered})


@_card(
    "frozen_assets",
    "eu-role",
    "REC {+card_assets_money}, SAN {+card_assets_sanctions}, V {+card_assets_felt}",
    c.RDNA4,
)
def frozen_assets(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Frozen assets pay for reconstruction; Moscow takes note."""
    p, used = game.parameters, ops.flag(state.order_assets > 0)
    yield Change("reconstruction", {"frozen assets": p.card_assets_money * used})
    yield Change("sanctions", {"frozen assets": p.card_assets_sanctions * used})


@_card("draft", "respite", "Q of the next agreement {+card_draft}", c.FORTNA_2003)
def draft(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """A mediator drafts a demilitarised zone and a mission, ready for the next agreement."""
    drafted = ops.flag(state.order_draft > 0)
    ready = ops.maximum(state.draft_quality, game.parameters.card_draft * drafted)
    yield Assignment("draft_quality", ready, "a draft lies ready")


@_card("back_channel", "guarantee-and-diplomacy", "DIP {+card_channel}")
def back_channel(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """A quiet channel is opened."""
    opened = ops.flag(state.order_channel > 0)
    yield Change("diplomacy", {"back-channel": game.parameters.card_channel * opened})


@_card(
    "fortify", "respite", "pace × {card_fortify:exp} for {card_fortify_turns} turns", c.EPSTEIN_1988
)
def fortify(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Kyiv fortifies a sector; it slows an advance while the works last.

    state.fortified : (S, B) turns left.
    """
    built = game.parameters.card_fortify_turns * ops.flag(state.order_fortify > 0)
    yield Assignment("fortified", ops.maximum(state.fortified, built), "fortified, turns left")


@_card(
    "counter_attack",
    "respite",
    "counter-attacks × {card_counter} in the sector, EXH {+card_counter_exhaustion}",
)
def counter_attack(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Kyiv counter-attacks in a sector, and pays in exhaustion."""
    attacked = ops.largest(ops.flag(state.order_counter > 0))
    yield Change(
        "exhaustion", {"counter-attack": game.parameters.card_counter_exhaustion * attacked}
    )


@_card("mobilise_kyiv", "us-turn", "BAL {-card_mobilise}, EXH {+card_mobilise_society}")
def mobilise_kyiv(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Kyiv calls up more people."""
    p, called = game.parameters, ops.flag(state.order_mobilise_kyiv > 0)
    yield Change("balance", {"Kyiv mobilises": -p.card_mobilise * called})
    yield Change("exhaustion", {"Kyiv mobilises": p.card_mobilise_society * called})


@_card(
    "mobilise_moscow",
    "moscow-strained",
    "BAL {+card_mobilise}, DIS {+card_mobilise_society}",
    c.LEVADA_2024,
)
def mobilise_moscow(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Moscow calls up more people, and dissent grows."""
    p, called = game.parameters, ops.flag(state.order_mobilise_moscow > 0)
    yield Change("balance", {"Moscow mobilises": p.card_mobilise * called})
    yield Change("dissent", {"Moscow mobilises": p.card_mobilise_society * called})


@_card(
    "offensive",
    "moscow-doubles-down",
    "z {+card_offensive} in the sector, {-card_offensive_elsewhere} elsewhere",
)
def offensive(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Moscow masses forces in a sector, and others feel it less."""
    p, massed = game.parameters, ops.flag(state.order_offensive > 0)
    elsewhere = ops.largest(massed) * (1 - massed)
    yield Change(
        "pressure",
        {
            "offensive": p.card_offensive * massed,
            "forces drawn to another sector": -p.card_offensive_elsewhere * elsewhere,
        },
    )


@_card(
    "nuclear_signal",
    "moscow-doubles-down",
    "log-odds of a rung up {+card_nuclear}, C {-card_nuclear_cautious}, V {+card_nuclear_felt}",
)
def nuclear_signal(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Moscow signals nuclear readiness; cautious allies draw back."""
    given = ops.flag(state.order_nuclear > 0)
    yield Change(
        "cautious_resolve", {"nuclear signalling": -game.parameters.card_nuclear_cautious * given}
    )


@_card("talks", "guarantee-and-diplomacy", "R8 or R9 ± {card_talks}", c.FEARON_1995)
def talks(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Moscow and Kyiv say whether they are ready to talk, and that weighs in the bargaining."""
    moscow = ops.clip(state.order_talks_moscow, -1.0, 1.0)
    kyiv = ops.clip(state.order_talks_kyiv, -1.0, 1.0)
    yield Assignment("ready_moscow", moscow, "what Moscow says about talks")
    yield Assignment("ready_kyiv", kyiv, "what Kyiv says about talks")


@_card(
    "passports",
    "irregulars",
    "sep {+card_passports}, FRZ {+card_passports_frozen}, NORM {-card_passports_norm}",
    c.KING_2001,
)
def passports(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Annexation laws and passports root separatist rule and erode the norm."""
    p, done = game.parameters, ops.flag(state.order_passports > 0)
    yield Change("irregulars", {"annexation law, passports": p.card_passports * done})
    yield Change("frozen", {"annexation law, passports": p.card_passports_frozen * done})
    yield Change("norm", {"annexation law, passports": -p.card_passports_norm * done})


@_card(
    "provocation",
    "irregulars",
    "viol {+card_provocation} in the sector; sep × {card_provocation_hazard:1+} in its hazard",
)
def provocation(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Irregulars stage an incident at the line."""
    staged = ops.flag(state.order_provocation > 0)
    yield Change("violations", {"incident staged": game.parameters.card_provocation * staged})


@_card(
    "confidence",
    "guarantee-and-diplomacy",
    "DIP {+card_confidence}, Q {+card_confidence_quality} in a ceasefire, if two play it",
)
def confidence(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Two seats agree a confidence measure: an exchange, grain, power plants."""
    p, agreed = game.parameters, both_played(state.order_confidence, 2)
    yield Change("diplomacy", {"confidence measure": p.card_confidence * agreed})
    truce = state.ceasefire * agreed
    yield Change("quality", {"confidence measure": p.card_confidence_quality * truce})


@_card("suspend_act", "founding-act", "FA = 0, COH {-card_suspend_cohesion}")
def suspend_act(state: State, game: Game, draws: Draws) -> Iterable[Contribution]:
    """Allies declare the Founding Act suspended; not all of them like it."""
    p, done = game.parameters, ops.flag(state.order_suspend > 0)
    yield Change("founding_act", {"the Act is suspended": -state.founding_act * done})
    yield Change("cohesion", {"the Act is suspended": -p.card_suspend_cohesion * done})

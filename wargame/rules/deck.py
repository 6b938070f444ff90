"""The seats and the decision cards of this game (model.md, section 3.1)."""

from __future__ import annotations

from wargame.engine import ops
from wargame.engine.cards import Card, Deck, Seat
from wargame.engine.ops import FloatArray
from wargame.engine.rule import Game
from wargame.engine.state import State
from wargame.rules import formulas
from wargame.rules.fields import SUPPORTIVE

SEATS = (
    Seat("us", "United States", 3, 3),
    Seat("hawks", "Hawk allies", 3, 2),
    Seat("cautious", "Cautious allies", 3, 2),
    Seat("eu", "European Union", 3, 3),
    Seat("kyiv", "Kyiv", 3, 2),
    Seat("moscow", "Moscow", 3, 2),
    Seat("separatists", "Separatists", 3, 2),
)
EVERYONE = tuple(seat.id for seat in SEATS)
NATO_AND_EU = ("us", "hawks", "cautious", "eu")


def _offered(state: State, game: Game) -> FloatArray:
    return ops.largest(ops.flag(state.guarantee > 0))


def _unproposed(state: State, game: Game) -> FloatArray:
    return ops.largest(ops.flag((state.guarantee > 0) & (state.proposed < 1)))


def _decided(state: State, game: Game) -> FloatArray:
    return ops.largest(state.decided)


def _room_for_troops(state: State, game: Game) -> FloatArray:
    few = ops.add_rows(state.troops_k) <= game.parameters.forward_limit
    return _decided(state, game) * ops.flag(few)


def _bargains(state: State, game: Game) -> FloatArray:
    return ops.flag(state.us_posture != SUPPORTIVE)


def _talks_possible(state: State, game: Game) -> FloatArray:
    return ops.flag(state.diplomacy >= game.parameters.draft_diplomacy)


def _at_war(state: State, game: Game) -> FloatArray:
    return 1 - state.ceasefire


def _joint_mission(state: State, game: Game) -> FloatArray:
    return ops.largest(ops.flag(state.eu_weight > 0) * state.proposed * (1 - state.decided))


def _act_in_force(state: State, game: Game) -> FloatArray:
    return ops.flag(state.founding_act > 0)


CARDS = (
    Card("propose", "Propose the zone", ("kyiv", "hawks"), 1, "order_propose", "cards.propose",
         needs=_unproposed, refusal="no zone lies on the table that is not proposed yet"),
    Card("in-force-now", "Declare it in force now", ("us", "hawks", "cautious"), 2,
         "order_declare", "cards.declare", needs=_decided,
         refusal="the alliance has decided no zone yet"),
    Card("on-ceasefire", "Declare it on ceasefire", ("us", "hawks", "cautious"), 2,
         "order_declare", "cards.declare", -1.0, needs=_decided,
         refusal="the alliance has decided no zone yet"),
    Card("non-recognition", "Declare non-recognition", NATO_AND_EU, 0, "order_non_recognition",
         "cards.non_recognition"),
    Card("forward", "Deploy 10,000 forward", ("hawks",), 2, "order_forward", "cards.forward",
         needs=_room_for_troops,
         refusal="it needs a decided zone and at most 60,000 guarantor troops"),
    Card("commit", "Commit to Article 5 in public", ("us",), 1, "order_commit", "cards.commit"),
    Card("aid", "Aid package", ("us",), 1, "order_aid", "cards.aid"),
    Card("aid-pause", "Pause aid", ("us",), 0, "order_aid", "cards.aid", -1.0),
    Card("press", "Press for a deal", ("us",), 1, "order_press", "cards.press", needs=_bargains,
         refusal="a supportive administration does not press for a deal"),
    Card("bridge", "Bridge the divide", ("hawks", "cautious"), 1, "order_bridge", "cards.bridge",
         joint=2),
    Card("red-line-list", "Caution and a red-line list", ("cautious",), 0, "order_caution",
         "cards.caution"),
    Card("joint-plan", "Joint NATO-EU plan", ("eu",), 1, "order_joint_plan", "cards.joint_plan"),
    Card("facility", "Macro-financial facility", ("eu",), 2, "order_facility", "cards.facility"),
    Card("eu-mission", "Decide the EU mission", ("eu",), 2, "order_eu_mission",
         "cards.eu_mission", needs=_joint_mission,
         refusal="no EU zone is proposed and undecided"),
    Card("sanctions-up", "Sanctions up", ("eu", "us"), 1, "order_sanctions", "cards.sanctions"),
    Card("relief", "Offer sanctions relief", ("eu", "us"), 1, "order_relief", "cards.relief"),
    Card("frozen-assets", "Use frozen assets", ("eu",), 2, "order_assets", "cards.frozen_assets"),
    Card("draft", "Draft a DMZ and mission", ("eu", "us"), 1, "order_draft", "cards.draft",
         needs=_talks_possible, refusal="the diplomatic channel is below 0.2"),
    Card("back-channel", "Back-channel", ("kyiv", "moscow", "eu", "us"), 1, "order_channel",
         "cards.back_channel"),
    Card("fortify", "Fortify a sector", ("kyiv",), 1, "order_fortify", "cards.fortify",
         target="S"),
    Card("counter-attack", "Counter-attack in a sector", ("kyiv",), 2, "order_counter",
         "cards.counter_attack", target="S", needs=_at_war, refusal="a ceasefire is in force"),
    Card("mobilise-kyiv", "Mobilise", ("kyiv",), 2, "order_mobilise_kyiv", "cards.mobilise_kyiv"),
    Card("mobilise-moscow", "Mobilise", ("moscow",), 2, "order_mobilise_moscow",
         "cards.mobilise_moscow"),
    Card("offensive", "Offensive in a sector", ("moscow",), 1, "order_offensive",
         "cards.offensive", target="S"),
    Card("nuclear-signal", "Nuclear signalling", ("moscow",), 1, "order_nuclear",
         "cards.nuclear_signal"),
    Card("accept-talks-moscow", "Accept talks", ("moscow",), 0, "order_talks_moscow",
         "cards.talks"),
    Card("refuse-talks-moscow", "Refuse talks", ("moscow",), 0, "order_talks_moscow",
         "cards.talks", -1.0),
    Card("accept-talks-kyiv", "Accept talks", ("kyiv",), 0, "order_talks_kyiv", "cards.talks"),
    Card("refuse-talks-kyiv", "Refuse talks", ("kyiv",), 0, "order_talks_kyiv", "cards.talks",
         -1.0),
    Card("passports", "Annexation law, passports", ("moscow", "separatists"), 1,
         "order_passports", "cards.passports"),
    Card("provocation", "Provocation at the line", ("separatists",), 1, "order_provocation",
         "cards.provocation", target="S"),
    Card("confidence", "Confidence measure", EVERYONE, 1, "order_confidence",
         "cards.confidence", joint=2),
    Card("suspend-act", "Suspend the Founding Act", ("us", "hawks", "cautious"), 0,
         "order_suspend", "cards.suspend_act", needs=_act_in_force,
         refusal="nothing is left of the Act"),
)  # fmt: skip

DECK = Deck(SEATS, CARDS)


def cost_of(card: Card, state: State, game: Game) -> int:
    """What a card costs now in playthrough 0."""
    return int(costs_of(card, state, game)[0])


def costs_of(card: Card, state: State, game: Game) -> FloatArray:
    """What a card costs, (B,); Kyiv attacks for 1 less behind an over-extended guarantee (R7)."""
    cost = card.cost + 0.0 * state.turn
    if card.id != "counter-attack":
        return cost
    return cost - ops.flag(formulas.compellence(state, game) > 0)

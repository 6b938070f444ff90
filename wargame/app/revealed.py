"""What a turn revealed: the cards that lay hidden, and the alliance's votes on the zones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from wargame.app.position import Position
from wargame.app.records import CardPlayed, VoteView
from wargame.engine.contributions import Score
from wargame.engine.decisions import Decision
from wargame.engine.draws import Draws
from wargame.engine.ledger import Entry
from wargame.engine.ops import FloatArray
from wargame.engine.rule import Game
from wargame.engine.sequence import TurnPlayed
from wargame.players.table import explain_choice
from wargame.rules.deck import DECK

VOTE, VETO = "alliance.vote", "alliance.veto"  # the rules that draw
CONSENSUS = "consensus"  # the score of the vote
# Bands of the chance that a vote passes in a quarter, in words (judgement).
VOTE_WORDS = ((0.05, "very low"), (0.20, "low"), (0.40, "moderate"), (0.65, "elevated"))
TOO_FEW = "it takes {needed} seats, and {count} played it"
_SMALL = 0.05  # log-odds that would be written as 0.0

Reasons = Mapping[tuple[str, str], tuple[str, ...]]  # (seat, card) -> the strongest first


def cards_played(
    decisions: Sequence[Decision], here: Position, game: Game
) -> tuple[CardPlayed, ...]:
    """The cards played in playthrough 0, seat by seat.

    here : where the session stood before the turn; game : the one the turn was played in.
    """
    told = [d for d in decisions if d.card in {c.id for c in DECK.cards} and _played(d)]
    order = [seat.id for seat in DECK.seats]
    players, reasons = dict(here.setting.doctrines), _reasons(here, game)
    found = []
    for decision in sorted(told, key=lambda d: order.index(d.seat)):
        card = DECK.find(decision.card)
        count = len({d.seat for d in told if d.card == decision.card})
        few = TOO_FEW.format(needed=card.joint, count=count) if count < card.joint else ""
        found.append(
            CardPlayed(
                seat=decision.seat,
                seat_name=DECK.seat(decision.seat).name,
                title=card.title,
                sector=_sector(decision, game) if card.target else "",
                outcome=few,
                by=players.get(decision.seat, ""),
                reasons=reasons.get((decision.seat, decision.card), ()),
            )
        )
    return tuple(found)


def _reasons(here: Position, game: Game) -> Reasons:
    """Why the seats given to doctrines chose what they chose."""
    state = here.now.state
    dice = Draws.of(here.seed).at(int(state.turn[0]) + 1)
    return {
        (seat, choice.card): tuple(reason.words for reason in choice.reasons)
        for seat, doctrine in here.setting.doctrines
        for choice in explain_choice(state, game, seat, doctrine, dice)
    }


def _amounts(decision: Decision) -> list[FloatArray]:
    """What the decision adds in playthrough 0, one array a field."""
    values = (np.atleast_1d(np.asarray(v, dtype=np.float64)) for v in decision.adds.values())
    return [value[..., 0] for value in values]


def _played(decision: Decision) -> bool:
    return any(np.any(amount != 0) for amount in _amounts(decision))


def _sector(decision: Decision, game: Game) -> str:
    """The id of the sector that the decision names, by its slot or by where it adds."""
    sectors: tuple[str, ...] = game.constants.sector_ids
    if decision.slot is not None:
        return sectors[decision.slot]
    return sectors[int(np.argmax(np.abs(np.ravel(_amounts(decision)[0]))))]


def votes_held(here: Position, turn: TurnPlayed) -> tuple[VoteView, ...]:
    """The vote on every zone that was proposed and not decided yet; none where nobody votes."""
    draws = {e.rule: e for e in turn.entries if e.draw is not None}
    if VOTE not in draws or VETO not in draws:
        return ()
    opening = turn.openings[draws[VOTE].phase]
    voted = (opening.guarantee * opening.proposed * (1 - opening.decided))[:, 0] > 0
    return tuple(
        _vote(
            slot, option.name, draws[VOTE], draws[VETO], treaty=bool(opening.article5[slot, 0] > 0)
        )
        for slot, option in enumerate(here.options)
        if voted[slot]
    )


def _vote(slot: int, zone: str, vote: Entry, veto: Entry, *, treaty: bool) -> VoteView:
    if vote.draw is None:
        raise ValueError("a vote without a draw")
    chance = _at(vote.draw.probability, slot)
    return VoteView(
        zone=zone,
        passed=_at(vote.amount, slot) > 0,
        blocked=treaty and _at(veto.amount, slot) > 0,
        chance_words=vote_words(chance),
        terms=_terms(vote.draw.scores[CONSENSUS], slot),
    )


def _terms(score: Score, slot: int) -> tuple[tuple[str, float], ...]:
    amounts = [(name, _at(term, slot)) for name, term in score.terms.items()]
    moved = [(name, amount) for name, amount in amounts if abs(amount) >= _SMALL]
    return tuple(sorted(moved, key=lambda term: -abs(term[1])))


def _at(value: object, slot: int) -> float:
    """The number of a slot in playthrough 0, of (Z, B), (1, B), (B,) or a number."""
    array = np.asarray(value, dtype=np.float64)
    if array.ndim == 0:
        return float(array)
    row = array if array.ndim == 1 else array[min(slot, array.shape[0] - 1)]
    return float(row[0])


def vote_words(chance: float) -> str:
    """The chance that a vote passes in a quarter, in words."""
    return next((words for limit, words in VOTE_WORDS if chance < limit), "high")

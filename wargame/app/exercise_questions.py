"""Events to ask estimates for: what they say, how likely they are from here, whether they happened.

The chance is that of an ensemble from the state shown, with the zones that are on and without the
dice of the table; the answer is read off the turns that were played.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from wargame.app.exercise import ExerciseDesk
from wargame.app.outlook import FIRST, OutlookRequest, clash_words
from wargame.app.position import Position
from wargame.app.session import Session
from wargame.app.standing import Standing
from wargame.app.tasks import TaskControl
from wargame.engine.draws import Draws
from wargame.engine.errors import IllegalDecision
from wargame.engine.ops import FloatArray
from wargame.engine.state import State
from wargame.exercise import said
from wargame.exercise.amended import Withdraw
from wargame.exercise.estimates import (
    COIN,
    FEW_ANSWERS,
    HAND_STEPS,
    HANDS,
    MODEL,
    Bin,
    Estimate,
    Event,
    Kind,
    Question,
    Score,
)
from wargame.forecast.ensemble import Record, play_chunk
from wargame.players.table import seats_played

__all__ = [
    "COIN", "FEW_ANSWERS", "HANDS", "HAND_STEPS", "KINDS", "MODEL", "Answer", "Bin", "Chance",
    "Estimate", "Event", "Kind", "Question", "Score", "answers", "ask", "ask_freely", "chances",
    "offered", "record", "resolve", "sentence", "show_hands", "usual", "withdraw",
]  # fmt: skip

STAGES = (1_000, 4_000)  # playthroughs: a standard error of at most 0.8 points at the end
KINDS: Mapping[Kind, str] = {
    "ceasefire": "Ceasefire",
    "truce_holds": "Ceasefire holds",
    "clash": "Direct clash",
    "stability": "Stability of the front",
    "lost": "Ground lost",
    "sector": "Stability of a sector",
}
AHEAD = 4  # turns that a question speaks of at first: a year


@dataclass(frozen=True, slots=True)
class Chance:
    """How often an event came about among so many playthroughs from here."""

    share: float
    runs: int
    words: str  # "low", in place of the number above escalation rung 4
    final: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What the turns played say of a question."""

    question: str  # its id
    turn: int  # the turn that answered it
    happened: bool


# ------------------------------------------------------------------------------ what can be asked


def offered(*, ceasefire: bool) -> tuple[Kind, ...]:
    """The kinds that can be asked of a game with or without a ceasefire in force."""
    hidden = "ceasefire" if ceasefire else "truce_holds"
    return tuple(kind for kind in KINDS if kind != hidden)


def usual(kind: Kind, turn: int, last: int, now: Mapping[str, float], sector: str = "") -> Event:
    """The event that is offered first: about a year ahead, near where things stand now.

    now : stability of the front, square kilometres lost, and each sector's stability by its id.
    """
    value = 0.0
    if kind == "stability":
        value = float(round(now["stability"] / 5) * 5)
    elif kind == "lost":
        value = float(max(0, round((now["lost"] + 1000) / 500) * 500))
    elif kind == "sector":
        value = float(min(max(20 * round(now.get(sector, 50.0) / 20), 20), 80))
    named = sector if kind == "sector" else ""
    return Event(kind=kind, turn=min(turn + AHEAD, last), value=value, sector=named)


def sentence(event: Event, labels: Sequence[str], sectors: Mapping[str, str]) -> str:
    """The event as people are asked for it; `labels` of the turns, names of sectors by id."""
    label = labels[event.turn] if event.turn < len(labels) else ""
    when = f"turn {event.turn}" + (f" ({label})" if label else "")
    number = f"{event.value:,.0f}".replace("-", "\N{MINUS SIGN}")
    sector = sectors.get(event.sector, event.sector)
    said_of: dict[Kind, str] = {
        "ceasefire": f"A general ceasefire is in force by {when}",
        "truce_holds": f"The ceasefire in force holds through {when}",
        "clash": f"NATO and Russia clash directly, rung 5 or above, by {when}",
        "stability": f"Stability of the front is above {number} after {when}",
        "lost": f"Kyiv has lost more than {number} km\N{SUPERSCRIPT TWO} net since the start "
        f"by {when}",
        "sector": f"Stability of {sector} is below {number} after {when}",
    }
    return said_of[event.kind]


def ask(desk: ExerciseDesk, standing: Standing, event: Event, found: Chance) -> None:
    """The event is put to the room with the model's forecast; IllegalDecision when the game moved.

    The forecast must be about the state that people estimate from.
    """
    now = desk.session.standing()
    if _key(now) != _key(standing):
        words = "the game moved on while the model looked ahead; ask again"
        raise IllegalDecision("estimate", words)
    names = {s.id: s.name for s in standing.scenario.sectors}
    question = Question(
        id=_free_id(desk),
        text=sentence(event, desk.session.view().turn_labels, names),
        model=found.share,
        event=event,
        model_words=found.words,
        runs=found.runs,
    )
    desk.do(said.Ask, question=question)


def ask_freely(desk: ExerciseDesk, text: str) -> None:
    """A question in people's own words: no forecast, resolved by hand."""
    if not text.strip():
        raise IllegalDecision("estimate", "write the event that happens or does not")
    desk.ask(_free_id(desk), text)


def _free_id(desk: ExerciseDesk) -> str:
    taken = {question.id for question in desk.state.questions}
    return next(f"E{n}" for n in range(1, len(taken) + 2) if f"E{n}" not in taken)


def _key(standing: Standing) -> tuple[object, ...]:
    here = standing.here
    return (here.seed, here.turn, here.now.digest, here.options, here.setting)


def record(desk: ExerciseDesk, question: str, estimates: Sequence[Estimate]) -> None:
    """These estimates stand."""
    desk.do(said.Say, question=question, estimates=tuple(estimates))


def show_hands(
    desk: ExerciseDesk, question: str, counts: Mapping[float, int], team: str = ""
) -> None:
    """So many people at each probability, in place of the show of hands before."""
    made = [
        Estimate(who=HANDS, team=team, probability=p, people=n, hands=True)
        for p, n in counts.items()
        if n
    ]
    if not made:
        raise IllegalDecision("estimate", "count the hands at one probability at least")
    record(desk, question, made)


def resolve(desk: ExerciseDesk, question: str, *, outcome: bool) -> None:
    """It happened, or it did not."""
    desk.resolve(question, outcome=outcome)


def withdraw(desk: ExerciseDesk, question: str) -> None:
    """It is not asked any more."""
    desk.do(Withdraw, question=question)


# ------------------------------------------------------------------------------------ how likely


def chances(
    standing: Standing, event: Event, control: TaskControl, stages: Sequence[int] = STAGES
) -> Iterator[Chance]:
    """How likely the event is from here, surer at every stage; Cancelled when asked to stop.

    Raises IllegalDecision where its turn has been played or lies after the last one.
    """
    turns = event.turn - standing.turn
    if turns < 1 or event.turn > standing.scenario.turns:
        raise IllegalDecision("estimate", f"turn {event.turn} is not one of those to be played")
    request = OutlookRequest.of(standing.scenario, standing.shelf, standing.here)
    line = request.line(request.chosen)
    players = seats_played(line.game, standing.here.setting.doctrines)
    row = _row(standing, event)
    hits, known = 0, 0
    for runs in stages:
        control.report(known / stages[-1], f"Looking ahead: {runs:,} playthroughs to the turn")
        draws = Draws.of(standing.here.seed, FIRST + known, runs - known)
        opening, pulse = partial(_again, line.opening, runs - known), control.check
        played = play_chunk(
            opening, line.game, turns, draws, players, each_sector=bool(event.sector), pulse=pulse
        )
        hits, known = hits + int(_came(played, event, row, turns).sum()), runs
        share = hits / known
        words = clash_words(share) if event.in_words_only else ""
        yield Chance(share, known, words, final=runs == stages[-1])


def _again(state: State, count: int, draws: Draws) -> State:
    """The same state so many times; dice come in only with the turns."""
    return state.taken(np.zeros(count, dtype=np.intp))


def _row(standing: Standing, event: Event) -> int:
    """The row of the event's sector; 0 where it names none."""
    if not event.sector:
        return 0
    ids = [sector.id for sector in standing.scenario.sectors]
    if event.sector not in ids:
        raise IllegalDecision("estimate", f"there is no sector {event.sector[:40]}")
    return ids.index(event.sector)


def _came(played: Record, event: Event, row: int, turns: int) -> FloatArray:
    """Whether it came about, (B,) of 0 and 1."""
    found: FloatArray
    if event.kind == "ceasefire":
        found = np.max(played.ceasefire, axis=0)
    elif event.kind == "truce_holds":
        found = np.min(played.ceasefire, axis=0)
    elif event.kind == "clash":
        found = np.max(played.clash, axis=0)
    elif event.kind == "stability":
        found = np.where(played.overall[-1] > event.value, 1.0, 0.0)
    elif event.kind == "lost":
        found = np.where(played.lost[-1] > event.value, 1.0, 0.0)
    else:
        found = np.where(played.sectors[turns][row] < event.value, 1.0, 0.0)
    return found


# ------------------------------------------------------------------------------- what happened


def answers(session: Session) -> tuple[Answer, ...]:
    """What the turns played say of every question that is not resolved, as far as they do."""
    state = session.position.exercise
    if state is None:
        return ()
    ids = [sector.id for sector in session.scenario.sectors]
    found = (_answer(q, session.position, ids) for q in state.questions if q.outcome is None)
    return tuple(answer for answer in found if answer is not None)


def _answer(question: Question, here: Position, sectors: Sequence[str]) -> Answer | None:
    event = question.event
    if event is None:
        return None
    states = [played.state for played in here.played[question.turn + 1 : event.turn + 1]]
    over = here.turn >= event.turn
    if event.kind in ("ceasefire", "clash", "truce_holds"):
        holds = event.kind == "truce_holds"
        name = "clash" if event.kind == "clash" else "ceasefire"
        for turn, state in enumerate(states, question.turn + 1):
            if (float(state[name][0]) > 0) != holds:  # the first turn that decides it
                return Answer(question.id, turn, not holds)
        return Answer(question.id, event.turn, holds) if over else None
    if not over or not states:
        return None
    last = states[-1]
    if event.kind == "stability":
        happened = float(last.stability_overall[0]) > event.value
    elif event.kind == "lost":
        happened = float(last.lost[0]) > event.value
    else:
        happened = float(last.stability[sectors.index(event.sector), 0]) < event.value
    return Answer(question.id, event.turn, happened)

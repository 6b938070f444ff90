"""At the ends of the scale the model stays sane (model.md 7.3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from wargame.engine import ops
from wargame.engine.contributions import Change
from wargame.engine.draws import Draws
from wargame.engine.ops import FloatArray
from wargame.engine.rule import Game
from wargame.engine.sequence import play_out, play_turn
from wargame.engine.state import State
from wargame.forecast.bench import Bench, everywhere, random_states
from wargame.rules.fields import COLLAPSE_AVERSE, RESTRAINED
from wargame.rules.start import derived_fields

LONG_GAME = 40  # turns
LEAST_HELD = 0.8  # share of restrained or averse postures where the front is silent and ruined
MOST_ADVANCE = 0.15  # of the undeterred, where deterrence is full
MOST_BY_BALANCE = 6.1  # e^(1.5 * 1.2), rounded up


@dataclass(frozen=True, slots=True)
class Extreme:
    """One condition: what it says, whether it held, and the figure it was judged by."""

    says: str
    passed: bool
    figure: str


def extremes(bench: Bench, seed: int, count: int) -> list[Extreme]:
    """Every condition, on `count` playthroughs each."""
    checks: tuple[Callable[[Bench, int, int], Iterator[Extreme]], ...] = (
        _deterred, _hollow, _by_balance, _silent_and_ruined, _not_proposed, _no_length, _repeated,
        _long,
    )  # fmt: skip
    return [found for check in checks for found in check(bench, seed, count)]


def _at_war(bench: Bench, option: str, seed: int, count: int) -> tuple[State, Game]:
    """Random states in open war, local pressure at rest, with a salient that is never used up."""
    game = bench.game(option)
    state = random_states(bench, option, game, seed, count)
    still = (("ceasefire", 0.0), ("fighting", 1.0), ("kursk", 1e9), ("pressure", 0.0))
    for name, value in (*still, ("balance", 0.0)):
        state = everywhere(state, name, value)
    return state, game


def _advance(state: State, game: Game) -> FloatArray:
    """Ground an attack takes in each sector before counter-attacks, km2, (S, B)."""
    dice = Draws.of(3, 0, state.playthroughs).at(4)
    given = game.rulebook.find("front.movement")(state, game, dice)
    net = next(c for c in given if isinstance(c, Change) and c.field == "net")
    return ops.total(v for k, v in net.terms.items() if k != "counter-attacks")


def _deterred(bench: Bench, seed: int, count: int) -> Iterator[Extreme]:
    state, game = _at_war(bench, "none", seed, count)
    free, full = (_advance(everywhere(state, "deterrence", d), game) for d in (0.0, 1.0))
    ratio = float((full / free).max())
    says = "full deterrence leaves less than 15 % of the advance"
    yield Extreme(says, ratio < MOST_ADVANCE, f"{ratio:.3f}")


def _hollow(bench: Bench, seed: int, count: int) -> Iterator[Extreme]:
    largest, same = 0.0, True
    for option in ("gov", "gov-now", "buffer", "all", "eu"):
        game = bench.game(option)
        empty = bench.game(option, parameters={"k_base": -50.0})
        state = random_states(bench, option, game, seed, count)
        found = derived_fields(state, empty)
        largest = max(largest, float(found["deterrence"].max()), found["guarantee_seen"].max())
        same = same and np.array_equal(found["red_line"], derived_fields(state, game)["red_line"])
    says = "a guarantee nobody believes protects nothing, and its red-line pressure stays"
    yield Extreme(says, bool(largest < 1e-12 and same), f"deterrence {largest:.1e}")


def _by_balance(bench: Bench, seed: int, count: int) -> Iterator[Extreme]:
    state, game = _at_war(bench, "none", seed, count)
    level = _advance(state, game)
    most = 0.0
    for sign in (-1, 1):
        moved = _advance(everywhere(state, "balance", sign * 1.2), game)
        most = max(most, float(((moved / level) ** sign).max()))
    says = "the most one-sided balance moves the line about six times as fast, and no more"
    yield Extreme(says, 1 < most <= MOST_BY_BALANCE, f"{most:.2f}")


def _silent_and_ruined(bench: Bench, seed: int, count: int) -> Iterator[Extreme]:
    game, dice = bench.game("none"), Draws.of(seed, 0, count)
    state, shares = bench.opening("none", game, dice), []
    for _ in range(12):
        for name, value in (("fighting", 0.0), ("strain", 1.0), ("ceasefire", 1.0)):
            state = everywhere(state, name, value)
        state = play_turn(state, (), game, dice, keep_ledger=False).state
        shares.append(float(np.isin(state.posture, (RESTRAINED, COLLAPSE_AVERSE)).mean()))
    late = float(np.mean(shares[-4:]))
    says = "a silent front and a ruined economy make Moscow hold back in over 80 % of games"
    figure = (
        f"{shares[0]:.2f} in the first quarter, while momentum lasts; {late:.2f} in the third year"
    )
    yield Extreme(says, late > LEAST_HELD, figure)


def _not_proposed(bench: Bench, seed: int, count: int) -> Iterator[Extreme]:
    largest = 0.0
    for option in bench.options:
        game = bench.game(option)
        state = random_states(bench, option, game, seed, count)
        for name in ("proposed", "decided", "implemented"):
            state = everywhere(state, name, 0.0)
        largest = max(largest, float(derived_fields(state, game)["red_line"].max()))
    yield Extreme("what nobody has proposed crosses no red line", largest == 0, f"{largest:g}")


def _no_length(bench: Bench, seed: int, count: int) -> Iterator[Extreme]:
    state, game = _at_war(bench, "all", seed, count)
    length = game.constants.length.copy()
    length[4] = 1e-12
    short = game.constants.replaced({"length": length, "length_share": length / length.sum()})
    without = replace(game, constants=short)
    ground = float(np.abs(_advance(state, without)[4]).max())
    quiet = np.array(state.fighting)
    quiet[4] = 0.0
    x, y = (
        derived_fields(s, without)["exposure"] for s in (state, state.changed({"fighting": quiet}))
    )
    far = float(np.abs(x - y).max())
    says = "a sector without length moves no ground and exposes nobody"
    yield Extreme(says, ground < 1e-9 and far < 1e-12, f"{ground:.1e} km2, {far:.1e}")


def _repeated(bench: Bench, seed: int, count: int) -> Iterator[Extreme]:
    game, dice = bench.game("dmz"), Draws.of(seed, 0, 3)
    opening = bench.opening("dmz", game, dice)
    yield Extreme(
        "no turns return the state itself", play_out(opening, 0, game, dice) is opening, ""
    )
    digests = [
        play_out(bench.opening("dmz", game, d), 8, game, d).digest()
        for d in (dice, dice, Draws.of(seed + 1, 0, 3))
    ]
    same = digests[0] == digests[1] != digests[2]
    yield Extreme("the same seed gives the same game, another seed another", same, "")


def _long(bench: Bench, seed: int, count: int) -> Iterator[Extreme]:
    wrong: set[str] = set()
    for option in bench.options:
        for political in (False, True):
            game, dice = bench.game(option, political=political), Draws.of(seed, 0, count)
            state = bench.opening(option, game, dice, sample=True)
            for _ in range(LONG_GAME):
                state = play_turn(state, (), game, dice, keep_ledger=False).state
                wrong.update(insane(state))
    says = (
        "forty turns of every option stay finite, within limits, chances in 0..1, indices in 0..100"
    )
    yield Extreme(says, not wrong, ", ".join(sorted(wrong)) or "nothing outside")


def insane(state: State) -> set[str]:
    """The fields that hold something they never may."""
    wrong = {
        name
        for name, spec in state.fields.items()
        if not (
            np.isfinite(state[name]) & (state[name] >= spec.low) & (state[name] <= spec.high)
        ).all()
        or (spec.kind == "flag" and not np.isin(state[name], (0.0, 1.0)).all())
        or (spec.kind == "category" and not (state[name] == np.floor(state[name])).all())
    }
    hundred = ("stability", "stability_overall", "weakest", "deescalation", "principle", "norm")
    one = ("holds", "quiet", "onset_chance", "credibility", "deterrence", "red_line")
    tops = (
        dict.fromkeys(hundred, 100) | dict.fromkeys(one, 1) | {"precedent": 110, "violations": 1.5}
    )
    outside = {n for n, top in tops.items() if not ((state[n] >= 0) & (state[n] <= top)).all()}
    return wrong | outside

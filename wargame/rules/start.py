"""The opening state: scenario values with their spread, and every other field at nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from wargame.engine import ops
from wargame.engine.draws import Draws
from wargame.engine.ops import FloatArray
from wargame.engine.rule import Game
from wargame.engine.state import State
from wargame.rules import formulas
from wargame.rules.fields import DOUBLE_DOWN, FIELDS
from wargame.rules.indices import stability
from wargame.rules.separatists import flare_odds

OPENING_RUNG = 3.0  # high-intensity war in Ukraine and Kursk (model.md, section 2.1, row 32)


@dataclass(frozen=True, slots=True)
class Spread:
    """An opening value and how it may vary from playthrough to playthrough."""

    mode: float
    low: float
    high: float
    kind: Literal["triangular", "normal"] = "triangular"
    deviation: float = 0.0  # of a normal


def opening_state(
    game: Game,
    initial: Mapping[str, Spread],
    zones: Mapping[str, FloatArray],
    draws: Draws,
    *,
    sample: bool = False,
    propose: bool = True,
    indices: bool = True,
) -> State:
    """The state at turn 0, with its derived fields and indices.

    Without `indices` those are nothing, as every turn finds them when it starts: for playthroughs
    of which nobody reads the opening.

    `zones` holds the zone terms, each (Z,). Triangular fields start at their mode unless `sample`;
    normal ones always vary (model.md, section 3, "Initial state").
    """
    dice = draws.at(0).keyed("start")
    count = len(draws.playthroughs)
    nothing = np.zeros(1)  # one number in memory, however many playthroughs
    arrays = {name: np.broadcast_to(nothing, _shape(name, game, count)) for name in FIELDS}
    for name, spread in initial.items():
        arrays[name] = _opening_value(arrays[name], name, spread, dice, sample)
    for name, values in zones.items():
        arrays[name] = np.array(np.broadcast_to(values[:, None], arrays[name].shape))
    if propose:
        arrays["proposed"] = np.where(arrays["guarantee"] > 0, 1.0, 0.0)
    arrays["us_posture_next"] = _next_administration(game, dice)
    started = {"posture": DOUBLE_DOWN, "rung": OPENING_RUNG, "rung_max": OPENING_RUNG}
    for name, value in (started | {"fighting": 1.0, "violations": 1.0}).items():
        arrays[name] = arrays[name] + value
    arrays["irregulars"] = arrays["irregulars"] + game.constants.irregulars
    opened = State(FIELDS, arrays)
    return with_indices(opened, game) if indices else opened


def _shape(name: str, game: Game, count: int) -> tuple[int, ...]:
    """The shape of a field's array."""
    sizes = {
        "S": game.constants.length.shape[0],
        "R": game.constants.region_offset.shape[0],
        "Z": game.inputs.occupied.shape[0],
    }
    axes = FIELDS[name].axes
    return (*(sizes[a] for a in axes), count)


def _opening_value(
    like: FloatArray, name: str, spread: Spread, dice: Draws, sample: bool
) -> FloatArray:
    """One field's opening values, shaped like `like`."""
    elements = like.shape[0] if like.ndim > 1 else None
    if spread.kind == "normal":
        drawn = spread.mode + spread.deviation * dice.normal(name, elements)
        return ops.clip(drawn, spread.low, spread.high)
    if not sample or spread.high <= spread.low:
        return like + spread.mode
    return triangular(dice.uniform(name, elements), spread)


def triangular(u: FloatArray, spread: Spread) -> FloatArray:
    """The quantile u of a triangular distribution."""
    width = spread.high - spread.low
    turn = (spread.mode - spread.low) / width
    rising = spread.low + np.sqrt(u * width * (spread.mode - spread.low))
    falling = spread.high - np.sqrt((1 - u) * width * (spread.high - spread.mode))
    return np.where(u < turn, rising, falling)


def _next_administration(game: Game, dice: Draws) -> FloatArray:
    """Which posture the incoming US administration takes, (B,)."""
    shares = np.cumsum(game.constants.us_posture_next)
    u = dice.uniform("us_posture_next")
    return np.where(u < shares[0], 0.0, np.where(u < shares[1], 1.0, 2.0))


def derived_fields(state: State, game: Game) -> dict[str, FloatArray]:
    """K, X, V, then D, G and the chance of a ceasefire, as one state would give them."""
    k = formulas.credibility(state, game).value
    found = {
        "credibility": k,
        "exposure": formulas.exposure(state, game).value,
        "red_line": formulas.red_line(state, game).value,
        "deterrence": formulas.deterrence(k, state, game),
        "guarantee_seen": formulas.guarantee_seen(k, state, game),
    }
    return {name: np.array(np.broadcast_to(v, state[name].shape)) for name, v in found.items()}


def onset_chance(state: State, game: Game) -> FloatArray:
    """The chance of a ceasefire this quarter, (B,)."""
    return formulas.moscow_accepts(state, game).value * formulas.kyiv_accepts(state, game).value


def with_indices(state: State, game: Game) -> State:
    """The same state with derived fields and indices worked out from it alone."""
    state = state.changed(derived_fields(state, game))
    state = state.changed({"onset_chance": onset_chance(state, game)})
    found = stability(state, game)
    p = game.parameters
    principle = (
        p.principle_norm * state.norm + p.principle_ground + p.principle_frozen * (1 - state.frozen)
    )
    return state.changed(
        {
            "holds": found.holds,
            "quiet": found.quiet,
            "stability": found.sectors,
            "stability_overall": found.overall,
            "weakest": found.weakest,
            "principle": principle,
            "flare_chance": flare_odds(state, game).value,
            "precedent": 100 - state.norm,
        }
    )

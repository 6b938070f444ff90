"""The measures by which options are compared, each one number a playthrough.

Source: model.md, sections 5 and 8.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from wargame.engine.ops import FloatArray
from wargame.forecast.ensemble import Record
from wargame.forecast.tally import Scale

DURABLE_TURNS = 8  # quarters without a general collapse that make a ceasefire durable
EARLY_TURN = 4
INDEX_SCALE = Scale(-50, 150, 8192)  # indices run from 0 to 100, a few a little beyond
SHARE_SCALE = Scale(0, 1, 2)


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: what it is, in which unit, and whether it is a share of playthroughs."""

    key: str
    meaning: str
    unit: str
    kind: Literal["value", "share"] = "value"
    scale: Scale = INDEX_SCALE  # where values are expected when they are counted and not kept


MEASURES = (
    Measure("stability", "overall stability after the last turn", "0..100"),
    Measure("stability_t4", "overall stability after turn 4", "0..100"),
    Measure("weakest", "lowest sector after the last turn", "0..100"),
    Measure("ceasefire_any", "a ceasefire at the end of any turn", "share", "share", SHARE_SCALE),
    Measure(
        "durability_8q", "the first ceasefire outlasts 8 quarters", "share", "share", SHARE_SCALE
    ),
    Measure("clash", "a direct clash, rung 5 or more", "share", "share", SHARE_SCALE),
    Measure(
        "km2_lost",
        "ground lost by Kyiv, net, Kursk apart",
        "km2",
        scale=Scale(-50_000, 500_000, 16_384),  # Ukraine has 604,000 km2
    ),
    Measure("frozen", "frozen-conflict index", "0..100"),
    Measure("norm", "sovereignty-norm index", "0..100"),
    Measure("precedent", "precedent index", "0..110"),
    Measure("principle", "principle index", "0..100"),
    Measure("deescalation", "short-term de-escalation, first 4 turns", "0..100"),
    Measure("cohesion", "alliance cohesion", "0..1", scale=Scale(0, 1)),
    Measure("reconstruction", "net reconstruction", "bn USD", scale=Scale(-1000, 1000, 16_384)),
    Measure("casualties", "casualty index", "index", scale=Scale(0, 200)),
)
BY_KEY: Mapping[str, Measure] = {m.key: m for m in MEASURES}


def outcomes(record: Record) -> dict[str, FloatArray]:
    """Every measure of a chunk, (B,) each; nan where a playthrough has none."""
    last = record.last
    if last is None:
        raise ValueError("no turn has been played")
    nothing = np.full(last.playthroughs, np.nan)
    early = record.overall[EARLY_TURN - 1] if len(record.overall) >= EARLY_TURN else nothing
    return {
        "stability": last.stability_overall,
        "stability_t4": early,
        "weakest": last.weakest,
        "ceasefire_any": np.max(record.ceasefire, axis=0),
        "durability_8q": first_ceasefire_lasts(np.array(record.began), np.array(record.collapsed)),
        "clash": last.clash,
        "km2_lost": last.lost,
        "frozen": 100 * last.frozen,
        "norm": last.norm,
        "precedent": last.precedent,
        "principle": last.principle,
        "deescalation": last.deescalation,
        "cohesion": last.cohesion,
        "reconstruction": last.reconstruction,
        "casualties": last.casualties,
    }


def first_ceasefire_lasts(began: FloatArray, collapsed: FloatArray) -> FloatArray:
    """1 where the first ceasefire saw no general collapse in its next 8 turns, else 0, (B,).

    began, collapsed : (T, B) flags. nan where no first ceasefire began by turn T - 8.
    """
    turns = began.shape[0]
    first = np.where(began.max(axis=0) > 0, began.argmax(axis=0), turns)
    turn = np.arange(turns)[:, None]
    watched = (turn > first) & (turn <= first + DURABLE_TURNS)
    fell = (collapsed * watched).max(axis=0)
    return np.where(first < turns - DURABLE_TURNS, 1.0 - fell, np.nan)

"""A study as JSON and CSV read it: plain numbers and sentences, one row a factor."""

from __future__ import annotations

from typing import Any

from wargame.app import sensitivity_words as words
from wargame.app.sensitivity_records import Factor, Flip, Sensitivity, Swing

COLUMNS = (
    "factor", "meaning", "unit", "now", "low", "high",
    "effect_at_low", "effect_at_low_error", "effect_at_high", "effect_at_high_error",
    "morris", "morris_low", "morris_high", "morris_mean", "morris_spread",
    "sobol_first", "sobol_first_error", "sobol_total", "sobol_total_error",
    "flips_above", "flips_below",
)  # fmt: skip


def plain(found: Sensitivity) -> dict[str, Any]:
    """Everything that a study found; numbers also where a person would read words."""
    question = found.question
    return {
        "measure": question.measure,
        "meaning": found.measure.meaning,
        "unit": found.measure.unit,
        "option": question.option,
        "against": question.against or None,
        "seed": found.seed,
        "mode": found.mode,
        "switches": [*found.switches],
        "from_turn": found.turn,
        "to_turn": found.last_turn,
        "runs": found.each,
        "runs_of_indices": found.shares_each or None,
        "playthroughs": found.playthroughs,
        "value": found.tornado.value,
        "error": found.tornado.error,
        "said": words.now_sentence(found),
        "tornado": [_swing(swing) for swing in found.tornado.swings],
        "morris": [
            {
                "factor": row.factor.name,
                "strength": row.strength,
                "low": row.low,
                "high": row.high,
                "mean": row.mean,
                "spread": row.spread,
            }
            for row in found.screened
        ],
        "sobol": [
            {
                "factor": row.factor.name,
                "first": row.alone,
                "first_error": row.alone_error,
                "total": row.whole,
                "total_error": row.whole_error,
            }
            for row in found.shares
        ],
        "flips": None if found.flips is None else [_flip(found, f) for f in found.flips.found],
        "lines": [
            {
                "across": line.across.name,
                "up": line.up.name,
                "flips": line.flips,
                "points": [list(point) for point in line.points],
                "said": words.line_sentence(found, line),
            }
            for line in found.lines
        ],
        "missing": found.missing or None,
    }


def _swing(swing: Swing) -> dict[str, Any]:
    factor = swing.factor

    def at(value: float) -> float | str:
        return factor.choices[int(value)] if factor.choices else value

    ends = [{"at": at(e.value), "effect": e.effect, "error": e.error} for e in swing.ends]
    return _head(factor) | {"now": at(factor.now), "ends": ends}


def _flip(found: Sensitivity, flip: Flip) -> dict[str, Any]:
    factor = flip.factor
    return {
        "factor": factor.name,
        "thresholds": [
            {"choice": factor.choices[int(t.value)]}
            if factor.choices
            else {
                "side": "above" if t.above else "below",
                "at": t.value,
                "low": t.low,
                "high": t.high,
            }
            for t in flip.thresholds
        ],
        "said": words.flip_sentence(found, flip),
    }


def rows(found: Sensitivity) -> list[dict[str, Any]]:
    """One row for each factor and, of a switch, each of its other choices."""
    flips = {f.factor.name: f for f in found.flips.found} if found.flips else {}
    told: list[dict[str, Any]] = []
    for swing in found.tornado.swings:
        name = swing.factor.name
        head = dict.fromkeys(COLUMNS, "") | _head(swing.factor) | _indices(found, name)
        told += _ends(head, swing, flips.get(name))
    return told


def _head(factor: Factor) -> dict[str, Any]:
    return {"factor": factor.name, "meaning": factor.meaning, "unit": factor.unit}


def _indices(found: Sensitivity, name: str) -> dict[str, Any]:
    """What Morris and Sobol say of a factor."""
    told: dict[str, Any] = {}
    for row in found.screened:
        if row.factor.name == name:
            told |= {"morris": row.strength, "morris_low": row.low, "morris_high": row.high}
            told |= {"morris_mean": row.mean, "morris_spread": row.spread}
    for share in found.shares:
        if share.factor.name == name:
            told |= {"sobol_first": share.alone, "sobol_first_error": share.alone_error}
            told |= {"sobol_total": share.whole, "sobol_total_error": share.whole_error}
    return told


def _ends(head: dict[str, Any], swing: Swing, flip: Flip | None) -> list[dict[str, Any]]:
    """A row for a number, and one for each choice of a switch."""
    factor, thresholds = swing.factor, flip.thresholds if flip else ()
    if factor.choices:
        flipping = {t.value for t in thresholds}
        return [
            head
            | {
                "now": words.setting_of(factor, factor.now),
                "high": words.setting_of(factor, end.value),
                "effect_at_high": end.effect,
                "effect_at_high_error": end.error,
                "flips_above": "yes" if end.value in flipping else "",
            }
            for end in swing.ends
        ]
    low, high = swing.ends
    row = head | {"now": factor.now, "low": factor.low, "high": factor.high}
    row |= {"effect_at_low": low.effect, "effect_at_low_error": low.error}
    row |= {"effect_at_high": high.effect, "effect_at_high_error": high.error}
    for threshold in thresholds:
        row["flips_above" if threshold.above else "flips_below"] = threshold.value
    return [row]

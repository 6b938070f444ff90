"""What a study found, in sentences: who is ahead, what would flip it, and what is not settled."""

from __future__ import annotations

from wargame.app.comparison_sets import LESS_IS_BETTER
from wargame.app.outlook import clash_words
from wargame.app.sensitivity_records import Factor, Flip, Line, Sensitivity, Threshold

CLASH = "clash"  # above escalation rung 4: words, not numbers
MINUS = "\N{MINUS SIGN}"


def figure(value: float) -> str:
    """A number of an assumption with three digits: "0.62", "−1.3", "60,000"."""
    text = f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
    return ("0" if float(value) == 0 else text).replace("-", MINUS)


def with_unit(value: float, unit: str) -> str:
    """A number with the unit where a reader needs it: "40 km", but "0.6"."""
    return figure(value) if unit in ("0..1", "1", "switch") else f"{figure(value)} {unit}"


def setting_of(factor: Factor, value: float) -> str:
    """The value of a factor: a number with its unit, or the choice of a switch."""
    return factor.choices[int(value)] if factor.choices else with_unit(value, factor.unit)


def span(factor: Factor) -> str:
    """Where the factor is now and may be: "now 0.35, range 0.1 to 0.8 log-odds"."""
    if factor.choices:
        return f"now {setting_of(factor, factor.now)}"
    high = with_unit(factor.high, factor.unit)
    return f"now {figure(factor.now)}, range {figure(factor.low)} to {high}"


def difference_sign(found: Sensitivity) -> int:
    """1 where the first option is ahead, -1 where the other is, 0 where they are alike."""
    value = found.tornado.value
    better = -value if found.question.measure in LESS_IS_BETTER else value
    return (better > 0) - (better < 0)


def ahead(found: Sensitivity) -> tuple[str, str]:
    """The option that is ahead and the one that is behind."""
    pair = (found.option_name, found.against_name)
    return pair if difference_sign(found) >= 0 else (pair[1], pair[0])


def settled(found: Sensitivity) -> bool:
    """Whether luck leaves no doubt that the figure differs from nothing."""
    return abs(found.tornado.value) > 1.96 * found.tornado.error


def about(found: Sensitivity) -> str:
    """What the study is about: "weakest sector ...: gov-now against dmz"."""
    if not found.against_name:
        return f"{found.measure.meaning}: {found.option_name}"
    return f"{found.measure.meaning}: {found.option_name} minus {found.against_name}"


def now_sentence(found: Sensitivity) -> str:
    """The figure under the present assumptions, and whether luck leaves it open."""
    told, error = found.tornado.value, 1.96 * found.tornado.error
    clash = found.question.measure == CLASH
    if not found.against_name:
        amount = clash_words(told) if clash else f"{amount_of(found, told)}"
        half = "" if clash else f" \N{PLUS-MINUS SIGN} {amount_of(found, error)}"
        return f"In this model, under the present assumptions: {amount}{half} (luck, 95 %)."
    first, second = ahead(found)
    numbers = "" if clash else f": {_interval(found, told, error)}"
    if difference_sign(found) == 0:
        return f"In this model {first} and {second} do not differ on {found.measure.meaning}."
    if not settled(found):
        return (
            f"In this model neither {first} nor {second} is clearly ahead on "
            f"{found.measure.meaning} under the present assumptions{numbers}."
        )
    return f"In this model {first} is ahead of {second} on {found.measure.meaning}{numbers}."


def _interval(found: Sensitivity, value: float, half: float) -> str:
    low, high = value - half, value + half
    ends = f"{amount_of(found, low)} to {amount_of(found, high)} by luck"
    return f"difference {amount_of(found, value)} ({ends})"


def amount_of(found: Sensitivity, value: float, *, sign: bool = False) -> str:
    """A figure of the measure, as many digits as it bears."""
    digits = {"km2": 0, "share": 3, "0..1": 2, "index": 2}.get(found.measure.unit, 1)
    rounded = round(value, digits) + 0.0
    plus = "+" if sign else ""
    return f"{rounded:{plus},.{digits}f}".replace("-", MINUS)


def effect_words(found: Sensitivity, effect: float, error: float) -> str:
    """What an end does to the figure; of a clash in words."""
    if found.question.measure != CLASH:
        return amount_of(found, effect, sign=True)
    if abs(effect) <= 1.96 * error:
        return "no clear change"
    return "higher" if effect > 0 else "lower"


def flip_sentence(found: Sensitivity, flip: Flip) -> str:
    """What one assumption would have to be, for the other option to be ahead."""
    first, second = ahead(found)
    factor = flip.factor
    if not flip.thresholds:
        where = "no other choice" if factor.choices else "no value in its range"
        return f"{_capital(factor.meaning)}: {where} flips the order ({span(factor)})."
    conditions = " or ".join(_condition(factor, t) for t in flip.thresholds)
    if not settled(found):
        return f"{second} is ahead where {factor.meaning} is {conditions} ({span(factor)})."
    return (
        f"In this model {first} is ahead of {second} on {found.measure.meaning} unless "
        f"{factor.meaning} is {conditions} ({span(factor)})."
    )


def _condition(factor: Factor, at: Threshold) -> str:
    if factor.choices:
        return factor.choices[int(at.value)]
    side = "above" if at.above else "below"
    return f"{side} {figure(at.value)}{_doubt(factor, at)}"


def _doubt(factor: Factor, at: Threshold) -> str:
    """How exactly luck lets the threshold be known."""
    if at.low <= factor.low and at.high >= factor.high:
        return " (luck leaves open where)"
    if figure(at.low) == figure(at.high):
        return ""
    return f" ({figure(at.low)} to {figure(at.high)} by luck)"


def line_sentence(found: Sensitivity, line: Line) -> str:
    """What two assumptions together would have to be."""
    a, b = line.across, line.up
    both = f"{a.meaning} and {b.meaning}"
    if not line.flips:
        return f"{_capital(both)} together: no point of their two ranges flips the order."
    if not line.points:
        return f"{_capital(both)} together: the order flips across their ranges."
    (x0, y0), (x1, y1) = line.points[0], line.points[-1]
    start = f"{with_unit(x0, a.unit)} and {with_unit(y0, b.unit)}"
    stop = f"{with_unit(x1, a.unit)} and {with_unit(y1, b.unit)}"
    where = f"at {start}" if len(line.points) == 1 else f"on a line from {start} to {stop}"
    return (
        f"{_capital(both)} together: level {where}; {100 * line.share:.0f} % of the two ranges "
        "flips the order."
    )


def flips_summary(found: Sensitivity) -> str:
    """How many of the assumptions looked at flip the order."""
    if found.flips is None:
        return ""
    count = sum(bool(flip.thresholds) for flip in found.flips.found)
    looked = len(found.flips.found)
    if not count:
        return f"None of the {looked} assumptions that matter most flips it within its range."
    return f"{count} of the {looked} assumptions that matter most can flip it, each alone:"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

"""What each option would have done: paired forecasts over assumption sets, never a ranking."""

from __future__ import annotations

from wargame.app import comparison
from wargame.app.attribution import reckon
from wargame.app.attribution_words import amount, rows, sentence, told
from wargame.app.comparison_records import Comparison, OptionOverSets
from wargame.app.comparison_sets import assumption_sets, differences
from wargame.app.comparison_words import BY_KEY, CLASH, change, words_of
from wargame.app.position import Position
from wargame.app.session import Session
from wargame.app.tasks import TaskControl
from wargame.exercise.report_records import Grid

KEYS = (
    "stability", "ceasefire_any", "durability_8q", "km2_lost", CLASH, "deescalation", "principle",
)  # fmt: skip
INTERVAL = "median and 80 % of assumption sets"


def compared(
    session: Session, here: Position, sets: int, control: TaskControl
) -> Comparison | None:
    """Every option from a position over so many assumption sets; None when no turn is left."""
    standing = session.standing()
    request = comparison.ComparisonRequest(standing.scenario, standing.shelf, here)
    found = None
    for found in comparison.sharpen(request, control, assumption_sets(sets)):  # noqa: B007
        pass
    return found


def figures_grid(found: Comparison) -> Grid:
    """What each option comes to by the last turn, in the table's order."""
    heads = ("Option", *(BY_KEY[key].words for key in KEYS))
    return Grid(
        "options",
        f"From turn {found.turn} to turn {found.last_turn}: what each option comes to",
        heads,
        tuple((option.name, *(_figure(option, key) for key in KEYS)) for option in found.options),
        note=(
            f"Forecasts from the state before turn {found.turn + 1}: {INTERVAL}, "
            f"{found.sets} of them, {found.each} playthroughs each; every option plays the same "
            "dice. Above escalation rung 4 the model gives words. In this model; the order of the "
            "rows is that of the table and no ranking."
        ),
        numbers=True,
    )


def _figure(option: OptionOverSets, key: str) -> str:
    over = option.measures.get(key)
    return "none" if over is None else words_of(BY_KEY[key], over)


def differences_grid(found: Comparison, name: str, title: str) -> Grid:
    """Each option against the one that was on: stability and others, set by set."""
    keys = ("stability", "km2_lost", CLASH, "deescalation", "principle")
    own = found.option(found.chosen)
    return Grid(
        name,
        title,
        ("Option", *(BY_KEY[key].words for key in keys), "More stable, of 10 sets"),
        tuple(
            (
                option.name,
                *(_difference(found, option, key) for key in keys),
                _more(found, option),
            )
            for option in found.options
        ),
        note=(
            f"Difference to \u201c{own.name}\u201d, which was on, paired by dice and set: "
            f"{INTERVAL} ({found.sets}). An interval with both signs says that this model does not "
            "tell the two apart."
        ),
        numbers=True,
    )


def _difference(found: Comparison, option: OptionOverSets, key: str) -> str:
    if option.id == found.chosen:
        return "was on"
    over = differences(found, option.id, found.chosen, key).over
    if over is None:
        return "none"
    if key != CLASH:
        return change(BY_KEY[key], over)
    if over.low <= 0 <= over.high:
        return "no clear difference"
    return "higher" if over.median > 0 else "lower"


def _more(found: Comparison, option: OptionOverSets) -> str:
    if option.id == found.chosen:
        return "was on"
    better = differences(found, option.id, found.chosen, "stability").better
    return "none" if better is None else f"{better:.1f}"


def account_grid(session: Session, control: TaskControl) -> Grid | None:
    """How far stability came from luck, decisions and rulings; None before the first turn."""
    found = None
    for found in reckon(session.standing(), "stability", control):  # noqa: B007
        pass
    if found is None:
        return None
    account = found
    shown = rows(account)
    return Grid(
        "account",
        "Luck, decisions, rulings",
        ("Part", "Points of stability", "95 % \N{PLUS-MINUS SIGN}"),
        tuple(
            (row.label, told(account, row), amount(account, row.error) if row.error > 0 else "")
            for row in shown
        ),
        note=(
            f"{sentence(account)} {account.found.runs:,} playthroughs behind each expectation; in "
            "brackets: what the end would lack without that decision alone."
        ),
        widths=(62, 24, 14),
    )

"""A comparison as tables of words: for the window, as CSV for a script, as one HTML page."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from wargame.app.comparison_records import Comparison, OptionOverSets, OverSets
from wargame.app.comparison_sets import NOBODY, differences
from wargame.app.comparison_words import CLASH, MEASURES, Shown, change, figure

NO_RANKING = (
    "Less clash, ground lost, frozen conflict, precedent and casualties count as better, more of "
    "everything else. Weighing them is yours: no sum is made."
)
IN_THIS_MODEL = (
    "Median and 80 % of assumption sets, each the mean of its playthroughs. Above escalation rung "
    "4 the model gives words. In this model; not a forecast."
)
CSV_HEAD = (
    "option", "measure", "unit", "median", "low", "high", "mean", "baseline",
    "difference_median", "difference_low", "difference_high", "better_of_10", "sets",
    "playthroughs_each", "from_turn", "to_turn",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: a heading, names across, and rows of which the first cell is a name."""

    title: str
    heads: tuple[str, ...]  # of every column, the one of names included
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One interval to be drawn on a common axis of 0 to 100."""

    name: str
    low: float
    middle: float
    high: float
    words: str
    chosen: bool = False


def figures_of(found: Comparison) -> Grid:
    """Every measure of every option: median, 10th and 90th percentile of assumption sets."""
    rows = [
        (shown.words, *(_figure(shown, option) for option in found.options)) for shown in MEASURES
    ]
    return Grid("Figures", _heads(found), tuple(rows), IN_THIS_MODEL)


def changes_of(found: Comparison, baseline: str) -> Grid:
    """Every measure's difference to the baseline, set by set: median, 10th and 90th percentile."""
    name = found.option(baseline).name

    def cell(shown: Shown, option: OptionOverSets) -> str:
        over = differences(found, option.id, baseline, shown.key).over
        if option.id == baseline:
            return "reference"
        if over is None:
            return "none"
        return _direction(over) if shown.key == CLASH else change(shown, over)

    note = f"Difference to \u201c{name}\u201d in each assumption set, same dice: median and 80 %."
    return _grid(f"Against \u201c{name}\u201d", found, cell, note)


def counts_of(found: Comparison, baseline: str) -> Grid:
    """In how many of 10 assumption sets each measure is better than the baseline's."""
    name = found.option(baseline).name

    def cell(shown: Shown, option: OptionOverSets) -> str:
        better = differences(found, option.id, baseline, shown.key).better
        if option.id == baseline:
            return "reference"
        return "none" if better is None else f"{better:.1f} of 10"

    note = f"{NO_RANKING} Ties count half."
    return _grid(f"Better than \u201c{name}\u201d in x of 10 sets", found, cell, note)


def grids_of(found: Comparison, baseline: str = NOBODY) -> tuple[Grid, Grid, Grid]:
    """Figures, differences to the baseline, and in how many of 10 sets each is better."""
    return figures_of(found), changes_of(found, baseline), counts_of(found, baseline)


def bars_of(found: Comparison) -> tuple[Bar, ...]:
    """Stability of every option on one axis."""
    return tuple(_bar(option, found) for option in found.options)


def _bar(option: OptionOverSets, found: Comparison) -> Bar:
    over = option.measures["stability"]
    words = f"{over.median:.1f} ({over.low:.0f} to {over.high:.0f})"
    return Bar(option.name, over.low, over.median, over.high, words, option.id == found.chosen)


def csv_of(found: Comparison, baseline: str = NOBODY) -> str:
    """One row for each option and measure, full figures, in the units of the model."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(CSV_HEAD)
    for option in found.options:
        for shown in MEASURES:
            over = option.measures.get(shown.key)
            pair = differences(found, option.id, baseline, shown.key)
            figures = [""] * 4 if over is None else _four(over)
            gain = [""] * 3 if pair.over is None else [*_four(pair.over)[:3]]
            better = "" if pair.better is None else pair.better
            row = [option.id, shown.key, shown.raw_unit, *figures, baseline, *gain, better]
            writer.writerow([*row, found.sets, found.each, found.turn, found.last_turn])
    return text.getvalue()


def html_of(found: Comparison, about: str, baseline: str = NOBODY) -> str:
    """The comparison as one page that needs nothing else; `about` says of which game."""
    words = (
        f"{len(found.options)} options from turn {found.turn} to turn {found.last_turn}, shared "
        f"dice, {found.sets} assumption sets, {found.each} playthroughs of each option in each; "
        "in this model, not a forecast."
    )
    return page("Options compared", (about, words), grids_of(found, baseline), bars_of(found))


def page(title: str, words: Sequence[str], grids: Sequence[Grid], bars: Sequence[Bar] = ()) -> str:
    """Tables and intervals as one page: no network, no script, no other file."""
    from wargame.app.rulebook import environment, tokens  # noqa: PLC0415  jinja2 when asked

    colours = {mode: tokens()["color"][mode] for mode in ("light", "dark")}
    template = environment().get_template("compare.html.j2")
    return template.render(title=title, words=words, grids=grids, bars=bars, colours=colours)


def _grid(
    title: str, found: Comparison, cell: Callable[[Shown, OptionOverSets], str], note: str
) -> Grid:
    rows = [(s.words, *(cell(s, option) for option in found.options)) for s in MEASURES]
    return Grid(title, _heads(found), tuple(rows), note)


def _heads(found: Comparison) -> tuple[str, ...]:
    return ("Measure", *(option.name for option in found.options))


def _figure(shown: Shown, option: OptionOverSets) -> str:
    over = option.measures.get(shown.key)
    if shown.key == CLASH:
        low, _, high = option.clash_words
        return low if low == high else f"{low} to {high}"
    return "none" if over is None else figure(shown, over)


def _direction(over: OverSets) -> str:
    """Nothing above rung 4 rests on data, so a person reads words."""
    if over.low <= 0 <= over.high:
        return "no clear difference"
    return "higher" if over.median > 0 else "lower"


def _four(over: OverSets) -> list[Any]:
    return [over.median, over.low, over.high, over.mean]

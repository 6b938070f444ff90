"""`wargame compare`: zone options side by side, paired by common dice."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wargame.cli.backend import backend_option, computing
from wargame.cli.options import (
    MOST_PROCESSES,
    MOST_RUNS,
    MOST_SETS,
    Between,
    known_zones,
    open_scenario,
    scenario_argument,
    seed_option,
    turns_option,
)
from wargame.cli.progress import watched
from wargame.cli.recorded import compare_session, is_session
from wargame.cli.switches import sample_option, setting_from, setting_options, setting_words
from wargame.cli.words import number

if TYPE_CHECKING:
    from rich.table import Table

    from wargame.app.comparison_page import Grid
    from wargame.app.setting import Setting
    from wargame.forecast.backends import Name
    from wargame.forecast.measures import Measure
    from wargame.forecast.parallel import Workers
    from wargame.scenario.schema import Scenario

Comparison = dict[str, Any]  # as the JSON reads
Estimate = dict[str, Any]
Cell = Callable[["Measure", Any], str]

PARTS = ("mean", "low", "high", "interval")
CLASH = "clash"
SHARED_SETS = 40  # fewer are played before other processes have started
BASELINE = "none"  # where it is among the zones; else the first zone named
OVER = ("mean", "median", "low", "high", "interval")
NO_RANKING = (
    "Less clash, ground lost, frozen conflict, precedent and casualties count as better, more of "
    "everything else. Weighing them is yours: no sum is made."
)
PLUS_MINUS = "\N{PLUS-MINUS SIGN}"


@click.command(short_help="Compare the zone options side by side.")
@scenario_argument
@click.option(
    "--zones",
    help="Ids with commas between them, such as none,gov,eu+dmz; every option by default.",
)
@turns_option
@click.option(
    "--runs",
    type=Between(1, MOST_RUNS),
    default=2_000,
    show_default=True,
    help="Playthroughs of each option.",
)
@seed_option
@click.option(
    "--sets",
    type=Between(0, MOST_SETS),
    default=0,
    show_default=True,
    help="Also under so many assumption sets that history does not rule out.",
)
@setting_options
@sample_option
@click.option(
    "--by-turn",
    is_flag=True,
    help="Also every turn and sector, and when things first happen; not in CSV.",
)
@click.option(
    "--keep-in",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write what has been counted to this file now and then, and go on from it.",
)
@click.option(
    "--processes",
    type=Between(1, MOST_PROCESSES),
    help="Processes that share more than 20,000 runs or assumption sets; as many as processors.",
)
@backend_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv", "html"]),
    default="table",
    show_default=True,
    help="A table to read, JSON or CSV for a script, or a page for a browser.",
)
def compare(  # noqa: PLR0913  an option of the command each
    scenario_id: str,
    zones: str | None,
    turns: int | None,
    runs: int,
    seed: int | None,
    sets: int,
    form: str,
    *,
    backend: Name,
    sample_initial: bool,
    by_turn: bool,
    processes: int | None,
    keep_in: Path | None,
    **switches: Any,
) -> None:
    """Compare the zone options of SCENARIO over many playthroughs with common dice.

    Shares carry the Wilson 95 % interval, other measures the 10th and 90th percentile of the
    playthroughs. The difference against "none", or against the first of --zones where "none" is
    not among them, is a paired mean with 1.96 standard errors.

    With --sets every option is also played under that many parameter sets, at most 100
    playthroughs in each: median, 10th and 90th percentile of the sets' means, and in how many of 10
    sets it is better than the baseline, ties counting half.

    More than 20,000 playthroughs are counted and not kept, in constant memory: percentiles are then
    exact to a fraction of a point. With --keep-in a comparison that was stopped goes on.

    With a .wargame file for SCENARIO every option on its table is compared over assumption sets
    from where that session stands, as the window does; --sets, --processes and --format apply.
    """
    if is_session(scenario_id):
        from wargame.forecast.parallel import shared

        compare_session(scenario_id, sets, form, shared(processes))
        return
    scenario = open_scenario(scenario_id)
    ids = sorted(known_zones(scenario, zones), key=lambda zone: zone != BASELINE)
    setting = setting_from(**switches)
    from wargame.app import headless
    from wargame.forecast.parallel import shared

    workers = shared(processes)
    turns = scenario.turns if turns is None else turns
    seed = scenario.seed if seed is None else seed
    with computing(backend, decided=bool(setting.doctrines)) as by:
        with watched("Playing") as control:
            found = headless.compare(
                scenario, ids, turns, runs, seed, control, setting,
                sample=sample_initial, by_turn=by_turn, workers=workers, backend=by,
                kept_in=keep_in,
            )  # fmt: skip
        if sets:
            _add_sets(found, scenario, sets, setting, workers, sample=sample_initial, backend=by)
    _PRINT[form](found)


def _add_sets(
    found: Comparison,
    scenario: Scenario,
    sets: int,
    setting: Setting,
    workers: Workers,
    *,
    sample: bool,
    backend: Name,
) -> None:
    from wargame.app.comparison import HERE, add_sets
    from wargame.app.comparison_sets import assumption_sets

    with watched("Assumption sets") as control:
        several = workers if sets >= SHARED_SETS else HERE
        shipped = assumption_sets(sets)
        add_sets(
            found, scenario, shipped, control, setting,
            sample=sample, workers=several, backend=backend,
        )  # fmt: skip


def _print_json(found: Comparison) -> None:
    click.echo(json.dumps(found, indent=2, allow_nan=False))


def _print_csv(found: Comparison) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    differences = [f"difference{end}" for end in ("", "_low", "_high", "_interval")]
    over = [f"sets_{part}" for part in OVER] + ["better_of_10"] if "sets" in found else []
    writer.writerow(["option", "measure", *PARTS, *differences, "mode", "switches", *over])
    played = found["mode"], "; ".join(found["switches"])
    for option in found["options"]:
        for key, estimate in option["measures"].items():
            against = option["against_baseline"].get(key)
            sets = _over_cells(option, key) if over else []
            row = [*_numbers(estimate), *_numbers(against), *played, *sets]
            writer.writerow([option["id"], key, *row])
    click.echo(text.getvalue(), nl=False)


def _numbers(estimate: Estimate | None) -> list[Any]:
    return ["" if estimate is None else estimate[part] for part in PARTS]


def _over_cells(option: dict[str, Any], key: str) -> list[Any]:
    over, better = option["over_sets"][key], option["better_than_baseline"][key]
    cells = ["" if over is None else over[part] for part in OVER]
    return [*cells, "" if better is None else better]


def _print_tables(found: Comparison) -> None:
    from wargame.cli.tables import show

    head, grids = _head(found), _grids(found)
    for index, grid in enumerate(grids):
        title = f"{head}\n{grid.title}" if index == 0 else grid.title
        show(_table(title, grid))
        if grid.note:
            click.echo(grid.note)


def _print_html(found: Comparison) -> None:
    from wargame.app.comparison_page import page

    click.echo(page("Options compared", [_head(found)], _grids(found)), nl=False)


def _head(found: Comparison) -> str:
    return (
        f"{found['scenario']}, {found['turns']} turns, {found['runs']:,} playthroughs, "
        f"seed {found['seed']}; {setting_words(found['mode'], found['switches'])}; in this model"
    )


def _grids(found: Comparison) -> list[Grid]:
    """Figures, differences and, where there are any, what assumption sets make of them."""
    options, baseline = found["options"], found["baseline"]
    grids = [_grid("mean and interval", options, "measures", _with_interval)]
    others = [option for option in options if option["id"] != baseline]
    if others:
        title = f'difference against "{baseline}", same dice: paired mean {PLUS_MINUS} 1.96 errors'
        grids.append(_grid(title, others, "against_baseline", _with_error))
    if "by_turn" in options[0]:
        grids.append(_firsts(options))
    if "sets" in found:
        each = f"{found['sets']} assumption sets, {found['runs_each_set']} playthroughs in each"
        grids.append(_grid(f"median and 80 % of {each}", options, "over_sets", _over_sets))
        if others:
            title = f'better than "{baseline}" in x of 10 of them, ties half'
            grids.append(_grid(title, others, "better_than_baseline", _of_ten, NO_RANKING))
    return grids


def _grid(title: str, options: list[dict[str, Any]], part: str, cell: Cell, note: str = "") -> Grid:
    from wargame.app.comparison_page import Grid
    from wargame.forecast.measures import MEASURES

    rows = []
    for measure in MEASURES:
        if measure.key in options[0][part]:
            estimates = [option[part][measure.key] for option in options]
            cells = ("none" if e is None else cell(measure, e) for e in estimates)
            rows.append((_words(measure), *cells))
    return Grid(title, ("measure", *(option["id"] for option in options)), tuple(rows), note)


def _table(title: str, grid: Grid) -> Table:
    from rich.table import Table

    table = Table(title=title, title_justify="left")
    for index, head in enumerate(grid.heads):
        table.add_column(head, justify="right" if index else "left")
    for row in grid.rows:
        table.add_row(*row)
    return table


def _firsts(options: list[dict[str, Any]]) -> Grid:
    """In how many of 100 playthroughs something has happened by the end of each turn."""
    from wargame.app.comparison_page import Grid

    rows = [
        (f"{option['id']}: {event}", *(f"{100 * share:.0f}" for share in passage["by_turn"]))
        for option in options
        for event, passage in option["by_turn"]["first"].items()
        if CLASH not in event  # a person reads words for it
    ]
    turns = [str(turn) for turn in range(1, len(rows[0]))]
    title = "% of playthroughs in which it has happened, by turn"
    return Grid(title, ("first", *turns), tuple(rows), "")


def _words(measure: Measure) -> str:
    if measure.unit in ("share", "index"):
        return measure.meaning
    return f"{measure.meaning}, {measure.unit.replace('km2', 'km²')}"


def _with_interval(measure: Measure, estimate: Estimate) -> str:
    if measure.key == CLASH:
        return _in_words(estimate)
    digits = _digits(measure)
    mean, low, high = (number(estimate[part], digits) for part in ("mean", "low", "high"))
    return f"{mean} ({low} to {high})"


def _over_sets(measure: Measure, estimate: Estimate) -> str:
    if measure.key == CLASH:
        low, high = (_in_words({"mean": estimate[end]}) for end in ("low", "high"))
        return low if low == high else f"{low} to {high}"
    digits = _digits(measure)
    median, low, high = (number(estimate[part], digits) for part in ("median", "low", "high"))
    return f"{median} ({low} to {high})"


def _of_ten(measure: Measure, share: float) -> str:
    return number(share, 1)


def _with_error(measure: Measure, estimate: Estimate) -> str:
    if measure.key == CLASH:
        return _direction(estimate)
    half = (estimate["high"] - estimate["low"]) / 2
    digits = _digits(measure)
    return f"{number(estimate['mean'], digits, '+')} {PLUS_MINUS} {number(half, digits)}"


def _in_words(estimate: Estimate) -> str:
    """Nothing above rung 4 rests on data, so a person reads words; scripts get the number."""
    from wargame.app.outlook import clash_words

    return clash_words(estimate["mean"])


def _direction(estimate: Estimate) -> str:
    if estimate["low"] <= 0 <= estimate["high"]:
        return "no clear difference"
    return "higher" if estimate["mean"] > 0 else "lower"


def _digits(measure: Measure) -> int:
    return {"km2": 0, "share": 3, "0..1": 2, "index": 2}.get(measure.unit, 1)


_PRINT: dict[str, Callable[[Comparison], None]] = {
    "json": _print_json,
    "csv": _print_csv,
    "table": _print_tables,
    "html": _print_html,
}

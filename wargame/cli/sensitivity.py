"""`wargame sensitivity`: which assumptions matter, and what would flip the order of two options."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wargame.cli.backend import backend_option, computing
from wargame.cli.options import (
    LARGEST_SEED,
    MOST_PROCESSES,
    Between,
    known_zone,
    open_scenario,
    scenario_argument,
    seed_option,
    turns_option,
)
from wargame.cli.progress import watched
from wargame.cli.recorded import is_session, session_of
from wargame.cli.refusal import Refusal
from wargame.cli.switches import sample_option, setting_from, setting_options, setting_words

if TYPE_CHECKING:
    from rich.table import Table

    from wargame.app.sensitivity_play import Basis
    from wargame.app.sensitivity_records import Sensitivity
    from wargame.forecast.backends import Name

    Start = tuple[Basis, list[str], str]  # where it begins, the options' ids, what it is about

MEASURES = (
    "stability", "stability_t4", "weakest", "ceasefire_any", "durability_8q", "clash", "km2_lost",
    "frozen", "norm", "precedent", "principle", "deescalation", "cohesion", "reconstruction",
    "casualties",
)  # fmt: skip
OPEN = (
    "measure", "option", "against", "method", "flip", "top", "thorough", "runs", "widen",
    "settings_seed", "processes", "backend", "form",
)  # fmt: skip  # what a session leaves to be asked
BAR = 12  # characters of half a tornado


@click.command(short_help="Find which assumptions matter, and what would flip the order.")
@scenario_argument
@click.option("--measure", type=click.Choice(MEASURES), required=True, help="What is looked at.")
@click.option("--option", required=True, help="A zone option; several with + between.")
@click.option("--against", help="The difference to this option is looked at.")
@click.option(
    "--method",
    type=click.Choice(["none", "morris", "sobol"]),
    default="sobol",
    show_default=True,
    help="All assumptions at once: Morris screens; Sobol follows for the few that matter.",
)
@click.option("--flip", is_flag=True, help="Also: where would one or two assumptions flip it?")
@click.option("--top", type=Between(1, 500), default=12, show_default=True, help="Rows shown.")
@click.option("--thorough", is_flag=True, help="Surer figures, about eight times the work.")
@click.option(
    "--runs",
    type=Between(2, 100_000),
    help="Playthroughs under each setting of the assumptions; 200, or 600 with --thorough.",
)
@click.option(
    "--widen",
    type=Between(0, 90),
    default=0,
    metavar="PERCENT",
    help="Parameters without a range of their own vary by that much of their value too.",
)
@click.option(
    "--settings-seed",
    type=Between(0, LARGEST_SEED),
    default=1,
    show_default=True,
    help="Which settings Morris and Sobol draw.",
)
@turns_option
@seed_option
@setting_options
@sample_option
@click.option(
    "--processes",
    type=Between(1, MOST_PROCESSES),
    help="Processes that share the work; as many as processors.",
)
@backend_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
    help="A table to read, or JSON or CSV for a script.",
)
def sensitivity(
    scenario_id: str,
    measure: str,
    option: str,
    against: str | None,
    top: int,
    form: str,
    *,
    flip: bool,
    **asked: Any,
) -> None:
    """Find which assumptions matter for a measure of SCENARIO, or for a difference of two options.

    Every parameter with a range and every switch is an assumption. First each alone goes to the
    ends of its range; then, with SALib, all of them move: mean absolute change with a 95 % interval
    by Morris, and shares of the variance by Sobol for the few that matter. The same dice under
    every setting, so that luck cancels.

    With --flip: the threshold at which the order of the two options changes, for one assumption at
    a time and for pairs of those that matter most.

    With a .wargame file for SCENARIO the study starts from where that session stands and goes to
    its last turn, with its own switches and dice; options are those that lie on its table.
    """
    if flip and against is None:
        raise Refusal("--flip compares two options: name the other one with --against")
    names = [name for name in (option, against) if name is not None]
    found, head = _found(scenario_id, measure, names, flip=flip, **asked)
    if form == "json":
        from wargame.app.sensitivity_plain import plain

        told = {"scenario": head} | plain(found)
        click.echo(json.dumps(told, indent=2, allow_nan=False))
    elif form == "csv":
        _print_csv(found)
    else:
        _print_tables(head, found, top)
    if found.missing and form != "json":
        click.echo(found.missing, err=True)


def _found(  # noqa: PLR0913  one argument an option
    scenario_id: str,
    measure: str,
    names: list[str],
    *,
    flip: bool,
    method: str,
    runs: int | None,
    widen: int,
    settings_seed: int,
    thorough: bool,
    processes: int | None,
    backend: Name,
    **asked: Any,
) -> tuple[Sensitivity, str]:
    """The study, as full as it was asked for, and what it is about."""
    from wargame.app import sensitivity as app
    from wargame.app.sensitivity_records import Question
    from wargame.forecast.parallel import Workers, shared

    effort = app.THOROUGH if thorough else app.QUICK
    if runs is not None:
        effort = replace(effort, each=runs, shares_each=max(2, runs * 3 // 10))
    started = _of_session if is_session(scenario_id) else _of_scenario
    basis, names, head = started(scenario_id, names, **asked)
    question, decided = Question(measure, *names), bool(basis.setting.doctrines)
    with computing(backend, decided=decided) as by, watched("Playing") as control:
        plan = app.Plan(effort, method, flip, widen / 100, settings_seed, by)  # type: ignore[arg-type]
        workers = Workers(1) if by == "jax" else shared(processes)
        *_, found = app.study(basis, question, plan, control, workers)
    return found, head


def _of_scenario(
    scenario_id: str,
    names: list[str],
    *,
    turns: int | None,
    seed: int | None,
    sample_initial: bool,
    **switches: Any,
) -> Start:
    """A study from a scenario's start."""
    from wargame.app.sensitivity_play import Basis

    scenario = open_scenario(scenario_id)
    known = [known_zone(scenario, name) for name in names]
    setting = setting_from(**switches)
    turns = scenario.turns if turns is None else turns
    seed = scenario.seed if seed is None else seed
    basis = Basis.of_scenario(scenario, setting, seed, turns, sample=sample_initial)
    return basis, known, scenario.id


def _of_session(file: str, names: list[str], **_: Any) -> Start:
    """A study from where a session stands, to its last turn."""
    from wargame.app.sensitivity_play import Basis
    from wargame.scenario.faults import did_you_mean

    standing = session_of(file, OPEN).standing()
    table = [*standing.here.table]
    for name in names:
        if name not in table:
            raise Refusal(f'no option "{name}" lies on its table{did_you_mean(name, table)}')
    if standing.left <= 0:
        raise Refusal(f"{file} has played its last turn: nothing is left that could differ")
    return Basis.of_session(standing), names, f"{Path(file).name}, {standing.scenario.id}"


def _print_csv(found: Sensitivity) -> None:
    from wargame.app.sensitivity_plain import COLUMNS, rows

    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows(found))
    click.echo(text.getvalue(), nl=False)


def _print_tables(head: str, found: Sensitivity, top: int) -> None:
    from wargame.app import sensitivity_words as words
    from wargame.cli.tables import show

    played = f"{found.each:,} playthroughs with the same dice under each setting"
    click.echo(
        f"{head}, seed {found.seed}; turns {found.turn} to {found.last_turn}; "
        f"{setting_words(found.mode, found.switches)}; {played}"
    )
    click.echo(words.now_sentence(found))
    show(_tornado(found, top))
    if found.screened:
        show(_morris(found, top))
    if found.shares:
        show(_sobol(found))
    if found.flips is not None:
        click.echo(f"\nWhat would flip it? {words.flips_summary(found)}")
        ordered = sorted(found.flips.found, key=lambda flip: not flip.thresholds)
        for flip in ordered:
            click.echo(f"  {words.flip_sentence(found, flip)}")
        for line in found.lines:
            click.echo(f"  {words.line_sentence(found, line)}")


def _tornado(found: Sensitivity, top: int) -> Table:
    from rich.table import Table

    from wargame.app import sensitivity_words as words

    title = f"one assumption at a time: {words.about(found)}; change of the figure, in this model"
    table = Table(title=title, title_justify="left")
    for name, justify in (
        ("assumption", "left"), ("", "left"), ("now", "right"), ("goes to", "right"),
        ("change", "right"), ("luck \N{PLUS-MINUS SIGN}", "right"), ("", "left"),
    ):  # fmt: skip
        table.add_column(name, justify=justify)  # type: ignore[arg-type]
    swings = found.tornado.swings[:top]
    widest = max((abs(e.effect) for s in swings for e in s.ends), default=0.0) or 1.0
    for swing in swings:
        factor = swing.factor
        for index, end in enumerate(swing.ends):
            first = index == 0
            table.add_row(
                factor.name if first else "",
                factor.meaning if first else "",
                words.setting_of(factor, factor.now) if first else "",
                words.setting_of(factor, end.value),
                words.effect_words(found, end.effect, end.error),
                "" if _in_words(found) else words.amount_of(found, 1.96 * end.error),
                _bar(end.effect / widest),
            )
    return table


def _in_words(found: Sensitivity) -> bool:
    from wargame.app.sensitivity_words import CLASH

    return found.question.measure == CLASH


def _bar(share: float) -> str:
    """A bar to the left or to the right of the middle."""
    filled = "\N{FULL BLOCK}" * round(BAR * abs(share))
    left, right = (filled, "") if share < 0 else ("", filled)
    return f"{left:>{BAR}}\N{BOX DRAWINGS LIGHT VERTICAL}{right:<{BAR}}"


def _morris(found: Sensitivity, top: int) -> Table:
    from rich.table import Table

    from wargame.app import sensitivity_words as words

    title = (
        f"all assumptions at once, Morris, {found.shares_each:,} playthroughs under each setting: "
        "mean change when one crosses its range"
    )
    table = Table(title=title, title_justify="left")
    for name in ("assumption", "", "mean change", "95 %", "spread"):
        table.add_column(name, justify="left" if name in ("assumption", "") else "right")
    strongest = found.screened[0].strength or 1.0
    for row in found.screened[:top]:
        numbers = (
            [f"{row.strength / strongest:.2f} of the strongest", "", ""]
            if _in_words(found)
            else [
                words.amount_of(found, row.strength),
                f"{words.amount_of(found, row.low)} to {words.amount_of(found, row.high)}",
                words.amount_of(found, row.spread),
            ]
        )
        table.add_row(row.factor.name, row.factor.meaning, *numbers)
    return table


def _sobol(found: Sensitivity) -> Table:
    from rich.table import Table

    title = "the few that matter, Sobol: share of the variance, in percent; 95 %"
    table = Table(title=title, title_justify="left")
    for name in ("assumption", "", "alone", "with its interplay"):
        table.add_column(name, justify="left" if name in ("assumption", "") else "right")
    for row in found.shares:
        table.add_row(
            row.factor.name,
            row.factor.meaning,
            _percent(row.alone, row.alone_error),
            _percent(row.whole, row.whole_error),
        )
    return table


def _percent(share: float, error: float) -> str:
    text = f"{100 * share:.0f} \N{PLUS-MINUS SIGN} {100 * error:.0f}"
    return text.replace("-", "\N{MINUS SIGN}")

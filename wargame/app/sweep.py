"""Sweeps: a study played cell by cell, here or on a cluster, and written once it is whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from wargame import paths
from wargame.app.sweep_job import SweepJob, play_part, setting_of
from wargame.app.tasks import TaskControl
from wargame.forecast.backends import Name, chosen
from wargame.forecast.measures import MEASURES
from wargame.forecast.parallel import cores
from wargame.forecast.sweep import Cells, Found, play_here
from wargame.forecast.sweep_cluster import play_on_cluster
from wargame.forecast.sweep_files import WRITERS, Column, check_kind, write_result
from wargame.forecast.sweep_journal import SweepJournal, journal_of
from wargame.scenario.study import Series, find_study, load_study
from wargame.scenario.study_checks import scenario_of

SUFFIXES = tuple(WRITERS)  # .csv, .sqlite, .parquet
SAMPLED = "opening values sampled"


@dataclass(slots=True)
class Swept:
    """How far a sweep has come."""

    cells: int
    done: int = 0
    known: int = 0  # cells that an earlier, interrupted run had finished


def sweep(
    study_id: str | Path,
    out: Path,
    control: TaskControl,
    *,
    workers: int | None = None,
    scheduler: str | None = None,
    backend: Name = "numpy",
    restart: bool = False,
    swept: Swept | None = None,
) -> Swept:
    """The study's result stands in `out`: one row a cell, the same however it was worked out.

    What is finished is kept beside `out` until then; the same call goes on where a killed one was.
    backend : JAX where it is installed, else NumPy whatever is asked; ask `backends.chosen`.
    swept : filled while the work goes on, so that a caller knows how far it came.
    Raises FaultsError, SweepFailed, OtherJournal, NoParquet, Cancelled.
    """
    check_kind(out)
    study = load_study(study_id)
    scenario = scenario_of(study.scenario, find_study(study_id).parent)
    job = SweepJob.of(study, scenario, chosen(backend)[0].name)
    place = journal_of(out)
    if restart:
        place.unlink(missing_ok=True)
    swept = Swept(0) if swept is None else swept
    swept.cells = study.size
    head = {"study": _digest_of(job), "model": model_digest(), "backend": job.backend}
    with SweepJournal(place, head) as journal:
        swept.known = swept.done = sum(map(len, journal.finished.values()))
        wanted = [part for part in range(job.parts) if part not in journal.finished]
        control.report(swept.done / swept.cells, _words(swept))
        for part, cells in _played(job, wanted, workers, scheduler):
            journal.add(part, cells)
            swept.done += len(cells)
            control.report(swept.done / swept.cells, _words(swept))
        write_result(out, columns_of(job), _rows(job, journal.finished), _about(job))
        journal.remove()
    return swept


def _played(
    job: SweepJob, wanted: Sequence[int], workers: int | None, scheduler: str | None
) -> Found:
    if not wanted:
        return iter(())
    if scheduler is not None:
        return play_on_cluster(play_part, job, wanted, scheduler, model_digest)
    return play_here(play_part, job, wanted, workers or cores())


def _words(swept: Swept) -> str:
    return f"{swept.done:,} of {swept.cells:,} cells"


def columns_of(job: SweepJob) -> list[Column]:
    """The columns of the result: what makes a cell, then each measure's figures."""
    plain = (("scenario", str), ("start", str), ("mode", str), ("switches", str), ("option", str),
             ("seed", int), ("turns", int), ("runs", int), ("backend", str),
             ("set", int))  # fmt: skip
    head = [Column(name, kind) for name, kind in plain]
    head += [Column(name, float) for name in _varied(job)]
    quantiles = [f"p{format(100 * q, '.6g').replace('.', '_')}" for q in job.study.quantiles]
    for measure in MEASURES:
        head += [Column(f"{measure.key}_{end}", float) for end in ("mean", "se", *quantiles)]
        head.append(Column(f"{measure.key}_runs", int))
    return head


def _varied(job: SweepJob) -> list[str]:
    """Every parameter that differs from the shipped value in some cell: chosen, then sampled."""
    return list(dict.fromkeys([*job.study.parameters, *job.sets]))


def _rows(job: SweepJob, finished: dict[int, Cells]) -> Cells:
    """Every cell in the order of the study, what makes it first."""
    found: Cells = []
    for part in range(job.parts):
        one, cells = job.cells_of(part)
        for index, figures in zip(cells, finished[part], strict=True):
            found.append([*_makes(job, one, index), *figures])
    return found


def _makes(job: SweepJob, one: Series, index: int) -> Iterator[Any]:
    study, start = job.study, one.start
    setting = setting_of(start)
    values = [f"{name} {value:g}" for name, value in start.values.items()]
    switches = [*setting.switched_on, *([SAMPLED] if start.sample_initial else []), *values]
    number = job.numbers[index]
    yield from (job.scenario.id, start.id, setting.mode, "; ".join(switches), one.option)
    yield from (one.seed, job.turns, study.runs, job.backend)
    yield None if number is None else number + 1
    yield from (job.points[index][name] for name in _varied(job))


def _about(job: SweepJob) -> dict[str, str]:
    """What a reader of the file alone should know."""
    return {
        "title": job.study.title,
        "question": job.study.question,
        "scenario": job.scenario.id,
        "wargame": _version(),
        "model": model_digest(),
        "note": "In this model; not a forecast. se: standard error of the mean over playthroughs.",
    } | {f"measure {m.key}": f"{m.meaning}, {m.unit}" for m in MEASURES}


def _version() -> str:
    try:
        return version("wargame")
    except PackageNotFoundError:
        return "from a checkout"


def _digest_of(job: SweepJob) -> str:
    text = job.study.model_dump_json() + job.scenario.model_dump_json()
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


@cache
def model_digest() -> str:
    """What identifies rules, engine and shipped numbers: another model, another digest."""
    found = hashlib.blake2b(digest_size=12)
    package = Path(__file__).resolve().parents[1]
    files = [
        *(f for name in ("engine", "rules", "players") for f in (package / name).glob("*.py")),
        package / "forecast" / "measures.py",
        *(paths.assets() / "parameters").glob("*.toml"),
        *(paths.assets() / "parameter_sets").glob("*.csv"),
        *(paths.assets() / "doctrines").glob("*.toml"),
    ]
    for file in sorted(files, key=lambda f: f.name):
        found.update(file.name.encode() + file.read_bytes())
    return found.hexdigest()

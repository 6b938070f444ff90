"""Study files: which options are played under which assumptions, from which starts, how often."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from wargame import paths
from wargame.scenario.faults import FaultsError, did_you_mean, file_fault
from wargame.scenario.figures import Slug, Table, Text, refusal
from wargame.scenario.messages import parse
from wargame.scenario.toml import read_toml

MOST_CELLS = 200_000
MOST_RUNS = 1_000_000
STUDY_KEYS = frozenset({"scenario", "options", "runs", "seeds", "quantiles", "sets"})

Seed = Annotated[int, Field(ge=0, lt=2**63)]


def _as_values(found: object) -> object:
    """A bare number or a list is short for a table of values."""
    if isinstance(found, tuple):
        return {"values": found}
    if isinstance(found, dict):
        return found
    if isinstance(found, int | float) and not isinstance(found, bool):
        return {"values": (found,)}
    raise refusal("must be a number, a list, or a table of a range")


class Levels(Table):
    """The numbers that a parameter takes: a list, or so many even steps from low to high."""

    values: tuple[float, ...] = ()
    low: float | None = None
    high: float | None = None
    steps: Annotated[int, Field(ge=2, le=1000)] | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        ends = (self.low, self.high, self.steps)
        if self.values and any(end is not None for end in ends):
            raise refusal("a list and a range stand together; a parameter has one of them")
        if not self.values and None in ends:
            raise refusal("must be a list, or a range { low = 1.0, high = 3.8, steps = 3 }")
        if self.low is not None and self.high is not None and not self.low < self.high:
            raise refusal(f"low {self.low:g} must lie below high {self.high:g}")
        _tell_apart(self.values, "number")
        return self

    @property
    def numbers(self) -> tuple[float, ...]:
        """Every number, in the order written."""
        if self.low is None or self.high is None or self.steps is None:
            return self.values
        step = (self.high - self.low) / (self.steps - 1)
        inner = (self.low + step * index for index in range(self.steps - 1))
        return (*(float(f"{number:.12g}") for number in inner), self.high)


class Seeds(Table):
    """The dice: a list of seeds, or so many from the first on."""

    values: tuple[Seed, ...] = ()
    first: Seed = 1
    count: Annotated[int, Field(ge=1, le=100_000)] | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if bool(self.values) == (self.count is not None):
            raise refusal("must be a list of seeds, or { first = 1, count = 5 }")
        _tell_apart(self.values, "seed")
        return self

    @property
    def numbers(self) -> tuple[int, ...]:
        """Every seed, in the order written."""
        return self.values or tuple(range(self.first, self.first + (self.count or 0)))


class Sets(Table):
    """Sampled assumptions: the sets that history does not rule out, or draws from the ranges."""

    origin: Literal["history-matched", "drawn"]
    count: Annotated[int, Field(ge=1, le=MOST_CELLS)]
    seed: Seed = 1  # of the draws
    shape: Literal["triangular", "uniform"] = "triangular"  # of the draws
    only: tuple[str, ...] = ()  # parameters that vary; all of them when empty


class Start(Table):
    """A variant of the first day: who governs, what is switched on, which opening values differ."""

    id: Slug
    words: Text = "as the scenario says"
    mode: Literal["adopted", "political"] = "adopted"
    us_posture: Literal["supportive", "transactional", "disengaged"] | None = None
    injects: bool = False
    fragile_truce: bool = False
    stalemate_drift: bool = False
    steps_to_war: bool = False
    sample_initial: bool = False
    doctrines: dict[str, str] = Field(default_factory=dict)  # seat and the doctrine that plays it
    values: dict[str, float] = Field(
        default_factory=dict
    )  # opening values in place of the scenario's


AS_WRITTEN = Start(id="as-written")


def _tell_apart(values: tuple[float, ...], noun: str) -> None:
    twice = next((v for i, v in enumerate(values) if v in values[:i]), None)
    if twice is not None:
        raise refusal(f"the {noun} {twice:g} stands there twice")


def _in_order(quantiles: tuple[float, ...]) -> tuple[float, ...]:
    if list(quantiles) != sorted(set(quantiles)):
        raise refusal("quantiles rise and differ, such as [0.1, 0.5, 0.9]")
    return quantiles


class Study(Table):
    """Options x starts x seeds x sampled sets x parameters; each combination is one cell."""

    title: Text
    question: Text
    scenario: Text  # a shipped id, or a file beside the study
    options: Annotated[tuple[Text, ...], Field(min_length=1)]
    runs: Annotated[int, Field(ge=1, le=MOST_RUNS)]  # playthroughs in each cell
    turns: Annotated[int, Field(ge=1, le=40)] | None = None  # the scenario's own
    seeds: Annotated[Seeds, BeforeValidator(_as_values)] = Seeds(values=(1,))
    quantiles: Annotated[
        tuple[Annotated[float, Field(ge=0, le=1)], ...], AfterValidator(_in_order)
    ] = (0.1, 0.5, 0.9)
    parameters: dict[str, Annotated[Levels, BeforeValidator(_as_values)]] = Field(
        default_factory=dict
    )
    sets: Sets | None = None
    starts: tuple[Start, ...] = Field(alias="start", default=())

    @property
    def points(self) -> tuple[tuple[int | None, Mapping[str, float]], ...]:
        """Each sampled set by its number, or None, with each combination of parameters."""
        numbers: list[int | None] = [None] if self.sets is None else [*range(self.sets.count)]
        names = list(self.parameters)
        grid = [
            dict(zip(names, row, strict=True))
            for row in product(*(levels.numbers for levels in self.parameters.values()))
        ]
        return tuple((number, row) for number in numbers for row in grid)

    @property
    def size(self) -> int:
        """How many cells there are; cheap, however many."""
        count = 1 if self.sets is None else self.sets.count
        for levels in self.parameters.values():
            count *= len(levels.numbers)
        return count * len(self.options) * (len(self.starts) or 1) * len(self.seeds.numbers)


@dataclass(frozen=True, slots=True)
class Series:
    """Cells that differ in nothing but parameters: one option, one start, one seed."""

    start: Start
    option: str
    seed: int


def series(study: Study) -> Iterator[Series]:
    """Every series of the study, in the order of its rows."""
    for start in study.starts or (AS_WRITTEN,):
        for option in study.options:
            for seed in study.seeds.numbers:
                yield Series(start, option, seed)


def shipped_studies() -> tuple[str, ...]:
    """The ids of the studies that travel with the package, in alphabetical order."""
    return tuple(sorted(path.stem for path in (paths.assets() / "studies").glob("*.toml")))


def find_study(id_or_path: str | Path) -> Path:
    """The file of a shipped study's id, or the path itself; FaultsError when it is neither."""
    name, shipped = str(id_or_path), shipped_studies()
    if name in shipped:
        return paths.assets() / "studies" / f"{name}.toml"
    if isinstance(id_or_path, Path) or name.endswith(".toml") or Path(name).exists():
        return Path(name)
    raise file_fault(f'"{name[:200]}"', f"no such study or file{did_you_mean(name, shipped)}")


def load_study(id_or_path: str | Path) -> Study:
    """The study of a shipped id or a path; FaultsError with everything that is wrong with it."""
    path = find_study(id_or_path)
    name = str(id_or_path)
    return study_from(read_toml(path, name), path.parent, name)


def study_from(data: Mapping[str, Any], folder: Path, file: str) -> Study:
    """The study that `data` holds; its scenario is looked for in `folder` when it is a file."""
    from wargame.scenario.study_checks import check_study  # noqa: PLC0415  it names these tables

    study, faults = parse(Study, dict(data), file)
    faults += check_study(data, study, folder, file)
    if study is None or faults:
        raise FaultsError(dict.fromkeys(faults))
    return study

"""Parameter files: each number of the rules with its unit, range, distribution and source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from wargame import paths
from wargame.scenario.faults import Fault, FaultsError, file_fault
from wargame.scenario.figures import Evidence, Sourced, Text, refusal
from wargame.scenario.messages import parse
from wargame.scenario.toml import read_toml

Distribution = Literal["triangular", "fixed"]
Numbers = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ParameterSpec:
    """One parameter: a number, or several that belong together, with all that is known of them."""

    name: str
    value: float | Numbers
    low: Numbers  # as many as values
    mode: Numbers
    high: Numbers
    unit: str
    distribution: Distribution
    source: str
    evidence: Evidence
    meaning: str
    file: str

    @property
    def values(self) -> Numbers:
        """The value as a tuple, also when it is one number."""
        return self.value if isinstance(self.value, tuple) else (self.value,)


def _listed(value: object) -> object:
    return value if isinstance(value, tuple) else (value,)


SomeNumbers = Annotated[Numbers, BeforeValidator(_listed), Field(min_length=1, max_length=1000)]


class _Row(Sourced):
    """A parameter as its file writes it."""

    value: SomeNumbers
    low: SomeNumbers | None = None
    high: SomeNumbers | None = None
    mode: SomeNumbers | None = None
    unit: Text
    distribution: Distribution = "triangular"
    meaning: Text

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.distribution == "triangular" and (self.low is None or self.high is None):
            raise refusal('low and high are missing; or say distribution = "fixed"')
        limits = self.along("low"), self.along("high")
        for low, high, mode, value in zip(*limits, self.along("mode"), self.value, strict=True):
            if not low <= value <= high:
                raise refusal(f"value {value:g} lies outside low {low:g} to high {high:g}")
            if not low <= mode <= high:
                raise refusal(f"mode {mode:g} lies outside low {low:g} to high {high:g}")
        return self

    def along(self, name: Literal["value", "low", "mode", "high"]) -> Numbers:
        """The numbers of that key, as many as values: one stands for all, none for the values."""
        numbers: Numbers | None = getattr(self, name)
        if numbers is None:
            return self.value
        if len(numbers) == 1:
            return numbers * len(self.value)
        if len(numbers) != len(self.value):
            words = f"{name} has {len(numbers)} numbers where value has {len(self.value)}"
            raise refusal(words)
        return numbers


def load_parameters(folder_or_file: Path | None = None) -> Mapping[str, ParameterSpec]:
    """Every parameter by name, from a file or all `*.toml` of a folder, by default the shipped.

    Raises FaultsError with every fault of every file; no name may stand in two files.
    """
    place = paths.assets() / "parameters" if folder_or_file is None else folder_or_file
    files = sorted(place.glob("*.toml")) if place.is_dir() else [place]
    if not files:
        raise file_fault(str(place), "no parameter file (*.toml) is in this folder")
    found: dict[str, ParameterSpec] = {}
    faults: list[Fault] = []
    for file in files:
        try:
            faults += _merge(found, parameters_from(read_toml(file, file.name), file.name))
        except FaultsError as error:
            faults += error.faults
    if faults:
        raise FaultsError(faults)
    return found


def _merge(found: dict[str, ParameterSpec], more: Mapping[str, ParameterSpec]) -> list[Fault]:
    twice = [spec for name, spec in more.items() if name in found]
    faults = [
        Fault(spec.file, spec.name, f"this parameter stands already in {found[spec.name].file}")
        for spec in twice
    ]
    for name, spec in more.items():
        found.setdefault(name, spec)
    return faults


def parameters_from(data: Mapping[str, Any], file: str) -> dict[str, ParameterSpec]:
    """The parameters that `data` holds, by name; raises FaultsError with every fault it has."""
    faults: list[Fault] = []
    found: dict[str, ParameterSpec] = {}
    for name, table in data.items():
        if not name.isidentifier():
            words = "a parameter's name consists of letters, digits and underscores"
            faults.append(Fault(file, name, words))
        row, wrong = parse(_Row, table, file, (name,))
        faults += wrong
        if row is not None:
            found[name] = _spec(name, row, isinstance(table["value"], tuple), file)
    if faults or not data:
        raise FaultsError(faults or [Fault(file, "", "no parameter is in this file")])
    return found


def _spec(name: str, row: _Row, is_list: bool, file: str) -> ParameterSpec:
    return ParameterSpec(
        name=name,
        value=row.value if is_list else row.value[0],
        low=row.along("low"),
        mode=row.along("mode"),
        high=row.along("high"),
        unit=row.unit,
        distribution=row.distribution,
        source=row.source,
        evidence=row.evidence,
        meaning=row.meaning,
        file=file,
    )

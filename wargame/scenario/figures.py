"""The small tables of which files are made: figures and draws, with range, source, evidence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

Evidence = Literal["verified", "from memory", "judgement"]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]


class Table(BaseModel):
    """A table of a file: every key known, every number finite, nothing converted or changed."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class Sourced(Table):
    """Something that says where it comes from and how sure that is."""

    source: Text
    evidence: Evidence


class Figure(Sourced):
    """A number and, where it is a judgement, the range in which it may lie."""

    value: float
    low: float | None = None
    high: float | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        low, _, high = self.span()
        if not low <= self.value <= high:
            raise refusal(f"value {self.value:g} lies outside low {low:g} to high {high:g}")
        return self

    def span(self) -> tuple[float, float, float]:
        """Low, value and high; without a range all three are the value."""
        low = self.value if self.low is None else self.low
        return low, self.value, self.value if self.high is None else self.high


class Triangular(Sourced):
    """An initial value: its mode as a rule, a triangular draw when initial values are sampled."""

    low: float
    mode: float
    high: float

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.low <= self.mode <= self.high:
            words = f"mode {self.mode:g} lies outside low {self.low:g} to high {self.high:g}"
            raise refusal(words)
        return self

    def span(self) -> tuple[float, float, float]:
        """Low, mode and high."""
        return self.low, self.mode, self.high


class Normal(Sourced):
    """An initial value that is always drawn: normal, and cut off at low and high where given."""

    mean: float
    sd: Annotated[float, Field(ge=0)]
    low: float | None = None
    high: float | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        low, mean, high = self.span()
        if not low <= mean <= high:
            raise refusal(f"mean {mean:g} lies outside low {low:g} to high {high:g}")
        return self

    def span(self) -> tuple[float, float, float]:
        """Low, mean and high; a limit not given is the mean."""
        low = self.mean if self.low is None else self.low
        return low, self.mean, self.mean if self.high is None else self.high


class PostureChances(Sourced):
    """The chances of the next US administration's three postures; they add up to 1."""

    supportive: Annotated[float, Field(ge=0, le=1)]
    transactional: Annotated[float, Field(ge=0, le=1)]
    disengaged: Annotated[float, Field(ge=0, le=1)]

    @model_validator(mode="after")
    def _sum_to_one(self) -> Self:
        if abs(sum(self.chances()) - 1) > 1e-9:
            raise refusal(f"the three chances add up to {sum(self.chances()):g}, not to 1")
        return self

    def chances(self) -> tuple[float, float, float]:
        """Supportive, transactional, disengaged."""
        return self.supportive, self.transactional, self.disengaged


def refusal(words: str) -> PydanticCustomError:
    """An error whose message is these words."""
    return PydanticCustomError("refusal", "{words}", {"words": words})


Spanned = Figure | Triangular | Normal


def _between(low: float, high: float) -> Callable[[Spanned], Spanned]:
    def check(table: Spanned) -> Spanned:
        outside = [number for number in table.span() if not low <= number <= high]
        if outside:
            raise refusal(f"{outside[0]:g} lies outside {low:g} to {high:g}")
        if isinstance(table, Normal) and table.sd > high - low:
            raise refusal(f"sd {table.sd:g} is wider than the whole of {low:g} to {high:g}")
        return table

    return check


def within(low: float, high: float) -> AfterValidator:
    """A check that a figure or an initial value lies, with all its range, between two limits."""
    return AfterValidator(_between(low, high))

"""A step people take at the table: a plain value that says what it does to a position.

A session file keeps steps as JSON. They are read back strictly: an unknown step or argument, or one
of the wrong type, is refused in a sentence.
"""

from __future__ import annotations

from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from wargame.app.desk import Desk
from wargame.app.position import Position
from wargame.engine.errors import IllegalDecision
from wargame.journal.chain import text_of

FACILITATOR = "Facilitator"
CONTROL = "Control"


class Step(BaseModel):
    """One step; `kind` names it in a file, `applied` is what it does, `words` tells it."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)
    kind: ClassVar[str]
    known: ClassVar[dict[str, type[Step]]] = {}

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Every kind of step is known by its name."""
        super().__pydantic_init_subclass__(**kwargs)
        Step.known[cls.kind] = cls

    @classmethod
    def of(cls, **args: Any) -> Self:
        """The step with those arguments; IllegalDecision in words when one makes no sense."""
        try:
            return cls(**args)
        except ValidationError as error:
            raise IllegalDecision(cls.kind, _reasons(error)) from None

    @staticmethod
    def read(kind: str, args: Any) -> Step:
        """The step whose arguments a file keeps; IllegalDecision when it is none."""
        if kind == "exercise":
            import wargame.app.exercise_steps  # noqa: F401, PLC0415  its records come when needed
        if kind not in Step.known:
            raise IllegalDecision(kind[:60], "this program knows no such step")
        try:
            return Step.known[kind].model_validate_json(text_of(args))
        except ValidationError as error:
            raise IllegalDecision(kind, _reasons(error)) from None

    @property
    def seat(self) -> str:
        """Who takes the step."""
        return FACILITATOR

    def applied(self, desk: Desk, here: Position) -> Position:
        """Where the step leads; `here` itself when it changes nothing."""
        raise NotImplementedError

    def words(self, here: Position, there: Position) -> str:
        """The step in a few words, for the log."""
        raise NotImplementedError


def _reasons(error: ValidationError) -> str:
    """The first faults of a step's arguments, in words."""
    found = error.errors(include_url=False, include_input=False)
    return "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in found[:3])

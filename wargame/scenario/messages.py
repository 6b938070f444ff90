"""Pydantic's findings turned into sentences with a path and a suggestion."""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from wargame.scenario.faults import Fault, did_you_mean, shown

Location = Sequence[int | str]
M = TypeVar("M", bound=BaseModel)


def parse(
    model: type[M], data: object, file: str, root: Location = ()
) -> tuple[M | None, list[Fault]]:
    """`data` as a `model`, or None and everything that is wrong with it.

    `root` is where `data` stands in the file, for the paths in the messages.
    """
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        start = path_of(root, None)
        return None, [
            Fault(file, _joined(start, path_of(detail["loc"], data)), _sentence(detail, model))
            for detail in error.errors(include_url=False)
        ]


def _joined(start: str, path: str) -> str:
    return ".".join(part for part in (start, path) if part)


def path_of(location: Location, data: object) -> str:
    """`sector[4] (POK).salience`: positions counted from 0, with the id that stands there."""
    path, here = "", data
    for depth, step in enumerate(location):
        in_a_list = isinstance(here, tuple) or here is None
        here = _inside(here, step)
        if isinstance(step, str):
            path += f".{step}" if path else step
        elif in_a_list:
            about_the_id = list(location[depth + 1 :]) == ["id"]
            path += f"[{step}]" + ("" if about_the_id else _label(here))
    return path


def _inside(value: object, step: int | str) -> object:
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, tuple) and isinstance(step, int) and step < len(value):
        return value[step]
    return None


def _label(value: object) -> str:
    name = value.get("id") if isinstance(value, dict) else None
    return f" ({name[:30]})" if isinstance(name, str) and name else ""


def _sentence(detail: ErrorDetails, model: type[BaseModel]) -> str:
    make = _WORDS.get(detail["type"])
    if make is not None:
        return make(detail, model)
    return detail["msg"].removeprefix("Input ").removeprefix("Value error, ")


def _missing(detail: ErrorDetails, _model: type[BaseModel]) -> str:
    key = detail["loc"][-1]
    if key == "source":
        return "the source is missing; every figure says where it comes from"
    if key == "evidence":
        return 'the evidence is missing; say "verified", "from memory" or "judgement"'
    return "this is missing"


def _unknown_key(detail: ErrorDetails, model: type[BaseModel]) -> str:
    *place, key = detail["loc"]
    return f"no such key{did_you_mean(key, _keys_at(model, place))}"


def _literal(detail: ErrorDetails, model: type[BaseModel]) -> str:
    *place, key = detail["loc"]
    if isinstance(key, int):
        key = str(place[-1])
    noun = "zone kind" if key == "kind" else str(key).replace("_", " ")
    choices = [c.strip("' ") for c in _expected(detail).replace(" or ", ",").split(",")]
    return f"no {noun} {shown(detail['input'])}{did_you_mean(detail['input'], choices)}"


def _expected(detail: ErrorDetails) -> str:
    return str(detail.get("ctx", {}).get("expected", ""))


def _limit(words: str, key: str) -> Callable[[ErrorDetails, type[BaseModel]], str]:
    def sentence(detail: ErrorDetails, _model: type[BaseModel]) -> str:
        limit = detail.get("ctx", {}).get(key)
        return f"must be {words} {limit:g}, not {shown(detail['input'])}"

    return sentence


def _kind(words: str) -> Callable[[ErrorDetails, type[BaseModel]], str]:
    def sentence(detail: ErrorDetails, _model: type[BaseModel]) -> str:
        return f"must be {words}, not {shown(detail['input'])}"

    return sentence


def _fixed(words: str) -> Callable[[ErrorDetails, type[BaseModel]], str]:
    return lambda _detail, _model: words


_WORDS: dict[str, Callable[[ErrorDetails, type[BaseModel]], str]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "literal_error": _literal,
    "greater_than": _limit("more than", "gt"),
    "greater_than_equal": _limit("at least", "ge"),
    "less_than": _limit("less than", "lt"),
    "less_than_equal": _limit("at most", "le"),
    "float_type": _kind("a number"),
    "int_type": _kind("a whole number"),
    "bool_type": _kind("true or false"),
    "string_type": _kind("text in quotation marks"),
    "date_type": _kind("a date such as 2024-12-01, without quotation marks"),
    "tuple_type": _kind("a list"),
    "model_type": _kind("a table"),
    "dict_type": _kind("a table"),
    "finite_number": _kind("a finite number"),
    "string_too_short": _fixed("must not be empty"),
    "string_too_long": _fixed("is too long a text"),
    "string_pattern_mismatch": _kind('lower-case letters, digits and hyphens, such as "gov-now"'),
    "too_long": _fixed("has an entry too many"),
}


def _keys_at(model: type[BaseModel], place: Location) -> list[str]:
    """The keys that the table at `place` may hold."""
    here: type[BaseModel] | None = model
    for step in place:
        if isinstance(step, str) and here is not None:
            here = next(_models(_field_type(here, step)), None)
    return [field.alias or name for name, field in here.model_fields.items()] if here else []


def _field_type(model: type[BaseModel], key: str) -> Any:
    for name, field in model.model_fields.items():
        if key in (name, field.alias):
            return field.annotation
    return None


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in typing.get_args(annotation):
        yield from _models(inner)

"""A ready exercise in a TOML file: overview, objectives, agenda, seats, events, cards.

Facilitators share these files; every fault of one is told at once.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from wargame import paths
from wargame.engine.errors import IllegalDecision
from wargame.exercise.clock import exercised_by
from wargame.exercise.formats.table import effect_fault
from wargame.exercise.msel import Inject, Msel, Timing
from wargame.exercise.overview import PRESETS, AgendaItem, Objective, Overview, check_agenda
from wargame.exercise.records import Record, Text
from wargame.exercise.seats import Adjudication, Participant, Seating
from wargame.exercise.state import ExerciseState
from wargame.players.table import doctrines_of
from wargame.rules.deck import DECK
from wargame.rules.fields import FIELDS
from wargame.scenario.faults import Fault, FaultsError, did_you_mean, shown
from wargame.scenario.messages import parse
from wargame.scenario.toml import read_toml

SUFFIX = ".toml"


def _timing(found: object) -> object:
    """A time as people write it ("T+15", "move 2", "19:30", "manual"), or a condition's table."""
    if isinstance(found, dict):
        return {"kind": "condition", "when": found}
    if not isinstance(found, str):
        return found
    said = Timing.parse(found)
    if said is None:
        words = "must be a time such as T+15, move 2, 19:30 or manual, or a condition's table"
        raise ValueError(f"{words}, not {shown(found)}")
    return said.plain()


class WrittenInject(Inject):
    """An inject as it stands in such a file."""

    timing: Annotated[Timing, BeforeValidator(_timing)] = Timing()


class Prepared(Record):
    """What a facilitator prepares before anybody has come."""

    title: Text = Field(min_length=1)
    turn_minutes: int = Field(default=10, ge=1, le=240)
    adjudication: Adjudication = "rigid"
    overview: Overview = Overview()
    objective: tuple[Objective, ...] = ()
    agenda: tuple[AgendaItem, ...] = PRESETS[90]
    participant: tuple[Participant, ...] = ()
    seating: tuple[Seating, ...] = ()
    inject: tuple[WrittenInject, ...] = ()
    card: tuple[WrittenInject, ...] = ()

    @property
    def parts(self) -> dict[str, Any]:
        """Each part under the name that the exercise's state has for it."""
        return {
            "overview": self.overview,
            "objectives": self.objective,
            "agenda": self.agenda,
            "turn_minutes": self.turn_minutes,
            "adjudication": self.adjudication,
            "participants": self.participant,
            "seating": self.seating,
            "msel": _list(self.inject),
            "deck": _list(self.card),
        }

    @property
    def state(self) -> ExerciseState:
        """The exercise before its first minute."""
        return ExerciseState(**self.parts)

    @classmethod
    def of(cls, state: ExerciseState) -> Prepared:
        """What was prepared of an exercise; what people have said and done in it is left out."""
        fresh = state.again()
        return cls(
            title=state.overview.exercise_name or "Exercise",
            turn_minutes=state.turn_minutes,
            adjudication=state.adjudication,
            overview=state.overview,
            objective=state.objectives,
            agenda=state.agenda,
            participant=state.participants,
            seating=state.seating,
            inject=tuple(_written(inject) for inject in fresh.msel.injects),
            card=tuple(_written(inject) for inject in state.deck.injects),
        )


def _list(injects: Iterable[WrittenInject]) -> Msel:
    return Msel(injects=tuple(Inject.model_validate(dict(i), strict=True) for i in injects))


def _written(inject: Inject) -> WrittenInject:
    return WrittenInject.model_construct(**dict(inject))


def shipped() -> tuple[str, ...]:
    """The ids of the exercises that come with the program."""
    return tuple(sorted(path.stem for path in _folder().glob(f"*{SUFFIX}")))


def _folder() -> Path:
    return paths.assets() / "exercises"


def read_prepared(id_or_path: str | Path) -> Prepared:
    """The exercise of a shipped id or of a file; FaultsError with every fault."""
    name = str(id_or_path)
    own = _folder() / f"{name}{SUFFIX}"
    path = own if name in shipped() else Path(name)
    return prepared_from(read_toml(path, name), name)


def prepared_from(data: dict[str, Any], name: str) -> Prepared:
    """The exercise of the tables of a file; `name` is what messages call it."""
    found, faults = parse(Prepared, data, name)
    if found is not None:
        faults = [Fault(name, path, words) for path, words in _faults(found)]
    if faults or found is None:
        raise FaultsError(faults)
    return found


Found = Iterator[tuple[str, str]]


def _faults(found: Prepared) -> Found:
    """Where in the file, and what is wrong: all that one table alone does not show."""
    yield from _twice("objective", [o.id for o in found.objective])
    yield from _twice("inject", [i.number for i in found.inject])
    yield from _twice("card", [i.number for i in found.card])
    yield from _seats(found)
    try:
        check_agenda(found.agenda)
    except IllegalDecision as refusal:
        yield "agenda", str(refusal)
    for place, part in enumerate(found.agenda):
        yield from _ids(f"agenda[{place}].objectives", part.objectives, found.objective)
    for kind, injects in (("inject", found.inject), ("card", found.card)):
        for place, inject in enumerate(injects):
            yield from _about(f"{kind}[{place}] ({inject.number})", inject, found.objective)


def _twice(kind: str, ids: list[str]) -> Found:
    for place, own in enumerate(ids):
        if not own:
            yield f"{kind}[{place}]", "it needs a number or id of its own"
    for own, times in Counter(ids).items():
        if own and times > 1:
            yield kind, f"{shown(own)} stands {times} times; each has its own"


def _ids(path: str, ids: Iterable[str], objectives: Iterable[Objective]) -> Found:
    known = [o.id for o in objectives]
    for own in ids:
        if own not in known:
            yield path, f"there is no objective {shown(own)}{did_you_mean(own, known)}"


def _seats(found: Prepared) -> Found:
    known = [seat.id for seat in DECK.seats]
    for place, seating in enumerate(found.seating):
        path = f"seating[{place}]"
        if seating.seat not in known:
            yield path, f"there is no seat {shown(seating.seat)}{did_you_mean(seating.seat, known)}"
            continue
        doctrines = [d.id for d in doctrines_of(seating.seat)]
        if seating.doctrine and seating.doctrine not in doctrines:
            near = did_you_mean(seating.doctrine, doctrines)
            yield path, f"{seating.seat} has no doctrine {shown(seating.doctrine)}{near}"


def _about(path: str, inject: Inject, objectives: tuple[Objective, ...]) -> Found:
    for place, effect in enumerate(inject.effects):
        words = effect_fault(effect)
        if words:
            yield f"{path}.effects[{place}]", words
    when = inject.timing.when
    if when is not None and when.field not in FIELDS:
        near = did_you_mean(when.field, FIELDS)
        yield f"{path}.timing", f"the state has no field {shown(when.field)}{near}"
    if inject.objective and objectives and not exercised_by(inject, objectives):
        known = ", ".join(o.id for o in objectives)
        words = f"{shown(inject.objective)} names no objective; there are {known}"
        yield f"{path}.objective", words


# ------------------------------------------------------------------------------------- writing


def prepared_toml(found: Prepared) -> str:
    """The exercise as a file that `read_prepared` reads as the same exercise."""
    plain = found.plain() | {"title": found.title}
    agenda = [item.plain() for item in found.agenda]
    lines = [f"{k} = {_value(v)}" for k, v in plain.items() if not isinstance(v, dict | list)]
    if "overview" in plain:
        lines += ["", "[overview]", *_rows(plain["overview"])]
    tables = {**plain, "agenda": agenda}
    for name in ("objective", "agenda", "participant", "seating", "inject", "card"):
        for table in tables.get(name, ()):
            lines += ["", f"[[{name}]]", *_rows(_with_time(table))]
    return "\n".join(lines) + "\n"


def _with_time(table: dict[str, Any]) -> dict[str, Any]:
    """The time of an inject as people write it."""
    if "timing" not in table:
        return table
    timing = Timing.model_validate_json(json.dumps(table["timing"]))
    return table | {"timing": timing.when.plain() if timing.when else timing.text}


def _rows(table: dict[str, Any]) -> list[str]:
    return [f"{key} = {_value(value)}" for key, value in table.items()]


def _value(value: Any) -> str:
    """A value as TOML: texts as JSON writes them, tables and lists in line."""
    if isinstance(value, dict):
        return "{ " + ", ".join(_rows(value)) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)

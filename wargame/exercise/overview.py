"""What an exercise is: the overview block, objectives, modules, agenda; lessons of four lengths."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from wargame.engine.errors import IllegalDecision
from wargame.exercise.records import Record, Text

HOT_WASH = "Hot Wash"
BREAK = "Break"


class Overview(Record):
    """The Exercise Overview block, the same in every document."""

    exercise_name: Text = ""
    exercise_dates: Text = ""
    scope: Text = ""
    mission_areas: Text = ""
    core_capabilities: Text = ""
    objectives: Text = ""
    threat_or_hazard: Text = ""
    scenario: Text = ""
    sponsor: Text = ""
    participating_organizations: Text = ""
    point_of_contact: Text = ""

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """Each label as documents print it, with what stands beside it."""
        return tuple((label, getattr(self, name)) for name, label in LABELS.items())


LABELS = {
    "exercise_name": "Exercise Name",
    "exercise_dates": "Exercise Dates",
    "scope": "Scope",
    "mission_areas": "Mission Area(s)",
    "core_capabilities": "Core Capabilities",
    "objectives": "Objectives",
    "threat_or_hazard": "Threat or Hazard",
    "scenario": "Scenario",
    "sponsor": "Sponsor",
    "participating_organizations": "Participating Organizations",
    "point_of_contact": "Point of Contact",
}


class Objective(Record):
    """What the exercise is for, with the critical tasks by which it is judged."""

    id: Text  # "O1"
    text: Text
    tasks: tuple[Text, ...] = ()


class AgendaItem(Record):
    """A part of the exercise: briefing, module, break or Hot Wash."""

    title: Text
    minutes: int = Field(ge=1, le=600)
    kind: Literal["briefing", "module", "break", "hot_wash"] = "module"
    objectives: tuple[Text, ...] = ()  # ids
    questions: tuple[Text, ...] = ()


Agenda = tuple[AgendaItem, ...]


def _agenda(briefing: int, *parts: int, debrief: int) -> Agenda:
    """Modules of those lengths, negative ones being breaks, between briefing and Hot Wash."""
    items = [AgendaItem(title="Briefing", minutes=briefing, kind="briefing")]
    for part in parts:
        if part < 0:
            items.append(AgendaItem(title=BREAK, minutes=-part, kind="break"))
        else:
            number = sum(item.kind == "module" for item in items) + 1
            items.append(AgendaItem(title=f"Module {number}", minutes=part))
    return (*items, AgendaItem(title=HOT_WASH, minutes=debrief, kind="hot_wash"))


# Lessons by their length in minutes. The CTEP pattern is modules of 60, breaks of 10 and a Hot
# Wash of 25; shorter lessons shorten the modules (our judgement).
PRESETS: Mapping[int, Agenda] = {
    45: _agenda(5, 25, debrief=15),
    75: _agenda(10, 40, debrief=25),
    90: _agenda(10, 25, -5, 25, debrief=25),
    150: _agenda(10, 50, -10, 55, debrief=25),
}


def length(agenda: Agenda) -> int:
    """Minutes from the beginning to the end of the Hot Wash."""
    return sum(item.minutes for item in agenda)


def fitted(agenda: Agenda, minutes: int) -> Agenda:
    """The agenda in so many minutes: modules give or gain time, the Hot Wash keeps all of its own.

    Raises IllegalDecision where even modules of a minute do not fit.
    """
    modules = [item for item in agenda if item.kind == "module"]
    fixed = length(agenda) - length(tuple(modules))
    left = minutes - fixed
    if left < len(modules) or not modules:
        words = f"{minutes} minutes leave no time for modules beside {fixed} of all else"
        raise IllegalDecision("agenda", f"{words}; the {HOT_WASH} is not shortened")
    total, shares, given = length(tuple(modules)), [], 0
    for place, item in enumerate(modules):
        after = len(modules) - place - 1
        share = left - given if not after else round(left * item.minutes / total)
        shares.append(min(max(share, 1), left - given - after))
        given += shares[-1]
    lengths = iter(shares)
    return tuple(
        item.model_copy(update={"minutes": next(lengths)}) if item.kind == "module" else item
        for item in agenda
    )


def check_agenda(agenda: Agenda) -> None:
    """Nothing happens when an agenda ends with a Hot Wash; IllegalDecision otherwise."""
    if not agenda or agenda[-1].kind != "hot_wash":
        raise IllegalDecision("agenda", f"it ends with the {HOT_WASH}: the debrief is never cut")

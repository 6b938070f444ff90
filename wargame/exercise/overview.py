"""What an exercise is: the overview block, objectives, modules, agenda; lessons of four lengths."""

from __future__ import annotations

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

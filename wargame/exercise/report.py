"""The documents of an exercise as pages: Jinja2 templates that people can change, filled in."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from wargame import paths
from wargame.exercise.evaluation import RATINGS
from wargame.exercise.report_records import Report

KINDS: Mapping[str, str] = {
    "aar": "After-Action Report / Improvement Plan",
    "sitman": "Situation Manual",
    "guide": "Facilitator Guide",
    "msel": "Master Scenario Events List",
    "eeg": "Exercise Evaluation Guide",
    "feedback": "Participant Feedback Form",
    "seat": "Seat handouts",
}
SCREEN, PAPER = "report_screen", "report_paper"  # a browser, Qt's rich text
PAPERS: Mapping[str, tuple[float, float]] = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}  # mm


def page(report: Report, kind: str, *, paper: str = "a4", rich_text: bool = False) -> str:
    """A document as one page of HTML that needs no other file; everything in it is escaped.

    kind : of KINDS. rich_text : written for Qt's subset of HTML, with pictures by their name.
    Raises DanglingReference where a statement cites an event that the log does not have.
    """
    report.check()
    template = environment().get_template(f"report_{kind}.html.j2")
    frame = PAPER if rich_text else SCREEN
    return template.render(
        frame=f"{frame}.html.j2",
        parts=f"{frame}_parts.html.j2",
        report=report,
        kind=kind,
        document=KINDS[kind],
        ratings=RATINGS,
        paper=paper,
        ink=ink(),
    )


@cache
def ink() -> Mapping[str, str]:
    """The colours of text and lines on paper, by name."""
    with (paths.assets() / "theme" / "tokens.toml").open("rb") as file:
        light: Mapping[str, Any] = tomllib.load(file)["color"]["light"]
    return {name: str(light[name]) for name in ("text", "text2", "border", "sunken", "accent")}


@cache
def environment() -> Environment:
    """The templates of documents, which escape what they are given."""
    return Environment(
        loader=FileSystemLoader(paths.assets() / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

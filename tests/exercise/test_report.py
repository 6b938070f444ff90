"""Documents of an exercise: sections, citations, and nothing that a reader's program would run."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from wargame.exercise.decisions import DecisionRecord
from wargame.exercise.estimates import Estimate, Question
from wargame.exercise.evaluation import Feedback, HotWashNote, Improvement, Observation, Rating
from wargame.exercise.msel import Inject, Msel
from wargame.exercise.overview import PRESETS, Objective, Overview
from wargame.exercise.report import KINDS, page
from wargame.exercise.report_charts import Fan, Line, Mark, calibration, timeline
from wargame.exercise.report_records import (
    DanglingReference,
    Finding,
    Grid,
    Moment,
    Picture,
    Report,
    SeatSheet,
)
from wargame.exercise.report_tables import RISKY, csv_of, named, write_csv, write_xlsx
from wargame.exercise.report_written import paperwork
from wargame.exercise.seats import Participant
from wargame.exercise.state import ExerciseState, Publication

EVIL = "<script>alert('x')</script>"
GRID = Grid("table", "A table", ("One", "Two"), (("a", "b"),))
LOG = Grid("log", "Log of events", ("Event", "What"), (("0", "opens"), ("7", "turn 1 played")))


def report_of(words: str) -> Report:
    """A document of every kind with those words wherever people can write."""
    overview = dict.fromkeys(Overview.model_fields, words)
    asked = Inject(number="1", title=words, message=words, poll=f"{words} | no")
    written = ExerciseState(
        overview=Overview(**overview),
        objectives=(Objective(id="O1", text=words, tasks=(words,)), Objective(id="O2", text="b")),
        agenda=tuple(i.model_copy(update={"questions": (words,)}) for i in PRESETS[90]),
        participants=(Participant(name=words, organization=words),),
        msel=Msel(injects=(asked,)),
        publications=(Publication(number="1", turn=1, at=words, digest=words),),
        questions=(
            Question(
                id="q", text=words, model=0.5, outcome=True,
                estimates=(Estimate(who=words, team="A", probability=0.8),),
            ),
        ),
        ratings=(Rating(objective="O1", rating="S", note=words, refs=(7,)),),
        observations=(Observation(text=words, by=words, objective="O1", refs=(7,)),),
        feedback=(Feedback(strengths=(words,), statements=(4,)),),
        hot_wash=(
            HotWashNote(kind="strength", text=words, refs=(7,)),
            HotWashNote(kind="improvement", text=words, refs=(0, 7)),
        ),
        plan=(Improvement(issue=words, corrective_action=words),),
        decisions=(DecisionRecord(owner=words, decision=words, seat="us"),),
    )  # fmt: skip
    paper = paperwork(written)
    hit = replace(GRID, rows=((words, words),))
    return Report(
        overview=paper.overview, about=(words,), situation=words, objectives=paper.objectives,
        modules=paper.modules, agenda=paper.agenda, roles=hit,
        timeline=timeline([Line(words, (1.0, 50.0))], None, (), 4, words),
        map=Picture("map", words, words, 10, 10, png=b"png"),
        turns=replace(hit, refs=((7,),)), options=(hit,), account=hit, rulings=hit,
        moments=(Moment(words, (words,), (7,), hit, hit),),
        decisions=paper.decisions, estimates=paper.estimates, calibration=paper.calibration,
        observations=paper.observations, strengths=paper.strengths,
        improvements=paper.improvements, plan=paper.plan, feedback=paper.feedback,
        participants=paper.participants, injects=paper.injects, published=paper.published,
        sources=hit, assumptions=(words,),
        structure=(words,), statements=(*paper.statements, words), foot=words,
        seats=(SeatSheet("us", words, words, hit, hit, hit),), log=LOG, events=frozenset({0, 7}),
    )  # fmt: skip


def headings(html: str) -> list[str]:
    return re.findall(r"<h2>(.*?)</h2>", html)


SECTIONS = {
    "aar": [
        "Exercise Overview", "plain", "Timeline of stability", "Objectives", "Strengths",
        "Areas for Improvement", "Timeline of events", "Turning points",
        "What each option would have done", "Luck, decisions, rulings", "Rulings",
        "Injects published", "Decision record", "Estimates scored", "Observations",
        "Improvement Plan",
        "Participant Feedback", "Participants", "Sources and assumptions",
        "Appendix: log of events",
    ],
    "sitman": [
        "Exercise Overview", "Objectives", "Agenda", "Roles and Responsibilities",
        "Exercise Structure", "Exercise Guidelines", "Assumptions and Artificialities", "Scenario",
        "Module 1 (25 minutes)", "Module 2 (25 minutes)", "Sources",
    ],
    "guide": [
        "Exercise Overview", "Objectives", "Agenda", "Roles and Responsibilities",
        "Exercise Structure", "Exercise Guidelines", "Assumptions and Artificialities", "Scenario",
        "Module 1 (25 minutes)", "Module 2 (25 minutes)", "Master Scenario Events List", "Sources",
    ],
    "msel": ["Exercise Overview", "Master Scenario Events List"],
    "eeg": ["Exercise Overview", "How to rate", "O1 plain", "O2 b", "Evaluator"],
    "feedback": [
        "Three strengths of this exercise", "Three areas for improvement", "How far do you agree?",
        "What would have changed your mind?",
    ],
    "seat": ["plain"],
}  # fmt: skip


@pytest.mark.parametrize("rich_text", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_every_document_has_its_sections_in_order(kind: str, rich_text: bool) -> None:
    assert headings(page(report_of("plain"), kind, rich_text=rich_text)) == SECTIONS[kind]


@pytest.mark.parametrize("rich_text", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_what_people_wrote_is_never_read_as_html(kind: str, rich_text: bool) -> None:
    html = page(report_of(EVIL), kind, rich_text=rich_text)
    assert "<script" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_needs_no_other_file_and_no_network(kind: str) -> None:
    html = page(report_of("plain"), kind)
    targets = re.findall(r'(?:src|href)\s*=\s*"([^"]*)"', html)
    assert all(target.startswith(("#event-", "data:image/png;base64,")) for target in targets)
    assert "<link" not in html
    assert "url(" not in html
    assert "@import" not in html


def test_every_citation_leads_to_an_event_of_the_log() -> None:
    html = page(report_of("plain"), "aar")
    cited = set(re.findall(r'href="#(event-\d+)"', html))
    there = set(re.findall(r'id="(event-\d+)"', html))
    assert cited == {"event-0", "event-7"}
    assert cited <= there


@pytest.mark.parametrize(
    "change",
    [
        {"strengths": (Finding("nobody saw it", (8,)),)},
        {"turns": replace(GRID, refs=((7, 99),))},
        {"moments": (Moment("A moment", (), (12,), GRID),)},
    ],
)
def test_a_citation_of_no_event_is_refused(change) -> None:
    with pytest.raises(DanglingReference, match="cites log event"):
        page(replace(report_of("plain"), **change), "aar")


def test_what_nobody_wrote_has_no_section() -> None:
    bare = Report(overview=Overview(exercise_name="Bare"), about=())
    assert headings(page(bare, "aar")) == ["Exercise Overview", "Sources and assumptions"]
    assert "None" not in page(bare, "aar")


def test_estimates_of_people_stand_beside_those_of_the_model() -> None:
    _, people, teams = report_of("Ann").estimates
    assert people.rows == (("Ann", "1", "0.040"), ("The model's forecast", "1", "0.250"))
    assert teams.rows[0] == ("A", "1", "0.040")


def test_an_objective_is_told_with_its_rating_its_note_and_its_events() -> None:
    first, second = report_of("seen").objectives
    assert (first.rating, first.shown, first.refs) == ("S", "seen; seen", (7,))
    assert second.rating == ""
    assert "not rated" in page(report_of("seen"), "aar")


# tables for a spreadsheet

cells = st.text(
    alphabet=st.characters(codec="utf-8", exclude_characters="\r\n"), min_size=0, max_size=12
)
risky = st.builds(lambda mark, rest: mark + rest, st.sampled_from(RISKY), cells)


@given(st.lists(st.tuples(st.one_of(cells, risky), risky), min_size=1, max_size=4))
def test_no_cell_of_a_csv_can_be_a_formula(rows: list[tuple[str, str]]) -> None:
    grid = Grid("t", "T", ("=head", "b"), tuple(rows))
    for row in csv.reader(io.StringIO(csv_of(grid), newline="")):
        assert not any(cell.lstrip(" ").startswith(RISKY) for cell in row)


@pytest.mark.parametrize("mark", RISKY)
def test_no_cell_of_a_workbook_can_be_a_formula(mark: str, tmp_path: Path) -> None:
    words = f"{mark}HYPERLINK(1)"
    path = tmp_path / "t.xlsx"
    write_xlsx([Grid("t", "T", ("a", words), ((words, "b\x07c"),))], path)
    sheet = load_workbook(path).worksheets[0]
    assert all(cell.data_type == "s" for row in sheet.iter_rows() for cell in row)
    assert sheet["B1"].quotePrefix
    assert sheet["B2"].value == "bc"  # XML has no place for a bell


def test_every_table_has_a_name_of_its_own(tmp_path: Path) -> None:
    grids = [GRID, replace(GRID, id="../Table!"), replace(GRID, id="x" * 60)]
    names = [name for name, _ in named(grids)]
    assert names == ["table", "table-2", "x" * 27]
    written = write_csv(grids, tmp_path)
    assert {path.parent for path in written} == {tmp_path}
    assert len({*written}) == 3


def test_events_stand_in_a_last_column() -> None:
    assert csv_of(replace(GRID, refs=((3, 5),))).splitlines() == [
        "One,Two,Log events", 'a,b,"3, 5"',
    ]  # fmt: skip


# charts


def test_a_chart_tells_its_figures_to_who_cannot_see_it() -> None:
    fan = Fan((0, 1), (0, 1), (1, 2), (3, 4), (5, 6))
    made = timeline([Line("this game", (20.0, 40.0))], fan, [Mark(1, "ruling")], 4, "caption")
    assert "this game: 20, 40" in made.alt
    assert made.svg.count("<polygon") == 3
    assert "40 this game" in made.svg


def test_calibration_puts_what_came_true_over_what_was_said() -> None:
    made = calibration([(0.25, 0.5, 4)], "caption")
    assert "about 25% said 4 times, came true 50%" in made.alt
    assert made.svg.count("<circle") == 1

"""Steps as values: what a file keeps of them leads to the same place, and nonsense is refused."""

from __future__ import annotations

import json

import pytest

from wargame.app import exercise, rulings, steps, zone_steps  # noqa: F401  all steps are known
from wargame.app.session import Session
from wargame.app.setting import Setting
from wargame.app.step import Step
from wargame.engine.errors import IllegalDecision, WargameError

RING = [[[30.0, 50.0], [31.0, 50.0], [31.0, 51.0], [30.0, 50.0]]]


def test_every_kind_of_step_is_told_in_words_and_read_back_from_its_text(table) -> None:
    session = Session(table.scenario, 3, table.shelf)
    session.choose("gov")
    session.switch("eu", on=True)
    session.set_terms("gov", troops_k=33)
    drawn = session.draw_zone(RING, "My zone")
    session.reshape_zone(drawn, [[[30, 50], [32, 50], [31, 51], [30, 50]]], "stroke 1")
    session.rename_zone(drawn, "Another")
    session.set_zone_template(drawn, "gov")
    session.remove_zone(session.copy_zone("gov"))
    session.set_inject("inject_exchange", on=True)
    session.lay("kyiv", "fortify", "POK")
    session.take_back("kyiv", "fortify")
    session.play_turn()
    session.rule("cohesion", None, 0.5, "agreed", "White Cell")
    session.note("why we did it")
    session.set_setting(Setting(injects=True))
    exercise.ExerciseDesk(session).use_preset(45)
    session.restart(9)
    nodes = [node for node in session.tree.nodes.values() if node.step]
    assert {node.kind for node in nodes} == set(Step.known)
    for node in nodes:
        args = json.loads(node.step.model_dump_json())
        assert Step.read(node.kind, args) == node.step
        assert node.words
        assert not node.words.endswith(".")


@pytest.mark.parametrize(
    ("kind", "args", "words"),
    [
        ("format_disk", {}, "no such step"),
        ("choose", {"option_id": 3}, "option_id"),
        ("choose", {}, "option_id"),
        ("choose", {"option_id": "gov", "and": "more"}, "and"),
        ("set_terms", {"option_id": "gov", "troops_k": "40"}, "troops_k"),
        ("set_terms", {"option_id": "gov", "buffer_km": 1e308}, "buffer_km"),
        ("set_terms", {"option_id": "gov", "troops_k": -1.0}, "troops_k"),
        ("restart", {"seed": 1.5}, "seed"),
        ("rule", {"field": "cohesion"}, "value"),
        ("choose", ["gov"], "dictionary|object"),
        ("choose", None, "dictionary|object"),
    ],
)
def test_a_step_that_is_none_is_refused_in_a_sentence(kind: str, args: object, words: str) -> None:
    with pytest.raises(IllegalDecision, match=words):
        Step.read(kind, args)


@pytest.mark.parametrize(
    "step",
    [
        lambda s: s.set_terms("gov", troops_k=float("nan")),
        lambda s: s.set_terms("gov", troops_k="many"),
        lambda s: s.restart(-1),
        lambda s: s.note("  "),
        lambda s: s.set_inject("cohesion", on=True),
        lambda s: s.set_setting(Setting(doctrines=(("kyiv", "nonsense"),))),
        lambda s: s.rule("cohesion", None, 0.5, "too early", "White Cell"),
        lambda s: s.go_to(99),
        lambda s: s.visit(99),
        lambda s: s.replace_branch_name(99, "x"),
        lambda s: s.compare_branches(0, 99),
        lambda s: s.view_at(99),
    ],
)
def test_a_step_that_makes_no_sense_is_a_sentence_and_leaves_no_trace(table, step) -> None:
    session = Session(table.scenario, 3, table.shelf)
    before = session.log(), session.digest(), session.chronicle.last
    with pytest.raises(WargameError):
        step(session)
    assert (session.log(), session.digest(), session.chronicle.last) == before

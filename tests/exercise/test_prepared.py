"""Ready exercises: the shipped one is whole, a file tells all its faults, writing loses nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.exercise.msel import Condition, Effect, Inject, Msel, Timing
from wargame.exercise.overview import PRESETS, Objective, Overview, length
from wargame.exercise.prepared import (
    Prepared,
    prepared_from,
    prepared_toml,
    read_prepared,
    shipped,
)
from wargame.exercise.state import ExerciseState
from wargame.rules.deck import DECK
from wargame.scenario.faults import FaultsError
from wargame.scenario.toml import toml_tables

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40).map(str.strip)
TIMINGS = st.one_of(
    st.just(Timing()),
    st.integers(0, 86_399).map(lambda s: Timing(kind="absolute", seconds=s)),
    st.integers(0, 20_000).map(lambda s: Timing(kind="relative", seconds=s)),
    st.integers(0, 40).map(lambda m: Timing(kind="move", move=m)),
    st.floats(0, 1).map(
        lambda v: Timing(
            kind="condition", when=Condition(field="cohesion", comparison="<", value=v)
        )
    ),
)
EFFECTS = st.builds(
    Effect, field=st.just("cohesion"), op=st.just("add"), value=st.floats(-1, 1).map(float)
)


@st.composite
def events(draw: st.DrawFn) -> tuple[Inject, ...]:
    numbers = draw(st.lists(st.integers(1, 99).map(str), unique=True, max_size=5))
    return tuple(
        Inject(
            number=number,
            title=draw(TEXTS),
            message=draw(TEXTS),
            notes=draw(TEXTS),
            timing=draw(TIMINGS),
            effects=tuple(draw(st.lists(EFFECTS, max_size=2))),
        )
        for number in numbers
    )


def reread(state: ExerciseState) -> ExerciseState:
    text = prepared_toml(Prepared.of(state))
    return prepared_from(toml_tables(text, "it"), "it").state


def test_the_shipped_exercises_are_whole_and_keep_their_debrief() -> None:
    assert shipped() == ("line-and-guarantee",)
    found = read_prepared("line-and-guarantee")
    assert length(found.agenda) == 90
    assert (found.agenda[-1].kind, found.agenda[-1].minutes) == ("hot_wash", 25)
    assert (len(found.inject), len(found.card)) == (12, 5)
    named = {o.id for o in found.objective}
    assert {i for inject in found.inject for i in inject.objective.split()} == named
    assert all(inject.expected and inject.notes for inject in found.inject)
    seats = {"All", *(seat.name for seat in DECK.seats)}
    told = {name for i in (*found.inject, *found.card) for name in i.to.split(", ")}
    assert told <= seats


def test_every_fault_of_a_file_is_told_at_once() -> None:
    text = prepared_toml(read_prepared("line-and-guarantee"))
    for right, wrong in (
        ('"spoilers"', '"spoiler"'),
        ('"inject_oil"', '"inject_oill"'),
        ('objective = "O3"', 'objective = "O9"'),
        ('number = "02"', 'number = "01"'),
        ('field = "cohesion"', 'field = "cohesoin"'),
    ):
        assert right in text
        text = text.replace(right, wrong)
    with pytest.raises(FaultsError) as told:
        prepared_from(toml_tables(text, "it"), "it")
    said = str(told.value)
    for words in (
        'did you mean "spoilers"?',
        'did you mean "inject_oil"?',
        '"O9" names no objective; there are O1, O2, O3',
        '"01" stands 2 times',
        'did you mean "cohesion"?',
    ):
        assert words in said, said


@pytest.mark.parametrize("wrong", ["T22", "soon", "25:00"])
def test_a_time_that_is_none_is_refused_with_its_place(wrong: str) -> None:
    with pytest.raises(FaultsError, match=r"inject\[0\].timing.*must be a time such as T\+15"):
        prepared_from({"title": "x", "inject": ({"number": "1", "timing": wrong},)}, "it")


def test_an_agenda_without_its_debrief_is_refused() -> None:
    agenda = ({"title": "Talk", "minutes": 45},)
    with pytest.raises(FaultsError, match="the debrief is never cut"):
        prepared_from({"title": "x", "agenda": agenda}, "it")


@given(events(), events(), TEXTS, st.sampled_from(sorted(PRESETS)))
def test_what_is_written_is_read_as_the_same_exercise(
    injects: tuple[Inject, ...], cards: tuple[Inject, ...], words: str, minutes: int
) -> None:
    state = ExerciseState(
        overview=Overview(scope=words),
        objectives=(Objective(id="O1", text=words, tasks=(words,)),),
        agenda=PRESETS[minutes],
        msel=Msel(injects=injects),
        deck=Msel(injects=cards),
    )
    assert reread(state) == state

"""Event lists of every shape, for the laws that all formats keep."""

from __future__ import annotations

from hypothesis import strategies as st

from wargame.exercise.formats.names import FORMATS
from wargame.exercise.msel import (
    CANONICAL,
    COMPARISONS,
    STATUSES,
    Condition,
    Effect,
    Inject,
    Msel,
    Timing,
)
from wargame.exercise.overview import LABELS, Overview
from wargame.exercise.records import clean

_MARKS = st.sampled_from(
    ["=1+1", "@SUM(A1)", "+49 30", "-", "'=x", "''-y", "A | B", '"q"', "a,b;c", "x\ny", "  ", "“ü”",
     "19:30", "T+15", "[1, 2]", "{}", "3", "yes", "_x0041_", "\u200bzero", "\t=tab", "\r=cr", "’"]
)  # fmt: skip
TEXTS = st.one_of(_MARKS, st.text(max_size=12)).map(clean)
NAMES = st.one_of(
    st.text(min_size=1, max_size=8),
    st.sampled_from(["Message", "#", "status", "extra: x", "a.b", "a", "Profile", "timing", "="]),
    st.sampled_from([column for columns in FORMATS.values() for column, _ in columns]),
).map(clean).filter(bool)  # fmt: skip
ELEMENTS = st.none() | st.integers(0, 9) | st.just("POK")


def timings():
    when = st.builds(
        Condition,
        field=st.sampled_from(["cohesion", "trust"]),
        comparison=st.sampled_from(COMPARISONS),
        value=st.floats(-9, 9),
        element=ELEMENTS,
    )
    return st.one_of(
        st.just(Timing()),
        st.builds(Timing, kind=st.just("absolute"), seconds=st.integers(0, 86_399)),
        st.builds(Timing, kind=st.just("relative"), seconds=st.integers(0, 99_999)),
        st.builds(Timing, kind=st.just("move"), move=st.integers(0, 99)),
        st.builds(Timing, kind=st.just("condition"), when=when),
    )


EFFECTS = st.builds(
    Effect,
    field=st.sampled_from(["cohesion", "trust"]),
    op=st.just("set"),
    value=st.floats(0.1, 0.9),
)


@st.composite
def msels(draw):
    columns = draw(st.lists(NAMES, unique=True, max_size=3))
    numbers = draw(st.lists(TEXTS.filter(bool), unique=True, max_size=3))
    injects = []
    for number in numbers:
        fields = {name: draw(TEXTS) for name in CANONICAL if name != "number"}
        said = [(column, draw(TEXTS)) for column in columns]
        made = Inject(
            number=number,
            **fields,
            status=draw(st.sampled_from(STATUSES)),
            timing=draw(timings()),
            contingency=draw(st.booleans()),
            effects=tuple(draw(st.lists(EFFECTS, max_size=2))),
            extra=tuple((column, text) for column, text in said if text),
        )
        injects.append(made)
    overview = Overview(**{name: draw(TEXTS) for name in list(LABELS)[:3]})
    preamble = tuple(draw(st.lists(st.tuples(TEXTS.filter(bool)), max_size=1)))
    return Msel(
        overview=overview, injects=tuple(injects), columns=tuple(columns), preamble=preamble
    )

"""Session files forged with a sound chain: opened or refused in our own words, nothing else."""

from __future__ import annotations

import copy
import dataclasses
import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.app import replay
from wargame.app.codec import read_opening, read_snapshot
from wargame.app.session import Session
from wargame.engine.errors import WargameError
from wargame.journal.chain import text_of
from wargame.journal.hostile import Contents

RING = [[[30.0, 50.0], [31.0, 50.0], [31.0, 51.0], [30.0, 50.0]]]
SECONDS = 5.0  # of this thread; a plain reading takes a tenth of one

odd = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 40), st.sampled_from([2**63, -(2**63), 1e308, 0.5]),
    st.text(max_size=5), st.just([]), st.just({}), st.just([[1]]), st.just("gov"), st.just("none"),
    st.just("A" * 100_000), st.just([[[]]] * 1000),
)  # fmt: skip
chance = st.integers(0, 2**32 - 1)


@pytest.fixture(scope="module")
def whole(table) -> Contents:
    session = Session(table.scenario, 7, table.shelf)
    session.choose("gov")
    session.play_turn()
    session.draw_zone(RING, "Drawn")
    session.lay("kyiv", "fortify", "POK")
    session.play_turn()
    session.rule("pressure", 4, 0.5, "agreed", "White Cell")
    session.undo()
    session.set_terms("gov", troops_k=40)
    session.set_terms("gov", troops_k=41)
    session.play_turn()
    session.replace_branch_name(0, "First")
    session.note("said")
    return replay.contents_of(session, Path("whole.wargame"))


def places(value: object, path: tuple = ()) -> list[tuple]:
    """Every place in a JSON value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(
        value, list) else ()  # fmt: skip
    return [path, *(place for key, item in items for place in places(item, (*path, key)))]


def mangled(text: str, where: int, what: object, *, gone: bool) -> str:
    """The JSON text with something else, or nothing, in one place."""
    value = copy.deepcopy(json.loads(text))
    found = [place for place in places(value) if place]
    path = found[where % len(found)]
    holder = value
    for key in path[:-1]:
        holder = holder[key]
    if gone:
        del holder[path[-1]]
    else:
        holder[path[-1]] = what
    return text_of(value)


def relinked(contents: Contents, changes: dict[int, dict]) -> Contents:
    """The same file with some events changed and the chain forged to hold."""
    events, previous = [], contents.opening.digest()
    for event in contents.events:
        made = dataclasses.replace(event, previous=previous, **changes.get(event.seq, {}))
        events.append(made)
        previous = made.link()
    return dataclasses.replace(contents, events=tuple(events))


def opened(contents: Contents) -> str:
    """What becomes of a forged file: only our own errors come out, and in time."""
    began = time.thread_time()
    try:
        session = replay.restored(contents)
        session.view()
        session.log()
        session.branches(every=True)
        replay.verified(contents)
    except WargameError as error:
        assert str(error)
        return "refused"
    finally:
        assert time.thread_time() - began < SECONDS
    return "opened"


@settings(max_examples=20)
@given(seq=st.integers(1, 12), where=chance, what=odd, gone=st.booleans())
def test_an_event_that_says_something_else(whole, seq, where, what, gone) -> None:
    event = whole.events[(seq - 1) % len(whole.events)]
    body = mangled(event.body, where, what, gone=gone)
    opened(relinked(whole, {event.seq: {"body": body}}))


KINDS = ["visit", "name_branch", "play_turn", "rule", "note", "restart", "choose", "", "é"]


@settings(max_examples=12)
@given(seq=st.integers(1, 12), kind=st.sampled_from(KINDS), turn=st.integers(-2, 99))
def test_an_event_of_another_kind_or_turn(whole, seq, kind, turn) -> None:
    seq = (seq - 1) % len(whole.events) + 1
    opened(relinked(whole, {seq: {"kind": kind, "turn": turn}}))


@settings(max_examples=20)
@given(where=chance, what=odd, gone=st.booleans())
def test_an_opening_that_says_something_else(whole, where, what, gone) -> None:
    body = mangled(whole.opening.body, where, what, gone=gone)
    forged = dataclasses.replace(whole, opening=dataclasses.replace(whole.opening, body=body))
    opened(relinked(forged, {}))


@given(where=chance, byte=st.integers(0, 255), cut=st.booleans())
def test_a_snapshot_that_says_something_else(whole, where, byte, cut) -> None:
    data = bytearray(next(iter(whole.snapshots.values())).data)
    at = where % len(data)
    data = data[:at] if cut else data[:at] + bytes([byte]) + data[at + 1 :]
    try:
        read_snapshot(bytes(data))
    except WargameError as error:
        assert str(error)


@given(text=st.one_of(st.text(max_size=50), st.just("[" * 100_000), st.just('{"format":1}')))
def test_an_opening_that_is_no_opening(text: str) -> None:
    with pytest.raises(WargameError):
        read_opening(text)


@pytest.mark.parametrize(
    ("place", "value", "words"),
    [
        (("scenario", "region"), [], "region: .* missing: transnistria"),
        (("scenario", "sector"), [], "sector"),
        (("zones", 0, "geometry"), {"kind": "file"}, "no outline"),
        (("zones", 0, "inputs", "gaps"), "AAAA", "buffer size"),
        (("parameters", "h_base"), [1.0, 2.0], "another shape"),
    ],
)
def test_what_the_rules_could_not_bear_is_refused_at_the_door(whole, place, value, words) -> None:
    body = json.loads(whole.opening.body)
    holder = body
    for key in place[:-1]:
        holder = holder[key]
    holder[place[-1]] = value
    with pytest.raises(WargameError, match=words):
        read_opening(text_of(body))


def test_a_step_that_goes_on_after_another_cannot_make_a_circle(whole) -> None:
    note = whole.events[-1]
    told = json.loads(note.body) | {"amends": 1}
    for parent in (1, note.seq, 99):
        body = text_of(told | {"parent": parent})
        assert opened(relinked(whole, {note.seq: {"body": body}})) == "refused"

"""The chain finds every change: of an event, of the opening, of what is missing at the end."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st
from journal_of_texts import events, opening

from wargame.journal.chain import digest_of, first_break, text_of


def head(found: list) -> str:
    return found[-1].link() if found else opening().digest()


@given(count=st.integers(0, 20))
def test_a_chain_as_it_was_written_holds(count: int) -> None:
    found = events(count)
    assert first_break(opening(), found, head(found)) is None


CHANGES = {"kind": "other", "turn": 99, "seat": "moscow", "body": '{"a":2}', "digest": "0" * 64}


@given(count=st.integers(1, 9), at=st.integers(0, 8), field=st.sampled_from(sorted(CHANGES)))
def test_a_changed_event_is_named(count: int, at: int, field: str) -> None:
    found = events(count)
    end, at = head(found), at % count
    found[at] = dataclasses.replace(found[at], **{field: CHANGES[field]})
    broken = first_break(opening(), found, end)
    assert broken.seq == at + 1
    assert f"event {at + 1}" in broken.words


@given(count=st.integers(1, 9), at=st.integers(0, 8))
def test_a_missing_event_is_noticed_also_at_the_end(count: int, at: int) -> None:
    found = events(count)
    end = head(found)
    del found[at % count]
    assert first_break(opening(), found, end) is not None


def test_a_changed_opening_is_named() -> None:
    found = events(3)
    other = dataclasses.replace(opening(), body='{"a":2}')
    assert "opening" in first_break(other, found, head(found)).words
    assert "opening" in first_break(other, [], opening().digest()).words


def test_parts_of_a_link_cannot_run_into_one_another() -> None:
    assert digest_of(["ab", "c"]) != digest_of(["a", "bc"])
    assert digest_of([1, None]) != digest_of(["1", "null"])


def test_what_has_no_text_is_not_written() -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        text_of({"a": float("nan")})

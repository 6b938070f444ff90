"""Forecasts played in a process beside the window: the same numbers, stopped when asked."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from wargame.app import outlook, processes
from wargame.app.aside import Aside
from wargame.app.session import Session
from wargame.app.tasks import Cancelled, TaskControl


@pytest.fixture(scope="module")
def beside() -> Iterator[Aside]:
    made = Aside()
    until = time.monotonic() + 60
    while not made.ready and time.monotonic() < until:
        time.sleep(0.02)
    yield made
    made.close()


@pytest.fixture
def session(table) -> Session:
    session = Session(table.scenario.model_copy(update={"turns": 5}), 7, table.shelf)
    session.draw_zone([[[34, 48], [36, 48], [35, 49], [34, 48]]], troops_k=12)
    return session


def request_of(session: Session) -> outlook.OutlookRequest:
    return outlook.OutlookRequest.of(session.scenario, session._shelf, session.position)


def test_another_process_finds_the_same_bit_for_bit(session, beside, monkeypatch) -> None:
    request = request_of(session)
    line = request.line("drawn-1")
    here = outlook._play(request, line, 1, 900)
    monkeypatch.setattr(processes, "aside", lambda: beside)
    there = outlook._play(request, line, 1, 900)
    assert here.keys() == there.keys()
    assert all(np.array_equal(here[name], there[name]) for name in here)


def test_a_forecast_that_nobody_wants_is_stopped_and_the_next_one_answered(
    session, beside, monkeypatch
) -> None:
    monkeypatch.setattr(processes, "aside", lambda: beside)
    request, control = request_of(session), TaskControl()
    line = request.line("drawn-1")
    looks: list[float] = []

    def pulse() -> None:
        looks.append(time.monotonic())
        if len(looks) == 3:
            control.cancel()
        control.check()

    with pytest.raises(Cancelled):
        outlook._play(request, line, 1, 200_000, pulse)
    assert len(looks) == 3
    assert outlook._play(request, line, 1, 50)["overall"].shape == (5, 50)


def test_a_fault_in_the_other_process_is_raised_here(session, beside, monkeypatch) -> None:
    monkeypatch.setattr(processes, "aside", lambda: beside)
    request = request_of(session)
    line = request.line("drawn-1")
    part = replace(outlook._part(request, line, 1, 10), turns=0)
    with pytest.raises(ValueError, match="no turn has been played"):
        beside.play(part, lambda: None)


def test_a_process_that_dies_leaves_the_work_to_this_one(session, monkeypatch) -> None:
    made = Aside()
    until = time.monotonic() + 60
    while not made.ready and time.monotonic() < until:
        time.sleep(0.02)
    monkeypatch.setattr(processes, "aside", lambda: made)
    made._process.kill()
    made._process.join()
    request = request_of(session)
    found = outlook._play(request, request.line("none"), 1, 40)
    assert found["overall"].shape == (5, 40)
    assert not made.ready
    made.close()

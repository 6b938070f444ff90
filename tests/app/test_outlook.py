"""What may follow from here: sharpened step by step, by dice the table never sees."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from wargame.app import outlook
from wargame.app.outlook import clash_words
from wargame.app.session import Session
from wargame.app.tasks import Cancelled, TaskControl
from wargame.engine.draws import Draws


@pytest.fixture
def session(table) -> Session:
    short = table.scenario.model_copy(update={"turns": 5})
    return Session(short, 7, table.shelf)


@pytest.fixture
def quick(monkeypatch) -> None:
    monkeypatch.setattr(outlook, "SHOWN", (40, 160, 640))
    monkeypatch.setattr(outlook, "OTHERS", (40, 160))


def outlooks(session: Session) -> list:
    return list(session.outlook()(TaskControl()))


@pytest.mark.usefixtures("quick")
def test_every_stage_has_more_playthroughs_and_a_narrower_interval(session: Session) -> None:
    session.choose("gov-now")
    found = outlooks(session)
    assert [o.final for o in found] == [False, False, False, False, True]
    assert [o.forecast.runs for o in found] == [40, 160, 640, 640, 640]
    for option, stages in (("gov-now", found[:3]), ("gov", found[3:]), ("dmz", found[3:])):
        for before, after in itertools.pairwise(stages):
            wide, narrow = before.effects[option], after.effects[option]
            assert narrow.high - narrow.low < wide.high - wide.low, option
            assert narrow.runs > wide.runs
            assert narrow.low < narrow.mean < narrow.high


@pytest.mark.usefixtures("quick")
def test_what_is_on_comes_first_and_other_badges_keep_their_last_value(session: Session) -> None:
    session.choose("gov-now")
    first, *_, last = outlooks(session)
    assert set(first.effects) == {"gov-now", "none"}
    assert not first.earlier
    session.set_terms("gov-now", troops_k=60)
    again, *_, sharp = outlooks(session)
    assert again.effects["gov"] == last.effects["gov"]
    assert again.effects["gov-now"] != last.effects["gov-now"]
    assert {"gov", "dmz", "eu"} <= again.earlier
    assert not {"gov-now", "none"} & again.earlier
    assert not sharp.earlier


def spied(monkeypatch) -> list[tuple[str, int]]:
    """The lines that are played from now on, by the first zone's guarantee, and how often."""
    played: list[tuple[object, int]] = []
    real = outlook._play

    def watched(request: object, line: object, first: int, count: int, pulse: object) -> object:
        played.append((line.options[0].id, count))
        return real(request, line, first, count, pulse)

    monkeypatch.setattr(outlook, "_play", watched)
    return played


@pytest.mark.usefixtures("quick")
def test_after_an_edit_only_the_zone_in_hand_is_played_again(session, monkeypatch) -> None:
    session.choose("gov-now")
    session.play_turn()
    outlooks(session)
    played = spied(monkeypatch)
    session.set_terms("gov-now", troops_k=60)
    found = outlooks(session)
    assert {name for name, _ in played} == {"gov-now"}
    assert sum(count for _, count in played) == 640
    played.clear()
    session.undo()
    assert [o.forecast.runs for o in outlooks(session)] == [640, 640]
    assert not played
    assert found[0].forecast.runs == 40


@pytest.mark.usefixtures("quick")
def test_what_is_remembered_changes_no_number(session: Session, table) -> None:
    session.choose("gov-now")
    session.play_turn()
    outlooks(session)
    session.set_terms("gov-now", troops_k=60)
    remembered = outlooks(session)[-1]
    fresh = Session(session.scenario, 7, table.shelf)
    fresh.choose("gov-now")
    fresh.play_turn()
    fresh.set_terms("gov-now", troops_k=60)
    assert outlooks(fresh)[-1] == remembered


@pytest.mark.usefixtures("quick")
def test_every_option_on_the_table_is_set_against_none(session: Session) -> None:
    last = outlooks(session)[-1]
    assert set(last.effects) >= {option.id for option in session.view().options}
    none = last.effects["none"]
    assert (none.mean, none.low, none.high) == (0, 0, 0)
    assert "luck only" in none.interval


@pytest.mark.usefixtures("quick")
def test_the_fan_starts_at_the_state_shown_and_ends_at_the_last_turn(session: Session) -> None:
    session.choose("gov")
    session.play_turn()
    session.play_turn()
    forecast = outlooks(session)[-1].forecast
    assert forecast.turns == (2, 3, 4, 5)
    now = session.view().now.stability
    for line in (forecast.mean, forecast.p10, forecast.p90, forecast.baseline):
        assert line[0] == now
        assert len(line) == 4
    bands = zip(forecast.p10, forecast.p25, forecast.p75, forecast.p90, strict=True)
    for low, lower, upper, high in bands:
        assert low <= lower <= upper <= high
    for chance in (*forecast.ceasefire, *forecast.ceasefire_end):
        assert 0 <= chance <= 1


@pytest.mark.usefixtures("quick")
def test_the_same_request_gives_the_same_outlook_and_steps_of_the_session_do_not_disturb_it(
    session: Session,
) -> None:
    session.choose("gov")
    before = outlooks(session)[-1]
    work = session.outlook()
    session.play_turn()
    session.choose("all")
    assert list(work(TaskControl()))[-1] == before


@pytest.mark.usefixtures("quick")
def test_playthrough_zero_is_what_happens_and_no_forecast_knows_it(
    session: Session, monkeypatch
) -> None:
    used: set[int] = set()
    real = outlook.play_chunk

    def watched(
        opening: object, game: object, turns: int, draws: Draws, *rest: object, **how
    ) -> object:
        used.update(draws.playthroughs.tolist())
        return real(opening, game, turns, draws, *rest, **how)

    monkeypatch.setattr(outlook, "play_chunk", watched)
    outlooks(session)
    assert 0 not in used
    assert used == set(range(1, 641))
    played: list[int] = []
    from wargame.app import desk as module

    turn = module.play_turn

    def own(state: object, made: object, game: object, draws: Draws, **how: object) -> object:
        played.extend(draws.playthroughs.tolist())
        return turn(state, made, game, draws, **how)

    monkeypatch.setattr(module, "play_turn", own)
    session.play_turn()
    assert played == [0]


@pytest.mark.usefixtures("quick")
def test_a_forecast_told_to_stop_stops(session: Session) -> None:
    control = TaskControl()
    work = session.outlook()(control)
    next(work)
    control.cancel()
    with pytest.raises(Cancelled):
        next(work)


@pytest.mark.usefixtures("quick")
def test_a_forecast_stops_between_two_turns_of_a_chunk(session: Session, monkeypatch) -> None:
    session.choose("gov")
    control, turns = TaskControl(), []
    real = control.check

    def check() -> None:
        turns.append(1)
        if len(turns) == 4:  # the stage, the line, and two turns into it
            control.cancel()
        real()

    monkeypatch.setattr(control, "check", check)
    with pytest.raises(Cancelled):
        next(session.outlook()(control))
    assert len(turns) == 4


@pytest.mark.usefixtures("quick")
def test_progress_rises_to_one_and_says_what_is_done(session: Session) -> None:
    told: list[tuple[float, str]] = []
    list(session.outlook()(TaskControl(lambda f, w: told.append((f, w)))))
    fractions = [fraction for fraction, _ in told]
    assert fractions == sorted(fractions)
    assert fractions[-1] == pytest.approx(1)
    assert all("playthroughs" in words for _, words in told)


def test_after_the_last_turn_there_is_nothing_to_foresee(session: Session) -> None:
    for _ in range(5):
        session.play_turn()
    assert outlooks(session) == []


@pytest.mark.usefixtures("quick")
def test_the_forecast_of_turn_zero_agrees_with_the_comparison_of_whole_games(table) -> None:
    from wargame.app import headless

    session = Session(table.scenario.model_copy(update={"turns": 4}), 7, table.shelf)
    effects = outlooks(session)[-1].effects
    report = headless.compare(table.scenario, ["none", "gov-now", "dmz"], 4, 641, 7, TaskControl())
    for option in report["options"]:
        there = option["against_baseline"]["stability"]
        here = effects[option["id"]]
        spread = (there["high"] - there["low"] + here.high - here.low) / 2
        assert here.mean == pytest.approx(there["mean"], abs=1.5 * spread + 1e-9)


@pytest.mark.parametrize(
    ("chance", "words"),
    [(0, "very low"), (0.02, "low"), (0.1, "moderate"), (0.3, "elevated"), (0.7, "high")],
)
def test_the_chance_of_a_clash_is_told_in_words(chance: float, words: str) -> None:
    assert clash_words(chance) == words


def test_words_rise_with_the_chance() -> None:
    said = [clash_words(p) for p in np.linspace(0, 1, 200)]
    assert [words for words, _ in itertools.groupby(said)] == [
        "very low", "low", "moderate", "elevated", "high",
    ]  # fmt: skip

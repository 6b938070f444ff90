"""The session of a window: where it is written, what is opened instead, what a crash leaves."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from wargame.app.kept_session import KeptSession, when
from wargame.app.recording import NotASession
from wargame.app.session import Session
from wargame.journal import hostile


@pytest.fixture(scope="module")
def shipped():
    from wargame.app.zones import ZoneShelf
    from wargame.scenario.load import load_scenario

    scenario = load_scenario("ukraine-2024-12")
    return scenario, ZoneShelf.of(scenario)


@pytest.fixture
def kept(shipped, tmp_path):
    made = KeptSession.fresh(Session(shipped[0], 1, shipped[1]), tmp_path / "sessions")
    yield made
    made.close()


def left_open(kept: KeptSession, folder: Path) -> Path:
    """What a killed window leaves: the file with its log beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = Path(kept.told().saved.path)
    for each in path.parent.glob(f"{path.name}*"):
        if not each.name.endswith("-shm"):
            shutil.copy(each, folder / each.name)
    return folder / path.name


def test_every_step_is_on_disk_when_it_is_told(kept):
    for number in range(1, 4):
        kept.play_turn()
        told = kept.told()
        assert told.saved.steps == number
        assert len(hostile.read(Path(told.saved.path)).events) == number
        assert told.saved.words.startswith("saved ")


def test_a_session_in_which_nothing_happened_leaves_no_file(shipped, tmp_path):
    kept = KeptSession.fresh(Session(shipped[0], 1, shipped[1]), tmp_path)
    assert len(list(tmp_path.glob("*.wargame"))) == 1
    kept.close()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_something_else_writes_too_is_told_once(shipped, tmp_path):
    elsewhere = KeptSession.fresh(Session(shipped[0], 1, shipped[1]), tmp_path / "plain")
    assert not elsewhere.told().note
    elsewhere.play_turn()
    elsewhere.close()
    (other,) = (tmp_path / "plain").glob("*.wargame")
    kept = KeptSession.fresh(Session(shipped[0], 1, shipped[1]), tmp_path / "Dropbox" / "sessions")
    assert "in a folder that Dropbox synchronises" in kept.told().note
    kept.play_turn()
    own = Path(kept.told().saved.path)
    kept.open_file(other)
    assert kept.told().note.count("Dropbox") == 1
    kept.open_file(own)
    assert kept.told().note.startswith(own.name)
    kept.close()


def test_moments_are_the_line_and_what_redo_leads_to(kept):
    kept.choose("gov")
    for _ in range(3):
        kept.play_turn()
    kept.undo()
    kept.undo()
    told = kept.told()
    assert told.moments == (0, 1, 2, 3, 4)
    assert told.turns == (0, 2, 3, 4)
    assert told.present == 2


def test_a_branch_is_told_with_its_figures_and_the_steps_of_its_turns(kept):
    kept.play_turn()
    kept.play_turn()
    kept.go_to(1)
    kept.choose("eu")
    kept.play_turn()
    first, second = kept.told().lines
    assert (first.moments, second.moments[:2]) == ((0, 1, 2), (0, 1))
    assert len(first.stability) == len(second.stability) == 3
    assert first.stability[:2] == second.stability[:2]
    assert second.view.current


def test_a_file_from_elsewhere_goes_on_in_a_copy_and_stays_as_it_is(kept, shipped, tmp_path):
    kept.play_turn()
    outside = tmp_path / "stick" / "lesson.wargame"
    outside.parent.mkdir()
    kept.save_copy(outside)
    before = outside.read_bytes()
    other = KeptSession.of_file(outside, tmp_path / "other")
    assert "lesson.wargame stays as it is" in other.told().note
    other.play_turn()
    other.close()
    assert outside.read_bytes() == before
    assert len(hostile.read(tmp_path / "other" / "lesson.wargame").events) == 2


def test_a_copy_to_which_nothing_was_added_is_tidied_away(kept, tmp_path):
    kept.play_turn()
    outside = tmp_path / "lesson.wargame"
    kept.save_copy(outside)
    other = KeptSession.of_file(outside, tmp_path / "other")
    other.close()
    assert outside.exists()
    assert list((tmp_path / "other").iterdir()) == []


def test_a_damaged_file_goes_on_in_a_copy_up_to_the_damage(kept, tmp_path):
    for _ in range(3):
        kept.play_turn()
    outside = tmp_path / "lesson.wargame"
    kept.save_copy(outside)
    data = bytearray(outside.read_bytes())
    at = data.rindex(b"Turn 3 played")
    data[at] ^= 1
    outside.write_bytes(bytes(data))
    other = KeptSession.of_file(outside, tmp_path / "other")
    assert "was damaged" in other.told().note
    assert other.told().saved.steps == 2
    other.close()
    assert (tmp_path / "other" / "lesson.wargame").exists()


def test_what_is_no_session_is_refused_and_the_game_stays(kept, tmp_path):
    kept.play_turn()
    path = Path(kept.told().saved.path)
    wrong = tmp_path / "wrong.wargame"
    wrong.write_bytes(b"something else entirely" * 100)
    with pytest.raises(NotASession):
        kept.open_file(wrong)
    kept.play_turn()
    assert len(hostile.read(path).events) == 2


def test_a_session_another_window_writes_opens_read_only(kept):
    kept.play_turn()
    second = KeptSession.of_file(Path(kept.told().saved.path), kept.folder)
    assert "Another window writes this session" in second.told().note
    second.play_turn()
    assert second.told().saved.read_only
    second.close()
    assert len(hostile.read(Path(kept.told().saved.path)).events) == 1


def test_what_a_crash_left_is_listed_continued_and_put_away(kept, shipped, tmp_path):
    for _ in range(2):
        kept.play_turn()
    folder = tmp_path / "next"
    path = left_open(kept, folder)
    after = KeptSession.fresh(Session(shipped[0], 1, shipped[1]), folder)
    (left,) = after.unfinished()
    assert (left.path, left.turn, left.steps) == (path, 2, 2)
    after.put_away([path])
    assert after.unfinished() == ()
    assert [line.path for line in after.recent()] == [path]
    after.open_file(path)
    assert after.told().saved.steps == 2
    after.close()


def test_beginning_anew_keeps_the_game_before(kept, shipped):
    kept.play_turn()
    before = Path(kept.told().saved.path)
    kept.begin(Session(shipped[0], 2, shipped[1]))
    assert kept.told().saved.path != str(before)
    assert [line.path for line in kept.recent()] == [before]


def test_a_moment_is_told_by_the_clock_of_the_room():
    assert when("2020-03-01T10:00:00+00:00").startswith(("1 March 2020", "29 February 2020"))

"""A session on disk: written before it is shown, gone on from after anything, copied, recovered."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from wargame.app import replay
from wargame.app.recording import Recording, free_name, new_name, unfinished
from wargame.app.session import Session
from wargame.app.setting import Setting
from wargame.app.tree import LEDGERS_KEPT
from wargame.journal import hostile
from wargame.journal.errors import Damaged, NotWritten
from wargame.journal.store import Store
from wargame.players.table import default_doctrines

RING = [[[30.0, 50.0], [31.0, 50.0], [31.0, 51.0], [30.0, 50.0]]]


@pytest.fixture
def recording(table, tmp_path: Path):
    made = Recording.start(Session(table.scenario, 7, table.shelf), tmp_path / "a.wargame")
    yield made
    made.close()


def busy(session: Session) -> None:
    """Something of everything: branches, a ruling, a drawn zone, a name, a look back."""
    session.choose("gov")
    session.play_turn()
    session.draw_zone(RING, "Bridgehead")
    session.lay("kyiv", "fortify", "POK")
    session.play_turn()
    session.rule("cohesion", None, 0.5, "agreed", "White Cell")
    session.undo()
    session.undo()
    session.set_terms("gov", troops_k=40)
    session.set_terms("gov", troops_k=41)
    session.play_turn()
    session.note("=1+1 is what they said")
    session.replace_branch_name(0, "First try")
    session.play_turn()


def same(one: Session, other: Session) -> None:
    assert one.log() == other.log()
    assert one.branches(every=True) == other.branches(every=True)
    assert one.rulings() == other.rulings()
    assert one.digest() == other.digest()
    assert one.view().history == other.view().history
    assert one.view().options == other.view().options
    assert one.position.laid == other.position.laid
    assert (one.can_undo, one.can_redo) == (other.can_undo, other.can_redo)


def test_a_step_is_on_disk_before_it_is_shown(recording: Recording, monkeypatch) -> None:
    session, shown = recording.session, []
    real = Store.append

    def watched(self, events, snapshots) -> None:
        real(self, events, snapshots)
        on_disk = hostile.read(self.path).events[-1].seq
        shown.append((on_disk, max(session.tree.nodes)))

    monkeypatch.setattr(Store, "append", watched)
    session.choose("gov")
    session.play_turn()
    assert shown == [(1, 0), (2, 1)]


def test_a_session_goes_on_from_its_file_where_it_stood(recording: Recording) -> None:
    busy(recording.session)
    assert recording.saved().words.startswith("saved ")
    recording.close()
    again = Recording.open(Path(recording.saved().path))
    same(again.session, recording.session)
    for session in (recording.session, again.session):
        session.undo()
        session.play_turn()
    same(again.session, recording.session)
    again.close()


def test_what_a_file_shows_at_once_is_what_playing_again_shows(recording: Recording) -> None:
    busy(recording.session)
    recording.close()
    again = Recording.open(Path(recording.saved().path)).session
    for line in recording.session.log():
        one, other = again.view_at(line.seq), recording.session.view_at(line.seq)
        assert one.history == other.history
        assert one.why == other.why
        assert one.sectors == other.sectors


def test_every_turn_is_kept_in_either_mode(table, tmp_path: Path) -> None:
    everybody = Setting("political", injects=True, doctrines=default_doctrines())
    session = Session(table.scenario, 7, table.shelf, everybody)
    session.choose("gov-now")
    for _ in range(8):
        session.play_turn()
    session.choose("dmz")
    for _ in range(4):
        session.play_turn()
    made = Recording.start(session, tmp_path / "a.wargame")
    made.close()
    assert len(hostile.read(tmp_path / "a.wargame").snapshots) == 12
    same(Recording.open(tmp_path / "a.wargame").session, session)


def test_a_turn_that_cannot_be_kept_is_recorded_all_the_same(recording, monkeypatch) -> None:
    def refuse(*_: object) -> bytes:
        raise TypeError("no such number")

    monkeypatch.setattr("wargame.app.chronicle.snapshot_data", refuse)
    busy(recording.session)
    recording.close()
    found = hostile.read(Path(recording.saved().path))
    assert found.snapshots == {}
    same(replay.restored(found), recording.session)


def test_a_session_is_recorded_with_all_it_was_before(table, tmp_path: Path) -> None:
    session = Session(table.scenario, 7, table.shelf)
    busy(session)
    made = Recording.start(session, tmp_path / "late.wargame")
    session.play_turn()
    made.close()
    same(Recording.open(tmp_path / "late.wargame").session, session)


def test_a_second_window_reads_only_and_says_so(recording: Recording) -> None:
    busy(recording.session)
    path = Path(recording.saved().path)
    other = Recording.open(path)
    told = other.saved()
    assert told.read_only
    assert "another window" in told.words
    same(other.session, recording.session)
    count = len(hostile.read(path).events)
    other.session.play_turn()
    assert other.saved().waiting == 1
    assert len(hostile.read(path).events) == count
    other.save_as(path.with_name("mine.wargame"))
    assert other.saved().words.startswith("saved")
    other.close()
    same(Recording.open(path.with_name("mine.wargame")).session, other.session)
    recording.session.play_turn()
    assert recording.saved().waiting == 0


def test_a_copy_is_whole_and_leaves_the_session_where_it_is(recording: Recording) -> None:
    busy(recording.session)
    path = Path(recording.saved().path)
    copy = path.with_name("copy.wargame")
    recording.save_copy(copy)
    with pytest.raises(NotWritten, match="of that name"):
        recording.save_copy(copy)
    with pytest.raises(NotWritten, match="own file"):
        recording.save_copy(path, replace=True)
    recording.session.play_turn()
    assert recording.saved().path == str(path)
    found = hostile.read(copy)
    assert len(found.events) == recording.session.chronicle.last - 1


def test_a_file_from_elsewhere_goes_on_in_a_copy_and_stays_as_it_is(recording, tmp_path) -> None:
    busy(recording.session)
    recording.close()
    path, folder = Path(recording.saved().path), tmp_path / "mine"
    folder.mkdir()
    before = path.read_bytes()
    other = Recording.imported(path, folder)
    other.session.play_turn()
    other.close()
    assert path.read_bytes() == before
    assert Path(other.saved().path) == folder / "a.wargame"
    assert len(hostile.read(folder / "a.wargame").events) == recording.session.chronicle.last + 1


def test_a_damaged_file_is_recovered_up_to_the_damage_and_says_so(recording, tmp_path) -> None:
    busy(recording.session)
    recording.close()
    path = Path(recording.saved().path)
    db = sqlite3.connect(path, isolation_level=None)
    guard = db.execute("select sql from sqlite_master where name = 'event_is_append_only'")
    sql = guard.fetchone()[0]
    db.execute("drop trigger event_is_append_only")
    db.execute("update event set digest = 'x' where seq = 6")
    db.execute(sql)
    db.close()
    before = path.read_bytes()
    with pytest.raises(Damaged, match="event 6"):
        Recording.open(path)
    found = Recording.recovered(path, tmp_path)
    assert "event 6" in found.saved().words
    assert "up to event 5" in found.saved().words
    assert found.session.chronicle.last == 5
    assert path.read_bytes() == before
    found.session.play_turn()
    found.close()


def test_a_snapshot_that_was_changed_is_played_again(recording: Recording) -> None:
    busy(recording.session)
    recording.close()
    path = Path(recording.saved().path)
    db = sqlite3.connect(path, isolation_level=None)
    row = db.execute("select seq, data from snapshot order by seq").fetchone()
    data = bytearray(row[1])
    data[data.index(b'"stability":') + 12] ^= 1  # another first digit of what was shown
    db.execute("update snapshot set data = ? where seq = ?", (bytes(data), row[0]))
    db.execute("delete from snapshot where seq <> ?", (row[0],))
    db.close()
    again = Recording.open(path)
    same(again.session, recording.session)
    again.close()


def test_a_folder_without_a_log_written_ahead_is_told_of(table, tmp_path, monkeypatch) -> None:
    from wargame.journal import store

    monkeypatch.setattr(store, "_journal_mode", lambda *_: "delete")
    made = Recording.start(Session(table.scenario, 7, table.shelf), tmp_path / "a.wargame")
    made.session.play_turn()
    assert "each step takes longer" in made.saved().words
    made.close()
    assert len(hostile.read(tmp_path / "a.wargame").events) == 1


def test_looking_at_many_turns_keeps_few_ledgers(recording: Recording) -> None:
    for _ in range(12):
        recording.session.play_turn()
    for _ in range(3):
        for line in recording.session.log():
            recording.session.view_at(line.seq)
    full = [p for p in recording.session.played if "_outcome" in p.__dict__]
    assert len(full) <= LEDGERS_KEPT
    recording.session.restart(9)
    for _ in range(12):
        recording.session.play_turn()
    assert sum("_outcome" in p.__dict__ for p in recording.session.position_at(12).played) == 0


def test_sessions_that_a_crash_left_open_are_found(recording: Recording, tmp_path: Path) -> None:
    recording.session.choose("gov")
    assert unfinished(tmp_path) == (), "it is being written"
    store = recording._store
    left = tmp_path / "left.wargame"
    for end in ("", "-wal"):
        left.with_name(left.name + end).write_bytes(Path(f"{store.path}{end}").read_bytes())
    assert unfinished(tmp_path) == (left,)
    found = Recording.open(left)
    same(found.session, recording.session)
    found.close()
    assert unfinished(tmp_path) == ()


def test_new_files_have_names_that_no_file_has(tmp_path: Path) -> None:
    first = free_name(tmp_path, "lesson")
    assert first.name == "lesson.wargame"
    first.touch()
    assert free_name(tmp_path, "lesson").name == "lesson (2).wargame"
    assert new_name(tmp_path, "ukraine").suffix == ".wargame"


def test_a_demanded_file_that_cannot_be_is_an_error(table, tmp_path: Path) -> None:
    session = Session(table.scenario, 7, table.shelf)
    with pytest.raises(NotWritten):
        Recording.demand(session, tmp_path / "nowhere" / "a.wargame")

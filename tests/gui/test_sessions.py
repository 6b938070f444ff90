"""The session in its window: saved, looked back on, branched, overruled, opened and left."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from wargame.app.kept_session import KeptSession
from wargame.app.session import Session
from wargame.gui.main_window import MainWindow
from wargame.gui.panels import log_model
from wargame.gui.panels.ruling_dialog import RulingDialog
from wargame.gui.start import refusals
from wargame.journal import hostile
from wargame.journal.errors import NotWritten
from wargame.journal.store import Store

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def opened(qtbot, theme, atlas, settings, shipped, tmp_path):
    """A function that shows a window on a recorded session; forecasts are left to other tests."""
    made = []

    def open_window(file=None, folder=None):
        folder = folder or tmp_path / "sessions"

        def opener():
            if file is not None:
                return KeptSession.of_file(file, folder)
            return KeptSession.fresh(Session(shipped[0], 1, shipped[1]), folder)

        window = MainWindow(atlas, theme, settings)
        window.runner.start = lambda _job: None
        qtbot.addWidget(window)
        made.append(window)
        window.resize(1280, 720)
        window.show()
        qtbot.waitExposed(window)
        with qtbot.waitSignal(window.view_shown, timeout=20_000):
            window.open_session(opener, refusals)
        return window

    yield open_window
    for window in made:
        window.close()


@pytest.fixture
def room(opened):
    return opened()


def step(qtbot, window, action, *args):
    with qtbot.waitSignal(window.view_shown, timeout=10_000):
        action(*args)


def play(qtbot, window, turns):
    for _ in range(turns):
        step(qtbot, window, window.commands.play_turn)


def look(qtbot, window, action, *args):
    with qtbot.waitSignal(window.sessions.moments.changed, timeout=10_000):
        action(*args)


def path_of(window):
    return Path(window.sessions.told.saved.path)


def forked(qtbot, window):
    """Two branches: three turns with no zone, and from turn 1 on two with one."""
    play(qtbot, window, 3)
    step(qtbot, window, window.sessions.moments.go_to, window.sessions.told.turns[1])
    step(qtbot, window, window.commands.choose, "eu")
    play(qtbot, window, 2)


def test_every_step_is_written_before_it_is_shown(qtbot, room):
    written = []
    room.view_shown.connect(lambda _view: written.append(len(hostile.read(path_of(room)).events)))
    play(qtbot, room, 2)
    assert written == [1, 2]
    assert room.status.saved.text().startswith("\u2713 Saved ")
    assert room.status.saved.isVisible()


def test_closing_leaves_a_whole_file_and_the_next_window_goes_on(qtbot, room, opened):
    play(qtbot, room, 2)
    path = path_of(room)
    room.close()
    assert [p.name for p in path.parent.iterdir()] == [path.name]
    again = opened(path)
    assert again.track.turn.text() == "Turn 2 of 12"
    assert again.sessions.told.saved.steps == 2


def test_looking_writes_nothing_and_can_change_nothing(qtbot, room):
    play(qtbot, room, 3)
    files = sorted(path_of(room).parent.glob("*.wargame*"))
    before = [p.read_bytes() for p in files if not p.name.endswith("-shm")]
    moments = room.sessions.moments
    look(qtbot, room, moments.turn, 1)
    assert room.inspector.head.number.text() == f"{room.sessions.told.lines[0].stability[1]:.1f}"
    assert moments.bar.isVisible()
    assert "Looking at turn 1" in moments.bar.words.toolTip()
    assert not room.acts["play"].isEnabled()
    assert not room.options.isEnabled()
    look(qtbot, room, moments.bar.slider.setValue, 2)
    assert moments.shown == 2
    step(qtbot, room, QTest.keyClick, room, Qt.Key.Key_Escape)
    assert not moments.bar.isVisible()
    assert room.acts["play"].isEnabled()
    assert room.options.isEnabled()
    assert room.track.turn.text() == "Turn 3 of 12"
    after = [p.read_bytes() for p in files if not p.name.endswith("-shm")]
    assert after == before


def test_arrow_keys_on_the_track_walk_through_the_turns(qtbot, room):
    play(qtbot, room, 2)
    beads = room.track.beads
    look(qtbot, room, QTest.keyClick, beads, Qt.Key.Key_Left)
    assert beads.here == 1
    look(qtbot, room, QTest.keyClick, beads, Qt.Key.Key_Left)
    assert beads.here == 0
    look(qtbot, room, QTest.keyClick, beads, Qt.Key.Key_Right)
    assert (beads.here, room.sessions.told.saved.steps) == (1, 2)


def test_playing_back_shows_every_turn_and_ends_at_the_present(qtbot, room):
    play(qtbot, room, 3)
    moments, seen = room.sessions.moments, []
    moments.looked.connect(lambda view, _seq: seen.append(view.turn))
    moments.bar.speeds.button(16).setChecked(True)
    room.acts["playback"].trigger()
    qtbot.waitUntil(lambda: seen[-1:] == [2] and not moments.looking, timeout=10_000)
    assert seen == [0, 1, 2]
    assert room.sessions.told.saved.steps == 3


def test_playing_from_a_past_turn_makes_a_branch_and_both_stay(qtbot, room):
    play(qtbot, room, 3)
    look(qtbot, room, room.sessions.moments.turn, 1)
    step(qtbot, room, room.sessions.moments.bar.resume.click)
    assert room.track.turn.text() == "Turn 1 of 12"
    step(qtbot, room, room.commands.choose, "eu")
    play(qtbot, room, 1)
    main, branch = room.sessions.told.lines
    assert (main.view.length, branch.view.fork_turn, branch.view.length) == (3, 1, 2)
    assert room.track.lanes.isVisible()


def test_a_click_on_a_lane_visits_the_branch(qtbot, room):
    forked(qtbot, room)
    lanes = room.track.lanes
    step(qtbot, room, QTest.mouseClick, lanes, LEFT, Qt.KeyboardModifier(0), QPoint(400, 8))
    assert room.sessions.told.lines[0].view.current
    assert room.track.turn.text() == "Turn 3 of 12"


def test_a_click_in_the_log_looks_and_undo_to_here_goes_back(qtbot, room):
    play(qtbot, room, 3)
    room.acts["show_log"].setChecked(True)
    dock = room.sessions.dock
    assert dock.isVisible()
    assert dock.model.lines[0].words == "The game opens"

    def click(row, column):
        index = dock.model.index(row, column)
        dock.table.scrollTo(index)
        place = dock.table.visualRect(index).center()
        QTest.mouseClick(dock.table.viewport(), LEFT, Qt.KeyboardModifier(0), place)

    look(qtbot, room, click, 2, log_model.STEP)
    assert room.sessions.moments.shown == 2
    step(qtbot, room, click, 1, log_model.BACK)
    assert room.track.turn.text() == "Turn 1 of 12"
    assert dock.model.lines[1].present
    assert [line.on_line for line in dock.model.lines] == [True, True, False, False]


def test_a_note_stands_in_the_log_and_in_the_file(qtbot, room):
    room.acts["show_log"].setChecked(True)
    note = room.sessions.dock.note
    note.setText("The room asks why")
    step(qtbot, room, QTest.keyClick, note, Qt.Key.Key_Return)
    assert room.sessions.told.log[-1].words == "Note: The room asks why"
    assert "The room asks why" in hostile.read(path_of(room)).events[-1].body


def test_a_branch_has_the_name_it_is_given(qtbot, room):
    forked(qtbot, room)
    model = room.sessions.dock.branches.model
    step(qtbot, room, model.setData, model.index(1), "What the room wanted")
    assert room.sessions.told.lines[1].view.label == "What the room wanted"


def test_a_ruling_needs_a_reason_and_its_difference_is_shown(qtbot, room):
    assert not room.acts["overrule"].isEnabled()
    play(qtbot, room, 1)
    with qtbot.waitSignal(room.sessions.rulable, timeout=10_000):
        room.acts["overrule"].trigger()
    dialog = room.findChild(RulingDialog)
    assert not dialog.accepting.isEnabled()
    dialog.field.setCurrentIndex(dialog.field.findData("cohesion"))
    dialog.number.setValue(0.25)
    dialog.reason.setPlainText("The summit failed")
    dialog.who.setText("Anna")
    assert dialog.accepting.isEnabled()
    with qtbot.waitSignal(room.sessions.shadowed, timeout=10_000) as shadow:
        dialog.accepting.click()
    (ruling,) = room.sessions.told.rulings
    assert (ruling.ruled_result, ruling.reason, ruling.by) == (
        0.25,
        "The summit failed",
        "Anna",
    )
    assert shadow.args[0].digest[:16] in room.sessions.dock.shadow.text()
    assert "The summit failed" in room.sessions.dock.rulings.text()


def test_two_branches_stand_side_by_side_on_maps_that_move_together(qtbot, room):
    forked(qtbot, room)
    maps = room.sessions.maps
    with qtbot.waitSignal(maps.viewed, timeout=20_000):
        room.sessions.dock.branches.compare.click()
    large = maps.large
    assert "The same dice" in large.words.text()
    assert large.model.rowCount() == 4
    left, right = large.maps
    left.zoom_in()
    left.pan(40, 20)
    assert right.canvas.camera == left.canvas.camera
    with qtbot.waitSignal(maps.viewed, timeout=20_000) as viewed:
        large.slider.setValue(2)
    assert [viewed.args[1].turn, viewed.args[2].turn] == [2, 2]
    assert viewed.args[1].now.stability != viewed.args[2].now.stability
    assert len(hostile.read(path_of(room)).events) == room.sessions.told.saved.steps


def test_a_copy_is_saved_and_a_dropped_file_opens(qtbot, room, tmp_path):
    play(qtbot, room, 2)
    copy = tmp_path / "lesson.wargame"
    with qtbot.waitSignal(room.sessions.files.copied, timeout=10_000):
        room.sessions.files.save_copy(copy)
    step(qtbot, room, room.sessions.files.begin)
    assert room.track.turn.text() == "Turn 0 of 12"
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(copy))])
    drop = QDropEvent(
        QPointF(400, 300), Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier(0)
    )
    step(qtbot, room, room.sessions.files.eventFilter, room, drop)
    assert room.track.turn.text() == "Turn 2 of 12"
    assert "lesson.wargame stays as it is" in room.sessions.files.note.words.text()


def test_recent_sessions_are_told_with_turn_and_time(qtbot, room):
    play(qtbot, room, 2)
    with qtbot.waitSignal(room.sessions.files.listed, timeout=10_000):
        step(qtbot, room, room.sessions.files.begin)
    (action,) = room.sessions.files.menu.actions()
    assert "turn 2, " in action.text()
    step(qtbot, room, action.trigger)
    assert room.track.turn.text() == "Turn 2 of 12"


def test_a_file_that_is_no_session_is_refused_in_words(qtbot, room, tmp_path):
    play(qtbot, room, 1)
    wrong = tmp_path / "wrong.wargame"
    wrong.write_bytes(b"nothing of the kind" * 100)
    with qtbot.waitSignal(room.host.refused, timeout=10_000):
        room.sessions.files.open(wrong)
    assert "wrong.wargame" in room.status.refusal.text()
    assert room.track.turn.text() == "Turn 1 of 12"


def test_a_second_window_says_that_it_only_reads(qtbot, room, opened):
    play(qtbot, room, 1)
    second = opened(path_of(room))
    assert "Another window writes this session" in second.sessions.files.note.words.text()
    assert second.status.saved.text() == "\u25b2 Read only"


def test_play_goes_on_when_the_disk_is_full_and_is_saved_when_it_is_not(qtbot, room, monkeypatch):
    def full(self, *args, **kwargs):
        raise NotWritten("session", "the disk is full; make room or save a copy elsewhere")

    with monkeypatch.context() as disk:
        disk.setattr(Store, "append", full)
        play(qtbot, room, 2)
        assert room.status.saved.text().startswith("\u25b2 Not saved")
        assert "the disk is full" in room.sessions.files.note.words.text()
        assert room.sessions.files.note.isVisible()
    play(qtbot, room, 1)
    assert room.status.saved.text().startswith("\u2713 Saved")
    assert not room.sessions.files.note.isVisible()
    assert len(hostile.read(path_of(room)).events) == 3


def test_after_a_crash_the_next_window_offers_to_continue(qtbot, room, opened, tmp_path):
    play(qtbot, room, 2)
    folder = tmp_path / "next"
    folder.mkdir()
    for each in path_of(room).parent.glob("*.wargame*"):
        if not each.name.endswith("-shm"):
            shutil.copy(each, folder / each.name)
    after = opened(folder=folder)
    recovery = after.sessions.files.recovery
    qtbot.waitUntil(recovery.isVisible, timeout=10_000)
    assert recovery.buttons[0].text().startswith("Continue at turn 2, ")
    step(qtbot, after, recovery.buttons[0].click)
    assert after.track.turn.text() == "Turn 2 of 12"
    assert not recovery.isVisible()

"""The set-up page as people fill it: one step a field, a refusal beside it, seats of the game."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from wargame.app.exercise import Overview
from wargame.app.exercise_setup import LABELS, PRESETS
from wargame.gui.dress import put_on
from wargame.gui.exercise.setup_page import SetupPage
from wargame.gui.theme import Theme, apply

LEFT = Qt.MouseButton.LeftButton
ELEVEN = (
    "Exercise Name", "Exercise Dates", "Scope", "Mission Area(s)", "Core Capabilities",
    "Objectives", "Threat or Hazard", "Scenario", "Sponsor", "Participating Organizations",
    "Point of Contact",
)  # fmt: skip


@pytest.fixture
def page(qtbot, quick_room, theme):
    made = SetupPage(quick_room, theme)
    qtbot.addWidget(made)
    put_on(made, theme)
    made.resize(1280, 680)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def write(field, text):
    """A person goes into the field, writes over what is there, and leaves with Tab."""
    field.edit.setFocus()
    field.edit.selectAll()
    QTest.keyClick(field.edit, Qt.Key.Key_Delete)
    QTest.keyClicks(field.edit, text)
    QTest.keyClick(field.edit, Qt.Key.Key_Tab)


def choose(combo, data):
    """A person goes down or up the list to an entry, with the keyboard."""
    combo.setFocus()
    while combo.currentData() != data:
        down = combo.findData(data) > combo.currentIndex()
        QTest.keyClick(combo, Qt.Key.Key_Down if down else Qt.Key.Key_Up)


def press(button):
    assert button.isEnabled(), button.toolTip()
    QTest.mouseClick(button, LEFT)
    QApplication.processEvents()


def state(room):
    return room.desk.state


def test_the_overview_has_its_eleven_fields_by_their_exact_names(page):
    assert tuple(LABELS.values()) == ELEVEN
    said = [part.text() for part in page.overview.findChildren(QLabel)]
    assert [name for name in said if name in ELEVEN] == list(ELEVEN)
    assert [f.edit.accessibleName() for f in page.overview.fields.values()] == list(ELEVEN)


def test_a_field_is_one_step_when_it_is_left_and_undo_shows_the_old_words(page, quick_room):
    field, steps = page.overview.fields["exercise_name"], quick_room.steps()
    field.edit.setFocus()
    QTest.keyClicks(field.edit, "Quiet line")
    assert quick_room.steps() == steps
    QTest.keyClick(field.edit, Qt.Key.Key_Tab)
    assert (state(quick_room).overview.exercise_name, quick_room.steps()) == (
        "Quiet line",
        steps + 1,
    )
    assert page.start.title.words == "Quiet line"
    field.edit.setFocus()
    QTest.keyClick(field.edit, Qt.Key.Key_Tab)
    assert quick_room.steps() == steps + 1  # nothing was written, nothing is a step
    write(page.overview.fields["scope"], "Two modules")
    assert state(quick_room).overview.scope == "Two modules"
    quick_room.do(lambda desk: desk.session.undo())
    assert page.overview.fields["scope"].text() == ""


def test_esc_gives_up_what_is_being_written(page, quick_room):
    field, steps = page.overview.fields["sponsor"], quick_room.steps()
    field.edit.setFocus()
    QTest.keyClicks(field.edit, "Nobody")
    QTest.keyClick(field.edit, Qt.Key.Key_Escape)
    QTest.keyClick(field.edit, Qt.Key.Key_Tab)
    assert (field.text(), quick_room.steps()) == ("", steps)


def test_what_is_being_written_is_not_disturbed_by_what_others_do(page, quick_room):
    field = page.overview.fields["sponsor"]
    field.edit.setFocus()
    QTest.keyClicks(field.edit, "The sch")
    quick_room.do(lambda desk: desk.press("start"))
    QTest.keyClicks(field.edit, "ool")
    QTest.keyClick(field.edit, Qt.Key.Key_Tab)
    assert state(quick_room).overview.sponsor == "The school"


def test_objectives_are_written_given_tasks_moved_and_removed(page, quick_room):
    block = page.objectives
    for text in ("Deter", "Explain", "Decide"):
        write(block.new, text)
    assert [(o.id, o.text) for o in state(quick_room).objectives] == [
        ("O1", "Deter"), ("O2", "Explain"), ("O3", "Decide"),
    ]  # fmt: skip
    assert block.new.text() == ""
    write(block.rows.made[1].tasks.made[0].field, "Say why")
    write(block.rows.made[1].tasks.made[1].field, "Say to whom")
    press(block.rows.made[1].tasks.made[1].tools.buttons["up"])
    assert state(quick_room).objectives[1].tasks == ("Say to whom", "Say why")
    press(block.rows.made[2].tools.buttons["up"])
    press(block.rows.made[0].tools.buttons["remove"])
    assert [o.id for o in state(quick_room).objectives] == ["O3", "O2"]
    assert block.rows.made[1].tasks.made[0].field.text() == "Say to whom"
    write(block.rows.made[0].field, "")
    assert state(quick_room).objectives[0].text == "Decide"
    note = block.rows.made[0].field.note
    assert note.isVisible()
    assert "remove it" in note.text()
    write(block.rows.made[0].field, "Decide in time")
    assert not note.isVisible()
    assert state(quick_room).objectives[0].text == "Decide in time"


def test_presets_fit_and_the_hot_wash_that_is_never_squeezed_out(page, quick_room):
    block = page.agenda
    for button, minutes in zip(block.presets, PRESETS, strict=True):
        press(button)
        assert state(quick_room).agenda == PRESETS[minutes]
    block.length.setFocus()
    block.length.setValue(100)
    press(block.fit)
    assert "Together 1 h 40 min, of which the Hot Wash keeps 25 min." in block.total.text()
    steps = quick_room.steps()
    block.length.setValue(30)
    press(block.fit)
    assert quick_room.steps() == steps
    assert block.refusal.isVisible()
    assert "the Hot Wash is not shortened" in block.refusal.text()
    last = block.rows.made[len(state(quick_room).agenda) - 1]
    assert not last.tools.buttons["remove"].isEnabled()
    assert "the debrief is never cut" in last.tools.buttons["remove"].toolTip()
    assert not last.kind.isEnabled()
    press(block.presets[0])
    assert not block.refusal.isVisible()


def test_parts_of_the_agenda_are_edited_added_moved_and_removed(page, quick_room):
    block = page.agenda
    press(block.presets[0])  # briefing, module, Hot Wash
    write(block.rows.made[1].title, "Module A")
    minutes = block.rows.made[1].minutes
    minutes.setFocus()
    minutes.selectAll()
    QTest.keyClicks(minutes, "40")
    QTest.keyClick(minutes, Qt.Key.Key_Tab)
    assert (state(quick_room).agenda[1].title, state(quick_room).agenda[1].minutes) == (
        "Module A",
        40,
    )
    assert block.rows.made[1].turns.text() == "turns 1 to 4"
    press(block.add_break)
    press(block.add_module)
    press(block.rows.made[2].tools.buttons["up"])
    assert [item.kind for item in state(quick_room).agenda] == [
        "briefing", "break", "module", "module", "hot_wash",
    ]  # fmt: skip
    press(block.rows.made[0].tools.buttons["remove"])
    assert block.rows.made[0].title.text() == "Break"
    choose(block.rows.made[0].kind, "briefing")
    assert state(quick_room).agenda[0].kind == "briefing"
    press(block.rows.made[1].more)
    write(block.rows.made[1].objectives, "O7")
    assert "No objective is called" in block.rows.made[1].objectives.note.text()
    lines = block.rows.made[1].questions
    lines.edit.setFocus()
    QTest.keyClicks(lines.edit, "Who decides?")
    QTest.keyClick(lines.edit, Qt.Key.Key_Return)
    QTest.keyClicks(lines.edit, "By when?")
    QTest.keyClick(lines.edit, Qt.Key.Key_Tab)
    assert state(quick_room).agenda[1].questions == ("Who decides?", "By when?")
    assert block.rows.made[1].more.text() == "Questions 2"


def test_a_seat_given_to_a_doctrine_is_played_by_it_in_the_game(page, quick_room):
    seats, session = page.seats, quick_room.window.session
    row = next(r for r in seats.rows.made if r.name.text() == "Moscow")
    assert row.game.text() == "In the game people lay its cards."
    doctrine = str(row.player.itemData(1))
    choose(row.player, doctrine)
    assert dict(session.position.setting.doctrines)[row._seat] == doctrine
    assert next(s for s in session.view().seats if s.id == row._seat).player == doctrine
    assert "lays its cards" in row.game.text()
    assert row.player.itemText(1).removeprefix("Doctrine: ") in row.game.text()
    choose(row.player, "")
    assert session.position.setting.doctrines == ()
    assert row.game.text() == "In the game people lay its cards."


def test_people_come_take_a_seat_and_have_a_role(page, quick_room):
    rows = page.participants.rows
    assert not rows.made[0].role.isEnabled()
    write(rows.made[0].name, "Ann Lee")
    write(rows.made[0].organization, "White Cell")
    choose(rows.made[0].seat, rows.made[0].seat.itemData(1))
    who = state(quick_room).participants[0]
    assert (who.name, who.role, who.organization) == ("Ann Lee", "Player", "White Cell")
    assert who.seat
    row = next(r for r in page.seats.rows.made if r._seat == who.seat)
    assert row.who.text() == "Ann Lee"
    choose(rows.made[0].role, "Evaluator")
    assert state(quick_room).participants[0].seat == ""
    assert not rows.made[0].seat.isEnabled()
    write(rows.made[0].name, "")
    assert "remove those who do not come" in rows.made[0].name.note.text()
    press(rows.made[0].tools.buttons["remove"])
    assert state(quick_room).participants == ()


def test_each_mode_of_adjudication_has_its_sentence_and_is_chosen_by_a_click(page, quick_room):
    modes = page.adjudication.modes
    assert list(modes) == ["rigid", "semi-rigid", "free", "open"]
    assert modes["free"].text() == "free: control decides, the rules advise"
    before = state(quick_room).adjudication
    assert modes[before].isChecked()
    page.area.ensureWidgetVisible(modes["free"])
    QApplication.processEvents()
    press(modes["free"])
    assert state(quick_room).adjudication == "free"
    quick_room.do(lambda desk: desk.session.undo())
    assert modes[before].isChecked()


def test_the_shipped_exercise_opens_and_a_file_brings_it_back(
    page, quick_room, tmp_path, monkeypatch
):
    press(page.start.shipped[0])
    assert page.overview.fields["exercise_name"].text() == "Line and guarantee"
    assert len(state(quick_room).msel.injects) > 5
    kept = state(quick_room)
    path = tmp_path / "mine.toml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    press(page.start.save)
    write(page.overview.fields["exercise_name"], "Another")
    press(page.start.open)
    assert state(quick_room).objectives == kept.objectives
    assert page.overview.fields["exercise_name"].text() == "Line and guarantee"
    path.write_text("title = 3", encoding="utf-8")
    press(page.start.open)
    assert page.start.refusal.isVisible()
    assert "title" in page.start.refusal.text()


SIZES = [("light", 1.0, 1100), ("contrast", 1.25, 1280), ("dark", 1.0, 1920), ("light", 1.5, 1280)]


@pytest.mark.parametrize(("mode", "scale", "width"), SIZES)
def test_nothing_is_cut_at_the_side_in_any_theme(qapp, page, quick_room, mode, scale, width):
    quick_room.do(lambda desk: desk.open_exercise("line-and-guarantee"))
    quick_room.do(lambda desk: desk.set_up(overview=Overview(exercise_name="A long name " * 20)))
    theme = Theme.load(mode, scale)
    apply(qapp, theme)
    put_on(page, theme)
    page.resize(width, 720)
    QApplication.processEvents()
    assert page.width() == width
    inside = page.area.widget()
    assert inside.minimumSizeHint().width() <= page.area.viewport().width()
    for button in page.agenda.presets + page.start.shipped:
        assert button.width() >= button.fontMetrics().horizontalAdvance(button.text())

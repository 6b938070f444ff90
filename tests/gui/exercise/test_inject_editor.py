"""The editor of an inject: every field, the time in five kinds, effects in the model's words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtTest import QTest

from wargame.app.exercise import Condition, Inject, Objective, Timing
from wargame.app.exercise_fields import model_fields
from wargame.exercise.actions import SetMsel
from wargame.exercise.msel import Effect, Msel
from wargame.gui.exercise.msel_table import MselTable

WHEN = Condition(field="pressure", comparison=">=", value=0.4, element="POK")
FULL = Inject(
    number="02", scenario_time="Dec 2025", delivery_time="14:30", move="2",
    event_type="Key event", mode="News item", from_="White Cell", to="All", title="Vote",
    message="A vote\nis held", expected="Seats vote", objective="O1", notes="Ask why",
    poll="Yes | No", status="Approved", timing=Timing(kind="absolute", seconds=52_200),
    contingency=True, extra=(("Photo", "p.png"),),
    effects=(Effect(field="cohesion", op="add", value=-0.1),
             Effect(field="fighting", op="set", value=1.0, element="POK")),
)  # fmt: skip
GOALS = (Objective(id="O1", text="Deter"), Objective(id="O2", text="Explain"))


@pytest.fixture
def table(quick_room, theme, qtbot):
    quick_room.desk.set_up(objectives=GOALS)
    other = Inject(number="01", title="First", timing=Timing(kind="condition", when=WHEN))
    quick_room.desk.do(SetMsel, msel=Msel(injects=(other, FULL), columns=("Photo",)))
    made = MselTable(quick_room, theme)
    qtbot.addWidget(made)
    made.resize(1000, 400)
    made.show()
    quick_room.window.view_shown.emit(quick_room.window.session.view())
    yield made
    if made.hands.editor is not None:
        made.hands.editor.close()


def opened(table, quick_room, number="02"):
    quick_room.choose(number)
    table.edit(number)
    return table.hands.editor


def save(editor) -> None:
    assert editor.save.isEnabled(), editor.refusal.text()
    QTest.mouseClick(editor.save, Qt.MouseButton.LeftButton)


def stands(quick_room, number="02") -> Inject:
    return quick_room.desk.state.inject(number)


def test_an_inject_opened_and_saved_is_the_same_inject(table, quick_room):
    for number in ("01", "02"):
        before = stands(quick_room, number)
        editor = opened(table, quick_room, number)
        assert editor.inject == before
        save(editor)
        assert stands(quick_room, number) == before


def test_every_field_can_be_written(table, quick_room):
    editor = opened(table, quick_room)
    texts = editor.texts
    for name, part in texts.parts.items():
        words = "A | B" if name == "poll" else f"new {name}"
        for setter in ("setPlainText", "setCurrentText", "setText"):
            if hasattr(part, setter):
                getattr(part, setter)(words)
                break
    texts.extra["Photo"].setText("q.png")
    editor.status.setCurrentText("Entered")
    editor.contingency.setChecked(False)
    save(editor)
    found = stands(quick_room)
    assert (found.from_, found.title, found.message) == ("new from", "new title", "new message")
    assert (found.choices, found.status, found.contingency) == (("A", "B"), "Entered", False)
    assert found.extra == (("Photo", "q.png"),)


def test_another_number_takes_the_same_place_and_a_taken_one_is_refused(table, quick_room):
    editor = opened(table, quick_room, "01")
    editor.number.setText("02")
    assert editor.refusal.text().startswith("Another inject has the number 02")
    assert not editor.save.isEnabled()
    editor.number.setText("01b")
    save(editor)
    assert list(table.model.numbers) == ["01b", "02"]
    assert quick_room.number == "01b"


@pytest.mark.parametrize(
    ("kind", "timing"),
    [
        ("relative", Timing(kind="relative", seconds=930)),
        ("absolute", Timing(kind="absolute", seconds=54_000)),
        ("move", Timing(kind="move", move=3)),
        ("condition", Timing(kind="condition", when=WHEN)),
        ("manual", Timing()),
    ],
)
def test_the_time_is_of_five_kinds(table, quick_room, kind, timing):
    editor = opened(table, quick_room)
    part = editor.timing
    part.kind.setCurrentIndex(part.kind.findData(kind))
    part.minutes.setValue(15)
    part.seconds.setValue(30)
    part.time.setTime(QTime(15, 0))
    part.on_move.setValue(3)
    part.when.show_picked("pressure", "POK", ">=", 0.4)
    save(editor)
    assert stands(quick_room).timing == timing
    said = "15:00" if kind == "absolute" else "14:30"  # a column of clock times stays one
    assert stands(quick_room).delivery_time == said


def test_a_condition_and_an_effect_are_told_in_words(table, quick_room):
    editor = opened(table, quick_room, "01")
    assert "when local log-pressure on the line (POK) is at least 0.4" in editor.timing.said.text()
    rows = editor.timing.when.row
    assert rows.itemText(0) == "any row"
    assert rows.count() == 1 + len(quick_room.window.session.scenario.sectors)
    QTest.mouseClick(editor.effects.more, Qt.MouseButton.LeftButton)
    line = editor.effects.lines[0].picker
    assert line.name == "cohesion"
    assert "adds 0 changes nothing" in editor.refusal.text()
    line.number.setValue(0.25)
    assert editor.effects.said.text() == "In the next turn: alliance cohesion +0.25"
    save(editor)
    assert stands(quick_room, "01").effects == (Effect(field="cohesion", op="add", value=0.25),)


def test_what_the_model_cannot_take_is_not_offered_or_refused_in_words(table, quick_room):
    editor = opened(table, quick_room)
    first, second = (line.picker for line in editor.effects.lines)
    assert [second.sign.itemText(k) for k in range(second.sign.count())] == ["set to"]
    assert second.choice.currentText() == "yes"
    first.sign.setCurrentIndex(first.sign.findData("set"))
    first.number.setValue(9)
    assert first.amount == pytest.approx(0.97)
    offered = {first.field.itemData(k) for k in range(first.field.count())}
    assert not offered & {"turn", "stability", "order_press", "holds"}
    first.field.setEditText("the weather")
    assert editor.refusal.text() == "Pick the field of each effect from the list."
    first.field.setCurrentIndex(first.field.findData("trust"))
    editor.effects.lines[1].away.click()
    assert len(editor.effects.effects) == 1
    editor.texts.parts["title"].clear()
    editor.texts.parts["message"].clear()
    assert editor.refusal.text() == "It needs a title or a message."


def test_objectives_are_picked_from_those_there_are(table, quick_room):
    editor = opened(table, quick_room)
    act = editor.texts._goal_menu.actions()[1]
    act.trigger()
    assert editor.texts.text("objective") == "O1, O2"
    editor.texts._goal_menu.actions()[0].trigger()
    assert editor.texts.text("objective") == "O2"
    editor.texts.parts["objective"].setText("Score 3")
    act.trigger()
    assert editor.texts.text("objective") == "Score 3 O2"


def test_a_new_inject_stands_below_the_chosen_one_by_keys_alone(table, quick_room):
    quick_room.choose("01")
    table.view.setFocus()
    table.hands.new()
    editor = table.hands.editor
    assert editor.number.text() == "03"
    assert not editor.save.isEnabled()
    control, title = Qt.KeyboardModifier.ControlModifier, editor.texts.parts["title"]
    QTest.keyClicks(title, "A knock at the door")
    QTest.keyClick(title, Qt.Key.Key_Return, control)
    if editor.isVisible():  # offscreen no window is active, and shortcuts wait for one
        save(editor)
    assert list(table.model.numbers) == ["01", "03", "02"]
    assert quick_room.number == "03"


def test_what_has_been_published_is_not_edited(table, quick_room):
    quick_room.choose("02")
    quick_room.do(lambda desk: desk.publish("02"))
    table.edit("02")
    assert table.hands.editor is None


def test_the_fields_of_the_model_have_words_rows_and_what_they_hold(quick_room):
    fields = {f.name: f for f in model_fields(quick_room.window.session)}
    assert fields["pressure"].elements[0][0] == quick_room.window.session.scenario.sectors[0].id
    assert fields["ceasefire"].choices == ("no", "yes")
    assert len(fields["pressure"].now) == len(fields["pressure"].elements)
    assert fields["inject_exchange"].changes
    assert not fields["stability"].changes
    assert "turn" not in fields
    assert not any(name.startswith("order_") for name in fields)

"""The events list under the hand: columns, filter, order, dragging, menus, files."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from wargame.app.exercise import Inject, Objective, Timing
from wargame.exercise.actions import SetMsel
from wargame.exercise.msel import Effect, Msel
from wargame.gui.dress import put_on
from wargame.gui.exercise.msel_columns import SETS
from wargame.gui.exercise.msel_filter import Filter, shown_rows
from wargame.gui.exercise.msel_hands import next_number
from wargame.gui.exercise.msel_table import MselTable
from wargame.gui.theme import Theme, apply

SAMPLES = Path(__file__).parents[4] / "shared" / "samples"
TITLES = ("Opening", "Strikes", "Vote", "Missile", "Cable", "Envoy")


def after(minutes: int) -> Timing:
    return Timing(kind="relative", seconds=60 * minutes)


LIST = tuple(
    Inject(
        number=f"{k:02}", title=title, timing=after(10 * k), event_type=kind, to=to,
        objective=goal, status="Approved", extra=(("Photo", f"p{k}.png"),),
    )
    for k, (title, kind, to, goal) in enumerate(
        zip(TITLES, ("Key event", "Contingency") * 3, ("All", "Kyiv", "US") * 2,
            ("O1", "O2", "") * 2, strict=True),
        1,
    )
)  # fmt: skip


@pytest.fixture
def table(quick_room, theme, qtbot):
    """The list on a session with six injects, 1,000 px wide."""
    desk = quick_room.desk
    desk.set_up(objectives=(Objective(id="O1", text="Deter"), Objective(id="O2", text="Explain")))
    desk.do(SetMsel, msel=Msel(injects=LIST, columns=("Photo",)))
    made = MselTable(quick_room, theme)
    qtbot.addWidget(made)
    put_on(made, theme)
    made.resize(1000, 420)
    made.show()
    qtbot.waitExposed(made)
    show_again(quick_room)
    return made


def show_again(room) -> None:
    room.window.view_shown.emit(room.window.session.view())


def numbers(table) -> list[str]:
    return list(table.model.numbers)


def times(room) -> dict[str, str]:
    return {row.inject.number: row.inject.timing.text for row in room.view.injects}


def middle(table, row: int, share: float = 0.5) -> QPoint:
    view = table.view
    y = view.rowViewportPosition(row) + int(share * view.rowHeight(row))
    return QPoint(200, y)


def drag(table, row: int, to: QPoint, *, let_go: bool = True) -> None:
    port = table.view.viewport()
    start = middle(table, row)
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    for share in (0.3, 0.7, 1.0):
        QTest.mouseMove(port, start + (to - start) * share)
    if let_go:
        QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=to)


# ----------------------------------------------------------------------------------- what it shows


def test_every_set_of_columns_shows_what_the_tool_calls_them_and_the_files_own(table):
    heads = {}
    for kind in SETS:
        table.acts.columns = kind
        table.show_columns(kind)
        model = table.model
        heads[kind] = [
            model.headerData(k, Qt.Orientation.Horizontal) for k in range(model.columnCount())
        ]
        assert all(isinstance(model.index(0, k).data(), str) for k in range(model.columnCount()))
    assert heads["hseep"] == [
        "Event Number", "Designated Scenario Time", "Due", "Event Type", "Inject Mode", "From",
        "To", "Message", "Expected Participant Response", "Objective", "Status",
    ]  # fmt: skip
    assert heads["t3sf"][:2] == ["#", "Real Time"]
    assert {"Delivery Method", "Measure of Performance"} <= {*heads["mitre"]}
    assert {"Control Number", "To Org / Assigned To"} <= {*heads["blueprint"]}
    assert {"Subject", "Expected Action"} <= {*heads["conducttr"]}
    assert {"inject_uuid", "payload"} <= {*heads["cexf"]}
    assert {"Photo", "Poll", "Notes", "Delivery Time", "Title", "Message"} <= {*heads["all"]}
    photo = heads["all"].index("Photo")
    assert table.model.index(2, photo).data() == "p3.png"
    assert numbers(table) == [i.number for i in LIST]


def test_choosing_a_row_is_told_to_every_part_and_follows_the_others(table, quick_room):
    QTest.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=middle(table, 2))
    assert quick_room.number == "03"
    quick_room.choose("05")
    assert table.view.currentIndex().row() == 4
    QTest.keyClick(table.view, Qt.Key.Key_Up)
    assert quick_room.number == "04"
    quick_room.do(lambda desk: desk.remove_inject("01"))
    assert (table.view.currentIndex().row(), quick_room.number) == (2, "04")


def test_the_line_below_counts_what_was_delivered_and_what_is_due(table, quick_room):
    assert table.count.text() == "6 injects \u00b7 6 approved"
    assert table.hint.text() == "Drag a row to reorder; later times follow"
    quick_room.do(lambda desk: desk.publish("01"))
    quick_room.do(lambda desk: desk.skip("02"))
    quick_room.do(lambda desk: desk.set_status("03", "Entered"))
    quick_room.do(lambda desk: desk.retime("04", Timing(kind="move", move=0)))
    assert table.count.text() == (
        "6 injects \u00b7 1 delivered \u00b7 3 approved \u00b7 1 entered \u00b7 1 skipped"
        " \u00b7 1 due now"
    )
    due = table.model.keys.index("due")
    assert table.model.index(3, due).data() == "move 0 \u00b7 due"
    table.actions_["retime"].setChecked(False)
    assert table.hint.text() == "Drag a row to reorder; times stay"


def test_a_filter_shows_some_and_says_how_many(table):
    table.actions_["filter"].setChecked(True)
    assert table.bar.isVisible()
    QTest.keyClicks(table.bar.text, "kyiv")
    assert numbers(table) == ["02", "05"]
    assert table.count.text().startswith("2 of 6 injects shown")
    table.bar.objective.setCurrentIndex(table.bar.objective.findData("O1"))
    assert numbers(table) == []
    QTest.keyClick(table.bar.text, Qt.Key.Key_Escape)
    assert numbers(table) == [i.number for i in LIST]
    assert not table.bar.isVisible()
    table.bar.event_type.setCurrentIndex(table.bar.event_type.findData("Contingency"))
    assert numbers(table) == ["02", "04", "06"]


def test_a_heading_sorts_up_then_down_then_shows_the_order_of_the_list(table):
    section = table.model.keys.index("to")
    assert not table.view.horizontalHeader().isSortIndicatorShown()
    seen = []
    for _ in range(3):
        table.view.horizontalHeader().sectionClicked.emit(section)
        seen.append([row.inject.to for row in table.model.rows])
    assert seen[0] == ["All", "All", "Kyiv", "Kyiv", "US", "US"]
    assert seen[1] == seen[0][::-1]
    assert numbers(table) == [i.number for i in LIST]


def test_times_and_numbers_sort_by_their_value(quick_room):
    injects = [Inject(number=n, timing=after(m)) for n, m in (("2", 90), ("10", 9), ("9", 100))]
    quick_room.desk.do(SetMsel, msel=Msel(injects=tuple(injects)))
    rows = quick_room.desk.view().injects
    assert [r.inject.number for r in shown_rows(rows, Filter(), "number")] == ["2", "9", "10"]
    assert [r.inject.number for r in shown_rows(rows, Filter(), "due")] == ["10", "2", "9"]


# --------------------------------------------------------------------------------------- the hand


def test_a_row_dragged_between_two_takes_a_time_there_in_one_step_that_undo_takes_back(
    table, quick_room
):
    before, steps = times(quick_room), quick_room.steps()
    drag(table, 1, middle(table, 3, 0.8))
    assert numbers(table) == ["01", "03", "04", "02", "05", "06"]
    assert times(quick_room) == before | {"03": "T+20", "04": "T+30", "02": "T+40"}
    assert quick_room.steps() == steps + 1
    quick_room.window.session.undo()
    show_again(quick_room)
    assert numbers(table) == [i.number for i in LIST]
    assert times(quick_room) == before


def test_a_row_dragged_without_retiming_keeps_its_time(table, quick_room):
    table.actions_["retime"].trigger()
    before = times(quick_room)
    drag(table, 4, middle(table, 0, 0.2))
    assert numbers(table)[:2] == ["05", "01"]
    assert times(quick_room) == before


def test_alt_and_arrows_move_the_chosen_row_and_it_stays_chosen(table, quick_room):
    quick_room.choose("02")
    table.view.setFocus()
    QTest.keyClick(table.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert numbers(table)[:3] == ["01", "03", "02"]
    assert table.view.currentIndex().row() == 2
    QTest.keyClick(table.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(table.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(table.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert numbers(table)[:3] == ["02", "01", "03"]
    assert quick_room.number == "02"


def test_a_drag_let_go_with_escape_or_on_its_own_place_changes_nothing(table, quick_room):
    steps = quick_room.steps()
    drag(table, 1, middle(table, 4), let_go=False)
    assert table.view.viewport().cursor().shape() is Qt.CursorShape.ClosedHandCursor
    QTest.keyClick(table.view, Qt.Key.Key_Escape)
    QTest.mouseRelease(table.view.viewport(), Qt.MouseButton.LeftButton, pos=middle(table, 4))
    drag(table, 1, middle(table, 2, 0.1))
    assert quick_room.steps() == steps
    assert numbers(table) == [i.number for i in LIST]


def test_what_was_published_or_sorted_is_not_dragged_and_says_why(table, quick_room):
    quick_room.do(lambda desk: desk.publish("02"))
    steps = quick_room.steps()
    drag(table, 1, middle(table, 4))
    assert "has been published and keeps its place" in table.hint.text()
    table.view.horizontalHeader().sectionClicked.emit(table.model.keys.index("to"))
    drag(table, 3, middle(table, 0))
    assert table.hint.text().startswith("Sorted by a column")
    assert quick_room.steps() == steps


def test_a_text_is_written_over_in_its_cell_and_what_is_published_is_not(table, quick_room, qtbot):
    column = table.model.keys.index("message")
    at = table.view.visualRect(table.model.index(3, column)).center()
    port = table.view.viewport()
    QTest.mouseClick(port, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseDClick(port, Qt.MouseButton.LeftButton, pos=at)
    field = table.view.findChild(QLineEdit)
    assert field.text() == "Missile"
    field.selectAll()
    QTest.keyClicks(field, "Two missiles")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: quick_room.desk.state.inject("04").title == "Two missiles")
    assert table.model.index(3, column).data() == "Two missiles"
    quick_room.do(lambda desk: desk.publish("04"))
    assert not table.model.index(3, column).flags() & Qt.ItemFlag.ItemIsEditable


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_menu_does_what_can_be_done_and_says_why_the_rest_cannot(table, quick_room):
    table.view.customContextMenuRequested.emit(middle(table, 2))
    menu = table.acts.menu
    assert menu.isVisible()
    assert quick_room.number == "03"
    menu.hide()
    acts = table.actions_
    acts["duplicate"].trigger()
    assert numbers(table)[2:5] == ["03", "07", "04"]
    assert quick_room.number == "07"
    acts["remove"].trigger()
    assert "07" not in numbers(table)
    quick_room.choose("03")
    acts["skip"].trigger()
    assert quick_room.desk.state.inject("03").status == "Archived"
    assert not acts["publish"].isEnabled()
    assert acts["publish"].toolTip() == "It is Archived"
    entered = next(a for a in table.acts._status_menu.actions() if a.data() == "Entered")
    entered.trigger()
    assert quick_room.desk.state.inject("03").status == "Entered"
    quick_room.do(lambda desk: desk.publish("03"))
    assert not any(acts[name].isEnabled() for name in ("publish", "skip", "edit", "remove"))
    assert not entered.isEnabled()
    quick_room.choose("")
    assert acts["duplicate"].toolTip() == "Choose an inject in the list first"
    QTest.keyClick(table.view, Qt.Key.Key_Delete)
    assert len(numbers(table)) == 6


@pytest.mark.parametrize(
    ("taken", "following"),
    [((), "01"), (("1", "2"), "3"), (("09", "x"), "10"), (("099",), "100"), (("a",), "01")],
)
def test_a_new_inject_is_called_by_the_next_number(taken, following):
    assert next_number(list(taken)) == following


# ------------------------------------------------------------------------------------------ files


def drop(table, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    held = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton)
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(table.window(), QDragEnterEvent(QPoint(10, 10), *held, none))
    QApplication.sendEvent(table.window(), QDropEvent(QPointF(10, 10), *held, none))


@pytest.mark.parametrize("kind", [k for k in SETS if k != "all"])
def test_a_list_written_for_a_tool_and_dropped_on_the_window_is_the_same_list(
    table, quick_room, tmp_path, kind
):
    inject = LIST[0].model_copy(
        update={"effects": (Effect(field="cohesion", op="add", value=-0.1),), "poll": "Yes | No"}
    )
    quick_room.do(lambda desk: desk.edit_inject(inject))
    before = quick_room.desk.state.msel.injects
    path = tmp_path / f"list{'.json' if kind == 'cexf' else '.csv'}"
    table.papers.write(path, kind)
    assert "written with the columns" in table.papers.told.words
    table.papers.told.close()
    quick_room.do(lambda desk: desk.remove_inject("03"))
    drop(table, path)
    assert quick_room.desk.state.msel.injects == before
    assert "kept as they are: Photo" in table.papers.told.words
    table.papers.told.close()


def test_all_faults_of_a_file_are_told_at_once_and_nothing_changes(table, quick_room, tmp_path):
    path = tmp_path / "bad.csv"
    path.write_text(
        "Event Number,Message,status,timing\n1,a,Lost,T+1\n2,b,Entered,soon\n", encoding="utf-8"
    )
    before = quick_room.desk.state
    drop(table, path)
    told = table.papers.told
    assert told.isVisible()
    assert len(told.lines) == 2
    assert "row 2" in told.lines[0]
    assert "soon" in told.lines[1]
    assert quick_room.desk.state == before
    told.close()


def test_other_files_are_left_alone(table, tmp_path):
    path = tmp_path / "zones.geojson"
    path.write_text("{}", encoding="utf-8")
    drop(table, path)
    assert table.papers.told is None


def test_an_empty_list_says_how_to_get_one_and_writes_nothing(quick_room, theme, qtbot):
    made = MselTable(quick_room, theme)
    qtbot.addWidget(made)
    made.show()
    show_again(quick_room)
    assert made.stack.currentWidget() is made.empty
    assert not made.actions_["export"].isEnabled()


def test_cards_are_drawn_by_their_seed_and_undo_puts_them_back(table, quick_room, tmp_path):
    path = tmp_path / "deck.csv"
    rows = "".join(f"{k},Card {k},Something {k}\n" for k in range(1, 9))
    path.write_text("Inject ID,Card Title,Card Wording\n" + rows, encoding="utf-8")
    table.actions_["deck"].trigger()
    deck = table.papers.deck
    assert not deck.draw.isEnabled()
    drop(table, path)
    assert "8 cards are in the deck" in table.papers.told.words
    table.papers.told.close()
    deck.count.setValue(3)
    deck.seed.setValue(42)
    QTest.mouseClick(deck.draw, Qt.MouseButton.LeftButton)
    first = numbers(table)[6:]
    assert len(first) == 3
    assert "seed 42" in deck.drawn.text()
    assert deck.left.text() == "5 cards left"
    quick_room.window.session.undo()
    show_again(quick_room)
    QTest.mouseClick(deck.draw, Qt.MouseButton.LeftButton)
    assert numbers(table)[6:] == first
    deck.close()


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")
def test_a_list_and_a_deck_of_other_projects_are_taken(table, quick_room):
    table.papers.read(SAMPLES / "msel_t3sf.xlsx")
    assert len(numbers(table)) == 12
    assert "columns of T3SF" in table.papers.told.words
    assert "kept as they are" in table.papers.told.words
    table.papers.told.close()
    assert any(len(row.inject.choices) > 1 for row in table.model.rows)
    table.papers.read(SAMPLES / "injects_cards.csv")
    assert quick_room.view.cards_left == 40
    table.papers.told.close()


# ------------------------------------------------------------------------------------------- looks


@pytest.mark.parametrize("mode", ["light", "dark", "contrast"])
def test_a_list_of_two_hundred_fits_its_width_and_paints(quick_room, qtbot, qapp, mode):
    theme = Theme.load(mode)
    apply(qapp, theme)
    many = tuple(
        Inject(number=f"{k:03}", title=f"Something happens {k}", to="Kyiv, US, Hawks, Cautious",
               mode="Situation report", scenario_time="December 2025", timing=after(k))
        for k in range(200)
    )  # fmt: skip
    quick_room.desk.do(SetMsel, msel=Msel(injects=many))
    made = MselTable(quick_room, theme)
    qtbot.addWidget(made)
    put_on(made, theme)
    made.resize(860, 320)
    made.show()
    show_again(quick_room)
    quick_room.choose("150")
    QApplication.processEvents()
    assert not made.view.horizontalScrollBar().isVisible()
    assert made.view.visualRect(made.view.currentIndex()).intersects(made.view.viewport().rect())
    picture = made.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    colors = {picture.pixel(x, y) for x in range(0, 860, 3) for y in range(0, 320, 3)}
    assert len(colors) > 8

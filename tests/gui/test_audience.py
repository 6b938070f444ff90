"""The audience window: public facts in large letters, steered from the main window."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QAccessible, QFontInfo, QImage
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from wargame.app.exercise import ExerciseDesk
from wargame.gui.panels.audience_window import LEAST_PX, SMALLEST, text_size
from wargame.gui.theme import Theme

sys.path.insert(0, str(Path(__file__).parent.parent / "app"))
from test_audience import planted, planted_in_exercise  # the same secrets as in the record


@pytest.fixture
def main(qtbot, open_shipped):
    window = open_shipped()
    with qtbot.waitSignal(window.audience.shown, timeout=20_000):
        window.acts["audience"].trigger()
    return window


def accessible(widget: QWidget) -> list[str]:
    """Every name, description, value and help that a screen reader is told of a widget."""
    face = QAccessible.queryAccessibleInterface(widget)
    kinds = (
        QAccessible.Text.Name,
        QAccessible.Text.Description,
        QAccessible.Text.Value,
        QAccessible.Text.Help,
    )
    return [face.text(kind) for kind in kinds] if face is not None else []


def told_by(window: QWidget) -> str:
    """All that a window says in any way, hidden parts too."""
    found = []
    for widget in (window, *window.findChildren(QWidget)):
        found += accessible(widget)
        found += [widget.toolTip(), widget.statusTip(), widget.whatsThis(), widget.windowTitle()]
        for read in ("text", "toPlainText", "placeholderText"):
            if callable(getattr(widget, read, None)):
                found.append(getattr(widget, read)())
    return "\n".join(found)


def test_no_planted_secret_is_said_by_any_widget_of_the_room(qtbot, main):
    secrets = planted(main.session)
    with qtbot.waitSignal(main.audience.shown, timeout=20_000):
        main.commands.play_turn()
    played = told_by(main.audience.large)
    assert "Turn 2 of 12" in played
    written = [secret for secret in secrets if secret.startswith("secret-")]
    assert len(written) == 500
    assert [secret for secret in written if secret in played] == []
    main.session.undo()  # cards and injects lie hidden again
    with qtbot.waitSignal(main.audience.shown, timeout=20_000):
        main.host.ask(lambda _session: None)
    told = told_by(main.audience.large)
    assert [secret for secret in secrets if secret in told] == []
    main.table.show_view(main.session.view())
    table = told_by(main)
    assert any(secret in table for secret in secrets)  # the search does find them


def test_nothing_written_in_an_exercise_is_said_by_any_widget_of_the_room(qtbot, main):
    secrets = planted_in_exercise(main.session)
    with qtbot.waitSignal(main.audience.shown, timeout=20_000):
        main.commands.play_turn()
    told = told_by(main.audience.large)
    assert "Told to all" in told
    assert [secret for secret in secrets if secret in told] == []


def test_a_black_room_sees_nothing_and_then_what_it_saw(qtbot, main):
    large, bar = main.audience.large, main.audience.bar
    bar.question.setText("Who pays?")
    bar.ask.click()
    qtbot.mouseClick(bar.black, Qt.MouseButton.LeftButton)
    picture = large.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    seen = {
        picture.pixelColor(x, y).name()
        for x in range(0, picture.width(), 3)
        for y in range(0, picture.height(), 3)
    }
    assert seen == {"#000000"}
    assert [w.text() for w in large.findChildren(QLabel) if w.isVisible()] == []
    qtbot.mouseClick(bar.black, Qt.MouseButton.LeftButton)
    assert large.facts.question.words.isVisible()


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720), (3840, 2160)])
def test_no_letter_is_under_sixteen_pixels(qtbot, main, size):
    large = main.audience.large
    large.resize(*size)
    large.ask("Who carries the new risk?")
    large.show_code("https://example.org")
    small = [
        (w.metaObject().className(), w.accessibleName())
        for w in large.findChildren(QLabel)
        if w.isVisible() and w.text() and QFontInfo(w.font()).pixelSize() < LEAST_PX
    ]
    assert small == []
    kinds = (*large.theme.record("type"), *large.theme.record("map_label"))
    roles = [r for r in kinds if r not in ("present_factor", "line_height", "priority")]
    least = min(large.theme.font(role).pointSizeF() for role in roles) * 96 / 72
    assert least >= LEAST_PX


def test_type_grows_on_a_larger_screen_and_never_shrinks():
    smallest = Theme.load("light").record("type")
    assert min(v[0] for v in smallest.values() if isinstance(v, list)) == SMALLEST
    for size in ((800, 500), (1280, 720), (1920, 1080), (3840, 2160)):
        assert text_size(*size) * SMALLEST >= LEAST_PX
    assert text_size(3840, 2160) == 2 * text_size(1920, 1080)


def test_the_rooms_map_follows_the_box_and_stays_while_it_is_held(qtbot, main):
    audience = main.audience
    whole = audience.large.map.shown()
    qtbot.mouseClick(audience.bar.frame, Qt.MouseButton.LeftButton)
    framed = audience.large.map.shown()
    assert framed.width() < whole.width()
    drag(qtbot, audience.box, QPoint(3, audience.box.height() // 2), QPoint(60, 20))
    moved = audience.large.map.shown()
    assert moved.center() != framed.center()
    assert near(moved, audience.box.area)
    qtbot.mouseClick(audience.bar.hold, Qt.MouseButton.LeftButton)
    drag(qtbot, audience.box, QPoint(3, audience.box.height() // 2), QPoint(-50, -30))
    assert audience.large.map.shown() == moved
    with qtbot.waitSignal(audience.shown, timeout=20_000):
        main.commands.play_turn()
    assert audience.large.map.shown() == moved
    qtbot.mouseClick(audience.bar.hold, Qt.MouseButton.LeftButton)
    assert near(audience.large.map.shown(), audience.box.area)


def drag(qtbot, widget, at, step):
    qtbot.mousePress(widget, Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseMove(widget, at + step)
    qtbot.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=at)


def near(seen: QRectF, area: QRectF) -> bool:
    apart = seen.center() - area.center()
    return apart.manhattanLength() < 0.01 * area.width() and seen.contains(
        area.adjusted(*([0.02 * area.width()] * 2), *([-0.02 * area.width()] * 2))
    )


def test_what_is_typed_is_shown_with_return_and_not_before(qtbot, main):
    large, bar = main.audience.large, main.audience.bar
    qtbot.keyClicks(bar.question, "Who pays?")
    assert "Who pays?" not in told_by(large)
    qtbot.keyClick(bar.question, Qt.Key.Key_Return)
    assert large.facts.question.words.text() == "Who pays?"
    bar.ask.click()
    assert not large.facts.question.isVisible()
    bar.link.setText("https://example.org/feedback")
    qtbot.keyClick(bar.link, Qt.Key.Key_Return)
    assert large.code_page.isVisible()
    assert large.code.accessibleName() == "QR code of https://example.org/feedback"


def test_nothing_of_it_is_made_before_it_is_asked_for_and_closing_takes_the_bar(
    qtbot, open_shipped
):
    window = open_shipped()
    assert window.audience.large is window.audience.bar is window.audience.box is None
    with qtbot.waitSignal(window.audience.shown, timeout=20_000):
        window.acts["audience"].trigger()
    window.audience.large.close()
    assert not window.acts["audience"].isChecked()
    assert not window.audience.bar.isVisible()
    assert window.audience.large.findChildren(QLineEdit) == []
    assert isinstance(QApplication.instance(), QApplication)


def test_the_title_is_whole_beside_the_clock_of_a_narrow_room(qtbot, main):
    def run(session):
        desk = ExerciseDesk(session)
        desk.open_exercise("line-and-guarantee")
        desk.press("start")
        desk.press("item", 1)
        for _ in range(4):  # the longest period: "September to November 2025"
            session.play_turn()

    large = main.audience.large
    large.resize(1280, 720)
    with qtbot.waitSignal(main.audience.shown, timeout=20_000):
        main.host.ask(run)
    qtbot.waitUntil(large.clock.isVisible)
    qtbot.waitUntil(lambda: large.clock.words.text().startswith("Module 1 \u00b7"))
    assert "September to November 2025" in large.headline.text()
    qtbot.waitUntil(lambda: large.headline.sizeHint().width() <= large.headline.width())

"""The rulebook beside the game: found by words and topics, read by keyboard, in both themes."""

from __future__ import annotations

import re
import threading

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QScrollBar, QWidget

from wargame.app import rulebook
from wargame.gui.panels.rulebook_window import RulebookWindow
from wargame.gui.rulebook import RulebookHelp
from wargame.gui.theme import Theme, apply


@pytest.fixture(scope="session")
def quick_book():
    return rulebook.build(worked=False)


@pytest.fixture
def panel(qtbot, theme, quick_book):
    owner = QWidget()
    qtbot.addWidget(owner)
    made = RulebookWindow(theme, owner)
    made.resize(1080, 680)
    made.show()
    qtbot.waitExposed(made)
    made.show_book(quick_book)
    yield made  # the owner lives as long
    made.close()


@pytest.fixture
def at_once(monkeypatch, quick_book):
    """The book is there as soon as it is asked for."""
    monkeypatch.setattr(rulebook, "build", lambda **_kept: quick_book)


def listed(panel) -> list[str]:
    from wargame.gui.panels.rulebook_model import PAGE

    rows = range(panel.filter.rowCount())
    return [panel.filter.index(row, 0).data(PAGE).id for row in rows]


def test_all_rules_are_listed_in_the_order_played_and_the_first_is_open(panel, quick_book) -> None:
    assert listed(panel) == list(quick_book.rules)
    assert panel.current.id == next(iter(quick_book.rules))
    assert panel.current.title in panel.page.toPlainText()
    assert panel.count.text() == f"{len(quick_book.rules)} of {len(quick_book.rules)} rules"


def test_words_anywhere_in_a_rule_find_it(qtbot, panel) -> None:
    qtbot.keyClicks(panel.field, "fortna werner h_quality breached")
    assert listed(panel) == ["ceasefire.survival"]
    assert "h_quality" in panel.page.toPlainText()
    panel.field.setText("no rule says this")
    assert listed(panel) == []
    assert panel.page.toPlainText() == "No rule holds these words."
    panel.field.clear()
    assert panel.current is not None


def test_every_topic_can_be_chosen_by_its_question(panel, quick_book) -> None:
    assert panel.topics.count() == 1 + len(quick_book.topics)
    for row, topic in enumerate(quick_book.topics, start=1):
        assert panel.topics.itemText(row) == topic.question
        panel.topics.setCurrentIndex(row)
        assert set(listed(panel)) == {*topic.rules, *topic.others}
        assert panel.current.id in {*topic.rules, *topic.others}


def test_opening_a_rule_by_its_id_finds_it_behind_any_search(panel) -> None:
    panel.field.setText("fortna")
    panel.topics.setCurrentIndex(3)
    panel.open_rule("norms.budapest")
    assert panel.current.id == "norms.budapest"
    assert panel.field.text() == ""


def test_the_keyboard_alone_reaches_everything(qtbot, panel) -> None:
    panel.field.setFocus()
    qtbot.waitUntil(panel.field.hasFocus)
    qtbot.keyClick(panel.field, Qt.Key.Key_Down)
    assert panel.list.hasFocus()
    before = panel.current.id
    qtbot.keyClick(panel.list, Qt.Key.Key_Down)
    assert panel.current.id != before
    assert panel.current.title in panel.page.toPlainText()
    qtbot.keyClick(panel.list, Qt.Key.Key_Tab)
    assert panel.page.hasFocus()
    qtbot.keyClick(panel.page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert panel.field.hasFocus()
    for part in (panel.field, panel.topics, panel.list, panel.page):
        assert part.accessibleName()


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_a_page_is_readable_in_each_theme_and_size(qapp, panel, mode: str, scale: float) -> None:
    theme = Theme.load(mode, scale)
    apply(qapp, theme)
    panel.set_theme(theme)
    panel.open_rule("ceasefire.bargain")
    assert theme.hex("text2") in panel.page.toHtml().lower() + panel.page.toHtml()
    text = QFontMetrics(panel.page.document().defaultFont()).height()
    assert text >= 13 * scale
    picture = panel.page.grab().toImage()
    ground = picture.pixelColor(QPoint(6, picture.height() - 40))
    assert abs(ground.lightness() - theme.color("panel").lightness()) < 12
    apply(qapp, Theme.load("light"))


def test_at_1280_by_720_no_rule_needs_scrolling_sideways(qtbot, panel, quick_book) -> None:
    panel.resize(1080, 680)
    qtbot.wait(20)
    wide = []
    for rule in quick_book.rules:
        panel.open_rule(rule)
        bar: QScrollBar = panel.page.horizontalScrollBar()
        if bar.maximum() > 0:
            wide.append(rule)
    assert wide == []


def test_f1_opens_the_rulebook_beside_the_game_and_esc_closes_it(qtbot, window, at_once) -> None:
    with qtbot.waitSignal(window.rulebook.found, timeout=20_000):
        window.acts["rulebook"].trigger()
    opened = window.rulebook.window
    assert opened.isVisible()
    assert not opened.isModal()
    assert opened.width() <= 1280
    assert opened.height() <= 720
    assert [key.toString() for key in window.acts["rulebook"].shortcuts()] == ["F1"]
    qtbot.keyClick(opened, Qt.Key.Key_Escape)
    assert not opened.isVisible()
    window.acts["rulebook"].trigger()
    assert window.rulebook.window is opened
    assert opened.isVisible()


def test_examples_follow_and_the_page_in_view_stays(qtbot, window) -> None:
    books = []
    window.rulebook.found.connect(books.append)
    window.rulebook.open("alliance.cohesion")
    qtbot.waitUntil(lambda: len(books) == 2, timeout=60_000)
    opened = window.rulebook.window
    assert opened.current.id == "alliance.cohesion"
    assert "Worked example" in opened.page.toPlainText()
    assert re.search(r"It goes from [\d.]+ to [\d.]+", opened.page.toPlainText())
    assert "Worked examples follow" not in opened.page.toPlainText()


def test_a_rule_under_why_leads_to_its_page(qtbot, window, at_once) -> None:
    with qtbot.waitSignal(window.view_shown, timeout=5_000):
        qtbot.keyClick(window, Qt.Key.Key_Space)
    panel = window.inspector.why
    panel.list.setCurrentIndex(panel.list.rows.index(1))
    links = re.findall(r"href='([a-z_.]+)'", panel.card.text.text())
    assert links
    asked = []
    panel.card.rule_wanted.connect(asked.append)
    with qtbot.waitSignal(window.rulebook.found, timeout=20_000):
        panel.card.text.linkActivated.emit(links[0])
    assert asked == [links[0]]
    assert window.rulebook.window.isVisible()


def test_a_book_that_cannot_be_built_is_told(qtbot, theme, monkeypatch) -> None:
    def fails(**_kept: object) -> None:
        raise ValueError("no rules today")

    monkeypatch.setattr(rulebook, "build", fails)
    owner = QWidget()
    qtbot.addWidget(owner)
    helper = RulebookHelp(theme, owner)
    with qtbot.waitSignal(helper.broke, timeout=5_000) as told:
        helper.show()
    assert str(told.args[0]) == "no rules today"
    helper.stop()
    assert not helper.window.isVisible()


def test_after_closing_nothing_more_is_shown(qtbot, make_window, monkeypatch, quick_book) -> None:
    asked, go_on = threading.Event(), threading.Event()

    def slow(**_kept: object):
        asked.set()
        go_on.wait(10)
        return quick_book

    monkeypatch.setattr(rulebook, "build", slow)
    window = make_window()
    found = []
    window.rulebook.found.connect(found.append)
    window.rulebook.show()
    assert asked.wait(10)
    window.close()
    go_on.set()
    qtbot.wait(100)
    assert found == []
    assert not window.rulebook.window.isVisible()

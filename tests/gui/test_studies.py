"""What matters, and luck, decisions, rulings: asked with a mouse, watched, stopped, shown."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from wargame.app import attribution, sensitivity
from wargame.app.sensitivity import Effort
from wargame.app.session import Session
from wargame.gui.panels.sensitivity_plane import edges
from wargame.gui.theme import Theme

LEFT = Qt.MouseButton.LeftButton
CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
WAIT = 60_000
TURNS = 3
TINY = Effort(each=12, shares_each=4, trajectories=2, base=4, top=3, few=2, pairs_of=2)


@pytest.fixture
def window(open_shipped, shipped, monkeypatch):
    """The shipped game, three turns long, with studies that take a moment."""
    monkeypatch.setattr(sensitivity, "QUICK", TINY)
    reckon = attribution.reckon
    monkeypatch.setattr(
        attribution,
        "reckon",
        lambda standing, measure, control: reckon(standing, measure, control, (10, 20)),
    )
    short = shipped[0].model_copy(update={"turns": TURNS})
    monkeypatch.setattr(Session, "__init__", _with(short, Session.__init__))
    return open_shipped()


def _with(short, init):
    """Sessions of the short scenario whatever scenario they are given."""
    return lambda self, _scenario, *more, **named: init(self, short, *more, **named)


def opened(qtbot, window, key):
    name = "sensitivity" if key == Qt.Key.Key_M else "attribution"
    if window.isActiveWindow():
        qtbot.keyClick(window, key, CONTROL_SHIFT)
    else:
        window.acts[name].trigger()
    study = window.studies.matters if key == Qt.Key.Key_M else window.studies.account
    qtbot.waitUntil(lambda: study.large is not None and study.large.isVisible())
    return study


def played(qtbot, window, turns: int):
    for _ in range(turns):
        with qtbot.waitSignal(window.view_shown, timeout=WAIT):
            window.commands.play_turn()


def finished(qtbot, study):
    qtbot.waitUntil(lambda: study.found is not None and study.found.final, timeout=WAIT)
    qtbot.waitUntil(lambda: not study.working, timeout=WAIT)
    return study.found


def pixels(widget):
    image = widget.grab().toImage()  # its bits live no longer than it
    return bytes(image.constBits())


def test_the_page_of_the_comparison_leads_to_what_matters(qtbot, window) -> None:
    window.acts["compare_page"].trigger()
    qtbot.mouseClick(window.inspector.compare.matters, LEFT)
    assert window.studies.matters.large.isVisible()


def test_nothing_is_worked_out_before_a_person_asks(qtbot, window) -> None:
    assert window.studies.matters.large is None
    study = opened(qtbot, window, Qt.Key.Key_M)
    assert study.found is None
    assert not study.working
    assert "half a minute" in study.large.work.words.text()
    assert not study.large.tornado.isVisible()


def test_a_study_is_asked_for_and_shown_in_all_its_parts(qtbot, window) -> None:
    study = opened(qtbot, window, Qt.Key.Key_M)
    large = study.large
    large.question.option.setCurrentIndex(large.question.option.findData("gov-now"))
    qtbot.mouseClick(large.work.start, LEFT)
    found = finished(qtbot, study)
    assert (found.question.option, found.question.against) == ("gov-now", "none")
    assert (found.turn, found.last_turn) == (0, TURNS)
    assert large.tornado.isVisible()
    assert large.tornado.height() > 100
    assert found.tornado.swings[0].factor.meaning in large.tornado.accessibleName()
    assert large.flips.sentences
    assert len(large.flips.planes) == len(found.lines)
    assert "playthroughs" in large.work.words.text()
    assert large.now.text().startswith("In this model")
    assert not large.tornado._stale
    played(qtbot, window, 1)
    assert "Pale" in large.work.words.text()
    assert large.tornado._stale
    with qtbot.waitSignal(window.view_shown, timeout=WAIT):
        window.commands.undo()
    assert not large.tornado._stale
    assert "playthroughs" in large.work.words.text()


def test_a_study_can_be_stopped_and_says_so(qtbot, window, monkeypatch) -> None:
    monkeypatch.setattr(sensitivity, "QUICK", Effort(100, 40, 8, 64, 8, 5, 3))
    study = opened(qtbot, window, Qt.Key.Key_M)
    qtbot.mouseClick(study.large.work.start, LEFT)
    qtbot.waitUntil(lambda: study.found is not None, timeout=WAIT)
    assert study.large.work.progress.isVisible()
    qtbot.mouseClick(study.large.work.stop, LEFT)
    qtbot.waitUntil(lambda: not study.working, timeout=WAIT)
    assert not study.found.final
    assert study.large.work.words.text().startswith("Stopped.")
    assert study.large.work.start.text() == "Find again"


def test_a_measure_without_a_value_is_said_and_no_fault(qtbot, window) -> None:
    study = opened(qtbot, window, Qt.Key.Key_M)
    box = study.large.question.measure
    box.setCurrentIndex(box.findData("durability_8q"))
    qtbot.mouseClick(study.large.work.start, LEFT)
    qtbot.waitUntil(lambda: bool(study.refused) and not study.working, timeout=WAIT)
    assert "no playthrough has this measure" in study.large.work.words.text()
    assert study.large.work.start.isEnabled()


def test_without_salib_the_rest_stands_and_one_sentence_tells_how_to_get_it(
    qtbot, window, monkeypatch
) -> None:
    monkeypatch.setattr(sensitivity, "available", lambda: False)
    study = opened(qtbot, window, Qt.Key.Key_M)
    qtbot.mouseClick(study.large.work.start, LEFT)
    finished(qtbot, study)
    assert 'pip install "wargame[sensitivity]"' in study.large.table.words.text()
    assert study.large.tornado.isVisible()


def test_after_the_last_turn_there_is_nothing_to_ask(qtbot, window) -> None:
    played(qtbot, window, TURNS)
    study = opened(qtbot, window, Qt.Key.Key_M)
    assert not study.large.work.start.isEnabled()
    assert "nothing is left" in study.large.work.words.text()


def test_the_game_is_accounted_for_as_soon_as_the_window_opens(qtbot, window) -> None:
    study = opened(qtbot, window, Qt.Key.Key_L)
    assert not study.large.work.start.isEnabled()
    assert "nothing to account for" in study.large.work.words.text()
    study.large.close()
    with qtbot.waitSignal(window.view_shown, timeout=WAIT):
        window.commands.choose("gov-now")
    played(qtbot, window, 2)
    study = opened(qtbot, window, Qt.Key.Key_L)
    found = finished(qtbot, study)
    assert found.found.runs == 20
    said = study.large.picture.accessibleName()
    for words in ("Decisions", "Start: Gov-held, in force now", "Luck", "Rulings: none"):
        assert words in said
    assert study.large.now.text().startswith("In this model, overall stability after turn 2")
    box = study.large.measure
    box.setCurrentIndex(box.findData("km2_lost"))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: study.found is not None and study.found.key == "km2_lost", timeout=WAIT)
    finished(qtbot, study)


def test_both_windows_follow_the_theme_and_close_with_the_game(qtbot, window) -> None:
    matters = opened(qtbot, window, Qt.Key.Key_M)
    account = opened(qtbot, window, Qt.Key.Key_L)
    before = pixels(matters.large)
    window.looks.swap()
    assert pixels(matters.large) != before
    window.wear(Theme.load("light", 1.5))
    window.close()
    assert not matters.large.isVisible()
    assert not account.large.isVisible()


class Grid:
    def __init__(self, signs, points) -> None:
        self.xs, self.ys = (0.0, 1.0, 2.0), (0.0, 10.0)
        self.signs, self.points = tuple(map(tuple, signs)), points


def test_a_plane_has_one_edge_or_is_drawn_by_its_grid() -> None:
    assert edges(Grid([[1, -1], [1, -1], [-1, -1]], ((0.0, 8.0), (1.0, 4.0)))) == [8, 4, 0]
    assert edges(Grid([[-1, 1], [1, 1], [-1, -1]], ((0.0, 3.0),))) == [3, 0, 10]
    assert edges(Grid([[1, -1], [-1, 1], [1, 1]], ((0.0, 3.0), (1.0, 3.0)))) is None

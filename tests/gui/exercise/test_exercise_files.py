"""Exercises opened and kept from the menu."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from wargame import paths

SHIPPED = paths.assets() / "exercises" / "line-and-guarantee.toml"
WAIT = 20_000


def answer(monkeypatch, name: str, path: object) -> list[str]:
    """The file dialog answers at once; returns the folders that it was shown with."""
    shown: list[str] = []

    def asked(_parent: object, _title: str, start: str, _filter: str) -> tuple[str, str]:
        shown.append(start)
        return str(path), ""

    monkeypatch.setattr(QFileDialog, name, asked)
    return shown


@pytest.fixture
def window(open_shipped):
    return open_shipped()


def test_the_shipped_exercise_is_the_first_that_is_offered_and_opens(qtbot, monkeypatch, window):
    shown = answer(monkeypatch, "getOpenFileName", SHIPPED)
    with qtbot.waitSignal(window.consoles.room.shown, timeout=WAIT):
        window.acts["open_exercise"].trigger()
    qtbot.waitUntil(lambda: len(window.consoles.room.view.injects) == 12, timeout=WAIT)
    assert Path(shown[0]) == SHIPPED.parent
    assert window.consoles.console.isVisible()


def test_the_exercise_is_kept_as_a_file_that_opens_again(qtbot, monkeypatch, window, tmp_path):
    window.consoles.open_exercise(str(SHIPPED))
    answer(monkeypatch, "getSaveFileName", tmp_path / "mine")
    window.acts["save_exercise"].trigger()
    qtbot.waitUntil((tmp_path / "mine.toml").exists, timeout=WAIT)
    shown = answer(monkeypatch, "getOpenFileName", "")
    window.acts["open_exercise"].trigger()
    assert shown == [str(tmp_path)]


def test_a_faulty_file_is_refused_in_words_and_changes_nothing(qtbot, window, tmp_path):
    bad = tmp_path / "bad.toml"
    bad.write_text('title = "x"\nadjudication = "semi"\n', encoding="utf-8")
    with qtbot.waitSignal(window.consoles.room.refused, timeout=WAIT) as told:
        window.consoles.open_exercise(str(bad))
    assert 'did you mean "semi-rigid"?' in told.args[0]
    assert window.session.position.exercise is None

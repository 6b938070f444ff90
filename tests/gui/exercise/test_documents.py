"""Documents asked for in the console: said what they lack, made beside the window, stopped."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings, Qt

from wargame.app.exercise import ExerciseDesk
from wargame.app.kept_session import KeptSession
from wargame.app.session import Session
from wargame.gui.exercise.documents_job import Document, DocumentsJob
from wargame.gui.exercise.documents_page import DocumentsPage
from wargame.gui.main_window import MainWindow
from wargame.gui.start import refusals

WAIT = 60_000
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(qtbot, theme, atlas, shipped, tmp_path):
    """The documents of a recorded session with an exercise, in the console."""
    session = Session(shipped[0], 1, shipped[1])
    session.outlook = lambda: lambda _control: iter(())
    kept = KeptSession.fresh(session, tmp_path / "sessions")
    ExerciseDesk(kept).open_exercise("line-and-guarantee")
    window = MainWindow(
        atlas, theme, QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
    )
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitSignal(window.view_shown, timeout=WAIT):
        window.open_session(lambda: kept, refusals)
    with qtbot.waitSignal(window.consoles.room.shown, timeout=WAIT):
        window.acts["console"].trigger()
    console = window.consoles.console
    console.open_page("documents")
    found = console.pages["documents"]
    assert isinstance(found, DocumentsPage)
    found.folder.setText(str(tmp_path))
    found.sets.setCurrentIndex(2)
    found.maps.setCurrentIndex(2)
    yield found
    window.close()


def choice(page, kind):
    return next(c for c in page.choices if c.kind.id == kind)


def test_nothing_can_be_made_before_a_document_is_chosen_and_the_reason_is_said(qtbot, page):
    assert not page.make.isEnabled()
    assert page.said.text() == "Choose a document."
    choice(page, "aar").box.click()
    assert page.make.isEnabled()
    page.folder.setText("/nowhere at all")
    assert not page.make.isEnabled()
    assert page.said.text() == "There is no such folder."


def test_each_document_says_what_it_does_not_hold_yet(qtbot, page):
    lacks = choice(page, "aar").lacks
    assert "no turn has been played" in lacks.text()
    assert "3 of 3 objectives are not rated" in lacks.text()
    assert not choice(page, "msel").lacks.isVisible()
    room = page._room
    with qtbot.waitSignal(room.shown, timeout=WAIT):
        room.do(lambda desk: desk.rate("O1", "P"))
    assert "2 of 3 objectives are not rated" in lacks.text()


def test_what_is_chosen_is_made_and_can_be_opened(qtbot, page, tmp_path):
    choice(page, "msel").box.click()
    page.tables.setCurrentIndex(2)
    with qtbot.waitSignal(page.job.ended, timeout=WAIT):
        qtbot.mouseClick(page.make, LEFT)
        assert page.cancel.isEnabled()
        assert "Making 1 of 1" in page.said.text()
    (made,) = tmp_path.glob("*-msel.html")
    assert "Winter strikes on power stations" in made.read_text(encoding="utf-8")
    assert len(list(tmp_path.glob("*-msel.xlsx"))) == 1
    assert page.made.count() == 2
    assert page.open.isEnabled()


def test_a_document_can_be_stopped_and_says_so(qtbot, page, tmp_path):
    for kind in ("aar", "guide"):
        choice(page, kind).box.click()
    qtbot.mouseClick(page.make, LEFT)
    with qtbot.waitSignal(page.job.ended, timeout=WAIT):
        qtbot.mouseClick(page.cancel, LEFT)
    assert "stopped" in page.made.item(0).text()
    assert not page.job.running
    assert list(tmp_path.glob("*-aar.html")) == []


def test_a_failure_is_told_in_the_words_of_the_command(qtbot, tmp_path):
    job = DocumentsJob()
    with qtbot.waitSignal(job.failed, timeout=WAIT) as seen:
        job.start([Document("aar", "AAR", tmp_path / "none.wargame", tmp_path / "aar.html")])
    _, words = seen.args
    assert "none.wargame" in words
    assert "Traceback" not in words

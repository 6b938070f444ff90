"""What matters: a tornado, what would flip the order of two options, and global indices."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from wargame.app.records import SessionView
from wargame.app.sensitivity_records import Question, Sensitivity
from wargame.app.sensitivity_words import about, now_sentence
from wargame.gui.dress import label, put_on, set_tone
from wargame.gui.panels.compare_work import CompareWork
from wargame.gui.panels.sensitivity_flips import Flips
from wargame.gui.panels.sensitivity_question import QuestionRow
from wargame.gui.panels.sensitivity_table import IndexTable
from wargame.gui.panels.sensitivity_tornado import Tornado, bar_words
from wargame.gui.theme import Theme

SIZE = QSize(1560, 940)
TWO_COLUMNS, GAP = 1180, 12  # px: from where two columns stand side by side
WORK = 380  # px: button, or progress and cancel
ASKS = ("Find what matters", "Find again")
NOTHING = (
    "Choose a measure and one or two options. Every parameter with a range and every switch is "
    "then moved from where it is now, with the same dice, so that luck cancels."
)


class SensitivityWindow(QDialog):
    """Not modal: the game goes on beside it. `asked(Question, bool)`: what, and whether quickly."""

    asked = Signal(object, bool)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle("What matters")
        self._theme = theme
        self._beside: bool | None = None
        self.question = QuestionRow(theme)
        self.work = CompareWork(theme, asks=ASKS, cancels="Cancel the study")
        self.work.start.setProperty("primary", True)
        self.what: QLabel = label("secondary", "text2", wrap=True)
        self.now: QLabel = label("section", text=NOTHING, wrap=True)
        self.tornado = Tornado(theme)
        self.flips = Flips(theme)
        self.table = IndexTable(theme)
        self.read: QLabel = label("caption", "text3", wrap=True)
        self._lay_out()
        self.work.wanted.connect(self._ask)
        self.set_theme(theme)

    def _lay_out(self) -> None:
        self._inside = QWidget()
        self._all = QGridLayout(self._inside)
        self._all.setContentsMargins(16, 4, 16, 16)
        self._all.setSpacing(GAP)
        one = _framed("One assumption at a time", self.tornado, self.read)
        flips = _framed("What would flip it?", self.flips)
        indices = _framed("All assumptions at once", self.table)
        self._parts = (one, flips, indices)
        self.area = QScrollArea()
        self.area.setWidget(self._inside)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inside.setAutoFillBackground(False)
        self.area.viewport().setAutoFillBackground(False)
        title = QHBoxLayout()
        title.setSpacing(12)
        title.addWidget(label("title", text="What matters"))
        title.addWidget(self.what, 1)
        title.addWidget(self.work, 1)
        head = QVBoxLayout()
        head.setContentsMargins(16, 0, 16, 0)
        head.setSpacing(8)
        head.addLayout(title)
        head.addWidget(self.question)
        head.addWidget(self.now)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.addLayout(head)
        column.addWidget(self.area, 1)

    def fit_screen(self) -> None:
        """The window is as large as it is good for and the screen allows."""
        room = self.screen().availableSize()
        self.resize((SIZE * self._theme.scale).boundedTo(room))

    def set_theme(self, theme: Theme) -> None:
        """From now on the window wears `theme`."""
        self._theme = theme
        self._beside = None
        self._arrange()
        self.work.setMaximumWidth(theme.px(WORK))
        put_on(self, theme)

    def _ask(self) -> None:
        self.asked.emit(self.question.question(), self.question.quick)

    def show_view(self, view: SessionView) -> None:
        """The options to choose from are those on the table."""
        self.question.show_options(view.options, view.chosen)

    def show_found(self, found: Sensitivity | None, *, stale: bool) -> None:
        """Every part shows `found`; pale when it belongs to an earlier state."""
        for part in self._parts:
            part.setVisible(found is not None)
        self.tornado.show_found(found, stale=stale)
        self.flips.show_found(found, stale=stale)
        self.table.show_found(found, stale=stale)
        set_tone(self.now, "text2" if found is None else "text3" if stale else "")
        put_on(self.now, self._theme)
        if found is None:
            self.now.setText(NOTHING)
            self.what.setText("")
            return
        self.now.setText(now_sentence(found))
        self.read.setText(bar_words(found))
        self.what.setText(
            f"{about(found)} \u00b7 from turn {found.turn} to turn {found.last_turn} \u00b7 "
            f"{found.factors} assumptions"
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The parts find their places for the size."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Two columns where the window is wide enough."""
        beside = self.width() >= self._theme.px(TWO_COLUMNS)
        if beside == self._beside:
            return
        self._beside = beside
        one, flips, indices = self._parts
        for part in self._parts:
            self._all.removeWidget(part)
        top = Qt.AlignmentFlag.AlignTop
        if beside:
            self._all.addWidget(one, 0, 0, top)
            self._all.addWidget(indices, 1, 0, top)
            self._all.addWidget(flips, 0, 1, 2, 1, top)
        else:
            for row, part in enumerate((one, flips, indices)):
                self._all.addWidget(part, row, 0, top)
        self._all.setColumnStretch(0, 6)
        self._all.setColumnStretch(1, 5 if beside else 0)
        self._all.setRowStretch(3, 1)


def question_of(asked: object) -> Question:
    """The question that a signal carried."""
    if not isinstance(asked, Question):
        raise TypeError(asked)
    return asked


def _framed(title: str, body: QWidget, below: QWidget | None = None) -> QFrame:
    """A part of the page: heading, body, and words below."""
    frame = QFrame()
    frame.setProperty("panel", True)
    column = QVBoxLayout(frame)
    column.setContentsMargins(14, 10, 14, 12)
    column.setSpacing(6)
    column.addWidget(label("section", text=title))
    column.addWidget(body)
    if below is not None:
        column.addWidget(below)
    return frame

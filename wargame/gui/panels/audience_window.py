"""The window for the projector: what `AudienceView` says, in letters a room can read."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from wargame.app.atlas import Atlas
from wargame.app.audience_records import AudienceView
from wargame.gui.dress import label, put_on
from wargame.gui.panels.audience_clock import RoomClock
from wargame.gui.panels.audience_facts import Facts
from wargame.gui.panels.audience_map import PublicMap
from wargame.gui.panels.audience_paint import Code, Turns
from wargame.gui.theme import Theme

LEAST_PX = 16.0  # of any letter
SMALLEST = 10.5  # px: the smallest type of the tokens
FACTOR = 1.55  # text size on a screen of DESIGN: 10.5 px become 16.3
DESIGN = QSize(1920, 1080)
SIZE, LEAST = QSize(1280, 720), QSize(1100, 620)
COLUMN = 590 / 1920  # share of the width that figures take


def text_size(wide: int, high: int) -> float:
    """How much larger than in the main window letters are; more on more than full HD."""
    return FACTOR * max(1.0, round(min(wide / DESIGN.width(), high / DESIGN.height()), 1))


class AudienceWindow(QWidget):
    """Takes records and says `closed`; it knows neither the session nor the main window's view."""

    closed = Signal()

    def __init__(self, mode: str, atlas: Atlas, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle("Wargame: audience")
        self._mode, self._size = mode, FACTOR
        theme = Theme.load(mode, self._size)
        self.map = PublicMap(theme, atlas)
        self.facts = Facts(theme)
        self.turns = Turns(theme)
        self.headline: QLabel = label("display")
        self.note: QLabel = label("body", "text2")
        self.clock = RoomClock(theme)
        self.code = Code()
        self.code_words: QLabel = label("body", "text2", wrap=True)
        self.code_page = QWidget()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._page())
        self._stack.addWidget(Black())
        self.setMinimumSize(LEAST)
        self.resize(SIZE)
        self.wear(theme)

    def _page(self) -> QWidget:
        page = QWidget()
        head = QWidget()
        head.setProperty("panel", True)
        top = QHBoxLayout(head)
        top.setContentsMargins(32, 10, 32, 10)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.headline)
        words.addWidget(self.note)
        top.addLayout(words, 1)
        top.addWidget(self.clock)
        code = QVBoxLayout(self.code_page)
        code.addWidget(self.code, 1)
        self.code_words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        code.addWidget(self.code_words)
        self.code_page.setProperty("panel", True)
        self.code_page.hide()
        middle = QHBoxLayout()
        middle.setSpacing(1)
        worlds = QGridLayout()
        worlds.setContentsMargins(0, 0, 0, 0)
        worlds.addWidget(self.map, 0, 0)
        worlds.addWidget(self.code_page, 0, 0)
        middle.addLayout(worlds, 1)
        middle.addWidget(self.facts)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(head)
        column.addLayout(middle, 1)
        column.addWidget(self.turns)
        return page

    # looks

    def set_mode(self, mode: str) -> None:
        """From now on the window is light, dark or of high contrast."""
        self._mode = mode
        self.wear(Theme.load(mode, self._size))

    def wear(self, theme: Theme) -> None:
        """Everything in the window wears `theme`."""
        self.theme = theme
        put_on(self, theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Letters grow with the screen, and never under the least."""
        super().resizeEvent(event)
        self.facts.setFixedWidth(round(self.width() * COLUMN))
        size = text_size(self.width(), self.height())
        if size != self._size:
            self._size = size
            self.wear(Theme.load(self._mode, size))

    # showing

    def show_view(self, view: AudienceView) -> None:
        """The window shows `view` and nothing else."""
        where = f"Turn {view.turn} of {view.last_turn}" if view.turn else "Start"
        self.headline.setText(f"{where}: {view.period}")
        self.note.setText(f"Line of contact, {view.as_of} \u00b7 in this model, not a forecast")
        self.clock.show_clock(view.clock)
        self.facts.show_view(view)
        self.turns.show_turn(view.turn, view.turn_labels)
        self.map.show_view(view)

    def show_area(self, area: QRectF | None) -> None:
        """The map shows that much of the land; None for all of it."""
        self.map.show_area(area)

    def ask(self, words: str) -> None:
        """A question or a sentence stands below the figures; none for empty words."""
        self.facts.ask(words)

    def show_code(self, words: str) -> None:
        """A QR code stands where the map was; the map again for empty words.

        Raises ValueError, in a sentence, where the words are too long.
        """
        if words:
            self.code.show_words(words)
        self.code_words.setText(words)
        self.code_page.setVisible(bool(words))

    def black_out(self, on: bool) -> None:
        """The window is black, or shows again what it showed."""
        self._stack.setCurrentIndex(1 if on else 0)
        self.setCursor(Qt.CursorShape.BlankCursor if on else Qt.CursorShape.ArrowCursor)

    @property
    def black(self) -> bool:
        """Whether the window shows nothing."""
        return self._stack.currentIndex() == 1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F11 fills the screen or leaves it, Esc leaves it."""
        if event.key() == Qt.Key.Key_F11 and not self.isFullScreen():
            self.showFullScreen()
        elif event.key() in (Qt.Key.Key_F11, Qt.Key.Key_Escape) and self.isFullScreen():
            self.showNormal()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Whoever opened the window knows that it is gone."""
        super().closeEvent(event)
        self.closed.emit()


class Black(QWidget):
    """Nothing at all."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it black."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)

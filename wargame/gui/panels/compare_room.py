"""The comparison for a room: one part at a time, as large as the screen, turned like pages."""

from __future__ import annotations

from string import ascii_uppercase

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage, QKeySequence, QScreen, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from wargame.app.comparison_records import Comparison
from wargame.gui.dress import label, put_on, with_role
from wargame.gui.panels.compare_cards import MapCard, MapKey
from wargame.gui.panels.compare_matrix import PairMatrix
from wargame.gui.panels.compare_table import CompareTable
from wargame.gui.panels.compare_tradeoff import CompareTradeOff
from wargame.gui.panels.compare_words import BASELINE, sets_played
from wargame.gui.theme import Theme

PAGES = (
    "The front under each option",
    "Side by side: median and 80 % of assumption sets",
    "Trade-off: never added together",
    "Row is more stable than column in \u2026 of 10 assumption sets",
)
EDGE, GAP = 28, 14  # px
LEAST, MOST = 1.2, 2.4  # text sizes
NAMED = 236  # px of a card at normal text that hold the longest name
NORMAL = 720  # px of a screen's height at which text has its normal size
ON, BACK = ("Right", "PgDown"), ("Left", "PgUp")  # arrows, and what presenters' clickers send


def screen_for_the_room(own: QScreen) -> QScreen:
    """The projector: another screen than the facilitator's where there is one."""
    others = [screen for screen in QGuiApplication.screens() if screen is not own]
    return others[0] if others else own


class CompareRoom(QDialog):
    """Full screen; `resized` when the maps are wanted in another size."""

    resized = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle("Compare, for the room")
        self._base = self._theme = theme
        self._baseline = BASELINE
        self._found: Comparison | None = None
        self._room = QSize(1280, 720)  # of the screen
        self.cards: dict[str, MapCard] = {}
        self.key = MapKey(theme)
        self.table = CompareTable(theme)
        self.tradeoff = CompareTradeOff(theme)
        self.matrix = PairMatrix(theme)
        self.heading: QLabel = label("title")
        self.where: QLabel = label("body", "text2")
        self.what: QLabel = label("body", "text2")
        self.back, self.on = QPushButton("\u2039"), QPushButton("\u203a")
        self.pages = QStackedWidget()
        self._lay_out()
        self.back.clicked.connect(self.turn_back)
        self.on.clicked.connect(self.turn_on)
        for keys, slot in ((ON, self.turn_on), (BACK, self.turn_back)):
            for key in keys:
                QShortcut(QKeySequence(key), self, slot)
        self._turn(0)

    def _lay_out(self) -> None:
        maps = QWidget()
        self._grid = QGridLayout(maps)
        self._grid.setSpacing(GAP)
        for body in (maps, self.table, self.tradeoff, self.matrix):
            page = QWidget()
            column = QVBoxLayout(page)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(body, 1)
            if body is maps:
                column.addStretch(1)
            self.pages.addWidget(page)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.where)
        for button, words in ((self.back, "Page before"), (self.on, "Next page")):
            button.setAccessibleName(words)
            button.setToolTip(words)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            with_role(button, "title")
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)  # the screen decides
        column.setContentsMargins(EDGE, EDGE // 2, EDGE, EDGE // 2)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addWidget(self.pages, 1)
        column.addWidget(self.what)

    def open_on(self, screen: QScreen) -> None:
        """The view fills that screen."""
        self._room = screen.geometry().size()
        self.setGeometry(screen.geometry())
        self.showFullScreen()
        self._dress()

    def set_theme(self, theme: Theme) -> None:
        """From now on the room sees `theme`, each page as large as it fits."""
        self._base = theme
        self._dress()

    def show_comparison(self, found: Comparison, *, stale: bool, baseline: str) -> None:
        """Every page shows `found`."""
        self._found, self._baseline = found, baseline
        self.what.setText(
            f"{len(found.options)} options from turn {found.turn} to turn {found.last_turn}, "
            f"shared dice, {sets_played(found)}. In this model; not a forecast. "
            f"\u2190 \u2192 turn pages, Esc closes."
        )
        if tuple(self.cards) != tuple(option.id for option in found.options):
            self._build(found)
        for letter, option in zip(ascii_uppercase, found.options, strict=False):
            self.cards[option.id].show_option(letter, option, found, stale=stale, baseline=baseline)
        self.table.show_comparison(found, stale=stale, baseline=baseline)
        for part in (self.tradeoff, self.matrix):
            part.show_comparison(found, stale=stale)
        self._dress()

    def _build(self, found: Comparison) -> None:
        for old in self.cards.values():
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.cards = {option.id: MapCard(self._theme) for option in found.options}

    def show_picture(self, option: str, image: QImage) -> None:
        """A map has been drawn."""
        if option in self.cards:
            self.cards[option].show_picture(image)

    def picture_size(self) -> QSize:
        """How large the maps are, logical pixels."""
        return next(iter(self.cards.values())).picture_size()

    def _dress(self) -> None:
        """Text grows with the screen; table and matrix grow further, to fill their pages."""
        scale = self._base.scale * min(max(LEAST, self._room.height() / NORMAL), MOST)
        self._theme = Theme(self._base.mode, scale, self._base.tokens)
        put_on(self, self._theme)
        room = QSize(self._room.width() - 2 * EDGE, self._room.height() - self._theme.px(96))
        for part in (self.table, self.matrix):
            natural = part.sizeHint()
            grow = min(room.width() / natural.width(), room.height() / natural.height())
            larger = Theme(self._base.mode, scale * min(max(0.8, grow), 1.8), self._base.tokens)
            part.set_theme(larger)
        larger = Theme(self._base.mode, 1.3 * scale, self._base.tokens)
        self.tradeoff.plot.set_theme(larger)
        self._arrange(room)

    def _arrange(self, room: QSize) -> None:
        """The maps as large as all of them fit."""
        cards = list(self.cards.values())
        if not cards:
            return
        tall = room.height() - self.key.sizeHint().height() - GAP
        best, columns = 0, 1
        for count in range(1, len(cards) + 1):
            rows = -(-len(cards) // count)
            wide = (room.width() - (count - 1) * GAP) // count
            while wide > 60 and rows * (cards[0].height_for(wide) + GAP) > tall:
                wide -= 4
            if wide > best:
                best, columns = wide, count
        fitting = min(self._theme.scale, best / NAMED)
        for index, card in enumerate(cards):
            card.set_theme(Theme(self._base.mode, fitting, self._base.tokens))
            card.setFixedSize(best, card.height_for(best))
            self._grid.addWidget(card, index // columns, index % columns)
        self._grid.addWidget(self.key, 99, 0, 1, columns)
        self.resized.emit()

    @Slot()
    def turn_on(self) -> None:
        """The next page is shown."""
        self._turn(self.pages.currentIndex() + 1)

    @Slot()
    def turn_back(self) -> None:
        """The page before is shown."""
        self._turn(self.pages.currentIndex() - 1)

    def _turn(self, page: int) -> None:
        page = min(max(0, page), len(PAGES) - 1)
        self.pages.setCurrentIndex(page)
        self.heading.setText(PAGES[page])
        self.where.setText(f"{page + 1} of {len(PAGES)}")
        self.back.setEnabled(page > 0)
        self.on.setEnabled(page < len(PAGES) - 1)

"""The large comparison: small maps, intervals, trade-off, and who is more stable in x of 10."""

from __future__ import annotations

from string import ascii_uppercase

from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from wargame.app.atlas import Atlas
from wargame.app.comparison_records import Comparison
from wargame.gui.dress import label, put_on
from wargame.gui.panels.compare_cards import MapCard, MapKey
from wargame.gui.panels.compare_head import CompareHead
from wargame.gui.panels.compare_maps import MapArtist, Sheet
from wargame.gui.panels.compare_matrix import PairMatrix
from wargame.gui.panels.compare_room import CompareRoom, screen_for_the_room
from wargame.gui.panels.compare_table import CompareTable
from wargame.gui.panels.compare_tables import CompareTables
from wargame.gui.panels.compare_tradeoff import CompareTradeOff
from wargame.gui.panels.compare_words import BASELINE
from wargame.gui.theme import Theme

SIZE = QSize(1760, 980)
TWO_COLUMNS, RIGHT = 1500, 560  # px: from where, and how wide, the plots stand beside the maps
LEAST_CARD, GAP = 206, 12
REDRAW_MS = 120
NOT_A_FORECAST = (
    "Dot: median; line and small figures: 80 % of assumption sets, each the mean of its "
    "playthroughs. Above escalation rung 4 the model gives words. In this model; not a forecast."
)


class CompareWindow(QDialog):
    """Not modal: the game goes on beside it. `work` asks for the comparison and stops it."""

    def __init__(self, theme: Theme, atlas: Atlas, work: QWidget, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle("Compare")
        self._theme = theme
        self._found: Comparison | None = None
        self._drawn: tuple[object, ...] = ()  # what the maps were last asked for
        self._arranged: tuple[object, ...] = ()  # for which size and cards
        self.work = work
        self._baseline = BASELINE
        self._stale = False
        self.head = CompareHead(theme, work)
        self.tables = CompareTables(theme)
        self.room: CompareRoom | None = None
        self.cards: dict[str, MapCard] = {}
        self.key = MapKey(theme)
        self.table = CompareTable(theme)
        self.tradeoff = CompareTradeOff(theme)
        self.matrix = PairMatrix(theme)
        self.artist = MapArtist(atlas, self)
        self._later = QTimer(self, singleShot=True, interval=REDRAW_MS)
        self._lay_out()
        self.artist.drawn.connect(self._show_picture)
        self._later.timeout.connect(self._order_pictures)
        self.head.tables_wanted.connect(self._show_parts)
        self.head.room_wanted.connect(self.open_room)
        self.set_theme(theme)

    def _lay_out(self) -> None:
        self._maps = QWidget()
        self._grid = QGridLayout(self._maps)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self._inside = QWidget()
        self._all = QGridLayout(self._inside)
        self._all.setContentsMargins(16, 4, 16, 16)
        self._all.setSpacing(GAP)
        self._table = _framed(
            "Side by side", "median and 80 % of assumption sets", self.table, NOT_A_FORECAST
        )
        self._tradeoff = _framed("Trade-off", "never added together", self.tradeoff)
        self._matrix = _framed(
            "Row is more stable than column in \u2026 of 10 assumption sets",
            "dashed: unsettled, 3 to 7",
            self.matrix,
        )
        for part in (self._maps, self._table, self._tradeoff, self._matrix):
            part.setParent(self._inside)
        self.area = QScrollArea()
        self.area.setWidget(self._inside)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inside.setAutoFillBackground(False)
        self.area.viewport().setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.addWidget(self.head)
        column.addWidget(self.area, 1)
        column.addWidget(self.tables, 1)
        self.tables.hide()

    def fit_screen(self) -> None:
        """The window is as large as it is good for and the screen allows."""
        room = self.screen().availableSize()
        wanted = SIZE * self._theme.scale
        self.resize(wanted.boundedTo(room))

    def set_theme(self, theme: Theme) -> None:
        """From now on the window wears `theme`; the maps follow."""
        self._theme = theme
        put_on(self, theme)
        if self.room is not None:
            self.room.set_theme(theme)
        self._arrange()

    def stop(self) -> None:
        """The thread has ended and the window is closed."""
        self.artist.stop()
        if self.room is not None:
            self.room.close()
        self.close()

    def show_comparison(self, found: Comparison | None, *, stale: bool, baseline: str) -> None:
        """Every part shows `found`, held against `baseline`; pale when of an earlier state."""
        self._found, self._stale, self._baseline = found, stale, baseline
        self.head.show_comparison(found, baseline)
        self._show_parts()
        if found is None:
            return
        if tuple(self.cards) != tuple(option.id for option in found.options):
            self._build(found)
        for letter, option in zip(ascii_uppercase, found.options, strict=False):
            self.cards[option.id].show_option(letter, option, found, stale=stale, baseline=baseline)
        self.table.show_comparison(found, stale=stale, baseline=baseline)
        for part in (self.tradeoff, self.matrix):
            part.show_comparison(found, stale=stale)
        if self.room is not None:
            self.room.show_comparison(found, stale=stale, baseline=baseline)
        self._arrange()

    @Slot()
    def _show_parts(self) -> None:
        """Pictures or tables, whichever is wanted; neither while there is nothing to show."""
        tables = self.head.tables.isChecked()
        self.area.setVisible(not tables)
        self._inside.setVisible(self._found is not None)
        self.tables.setVisible(tables and self._found is not None)
        if tables and self._found is not None:
            self.tables.show_comparison(self._found, baseline=self._baseline)

    @Slot()
    def open_room(self) -> None:
        """The room sees the comparison, on its own screen where there is one."""
        if self._found is None:
            return
        if self.room is None:
            self.room = CompareRoom(self._theme, self)
            self.room.resized.connect(self._later.start)
            self.room.finished.connect(self._later.start)
        self.room.set_theme(self._theme)
        self.room.open_on(screen_for_the_room(self.screen()))
        self.room.show_comparison(self._found, stale=self._stale, baseline=self._baseline)

    def _build(self, found: Comparison) -> None:
        for old in self.cards.values():
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.cards = {option.id: MapCard(self._theme) for option in found.options}

    def _arrange(self) -> None:
        """Maps in as many columns as fit; plots beside them where the window is wide enough."""
        theme = self._theme
        self._later.start()
        room = self.area.viewport().width() - 32
        known = (room, self.width(), tuple(self.cards.values()), theme.scale)
        if known == self._arranged:
            return
        self._arranged = known
        beside = self.width() >= theme.px(TWO_COLUMNS)
        right = theme.px(RIGHT) if beside else 0
        left = room - right - (GAP if beside else 0)
        count = max(1, (left + GAP) // (theme.px(LEAST_CARD) + GAP))
        count = max(1, min(count, 5, len(self.cards) or 1))
        wide = (left - (count - 1) * GAP) // count
        for index, card in enumerate(self.cards.values()):
            card.setFixedSize(wide, card.height_for(wide))
            self._grid.addWidget(card, index // count, index % count)
        self._grid.addWidget(self.key, 99, 0, 1, count)
        self._place(beside, right)

    def _place(self, beside: bool, right: int) -> None:
        top = Qt.AlignmentFlag.AlignTop
        for part in (self._maps, self._table, self._tradeoff, self._matrix):
            self._all.removeWidget(part)
        if beside:
            side = 1
            self._all.addWidget(self._maps, 0, 0, top)
            self._all.addWidget(self._table, 1, 0)
            self._all.addWidget(self._tradeoff, 0, 1)
            self._all.addWidget(self._matrix, 1, 1)
        else:
            side = 2
            self._all.addWidget(self._maps, 0, 0, 1, 2, top)
            self._all.addWidget(self._table, 1, 0, 1, 2)
            self._all.addWidget(self._tradeoff, 2, 0)
            self._all.addWidget(self._matrix, 2, 1, top)
        self._all.setColumnMinimumWidth(1, right)
        self._all.setColumnStretch(0, 1)
        self._all.setColumnStretch(1, side - 1)
        self._all.setRowStretch(1, 1 if beside else 0)
        self._all.setRowStretch(3, 0 if beside else 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The parts find their places for the size."""
        super().resizeEvent(event)
        self._arrange()

    @Slot()
    def _order_pictures(self) -> None:
        """Maps are asked for once the window rests, and only when they would look otherwise."""
        found, cards = self._found, list(self.cards.values())
        if found is None or not cards or not self.isVisible():
            return
        shown = self.room if self.room is not None and self.room.isVisible() else None
        size = cards[0].picture_size() if shown is None else shown.picture_size()
        ratio = (shown or self).devicePixelRatioF()
        wanted = (found, size.width(), size.height(), ratio, self._theme.mode, self._theme.scale)
        if wanted == self._drawn:
            return
        self._drawn = wanted
        sheets = [Sheet(o.id, o.sectors, o.zones) for o in found.options]
        self.artist.ask(sheets, size, ratio, self._theme)

    @Slot(str, object, int)
    def _show_picture(self, option: str, image: QImage, number: int) -> None:
        if self.artist.is_current(number) and option in self.cards:
            self.cards[option].show_picture(image)
            if self.room is not None:
                self.room.show_picture(option, image)


def _framed(title: str, note: str, body: QWidget, below: str = "") -> QFrame:
    """A part of the page: heading, note at its right, body, and words below."""
    frame = QFrame()
    frame.setProperty("panel", True)
    head = QHBoxLayout()
    head.addWidget(label("section", text=title))
    head.addStretch(1)
    head.addWidget(label("caption", "text3", note))
    column = QVBoxLayout(frame)
    column.setContentsMargins(14, 10, 14, 12)
    column.setSpacing(6)
    column.addLayout(head)
    column.addWidget(body, 1)
    if below:
        column.addWidget(label("caption", "text3", below, wrap=True))
    return frame

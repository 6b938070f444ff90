"""The table: a dock with the seats and their cards, the events, and what the turn revealed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from wargame.app.records import SessionView
from wargame.gui.dress import label, put_on, with_role
from wargame.gui.panels.injects_panel import InjectsPanel
from wargame.gui.panels.table_cover import Covered
from wargame.gui.panels.table_revealed import RevealedPage
from wargame.gui.panels.table_seat import SeatPage
from wargame.gui.panels.table_strip import EVENTS, REVEALED, Strip, cards_in_words
from wargame.gui.theme import Theme
from wargame.gui.widgets.tick import Tick

TALL = 268  # px at 100 %, and no more than this share of the window:
SHARE = 0.32


class TableDock(QDockWidget):
    """Docked below the map or on a screen of its own.

    What a person does goes out as the signals of the pages; `closed` when the dock is put away.
    """

    closed = Signal()
    laid = Signal(str, str, str)
    taken_back = Signal(str, str)
    player_chosen = Signal(str, str)
    inject_set = Signal(str, bool)
    setting_changed = Signal(dict)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("Table", parent)
        self.setObjectName("table")
        self.setProperty("ringed", True)
        self.setAllowedAreas(
            Qt.DockWidgetArea.BottomDockWidgetArea | Qt.DockWidgetArea.TopDockWidgetArea
        )
        self._theme = theme
        self._view: SessionView | None = None
        self._lifted = ""  # the seat whose cover has been lifted
        self.page = REVEALED
        self.note: QLabel = label("caption", "text2")
        self.heads = QStackedWidget()  # the head of the seat in view, or the note
        self.cover = Tick("Cover what is laid", theme)
        self.cover.setToolTip("For a projector: only the number of cards laid can be seen")
        self.cover.toggled.connect(self._cover)
        self.float_button = self._button("Own window", "Show the table in a window of its own")
        self.float_button.clicked.connect(self._float)
        self.topLevelChanged.connect(self._floated)
        self.close_button = self._button("Close", "Close the table (Ctrl+T)")
        self.close_button.clicked.connect(self.closed)
        self.strip = Strip(theme)
        self.strip.opened.connect(self.open_page)
        self.revealed = RevealedPage(theme)
        self.events = InjectsPanel(theme)
        self.events.inject_set.connect(self.inject_set)
        self.events.drawing_set.connect(self._set_drawing)
        self.event_cover = Covered(self.events, "Show the events set")
        self.event_cover.lifted.connect(self._lift_events)
        self.seats: dict[str, SeatPage] = {}
        self.pages = QStackedWidget()
        self._lay_out()

    def _button(self, words: str, tip: str) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("flat", True)
        button.setToolTip(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        with_role(button, "caption")
        return button

    def _lay_out(self) -> None:
        bar = QFrame()
        bar.setProperty("panel", True)
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 3, 10, 3)
        row.setSpacing(10)
        row.addWidget(label("panel", text="Table"))
        self.heads.addWidget(self.note)
        row.addWidget(self.heads, 1)
        row.addWidget(self.cover)
        row.addWidget(self.float_button)
        row.addWidget(self.close_button)
        self.setTitleBarWidget(bar)
        for page in (self.revealed, self.event_cover):
            self.pages.addWidget(page)
        line = QFrame()
        line.setFrameShape(QFrame.Shape.HLine)
        line.setProperty("hairline", True)
        inside = QFrame()
        inside.setProperty("panel", True)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.strip, line):
            column.addWidget(part)
        column.addWidget(self.pages, 1)
        self.setWidget(inside)

    def set_theme(self, theme: Theme) -> None:
        """From now on new pages wear `theme` too."""
        self._theme = theme

    def sizeHint(self) -> QSize:
        """Room for two rows of cards, and a little less in a low window."""
        window = self.parentWidget()
        room = int(window.height() * SHARE) if window is not None else TALL
        return QSize(self._theme.px(900), max(self._theme.px(180), min(room, self._theme.px(TALL))))

    @property
    def covered(self) -> bool:
        """Whether only the number of cards laid can be seen."""
        return self.cover.isChecked()

    def show_view(self, view: SessionView) -> None:
        """Seats, events and what was revealed are those of `view`."""
        before, self._view = self._view, view
        if before is None or before.turn != view.turn:
            self._lifted = ""
        for seat in view.seats:
            if seat.id not in self.seats:
                self._add_seat(seat.id)
        self.revealed.show_view(view)
        self.events.show_view(view)
        self._show_seats()
        if before is None and view.seats:
            self.open_page(view.seats[0].id)
        elif before is not None and view.turn == before.turn + 1 and view.now.played:
            self.open_page(REVEALED)

    def _add_seat(self, seat: str) -> None:
        page = SeatPage(seat, self._theme)
        page.laid.connect(self.laid)
        page.taken_back.connect(self.taken_back)
        page.player_chosen.connect(self.player_chosen)
        page.shown.connect(self._lift)
        self.seats[seat] = page
        self.pages.addWidget(page)
        self.heads.addWidget(page.head)
        for part in (page, page.head):
            put_on(part, self._theme)

    def _show_seats(self) -> None:
        """Strip, hands and the note follow the view and the cover."""
        view = self._view
        if view is None:
            return
        sectors = {sector.id: sector for sector in view.sectors}
        self.strip.show_view(view, covered=self.covered)
        for seat in view.seats:
            hidden = self.covered and seat.id != self._lifted
            self.seats[seat.id].show_seat(seat, sectors, covered=hidden)
        self.event_cover.set_covered(
            self.covered and self._lifted != EVENTS,
            f"Events are covered: {self.strip.tabs[EVENTS].note}.",
        )
        count = sum(card.laid for seat in view.seats for card in seat.cards)
        self.note.setText(
            f"{cards_in_words(count)} laid, hidden until the turn is played"
            if count
            else "Cards are laid face down and revealed together when the turn is played"
        )
        self.strip.open(self.page)
        self._show_head()

    @Slot(str)
    def open_page(self, page: str) -> None:
        """That seat, the events or what was revealed is in view; a lifted cover falls again."""
        if page != self.page and self._lifted:
            self._lifted = ""
            self._show_seats()
        self.page = page
        special: dict[str, QWidget] = {REVEALED: self.revealed, EVENTS: self.event_cover}
        shown = special.get(page) or self.seats.get(page)
        if shown is not None:
            self.pages.setCurrentWidget(shown)
            self.strip.open(page)
        self._show_head()

    def _show_head(self) -> None:
        """The head of the seat in view, unless a cover lies over it."""
        seat = self.seats.get(self.page)
        hidden = self.covered and self._lifted != self.page
        self.heads.setCurrentWidget(self.note if seat is None or hidden else seat.head)

    @Slot(str)
    def _lift(self, seat: str) -> None:
        self._lifted = seat
        self._show_seats()

    @Slot()
    def _lift_events(self) -> None:
        self._lifted = EVENTS
        self._show_seats()

    @Slot(bool)
    def _cover(self, _on: bool) -> None:
        self._lifted = ""
        self._show_seats()

    @Slot(bool)
    def _set_drawing(self, on: bool) -> None:
        self.setting_changed.emit({"injects": on})

    @Slot()
    def _float(self) -> None:
        self.setFloating(not self.isFloating())

    @Slot(bool)
    def _floated(self, floating: bool) -> None:
        self.float_button.setText("Dock" if floating else "Own window")

    def closeEvent(self, event: QCloseEvent) -> None:
        """Putting the window of the table away is closing the table."""
        super().closeEvent(event)
        self.closed.emit()

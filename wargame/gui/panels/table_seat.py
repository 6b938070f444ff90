"""One seat's hand: who plays it, and its cards, which a cover can hide from the room."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from wargame.app.records import SeatView, SectorFigure
from wargame.gui.dress import label, with_role
from wargame.gui.panels.table_card import HEIGHT, CardButton
from wargame.gui.panels.table_cover import Covered
from wargame.gui.panels.table_strip import cards_in_words
from wargame.gui.theme import Theme

LEAST_CARD = 244  # px; as many columns as fit
GAP = 8
EDGE = 4  # room for the ring of focus
PEOPLE = "People"


class Hand(QWidget):
    """Cards in as many columns as there is room for."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.cards: list[CardButton] = []

    def set_theme(self, theme: Theme) -> None:
        """From now on the cards are placed by `theme`."""
        self._theme = theme
        self.place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The cards take the new width."""
        super().resizeEvent(event)
        self.place()

    def place(self) -> None:
        """Each card has its place, row by row."""
        gap, tall = self._theme.px(GAP), self._theme.px(HEIGHT)
        room = self.width() - 2 * EDGE
        columns = max(1, (room + gap) // (self._theme.px(LEAST_CARD) + gap))
        wide = (room - gap * (columns - 1)) // columns
        for index, card in enumerate(self.cards):
            row, column = divmod(index, columns)
            card.setGeometry(EDGE + column * (wide + gap), EDGE + row * (tall + gap), wide, tall)
        rows = -(-len(self.cards) // columns)
        self.setMinimumHeight(max(0, rows * (tall + gap) - gap) + 2 * EDGE)


class SeatPage(QWidget):
    """A seat's cards, or the cover over them; `head` says who plays it and what it has left.

    `laid(seat, card, sector)`, `taken_back(seat, card)` and `player_chosen(seat, doctrine)` ask.
    """

    laid = Signal(str, str, str)
    taken_back = Signal(str, str)
    player_chosen = Signal(str, str)
    shown = Signal(str)  # the cover of this seat has been lifted by hand

    def __init__(self, seat: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.seat = seat
        self._theme = theme
        self.head = QWidget()  # shown in the title bar of the dock
        self.name: QLabel = label("section")
        self.player_words: QLabel = label("caption", "text2")
        self.player = QComboBox()
        self.player.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        with_role(self.player, "control")
        self.player.activated.connect(self._player_chosen)
        self.rule: QLabel = label("caption", "text2")
        self.hand = Hand(theme)
        opened = QWidget()
        self.cover = Covered(opened, "Show these cards")
        self.cover.lifted.connect(self._lift)
        self._lay_out(opened)

    def _lay_out(self, opened: QWidget) -> None:
        head = QHBoxLayout(self.head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(8)
        self.player_words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        head.addWidget(self.name)
        head.addWidget(label("caption", "text2", "played by"))
        head.addWidget(self.player)
        head.addWidget(self.player_words, 1)
        head.addWidget(self.rule)
        self.area = QScrollArea()
        self.area.setWidget(self.hand)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.viewport().setAutoFillBackground(False)
        self.hand.setAutoFillBackground(False)
        column = QVBoxLayout(opened)
        column.setContentsMargins(10, 4, 10, 2)
        column.addWidget(self.area, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.cover)

    def set_theme(self, theme: Theme) -> None:
        """From now on new cards wear `theme` too."""
        self._theme = theme

    def show_seat(self, seat: SeatView, sectors: dict[str, SectorFigure], *, covered: bool) -> None:
        """The hand is that of `seat`; under the cover only the count of cards laid is told."""
        if [button.card.id for button in self.hand.cards] != [card.id for card in seat.cards]:
            self._build(seat)
        for button, card in zip(self.hand.cards, seat.cards, strict=True):
            button.show_card(card, sectors)
        self._show_player(seat)
        count = sum(card.laid for card in seat.cards)
        lie = "lies" if count == 1 else "lie"
        said = f"{cards_in_words(count)} {lie} face down" if count else "no card lies face down"
        self.cover.set_covered(covered, f"{seat.name} is covered: {said}.")

    def _build(self, seat: SeatView) -> None:
        for old in self.hand.cards:
            old.hide()
            old.deleteLater()
        self.hand.cards = []
        for card in seat.cards:
            button = CardButton(card, self._theme, self.hand)
            button.laid.connect(self._lay)
            button.taken_back.connect(self._take_back)
            button.show()
            self.hand.cards.append(button)
        self.hand.place()

    def _show_player(self, seat: SeatView) -> None:
        ids = ["", *(doctrine for doctrine, _name, _words in seat.doctrines)]
        if [self.player.itemData(i) for i in range(self.player.count())] != ids:
            self.player.clear()
            self.player.addItem(PEOPLE, "")
            for doctrine, name, words in seat.doctrines:
                self.player.addItem(name, doctrine)
                self.player.setItemData(self.player.count() - 1, words, Qt.ItemDataRole.ToolTipRole)
        self.player.setCurrentIndex(max(0, self.player.findData(seat.player)))
        self.name.setText(seat.name)
        self.player.setAccessibleName(f"Who plays {seat.name}")
        known = {doctrine: words for doctrine, _name, words in seat.doctrines}
        said = known.get(seat.player, "")
        self.player_words.setText(said)
        self.player_words.setToolTip(said)
        most = cards_in_words(seat.most_cards)
        self.rule.setText(
            f"{seat.capital_left} of {seat.capital} political capital left, at most {most} a turn"
        )

    @Slot(int)
    def _player_chosen(self, index: int) -> None:
        self.player_chosen.emit(self.seat, str(self.player.itemData(index)))

    @Slot(str, str)
    def _lay(self, card: str, sector: str) -> None:
        self.laid.emit(self.seat, card, sector)

    @Slot(str)
    def _take_back(self, card: str) -> None:
        self.taken_back.emit(self.seat, card)

    @Slot()
    def _lift(self) -> None:
        self.shown.emit(self.seat)

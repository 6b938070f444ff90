"""The trade-off plot with its key: which letter is which option, and its two figures."""

from __future__ import annotations

from collections.abc import Mapping
from string import ascii_uppercase

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from wargame.app.records import Outlook, SessionView
from wargame.gui.dress import label, put_on
from wargame.gui.panels.tradeoff import Mark, TradeOffPlot
from wargame.gui.theme import Theme
from wargame.gui.words import plain

TOGETHER = "together"
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
YOURS = (
    "Neither axis is worth more in this model, and they are never added: weighing them is yours. "
    "The axes show only the part where the options lie; the line is this playthrough, turn by turn."
)


class TradeOffPanel(QWidget):
    """Plot, key and words; the key is the plot in figures."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view: SessionView | None = None
        self._options: tuple[str, ...] = ()
        self.plot = TradeOffPlot(theme)
        self.what: QLabel = label("caption", "text2", wrap=True)
        self.rows: list[tuple[QLabel, QLabel, QLabel, QLabel]] = []
        self._key = QGridLayout()
        self._key.setHorizontalSpacing(10)
        self._key.setVerticalSpacing(2)
        self._key.setColumnStretch(1, 1)
        for column, words in ((2, "de-escalation"), (3, "principle")):
            self._key.addWidget(label("caption", "text3", words), 0, column, RIGHT)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(6)
        column_.addWidget(self.plot)
        column_.addWidget(self.what)
        column_.addLayout(self._key)
        column_.addWidget(label("caption", "text3", YOURS, wrap=True))

    def set_theme(self, theme: Theme) -> None:
        """From now on new rows wear `theme` too."""
        self._theme = theme

    def show_view(self, view: SessionView) -> None:
        """The path is that of the turns played; the options wait for the forecast."""
        self._view = view
        self._show({}, "The options are being computed \u2026" if view.can_play else "")

    def show_outlook(self, outlook: Outlook) -> None:
        """Every option stands where its playthroughs end on average."""
        runs = outlook.forecast.runs
        last = outlook.forecast.turns[-1]
        self._show(
            outlook.tradeoff,
            f"Letters: mean after turn {last} of {runs:,} playthroughs an option from here. "
            "De-escalation counts the first four turns.",
        )

    def _show(self, found: Mapping[str, tuple[float, float]], words: str) -> None:
        view = self._view
        if view is None:
            return
        path = [(f.deescalation, f.principle) for f in view.history if f.turn > 0]
        cards = {card.id: card for card in view.options}
        names = {option: cards[option].name for option in cards if option in found}
        if TOGETHER in found:
            names[TOGETHER] = "The zones that are on, together"
        several = TOGETHER in found
        marks = [
            Mark(
                letter,
                cards[option].guarantee if option in cards else cards[view.chosen].guarantee,
                option == (TOGETHER if several else view.chosen),
                *found[option],
            )
            for letter, option in zip(ascii_uppercase, names, strict=False)
        ]
        told = "square: this playthrough now" if path else "no turn has been played"
        self.what.setText(words)
        self.plot.show_marks(path, marks, f"De-escalation against principle; {told}")
        rows = [
            (mark.letter, name, plain(mark.calm), plain(mark.principle))
            for mark, name in zip(marks, names.values(), strict=False)
        ]
        if path:
            rows.append(("\u25a0", "This playthrough, now", plain(path[-1][0]), plain(path[-1][1])))
        self._show_key(rows)

    def _show_key(self, rows: list[tuple[str, str, str, str]]) -> None:
        while len(self.rows) < len(rows):
            self._add_row()
        for index, cells in enumerate(self.rows):
            for cell in cells:
                cell.setVisible(index < len(rows))
            if index < len(rows):
                for cell, text in zip(cells, rows[index], strict=True):
                    cell.setText(text)

    def _add_row(self) -> None:
        row = len(self.rows) + 1
        cells = (
            label("section"),
            label("secondary", wrap=True),
            label("secondary"),
            label("secondary"),
        )
        for column, cell in enumerate(cells):
            self._key.addWidget(cell, row, column, Qt.AlignmentFlag(0) if column < 2 else RIGHT)
            put_on(cell, self._theme)
        self.rows.append(cells)

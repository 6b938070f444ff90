"""The column beside the map: legend, stability of the sectors, room to write."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPixmap

from wargame.app.records import SectorFigure, SessionView, ZoneShape
from wargame.gui.map.swatches import ZONE_KEYS, swatch, zone_words
from wargame.gui.sheets.paper import font_of
from wargame.gui.theme import Theme
from wargame.gui.words import signed

ROW, LINE, CLASSES = 19.0, 27.0, 5
SWATCH = (20.0, 14.0)
CONTROL = {
    "government-held": "Government-held (assessed)",
    "occupied": "Occupied (assessed)",
    "frozen-conflict": "Frozen-conflict",
    "nato": "NATO members",
}
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ColumnArtist:
    """Writes from the top of a column downward; what is left becomes lines to write on."""

    def __init__(self, painter: QPainter, theme: Theme, box: QRectF, ratio: float) -> None:
        """Begin at the top of `box`; pictures are drawn for `ratio` device pixels to a pixel."""
        self._painter, self._theme, self._box, self._ratio = painter, theme, box, ratio
        self._y = box.top()

    def heading(self, words: str) -> None:
        """Write a heading with some room above it."""
        self._y += 6 if self._y > self._box.top() else 0
        self.text(words, "section", "text")
        self._y += 2

    def text(self, words: str, role: str = "caption", tone: str = "text2") -> None:
        """Write words as wide as the column, in as many lines as they need."""
        painter, font = self._painter, font_of(self._theme, role)
        painter.setFont(font)
        painter.setPen(self._theme.color(tone))
        flags = int(LEFT) | int(Qt.TextFlag.TextWordWrap)
        room = QRectF(self._box.left(), self._y, self._box.width(), 400)
        needed = QFontMetricsF(font).boundingRect(room, flags, words).height() + 2
        room.setHeight(needed)
        painter.drawText(room, flags, words)
        self._y += needed

    def legend(self, zones: Sequence[ZoneShape], *, figures: bool) -> None:
        """Explain status, zones and, where there are figures, the line of contact."""
        self.heading("Legend")
        for key, words in CONTROL.items():
            if key == "nato" and self._theme.mode == "print":
                continue  # no tint there that could tell members from others
            self._row(swatch(key, self._theme, None, self._ratio), words)
        for key, shape in zip(ZONE_KEYS, zones, strict=False):
            self._row(swatch(key, self._theme, shape, self._ratio), zone_words(shape))
        if figures:
            self._classes()
            self.text(
                "Line of contact: stability 0 to 100 in this model; softer where less certain"
            )
        else:
            self.text("Line of contact: softer where less certain")

    def _row(self, picture: QPixmap, words: str) -> None:
        painter, left = self._painter, self._box.left()
        top = self._y + (ROW - SWATCH[1]) / 2
        painter.drawPixmap(QRectF(left, top, *SWATCH), picture, QRectF(picture.rect()))
        painter.setFont(font_of(self._theme, "secondary"))
        painter.setPen(self._theme.color("text"))
        room = QRectF(left + SWATCH[0] + 8, self._y, self._box.width() - SWATCH[0] - 8, ROW)
        painter.drawText(room, int(LEFT), words)
        self._y += ROW

    def _classes(self) -> None:
        """Draw the five classes of stability with their limits."""
        painter, theme = self._painter, self._theme
        wide, top = self._box.width() / CLASSES, self._y + 4
        painter.setPen(QPen(theme.color("text"), 0.6))
        for index in range(CLASSES):
            painter.setBrush(theme.stability_color(20 * index + 10))
            painter.drawRect(QRectF(self._box.left() + index * wide, top, wide, 9))
        painter.setFont(font_of(theme, "axis"))
        for index in range(CLASSES + 1):
            x = self._box.left() + index * wide
            room = QRectF(x - 15, top + 9, 30, 14)
            align = Qt.AlignmentFlag.AlignHCenter
            if index == 0:
                room, align = QRectF(x, top + 9, 30, 14), Qt.AlignmentFlag.AlignLeft
            elif index == CLASSES:
                room, align = QRectF(x - 30, top + 9, 30, 14), Qt.AlignmentFlag.AlignRight
            painter.drawText(room, int(align), str(20 * index))
        self._y = top + 25

    def sectors(self, figures: Sequence[SectorFigure]) -> None:
        """List every sector with its stability and what the last turn changed."""
        self.heading("Stability by sector")
        painter, theme, box = self._painter, self._theme, self._box
        for figure in figures:
            painter.setFont(font_of(theme, "secondary"))
            painter.setPen(theme.color("text"))
            painter.drawText(QRectF(box.left(), self._y, 34, ROW), int(LEFT), figure.id)
            name = QFontMetricsF(painter.font()).elidedText(
                figure.name, Qt.TextElideMode.ElideRight, box.width() - 112
            )
            painter.drawText(QRectF(box.left() + 36, self._y, 400, ROW), int(LEFT), name)
            painter.drawText(
                QRectF(box.right() - 74, self._y, 34, ROW), int(RIGHT), f"{figure.stability:.0f}"
            )
            painter.setPen(theme.color("text2"))
            change = signed(figure.change, 0)
            painter.drawText(QRectF(box.right() - 36, self._y, 36, ROW), int(RIGHT), change)
            self._y += ROW - 2

    def headline(self, view: SessionView) -> None:
        """Say what the game has come to."""
        now = view.now
        truce = f"in force, {now.ceasefire_age} quarters" if now.ceasefire else "none in force"
        self.heading("In this playthrough")
        self.text(
            f"Stability of the front {now.stability:.1f} of 100. Ceasefire: {truce}. "
            f"Escalation: {now.rung_words}. Ground lost by Kyiv since the start: "
            f"{now.lost_km2:,.0f} km\u00b2. In this model; another throw of the dice differs."
        )

    def notes(self, words: str) -> None:
        """Fill the rest of the column with lines to write on."""
        if self._box.bottom() - self._y < 3 * LINE:
            return
        self.heading(words)
        self._painter.setPen(QPen(self._theme.color("border_strong"), 0.6))
        y = self._y + LINE * 0.8
        while y <= self._box.bottom():
            self._painter.drawLine(QPointF(self._box.left(), y), QPointF(self._box.right(), y))
            y += LINE

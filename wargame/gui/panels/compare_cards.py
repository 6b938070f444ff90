"""Cards of the large comparison: each option's small map with its figures, and how to read them."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from wargame.app.comparison_records import Comparison, OptionOverSets
from wargame.gui.panels.compare_words import BASELINE, known_baseline, sentence
from wargame.gui.theme import Theme
from wargame.gui.widgets.swatch import paint_swatch
from wargame.gui.words import plain

HEAD, FOOT = 28, 30  # px
TALL = 0.62  # height of a picture to its width
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class MapCard(QWidget):
    """Name and sign, map, median stability with its interval, weakest sector."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._letter = ""
        self._option: OptionOverSets | None = None
        self._chosen = self._stale = False
        self.picture: QImage | None = None

    def set_theme(self, theme: Theme) -> None:
        """From now on the card wears `theme`."""
        self._theme = theme
        self.update()

    def picture_size(self) -> QSize:
        """How large the map is, logical pixels."""
        wide = max(self.width() - 2, 40)
        return QSize(wide, round(wide * TALL))

    def height_for(self, width: int) -> int:
        """How tall the card is at that width."""
        return round((width - 2) * TALL) + self._theme.px(HEAD + FOOT)

    def show_option(
        self,
        letter: str,
        option: OptionOverSets,
        found: Comparison,
        *,
        stale: bool,
        baseline: str = BASELINE,
    ) -> None:
        """The card is that of `option`, known by `letter` in plot and matrix."""
        self._letter, self._option, self._stale = letter, option, stale
        self._chosen = option.id == found.chosen
        words = sentence(found, option, known_baseline(found, baseline))
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def show_picture(self, image: QImage) -> None:
        """The map has been drawn."""
        self.picture = image
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame, head, map and figures are drawn."""
        option, theme = self._option, self._theme
        if option is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, radius = QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.length("radius.card")
        shape = QPainterPath()
        shape.addRoundedRect(box, radius, radius)
        painter.fillPath(shape, theme.color("panel"))
        if self.picture is not None:
            place = QRectF(1, theme.px(HEAD), self.width() - 2, self.picture_size().height())
            painter.setOpacity(0.45 if self._stale else 1.0)
            painter.drawImage(place, self.picture)
            painter.setOpacity(1.0)
        self._paint_head(painter, option)
        self._paint_figures(painter, option)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ink = "accent" if self._chosen else "border"
        painter.setPen(QPen(theme.color(ink), 2 if self._chosen else 1))
        painter.drawPath(shape)

    def _paint_head(self, painter: QPainter, option: OptionOverSets) -> None:
        theme, head = self._theme, self._theme.px(HEAD)
        sign = QRectF(theme.px(9), (head - theme.px(14)) / 2, theme.px(19), theme.px(14))
        paint_swatch(painter, sign, theme, option.guarantee, option.in_force_now)
        painter.setFont(theme.font("section"))
        painter.setPen(theme.color("text"))
        room = self.width() - sign.right() - theme.px(32)
        name = painter.fontMetrics().elidedText(option.name, Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(QRectF(sign.right() + theme.px(7), 0, room, head), LEFT, name)
        painter.setPen(theme.color("text3"))
        painter.drawText(QRectF(0, 0, self.width() - theme.px(9), head), RIGHT, self._letter)

    def _paint_figures(self, painter: QPainter, option: OptionOverSets) -> None:
        theme, over = self._theme, option.measures["stability"]
        foot = QRectF(0, self.height() - theme.px(FOOT), self.width(), theme.px(FOOT))
        inside = foot.adjusted(theme.px(9), 0, -theme.px(9), 0)
        painter.setPen(theme.color("text_dis" if self._stale else "text"))
        painter.setFont(theme.font("panel"))
        number = plain(over.median)
        painter.drawText(inside, LEFT, number)
        used = painter.fontMetrics().horizontalAdvance(number) + theme.px(6)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text_dis" if self._stale else "text2"))
        span = f"{plain(over.low, 0)} to {plain(over.high, 0)}"
        painter.drawText(inside.adjusted(used, 0, 0, 0), LEFT, span)
        weakest = min(option.sectors, key=lambda name: option.sectors[name])
        words = f"weakest {weakest} {plain(option.sectors[weakest], 0)}"
        painter.drawText(inside, RIGHT, words)


class MapKey(QWidget):
    """How to read the maps: the five classes of the line."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Line of contact by median stability, five classes from 0 to 100")

    def set_theme(self, theme: Theme) -> None:
        """From now on the key wears `theme`."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(self._theme.px(400), self._theme.px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Words and five swatches are drawn."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text2"))
        words = "Line of contact, median stability of each sector"
        painter.drawText(QRectF(self.rect()), LEFT, words)
        x = painter.fontMetrics().horizontalAdvance(words) + theme.px(14)
        breaks = theme.numbers("stability.breaks")
        for low, high in pairwise(breaks):
            y, wide = self.height() / 2, theme.px(22)
            painter.setPen(QPen(theme.color("map.casing"), theme.px(7)))
            painter.drawLine(QPointF(x, y), QPointF(x + wide, y))
            painter.setPen(QPen(theme.stability_color((low + high) / 2), theme.px(5)))
            painter.drawLine(QPointF(x + 1, y), QPointF(x + wide - 1, y))
            text = f"{low:.0f} to {high:.0f}"
            painter.setPen(theme.color("text2"))
            box = QRectF(x + wide + theme.px(5), 0, theme.px(80), self.height())
            painter.drawText(box, LEFT, text)
            x += wide + theme.px(16) + painter.fontMetrics().horizontalAdvance(text)

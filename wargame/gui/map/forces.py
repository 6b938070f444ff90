"""Unit symbols on the map: NATO APP-6 pictures of a fixed size, with a caption."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtSvg import QSvgRenderer

from wargame import paths
from wargame.app.records import ForceMark
from wargame.gui.map.hover import Facts
from wargame.gui.map.items import Frame, MapItem
from wargame.gui.map.labels import Box
from wargame.gui.theme import Theme

WIDE = 27.0  # logical pixels of a rectangular frame
HALO = 3.0
CONVENTION = "APP-6 frames: blue with Kyiv, red with Moscow, green neutral; no judgement"


@cache
def picture_of(symbol: str) -> QSvgRenderer:
    """Return the picture of a symbol, read once."""
    return QSvgRenderer(str(paths.assets() / "symbols" / f"{symbol}.svg"))


def size_of(symbol: str) -> tuple[float, float]:
    """Return the width and height of a symbol at 100 %; all have frames of one size."""
    scale = WIDE / picture_of("kyiv-brigade").defaultSize().width()
    size = picture_of(symbol).defaultSize()
    return size.width() * scale, size.height() * scale


class ForcesItem(MapItem):
    """Draws a symbol for each mark; the model moves none of them, only their strength changes."""

    def __init__(self, frame: Frame, z: float) -> None:
        """Show nothing until marks are set."""
        super().__init__(frame, z)
        self._marks: tuple[ForceMark, ...] = ()
        self._theme: Theme | None = None
        self._pixmaps: dict[str, QPixmap] = {}

    def restyle(self, theme: Theme) -> None:
        """Take colours and sizes from `theme`."""
        self._theme = theme
        self._pixmaps = {}
        self.changed()

    def set_marks(self, marks: Sequence[ForceMark]) -> None:
        """Show these symbols."""
        if tuple(marks) != self._marks:
            self._marks = tuple(marks)
            self.changed()

    def boxes(self) -> list[Box]:
        """Return where symbols and captions stand on the screen, which names keep clear of."""
        if not self.isVisible():
            return []
        return [self._box(mark) for mark in self._marks]

    def facts_at(self, x: float, y: float) -> Facts | None:
        """Return what is known about the symbol under a point of the screen, if there is one."""
        if not self.isVisible():
            return None
        for mark in reversed(self._marks):
            left, top, right, bottom = self._box(mark)
            if left <= x <= right and top <= y <= bottom:
                return Facts(mark.name, (("What", mark.words), ("Symbol", CONVENTION)))
        return None

    def words(self) -> Mapping[str, str]:
        """Return what is written beside each symbol, by its id."""
        return {mark.id: mark.caption for mark in self._marks}

    def _box(self, mark: ForceMark) -> Box:
        frame, scale = self.frame, self._theme.scale if self._theme else 1.0
        x = (mark.at[0] - frame.visible.left()) / frame.metres_per_pixel
        y = (frame.visible.bottom() - mark.at[1]) / frame.metres_per_pixel
        wide, high = (side * scale for side in size_of(mark.symbol))
        caption = self._caption_size(mark)
        half = max(wide, caption[0]) / 2
        return (x - half, y - high / 2, x + half, y + high / 2 + caption[1])

    def _caption_size(self, mark: ForceMark) -> tuple[float, float]:
        if self._theme is None:
            return 0.0, 0.0
        metrics = QFontMetricsF(self._theme.font("city_4"))
        return metrics.horizontalAdvance(mark.caption) + HALO, metrics.height()

    def steps(self, painter: QPainter) -> Iterator[None]:
        """Draw every symbol that the view can show, with its caption below."""
        theme = self._theme
        if theme is None:
            return
        scale = self.frame.metres_per_pixel
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, True)
        for mark in self._marks:
            if not self.frame.visible.contains(QPointF(*mark.at)):
                continue
            painter.save()
            painter.translate(QPointF(*mark.at))
            painter.scale(scale, -scale)  # logical pixels from here on
            self._draw(painter, theme, mark)
            painter.restore()
            yield

    def _draw(self, painter: QPainter, theme: Theme, mark: ForceMark) -> None:
        wide, high = (side * theme.scale for side in size_of(mark.symbol))
        target = QRectF(-wide / 2, -high / 2, wide, high)
        if self.frame.exact:
            picture_of(mark.symbol).render(painter, target)
        else:
            pixmap = self._pixmap(mark.symbol, wide, high)
            painter.drawPixmap(target, pixmap, QRectF(pixmap.rect()))
        font = theme.font("city_4")
        metrics = QFontMetricsF(font)
        path = QPainterPath()
        left = -metrics.horizontalAdvance(mark.caption) / 2
        path.addText(QPointF(left, high / 2 + metrics.ascent()), font, mark.caption)
        halo = QPen(theme.color("map.halo"), HALO)
        halo.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, halo)
        painter.fillPath(path, theme.color("map.ink"))

    def _pixmap(self, symbol: str, wide: float, high: float) -> QPixmap:
        found = self._pixmaps.get(symbol)
        if found is None:
            ratio = max(self.frame.ratio, 1.0) * 2  # scaled down it stays sharp at any place
            found = QPixmap(round(wide * ratio), round(high * ratio))
            found.fill(Qt.GlobalColor.transparent)
            painter = QPainter(found)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            picture_of(symbol).render(painter)
            painter.end()
            self._pixmaps[symbol] = found
        return found

"""Text with a halo, drawn once into a pixmap and then only copied."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from wargame.gui.theme import Theme

HALO = 3.0
HALO_OPACITY = 0.86
COLORS = {
    "country": "map.label2",
    "country_focus": "map.label2",
    "oblast": "map.label2",
    "sea": "map.label_sea",
    "river": "map.label_sea",
    "grid": "map.label_sea",
}
# fonts borrowed
FONTS = {
    "claim": "city_3", "region": "city_3", "moved": "city_2", "oblast": "city_3", "river": "city_4",
    "grid": "city_4",
}  # fmt: skip
APART = 2.0  # pixels between the letters of an oblast, less than of a country
INKED = ("capital", "city_2", "moved")


@dataclass(frozen=True, slots=True)
class Sprite:
    """A drawn text: its pixmap and its size in logical pixels, halo included."""

    pixmap: QPixmap
    width: float
    height: float


class SpriteBook:
    """All texts drawn so far in one theme at one device pixel ratio."""

    def __init__(self, theme: Theme, ratio: float) -> None:
        """Start empty."""
        self._theme = theme
        self._ratio = ratio
        self._made: dict[tuple[str, str], Sprite] = {}

    def get(self, text: str, role: str) -> Sprite:
        """Return the sprite of a text in a role of tokens `map_label`."""
        key = (text, role)
        if key not in self._made:
            self._made[key] = self._draw(text, role)
        return self._made[key]

    def _draw(self, text: str, role: str) -> Sprite:
        font = font_of(self._theme, role)
        metrics = QFontMetricsF(font)
        margin = HALO / 2 + 1
        path = QPainterPath()
        path.addText(QPointF(margin, margin + metrics.ascent()), font, text)
        trailing = max(font.letterSpacing(), 0.0)
        width = max(path.boundingRect().right(), metrics.horizontalAdvance(text) - trailing)
        size = QRectF(0, 0, width + margin, metrics.ascent() + metrics.descent() + 2 * margin)
        ratio = self._ratio
        pixmap = QPixmap(int(size.width() * ratio) + 1, int(size.height() * ratio) + 1)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        halo = QColor(self._theme.color("map.halo"))
        halo.setAlphaF(HALO_OPACITY)
        pen = QPen(halo, HALO)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, pen)
        painter.fillPath(path, text_color(self._theme, role))
        painter.end()
        return Sprite(pixmap, size.width(), size.height())


def font_of(theme: Theme, role: str) -> QFont:
    """Return the font of a role: spaced for land, italic for water, upright for towns."""
    font = QFont(theme.font(FONTS.get(role, role)))
    if role == "oblast":
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, APART * theme.scale)
    elif role == "river":
        font.setItalic(True)
    return font


def text_color(theme: Theme, role: str) -> QColor:
    """Return the colour of a label's letters."""
    if role in INKED:
        return theme.color("map.ink")
    return theme.color(COLORS.get(role, "map.label"))

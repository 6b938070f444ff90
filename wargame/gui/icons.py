"""Lucide outlines in the colours of the theme, sharp at the screen's ratio."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from wargame import paths
from wargame.gui.theme import Theme


@lru_cache(maxsize=256)
def _pixmap(name: str, color: str, size: int, stroke: float, ratio: float) -> QPixmap:
    source = (paths.assets() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    source = source.replace("currentColor", color)
    source = source.replace('stroke-width="2"', f'stroke-width="{stroke * 24 / size:.2f}"')
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def pixmap(name: str, theme: Theme, color: str = "text", size: int = 17) -> QPixmap:
    """The outline `name` in a theme colour, `size` logical pixels at the text size in use."""
    app = QGuiApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    stroke = theme.number("line.icon_stroke") * theme.scale
    return _pixmap(name, theme.hex(color), theme.px(size), stroke, ratio)


def icon(name: str, theme: Theme, color: str = "text", size: int = 17) -> QIcon:
    """The same as an icon that pales when its control is disabled and is accent when checked."""
    made = QIcon(pixmap(name, theme, color, size))
    made.addPixmap(pixmap(name, theme, "text_dis", size), QIcon.Mode.Disabled)
    if color == "text":
        made.addPixmap(pixmap(name, theme, "accent", size), QIcon.Mode.Normal, QIcon.State.On)
    return made

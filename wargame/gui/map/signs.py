"""The layer above the map in screen pixels: names, pills and their leaders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPixmap

from wargame.app.records import SectorFigure
from wargame.gui.map.items import Frame, MapItem
from wargame.gui.map.labels import CITIES, Box, Placed
from wargame.gui.map.pills import HEIGHT, leader_end, width_of
from wargame.gui.map.sprites import SpriteBook
from wargame.gui.theme import Theme
from wargame.gui.words import MINUS, signed


@dataclass(frozen=True, slots=True)
class Tag:
    """A pill with its place: its picture, its box and the point on the line it stands for."""

    id: str
    pixmap: QPixmap
    box: Box
    anchor: tuple[float, float]  # map metres


class PillArtist:
    """Draws pills once each; full names when there is room."""

    def __init__(self, theme: Theme, ratio: float) -> None:
        """Take fonts and colours from `theme`."""
        self._theme = theme
        self._ratio = ratio
        self._bold = theme.font("sector_pill")
        self._plain = theme.font("secondary")
        self._small = theme.font("caption")

    def texts(self, figure: SectorFigure, *, full: bool) -> dict[str, str]:
        """Return what a pill says."""
        return {
            "code": figure.id,
            "name": figure.name if full else "",
            "value": f"{figure.stability:.0f}",
            "change": signed(figure.change, 0),
        }

    def width(self, figure: SectorFigure, *, full: bool) -> float:
        """Return a pill's width in logical pixels."""
        texts = self.texts(figure, full=full)
        return width_of({key: self._measure(key, text) for key, text in texts.items()})

    def height(self) -> float:
        """Return a pill's height in logical pixels."""
        return HEIGHT

    def _font(self, key: str):  # type: ignore[no-untyped-def]
        return {"value": self._bold, "change": self._small}.get(key, self._plain)

    def _measure(self, key: str, text: str) -> float:
        return QFontMetricsF(self._font(key)).horizontalAdvance(text) if text else 0.0

    def draw(self, figure: SectorFigure, *, full: bool, chosen: bool) -> QPixmap:
        """Return the picture of a pill."""
        theme, ratio = self._theme, self._ratio
        width = self.width(figure, full=full)
        pixmap = QPixmap(int((width + 4) * ratio) + 1, int((HEIGHT + 4) * ratio) + 1)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(2, 2)
        edge = theme.color("accent" if chosen else "border_strong")
        painter.setPen(QPen(edge, 2.0 if chosen else 1.0))
        painter.setBrush(theme.color("panel"))
        radius = theme.number("radius.pill")
        painter.drawRoundedRect(QRectF(0.5, 0.5, width - 1, HEIGHT - 1), radius, radius)
        painter.setPen(QPen(theme.color("map.casing"), 0.8))
        painter.setBrush(theme.stability_color(figure.stability))
        painter.drawRoundedRect(QRectF(6, 5, 6, HEIGHT - 10), 2, 2)
        x = 20.0
        for key, text in self.texts(figure, full=full).items():
            if not text:
                continue
            step = self._measure(key, text)
            painter.setFont(self._font(key))
            painter.setPen(self._color(key, figure))
            box = QRectF(x, 0, step + 2, HEIGHT)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
            x += step + 8
        painter.end()
        return pixmap

    def _color(self, key: str, figure: SectorFigure) -> QColor:
        if key != "change":
            return self._theme.color("text2" if key == "name" else "text")
        sign = signed(figure.change, 0)[0]
        return self._theme.color({"+": "good", MINUS: "bad"}.get(sign, "text3"))


class SignItem(MapItem):
    """Names, leaders and pills, painted from cached pictures in screen pixels.

    While the map moves, names travel with their points and pills stand still.
    """

    def __init__(self, frame: Frame, z: float) -> None:
        """Show nothing until something is placed."""
        super().__init__(frame, z)
        self._theme: Theme | None = None
        self._book: SpriteBook | None = None
        self.placed: Sequence[Placed] = ()
        self.tags: Mapping[str, Tag] = {}
        self.focus = ""
        self._to_screen = None

    def restyle(self, theme: Theme) -> None:
        """Take fonts and colours from `theme`."""
        self._theme = theme
        self._book = SpriteBook(theme, self.frame.ratio)
        self.update()

    @property
    def book(self) -> SpriteBook:
        """Return the texts drawn so far."""
        if self._book is None:
            raise RuntimeError("restyle() the signs before using them")
        return self._book

    def project(self, x: float, y: float) -> tuple[float, float]:
        """Return the screen point of a map point in the frame shown."""
        frame = self.frame
        left, top = frame.visible.left(), frame.visible.bottom()
        return (x - left) / frame.metres_per_pixel, (top - y) / frame.metres_per_pixel

    def draw(self, painter: QPainter) -> None:
        """Draw leaders, then names, then pills."""
        if self._theme is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        for tag in self.tags.values():
            self._leader(painter, self._theme, tag)
        for item in self.placed:
            self._name(painter, self._theme, item)
        for tag in self.tags.values():
            painter.drawPixmap(QPointF(tag.box[0] - 2, tag.box[1] - 2), tag.pixmap)
            if tag.id == self.focus:
                self._focus(painter, self._theme, tag)

    def _leader(self, painter: QPainter, theme: Theme, tag: Tag) -> None:
        anchor = self.project(*tag.anchor)
        end = leader_end(tag.box, anchor)
        halo = QColor(theme.color("map.halo"))
        halo.setAlphaF(0.7)
        for color, width in ((halo, 3.0), (theme.color("map.ink"), theme.number("line.leader"))):
            painter.setPen(QPen(color, width))
            painter.drawLine(QPointF(*anchor), QPointF(*end))
        painter.setPen(QPen(theme.color("map.ink"), 1.2))
        painter.setBrush(theme.color("map.halo"))
        painter.drawEllipse(QPointF(*anchor), 2.6, 2.6)

    def _name(self, painter: QPainter, theme: Theme, item: Placed) -> None:
        name = item.name
        x, y = self.project(name.x, name.y)
        if name.role in CITIES:
            self._mark(painter, theme, name.role, x, y)
        shift_x, shift_y = x - item.point[0], y - item.point[1]
        sprite = self.book.get(name.text, name.role)
        at = QPointF(round(item.box[0] + shift_x), round(item.box[1] + shift_y))
        painter.drawPixmap(at, sprite.pixmap)

    def _mark(self, painter: QPainter, theme: Theme, role: str, x: float, y: float) -> None:
        painter.setPen(QPen(theme.color("map.halo"), 1.2))
        painter.setBrush(theme.color("map.ink"))
        if role == "capital":
            painter.drawRect(QRectF(round(x) - 3, round(y) - 3, 6, 6))
        else:
            radius = {"city_2": 2.7, "city_3": 2.3}.get(role, 1.9)
            painter.drawEllipse(QPointF(x, y), radius, radius)

    def _focus(self, painter: QPainter, theme: Theme, tag: Tag) -> None:
        width = theme.number("state.focus.width")
        off = theme.number("state.focus.offset") + width / 2
        left, top, right, bottom = tag.box
        painter.setPen(QPen(theme.color("accent"), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        box = QRectF(left, top, right - left, bottom - top).adjusted(-off, -off, off, off)
        painter.drawRoundedRect(box, 6, 6)

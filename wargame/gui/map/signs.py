"""The layer above the map in screen pixels: names, pills and their leaders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from wargame.app.records import SectorFigure
from wargame.gui.map.front import FrontItem
from wargame.gui.map.items import Frame, MapItem
from wargame.gui.map.labels import Box, Placed
from wargame.gui.map.picture import View
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
        return HEIGHT * self._theme.scale

    def _font(self, key: str) -> QFont:
        return {"value": self._bold, "change": self._small}.get(key, self._plain)

    def _measure(self, key: str, text: str) -> float:
        return QFontMetricsF(self._font(key)).horizontalAdvance(text) if text else 0.0

    def draw(self, figure: SectorFigure, *, full: bool, chosen: bool) -> QPixmap:
        """Return the picture of a pill."""
        theme, ratio = self._theme, self._ratio
        width, high = self.width(figure, full=full), self.height()
        pixmap = QPixmap(int((width + 4) * ratio) + 1, int((high + 4) * ratio) + 1)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(2, 2)
        edge = theme.color("accent" if chosen else "border_strong")
        painter.setPen(QPen(edge, 2.0 if chosen else 1.0))
        painter.setBrush(theme.color("panel"))
        radius = theme.number("radius.pill")
        painter.drawRoundedRect(QRectF(0.5, 0.5, width - 1, high - 1), radius, radius)
        painter.setPen(QPen(theme.color("map.casing"), 0.8))
        painter.setBrush(theme.stability_color(figure.stability))
        painter.drawRoundedRect(QRectF(6, 5, 6, high - 10), 2, 2)
        x = 20.0
        for key, text in self.texts(figure, full=full).items():
            if not text:
                continue
            step = self._measure(key, text)
            painter.setFont(self._font(key))
            painter.setPen(self._color(key, figure))
            box = QRectF(x, 0, step + 2, high)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
            x += step + 8
        painter.end()
        return pixmap

    def _color(self, key: str, figure: SectorFigure) -> QColor:
        if key != "change":
            return self._theme.color("text2" if key == "name" else "text")
        sign = signed(figure.change, 0)[0]
        return self._theme.color({"+": "good", MINUS: "bad"}.get(sign, "text3"))


@dataclass(frozen=True, slots=True)
class Inks:
    """Pens and brushes of the signs, looked up once per theme."""

    ink: QColor
    ring: QColor
    faint: QPen
    leader: QPen
    dot: QPen
    mark: QPen
    focus: QPen
    off: float

    @classmethod
    def of(cls, theme: Theme) -> Inks:
        """Return the inks of a theme."""
        ink, halo = theme.color("map.ink"), theme.color("map.halo")
        faint = QColor(halo)
        faint.setAlphaF(0.7)
        width = theme.number("state.focus.width")
        return cls(
            ink=ink,
            ring=halo,
            faint=QPen(faint, 3.0),
            leader=QPen(ink, theme.number("line.leader")),
            dot=QPen(ink, 1.2),
            mark=QPen(halo, 1.2),
            focus=QPen(theme.color("accent"), width),
            off=theme.number("state.focus.offset") + width / 2,
        )


MARK_SIDE = 16  # pixels of the picture that holds a mark
MARKS = {"capital": 3.0, "city_2": 2.7, "city_3": 2.3, "city_4": 1.9}


class SignItem(MapItem):
    """Names, leaders and pills, painted from cached pictures in screen pixels.

    While the map moves, names travel with their points and pills stand still.
    """

    def __init__(self, frame: Frame, z: float, front: FrontItem) -> None:
        """Show nothing until something is placed; `front` marks the sector under the pointer."""
        super().__init__(frame, z)
        self._front = front
        self._inks: Inks | None = None
        self._book: SpriteBook | None = None
        self._marks: dict[str, QPixmap] = {}
        self.placed: Sequence[Placed] = ()
        self.tags: Mapping[str, Tag] = {}
        self.focus = ""  # the sector stepped to by keyboard
        self.framed = False  # the map has the keyboard's focus

    def restyle(self, theme: Theme) -> None:
        """Take fonts and colours from `theme`."""
        self._inks = inks = Inks.of(theme)
        self._book = SpriteBook(theme, self.frame.ratio)
        self._marks = {role: _mark(role, inks, self.frame.ratio, theme.scale) for role in MARKS}
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
        """Draw leaders, then names, then pills, then the ring of focus."""
        inks = self._inks
        if inks is None:
            return
        painter.save()
        painter.setTransform(
            View(self.frame.visible, self.frame.metres_per_pixel).transform(), True
        )
        self._front.draw_hovered(painter)
        painter.restore()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        for tag in self.tags.values():
            self._leader(painter, inks, tag)
        for item in self.placed:
            self.draw_name(painter, item, QPointF(*self.project(item.name.x, item.name.y)))
        for tag in self.tags.values():
            painter.drawPixmap(QPointF(tag.box[0] - 2, tag.box[1] - 2), tag.pixmap)
            if tag.id == self.focus:
                _ring(painter, inks, QRectF(QPointF(*tag.box[:2]), QPointF(*tag.box[2:])), inks.off)
        if self.framed:
            _ring(painter, inks, QRectF(painter.viewport()), -inks.off)

    def _leader(self, painter: QPainter, inks: Inks, tag: Tag) -> None:
        anchor = self.project(*tag.anchor)
        start, end = QPointF(*anchor), QPointF(*leader_end(tag.box, anchor))
        for pen in (inks.faint, inks.leader):
            painter.setPen(pen)
            painter.drawLine(start, end)
        painter.setPen(inks.dot)
        painter.setBrush(inks.ring)
        painter.drawEllipse(start, 2.6, 2.6)

    def draw_name(self, painter: QPainter, item: Placed, point: QPointF) -> None:
        """Draw a name and its mark, moved so that it belongs to `point` (screen pixels)."""
        name, x, y = item.name, point.x(), point.y()
        if name.role in MARKS:
            painter.drawPixmap(
                QPointF(x - MARK_SIDE / 2, y - MARK_SIDE / 2), self._marks[name.role]
            )
        sprite = self.book.get(name.text, name.role)
        left, top = item.box[0] + x - item.point[0], item.box[1] + y - item.point[1]
        painter.drawPixmap(QPointF(round(left), round(top)), sprite.pixmap)


def _mark(role: str, inks: Inks, ratio: float, scale: float) -> QPixmap:
    """Return the mark of a city: a square for a capital, else a dot by size."""
    pixmap = QPixmap(round(MARK_SIDE * ratio), round(MARK_SIDE * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(inks.mark)
    painter.setBrush(inks.ink)
    radius, half = MARKS[role] * scale, MARK_SIDE / 2
    if role == "capital":
        painter.drawRect(QRectF(half - radius, half - radius, 2 * radius, 2 * radius))
    else:
        painter.drawEllipse(QPointF(half, half), radius, radius)
    painter.end()
    return pixmap


def _ring(painter: QPainter, inks: Inks, box: QRectF, off: float) -> None:
    painter.setPen(inks.focus)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(-off, -off, off, off), 6, 6)

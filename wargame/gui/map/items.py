"""One batched scene item per layer: fills with patterns, and lines."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from wargame.gui.map.levels import Piece, Pyramid
from wargame.gui.map.patterns import PatternBrush
from wargame.gui.theme import Theme

EVERYWHERE = QRectF(-1e8, -1e8, 2e8, 2e8)


@dataclass(slots=True)
class Frame:
    """What every item needs to know about the view it is painted in."""

    metres_per_pixel: float = 1000.0
    visible: QRectF = field(default_factory=QRectF)  # map metres
    moving: bool = False  # names wait, the picture is copied as it is
    ratio: float = 1.0  # device pixels to a logical pixel
    version: int = 0  # counts changes of what is drawn, apart from the view
    exact: bool = False  # for paper: true pens and hatches in place of what is quick on a screen


class MapItem(QGraphicsItem):
    """An item that is painted whole in every frame; it never takes the mouse."""

    def __init__(self, frame: Frame, z: float) -> None:
        """Stand at height `z` and read the view from `frame`."""
        super().__init__()
        self.frame = frame
        self.setZValue(z)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def boundingRect(self) -> QRectF:
        """Say that the item may be anywhere, so that it is never culled as a whole."""
        return EVERYWHERE

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Draw the item with a painter of its own state."""
        painter.save()
        self.draw(painter)
        painter.restore()

    def changed(self) -> None:
        """Say that the item looks otherwise now: pictures of it are out of date."""
        self.frame.version += 1

    def draw(self, painter: QPainter) -> None:
        """Draw the item; the painter's state is restored afterwards."""
        for _ in self.steps(painter):
            pass

    def steps(self, painter: QPainter) -> Iterator[None]:
        """Draw the item a little at a time, a few milliseconds at most between two pauses."""
        raise NotImplementedError

    def restyle(self, theme: Theme) -> None:
        """Take colours and widths from `theme`."""
        raise NotImplementedError

    def pyramids(self) -> tuple[Pyramid, ...]:
        """Return the paths that the item draws."""
        return ()

    def content(self) -> str:
        """Return what the item draws, in a word or two."""
        return type(self).__name__.removesuffix("Item").lower()

    def seen(self, pyramid: Pyramid) -> Iterator[Piece]:
        """Yield the pieces of a pyramid that the view can show."""
        return pyramid.seen(self.frame.metres_per_pixel, self.frame.visible)


@contextmanager
def kept(painter: QPainter) -> Iterator[None]:
    """Give the painter back the state it had, even if the drawing is given up half way."""
    painter.save()
    try:
        yield
    finally:
        painter.restore()


def device_pen(color: QColor, width: float, frame: Frame) -> QPen:
    """Return a pen of a width in logical pixels: Qt counts cosmetic pens in device pixels."""
    pen = QPen(color, width * frame.ratio)
    pen.setCosmetic(True)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def hairline(color: QColor) -> QPen:
    """Return a cosmetic pen of one pixel, the widest that Qt draws fast."""
    pen = QPen(color, 1.0)
    pen.setCosmetic(True)
    return pen


def stroke(painter: QPainter, piece: Piece, width: float, frame: Frame) -> None:
    """Draw a piece with the painter's hairline, several side by side for a wider line.

    `width` is in logical pixels. A wide antialiased pen costs a hundred times a hairline.
    """
    if frame.exact:
        painter.setPen(_true_pen(painter.pen(), width * frame.ratio))
        painter.drawPath(piece.path)
        return
    shift = max(width * frame.ratio - 1.0, 0.0) / 2 * frame.metres_per_pixel / frame.ratio
    if shift == 0.0:
        offsets = [(0.0, 0.0)]
    else:
        offsets = [(-shift, 0.0), (shift, 0.0), (0.0, -shift), (0.0, shift)]
    for dx, dy in offsets:
        painter.translate(dx, dy)
        painter.drawPath(piece.path)
        painter.translate(-dx, -dy)


def _true_pen(pen: QPen, width: float) -> QPen:
    """Return a hairline as a pen of that width; dashes keep their length."""
    wide = QPen(pen)
    wide.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    dash = [part * pen.widthF() / width for part in pen.dashPattern()]
    wide.setWidthF(width)
    if pen.style() == Qt.PenStyle.CustomDashLine:
        wide.setDashPattern(dash)
    return wide


class FillItem(MapItem):
    """Polygons of one kind, filled plain or with the pattern of a status, with an edge or none.

    Fills are not antialiased: neighbours meet without a seam, and the edge's hairline smooths them.
    """

    def __init__(
        self,
        frame: Frame,
        z: float,
        pyramid: Pyramid,
        fill: str,
        edge: str = "",
        edge_width: str = "",
    ) -> None:
        """Fill with a token ("map.land") or a status ("occupied"), edged with a token or not."""
        super().__init__(frame, z)
        self._pyramid = pyramid
        self._fill = fill
        self._edge = edge
        self._edge_width = edge_width
        self._edge_color = QColor()
        self._width = 1.0
        self._color = QColor()
        self._pattern: PatternBrush | None = None

    def content(self) -> str:
        """Return what is filled, and with what edge."""
        edge = f", edge {self._edge.removeprefix('map.')}" if self._edge else ""
        return f"fill {self._fill.removeprefix('map.')}{edge}"

    def pyramids(self) -> tuple[Pyramid, ...]:
        """Return the paths that the item draws."""
        return (self._pyramid,)

    def restyle(self, theme: Theme) -> None:
        """Take colours and widths from `theme`."""
        if self._fill.startswith("map."):
            self._color = theme.color(self._fill)
        else:
            self._pattern = PatternBrush(theme, self._fill, self.frame.ratio)
        if self._edge:
            self._edge_color = theme.color(self._edge)
            self._width = theme.number(self._edge_width) if self._edge_width else 1.0
        self.changed()

    def steps(self, painter: QPainter) -> Iterator[None]:
        """Fill the visible pieces, then draw their edges."""
        brush = self._pattern.under(painter.worldTransform()) if self._pattern else self._color
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for piece in self.seen(self._pyramid):
            if self.frame.exact and self._pattern:
                self._pattern.draw(painter, piece.path, self.frame.metres_per_pixel)
            else:
                painter.fillPath(piece.path, brush)
            yield
        if not self._edge:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(hairline(self._edge_color))
        for piece in self.seen(self._pyramid):
            stroke(painter, piece, self._width, self.frame)
            yield


class LineItem(MapItem):
    """Lines of one kind with a cosmetic pen."""

    def __init__(
        self,
        frame: Frame,
        z: float,
        pyramid: Pyramid,
        color: str,
        width: str,
        dash: tuple[float, ...] = (),
        factor: float = 1.0,
    ) -> None:
        """Draw with the token `color`, as wide as the token `width` times `factor`."""
        super().__init__(frame, z)
        self._pyramid = pyramid
        self._tokens = (color, width)
        self._dash = dash
        self._factor = factor
        self._color = QColor()
        self._width = 1.0

    def content(self) -> str:
        """Return the colour of the line, and whether it is broken."""
        dash = ", dashed" if self._dash else ""
        return f"line {self._tokens[0].removeprefix('map.')}{dash}"

    def pyramids(self) -> tuple[Pyramid, ...]:
        """Return the paths that the item draws."""
        return (self._pyramid,)

    def restyle(self, theme: Theme) -> None:
        """Take colours and widths from `theme`."""
        color, width = self._tokens
        self._color = theme.color(color)
        self._width = theme.number(width) * self._factor * theme.scale
        self.changed()

    def steps(self, painter: QPainter) -> Iterator[None]:
        """Draw the visible pieces."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        pen = hairline(self._color)
        if self._dash:
            pen.setDashPattern(list(self._dash))
        painter.setPen(pen)
        for piece in self.seen(self._pyramid):
            stroke(painter, piece, self._width, self.frame)
            yield

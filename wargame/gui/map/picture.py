"""Everything below the names as one picture: panning scrolls it, rest only copies it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap, QTransform

from wargame.gui.map.items import Frame, MapItem
from wargame.gui.theme import Theme

REACH = 48.0  # logical pixels: half the widest stroke, for what stands just outside a strip
MARGIN = 64  # logical pixels around the view, so that a pan draws only now and then
WHOLE = 1e-3  # device pixels by which a shift may miss a whole number


@dataclass(frozen=True, slots=True)
class View:
    """What part of the map a picture shows, and how."""

    rect: QRectF  # map metres
    metres_per_pixel: float
    moving: bool = False

    def transform(self) -> QTransform:
        """Return the way from map metres to logical pixels."""
        scale = 1.0 / self.metres_per_pixel
        return QTransform(
            scale, 0, 0, -scale, -self.rect.left() * scale, self.rect.bottom() * scale
        )

    def wider(self, margin: float) -> View:
        """Return the view with so many more logical pixels on every side."""
        more = margin * self.metres_per_pixel
        rect = self.rect.adjusted(-more, -more, more, more)
        return View(rect, self.metres_per_pixel, self.moving)

    def part(self, box: QRectF) -> QRectF:
        """Return the map rectangle under a box in logical pixels, widened by the widest stroke."""
        scale, near = self.metres_per_pixel, box.adjusted(-REACH, -REACH, REACH, REACH)
        return QRectF(
            self.rect.left() + near.left() * scale,
            self.rect.bottom() - near.bottom() * scale,
            near.width() * scale,
            near.height() * scale,
        )


def draw_layers(
    painter: QPainter, frame: Frame, layers: Sequence[MapItem], view: View, seen: QRectF
) -> None:
    """Draw the layers that are switched on; `seen` (map metres) is all that need be drawn."""
    kept = frame.visible, frame.metres_per_pixel, frame.moving
    frame.visible, frame.metres_per_pixel, frame.moving = seen, view.metres_per_pixel, view.moving
    try:
        painter.save()
        painter.setTransform(view.transform(), True)
        for layer in layers:
            if layer.isVisible():
                painter.save()
                layer.draw(painter)
                painter.restore()
        painter.restore()
    finally:
        frame.visible, frame.metres_per_pixel, frame.moving = kept


def snapshot(
    frame: Frame, layers: Sequence[MapItem], view: View, size: QSize, back: QColor
) -> QPixmap:
    """Return a picture of the map, `size` logical pixels at the ratio of `frame`."""
    pixmap = QPixmap(size * frame.ratio)
    pixmap.setDevicePixelRatio(frame.ratio)
    pixmap.fill(back)
    painter = QPainter(pixmap)
    draw_layers(painter, frame, layers, view, view.part(QRectF(0, 0, size.width(), size.height())))
    painter.end()
    return pixmap


@dataclass(slots=True)
class Shot:
    """A picture taken, and what it is a picture of."""

    pixmap: QPixmap
    view: View
    version: int
    ratio: float
    size: QSize


class PictureItem(MapItem):
    """Draws the layers; takes a picture of them unless the scale changes with every frame."""

    def __init__(self, frame: Frame, z: float, layers: Sequence[MapItem]) -> None:
        """Draw `layers`, lowest first."""
        super().__init__(frame, z)
        self._layers = layers
        self._back = QColor()
        self._shot: Shot | None = None
        self._scale = 0.0
        self.taken = 0  # whole pictures drawn so far

    def restyle(self, theme: Theme) -> None:
        """Take the colour of the sea from `theme`."""
        self._back = theme.color("map.sea")
        self._shot = None

    def draw(self, painter: QPainter) -> None:
        """Copy the picture, brought up to date; while zooming draw without one."""
        frame = self.frame
        view = View(QRectF(frame.visible), frame.metres_per_pixel, frame.moving)
        size = QSize(
            round(view.rect.width() / view.metres_per_pixel),
            round(view.rect.height() / view.metres_per_pixel),
        )
        zooming = frame.moving and view.metres_per_pixel != self._scale
        self._scale = view.metres_per_pixel
        shot = self._shot
        if shot is None or not self._follows(shot, view, size):
            if zooming:
                draw_layers(painter, frame, self._layers, view, view.rect)
                return
            wider, more = view.wider(MARGIN), QSize(2 * MARGIN, 2 * MARGIN)
            pixmap = snapshot(frame, self._layers, wider, size + more, self._back)
            shot = self._shot = Shot(pixmap, wider, frame.version, frame.ratio, size)
            self.taken += 1
        scale = view.metres_per_pixel
        left = (shot.view.rect.left() - view.rect.left()) / scale
        top = (view.rect.bottom() - shot.view.rect.bottom()) / scale
        painter.drawPixmap(QPointF(left, top), shot.pixmap)

    def _follows(self, shot: Shot, view: View, size: QSize) -> bool:
        """Say whether the picture shows the view, scrolled there if need be."""
        frame = self.frame
        if shot.version != frame.version or shot.ratio != frame.ratio or shot.size != size:
            return False
        if shot.view.metres_per_pixel != view.metres_per_pixel:
            return False
        if shot.view.moving and not view.moving:
            return False
        step, wider = frame.ratio / view.metres_per_pixel, view.wider(MARGIN)
        across = (shot.view.rect.left() - wider.rect.left()) * step
        down = (wider.rect.bottom() - shot.view.rect.bottom()) * step
        if max(abs(across - round(across)), abs(down - round(down))) > WHOLE:
            return False
        device, margin = shot.pixmap.size(), MARGIN * frame.ratio
        if abs(across) >= device.width() / 2 or abs(down) >= device.height() / 2:
            return False
        if abs(across) > margin or abs(down) > margin:
            shot.view = View(wider.rect, view.metres_per_pixel, shot.view.moving)
            self._scroll(shot, round(across), round(down))
        return True

    def _scroll(self, shot: Shot, across: int, down: int) -> None:
        """Move the picture by device pixels and draw the strips that come into view."""
        if not (across or down):
            return
        shot.pixmap.scroll(across, down, shot.pixmap.rect())
        wide, high = shot.pixmap.width(), shot.pixmap.height()
        strips = []
        if across:
            strips.append((0 if across > 0 else wide + across, 0, abs(across), high))
        if down:
            strips.append((0, 0 if down > 0 else high + down, wide, abs(down)))
        painter = QPainter(shot.pixmap)
        for strip in strips:
            box = QRectF(*(side / shot.ratio for side in strip))
            painter.setClipRect(box)
            painter.fillRect(box, self._back)
            draw_layers(painter, self.frame, self._layers, shot.view, shot.view.part(box))
        painter.end()

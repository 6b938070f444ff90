"""Everything below the names as one picture, drawn a little at a time and copied in every frame.

While the map moves, a frame copies the picture that is there, shifted and scaled, and a sharp one
for the new view is drawn between the frames, a few milliseconds at a time; what the picture does
not reach is filled from a coarse picture of all the land. At rest the picture is always right.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMarginsF, QPoint, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap, QTransform

from wargame.gui.map.items import Frame, MapItem, kept
from wargame.gui.theme import Theme

REACH = 48.0  # logical pixels: half the widest stroke, for what stands just outside a strip
MARGIN = 128  # logical pixels around the view, so that a pan draws only now and then
AHEAD = 0.5  # share of the margin that is left when a pan asks for the next picture
WHOLE = 1e-3  # device pixels by which a shift may miss a whole number
SMOOTH_MOST = 3_000_000  # device pixels of a view that are smoothed in motion; more take too long
FAR_WIDE = 1600  # device pixels of the picture of all the land
BAND = 128  # logical pixels of a picture that are wiped at a time
NEXT_SCALES = (1.0, 0.5, 2.0, 0.25, 4.0)
DONE = object()


@dataclass(frozen=True, slots=True)
class View:
    """What part of the map a picture shows, and how."""

    rect: QRectF  # map metres
    metres_per_pixel: float

    def transform(self) -> QTransform:
        """Return the way from map metres to logical pixels."""
        scale = 1.0 / self.metres_per_pixel
        return QTransform(
            scale, 0, 0, -scale, -self.rect.left() * scale, self.rect.bottom() * scale
        )

    def size(self) -> QSize:
        """Return how large the view is in logical pixels."""
        scale = self.metres_per_pixel
        return QSize(round(self.rect.width() / scale), round(self.rect.height() / scale))

    def wider(self, margin: float) -> View:
        """Return the view with so many more logical pixels on every side."""
        more = margin * self.metres_per_pixel
        return View(self.rect.adjusted(-more, -more, more, more), self.metres_per_pixel)

    def box(self, rect: QRectF) -> QRectF:
        """Return where a map rectangle lies on the view, in logical pixels."""
        scale = self.metres_per_pixel
        left = (rect.left() - self.rect.left()) / scale
        top = (self.rect.bottom() - rect.bottom()) / scale
        return QRectF(left, top, rect.width() / scale, rect.height() / scale)


def layer_steps(
    painter: QPainter, frame: Frame, layers: Sequence[MapItem], view: View
) -> Iterator[None]:
    """Draw the layers that are switched on, lowest first, with pauses of some milliseconds.

    `frame` tells the layers of `view` while they draw, and of its own in the pauses.
    """
    near = REACH * view.metres_per_pixel
    seen = view.rect.adjusted(-near, -near, near, near)
    with kept(painter):
        painter.setTransform(view.transform(), True)
        for layer in layers:
            if layer.isVisible():
                with kept(painter):
                    strokes = layer.steps(painter)
                    while _next(strokes, frame, seen, view.metres_per_pixel):
                        yield


def _next(strokes: Iterator[None], frame: Frame, seen: QRectF, metres_per_pixel: float) -> bool:
    """Draw up to the next pause with `frame` at another view; say whether there is more."""
    kept = frame.visible, frame.metres_per_pixel
    frame.visible, frame.metres_per_pixel = seen, metres_per_pixel
    try:
        return next(strokes, DONE) is not DONE
    finally:
        frame.visible, frame.metres_per_pixel = kept


def draw_layers(painter: QPainter, frame: Frame, layers: Sequence[MapItem], view: View) -> None:
    """Draw the layers that are switched on at once."""
    for _ in layer_steps(painter, frame, layers, view):
        pass


def snapshot(
    frame: Frame, layers: Sequence[MapItem], view: View, size: QSize, back: QColor
) -> QPixmap:
    """Return a picture of the map, `size` logical pixels at the ratio of `frame`."""
    pixmap = QPixmap(size * frame.ratio)
    pixmap.setDevicePixelRatio(frame.ratio)
    pixmap.fill(back)
    painter = QPainter(pixmap)
    draw_layers(painter, frame, layers, view)
    painter.end()
    return pixmap


class Canvas:
    """What pictures are drawn on: the colour of the sea, and the sheet that was given back."""

    def __init__(self) -> None:
        """Start white, with nothing to use again."""
        self.color = QColor("white")
        self._spare: QImage | None = None

    def sheet(self, size: QSize) -> QImage:
        """Return an image of so many device pixels; memory never touched costs most."""
        spare, self._spare = self._spare, None
        if spare is not None and spare.size() == size:
            return spare
        return QImage(size, QImage.Format.Format_RGB32)

    def take_back(self, shot: Shot | None) -> None:
        """Keep the image of a picture that nobody shows any more."""
        if shot is not None:
            shot.stop()
            self._spare = shot.image


class Shot:
    """A picture of the map: finished, or in the making."""

    def __init__(
        self, frame: Frame, layers: Sequence[MapItem], view: View, ratio: float, canvas: Canvas
    ) -> None:
        """Begin a picture of `view` with `ratio` device pixels to a logical one."""
        self.view, self.ratio, self.version = view, ratio, frame.version
        self.image = canvas.sheet(view.size() * ratio)
        self.image.setDevicePixelRatio(ratio)
        self._steps: Generator[None, None, None] | None = _drawn(
            self.image, frame, layers, view, canvas.color
        )

    @property
    def finished(self) -> bool:
        """Say whether all is drawn."""
        return self._steps is None

    def advance(self, seconds: float) -> None:
        """Draw on to the first pause after so long; infinity finishes."""
        until = time.perf_counter() + seconds
        while self._steps is not None:
            if next(self._steps, DONE) is DONE:
                self.stop()
            if time.perf_counter() >= until:
                return

    def stop(self) -> None:
        """Draw no more."""
        if self._steps is not None:
            self._steps.close()
            self._steps = None
        self.image.setDevicePixelRatio(1.0)  # copied in device pixels from now on

    def shift(self, view: View) -> QPoint | None:
        """Return where the picture goes on a view in device pixels; None if it would not be sharp.

        The view may be no larger than the picture, at the same scale, whole pixels away.
        """
        if view.metres_per_pixel != self.view.metres_per_pixel:
            return None
        box = view.box(self.view.rect)
        x, y = box.left() * self.ratio, box.top() * self.ratio
        if max(abs(x - round(x)), abs(y - round(y))) > WHOLE:
            return None
        return QPoint(round(x), round(y))

    def covers(self, view: View) -> bool:
        """Say whether all of a view can be copied from the picture pixel by pixel."""
        return self.shift(view) is not None and self.margin(view) >= -WHOLE

    def margin(self, view: View) -> float:
        """Return the least logical pixels by which the picture reaches beyond a view."""
        box = view.box(self.view.rect)
        size = view.rect.width() / view.metres_per_pixel, view.rect.height() / view.metres_per_pixel
        return min(-box.left(), -box.top(), box.right() - size[0], box.bottom() - size[1])


def _drawn(
    image: QImage, frame: Frame, layers: Sequence[MapItem], view: View, back: QColor
) -> Generator[None, None, None]:
    """Draw a picture a little at a time; closed before its end it lets go of the image."""
    painter = QPainter(image)
    size = view.size()
    try:
        for top in range(0, size.height(), BAND):
            painter.fillRect(0, top, size.width(), BAND, back)
            yield
        yield from layer_steps(painter, frame, layers, view)
    finally:
        painter.end()


class PictureItem(MapItem):
    """Shows the layers: the picture of the view at rest, the best that there is in motion."""

    def __init__(self, frame: Frame, z: float, layers: Sequence[MapItem], world: QRectF) -> None:
        """Draw `layers`, lowest first; `world` (map metres) is all that can be shown."""
        super().__init__(frame, z)
        self._layers = layers
        self._world = world
        self._canvas = Canvas()
        self._shot: Shot | None = None  # finished
        self._next: Shot | None = None  # in the making
        self._far: Shot | None = None  # of all the land
        self.taken = 0  # whole pictures of a view drawn so far

    def restyle(self, theme: Theme) -> None:
        """Take the colour of the sea from `theme`."""
        self._canvas.color = theme.color("map.sea")
        self._drop()
        self._shot = self._far = None

    def _drop(self) -> None:
        self._canvas.take_back(self._next)
        self._next = None

    def _view(self) -> View:
        return View(QRectF(self.frame.visible), self.frame.metres_per_pixel)

    def _fresh(self, shot: Shot | None) -> bool:
        frame = self.frame
        return shot is not None and (shot.version, shot.ratio) == (frame.version, frame.ratio)

    def sharp(self) -> bool:
        """Say whether the picture shows the view as it is now, pixel by pixel."""
        shot = self._shot
        return shot is not None and self._fresh(shot) and shot.covers(self._view())

    def draw_on(self, seconds: float) -> bool:
        """Draw on at what is next wanted for about so long; say whether anything was."""
        view = self._view()
        if self._next is not None and not self._fresh(self._next):
            self._drop()
        if self._next is None:
            shot = self._shot if self.sharp() else None
            if shot is not None and shot.margin(view) >= AHEAD * MARGIN:
                return False
            self._next = self._begin(view)
        self._next.advance(seconds)
        if self._next.finished:
            self._take(self._next)
        return True

    def draw_on_far(self, seconds: float) -> bool:
        """Draw on at what shows beyond the view, for about so long; say whether there is more."""
        far, frame = self._far, self.frame
        if far is None or (far.finished and far.version != frame.version):
            scale = max(self._world.width(), 1.0) / FAR_WIDE
            sea = Canvas()
            sea.color = self._canvas.color
            self._far = far = Shot(frame, self._layers, View(self._world, scale), 1.0, sea)
        if far.finished:
            return self._warm()
        far.advance(seconds)
        return True

    def _warm(self) -> bool:
        """Thin one path for a scale that the next zoom may ask for; say whether one was missing."""
        view = self._view().wider(MARGIN + REACH)
        out = QMarginsF(*(view.rect.width() / 2, view.rect.height() / 2) * 2)
        return any(
            path.warm(view.metres_per_pixel * step, view.rect + out * max(step - 1.0, 0.0))
            for step in NEXT_SCALES
            for layer in self._layers
            if layer.isVisible()
            for path in layer.pyramids()
        )

    def _begin(self, view: View) -> Shot:
        return Shot(self.frame, self._layers, view.wider(MARGIN), self.frame.ratio, self._canvas)

    def _take(self, shot: Shot) -> None:
        self._canvas.take_back(self._shot)
        self._shot, self._next = shot, None
        self.taken += 1

    def finish(self) -> None:
        """Have a sharp picture of the view, whatever it takes."""
        if self.sharp():
            return
        view, shot = self._view(), self._next
        if shot is not None and not (self._fresh(shot) and shot.covers(view)):
            self._drop()
        shot = self._next or self._begin(view)
        shot.advance(float("inf"))
        self._take(shot)

    def draw(self, painter: QPainter) -> None:
        """Copy the picture; at rest it is finished first."""
        if not self.frame.moving or self._shot is None:
            self.finish()
        shot, view = self._shot, self._view()
        if shot is None:
            return
        painter.save()
        whole = shot.shift(view) if shot.ratio == self.frame.ratio else None
        if shot.margin(view) < -WHOLE:
            self._draw_far(painter, view, shot)
        if whole is None:
            _stretch(painter, shot, view)
        else:
            painter.scale(1.0 / shot.ratio, 1.0 / shot.ratio)
            painter.drawImage(whole, shot.image)
        painter.restore()

    def _draw_far(self, painter: QPainter, view: View, shot: Shot) -> None:
        """Fill what a picture leaves bare from the picture of all the land, or with the sea."""
        box = view.box(shot.view.rect).adjusted(1, 1, -1, -1).toRect()
        for bare in _around(QRectF(QPointF(), view.size()).toAlignedRect(), box):
            painter.save()
            painter.setClipRect(bare)  # Qt copies fast where one rectangle is all that shows
            if self._far is not None and self._far.finished:
                _stretch(painter, self._far, view)
            else:
                painter.fillRect(bare, self._canvas.color)
            painter.restore()


def _around(whole: QRect, box: QRect) -> Iterator[QRect]:
    """Yield the parts of a rectangle that lie above, below, left and right of a box."""
    box &= whole
    if box.isEmpty():
        yield whole
        return
    right, below = whole.right() - box.right(), whole.bottom() - box.bottom()
    for part in (
        QRect(whole.left(), whole.top(), whole.width(), box.top() - whole.top()),
        QRect(whole.left(), box.bottom() + 1, whole.width(), below),
        QRect(whole.left(), box.top(), box.left() - whole.left(), box.height()),
        QRect(box.right() + 1, box.top(), right, box.height()),
    ):
        if not part.isEmpty():
            yield part


def _stretch(painter: QPainter, shot: Shot, view: View) -> None:
    """Copy a picture of another scale or place to where it belongs."""
    size = view.size() * shot.ratio
    smooth = size.width() * size.height() <= SMOOTH_MOST
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
    painter.drawImage(view.box(shot.view.rect), shot.image, QRectF(shot.image.rect()))

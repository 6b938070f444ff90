"""The line of contact: four stacked strokes per sector, recoloured without rebuilding the map."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from wargame.gui.map.items import Frame, MapItem, device_pen
from wargame.gui.map.levels import Parts, Pyramid
from wargame.gui.theme import Theme

RING = 9.5  # radius in pixels of the mark of a sector that holds no line
RING_MARKS = 6
RING_WIDTH = 0.7  # of the line's width
STROKE_PIXEL = 1.6  # thinning of wide strokes, in pixels; their width hides it
HOVER_MORE = 0.9  # pixels that the casing grows under the pointer
BORDER_SECTOR = "state border"


@dataclass(frozen=True, slots=True)
class SectorLine:
    """Where one sector's line runs on the map."""

    id: str
    parts: Parts
    confidence: float  # 0..1
    border: bool  # runs on the state border: thinner
    dashed: bool  # no line exists on the ground
    ring: bool  # drawn as a dotted ring at its middle
    middle: tuple[float, float]  # map metres


def middle_of(parts: Parts) -> tuple[float, float]:
    """Return the point half way along the longest part."""
    if parts.count == 0:
        return 0.0, 0.0
    lengths = np.diff(parts.offsets)
    longest = int(np.argmax(lengths))
    xy = parts.xy[parts.offsets[longest] : parts.offsets[longest + 1]]
    way = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(xy, axis=0).T))))
    half = way[-1] / 2
    return float(np.interp(half, way, xy[:, 0])), float(np.interp(half, way, xy[:, 1]))


def distance_to(parts: Parts, x: float, y: float) -> float:
    """Return the distance in metres from a point to the nearest segment."""
    best = np.inf
    for low, high in zip(parts.offsets[:-1], parts.offsets[1:], strict=True):
        best = min(best, _to_segments(parts.xy[low:high], x, y))
    return float(best)


def _to_segments(xy: NDArray[np.float64], x: float, y: float) -> float:
    start, step = xy[:-1], np.diff(xy, axis=0)
    away = np.array((x, y)) - start
    square = np.maximum((step**2).sum(axis=1), 1e-12)
    share = np.clip((away * step).sum(axis=1) / square, 0.0, 1.0)
    return float(np.hypot(*(away - share[:, None] * step).T).min())


@dataclass(frozen=True, slots=True)
class Strokes:
    """Colours and widths of the line, looked up once per theme; widths in logical pixels."""

    accent: QColor
    halo: QColor
    casing: QColor
    certainty: QColor
    unknown: QColor
    inner: float  # casing each side
    outer: float  # casing and halo each side
    ring: float  # casing, halo and selection each side
    narrow: float  # share of the full width on the state border
    halo_widths: tuple[float, ...]  # at confidence 1 and at the lowest
    dash: tuple[float, ...]

    @classmethod
    def of(cls, theme: Theme) -> Strokes:
        """Return the strokes of a theme."""
        inner = theme.number("line.front_casing_inner")
        outer = inner + theme.number("line.front_casing_outer")
        certainty = QColor(theme.color("map.casing"))
        certainty.setAlphaF(0.20)
        return cls(
            accent=theme.color("accent"),
            halo=theme.color("map.halo"),
            casing=theme.color("map.casing"),
            certainty=certainty,
            unknown=theme.color("map.label2"),
            inner=inner,
            outer=outer,
            ring=inner + theme.number("line.selection"),
            narrow=theme.number("line.front_border_sector") / theme.number("line.front"),
            halo_widths=theme.numbers("line.front_certainty_halo"),
            dash=theme.numbers("line.front_indicative_dash"),
        )


class FrontItem(MapItem):
    """All sectors, with halos beneath all lines; selection and highlight ring them in accent."""

    def __init__(self, frame: Frame, z: float, lines: tuple[SectorLine, ...]) -> None:
        """Prepare the paths of `lines`; colours come with `restyle` and `set_values`."""
        super().__init__(frame, z)
        self._lines = lines
        self._pyramids = {line.id: Pyramid(line.parts, STROKE_PIXEL) for line in lines}
        self._values: Mapping[str, float] = {}
        self._colors: dict[str, QColor] = {}
        self._ringed: frozenset[str] = frozenset()
        self._hovered = ""
        self._theme: Theme | None = None
        self._strokes: Strokes | None = None
        self._width = 6.0
        self._lowest = min((line.confidence for line in lines if not line.dashed), default=1.0)

    def pyramids(self) -> tuple[Pyramid, ...]:
        """Return the paths that the item draws."""
        return tuple(self._pyramids.values())

    def restyle(self, theme: Theme) -> None:
        """Take colours and widths from `theme`."""
        self._theme, self._strokes = theme, Strokes.of(theme)
        self.set_values(self._values)

    def set_values(self, stability: Mapping[str, float]) -> None:
        """Colour each sector by its stability; those not named stay grey."""
        self._values = dict(stability)
        if self._theme is not None:
            theme = self._theme
            self._colors = {name: theme.stability_color(v) for name, v in self._values.items()}
        self.changed()

    def set_ringed(self, sectors: frozenset[str]) -> None:
        """Ring these sectors in accent."""
        self._ringed = sectors
        self.changed()

    def set_hovered(self, sector: str) -> bool:
        """Thicken this sector's casing a little, empty for none; say whether that is new."""
        new = sector != self._hovered
        self._hovered = sector
        return new

    def set_width(self, width: float) -> None:
        """Draw lines of sectors at the front `width` logical pixels wide."""
        if width != self._width:
            self._width = width
            self.changed()

    def halo_width(self, confidence: float) -> float:
        """Return how wide the certainty halo is: the less certain, the wider."""
        sure, unsure = self._strokes.halo_widths if self._strokes else (15.0, 34.0)
        if self._lowest >= 1.0:
            return sure
        share = (confidence - self._lowest) / (1.0 - self._lowest)
        return unsure - (unsure - sure) * share

    def steps(self, painter: QPainter) -> Iterator[None]:
        """Draw background halo, casing and colour, each for all sectors."""
        strokes = self._strokes
        if strokes is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        shown = [(line, self._path(line)) for line in self._lines]
        shown = [(line, path) for line, path in shown if not path.isEmpty()]
        for line, path in shown:
            if line.id in self._ringed:
                self._stroke(painter, strokes, line, path, strokes.accent, strokes.ring)
            else:
                self._stroke(painter, strokes, line, path, strokes.halo, strokes.outer)
            yield
        for line, path in shown:
            self._stroke(painter, strokes, line, path, strokes.casing, strokes.inner)
            yield
        for line, path in shown:
            color = self._colors.get(line.id, strokes.unknown)
            self._stroke(painter, strokes, line, path, color, 0.0)
            yield

    def draw_hovered(self, painter: QPainter) -> None:
        """Draw the sector under the pointer once more, above the picture, with a thicker casing."""
        strokes = self._strokes
        line = next((line for line in self._lines if line.id == self._hovered), None)
        if strokes is None or line is None or not self.isVisible():
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        path = self._path(line)
        self._stroke(painter, strokes, line, path, strokes.casing, strokes.inner + HOVER_MORE)
        self._stroke(painter, strokes, line, path, self._colors.get(line.id, strokes.unknown), 0.0)

    def certainty_steps(self, painter: QPainter) -> Iterator[None]:
        """Draw the certainty halos: the less certain a sector's line, the wider."""
        strokes = self._strokes
        if strokes is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        for line in self._lines:
            if not line.dashed:
                pen = device_pen(strokes.certainty, self.halo_width(line.confidence), self.frame)
                painter.strokePath(self._path(line), pen)
                yield

    def _stroke(
        self,
        painter: QPainter,
        strokes: Strokes,
        line: SectorLine,
        path: QPainterPath,
        color: QColor,
        casing: float,
    ) -> None:
        width = self.line_width(line)
        if line.ring:
            self._ring(painter, strokes, line, color, casing)
            return
        pen = device_pen(color, width + 2 * casing, self.frame)
        if casing == strokes.ring:
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        elif line.dashed:
            pen.setDashPattern(_dashes(strokes.dash, width, casing))
            pen.setDashOffset(casing / (width + 2 * casing))
        painter.strokePath(path, pen)

    def _ring(
        self, painter: QPainter, strokes: Strokes, line: SectorLine, color: QColor, casing: float
    ) -> None:
        """Draw a ring of fixed size in marks with gaps, like the line at sea."""
        width = self._width * RING_WIDTH
        size = RING * self._width / 6.0
        radius = size * self.frame.metres_per_pixel
        pen = device_pen(color, width + 2 * casing, self.frame)
        if casing < strokes.outer:
            period = 2 * math.pi * size / RING_MARKS
            pen.setDashPattern(_dashes((period * 0.5, period * 0.5), width, casing))
            pen.setDashOffset(casing / (width + 2 * casing))
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(*line.middle), radius, radius)

    def line_width(self, line: SectorLine) -> float:
        """Return a sector's width in pixels; sectors on the state border are thinner."""
        narrow = self._strokes.narrow if self._strokes else 1.0
        return self._width * narrow if line.border else self._width

    def _path(self, line: SectorLine) -> QPainterPath:
        if line.ring:
            x, y = line.middle
            path = QPainterPath(QPointF(x, y))
            path.lineTo(x, y + 1.0)
            return path
        path = QPainterPath()
        for piece in self.seen(self._pyramids[line.id]):
            path.addPath(piece.path)
        return path


class CertaintyItem(MapItem):
    """The certainty halos of the line, below all else that lies on the land."""

    def __init__(self, frame: Frame, z: float, front: FrontItem) -> None:
        """Draw for `front`, which holds what they need."""
        super().__init__(frame, z)
        self._front = front

    def restyle(self, theme: Theme) -> None:
        """Leave colours to the line."""

    def steps(self, painter: QPainter) -> Iterator[None]:
        """Draw the halos."""
        return self._front.certainty_steps(painter)


def _dashes(dash: tuple[float, ...], width: float, casing: float) -> list[float]:
    """Return a dash in pen widths whose marks grow by the casing at both ends."""
    full = width + 2 * casing
    return [(dash[0] + 2 * casing) / full, max(dash[1] - 2 * casing, 0.5) / full]


def strongest(weights: Mapping[str, float]) -> frozenset[str]:
    """Return the fewest sectors that carry two thirds of a bar's effect."""
    total = sum(abs(weight) for weight in weights.values())
    if total <= 0:
        return frozenset()
    chosen: list[str] = []
    carried = 0.0
    for sector in sorted(weights, key=lambda name: -abs(weights[name])):
        if carried >= total * 2 / 3:
            break
        chosen.append(sector)
        carried += abs(weights[sector])
    return frozenset(chosen)

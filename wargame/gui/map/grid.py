"""Grids over the map: meridians and parallels with degrees at the edges, and the military grid."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter

from wargame.app import grid
from wargame.gui.map.items import Frame, MapItem, hairline
from wargame.gui.map.labels import Name
from wargame.gui.map.levels import Floats, Parts, Pyramid, make_parts
from wargame.gui.map.sprites import SpriteBook
from wargame.gui.theme import Theme

SPACINGS = ((900.0, 5.0), (420.0, 2.0), (190.0, 1.0), (0.0, 0.5))  # metres per pixel: degrees
SQUARES = ((160.0, 100_000.0), (0.0, 10_000.0))  # metres per pixel: metres
OPACITY = {"graticule": 0.42, "mgrs": 0.34}
SQUARE_COARSEST = 1300.0  # metres per pixel from which squares have names
EDGE = 4.0  # pixels from the edge of the map to its degrees
ROLE = "city_4"

Spacing = tuple[tuple[float, float], ...]
Lines = Callable[[float], list[Floats]]


def spacing_at(metres_per_pixel: float, spacings: Spacing = SPACINGS) -> float:
    """Return how far apart lines stand at a scale."""
    return next(step for least, step in spacings if metres_per_pixel >= least)


def written(degrees: float, hemispheres: str) -> str:
    """Return a degree as the edge of a map has it: "48° N", "36.5° E"."""
    letter = hemispheres[0 if degrees >= 0 else 1]
    return f"{abs(degrees):g}\u00b0 {letter}"


def parts_of_lines(lines: list[Floats]) -> Parts:
    """Return polylines as parts, each its own owner."""
    offsets = np.cumsum([0, *(len(line) for line in lines)])
    xy = np.vstack(lines) if lines else np.empty((0, 2))
    return make_parts(xy, offsets, np.arange(len(lines)), closed=False)


class GridItem(MapItem):
    """Hairlines of one grid; worked out when it is first shown at a spacing."""

    def __init__(self, frame: Frame, z: float, kind: str) -> None:
        """Draw the "graticule" or the grid "mgrs"."""
        super().__init__(frame, z)
        self._kind = kind
        self._made: dict[float, Pyramid] = {}
        self._color = QColor()

    def restyle(self, theme: Theme) -> None:
        """Take the colour from `theme`."""
        self._color = theme.color("map.label_sea" if self._kind == "graticule" else "map.ink")
        self._color.setAlphaF(OPACITY[self._kind])
        self.changed()

    def steps(self, painter: QPainter) -> Iterator[None]:
        """Draw the lines in view."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(hairline(self._color))
        for piece in self.seen(self._pyramid()):
            painter.drawPath(piece.path)
            yield

    def _pyramid(self) -> Pyramid:
        military = self._kind == "mgrs"
        step = spacing_at(self.frame.metres_per_pixel, SQUARES if military else SPACINGS)
        if step not in self._made:
            lines: Lines = grid.squares_edges if military else grid.meridians_and_parallels
            self._made[step] = Pyramid(parts_of_lines(lines(step)))
        return self._made[step]


class EdgeDegrees(MapItem):
    """The degrees of the graticule at the upper and the left edge of the map."""

    def __init__(self, frame: Frame, z: float) -> None:
        """Show nothing until switched on."""
        super().__init__(frame, z)
        self._book: SpriteBook | None = None
        self.setVisible(False)

    def restyle(self, theme: Theme) -> None:
        """Take fonts and colours from `theme`."""
        self._book = SpriteBook(theme, self.frame.ratio)

    def texts(self) -> Mapping[str, tuple[float, float]]:
        """Return each text with the point on the edge that it names, in logical pixels."""
        seen, scale = self.frame.visible, self.frame.metres_per_pixel
        upper, left = grid.crossings(
            seen.left(), seen.top(), seen.right(), seen.bottom(), spacing_at(scale)
        )
        found = {written(lon, "EW"): ((x - seen.left()) / scale, 0.0) for lon, x in upper}
        return found | {written(lat, "NS"): (0.0, (seen.bottom() - y) / scale) for lat, y in left}

    def draw(self, painter: QPainter) -> None:
        """Draw the degrees, each beside its line."""
        if self._book is None:
            return
        for text, (x, y) in self.texts().items():
            sprite = self._book.get(text, ROLE)
            if y == 0.0:
                at = QPointF(round(x - sprite.width / 2), EDGE)
            else:
                at = QPointF(EDGE, round(y - sprite.height / 2))
            painter.drawPixmap(at, sprite.pixmap)


def square_names() -> list[Name]:
    """Return the names of the squares of 100 km, for the map to place."""
    return [
        Name(square.name, "grid", square.x, square.y, coarsest=SQUARE_COARSEST, layer="mgrs")
        for square in grid.squares()
    ]

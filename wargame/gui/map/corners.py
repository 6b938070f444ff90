"""Where the panels of the map stand, and how much of the map home keeps clear of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

import numpy as np
from PySide6.QtCore import QMarginsF, QRectF, QSize

from wargame.gui.map.canvas import HIGH_UP, MapCanvas
from wargame.gui.map.labels import Floats
from wargame.gui.map.legend import Legend
from wargame.gui.map.overlays import SHADOW, Overlay, ScaleOverlay, TitleOverlay, ZoomOverlay
from wargame.gui.map.tray import Tray

MARGIN = 12  # from the edge of the map to a panel
GAP = MARGIN - SHADOW
BETWEEN = 2  # how far the shadows of tray and scale overlap
CLEAR = 6.0  # pixels between land at home and a panel
COLUMN_SHARE = 0.7  # of the widest pill that home keeps free at the right edge
SHRINK = tuple(step / 50 for step in range(9))  # shares of the width given up for panels
WIDE_TRAY = 1000  # width of the map from which insets are large


# what is tried, best first: legend open, tray open, the tray as a column
PLANS = (
    (True, True, False),
    (False, True, False),
    (True, True, True),
    (False, True, True),
    (True, False, False),
    (False, False, False),
)


@dataclass(frozen=True, slots=True)
class Home:
    """How home is shown, and which panels are open beside it."""

    insets: QMarginsF
    high_up: float
    legend_open: bool
    tray_open: bool
    column: bool = False  # the tray stands above the legend, its insets one below another


@dataclass(slots=True)
class Corners:
    """The panels, each at its corner."""

    canvas: MapCanvas
    title: TitleOverlay
    zoom: ZoomOverlay
    legend: Legend
    tray: Tray
    scale: ScaleOverlay
    land: Floats  # map metres: points of Ukraine, which panels leave alone at home, shape (N, 2)
    more: Floats = field(default_factory=lambda: np.empty((0, 2)))  # and of zones beyond it
    tray_wish: bool | None = None  # a person folded (True) or unfolded (False) the tray
    legend_wish: bool | None = None
    plans: tuple[tuple[bool, bool, bool], ...] = PLANS

    def panels(self) -> tuple[Overlay, ...]:
        """Return all panels."""
        return self.title, self.zoom, self.legend, self.tray, self.scale

    def for_paper(self) -> None:
        """Explain what is drawn rather than show frozen conflicts; offer nothing to press."""
        self.plans = tuple(plan for plan in PLANS if plan[0])
        self.zoom.hide()
        self.legend.for_paper()
        self.canvas.insets = QMarginsF()

    def resized(self) -> None:
        """Forget what a person folded, and where home was: the size is another."""
        self.tray_wish = self.legend_wish = None
        self.canvas.insets = QMarginsF()

    def arrange(self, size: QSize, column: float) -> None:
        """Put every panel at its corner; `column` is the width of the widest pill."""
        width, height = size.width(), size.height()
        for panel in (self.title, self.zoom):
            panel.adjustSize()
        self.legend.refit()
        self.tray.set_compact(width < WIDE_TRAY)
        self.title.move(GAP, GAP)
        self.zoom.move(width - GAP - self.zoom.width(), GAP)
        least = QMarginsF(28.0, 44.0, 24.0 + column * COLUMN_SHARE, 40.0)
        home = self._settle(least, width, height)
        if self.scale.property("room") != self.legend.width():  # the scale takes what it leaves
            home = self._settle(least, width, height)
        self.canvas.set_home(home.insets, home.high_up)

    def _settle(self, least: QMarginsF, width: int, height: int) -> Home:
        """Put scale, tray and legend in their places; return the home that goes with them."""
        room = self.legend.width()
        self.scale.setProperty("room", room)
        self.scale.fit(width - room - 2 * GAP)
        self.scale.move(width - GAP - self.scale.width(), height - GAP - self.scale.height())
        home = self._choose(least, width)
        self._open(home, height)
        return home

    def _open(self, home: Home, height: int) -> None:
        if self.legend.is_folded == home.legend_open:
            self.legend.set_folded(not home.legend_open)
        self.legend.move(GAP, height - GAP - self.legend.height())
        if not self.tray.has_figures():
            return
        self.tray.set_column(self.legend.width() if home.column else 0)
        if self.tray.is_folded == home.tray_open:
            self.tray.set_folded(not home.tray_open)
        self.tray.refit()
        spot = self._tray_spot(self.tray.size())
        if home.column:
            spot = self._column_spot(self.legend.size(), self.tray.size())
        self.tray.setVisible(self.tray_wish is not None or self._clear(spot, home))
        self.tray.move(round(spot.left()), round(spot.top()))

    def _choose(self, least: QMarginsF, width: int) -> Home:
        """Return the home with the most panels open that keeps clear of them all.

        Ukraine goes further up, and a little smaller and to the right, if that makes room.
        """
        legend, tray = self._wishes()
        stays = self.tray_wish is True and self.tray.is_column  # folded where it stood
        for legend_open, tray_open, column in self.plans:
            if legend_open not in legend or tray_open not in tray:
                continue
            spots = self._spots(legend_open=legend_open, tray_open=tray_open, column=column)
            if _meet(spots):
                continue
            for insets, high_up in self._places(least, width):
                home = Home(insets, high_up, legend_open, tray_open, column or stays)
                if all(self._clear(spot, home) for spot in spots):
                    return home
        return Home(least, HIGH_UP, legend[-1], tray[-1])

    def _places(self, least: QMarginsF, width: int) -> Iterator[tuple[QMarginsF, float]]:
        """Yield where home could be, best first; first of all where it is: it seldom moves."""
        now = self.canvas.insets
        if (now.right(), now.top()) == (least.right(), least.top()) and now.left() >= least.left():
            yield QMarginsF(now), self.canvas.high_up
        for shrink, high_up in product(SHRINK, (HIGH_UP, 0.0)):
            insets = QMarginsF(least)
            insets.setLeft(least.left() + shrink * width)
            yield insets, high_up

    def _wishes(self) -> tuple[tuple[bool, ...], tuple[bool, ...]]:
        """Return which states (open or not) of legend and tray are to be tried, best first."""
        both = (True, False)
        legend = both if self.legend_wish is None else (not self.legend_wish,)
        tray = both if self.tray_wish is None else (not self.tray_wish,)
        return legend, tray if self.tray.has_figures() else (False,)

    def _spots(self, *, legend_open: bool, tray_open: bool, column: bool) -> list[QRectF]:
        """Return where legend and tray would stand; a legend that a person opened covers land."""
        spots = []
        height = self.canvas.viewport().height()
        legend = self.legend.size_if(folded=not legend_open)
        if self.legend_wish is None:
            spots.append(QRectF(GAP, height - GAP - legend.height(), *legend.toTuple()))
        if tray_open and column:
            spots.append(self._column_spot(legend, self.tray.column_size(legend.width())))
        elif tray_open and self.tray.has_figures():
            self.tray.set_column(0)
            spots.append(self._tray_spot(self.tray.size_if(folded=False)))
        return spots

    def _column_spot(self, legend: QSize, size: QSize) -> QRectF:
        """Return where a tray of a size stands as a column: above a legend of that size."""
        bottom = self.canvas.viewport().height() - GAP - legend.height() + BETWEEN
        return QRectF(GAP, bottom - size.height(), *size.toTuple())

    def _tray_spot(self, size: QSize) -> QRectF:
        """Return where a tray of that size stands: at the right edge, above the scale."""
        left = self.canvas.viewport().width() - GAP - size.width()
        return QRectF(left, self.scale.y() + BETWEEN - size.height(), size.width(), size.height())

    def _clear(self, spot: QRectF, home: Home) -> bool:
        """Say whether a panel at `spot` leaves the land alone at home, and the buttons."""
        port = self.canvas.viewport().size()
        camera = self.canvas.home_camera(home.insets, home.high_up)
        shown = camera.rect(port.width(), port.height())
        land = np.vstack((self.land, self.more))
        x = (land[:, 0] - shown.left()) / camera.metres_per_pixel
        y = (shown.bottom() - land[:, 1]) / camera.metres_per_pixel
        near = spot.adjusted(-CLEAR, -CLEAR, CLEAR, CLEAR)
        covered = (x > near.left()) & (x < near.right()) & (y > near.top()) & (y < near.bottom())
        return not covered.any() and spot.top() > self.zoom.geometry().bottom()


def _meet(spots: list[QRectF]) -> bool:
    """Say whether any two panels overlap by more than their shadows, or one leaves the map."""
    bodies = [spot.adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW) for spot in spots]
    if any(body.left() < 0 or body.top() < 0 for body in bodies):
        return True
    return len(bodies) == 2 and bodies[0].intersects(bodies[1])

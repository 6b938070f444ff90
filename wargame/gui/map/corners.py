"""Where the panels of the map stand, and how much of the map home keeps clear of them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QMarginsF, QRectF, QSize

from wargame.gui.map.canvas import HIGH_UP, MapCanvas
from wargame.gui.map.legend import Legend
from wargame.gui.map.overlays import SHADOW, Overlay, ScaleOverlay, TitleOverlay, ZoomOverlay
from wargame.gui.map.tray import Tray

MARGIN = 12  # from the edge of the map to a panel
GAP = MARGIN - SHADOW
BETWEEN = 2  # how far the shadows of tray and scale overlap
CLEAR = 6.0  # pixels between Crimea at home and the tray
COLUMN_SHARE = 0.7  # of the widest pill that home keeps free at the right edge
LOW = 560  # height below which the legend starts folded


@dataclass(slots=True)
class Corners:
    """The panels, each at its corner."""

    canvas: MapCanvas
    title: TitleOverlay
    zoom: ZoomOverlay
    legend: Legend
    tray: Tray
    scale: ScaleOverlay
    crimea: QRectF  # map metres; the tray never covers it at home unless a person unfolds it
    wish: bool | None = None  # a person folded (True) or unfolded (False) the tray

    def panels(self) -> tuple[Overlay, ...]:
        """Return all panels."""
        return self.title, self.zoom, self.legend, self.tray, self.scale

    def resized(self, *, height_too: bool, height: int) -> None:
        """Forget what a person folded; a low map starts with its legend folded."""
        self.wish = None
        if height_too:
            self.legend.set_folded(height < LOW)

    def arrange(self, size: QSize, column: float) -> None:
        """Put every panel at its corner; `column` is the width of the widest pill."""
        width, height = size.width(), size.height()
        for panel in (self.title, self.zoom):
            panel.adjustSize()
        self.legend.refit()
        self.scale.fit(width - self.legend.width() - 2 * GAP)
        self.title.move(GAP, GAP)
        self.zoom.move(width - GAP - self.zoom.width(), GAP)
        self.legend.move(GAP, height - GAP - self.legend.height())
        self.scale.move(width - GAP - self.scale.width(), height - GAP - self.scale.height())
        self.home(column)

    def home(self, column: float) -> None:
        """Keep room at home for the title, the pills at the right edge, the scale and the tray."""
        insets = QMarginsF(28.0, 44.0, 24.0 + column * COLUMN_SHARE, 40.0)
        high_up = HIGH_UP
        if self.tray.has_figures():
            high_up = self._settle_tray(insets)
        self.canvas.set_home(insets, high_up)

    def _settle_tray(self, insets: QMarginsF) -> float:
        """Fold, unfold or hide the tray; return how high up Ukraine goes at home."""
        full = self.tray.full_size()
        head = QSize(full.width(), self.tray.head_height())
        folded, shown, high_up = True, True, HIGH_UP
        for share in (HIGH_UP, 0.0):
            if self._clear(full, insets, share):
                folded, high_up = False, share
                break
        else:
            shown = self._clear(head, insets, HIGH_UP)
        if self.wish is not None:
            folded, shown = self.wish, True
        if self.tray.is_folded != folded:
            self.tray.set_folded(folded)
        self.tray.setVisible(shown)
        self.tray.refit()
        place = self._spot(self.tray.size())
        self.tray.move(round(place.left()), round(place.top()))
        return high_up

    def _spot(self, size: QSize) -> QRectF:
        """Return where a tray of that size stands: at the right edge, above the scale."""
        port = self.canvas.viewport().size()
        left = port.width() - GAP - size.width()
        top = self.scale.y() + BETWEEN - size.height()
        return QRectF(left, top, size.width(), size.height())

    def _clear(self, size: QSize, insets: QMarginsF, share: float) -> bool:
        """Say whether a tray of that size leaves Crimea, the legend and the buttons alone."""
        spot = self._spot(size)
        camera = self.canvas.home_camera(insets, share)
        port = self.canvas.viewport().size()
        shown = camera.rect(port.width(), port.height())
        scale = camera.metres_per_pixel
        crimea = QRectF(
            (self.crimea.left() - shown.left()) / scale,
            (shown.bottom() - self.crimea.bottom()) / scale,
            self.crimea.width() / scale,
            self.crimea.height() / scale,
        ).adjusted(-CLEAR, -CLEAR, CLEAR, CLEAR)
        legend = QRectF(self.legend.geometry())
        return (
            not spot.intersects(crimea)
            and not spot.intersects(legend)
            and spot.left() >= 0
            and spot.top() > self.zoom.geometry().bottom()
        )

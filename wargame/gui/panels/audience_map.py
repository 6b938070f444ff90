"""The audience's map: public figures only, no hands on it, a plain legend, framed or held."""

from __future__ import annotations

from PySide6.QtCore import QMarginsF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wargame.app.atlas import Atlas
from wargame.app.audience_records import AudienceView, PublicSector
from wargame.app.records import SectorFigure, ZoneShape
from wargame.gui.map.hover import written_date
from wargame.gui.map.overlays import SHADOW, Overlay
from wargame.gui.map.swatches import swatch, zone_words
from wargame.gui.map.view import MapView
from wargame.gui.theme import Theme

UNKNOWN = float("nan")  # what the public does not know; the map draws none of it
LAND = {
    "government-held": "Government-held",
    "occupied": "Occupied",
    "frozen-conflict": "Frozen-conflict",
    "front": "Line: stability",
}
PATTERNS = ("occupied", "frozen-conflict")  # all that a low window explains
SHORT = 420  # px at 100 % of the map: under it the legend would cover land
ROW, MARGIN = 22, 12  # px at 100 %
HOME_RIGHT = 64  # px at 100 % that home leaves to the pills


class Key(Overlay):
    """What the colours mean; nothing to switch."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("opaque_body", True)
        self._shapes: tuple[ZoneShape, ...] = ()
        self.setAccessibleName("Legend")

    def set_zones(self, shapes: tuple[ZoneShape, ...]) -> None:
        """The zones that are on have a row each."""
        self._shapes = shapes
        self.fit()

    def rows(self) -> list[tuple[str, str, ZoneShape | None]]:
        """Return key of the picture, words and zone, row by row."""
        port, theme = self.parentWidget(), self._theme
        short = port is not None and theme is not None and port.height() < theme.px(SHORT)
        keys = PATTERNS if short else tuple(LAND)
        land: list[tuple[str, str, ZoneShape | None]] = [(key, LAND[key], None) for key in keys]
        return land + [("zone", zone_words(shape), shape) for shape in self._shapes]

    def fit(self) -> None:
        """The panel is as large as its words."""
        if self._theme is None:
            return
        theme, rows = self._theme, self.rows()
        self.setFont(theme.font("body"))
        letters = self.fontMetrics()
        wide = max(letters.horizontalAdvance(words) for _key, words, _shape in rows)
        self.resize(
            QSize(wide + theme.px(52), theme.px(ROW) * len(rows) + theme.px(14)) + _round(SHADOW)
        )
        self.setAccessibleDescription(", ".join(words for _key, words, _shape in rows))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the panel, and a picture and words a row."""
        super().paintEvent(event)
        if self._theme is None:
            return
        theme, body = self._theme, self.body()
        painter = QPainter(self)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("text"))
        high = theme.px(ROW)
        for number, (key, words, shape) in enumerate(self.rows()):
            top = body.top() + theme.px(7) + number * high
            picture = swatch(key, theme, shape, self.devicePixelRatioF() * theme.scale)
            box = QRectF(body.left() + theme.px(10), top + theme.px(4), theme.px(20), theme.px(14))
            painter.drawPixmap(box, picture, QRectF(picture.rect()))
            room = QRectF(body.left() + theme.px(40), top, body.width(), high)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)


class PublicMap(QWidget):
    """The map of an `AudienceView`; no mouse and no key moves it, only `show_area` and `fit`."""

    def __init__(self, theme: Theme, atlas: Atlas) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.world = MapView(theme, atlas)
        self.world.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.world.canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area: QRectF | None = None
        for panel in (self.world.title, self.world.zoom_panel, self.world.legend):
            panel.hide()
        self.world.scale_panel.set_attribution(*_sources(atlas))
        self.key = Key(self.world.canvas.viewport())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.world)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """From now on the map wears `theme`."""
        self._theme = theme
        self.world.set_theme(theme)
        self.key.restyle(theme)
        self._place_key()

    def show_view(self, view: AudienceView) -> None:
        """The map shows the public figures."""
        shapes = tuple(zone.shape for zone in view.zones if zone.shape is not None)
        self.key.set_zones(shapes)
        self._place_key()
        with self.world.together():
            self.world.set_sectors([_figure(sector) for sector in view.sectors])
            self.world.set_zones(shapes)
        self._go()

    def show_area(self, area: QRectF | None) -> None:
        """The map shows that much of the land (map metres), whatever its size; None for all."""
        self._area = area
        self._go()

    def shown(self) -> QRectF:
        """Return what the map shows, in map metres."""
        return QRectF(self.world.canvas.frame.visible)

    def _go(self) -> None:
        canvas, area = self.world.canvas, self._area
        if area is None:
            below = self.world.scale_panel.height() + 8.0
            right = self._theme.px(HOME_RIGHT)
            camera = canvas.home_camera(QMarginsF(24.0, 24.0, right, below), 0.5)
            canvas.show_area(QRectF(camera.x - 1, camera.y - 1, 2, 2), camera.metres_per_pixel)
            return
        port = canvas.viewport().size()
        scale = max(area.width() / max(port.width(), 1), area.height() / max(port.height(), 1))
        canvas.show_area(area, scale)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep showing the same land."""
        super().resizeEvent(event)
        self._place_key()
        self._go()

    def _place_key(self) -> None:
        self.key.fit()
        margin = self._theme.px(MARGIN)
        spot = QRect(margin, 0, self.key.width(), self.key.height())
        spot.moveBottom(self.height() - margin)
        self.key.setGeometry(spot)


def _sources(atlas: Atlas) -> tuple[str, ...]:
    return f"Control: assessed, {written_date(atlas.as_of)}", "Natural Earth", "GeoNames CC BY 4.0"


def _round(edge: int) -> QSize:
    return QSize(2 * edge, 2 * edge)


def _figure(sector: PublicSector) -> SectorFigure:
    """The sector as the map takes it; what is not public is no number."""
    return SectorFigure(
        id=sector.id,
        name=sector.name,
        stability=sector.stability,
        change=sector.change,
        holds=UNKNOWN,
        quiet=UNKNOWN,
        deterrence=UNKNOWN,
        gap_km=UNKNOWN,
        occupied_share=UNKNOWN,
        fighting=False,
        net_km2=UNKNOWN,
        displacement_km=sector.displacement_km,
        length_km=UNKNOWN,
        measured_km=UNKNOWN,
        population_m=UNKNOWN,
        salience=UNKNOWN,
        irregulars=UNKNOWN,
        confidence=UNKNOWN,
        basis="",
        x=sector.x,
        y=sector.y,
    )

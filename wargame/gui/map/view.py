"""The map widget: what the window talks to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wargame.app.atlas import Atlas
from wargame.app.grid import PROJECTION
from wargame.app.records import ForceMark, RegionFigure, SectorFigure, ZoneShape
from wargame.gui.map.board import Sheet, SignBoard
from wargame.gui.map.canvas import STEP, MapCanvas
from wargame.gui.map.corners import Corners
from wargame.gui.map.front import strongest
from wargame.gui.map.hover import HoverCard, sector_words, written_date
from wargame.gui.map.insets import InsetArtist
from wargame.gui.map.items import Frame
from wargame.gui.map.labels import Box, Floats
from wargame.gui.map.legend import OFF_AT_FIRST, ROWS, Legend
from wargame.gui.map.movement import LEAST, moved_at_all
from wargame.gui.map.overlays import ScaleOverlay, TitleOverlay, ZoomOverlay
from wargame.gui.map.pointing import Pointing
from wargame.gui.map.regions import region_words
from wargame.gui.map.scene import MapScene, home_of, land_of
from wargame.gui.map.swatches import ZONE_KEYS
from wargame.gui.map.tray import Tray
from wargame.gui.theme import Theme

WIDE = 900  # width of the map from which pills carry full names and the line is 6 pixels
PRESENT = 1.2  # text size from which the line is as wide as on a projector
REGION_SHARE = 0.35  # of the map's smaller side that a region shown fills


class MapView(QWidget):
    """The real map with layers, line of contact, zone, names, and panels that explain them."""

    sector_clicked = Signal(str)
    region_clicked = Signal(str)  # id of a frozen conflict
    feature_clicked = Signal(object)  # list of records under the point, control first
    hovered = Signal(str)  # one line about what is under the pointer, empty for nothing
    cursor_moved = Signal(float, float)  # longitude, latitude

    def __init__(self, theme: Theme, atlas: Atlas, parent: QWidget | None = None) -> None:
        """Show the base map; sectors and zone come with a session."""
        super().__init__(parent)
        self._theme, self._atlas = theme, atlas
        self._figures: dict[str, SectorFigure] = {}
        self._selected = ""
        self._ringed: frozenset[str] = frozenset()
        self._stepped, self._held = "", False
        self._region = ""  # a frozen conflict whose card shows once the map has come to rest
        frame = Frame()
        self.scene = MapScene(atlas, frame)
        self.canvas = MapCanvas(frame, home_of(atlas), self.scene.world, self)
        self.canvas.picture = self.scene.picture
        for item in (self.scene.picture, self.scene.edges, self.scene.signs):
            self.canvas.scene().addItem(item)
        self.board = SignBoard(atlas, self.scene, theme)
        self._lay_out()
        self._connect()
        for key in OFF_AT_FIRST:
            self.scene.show_layer(key, False)
        self._name_for_readers()
        self.set_theme(theme)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.canvas)
        port, scene = self.canvas.viewport(), self.scene
        self.title = TitleOverlay(port)
        self.zoom_panel = ZoomOverlay(port)
        self.legend = Legend(port, self._legend_keys())
        self.scale_panel = ScaleOverlay(port)
        self.card = HoverCard(port)
        self.pointing = Pointing(self.canvas, scene, self._atlas, self.card, self._theme)
        artist = InsetArtist(self._atlas, scene.frame, scene.inset_items(), scene.signs)
        self.tray = Tray(port, artist, self.pointing.known)
        self.corners = Corners(
            self.canvas,
            self.title,
            self.zoom_panel,
            self.legend,
            self.tray,
            self.scale_panel,
            land_of(self._atlas),
        )
        for panel in self.corners.panels():
            panel.setProperty("opaque_body", True)
        self.scale_panel.set_attribution(
            f"Control: assessed, {written_date(self._atlas.as_of)}",
            PROJECTION,
            "Natural Earth",
            "GeoNames CC BY 4.0",
        )
        self.legend.set_zones(())
        self.legend.offer_movement(any_at_all=False, worth_showing=False)

    def _legend_keys(self) -> tuple[str, ...]:
        always = (*ZONE_KEYS, "names")
        return tuple(key for key in ROWS if key in always or key in self.scene.switches)

    def _connect(self) -> None:
        canvas, buttons = self.canvas, self.zoom_panel.buttons
        canvas.moved.connect(self._on_moved)
        canvas.settled.connect(self._on_settled)
        canvas.clicked.connect(self._on_clicked)
        canvas.pointed.connect(self._on_pointed)
        canvas.left.connect(self.pointing.leave)
        canvas.stepped.connect(self._on_stepped)
        canvas.chosen.connect(self._on_chosen)
        canvas.cleared.connect(self._on_cleared)
        canvas.focused.connect(self._on_focused)
        buttons["zoom-in"].clicked.connect(self.zoom_in)
        buttons["zoom-out"].clicked.connect(self.zoom_out)
        buttons["maximize"].clicked.connect(self.fit_home)
        self.legend.toggled.connect(self._on_layer)
        self.legend.folded.connect(self._on_legend_folded)
        self.pointing.hovered.connect(self.hovered)
        self.tray.chosen.connect(self.show_region)
        self.tray.folded.connect(self._on_tray_folded)

    # what the window sets

    def set_theme(self, theme: Theme) -> None:
        """Wear `theme` from now on."""
        self._theme = theme
        self.canvas.frame.ratio = self.devicePixelRatioF()
        self.board.restyle(theme)
        self.scene.restyle(theme)
        self.pointing.theme = theme
        for panel in (*self.corners.panels(), self.card):
            panel.restyle(theme)
        self._arrange()
        self.canvas.restyle(theme)
        self._place()

    def set_sectors(self, figures: Sequence[SectorFigure]) -> None:
        """Colour the line of contact and write the pills; the map itself is not rebuilt."""
        self._figures = {figure.id: figure for figure in figures}
        self.board.figures = self.pointing.sectors = self._figures
        self.scene.front.set_values({figure.id: figure.stability for figure in figures})
        self.scene.movement.set_moved({f.id: f.displacement_km for f in figures})
        self.legend.offer_movement(
            any_at_all=moved_at_all(figures, LEAST), worth_showing=moved_at_all(figures)
        )
        self._refresh()

    def set_regions(self, figures: Sequence[RegionFigure]) -> None:
        """Show the frozen conflicts beyond Ukraine in the tray."""
        self.pointing.regions = {figure.name: figure for figure in figures}
        self.tray.set_regions(figures)
        self._refresh()

    def set_forces(self, marks: Sequence[ForceMark]) -> None:
        """Show unit symbols where the scenario places them, guarantors as far as in place."""
        self.scene.forces.set_marks(marks)
        self._place()

    def set_zone(self, shape: ZoneShape | None) -> None:
        """Show a zone, or none."""
        self.set_zones(() if shape is None else (shape,))

    def set_zones(self, shapes: Sequence[ZoneShape]) -> None:
        """Show all zones that are on, each with a row in the legend."""
        self.scene.zone.set_shapes(shapes)
        self.legend.set_zones(shapes)
        self.scene.zone.set_hidden(self.legend.hidden_zones())
        self.corners.more = self._near_home(shapes)
        self._refresh()

    def set_title(self, title: str, note: str = "") -> None:
        """Say in a few words what the map shows."""
        self.title.set_text(title, note)
        self._refresh()

    def highlight(self, sector_weights: Mapping[str, float], lights: str) -> None:
        """Light what a bar in Why is about: its sectors, and zone, front or border.

        sector_weights : sector id -> points of its index; the strongest two thirds are ringed.
        lights : "zone", "front", "border" or "none"; with no weights and "none" all goes dark.
        """
        self._ringed = strongest(sector_weights)
        if not self._ringed and lights == "front":
            self._ringed = frozenset(line.id for line in self.scene.lines)
        if not self._ringed and lights == "border":
            self._ringed = frozenset(line.id for line in self.scene.lines if line.border)
        self.scene.zone.set_lit(lights == "zone")
        self._ring()

    def select_sector(self, sector: str | None) -> None:
        """Ring a sector and its pill; None for no sector."""
        self._selected = sector or ""
        self._stepped = self._selected
        self._ring()

    # moving about

    def zoom_in(self) -> None:
        """Zoom in about the middle."""
        self.canvas.zoom(STEP)

    def zoom_out(self) -> None:
        """Zoom out about the middle."""
        self.canvas.zoom(1 / STEP)

    def fit_home(self) -> None:
        """Show the whole of Ukraine."""
        self.canvas.fit_home()

    def show_region(self, name: str) -> None:
        """Bring a frozen conflict to the middle; its card shows once the map is at rest."""
        region, figure = self.pointing.known.get(name), self.pointing.regions.get(name)
        if region is None or figure is None:
            return
        size = self.canvas.viewport().size()
        room = REGION_SHARE * min(size.width(), size.height())
        scale = max(region.rect.width(), region.rect.height()) / room
        self.canvas.show_area(region.rect, scale)
        self._region = name
        self._say(region_words(figure, region, self._theme))
        self.region_clicked.emit(figure.id)

    def pan(self, dx: float, dy: float) -> None:
        """Move the map by so many pixels to the right and down, as a drag would."""
        self.canvas.pan(-dx, -dy)

    # events

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the panels at their corners."""
        super().resizeEvent(event)
        if event.oldSize() != event.size():
            self.corners.resized()
        self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Place names once the size is known."""
        super().showEvent(event)
        self._arrange()
        self.canvas.settle()

    def _on_moved(self) -> None:
        self.scale_panel.set_scale(self.canvas.frame.metres_per_pixel)
        self.pointing.hide_card()

    def _on_settled(self) -> None:
        self._place()
        if self._region:
            self.pointing.show_region(self._region)
            self._region = ""

    def _on_legend_folded(self, away: bool) -> None:
        self.corners.legend_wish = away
        self._refresh()

    def _on_tray_folded(self, away: bool) -> None:
        self.corners.tray_wish = away
        self._refresh()

    def _on_layer(self, key: str, on: bool) -> None:
        if key in ZONE_KEYS:
            self.scene.zone.set_hidden(self.legend.hidden_zones())
        self.scene.show_layer(key, on)
        self._refresh()

    def _on_pointed(self, point: QPointF) -> None:
        here = self.canvas.to_map(point)
        self.cursor_moved.emit(*self._atlas.to_lonlat(here.x(), here.y()))
        self.pointing.move(point)

    def _on_clicked(self, point: QPointF) -> None:
        sector = self.sector_at(point)
        if sector:
            self.select_sector(sector)
            self.sector_clicked.emit(sector)
            return
        here = self.canvas.to_map(point)
        records = self._atlas.identify(here.x(), here.y())
        if records:
            self.feature_clicked.emit(records)

    def _on_stepped(self, step: int) -> None:
        order = [line.id for line in self.scene.lines if line.id in self._figures]
        if not order:
            return
        if self._stepped in order:
            self._stepped = order[(order.index(self._stepped) + step) % len(order)]
        else:
            self._stepped = order[0 if step > 0 else -1]
        figure = self._figures[self._stepped]
        self.canvas.reveal(figure.x, figure.y)
        self._say(sector_words(figure))
        self._ring()

    def _on_chosen(self) -> None:
        if self._stepped:
            self.select_sector(self._stepped)
            self.sector_clicked.emit(self._stepped)

    def _on_cleared(self) -> None:
        self._stepped = ""
        self.tray.select("")
        self.select_sector(None)

    def _on_focused(self, by_key: bool) -> None:
        self.scene.signs.framed = by_key
        self.canvas.repaint_map()

    def sector_at(self, point: QPointF) -> str:
        """Return the sector whose pill or line lies under a viewport pixel, or nothing."""
        return self.pointing.sector_at(point)

    # placing

    @contextmanager
    def together(self) -> Iterator[None]:
        """Take several changes at once: panels and names find their places when all are known."""
        self._held = True
        try:
            yield
        finally:
            self._held = False
            self._refresh()

    def _refresh(self) -> None:
        if not self._held:
            self._arrange()
            self._place()

    def _arrange(self) -> None:
        """Put every panel at its corner."""
        self.scene.front.set_width(self._front_width())
        self.corners.arrange(QSize(self.width(), self.height()), self._column())

    def _near_home(self, shapes: Sequence[ZoneShape]) -> Floats:
        """Return the points of zones that home shows, which panels leave alone too."""
        home = home_of(self._atlas)
        points = [np.empty((0, 2)), *(ring for shape in shapes for ring in shape.rings)]
        xy = np.vstack(points)
        low, high = (home.left(), home.top()), (home.right(), home.bottom())
        return np.asarray(xy[((xy >= low) & (xy <= high)).all(axis=1)])

    def _column(self) -> float:
        return self.board.widest(full=self._roomy())

    def _roomy(self) -> bool:
        """Say whether there is room for full names in the pills."""
        return self.width() >= WIDE * self._theme.scale

    def _front_width(self) -> float:
        theme = self._theme
        full = theme.number("line.front") + (2.0 if theme.scale > PRESENT else 0.0)
        return full if self._roomy() else full - 1.0

    def _boxes(self) -> list[Box]:
        rects = [QRectF(rect) for rect in self.canvas.overlay_boxes()]
        panels = [(rect.left(), rect.top(), rect.right(), rect.bottom()) for rect in rects]
        return panels + self.scene.forces.boxes()

    def _place(self) -> None:
        """Find room for pills and names in the view shown."""
        if not self.isVisible():
            return
        screen = (float(self.width()), float(self.height()))
        sheet = Sheet(screen, self._boxes(), self.legend.checked(), self._roomy())
        self.board.place(sheet)
        self.tray.redraw()
        self.canvas.repaint_map()

    def _ring(self) -> None:
        self.board.ringed = self._ringed | ({self._selected} - {""})
        self.board.redraw()
        self.scene.front.set_ringed(self.board.ringed)
        self.scene.signs.focus = self._stepped if self._stepped != self._selected else ""
        self.canvas.repaint_map()

    # for people who do not see the map

    def _name_for_readers(self) -> None:
        self.setFocusProxy(self.canvas)
        for widget in (self, self.canvas):
            widget.setAccessibleName("Map of Ukraine")
        self.canvas.setAccessibleDescription(
            "Arrow keys move the map, plus and minus zoom, Home shows all. Shift with an arrow key "
            "steps through the sectors of the line of contact, Return selects one."
        )

    def _say(self, words: str) -> None:
        self.canvas.setAccessibleDescription(words)
        self.hovered.emit(words)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.canvas, words))

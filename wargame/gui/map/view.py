"""The map widget: what the window talks to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QMarginsF, QPoint, QPointF, QRectF, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wargame.app.atlas import Atlas
from wargame.app.records import SectorFigure, ZoneShape
from wargame.gui.map.board import Sheet, SignBoard
from wargame.gui.map.canvas import STEP, MapCanvas
from wargame.gui.map.front import SectorLine, distance_to, strongest
from wargame.gui.map.hover import (
    HoverCard,
    area_facts,
    sector_facts,
    sector_words,
    written_date,
)
from wargame.gui.map.items import Frame
from wargame.gui.map.labels import Box
from wargame.gui.map.legend import OFF_AT_FIRST, ROWS, Legend
from wargame.gui.map.overlays import SHADOW, Overlay, ScaleOverlay, TitleOverlay, ZoomOverlay
from wargame.gui.map.scene import MapScene, home_of, world_about
from wargame.gui.theme import Theme

MARGIN = 12  # from the edge of the map to a panel
WIDE = 900  # width of the map from which pills carry full names and the line is 6 pixels
HOVER_MS = 40
PRESENT = 1.2  # text size from which the line is as wide as on a projector
WARM_MS = 25
REACH = 9.0  # pixels from the line of contact that still mean its sector
COLUMN_SHARE = 0.7  # of the widest pill that home keeps free at the right edge
LOW = 560  # height below which the legend starts folded


class MapView(QWidget):
    """The real map with layers, line of contact, zone, names, and panels that explain them."""

    sector_clicked = Signal(str)
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
        self._stepped = ""
        self._pointer: QPointF | None = None
        self._shown_hover = ""
        frame = Frame()
        self.scene = MapScene(atlas, frame)
        home = home_of(atlas)
        self.canvas = MapCanvas(frame, home, world_about(home), self)
        for item in self.scene.items:
            item.setParentItem(self.canvas.box.childGroup)
        self.canvas.scene().addItem(self.scene.signs)
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
        port = self.canvas.viewport()
        self.title = TitleOverlay(port)
        self.zoom_panel = ZoomOverlay(port)
        self.legend = Legend(port, self._legend_keys())
        self.scale_panel = ScaleOverlay(port)
        self.card = HoverCard(port)
        for panel in (self.title, self.zoom_panel, self.legend, self.scale_panel):
            panel.setProperty("opaque_body", True)
            panel.setProperty("still_body", panel is not self.scale_panel)
        self.scale_panel.set_attribution(
            f"Control: assessed, {written_date(self._atlas.as_of)}",
            "Natural Earth",
            "GeoNames CC BY 4.0",
        )
        self.legend.set_zone(None)

    def _legend_keys(self) -> tuple[str, ...]:
        always = ("zone", "names")
        return tuple(key for key in ROWS if key in always or key in self.scene.switches)

    def _connect(self) -> None:
        canvas, buttons = self.canvas, self.zoom_panel.buttons
        canvas.moved.connect(self._on_moved)
        canvas.settled.connect(self._on_settled)
        canvas.clicked.connect(self._on_clicked)
        canvas.pointed.connect(self._on_pointed)
        canvas.left.connect(self._on_left)
        canvas.stepped.connect(self._on_stepped)
        canvas.chosen.connect(self._on_chosen)
        canvas.cleared.connect(self._on_cleared)
        canvas.focused.connect(self._on_focused)
        buttons["zoom-in"].clicked.connect(self.zoom_in)
        buttons["zoom-out"].clicked.connect(self.zoom_out)
        buttons["maximize"].clicked.connect(self.fit_home)
        self.legend.toggled.connect(self._on_layer)
        self.legend.folded.connect(self._on_folded)
        self._warm_timer = QTimer(self, interval=WARM_MS)
        self._warm_timer.timeout.connect(self._warm)
        self._hover_timer = QTimer(self, singleShot=True, interval=HOVER_MS)
        self._hover_timer.timeout.connect(self._hover)

    # what the window sets

    def set_theme(self, theme: Theme) -> None:
        """Wear `theme` from now on."""
        self._theme = theme
        self.canvas.frame.ratio = self.devicePixelRatioF()
        self.board.restyle(theme)
        self.scene.restyle(theme)
        for panel in self._panels():
            panel.restyle(theme)
        self._arrange()
        self.canvas.restyle(theme)
        self._place()

    def set_sectors(self, figures: Sequence[SectorFigure]) -> None:
        """Colour the line of contact and write the pills; the map itself is not rebuilt."""
        self._figures = {figure.id: figure for figure in figures}
        self.board.figures = self._figures
        self.scene.front.set_values({figure.id: figure.stability for figure in figures})
        self._inset()
        self._place()

    def set_zone(self, shape: ZoneShape | None) -> None:
        """Show a zone, or none."""
        self.scene.zone.set_shape(shape)
        self.legend.set_zone(shape)
        self._arrange()
        self._place()

    def set_title(self, title: str, note: str = "") -> None:
        """Say in a few words what the map shows."""
        self.title.set_text(title, note)
        self._arrange()
        self._place()

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

    def pan(self, dx: float, dy: float) -> None:
        """Move the map by so many pixels to the right and down, as a drag would."""
        self.canvas.pan(-dx, -dy)

    # events

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the panels at their corners."""
        super().resizeEvent(event)
        if event.oldSize().height() != self.height():
            self.legend.set_folded(self.height() < LOW)
        self._arrange()
        self._place()

    def showEvent(self, event: QShowEvent) -> None:
        """Place names once the size is known."""
        super().showEvent(event)
        self._arrange()
        self.canvas.settle()

    def _on_moved(self) -> None:
        self.scale_panel.set_scale(self.canvas.frame.metres_per_pixel)
        self.card.show_facts(None, QPoint())

    def _on_settled(self) -> None:
        self._place()
        self._warm_timer.start()

    def _warm(self) -> None:
        """Prepare the next zoom steps, a little at a time, while nothing moves."""
        if self.canvas.frame.moving or not self.scene.warm():
            self._warm_timer.stop()

    def _on_folded(self) -> None:
        self._arrange()
        self._place()

    def _on_layer(self, key: str, on: bool) -> None:
        self.scene.show_layer(key, on)
        self._place()

    def _on_pointed(self, point: QPointF) -> None:
        self._pointer = point
        here = self.canvas.to_map(point)
        self.cursor_moved.emit(*self._atlas.to_lonlat(here.x(), here.y()))
        if not self._hover_timer.isActive():
            self._hover_timer.start()

    def _on_left(self) -> None:
        self._pointer = None
        self._hover_timer.stop()
        self._show_card("", None)

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
        self.select_sector(None)

    def _on_focused(self, by_key: bool) -> None:
        self.scene.signs.framed = by_key
        self.canvas.repaint_map()

    # hovering

    def sector_at(self, point: QPointF) -> str:
        """Return the sector whose pill or line lies under a viewport pixel, or nothing."""
        for tag in self.scene.signs.tags.values():
            left, top, right, bottom = tag.box
            if left <= point.x() <= right and top <= point.y() <= bottom:
                return tag.id
        here = self.canvas.to_map(point)
        limit = REACH * self.canvas.frame.metres_per_pixel
        best, nearest = "", limit
        for line in self.scene.lines:
            away = self._away(line, here)
            if away < nearest:
                best, nearest = line.id, away
        return best if self.scene.front.isVisible() else ""

    def _away(self, line: SectorLine, here: QPointF) -> float:
        return distance_to(line.parts, here.x(), here.y())

    def _hover(self) -> None:
        if self._pointer is None:
            return
        sector = self.sector_at(self._pointer)
        if self.scene.front.set_hovered(sector):
            self.canvas.repaint_map()
        figure = self._figures.get(sector)
        if figure is not None:
            facts = sector_facts(figure, self._front_source(sector), self._atlas.as_of)
            self._show_card(sector_words(figure), facts)
            return
        here = self.canvas.to_map(self._pointer)
        known = area_facts(self._atlas.identify(here.x(), here.y()))
        self._show_card(known.title if known else "", known)

    def _show_card(self, words: str, facts: Any) -> None:
        at = self._pointer.toPoint() if self._pointer is not None else QPoint()
        self.card.show_facts(facts, at)
        if words != self._shown_hover:
            self._shown_hover = words
            self.hovered.emit(words)

    def _front_source(self, sector: str) -> str:
        layer = self._atlas.layers.get("front")
        for record in layer.records if layer else ():
            if record.get("sector") == sector and record.get("source"):
                return str(record["source"])
        return "Line of contact, Wargame"

    # placing

    def _panels(self) -> tuple[Overlay, ...]:
        return (self.title, self.zoom_panel, self.legend, self.scale_panel, self.card)

    def _arrange(self) -> None:
        """Put every panel at its corner."""
        gap = MARGIN - SHADOW
        width, height = self.width(), self.height()
        for panel in (self.title, self.zoom_panel):
            panel.adjustSize()
        self.legend.refit()
        self.scale_panel.fit(width - self.legend.width() - 2 * gap)
        self.title.move(gap, gap)
        self.zoom_panel.move(width - gap - self.zoom_panel.width(), gap)
        self.legend.move(gap, height - gap - self.legend.height())
        self.scale_panel.move(
            width - gap - self.scale_panel.width(), height - gap - self.scale_panel.height()
        )
        self.scene.front.set_width(self._front_width())
        self._inset()

    def _inset(self) -> None:
        """Keep room at home for the title, the pills at the right edge and the scale."""
        column = self.board.widest(full=self._roomy()) * COLUMN_SHARE
        self.canvas.set_insets(QMarginsF(28.0, 44.0, 24.0 + column, 40.0))

    def _roomy(self) -> bool:
        """Say whether there is room for full names in the pills."""
        return self.width() >= WIDE * self._theme.scale

    def _front_width(self) -> float:
        theme = self._theme
        full = theme.number("line.front") + (2.0 if theme.scale > PRESENT else 0.0)
        return full if self._roomy() else full - 1.0

    def _boxes(self) -> list[Box]:
        rects = [QRectF(rect) for rect in self.canvas.overlay_boxes()]
        return [(rect.left(), rect.top(), rect.right(), rect.bottom()) for rect in rects]

    def _place(self) -> None:
        """Find room for pills and names in the view shown."""
        if not self.isVisible():
            return
        screen = (float(self.width()), float(self.height()))
        sheet = Sheet(screen, self._boxes(), self.legend.checked(), self._roomy())
        self.board.place(sheet)
        self.canvas.repaint_map()

    def _rings(self) -> frozenset[str]:
        return self._ringed | ({self._selected} - {""})

    def _ring(self) -> None:
        self.board.ringed = self._rings()
        self.board.redraw()
        self.scene.front.set_ringed(self._rings())
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

"""What lies under the pointer, and the card that says so."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QPoint, QPointF, QTimer, Signal

from wargame.app.atlas import Atlas
from wargame.app.records import RegionFigure, SectorFigure
from wargame.gui.map.canvas import MapCanvas
from wargame.gui.map.front import distance_to
from wargame.gui.map.hover import Facts, HoverCard, area_facts, sector_facts, sector_words
from wargame.gui.map.regions import region_facts, regions_of
from wargame.gui.map.scene import MapScene
from wargame.gui.theme import Theme

HOVER_MS = 40
REACH = 9.0  # pixels from the line of contact that still mean its sector


class Pointing(QObject):
    """Follows the pointer over the map; `hovered` carries one line, empty for nothing."""

    hovered = Signal(str)

    def __init__(
        self, canvas: MapCanvas, scene: MapScene, atlas: Atlas, card: HoverCard, theme: Theme
    ) -> None:
        """Watch nothing yet."""
        super().__init__(canvas)
        self._canvas, self._scene, self._card = canvas, scene, card
        self.atlas = atlas
        self.theme = theme
        self.known = regions_of(atlas)
        self.sectors: Mapping[str, SectorFigure] = {}
        self.regions: Mapping[str, RegionFigure] = {}  # by name
        self._pointer: QPointF | None = None
        self._said = ""
        self.quiet = False  # something is being drawn: no card in the way of the hand
        self._timer = QTimer(self, singleShot=True, interval=HOVER_MS)
        self._timer.timeout.connect(self._look)

    def move(self, point: QPointF) -> None:
        """Take note of where the pointer is; the card follows soon."""
        if self.quiet:
            self.hide_card()
            return
        self._pointer = point
        if not self._timer.isActive():
            self._timer.start()

    def leave(self) -> None:
        """Take the card away: the pointer is gone."""
        self._pointer = None
        self._timer.stop()
        self._show("", None)

    def hide_card(self) -> None:
        """Take the card away while the map moves."""
        self._card.show_facts(None, QPoint())

    def sector_at(self, point: QPointF) -> str:
        """Return the sector whose pill or line lies under a viewport pixel, or nothing."""
        for tag in self._scene.signs.tags.values():
            left, top, right, bottom = tag.box
            if left <= point.x() <= right and top <= point.y() <= bottom:
                return tag.id
        here = self._canvas.to_map(point)
        best, nearest = "", REACH * self._canvas.frame.metres_per_pixel
        for line in self._scene.lines:
            away = distance_to(line.parts, here.x(), here.y())
            if away < nearest:
                best, nearest = line.id, away
        return best if self._scene.front.isVisible() else ""

    def show_region(self, name: str) -> None:
        """Show the card of a frozen conflict beside it on the map."""
        region, facts = self.known.get(name), self._region_facts(name)
        if region is None or facts is None:
            return
        corner = self._canvas.to_screen(region.rect.right(), region.rect.bottom())
        self._card.show_facts(facts, corner.toPoint())

    def _region_facts(self, name: str) -> Facts | None:
        figure, region = self.regions.get(name), self.known.get(name)
        if figure is None or region is None:
            return None
        return region_facts(figure, region, self.theme)

    def _look(self) -> None:
        if self._pointer is None:
            return
        force = self._scene.forces.facts_at(*self._pointer.toTuple())
        if force is not None:
            self._show(force.title, force)
            return
        sector = self.sector_at(self._pointer)
        if self._scene.front.set_hovered(sector):
            self._canvas.repaint_map()
        figure = self.sectors.get(sector)
        if figure is not None:
            facts = sector_facts(figure, self._source(sector), self.atlas.as_of)
            self._show(sector_words(figure), facts)
            return
        here = self._canvas.to_map(self._pointer)
        records = self.atlas.identify(here.x(), here.y())
        frozen = next((str(r["name"]) for r in records if r.get("layer") == "breakaway"), "")
        known = self._region_facts(frozen) or area_facts(records)
        self._show(known.title if known else "", known)

    def _show(self, words: str, facts: Facts | None) -> None:
        at = self._pointer.toPoint() if self._pointer is not None else QPoint()
        self._card.show_facts(facts, at)
        if words != self._said:
            self._said = words
            self.hovered.emit(words)

    def _source(self, sector: str) -> str:
        layer = self.atlas.layers.get("front")
        for record in layer.records if layer else ():
            if record.get("sector") == sector and record.get("source"):
                return str(record["source"])
        return "Line of contact, Wargame"

"""The map's items, built once from the atlas, and the switches that show or hide them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF

from wargame.app.atlas import Atlas
from wargame.gui.map.clip import within
from wargame.gui.map.forces import ForcesItem
from wargame.gui.map.front import BORDER_SECTOR, CertaintyItem, FrontItem, SectorLine, middle_of
from wargame.gui.map.grid import EdgeDegrees, GridItem
from wargame.gui.map.items import FillItem, Frame, LineItem, MapItem
from wargame.gui.map.levels import Parts, Pyramid, make_parts
from wargame.gui.map.movement import ArrowItem, MovementItem
from wargame.gui.map.patterns import STATUSES
from wargame.gui.map.picture import PictureItem
from wargame.gui.map.reach import ReachItem
from wargame.gui.map.signs import SignItem
from wargame.gui.map.zone import ZoneItem
from wargame.gui.theme import Theme

Wanted = Callable[[Mapping[str, Any]], bool]
Item = TypeVar("Item", bound=MapItem)
CLAIM_DASH = (6.0, 4.0)
EU_DASH = (3.0, 3.0)
EDGE = 1e5  # metres beyond all that can be shown where land and water are cut off
NEIGHBOURS = ("PL", "SK", "HU", "RO", "MD", "BY", "RU")  # of Ukraine by land


def everything(record: Mapping[str, Any]) -> bool:
    """Say yes to any record."""
    return True


def parts_of(atlas: Atlas, layer: str, wanted: Wanted = everything) -> Parts:
    """Return the parts of a layer whose record is wanted; empty if the atlas has no such layer."""
    found = atlas.layers.get(layer)
    if found is None or len(found.owner) == 0:
        return make_parts(
            np.empty((0, 2)), np.zeros(1, np.int64), np.empty(0, np.int64), closed=True
        )
    parts = make_parts(found.xy, found.parts, found.owner, closed=found.kind == "polygon")
    chosen = np.array([wanted(record) for record in found.records], bool)
    return parts.take(chosen[parts.owner])


def status_parts(atlas: Atlas, status: str) -> Parts:
    """Return all land of one status: Ukraine's from `control`, the rest from `breakaway`."""
    ukraine = parts_of(atlas, "control", lambda record: record.get("status") == status)
    if ukraine.count:
        return ukraine
    return parts_of(atlas, "breakaway", lambda record: record.get("status") == status)


def sector_lines(atlas: Atlas) -> tuple[SectorLine, ...]:
    """Return the line of contact, one entry per sector."""
    layer = atlas.layers.get("front")
    if layer is None:
        return ()
    lines = []
    parts = make_parts(layer.xy, layer.parts, layer.owner, closed=False)
    for index, record in enumerate(layer.records):
        own = parts.take(parts.owner == index)
        if own.count:
            lines.append(_sector_line(record, own))
    return tuple(lines)


def _sector_line(record: Mapping[str, Any], parts: Parts) -> SectorLine:
    dashed = bool(record.get("dashed", False))
    border = str(record.get("basis", "")) == BORDER_SECTOR
    middle = middle_of(parts)
    if "x" in record and "y" in record:
        middle = (float(record["x"]), float(record["y"]))
    return SectorLine(
        id=str(record["sector"]),
        parts=parts,
        confidence=float(record.get("confidence", 1.0)),
        border=border and not dashed,
        dashed=dashed,
        ring=border and dashed,
        middle=middle,
    )


def home_of(atlas: Atlas) -> QRectF:
    """Return the extent of Ukraine, or the atlas's first view if it has no oblasts."""
    layer = atlas.layers.get("oblasts")
    if layer is None or not len(layer.xy):
        west, south, east, north = atlas.home
    else:
        west, south = layer.xy.min(axis=0)
        east, north = layer.xy.max(axis=0)
    return QRectF(QPointF(west, south), QPointF(east, north))


def land_of(atlas: Atlas) -> NDArray[np.float64]:
    """Return points of Ukraine's oblasts, shape (N, 2), map metres."""
    layer = atlas.layers.get("oblasts")
    return np.empty((0, 2)) if layer is None else np.asarray(layer.xy, np.float64)


def world_about(home: QRectF) -> QRectF:
    """Return how far the view may go: the land around, short of where the layers end."""
    return home.adjusted(
        -0.65 * home.width(), -0.75 * home.height(), 0.75 * home.width(), 0.9 * home.height()
    )


class MapScene:
    """All items of the map and what each switch of the legend shows or hides."""

    def __init__(self, atlas: Atlas, frame: Frame) -> None:
        """Build the items; nothing is painted until `restyle`."""
        self.frame = frame
        self.lines = sector_lines(atlas)
        self.items: list[MapItem] = []
        self.switches: dict[str, list[MapItem]] = {}
        self.world = world_about(home_of(atlas))
        self._base(atlas)
        self._control(atlas)
        self._borders(atlas)
        self.zone = self._add(ZoneItem(frame, 60))
        held = Pyramid(status_parts(atlas, "government-held"))
        self._add(ReachItem(frame, 58, self.zone), "reach")
        for kind in ("graticule", "mgrs"):
            self._add(GridItem(frame, 55, kind), kind)
        self.movement = self._add(MovementItem(frame, 65, self.lines, held), "movement")
        self.front = self._add(FrontItem(frame, 70, self.lines), "front")
        self.forces = self._add(ForcesItem(frame, 80), "forces")
        self._add(CertaintyItem(frame, 62, self.front), "front")
        self._add(ArrowItem(frame, 72, self.movement), "movement")
        self.items.sort(key=lambda item: item.zValue())
        self.picture = PictureItem(frame, 500, self.items, self.world)
        self.signs = SignItem(frame, 1000, self.front)
        self.edges = EdgeDegrees(frame, 900)
        self.switches["graticule"].append(self.edges)

    def _add(self, item: Item, switch: str = "") -> Item:
        self.items.append(item)
        if switch:
            self.switches.setdefault(switch, []).append(item)
        return item

    def _fill(
        self, z: float, parts: Parts, fill: str, edge: str = "", width: str = "", switch: str = ""
    ) -> None:
        if parts.count:
            self._add(FillItem(self.frame, z, Pyramid(parts), fill, edge, width), switch)

    def _line(
        self,
        z: float,
        parts: Parts,
        color: str,
        width: str,
        dash: tuple[float, ...] = (),
        switch: str = "",
        factor: float = 1.0,
    ) -> None:
        if parts.count:
            path = Pyramid(parts)
            self._add(LineItem(self.frame, z, path, color, width, dash, factor), switch)

    def _base(self, atlas: Atlas) -> None:
        """Add land, the tint of NATO members above it, and water."""
        area = self.world.adjusted(-EDGE, -EDGE, EDGE, EDGE)
        land = within(parts_of(atlas, "countries"), area)
        records = atlas.layers["countries"].records if land.count else ()

        def of(wanted: Wanted) -> Parts:
            return land.take(np.array([wanted(record) for record in records], bool)[land.owner])

        self._fill(0, land, "map.land", "map.border_map", "line.border_state")
        members = of(lambda record: bool(record.get("nato")))
        self._fill(1, members, "map.nato", "map.border_map", "line.border_state", "nato")
        self._line(
            2, of(lambda r: bool(r.get("eu"))), "map.z_eu", "line.border_oblast", EU_DASH, "eu"
        )
        beside = of(lambda record: record.get("iso") in NEIGHBOURS)
        self._line(3, beside, "map.label2", "line.coast", switch="neighbours", factor=2.6)
        self._line(30, parts_of(atlas, "rivers"), "map.river", "line.river")
        water = within(parts_of(atlas, "water"), area)
        self._fill(31, water, "map.sea", "map.coast", "line.coast")

    def _control(self, atlas: Atlas) -> None:
        """Add the land of each status, patterned."""
        for z, status in enumerate(STATUSES, start=10):
            parts = status_parts(atlas, status)
            edge = "map.frz_ln" if status == "frozen-conflict" else "map.ink"
            self._fill(z, parts, status, edge, "line.border_state", status)

    def _borders(self, atlas: Atlas) -> None:
        """Add borders of oblasts, the outline of Ukraine, and claims."""
        self._line(20, parts_of(atlas, "oblasts"), "map.obl", "line.border_oblast")
        ukraine = parts_of(atlas, "countries", lambda record: record.get("iso") == "UA")
        self._line(40, ukraine, "map.ink", "line.outline_ukraine", switch="recognised")
        claims = parts_of(atlas, "claims")
        self._line(50, claims, "map.ink", "line.outline_ukraine", CLAIM_DASH, "claims")

    def inset_items(self) -> list[MapItem]:
        """Return the items as an inset draws them: frozen conflicts once more, above the zones."""
        shown = [item for item in self.items if item is not self.forces]  # too large for them
        return [*shown, *self.switches.get("frozen-conflict", ())]

    def restyle(self, theme: Theme) -> None:
        """Take colours and widths from `theme`."""
        for item in (*self.items, self.picture, self.signs, self.edges):
            item.restyle(theme)

    def show_layer(self, key: str, on: bool) -> None:
        """Show or hide what a switch of the legend stands for."""
        for item in self.switches.get(key, ()):
            item.setVisible(on)
            item.changed()

"""Small maps, one an option, on one scale: drawn from the layers of the map in a thread."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from queue import SimpleQueue

from PySide6.QtCore import QObject, QRectF, QSize, Signal
from PySide6.QtGui import QImage, QPainter

from wargame.app.atlas import Atlas
from wargame.app.records import ZoneShape
from wargame.gui.map.front import CertaintyItem
from wargame.gui.map.items import Frame
from wargame.gui.map.legend import OFF_AT_FIRST
from wargame.gui.map.picture import View, draw_layers
from wargame.gui.map.scene import MapScene, home_of
from wargame.gui.theme import Theme
from wargame.gui.threads import begin

AIR = 30_000.0  # metres around Ukraine
LINE = 3.6  # logical pixels, the line of contact on a small map
LEFT_OUT = (*OFF_AT_FIRST, "rivers")  # what a small map has no room for
STOP_S = 3.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One small map to be drawn."""

    option: str
    stability: Mapping[str, float]  # of each sector
    zones: tuple[ZoneShape, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """Maps wanted together, in one size and look."""

    number: int
    sheets: tuple[Sheet, ...]
    size: QSize
    ratio: float
    theme: Theme


def home_view(atlas: Atlas, size: QSize) -> View:
    """The whole of Ukraine in the middle of a picture of that size."""
    home = home_of(atlas).adjusted(-AIR, -AIR, AIR, AIR)
    scale = max(home.width() / size.width(), home.height() / size.height())
    wide, high = size.width() * scale, size.height() * scale
    middle = home.center()
    return View(QRectF(middle.x() - wide / 2, middle.y() - high / 2, wide, high), scale)


class MapArtist(QObject):
    """Draws the maps last asked for; `drawn(option, QImage, number)` for each of them."""

    drawn = Signal(str, object, int)

    def __init__(self, atlas: Atlas, parent: QObject) -> None:
        super().__init__(parent)
        self._atlas = atlas
        self._orders: SimpleQueue[Order | None] = SimpleQueue()
        self._number = 0
        self._thread: threading.Thread | None = None

    def is_current(self, number: int) -> bool:
        """Whether a picture with that number belongs to the newest order."""
        return number == self._number

    def ask(self, sheets: Sequence[Sheet], size: QSize, ratio: float, theme: Theme) -> None:
        """These maps are wanted from now on; those asked for before are no longer drawn."""
        if self._thread is None:
            self._thread = begin("small maps", self._run)
        self._number += 1
        self._orders.put(Order(self._number, tuple(sheets), size, ratio, theme))

    def stop(self) -> None:
        """The thread has ended."""
        self._number += 1
        self._orders.put(None)
        if self._thread is not None:
            self._thread.join(STOP_S)

    def _run(self) -> None:
        scene, worn = MapScene(self._atlas, Frame()), None
        for key in LEFT_OUT:
            scene.show_layer(key, False)
        for item in scene.items:
            item.setVisible(item.isVisible() and not isinstance(item, CertaintyItem))
        while (order := self._orders.get()) is not None:
            if order.number != self._number:
                continue
            look = (order.theme.mode, order.theme.scale, order.ratio)
            if look != worn:
                scene.frame.ratio = order.ratio
                scene.restyle(order.theme)
                worn = look
            self._draw_all(scene, order)

    def _draw_all(self, scene: MapScene, order: Order) -> None:
        for sheet in order.sheets:
            if order.number != self._number:
                return
            image = draw(scene, self._atlas, sheet, order)
            try:
                self.drawn.emit(sheet.option, image, order.number)
            except RuntimeError:
                return  # the window is gone


def draw(scene: MapScene, atlas: Atlas, sheet: Sheet, order: Order) -> QImage:
    """One small map: base, control, zones, and the line of contact by stability."""
    scene.zone.set_shapes(sheet.zones)
    scene.front.set_values(sheet.stability)
    scene.front.set_width(LINE * order.theme.scale)
    image = QImage(order.size * order.ratio, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(order.ratio)
    image.fill(order.theme.color("map.sea"))
    view = home_view(atlas, order.size)
    painter = QPainter(image)
    draw_layers(painter, scene.frame, scene.items, view)
    painter.end()
    return image

"""Puts pills and names on the map for the view shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from wargame.app.atlas import Atlas
from wargame.app.records import SectorFigure
from wargame.gui.map.grid import square_names
from wargame.gui.map.labels import Box, Floats, Taken
from wargame.gui.map.pills import Pill, layout, leader_end
from wargame.gui.map.placement import Placer, Room, along, sampled
from wargame.gui.map.scene import MapScene
from wargame.gui.map.signs import PillArtist, Tag
from wargame.gui.theme import Theme


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the signs are placed on."""

    screen: tuple[float, float]  # logical pixels
    overlays: Sequence[Box]  # panels, which signs keep clear of
    on: Mapping[str, bool]  # switches of the legend
    full: bool  # there is room for full names in the pills


class SignBoard:
    """Places pills and names; draws each pill once."""

    def __init__(self, atlas: Atlas, scene: MapScene, theme: Theme) -> None:
        """Collect the names of `atlas`; no sectors yet."""
        self._scene = scene
        self._placer = Placer(atlas, scene.lines)
        self._artist = PillArtist(theme, scene.frame.ratio)
        self.figures: dict[str, SectorFigure] = {}
        self.ringed: frozenset[str] = frozenset()
        self._full = False
        self._gridded = False  # the names of the military grid are known
        self._key: tuple[object, ...] = ()

    def restyle(self, theme: Theme) -> None:
        """Take fonts and colours from `theme`."""
        self._artist = PillArtist(theme, self._scene.frame.ratio)
        self._key = ()

    def widest(self, *, full: bool) -> float:
        """Return the width of the widest pill in logical pixels."""
        return max((self._artist.width(f, full=full) for f in self.figures.values()), default=60.0)

    def place(self, sheet: Sheet) -> None:
        """Find room for pills and names in the view shown, unless they already have it."""
        signs, frame = self._scene.signs, self._scene.frame
        moved = tuple(self._scene.movement.names())
        visible = frame.visible
        key = (
            (visible.left(), visible.top(), visible.width(), visible.height(), frame.ratio),
            (sheet.screen, tuple(sheet.overlays), tuple(sheet.on.items()), sheet.full),
            (tuple(self.figures.values()), self.ringed, self._scene.front.isVisible(), moved),
        )
        if key == self._key:
            return
        self._key = key
        self._full = sheet.full
        line = self._placer.line_boxes(frame)
        boxes = self._pill_boxes(sheet, np.vstack((line, self._placer.city_boxes(frame))))
        self._make_tags(boxes)
        signs.placed = ()
        if sheet.on.get("mgrs") and not self._gridded:
            self._gridded = True
            self._placer.add(square_names())
        if sheet.on.get("names", True):
            taken = Taken([*sheet.overlays, *boxes.values()])
            soft = np.vstack((line, self._leader_boxes()))
            room = Room(frame, sheet.screen, signs.book, taken, soft)
            signs.placed = self._placer.place(room, sheet.on, moved)

    def redraw(self) -> None:
        """Draw the pills again where they stand, for another selection."""
        self._make_tags({sector: tag.box for sector, tag in self._scene.signs.tags.items()})

    def _pill_boxes(self, sheet: Sheet, avoided: Floats) -> dict[str, Box]:
        if not self._scene.front.isVisible():
            return {}
        pills = [
            Pill(
                figure.id,
                self._artist.width(figure, full=sheet.full),
                self._scene.signs.project(figure.x, figure.y),
                self._artist.height(),
            )
            for figure in self.figures.values()
        ]
        return layout(pills, sheet.screen, sheet.overlays, avoided)

    def _leader_boxes(self) -> Floats:
        """Return boxes along the leaders of the pills, shape (N, 4)."""
        found = [np.empty((0, 2))]
        for tag in self._scene.signs.tags.values():
            anchor = self._scene.signs.project(*tag.anchor)
            found.append(sampled(np.array([anchor, leader_end(tag.box, anchor)]), 6.0))
        return along(np.vstack(found), 4.0)

    def _make_tags(self, boxes: Mapping[str, Box]) -> None:
        tags = {}
        for sector, box in boxes.items():
            figure = self.figures.get(sector)
            if figure is None:
                continue
            chosen = sector in self.ringed
            pixmap = self._artist.draw(figure, full=self._full, chosen=chosen)
            tags[sector] = Tag(sector, pixmap, box, (figure.x, figure.y))
        self._scene.signs.tags = tags

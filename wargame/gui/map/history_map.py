"""A map of the past: a map of its own, so that past and play never stand on one picture."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from wargame.app.atlas import Atlas
from wargame.app.past import DATES, Conflict, Past, atlas_of, look_back, written
from wargame.gui.map.history_items import ChangeItem, Held, PlacesItem, bounds, side_of
from wargame.gui.map.items import FillItem
from wargame.gui.map.levels import Pyramid
from wargame.gui.map.scene import status_parts
from wargame.gui.map.view import MapView
from wargame.gui.theme import Theme

CHANGED = 45.0  # over control and water, under names
PLACES = 1050.0
GAME_ROWS = ("front", "movement", "claims")
BEHIND = "frozen-conflict"
NOT_THE_GAME = "not the game"
ROOM = 0.8  # of the map that the places of a conflict fill


class HistoryMap(MapView):
    """Control on one date, what changed since another, or the places of an earlier conflict."""

    def __init__(self, theme: Theme, atlas: Atlas, parent: QWidget) -> None:
        """Show the first date."""
        self._whole = atlas
        super().__init__(theme, atlas_of(atlas, look_back(DATES[0]).control), parent)
        for key in GAME_ROWS:
            if key in self.legend.boxes:
                self.legend.boxes[key].hide()
        self.legend.explain_no_line()
        frame = self.scene.frame
        self.changes = ChangeItem(frame, CHANGED)
        self.places = PlacesItem(frame, PLACES)
        for item in (self.changes, self.places):
            item.restyle(theme)
        items = self.scene.items
        items.append(self.changes)
        items.sort(key=lambda item: item.zValue())
        self.canvas.scene().addItem(self.places)
        for widget in (self, self.canvas):
            widget.setAccessibleName("Map of the past, not the game")

    def set_theme(self, theme: Theme) -> None:
        """Wear `theme` from now on."""
        super().set_theme(theme)
        if hasattr(self, "places"):
            self.places.restyle(theme)

    def show_past(self, past: Past) -> None:
        """Show control on a date and what changed since another."""
        atlas = atlas_of(self._whole, past.control)
        self._atlas = self.pointing.atlas = atlas
        for status in ("government-held", "occupied"):
            self._swap(status, atlas)
        self.scene.show_layer(BEHIND, self.legend.checked().get(BEHIND, True))
        self.changes.show_change(past.change)
        self.places.places = ()
        self.set_title(f"History: line of contact on {written(past.control.date)}", NOT_THE_GAME)
        self._say_source(f"Control: assessed, {written(past.control.date)}")

    def _swap(self, status: str, atlas: Atlas) -> None:
        """Draw the land of one status as it is in another atlas."""
        old = self.scene.switches[status][0]
        pyramid = Pyramid(status_parts(atlas, status))
        new = FillItem(
            self.scene.frame, old.zValue(), pyramid, status, "map.ink", "line.border_state"
        )
        new.restyle(self._theme)
        new.setVisible(old.isVisible())
        self.scene.items[self.scene.items.index(old)] = new
        self.scene.switches[status][0] = new

    def show_conflict(self, conflict: Conflict, *, after: bool, move: bool) -> None:
        """Show who held each place before or after; go there if `move`."""
        held = [
            Held(place.name.split(",")[0], at, side_of(place.after if after else place.before))
            for place, at in conflict.places
            if at is not None
        ]
        self.changes.show_change(None)
        self.scene.show_layer(BEHIND, False)
        self.places.places = held
        if move:
            size, area = self.canvas.viewport().size(), bounds(held)
            wide, high = max(size.width(), 1), max(size.height(), 1)
            self.canvas.show_area(area, max(area.width() / wide, area.height() / high) / ROOM)
        day = conflict.after if after else conflict.before
        self.set_title(f"History: {conflict.title}, who held what on {written(day)}", NOT_THE_GAME)
        self._say_source(f"Held on {written(day)}: general knowledge")

    def _say_source(self, words: str) -> None:
        self.scale_panel.set_attribution(words, "Natural Earth", "GeoNames CC BY 4.0")
        self._arrange()
        self.canvas.settle()

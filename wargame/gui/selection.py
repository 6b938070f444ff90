"""What is chosen in the inspector is lit on the map, and the reverse."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from wargame.app.records import Bar
from wargame.gui.actions import Actions
from wargame.gui.map.view import MapView
from wargame.gui.panels.inspector import Inspector

PAGES = ("why", "forecast", "sectors", "indices", "compare_page")


class Selection(QObject):
    """Carries the chosen bar and the chosen sector between inspector and map."""

    def __init__(
        self, inspector: Inspector, world: MapView, acts: Actions, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._inspector, self._map, self._acts = inspector, world, acts
        inspector.bar_selected.connect(self.light)
        inspector.sector_selected.connect(self.select_on_map)
        world.sector_clicked.connect(self.select_in_table)
        acts["clear"].triggered.connect(self.clear)
        for name in PAGES:
            acts[name].setProperty("page", PAGES.index(name))
            acts[name].triggered.connect(self.open_page)
        acts["ladder"].triggered.connect(self.open_ladder)
        acts["tradeoff"].triggered.connect(self.open_tradeoff)

    @Slot(object)
    def light(self, bar: Bar | None) -> None:
        """The map lights what caused the bar; nothing without one."""
        if bar is None:
            self._map.highlight({}, "none")
        else:
            self._map.highlight(bar.sectors, bar.lights)

    @Slot(str)
    def select_on_map(self, sector: str) -> None:
        """The map rings the sector; none for an empty id."""
        self._map.select_sector(sector or None)

    @Slot(str)
    def select_in_table(self, sector: str) -> None:
        """The sector's row and figures are in view."""
        self._inspector.sectors.select(sector)
        self._open(PAGES.index("sectors"))

    @Slot()
    def clear(self) -> None:
        """Nothing is chosen, in the lists or on the map."""
        self._inspector.why.list.clearSelection()
        self._inspector.sectors.select(None)
        self._map.select_sector(None)

    @Slot()
    def open_page(self) -> None:
        """The page whose action has been called is in view."""
        action = self.sender()
        number = action.property("page") if action is not None else None
        if isinstance(number, int):
            self._open(number)

    @Slot()
    def open_ladder(self) -> None:
        """The escalation ladder is in view."""
        self._acts["show_inspector"].setChecked(True)
        self._inspector.open_part(self._inspector.outcome.ladder)

    @Slot()
    def open_tradeoff(self) -> None:
        """De-escalation against principle is in view."""
        self._acts["show_inspector"].setChecked(True)
        self._inspector.open_part(self._inspector.outcome.tradeoff)

    def _open(self, number: int) -> None:
        self._acts["show_inspector"].setChecked(True)
        self._inspector.open_tab(number)

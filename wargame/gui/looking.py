"""Looking for a place, measuring, asking what lies here: hands on the map that change nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from wargame.app.atlas import Atlas
from wargame.app.here import findings
from wargame.app.places import Gazetteer, Place, load_gazetteer
from wargame.app.records import SessionView
from wargame.gui.background import Background
from wargame.gui.map.corners import GAP
from wargame.gui.map.drawing.item import DrawingItem, Sheet
from wargame.gui.map.mark import MarkItem
from wargame.gui.map.measure_tool import MeasureCard, MeasureTool
from wargame.gui.panels.find_panel import FindPanel
from wargame.gui.panels.place_card import PlaceCard, words_of
from wargame.gui.theme import Theme

if TYPE_CHECKING:
    from wargame.gui.main_window import MainWindow

ROOM = 0.6  # of the map's smaller side that a place found fills


class Looking(QObject):
    """Find, measure and identify in the window."""

    def __init__(self, window: MainWindow, theme: Theme, atlas: Atlas) -> None:
        super().__init__(window)
        self._window, self._atlas = window, atlas
        self._zones: list[tuple[str, Any]] = []
        self._gazetteer: Gazetteer | None = None
        self._searching = ""
        canvas = window.map.canvas
        port = canvas.viewport()
        self._background = Background("places", self)
        self.mark = MarkItem(canvas.frame)
        self.line = DrawingItem(canvas.frame)
        for item in (self.mark, self.line):
            canvas.scene().addItem(item)
        self.line.setVisible(False)
        self.tool = MeasureTool(canvas, self.line)
        self.find, self.card, self.measure = FindPanel(port), PlaceCard(port), MeasureCard(port)
        for panel in (self.find, self.measure):
            panel.setProperty("opaque_body", True)
        self._connect()

    def _connect(self) -> None:
        window = self._window
        for name, slot in (
            ("find", self.open_find),
            ("measure", self.start_measuring),
            ("identify", self.identify_middle),
        ):
            window.acts[name].triggered.connect(slot)
        self._background.done.connect(self._loaded)
        self._background.failed.connect(self._broken)
        self.find.wanted.connect(self.search)
        self.find.chosen.connect(self.go_to)
        self.find.closed.connect(self.close_find)
        self.card.closed.connect(self.close_card)
        self.measure.closed_by_hand.connect(self.stop_measuring)
        self.tool.changed.connect(self._measured)
        window.drawing.drafting.hold.taken.connect(self._taken)
        window.map.canvas.clicked.connect(self.identify)
        window.map.canvas.moved.connect(self._moved)
        window.map.canvas.viewport().installEventFilter(self)

    def _read(self) -> Gazetteer:
        return load_gazetteer(self._atlas)

    # finding

    @Slot()
    def open_find(self) -> None:
        """The field to type a place into is open."""
        self._load()
        self._arrange()
        self.find.open()
        self.search(self.find.field.text())

    def _load(self) -> None:
        if self._gazetteer is None:
            self._background.ask("load", self._read)

    @Slot(str)
    def search(self, words: str) -> None:
        """The places that fit what has been typed are listed."""
        self._searching = words
        if self._gazetteer is None:
            self.find.show_places((), "Reading the names \u2026")
            return
        found = self._gazetteer.find(words)
        none = f"No place called {words.strip()} on this map." if words.strip() else ""
        self.find.show_places(found, "" if found else none)

    @Slot(object)
    def go_to(self, place: Place) -> None:
        """The place fills the map and is marked."""
        canvas = self._window.map.canvas
        west, south, east, north = place.extent
        size = canvas.viewport().size()
        room = max(min(size.width(), size.height()) * ROOM, 1.0)
        scale = max(east - west, north - south) / room
        canvas.show_area(QRectF(QPointF(west, south), QPointF(east, north)), scale)
        self.mark.put((place.x, place.y), place.name)
        self.find.fold()
        canvas.settle()
        self._say(f"{place.name}, {place.kind}{', ' + place.where if place.where else ''}")

    @Slot()
    def close_find(self) -> None:
        """The field is closed and the mark is gone."""
        self.find.hide()
        self.mark.put(None)
        self._window.map.canvas.settle()
        self._window.map.setFocus()

    # measuring

    @Slot()
    def start_measuring(self) -> None:
        """Clicks set points of a way; again, and measuring ends."""
        if self._window.drawing.drafting.hold.tool is self.tool:
            self.stop_measuring()
            return
        self._window.drawing.drafting.stop()
        self.tool.ended = False
        self.tool.clear()
        self._window.drawing.drafting.hold.take(self.tool)
        self.line.setVisible(True)
        self._window.map.pointing.quiet = True
        self.measure.show()
        self.measure.raise_()
        self._arrange()
        self._window.map.canvas.settle()
        self._window.map.setFocus()

    @Slot()
    def stop_measuring(self) -> None:
        """The map works as ever."""
        if self._window.drawing.drafting.hold.tool is self.tool:
            self._window.drawing.drafting.hold.take(None)

    @Slot(object)
    def _taken(self, tool: object) -> None:
        """Another tool is held: measuring has ended."""
        if tool is self.tool or not self.line.isVisible():
            return
        self.line.sheet = Sheet()
        self.line.setVisible(False)
        self.measure.hide()
        self._window.map.pointing.quiet = tool is not None
        self._window.map.canvas.settle()

    @Slot()
    def _measured(self) -> None:
        self.measure.show_measured(self.tool.measured())

    # what lies here

    @Slot(QPointF)
    def identify(self, point: QPointF) -> None:
        """A click beside the line of contact lists all that is known about the place."""
        world = self._window.map
        if world.sector_at(point) or self._window.drawing.drafting.busy:
            self.close_card()
            return
        self._list(point)

    @Slot()
    def identify_middle(self) -> None:
        """What lies in the middle of the map is listed: the way without a mouse."""
        size = self._window.map.canvas.viewport().size()
        self._list(QPointF(size.width() / 2, size.height() / 2))
        self.card.area.setFocus()

    def _list(self, point: QPointF) -> None:
        self._load()
        world = self._window.map
        here = world.canvas.to_map(point)
        found = findings(self._atlas, here.x(), here.y(), self._gazetteer, self._zones)
        if not found:
            self.close_card()
            return
        lon, lat = self._atlas.to_lonlat(here.x(), here.y())
        world.pointing.leave()
        self.mark.put((here.x(), here.y()))
        self.card.show_findings(f"{lat:.3f}\u00b0 N {lon:.3f}\u00b0 E", found, point.toPoint())
        world.canvas.repaint_map()
        self._say(words_of(found), f"{found[0].what}: {found[0].name}")

    @Slot()
    def close_card(self) -> None:
        """The list is closed."""
        if self.card.isVisible():
            self.card.hide()
            self._window.map.setFocus()
        if not self.find.isVisible():
            self.mark.put(None)
            self._window.map.canvas.repaint_map()

    @Slot()
    def _moved(self) -> None:
        if self.card.isVisible():
            self.card.hide()
            if not self.find.isVisible():
                self.mark.put(None)

    def close_all(self) -> None:
        """Nothing is looked for, measured or listed."""
        while self.escape():
            pass

    # the window

    def escape(self) -> bool:
        """What is furthest out is closed; whether there was anything."""
        if self._window.drawing.drafting.hold.tool is self.tool:
            self.stop_measuring()
        elif self.card.isVisible():
            self.close_card()
        elif self.find.isVisible():
            self.close_find()
        else:
            return False
        return True

    def show_view(self, view: SessionView) -> None:
        """The zones that are on are known by their names."""
        names = {card.id: card.name for card in view.options}
        self._zones = [(names.get(z.option, z.option), z.rings) for z in view.zones]

    def set_theme(self, theme: Theme) -> None:
        """From now on mark and panels wear `theme`."""
        for worn in (self.mark, self.line, self.find, self.card, self.measure):
            worn.restyle(theme)
        self._arrange()

    def stop(self) -> None:
        """The thread has ended."""
        self._background.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The panels keep their corner."""
        if event.type() == QEvent.Type.Resize:
            self._arrange()
        return False

    def _arrange(self) -> None:
        title = self._window.map.title
        top = title.geometry().bottom() if not title.isHidden() else GAP
        for panel in (self.find, self.measure):
            panel.move(GAP, top - 2)

    def _say(self, words: str, short: str = "") -> None:
        self._window.status.show_under(short or words)
        canvas = self._window.map.canvas
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(canvas, words))

    @Slot(str, object, int)
    def _loaded(self, _kind: str, found: Gazetteer, _number: int) -> None:
        self._gazetteer = found
        if self.find.isVisible():
            self.search(self._searching)

    @Slot(str, object, int)
    def _broken(self, _kind: str, error: Exception, _number: int) -> None:
        self._window.faults.take_error(error)

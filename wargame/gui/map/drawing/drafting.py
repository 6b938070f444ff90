"""Drawing on the map: which tool is held, whose outline it is, what is asked of the table."""

from __future__ import annotations

from itertools import count

from PySide6.QtCore import QObject, Signal, Slot

from wargame.gui.map.canvas import MapCanvas
from wargame.gui.map.drawing.edit import EditTool
from wargame.gui.map.drawing.hold import Hold
from wargame.gui.map.drawing.item import DrawingItem, Sheet
from wargame.gui.map.drawing.panel import ON_THE_MAP, DrawPanel
from wargame.gui.map.drawing.pick import WORDS, PickTool, regions_of
from wargame.gui.map.drawing.rings import MOST, Rings
from wargame.gui.map.drawing.sketch import BELT, CIRCLE, POLYGON, Circle, SketchTool
from wargame.gui.map.drawing.work import LonLatRings, Shaped, TableWork, to_lonlat, to_map
from wargame.gui.theme import Theme

TOO_MANY = (
    "{name} has {points:,} corners; at most {most:,} can be edited by hand. "
    "Its card still switches it on and off, and its terms can be changed."
)
TITLES = {"new": "Draw a zone", "union": "Draw a part to add", "subtract": "Draw a hole to cut"}


class Drafting(QObject):
    """One drawing at a time: a sketch of something new, or the handles of a drawn zone.

    `drawn(rings)`, `reshaping(id, rings, stroke)` while a hand moves, `reshaped(id, rings, stroke)`
    when a step is done, `remove_wanted(id)`; rings are closed, longitude and latitude.
    `changed()` when what can be undone is another, `held(id)` whose handles are out, empty for
    none, `said(str)`.
    """

    drawn = Signal(object)
    reshaping = Signal(str, object, str)
    reshaped = Signal(str, object, str)
    remove_wanted = Signal(str)
    changed = Signal()
    held = Signal(str)
    said = Signal(str)

    def __init__(self, canvas: MapCanvas, theme: Theme, parent: QObject) -> None:
        """Nothing is drawn; the table is laid out when it is first needed."""
        super().__init__(parent)
        self._canvas = canvas
        self.item = DrawingItem(canvas.frame)
        self.item.setVisible(False)
        canvas.scene().addItem(self.item)
        self.work = TableWork(self)
        self.hold = Hold(canvas)
        self.sketch = SketchTool(canvas, self.item, self.work.snap)
        self.edit = EditTool(canvas, self.item, self.work.snap)
        self.pick = PickTool(canvas, self.item)
        self.panel = DrawPanel(canvas.viewport(), theme)
        self.panel.setProperty("opaque_body", True)
        self.purpose = ""  # new | union | subtract while sketching, pick while choosing a region
        self._joins = ""  # union | intersect | subtract with the region to be picked
        self.zone = ""  # the id whose handles are out
        self._name = ""
        self._strokes = count(1)
        self._stroke = ""
        self._connect()

    def _connect(self) -> None:
        sketch, edit, panel, work = self.sketch, self.edit, self.panel, self.work
        sketch.changed.connect(self._sketched)
        sketch.finished.connect(self._sketch_done)
        edit.shaping.connect(self._shaping)
        edit.shaped.connect(self._shaped)
        edit.remove_wanted.connect(self._remove)
        self.pick.picked.connect(self._picked)
        for tool in (sketch, edit, self.pick):
            tool.said.connect(self.said)
            tool.refused.connect(self._refuse)
        panel.kind_chosen.connect(self.set_kind)
        panel.numbers_changed.connect(self._numbers)
        panel.finish_wanted.connect(self.finish)
        panel.cancel_wanted.connect(self.stop)
        panel.done_wanted.connect(self.stop)
        panel.part_wanted.connect(self.start_part)
        panel.region_wanted.connect(self._combine_region)
        panel.buffer_wanted.connect(self._buffer)
        panel.snapping.connect(self._set_snapping)
        work.measured.connect(panel.show_figures)
        work.shaped.connect(self._worked_out)
        work.refused.connect(self._refuse)
        work.ready.connect(self._ready)
        self._canvas.settled.connect(self._settled)

    # what is under way

    @property
    def busy(self) -> bool:
        """Say whether a tool is held."""
        return bool(self.purpose or self.zone)

    @property
    def sketching(self) -> bool:
        """Say whether something new is being sketched."""
        return bool(self.purpose)

    @property
    def can_undo(self) -> bool:
        """Say whether the sketch has a step to take back."""
        return self.sketching and self.sketch.steps.can_undo

    @property
    def can_redo(self) -> bool:
        """Say whether the sketch has a step to do again."""
        return self.sketching and self.sketch.steps.can_redo

    def undo(self) -> bool:
        """Take back a step of the sketch; say whether that was it."""
        return self.sketching and self.sketch.undo()

    def redo(self) -> bool:
        """Do a step of the sketch again; say whether that was it."""
        return self.sketching and self.sketch.redo()

    # what a person begins and ends

    def start(self, kind: str = POLYGON) -> None:
        """Sketch a new zone."""
        self.stop()
        self._begin("new", kind)

    @Slot(str)
    def start_part(self, operation: str) -> None:
        """Sketch a part to be added to the zone held, or cut out of it."""
        if self.zone:
            self._begin(operation, POLYGON)

    def start_pick(self, operation: str) -> None:
        """Let a region be picked on the map, to be joined with the zone held."""
        table = self.work.table
        if table is None or not self.zone:
            return
        if not self.pick.regions:
            self.pick.regions = regions_of(table.oblasts())
        self.purpose, self._joins = "pick", operation
        self.hold.take(self.pick)
        self._open()
        self.panel.show_pick(WORDS[operation])
        self.pick.begin_picking(cuts=operation == "subtract")
        self._canvas.setFocus()
        self.changed.emit()

    @Slot(str)
    def _picked(self, region: str) -> None:
        self.stop()
        self._combine_region(self._joins, region)

    def _begin(self, purpose: str, kind: str) -> None:
        self.purpose = purpose
        self.sketch.cuts = purpose == "subtract"
        self.hold.take(self.sketch)
        self._open()
        self.set_kind(kind)

    def hold_zone(self, zone: str, name: str, rings: LonLatRings) -> None:
        """Put out the handles of a drawn zone, or follow its new outline."""
        if self.edit.dragging or self.sketching:
            return
        points = sum(len(ring) - 1 for ring in rings)
        if points > MOST:
            self.stop()
            self.said.emit(TOO_MANY.format(name=name, points=points, most=MOST))
            return
        new, self.zone, self._name = zone != self.zone, zone, name
        if new:
            self.edit.let_go()
            self.hold.take(self.edit)
            self._open()
            self.panel.show_figures(None)
            self.panel.show_said("")
        self.panel.show_edit(name)
        self.edit.show_rings(to_map(rings))
        self.work.measure(self.edit.rings)
        if new:
            self.held.emit(zone)
            self.changed.emit()

    @Slot()
    def stop(self) -> None:
        """Put the tool away: a sketch is dropped, handles go in."""
        was = self.busy
        back = self.zone if self.purpose not in ("", "new") else ""
        self.purpose = ""
        self.sketch.clear()
        if back:  # from a part back to the handles of the whole
            self.hold.take(self.edit)
            self.panel.show_edit(self._name)
            self.edit.refresh()
            self.work.measure(self.edit.rings)
            self.changed.emit()
            return
        self.zone = ""
        self.work.forget_measures()
        self.hold.take(None)
        self.item.sheet = Sheet()
        self.item.setVisible(False)
        self.panel.hide()
        if was:
            self._canvas.settle()
            self.held.emit("")
            self.changed.emit()

    def escape(self) -> bool:
        """Put a vertex back, or the tool away; say whether there was something to end."""
        if self.edit.cancel_drag():
            return True
        busy = self.busy
        self.stop()
        return busy

    @Slot()
    def finish(self) -> None:
        """Close the sketch and hand it on."""
        if self.sketch.kind == BELT:
            self.work.belt(self.purpose, self.panel.near.value(), self.panel.far.value())
        elif self.sketch.kind == CIRCLE:
            self._say("Click or drag on the map to say where the circle lies.")
        else:
            self.sketch.finish()

    @Slot(str)
    def set_kind(self, kind: str) -> None:
        """Sketch a polygon, a circle, a belt or freehand."""
        self.sketch.set_kind(kind)
        self.panel.show_sketch(TITLES[self.purpose], kind, self.sketch.words())
        self.panel.show_figures(None)
        self._numbers()
        self._canvas.setFocus()

    def _open(self) -> None:
        self.item.setVisible(True)
        self.panel.show()
        self.panel.raise_()
        self._canvas.settle()  # names and pills make room for the panel

    def restyle(self, theme: Theme) -> None:
        """Take colours and fonts from `theme`."""
        self.item.restyle(theme)
        self.panel.restyle(theme)

    # the sketch

    @Slot()
    def _sketched(self) -> None:
        if not self.sketching or self.purpose == "pick":
            return
        rings = self.sketch.rings()
        if rings:
            self.work.measure(rings)
        elif self.sketch.kind != BELT:
            self.work.forget_measures()
            self.panel.show_figures(None)
        self.panel.show_hint(self.sketch.words())
        self.changed.emit()

    @Slot(object)
    def _sketch_done(self, made: Rings | Circle) -> None:
        if isinstance(made, Circle):
            self.work.circle(self.purpose, made.x, made.y, made.km)
        else:
            self.work.mend(self.purpose, made)

    @Slot()
    def _numbers(self) -> None:
        self.sketch.radius_km = self.panel.radius.value()
        if self.sketching and self.sketch.kind == BELT:
            self.work.belt("look", self.panel.near.value(), self.panel.far.value())

    # answers of the table

    @Slot(str, object)
    def _worked_out(self, purpose: str, shape: Shaped) -> None:
        if purpose == "look":
            self._look_at(shape)
        elif purpose == "new" and self.purpose == "new":
            self.stop()
            self.drawn.emit(to_lonlat(shape.rings))
        elif purpose in ("union", "subtract") and self.purpose == purpose:
            part = to_lonlat(shape.rings)
            self.stop()
            self.work.combine("whole", self.edit.rings, purpose, part)
        elif purpose == "whole" and self.zone:
            self._hand_on(shape.rings)
        if shape.words:
            self._say(shape.words)

    def _look_at(self, shape: Shaped) -> None:
        """Show the belt that Finish would make."""
        if self.sketching and self.sketch.kind == BELT:
            self.item.sheet = Sheet(rings=shape.rings, cuts=self.sketch.cuts)
            self.work.measure(shape.rings)
            self._canvas.repaint_map()

    @Slot(str)
    def _refuse(self, sentence: str) -> None:
        if self.busy:
            self.panel.show_said(sentence)
        self.said.emit(sentence)

    @Slot()
    def _ready(self) -> None:
        table = self.work.table
        if table is not None:
            named = sorted((name, iso) for iso, (name, _, _) in table.oblasts().items())
            self.panel.set_regions([(iso, name) for name, iso in named])
        if self.zone:
            self.work.measure(self.edit.rings)

    # the handles

    @Slot(object)
    def _shaping(self, rings: Rings) -> None:
        if not self._stroke:
            self._stroke = f"stroke {next(self._strokes)}"
        self.work.measure(rings)
        self.reshaping.emit(self.zone, rings, self._stroke)

    @Slot(object)
    def _shaped(self, rings: Rings) -> None:
        self.work.mend("whole", rings)

    def _hand_on(self, rings: Rings) -> None:
        stroke = self._stroke or f"stroke {next(self._strokes)}"
        self._stroke = ""
        self.panel.show_said("")
        self.edit.show_rings(rings)
        self.work.measure(rings)
        self.reshaped.emit(self.zone, to_lonlat(rings), stroke)

    @Slot(str, str)
    def _combine_region(self, operation: str, region: str) -> None:
        if region == ON_THE_MAP:
            self.start_pick(operation)
            return
        table = self.work.table
        if table is not None and self.zone:
            other = table.oblasts()[region][2]
            self.work.combine("whole", self.edit.rings, operation, other)

    @Slot(float)
    def _buffer(self, km: float) -> None:
        if self.zone and km:
            self.work.buffer("whole", self.edit.rings, km)

    @Slot()
    def _remove(self) -> None:
        zone = self.zone
        self.stop()
        self.remove_wanted.emit(zone)

    @Slot(bool)
    def _set_snapping(self, on: bool) -> None:
        self.sketch.snapping = self.edit.snapping = on

    @Slot()
    def _settled(self) -> None:
        if self.zone and not self.sketching:
            self.edit.refresh()

    @Slot(str)
    def _say(self, words: str) -> None:
        if self.busy:
            self.panel.show_said(words)
        self.said.emit(words)

"""Zones and files: saved, opened, dragged onto the window; reading and writing happen elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QStandardPaths, Slot
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog

from wargame.app.records import SessionView
from wargame.gui.background import Background

if TYPE_CHECKING:
    from wargame.gui.main_window import MainWindow

SUFFIXES = (".geojson", ".json", ".gpkg", ".kml")
FILTER = "GeoJSON (*.geojson *.json);;GeoPackage (*.gpkg);;KML (*.kml)"
ALL = f"Zones (*{' *'.join(SUFFIXES)})"
SCENARIO = "Scenario (*.toml)"
AT_ONCE = 3  # zones of a file that are laid on the table


class ZonePapers(QObject):
    """Asks for a file, hands it to a thread, says what came of it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._view: SessionView | None = None
        self._background = Background("zone files", self)
        self._background.done.connect(self._done)
        self._background.failed.connect(self._failed)
        place = QStandardPaths.StandardLocation.DocumentsLocation
        self._folder = Path(QStandardPaths.writableLocation(place))
        for name, slot in (
            ("save_zones", self.ask_save),
            ("open_zones", self.ask_open),
            ("save_scenario", self.ask_scenario),
        ):
            window.acts[name].triggered.connect(slot)
            window.acts[name].setEnabled(False)
        window.view_shown.connect(self._see)
        window.setAcceptDrops(True)
        for part in (window.map.canvas, window.map.canvas.viewport()):
            part.setAcceptDrops(False)  # what is dropped on the map is dropped on the window
        window.installEventFilter(self)

    @Slot(object)
    def _see(self, view: SessionView) -> None:
        self._view = view
        self._window.acts["open_zones"].setEnabled(True)
        self._window.acts["save_scenario"].setEnabled(True)
        self._window.acts["save_zones"].setEnabled(bool(self.wanted()))

    def wanted(self) -> tuple[str, ...]:
        """The ids of what Save writes: the zone in hand, else all that are on, else all drawn."""
        if self._view is None:
            return ()
        cards = self._view.options
        held = self._window.drawing.drafting.zone
        if held:
            return (held,)
        on = tuple(card.id for card in cards if card.chosen and card.guarantee != "none")
        return on or tuple(card.id for card in cards if card.drawn)

    # asking

    @Slot()
    def ask_save(self) -> None:
        """A dialog asks where to write the zones."""
        ids = self.wanted()
        title = "Save zone" if len(ids) == 1 else f"Save {len(ids)} zones"
        start = str(self._folder / "zones.geojson")
        name, chosen = QFileDialog.getSaveFileName(self._window, title, start, FILTER)
        if name:
            self.save(_with_suffix(Path(name), chosen), ids)

    @Slot()
    def ask_open(self) -> None:
        """A dialog asks which file to read."""
        name, _ = QFileDialog.getOpenFileName(
            self._window, "Open zones", str(self._folder), f"{ALL};;{FILTER}"
        )
        if name:
            self.open(Path(name))

    @Slot()
    def ask_scenario(self) -> None:
        """A dialog asks where to write a copy of the scenario with the zones drawn."""
        start = str(self._folder / "scenario.toml")
        name, _ = QFileDialog.getSaveFileName(self._window, "Save a scenario copy", start, SCENARIO)
        if name:
            self.save_scenario(Path(name).with_suffix(".toml"))

    # doing

    def save(self, path: Path, ids: Sequence[str]) -> None:
        """The zones of those options are being written."""
        session, table = self._window.drawing.session, self._window.drawing.drafting.work.table
        self._folder = path.parent
        self._ask("save", lambda: _save(path, session, table, tuple(ids)))

    def open(self, path: Path) -> None:
        """The zones of a file are being read and will lie on the table."""
        self._folder = path.parent
        self._window.status.show_wait(f"Reading {path.name} \u2026")
        self._ask("open", lambda: _read(path))

    def save_scenario(self, path: Path) -> None:
        """A copy of the scenario is being written."""
        session = self._window.drawing.session
        self._folder = path.parent
        self._ask("scenario", lambda: _save_scenario(path, session))

    def _ask(self, kind: str, job: Callable[[], object]) -> None:
        self._background.ask(kind, job)

    @Slot(str, object, int)
    def _done(self, kind: str, found: Any, _number: int) -> None:
        self._window.status.end_work()
        if kind != "open":
            self._window.status.show_under(str(found))
            return
        zones, left = found[:AT_ONCE], len(found) - AT_ONCE
        self._window.drawing.commands.add(zones)
        said = [note for zone in zones for note in zone.notes]
        if left > 0:
            said.append(f"{left} more zones of the file were left out: three can be on at once.")
        if said:
            self._window.status.show_refusal(" ".join(said))

    @Slot(str, object, int)
    def _failed(self, _kind: str, error: Exception, _number: int) -> None:
        from wargame.app.refusals import REFUSALS  # noqa: PLC0415  costs the first window nothing

        self._window.status.end_work()
        if isinstance(error, (*REFUSALS, OSError)):
            self._window.status.show_refusal(str(error))
        else:
            self._window.faults.take_error(error)

    def stop(self) -> None:
        """The thread has ended."""
        self._background.stop()

    # dragged onto the window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A zone file dropped on the window is opened; anything else is left alone."""
        if isinstance(event, QDropEvent | QDragMoveEvent | QDragEnterEvent):
            paths = _zone_files(event)
            if not paths:
                return False
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                self.open(paths[0])
            return True
        return False


def _zone_files(event: QDropEvent) -> list[Path]:
    urls = event.mimeData().urls()
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in SUFFIXES]


def _with_suffix(path: Path, chosen: str) -> Path:
    """The path with the ending of the kind chosen, unless it has one of its own."""
    if path.suffix.lower() in SUFFIXES:
        return path
    kind = next((s for s in (".gpkg", ".kml") if s in chosen), SUFFIXES[0])
    return path.with_name(path.name + kind)


def _save(path: Path, session: Any, table: Any, ids: tuple[str, ...]) -> str:
    from wargame.app.zone_files import record_of, save_zones  # noqa: PLC0415  in the thread

    options = session.position.table
    save_zones(path, [record_of(options[name], table.shelf) for name in ids if name in options])
    return f"Saved {path.name}"


def _read(path: Path) -> object:
    from wargame.app.zone_files import read_zones  # noqa: PLC0415  in the thread

    return read_zones(path)


def _save_scenario(path: Path, session: Any) -> str:
    from wargame.app.zone_files import save_scenario  # noqa: PLC0415  in the thread

    save_scenario(path, session.scenario, session.position.table)
    return f"Saved {path.name}"

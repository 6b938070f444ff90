"""Events lists and decks as files: asked for in dialogs, dropped on the window, read elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QStandardPaths, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from wargame.app import msel_files
from wargame.app.msel_files import DECK, TITLES, FaultsError, Imported
from wargame.gui.exercise.msel_acts import MselActs
from wargame.gui.exercise.msel_notes import NotesDialog
from wargame.gui.exercise.room import Room

if TYPE_CHECKING:
    from wargame.app.exercise import ExerciseDesk
    from wargame.gui.exercise.deck_dialog import DeckDialog
    from wargame.gui.theme import Theme

ENDINGS = (".xlsx", ".csv", ".json")
READ = "Events lists (*.xlsx *.csv *.json)"
WRITE = {".xlsx": "Excel workbook (*.xlsx)", ".csv": "CSV (*.csv)", ".json": "JSON (*.json)"}
USUAL = {"conducttr": ".csv", "cexf": ".json"}  # what the tool itself reads
PREFERRED = ".xlsx"


class MselPapers(QObject):
    """`told` is the dialog that says what came of the last file: what was kept, or every fault."""

    _read = Signal(str, object)
    _failed = Signal(str, object)
    _written = Signal(str, str)

    theme: Theme

    def __init__(self, room: Room, owner: QWidget, acts: MselActs) -> None:
        super().__init__(owner)
        self._room, self._owner, self._acts = room, owner, acts
        self.told: NotesDialog | None = None
        self.deck: DeckDialog | None = None
        self._watched: QWidget | None = None
        place = QStandardPaths.StandardLocation.DocumentsLocation
        self._folder = Path(QStandardPaths.writableLocation(place))
        acts.actions_["import"].triggered.connect(self.ask_import)
        acts.actions_["deck"].triggered.connect(self.open_deck)
        acts.export_to.connect(self.ask_export)
        self._read.connect(self._tell_read)
        self._failed.connect(self._tell_failed)
        self._written.connect(self._tell_written)

    # ------------------------------------------------------------------------------------ asking

    @Slot()
    def ask_import(self) -> None:
        """A dialog asks which file is the events list."""
        name, _ = QFileDialog.getOpenFileName(
            self._owner.window(), "Import MSEL", str(self._folder), READ
        )
        if name:
            self.read(Path(name))

    @Slot()
    def ask_deck(self) -> None:
        """A dialog asks which file is the deck of cards."""
        name, _ = QFileDialog.getOpenFileName(
            self._owner.window(), "Import a deck of cards", str(self._folder), READ
        )
        if name:
            self.read(Path(name), as_deck=True)

    @Slot(str)
    def ask_export(self, kind: str) -> None:
        """A dialog asks where to write the list for a tool."""
        usual = USUAL.get(kind, PREFERRED)
        kinds = [WRITE[usual], *(words for ending, words in WRITE.items() if ending != usual)]
        name, chosen = QFileDialog.getSaveFileName(
            self._owner.window(),
            f"Export MSEL for {TITLES[kind]}",
            str(self._folder / f"msel_{kind}{usual}"),
            ";;".join(kinds),
        )
        if name:
            self.write(_with_ending(Path(name), chosen), kind)

    @Slot()
    def open_deck(self) -> None:
        """The dialog for cards is open."""
        from wargame.gui.exercise.deck_dialog import DeckDialog  # noqa: PLC0415  when asked for

        if self.deck is None or not self.deck.isVisible():
            self.deck = DeckDialog(self._room, self.theme, self._owner.window())
            self.deck.import_asked.connect(self.ask_deck)
        self.deck.open()

    # ------------------------------------------------------------------------------------- doing

    def read(self, path: Path, *, as_deck: bool = False) -> None:
        """The file is being read; a deck of cards goes to the deck, whatever it was taken for."""
        self._folder = path.parent

        def read(desk: ExerciseDesk) -> None:
            found = msel_files.read_msel(path)
            deck = as_deck or found.format == DECK
            found = desk.import_deck(path) if deck else desk.import_msel(path)
            self._read.emit(path.name, (found, deck))

        self._try(path.name, read)

    def write(self, path: Path, kind: str) -> None:
        """The list is being written for that tool."""
        self._folder = path.parent

        def write(desk: ExerciseDesk) -> None:
            desk.export_msel(path, kind)
            self._written.emit(path.name, kind)

        self._try(path.name, write)

    def _try(self, name: str, act: Callable[[ExerciseDesk], None]) -> None:
        """The session's thread does it; what is wrong with the file is told in its own dialog."""

        def tried(desk: ExerciseDesk) -> None:
            try:
                act(desk)
            except FaultsError as error:
                self._failed.emit(name, error)

        self._room.do(tried)

    # ----------------------------------------------------------------------------------- telling

    @Slot(str, object)
    def _tell_read(self, name: str, found: tuple[Imported, bool]) -> None:
        imported, deck = found
        words = msel_files.words(imported, imported.format)
        if deck:
            count = len(imported.msel.injects)
            words = f"{count} cards are in the deck"
            if imported.msel.columns:
                words += f"; kept as they are: {', '.join(imported.msel.columns)}"
        title = "Deck imported" if deck else "MSEL imported"
        after = "Undo brings back what stood there before."
        self._tell(title, f"{name}: {words}.", imported.notes, after)

    @Slot(str, object)
    def _tell_failed(self, name: str, error: FaultsError) -> None:
        count = len(error.faults)
        many = f"{count} things are" if count != 1 else "one thing is"
        lines = tuple(str(fault) for fault in error.faults)
        after = "Nothing was changed. Mend the file and import it again."
        self._tell("The file was not taken", f"{name}: {many} wrong.", lines, after)

    @Slot(str, str)
    def _tell_written(self, name: str, kind: str) -> None:
        after = "Fields for which the tool has no column stand in further columns; nothing is lost."
        self._tell("MSEL exported", f"{name}: written with the columns of {TITLES[kind]}.", (),
                   after)  # fmt: skip

    def _tell(self, title: str, words: str, lines: tuple[str, ...], after: str) -> None:
        over = self.deck if self.deck is not None and self.deck.isVisible() else None
        self.told = NotesDialog(title, words, lines, after, self.theme,
                                over or self._owner.window())  # fmt: skip
        self.told.open()

    # --------------------------------------------------------------------------- dropped on window

    def watch(self, window: QWidget) -> None:
        """A file dropped on that window is imported."""
        if self._watched is window:
            return
        if self._watched is not None:
            self._watched.removeEventFilter(self)
        self._watched = window
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """An events list or deck is imported; anything else is left alone."""
        if isinstance(event, QDropEvent | QDragMoveEvent | QDragEnterEvent):
            path = _list_file(event)
            if path is None:
                return False
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                self.read(path)
            return True
        return False


def _list_file(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    return next((path for path in paths if path.suffix.lower() in ENDINGS), None)


def _with_ending(path: Path, chosen: str) -> Path:
    """The path with the ending of the kind chosen, unless it has one of its own."""
    if path.suffix.lower() in ENDINGS:
        return path
    ending = next((e for e, words in WRITE.items() if words == chosen), PREFERRED)
    return path.with_name(path.name + ending)

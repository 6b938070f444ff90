"""The files of the sessions: new, open, copy, recent, dropped, and what a crash left unfinished.

Reading and writing happen in the session's thread; nothing here asks with a dialog before it must.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QEvent, QObject, QStandardPaths, Signal, Slot
from PySide6.QtGui import QAction, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QMenu

from wargame.gui.panels.notice_bar import NoticeBar
from wargame.gui.theme import Theme
from wargame.gui.workers import PlayedSession

if TYPE_CHECKING:
    from wargame.app.told import Listed, Told
    from wargame.gui.main_window import MainWindow

SUFFIX = ".wargame"
FILTER = f"Session (*{SUFFIX})"
KEPT = "sessions/elsewhere"  # files opened that are not in the user's own folder
MOST_ELSEWHERE = 8
NAMES = ("new_session", "open_session", "save_copy", "save")


class SessionFiles(QObject):
    """The File menu's sessions; `listed(tuple)` and `left(tuple)` come from the thread."""

    listed = Signal(object)
    left = Signal(object)
    copied = Signal(str)
    kept = Signal()

    def __init__(self, window: MainWindow, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._told: Told | None = None
        self._left: tuple[Listed, ...] = ()
        self._asked = False
        self.recovery, self.note = NoticeBar(theme), NoticeBar(theme)
        self.recovery.answered.connect(self._answer_recovery)
        self.note.answered.connect(self._answer_note)
        self.menu = QMenu("Recent", window)
        self.menu.setEnabled(False)
        self._place_menu()
        self._connect()

    def _place_menu(self) -> None:
        """Recent stands under Open in the File menu."""
        after = self._window.acts["open_session"]
        for menu in self._window.menuBar().findChildren(QMenu):
            actions = menu.actions()
            if after in actions:
                menu.insertMenu(actions[actions.index(after) + 1], self.menu)

    def _connect(self) -> None:
        window = self._window
        slots = (self.begin, self.ask_open, self.ask_copy, self.save)
        for name, slot in zip(NAMES, slots, strict=True):
            window.acts[name].triggered.connect(slot)
            window.acts[name].setEnabled(False)
        self.listed.connect(self._show_recent)
        self.left.connect(self._offer)
        self.copied.connect(self._tell_copied)
        self.kept.connect(self._tell_kept)
        window.installEventFilter(self)

    # what the session says

    def show_told(self, told: Told) -> None:
        """Where the session is written; on the first one, what a crash left is looked for."""
        before, self._told = self._told, told
        for name in NAMES:
            self._window.acts[name].setEnabled(True)
        if before is None or before.saved.path != told.saved.path:
            self._look_around()
        self._show_note(told, before)

    def _show_note(self, told: Told, before: Told | None) -> None:
        """What is to be known of the file stands in a bar: once, or as long as nothing is saved."""
        trouble = bool(told.saved.waiting) and not told.saved.read_only
        was = before is not None and bool(before.saved.waiting) and not before.saved.read_only
        if trouble and not was:
            words = told.saved.words
            said = f"{words[:1].upper()}{words[1:]}. Play goes on; a copy can be kept elsewhere."
            self.note.tell(said, (("copy", "Save a copy \u2026"), ("close", "Close")))
        elif was and not trouble:
            self.note.hide()
        elif told.note and (before is None or before.note != told.note):
            copy = (("copy", "Save a copy \u2026"),) if told.saved.read_only else ()
            self.note.tell(told.note, (*copy, ("close", "Close")))
        elif not told.note and before is not None and before.note:
            self.note.hide()

    def _look_around(self) -> None:
        """The thread lists the sessions there are and, the first time, those left unfinished."""
        elsewhere, first = self._elsewhere(), not self._asked
        self._asked = True

        def look(session: PlayedSession) -> None:
            kept = cast("Any", session)
            if first:
                self.left.emit(kept.unfinished())
            self.listed.emit(kept.recent(elsewhere))

        self._window.host.inquire(look)

    # a crash

    @Slot(object)
    def _offer(self, left: tuple[Listed, ...]) -> None:
        """The session that was not closed can be continued; nothing waits for the answer."""
        from wargame.app.kept_session import when  # noqa: PLC0415  loaded by the thread already

        self._left = left
        if not left:
            return
        last = left[0]
        turn = "the start" if not last.turn else f"turn {last.turn}"
        words = f"{last.title} was not closed. Every step up to {turn}, {when(last.at)}, is there."
        answers = (
            ("continue", f"Continue at {turn}, {when(last.at)}"),
            ("later", "Not now"),
        )
        self.recovery.tell(words, answers)

    @Slot(str)
    def _answer_recovery(self, answer: str) -> None:
        left, self._left = self._left, ()
        opened = left[0].path if answer == "continue" and left else None
        away = [line.path for line in left if line.path != opened]
        if opened is not None:
            self.open(opened)
        self._window.host.inquire(lambda session: cast("Any", session).put_away(away))

    @Slot(str)
    def _answer_note(self, answer: str) -> None:
        if answer == "copy":
            self.ask_copy()

    # new and open

    @Slot()
    def begin(self) -> None:
        """A new session of the same scenario is on the table, in a new file."""
        self._window.play_out.stop()

        def command(session: PlayedSession) -> None:
            from wargame.app.session import Session  # noqa: PLC0415  in the thread

            kept = cast("Any", session)
            kept.begin(Session.of(kept.scenario))

        self._window.host.ask(command)

    @Slot()
    def ask_open(self) -> None:
        """A person chooses a file; the session in it goes on."""
        folder = str(Path(self._told.saved.path).parent) if self._told else ""
        name, _ = QFileDialog.getOpenFileName(self._window, "Open a session", folder, FILTER)
        if name:
            self.open(Path(name))

    def open(self, path: Path) -> None:
        """The session of that file is on the table; the one before is closed and stays."""
        self._window.play_out.stop()
        self._remember(path)
        self._window.host.ask(lambda session: cast("Any", session).open_file(path))

    # copies and saving

    @Slot()
    def ask_copy(self) -> None:
        """A person says where a whole copy of the session shall lie."""
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        folder = Path(QStandardPaths.writableLocation(documents))
        own = Path(self._told.saved.path).name if self._told else f"session{SUFFIX}"
        name, _ = QFileDialog.getSaveFileName(
            self._window, "Save a copy", str(folder / own), FILTER
        )
        if name:
            self.save_copy(Path(name).with_suffix(SUFFIX))

    def save_copy(self, path: Path) -> None:
        """The thread writes the copy; a fault is told as any refusal."""

        def command(session: PlayedSession) -> None:
            cast("Any", session).save_copy(path)
            self.copied.emit(str(path))

        self._window.host.inquire(command)

    @Slot()
    def save(self) -> None:
        """All is saved already; the window says so, or what is wrong."""

        def command(session: PlayedSession) -> None:
            cast("Any", session).save()
            self.kept.emit()

        self._window.host.inquire(command)

    @Slot(str)
    def _tell_copied(self, name: str) -> None:
        self._window.status.show_refusal("")
        self._window.status.show_wait(f"Copy written: {name}")

    @Slot()
    def _tell_kept(self) -> None:
        self._window.status.show_refusal("")
        self._window.status.show_wait("Every step is saved as it is taken.")

    # recent

    def _elsewhere(self) -> list[Path]:
        kept = str(self._window.settings.value(KEPT, ""))
        return [Path(line) for line in kept.split("\n") if line]

    def _remember(self, path: Path) -> None:
        others = [p for p in self._elsewhere() if p != path]
        lines = [str(p) for p in (path, *others)][:MOST_ELSEWHERE]
        self._window.settings.setValue(KEPT, "\n".join(lines))

    @Slot(object)
    def _show_recent(self, found: tuple[Listed, ...]) -> None:
        from wargame.app.kept_session import when  # noqa: PLC0415  loaded by the thread already

        self.menu.clear()
        for line in found:
            turn = "at the start" if not line.turn else f"turn {line.turn}"
            action = QAction(f"{line.title}, {turn}, {when(line.at)}", self.menu)
            action.setData(str(line.path))
            action.setToolTip(str(line.path))
            action.triggered.connect(self._open_recent)
            self.menu.addAction(action)
        self.menu.setToolTipsVisible(True)
        self.menu.setEnabled(bool(found))

    @Slot()
    def _open_recent(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.open(Path(str(action.data())))

    # dragged onto the window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A session file dropped on the window is opened; anything else is left alone."""
        if isinstance(event, QDropEvent | QDragMoveEvent | QDragEnterEvent):
            urls = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
            paths = [Path(url) for url in urls if url.lower().endswith(SUFFIX)]
            if not paths:
                return False
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                self.open(paths[0])
            return True
        return False

    def set_theme(self, theme: Theme) -> None:
        """From now on the bars wear `theme`."""
        self.recovery.set_theme(theme)
        self.note.set_theme(theme)

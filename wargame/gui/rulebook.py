"""The rulebook's window, and the thread that builds the book when it is first asked for."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from wargame.app.rulebook_records import Book
from wargame.gui.panels.rulebook_window import LIST_WIDTH, SIZE, RulebookWindow
from wargame.gui.theme import Theme
from wargame.gui.threads import begin


class RulebookHelp(QObject):
    """Opens the rulebook beside the game; `broke(exception)` when it cannot be built.

    The rules are listed at once, their worked examples when the engine has played them.
    """

    found = Signal(object)
    broke = Signal(object)

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme, self._parent = theme, window
        self._thread: threading.Thread | None = None
        self._stopped = False
        self.window: RulebookWindow | None = None
        self.found.connect(self._show_book)

    @Slot()
    def show(self) -> None:
        """The rulebook is open, at the rule last looked at."""
        self.open("")

    @Slot(str)
    def open(self, rule_id: str) -> None:
        """The rulebook is open at that rule."""
        if self.window is None:
            self.window = RulebookWindow(self._theme, self._parent)
            room = self._parent.screen().availableSize()
            scale = self._theme.px
            wide, tall = min(scale(SIZE[0]), room.width()), min(scale(SIZE[1]), room.height())
            self.window.resize(wide, tall)
            self.window.split.setSizes([scale(LIST_WIDTH), wide - scale(LIST_WIDTH)])
        if rule_id:
            self.window.open_rule(rule_id)
        if self.window.isVisible():
            self.window.raise_()
        self.window.show()
        self.window.activateWindow()
        self.window.field.setFocus()
        if self._thread is None:
            self._thread = begin("rulebook", self._build)

    def set_theme(self, theme: Theme) -> None:
        """From now on the window wears `theme`."""
        self._theme = theme
        if self.window is not None:
            self.window.set_theme(theme)

    def stop(self) -> None:
        """The rulebook is closed; what the thread still finds is shown nowhere."""
        self._stopped = True
        if self.window is not None:
            self.window.close()

    def _build(self) -> None:
        """In the thread: the rules, then the rules with their examples."""
        from wargame.app import rulebook  # noqa: PLC0415  costs the first window nothing

        try:
            rulebook.warm()
            for worked in (False, True):
                if self._stopped:
                    return
                self._tell(rulebook.build(worked=worked))
        except Exception as error:  # noqa: BLE001  shown by the window
            self._tell(error)

    def _tell(self, what: Book | Exception) -> None:
        if self._stopped:
            return
        try:
            (self.broke if isinstance(what, Exception) else self.found).emit(what)
        except RuntimeError:
            return  # the window is gone, and nobody listens

    @Slot(object)
    def _show_book(self, book: Book) -> None:
        if self.window is not None:
            self.window.show_book(book)

"""The audience window and the facilitator's hand on it; nothing is made before it is asked for.

The window is fed by `wargame.app.audience` in the session's thread: what the main window knows
never reaches it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Signal, Slot
from PySide6.QtGui import QGuiApplication, QScreen

from wargame.app.atlas import Atlas
from wargame.gui.theme import Theme
from wargame.gui.window_keys import leave_space_to_the_turn
from wargame.gui.workers import PlayedSession

if TYPE_CHECKING:
    from wargame.app.audience_records import AudienceView
    from wargame.app.records import SessionView
    from wargame.gui.main_window import MainWindow
    from wargame.gui.panels.audience_bar import AudienceBar
    from wargame.gui.panels.audience_box import FramingBox
    from wargame.gui.panels.audience_window import AudienceWindow

SHARE = 0.5  # of what the room sees that a new frame covers


class Audience(QObject):
    """Opens, feeds and steers the window; `found(AudienceView)` by the session's thread."""

    found = Signal(object)
    shown = Signal(object)

    def __init__(self, window: MainWindow, atlas: Atlas) -> None:
        super().__init__(window)
        self._window, self._atlas = window, atlas
        self.large: AudienceWindow | None = None
        self.bar: AudienceBar | None = None
        self.box: FramingBox | None = None
        window.acts["audience"].setEnabled(False)
        window.acts["audience"].toggled.connect(self.show_window)
        window.view_shown.connect(self._see)
        self.found.connect(self._show)

    @Slot(object)
    def _see(self, _view: SessionView) -> None:
        self._window.acts["audience"].setEnabled(True)
        if self.large is not None and self.large.isVisible():
            self._window.host.inquire(self._question)

    def _question(self, session: PlayedSession) -> None:
        from wargame.app.audience import audience_view  # noqa: PLC0415  not before the window
        from wargame.app.exercise_time import last_turned  # noqa: PLC0415

        tree = getattr(session, "tree", None)
        turned = last_turned(tree) if tree is not None else 0
        self.found.emit(audience_view(session.standing(), turned=turned))

    @Slot(object)
    def _show(self, view: AudienceView) -> None:
        if self.large is not None:
            self.large.show_view(view)
            self.shown.emit(view)

    @Slot(bool)
    def show_window(self, on: bool) -> None:
        """The window is open, on another screen where there is one, or gone."""
        if not on:
            self._put_away()
            return
        if self.large is None:
            self._make()
        if self.large is None or self.bar is None:
            return
        other = _other_screen(self._window.screen())
        if other is not None:
            self.large.setGeometry(other.availableGeometry())
            self.large.showFullScreen()
        else:
            self.large.show()
        self.bar.show()
        self._window.host.inquire(self._question)

    def _make(self) -> None:
        from wargame.gui.panels.audience_bar import AudienceBar  # noqa: PLC0415  not before asked
        from wargame.gui.panels.audience_box import FramingBox  # noqa: PLC0415
        from wargame.gui.panels.audience_window import AudienceWindow  # noqa: PLC0415

        theme = self._window.looks.theme
        self.large = AudienceWindow(theme.mode, self._atlas, self._window)
        self.bar = AudienceBar(theme)
        leave_space_to_the_turn(self.bar)
        self.box = FramingBox(self._window.map.canvas, theme)
        self._window.frame.add_above(self.bar)
        self.large.winId()
        handle = self.large.windowHandle()
        if handle is not None:
            # on one screen the main window can lie above it; Qt takes none, its stubs do not
            handle.setTransientParent(None)  # type: ignore[arg-type]
        self.large.closed.connect(self._closed)
        self.bar.closed.connect(self._closed)
        self.bar.blackened.connect(self.large.black_out)
        self.bar.asked.connect(self.large.ask)
        self.bar.coded.connect(self._code)
        self.bar.framed.connect(self._frame)
        self.bar.held.connect(self._hold)
        self.box.moved.connect(self._follow)

    @Slot()
    def _closed(self) -> None:
        self._window.acts["audience"].setChecked(False)

    def _put_away(self) -> None:
        if self.large is None or self.bar is None:
            return
        self.bar.reset()
        self.bar.hide()
        self.large.hide()

    # the facilitator's hand

    @Slot(str)
    def put_question(self, words: str) -> None:
        """The room reads that question; the window is opened for it."""
        self._window.acts["audience"].setChecked(True)
        if self.bar is not None:
            self.bar.put_question(words)

    @Slot(str)
    def _code(self, words: str) -> None:
        if self.large is None or self.bar is None:
            return
        try:
            self.large.show_code(words)
        except ValueError as refusal:
            self.bar.code.setChecked(False)
            self._window.status.show_refusal(str(refusal))

    @Slot(bool)
    def _frame(self, on: bool) -> None:
        """A box stands on the map and the room's map follows it; without one it shows all."""
        if self.large is None or self.box is None or self.bar is None:
            return
        self.box.setVisible(on)
        if not on:
            self.bar.hold.setChecked(False)
            self.large.show_area(None)
            return
        seen = self.large.map.shown()
        middle = self._window.map.canvas.frame.visible.center()
        area = QRectF(0, 0, seen.width() * SHARE, seen.height() * SHARE)
        area.moveCenter(middle)
        self.box.put(area)
        self.box.raise_()
        self._follow(area)

    @Slot(bool)
    def _hold(self, on: bool) -> None:
        if not on and self.box is not None and self.box.isVisible():
            self._follow(self.box.area)

    @Slot(QRectF)
    def _follow(self, area: QRectF) -> None:
        if self.large is not None and self.bar is not None and not self.bar.hold.isChecked():
            self.large.show_area(area)

    @Slot(object)
    def set_theme(self, theme: Theme) -> None:
        """From now on window, bar and box wear `theme`; letters in the room keep their size."""
        if self.large is not None and self.bar is not None and self.box is not None:
            self.large.set_mode(theme.mode)
            self.bar.set_theme(theme)
            self.box.set_theme(theme)

    def stop(self) -> None:
        """The window is closed."""
        if self.large is not None:
            self.large.close()


def _other_screen(own: QScreen) -> QScreen | None:
    """A screen that the main window is not on, or None."""
    return next((screen for screen in QGuiApplication.screens() if screen is not own), None)

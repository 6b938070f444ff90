"""The focus ring of the tokens: two pixels of accent, two off, round what has the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QTabBar, QWidget
from shiboken6 import isValid

from wargame.gui.theme import Theme

RINGED = "ringed"  # a window of its own that is never deleted before the main window
FOLLOWS = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Hide, QEvent.Type.Show)


class FocusRing(QWidget):
    """A ring that follows the keyboard from button to button; the mouse passes through it.

    Lists, tables, fields and the map paint their own focus.
    """

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._owner = parent
        self._target: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self.follow)

    def set_theme(self, theme: Theme) -> None:
        """From now on the ring wears `theme`."""
        self._theme = theme
        self._place()

    @Slot(QWidget, QWidget)
    def follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        """The ring is round `now` when that is a button or a tab bar of this window."""
        if self._target is not None and isValid(self._target):
            self._target.removeEventFilter(self)
        ringed = isinstance(now, (QAbstractButton, QTabBar)) and self._owns(now.window())
        self._target = now if ringed else None
        if self._target is not None:
            self._target.installEventFilter(self)
            self._target.destroyed.connect(self.forget)
        self._place()

    def _owns(self, window: QWidget) -> bool:
        """Whether that is the window itself, or one of its parts that lasts as long as it does."""
        return window is self._owner or bool(window.property(RINGED))

    @Slot()
    def forget(self) -> None:
        """The ringed widget is gone, and the ring with it."""
        self._target = None
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The ring moves with its target."""
        if event.type() in FOLLOWS:
            self._place()
        return False

    def _margin(self) -> int:
        return int(
            self._theme.number("state.focus.width") + self._theme.number("state.focus.offset")
        )

    def _place(self) -> None:
        target = self._target
        if target is None or not isValid(target) or not target.isVisible():
            self.hide()
            return
        parent = target.parentWidget() or self._owner
        if self.parentWidget() is not parent:
            self.setParent(parent)
        margin = self._margin()
        self.setGeometry(target.geometry().adjusted(-margin, -margin, margin, margin))
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ring is drawn."""
        width = self._theme.number("state.focus.width")
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("accent"), width))
        radius = self._theme.number("radius.control") + width
        half = width / 2
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius
        )

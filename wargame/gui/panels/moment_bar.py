"""The bar over the turn track while a past moment is looked at: slider, playback, the way back."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSlider,
    QToolButton,
    QWidget,
)

from wargame.gui.dress import label, put_on, with_role
from wargame.gui.icons import icon
from wargame.gui.theme import Theme

SPEEDS = (1, 2, 4, 8, 16)


class MomentBar(QFrame):
    """Hidden until `show_moment`.

    `sought(index)` of the moment wanted; `played(bool)`; `resumed` to play on from here; `left` to
    go back to where the game stands.
    """

    sought = Signal(int)
    played = Signal(bool)
    resumed = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self._words = ""
        self.words: QLabel = label("control", "warn")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName("Moment of the game looked at")
        self.slider.setPageStep(4)
        self.slider.valueChanged.connect(self.sought)
        self.play = QToolButton()
        self.play.setCheckable(True)
        self.play.setToolTip("Play back from here, or stop")
        self.play.setAccessibleName("Play back")
        self.play.setProperty("outlined", True)
        self.play.toggled.connect(self.played)
        self.speeds = QButtonGroup(self)
        self.resume = self._button("Play from here", "What came later stays as a branch")
        self.resume.setProperty("primary", True)
        self.resume.clicked.connect(self.resumed)
        self.back = self._button("Back to now", "Back to where the game stands (Esc)")
        self.back.clicked.connect(self.left)
        self._lay_out()
        self.set_theme(theme)
        self.hide()

    def _button(self, words: str, tip: str) -> QPushButton:
        button = QPushButton(words)
        button.setToolTip(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        with_role(button, "control")
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 12, 4)
        row.setSpacing(8)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(self.words, 5)
        row.addWidget(self.slider, 4)
        row.addWidget(self.play)
        for speed in SPEEDS:
            button = QToolButton()
            button.setText(f"{speed}\u00d7")
            button.setCheckable(True)
            button.setChecked(speed == 1)
            button.setToolTip(f"Play back {speed} times as fast")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            with_role(button, "caption")
            self.speeds.addButton(button, speed)
            row.addWidget(button)
        self.play.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row.addWidget(self.resume)
        row.addWidget(self.back)

    def set_theme(self, theme: Theme) -> None:
        """From now on the bar wears `theme`."""
        self._theme = theme
        put_on(self, theme)
        side = theme.length("size.icon.inline")
        self.play.setIcon(icon("play", theme))
        self.play.setIconSize(QSize(side, side))
        self.slider.setMinimumWidth(theme.px(120))

    @property
    def speed(self) -> int:
        """How many times as fast the game is played back."""
        return self.speeds.checkedId()

    def show_moment(self, index: int, last: int, words: str) -> None:
        """The bar stands at the moment of that index, told in words."""
        self._words = words
        self.words.setToolTip(words)
        self._elide()
        self.slider.blockSignals(True)
        self.slider.setRange(0, last)
        if not self.slider.isSliderDown():
            self.slider.setValue(index)
        self.slider.blockSignals(False)
        self.slider.setAccessibleDescription(words)
        self.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words end where their room ends."""
        super().resizeEvent(event)
        self._elide()

    def showEvent(self, event: QShowEvent) -> None:
        """The room for the words is known."""
        super().showEvent(event)
        self._elide()

    def _elide(self) -> None:
        room, letters = self.words.width(), self.words.fontMetrics()
        self.words.setText(letters.elidedText(self._words, Qt.TextElideMode.ElideRight, room))

    @Slot()
    def stop(self) -> None:
        """Nothing is played back."""
        self.play.setChecked(False)

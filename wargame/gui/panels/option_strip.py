"""The options folded to their signs, for a window too narrow for cards."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from wargame.app.records import OptionCard, SessionView
from wargame.gui.theme import Theme
from wargame.gui.widgets.swatch import paint_swatch


class _Sign(QAbstractButton):
    """One option as a button with its sign; pressed in while it is chosen."""

    def __init__(self, option: str, theme: Theme) -> None:
        super().__init__()
        self.option = option
        self._theme = theme
        self._card: OptionCard | None = None
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.updateGeometry()

    def show_card(self, card: OptionCard) -> None:
        self._card = card
        self.setChecked(card.chosen)
        self.setAccessibleName(f"{card.name}: switch this zone on or off")
        self.setToolTip(f"{card.name}\n{card.summary}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(36), self._theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._card is None:
            return
        painter, theme = QPainter(self), self._theme
        if self.isChecked() or self.underMouse():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(theme.color("accent" if self.isChecked() else "border"))
            painter.setBrush(theme.color("accent_soft" if self.isChecked() else "sunken"))
            radius = theme.length("radius.control")
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), radius, radius)
        sign = QRectF(0, 0, theme.px(20), theme.px(15))
        sign.moveCenter(self.rect().toRectF().center())
        paint_swatch(painter, sign, theme, self._card.guarantee, self._card.in_force_now)


class OptionStrip(QWidget):
    """A column of signs; `switched(id, on)` as the cards say it."""

    switched = Signal(str, bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._signs: dict[str, _Sign] = {}
        self._spare: list[_Sign] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(6, 12, 6, 8)
        self._column.setSpacing(6)
        self._column.addStretch(1)

    def set_theme(self, theme: Theme) -> None:
        """From now on new signs wear `theme` too."""
        self._theme = theme

    def show_view(self, view: SessionView) -> None:
        """The signs are those of the options of `view`."""
        if tuple(self._signs) != tuple(card.id for card in view.options):
            self._build(view)
        for card in view.options:
            self._signs[card.id].show_card(card)

    def _build(self, view: SessionView) -> None:
        """A sign for each option, in their order; signs are kept and used again, as cards are."""
        wanted = [card.id for card in view.options]
        for gone in [option for option in self._signs if option not in wanted]:
            old = self._signs.pop(gone)
            self._column.removeWidget(old)
            old.hide()
            self._spare.append(old)
        self._signs = {option: self._signs.get(option) or self._made(option) for option in wanted}
        for sign in self._signs.values():
            self._column.insertWidget(self._column.count() - 1, sign)
            sign.show()

    def _made(self, option: str) -> _Sign:
        if self._spare:
            used = self._spare.pop()
            used.option = option
            used.set_theme(self._theme)
            return used
        sign = _Sign(option, self._theme)
        sign.clicked.connect(self._clicked)
        return sign

    @Slot(bool)
    def _clicked(self, on: bool) -> None:
        sign = self.sender()
        if isinstance(sign, _Sign):
            self.switched.emit(sign.option, on)

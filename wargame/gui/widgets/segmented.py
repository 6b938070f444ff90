"""Two words side by side, one of them chosen: "Now | On ceasefire"."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from wargame.gui.dress import with_role
from wargame.gui.theme import Theme


class _Segment(QAbstractButton):
    """One word of the control, rounded on its outer side."""

    def __init__(self, text: str, theme: Theme, first: bool) -> None:
        super().__init__()
        self._theme = theme
        self._first = first
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        with_role(self, "control")
        self.setFont(theme.font("control"))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self.text()) + self._theme.px(20)
        return QSize(width, self._theme.length("size.field") - self._theme.px(2))

    def _shape(self) -> QPainterPath:
        """The outline, one pixel narrower than the widget, square where the neighbour stands."""
        radius = self._theme.length("radius.control")
        outer = QPainterPath()
        rect = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        outer.addRoundedRect(rect, radius, radius)
        inner = QPainterPath()
        square = rect.adjusted(rect.width() / 2, 0, 0, 0) if self._first else rect
        if not self._first:
            square = rect.adjusted(-0.5, 0, -rect.width() / 2, 0)
        inner.addRect(square)
        return outer.united(inner).simplified()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._theme
        on = self.isChecked()
        fill = "accent" if on else "sunken" if self.underMouse() else "raised"
        painter.setPen(QPen(theme.color("accent" if on else "border_strong"), 1))
        painter.setBrush(theme.color(fill))
        painter.drawPath(self._shape())
        ink = "on_accent" if on else "text" if self.isEnabled() else "text_dis"
        painter.setPen(theme.color(ink))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


class Segmented(QWidget):
    """A choice of two; `chosen(True)` says that the first word has been picked by a person."""

    chosen = Signal(bool)

    def __init__(
        self, first: str, second: str, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.first = _Segment(first, theme, first=True)
        self.second = _Segment(second, theme, first=False)
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for button in (self.first, self.second):
            self._group.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        self._group.buttonClicked.connect(self._clicked)

    def set_first(self, on: bool) -> None:
        """The first or the second word is shown as chosen; nobody is told."""
        (self.first if on else self.second).setChecked(True)

    @Slot(QAbstractButton)
    def _clicked(self, button: QAbstractButton) -> None:
        self.chosen.emit(button is self.first)

"""Measuring a way and what it encloses, on the ellipsoid."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from wargame.app import measuring
from wargame.gui import icons
from wargame.gui.map.canvas import MapCanvas
from wargame.gui.map.drawing.item import DrawingItem
from wargame.gui.map.drawing.rings import LEAST
from wargame.gui.map.drawing.sketch import SketchTool
from wargame.gui.map.overlays import SHADOW, Overlay, tint
from wargame.gui.theme import Theme

WIDTH = 300
AT_FIRST = "Click sets a point. Enter or a double click ends the way; the next click begins anew."


def _no_snap(_x: float, _y: float, _metres: float) -> None:
    """Hold on to nothing: a measure is what the hand says."""


class MeasureTool(SketchTool):
    """Points of a way; when it has ended the next click begins another."""

    def __init__(self, canvas: MapCanvas, item: DrawingItem) -> None:
        """Measure nothing yet."""
        super().__init__(canvas, item, _no_snap)
        self.ended = False

    def finish(self) -> bool:
        """End the way; it stays in view."""
        self.ended = len(self.points) > 1
        self._here = None
        self._show()
        return self.ended

    def click(self, at: QPointF, event: QMouseEvent) -> bool:
        """Set a point, the first of another way if one has ended."""
        if self.ended:
            self.clear()
            self.ended = False
        return super().click(at, event)

    def hover(self, at: QPointF, event: QMouseEvent) -> None:
        """Let the rubber line follow the hand until the way has ended."""
        if not self.ended:
            super().hover(at, event)

    def measured(self) -> measuring.Measured:
        """Return the way to where the hand is, and what closing it would enclose."""
        points = self.points
        if self._here is not None and len(points):
            points = np.vstack((points, [self._here]))
        return measuring.measure(points)

    def _show(self) -> None:
        super()._show()
        sheet = self._item.sheet
        sheet.closes = False
        if self.ended and len(self.points) >= LEAST:
            sheet.rings, sheet.filled = (self.points,), True


class MeasureCard(Overlay):
    """The way in kilometres and what it encloses; `closed_by_hand()`."""

    closed_by_hand = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Lie on the map, hidden."""
        super().__init__(parent)
        self.title, self.hint = QLabel("Measure", self), QLabel(AT_FIRST, self)
        self.length, self.area = QLabel(self), QLabel(self)
        self.close_button = QToolButton(self)
        self.close_button.setAutoRaise(True)
        self.close_button.setStyleSheet("padding: 0")
        self.close_button.setAccessibleName("Stop measuring")
        self.close_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.close_button.clicked.connect(self.closed_by_hand)
        self.hint.setWordWrap(True)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SHADOW + 12, SHADOW + 7, SHADOW + 8, SHADOW + 10)
        column.setSpacing(3)
        column.addLayout(head)
        for part in (self.length, self.area, self.hint):
            column.addWidget(part)
        self.setAccessibleName("Distance and area")
        self.hide()

    def restyle(self, theme: Theme) -> None:
        """Take colours and fonts from `theme`."""
        super().restyle(theme)
        for part in (self.title, self.length, self.area, self.hint):
            part.ensurePolished()
        tint(self.title, theme, "text", "section")
        tint(self.length, theme, "text", "panel")
        tint(self.area, theme, "text", "body")
        tint(self.hint, theme, "text2", "secondary")
        side = theme.length("size.hit_min")
        self.close_button.setIcon(icons.icon("x", theme, "text2", 15))
        self.close_button.setFixedSize(side, side)
        self.setFixedWidth(theme.px(WIDTH) + 2 * SHADOW)
        self.show_measured(measuring.Measured((), 0.0))

    def show_measured(self, found: measuring.Measured) -> None:
        """Show a way and its area."""
        legs = found.legs_km
        total = f"{kilometres(found.length_km)} in all" if len(legs) > 1 else ""
        last = kilometres(legs[-1]) if legs else "0 km"
        self.length.setText(f"{total}, last leg {last}" if total else last)
        self.area.setText(f"encloses {found.area_km2:,.0f} km\u00b2 when closed")
        self.area.setVisible(found.area_km2 > 0)
        self.setAccessibleDescription(f"{self.length.text()}. {self.area.text()}")
        layout = self.layout()
        if layout is not None:
            room = self.width() - 2 * (SHADOW + 12)
            self.hint.setFixedHeight(max(self.hint.heightForWidth(room), 0))
            layout.invalidate()
            layout.activate()
            self.resize(QSize(self.width(), layout.sizeHint().height()))


def kilometres(km: float) -> str:
    """Return a distance as it is written: metres below one kilometre."""
    if km < 1:
        return f"{1000 * km:,.0f} m"
    return f"{km:,.1f} km" if km < 100 else f"{km:,.0f} km"

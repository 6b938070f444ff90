"""The legend, which is the layer list: each row switches what it explains."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from wargame.app.records import ZoneShape
from wargame.gui import icons
from wargame.gui.map.overlays import SHADOW, Overlay, tint
from wargame.gui.map.patterns import STATUSES, paint_swatch
from wargame.gui.theme import Theme

ROWS = {
    "government-held": "Government-held",
    "occupied": "Occupied",
    "contested": "Contested",
    "frozen-conflict": "Frozen-conflict",
    "zone": "Zone",
    "nato": "NATO members",
    "claims": "Claims (labelled as claims)",
    "names": "Cities and names",
    "front": "Line of contact",
}
NOTE = "Line: stability, softer where less certain"
OFF_AT_FIRST = ("claims",)
GUARANTEES = {
    "article5": "Article 5",
    "bilateral": "bilateral",
    "eu": "EU 42(7)",
    "un": "UN mission",
}


def zone_words(shape: ZoneShape | None) -> str:
    """Return the legend's words for a zone."""
    if shape is None:
        return ROWS["zone"]
    guarantee = GUARANTEES.get(shape.guarantee, "no guarantee")
    time = "in force now" if shape.in_force_now else "on ceasefire"
    return f"Zone: {guarantee}, {time}"


def swatch(key: str, theme: Theme, shape: ZoneShape | None, ratio: float) -> QPixmap:
    """Return the little picture of a row."""
    size = QSize(20, 14)
    pixmap = QPixmap(size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(0.75, 0.75, 18.5, 12.5)
    if key in STATUSES:
        paint_swatch(painter, theme, key, box, ratio)
    elif key == "nato":
        painter.setPen(QPen(theme.color("map.natoline"), 1))
        painter.setBrush(theme.color("map.nato"))
        painter.drawRoundedRect(box, 3, 3)
    elif key == "zone" and shape is not None:
        _zone_swatch(painter, theme, shape, box)
    elif key == "claims":
        pen = QPen(theme.color("map.ink"), 1.4)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.drawLine(0, 7, 20, 7)
    elif key == "names":
        painter.setPen(theme.color("text2"))
        painter.setFont(theme.font("axis"))
        painter.drawText(QRectF(0, 0, 20, 14), Qt.AlignmentFlag.AlignCenter, "Aa")
    elif key == "front":
        painter.setPen(QPen(theme.color("map.casing"), 7))
        painter.drawLine(0, 7, 20, 7)
        painter.setPen(QPen(theme.stability_color(50), 4.6))
        painter.drawLine(0, 7, 20, 7)
    painter.end()
    return pixmap


def _zone_swatch(painter: QPainter, theme: Theme, shape: ZoneShape, box: QRectF) -> None:
    color = theme.zone_color(shape.guarantee)
    fill = QColor(color)
    fill.setAlphaF(theme.number("zone.inner_band_opacity"))
    pen = QPen(color, 2.0)
    dash = theme.zone_dash(shape.guarantee, shape.in_force_now)
    if dash:
        pen.setDashPattern([max(length / 4.0, 0.9) for length in dash])
    painter.setPen(pen)
    painter.setBrush(fill)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)


class LayerSwitch(QCheckBox):
    """A check box with the picture of what it switches."""

    def __init__(self, key: str, parent: QWidget) -> None:
        """Explain and switch the layer `key`."""
        super().__init__(ROWS[key], parent)
        self.key = key
        self._theme: Theme | None = None
        self._picture = QPixmap()

    def restyle(self, theme: Theme, shape: ZoneShape | None) -> None:
        """Take colours, font and picture from `theme`."""
        self._theme = theme
        self._picture = swatch(self.key, theme, shape, self.devicePixelRatioF())
        self.setFont(theme.font("secondary"))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for box, picture and words."""
        scale = self._theme.scale if self._theme else 1.0
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(int(48 * scale) + words + 4, int(20 * scale))

    def minimumSizeHint(self) -> QSize:
        """Return the same as `sizeHint`: rows are never cut."""
        return self.sizeHint()

    def hitButton(self, point: QPoint) -> bool:
        """Let the whole row take the click."""
        return self.rect().contains(point)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw box, picture, words and the ring of focus."""
        if self._theme is None:
            return
        theme, scale = self._theme, self._theme.scale
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        box = QRectF(1.5, middle - 6.5 * scale, 13 * scale, 13 * scale)
        on = self.isChecked()
        painter.setPen(QPen(theme.color("accent" if on else "border_strong"), 1.2))
        painter.setBrush(theme.color("accent" if on else "panel"))
        painter.drawRoundedRect(box, 3, 3)
        if on:
            painter.setPen(QPen(theme.color("on_accent"), 1.7 * scale))
            tick = [(3.2, 6.8), (5.6, 9.2), (10.0, 4.2)]
            points = [box.topLeft() + QPointF(x * scale, y * scale) for x, y in tick]
            painter.drawPolyline(points)
        painter.drawPixmap(
            QRectF(21 * scale, middle - 7 * scale, 20 * scale, 14 * scale),
            self._picture,
            QRectF(self._picture.rect()),
        )
        painter.setPen(theme.color("text" if on or self.underMouse() else "text2"))
        painter.setFont(self.font())
        words = QRectF(48 * scale, 0, self.width() - 48 * scale, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), theme.number("state.focus.width")))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()


class StabilityScale(QWidget):
    """The five classes of stability with their numbers."""

    def __init__(self, parent: QWidget) -> None:
        """Draw nothing until themed."""
        super().__init__(parent)
        self._theme: Theme | None = None
        self.setAccessibleName("Stability, five classes from 0 to 100")

    def restyle(self, theme: Theme) -> None:
        """Take colours and font from `theme`."""
        self._theme = theme
        self.setFixedHeight(theme.px(28))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw five boxes and the breaks beneath them."""
        if self._theme is None:
            return
        theme = self._theme
        breaks = theme.numbers("stability.breaks")
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, right = 0.5, self.width() - 0.5
        step = (right - left) / (len(breaks) - 1)
        painter.setPen(QPen(theme.color("map.casing"), 0.9))
        for index, low in enumerate(breaks[:-1]):
            painter.setBrush(theme.stability_color(low))
            painter.drawRect(QRectF(left + index * step, 0.5, step, 9))
        painter.setFont(theme.font("axis"))
        painter.setPen(theme.color("text2"))
        for index, value in enumerate(breaks):
            box = QRectF(left + index * step - 30, 11, 60, self.height() - 11)
            flag = Qt.AlignmentFlag.AlignHCenter
            if index == 0:
                box.setLeft(0)
                flag = Qt.AlignmentFlag.AlignLeft
            elif index == len(breaks) - 1:
                box.setRight(self.width())
                flag = Qt.AlignmentFlag.AlignRight
            painter.drawText(box, flag | Qt.AlignmentFlag.AlignVCenter, f"{value:.0f}")
        painter.end()


class Legend(Overlay):
    """Check boxes with swatches, and the scale of the line of contact."""

    toggled = Signal(str, bool)
    folded = Signal()

    def __init__(self, parent: QWidget, keys: tuple[str, ...]) -> None:
        """List the layers named in `keys`; those without anything to show stay out."""
        super().__init__(parent)
        self._shape: ZoneShape | None = None
        self._title, self._note = QLabel("Layers", self), QLabel(NOTE, self)
        self._fold = QToolButton(self)
        self._fold.setAutoRaise(True)
        self._fold.setStyleSheet("padding: 0")
        self._fold.setAccessibleName("Fold the legend")
        self._fold.setToolTip("Fold or unfold the legend")
        self._fold.clicked.connect(self.fold)
        self._body = QWidget(self)
        self._scale = StabilityScale(self)
        self.boxes: dict[str, LayerSwitch] = {}
        self._lay_out(keys)

    def _lay_out(self, keys: tuple[str, ...]) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._fold)
        rows = QVBoxLayout(self._body)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(3)
        for key in keys:
            box = LayerSwitch(key, self._body)
            box.setChecked(key not in OFF_AT_FIRST)
            box.toggled.connect(self._tell)
            self.boxes[key] = box
            rows.addWidget(box)
        column = QVBoxLayout(self)
        column.setContentsMargins(SHADOW + 12, SHADOW + 7, SHADOW + 12, SHADOW + 8)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._body)
        column.addWidget(self._note)
        column.addWidget(self._scale)

    def restyle(self, theme: Theme) -> None:
        """Take colours, fonts and swatches from `theme`."""
        super().restyle(theme)
        tint(self._title, theme, "text", "section")
        tint(self._note, theme, "text3", "caption")
        self._scale.restyle(theme)
        self._chevron()
        self._picture()
        self.refit()

    def set_zone(self, shape: ZoneShape | None) -> None:
        """Name the zone shown; without one its row is hidden."""
        self._shape = shape
        if "zone" in self.boxes:
            self.boxes["zone"].setText(zone_words(shape))
            self.boxes["zone"].setVisible(shape is not None)
        self._picture()
        self.refit()

    def checked(self) -> Mapping[str, bool]:
        """Return which layers are switched on."""
        return {key: box.isChecked() for key, box in self.boxes.items()}

    def fold(self) -> None:
        """Fold the rows away, or show them again."""
        self.set_folded(not self._body.isHidden())

    def set_folded(self, away: bool) -> None:
        """Show only the head and the scale if `away`."""
        self._body.setHidden(away)
        self._chevron()
        self._fold.setAccessibleName("Unfold the legend" if away else "Fold the legend")
        self.refit()
        self.folded.emit()

    def refit(self) -> None:
        """Take the size that the rows need."""
        for layout in (self._body.layout(), self.layout()):
            if layout is not None:
                layout.invalidate()
                layout.activate()
        self.resize(self.sizeHint())

    def _chevron(self) -> None:
        if self._theme is not None:
            away = self._body.isHidden()
            name = "chevron-right" if away else "chevron-down"
            self._fold.setIcon(icons.icon(name, self._theme, "text2"))
            side = self._theme.length("size.hit_min")
            self._fold.setFixedSize(side, side)

    def _picture(self) -> None:
        if self._theme is None:
            return
        for box in self.boxes.values():
            box.restyle(self._theme, self._shape)

    def _tell(self, on: bool) -> None:
        box = self.sender()
        if isinstance(box, LayerSwitch):
            self.toggled.emit(box.key, on)

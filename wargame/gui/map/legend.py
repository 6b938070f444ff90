"""The legend, which is the layer list: each row switches what it explains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from wargame.app.records import ZoneShape
from wargame.gui.map.forces import CONVENTION
from wargame.gui.map.more import MoreLayers
from wargame.gui.map.movement import WHERE
from wargame.gui.map.overlays import SHADOW, FoldingOverlay, tint
from wargame.gui.map.swatches import ZONE_KEYS, swatch, zone_words
from wargame.gui.theme import Theme

FRONT_NOTE = "Line: stability, softer where less certain"
SHORT_NOTE = "Line: stability"
ROWS = {
    "government-held": "Government-held",
    "occupied": "Occupied",
    "contested": "Contested",
    "frozen-conflict": "Frozen-conflict",
    "zone": "Zone",
    "zone-2": "Second zone",
    "zone-3": "Third zone",
    "nato": "NATO members",
    "front": "Line of contact",
    "movement": "Movement since the start",
    "recognised": "Recognised border",
    "claims": "Claims (labelled as claims)",
    "eu": "EU members",
    "neighbours": "Neighbours of Ukraine",
    "reach": "Reach of zones",
    "forces": "Forces (NATO APP-6)",
    "names": "Cities and names",
    "graticule": "Degrees",
    "mgrs": "Military grid (MGRS)",
}
TIPS = {
    "forces": CONVENTION,
    "claims": "Annexation claimed by Russia in 2014 and 2022; rejected by UN GA 68/262 and ES-11/4",
    "reach": "Bands outside a zone: to where exposure, red-line pressure and deterrence have "
    "fallen to 37 %, by the default distances",
    "mgrs": "Squares of 100 km, and of 10 km close up; the status bar tells the place to 100 m",
}
MORE = (
    "recognised", "claims", "eu", "neighbours", "reach", "forces", "names", "graticule", "mgrs",
)  # fmt: skip
UNSAID = ("names", "front")  # what a legend on paper need not explain
MOVED_NOTE = f"Band: mean movement,\n{WHERE}"
SPACING = 3  # pixels between rows
ROOMY = 266  # width of the legend with the row of a zone over Ukraine
OFF_AT_FIRST = ("claims", "movement", "forces", "eu", "neighbours", "reach", "graticule", "mgrs")


class LayerSwitch(QCheckBox):
    """A check box with the picture of what it switches."""

    def __init__(self, key: str, parent: QWidget) -> None:
        """Explain and switch the layer `key`."""
        super().__init__(ROWS[key], parent)
        self.key = key
        self._theme: Theme | None = None
        self._picture = QPixmap()
        self.plain = False  # on paper nothing can be switched

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
        return QSize(int((48 - self._less()) * scale) + words + 4, int(20 * scale))

    def _less(self) -> int:
        """Return how much further left all stands without a box."""
        return 21 if self.plain else 0

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
        middle, less, on = self.height() / 2, self._less(), self.isChecked()
        if not self.plain:
            self._box(painter, theme, QRectF(1.5, middle - 6.5 * scale, 13 * scale, 13 * scale))
        painter.drawPixmap(
            QRectF((21 - less) * scale, middle - 7 * scale, 20 * scale, 14 * scale),
            self._picture,
            QRectF(self._picture.rect()),
        )
        painter.setPen(theme.color("text" if on or self.underMouse() else "text2"))
        painter.setFont(self.font())
        words = QRectF((48 - less) * scale, 0, self.width() - (48 - less) * scale, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), theme.number("state.focus.width")))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()

    def _box(self, painter: QPainter, theme: Theme, box: QRectF) -> None:
        on, scale = self.isChecked(), theme.scale
        painter.setPen(QPen(theme.color("accent" if on else "border_strong"), 1.2))
        painter.setBrush(theme.color("accent" if on else "panel"))
        painter.drawRoundedRect(box, 3, 3)
        if on:
            painter.setPen(QPen(theme.color("on_accent"), 1.7 * scale))
            tick = [(3.2, 6.8), (5.6, 9.2), (10.0, 4.2)]
            points = [box.topLeft() + QPointF(x * scale, y * scale) for x, y in tick]
            painter.drawPolyline(points)


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
        self.setMinimumWidth(theme.px(168))
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


class Legend(FoldingOverlay):
    """Check boxes with swatches, and the scale of the line of contact."""

    toggled = Signal(str, bool)
    subject = "the legend"

    def __init__(self, parent: QWidget, keys: tuple[str, ...]) -> None:
        """List the layers named in `keys`; those without anything to show stay out."""
        super().__init__(parent)
        self._zones: dict[str, ZoneShape] = {}
        self._off: set[str] = set()
        self._asked = self._paper = False
        self._title, self._note = QLabel("Layers", self), QLabel(FRONT_NOTE, self)
        self._band = QLabel(MOVED_NOTE, self)
        self._scale = StabilityScale(self)
        self.boxes: dict[str, LayerSwitch] = {}
        self.more = MoreLayers(self._body, self.boxes)
        self.more.unfolded.connect(self._unfolded)
        self._lay_out(keys)

    def _lay_out(self, keys: tuple[str, ...]) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._button)
        rows = QVBoxLayout(self._body)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(SPACING)
        for key in keys:
            box = LayerSwitch(key, self.more.page if key in MORE else self._body)
            box.setChecked(key not in OFF_AT_FIRST)
            box.setToolTip(TIPS.get(key, ""))
            box.toggled.connect(self._tell)
            self.boxes[key] = box
            (self.more.rows if key in MORE else rows).addWidget(box)
        rows.addWidget(self.more)
        column = QVBoxLayout(self)
        column.setContentsMargins(SHADOW + 12, SHADOW + 7, SHADOW + 12, SHADOW + 8)
        column.setSpacing(SPACING + 1)
        column.addLayout(head)
        column.addWidget(self._body)
        column.addWidget(self._band)
        column.addWidget(self._note)
        column.addWidget(self._scale)

    def restyle(self, theme: Theme) -> None:
        """Take colours, fonts and swatches from `theme`."""
        super().restyle(theme)
        tint(self._title, theme, "text", "section")
        for note in (self._band, self._note):
            tint(note, theme, "text3", "caption")
        self._scale.restyle(theme)
        self.more.restyle(theme)
        self._chevron()
        self._picture()
        self.refit()

    def explain_no_line(self) -> None:
        """Leave out the scale of stability: no line of contact is shown."""
        for part in (self._scale, self._note):
            part.hide()
        self.refit()

    def for_paper(self) -> None:
        """Explain what is drawn and offer nothing to switch; call it when all has been set."""
        self._paper = True
        self._title.setText("Legend")
        self._button.hide()
        self.more.hide()
        grey = self._theme is not None and self._theme.mode == "print"
        unsaid = (*UNSAID, "nato") if grey else UNSAID  # no tint tells members from others there
        for box in self.boxes.values():
            box.plain = True
            if not box.isChecked() or box.key in unsaid:
                box.hide()
        self.refit()

    def set_zones(self, shapes: Sequence[ZoneShape]) -> None:
        """Name each zone shown in a row of its own; rows without a zone are hidden."""
        self._zones = dict(zip(ZONE_KEYS, shapes, strict=False))
        for key in ZONE_KEYS:
            box, shape = self.boxes.get(key), self._zones.get(key)
            if box is None:
                continue
            box.setText(zone_words(shape))
            box.setVisible(shape is not None)
            if shape is not None:
                box.blockSignals(True)
                box.setChecked(shape.option not in self._off)
                box.blockSignals(False)
        self._picture()
        self.refit()

    def notes(self) -> tuple[QLabel, ...]:
        """Return the lines that explain band and line."""
        return self._band, self._note

    def hidden_zones(self) -> frozenset[str]:
        """Return the options whose zones are switched off here."""
        return frozenset(self._off)

    def offer_movement(self, *, any_at_all: bool, worth_showing: bool) -> None:
        """Show the row of the movement if there was any; switch it until a person has."""
        box = self.boxes.get("movement")
        if box is None:
            return
        box.setVisible(any_at_all)
        if not self._asked and box.isChecked() != worth_showing:
            box.setChecked(worth_showing)
            self._asked = False
        self._tell_band()
        self.refit()

    def _tell_band(self) -> None:
        box = self.boxes.get("movement")
        shown = box is not None and box.isChecked() and not box.isHidden()
        self._band.setVisible(shown and not self.is_folded)

    def size_if(self, *, folded: bool) -> QSize:
        """Return the size with one zone and the movement listed, so that home need not shift."""
        size = super().size_if(folded=folded)
        if folded or self._paper:
            return size
        size.setHeight(size.height() - self.more.extra())
        rows = [self.boxes[key] for key in (ZONE_KEYS[0], "movement") if key in self.boxes]
        absent = [*(row for row in rows if row.isHidden()), self._band]
        if not self._band.isHidden():
            absent.pop()
        if self._theme is not None:
            size.setWidth(max(size.width(), self._theme.px(ROOMY)))
        size.setHeight(
            size.height() + sum(part.sizeHint().height() + SPACING + 1 for part in absent)
        )
        return size

    def _hide_parts(self, away: bool) -> None:
        super()._hide_parts(away)
        self._note.setText(SHORT_NOTE if away else FRONT_NOTE)
        self._tell_band()

    def checked(self) -> Mapping[str, bool]:
        """Return which layers are switched on."""
        return {key: box.isChecked() for key, box in self.boxes.items()}

    def _picture(self) -> None:
        if self._theme is None:
            return
        for box in self.boxes.values():
            box.restyle(self._theme, self._zones.get(box.key))

    def _tell(self, on: bool) -> None:
        box = self.sender()
        if not isinstance(box, LayerSwitch):
            return
        shape = self._zones.get(box.key)
        if shape is not None:
            (self._off.discard if on else self._off.add)(shape.option)
        if box.key == "movement":
            self._asked = True
            self._tell_band()
            self.refit()
        self.more.follow()
        self.toggled.emit(box.key, on)

    def _unfolded(self) -> None:
        self.refit()
        self.folded.emit(False)

"""One zone option: sign, name, switch, effect, and, once chosen, its terms."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox, QFrame, QGridLayout, QHBoxLayout, QLabel, QWidget

from wargame.app.records import Effect, OptionCard
from wargame.gui.dress import label, with_role
from wargame.gui.panels.zone_hands import ZoneHands
from wargame.gui.theme import Theme
from wargame.gui.widgets.interval_badge import IntervalBadge
from wargame.gui.widgets.segmented import Segmented
from wargame.gui.widgets.swatch import Swatch
from wargame.gui.widgets.switch import Switch

SETTLE_MS = 150  # an edit is sent once the hand has rested for so long


class OptionCardView(QFrame):
    """A card that shows one `OptionCard`.

    `switched(id, on)` and `terms_edited(id, terms)` say what a person has done; terms are the
    keywords of `Session.set_terms`.
    """

    switched = Signal(str, bool)
    terms_edited = Signal(str, dict)

    def __init__(self, option: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.option = option
        self._theme = theme
        self._card: OptionCard | None = None
        self._edits: dict[str, object] = {}
        self.swatch = Swatch(theme)
        self.name: QLabel = label("section", wrap=True)
        self.summary: QLabel = label("secondary", "text2", wrap=True)
        self.switch = Switch(theme)
        self.badge = IntervalBadge(theme)
        self.reference: QLabel = label("secondary", "text2", wrap=True)
        self.terms = QWidget()
        self.hands = ZoneHands(theme)
        self.in_force = Segmented("Now", "On ceasefire", theme)
        self.buffer = _spin(" km", "Buffer")
        self.troops = _spin(" k", "Troops, thousand")
        self._labels = {
            "in_force_now": label("secondary", "text2", "In force"),
            "buffer_km": label("secondary", "text2", "Buffer"),
            "troops_k": label("secondary", "text2", "Troops"),
        }
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._lay_out()
        self._connect()
        self.set_theme(theme)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(10, 5, 10, 8)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(0)
        grid.addWidget(self.swatch, 0, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self.name, 0, 1)
        grid.addWidget(self.switch, 0, 2)
        grid.addWidget(self.summary, 1, 1, 1, 2)
        grid.addWidget(self.badge, 2, 1, 1, 2)
        grid.addWidget(self.reference, 2, 1, 1, 2)
        grid.addWidget(self.terms, 3, 0, 1, 3)
        grid.addWidget(self.hands, 4, 0, 1, 3)
        grid.setColumnStretch(1, 1)
        rows = QGridLayout(self.terms)
        rows.setContentsMargins(0, 8, 0, 0)
        rows.setHorizontalSpacing(8)
        rows.setVerticalSpacing(8)
        rows.addWidget(self._labels["in_force_now"], 0, 0)
        rows.addWidget(self.in_force, 0, 1)
        rows.addWidget(self._labels["buffer_km"], 1, 0)
        numbers = QHBoxLayout()
        numbers.setSpacing(8)
        numbers.addWidget(self.buffer)
        numbers.addStretch(1)
        numbers.addWidget(self._labels["troops_k"])
        numbers.addWidget(self.troops)
        rows.addLayout(numbers, 1, 1)
        rows.setColumnStretch(1, 1)

    def _connect(self) -> None:
        self.switch.clicked.connect(self._switch_clicked)
        self.in_force.chosen.connect(self._in_force_chosen)
        self.buffer.valueChanged.connect(self._buffer_changed)
        self.troops.valueChanged.connect(self._troops_changed)
        self._settle.timeout.connect(self.send_edits)

    def set_theme(self, theme: Theme) -> None:
        """From now on the card wears `theme`."""
        self._theme = theme
        for field in (self.buffer, self.troops):
            field.setFixedWidth(theme.px(66))
        self.update()

    def show_card(self, card: OptionCard) -> None:
        """The card shows `card` as it stands on the table; unsent edits stay in the fields."""
        self._card = card
        self.name.setText(card.name)
        self.summary.setText(card.summary)
        self.summary.setVisible(bool(card.summary))
        self.swatch.show_zone(card.guarantee, card.in_force_now)
        self.switch.setChecked(card.chosen)
        self.switch.setAccessibleName(f"{card.name}: switch this zone on or off")
        self.setAccessibleName(f"{card.name}. {card.summary}")
        self.terms.setVisible(card.chosen and bool(card.editable))
        self._show_terms(card)
        self.hands.setVisible(card.chosen and card.guarantee != "none")
        self.hands.show_card(card)
        self.badge.setVisible(card.id != "none")
        self.update()

    def _show_terms(self, card: OptionCard) -> None:
        for key, words in self._labels.items():
            words.setVisible(key in card.editable)
        self.in_force.setVisible("in_force_now" in card.editable)
        self.buffer.setVisible("buffer_km" in card.editable)
        self.troops.setVisible("troops_k" in card.editable)
        if self._edits:
            return
        self.in_force.set_first(card.in_force_now)
        for field, value in ((self.buffer, card.buffer_km), (self.troops, card.troops_k)):
            field.blockSignals(True)
            field.setValue(value)
            field.blockSignals(False)

    def show_effect(self, effect: Effect | None, low: float, high: float, stale: bool) -> None:
        """The badge shows the effect on the axis that all cards share."""
        self.badge.show_effect(effect, low, high, stale)

    def show_reference(self, words: str) -> None:
        """The card of "no zone" says what the others are measured against."""
        self.reference.setText(words)
        self.reference.setVisible(bool(words))

    @Slot(bool)
    def _switch_clicked(self, on: bool) -> None:
        self.switched.emit(self.option, on)

    @Slot(bool)
    def _in_force_chosen(self, now: bool) -> None:
        self._edit("in_force_now", now)

    @Slot(float)
    def _buffer_changed(self, value: float) -> None:
        self._edit("buffer_km", value)

    @Slot(float)
    def _troops_changed(self, value: float) -> None:
        self._edit("troops_k", value)

    def _edit(self, key: str, value: object) -> None:
        self._edits[key] = value
        self._settle.start()

    @Slot()
    def send_edits(self) -> None:
        """What has been edited since the last time goes out as one change of terms."""
        self._settle.stop()
        edits, self._edits = self._edits, {}
        if edits:
            self.terms_edited.emit(self.option, edits)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click anywhere on a card that is off switches it on."""
        inside = self.rect().contains(event.position().toPoint())
        if inside and self._card is not None and not self._card.chosen:
            self.switched.emit(self.option, True)
        super().mouseReleaseEvent(event)

    def enterEvent(self, event: QEvent) -> None:
        """The card is lit under the pointer."""
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """The card is no longer lit."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The chosen card is framed in accent; the others are parted by a hairline."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, rect = self._theme, self.rect().toRectF()
        radius = theme.length("radius.card")
        if self._card is not None and self._card.chosen:
            painter.setPen(QPen(theme.color("accent"), 1.5))
            painter.setBrush(theme.color("accent_soft"))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)
            return
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("sunken"))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -2), radius, radius)
        painter.setPen(QPen(theme.color("border"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())


def _spin(suffix: str, name: str) -> QDoubleSpinBox:
    """A field for 0 to 200, whole numbers shown, that leaves the wheel to the panel's scrolling."""
    field = _QuietSpin()
    field.setRange(0, 200)
    field.setDecimals(0)
    field.setSingleStep(5)
    field.setSuffix(suffix)
    field.setAccessibleName(name)
    field.setKeyboardTracking(True)
    field.lineEdit().returnPressed.connect(field.clearFocus)
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    with_role(field, "control")
    return field


class _QuietSpin(QDoubleSpinBox):
    """A spin box that leaves Space to the turn, and the wheel to scrolling unless it is in use."""

    def event(self, event: QEvent) -> bool:
        space = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
        if event.type() == QEvent.Type.ShortcutOverride and space:
            event.ignore()
            return False
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

"""The field in which a place is looked for, and what was found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from wargame.app.places import Place
from wargame.gui import icons
from wargame.gui.map.overlays import SHADOW, Overlay, tint
from wargame.gui.theme import Theme

WIDTH = 380
ROWS = 7
MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


def line_of(place: Place) -> str:
    """Return a place in one line: both names, what it is, where it lies."""
    names = f"{place.name} \u00b7 {place.name_uk}" if place.name_uk else place.name
    if place.other:
        names += f" (found as {place.other})"
    where = f", {place.where}" if place.where else ""
    return f"{names}\n{place.kind}{where}" + (
        f", {place.note}" if place.kind in ("settlement", "sector") else ""
    )


class FindPanel(Overlay):
    """`wanted(str)` while a name is typed, `chosen(Place)`, `closed()`."""

    wanted = Signal(str)
    chosen = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Lie on the map, hidden."""
        super().__init__(parent)
        self._places: list[Place] = []
        self.field = QLineEdit(self)
        self.field.setPlaceholderText("Place in English or Ukrainian")
        self.field.setAccessibleName("Find a place")
        self.field.setClearButtonEnabled(True)
        self.close_button = QToolButton(self)
        self.close_button.setAutoRaise(True)
        self.close_button.setStyleSheet("padding: 0")
        self.close_button.setAccessibleName("Close the search")
        self.close_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.list = QListWidget(self)
        self.list.setAccessibleName("Places found")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.note = QLabel(self)
        row = QHBoxLayout()
        row.addWidget(self.field, 1)
        row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(SHADOW + 8, SHADOW + 8, SHADOW + 8, SHADOW + 8)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.list)
        column.addWidget(self.note)
        self.field.textChanged.connect(self.wanted)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(self._clicked)
        self.close_button.clicked.connect(self.closed)
        self.hide()

    def restyle(self, theme: Theme) -> None:
        """Take colours and fonts from `theme`."""
        super().restyle(theme)
        for part in self.findChildren(QWidget):
            part.ensurePolished()  # a style sheet's first polish would take the font back
        self.field.setFont(theme.font("body"))
        self.field.setFixedHeight(theme.length("size.button"))
        self.list.setFont(theme.font("secondary"))
        chosen, text = theme.hex("accent_soft"), theme.hex("text")
        self.list.setStyleSheet(
            "QListWidget::item { padding: 3px 4px }"
            f"QListWidget::item:selected {{ background: {chosen}; color: {text} }}"
        )
        tint(self.note, theme, "text2", "secondary")
        side = theme.length("size.hit_min")
        self.close_button.setIcon(icons.icon("x", theme, "text2", 15))
        self.close_button.setFixedSize(side, side)
        self.setFixedWidth(theme.px(WIDTH) + 2 * SHADOW)
        self._refit()

    def open(self) -> None:
        """Show the field, ready to be typed into."""
        self.show()
        self.raise_()
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._refit()

    def show_places(self, places: Sequence[Place], note: str) -> None:
        """List what was found; the first is chosen by Enter."""
        self._places = list(places)
        self.list.clear()
        for place in places:
            item = QListWidgetItem(line_of(place))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, line_of(place).replace("\n", ", "))
            self.list.addItem(item)
        if places:
            self.list.setCurrentRow(0)
        self.note.setText(note)
        self._refit()

    def fold(self) -> None:
        """Show the field alone, so that nothing hides the place gone to."""
        self.show_places((), "")

    def _refit(self) -> None:
        if self._theme is None:
            return
        shown = min(len(self._places), ROWS)
        high = self.list.sizeHintForRow(0) if shown else 0
        self.list.setVisible(shown > 0)
        self.list.setFixedHeight(max(shown * high + 4, 1))
        self.note.setVisible(bool(self.note.text()))
        layout = self.layout()
        if layout is not None:
            layout.invalidate()
            layout.activate()
            self.resize(QSize(self.width(), layout.sizeHint().height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows choose in the list while the field is typed into; Enter takes, Esc closes."""
        if not isinstance(event, QKeyEvent):
            return False
        key = event.key()
        if event.type() == QEvent.Type.ShortcutOverride and key == Qt.Key.Key_Escape:
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        if key == Qt.Key.Key_Escape:
            self.closed.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.list.currentRow())
        elif key in MOVES and self._places:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: ROWS}
            row = self.list.currentRow() + step.get(Qt.Key(key), -ROWS)
            self.list.setCurrentRow(max(0, min(row, len(self._places) - 1)))
            self.field.setAccessibleDescription(self.list.currentItem().text())
        else:
            return False
        return True

    @Slot(QListWidgetItem)
    def _clicked(self, item: QListWidgetItem) -> None:
        self._take(self.list.row(item))

    def _take(self, row: int) -> None:
        if 0 <= row < len(self._places):
            self.chosen.emit(self._places[row])

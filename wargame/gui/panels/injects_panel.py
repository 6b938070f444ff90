"""Events from outside the table: which happen in the next turn, and which happened in the last."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from wargame.app.records import InjectView, SessionView
from wargame.gui.dress import label
from wargame.gui.theme import Theme
from wargame.gui.widgets.tick import Tick

LEAST = 290  # px a column
MARK = "\u25c7 happened in turn {turn}"


class InjectsPanel(QWidget):
    """A check for each event, and one that draws them by hazard.

    `inject_set(id, on)` and `drawing_set(on)` ask the session.
    """

    inject_set = Signal(str, bool)
    drawing_set = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.ticks: dict[str, Tick] = {}
        self.marks: dict[str, QLabel] = {}
        self._columns = 0
        self.drawing = Tick("Draw events by hazard", theme)
        self.drawing.clicked.connect(self.drawing_set)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(0)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label("section", text="Happens in the next turn"))
        head.addStretch(1)
        head.addWidget(self.drawing)
        note = label("caption", "text2", "each by its own chance a turn, in this model")
        head.addWidget(note)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._grid)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidget(inside)
        inside.setAutoFillBackground(False)  # a scroll area switches it on
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.viewport().setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(14, 6, 14, 6)
        whole.setSpacing(4)
        whole.addLayout(head)
        whole.addWidget(self.area, 1)

    def set_theme(self, theme: Theme) -> None:
        """From now on new checks wear `theme` too."""
        self._theme = theme
        self._place()

    def show_view(self, view: SessionView) -> None:
        """Checks and marks are those of `view`."""
        self.drawing.setChecked(view.setting.injects)
        if tuple(self.ticks) != tuple(inject.id for inject in view.injects):
            self._build(view.injects)
        for inject in view.injects:
            tick, mark = self.ticks[inject.id], self.marks[inject.id]
            tick.setChecked(inject.set_by_hand)
            words = MARK.format(turn=view.turn) if inject.happened else ""
            mark.setText(words)
            tick.setAccessibleName(f"{tick.text()}: in the next turn{words and '; ' + words}")

    def _build(self, injects: tuple[InjectView, ...]) -> None:
        for old in (*self.ticks.values(), *self.marks.values()):
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.ticks, self.marks = {}, {}
        for inject in injects:
            tick = Tick(inject.name[:1].upper() + inject.name[1:], self._theme)
            tick.setProperty("inject", inject.id)
            tick.clicked.connect(self._clicked)
            self.ticks[inject.id] = tick
            mark: QLabel = label("caption", "warn")
            mark.setFont(self._theme.font("caption"))
            self.marks[inject.id] = mark
        self._columns = 0
        self._place()

    def _place(self) -> None:
        """As many columns as there is room for, the order running down each."""
        columns = max(1, self.width() // self._theme.px(LEAST))
        if columns == self._columns or not self.ticks:
            return
        self._columns = columns
        rows = -(-len(self.ticks) // columns)
        for index, name in enumerate(self.ticks):
            column, row = divmod(index, rows)
            self._grid.addWidget(self.ticks[name], row, 2 * column)
            self._grid.addWidget(self.marks[name], row, 2 * column + 1)
        for column in range(2 * columns):
            self._grid.setColumnStretch(column, column % 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns take the new width."""
        super().resizeEvent(event)
        self._place()

    @Slot(bool)
    def _clicked(self, on: bool) -> None:
        tick = self.sender()
        if isinstance(tick, Tick):
            self.inject_set.emit(str(tick.property("inject")), on)

"""The waterfall: a list whose rows are signed bars on one axis, reachable by keyboard."""

from __future__ import annotations

import math
from itertools import pairwise

from PySide6.QtCore import (
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from wargame.app.records import Bar, Why
from wargame.gui.panels.why_model import Row, WhyModel
from wargame.gui.theme import Theme
from wargame.gui.words import direction, plain

FIGURE = 46  # px kept for the figure at the right
LABELS = (0.53, 184)  # share of the row for labels, and px at most


class Scale:
    """Where a level of stability stands across a row, and where the ticks are."""

    def __init__(self, width: int, low: float, high: float, theme: Theme) -> None:
        self.left = min(width * LABELS[0], theme.px(LABELS[1]))
        self.right = width - theme.px(FIGURE) - theme.px(8)
        self._low, self._high = low, high

    def x(self, level: float) -> float:
        """The place of a level in pixels from the row's left edge."""
        share = (level - self._low) / (self._high - self._low)
        return self.left + share * (self.right - self.left)

    def ticks(self) -> tuple[float, ...]:
        """Two to six round levels inside the axis."""
        rough = (self._high - self._low) / 4
        unit = 10 ** math.floor(math.log10(rough))
        step = next(unit * factor for factor in (1, 2, 4, 5, 10) if unit * factor >= rough)
        first = math.ceil(self._low / step) * step
        count = int((self._high - first) / step + 1e-9) + 1
        return tuple(first + step * index for index in range(count))


class WhyDelegate(QStyledItemDelegate):
    """Paints a row: label, bar or tick, figure; the selected row on soft accent."""

    def __init__(self, rows: WhyModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows, self.theme = rows, theme

    def sizeHint(self, option: QStyleOptionViewItem, index: object) -> QSize:
        """The height the tokens give a row of the waterfall."""
        return QSize(100, self.theme.length("size.waterfall_row.compact"))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """The row is drawn."""
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        scale = Scale(rect.width(), *self.rows.reach(), self.theme)
        painter.save()
        painter.translate(rect.topLeft())
        self._ground(painter, rect, state, row)
        self._grid(painter, rect, scale)
        self._words(painter, rect, row, bool(state & QStyle.StateFlag.State_Selected), scale)
        self._mark(painter, rect, row, scale, index.row() + 1 < len(self.rows.rows))
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, row: Row) -> None:
        whole = QRect(0, 0, rect.width(), rect.height())
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(whole, self.theme.color("accent_soft"))
        elif state & QStyle.StateFlag.State_MouseOver and row.bar is not None:
            painter.fillRect(whole, self.theme.color("sunken"))
        if state & QStyle.StateFlag.State_HasFocus and row.bar is not None:
            painter.setPen(QPen(self.theme.color("accent"), 2))
            painter.drawRect(whole.adjusted(1, 1, -1, -1))

    def _grid(self, painter: QPainter, rect: QRect, scale: Scale) -> None:
        painter.setPen(QPen(self.theme.color("grid"), 1))
        for level in scale.ticks():
            painter.drawLine(QPointF(scale.x(level), 0), QPointF(scale.x(level), rect.height()))

    def _words(
        self, painter: QPainter, rect: QRect, row: Row, selected: bool, scale: Scale
    ) -> None:
        theme = self.theme
        strong = row.bar is None or selected
        painter.setFont(theme.font("section" if strong else "secondary"))
        if strong:
            font = theme.font("secondary")
            font.setWeight(theme.font("section").weight())
            painter.setFont(font)
        painter.setPen(theme.color("text"))
        inset = theme.px(4)
        box = QRectF(inset, 0, scale.left - inset - theme.px(6), rect.height())
        label = painter.fontMetrics().elidedText(
            row.label, Qt.TextElideMode.ElideRight, int(box.width())
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, label)
        if row.bar is not None:
            painter.setPen(theme.color(direction(row.bar.amount)))
        figure = QRectF(rect.width() - theme.px(FIGURE), 0, theme.px(FIGURE) - inset, rect.height())
        painter.drawText(
            figure, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, row.figure
        )

    def _mark(self, painter: QPainter, rect: QRect, row: Row, scale: Scale, more: bool) -> None:
        """The bar, or the tick of a total; a hairline carries the level to the next row."""
        theme, height = self.theme, rect.height()
        start, end = scale.x(row.start), scale.x(row.end)
        if more:
            painter.setPen(QPen(theme.color("text3"), 1))
            painter.drawLine(QPointF(end, height * 0.5), QPointF(end, height))
        top, tall = theme.px(4), height - 2 * theme.px(4)
        if row.bar is None:
            box = QRectF(start - 2, top - 1, 4, tall + 2)
            painter.fillRect(box, theme.color("bar_tot"))
            return
        name = "bar_up" if row.bar.amount >= 0 else "bar_dn"
        width = max(abs(end - start), 1.5)
        painter.fillRect(QRectF(min(start, end), top, width, tall), theme.color(name))


class WhyList(QListView):
    """The waterfall of one turn; `bar_selected(Bar or None)` when a row is chosen or let go."""

    bar_selected = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = WhyModel(self)
        self._painter = WhyDelegate(self._rows, theme, self)
        self.setModel(self._rows)
        self.setItemDelegate(self._painter)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("What changed the stability of the front: contributions")
        self.selectionModel().selectionChanged.connect(self._selection_changed)

    @property
    def rows(self) -> WhyModel:
        """The model behind the list."""
        return self._rows

    def set_theme(self, theme: Theme) -> None:
        """From now on the list wears `theme`."""
        self._painter.theme = theme
        self._fit()

    def show_why(self, why: Why | None) -> None:
        """The rows are those of `why`; a contribution selected before stays selected."""
        kept = self.selected()
        self._rows.show_why(why)
        self._fit()
        again = self._row_of(kept.id) if kept is not None else None
        if again is not None:
            self.setCurrentIndex(self._rows.index(again))
        elif kept is not None:
            self.bar_selected.emit(None)

    def selected(self) -> Bar | None:
        """The contribution chosen, if any."""
        chosen = self.selectionModel().selectedIndexes()
        return self._rows.rows[chosen[0].row()].bar if chosen else None

    def _row_of(self, bar_id: str) -> int | None:
        for number, row in enumerate(self._rows.rows):
            if row.bar is not None and row.bar.id == bar_id:
                return number
        return None

    def _fit(self) -> None:
        height = self._painter.theme.length("size.waterfall_row.compact")
        self.setFixedHeight(max(1, height * self._rows.rowCount()))
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    @Slot(QItemSelection, QItemSelection)
    def _selection_changed(self, _now: QItemSelection, _before: QItemSelection) -> None:
        self.bar_selected.emit(self.selected())


class WhyAxis(QWidget):
    """The figures under the waterfall's grid."""

    def __init__(self, rows: WhyModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows, self._theme = rows, theme
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        rows.modelReset.connect(self.update)

    def set_theme(self, theme: Theme) -> None:
        """From now on the axis wears `theme`."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """One line of axis text."""
        return QSize(100, self._theme.px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The tick figures are drawn."""
        if not self._rows.rows:
            return
        painter = QPainter(self)
        painter.setFont(self._theme.font("axis"))
        painter.setPen(self._theme.color("text3"))
        scale = Scale(self.width(), *self._rows.reach(), self._theme)
        levels = scale.ticks()
        whole = all(abs(level - round(level)) < 1e-9 for level in levels)
        gaps = [scale.x(b) - scale.x(a) for a, b in pairwise(levels)] or [100.0]
        half = min(gaps) / 2
        for level in levels:
            box = QRectF(scale.x(level) - half, 2, 2 * half, self.height() - 2)
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, plain(level, 0 if whole else 1))

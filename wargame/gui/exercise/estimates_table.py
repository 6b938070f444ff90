"""The grid of names with a bar to drag and a number to type for everybody's probability."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSpinBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from wargame.gui.dress import with_role
from wargame.gui.exercise.estimates_model import (
    COVERED_ROLE,
    NAME,
    PERCENT_ROLE,
    TEAM,
    VALUE,
    EstimatesModel,
)
from wargame.gui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
PAD, NUMBER, BAR = 10, 62, 8  # px: air, room for the number, height of the bar
STEP = 5  # percent for an arrow key
LATER_MS = 600  # after the last arrow key an estimate is kept
MIDDLE = 50  # where an arrow key begins
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class _Cells(QStyledItemDelegate):
    """Paints name, team and bar; the editor is a number from 0 to 100."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def track(self, cell: QRect) -> QRect:
        """Where the bar lies in a cell."""
        pad, wide, tall = self.theme.px(PAD), self.theme.px(NUMBER), self.theme.px(BAR)
        top = cell.center().y() - tall // 2
        return QRect(cell.left() + pad, top, max(20, cell.width() - 2 * pad - wide), tall)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, line below, then words or bar."""
        theme, cell = self.theme, QRect(option.rect)
        state = option.state
        painter.save()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.fillRect(cell, theme.color("accent_soft" if chosen else "panel"))
        painter.setPen(theme.color("border"))
        painter.drawLine(cell.bottomLeft(), cell.bottomRight())
        painter.setFont(theme.font("secondary"))
        if index.column() == VALUE:
            self._paint_bar(painter, cell, index)
        else:
            painter.setPen(theme.color("text" if index.column() == NAME else "text2"))
            room = cell.adjusted(theme.px(PAD), 0, -theme.px(4), 0)
            words = painter.fontMetrics().elidedText(
                str(index.data()), Qt.TextElideMode.ElideRight, room.width()
            )
            painter.drawText(room, LEFT, words)
        if state & QStyle.StateFlag.State_HasFocus and index.column() == VALUE:
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRect(cell.adjusted(1, 1, -2, -2))
        painter.restore()

    def _paint_bar(self, painter: QPainter, cell: QRect, index: Index) -> None:
        theme, track = self.theme, self.track(cell)
        percent, covered = index.data(PERCENT_ROLE), bool(index.data(COVERED_ROLE))
        painter.setPen(QPen(theme.color("border_strong"), 1))
        painter.setBrush(theme.color("sunken"))
        painter.drawRect(track)
        if percent is not None and not covered:
            reach = QRect(track)
            reach.setWidth(round(track.width() * percent / 100))
            painter.fillRect(reach, theme.color("accent"))
            knob = QRect(0, 0, theme.px(5), theme.px(BAR + 8))
            knob.moveCenter(reach.center())
            knob.moveLeft(min(reach.right() - knob.width() // 2, track.right()))
            painter.fillRect(knob, theme.color("accent"))
        painter.setPen(theme.color("text" if percent is not None else "text3"))
        room = QRect(cell)
        room.setLeft(track.right() + theme.px(PAD))
        painter.drawText(room, LEFT, str(index.data()))

    def createEditor(self, parent: QWidget, _o: QStyleOptionViewItem, _i: Index) -> QWidget:
        """Return a field for whole percent."""
        field = QSpinBox(parent)
        field.setRange(0, 100)
        field.setSuffix(" %")
        field.setFrame(False)
        field.setAccessibleName("Probability in percent")
        with_role(field, "secondary")
        field.setFont(self.theme.font("secondary"))
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The number that stands is chosen whole, so that typing replaces it."""
        if isinstance(editor, QSpinBox):
            percent = index.data(Qt.ItemDataRole.EditRole)
            editor.setValue(MIDDLE if percent is None else int(percent))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        """What was typed is kept."""
        if isinstance(editor, QSpinBox) and isinstance(model, EstimatesModel):
            editor.interpretText()
            model.setData(index, editor.value())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _i: Index
    ) -> None:
        """The field stands where the number is."""
        cell = QRect(option.rect)
        cell.setLeft(max(cell.left(), cell.right() - self.theme.px(NUMBER + 2 * PAD)))
        editor.setGeometry(cell)


class EstimatesTable(QTableView):
    """Type a number, drag a bar, or move it with the arrow keys."""

    def __init__(self, model: EstimatesModel, theme: Theme) -> None:
        super().__init__()
        self.own, self._dragged = model, -1
        self.setModel(model)
        self.cells = _Cells(theme, self)
        self.setItemDelegate(self.cells)
        self._later = QTimer(self, singleShot=True, interval=LATER_MS)
        self._later.timeout.connect(model.commit)
        self.setAccessibleName("Estimates by name")
        self.setAccessibleDescription(
            "Type a percentage, or press Left and Right to move it by five points"
        )
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.verticalHeader().hide()
        self._set_columns()
        model.modelReset.connect(self._choose_first)
        self.set_theme(theme)

    def _set_columns(self) -> None:
        head = self.horizontalHeader()
        head.setSectionResizeMode(VALUE, QHeaderView.ResizeMode.Stretch)
        head.setSectionsClickable(False)
        head.setHighlightSections(False)
        with_role(head, "caption")

    def set_theme(self, theme: Theme) -> None:
        """From now on the grid wears `theme`."""
        self.cells.theme = theme
        self.verticalHeader().setDefaultSectionSize(theme.px(32))
        self.setColumnWidth(NAME, theme.px(150))
        self.setColumnWidth(TEAM, theme.px(110))
        self.viewport().update()

    @Slot()
    def _choose_first(self) -> None:
        if self.own.people:
            self.setCurrentIndex(self.own.index(0, VALUE))

    def settle(self) -> None:
        """What is still open of the last gesture is kept."""
        self._later.stop()
        self.own.commit()

    # ---------------------------------------------------------------------------------- the mouse

    def _percent_at(self, event: QMouseEvent) -> int:
        cell = self.visualRect(self.own.index(max(self._dragged, 0), VALUE))
        track = self.cells.track(cell)
        return round(100 * (event.position().x() - track.left()) / max(1, track.width()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on the bar sets it there."""
        place = self.indexAt(event.position().toPoint())
        super().mousePressEvent(event)
        if not place.isValid():
            return
        self.setCurrentIndex(self.own.index(place.row(), VALUE))
        track = self.cells.track(self.visualRect(self.own.index(place.row(), VALUE)))
        on_bar = place.column() == VALUE and event.position().x() <= track.right() + 8
        if on_bar and self.own.open and event.button() is Qt.MouseButton.LeftButton:
            self._dragged = place.row()
            self.own.draft(place.row(), self._percent_at(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The bar follows."""
        if self._dragged >= 0:
            self.own.draft(self._dragged, self._percent_at(event))
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """What the bar shows is kept."""
        super().mouseReleaseEvent(event)
        if self._dragged >= 0:
            self._dragged = -1
            self.own.commit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The number can be typed."""
        place = self.indexAt(event.position().toPoint())
        if place.isValid() and self.own.open:
            self.edit(self.own.index(place.row(), VALUE))

    # ------------------------------------------------------------------------------- the keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right move the bar, Enter opens the number."""
        row, key = self.currentIndex().row(), event.key()
        if self.state() is QAbstractItemView.State.EditingState:
            return  # the Enter that ends a number comes by here as well
        moves = {Qt.Key.Key_Left: -STEP, Qt.Key.Key_Right: STEP}
        if row >= 0 and self.own.open and key in moves:
            percent = self.own.percent(row)
            percent = MIDDLE if percent is None else percent + moves[Qt.Key(key)]
            self.own.draft(row, percent)
            self._later.start()
        elif row >= 0 and self.own.open and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit(self.own.index(row, VALUE))
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QStyledItemDelegate.EndEditHint) -> None:
        """After a number the next name has its turn."""
        super().closeEditor(editor, hint)
        row = self.currentIndex().row() + 1
        if hint is QStyledItemDelegate.EndEditHint.SubmitModelCache and row < len(self.own.people):
            self.setCurrentIndex(self.own.index(row, VALUE))

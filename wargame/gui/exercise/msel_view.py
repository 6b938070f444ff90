"""The table of the events list under the hand: rows are dragged, or moved by Alt and arrows."""

from __future__ import annotations

import math

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView

from wargame.gui.exercise.msel_delegate import MselDelegate
from wargame.gui.exercise.msel_model import MselModel
from wargame.gui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
EDGE, SCROLL_MS = 28, 40
LOW, TALL = 32, 44  # px of a row: as tall as there is room for
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
SHARE = {"message": 2.4, "title": 2.2, "expected": 2.4, "notes": 1.4, "effects": 1.4, "poll": 1.0}
NARROWEST = {"message": 150, "title": 130, "expected": 110, "notes": 90, "effects": 110, "poll": 70}
WIDEST, NARROW = 132, 84
FIRM = ("number", "due", "status")  # never cut


class MselView(QTableView):
    """`dropped(number, before)` when a row was dragged or moved; before is empty for the end.

    `opened(number)`: Enter, or a double click where nothing can be typed; `removed(number)`: Del.
    """

    dropped = Signal(str, str)
    opened = Signal(str)
    removed = Signal(str)
    refused = Signal(str)

    def __init__(self, model: MselModel, theme: Theme) -> None:
        super().__init__()
        self._rows, self._theme = model, theme
        self.why_not = ""  # why no row can be dragged now; empty when it can
        self._wants: list[int] | None = None  # widths that the columns would like to have
        self._from: QPoint | None = None
        self._dragged = -1  # row in the hand
        self._target = -1  # the row before which it would stand
        self._hand = QPoint()
        self._scroller = QTimer(self, interval=SCROLL_MS)
        self._scroller.timeout.connect(self._scroll_on)
        self.paint_cells = MselDelegate(theme, self)
        self.setModel(model)
        self.setItemDelegate(self.paint_cells)
        self._prepare()
        model.modelAboutToBeReset.connect(self._forget)
        model.modelReset.connect(self.measure)
        model.dataChanged.connect(self.measure)

    def _prepare(self) -> None:
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        triggers = QTableView.EditTrigger.DoubleClicked | QTableView.EditTrigger.EditKeyPressed
        self.setEditTriggers(triggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setAccessibleName("Master Scenario Events List")
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(8)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(False)
        head.setMinimumSectionSize(24)

    def set_theme(self, theme: Theme) -> None:
        """From now on the table wears `theme`."""
        self._theme = self.paint_cells.theme = theme
        self._rows.head_font = theme.font("caption")
        self._rows.head_font.setWeight(QFont.Weight.DemiBold)
        self.measure()
        self.viewport().update()

    # ------------------------------------------------------------------------------------- sizes

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns share the new width."""
        super().resizeEvent(event)
        self.fit()

    @Slot()
    def fit(self) -> None:
        """Short columns are as wide as what they hold, sentences share the rest."""
        theme, columns = self._theme, self._rows.columns.columns
        if not columns or self.viewport().width() < 10:
            return
        if self._wants is None:
            self._wants = [self._needed(k) for k in range(len(columns))]
        wide = list(self._wants)
        left = self.viewport().width() - sum(wide)
        if left < 0:
            wide = self._squeezed(wide, -left)
        shares = [SHARE.get(column.key, 0.0) for column in columns]
        if left > 0 and any(shares):
            wide = [w + int(left * s / sum(shares)) for w, s in zip(wide, shares, strict=True)]
        for k, width in enumerate(wide):
            self.setColumnWidth(k, width)
        self._fit_heads(wide)
        share = self.viewport().height() // max(1, len(self._rows.rows))
        tall = min(max(share, theme.px(LOW)), theme.px(TALL))
        self.verticalHeader().setDefaultSectionSize(tall)

    def _fit_heads(self, wide: list[int]) -> None:
        """The headings have as many lines as the longest needs, three at most."""
        theme, letters = self._theme, QFontMetrics(self._rows.head_font)
        lines = 1
        for column, width in zip(self._rows.columns.columns, wide, strict=True):
            room = QRect(0, 0, width - theme.px(12), 400)
            needed = letters.boundingRect(room, int(Qt.TextFlag.TextWordWrap), column.words)
            lines = max(lines, round(needed.height() / letters.height()))
        self.horizontalHeader().setFixedHeight(letters.height() * min(lines, 3) + theme.px(12))

    @Slot()
    def _forget(self) -> None:
        """A resize in the midst of a reset finds no widths of columns that are gone."""
        self._wants = None

    @Slot()
    def measure(self) -> None:
        """The columns are as wide as what they hold now."""
        self._wants = None
        self.fit()

    def _squeezed(self, wide: list[int], over: int) -> list[int]:
        """Short columns give way as far as their headings let them, the widest most."""
        columns = self._rows.columns.columns
        least = [
            w if column.long or column.key in FIRM else min(w, self._longest_word(k))
            for k, (w, column) in enumerate(zip(wide, columns, strict=True))
        ]
        slack = sum(wide) - sum(least)
        share = min(1.0, over / slack) if slack else 0.0
        return [w - math.ceil(share * (w - low)) for w, low in zip(wide, least, strict=True)]

    def _longest_word(self, column: int) -> int:
        """The width of the longest word of a column, cells and heading, within reason."""
        letters, rows = QFontMetrics(self._theme.font("secondary")), self._rows
        said = {str(rows.index(row, column).data()) for row in range(rows.rowCount())}
        words = {word for text in said for word in text.split()}
        longest = max((letters.horizontalAdvance(word) for word in words), default=0)
        most = self._theme.px(NARROW)
        return max(self._heading(column), min(longest + self._theme.px(13), most))

    def _heading(self, column: int) -> int:
        """The width of the longest word of a heading."""
        letters = QFontMetrics(self._rows.head_font)
        parts = self._rows.columns.columns[column].words.split()
        return max(letters.horizontalAdvance(part) for part in parts) + self._theme.px(14)

    def _needed(self, column: int) -> int:
        """The width of a column: its widest cell or longest word of the heading, within reason."""
        theme, spec = self._theme, self._rows.columns.columns[column]
        least = self._heading(column)
        if spec.long:
            return max(least, theme.px(NARROWEST[spec.key]))
        cells = (self._rows.index(row, column) for row in range(self._rows.rowCount()))
        most = max((self.sizeHintForIndex(cell).width() for cell in cells), default=0)
        return max(least, min(most, theme.px(WIDEST)))

    def choose(self, row: int, column: int) -> None:
        """That cell is the current one, and in view: also right after the list has changed."""
        self.setCurrentIndex(self._rows.index(row, column))
        self.scrollTo(self.currentIndex())

    # ---------------------------------------------------------------------------------- the hand

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A row is chosen, and may be dragged from here."""
        super().mousePressEvent(event)
        self._from = (
            event.position().toPoint() if event.button() is Qt.MouseButton.LeftButton else None
        )

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The row follows the hand, once it has gone far enough to mean it."""
        at = event.position().toPoint()
        held = bool(event.buttons() & Qt.MouseButton.LeftButton)
        if self._dragged < 0 and held and self._from is not None:
            far = (at - self._from).manhattanLength() >= QApplication.startDragDistance()
            row = self.rowAt(self._from.y())
            if far and row >= 0:
                self._begin(row)
        if self._dragged >= 0:
            self._follow(at)
            return
        if not held:
            super().mouseMoveEvent(event)

    def _begin(self, row: int) -> None:
        why = self.why_not
        if not why and self._rows.rows[row].publication is not None:
            why = f"{self._rows.rows[row].inject.name} has been published and keeps its place."
        self._from = None
        if why:
            self.refused.emit(why)
            return
        self._dragged = row
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self._scroller.start()

    def _follow(self, at: QPoint) -> None:
        self._hand = at
        row = self.rowAt(at.y())
        if row < 0:
            self._target = 0 if at.y() < 0 else len(self._rows.rows)
        else:
            middle = self.rowViewportPosition(row) + self.rowHeight(row) // 2
            self._target = row + (at.y() >= middle)
        self.viewport().update()

    @Slot()
    def _scroll_on(self) -> None:
        """At the edge the list moves on under the hand."""
        over = self._hand.y() - (self.viewport().height() - EDGE)
        under = EDGE - self._hand.y()
        bar = self.verticalScrollBar()
        if over > 0 or under > 0:
            bar.setValue(bar.value() + (over if over > 0 else -under))
            self._follow(self._hand)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The row stands where it was dropped."""
        row, target, self._from = self._dragged, self._target, None
        self._let_go()
        super().mouseReleaseEvent(event)
        if row >= 0:
            self._drop(row, target)

    def _let_go(self) -> None:
        self._dragged = self._target = -1
        self._scroller.stop()
        self.viewport().unsetCursor()
        self.viewport().update()

    def _drop(self, row: int, target: int) -> None:
        """The session is asked to put a row before another; its own place asks for nothing."""
        if target in (row, row + 1) or target < 0:
            return
        numbers = self._rows.numbers
        self.dropped.emit(numbers[row], numbers[target] if target < len(numbers) else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt and an arrow move the row, Enter opens it, Del removes it, Esc lets a drag go."""
        row, key = self.currentIndex().row(), event.key()
        if key == Qt.Key.Key_Escape and self._dragged >= 0:
            self._let_go()
            return
        plain = self.state() != QAbstractItemView.State.EditingState and row >= 0
        if plain and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self._step(row, down=key == Qt.Key.Key_Down)
                return
        elif plain and key in ENTER:
            self.opened.emit(self._rows.numbers[row])
            return
        elif plain and key == Qt.Key.Key_Delete:
            self.removed.emit(self._rows.numbers[row])
            return
        super().keyPressEvent(event)

    def _step(self, row: int, *, down: bool) -> None:
        target = row + 2 if down else row - 1
        if not 0 <= target <= len(self._rows.rows):
            return
        self._begin(row)
        if self._dragged >= 0:
            self._let_go()
            self._drop(row, target)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A text is written over in its cell; anything else opens the inject."""
        index = self.indexAt(event.position().toPoint())
        super().mouseDoubleClickEvent(event)
        if index.isValid() and not index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.opened.emit(self._rows.numbers[index.row()])

    # ----------------------------------------------------------------------------------- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, and while one is dragged its name and the line where it would stand."""
        super().paintEvent(event)
        if self._dragged < 0 or self._target < 0:
            return
        theme, painter = self._theme, QPainter(self.viewport())
        wide = self.viewport().width()
        if self._target < len(self._rows.rows):
            y = self.rowViewportPosition(self._target)
        else:
            last = len(self._rows.rows) - 1
            y = self.rowViewportPosition(last) + self.rowHeight(last)
        painter.setPen(QPen(theme.color("accent"), theme.px(3)))
        painter.drawLine(0, max(1, y - 1), wide, max(1, y - 1))
        painter.setFont(theme.font("section"))
        words = self._rows.rows[self._dragged].inject.name
        words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, theme.px(360))
        box = QRect(
            0, 0, painter.fontMetrics().horizontalAdvance(words) + theme.px(20), theme.px(28)
        )
        box.moveTo(
            min(max(0, self._hand.x() + 14), max(0, wide - box.width())), self._hand.y() - 14
        )
        painter.setPen(theme.color("accent"))
        painter.setBrush(theme.color("accent_soft"))
        painter.drawRoundedRect(box.adjusted(0, 0, -1, -1), 6, 6)
        painter.setPen(theme.color("text"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)

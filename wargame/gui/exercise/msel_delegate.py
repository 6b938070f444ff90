"""How a cell of the events list looks: what is over is pale, what comes bold, what is due calls."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from wargame.app.exercise_next import waits_for
from wargame.app.exercise_records import InjectRow
from wargame.gui.dress import with_role
from wargame.gui.exercise.msel_columns import DUE, STATUS
from wargame.gui.exercise.msel_model import KEY_ROLE, ROW_ROLE
from wargame.gui.icons import pixmap
from wargame.gui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
ICONS = {
    "Pending": ("circle", "text2"),
    "Entered": ("circle-dashed", "text2"),
    "Approved": ("circle-check", "good"),
    "Deployed": ("radio", "accent"),
    "Complete": ("check", "text2"),
    "Archived": ("archive", "text3"),
}
ICON, PAD, BAR, LINES = 15, 6, 3, 2
STRONG = ("message", "title")
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class MselDelegate(QStyledItemDelegate):
    """Paints every cell from its InjectRow."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, words, and the line below."""
        theme, row, key = self.theme, index.data(ROW_ROLE), str(index.data(KEY_ROLE))
        box = QRect(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.fillRect(box, theme.color("accent_soft" if chosen else "panel"))
        painter.setPen(theme.color("border"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if chosen and index.column() == 0:
            bar = QRect(box.left(), box.top(), theme.px(BAR), box.height())
            painter.fillRect(bar, theme.color("accent"))
        if focused:
            painter.setPen(QPen(theme.color("accent"), 1))
            painter.drawRect(box.adjusted(0, 0, -1, -2))
        painter.setFont(_font(theme, row, key))
        painter.setPen(theme.color(_tone(row, key)))
        inside = box.adjusted(theme.px(PAD), 0, -theme.px(4), -1)
        if key == STATUS:
            self._paint_status(painter, inside, row)
        else:
            _paint_words(painter, inside, str(index.data()))
        painter.restore()

    def _paint_status(self, painter: QPainter, box: QRect, row: InjectRow) -> None:
        theme, status = self.theme, row.inject.status
        name, tone = ICONS[status]
        size = theme.px(ICON)
        picture = pixmap(name, theme, tone, ICON)
        painter.drawPixmap(box.left(), box.center().y() - size // 2, picture)
        words = box.adjusted(size + theme.px(7), 0, 0, 0)
        _paint_words(painter, words, status)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Room for the whole cell on one line."""
        theme, key = self.theme, str(index.data(KEY_ROLE))
        letters = QFontMetrics(_font(theme, index.data(ROW_ROLE), key))
        wide = letters.horizontalAdvance(str(index.data())) + theme.px(PAD + 8)
        return QSize(wide + (theme.px(ICON + 7) if key == STATUS else 0), theme.px(32))

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index
    ) -> QLineEdit:
        """A line to write on."""
        field = QLineEdit(parent)
        with_role(field, "secondary")
        field.setFont(self.theme.font("secondary"))
        return field

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        """The line fills its cell, and has room to write where that is narrow."""
        box = QRect(option.rect)
        box.setWidth(max(box.width(), self.theme.px(180)))
        port = editor.parentWidget()
        over = box.right() - port.width() if port is not None else 0
        editor.setGeometry(box.translated(-max(0, over), 0))


def _font(theme: Theme, row: InjectRow, key: str) -> QFont:
    """Bold is what a person has to do something about."""
    strong = row.publication is None and waits_for(row.inject)
    strong = (strong or row.inject.status == "Deployed") and key in (*STRONG, "number")
    strong = strong or (key == DUE and row.due)
    strong = strong or (key == STATUS and row.inject.status == "Deployed")
    font = theme.font("secondary")
    if strong:
        font.setWeight(QFont.Weight.DemiBold)
    if row.inject.status == "Archived" and key in STRONG:
        font.setStrikeOut(True)
    return font


def _tone(row: InjectRow, key: str) -> str:
    if key == DUE and row.due:
        return "warn"
    if row.inject.status == "Archived":
        return "text3"
    return "text2" if row.inject.status == "Complete" else "text"


def _paint_words(painter: QPainter, box: QRect, words: str) -> None:
    """One line, or two where there is room and they need it; the rest is cut with dots."""
    letters, wide = painter.fontMetrics(), box.width()
    if letters.horizontalAdvance(words) > wide and box.height() >= LINES * letters.height():
        first, rest = _broken(words, letters, wide)
        if not rest:
            painter.drawText(box, int(LEFT), first)
            return
        half = box.height() // 2
        up, down = box.adjusted(0, 0, 0, -half), box.adjusted(0, half, 0, 0)
        above = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        below = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        painter.drawText(up, int(above), first)
        dots = letters.elidedText(rest, Qt.TextElideMode.ElideRight, wide)
        painter.drawText(down, int(below), dots)
        return
    cut = letters.elidedText(words, Qt.TextElideMode.ElideRight, wide)
    painter.drawText(box, int(LEFT), cut)


def _broken(words: str, letters: QFontMetrics, wide: int) -> tuple[str, str]:
    """As many words as fit on a line, and the others; a word too long for it stays whole."""
    parts = words.split(" ")
    count = 1
    while count < len(parts) and letters.horizontalAdvance(" ".join(parts[: count + 1])) <= wide:
        count += 1
    first = letters.elidedText(" ".join(parts[:count]), Qt.TextElideMode.ElideRight, wide)
    return first, " ".join(parts[count:])

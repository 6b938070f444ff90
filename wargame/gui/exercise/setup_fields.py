"""Fields that ask for one step when they are left, and say beside themselves what was refused."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from wargame.gui.dress import label, with_role
from wargame.gui.theme import Theme

SHORT = 40  # characters that are always in view
LONGEST = 4_000  # characters that can be typed into a field
LEAST_LINES, MOST_LINES = 2, 7
MOST_EDGES = 40  # px


class Field(QWidget):
    """An edit with the refusal under it; `left(str)` when it is left with another text."""

    left = Signal(str)

    def __init__(self, edit: QLineEdit | QPlainTextEdit, name: str) -> None:
        super().__init__()
        self.edit = edit
        self.note: QLabel = label("caption", "bad", wrap=True)
        self.note.hide()
        self._shown = self._sent = ""
        edit.setAccessibleName(name)
        edit.setProperty("boxed", True)
        with_role(edit, "body")
        edit.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(edit)
        column.addWidget(self.note)

    def text(self) -> str:
        """What stands in it."""
        raise NotImplementedError

    def _put(self, text: str) -> None:
        raise NotImplementedError

    def show_text(self, text: str) -> None:
        """What the exercise says stands there, unless a person is writing something else."""
        now = self.text()
        untouched = now in (self._shown, self._sent) and self.note.isHidden()
        self._shown = self._sent = text
        if untouched and now != text:
            self._put(text)

    def show_other(self, text: str) -> None:
        """The field is now that of something else: what was typed for the one before is gone."""
        self.note.hide()
        self._shown = self._sent = text
        if self.text() != text:
            self._put(text)

    def tell(self, refusal: str) -> None:
        """Why it was refused stands under it; what was typed stays to be mended."""
        self.note.setText(refusal)
        self.note.setVisible(bool(refusal))
        self.edit.setAccessibleDescription(refusal)

    @Slot()
    def leave(self) -> None:
        """Another text than the one shown is asked for, once."""
        text = self.text().strip()
        if text in (self._shown, self._sent):
            if text == self._shown:
                self.tell("")
            return
        self.tell("")
        self._sent = text
        if self.text() != text:
            self._put(text)
        self.left.emit(text)

    def give_up(self) -> None:
        """What was typed is gone."""
        self.show_other(self._shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving asks; Esc gives up."""
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            if event.reason() != Qt.FocusReason.PopupFocusReason:
                self.leave()
        elif (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self.text() != self._shown
        ):
            self.give_up()
            return True
        return super().eventFilter(watched, event)


class LineField(Field):
    """One line; Enter asks too."""

    def __init__(self, name: str, hint: str = "") -> None:
        self.line = QLineEdit()
        super().__init__(self.line, name)
        self.line.setMaxLength(LONGEST)
        self.line.setPlaceholderText(hint)
        self.line.returnPressed.connect(self.leave)

    def text(self) -> str:
        """What stands in it."""
        return self.line.text()

    def _put(self, text: str) -> None:
        self.line.setText(text)
        self.line.setCursorPosition(0)
        self.line.setToolTip(text if len(text) > SHORT else "")


class _Lines(QPlainTextEdit):
    """As high as its lines, from two to seven."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self.fit)

    @Slot()
    def fit(self) -> None:
        """The height is that of the text."""
        lines = round(self.document().documentLayout().documentSize().height())
        seen = min(max(lines, LEAST_LINES), MOST_LINES) * self.fontMetrics().lineSpacing()
        edges = self.height() - self.viewport().height()
        if not 0 <= edges <= MOST_EDGES:  # it has no place yet
            return
        height = seen + edges + round(2 * self.document().documentMargin()) + 1
        never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if lines > MOST_LINES else never
        )
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)

    def sizeHint(self) -> QSize:
        return QSize(200, self.minimumHeight())

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange, QEvent.Type.Show):
            self.fit()
        return done

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.verticalScrollBar().maximum() > 0 and self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class LongField(Field):
    """Several lines; Tab leaves it."""

    def __init__(self, name: str, hint: str = "") -> None:
        self.lines = _Lines()
        super().__init__(self.lines, name)
        self.lines.setPlaceholderText(hint)

    def set_theme(self, theme: Theme) -> None:
        """The height is right in another font too."""
        self.lines.setFont(theme.font("body"))
        self.lines.fit()

    def text(self) -> str:
        """What stands in it."""
        return self.lines.toPlainText()

    def _put(self, text: str) -> None:
        self.lines.setPlainText(text)


class Choice(QComboBox):
    """A list to choose from, which a wheel passing over does not change."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setAccessibleName(name)
        with_role(self, "control")

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The page scrolls."""
        event.ignore()

    def show_data(self, data: str) -> None:
        """The entry of those data is the one chosen."""
        self.setCurrentIndex(max(0, self.findData(data)))


class Count(QSpinBox):
    """A whole number; `left(int)` when it is left with another one than was shown."""

    left = Signal(int)

    def __init__(self, name: str, least: int, most: int, suffix: str = "") -> None:
        super().__init__()
        self.setRange(least, most)
        self.setSuffix(suffix)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        with_role(self, "body")
        self._shown = least
        self.editingFinished.connect(self._leave)

    def show_count(self, count: int) -> None:
        """What the exercise says stands there, unless a person is writing."""
        if self.value() == self._shown or not self.hasFocus():
            self.setValue(count)
        self._shown = count

    @Slot()
    def _leave(self) -> None:
        if self.value() != self._shown:
            self._shown = self.value()
            self.left.emit(self.value())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The page scrolls."""
        event.ignore()

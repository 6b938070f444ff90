"""The escalation ladder: every rung in words, where it stands, how high it has been."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from wargame.app.records import LadderView, Outlook, SessionView
from wargame.gui.dress import label
from wargame.gui.theme import Theme
from wargame.gui.widgets.word_steps import WordSteps

ROW = 23  # px
RAIL = 9  # px from the left
CLASH = 5  # the first rung on which NATO and Russia fight each other


class Ladder(QWidget):
    """Eight rungs, the highest at the top; the rung in force is filled, the highest so far ringed.

    No rung has a chance beside it: from rung 5 on there are words only.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ladder = LadderView((), 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """From now on the ladder wears `theme`."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def show_ladder(self, ladder: LadderView) -> None:
        """The ladder stands as it does after the turn shown."""
        self._ladder = ladder
        if ladder.rungs:
            now, highest = ladder.rungs[ladder.now], ladder.rungs[ladder.highest]
            words = f"Escalation ladder of {len(ladder.rungs)} rungs, now: {now}"
            self.setAccessibleName(f"{words}; highest so far: {highest}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """One row a rung."""
        return QSize(self._theme.px(200), self._theme.px(ROW) * max(1, len(self._ladder.rungs)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Rail, rungs and words are drawn."""
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        count, tall, rail = len(self._ladder.rungs), theme.px(ROW), theme.px(RAIL)
        if not count:
            return
        painter.setPen(QPen(theme.color("border_strong"), 1.4))
        painter.drawLine(QPointF(rail, tall / 2), QPointF(rail, (count - 0.5) * tall))
        for rung, words in enumerate(self._ladder.rungs):
            self._paint_rung(
                painter, rung, words, QRectF(0, (count - 1 - rung) * tall, self.width(), tall)
            )
        line = (count - CLASH) * tall
        painter.setPen(QPen(theme.color("border_strong"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(2 * rail, line), QPointF(self.width(), line))

    def _paint_rung(self, painter: QPainter, rung: int, words: str, row: QRectF) -> None:
        theme, ladder = self._theme, self._ladder
        now, highest = rung == ladder.now, rung == ladder.highest
        centre = QPointF(theme.px(RAIL), row.center().y())
        radius = theme.px(5.5 if now else 4)
        painter.setPen(QPen(theme.color("text" if now or highest else "border_strong"), 1.6))
        painter.setBrush(theme.color("text" if now else "panel"))
        painter.drawEllipse(centre, radius, radius)
        box = row.adjusted(theme.px(2 * RAIL + 6), 0, 0, 0)
        note = "now" if now else "highest so far" if highest else ""
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text2"))
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, note)
        used = painter.fontMetrics().horizontalAdvance(note) + (theme.px(8) if note else 0)
        painter.setFont(theme.font("section" if now else "secondary"))
        painter.setPen(theme.color("text" if now or highest else "text2"))
        room = int(box.width() - used)
        told = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, told)


class LadderPanel(QWidget):
    """The ladder, and the chance of its upper rungs in one word."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ladder = Ladder(theme)
        self.chance: QLabel = label("caption", "text2", wrap=True)
        self.steps = WordSteps(theme)
        row = QHBoxLayout()
        row.addWidget(self.chance, 1)
        row.addWidget(self.steps)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.ladder)
        column.addLayout(row)

    def show_view(self, view: SessionView) -> None:
        """The ladder is that of the turn shown; the chance waits for the forecast."""
        self.ladder.show_ladder(view.ladder)
        self.chance.setText(
            f"Above the dashed line by turn {view.last_turn}, in this model: being computed \u2026"
            if view.turn < view.last_turn
            else "The game is over: no turn is left to climb."
        )
        self.steps.hide()

    def show_outlook(self, outlook: Outlook) -> None:
        """The chance of a direct clash is told in a word, with five steps."""
        last = outlook.forecast.turns[-1]
        self.chance.setText(f"Chance of going above the dashed line by turn {last}, in this model")
        self.steps.show_word(outlook.forecast.clash_words[0])
        self.steps.show()

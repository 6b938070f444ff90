"""What one seat decides, notes and writes; for control, what all of them do.

A seat has a book of its own: what somebody has begun to write in it is never in another's.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from wargame.app.exercise import Inject
from wargame.app.exercise_seats import CONTROL, DecisionRecord, Message
from wargame.gui.dress import label
from wargame.gui.exercise.messages import MessagesBox
from wargame.gui.exercise.seats_form import DecisionForm
from wargame.gui.exercise.seats_paper import Paper
from wargame.gui.exercise.seats_words import Names, decision_lines
from wargame.gui.theme import Theme

MESSAGES_WIDE = 360  # px at 100 %, and no less than
MESSAGES_LEAST = 280


class SeatBook(QWidget):
    """`decided(seat, fields)` and `sent(seat, to, text)` ask for what its people want."""

    decided = Signal(str, dict)
    sent = Signal(str, str, str)

    def __init__(self, seat: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.seat = seat
        self._theme = theme
        self._kept = 0  # decisions of the seat when one was last asked for
        self._asked = False
        self.form = None if seat == CONTROL else DecisionForm(theme)
        self.paper = Paper("Decisions", theme)
        self.refusal: QLabel = label("secondary", "bad", wrap=True)
        self.refusal.hide()
        self.messages = MessagesBox(seat, theme)
        self._lay_out()
        if self.form is not None:
            self.form.recorded.connect(self._decide)
        self.messages.sent.connect(self._send)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        if self.form is not None:
            left.addWidget(label("section", text="A decision, hidden until it is revealed"))
            left.addWidget(self.form)
        left.addWidget(self.refusal)
        left.addWidget(label("section", text="Decisions"))
        left.addWidget(self.paper, 1)
        between = QFrame()
        between.setFrameShape(QFrame.Shape.VLine)
        between.setProperty("upright", True)
        between.setFixedWidth(1)
        self.messages.setMinimumWidth(self._theme.px(MESSAGES_LEAST))
        self.messages.setMaximumWidth(self._theme.px(MESSAGES_WIDE))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(16)
        row.addLayout(left, 1)
        row.addWidget(between)
        row.addWidget(self.messages, 1)

    def set_theme(self, theme: Theme) -> None:
        """From now on the columns are as wide as `theme` says."""
        self._theme = theme
        self.messages.setMinimumWidth(theme.px(MESSAGES_LEAST))
        self.messages.setMaximumWidth(theme.px(MESSAGES_WIDE))

    def show_all(
        self,
        decisions: Sequence[DecisionRecord],
        messages: Sequence[Message],
        injects: Sequence[Inject],
        names: Names,
    ) -> None:
        """These records and messages can be read; a decision kept leaves the form empty."""
        own = sum(record.seat == self.seat for record in decisions)
        if self._asked and own > self._kept and self.form is not None:
            self.form.empty()
        self._asked, self._kept = False, own
        self.refuse("")
        self.paper.show_lines(decision_lines(decisions, names))
        self.messages.show_messages(messages, names)
        if self.form is not None:
            self.form.show_injects(injects)

    def refuse(self, sentence: str) -> None:
        """Why what was asked for is not done stands above the decisions; empty: nothing does."""
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))

    @property
    def begun(self) -> bool:
        """Whether something stands in the form or the field of messages that is not kept yet."""
        return bool(self.messages.text.toPlainText().strip()) or (
            self.form is not None and bool(self.form.decision.toPlainText().strip())
        )

    def focus_first(self) -> None:
        """The keyboard is where writing begins."""
        first: QWidget = self.messages.text if self.form is None else self.form.owner
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(dict)
    def _decide(self, fields: dict[str, object]) -> None:
        self._asked = True
        self.decided.emit(self.seat, fields)

    @Slot(str, str)
    def _send(self, to: str, text: str) -> None:
        self.sent.emit(self.seat, to, text)

"""The facilitator's hand on the audience window: a bar above the map while that window is open."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from wargame.gui.dress import label, put_on, with_role
from wargame.gui.theme import Theme

LONGEST = 400  # letters of a question and its answers that a room reads
BREAK = " | "  # between a question and each of its answers, as polls are written


class AudienceBar(QFrame):
    """Switches and two lines to type; what is typed is shown with Return or its button."""

    blackened = Signal(bool)
    framed = Signal(bool)
    held = Signal(bool)
    asked = Signal(str)  # empty words take the question away
    coded = Signal(str)  # likewise
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self.black = self._switch("Black out", "The room sees nothing, until this is off again")
        self.frame = self._switch("Frame", "A box on this map that the room's map follows")
        self.hold = self._switch("Hold", "The room's map stays where it is while the box moves")
        self.question = self._line("Question for the room", LONGEST)
        self.question.setToolTip("Answers follow after a stroke: Who pays? | Kyiv | All of us")
        self.ask = self._switch("Show", "The question stands in the audience window")
        self.link = self._line("Link for a QR code", 1000)
        self.code = self._switch("Show code", "The QR code stands in place of the room's map")
        self.close_it = QPushButton("Close")
        self.close_it.setToolTip("Close the audience window (Ctrl+Shift+A)")
        with_role(self.close_it, "control")
        self._lay_out()
        self.hold.setEnabled(False)
        self.black.toggled.connect(self.blackened)
        self.frame.toggled.connect(self.framed)
        self.frame.toggled.connect(self.hold.setEnabled)
        self.hold.toggled.connect(self.held)
        self.ask.toggled.connect(self._ask)
        self.code.toggled.connect(self._code)
        self.question.returnPressed.connect(self._ask_again)
        self.link.returnPressed.connect(self._code_again)
        self.close_it.clicked.connect(self.closed)
        self.set_theme(theme)
        self.hide()

    def _switch(self, words: str, tip: str) -> QPushButton:
        made = QPushButton(words)
        made.setCheckable(True)
        made.setToolTip(tip)
        with_role(made, "control")
        return made

    def _line(self, words: str, longest: int) -> QLineEdit:
        made = QLineEdit()
        made.setPlaceholderText(words)
        made.setAccessibleName(words)
        made.setMaxLength(longest)
        with_role(made, "control")
        return made

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 12, 4)
        row.setSpacing(8)
        title: QLabel = label("section", text="Audience")
        row.addWidget(title)
        for part in (self.black, self.frame, self.hold):
            row.addWidget(part)
        row.addWidget(self.question, 3)
        row.addWidget(self.ask)
        row.addWidget(self.link, 2)
        row.addWidget(self.code)
        row.addWidget(self.close_it)

    def set_theme(self, theme: Theme) -> None:
        """From now on the bar wears `theme`."""
        put_on(self, theme)

    @Slot(bool)
    def _ask(self, on: bool) -> None:
        self.asked.emit(_lines(self.question.text()) if on else "")

    def put_question(self, words: str) -> None:
        """Those lines stand in the room, and in the bar to be changed or taken away."""
        self.question.setText(BREAK.join(words.splitlines()))
        self._ask_again()

    @Slot(bool)
    def _code(self, on: bool) -> None:
        self.coded.emit(self.link.text().strip() if on else "")

    @Slot()
    def _ask_again(self) -> None:
        self.ask.setChecked(bool(self.question.text().strip()))
        self._ask(self.ask.isChecked())

    @Slot()
    def _code_again(self) -> None:
        self.code.setChecked(bool(self.link.text().strip()))
        self._code(self.code.isChecked())

    def reset(self) -> None:
        """Every switch is off; what was typed stays."""
        for switch in (self.black, self.hold, self.frame, self.ask, self.code):
            switch.setChecked(False)


def _lines(typed: str) -> str:
    """What was typed, each answer on a line of its own."""
    return "\n".join(part.strip() for part in typed.split(BREAK.strip()) if part.strip())

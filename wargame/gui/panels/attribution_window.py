"""Luck, decisions, rulings: what the game played so far came from, on any measure."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from wargame.app.attribution_records import Reckoning
from wargame.app.attribution_words import Row, better, rows, sentence, told
from wargame.app.records import SessionView
from wargame.gui.dress import label, put_on, set_tone
from wargame.gui.panels.attribution_picture import Step, Waterfall
from wargame.gui.panels.compare_work import CompareWork
from wargame.gui.panels.sensitivity_question import measure_box
from wargame.gui.theme import Theme

SIZE = QSize(980, 760)
WORK = 380  # px: button, or progress and cancel
ASKS = ("Account for the game", "Account again")
NOTHING = (
    "How far did the game come from luck, how far from what was decided, how far from rulings?"
)
READ = (
    "Decisions: expected with them minus expected without any. Each row adds one decision to those "
    "before it; in brackets, what the end would lack without it alone, the others as they were "
    "made. Luck: what the dice of this game brought under the rules alone, against what was to be "
    "expected. Rulings: what control overruled. The three parts add up. Thin line: 95 %, from "
    "playing only so many playthroughs. In this model."
)


class AttributionWindow(QDialog):
    """Not modal: the game goes on beside it. `asked(str)`: for which measure."""

    asked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle("Luck, decisions, rulings")
        self._theme = theme
        self.measure = measure_box("Measure", so_far=True)
        self.work = CompareWork(theme, asks=ASKS, cancels="Cancel the account")
        self.work.start.setProperty("primary", True)
        self.now: QLabel = label("section", text=NOTHING, wrap=True)
        self.picture = Waterfall(theme)
        self.read: QLabel = label("caption", "text3", READ, wrap=True)
        self._lay_out()
        self.work.wanted.connect(self._ask)
        self.measure.activated.connect(self._ask)
        self.set_theme(theme)

    def _lay_out(self) -> None:
        title = QHBoxLayout()
        title.setSpacing(12)
        title.addWidget(label("title", text="Luck, decisions, rulings"))
        title.addStretch(1)
        title.addWidget(self.work, 1)
        asked = QHBoxLayout()
        named: QLabel = label("secondary", "text2", "Measure")
        named.setBuddy(self.measure)
        asked.addWidget(named)
        asked.addWidget(self.measure)
        asked.addStretch(1)
        self.frame = QFrame()
        self.frame.setProperty("panel", True)
        inside = QVBoxLayout(self.frame)
        inside.setContentsMargins(14, 10, 14, 12)
        inside.addWidget(self.picture)
        inside.addWidget(self.read)
        holder = QWidget()
        holder.setAutoFillBackground(False)
        held = QVBoxLayout(holder)
        held.setContentsMargins(16, 4, 16, 16)
        held.addWidget(self.frame, 0, Qt.AlignmentFlag.AlignTop)
        self.area = QScrollArea()
        self.area.setWidget(holder)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.viewport().setAutoFillBackground(False)
        head = QVBoxLayout()
        head.setContentsMargins(16, 0, 16, 0)
        head.setSpacing(8)
        head.addLayout(title)
        head.addLayout(asked)
        head.addWidget(self.now)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.addLayout(head)
        column.addWidget(self.area, 1)

    def fit_screen(self) -> None:
        """The window is as large as it is good for and the screen allows."""
        self.resize((SIZE * self._theme.scale).boundedTo(self.screen().availableSize()))

    def set_theme(self, theme: Theme) -> None:
        """From now on the window wears `theme`."""
        self._theme = theme
        self.work.setMaximumWidth(theme.px(WORK))
        put_on(self, theme)

    def _ask(self) -> None:
        if self.work.start.isEnabled():
            self.asked.emit(str(self.measure.currentData()))

    def show_view(self, view: SessionView) -> None:
        """The game may have gone on; what is shown says to which turn it belongs."""

    def show_found(self, found: Reckoning | None, *, stale: bool) -> None:
        """The waterfall is that of `found`; pale when it belongs to an earlier state."""
        self.frame.setVisible(found is not None)
        set_tone(self.now, "text2" if found is None else "text3" if stale else "")
        put_on(self.now, self._theme)
        if found is None:
            self.now.setText(NOTHING)
            return
        self.now.setText(sentence(found))
        self.picture.show_steps(steps(found), stale=stale)


def steps(found: Reckoning) -> tuple[Step, ...]:
    """The rows of the account, each part from where the one before it ended."""
    made, level, row_level = [], 0.0, 0.0
    for row in rows(found):
        if row.kind == "total":
            level = row.amount
            made.append(_step(found, row, level, level))
        elif row.kind == "part":
            made.append(_step(found, row, level, level + row.amount))
            row_level, level = level, level + row.amount
        else:
            made.append(_step(found, row, row_level, row_level + row.amount))
            row_level += row.amount
    return tuple(made)


def _step(found: Reckoning, row: Row, start: float, end: float) -> Step:
    kind = "total" if row.kind == "total" else "part" if row.kind == "part" else "row"
    words = told(found, row)
    return Step(row.label, words, start, end, kind, row.error, better(found, row.amount))  # type: ignore[arg-type]

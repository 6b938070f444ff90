"""The clock of the exercise: time, part, turn, what comes next, and what is not exercised yet."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF, Qt, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from wargame.app.exercise_next import due, due_words, listed, next_row
from wargame.app.exercise_records import ExerciseView, InjectRow
from wargame.app.records import SessionView
from wargame.gui.dress import label, with_role
from wargame.gui.exercise import clock_words
from wargame.gui.exercise.clock_hands import ClockHands
from wargame.gui.exercise.elided import Elided, told
from wargame.gui.exercise.publishing import Publisher
from wargame.gui.exercise.room import Room
from wargame.gui.icons import icon
from wargame.gui.theme import Theme

NARROW = 1500  # px at 100 %


class ClockBand(QFrame):
    """Shows the clock every second; its hands are on the right."""

    def __init__(self, room: Room, publisher: Publisher, theme: Theme) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self._room, self._theme, self._narrow = room, theme, False
        self._announced: frozenset[str] | None = None
        self.time: QLabel = label("clock")
        self.ends: QLabel = label("caption", "text2")
        self.late: QLabel = label("caption", "warn")
        self.part = Elided("caption", "text2")
        self.left: QLabel = label("display")
        self.of: QLabel = label("secondary", "text2")
        self.bar = TimeBar(theme)
        self.turn: QLabel = label("caption", "text2")
        self.scenario = Elided("title")
        self.countdown: QLabel = label("title", "warn")
        self.next = Elided("body")
        self.coverage = Elided("caption", "text2")
        self.choose_next = QPushButton("Show")
        self.suggest = QPushButton()
        self.due = QPushButton()
        self.hands = ClockHands(room, publisher, theme)
        self._lay_out()
        self.choose_next.clicked.connect(self._choose_next)
        self.suggest.clicked.connect(self._choose_suggested)
        self.due.clicked.connect(self._choose_due)
        room.shown.connect(self.show_view)
        room.ticked.connect(self.show_view)
        room.played.connect(self._show_game)
        self._show_game(room.game)

    # ------------------------------------------------------------------------------------ layout

    def _lay_out(self) -> None:
        self._row = row = QHBoxLayout(self)
        row.addLayout(self._clock())
        row.addLayout(self._part())
        row.addLayout(self._ahead(), 1)
        row.addWidget(self.hands)
        self.time.setAccessibleName("Exercise clock")
        self.coverage.setAccessibleDescription("Objectives and the time left")

    def _clock(self) -> QVBoxLayout:
        foot = QHBoxLayout()
        foot.addWidget(self.ends)
        foot.addWidget(self.late, 1)
        return _block(label("caption", "text2", "Exercise clock"), self.time, foot)

    def _part(self) -> QVBoxLayout:
        big = QHBoxLayout()
        big.addWidget(self.left, 0, Qt.AlignmentFlag.AlignBottom)
        big.addWidget(self.of, 1, Qt.AlignmentFlag.AlignBottom)
        return _block(self.part, big, self.bar, self.turn)

    def _ahead(self) -> QVBoxLayout:
        scenario = _block(label("caption", "text2", "Designated Scenario Time"), self.scenario)
        head = QHBoxLayout()
        head.addWidget(label("caption", "text2", "Next inject"))
        head.addStretch(1)
        head.addWidget(self.choose_next)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.countdown)
        line.addWidget(self.next, 1)
        following = _block(head, line)
        pair = QHBoxLayout()
        pair.setSpacing(24)
        pair.addLayout(scenario, 4)
        pair.addLayout(following, 5)
        self._pair = pair
        foot = QHBoxLayout()
        foot.addWidget(self.due)
        foot.addWidget(self.coverage, 1)
        foot.addWidget(self.suggest)
        for button in (self.choose_next, self.suggest):
            button.setProperty("flat", True)
            with_role(button, "caption")
        with_role(self.due, "control")
        self.due.hide()
        return _block(pair, foot)

    def set_theme(self, theme: Theme) -> None:
        """From now on the band wears `theme`."""
        self._theme = theme
        self._row.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))
        self._row.setSpacing(theme.px(24))
        self._pair.setSpacing(theme.px(24))
        self.due.setIcon(icon("triangle-alert", theme, "warn", 15))
        self._measure()
        self.left.setMinimumWidth(_wide(self.left, "00:00"))
        if self._room.view is not None:
            self.show_view(self._room.view)

    def fit(self, window_width: int) -> None:
        """Letters of the clock give way in a narrow window."""
        narrow = window_width < self._theme.px(NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            self._measure()
            self._show_game(self._room.game)

    def _measure(self) -> None:
        with_role(self.time, "display" if self._narrow else "clock")
        self.time.setFont(self._theme.font("display" if self._narrow else "clock"))
        self.time.setMinimumWidth(_wide(self.time, "00:00:00"))

    # ----------------------------------------------------------------------------------- showing

    @Slot(object)
    def show_view(self, view: ExerciseView) -> None:
        """The band shows the exercise as it stands."""
        clock = view.clock
        self.time.setText(f"{datetime.now().astimezone():%H:%M:%S}")
        begun = clock.item >= 0 and not clock.stopped
        self.ends.setText(f"ends at {clock_words.time_of_day(clock.ends_at)}" if begun else "")
        behind = clock_words.late(clock.late) if begun else ""
        self.late.setText(f"\u25b2 {behind}" if behind else "")
        self.ends.setVisible(begun and not behind)
        self.late.setVisible(bool(behind))
        self.late.setToolTip(self.ends.text())
        self._show_part(view)
        self._show_next(view)
        self._show_due(view)
        self._show_coverage(view)

    def _show_part(self, view: ExerciseView) -> None:
        clock, whole = view.clock, clock_words.planned(view)
        on = clock.item >= 0
        left = clock.item_left if on else whole
        state = "paused" if clock.paused else "stopped" if clock.stopped else ""
        self.part.say(clock_words.part(view) + (f" \u00b7 {state}" if state else ""))
        over = left < 0
        told(self.left, clock_words.span(left), "bad" if over else "text", self._theme)
        words = f"\u25b2 over {clock_words.span(whole)}" if over else ""
        self.of.setText(words or f"{'left ' if on else ''}of {clock_words.span(whole)}")
        self.bar.show_share(1 - left / whole if on and whole else 0.0)
        turn = clock_words.left(clock.turn_left)
        self.turn.setText(
            f"Turn timer {turn}"
            + (
                ""
                if clock.turn_left < 0
                else f" left of {clock_words.span(60 * view.turn_minutes)}"
            )
            if on
            else f"{len(view.agenda)} parts; {view.turn_minutes} min a turn"
        )

    @Slot(object)
    def _show_game(self, game: SessionView | None) -> None:
        if game is not None:
            where = f"Turn {game.turn}" if game.turn else "Start"
            month, _, year = game.now.period.rpartition(" to ")[2].rpartition(" ")
            short = month.split()[-1][:3] if self._narrow else month
            self.scenario.say(f"{where} \u00b7 {short} {year}")
            self.scenario.setToolTip(game.now.period)

    def _show_next(self, view: ExerciseView) -> None:
        row = next_row(view)
        self.choose_next.setVisible(row is not None)
        if row is None:
            self.countdown.setText("")
            self.next.say("none is left" if view.injects else "no events yet: import an MSEL")
            return
        self.choose_next.setToolTip(f"Choose inject {row.inject.number}")
        self.choose_next.setAccessibleName(f"Show inject {row.inject.number}")
        counted = row.due_in is not None and row.due_in > 0 and not view.held
        words = due_words(row, held=view.held, running=view.clock.running)
        self.countdown.setText(clock_words.span(row.due_in or 0) if counted else words)
        self.next.say(f"{row.inject.number} {row.inject.title or row.inject.message}")

    def _show_due(self, view: ExerciseView) -> None:
        rows = due(view)
        self.due.setVisible(bool(rows))
        self.due.setText(f"\u2009{listed([row.inject.number for row in rows])} due")
        self.due.setToolTip(" \u00b7 ".join(_named(row) for row in rows) + ": publish or skip")
        self.due.setAccessibleName(f"Injects due: {', '.join(r.inject.number for r in rows)}")
        now = frozenset(row.inject.number for row in rows)
        new = sorted(now - self._announced) if self._announced is not None else []
        self._announced = now
        if new:
            words = f"Inject {listed(new)} is due"
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
            QApplication.alert(self.window())

    def _show_coverage(self, view: ExerciseView) -> None:
        found = view.coverage
        if not view.objectives:
            self.coverage.say("No objectives yet: they are entered on the page Set-up")
        elif not found.missing:
            self.coverage.say("\u2713 Every objective has been exercised")
        else:
            self.coverage.say(_missing(view))
        self.suggest.setVisible(bool(found.suggested))
        self.suggest.setText(f"{found.suggested} would: show")
        words = f"Inject {found.suggested} would exercise {', '.join(found.would)}"
        self.suggest.setToolTip(words)
        self.suggest.setAccessibleName(words)

    # ----------------------------------------------------------------------------------- choosing

    @Slot()
    def _choose_next(self) -> None:
        row = next_row(self._room.view) if self._room.view is not None else None
        if row is not None:
            self._room.choose(row.inject.number)

    @Slot()
    def _choose_suggested(self) -> None:
        if self._room.view is not None and self._room.view.coverage.suggested:
            self._room.choose(self._room.view.coverage.suggested)

    @Slot()
    def _choose_due(self) -> None:
        """The first that is due; pressed again, the one after the chosen."""
        numbers = [r.inject.number for r in due(self._room.view)] if self._room.view else []
        if numbers:
            at = numbers.index(self._room.number) + 1 if self._room.number in numbers else 0
            self._room.choose(numbers[at % len(numbers)])


class TimeBar(QWidget):
    """How much of a part is over: accent, or the colour of a fall once it overruns."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.share = 0.0
        self.setAccessibleName("Part of the agenda")
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """From now on the bar wears `theme`."""
        self._theme = theme
        self.setFixedHeight(theme.px(6))
        self.setMinimumWidth(theme.px(160))

    def show_share(self, share: float) -> None:
        """So much of it is over; more than 1 is too much."""
        self.share = share
        self.setAccessibleDescription(f"{min(share, 1):.0%} over".replace("%", " %"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the whole, and what is over."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        edge = self.height() / 2
        painter.setBrush(theme.color("border"))
        painter.drawRoundedRect(QRectF(self.rect()), edge, edge)
        if self.share > 0:
            painter.setBrush(theme.color("bad" if self.share > 1 else "accent"))
            wide = max(self.width() * min(self.share, 1.0), 2 * edge)
            painter.drawRoundedRect(QRectF(0, 0, wide, self.height()), edge, edge)


def _block(*parts: QWidget | QHBoxLayout) -> QVBoxLayout:
    made = QVBoxLayout()
    made.setSpacing(2)
    for part in parts:
        if isinstance(part, QWidget):
            made.addWidget(part)
        else:
            made.addLayout(part)
    made.addStretch(1)
    return made


def _wide(widget: QLabel, words: str) -> int:
    return widget.fontMetrics().horizontalAdvance(words)


def _named(row: InjectRow) -> str:
    kind = "contingency, " if row.inject.contingency else ""
    return f"{row.inject.number} ({kind}{due_words(row, held=False, running=True)})"


def _missing(view: ExerciseView) -> str:
    found, begun = view.coverage, view.clock.item >= 0 and not view.clock.stopped
    words = f"Not yet exercised: {', '.join(found.missing)}"
    if not begun:
        return words
    minutes = max(0, found.seconds_left) // 60
    return f"{words} \u00b7 {minutes} min until the Hot Wash, {found.seconds_each // 60} min each"

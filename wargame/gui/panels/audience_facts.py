"""The right column of the audience window: figures, what happened in public, one question."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from wargame.app.audience_records import AudienceView
from wargame.gui.dress import label, put_on, set_tone, with_role
from wargame.gui.panels.audience_paint import Scale
from wargame.gui.theme import Theme
from wargame.gui.words import direction, plain, signed

ROWS = ("Ceasefire", "Escalation", "In all")
SIDE, GAP, TIGHT = 22, 8, 2  # px at 100 %
TALL = 420  # px at 100 %: under it the scale goes and figures are smaller
MOST = 8  # sentences
SEEN_KM2 = 0.5  # less is rounded away


class Facts(QWidget):
    """Shows an `AudienceView`; sentences that find no room are counted."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._happened: tuple[str, ...] = ()
        self.figure: QLabel = label("clock")
        self.change: QLabel = label("title")
        self.scale = Scale(theme)
        self.values = {name: label("panel", wrap=True) for name in ROWS}
        self.head: QLabel = label("panel")
        self.lines = [label("body", wrap=True) for _ in range(MOST)]
        self.rest: QLabel = label("secondary", "text2")
        self.question = Question()
        self._lay_out()
        self.set_theme(theme)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.figure)
        row.addWidget(self.change, 1, Qt.AlignmentFlag.AlignBottom)
        self._box = box = QVBoxLayout()
        box.addWidget(label("body", "text2", "Stability of the front, 0 to 100"))
        box.addLayout(row)
        box.addWidget(self.scale)
        for name, value in self.values.items():
            line = QHBoxLayout()
            line.addWidget(label("body", "text2", name))
            value.setAlignment(Qt.AlignmentFlag.AlignRight)
            line.addWidget(value, 1)
            box.addLayout(line)
        box.addSpacing(8)
        box.addWidget(self.head)
        for words in (*self.lines, self.rest):
            box.addWidget(words)
        box.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(box, 1)
        column.addWidget(self.question)

    def set_theme(self, theme: Theme) -> None:
        """From now on the column wears `theme`."""
        self._theme = theme
        put_on(self, theme)
        side = theme.px(SIDE)
        self._box.setContentsMargins(side, theme.px(14), side, theme.px(8))
        self._box.setSpacing(theme.px(GAP))
        self._fit()

    def show_view(self, view: AudienceView) -> None:
        """The figures are those of `view`."""
        self.figure.setText(plain(view.stability, 0))
        self.change.setText(f"{signed(view.change)} this turn" if view.turn else "at the start")
        set_tone(self.change, direction(view.change) if view.turn else "text2")
        self.change.setFont(self._theme.font("title"))  # a tone takes the font back
        self.scale.show_value(view.stability)
        words = (view.ceasefire, view.rung, _ground(view.lost_km2))
        for value, said in zip(self.values.values(), words, strict=True):
            value.setText(said)
        self.head.setText("This turn, in public" if view.turn else "At the start")
        zones = tuple(f"{z.name}: {z.words}" for z in view.zones)
        weak = ", ".join(f"{name} {plain(value, 0)}" for name, value in view.weakest)
        wait = (f"The zone {view.pending}.",) if view.pending else ()
        told = tuple(f"Inject {inject.number}: {inject.words}" for inject in view.injects)
        self._happened = (*told, *zones, *wait, *view.happened, f"Least stable: {weak}")
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many sentences as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Sentences are shown from the first on while they have room; the rest is counted."""
        theme, wide = self._theme, self.width() - 2 * self._theme.px(SIDE)
        self.head.setVisible(bool(self._happened))
        tall = self.height() >= theme.px(TALL)
        heads, gap = self._sized(tall=tall), theme.px(GAP if tall else TIGHT)
        fixed = sum(part.sizeHint().height() + gap for part in heads)
        for value in self.values.values():
            fixed += max(value.heightForWidth(wide // 2), theme.px(20)) + gap
        asked = self.question.shown_height(self.width())
        room = self.height() - asked - fixed - theme.px(92 if self.scale.isVisibleTo(self) else 46)
        count = 0
        for words, said in zip(self.lines, self._happened, strict=False):
            words.setText(said)
            room -= words.heightForWidth(max(wide, 60)) + gap
            if room < 0:
                break
            count += 1
        for number, words in enumerate(self.lines):
            words.setVisible(number < count)
            if number >= count:
                words.setText("")  # nothing is left of what stood there before
        left = len(self._happened) - count
        self.rest.setText(f"and {left} more" if left else "")
        self.rest.setVisible(left > 0)

    def _sized(self, *, tall: bool) -> tuple[QWidget, ...]:
        """Figures have the type for the height; what stands above the sentences is returned."""
        theme = self._theme
        self.scale.setVisible(tall)
        self.figure.setFont(theme.font("clock" if tall else "title"))
        self.question.words.setFont(theme.font("title" if tall else "section"))
        self._box.setSpacing(theme.px(GAP if tall else TIGHT))
        for value in self.values.values():
            value.setFont(theme.font("panel" if tall else "section"))
        return (self.figure, self.scale, self.head) if tall else (self.figure, self.head)

    def ask(self, words: str) -> None:
        """The question stands below; empty words take it away."""
        self.question.ask(words)
        self._fit()


def _ground(lost_km2: float) -> str:
    """What changed hands since the start, in words."""
    if abs(lost_km2) < SEEN_KM2:
        return "no ground changed hands"
    return f"Kyiv {'lost' if lost_km2 > 0 else 'regained'} {plain(abs(lost_km2), 0)} km\u00b2"


class Question(QFrame):
    """One question for the room, in the colour of what matters now."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("question", True)
        self.words: QLabel = label("title", wrap=True)
        self._caption: QLabel = label("body", text="Question for the room")
        self._box = QVBoxLayout(self)
        self._box.addWidget(self._caption)
        self._box.addWidget(self.words)
        with_role(self, "body")
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """From now on the question wears `theme`."""
        self._theme = theme
        back, ink = theme.hex("accent"), theme.hex("on_accent")
        self.setStyleSheet(
            f'QFrame[question="true"] {{ background: {back}; }} QLabel {{ color: {ink}; }}'
        )
        for words, role in ((self.words, "title"), (self._caption, "body")):
            words.ensurePolished()
            words.setFont(theme.font(role))
        self._box.setContentsMargins(theme.px(SIDE), theme.px(10), theme.px(SIDE), theme.px(12))

    def ask(self, words: str) -> None:
        """Show `words`, or nothing."""
        self.words.setText(words)
        self.setVisible(bool(words))

    def shown_height(self, wide: int) -> int:
        """How much of the column it takes, px."""
        return self.heightForWidth(wide) if not self.isHidden() else 0

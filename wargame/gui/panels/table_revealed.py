"""What the last turn revealed: cards seat by seat, the alliance's vote, the events."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from wargame.app.records import CardPlayed, InjectView, SessionView, VoteView
from wargame.gui.dress import label, set_tone, with_role
from wargame.gui.theme import Theme
from wargame.gui.widgets.word_steps import WordSteps
from wargame.gui.words import signed

TERMS = 5  # so many of the vote's terms are told
NOBODY_VOTES = "Nobody votes: options are taken as adopted."
NO_VOTE = "No zone was put to the vote this turn."
PROPOSE = "Where doctrines play, a seat has to propose a zone before it is voted on."
CONSENSUS = "Chance of consensus this quarter, in this model"
FIRST = "Lay cards for the seats, then play the turn: all of them are revealed here together."


class RevealedPage(QWidget):
    """Three columns of words: cards, votes, events."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = (_Column(theme), _Column(theme), _Column(theme))
        self._row = QHBoxLayout()
        self._row.setContentsMargins(14, 8, 14, 8)
        self._row.setSpacing(24)
        inside = QWidget()
        inside.setLayout(self._row)
        for column, share in zip(self._columns, (5, 4, 3), strict=True):
            self._row.addWidget(column, share)
        self.area = QScrollArea()
        self.area.setWidget(inside)
        inside.setAutoFillBackground(False)  # a scroll area switches it on
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.area.setAccessibleName("What the last turn revealed")
        self.area.viewport().setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)

    def set_theme(self, theme: Theme) -> None:
        """From now on new words wear `theme`."""
        for column in self._columns:
            column.theme = theme

    def show_view(self, view: SessionView) -> None:
        """The words are those of the turn shown."""
        names = {sector.id: sector.name for sector in view.sectors}
        doctrines = {(s.id, d): name for s in view.seats for d, name, _words in s.doctrines}
        self._cards(view, names, doctrines)
        self._votes(view)
        self._events(view.injects)
        for column in self._columns:
            column.close_off()

    def _cards(
        self, view: SessionView, names: dict[str, str], doctrines: dict[tuple[str, str], str]
    ) -> None:
        title = f"Cards revealed in turn {view.turn}" if view.turn else "Cards"
        column = self._columns[0]
        column.begin(title)
        if not view.turn:
            column.say(FIRST)
        elif not view.now.played:
            column.say("No card was played.")
        for card in view.now.played:
            column.say(_told(card, names), "")
            for words in _notes(card, doctrines):
                column.say(words, role="caption")

    def _votes(self, view: SessionView) -> None:
        column = self._columns[1]
        column.begin("The alliance's vote")
        if view.setting.mode != "political":
            column.say(NOBODY_VOTES)
        elif not view.now.votes:
            column.say(NO_VOTE if view.turn else "Votes follow from the first turn on.")
            if view.setting.doctrines:
                column.say(PROPOSE)
        for vote in view.now.votes:
            column.say(f"{vote.zone}: {outcome(vote)}", "")
            column.say(CONSENSUS, role="caption", chance=vote.chance_words)
            for words in pushes(vote):
                column.say(words, role="caption")

    def _events(self, injects: tuple[InjectView, ...]) -> None:
        column = self._columns[2]
        column.begin("Events")
        happened = [inject for inject in injects if inject.happened]
        for inject in happened:
            column.say(f"\u25c7 {inject.name[:1].upper()}{inject.name[1:]}", "")
        if not happened:
            column.say("None happened.")


class _Line(QWidget):
    """Words, and a small picture of a chance right after them where one is told."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.words: QLabel = label("secondary", "text2", wrap=True)
        self.steps = WordSteps(theme)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.words, 1)
        row.addWidget(self.steps)

    def tell(self, words: str, tone: str, role: str, chance: str, theme: Theme) -> None:
        """The line says these words in a tone and a role; without a chance it has no picture."""
        self.words.setText(words)
        self.words.setWordWrap(not chance)
        with_role(self.words, role)
        self.words.setFont(theme.font(role))
        set_tone(self.words, tone)
        self.words.setContentsMargins(12 if role == "caption" and not chance else 0, 0, 0, 2)
        self.steps.set_theme(theme)
        self.steps.setVisible(bool(chance))
        self.steps.show_word(chance)
        self.show()


class _Column(QWidget):
    """A heading and lines below it; lines are kept and used again from turn to turn.

    Made and deleted with every turn they crashed Qt's Python binding (PySide 6.11.3).
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._title: QLabel = label("section")
        self._lines: list[_Line] = []
        self._used = 0
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(3)
        self._rows.addWidget(self._title)
        self._rows.addStretch(1)

    def begin(self, title: str) -> None:
        """The column tells something new under a heading."""
        self._title.setText(title)
        self._title.setFont(self.theme.font("section"))
        self._used = 0

    def say(
        self, words: str, tone: str = "text2", role: str = "secondary", chance: str = ""
    ) -> None:
        """One more line or paragraph."""
        if self._used == len(self._lines):
            made = _Line(self.theme)
            self._rows.insertWidget(self._rows.count() - 1, made)
            self._lines.append(made)
        self._lines[self._used].tell(words, tone, role, chance, self.theme)
        self._used += 1

    def close_off(self) -> None:
        """Lines that say nothing now are out of view."""
        for line in self._lines[self._used :]:
            line.tell("", "text2", "secondary", "", self.theme)
            line.hide()


def _told(card: CardPlayed, names: dict[str, str]) -> str:
    where = f", {names.get(card.sector, card.sector)}" if card.sector else ""
    return f"{card.seat_name}: {card.title}{where}"


def _notes(card: CardPlayed, doctrines: dict[tuple[str, str], str]) -> list[str]:
    """Why it moved nothing, and who played it for which reasons."""
    notes = [f"No effect: {card.outcome}."] if card.outcome else []
    if card.by:
        name = doctrines.get((card.seat, card.by), card.by)
        why = "; ".join(card.reasons)
        notes.append(
            f"Played by \u201c{name}\u201d: {why}" if why else f"Played by \u201c{name}\u201d"
        )
    return notes


def outcome(vote: VoteView) -> str:
    """How the vote ended, in words."""
    if vote.passed:
        return "decided by consensus"
    if vote.blocked:
        return "a single member blocked it"
    return "no consensus this quarter"


def pushes(vote: VoteView) -> list[str]:
    """What spoke for the zone and what against it, strongest first, in log-odds."""
    told = vote.terms[:TERMS]
    sides = (
        ("For", [term for term in told if term[1] > 0]),
        ("Against", [term for term in told if term[1] < 0]),
    )
    return [
        f"{side}: {', '.join(f'{name} ({signed(amount)})' for name, amount in terms)}"
        + (", log-odds" if side == "Against" else "")
        for side, terms in sides
        if terms
    ]

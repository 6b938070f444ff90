"""What the last turn revealed: cards seat by seat, the alliance's vote, the events."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from wargame.app.records import CardPlayed, InjectView, SessionView, VoteView
from wargame.gui.dress import label, put_on
from wargame.gui.theme import Theme
from wargame.gui.widgets.word_steps import WordSteps
from wargame.gui.words import signed

TERMS = 5  # so many of the vote's terms are told
NOBODY_VOTES = "Nobody votes: options are taken as adopted."
NO_VOTE = "No zone was put to the vote this turn."
PROPOSE = "Where doctrines play, a seat has to propose a zone before it is voted on."
FIRST = "Lay cards for the seats, then play the turn: all of them are revealed here together."


class RevealedPage(QWidget):
    """Three columns of words, made anew for each turn."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._row = QHBoxLayout()
        self._row.setContentsMargins(14, 8, 14, 8)
        self._row.setSpacing(24)
        inside = QWidget()
        inside.setLayout(self._row)
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
        self._theme = theme

    def show_view(self, view: SessionView) -> None:
        """The words are those of the turn shown."""
        while (item := self._row.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        names = {sector.id: sector.name for sector in view.sectors}
        doctrines = {(s.id, d): name for s in view.seats for d, name, _words in s.doctrines}
        for part, share in (
            (self._cards(view, names, doctrines), 5),
            (self._votes(view), 4),
            (self._events(view.injects), 3),
        ):
            self._row.addWidget(part, share)
            put_on(part, self._theme)

    def _cards(
        self, view: SessionView, names: dict[str, str], doctrines: dict[tuple[str, str], str]
    ) -> QWidget:
        title = f"Cards revealed in turn {view.turn}" if view.turn else "Cards"
        column = _Column(title)
        if not view.turn:
            column.say(FIRST)
        elif not view.now.played:
            column.say("No card was played.")
        for card in view.now.played:
            column.say(_told(card, names), "")
            for words in _notes(card, doctrines):
                column.say(words, role="caption")
        return column.closed()

    def _votes(self, view: SessionView) -> QWidget:
        column = _Column("The alliance's vote")
        if view.setting.mode != "political":
            column.say(NOBODY_VOTES)
        elif not view.now.votes:
            column.say(NO_VOTE if view.turn else "Votes follow from the first turn on.")
            if view.setting.doctrines:
                column.say(PROPOSE)
        for vote in view.now.votes:
            column.say(f"{vote.zone}: {outcome(vote)}", "")
            steps = WordSteps(self._theme)
            steps.show_word(vote.chance_words)
            column.beside("Chance of consensus this quarter, in this model", steps)
            for words in pushes(vote):
                column.say(words, role="caption")
        return column.closed()

    def _events(self, injects: tuple[InjectView, ...]) -> QWidget:
        column = _Column("Events")
        happened = [inject for inject in injects if inject.happened]
        for inject in happened:
            column.say(f"\u25c7 {inject.name[:1].upper()}{inject.name[1:]}", "")
        if not happened:
            column.say("None happened.")
        return column.closed()


class _Column(QWidget):
    """A heading and words below it."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(3)
        self._rows.addWidget(label("section", text=title))

    def say(self, words: str, tone: str = "text2", role: str = "secondary") -> None:
        """One more line or paragraph."""
        told: QLabel = label(role, tone, words, wrap=True)
        if role == "caption":
            told.setContentsMargins(12, 0, 0, 2)
        self._rows.addWidget(told)

    def beside(self, words: str, part: QWidget) -> None:
        """Words with a small picture right after them."""
        row = QHBoxLayout()
        row.addWidget(label("caption", "text2", words))
        row.addWidget(part)
        row.addStretch(1)
        self._rows.addLayout(row)

    def closed(self) -> QWidget:
        """The column with its words at the top."""
        self._rows.addStretch(1)
        return self


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

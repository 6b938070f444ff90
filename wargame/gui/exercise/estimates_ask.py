"""What is asked next: an event the model can answer, or a question in people's own words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from wargame.app import exercise_questions as questions
from wargame.app.exercise_questions import Chance, Event
from wargame.app.records import SessionView
from wargame.app.tasks import TaskControl
from wargame.gui.dress import label, with_role
from wargame.gui.exercise.room import Room
from wargame.gui.workers import OutlookRunner

OWN = "In your own words"
NO_TURN = "No turn is left to ask about."
VALUES = {"stability": (0, 100, 5, ""), "lost": (0, 600_000, 500, " km\u00b2")}
CLASSES = (20, 40, 60, 80)  # the edges of the five classes of stability


class AskForm(QWidget):
    """`asked()` when a question has been put to the room."""

    asked = Signal()
    _stood = Signal(object)

    def __init__(self, room: Room) -> None:
        super().__init__()
        self._room = room
        self._event: Event | None = None  # the one the model is looking ahead for
        self._standing: Any = None
        self.kind, self.sector, self.edge = QComboBox(), QComboBox(), QComboBox()
        self.turn, self.value = QSpinBox(), QSpinBox()
        self.own = QLineEdit()
        self.words: QLabel = label("body", wrap=True)
        self.progress = QProgressBar()
        self.state: QLabel = label("caption", "text2", wrap=True)
        self.ask, self.cancel = QPushButton("Ask the room"), QPushButton("Cancel")
        self.runner = OutlookRunner(self)
        self._lay_out()
        self._connect()
        if room.game is not None:
            self.show_game(room.game)

    # ------------------------------------------------------------------------------------- layout

    def _lay_out(self) -> None:
        self._form = form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(6)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        fields = (
            (self.kind, "About"), (self.sector, "Sector"), (self.value, "Above"),
            (self.edge, "Below"), (self.turn, "By turn"), (self.own, "Question"),
        )  # fmt: skip
        for field, name in fields:
            with_role(field, "control")
            field.setAccessibleName(name)
            form.addRow(label("secondary", "text2", name), field)
        self.own.setPlaceholderText("An event that happens or does not")
        for edge in CLASSES:
            self.edge.addItem(f"{edge}", edge)
        self.edge.setCurrentIndex(1)
        self.turn.setMinimum(1)
        self.ask.setProperty("primary", True)
        for button in (self.ask, self.cancel):
            with_role(button, "control")
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Looking ahead")
        row = QHBoxLayout()
        row.addWidget(self.ask, 1)
        row.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(form)
        column.addWidget(self.words)
        column.addLayout(row)
        column.addWidget(self.progress)
        column.addWidget(self.state)

    def _connect(self) -> None:
        self._stood.connect(self._begin)
        self._room.played.connect(self.show_game)
        self.kind.currentIndexChanged.connect(self._kind_chosen)
        self.sector.currentIndexChanged.connect(self._say)
        self.edge.currentIndexChanged.connect(self._say)
        self.turn.valueChanged.connect(self._say)
        self.value.valueChanged.connect(self._say)
        self.own.textChanged.connect(self._say)
        self.own.returnPressed.connect(self.ask.click)
        self.ask.clicked.connect(self._ask)
        self.cancel.clicked.connect(self.stop_looking)
        self.runner.found.connect(self._found)
        self.runner.progressed.connect(self._progressed)
        self.runner.idle.connect(self._idle)
        self.runner.broke.connect(self._broke)
        self._show_work()

    # -------------------------------------------------------------------------------- what it says

    @Slot(object)
    def show_game(self, game: SessionView) -> None:
        """What can be asked of the game as it stands."""
        kinds: list[str] = list(questions.offered(ceasefire=game.now.ceasefire))
        if game.turn >= game.last_turn:
            kinds = []
        wanted = [*kinds, ""]
        if [self.kind.itemData(k) for k in range(self.kind.count())] != wanted:
            chosen = self.kind.currentData()
            self.kind.blockSignals(True)
            self.kind.clear()
            for kind in wanted:
                self.kind.addItem(questions.KINDS.get(kind, OWN), kind)  # type: ignore[call-overload]
            self.kind.setCurrentIndex(max(0, self.kind.findData(chosen)))
            self.kind.blockSignals(False)
        if self.sector.count() != len(game.sectors):
            self.sector.clear()
            for sector in game.sectors:
                self.sector.addItem(f"{sector.id} {sector.name}", sector.id)
        moved = self.turn.minimum() != game.turn + 1 or self.turn.maximum() != game.last_turn
        self.turn.setRange(min(game.turn + 1, game.last_turn), game.last_turn)
        if moved:
            self._kind_chosen()
        self._say()

    def _here(self) -> dict[str, float]:
        game = self._room.game
        if game is None:
            return {}
        found = {sector.id: sector.stability for sector in game.sectors}
        return found | {"stability": game.now.stability, "lost": game.now.lost_km2}

    @Slot()
    def _kind_chosen(self) -> None:
        kind, game = self.kind.currentData(), self._room.game
        shown = {
            self.sector: kind == "sector", self.edge: kind == "sector",
            self.value: kind in VALUES, self.turn: bool(kind), self.own: not kind,
        }  # fmt: skip
        for field, on in shown.items():
            self._form.setRowVisible(field, on)
        name = self._form.labelForField(self.turn)
        if isinstance(name, QLabel):
            name.setText("After turn" if kind in ("stability", "sector") else "By turn")
        if kind and game is not None:
            sector = str(self.sector.currentData() or "")
            event = questions.usual(kind, game.turn, game.last_turn, self._here(), sector)
            self.turn.setValue(event.turn)
            if kind in VALUES:
                low, high, step, unit = VALUES[kind]
                self.value.setRange(low, high)
                self.value.setSingleStep(step)
                self.value.setSuffix(unit)
                self.value.setValue(round(event.value))
        self._say()

    def event_asked(self) -> Event | None:
        """The event as the fields say it; None for a question in people's own words."""
        kind = self.kind.currentData()
        if not kind:
            return None
        value = self.value.value() if kind in VALUES else 0
        sector = str(self.sector.currentData() or "") if kind == "sector" else ""
        if kind == "sector":
            value = int(self.edge.currentData() or 0)
        return Event(kind=kind, turn=self.turn.value(), value=float(value), sector=sector)

    @Slot()
    def _say(self) -> None:
        event, game = self.event_asked(), self._room.game
        if event is None or game is None:
            self.words.setText(self.own.text().strip() or "Resolved by hand; no forecast.")
        else:
            names = {sector.id: sector.name for sector in game.sectors}
            self.words.setText(questions.sentence(event, game.turn_labels, names))
        self._show_work()

    # ------------------------------------------------------------------------------- looking ahead

    @property
    def looking(self) -> bool:
        """Whether the model is looking ahead for a question."""
        return self._event is not None

    @Slot()
    def _ask(self) -> None:
        event = self.event_asked()
        if event is None:
            text = self.own.text().strip()
            if text:
                self._room.do(_Freely(text))
                self.own.clear()
                self.asked.emit()
            return
        self._event = event
        self._show_work("Looking ahead \u2026")
        self._room.inquire(self._stand)

    def _stand(self, session: Any) -> None:
        self._stood.emit(session.standing())

    @Slot(object)
    def _begin(self, standing: Any) -> None:
        event = self._event
        if event is None:
            return
        self._standing = standing

        def job(control: TaskControl) -> Iterator[Any]:
            yield from questions.chances(standing, event, control)

        self.runner.start(job)

    @Slot(object, int)
    def _found(self, chance: Chance, number: int) -> None:
        event = self._event
        if not self.runner.is_current(number) or event is None or not chance.final:
            return
        self._room.do(_Asked(self._standing, event, chance))
        self._event = None
        self._show_work()
        self.asked.emit()

    @Slot(float, str, int)
    def _progressed(self, done: float, words: str, number: int) -> None:
        if self.runner.is_current(number) and self.looking:
            self.progress.setValue(round(100 * done))
            self.state.setText(words)

    @Slot(int)
    def _idle(self, number: int) -> None:
        if self.runner.is_current(number):
            self._event = None
            self._show_work()

    @Slot(object)
    def _broke(self, error: Exception) -> None:
        self._event = None
        self._show_work(f"No forecast: {error}")

    @Slot()
    def stop_looking(self) -> None:
        """The question is not asked."""
        self.runner.cancel()
        self._event = None
        self._show_work("Stopped; nothing was asked.")

    def stop(self) -> None:
        """The thread has ended."""
        self._event = None
        self.runner.stop()

    def _show_work(self, words: str = "") -> None:
        looking = self.looking
        free = not self.kind.currentData()
        empty = free and not self.own.text().strip()
        self.ask.setEnabled(not looking and not empty)
        self.ask.setToolTip("Write the question first" if empty else "")
        self.ask.setAccessibleDescription(self.words.text())
        self.cancel.setVisible(looking)
        self.progress.setVisible(looking)
        game = self._room.game
        if not words and game is not None and game.turn >= game.last_turn:
            words = NO_TURN
        self.state.setText(words)
        self.state.setVisible(bool(words) or looking)


class _Freely:
    """Puts a question in people's own words."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __call__(self, desk: Any) -> None:
        questions.ask_freely(desk, self._text)


class _Asked:
    """Puts an event with its forecast."""

    def __init__(self, standing: Any, event: Event, chance: Chance) -> None:
        self._given = (standing, event, chance)

    def __call__(self, desk: Any) -> None:
        questions.ask(desk, *self._given)

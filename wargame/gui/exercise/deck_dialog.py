"""Cards drawn at random from a deck: how many, and with which seed."""

from __future__ import annotations

import random

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from wargame.app.exercise_records import ExerciseView
from wargame.gui.dress import label, put_on, with_role
from wargame.gui.exercise.room import Room
from wargame.gui.theme import Theme

MOST, SEEDS = 100, 2_147_483_647
ABOUT = (
    "Cards drawn stand at the end of the list, approved and due by hand. The same deck and seed "
    "draw the same cards; a card drawn once is not drawn again."
)


class DeckDialog(QDialog):
    """`import_asked()`: a person wants another deck. Drawing is a step that undo takes back."""

    import_asked = Signal()

    def __init__(self, room: Room, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Deck of cards")
        self._room = room
        self._before: frozenset[str] | None = None  # the numbers there were when cards were drawn
        self.left: QLabel = label("body")
        self.count, self.seed = QSpinBox(), QSpinBox()
        self.other = QPushButton("Another seed")
        self.load = QPushButton("Import deck \u2026")
        self.drawn: QLabel = label("secondary", wrap=True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.draw = self.buttons.addButton("Draw", QDialogButtonBox.ButtonRole.ActionRole)
        self._prepare()
        self._lay_out()
        put_on(self, theme)
        self.setMinimumWidth(theme.px(480))
        room.shown.connect(self.show_view)
        room.refused.connect(self._refused)
        if room.view is not None:
            self.show_view(room.view)

    def _prepare(self) -> None:
        self.count.setRange(1, MOST)
        self.count.setValue(3)
        self.seed.setRange(0, SEEDS)
        self.seed.setValue(1)
        self.draw.setProperty("primary", True)
        parts = {self.count: "How many cards", self.seed: "Seed", self.other: "Another seed",
                 self.load: "Import a deck of cards", self.draw: "Draw cards"}  # fmt: skip
        for part, name in parts.items():
            part.setAccessibleName(name)
            with_role(part, "control")
        self.other.clicked.connect(self._reseed)
        self.load.clicked.connect(self.import_asked)
        self.draw.clicked.connect(self._draw)
        self.buttons.rejected.connect(self.reject)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        rows: tuple[tuple[str, QWidget, QWidget | None], ...] = (
            ("Deck", self.left, self.load),
            ("Cards to draw", self.count, None),
            ("Seed", self.seed, self.other),
        )
        for line, (name, part, beside) in enumerate(rows):
            grid.addWidget(label("section", "text2", name), line, 0)
            row = QHBoxLayout()
            row.addWidget(part, 1)
            if beside is not None:
                row.addWidget(beside)
            grid.addLayout(row, line, 1)
        grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(label("panel", text="Deck of cards"))
        column.addWidget(label("secondary", "text2", ABOUT, wrap=True))
        column.addLayout(grid)
        column.addWidget(self.drawn)
        column.addWidget(self.buttons)

    @Slot(object)
    def show_view(self, view: ExerciseView) -> None:
        """So many cards are left, and those were drawn."""
        left = view.cards_left
        self.left.setText(f"{left} card{'' if left == 1 else 's'} left" if left else "no cards")
        self.count.setMaximum(max(1, min(MOST, left)))
        self.draw.setEnabled(left > 0)
        self.draw.setToolTip("" if left else "Import a deck first; no card is left to draw")
        if self._before is None:
            return
        new = [r.inject.name for r in view.injects if r.inject.number not in self._before]
        if new:
            self._before = None
            self.drawn.setText(f"Drawn with seed {self.seed.value()}:\n" + "\n".join(new))
            self.adjustSize()

    @Slot()
    def _reseed(self) -> None:
        self.seed.setValue(random.SystemRandom().randint(0, SEEDS))

    @Slot()
    def _draw(self) -> None:
        view = self._room.view
        rows = () if view is None else view.injects
        self._before = frozenset(row.inject.number for row in rows)
        count, seed = self.count.value(), self.seed.value()
        self._room.do(lambda desk: desk.draw_cards(count, seed))

    @Slot(str)
    def _refused(self, words: str) -> None:
        if self.isVisible():
            self.drawn.setText(words)

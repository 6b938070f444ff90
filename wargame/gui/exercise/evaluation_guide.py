"""The Exercise Evaluation Guide: objectives and critical tasks, each rated P, S, M or U."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QComboBox, QHeaderView, QLabel, QTableWidgetItem, QVBoxLayout, QWidget

from wargame.app import exercise_evaluation as evaluation
from wargame.app.exercise_evaluation import RATINGS, Rating
from wargame.app.exercise_records import ExerciseView
from wargame.gui.dress import label, with_role
from wargame.gui.exercise.evaluation_acts import Act, cited, grid, put, row
from wargame.gui.exercise.evaluation_events import EventsField
from wargame.gui.exercise.room import Room
from wargame.gui.theme import Theme

LETTERS = tuple(RATINGS)
HEADS = ("Objective and critical task", *LETTERS, "Note", "Rated by", "Events")
FIRST, NOTE, BY, EVENTS = 1, 5, 6, 7
CHOSEN, OPEN = "\u25cf", "\u25cb"
EMPTY = "No objective is set up yet: write them on the page Set-up."
HOW = "Press P, S, M or U in a row, or click in its column; the last rating counts."


class GuidePart(QWidget):
    """Rows of the guide; a rating is a step at once."""

    def __init__(self, room: Room, theme: Theme) -> None:
        super().__init__()
        self._room, self._theme, self._filling = room, theme, False
        self._rows: list[tuple[str, str]] = []  # objective id, task
        self._ratings: dict[tuple[str, str], Rating] = {}
        self.by = QComboBox()
        self.table = grid("Exercise Evaluation Guide", HEADS)
        self.events = EventsField(room, theme)
        self.empty: QLabel = label("body", "text2", EMPTY, wrap=True)
        key = "   ".join(f"{letter}  {words}" for letter, words in RATINGS.items())
        self.key: QLabel = label("secondary", text=key, wrap=True)
        self._lay_out()
        self.table.cellClicked.connect(self._clicked)
        self.table.itemChanged.connect(self._edited)
        self.table.currentCellChanged.connect(self._row_chosen)
        self.table.installEventFilter(self)
        self.events.changed.connect(self._cite)
        self.set_theme(theme)

    def _lay_out(self) -> None:
        self.by.setEditable(True)
        self.by.setAccessibleName("Rated by")
        self.by.setMinimumWidth(180)
        with_role(self.by, "control")
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(NOTE, QHeaderView.ResizeMode.Stretch)
        for place, letter in enumerate(LETTERS, FIRST):
            heading = QTableWidgetItem(letter)
            heading.setToolTip(f"{letter}: {RATINGS[letter]}")
            self.table.setHorizontalHeaderItem(place, heading)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 20, 12)
        column.setSpacing(8)
        rated = label("secondary", text="Rated by")
        how = label("caption", "text2", HOW)
        column.addLayout(row((rated, 0), (self.by, 0), (how, 1)))
        column.addWidget(self.empty)
        column.addWidget(self.table, 1)
        column.addWidget(self.events)
        column.addWidget(self.key)

    def set_theme(self, theme: Theme) -> None:
        """From now on the guide wears `theme`."""
        self._theme = theme
        for place in range(FIRST, NOTE):
            self.table.setColumnWidth(place, theme.px(34))
        self.table.setColumnWidth(BY, theme.px(120))
        self.table.setColumnWidth(EVENTS, theme.px(210))
        self.table.resizeRowsToContents()

    # -------------------------------------------------------------------------------- what it says

    def show_view(self, view: ExerciseView) -> None:
        """The ratings that count stand in their rows."""
        self._filling = True
        self._rows = [(o.objective.id, task) for o in view.objectives for task, *_ in o.ratings]
        texts = {o.objective.id: o.objective.text for o in view.objectives}
        self._ratings = {(r.objective, r.task): r for r in view.ratings}
        self.table.setRowCount(len(self._rows))
        for place, (objective, task) in enumerate(self._rows):
            self._fill(place, f"{objective}  {texts[objective]}" if not task else f"      {task}")
        self._fill_evaluators(view)
        self.empty.setVisible(not self._rows)
        self.table.setVisible(bool(self._rows))
        self.events.setVisible(bool(self._rows))
        if self._rows and self.table.currentRow() < 0:
            self.table.setCurrentCell(0, 0)
        self._filling = False
        self.table.resizeRowsToContents()
        self._row_chosen()

    def _fill(self, place: int, words: str) -> None:
        table, key = self.table, self._rows[place]
        rating = self._ratings.get(key)
        first = put(table, place, 0, words)
        font = self._theme.font("secondary")
        font.setWeight(QFont.Weight.Normal if key[1] else QFont.Weight.DemiBold)
        first.setFont(font)
        for column, letter in enumerate(LETTERS, FIRST):
            on = rating is not None and rating.rating == letter
            item = put(table, place, column, CHOSEN if on else OPEN)
            item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            item.setForeground(self._theme.color("accent" if on else "text3"))
            item.setToolTip(f"{letter}: {RATINGS[letter]}")
            said = f"{letter}, {RATINGS[letter]}{', chosen' if on else ''}"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
        note = put(table, place, NOTE, rating.note if rating else "", editable=rating is not None)
        if rating is None:
            note.setToolTip("Rate it first; then a note can be written")
        put(table, place, BY, rating.by if rating else "")
        put(table, place, EVENTS, cited(rating.refs, self.events.log()) if rating else "")

    def _fill_evaluators(self, view: ExerciseView) -> None:
        names = [p.name for p in view.participants if p.role == "Evaluator"]
        if [self.by.itemText(k) for k in range(self.by.count())] == names:
            return
        said = self.by.currentText()
        self.by.clear()
        self.by.addItems(names)
        if said:
            self.by.setCurrentText(said)

    @Slot()
    def _row_chosen(self) -> None:
        rating = self._chosen()
        self.events.show_refs(rating.refs if rating else ())
        self.events.open.setEnabled(rating is not None)
        self.events.open.setToolTip("" if rating else "Rate the row first")

    def _chosen(self) -> Rating | None:
        place = self.table.currentRow()
        return self._ratings.get(self._rows[place]) if 0 <= place < len(self._rows) else None

    # -------------------------------------------------------------------------------- what is done

    @Slot(int, int)
    def _clicked(self, place: int, column: int) -> None:
        if FIRST <= column < NOTE:
            self.rate(place, LETTERS[column - FIRST])

    def rate(self, place: int, letter: str) -> None:
        """The row has that rating, by whoever rates now; its note and events stay."""
        objective, task = self._rows[place]
        old = self._ratings.get((objective, task))
        made = Rating(
            objective=objective, task=task, rating=cast("Any", letter), by=self.by.currentText(),
            note=old.note if old else "", refs=old.refs if old else (),
        )  # fmt: skip
        if made != old:
            self._room.do(Act(evaluation.rate, made))

    def eventFilter(self, watched: object, event: object) -> bool:
        """P, S, M and U rate the row that is chosen."""
        if watched is self.table and isinstance(event, QKeyEvent):
            letter, place = event.text().upper(), self.table.currentRow()
            pressed = event.type() is QKeyEvent.Type.KeyPress
            writes = self.table.currentColumn() == NOTE and self._chosen() is not None
            if pressed and letter and letter in LETTERS and place >= 0 and not writes:
                self.rate(place, letter)
                return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    @Slot(QTableWidgetItem)
    def _edited(self, item: QTableWidgetItem) -> None:
        if self._filling or item.column() != NOTE:
            return
        rating = self._ratings.get(self._rows[item.row()])
        if rating is not None and item.text() != rating.note:
            made = rating.model_copy(update={"note": item.text()})
            self._room.do(Act(evaluation.rate, made))

    @Slot(object)
    def _cite(self, refs: tuple[int, ...]) -> None:
        rating = self._chosen()
        if rating is not None:
            made = rating.model_copy(update={"refs": refs})
            self._room.do(Act(evaluation.rate, made))

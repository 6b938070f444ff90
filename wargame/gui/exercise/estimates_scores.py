"""Brier scores by person and team beside the model's, by name: no ranking."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from wargame.app.exercise_questions import COIN, Score
from wargame.app.exercise_records import ScoresView
from wargame.gui.dress import label, with_role
from wargame.gui.exercise.calibration_chart import TOO_FEW, CalibrationChart
from wargame.gui.theme import Theme

HEADS = ("Who", "Asked", "Brier", "")
HOW = (
    "Brier score: the mean square of what was said minus what happened. 0 is perfect; always "
    f"saying 50 % scores {COIN:.2f}. Few questions say little about anybody."
)
NOTHING = "Scores stand here once a question has been resolved."


class ScoresPanel(QWidget):
    """Scores, then the calibration chart."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.none: QLabel = label("secondary", "text2", NOTHING, wrap=True)
        self.table = QTableWidget(0, len(HEADS))
        self.how: QLabel = label("caption", "text2", HOW, wrap=True)
        self.chart = CalibrationChart(theme)
        self.few: QLabel = label("caption", "text2", TOO_FEW, wrap=True)
        self._set_table()
        self.setProperty("panel", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(8)
        column.addWidget(label("panel", text="Scores"))
        column.addWidget(self.none)
        column.addWidget(self.table)
        column.addWidget(self.how)
        column.addSpacing(6)
        column.addWidget(label("panel", text="Calibration"))
        column.addWidget(self.chart)
        column.addWidget(self.few)
        column.addStretch(1)
        self.show_scores(None)

    def _set_table(self) -> None:
        table = self.table
        table.setAccessibleName("Scores by name")
        table.setHorizontalHeaderLabels(HEADS)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setTabKeyNavigation(False)
        table.setWordWrap(True)
        head = table.horizontalHeader()
        for place in (1, 2):
            head.setSectionResizeMode(place, QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        head.setSectionsClickable(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        with_role(table, "secondary")
        with_role(head, "caption")

    def set_theme(self, theme: Theme) -> None:
        """From now on the scores wear `theme`."""
        self._theme = theme
        self._fit()

    def show_scores(self, scores: ScoresView | None) -> None:
        """These scores are shown, the model's first, then teams, then people, each by name."""
        rows: list[Score] = []
        if scores is not None:
            own = (scores.model,) if scores.model is not None else ()
            rows = [*own, *scores.teams, *scores.people]
        self.table.setRowCount(len(rows))
        for row, score in enumerate(rows):
            team = scores is not None and score in scores.teams
            who = f"Team {score.who}" if team else score.who
            cells = (who, str(score.questions), f"{score.brier:.2f}", score.words)
            for column, words in enumerate(cells):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                self.table.setItem(row, column, item)
        for part in (self.table, self.how):
            part.setVisible(bool(rows))
        self.none.setVisible(not rows)
        self.chart.show_scores(scores)
        self.few.setVisible(bool(self.chart.people or self.chart.model))
        self._fit()

    def _fit(self) -> None:
        """The table is as tall as its rows: the panel scrolls, not the table in it."""
        tall = self._theme.px(34)
        self.table.verticalHeader().setDefaultSectionSize(tall)
        rows = self.table.rowCount()
        self.table.setFixedHeight(rows * tall + self._theme.px(30))

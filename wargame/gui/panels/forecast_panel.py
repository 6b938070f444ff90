"""Forecast: the fan chart and a small table of chances, this option beside no zone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from wargame.app.records import Forecast, Outlook, SessionView
from wargame.gui.dress import label
from wargame.gui.panels.forecast_chart import ForecastChart
from wargame.gui.theme import Theme
from wargame.gui.widgets.word_steps import WordSteps
from wargame.gui.words import percent, plain

Pair = tuple[QLabel, QLabel]
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ForecastPanel(QWidget):
    """What an ensemble from the state shown says about the turns ahead, in this model."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen = "none"
        self.chart = ForecastChart(theme)
        self.runs: QLabel = label("caption", "text3", wrap=True)
        self.heads = (label("caption", "text3", "this zone"), label("caption", "text3", "no zone"))
        self.rows: dict[str, tuple[QLabel, Pair]] = {
            name: (label("secondary", wrap=True), (label("secondary"), label("secondary", "text2")))
            for name in ("ceasefire", "ceasefire_end", "lost")
        }
        self.clash = (WordSteps(theme), WordSteps(theme))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.chart)
        column.addLayout(self._table())
        column.addWidget(self.runs)
        column.addStretch(1)

    def _table(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        grid.addWidget(label("caption", "text3", "In this model"), 0, 0)
        for column, head in enumerate(self.heads, start=1):
            grid.addWidget(head, 0, column, RIGHT)
        for line, (name, values) in enumerate(self.rows.values(), start=1):
            row = line if line < 3 else 4
            grid.addWidget(name, row, 0)
            for column, value in enumerate(values, start=1):
                grid.addWidget(value, row, column, RIGHT)
        grid.addWidget(label("secondary", text="Clash, rung 5+", wrap=True), 3, 0)
        for column, steps in enumerate(self.clash, start=1):
            grid.addWidget(steps, 3, column, RIGHT)
        grid.setColumnStretch(0, 1)
        return grid

    def show_view(self, view: SessionView) -> None:
        """The chart shows what has been played; the table waits for the forecast."""
        self._chosen = view.chosen
        last = view.last_turn
        self.rows["ceasefire"][0].setText("Any ceasefire")
        self.rows["ceasefire_end"][0].setText(f"In force, turn {last}")
        self.rows["lost"][0].setText("Ground lost, km\u00b2")
        self.chart.show_view(view)
        for _name, values in self.rows.values():
            for value in values:
                value.setText("\u2026")
        self.runs.setText("The forecast is being computed \u2026")
        self._show_zone_column()

    def _show_zone_column(self) -> None:
        """Without a zone there is one column, not two that say the same."""
        with_zone = self._chosen != "none"
        self.heads[0].setVisible(with_zone)
        self.clash[0].setVisible(with_zone)
        for _name, (this, _none) in self.rows.values():
            this.setVisible(with_zone)

    def show_outlook(self, outlook: Outlook) -> None:
        """Fan and table show `outlook`."""
        forecast = outlook.forecast
        self.chart.show_outlook(outlook, self._chosen != "none")
        self._fill(forecast)
        more = "" if outlook.final else "; more are being played"
        self.runs.setText(
            f"Mean, 50 % and 80 % of {forecast.runs:,} playthroughs from here: luck only{more}."
        )

    def _fill(self, forecast: Forecast) -> None:
        for values, written in (
            (self.rows["ceasefire"][1], map(percent, forecast.ceasefire)),
            (self.rows["ceasefire_end"][1], map(percent, forecast.ceasefire_end)),
            (self.rows["lost"][1], (plain(km2, 0) for km2 in forecast.lost_km2)),
        ):
            for value, text in zip(values, written, strict=True):
                value.setText(text)
        for steps, word in zip(self.clash, forecast.clash_words, strict=True):
            steps.show_word(word)

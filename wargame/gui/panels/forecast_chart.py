"""The fan: what has been played, the mean ahead with its bands, and no zone beside it."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPen, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from wargame.app.records import Outlook, SessionView
from wargame.gui.theme import Theme
from wargame.gui.words import plain

WORDS = 84  # px at the right for "54.7 this zone"


class ForecastChart(QWidget):
    """A chart of stability over turns; its items live as long as it does and get new data."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._plot = pg.PlotWidget()
        self._plot.setMenuEnabled(False)
        self._plot.setMouseEnabled(False, False)
        self._plot.hideButtons()
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._bounds = {name: pg.PlotCurveItem() for name in ("p10", "p90", "p25", "p75")}
        self._wide = pg.FillBetweenItem(self._bounds["p10"], self._bounds["p90"])
        self._close = pg.FillBetweenItem(self._bounds["p25"], self._bounds["p75"])
        self._baseline = pg.PlotCurveItem(antialias=True)
        self._mean = pg.PlotCurveItem(antialias=True)
        self._played = pg.PlotCurveItem(antialias=True)
        self._here = pg.ScatterPlotItem(size=8)
        self._line = pg.InfiniteLine(angle=90)
        self._ends = {name: pg.TextItem(anchor=(0, 0.5)) for name in ("mean", "baseline")}
        self._last = 1
        self._add_items()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._plot)
        self.set_theme(theme)

    def _add_items(self) -> None:
        for item in (
            *self._bounds.values(),
            self._wide,
            self._close,
            self._line,
            self._baseline,
            self._mean,
            self._played,
            self._here,
        ):
            self._plot.addItem(item)
        for text in self._ends.values():
            self._plot.addItem(text, ignoreBounds=True)

    def set_theme(self, theme: Theme) -> None:
        """From now on the chart wears `theme`."""
        self._theme = theme
        self.setFixedHeight(theme.px(160))
        self._plot.setBackground(theme.color("panel"))
        accent, rest = theme.color("accent"), theme.color("text2")
        main, reference = theme.number("line.chart_main"), theme.number("line.chart_reference")
        for curve in self._bounds.values():
            curve.setPen(QPen(Qt.PenStyle.NoPen))
        self._wide.setBrush(_faded(accent, 0.14))
        self._close.setBrush(_faded(accent, 0.22))
        self._played.setPen(_pen(accent, main))
        self._mean.setPen(_pen(accent, main, (1.0, 1.6)))
        self._baseline.setPen(_pen(rest, reference, (4.0, 2.5)))
        self._line.setPen(_pen(theme.color("text3"), 1.0, (2.0, 3.0)))
        self._here.setBrush(accent)
        self._here.setPen(_pen(theme.color("panel"), 1.5))
        self._dress_axes()

    def _dress_axes(self) -> None:
        theme = self._theme
        for side in ("left", "bottom"):
            axis = self._plot.getAxis(side)
            axis.setStyle(tickFont=theme.font("axis"), tickLength=0, hideOverlappingLabels=False)
            axis.setPen(_pen(theme.color("grid"), 1.0))
            axis.setTextPen(theme.color("text3"))
        left = self._plot.getAxis("left")
        left.setTicks([[(value, str(value)) for value in (0, 20, 40, 60, 80, 100)]])
        left.setGrid(60)
        left.setWidth(theme.px(28))
        self._plot.getAxis("bottom").setHeight(theme.px(20))
        for text in self._ends.values():
            text.setFont(theme.font("caption"))

    def show_view(self, view: SessionView) -> None:
        """The solid line is what has been played; the old fan is gone."""
        turns = np.array([figures.turn for figures in view.history], dtype=np.float64)
        levels = np.array([figures.stability for figures in view.history], dtype=np.float64)
        self._last = view.last_turn
        self._played.setData(turns, levels)
        self._here.setData(turns[-1:], levels[-1:])
        self._line.setValue(float(view.turn))
        ticks = sorted({0, view.last_turn, *range(0, view.last_turn + 1, 4)})
        named = [(turn, "start" if turn == 0 else f"turn {turn}") for turn in ticks]
        self._plot.getAxis("bottom").setTicks([named])
        self._fit_across()
        self._plot.setYRange(0, 100, padding=0.07)
        self._clear()

    def _fit_across(self) -> None:
        """The last turn stands so far from the right edge that the figures there have room."""
        across = max(1, self.width() - self._theme.px(28))
        room = self._theme.px(WORDS)
        stretch = across / max(1, across - room)
        self._plot.setXRange(0, self._last * min(2.0, stretch), padding=0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words keep their size while the turns share what is left."""
        super().resizeEvent(event)
        self._fit_across()

    def _clear(self) -> None:
        none = np.array([], dtype=np.float64)
        for curve in (*self._bounds.values(), self._mean, self._baseline):
            curve.setData(none, none)
        for text in self._ends.values():
            text.setText("")

    def show_outlook(self, outlook: Outlook, with_zone: bool) -> None:
        """The fan starts at the turn shown; without a zone there is no second line to compare."""
        forecast = outlook.forecast
        turns = np.array(forecast.turns, dtype=np.float64)
        for name, curve in self._bounds.items():
            curve.setData(turns, np.array(getattr(forecast, name), dtype=np.float64))
        self._mean.setData(turns, np.array(forecast.mean, dtype=np.float64))
        rest = forecast.baseline if with_zone else ()
        self._baseline.setData(turns[: len(rest)], np.array(rest, dtype=np.float64))
        self._write_ends(outlook, with_zone)

    def _write_ends(self, outlook: Outlook, with_zone: bool) -> None:
        """The two means at the last turn, kept apart where they would touch."""
        mean, rest = outlook.forecast.mean[-1], outlook.forecast.baseline[-1]
        near = with_zone and abs(mean - rest) < 16
        middle, side = (mean + rest) / 2, 8 if mean >= rest else -8
        places = {
            "mean": middle + side if near else mean,
            "baseline": middle - side if near else rest,
        }
        words = {
            "mean": f"{plain(mean)} {'this zone' if with_zone else 'no zone'}",
            "baseline": f"{plain(rest)} no zone" if with_zone else "",
        }
        colors = {"mean": "accent", "baseline": "text2"}
        for name, text in self._ends.items():
            text.setText(words[name], color=self._theme.color(colors[name]))
            text.setPos(QPointF(self._last * 1.01, places[name]))


def _pen(color: QColor, width: float, dash: tuple[float, ...] = ()) -> QPen:
    pen = QPen(color, width)
    pen.setCosmetic(True)
    if dash:
        pen.setDashPattern(list(dash))
    return pen


def _faded(color: QColor, opacity: float) -> QColor:
    faded = QColor(color)
    faded.setAlphaF(opacity)
    return faded

"""The headline of the inspector: the stability of this one playthrough."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from wargame.app.records import Outlook, SessionView, TurnFigures
from wargame.gui.dress import label, set_tone
from wargame.gui.panels.setting_panel import named
from wargame.gui.words import direction, plain, signed


class Head(QFrame):
    """Big number, change, whose number it is, the forecast's interval, and four facts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.switches: QLabel = label("caption", "warn", wrap=True)
        self.switches.hide()
        self.number: QLabel = label("display", text="\u2026")
        self.change: QLabel = label("section", "text2")
        self.whose: QLabel = label("caption", "text3")
        self.range: QLabel = label("caption", "text3")
        self.range.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        self.facts = {
            name: label("secondary", wrap=True)
            for name in ("Weakest sector", "Ceasefire", "Escalation", "Ground lost")
        }
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(label("secondary", "text2", "Stability of the front"))
        top.addStretch(1)
        top.addWidget(self.whose)
        middle = QHBoxLayout()
        middle.setSpacing(8)
        middle.addWidget(self.number)
        middle.addWidget(self.change)
        middle.addStretch(1)
        middle.addWidget(self.range)
        grid = QGridLayout()
        grid.setContentsMargins(0, 2, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        for row, (name, value) in enumerate(self.facts.items()):
            grid.addWidget(label("secondary", "text3", name), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, row, 1)
        grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 10)
        column.setSpacing(2)
        column.addWidget(self.switches)
        column.addLayout(top)
        column.addLayout(middle)
        column.addLayout(grid)

    def show_view(self, view: SessionView) -> None:
        """The headline is that of the turn shown, of this playthrough."""
        now = view.now
        said = named(view)
        self.switches.setText(said)
        self.switches.setVisible(bool(said))
        self.number.setText(plain(now.stability))
        self.number.setAccessibleName(f"Stability of the front {plain(now.stability)} of 100")
        self.whose.setText(f"this playthrough: seed {view.seed}")
        self._show_change(view)
        names = {sector.id: sector.name for sector in view.sectors}
        weakest = names.get(now.weakest_id, now.weakest_id)
        self.facts["Weakest sector"].setText(f"{plain(now.weakest, 0)}, {weakest}")
        self.facts["Ceasefire"].setText(_ceasefire(now))
        self.facts["Escalation"].setText(now.rung_words)
        self.facts["Ground lost"].setText(
            f"{plain(now.lost_km2, 0)} km\u00b2 by Kyiv since the start"
        )

    def _show_change(self, view: SessionView) -> None:
        if len(view.history) < 2:
            self.change.setText("at the start")
            set_tone(self.change, "text2")
            return
        moved = view.history[-1].stability - view.history[-2].stability
        self.change.setText(f"{signed(moved)} this turn")
        set_tone(self.change, direction(moved))

    def show_outlook(self, outlook: Outlook) -> None:
        """The interval of the forecast stands at the right of the number."""
        forecast = outlook.forecast
        if outlook.turn >= forecast.turns[-1]:
            self.range.setText("")
            return
        low, high = plain(forecast.p10[-1], 0), plain(forecast.p90[-1], 0)
        self.range.setText(f"forecast, turn {forecast.turns[-1]}\n80 %: {low} to {high}")
        self.range.setToolTip(
            f"In {forecast.runs:,} playthroughs from here, in this model, 80 % end between "
            f"{low} and {high}: luck only"
        )


def _ceasefire(now: TurnFigures) -> str:
    if not now.ceasefire:
        return "none in force"
    if now.ceasefire_age <= 0:
        return "begun this turn"
    quarters = "quarter" if now.ceasefire_age == 1 else "quarters"
    return f"in force for {now.ceasefire_age} {quarters}"

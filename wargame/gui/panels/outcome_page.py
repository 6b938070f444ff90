"""The Indices page whole: the figures, the escalation ladder, and the trade-off."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from wargame.app.records import Outlook, SessionView
from wargame.gui.dress import label
from wargame.gui.panels.indices_panel import IndicesPanel
from wargame.gui.panels.ladder import LadderPanel
from wargame.gui.panels.tradeoff_panel import TradeOffPanel
from wargame.gui.theme import Theme


class OutcomePage(QWidget):
    """Three parts, one below the other."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.indices = IndicesPanel()
        self.ladder = LadderPanel(theme)
        self.tradeoff = TradeOffPanel(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.indices)
        for title, part in (
            ("Escalation ladder", self.ladder),
            ("De-escalation and principle", self.tradeoff),
        ):
            line = QFrame()
            line.setFrameShape(QFrame.Shape.HLine)
            line.setProperty("hairline", True)
            column.addSpacing(6)
            column.addWidget(line)
            column.addWidget(label("section", text=title))
            column.addWidget(part)
        column.addStretch(1)

    def show_view(self, view: SessionView) -> None:
        """All three show the turn of `view`."""
        self.indices.show_view(view)
        self.ladder.show_view(view)
        self.tradeoff.show_view(view)

    def show_outlook(self, outlook: Outlook) -> None:
        """Ladder and trade-off show what has been found so far."""
        self.ladder.show_outlook(outlook)
        self.tradeoff.show_outlook(outlook)

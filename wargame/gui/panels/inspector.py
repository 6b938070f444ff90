"""The inspector: headline, then Why, Forecast, Sectors, Indices, Compare as tabs or stacked."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QTabBar, QVBoxLayout, QWidget

from wargame.app.comparison_records import Comparison
from wargame.app.records import Outlook, SessionView
from wargame.gui.dress import with_role
from wargame.gui.panels.compare_panel import ComparePanel
from wargame.gui.panels.forecast_panel import ForecastPanel
from wargame.gui.panels.head import Head
from wargame.gui.panels.outcome_page import OutcomePage
from wargame.gui.panels.sectors_panel import SectorsPanel
from wargame.gui.panels.why_panel import WhyPanel
from wargame.gui.theme import Theme
from wargame.gui.widgets.section import Section

TITLES = ("Why", "Forecast", "Sectors", "Indices", "Compare")
HEADINGS = (
    "What changed it",
    "Stability ahead",
    "Along the front",
    "What the turn left",
    "Side by side",
)


class Inspector(QFrame):
    """Shows one `SessionView` and the `Outlook` that belongs to it.

    `bar_selected(Bar or None)` and `sector_selected(id)` tell the map what a person has chosen.
    """

    bar_selected = Signal(object)
    sector_selected = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self.head = Head()
        self.why = WhyPanel(theme)
        self.forecast = ForecastPanel(theme)
        self.sectors = SectorsPanel(theme)
        self.outcome = OutcomePage(theme)
        self.indices = self.outcome.indices
        self.compare = ComparePanel(theme)
        pages = (self.why, self.forecast, self.sectors, self.outcome, self.compare)
        self.sections = [
            Section(title, heading, page, theme)
            for title, heading, page in zip(TITLES, HEADINGS, pages, strict=True)
        ]
        self.tabs = QTabBar()
        self._stacked = False
        self._sought: QWidget | None = None
        self._lay_out()
        self.tabs.currentChanged.connect(self.open_tab)
        self.why.bar_selected.connect(self.bar_selected)
        self.sectors.sector_selected.connect(self.sector_selected)
        self.set_stacked(False)

    def _lay_out(self) -> None:
        for title in TITLES:
            self.tabs.addTab(title)
        self.tabs.setExpanding(True)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.tabs.setAccessibleName("Pages of the inspector")
        with_role(self.tabs, "control")
        inside = QWidget()
        pages = QVBoxLayout(inside)
        pages.setContentsMargins(0, 0, 0, 0)
        pages.setSpacing(0)
        self.rules: list[QFrame] = []
        for section in self.sections:
            pages.addWidget(section)
            line = QFrame()
            line.setFrameShape(QFrame.Shape.HLine)
            line.setProperty("hairline", True)
            self.rules.append(line)
            pages.addWidget(line)
        pages.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidget(inside)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside.setAutoFillBackground(False)
        self.area.viewport().setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.tabs)
        column.addWidget(self.area, 1)

    def set_stacked(self, stacked: bool) -> None:
        """All sections one above the other, each foldable; or one at a time under tabs."""
        self._stacked = stacked
        self.tabs.setVisible(not stacked)
        for section, line in zip(self.sections, self.rules, strict=True):
            section.set_foldable(stacked)
            line.setVisible(stacked)
        if stacked:
            for section in self.sections:
                section.show()
        else:
            self.open_tab(self.tabs.currentIndex())

    @property
    def stacked(self) -> bool:
        """Whether the sections stand one above the other."""
        return self._stacked

    @Slot(int)
    def open_tab(self, number: int) -> None:
        """The page of that number is in view; in a stack it is unfolded and scrolled to."""
        if self._stacked:
            self.sections[number].button.setChecked(True)
            self._sought = self.sections[number]
            QTimer.singleShot(0, self._scroll)
            return
        for index, section in enumerate(self.sections):
            section.setVisible(index == number)
        if self.tabs.currentIndex() != number:
            self.tabs.setCurrentIndex(number)
        self.area.verticalScrollBar().setValue(0)

    def open_part(self, part: QWidget) -> None:
        """A part of the page of indices is in view."""
        self.open_tab(TITLES.index("Indices"))
        self._sought = part
        QTimer.singleShot(0, self._scroll)  # once the page has its height

    @Slot()
    def _scroll(self) -> None:
        """The part looked for stands at the top, its heading above it."""
        inside, part = self.area.widget(), self._sought
        if inside is not None and part is not None:
            top = part.mapTo(inside, QPoint(0, 0)).y()
            self.area.verticalScrollBar().setValue(top - 2 * part.fontMetrics().height())

    def show_view(self, view: SessionView) -> None:
        """Every page shows the turn of `view`."""
        self.head.show_view(view)
        self.why.show_view(view)
        self.forecast.show_view(view)
        self.sectors.show_view(view)
        self.outcome.show_view(view)
        played = "" if view.turn == 0 else f"turn {view.turn - 1} to turn {view.turn}"
        if view.turn == 1:
            played = "start to turn 1"
        now = "at the start" if view.turn == 0 else f"after turn {view.turn}"
        ahead = f"stability after turn {view.last_turn}"
        notes = (played, f"to turn {view.last_turn}", now, now, ahead)
        for section, note in zip(self.sections, notes, strict=True):
            section.note.setText(note)

    def show_outlook(self, outlook: Outlook) -> None:
        """Headline and forecast show what has been found so far."""
        self.head.show_outlook(outlook)
        self.forecast.show_outlook(outlook)
        self.outcome.show_outlook(outlook)

    def show_comparison(self, found: Comparison | None, *, stale: bool, baseline: str) -> None:
        """The Compare page shows what assumption sets make of the options."""
        self.compare.show_comparison(found, stale=stale, baseline=baseline)

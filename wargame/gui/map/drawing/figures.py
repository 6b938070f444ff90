"""What the zone under the hand holds, in figures that follow the hand."""

from __future__ import annotations

import math
from typing import Protocol

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from wargame.gui.map.overlays import tint
from wargame.gui.theme import Theme

UNKNOWN = "\u2013"
ROWS = (
    ("area", "Area"),
    ("people", "People (pre-war)"),
    ("front", "Front covered"),
    ("gap", "Gap to front"),
    ("occupied", "Occupied inside"),
)


class Figures(Protocol):
    """The figures of a zone; `wargame.app.drawing.ZoneFigures` is one."""

    @property
    def area_km2(self) -> float:
        """Land inside."""
        ...

    @property
    def population_m(self) -> float:
        """People, million."""
        ...

    @property
    def front_km(self) -> float:
        """Line of contact within 1 km of the zone."""
        ...

    @property
    def front_share(self) -> float:
        """The same as a share of the line."""
        ...

    @property
    def gap_km(self) -> float:
        """Mean distance from the line."""
        ...

    @property
    def occupied_km2(self) -> float:
        """Occupied land inside."""
        ...

    @property
    def words(self) -> str:
        """All of it in a line."""
        ...


def texts(found: Figures | None) -> dict[str, str]:
    """Return each figure as it is written; a dash for what is not known."""
    if found is None:
        return dict.fromkeys((key for key, _ in ROWS), UNKNOWN)
    gap = f"{found.gap_km:,.0f} km" if math.isfinite(found.gap_km) else UNKNOWN
    share = f"{100 * found.front_share:.0f} %, {found.front_km:,.0f} km"
    return {
        "area": f"{found.area_km2:,.0f} km\u00b2",
        "people": f"{found.population_m:.2f} M",
        "front": share,
        "gap": gap,
        "occupied": f"{found.occupied_km2:,.0f} km\u00b2",
    }


class FiguresView(QWidget):
    """The figures side by side, each over what it is."""

    def __init__(self, parent: QWidget) -> None:
        """Show dashes."""
        super().__init__(parent)
        self._theme: Theme | None = None
        self._labels: list[QLabel] = []
        self.values: dict[str, QLabel] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(2, 2, 2, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        for column, (key, words) in enumerate(ROWS):
            name, value = QLabel(words, self), QLabel(UNKNOWN, self)
            grid.addWidget(value, 0, column)
            grid.addWidget(name, 1, column)
            grid.setColumnStretch(column, 1)
            self._labels.append(name)
            self.values[key] = value
        self.setAccessibleName("Figures of the zone drawn")

    def restyle(self, theme: Theme) -> None:
        """Take colours and fonts from `theme`."""
        self._theme = theme
        for name in self._labels:
            tint(name, theme, "text3", "caption")
        for value in self.values.values():
            tint(value, theme, "text", "section")

    def show_figures(self, found: Figures | None) -> None:
        """Show the figures of a zone, or dashes."""
        for key, text in texts(found).items():
            self.values[key].setText(text)
        self.setAccessibleDescription(found.words if found is not None else "nothing drawn yet")

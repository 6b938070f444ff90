"""The grid of the window: options, map, inspector in a row, the turn track below."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wargame.gui.panels.inspector import Inspector
from wargame.gui.panels.options_panel import OptionsPanel
from wargame.gui.panels.turn_track import TurnTrack
from wargame.gui.theme import Theme

LEAST_MAP = 560  # px at 100 %: below it the options fold to their signs


class Frame(QWidget):
    """Places the four parts by the tokens for the size it has."""

    def __init__(
        self,
        theme: Theme,
        options: OptionsPanel,
        world: QWidget,
        inspector: Inspector,
        track: TurnTrack,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._options, self._inspector = options, inspector
        self.setProperty("grid", True)
        row = QHBoxLayout()
        row.setSpacing(1)
        row.addWidget(options)
        row.addWidget(world, 1)
        row.addWidget(inspector)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addLayout(row, 1)
        column.addWidget(track)

    def add_above(self, bar: QWidget) -> None:
        """A bar stands above everything."""
        self._column.insertWidget(0, bar)

    def add_below(self, bar: QWidget) -> None:
        """A bar stands between the map and the turn track."""
        self._column.insertWidget(self._column.count() - 1, bar)

    def set_theme(self, theme: Theme) -> None:
        """From now on the grid is that of `theme`."""
        self._theme = theme
        self.arrange()

    def arrange(self) -> None:
        """Panels have the widths of the tokens; the inspector is stacked when it is tall enough."""
        theme, window = self._theme, self.window()
        wide = window.width() >= theme.length("size.wide_from")
        size = "wide" if wide else "compact"
        options = theme.length(f"size.options_panel.{size}")
        inspector = theme.length(f"size.inspector.{size}")
        self._inspector.setFixedWidth(inspector)
        shown = inspector if self._inspector.isVisibleTo(self) else 0
        folded = self.width() - options - shown < LEAST_MAP
        self._options.set_folded(folded)
        self._options.setFixedWidth(theme.px(48) if folded else options)
        tall = window.height() >= theme.length("size.stack_inspector_from_height")
        if tall != self._inspector.stacked:
            self._inspector.set_stacked(tall)

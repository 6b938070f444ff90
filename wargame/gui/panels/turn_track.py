"""The foot of the window: which turn it is, the buttons that move it, and the beads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from wargame.app.records import Outlook, SessionView
from wargame.gui.dress import label, with_role
from wargame.gui.icons import icon
from wargame.gui.panels.beads import Beads
from wargame.gui.panels.branch_lanes import BranchLanes
from wargame.gui.theme import Theme

if TYPE_CHECKING:
    from wargame.app.told import Told


class TurnTrack(QFrame):
    """Turn, period, the buttons that move it, and the beads, whose `wanted(turn)` it passes on."""

    wanted = Signal(int)

    def __init__(
        self, theme: Theme, play: QAction, tools: tuple[QAction, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._play = play
        self.setProperty("panel", True)
        self.setProperty("track", True)
        self.turn: QLabel = label("panel", text="\u2026")
        self.period: QLabel = label("secondary", "text2")
        self.play = QPushButton(" Play turn")
        self.play.setProperty("primary", True)
        self.play.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.play.setToolTip("Play one turn (Space)")
        self.play.clicked.connect(play.trigger)
        with_role(self.play, "control")
        play.changed.connect(self._follow_play)
        self.tools = [self._tool(action) for action in tools]
        self.beads = Beads(theme)
        self.beads.wanted.connect(self.wanted)
        self.lanes = BranchLanes(theme, self.beads.bead)
        self._lay_out()
        self.set_theme(theme)
        self._follow_play()

    def _tool(self, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setProperty("outlined", True)
        return button

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.addWidget(self.tools[0])
        buttons.addWidget(self.play)
        for tool in self.tools[1:]:
            buttons.addWidget(tool)
        buttons.addStretch(1)
        left = QVBoxLayout()
        left.setContentsMargins(16, 12, 0, 12)
        left.setSpacing(2)
        left.addWidget(self.turn)
        left.addWidget(self.period)
        left.addStretch(1)
        left.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 1, 0, 0)
        row.setSpacing(8)
        row.addLayout(left)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.beads, 1)
        right.addWidget(self.lanes)
        row.addLayout(right, 1)

    def set_theme(self, theme: Theme) -> None:
        """From now on the track wears `theme`."""
        self._theme = theme
        self.lanes.set_theme(theme)
        self._fit()
        side = theme.length("size.icon.inline")
        self.play.setIcon(icon("play", theme, "on_accent", 15))
        self.play.setIconSize(QSize(side, side))
        for tool in self.tools:
            tool.setIconSize(QSize(side, side))
            tool.setFixedSize(theme.length("size.button"), theme.length("size.button"))

    def _fit(self) -> None:
        """The track is as high as the tokens say, and higher by the lanes of other branches."""
        self.setFixedHeight(self._theme.length("size.turn_track") + self.lanes.tall)

    def show_told(self, told: Told) -> None:
        """Marks, branches and how far one can look are those of a recorded session."""
        self.lanes.show_lines(told.lines, told.turns)
        self.beads.show_told(told)
        self._fit()

    def _follow_play(self) -> None:
        self.play.setEnabled(self._play.isEnabled())

    def show_view(self, view: SessionView) -> None:
        """Turn and period are those of `view`, and the beads stand there."""
        self.turn.setText(f"Turn {view.turn} of {view.last_turn}")
        self.period.setText(view.now.period)
        self.beads.show_view(view)

    def show_outlook(self, outlook: Outlook) -> None:
        """The lines ahead are those of `outlook`."""
        self.beads.show_outlook(outlook)

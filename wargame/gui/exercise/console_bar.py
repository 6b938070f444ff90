"""The console's toolbar: what is done to the list of events, and the two other windows."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolBar,
    QToolButton,
    QWidget,
)

from wargame.gui.dress import put_on, with_role
from wargame.gui.exercise.elided import beside_icon
from wargame.gui.exercise.publishing import bring_forward
from wargame.gui.exercise.room import Room
from wargame.gui.icons import icon
from wargame.gui.theme import Theme

EDGE = 12  # px
FIND_PX, LEAST_FIND_PX = 240, 120
TOOLS = {  # words, icon, tip, keys
    "new": ("Inject", "plus", "Enter an inject", "Ctrl+Shift+N"),
    "import": ("Import MSEL", "import", "XLSX, CSV or JSON of any of the tools", "Ctrl+Shift+I"),
    "export": ("Export", "file-output", "The list for another tool", "Ctrl+Shift+X"),
}


class ConsoleBar(QToolBar):
    """`wanted(name)`: "new", "import", "export"; `searched(words)` while they are typed."""

    wanted = Signal(str)
    searched = Signal(str)

    def __init__(self, room: Room, theme: Theme) -> None:
        super().__init__("Tools")
        self._room = room
        acts = room.window.acts
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.tools = {name: QAction(tool[0], self) for name, tool in TOOLS.items()}
        self.field = QLineEdit()
        self.audience, self.map = QPushButton(), QPushButton()
        beside_icon(self.map, "Map")
        for name in ("undo", "redo"):
            self.addAction(acts[name])
        self.addSeparator()
        for name, act in self.tools.items():
            _words, _file, tip, keys = TOOLS[name]
            act.setShortcut(QKeySequence(keys))
            act.setToolTip(f"{tip} ({keys})")
            act.setData(name)
            act.triggered.connect(self._want)
            self.addAction(act)
        self._lay_out(theme)
        self.field.textChanged.connect(self.searched)
        self.audience.clicked.connect(acts["audience"].trigger)
        self.map.clicked.connect(self._show_map)
        acts["audience"].toggled.connect(self._show_audience)
        acts["audience"].enabledChanged.connect(self.audience.setEnabled)
        self.audience.setEnabled(acts["audience"].isEnabled())
        self._show_audience(acts["audience"].isChecked())
        self.set_theme(theme)

    def _lay_out(self, theme: Theme) -> None:
        for act in self.actions():
            button = self.widgetForAction(act)
            if isinstance(button, QAbstractButton):
                with_role(button, "control")
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            if isinstance(button, QToolButton) and act in self.tools.values():
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        spacer = QWidget()
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(spacer)
        self.field.setPlaceholderText("Search injects")
        self.field.setAccessibleName("Search injects")
        self.field.setClearButtonEnabled(True)
        self._glass = QAction(icon("search", theme, "text2", 15), "", self)
        self.field.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.audience.setCheckable(True)
        self.map.setToolTip("The main window with the map comes to the front (Ctrl+M)")
        self.map.setShortcut(QKeySequence("Ctrl+M"))
        for part in (self.field, self.audience, self.map):
            with_role(part, "control")
            self.addWidget(part)
        end = QWidget()
        end.setFixedWidth(EDGE)
        self.addWidget(end)
        row = self.layout()
        if row is not None:
            row.setContentsMargins(EDGE, 0, 0, 0)
            row.setSpacing(6)

    def set_theme(self, theme: Theme) -> None:
        """From now on the bar wears `theme`."""
        side = theme.length("size.icon.toolbar")
        self.setIconSize(QSize(side, side))
        self.setFixedHeight(theme.length("size.toolbar"))
        for name, act in self.tools.items():
            act.setIcon(icon(TOOLS[name][1], theme))
            act.setIconText(f"\u2009{TOOLS[name][0]}")
        self._glass.setIcon(icon("search", theme, "text2", 15))
        self.audience.setIcon(icon("eye", theme))
        self.map.setIcon(icon("map", theme))
        self.field.setFixedHeight(theme.length("size.button"))
        self.field.setMaximumWidth(theme.px(FIND_PX))
        self.field.setMinimumWidth(theme.px(LEAST_FIND_PX))
        for act in self.actions():
            button = self.widgetForAction(act)
            if not isinstance(button, QToolButton):
                continue
            put_on(button, theme)
            button.setFixedHeight(theme.length("size.button"))
            button.setMinimumWidth(0)
            button.setMinimumWidth(button.sizeHint().width())

    @Slot()
    def seek(self) -> None:
        """The keyboard is on the search field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    @Slot()
    def _want(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self.wanted.emit(str(sender.data()))

    @Slot(bool)
    def _show_audience(self, on: bool) -> None:
        self.audience.setChecked(on)
        beside_icon(self.audience, "Audience window: live" if on else "Audience window")
        self.audience.setToolTip(
            "The room sees the public window; press to close it (Ctrl+Shift+A)"
            if on
            else "A window for the projector: public facts only (Ctrl+Shift+A)"
        )

    @Slot()
    def _show_map(self) -> None:
        bring_forward(self._room.window)

"""The console's toolbar: what is done to the list of events, and the two other windows."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QSizePolicy, QToolBar, QToolButton, QWidget

from wargame.gui.dress import put_on, with_role
from wargame.gui.exercise.elided import beside_icon
from wargame.gui.exercise.publishing import bring_forward
from wargame.gui.exercise.room import Room
from wargame.gui.icons import icon
from wargame.gui.theme import Theme

EDGE = 12  # px
FIELD_PX, LEAST_FIELD_PX = 240, 110
LEFT = ("undo", "redo")
TOOLS = ("", "new", "import", "export", "deck", "", "filter", "columns", "retime")  # of the list
SPARED = ("deck", "filter", "retime")  # in a narrow window they stand in the menu alone
NARROW = 1500  # px at 100 %


class ConsoleBar(QToolBar):
    """Holds actions of the main window and of the list of events; `field` searches the list."""

    def __init__(self, room: Room, tools: Mapping[str, QAction], theme: Theme) -> None:
        super().__init__("Tools")
        self._room, self._theme, self._narrow = room, theme, False
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.buttons: list[QToolButton] = []
        self._spared: list[QAction] = []
        self.field = QLineEdit()
        self.audience, self.map = QPushButton(), QPushButton()
        acts = room.window.acts
        for name in LEFT:
            self._add(acts[name], words=False)
        for name in TOOLS:
            if name:
                added = self._add(tools[name], words=True)
                if name in SPARED:
                    self._spared.append(added)
            else:
                self.addSeparator()
        self._lay_out(theme)
        self.audience.clicked.connect(acts["audience"].trigger)
        self.map.clicked.connect(self._show_map)
        acts["audience"].toggled.connect(self._show_audience)
        acts["audience"].enabledChanged.connect(self.audience.setEnabled)
        self.audience.setEnabled(acts["audience"].isEnabled())
        self._show_audience(acts["audience"].isChecked())
        self.set_theme(theme)

    def _add(self, act: QAction, *, words: bool) -> QAction:
        """A button for an action; what is returned shows or hides it."""
        button = QToolButton()
        button.setDefaultAction(act)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        with_role(button, "control")
        if words:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        if act.menu() is not None:
            button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.buttons.append(button)
        act.changed.connect(self._measure)
        return self.addWidget(button)

    def _lay_out(self, theme: Theme) -> None:
        spacer = QWidget()
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(spacer)
        self.field.setPlaceholderText("Search injects")
        self.field.setAccessibleName("Search injects")
        self.field.setClearButtonEnabled(True)
        self._glass = QAction(icon("search", theme, "text2", 15), "", self)
        self.field.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        beside_icon(self.map, "Map")
        self.audience.setCheckable(True)
        self.map.setToolTip("The main window with the map comes to the front (Ctrl+M)")
        self.map.setShortcut(QKeySequence("Ctrl+M"))
        end = QWidget()
        end.setFixedWidth(EDGE)
        for part in (self.field, self.audience, self.map, end):
            with_role(part, "control")
            self.addWidget(part)
        row = self.layout()
        if row is not None:
            row.setContentsMargins(EDGE, 0, 0, 0)
            row.setSpacing(4)

    def set_theme(self, theme: Theme) -> None:
        """From now on the bar wears `theme`."""
        self._theme = theme
        side = theme.length("size.icon.toolbar")
        wide = QSize(side + theme.px(4), side)  # with air before the words
        self.setFixedHeight(theme.length("size.toolbar"))
        self._glass.setIcon(icon("search", theme, "text2", 15))
        self.audience.setIcon(icon("eye", theme))
        self.map.setIcon(icon("map", theme))
        self.field.setFixedHeight(theme.length("size.button"))
        self.field.setMaximumWidth(theme.px(FIELD_PX))
        self.field.setMinimumWidth(theme.px(LEAST_FIELD_PX))
        for button in self.buttons:
            put_on(button, theme)
            button.setIconSize(wide)
            button.setFixedHeight(theme.length("size.button"))
        self._measure()

    @Slot()
    def _measure(self) -> None:
        """Each button has room for its words."""
        for button in self.buttons:
            wide = button.sizeHint().width()
            if wide != button.minimumWidth():
                button.setMinimumWidth(wide)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window some buttons stand in the menus alone."""
        super().resizeEvent(event)
        narrow = self.width() < self._theme.px(NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            for shown in self._spared:
                shown.setVisible(not narrow)

    @Slot()
    def seek(self) -> None:
        """The keyboard is on the search field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    @Slot(str)
    def say(self, words: str) -> None:
        """The field says what the list is searched for; what is typed keeps its own undo."""
        if words != self.field.text():
            self.field.setText(words)

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

"""The few dialogs there are: start again, keys, about."""

from __future__ import annotations

import platform
from importlib.metadata import version

from PySide6.QtCore import Qt, Signal, Slot, qVersion
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from wargame.gui.dress import label, put_on, with_role
from wargame.gui.theme import Theme

KEYS: tuple[tuple[str, str], ...] = (
    ("Space", "Play a turn"),
    ("Ctrl+Space", "Play to the end; again to stop"),
    ("Ctrl+Z, Ctrl+Shift+Z", "Undo, redo"),
    ("Left, Right on the turn track", "Look at turns played; nothing is changed"),
    ("Ctrl+L, Ctrl+Shift+Space", "Log and branches, play back"),
    ("Ctrl+N, Ctrl+O, Ctrl+Shift+S", "New session, open, save a copy"),
    ("Ctrl+Shift+R", "Overrule an outcome"),
    ("Arrow keys, +, \u2212, Home", "Move and zoom the map, fit the view"),
    ("Z", "Draw a zone: click or arrows and Enter set corners, Enter closes, Backspace drops one"),
    ("Page Up, Page Down", "Choose a corner of the zone in hand; arrows move it, Insert, Delete"),
    ("Ctrl while drawing", "Let go of borders, rivers and the front"),
    ("Ctrl+F, M, I", "Find a place, measure, list what lies in the middle"),
    ("H", "History: the line of contact since 2015"),
    ("Ctrl+1 to Ctrl+4", "Why, Forecast, Sectors, Indices"),
    ("Ctrl+5, Ctrl+6", "Escalation ladder, de-escalation and principle"),
    ("Ctrl+7, Ctrl+Shift+C", "Compare: the page, the large view"),
    ("Ctrl+B, Ctrl+I, Ctrl+T", "Options panel, inspector, table with seats and cards"),
    ("Ctrl+M", "Mode and switches"),
    ("Ctrl+click on an option", "Switch it on beside the others"),
    ("Ctrl++, Ctrl+\u2212, Ctrl+0", "Text size"),
    ("Ctrl+D", "Dark or light"),
    ("F1, Shift+F1", "Rulebook, these keys"),
    ("Ctrl+Shift+A", "Audience window: public facts for the projector"),
    ("F5, F11", "Present at 150 %, full screen"),
    ("Tab, Shift+Tab", "Walk through all controls"),
    ("Esc", "End drawing or history, stop playing, leave full screen, clear"),
)


class RestartDialog(QDialog):
    """Asks for a seed; `chosen(seed)` when a person starts again."""

    chosen = Signal(int)

    def __init__(self, seed: int, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Start again")
        self.seed = QSpinBox()
        self.seed.setRange(0, 2_147_483_647)
        self.seed.setValue(seed)
        self.seed.setAccessibleName("Seed")
        with_role(self.seed, "control")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        start = buttons.addButton("Start again", QDialogButtonBox.ButtonRole.AcceptRole)
        start.setProperty("primary", True)
        buttons.accepted.connect(self._accepted)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(label("panel", text="Start again with a seed"))
        column.addWidget(
            label(
                "secondary",
                "text2",
                "The same seed and the same decisions give the same game.\n"
                "Another seed throws other dice. The game so far stays as a branch.",
            )
        )
        column.addWidget(self.seed)
        column.addWidget(buttons)
        put_on(self, theme)
        self.seed.selectAll()

    @Slot()
    def _accepted(self) -> None:
        self.chosen.emit(self.seed.value())
        self.accept()


class PlainDialog(QDialog):
    """A title, rows of name and words, and Close."""

    def __init__(
        self, title: str, rows: tuple[tuple[str, str], ...], theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(6)
        for row, (name, words) in enumerate(rows):
            value: QLabel = label("body", text=words, wrap=True)
            value.setMinimumWidth(theme.px(300))
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(label("section", "text2", name), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, row, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(label("panel", text=title))
        column.addLayout(grid)
        column.addWidget(buttons)
        put_on(self, theme)


def keys_dialog(theme: Theme, parent: QWidget) -> PlainDialog:
    """The keys that work in the window."""
    return PlainDialog("Keys", KEYS, theme, parent)


def about_dialog(theme: Theme, attribution: str, parent: QWidget) -> PlainDialog:
    """Versions, sources and licences of what is shown."""
    rows = (
        ("Wargame", f"{version('wargame')}, Apache-2.0. Figures hold in this model only."),
        ("Map", attribution),
        ("Letters", "Inter and JetBrains Mono, SIL Open Font License 1.1"),
        ("Icons", "Lucide, ISC licence"),
        ("Runs on", f"Python {platform.python_version()}, Qt {qVersion()}"),
    )
    return PlainDialog("About Wargame", rows, theme, parent)

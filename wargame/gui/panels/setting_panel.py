"""Mode and switches: which process decides, and what the facilitator has switched on."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from wargame.app.records import SessionView, SettingView
from wargame.gui.dress import label, with_role
from wargame.gui.theme import Theme
from wargame.gui.widgets.segmented import Segmented
from wargame.gui.widgets.tick import Tick

MODES = {"adopted": "as if adopted", "political": "political process"}
MEANING = {
    "adopted": "A zone that is switched on counts as decided after its first turns, so that "
    "options can be compared apart from who would agree.",
    "political": "A zone has to be proposed, the alliance votes every turn, and a single member "
    "may block Article 5.",
}
SWITCHES: dict[str, tuple[str, str]] = {
    "injects": ("Draw events by hazard", "Events happen by chance, beside those set by hand."),
    "fragile_truce": ("Fragile truce", "Ceasefires break more easily."),
    "stalemate_drift": ("Stalemate drift", "The front moves more slowly from turn to turn."),
    "steps_to_war": (
        "Steps-to-war",
        "A zone proposed and not built yet adds more red-line pressure.",
    ),
}
DRAWN = "drawn at random"


def named(view: SessionView) -> str:
    """Mode and switches that are not the default, as sentences; empty when all is default."""
    setting = view.setting
    told = ["Political process decides."] if setting.mode == "political" else []
    plain_ones = len(setting.switched_on) - len(setting.doctrines)  # doctrines come last, by id
    if plain_ones > 0:
        told.append(f"Switches on: {', '.join(setting.switched_on[:plain_ones])}.")
    if setting.doctrines:
        names = {seat.id: seat.name for seat in view.seats}
        told.append(f"By doctrine: {', '.join(names.get(s, s) for s, _ in setting.doctrines)}.")
    return " ".join(told)


class SettingPanel(QFrame):
    """Opens over the window; `changed(dict)` asks for another setting, by its names.

    It stays open while things are switched and goes when Esc is pressed or a click falls outside.
    """

    changed = Signal(dict)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("panel", True)
        self.setProperty("ringed", True)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName("Mode and switches")
        self.mode = Segmented("As if adopted", "Political process", theme)
        self.meaning: QLabel = label("caption", "text2", wrap=True)
        self.ticks = {name: Tick(words, theme) for name, (words, _what) in SWITCHES.items()}
        self.posture = QComboBox()
        self.posture.setAccessibleName("The incoming US administration")
        with_role(self.posture, "control")
        self._lay_out(theme)
        self.mode.chosen.connect(self._mode_chosen)
        for name, tick in self.ticks.items():
            tick.setProperty("switch", name)
            tick.setAccessibleDescription(SWITCHES[name][1])
            tick.clicked.connect(self._switched)
        self.posture.activated.connect(self._posture_chosen)
        self.set_theme(theme)

    def _lay_out(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(4)
        column.addWidget(label("panel", text="Mode and switches"))
        column.addSpacing(4)
        column.addWidget(self.mode)
        column.addWidget(self.meaning)
        column.addSpacing(8)
        for name, tick in self.ticks.items():
            column.addWidget(tick)
            what: QLabel = label("caption", "text2", SWITCHES[name][1], wrap=True)
            what.setContentsMargins(theme.px(22), 0, 0, 4)
            column.addWidget(what)
        row = QHBoxLayout()
        row.addWidget(label("secondary", text="Incoming US administration"))
        row.addWidget(self.posture, 1)
        column.addSpacing(4)
        column.addLayout(row)
        column.addSpacing(6)
        column.addWidget(
            label(
                "caption",
                "text3",
                "What is on is named in the status bar and above the headline.",
                wrap=True,
            )
        )

    def set_theme(self, theme: Theme) -> None:
        """From now on the panel has the width that `theme` gives it."""
        self.setFixedWidth(theme.px(340))

    def show_setting(self, setting: SettingView) -> None:
        """Everything stands as it is set."""
        self.mode.set_first(setting.mode != "political")
        self.meaning.setText(MEANING[setting.mode])
        for name, tick in self.ticks.items():
            tick.setChecked(bool(getattr(setting, name)))
        wanted = ["", *setting.us_postures]
        if [self.posture.itemData(i) for i in range(self.posture.count())] != wanted:
            self.posture.clear()
            for posture in wanted:
                self.posture.addItem(posture or DRAWN, posture)
        self.posture.setCurrentIndex(max(0, self.posture.findData(setting.us_posture)))

    def open_at(self, corner: QPoint) -> None:
        """The panel is in view with its top left corner there, and has the keyboard."""
        self.adjustSize()
        self.move(corner)
        self.show()
        chosen = self.mode.first if self.mode.first.isChecked() else self.mode.second
        chosen.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts the panel away."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    @Slot(bool)
    def _mode_chosen(self, first: bool) -> None:
        self.changed.emit({"mode": "adopted" if first else "political"})

    @Slot(bool)
    def _switched(self, on: bool) -> None:
        tick = self.sender()
        if isinstance(tick, Tick):
            self.changed.emit({str(tick.property("switch")): on})

    @Slot(int)
    def _posture_chosen(self, index: int) -> None:
        self.changed.emit({"us_posture": str(self.posture.itemData(index))})

"""Everything a person can do from a menu, a button or a key, by name; each does something."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from wargame.gui.icons import icon
from wargame.gui.theme import Theme


@dataclass(frozen=True, slots=True)
class Spec:
    """One action: its words, icon, keys, and whether it can be on or off."""

    words: str
    icon: str = ""
    keys: tuple[str, ...] = ()
    checkable: bool = False
    tip: str = ""
    short: str = ""  # on a button


SPECS: dict[str, Spec] = {
    "new_session": Spec("New session", keys=("Ctrl+N",)),
    "open_session": Spec("Open \u2026", keys=("Ctrl+O",)),
    "save_copy": Spec("Save a copy \u2026", keys=("Ctrl+Shift+S",)),
    "save": Spec("Save", keys=("Ctrl+S",), tip="Every step is saved as it is taken (Ctrl+S)"),
    "restart": Spec(
        "Start again with a seed \u2026",
        "rotate-ccw",
        ("Ctrl+R",),
        tip="Start again with a seed (Ctrl+R)",
        short="Start again",
    ),
    "export_map": Spec("Export the map \u2026", keys=("Ctrl+E",)),
    "export_gis": Spec("Export for a GIS \u2026"),
    "print": Spec("Print the map \u2026", keys=("Ctrl+P",)),
    "quit": Spec("Quit", keys=("Ctrl+Q",)),
    "show_options": Spec(
        "Options panel", "panel-left", ("Ctrl+B",), checkable=True, short="Options"
    ),
    "show_inspector": Spec("Inspector", "panel-right", ("Ctrl+I",), checkable=True),
    "show_table": Spec(
        "Table", "table", ("Ctrl+T",), checkable=True, tip="Seats and cards (Ctrl+T)"
    ),
    "show_log": Spec(
        "Log", keys=("Ctrl+L",), checkable=True, tip="Log, branches, rulings (Ctrl+L)"
    ),
    "setting": Spec("Mode and switches \u2026", keys=("Ctrl+M",)),
    "why": Spec("Why", keys=("Ctrl+1",)),
    "forecast": Spec("Forecast", keys=("Ctrl+2",)),
    "sectors": Spec("Sectors", keys=("Ctrl+3",)),
    "indices": Spec("Indices", keys=("Ctrl+4",)),
    "ladder": Spec("Escalation ladder", keys=("Ctrl+5",)),
    "tradeoff": Spec("De-escalation and principle", keys=("Ctrl+6",)),
    "compare_page": Spec("Compare, page", keys=("Ctrl+7",)),
    "compare": Spec(
        "Compare \u2026",
        keys=("Ctrl+Shift+C",),
        tip="Options side by side over assumption sets (Ctrl+Shift+C)",
    ),
    "sensitivity": Spec("What matters \u2026", keys=("Ctrl+Shift+M",)),
    "attribution": Spec("Luck, decisions, rulings \u2026", keys=("Ctrl+Shift+L",)),
    "dark": Spec("Dark theme", "moon", ("Ctrl+D",), short="Dark"),
    "contrast": Spec("High contrast", keys=("Ctrl+Shift+D",), checkable=True),
    "larger": Spec("Larger text", "", ("Ctrl++", "Ctrl+=")),
    "smaller": Spec("Smaller text", "", ("Ctrl+-",)),
    "normal": Spec("Normal text", keys=("Ctrl+0",)),
    "present": Spec("Present", "presentation", ("F5",), checkable=True, tip="150 % on full screen"),
    "full_screen": Spec("Full screen", keys=("F11",), checkable=True),
    "audience": Spec(
        "Audience window",
        keys=("Ctrl+Shift+A",),
        checkable=True,
        tip="A window for the projector: public facts only (Ctrl+Shift+A)",
    ),
    "console": Spec(
        "Facilitator\u2019s console",
        "clipboard-list",
        ("Ctrl+Shift+E",),
        checkable=True,
        short="Console",
        tip="Injects, clock, seats, estimates, ratings, documents (Ctrl+Shift+E)",
    ),
    "open_exercise": Spec("Open an exercise \u2026", tip="Shipped ones, and files of your own"),
    "save_exercise": Spec("Save the exercise \u2026", tip="What was prepared, to be shared"),
    "zoom_in": Spec("Zoom in", "zoom-in"),
    "zoom_out": Spec("Zoom out", "zoom-out"),
    "fit": Spec("Fit view", "maximize", tip="Show all of Ukraine (Home)"),
    "clear": Spec("Clear selection"),
    "draw": Spec("Draw a zone", "pencil", ("Z",)),
    "open_zones": Spec("Open zones \u2026", tip="GeoJSON, GeoPackage or KML"),
    "save_zones": Spec("Save zones \u2026", tip="GeoJSON, GeoPackage or KML"),
    "save_scenario": Spec("Save a scenario copy \u2026"),
    "find": Spec("Find a place \u2026", "search", ("Ctrl+F",)),
    "measure": Spec("Measure distance and area", "ruler", ("M",)),
    "history": Spec(
        "History", "history", ("H",), checkable=True, tip="The line of contact since 2015 (H)"
    ),
    "identify": Spec("What lies in the middle", "info", ("I",)),
    "play": Spec("Play turn", "play", tip="Play one turn (Space)"),
    "play_out": Spec("Play to the end", "fast-forward", ("Ctrl+Space",), checkable=True),
    "undo": Spec("Undo", "undo-2", ("Ctrl+Z",)),
    "redo": Spec("Redo", "redo-2", ("Ctrl+Shift+Z", "Ctrl+Y")),
    "playback": Spec("Play back", keys=("Ctrl+Shift+Space",)),
    "overrule": Spec("Overrule \u2026", keys=("Ctrl+Shift+R",)),
    "rulebook": Spec("Rulebook", keys=("F1",)),
    "keys": Spec("Keys", "info", ("Shift+F1",)),
    "about": Spec("About Wargame"),
}

SESSIONS = ("new_session", "open_session", "save", "save_copy")
ZONES = ("open_zones", "save_zones", "save_scenario")
QUESTIONS = ("compare", "sensitivity", "attribution")
MENUS: dict[str, tuple[str, ...]] = {
    "&File": (
        *SESSIONS,
        "",
        "restart",
        "",
        *ZONES,
        "",
        "export_map",
        "export_gis",
        "print",
        "",
        "quit",
    ),
    "&View": (
        "show_options",
        "show_inspector",
        "show_table",
        "show_log",
        "",
        "why",
        "forecast",
        "sectors",
        "indices",
        "ladder",
        "tradeoff",
        "compare_page",
        "",
        "dark",
        "contrast",
        "larger",
        "smaller",
        "normal",
        "",
        "present",
        "full_screen",
    ),
    "&Map": (
        "zoom_in",
        "zoom_out",
        "fit",
        "",
        "draw",
        "",
        "find",
        "measure",
        "identify",
        "",
        "history",
        "",
        "clear",
    ),
    "&Play": (
        "play",
        "play_out",
        "",
        "undo",
        "redo",
        "playback",
        "",
        "overrule",
        "",
        *QUESTIONS,
        "",
        "setting",
    ),
    "E&xercise": ("console", "audience", "", "open_exercise", "save_exercise"),
    "&Help": ("rulebook", "keys", "about"),
}
HINTS = {"play": "Space", "fit": "Home", "zoom_in": "+", "zoom_out": "\u2212", "clear": "Esc"}


class Actions:
    """The actions of one window, by name."""

    def __init__(self, owner: QWidget, theme: Theme) -> None:
        self._all: dict[str, QAction] = {}
        for name, spec in SPECS.items():
            action = QAction(spec.words, owner)
            action.setIconText(_beside_icon(spec.short or spec.words))
            action.setCheckable(spec.checkable)
            action.setShortcuts([QKeySequence(key) for key in spec.keys])
            tip = spec.tip or spec.words
            if spec.keys and not spec.tip:
                tip = f"{tip} ({spec.keys[0]})"
            action.setToolTip(tip)
            owner.addAction(action)
            self._all[name] = action
        self.set_theme(theme)

    def __getitem__(self, name: str) -> QAction:
        return self._all[name]

    def names(self) -> tuple[str, ...]:
        """Every action there is."""
        return tuple(self._all)

    def set_theme(self, theme: Theme) -> None:
        """Icons are in the theme's colours; sun and moon stand for the theme that would come."""
        for name, spec in SPECS.items():
            if spec.icon:
                self._all[name].setIcon(icon(spec.icon, theme))
        dark = theme.dark
        self._all["dark"].setIcon(icon("sun" if dark else "moon", theme))
        self._all["dark"].setText("Light theme" if dark else "Dark theme")
        self._all["dark"].setIconText(_beside_icon("Light" if dark else "Dark"))

    def fill(self, bar: QMenuBar) -> None:
        """The menu bar holds every action, keys that are no shortcuts of Qt written beside."""
        for title, names in MENUS.items():
            menu: QMenu = bar.addMenu(title)
            for name in names:
                if not name:
                    menu.addSeparator()
                    continue
                action = self._all[name]
                if name in HINTS:
                    action.setText(f"{SPECS[name].words}\t{HINTS[name]}")
                action.setIconVisibleInMenu(False)
                menu.addAction(action)


def _beside_icon(words: str) -> str:
    """The words with air before them; a button leaves too little of its own."""
    return f"\u2009{words}"

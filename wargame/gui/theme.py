"""Colours, lengths and fonts by name, from the token file; code elsewhere holds no hex."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from PySide6.QtGui import QColor, QFont, QGuiApplication
from PySide6.QtWidgets import QApplication

from wargame import paths
from wargame.gui import style

Mode = Literal["light", "dark", "contrast", "contrast-dark", "print"]
MODES: tuple[Mode, ...] = ("light", "dark", "contrast", "contrast-dark", "print")
WIDE = "size.wide_from"


@cache
def _tokens(path: Path) -> Mapping[str, Any]:
    """The token file, parsed once."""
    with path.open("rb") as file:
        return tomllib.load(file)


def _find(tokens: Mapping[str, Any], name: str) -> Any:
    """The token with a dotted name; raises KeyError that says which name is unknown."""
    found: Any = tokens
    for part in name.split("."):
        if not isinstance(found, Mapping) or part not in found:
            raise KeyError(f'tokens.toml has no token "{name}"')
        found = found[part]
    return found


@dataclass(frozen=True, slots=True)
class Theme:
    """The tokens of one mode, at one text size (1.0 normal, 1.5 for a projector).

    High contrast changes some tokens of light or dark; print changes the map's, to black and white.
    """

    mode: Mode
    scale: float
    tokens: Mapping[str, Any]

    @classmethod
    def load(cls, mode: str, scale: float = 1.0) -> Theme:
        """The theme of that mode; raises ValueError for any other word."""
        if mode not in MODES:
            raise ValueError(f'no theme "{mode}"; choose one of {", ".join(MODES)}')
        return cls(mode, scale, _tokens(paths.assets() / "theme" / "tokens.toml"))

    def color(self, name: str) -> QColor:
        """The colour called `name`, "panel" or, from the map's own set, "map.gov"."""
        group, _, rest = name.partition(".")
        if group == "map":
            own = self.tokens["map"].get(self.mode, {})
            return QColor(own.get(rest) or _find(self.tokens, f"map.{self.base}.{rest}"))
        return QColor(
            self._own_colors().get(name) or _find(self.tokens, f"color.{self.base}.{name}")
        )

    def _own_colors(self) -> Mapping[str, str]:
        """What this mode changes of the colours of light or dark."""
        if self.mode == "print":
            return dict(self.tokens["print"])
        return dict(self.tokens["high_contrast"][self.base]) if self.contrast else {}

    @property
    def dark(self) -> bool:
        """Whether light letters stand on dark ground."""
        return self.mode in ("dark", "contrast-dark")

    @property
    def contrast(self) -> bool:
        """Whether this is a high-contrast theme."""
        return self.mode in ("contrast", "contrast-dark")

    @property
    def base(self) -> str:
        """The mode whose tokens hold where this one has none of its own."""
        return "dark" if self.dark else "light"

    def hex(self, name: str) -> str:
        """The colour called `name` as a style sheet writes it."""
        return str(self.color(name).name())

    def number(self, name: str) -> float:
        """The plain number called `name`, unscaled: "line.front"; lines are wider in contrast."""
        if self.contrast and name == "state.focus.width":
            return float(_find(self.tokens, "high_contrast.focus_width"))
        found = float(_find(self.tokens, name))
        wider = self.contrast and name.startswith("line.")
        return found * self.tokens["high_contrast"]["map_line_factor"] if wider else found

    def numbers(self, name: str) -> tuple[float, ...]:
        """The list of numbers called `name`: "zone.dash_on_ceasefire"."""
        return tuple(float(value) for value in _find(self.tokens, name))

    def length(self, name: str) -> int:
        """The length called `name` in logical pixels at this text size."""
        return self.px(self.number(name))

    def px(self, value: float) -> int:
        """`value` logical pixels at this text size, rounded."""
        return round(value * self.scale)

    def record(self, name: str) -> Mapping[str, Any]:
        """The table of tokens called `name`: "pattern.occupied"."""
        found: Mapping[str, Any] = _find(self.tokens, name)
        return found

    def stability_color(self, value: float) -> QColor:
        """The colour of one of five classes for a stability of 0 to 100."""
        breaks = self.numbers("stability.breaks")
        shades = "print" if self.mode == "print" else "screen"
        colors: list[str] = _find(self.tokens, f"stability.{shades}")
        index = sum(value >= edge for edge in breaks[1:-1])
        return QColor(colors[index])

    def zone_color(self, guarantee: str) -> QColor:
        """The colour of a zone under that guarantee; "none" has the colour of control edges."""
        names = {"article5": "z_a5", "bilateral": "z_bi", "eu": "z_eu", "un": "z_un"}
        return self.color(f"map.{names[guarantee]}" if guarantee in names else "border_strong")

    def zone_dash(self, guarantee: str, in_force_now: bool) -> tuple[float, ...]:
        """The dash of a zone's outline, in pen widths of one pixel; empty for a solid line."""
        if self.mode == "print" and guarantee == "bilateral":  # colour cannot tell it there
            return self.numbers("zone.dash_bilateral_print")
        if guarantee in ("eu", "un"):
            return self.numbers(f"zone.dash_{guarantee}")
        return self.numbers("zone.dash_now" if in_force_now else "zone.dash_on_ceasefire")

    def font(self, role: str) -> QFont:
        """The font of a type role ("body") or of a map label ("capital", "sector_pill")."""
        size, weight, spacing = self._type(role)
        font = QFont(self._families(role))
        font.setPointSizeF(size * self.scale * 72 / _dots_per_inch())
        font.setWeight(QFont.Weight(int(weight)))
        if role == "sea":
            font.setItalic(True)
        if spacing:
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing * self.scale)
        for feature in _find(self.tokens, "meta.features"):
            font.setFeature(QFont.Tag(feature), 1)
        return font

    def _families(self, role: str) -> list[str]:
        if role == "formula":
            return [str(_find(self.tokens, "meta.font_mono")), "monospace"]
        return [str(_find(self.tokens, "meta.font_ui")), "sans-serif"]

    def _type(self, role: str) -> tuple[float, float, float]:
        """Size in pixels, weight and letter spacing of a role."""
        if role in self.tokens["type"]:
            size, weight = self.numbers(f"type.{role}")
            return size, weight, 0.0
        size, weight, spacing = self.numbers(f"map_label.{role}")
        return size, weight, spacing


def _dots_per_inch() -> float:
    """What Qt multiplies points with; 96, or 72 on a Mac."""
    screen = QGuiApplication.primaryScreen()
    return float(screen.logicalDotsPerInchY()) if screen is not None else 96.0


def apply(app: QApplication, theme: Theme) -> None:
    """Every widget of `app` wears Fusion in the theme's palette, font and style sheet.

    What it wears already is not put on again: a style sheet is read anew by every widget.
    """
    sheet = style.sheet(theme)
    if app.styleSheet() == sheet and app.font() == theme.font("body"):
        return
    if app.style().objectName().lower() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(style.palette(theme))
    app.setFont(theme.font("body"))
    app.setStyleSheet(sheet)

"""The palette and the style sheet that the tokens mean; Fusion draws the rest."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPalette

from wargame import paths

if TYPE_CHECKING:
    from wargame.gui.theme import Theme

ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "panel",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.PlaceholderText: "text3",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "raised",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "on_accent",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.Light: "panel",
    QPalette.ColorRole.Midlight: "border",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "border_strong",
    QPalette.ColorRole.Shadow: "border_strong",
}
DISABLED = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
)


def palette(theme: Theme) -> QPalette:
    """All colour roles of Qt, by the theme's tokens; disabled text is the token for it."""
    made = QPalette()
    for role, name in ROLES.items():
        made.setColor(role, theme.color(name))
    for role in DISABLED:
        made.setColor(QPalette.ColorGroup.Disabled, role, theme.color("text_dis"))
    return made


def sheet(theme: Theme) -> str:
    """The style sheet of the window: assets/theme/window.qss with the tokens filled in."""
    template = Template((paths.assets() / "theme" / "window.qss").read_text(encoding="utf-8"))
    return template.substitute(_values(theme))


def _values(theme: Theme) -> dict[str, str]:
    """Every name that the style sheet may use: colours as they are, lengths in px."""
    values = {name: theme.hex(name) for name in theme.record(f"color.{theme.base}")}
    for name in ("control", "chip", "card"):
        values[f"radius_{name}"] = f"{theme.length(f'radius.{name}')}px"
    for size in range(1, 33):
        values[f"px{size}"] = f"{theme.px(size)}px"
    values["field"] = f"{theme.length('size.field') - 2}px"
    values["button"] = f"{theme.length('size.button') - 2}px"
    values["icons"] = (paths.assets() / "icons").as_posix()
    return values


def mixed(first: QColor, second: QColor, share: float) -> QColor:
    """`share` of the first colour on the second, opaque."""
    parts = [
        round(a * share + b * (1 - share))
        for a, b in zip(first.getRgb()[:3], second.getRgb()[:3], strict=True)  # type: ignore[index]
    ]
    return QColor(*parts)

"""Tokens by name, palettes, contrast, and code that holds no colour of its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontInfo, QPalette

import wargame.gui
from wargame.gui import style
from wargame.gui.theme import Theme

SOURCES = sorted(Path(wargame.gui.__file__).parent.rglob("*.py"))
PAIRS = [
    ("text", "panel", 4.5),
    ("text", "window", 4.5),
    ("text", "accent_soft", 4.5),
    ("text2", "window", 4.5),
    ("text2", "panel", 4.5),
    ("text3", "sunken", 4.5),
    ("text3", "panel", 4.5),
    ("text3", "accent_soft", 4.5),
    ("accent", "panel", 4.5),
    ("on_accent", "accent", 4.5),
    ("good", "good_soft", 4.5),
    ("bad", "bad_soft", 4.5),
    ("warn", "warn_soft", 4.5),
    ("good", "panel", 4.5),
    ("bad", "panel", 4.5),
    ("warn", "panel", 4.5),
    ("bar_up", "panel", 3.0),
    ("bar_dn", "panel", 3.0),
    ("bar_tot", "panel", 3.0),
    ("border_strong", "sunken", 3.0),
    ("border_strong", "panel", 3.0),
]


def luminance(color: QColor) -> float:
    parts = [color.redF(), color.greenF(), color.blueF()]
    lit = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * lit[0] + 0.7152 * lit[1] + 0.0722 * lit[2]


def contrast(first: QColor, second: QColor) -> float:
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_as_the_guidelines_do():
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21.0)
    assert contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("mode", ["light", "dark", "contrast", "contrast-dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_what_is_read_stands_out_from_its_ground(mode, ink, ground, least):
    theme = Theme.load(mode)
    assert contrast(theme.color(ink), theme.color(ground)) >= least


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_role_of_the_palette_is_a_token(mode):
    theme = Theme.load(mode)
    palette = style.palette(theme)
    for role, name in style.ROLES.items():
        assert palette.color(role) == theme.color(name)
    disabled = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert disabled == theme.color("text_dis")


def test_light_and_dark_differ_in_every_colour_of_the_window():
    light, dark = Theme.load("light"), Theme.load("dark")
    same = [name for name in light.record("color.light") if light.color(name) == dark.color(name)]
    assert same == []


@pytest.mark.parametrize("mode", ["contrast", "contrast-dark"])
@pytest.mark.parametrize("ink", ["text", "text2", "text3", "accent", "good", "bad", "warn"])
def test_high_contrast_reaches_the_enhanced_level_for_text(mode, ink):
    theme = Theme.load(mode)
    assert contrast(theme.color(ink), theme.color("panel")) >= 7.0


def test_high_contrast_widens_the_lines_of_the_map_and_the_ring_of_focus():
    plain, strong = Theme.load("light"), Theme.load("contrast")
    assert strong.number("line.front") == pytest.approx(1.4 * plain.number("line.front"))
    assert strong.number("state.focus.width") > plain.number("state.focus.width")


def test_print_has_no_colour_on_the_map():
    theme = Theme.load("print")
    names = theme.record("map.print")
    assert [n for n in names if theme.color(f"map.{n}").hslSaturation() != 0] == []
    assert theme.stability_color(90).name() == "#ffffff"


def test_print_tells_guarantees_apart_by_dash_alone():
    theme = Theme.load("print")
    dashes = {
        (kind, now): theme.zone_dash(kind, now)
        for kind in ("article5", "bilateral", "eu", "un")
        for now in (True, False)
    }
    told = {dashes["article5", True], dashes["article5", False], dashes["bilateral", True]}
    assert len(told | {dashes["eu", True], dashes["un", True]}) == 5


def test_the_five_classes_of_stability_begin_where_the_tokens_say():
    theme = Theme.load("light")
    shades = [theme.stability_color(value).name() for value in (0, 19.9, 20, 40, 60, 80, 100)]
    assert shades[0] == shades[1]
    assert len(set(shades)) == 5
    assert shades[-1] == shades[-2]


def test_a_token_that_is_not_there_is_named():
    theme = Theme.load("light")
    with pytest.raises(KeyError, match="panle"):
        theme.color("panle")
    with pytest.raises(ValueError, match="light, dark"):
        Theme.load("sepia")


def test_map_colours_come_from_the_maps_own_set():
    assert Theme.load("dark").color("map.gov").name() == "#2e475f"


@pytest.mark.parametrize(
    ("role", "family"), [("body", "Inter"), ("capital", "Inter"), ("formula", "JetBrains Mono")]
)
def test_roles_resolve_to_the_fonts_that_ship(role, family):
    assert QFontInfo(Theme.load("light").font(role)).family() == family


def test_text_size_scales_fonts_and_lengths_alike():
    small, large = Theme.load("light"), Theme.load("light", 1.5)
    assert large.font("body").pointSizeF() == pytest.approx(1.5 * small.font("body").pointSizeF())
    assert large.length("size.button") == 42
    assert large.number("line.front") == small.number("line.front")


def test_a_zone_on_ceasefire_is_dashed_and_one_in_force_is_not():
    theme = Theme.load("light")
    assert theme.zone_dash("article5", in_force_now=True) == ()
    assert theme.zone_dash("article5", in_force_now=False) == (9.0, 5.0)
    assert theme.zone_dash("un", in_force_now=True) == (2.0, 4.0)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_source_holds_a_colour_or_connects_a_lambda(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"""["']#[0-9A-Fa-f]{3,8}["']""", text)
    assert not re.search(r"\.connect\(\s*(lambda|partial|functools)", text)


def test_the_lint_sees_what_it_is_for():
    assert re.search(r"\.connect\(\s*(lambda|partial|functools)", "x.connect(\n    lambda: 1)")
    assert re.search(r"""["']#[0-9A-Fa-f]{3,8}["']""", 'QColor("#FF00AA")')


def test_licences_stand_beside_what_they_cover():
    from wargame import paths

    for name in ("fonts/Inter-OFL.txt", "fonts/JetBrainsMono-OFL.txt"):
        assert "SIL OPEN FONT LICENSE" in (paths.assets() / name).read_text(encoding="utf-8")
    assert "ISC" in (paths.assets() / "icons/LICENSE-lucide.txt").read_text(encoding="utf-8")

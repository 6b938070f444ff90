"""Statuses, zones and classes stay apart for eyes that see fewer colours, and in greyscale.

What is measured is rendered: a patch of each status as the map paints it, the lines of zones, the
classes of the front. Vision is simulated after Machado, Oliveira and Fernandes 2009 (severity 1.0,
in linear light); colours are compared by their distance in CIE L*a*b* (1976).
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QTransform

from wargame.gui.map.patterns import STATUSES, PatternBrush, base_color
from wargame.gui.theme import Theme

MACHADO = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
    "greyscale": [[0.2126, 0.7152, 0.0722]] * 3,
    "full": np.eye(3).tolist(),
}
SCREEN = ("light", "dark", "contrast", "contrast-dark")
GUARANTEES = ("article5", "bilateral", "eu", "un")
SIDE = 64
SEEN_APART = 5.0  # about twice a just noticeable difference, side by side
TEXTURE = 2.0  # L*; weaker than this a pattern is lost on a projector


def rendered(status: str, theme: Theme) -> np.ndarray:
    """The pixels of a patch, (SIDE, SIDE, 3) sRGB 0..1."""
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.fillRect(QRectF(0, 0, SIDE, SIDE), PatternBrush(theme, status, 1.0).under(QTransform()))
    painter.end()
    return pixels(image)


def pixels(image: QImage) -> np.ndarray:
    raw = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), -1, 4)
    return raw[..., 2::-1] / 255.0


def seen(srgb: np.ndarray, eye: str) -> np.ndarray:
    """What that eye sees, as L*a*b*, (..., 3)."""
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    linear = np.clip(linear @ np.array(MACHADO[eye]).T, 0, 1)
    xyz = (
        linear
        @ np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]).T
        / np.array([0.9505, 1.0, 1.089])
    )
    root = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    x, y, z = np.moveaxis(root, -1, 0)
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


def texture(patch: np.ndarray, eye: str) -> np.ndarray:
    """The pattern alone: amplitude of lightness at each spatial frequency, (SIDE, SIDE)."""
    lightness = seen(patch, eye)[..., 0]
    return np.abs(np.fft.fft2(lightness - lightness.mean())) / SIDE**2


def apart(one: np.ndarray, other: np.ndarray, eye: str) -> tuple[float, float]:
    """How far two patches lie apart: in mean colour, and in pattern (L*)."""
    mean = seen(one, eye).mean(axis=(0, 1)) - seen(other, eye).mean(axis=(0, 1))
    pattern = texture(one, eye) - texture(other, eye)
    return float(np.linalg.norm(mean)), float(np.linalg.norm(pattern))


def test_the_simulation_confuses_what_it_should():
    red, green = np.array([0.8, 0.2, 0.1]), np.array([0.45, 0.42, 0.05])
    full = np.linalg.norm(seen(red, "full") - seen(green, "full"))
    assert np.linalg.norm(seen(red, "deuteranopia") - seen(green, "deuteranopia")) < full / 2
    assert np.ptp(seen(red, "greyscale")[1:]) == pytest.approx(0, abs=0.5)


@pytest.mark.parametrize("mode", [*SCREEN, "print"])
@pytest.mark.parametrize("eye", list(MACHADO))
def test_every_two_statuses_are_told_apart_by_their_pattern(qapp, mode, eye):
    theme = Theme.load(mode)
    patches = {status: rendered(status, theme) for status in STATUSES}
    for one, other in combinations(STATUSES, 2):
        _, pattern = apart(patches[one], patches[other], eye)
        assert pattern >= TEXTURE, (one, other, pattern)


@pytest.mark.parametrize("mode", SCREEN)
@pytest.mark.parametrize("eye", list(MACHADO))
def test_every_two_statuses_are_told_apart_by_their_colour_on_screen(qapp, mode, eye):
    theme = Theme.load(mode)
    patches = {status: rendered(status, theme) for status in STATUSES}
    for one, other in combinations(STATUSES, 2):
        colour, _ = apart(patches[one], patches[other], eye)
        assert colour >= SEEN_APART, (one, other, colour)


@pytest.mark.parametrize("mode", SCREEN)
@pytest.mark.parametrize("eye", list(MACHADO))
def test_neighbouring_classes_of_stability_step_in_lightness(mode, eye):
    theme = Theme.load(mode)
    lightness = [
        seen(np.array(theme.stability_color(value).getRgbF()[:3]), eye)[0]
        for value in (10, 30, 50, 70, 90)
    ]
    steps = np.abs(np.diff(lightness))
    assert steps.min() >= 2 * SEEN_APART, steps


def line(kind: str, now: bool, theme: Theme) -> np.ndarray:
    """A zone's outline on government-held land, as the map strokes it, (16, 160, 3)."""
    image = QImage(160, 16, QImage.Format.Format_RGB32)
    image.fill(base_color(theme, "government-held"))
    painter = QPainter(image)
    width = theme.number("zone.outline")
    pen = QPen(QColor(theme.zone_color(kind)), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dash := theme.zone_dash(kind, now):
        pen.setDashPattern([part / width for part in dash])
    painter.setPen(pen)
    painter.drawLine(0, 8, 160, 8)
    painter.end()
    return pixels(image)


@pytest.mark.parametrize("mode", [*SCREEN, "print"])
@pytest.mark.parametrize("eye", list(MACHADO))
def test_every_two_zones_are_told_apart_by_colour_or_dash(qapp, mode, eye):
    theme = Theme.load(mode)
    zones = [(kind, True) for kind in GUARANTEES] + [("article5", False)]
    drawn = {zone: seen(line(*zone, theme), eye)[8] for zone in zones}
    for one, other in combinations(zones, 2):
        different = np.linalg.norm(drawn[one] - drawn[other], axis=1) > 2 * SEEN_APART
        if theme.zone_dash(*one) == theme.zone_dash(*other):
            colour = float(np.linalg.norm(drawn[one] - drawn[other], axis=1).mean())
            assert colour >= SEEN_APART, (one, other, colour)
        else:
            assert different.mean() >= 0.1, (one, other, different.mean())


@pytest.mark.parametrize("mode", [*SCREEN, "print"])
@pytest.mark.parametrize("eye", list(MACHADO))
def test_a_border_of_an_oblast_is_no_river(qapp, mode, eye):
    theme = Theme.load(mode)
    border, river, land = (
        seen(np.array(theme.color(f"map.{name}").getRgbF()[:3]), eye)
        for name in ("obl", "river", "gov")
    )
    least = SEEN_APART if mode == "print" else 2 * SEEN_APART
    assert np.linalg.norm(border - river) >= least
    for drawn in (border, river):
        assert np.linalg.norm(drawn - land) >= SEEN_APART

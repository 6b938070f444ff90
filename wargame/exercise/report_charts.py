"""The charts of a document as SVG, in black and white: shape and dash tell lines apart, not colour.

Only shapes that Qt's SVG Tiny knows are used, so that page and PDF show the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from wargame.exercise.report_records import Picture

WIDE, HIGH = 680, 300  # CSS pixels of the timeline
LEFT, RIGHT, TOP, BOTTOM = 36, 118, 12, 52  # room for axes and the names of lines
FONT = 'font-family="Inter, Arial, sans-serif" font-size="11"'
INK, GREY, OUTER, INNER = "#000000", "#666666", "#E8E8E8", "#CFCFCF"
MARKS = {
    "decision": ("square", "decision"),
    "inject": ("diamond", "inject"),
    "ruling": ("triangle", "ruling"),
}
NEAREST = 13.0  # pixels between the names of two lines
BESIDE = 13.0  # and between two marks of one turn


@dataclass(frozen=True, slots=True)
class Line:
    """One line over the turns; `dash` is empty for the playthrough that happened."""

    name: str
    values: tuple[float, ...]  # turn 0 first
    dash: str = ""


@dataclass(frozen=True, slots=True)
class Fan:
    """What was to be expected: 10th, 25th, 75th and 90th percentile after each turn."""

    turns: tuple[int, ...]
    p10: tuple[float, ...]
    p25: tuple[float, ...]
    p75: tuple[float, ...]
    p90: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened after so many turns."""

    turn: int
    kind: str  # of MARKS


def timeline(
    lines: Sequence[Line], fan: Fan | None, marks: Sequence[Mark], last: int, caption: str
) -> Picture:
    """Stability over the turns 0 to `last`, 0 to 100, with what happened marked below."""
    last = max(last, 1)

    def x(turn: float) -> float:
        return LEFT + turn / last * (WIDE - LEFT - RIGHT)

    def y(value: float) -> float:
        return TOP + (100 - min(max(value, 0), 100)) / 100 * (HIGH - TOP - BOTTOM)

    parts = [*_levels(x(0), x(last), y)]
    if fan is not None:
        for low, high, tone in ((fan.p10, fan.p90, OUTER), (fan.p25, fan.p75, INNER)):
            way = [(x(t), y(v)) for t, v in zip(fan.turns, high, strict=True)]
            way += [(x(t), y(v)) for t, v in zip(fan.turns, low, strict=True)][::-1]
            parts.append(f'<polygon points="{_points(way)}" fill="{tone}"/>')
        parts += _levels(x(0), x(last), y, words=False)
    for line in lines:
        parts.append(_line([(x(turn), y(v)) for turn, v in enumerate(line.values)], line.dash))
    parts += _names([(x(len(n.values) - 1), y(n.values[-1]), n) for n in lines if n.values])
    step = max(1, round(last / 6))
    for turn in range(0, last + 1, step):
        parts.append(_text(x(turn), HIGH - 8, "start" if turn == 0 else f"turn {turn}", "middle"))
    parts += _marks(marks, x)
    told = "; ".join(f"{n.name}: {', '.join(f'{v:.0f}' for v in n.values)}" for n in lines)
    return Picture(
        "timeline",
        f"Stability by turn. {told}.",
        caption,
        WIDE,
        HIGH,
        svg=_whole(WIDE, HIGH, parts),
    )


def calibration(points: Sequence[tuple[float, float, int]], caption: str) -> Picture:
    """Estimates against what happened: mean estimate, share that came true, how many estimates."""
    side, edge = 300, 40

    def place(share: float) -> float:
        return share * (side - edge - 12)

    bottom = side - edge
    parts = [_line([(edge, bottom), (edge + place(1), bottom - place(1))], "4 3", GREY, 1)]
    for step in (0.0, 0.25, 0.5, 0.75, 1.0):
        parts.append(_text(edge + place(step), bottom + 16, f"{step:.0%}", "middle"))
        parts.append(_text(edge - 6, bottom - place(step) + 4, f"{step:.0%}", "end"))
    parts.append(_line([(edge, bottom - place(1)), (edge, bottom)], "", GREY, 1))
    parts.append(_line([(edge, bottom), (edge + place(1), bottom)], "", GREY, 1))
    for guess, share, count in points:
        across, up = edge + place(guess), bottom - place(share)
        parts.append(f'<circle cx="{across:.1f}" cy="{up:.1f}" r="4" fill="{INK}"/>')
        parts.append(_text(across + 7, up + 4, f"{count}", "start"))
    parts.append(_text(edge + place(0.5), side - 6, "estimated", "middle"))
    words = "; ".join(f"about {g:.0%} said {n} times, came true {s:.0%}" for g, s, n in points)
    return Picture(
        "calibration", f"Calibration. {words}.", caption, side, side, svg=_whole(side, side, parts)
    )


def _levels(left: float, right: float, y: object, *, words: bool = True) -> list[str]:
    place = y if callable(y) else float
    found = []
    for value in range(0, 101, 20):
        up = place(value)
        found.append(
            f'<line x1="{left:.1f}" y1="{up:.1f}" x2="{right:.1f}" y2="{up:.1f}" '
            'stroke="#BBBBBB" stroke-width="0.7"/>'
        )
        if words:
            found.append(_text(left - 7, up + 4, str(value), "end"))
    return found


def _names(ends: Sequence[tuple[float, float, Line]]) -> list[str]:
    """The names of the lines at their ends, apart from each other."""
    found, lowest = [], -NEAREST
    for across, up, line in sorted(ends, key=lambda end: end[1]):
        lowest = max(up + 4, lowest + NEAREST)
        words = f"{line.values[-1]:.0f} {line.name}"
        found.append(_text(across + 7, lowest, words, "start", bold=not line.dash))
    return found


def _line(
    way: Sequence[tuple[float, float]], dash: str, tone: str = INK, width: float = 2.0
) -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    wide = width if not dash else min(width, 1.4)
    return (
        f'<polyline points="{_points(way)}" fill="none" stroke="{tone}" '
        f'stroke-width="{wide}"{dashed}/>'
    )


def _marks(marks: Sequence[Mark], x: Callable[[float], float]) -> list[str]:
    """Each kind once a turn, side by side where a turn has several."""
    found = []
    for turn in sorted({mark.turn for mark in marks}):
        kinds = [kind for kind in MARKS if Mark(turn, kind) in marks]
        first = x(turn) - BESIDE * (len(kinds) - 1) / 2
        found += [_mark(k, first + BESIDE * n, HIGH - BOTTOM + 16) for n, k in enumerate(kinds)]
    return found


def _mark(kind: str, x: float, y: float) -> str:
    shape = MARKS[kind][0]
    if shape == "square":
        way, fill = [(x - 4, y - 4), (x + 4, y - 4), (x + 4, y + 4), (x - 4, y + 4)], "#FFFFFF"
    elif shape == "diamond":
        way, fill = [(x, y - 5.5), (x + 5.5, y), (x, y + 5.5), (x - 5.5, y)], "#FFFFFF"
    else:
        way, fill = [(x, y - 5.5), (x + 5.5, y + 4.5), (x - 5.5, y + 4.5)], INK
    return f'<polygon points="{_points(way)}" fill="{fill}" stroke="{INK}" stroke-width="1.2"/>'


def _points(way: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in way)


def _text(x: float, y: float, words: str, anchor: str, *, bold: bool = False) -> str:
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{INK}" {FONT}{weight}>'
        f"{escape(words)}</text>"
    )


def _whole(wide: int, high: int, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" '
        f'width="{wide}" height="{high}" role="img">{"".join(parts)}</svg>'
    )

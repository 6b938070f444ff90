"""Marks on the turn track: what people decided, injected and ruled before each turn."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap, QPolygonF

from wargame.app.session_records import LogLine
from wargame.gui.theme import Theme

DECISIONS = ("choose", "switch", "lay", "take_back", "set_terms", "draw_zone", "reshape_zone")
KINDS = dict.fromkeys(DECISIONS, "decision") | {"set_inject": "inject", "rule": "ruling"}
ACTIONS = {"publish": "inject", "decide": "decision"}  # of the exercise
ORDER = ("inject", "decision", "ruling")
INKS = {"decision": "accent", "inject": "warn", "ruling": "bad"}


def kind_of(line: LogLine) -> str:
    """What mark a step of the log has: inject, decision, ruling; empty for none."""
    return KINDS.get(line.kind) or ACTIONS.get(line.action, "")


def marks_of(log: Iterable[LogLine]) -> dict[int, tuple[str, ...]]:
    """For each turn of the present line what was done for it, each kind once.

    A decision or inject counts for the turn it is taken for, a ruling for the turn it changes.
    """
    found: dict[int, set[str]] = {}
    for line in log:
        kind = kind_of(line)
        if line.kind == "restart" and line.on_line:
            found.clear()
        if kind and line.on_line:
            turn = line.turn if kind == "ruling" else line.turn + 1
            found.setdefault(turn, set()).add(kind)
    return {turn: tuple(k for k in ORDER if k in kinds) for turn, kinds in found.items()}


def paint_mark(painter: QPainter, theme: Theme, kind: str, at: QPointF) -> None:
    """A square, a diamond or a triangle, so that shape tells what colour tells."""
    size = theme.px(4.0)
    painter.setPen(QPen(theme.color(INKS[kind]), 1.4))
    painter.setBrush(theme.color("panel"))
    x, y = at.x(), at.y()
    if kind == "decision":
        painter.drawRect(QRectF(x - size, y - size, 2 * size, 2 * size))
    elif kind == "inject":
        far = size * 1.25
        painter.drawPolygon(
            QPolygonF(
                [QPointF(x, y - far), QPointF(x + far, y), QPointF(x, y + far), QPointF(x - far, y)]
            )
        )
    else:
        far = size * 1.2
        painter.drawPolygon(
            QPolygonF([QPointF(x, y - far), QPointF(x + far, y + size), QPointF(x - far, y + size)])
        )
    painter.setBrush(Qt.BrushStyle.NoBrush)


def mark_pixmap(theme: Theme, kind: str, ratio: float) -> QPixmap:
    """The mark of a kind as a small picture, sharp at the screen's ratio."""
    side = theme.px(12)
    made = QPixmap(round(side * ratio), round(side * ratio))
    made.fill(Qt.GlobalColor.transparent)
    made.setDevicePixelRatio(ratio)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_mark(painter, theme, kind, QPointF(side / 2, side / 2))
    painter.end()
    return made

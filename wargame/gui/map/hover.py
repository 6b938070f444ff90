"""The hover card: what lies under the pointer, its status, basis, source and date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from wargame.app.records import SectorFigure
from wargame.gui.map.movement import WHERE, moved_words
from wargame.gui.map.overlays import SHADOW, Overlay, tint
from wargame.gui.theme import Theme
from wargame.gui.words import signed

MAX_ROWS = 10
OFFSET = 16  # pixels from the pointer
VALUE_WIDTH = 230


@dataclass(frozen=True, slots=True)
class Facts:
    """A title and rows of label and value."""

    title: str
    rows: tuple[tuple[str, str], ...] = ()


def written_date(iso: str) -> str:
    """Return an ISO date as "1 December 2024"; other text as it is."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.day} {day:%B %Y}"


def _memberships(record: Mapping[str, Any]) -> str:
    names = [word for key, word in (("nato", "NATO"), ("eu", "EU")) if record.get(key)]
    return " and ".join(names) or "neither NATO nor EU"


def area_facts(records: Sequence[Mapping[str, Any]]) -> Facts | None:
    """Return what is known about a place from the records under it, control first."""
    by_layer: dict[str, Mapping[str, Any]] = {}
    for record in records:
        by_layer.setdefault(str(record.get("layer", "")), record)
    stated = by_layer.get("breakaway") or by_layer.get("control")
    if stated is None:
        return _plain_facts(by_layer)
    oblast = by_layer.get("oblasts")
    country = by_layer.get("countries")
    title = str(oblast["name"]) if oblast else str(stated["name"])
    home = str(country["name"]) if country else ""
    rows = [("Status", _status_words(str(stated.get("status", "")), home))]
    claim = by_layer.get("claims")
    if claim is not None:
        rows.append(("Claim", f"annexation claimed, {written_date(str(claim.get('as_of', '')))}"))
    rows += [
        ("Basis", str(stated.get("basis", ""))),
        ("Source", str(stated.get("source", ""))),
        ("As of", written_date(str(stated.get("as_of", "")))),
    ]
    if stated.get("confidence") is not None:
        rows.append(("Confidence", f"{float(stated['confidence']):.2f} of 1"))
    if stated.get("note"):
        rows.append(("Note", str(stated["note"])))
    return Facts(title, tuple((label, value) for label, value in rows if value))


def _status_words(status: str, country: str) -> str:
    if status in ("occupied", "frozen-conflict", "contested") and country:
        return f"{status}; recognised as {country}"
    return status


def _plain_facts(by_layer: Mapping[str, Mapping[str, Any]]) -> Facts | None:
    country = by_layer.get("countries")
    if country is not None:
        rows = (("Member of", _memberships(country)), ("Source", str(country.get("source", ""))))
        return Facts(str(country["name"]), rows)
    water = by_layer.get("water")
    if water is not None and water.get("name"):
        return Facts(str(water["name"]), (("Source", str(water.get("source", ""))),))
    return None


def sector_facts(figure: SectorFigure, source: str, as_of: str) -> Facts:
    """Return what is known about a sector of the front."""
    return Facts(
        f"{figure.id}  {figure.name}",
        (
            ("Stability", f"{figure.stability:.0f} of 100, {signed(figure.change, 0)} this turn"),
            ("Fighting", "in this quarter" if figure.fighting else "none in this quarter"),
            ("Movement", _movement(figure)),
            ("Length", f"{figure.measured_km:.0f} km on this map; the rules use "
                       f"{figure.length_km:.0f} km"),
            ("Basis", figure.basis),
            ("Source", source),
            ("As of", written_date(as_of)),
            ("Confidence", f"{figure.confidence:.2f} of 1"),
        ),
    )  # fmt: skip


def _movement(figure: SectorFigure) -> str:
    """Return how far the line moved since the start, and over how much ground."""
    words = moved_words(figure.displacement_km)
    if words == "none":
        return "none since the start"
    ground = abs(figure.displacement_km) * figure.length_km
    return f"{words} on average, {ground:,.0f} km\u00b2 since the start, {WHERE}"


def sector_words(figure: SectorFigure) -> str:
    """Return one line about a sector."""
    return (
        f"{figure.id} {figure.name}: stability {figure.stability:.0f} of 100, "
        f"{signed(figure.change, 0)} this turn"
    )


class HoverCard(Overlay):
    """A card beside the pointer; it never takes the mouse."""

    def __init__(self, parent: QWidget) -> None:
        """Start hidden."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.facts: Facts | None = None
        self._room = parent
        self._title = QLabel(self)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(3)
        column = QVBoxLayout(self)
        column.setContentsMargins(SHADOW + 10, SHADOW + 8, SHADOW + 10, SHADOW + 8)
        column.setSpacing(5)
        column.addWidget(self._title)
        column.addLayout(self._grid)
        self._rows = [(QLabel(self), QLabel(self)) for _ in range(MAX_ROWS)]
        for index, (label, value) in enumerate(self._rows):
            value.setWordWrap(True)
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(label, index, 0, top)
            self._grid.addWidget(value, index, 1, top)
        self.hide()

    def restyle(self, theme: Theme) -> None:
        """Take colours and fonts from `theme`."""
        super().restyle(theme)
        tint(self._title, theme, "text", "section")
        for label, value in self._rows:
            tint(label, theme, "text3", "caption")
            tint(value, theme, "text", "caption")
            value.setFixedWidth(theme.px(VALUE_WIDTH))

    def show_facts(self, facts: Facts | None, at: QPoint) -> None:
        """Show facts beside `at` (parent's coordinates), inside the parent; None hides the card."""
        if facts is None:
            self.facts = None
            self.hide()
            return
        if facts != self.facts:
            self.facts = facts
            self._fill(facts)
        room = self._room.rect().adjusted(4, 4, -4, -4)
        x, y = at.x() + OFFSET, at.y() + OFFSET
        if x + self.width() > room.right():
            x = at.x() - OFFSET - self.width()
        if y + self.height() > room.bottom():
            y = at.y() - OFFSET - self.height()
        self.move(max(x, room.left()), max(y, room.top()))
        self.show()
        self.raise_()

    def _fill(self, facts: Facts) -> None:
        self._title.setText(facts.title)
        for index, (label, value) in enumerate(self._rows):
            used = index < len(facts.rows)
            label.setVisible(used)
            value.setVisible(used)
            if used:
                label.setText(facts.rows[index][0])
                value.setText(facts.rows[index][1])
                value.setFixedHeight(value.heightForWidth(value.width()))
        layout = self.layout()
        if layout is not None:
            layout.invalidate()
            layout.activate()
        self.resize(self.sizeHint())

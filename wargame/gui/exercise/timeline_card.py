"""The card beside a mark of the timeline: what it is, in a title and a sentence."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from wargame.gui.dress import label, put_on
from wargame.gui.exercise.timeline_facts import Spot
from wargame.gui.exercise.timeline_places import Heap
from wargame.gui.theme import Theme

WIDE, OFFSET, MOST_TOLD = 320, 16, 6


class TimelineCard(QFrame):
    """Lies over the window beside the pointer and lets every click through."""

    def __init__(self, over: QWidget, theme: Theme) -> None:
        super().__init__(over)
        self._over = over
        self.setProperty("rulecard", True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.title: QLabel = label("section", wrap=True)
        self.words: QLabel = label("caption", "text2", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(3)
        column.addWidget(self.title)
        column.addWidget(self.words)
        self.set_theme(theme)
        put_on(self, theme)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """From now on the card has the width that `theme` gives it."""
        self.setFixedWidth(theme.px(WIDE))

    def show_card(self, what: Spot | Heap, at: QPoint) -> None:
        """The card tells of an inject, or of decisions or rulings, beside a place of the window."""
        title, words = _spot(what) if isinstance(what, Spot) else _heap(what)
        self.title.setText(title)
        self.words.setText(words)
        self.resize(self.width(), self.heightForWidth(self.width()))
        room = self._over.rect().adjusted(4, 4, -4, -4)
        x, y = at.x() + OFFSET, at.y() + OFFSET
        if x + self.width() > room.right():
            x = at.x() - OFFSET - self.width()
        if y + self.height() > room.bottom():
            y = at.y() - OFFSET - self.height()
        self.move(max(x, room.left()), max(y, room.top()))
        self.show()
        self.raise_()


def _spot(spot: Spot) -> tuple[str, str]:
    rest = spot.words.removeprefix(f"{spot.name}: ")
    words = rest[:1].upper() + rest[1:]
    if spot.published:
        return spot.name, f"{words} It stays where it is."
    return spot.name, f"{words} Drag to give it another time."


def _heap(heap: Heap) -> tuple[str, str]:
    told = [did.words for did in heap.did[:MOST_TOLD]]
    if len(heap.did) > MOST_TOLD:
        told.append(f"and {len(heap.did) - MOST_TOLD} more")
    return heap.lane, "\n".join(told)

"""What would flip it, in sentences, with a plane for each pair of assumptions."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from wargame.app.sensitivity_records import Sensitivity
from wargame.app.sensitivity_words import flip_sentence, flips_summary, line_sentence
from wargame.gui.dress import label, put_on, set_tone
from wargame.gui.panels.sensitivity_plane import Plane
from wargame.gui.theme import Theme

ALONE = "Choose a second option to ask what would flip the order of the two."
COMING = "\u2026"
PLANES = (
    "Pairs of the assumptions that matter most. Hatched: the other option is ahead. Ring: now. "
    "No weighing is made of how likely a point of the plane is."
)
IN_A_ROW = 3


class Flips(QWidget):
    """Sentences, those that flip first; planes below."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: object = None
        self.summary: QLabel = label("section", wrap=True)
        self.sentences: list[QLabel] = []
        self.planes: list[Plane] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        self._pairs = QVBoxLayout()
        self._pairs.setSpacing(4)
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        self._note: QLabel = label("caption", "text3", PLANES, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.summary)
        column.addLayout(self._list)
        column.addLayout(self._grid)
        column.addLayout(self._pairs)
        column.addWidget(self._note)
        column.addStretch(1)

    def set_theme(self, theme: Theme) -> None:
        """From now on new sentences and planes wear `theme` too."""
        self._theme = theme

    def show_found(self, found: Sensitivity | None, *, stale: bool) -> None:
        """The sentences are those of `found`; pale when it belongs to an earlier state."""
        shown = (found, stale)
        if shown == self._shown:
            return
        self._shown = shown
        self._clear()
        if found is None:
            return
        if not found.against_name:
            self.summary.setText(ALONE)
        elif found.flips is None:
            self.summary.setText(COMING)
        else:
            self._show_sentences(found, stale)

    def _clear(self) -> None:
        for old in (*self.sentences, *self.planes):
            old.hide()
            old.deleteLater()
        self.sentences, self.planes = [], []
        self._note.hide()

    def _show_sentences(self, found: Sensitivity, stale: bool) -> None:
        if found.flips is None:
            return
        self.summary.setText(flips_summary(found))
        set_tone(self.summary, "text3" if stale else "")
        put_on(self.summary, self._theme)
        for flip in sorted(found.flips.found, key=lambda flip: not flip.thresholds):
            tone = "" if flip.thresholds and not stale else "text3"
            self._add(self._list, flip_sentence(found, flip), tone)
        for index, line in enumerate(found.lines):
            plane = Plane(found, line, self._theme)
            self._grid.addWidget(plane, index // IN_A_ROW, index % IN_A_ROW)
            self.planes.append(plane)
        for line in found.lines:
            self._add(self._pairs, line_sentence(found, line), "text3" if stale else "text2")
        self._note.setVisible(bool(found.lines))

    def _add(self, where: QVBoxLayout, text: str, tone: str) -> None:
        made = label("secondary", tone, text, wrap=True)
        where.addWidget(made)
        put_on(made, self._theme)
        self.sentences.append(made)

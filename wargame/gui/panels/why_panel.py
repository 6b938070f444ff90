"""Why: the waterfall of the turn shown, what happened in it, and the rule behind the chosen bar."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from wargame.app.records import Bar, SessionView
from wargame.gui.dress import label, with_role
from wargame.gui.panels.rule_card import RuleCardView
from wargame.gui.panels.why_list import WhyAxis, WhyList
from wargame.gui.theme import Theme

FIRST = "Play a turn (Space), and this shows what moved stability, bar by bar."
HINT = "Choose a bar: the map lights what caused it and the rule opens here."


class WhyPanel(QWidget):
    """Waterfall, axis, rule card and the turn's events; `bar_selected` as the list says it."""

    bar_selected = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: dict[str, str] = {}
        self.list = WhyList(theme)
        self.axis = WhyAxis(self.list.rows, theme)
        self.hint: QLabel = label("secondary", "text3", FIRST, wrap=True)
        self.card = RuleCardView(theme)
        self.card.hide()
        self.happened_title: QLabel = label("section", text="What happened")
        self.happened: QLabel = label("secondary", "text2", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (
            self.list,
            self.axis,
            self.hint,
            self.card,
            self.happened_title,
            self.happened,
        ):
            column.addWidget(part)
        self.overrule = QPushButton("Overrule \u2026")
        self.overrule.setToolTip("Control gives an outcome of this turn another value")
        self.overrule.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.overrule.hide()
        with_role(self.overrule, "control")
        column.addWidget(self.overrule, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.list.bar_selected.connect(self._bar_selected)

    def show_view(self, view: SessionView) -> None:
        """The waterfall and the events are those of the turn shown."""
        self._names = {sector.id: sector.name for sector in view.sectors}
        self.list.show_why(view.why)
        self.list.setVisible(view.why is not None)
        self.axis.setVisible(view.why is not None)
        sentences = view.now.happened
        self.happened.setText("\n".join(f"\u2022 {sentence}" for sentence in sentences))
        self.happened.setVisible(bool(sentences))
        self.happened_title.setVisible(bool(sentences))
        self._show_hint(view.why is not None)

    def _show_hint(self, played: bool) -> None:
        self.hint.setText(HINT if played else FIRST)
        self.hint.setVisible(self.list.selected() is None)

    @Slot(object)
    def _bar_selected(self, bar: Bar | None) -> None:
        self.card.setVisible(bar is not None)
        self.hint.setVisible(bar is None)
        if bar is not None:
            self.card.show_bar(bar, self._names)
        self.bar_selected.emit(bar)

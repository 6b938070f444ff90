"""The zone options as cards, each with its effect against "no zone"; one at a time or several."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from wargame.app.comparison_records import Comparison
from wargame.app.records import Effect, Outlook, SessionView
from wargame.gui.dress import label, put_on, with_role
from wargame.gui.icons import icon
from wargame.gui.panels.option_card import OptionCardView
from wargame.gui.panels.option_hands import OptionHands
from wargame.gui.panels.option_strip import OptionStrip
from wargame.gui.panels.setting_panel import MODES
from wargame.gui.theme import Theme
from wargame.gui.widgets.interval_badge import IntervalBadge
from wargame.gui.widgets.tick import Tick
from wargame.gui.words import plain

SETTLED_MS = 80  # until a card that has just been chosen has its height
TOGETHER = "together"  # the effect of all that are on


class OptionsPanel(QFrame):
    """Cards in a scroll area; switching one on switches the others off.

    `chosen(id)`, `switched_beside(id, on)` where several may be on, and `terms_edited(id, terms)`
    ask the session; the cards change when it answers. `setting_wanted` opens mode and switches.
    """

    chosen = Signal(str)
    switched_beside = Signal(str, bool)
    setting_wanted = Signal()
    terms_edited = Signal(str, dict)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._effects: Mapping[str, Effect] = {}
        self._over: Mapping[str, Effect] = {}  # over assumption sets, once they are there
        self._last_turn = 0
        self._stale = True
        self.setProperty("panel", True)
        self.title: QLabel = label("panel", text="Options")
        self.mode = QToolButton()
        self.mode.setToolTip("Mode and switches (Ctrl+M)")
        self.mode.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.mode.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow after the words
        self.mode.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.mode.clicked.connect(self.setting_wanted)
        with_role(self.mode, "secondary")
        self.several = Tick("Several at once", theme)
        self.several.setToolTip("Up to three zones together (Ctrl+click on an option)")
        self.draw = QPushButton("Draw a zone")
        self.draw.setToolTip("Draw a zone on the map (Z)")
        self.draw.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        with_role(self.draw, "secondary")
        self.hands = OptionHands(self)  # what is asked at the foot of a card
        self.together: QLabel = label("secondary", "text2")
        self.badge = IntervalBadge(theme)
        self.meaning: QLabel = label("caption", "text3", wrap=True)
        self.pending: QLabel = label("secondary", "warn", wrap=True)
        self.pending.hide()
        self.cards: dict[str, OptionCardView] = {}
        self._spare: list[OptionCardView] = []  # of options that are gone, for those to come
        self.strip = OptionStrip(theme)
        self.strip.switched.connect(self._switched)
        self.strip.hide()
        self._whole = QWidget()
        self._column = QVBoxLayout()
        self._lay_out()

    def _lay_out(self) -> None:
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(6, 0, 6, 8)
        self._column.setSpacing(2)
        self._column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidget(inside)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        head = QVBoxLayout()
        head.setContentsMargins(16, 14, 16, 8)
        head.setSpacing(4)
        first = QHBoxLayout()
        first.addWidget(self.title)
        first.addStretch(1)
        first.addWidget(self.mode)
        head.addLayout(first)
        head.addWidget(self.meaning)
        second = QHBoxLayout()
        second.addWidget(self.several)
        second.addStretch(1)
        second.addWidget(self.draw)
        head.addLayout(second)
        for part in (self.together, self.badge, self.pending):
            head.addWidget(part)
        for part in (self.together, self.badge):
            part.hide()
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.area, 1)
        both = QVBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.addWidget(self._whole, 1)
        both.addWidget(self.strip, 1)

    def show_option(self, option: str) -> None:
        """The card of that option is in view."""
        card = self.cards.get(option)
        if card is not None:
            QTimer.singleShot(SETTLED_MS, card, partial(self.area.ensureWidgetVisible, card))

    def set_folded(self, folded: bool) -> None:
        """Only the signs of the options are shown, or the cards whole."""
        self._whole.setVisible(not folded)
        self.strip.setVisible(folded)

    def set_theme(self, theme: Theme) -> None:
        """From now on new cards wear `theme` too."""
        self._theme = theme
        side = theme.length("size.icon.inline")
        self.mode.setIconSize(QSize(side, side))
        self.mode.setIcon(icon("chevron-down", theme, "text2", 15))
        self.draw.setIcon(icon("pencil", theme, "text2", 15))

    def show_view(self, view: SessionView) -> None:
        """The cards are those of `view`; effects found for an earlier state are marked as old."""
        self._last_turn = view.last_turn
        self._over = {}
        self._say_what()
        self.pending.setText(view.pending)
        self.pending.setVisible(bool(view.pending))
        self.mode.setText(MODES[view.setting.mode])
        self.mode.setAccessibleName(f"Mode and switches: {MODES[view.setting.mode]}")
        self._show_together(sum(card.chosen for card in view.options))
        if tuple(self.cards) != tuple(card.id for card in view.options):
            self._build(view)
        for card in view.options:
            self.cards[card.id].show_card(card)
            self.cards[card.id].hands.set_templates(view.options)
        self.strip.show_view(view)
        self._stale = True
        self._show_effects()

    def _show_together(self, count: int) -> None:
        """Several that are on have a badge of their own."""
        several = count > 1
        if several:
            self.several.setChecked(True)
        self.together.setText(f"{count} zones together")
        self.together.setVisible(several)
        self.badge.setVisible(several)

    def _build(self, view: SessionView) -> None:
        """A card for each option, in their order; cards are kept and used again.

        Cards with their fields, made and deleted turn by turn beside other parts, crashed Qt's
        Python binding after some fifty steps (PySide 6.11.3).
        """
        wanted = [card.id for card in view.options]
        for gone in [option for option in self.cards if option not in wanted]:
            old = self.cards.pop(gone)
            self._column.removeWidget(old)
            old.hide()
            self._spare.append(old)
        before = self.cards
        self.cards = {option: before.get(option) or self._made(option) for option in wanted}
        for option, card in self.cards.items():
            self._column.insertWidget(self._column.count() - 1, card)
            if option not in before:
                put_on(card, self._theme)  # in its place: a new parent's style takes fonts back
            card.show()

    def _made(self, option: str) -> OptionCardView:
        if self._spare:
            used = self._spare.pop()
            used.option = option
            self.hands.tell_apart(used)
            return used
        made = OptionCardView(option, self._theme)
        made.switched.connect(self._switched)
        made.terms_edited.connect(self.terms_edited)
        self.hands.watch(made)
        return made

    def show_outlook(self, outlook: Outlook) -> None:
        """The badges show the effects found; the reference says where "no zone" ends."""
        self._effects = outlook.effects
        self._stale = False
        if "none" in self.cards and outlook.forecast.baseline:
            end = plain(outlook.forecast.baseline[-1])
            last = outlook.forecast.turns[-1]
            self.cards["none"].show_reference(f"{end} after turn {last}, mean")
        self._show_effects()

    def show_comparison(self, found: Comparison | None) -> None:
        """The badges show intervals over assumption sets; luck only again when None."""
        over: dict[str, Effect] = {}
        sets = found.sets if found is not None else 0
        if found is not None:
            words, runs = f"median and 80 % of {sets} assumption sets", sets * found.each
            for option in found.options:
                effect = option.effect
                over[option.id] = Effect(effect.median, effect.low, effect.high, words, runs)
        self._over = over
        self._say_what(sets)
        self._show_effects()

    def _say_what(self, sets: int = 0) -> None:
        """The head says what a badge's bar is."""
        bar = f"80 % of {sets} assumption sets" if sets else "luck only (1.96 standard errors)"
        self.meaning.setText(
            f"Change in stability after turn {self._last_turn} against no zone, in this model; "
            f"bar: {bar}"
        )

    def _show_effects(self) -> None:
        low, high = self._axis()
        shown, stale = self._over or self._effects, self._stale and not self._over
        for option, card in self.cards.items():
            card.show_effect(shown.get(option), low, high, stale)
        self.badge.show_effect(shown.get(TOGETHER), low, high, stale)

    def _axis(self) -> tuple[float, float]:
        """One axis for all cards, zero included, with a little air at both ends."""
        ends = [0.0]
        for effect in (self._over or self._effects).values():
            ends += [effect.low, effect.high]
        low, high = min(ends), max(ends)
        air = max(1.0, 0.12 * (high - low))
        return low - air, high + air

    @Slot(str, bool)
    def _switched(self, option: str, on: bool) -> None:
        beside = QApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier
        if self.several.isChecked() or beside:
            self.switched_beside.emit(option, on)
            return
        for other, card in self.cards.items():
            card.switch.setChecked(other == option if on else other == "none")
        self.chosen.emit(option if on else "none")

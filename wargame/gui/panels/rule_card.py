"""A rule opened: words, formula, parameters, sources, and the question it answers."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from wargame.app.records import Bar, RuleCard
from wargame.gui.dress import label, with_role
from wargame.gui.theme import Theme
from wargame.gui.words import MINUS, signed

ABOVE = "margin-top:10px; margin-bottom:2px"
CLOSE = "margin-top:4px; margin-bottom:4px"
STRONGEST = 4  # sectors and causes named on the card


class RuleCardView(QFrame):
    """The rules behind one contribution, and the strongest of its causes.

    `rule_wanted(id)` when a person asks to read a rule in the rulebook.
    """

    rule_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bar: Bar | None = None
        self._names: dict[str, str] = {}
        self.setProperty("rulecard", True)
        self.title: QLabel = label("section", wrap=True)
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.LinksAccessibleByMouse
            | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.text.linkActivated.connect(self.rule_wanted)
        with_role(self.text, "secondary")
        self.text.setMinimumWidth(1)  # long names in a table must not widen the panel
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(6)
        column.addWidget(self.title)
        column.addWidget(self.text)

    def set_theme(self, theme: Theme) -> None:
        """From now on the card wears `theme`."""
        self._theme = theme
        self._write()

    def show_bar(self, bar: Bar, names: dict[str, str]) -> None:
        """The card opens the rules of `bar`; `names` are those of the sectors."""
        self._bar, self._names = bar, names
        self._write()

    def _write(self) -> None:
        if self._bar is None:
            return
        self.title.setText(f"{self._bar.label}: {signed(self._bar.amount)} points")
        self.text.setText(
            self._strongest(self._bar) + "".join(self._rule(rule) for rule in self._bar.rules)
        )
        self.setAccessibleName(self.title.text())

    def _strongest(self, bar: Bar) -> str:
        """The sectors moved most and the ledger entries behind it, as chips."""
        sectors = sorted(bar.sectors.items(), key=lambda item: -abs(item[1]))[:STRONGEST]
        chips = [
            f"{sector} {signed(amount)}" for sector, amount in sectors if round(abs(amount), 1)
        ]
        html = f"<p style='{CLOSE}'>{self._chips(chips)}</p>" if chips else ""
        causes = [f"{term} {signed(amount, 2)}" for term, amount in bar.causes[:STRONGEST]]
        if causes:
            html += self._small("Strongest causes", "<br>".join(escape(cause) for cause in causes))
        return html

    def _chips(self, texts: list[str]) -> str:
        ground = self._theme.hex("panel")
        style = f"background-color:{ground}; color:{self._theme.hex('text')}"
        return " &nbsp;".join(
            f"<span style='{style}'>&nbsp;{escape(text).replace(' ', '&nbsp;')}&nbsp;</span>"
            for text in texts
        )

    def _rule(self, rule: RuleCard) -> str:
        theme = self._theme
        mono = theme.font("formula")
        formula = escape(rule.formula).replace("\n", "<br>")
        return (
            f"<p style='{ABOVE}'><b>{escape(rule.title)}</b> "
            f"<span style='color:{theme.hex('text3')}'>rule </span>"
            f"<a href='{escape(rule.id)}' style='color:{theme.hex('accent')}'>{escape(rule.id)}</a>"
            "</p>"
            f"<p style='color:{theme.hex('text2')}; {CLOSE}'>{escape(rule.words)}</p>"
            f"<p style=\"font-family:'JetBrains Mono'; font-size:{mono.pointSizeF():.2f}pt; "
            f'{CLOSE}">{formula}</p>'
            + self._small(f"Topic: {rule.topic}", escape(rule.topic_question))
            + self._small("Sources", "<br>".join(escape(cite) for cite in rule.citations))
            + self._parameters(rule)
        )

    def _parameters(self, rule: RuleCard) -> str:
        """Name, value and unit of each parameter, under whoever says so."""
        by_source: dict[str, list[str]] = {}
        for name, value, unit, source in rule.parameters:
            figure = f"{value:g}".replace("-", MINUS)
            words = f"{escape(name)}&nbsp;<b>{figure}</b>"
            if unit:
                words += f"&nbsp;{escape(unit)}".replace(" ", "&nbsp;")
            by_source.setdefault(source, []).append(words)
        return "".join(
            self._small(f"Parameters: {source}", ", ".join(parts))
            for source, parts in by_source.items()
        )

    def _small(self, head: str, body: str) -> str:
        if not body:
            return ""
        theme = self._theme
        size = theme.font("caption").pointSizeF()
        return (
            f"<p style='color:{theme.hex('text2')}; font-size:{size:.2f}pt; {CLOSE}'>"
            f"<span style='color:{theme.hex('text3')}'>{escape(head)}</span><br>{body}</p>"
        )

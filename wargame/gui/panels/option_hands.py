"""What is asked at the foot of any card, told with the option it was asked of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from wargame.gui.panels.option_card import OptionCardView

OPTION = "option"


class OptionHands(QObject):
    """Gathers the wishes of all cards: each signal carries the option's id first."""

    edit_wanted = Signal(str)
    copy_wanted = Signal(str)
    remove_wanted = Signal(str)
    renamed = Signal(str, str)
    template_chosen = Signal(str, str)

    def watch(self, card: OptionCardView) -> None:
        """From now on the wishes of this card are told too."""
        self.tell_apart(card)
        hands = card.hands
        hands.edit_wanted.connect(self._edit)
        hands.copy_wanted.connect(self._copy)
        hands.remove_wanted.connect(self._remove)
        hands.renamed.connect(self._rename)
        hands.template_chosen.connect(self._template)

    def tell_apart(self, card: OptionCardView) -> None:
        """The wishes of this card are those for the option it shows from now on."""
        card.hands.setProperty(OPTION, card.option)

    def _asked(self) -> str:
        sender = self.sender()
        return "" if sender is None else str(sender.property(OPTION))

    @Slot()
    def _edit(self) -> None:
        self.edit_wanted.emit(self._asked())

    @Slot()
    def _copy(self) -> None:
        self.copy_wanted.emit(self._asked())

    @Slot()
    def _remove(self) -> None:
        self.remove_wanted.emit(self._asked())

    @Slot(str)
    def _rename(self, name: str) -> None:
        self.renamed.emit(self._asked(), name)

    @Slot(str)
    def _template(self, template: str) -> None:
        self.template_chosen.emit(self._asked(), template)

"""Drawing in the window: cards, menu and map on one side, the session on the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QPointF, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from wargame.app.records import OptionCard, SessionView
from wargame.gui.map.corners import GAP
from wargame.gui.map.drawing.drafting import Drafting
from wargame.gui.map.drawing.rings import nearest_edge
from wargame.gui.map.drawing.work import to_map
from wargame.gui.theme import Theme
from wargame.gui.workers import PlayedSession
from wargame.gui.zone_commands import ZoneCommands

if TYPE_CHECKING:
    from wargame.gui.main_window import MainWindow

ON_EDGE = 6.0  # pixels from a drawn zone's edge at which a click takes its handles out


def _table(scenario: Any) -> Any:
    from wargame.app.drawing import DrawingTable  # noqa: PLC0415  costs the first window nothing

    table = DrawingTable.of(scenario)
    table.oblasts()
    table.snap(31.0, 48.0, 1.0)  # its lines are made here, not under the first mouse move
    return table


class Drawing(QObject):
    """Carries what is drawn on the map to the session, and the zones of the session to the map."""

    def __init__(self, window: MainWindow, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._cards: dict[str, OptionCard] = {}
        self.session: Any = None  # once it is open; read from threads, never told anything
        self.drafting = Drafting(window.map.canvas, theme, self)
        self.commands = ZoneCommands(window.host, window.play_out, self)
        self._connect(window)

    def _connect(self, window: MainWindow) -> None:
        draft, commands, hands = self.drafting, self.commands, window.options.hands
        window.acts["draw"].triggered.connect(self.draw)
        window.options.draw.clicked.connect(self.draw)
        window.acts["undo"].triggered.connect(self.undo)
        window.acts["redo"].triggered.connect(self.redo)
        hands.edit_wanted.connect(self.edit)
        hands.copy_wanted.connect(commands.copy)
        hands.remove_wanted.connect(commands.remove)
        hands.renamed.connect(commands.rename)
        hands.template_chosen.connect(commands.set_template)
        draft.drawn.connect(commands.draw)
        draft.reshaping.connect(commands.follow)
        draft.reshaped.connect(commands.reshape)
        draft.remove_wanted.connect(commands.remove)
        draft.changed.connect(self._changed)
        draft.said.connect(self._say)
        draft.work.broke.connect(window.faults.take_error)
        window.host.refused.connect(self._refused)
        window.outlook_shown.connect(self._forecast)
        window.map.canvas.clicked.connect(self._clicked)
        window.map.canvas.viewport().installEventFilter(self)

    def watching(self, opener: Callable[[], PlayedSession]) -> Callable[[], PlayedSession]:
        """The same opener, by which the drawing comes to know the scenario in its thread."""

        def opened() -> PlayedSession:
            session = opener()
            self.session = session
            return session

        return opened

    # what a person begins

    @Slot()
    def draw(self) -> None:
        """A zone can be sketched on the map."""
        self.drafting.start()
        self._window.map.setFocus()

    @Slot(str)
    def edit(self, option: str) -> None:
        """The handles of a drawn zone are out, or put away when they were."""
        card = self._cards.get(option)
        if card is None or not card.drawn:
            return
        if self.drafting.zone == option:
            self.drafting.stop()
            return
        self.drafting.stop()
        self.drafting.hold_zone(card.id, card.name, card.rings)
        self._window.map.setFocus()

    @Slot()
    def undo(self) -> None:
        """The last corner is taken back while something is sketched, else the last step."""
        if not self.drafting.undo():
            self._window.commands.undo()

    @Slot()
    def redo(self) -> None:
        """The corner is set again while something is sketched, else the step."""
        if not self.drafting.redo():
            self._window.commands.redo()

    def escape(self) -> bool:
        """What is being drawn ends; whether anything was."""
        return self.drafting.escape()

    def can(self, view: SessionView | None) -> dict[str, bool]:
        """Which actions a drawing allows beside what the session does."""
        draft = self.drafting
        return {
            "draw": view is not None,
            "undo": draft.can_undo or (view is not None and view.can_undo),
            "redo": draft.can_redo or (view is not None and view.can_redo),
        }

    # what the session says

    def show_view(self, view: SessionView) -> None:
        """The handles follow the zone; what was just drawn has its handles out."""
        scenario = getattr(self.session, "scenario", None)
        if scenario is not None:
            self.drafting.work.lay_out(lambda: _table(scenario))
        self._cards = {card.id: card for card in view.options}
        if self.drafting.zone:
            self._window.map.canvas.hurry()  # the hand is not kept waiting for a whole picture
        self.commands.answered()
        if not self.commands.settled:
            return
        made, self.commands.made = self.commands.made, ""
        if made in self._cards:
            self.drafting.stop()
        card = self._cards.get(made or self.drafting.zone)
        if card is not None and card.drawn:
            self.drafting.hold_zone(card.id, card.name, card.rings)
        elif self.drafting.zone:
            self.drafting.stop()
        if made in self._cards:
            self._window.options.show_option(made)
        if made in self._cards and not self._cards[made].chosen:
            self.drafting.panel.show_said("Three zones are on already; switch one off first.")

    @Slot(object)
    def _forecast(self, _outlook: object) -> None:
        self.commands.forecast_shown()

    @Slot(str)
    def _refused(self, sentence: str) -> None:
        if self.drafting.busy:
            self.drafting.panel.show_said(sentence)
        card = self._cards.get(self.drafting.zone)
        if card is not None:
            self.drafting.hold_zone(card.id, card.name, card.rings)

    @Slot()
    def _changed(self) -> None:
        self._window.allow()
        self._window.map.pointing.quiet = self.drafting.busy

    @Slot(str)
    def _say(self, words: str) -> None:
        """Status bar and screen reader tell what the hand has done."""
        self._window.status.show_under(words)
        canvas = self._window.map.canvas
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(canvas, words))

    # the map

    def set_theme(self, theme: Theme) -> None:
        """From now on the drawing wears `theme`."""
        self.drafting.restyle(theme)
        self._arrange()

    def stop(self) -> None:
        """The thread has ended."""
        self.drafting.work.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The panel keeps its corner."""
        if event.type() == QEvent.Type.Resize:
            self._arrange()
        return False

    def _arrange(self) -> None:
        """The panel lies on the map's title, left of the buttons that zoom."""
        world, panel = self._window.map, self.drafting.panel
        panel.fit(world.zoom_panel.x() - GAP)
        panel.move(GAP, GAP)

    @Slot(QPointF)
    def _clicked(self, point: QPointF) -> None:
        """A click on the edge of a drawn zone that is on takes its handles out."""
        canvas = self._window.map.canvas
        here, reach = canvas.to_map(point), ON_EDGE * canvas.frame.metres_per_pixel
        for card in self._cards.values():
            if not (card.drawn and card.chosen):
                continue
            found = nearest_edge(to_map(card.rings), here.x(), here.y())
            if found is not None and found[1] <= reach:
                self.drafting.hold_zone(card.id, card.name, card.rings)
                return

"""What can be done with the events list, as actions of toolbars, menus and keys."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from wargame.app.exercise_next import waits_for
from wargame.app.exercise_records import ExerciseView, InjectRow
from wargame.app.msel_files import FORMATS, STATUSES, TITLES
from wargame.gui.exercise.msel_columns import SETS, column_set
from wargame.gui.icons import icon
from wargame.gui.theme import Theme

FIRST_SET = "hseep"


@dataclass(frozen=True, slots=True)
class _Spec:
    words: str
    icon: str
    tip: str
    key: str = ""
    checkable: bool = False


SPECS = {
    "new": _Spec("New inject \u2026", "plus", "Write a new inject (Ins)", "Ins"),
    "import": _Spec("Import MSEL \u2026", "import", "Read an events list: XLSX, CSV or JSON"),
    "export": _Spec("Export", "file-output", "Write the events list for another tool"),
    "deck": _Spec("Cards \u2026", "shuffle", "Import a deck of cards; draw some at random"),
    "filter": _Spec("Filter", "funnel", "Show some injects only", checkable=True),
    "columns": _Spec("Columns", "columns-3", "Choose whose columns are shown"),
    "retime": _Spec(
        "Re-time on reorder",
        "arrow-up-down",
        "On: a row that is dragged takes a time between its new neighbours and later times "
        "follow. Off: only the order changes.",
        checkable=True,
    ),
    "publish": _Spec("Publish", "send", "The inject is told, before the map as it is shown"),
    "skip": _Spec("Skip", "skip-forward", "Leave the inject out"),
    "edit": _Spec("Edit \u2026", "pencil", "Change all about the inject (Enter)"),
    "duplicate": _Spec("Duplicate", "copy", "The same inject again, under a new number"),
    "remove": _Spec("Remove", "trash-2", "Take it out of the list; Undo brings it back (Del)"),
}
PUBLISHED = "It has been published and stays as it is"


class MselActs(QObject):
    """`actions_` by name; `menu` for the right button.

    `columns_chosen(kind)`, `export_to(kind)`, `status_set(status)`: one of a menu was taken.
    """

    columns_chosen = Signal(str)
    export_to = Signal(str)
    status_set = Signal(str)

    def __init__(self, owner: QWidget, theme: Theme) -> None:
        super().__init__(owner)
        self.columns = FIRST_SET
        self.actions_: dict[str, QAction] = {}
        for name, spec in SPECS.items():
            self.actions_[name] = self._made(owner, spec)
        self._owner = owner
        self._column_menu = self._menu_of(tuple((k, column_set(k).words) for k in SETS), check=True)
        self._export_menu = self._menu_of(tuple((k, f"{TITLES[k]} \u2026") for k in FORMATS))
        self._status_menu = self._menu_of(tuple((s, s) for s in STATUSES), check=True)
        self._status_menu.setTitle("Status")
        self.actions_["columns"].setMenu(self._column_menu)
        self.actions_["export"].setMenu(self._export_menu)
        self.actions_["retime"].setChecked(True)
        self.menu = self._context()
        self._column_menu.triggered.connect(self._choose_columns)
        self._export_menu.triggered.connect(self._export)
        self._status_menu.triggered.connect(self._set_status)
        self._name_columns()
        self.show_row(None, None)
        self.set_theme(theme)

    def _made(self, owner: QWidget, spec: _Spec) -> QAction:
        act = QAction(spec.words, owner)
        act.setIconText(spec.words.removesuffix(" \u2026"))
        act.setToolTip(spec.tip)
        act.setCheckable(spec.checkable)
        if spec.key:
            act.setShortcut(QKeySequence(spec.key))
            act.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            owner.addAction(act)
        return act

    def _menu_of(self, items: tuple[tuple[str, str], ...], *, check: bool = False) -> QMenu:
        menu = QMenu(self._owner)
        group = QActionGroup(menu)
        for key, words in items:
            act = menu.addAction(words)
            act.setData(key)
            act.setCheckable(check)
            if check:
                group.addAction(act)
        menu.setToolTipsVisible(True)
        return menu

    def _context(self) -> QMenu:
        menu = QMenu(self._owner)
        for name in ("publish", "skip"):
            menu.addAction(self.actions_[name])
        menu.addMenu(self._status_menu)
        menu.addSeparator()
        for name in ("edit", "duplicate", "remove"):
            menu.addAction(self.actions_[name])
        menu.addSeparator()
        menu.addAction(self.actions_["new"])
        menu.setToolTipsVisible(True)
        return menu

    def set_theme(self, theme: Theme) -> None:
        """From now on the icons have the colours of `theme`."""
        for name, act in self.actions_.items():
            act.setIcon(icon(SPECS[name].icon, theme, size=15))

    # ----------------------------------------------------------------------------------- showing

    def show_row(self, row: InjectRow | None, view: ExerciseView | None) -> None:
        """What can be done with that inject can be done; the rest says why not."""
        why = "" if row is not None else "Choose an inject in the list first"
        told = row is not None and row.publication is not None
        waits = row is not None and waits_for(row.inject)
        fixed = why or (PUBLISHED if told else "")
        over = why or ("" if waits or row is None else f"It is {row.inject.status}")
        held = view is not None and view.held
        reasons = {
            "publish": over or ("Injects are paused" if held else ""),
            "skip": over, "edit": fixed, "remove": fixed, "duplicate": why,
        }  # fmt: skip
        for name, reason in reasons.items():
            self.actions_[name].setEnabled(not reason)
            self.actions_[name].setToolTip(reason or SPECS[name].tip)
        there = view is not None and bool(view.injects)
        self.actions_["export"].setEnabled(there)
        self.actions_["export"].setToolTip(
            SPECS["export"].tip if there else "There is no inject to write yet"
        )
        self._show_status(row, told=told)

    def _show_status(self, row: InjectRow | None, *, told: bool) -> None:
        self._status_menu.setEnabled(row is not None)
        for act in self._status_menu.actions():
            status = str(act.data())
            possible = status != "Deployed" and (status in ("Complete", "Archived") or not told)
            act.setEnabled(possible)
            words = "An inject is deployed by Publish" if status == "Deployed" else PUBLISHED
            act.setToolTip("" if possible else words)
            act.setChecked(row is not None and row.inject.status == status)

    def _name_columns(self) -> None:
        act = self.actions_["columns"]
        words = "all" if self.columns == "all" else column_set(self.columns).words
        act.setText(f"Columns: {words}")
        act.setIconText(act.text())
        for item in self._column_menu.actions():
            item.setChecked(item.data() == self.columns)

    # ------------------------------------------------------------------------------------- doing

    @Slot(QAction)
    def _choose_columns(self, act: QAction) -> None:
        self.columns = str(act.data())
        self._name_columns()
        self.columns_chosen.emit(self.columns)

    @Slot(QAction)
    def _export(self, act: QAction) -> None:
        self.export_to.emit(str(act.data()))

    @Slot(QAction)
    def _set_status(self, act: QAction) -> None:
        self.status_set.emit(str(act.data()))

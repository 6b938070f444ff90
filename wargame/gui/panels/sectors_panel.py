"""Sectors: the table of the front, and every figure of the sector chosen here or on the map."""

from __future__ import annotations

import math

from PySide6.QtCore import QItemSelection, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from wargame.app.records import SectorFigure, SessionView
from wargame.gui.dress import label, with_role
from wargame.gui.panels.sector_model import SectorModel
from wargame.gui.theme import Theme
from wargame.gui.words import percent, plain, signed


class SectorsPanel(QWidget):
    """A table and the chosen sector's figures; `sector_selected(id)` when a person picks a row."""

    sector_selected = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.model = SectorModel(theme, self)
        self.table = QTableView()
        self.name: QLabel = label("section")
        self.facts: dict[str, QLabel] = {}
        self.details = QWidget()
        self.hint: QLabel = label(
            "secondary", "text3", "Choose a sector here or on the map for its figures.", wrap=True
        )
        self._prepare_table()
        self._lay_out()
        self.details.hide()
        self.set_theme(theme)

    def _prepare_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setAccessibleName("Sectors of the front")
        heads = table.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        with_role(table, "secondary")
        with_role(heads, "caption")
        table.selectionModel().selectionChanged.connect(self._selection_changed)

    def _lay_out(self) -> None:
        grid = self._grid = QGridLayout(self.details)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.addWidget(self.name, 0, 0, 1, 2)
        grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.table)
        column.addWidget(self.hint)
        column.addWidget(self.details)
        column.addStretch(1)

    def set_theme(self, theme: Theme) -> None:
        """From now on the table wears `theme`."""
        self._theme = theme
        self.model.theme = theme
        heads = self.table.horizontalHeader()
        heads.setFixedHeight(theme.px(24))
        for column, width in ((1, 62), (2, 46), (3, 62)):
            self.table.setColumnWidth(column, theme.px(width))
        self.table.setIconSize(QSize(theme.px(6), theme.px(13)))
        self.table.verticalHeader().setDefaultSectionSize(theme.px(24))
        self._fit()

    def _fit(self) -> None:
        rows = self.model.rowCount()
        self.table.setFixedHeight(self._theme.px(24) * (rows + 1) + 2)
        for row in range(rows):
            self.table.setRowHeight(row, self._theme.px(24))

    def show_view(self, view: SessionView) -> None:
        """The table and the details are those of the turn shown."""
        before = self.model.rowCount()
        self.model.show_sectors(view.sectors)
        if before != self.model.rowCount():
            self._fit()
        self._show_details(self.selected())

    def selected(self) -> SectorFigure | None:
        """The sector chosen, if any."""
        rows = self.table.selectionModel().selectedRows()
        return self.model.sectors[rows[0].row()] if rows else None

    def select(self, sector_id: str | None) -> None:
        """The row of that sector is chosen; nobody is told."""
        self.blockSignals(True)
        row = self.model.row_of(sector_id)
        if row is None:
            self.table.clearSelection()
        else:
            self.table.selectRow(row)
        self.blockSignals(False)

    @Slot(QItemSelection, QItemSelection)
    def _selection_changed(self, _now: QItemSelection, _before: QItemSelection) -> None:
        sector = self.selected()
        self._show_details(sector)
        self.sector_selected.emit(sector.id if sector else "")

    def _show_details(self, sector: SectorFigure | None) -> None:
        self.details.setVisible(sector is not None)
        self.hint.setVisible(sector is None)
        if sector is None:
            return
        self.name.setText(f"{sector.id}  {sector.name}")
        for name, value in details_of(sector):
            self._fact(name).setText(value)

    def _fact(self, name: str) -> QLabel:
        """The label for one figure, made when it is first needed."""
        if name not in self.facts:
            grid = self._grid
            row = len(self.facts) + 1
            head, value = label("secondary", "text3", name), label("secondary", wrap=True)
            for made, role in ((head, "secondary"), (value, "secondary")):
                made.setFont(self._theme.font(role))
            grid.addWidget(head, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, row, 1)
            self.facts[name] = value
        return self.facts[name]


def details_of(sector: SectorFigure) -> tuple[tuple[str, str], ...]:
    """Every figure of a sector as name and words."""
    gap = "no zone" if math.isinf(sector.gap_km) else f"{plain(sector.gap_km, 0)} km from the line"
    return (
        ("Stability", f"{plain(sector.stability)}, {signed(sector.change)} this turn"),
        ("Line holds", f"{percent(sector.holds)} over four quarters, in this model"),
        ("Stays quiet", f"{percent(sector.quiet)} over four quarters, in this model"),
        ("Deterrence", percent(sector.deterrence)),
        ("Zone", gap),
        ("Occupied share of zone", percent(sector.occupied_share)),
        ("Ground this turn", f"{signed(sector.net_km2, 0)} km\u00b2 lost by Kyiv"),
        ("Line moved", f"{signed(sector.displacement_km)} km since the start, mean"),
        (
            "Length",
            f"{plain(sector.length_km, 0)} km by the rules, "
            f"{plain(sector.measured_km, 0)} on this map",
        ),
        ("People", f"{plain(sector.population_m)} m, pre-war"),
        ("Irregulars", percent(sector.irregulars)),
        ("Line of contact", f"{sector.basis}, confidence {percent(sector.confidence)}"),
    )

"""A sheet of paper with the map on it: title, map, insets, legend, scale, sources and dates."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QApplication

from wargame.app.atlas import Atlas
from wargame.app.records import SessionView
from wargame.gui.map.board import Sheet as Signs
from wargame.gui.map.hover import written_date
from wargame.gui.map.insets import InsetArtist
from wargame.gui.map.overlays import nice_length
from wargame.gui.map.picture import View, layer_steps
from wargame.gui.map.regions import Region, regions_of
from wargame.gui.map.view import MapView
from wargame.gui.sheets.column import LEFT, RIGHT, ColumnArtist
from wargame.gui.sheets.paper import GAP, Layout, font_of
from wargame.gui.theme import Theme

AIR = 14.0  # pixels that Ukraine keeps from the edge of the map
BAR = 110.0  # pixels that the scale bar is about as wide as
CAPTION = 16.0
PROJECTION = "Lambert conformal conic"
ABOUT = (
    "A model, not a forecast: figures are assumptions with sources (wargame rulebook). "
    "The line of contact is that of its date; the model does not know where ground changes hands."
)


class Sheet:
    """Paints one sheet on any paint device: a picture, a PDF, an SVG, a printer."""

    def __init__(
        self, view: SessionView | None, atlas: Atlas, theme: Theme, layout: Layout
    ) -> None:
        """Prepare the map of `view`; a blank sheet shows control and places alone."""
        self._layout, self._theme, self._atlas = layout, theme, atlas
        self._view = None if layout.kind == "blank" else view
        self._title = view.title if view is not None else "Ukraine and its neighbours"
        self._world = _map_of(self._view, atlas, theme, layout.map.size().toSize())
        scene = self._world.scene
        self._regions = regions_of(atlas)
        self._artist = InsetArtist(atlas, scene.frame, scene.inset_items(), scene.signs)

    def steps(self, painter: QPainter, ratio: float) -> Iterator[None]:
        """Draw the sheet a little at a time.

        `painter` counts in device pixels, `ratio` of them to one of the sheet's own pixels.
        """
        painter.scale(ratio, ratio)
        painter.fillRect(QRectF(QPointF(), self._layout.size), self._theme.color("map.halo"))
        frame = self._world.canvas.frame
        frame.ratio, frame.exact = ratio, True
        self._world.board.restyle(self._theme)
        self._world.scene.restyle(self._theme)
        self._world.board.place(self._signs())
        yield from self._map(painter)
        self._margins(painter)  # an SVG forgets a clip around other clips, so the rest is covered
        self._head(painter)
        yield
        yield from self._insets(painter)
        self._column(painter, ratio)
        yield
        self._foot(painter)

    def close(self) -> None:
        """Let the map go."""
        self._world.close()

    def _signs(self) -> Signs:
        size = self._layout.map.size()
        on = self._world.legend.checked()
        bar = (0.0, size.height() - 30.0, BAR + 90.0, size.height())
        full = self._layout.kind == "poster"  # elsewhere the names stand in the column
        return Signs((size.width(), size.height()), [bar], on, full)

    def _head(self, painter: QPainter) -> None:
        box, theme = self._layout.head, self._theme
        painter.setFont(font_of(theme, "title"))
        painter.setPen(theme.color("text"))
        painter.drawText(QRectF(box.left(), box.top() - 4, box.width(), 26), int(LEFT), self._title)
        painter.setFont(font_of(theme, "secondary"))
        painter.setPen(theme.color("text2"))
        painter.drawText(
            QRectF(box.left(), box.top() + 21, box.width(), 20), int(LEFT), self.subtitle()
        )

    def subtitle(self) -> str:
        """Say what the map shows, of when, and that it is a model."""
        line = f"Control assessed, {written_date(self._atlas.as_of)}"
        view = self._view
        if view is None:
            return f"{line}. Blank exercise map"
        on = [card.name for card in view.options if card.chosen]
        when = "at the start" if view.turn == 0 else f"after turn {view.turn} ({view.now.period})"
        switches = "".join(f"; {words}" for words in view.setting.switched_on)
        return (
            f"{line}. Stability {when}, in this model; option: {', '.join(on)}; seed {view.seed}"
            f"{switches}"
        )

    def _map(self, painter: QPainter) -> Iterator[None]:
        box, scene = self._layout.map, self._world.scene
        frame = scene.frame
        painter.save()
        painter.translate(box.topLeft())
        size = QRectF(0, 0, box.width(), box.height())
        painter.fillRect(size, self._theme.color("map.sea"))
        view = View(QRectF(frame.visible), frame.metres_per_pixel)
        yield from layer_steps(painter, frame, scene.items, view)
        scene.signs.draw(painter)
        self._scale_bar(painter, size)
        painter.restore()

    def _margins(self, painter: QPainter) -> None:
        """Cover what was drawn beyond the map's edge, and draw that edge."""
        box, size = self._layout.map, self._layout.size
        far = max(size.width(), size.height())
        paper = QPainterPath()
        paper.setFillRule(Qt.FillRule.OddEvenFill)
        paper.addRect(box)
        paper.addRect(box.adjusted(-far, -far, far, far))
        painter.fillPath(paper, self._theme.color("map.halo"))
        painter.setPen(QPen(self._theme.color("border_strong"), 0.8))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)

    def _scale_bar(self, painter: QPainter, box: QRectF) -> None:
        scale = self._world.canvas.frame.metres_per_pixel
        metres = nice_length(BAR * scale)
        wide, left, y = metres / scale, box.left() + 12, box.bottom() - 12
        painter.setPen(QPen(self._theme.color("map.ink"), 1.4))
        painter.drawPolyline(
            [QPointF(left, y - 5), QPointF(left, y), QPointF(left + wide, y),
             QPointF(left + wide, y - 5)]
        )  # fmt: skip
        painter.setFont(font_of(self._theme, "caption"))
        painter.drawText(
            QRectF(left + wide + 8, y - 14, 80, 16), int(LEFT), f"{metres / 1000:,.0f} km"
        )

    def _insets(self, painter: QPainter) -> Iterator[None]:
        box, regions = self._layout.insets, list(self._regions.values())
        wide = (box.width() - GAP * (len(regions) - 1)) / max(len(regions), 1)
        for index, region in enumerate(regions):
            spot = QRectF(box.left() + index * (wide + GAP), box.top(), wide, box.height())
            self._inset(painter, region, spot)
            yield

    def _inset(self, painter: QPainter, region: Region, spot: QRectF) -> None:
        size = QSize(int(spot.width()), int(spot.height() - CAPTION))
        picture = self._artist.draw(region, size, self._theme)
        if picture is not None:
            target = QRectF(spot.topLeft(), size.toSizeF())
            painter.drawPixmap(target, picture, QRectF(picture.rect()))
            painter.setPen(QPen(self._theme.color("border_strong"), 0.8))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(target)
        painter.setFont(font_of(self._theme, "caption"))
        painter.setPen(self._theme.color("text"))
        words = f"{region.name}, recognised as part of {region.parent}"
        painter.drawText(
            QRectF(spot.left(), spot.bottom() - CAPTION, spot.width(), CAPTION), int(LEFT), words
        )

    def _column(self, painter: QPainter, ratio: float) -> None:
        artist = ColumnArtist(painter, self._theme, self._layout.column, ratio)
        view = self._view
        artist.legend(view.zones if view is not None else (), figures=view is not None)
        if view is not None:
            artist.headline(view)
            artist.sectors(view.sectors)
        if self._layout.kind != "poster":
            artist.notes("Notes" if view is not None else "Group, option and reasons")

    def _foot(self, painter: QPainter) -> None:
        box, theme = self._layout.foot, self._theme
        painter.setFont(font_of(theme, "caption"))
        painter.setPen(theme.color("text2"))
        flags = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        wrap = flags | int(Qt.TextFlag.TextWordWrap)
        credits_ = f"{self._atlas.attribution}. Projection: {PROJECTION}."
        painter.drawText(box.adjusted(0, 0, -110, 0), wrap, f"{ABOUT} {credits_}")
        painter.drawText(QRectF(box.right() - 100, box.top(), 100, 16), int(RIGHT), "Wargame")


def _map_of(view: SessionView | None, atlas: Atlas, theme: Theme, size: QSize) -> MapView:
    """Return a map of that size that shows no panels."""
    world = MapView(theme, atlas)
    world.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    world.resize(size)
    world.show()
    if view is not None:
        world.set_sectors(view.sectors)
        world.set_zones(view.zones)
        world.set_regions(view.regions)
        world.set_forces(view.forces)
    QApplication.processEvents()
    for panel in world.corners.panels():
        panel.hide()
    world.canvas.set_home(QMarginsF(AIR, AIR, AIR, AIR), 0.5)
    world.canvas.fit_home()
    world.canvas.settle()
    return world

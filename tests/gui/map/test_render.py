"""The map as a picture file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QToolButton

from wargame.app.atlas import Atlas
from wargame.app.records import RegionFigure, SectorFigure, ZoneShape
from wargame.gui.map.render import render_png
from wargame.gui.map.view import MapView

Figures = Callable[[float], tuple[SectorFigure, ...]]


def frozen() -> tuple[RegionFigure, ...]:
    """Three regions as a session would show them."""
    return tuple(
        RegionFigure(
            id=name.lower().replace(" ", "-"),
            name=name,
            flared=False,
            flare_chance=0.03,
            troops_k=1.5,
            population_k=240.0,
            patron_share=0.85,
            sources="judgement",
        )
        for name in ("Transnistria", "Abkhazia", "South Ossetia")
    )


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_base_map_is_written_at_the_size_asked_for(
    qapp: QApplication, atlas: Atlas, tmp_path: Path, mode: str
) -> None:
    render_png(None, atlas, (800, 500), tmp_path / "map.png", theme=mode)
    image = QImage(str(tmp_path / "map.png"))
    assert (image.width(), image.height()) == (800, 500)
    colors = {image.pixel(x, y) for x in range(0, 800, 5) for y in range(0, 500, 5)}
    assert len(colors) > 50


def test_a_size_that_cannot_be_drawn_is_refused_in_words(
    qapp: QApplication, atlas: Atlas, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match="pixels a side, not 10 by 500"):
        render_png(None, atlas, (10, 500), tmp_path / "map.png")


def test_a_folder_that_does_not_exist_is_named(
    qapp: QApplication, atlas: Atlas, tmp_path: Path
) -> None:
    with pytest.raises(OSError, match="nowhere"):
        render_png(None, atlas, (400, 400), tmp_path / "nowhere" / "map.png")


def test_a_map_on_paper_explains_and_offers_nothing_to_press(
    qapp: QApplication, world: MapView, figures: Figures, zone: ZoneShape
) -> None:
    world.resize(1224, 870)
    world.set_sectors(figures(44.0))
    world.set_zones((zone,))
    world.set_regions(frozen())
    with world.together():
        world.corners.for_paper()
    world.canvas.settle()
    world.tray.for_paper()
    buttons = [b for b in world.findChildren(QToolButton) if b.isVisible()]
    assert buttons == []
    assert not world.legend.is_folded
    rows = [box for box in world.legend.boxes.values() if box.isVisible()]
    assert {"government-held", "occupied", "zone"} <= {box.key for box in rows}
    assert all(box.plain and box.isChecked() for box in rows)
    assert all(not inset.picture.isNull() for inset in world.tray.insets.values())


def test_a_map_of_a_document_has_its_legend_open(
    qapp: QApplication, world: MapView, figures: Figures, zone: ZoneShape
) -> None:
    world.resize(863, 559)
    world.set_sectors(figures(44.0))
    world.set_zones((zone,))
    world.set_regions(frozen())
    with world.together():
        world.corners.for_paper()
    world.tray.for_paper()
    assert not world.legend.is_folded
    assert world.tray.isHidden() or not world.tray.is_folded

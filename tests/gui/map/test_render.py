"""The map as a picture file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from wargame.app.atlas import Atlas
from wargame.gui.map.render import render_png


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

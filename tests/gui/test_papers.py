"""Maps on paper: what stands on a sheet, in which colours, and the window that writes it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

from wargame.app.atlas import load_atlas
from wargame.app.headless import session_at
from wargame.gui.sheets.files import UnwritableSheet, write
from wargame.gui.sheets.paper import KINDS, PAPERS, Layout
from wargame.gui.sheets.sheet import Sheet
from wargame.gui.theme import Theme

COARSE = 48  # dots to an inch: enough to measure, quick to draw


@pytest.fixture(scope="module")
def view():
    return session_at("ukraine-2024-12", "gov-now", 3, 7).view()


@pytest.fixture(scope="module")
def atlas():
    return load_atlas()


def drawn(view, atlas, path, kind="handout", theme="light", paper="a4", dpi=COARSE):
    layout = Layout.on(kind, paper)
    sheet = Sheet(view, atlas, Theme.load(theme), layout)
    for _ in write(sheet, layout, path, dpi=dpi):
        pass
    sheet.close()
    return layout


def pixels(path):
    image = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB32)
    raw = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return raw[..., 2::-1].astype(int)


@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize("paper", list(PAPERS))
def test_the_parts_of_a_sheet_do_not_overlap_and_stay_on_the_paper(kind, paper):
    layout = Layout.on(kind, paper)
    parts = [layout.head, layout.column, layout.map, layout.insets, layout.foot]
    for index, part in enumerate(parts):
        assert part.left() >= 0
        assert part.top() >= 0
        assert part.right() <= layout.size.width()
        assert part.bottom() <= layout.size.height()
        for other in parts[index + 1 :]:
            shared = part.intersected(other)
            assert shared.width() * shared.height() < 1, (part, other)


def test_print_uses_no_colour_at_all(qapp, view, atlas, tmp_path):
    path = tmp_path / "print.png"
    drawn(view, atlas, path, theme="print")
    found = pixels(path)
    colourful = np.ptp(found, axis=2) > 12
    # the scale from good to bad is told by numbers; window greys may be a shade warm or cold
    assert colourful.mean() < 1e-4


def test_the_same_sheet_in_colour_has_colour(qapp, view, atlas, tmp_path):
    path = tmp_path / "colour.png"
    drawn(view, atlas, path)
    assert (np.ptp(pixels(path), axis=2) > 12).mean() > 0.2


def test_a_sheet_says_what_it_shows_when_and_from_where(qapp, view, atlas, tmp_path):
    path = tmp_path / "sheet.svg"
    drawn(view, atlas, path)
    text = path.read_text(encoding="utf-8")
    assert ET.fromstring(text).tag.endswith("svg")
    for words in (
        "Ukraine, December 2024", "1 December 2024", "after turn 3", "in this model",
        "Gov-held, in force now", "GeoNames", "Lambert conformal conic", "Stability by sector",
    ):  # fmt: skip
        assert words in text, words


def test_a_blank_sheet_tells_no_figures_and_no_zone(qapp, view, atlas, tmp_path):
    path = tmp_path / "blank.svg"
    drawn(view, atlas, path, kind="blank")
    text = path.read_text(encoding="utf-8")
    assert "Blank exercise map" in text
    for words in ("Stability", "playthrough", "Article 5", "seed"):
        assert words not in text, words


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_a_pdf_is_one_page_of_the_paper_asked_for(qapp, view, atlas, tmp_path):
    path = tmp_path / "sheet.pdf"
    drawn(view, atlas, path, paper="a3", dpi=96)
    told = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    assert "Pages:           1" in told
    wide, high = (float(n) for n in told.split("Page size:")[1].split("pts")[0].split("x"))
    assert (wide, high) == pytest.approx((420 / 25.4 * 72, 297 / 25.4 * 72), abs=2)


def test_a_file_that_cannot_be_is_refused_in_words(qapp, view, atlas, tmp_path):
    with pytest.raises(UnwritableSheet, match=r"must end in \.png, \.svg or \.pdf"):
        drawn(view, atlas, tmp_path / "map.gif")
    with pytest.raises(UnwritableSheet, match="no folder"):
        drawn(view, atlas, tmp_path / "missing" / "map.png")
    with pytest.raises(UnwritableSheet, match="pixels are too many"):
        drawn(view, atlas, tmp_path / "map.png", paper="a0", dpi=1200)


def test_a_layout_for_a_printer_fills_its_page():
    layout = Layout.of("handout", QSizeF(1123, 794))
    assert layout.size.width() * layout.zoom == pytest.approx(1123)
    assert layout.size.height() * layout.zoom == pytest.approx(794)


def test_the_window_writes_a_sheet_while_it_lives_on(qtbot, tmp_path):
    from wargame.gui.sheets.dialog import Order
    from wargame.gui.start import make_window, settings_at

    window = make_window("ukraine-2024-12", 1, "light", settings_at(tmp_path / "w.ini"))
    qtbot.addWidget(window)
    assert not window.acts["export_map"].isEnabled()
    with qtbot.waitSignal(window.view_shown, timeout=20_000):
        window.show()
    assert window.acts["export_map"].isEnabled()
    path = tmp_path / "map.png"
    with qtbot.waitSignal(window.papers.done, timeout=60_000):
        window.papers.start(Order("handout", "a4", "light", path))
        assert not window.acts["print"].isEnabled()
    assert QImage(str(path)).width() > 3000
    assert window.acts["print"].isEnabled()
    with qtbot.waitSignal(window.papers.failed, timeout=60_000) as told:
        window.papers.start(Order("handout", "a4", "light", Path(tmp_path / "no" / "map.png")))
    assert "no folder" in told.args[0]
    gpkg = tmp_path / "game.gpkg"
    with qtbot.waitSignal(window.papers.done, timeout=60_000):
        window.papers.export_gis(gpkg)
    assert gpkg.is_file()
    window.close()

"""Every format of every tool: nothing is lost on the way, and no cell is a formula."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from event_lists import msels
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wargame.exercise.deck import draw, read_deck
from wargame.exercise.formats import cexf, sheets
from wargame.exercise.formats.files import ENDINGS, read_msel, write_msel
from wargame.exercise.formats.names import FORMATS
from wargame.exercise.formats.table import msel_of, table_of
from wargame.exercise.msel import Inject, Msel
from wargame.scenario.faults import FaultsError

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
FEW = settings(max_examples=5, suppress_health_check=list(HealthCheck))
EVIL = ("=1+1", "+1", "-1", "@SUM(A1)", "'=1", "\uff1d1+1")


@pytest.mark.parametrize("kind", FORMATS)
@given(msel=msels())
@settings(max_examples=15)
def test_a_list_survives_every_format_as_csv_and_json(kind: str, msel: Msel) -> None:
    rows = table_of(msel, kind)
    data = sheets.csv_text(rows).encode()
    assert msel_of(sheets.csv_rows(data, "x.csv"), "x.csv", kind).msel == msel
    text = cexf.text_of_rows(rows, nested=kind == "cexf")
    assert msel_of(cexf.rows_of(text, "x.json"), "x.json", kind).msel == msel


@pytest.mark.parametrize("kind", FORMATS)
@given(msel=msels())
@FEW
def test_a_list_survives_every_format_as_a_workbook(tmp_path, kind: str, msel: Msel) -> None:
    path = tmp_path / "x.xlsx"
    sheets.write_xlsx(table_of(msel, kind), path)
    (rows,) = sheets.read_xlsx(path).values()
    assert msel_of(rows, path.name, kind).msel == msel


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("kind", FORMATS)
def test_the_format_of_a_file_is_told_from_its_columns(tmp_path, kind: str, ending: str) -> None:
    path = tmp_path / f"list{ending}"
    msel = Msel(injects=(Inject(number="1", title="A", message="B", poll="Yes | No"),))
    write_msel(msel, path, kind)
    found = read_msel(path)
    assert (found.msel, found.format) == (msel, kind)
    assert found.msel.injects[0].choices == ("Yes", "No")
    assert not list(tmp_path.glob(".*"))


def test_columns_are_found_by_name_in_any_order_case_and_spacing() -> None:
    rows = [["SCRIPT", " real  time", "pLaYer", "#", "Photo"], ["Hello", "19:30", "PR", "7", "p"]]
    (inject,) = msel_of(rows, "x.csv").msel.injects
    assert (inject.number, inject.to, inject.message) == ("7", "PR", "Hello")
    assert inject.timing.text == "19:30"
    assert inject.extra == (("Photo", "p"),)


def test_an_overview_above_the_table_is_read_and_other_lines_are_kept() -> None:
    rows = [["Exercise Name:", "Line of Contact"], ["DRAFT"], [], ["Event Number", "Message"]]
    msel = msel_of([*rows, ["1", "x"]], "x.csv").msel
    assert msel.overview.exercise_name == "Line of Contact"
    assert msel.preamble == (("DRAFT",),)


def test_a_second_column_for_a_field_and_cells_without_a_name_are_kept() -> None:
    rows = [["ID", "Title", "Description", "Description", ""], ["1", "t", "d", "e", "f"]]
    (inject,) = msel_of(rows, "x.csv", "mitre").msel.injects
    assert inject.extra == (("Description (2)", "e"), ("column E", "f"))


def test_two_columns_of_one_field_are_both_kept() -> None:
    rows = [["Control Number", "Title", "Description", "Details"], ["1", "t", "d", "e"]]
    (inject,) = msel_of(rows, "x.csv").msel.injects
    assert (inject.message, inject.extra) == ("d", (("Details", "e"),))


@pytest.mark.parametrize("ending", ENDINGS)
@given(places=st.lists(st.tuples(st.integers(0, 9_999), st.integers(0, 255)), min_size=1))
@FEW
def test_a_damaged_file_is_read_or_refused_in_words(tmp_path, ending: str, places) -> None:
    path = tmp_path / f"x{ending}"
    write_msel(Msel(injects=(Inject(number="1", title="x", poll="a | b"),)), path, "cexf")
    data = bytearray(path.read_bytes())
    for place, byte in places:
        data[place % len(data)] = byte
    path.write_bytes(bytes(data))
    try:
        read_msel(path)
    except FaultsError as error:
        assert path.name in str(error)


def test_injects_without_a_number_or_with_that_of_another_are_told_apart_and_said() -> None:
    rows = [["ID", "Title"], ["1", "a"], ["1", "b"], ["", "c"]]
    found = msel_of(rows, "x.csv", "mitre")
    assert [i.number for i in found.msel.injects] == ["1", "1 (2)", "2"]
    assert len(found.notes) == 2


def test_all_faults_are_told_at_once_with_row_column_and_what_would_be_right() -> None:
    head = ["ID", "Title", "status", "timing", "contingency", "effects"]
    rows = [head, ["1", "a", "Aproved", "soon", "maybe", '[{"field":"cohesio","op":"set"}]']]
    rows.append(["2", "b", "", '{"field":"x","comparison":"~","value":1}', "", '[{"field":"cohesio'
                 '","op":"set","value":1},{"field":"trust","op":"set","value":7}]'])  # fmt: skip
    with pytest.raises(FaultsError) as caught:
        msel_of(rows, "x.csv", "mitre")
    words = [str(fault) for fault in caught.value.faults]
    assert len(words) == 7
    assert words[0] == 'x.csv: row 2, status: "Aproved" is no status; did you mean "Approved"?'
    assert any("row 3, effects" in w and 'did you mean "cohesion"' in w for w in words)
    assert any("trust lies within 0.05 to 0.95" in w for w in words)


@pytest.mark.parametrize("evil", EVIL)
def test_no_exported_cell_is_a_formula(tmp_path, evil: str) -> None:
    import openpyxl

    msel = Msel(injects=(Inject(number="1", title=evil, extra=((evil, evil),)),), columns=(evil,))
    for kind in FORMATS:
        rows = table_of(msel, kind)
        for row in sheets.csv_text(rows).splitlines()[1:]:
            assert evil in row
            assert all(cell.strip('"')[:1] not in sheets.FORMULA for cell in row.split(",") if cell)
        path = tmp_path / f"{kind}.xlsx"
        write_msel(msel, path, kind)
        cells = [c for row in openpyxl.load_workbook(path).active.iter_rows() for c in row]
        held = [c for c in cells if c.value is not None]
        assert {c.data_type for c in held} <= {"s"}
        raw = zipfile.ZipFile(path).read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in raw


def workbook(path: Path, **parts: bytes) -> Path:
    """A workbook with some of its parts replaced."""
    write_msel(Msel(injects=(Inject(number="1", title="x"),)), path, "hseep")
    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    held |= {name.replace("__", "/") + ".xml": data for name, data in parts.items()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in held.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"xl__sharedStrings": b" " * 30_000_000}, "beyond all measure"),
        ({"xl__a": b" " * 50_000_000, "xl__b": b" " * 50_000_000}, "unpacked it is larger"),
        ({"xl__sharedStrings": b'<!DOCTYPE x [<!ENTITY a "b">]><sst/>'}, "declares entities"),
        ({"xl__workbook": '<!DOCTYPE x SYSTEM "file:///etc/x"><a/>'.encode("utf-16")}, "entities"),
        ({"xl__workbook": b"<not-closed"}, "no workbook that can be read"),
    ],
)
def test_a_hostile_workbook_is_refused_in_words(tmp_path, parts, words: str) -> None:
    with pytest.raises(FaultsError, match=words):
        read_msel(workbook(tmp_path / "x.xlsx", **parts))


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("x.xlsx", b"PK\x03\x04 no", "no XLSX workbook"),
        ("x.csv", b"", "no row names the columns"),
        ("x.csv", b'ID,Title\n1,"open', "line 2"),
        ("x.csv", b"ID,Title\n" + b"1,x\n" * 6000, "more than 5,000 rows"),
        ("x.json", b"{", "no JSON"),
        ("x.json", b"[" * 100_000, "no JSON"),
        ("x.json", b'{"injects": [1]}', "no list of injects"),
        ("x.json", b'{"injects": [{"name": NaN}]}', "no number in JSON"),
        ("x.txt", b"", "ends in .xlsx, .csv, .json"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_words(tmp_path, name, data, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(FaultsError, match=words):
        read_msel(path)


def test_an_old_spreadsheet_s_code_page_and_semicolons_are_read(tmp_path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes("ID;Title\n1;\u201cBr\u00fccke\u201d\n".encode("cp1252"))
    assert read_msel(path).msel.injects[0].title == "\u201cBr\u00fccke\u201d"


def test_cexf_keeps_lists_numbers_and_nested_members() -> None:
    inject = {
        "inject_uuid": "a-1", "name": "A", "payload": "x", "trigger": ["time", "hand"],
        "timing": {"triggered_at": "T+5", "late": {"by": "2"}}, "sequence": 3,
        "score_range": [0, 10],
    }  # fmt: skip
    found = msel_of(cexf.rows_of(json.dumps({"injects": [inject]}), "x.json"), "x.json")
    (read,) = found.msel.injects
    assert (read.event_type, read.move, read.timing.text) == ("time | hand", "3", "T+5")
    again = json.loads(cexf.text_of_rows(table_of(found.msel, "cexf"), nested=True))
    assert again["injects"] == [inject]


# ---------------------------------------------------------------------------- other people's files


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")
@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("kind", FORMATS)
def test_the_t3sf_sample_goes_through_every_format(tmp_path, kind: str, ending: str) -> None:
    found = read_msel(SAMPLES / "msel_t3sf.xlsx")
    assert (found.format, len(found.msel.injects)) == ("t3sf", 12)
    assert found.msel.columns == ("Photo", "Picture Name", "Profile")
    assert [len(i.choices) for i in found.msel.injects if i.poll] == [2, 2]
    path = tmp_path / f"x{ending}"
    write_msel(found.msel, path, kind)
    assert read_msel(path).msel == found.msel


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")
def test_the_sample_deck_is_read_and_drawn_from_by_its_seed() -> None:
    deck = read_deck(SAMPLES / "injects_cards.csv")
    assert len(deck.injects) == 40
    assert deck.columns == ("Deck ID", "Back Url", "Background Url", "Art Url")
    assert not any("\u200b" in card.message for card in deck.injects)
    first = draw(deck, 5, seed=4)
    assert first == draw(deck, 5, seed=4)
    assert first != draw(deck, 5, seed=5)
    rest = draw(deck, 99, seed=4, without=[card.number for card in first])
    assert sorted([*rest, *first], key=repr) == sorted(deck.injects, key=repr)


def test_a_deck_without_words_or_with_a_number_twice_is_refused(tmp_path) -> None:
    path = tmp_path / "deck.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(FaultsError, match="column of titles"):
        read_deck(path)
    path.write_text("Card ID,Card Title\n1,x\n1,y\n")
    with pytest.raises(FaultsError, match="row 3, Card ID: another card"):
        read_deck(path)

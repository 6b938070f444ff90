"""CSV and XLSX from anywhere: read with limits, written so that no cell is a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from wargame.exercise.records import LONGEST_TEXT
from wargame.scenario.faults import FaultsError, file_fault

MOST_BYTES = 10_000_000  # of a file
MOST_UNPACKED = 60_000_000  # of all that lies in a workbook
MOST_RATIO = 150  # unpacked to packed, for parts above a megabyte; prose packs 1:4, tables 1:30
MOST_ROWS, MOST_COLUMNS = 5_000, 200
FORMULA = "=+-@\t\r\uff1d\uff0b\uff0d\uff20"  # what spreadsheets take for the start of a formula
BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


def file_bytes(path: Path) -> bytes:
    """All of a file of acceptable size; FaultsError in words otherwise."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise file_fault(path.name, "this is no file")
        if size > MOST_BYTES:
            raise file_fault(path.name, f"{size:,} bytes; an event list has at most {MOST_BYTES:,}")
        return path.read_bytes()
    except OSError as error:
        raise file_fault(path.name, (error.strerror or str(error)).lower()) from None


# ------------------------------------------------------------------------------------------- CSV


def read_csv(path: Path) -> list[list[str]]:
    """The rows of a CSV file, whatever its separator and encoding."""
    return csv_rows(file_bytes(path), path.name)


def csv_rows(data: bytes, name: str) -> list[list[str]]:
    """The rows of a CSV text; FaultsError says where it breaks off."""
    text = decoded(data).replace("\0", "")
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    try:
        for row in reader:
            if len(rows) >= MOST_ROWS:
                raise file_fault(name, f"more than {MOST_ROWS:,} rows; split the list")
            if len(row) > MOST_COLUMNS:
                words = f"row {len(rows) + 1} has {len(row)} cells; at most {MOST_COLUMNS} are read"
                raise file_fault(name, words)
            rows.append([_plain(cell) for cell in row])
    except csv.Error as error:
        words = f"line {reader.line_num}: {error}; a quotation mark may not be closed"
        raise file_fault(name, words) from None
    return rows


def decoded(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 with its mark, or the code page of old spreadsheets."""
    encoding = next((name for mark, name in BOMS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _separator(text: str) -> str:
    """The separator that stands most often in the first line with any, outside quotes."""
    for line in text.splitlines()[:20]:
        bare = "".join(line.split('"')[::2])
        counts = {mark: bare.count(mark) for mark in ",;\t"}
        if any(counts.values()):
            return max(counts, key=counts.__getitem__)
    return ","


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV; a cell that a spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([_guarded(cell) for cell in row] for row in rows)
    return out.getvalue()


def _guarded(cell: str) -> str:
    bare = cell.lstrip("' ")
    return f"'{cell}" if bare[:1] and bare[0] in FORMULA else cell


def _plain(cell: str) -> str:
    """The cell as it was before it was guarded."""
    bare = cell.lstrip("' ")
    return cell[1:] if cell[:1] == "'" and bare[:1] and bare[0] in FORMULA else cell


# ------------------------------------------------------------------------------------------ XLSX


def read_xlsx(path: Path) -> dict[str, list[list[str]]]:
    """The rows of each sheet of a workbook as texts; nothing in it is computed or fetched."""
    data = file_bytes(path)
    _check_parts(data, path.name)
    import openpyxl  # noqa: PLC0415  a quarter of a second, and only for workbooks

    try:
        book = openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=True, keep_links=False
        )
        return {sheet.title: _cells(sheet, path.name) for sheet in book.worksheets}
    except FaultsError:
        raise
    except Exception as error:  # noqa: BLE001  a broken workbook breaks the library anywhere
        words = f"this is no workbook that can be read ({type(error).__name__})"
        raise file_fault(path.name, words) from None


def _check_parts(data: bytes, name: str) -> None:
    """Nothing happens when a workbook's parts are of sane size and name no entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > MOST_UNPACKED or len(parts) > 2_000:
                raise file_fault(name, f"unpacked it is larger than {MOST_UNPACKED:,} bytes")
            for part in parts:
                if part.file_size > 1_000_000 and part.file_size > MOST_RATIO * part.compress_size:
                    raise file_fault(name, f"{part.filename[:60]} unpacks beyond all measure")
                if part.filename.lower().endswith((".xml", ".rels", ".vml")):
                    _check_entities(archive.read(part), name, part.filename)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        raise file_fault(name, "this is no XLSX workbook, or it is encrypted") from None
    except zipfile.zlib.error:  # type: ignore[attr-defined]  # what a broken part raises
        raise file_fault(name, "this workbook is damaged") from None


def _check_entities(text: bytes, name: str, part: str) -> None:
    """Workbooks have no document type; entities come with one, in whatever encoding."""
    if b"<!DOCTYPE" in text.replace(b"\0", b"").upper():
        raise file_fault(name, f"{part[:60]} declares entities, which no workbook needs")


def _cells(sheet: Any, name: str) -> list[list[str]]:
    sheet.reset_dimensions()  # a file may claim any size
    limits = {"max_row": MOST_ROWS + 1, "max_col": MOST_COLUMNS + 1}
    rows = [[_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True, **limits)]
    if len(rows) > MOST_ROWS and any(rows[MOST_ROWS]):
        raise file_fault(name, f"sheet {sheet.title[:40]}: more than {MOST_ROWS:,} rows; split it")
    if any(len(row) > MOST_COLUMNS and row[MOST_COLUMNS] for row in rows):
        words = f"sheet {sheet.title[:40]}: more than {MOST_COLUMNS} columns"
        raise file_fault(name, words)
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _text(value: Any) -> str:
    """A cell as people see it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, dt.time):
        return value.strftime("%H:%M:%S" if value.second else "%H:%M")
    if isinstance(value, dt.datetime):
        whole = value.time() == dt.time()
        return value.date().isoformat() if whole else value.isoformat(" ", "minutes")
    return str(value)


def write_xlsx(rows: Sequence[Sequence[str]], path: Path, title: str = "MSEL") -> None:
    """The rows are a workbook in which every cell is text; FaultsError where one is too long."""
    import openpyxl  # noqa: PLC0415  as above

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    sheet.freeze_panes = "A2"
    for r, row in enumerate(rows, 1):
        for c, text in enumerate(row, 1):
            if len(text) > LONGEST_TEXT:
                words = f"row {r}: a cell of a workbook holds {LONGEST_TEXT:,} characters"
                raise file_fault(path.name, words)
            if text:
                _write(sheet.cell(r, c), text)
    book.save(path)


def _write(cell: Any, text: str) -> None:
    cell.value = text
    cell.data_type = "s"  # whatever it begins with
    if text[0] in FORMULA:
        cell.quotePrefix = True

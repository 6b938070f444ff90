"""The tables of a document for a spreadsheet: CSV and XLSX in which no cell can be a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path

from wargame.engine.errors import WargameError
from wargame.exercise.report_records import Grid, Refs

RISKY = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would read a formula
LONGEST_SHEET = 31  # letters of a sheet's name, by the format
LONGEST_CELL = 32_767  # letters of a cell, by the format
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML has no place for them
WIDEST = 60  # letters of a column


class NoSpreadsheet(WargameError):
    """The library that writes XLSX is not installed."""


def csv_of(grid: Grid) -> str:
    """A table as CSV; what would be read as a formula has an apostrophe before it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in _lines(grid):
        writer.writerow([_harmless(cell) for cell in row])
    return out.getvalue()


def write_csv(grids: Iterable[Grid], folder: Path) -> tuple[Path, ...]:
    """Every table lies in a file of its own in the folder; returns the files."""
    written = []
    for name, grid in named(grids):
        path = folder / f"{name}.csv"
        path.write_text(csv_of(grid), encoding="utf-8-sig", newline="")
        written.append(path)
    return tuple(written)


def write_xlsx(grids: Iterable[Grid], path: Path) -> int:
    """Every table lies on a sheet of its own, all cells as text; returns how many sheets."""
    try:
        from openpyxl import Workbook  # noqa: PLC0415  an import that only this needs
        from openpyxl.styles import Alignment, Font  # noqa: PLC0415
    except ImportError:
        raise NoSpreadsheet(
            "XLSX needs openpyxl: pip install openpyxl; or write CSV with --csv"
        ) from None
    book = Workbook(write_only=False)
    book.remove(book.worksheets[0])
    for name, grid in named(grids):
        sheet = book.create_sheet(name[:LONGEST_SHEET])
        for number, row in enumerate(_lines(grid), 1):
            for place, text in enumerate(row, 1):
                cell = sheet.cell(number, place)
                cell.value = CONTROLS.sub("", text)[:LONGEST_CELL]
                cell.data_type = "s"  # text, whatever it begins with
                cell.quotePrefix = text.startswith(RISKY)
                cell.alignment = Alignment(vertical="top", wrap_text=True)
                if number == 1:
                    cell.font = Font(bold=True)
        for column in sheet.iter_cols():
            longest = max(len(str(cell.value or "")) for cell in column)
            sheet.column_dimensions[column[0].column_letter].width = min(longest + 2, WIDEST)
        sheet.freeze_panes = "A2"
    book.save(path)
    return len(book.worksheets)


def named(grids: Iterable[Grid]) -> list[tuple[str, Grid]]:
    """Every table under a name of its own that a file or a sheet may have."""
    found: dict[str, Grid] = {}
    for grid in grids:
        stem = re.sub(r"[^a-z0-9]+", "-", grid.id.lower()).strip("-")[: LONGEST_SHEET - 4]
        name, count = stem or "table", 1
        while name in found:
            count += 1
            name = f"{stem}-{count}"
        found[name] = grid
    return list(found.items())


def _lines(grid: Grid) -> Iterable[tuple[str, ...]]:
    """Heads and rows, the events they rest on in a last column."""
    yield (*grid.heads, "Log events") if grid.cited else grid.heads
    for index, row in enumerate(grid.rows):
        yield (*row, _numbers(grid.refs_of(index))) if grid.cited else row


def _numbers(refs: Refs) -> str:
    return ", ".join(str(event) for event in refs)


def _harmless(text: str) -> str:
    """The text as a spreadsheet takes it for text."""
    return f"'{text}" if text.lstrip(" ").startswith(RISKY) else text

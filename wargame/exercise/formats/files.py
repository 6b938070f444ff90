"""Event lists in files: read by what their columns are called, written for the tool people name."""

from __future__ import annotations

import os
from pathlib import Path

from wargame.exercise.formats import cexf, sheets
from wargame.exercise.formats.names import FORMATS, detected
from wargame.exercise.formats.table import Imported, msel_of, table_of
from wargame.exercise.msel import Msel
from wargame.scenario.faults import file_fault

ENDINGS = (".xlsx", ".csv", ".json")


def read_msel(path: Path, kind: str = "") -> Imported:
    """The event list of a file, of that format or of the one its columns are of.

    Raises FaultsError with every fault.
    """
    ending = path.suffix.lower()
    if ending == ".csv":
        return msel_of(sheets.read_csv(path), path.name, kind)
    if ending == ".json":
        text = sheets.decoded(sheets.file_bytes(path))
        return msel_of(cexf.rows_of(text, path.name), path.name, kind)
    if ending == ".xlsx":
        return _best_sheet(sheets.read_xlsx(path), path.name, kind)
    raise file_fault(path.name, f"an event list ends in {', '.join(ENDINGS)}")


def _best_sheet(found: dict[str, list[list[str]]], name: str, kind: str) -> Imported:
    """The sheet whose columns are most clearly an event list's; the others are told of."""
    if not found:
        raise file_fault(name, "the workbook has no sheet")
    scores = {
        title: max((detected(row)[1] for row in rows[:30]), default=0)
        for title, rows in found.items()
    }
    best = max(scores, key=scores.__getitem__)
    read = msel_of(found[best], name, kind)
    left = tuple(
        f'sheet "{title}" was not read: "{best}" holds the event list'
        for title, rows in found.items()
        if title != best and rows
    )
    return Imported(read.msel, read.format, (*read.notes, *left))


def write_msel(msel: Msel, path: Path, kind: str) -> None:
    """The event list is a file for that tool; the file before stays when it cannot be written."""
    if kind not in FORMATS:
        raise file_fault(path.name, f"there is no format {kind}; known: {', '.join(FORMATS)}")
    rows, ending = table_of(msel, kind), path.suffix.lower()
    part = path.with_name(f".{path.name}.part{ending}")
    try:
        if ending == ".xlsx":
            sheets.write_xlsx(rows, part)
        elif ending == ".csv":
            part.write_bytes(b"\xef\xbb\xbf" + sheets.csv_text(rows).encode())
        elif ending == ".json":
            part.write_text(cexf.text_of_rows(rows, nested=kind == "cexf"), encoding="utf-8")
        else:
            raise file_fault(path.name, f"an event list ends in {', '.join(ENDINGS)}")
        os.replace(part, path)  # noqa: PTH105  as the journal does
    finally:
        part.unlink(missing_ok=True)

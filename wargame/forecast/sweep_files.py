"""The result of a sweep as CSV, SQLite or Parquet: one row a cell, whole or not at all."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wargame.engine.errors import WargameError
from wargame.forecast.sweep import Cells

NO_PARQUET = 'Parquet needs pyarrow: pip install "wargame[parquet]"'


class NoParquet(WargameError):
    """Parquet files cannot be written here."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name and what it holds."""

    name: str
    kind: type  # int, float or str; each may lack a value


def _write_csv(path: Path, columns: Sequence[Column], rows: Cells, told: Mapping[str, str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([column.name for column in columns])
        writer.writerows(["" if value is None else value for value in row] for row in rows)


def _write_sqlite(
    path: Path, columns: Sequence[Column], rows: Cells, told: Mapping[str, str]
) -> None:
    kinds = {int: "INTEGER", float: "REAL", str: "TEXT"}
    spelt = ", ".join(f'"{c.name}" {kinds[c.kind]}' for c in columns)
    marks = ", ".join("?" * len(columns))
    with closing(sqlite3.connect(path)) as base, base:
        base.execute(f"CREATE TABLE cells ({spelt})")
        base.executemany(f"INSERT INTO cells VALUES ({marks})", rows)  # noqa: S608  marks only
        base.execute("CREATE TABLE study (name TEXT, value TEXT)")
        base.executemany("INSERT INTO study VALUES (?, ?)", told.items())


def _write_parquet(
    path: Path, columns: Sequence[Column], rows: Cells, told: Mapping[str, str]
) -> None:
    _check_parquet()
    import pyarrow as pa  # noqa: PLC0415  an extra
    from pyarrow import parquet  # noqa: PLC0415

    kinds = {int: pa.int64(), float: pa.float64(), str: pa.string()}
    arrays = [pa.array([row[i] for row in rows], type=kinds[c.kind]) for i, c in enumerate(columns)]
    table = pa.table(arrays, names=[column.name for column in columns])
    parquet.write_table(table.replace_schema_metadata(dict(told)), path)


def _check_parquet() -> None:
    try:
        import pyarrow as pa  # noqa: F401, PLC0415  an extra
    except ImportError:
        raise NoParquet(NO_PARQUET) from None


Writer = Callable[[Path, Sequence[Column], Cells, Mapping[str, str]], None]
WRITERS: Mapping[str, Writer] = {
    ".csv": _write_csv,
    ".sqlite": _write_sqlite,
    ".parquet": _write_parquet,
}


def check_kind(out: Path) -> None:
    """A file of that kind can be written here; raises NoParquet where pyarrow is missing."""
    if out.suffix.lower() == ".parquet":
        _check_parquet()


def write_result(
    out: Path, columns: Sequence[Column], rows: Cells, told: Mapping[str, Any]
) -> None:
    """The rows stand in `out`, of the kind its name ends with; until then nothing does.

    told : about the study, kept in SQLite's table `study` and in Parquet's metadata.
    """
    new = out.with_name(f".{out.name}.new")
    new.unlink(missing_ok=True)
    words = {name: str(value) for name, value in told.items()}
    WRITERS[out.suffix.lower()](new, columns, rows, words)
    new.replace(out)

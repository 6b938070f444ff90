"""TOML files from outside, read into plain data or refused in a sentence."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from wargame.scenario.faults import file_fault

LARGEST_FILE = 8_000_000  # bytes; the shipped scenario has about 30,000


def read_toml(path: Path, name: str) -> dict[str, Any]:
    """The tables of the TOML file at `path`, lists turned into tuples.

    `name` is what messages call the file.

    Raises FaultsError when the file is missing, a folder, unreadable, too large or no TOML.
    """
    return toml_tables(_read_text(path, name), name)


def toml_tables(text: str, name: str) -> dict[str, Any]:
    """The tables of a TOML text, lists turned into tuples; FaultsError when it is no TOML."""
    try:
        return {key: _frozen(value) for key, value in tomllib.loads(text).items()}
    except RecursionError:
        raise file_fault(name, "lists or tables are nested too deeply to be read") from None
    except ValueError as error:  # TOMLDecodeError, and integers of thousands of digits
        raise file_fault(name, f"this is not TOML: {_lower_first(str(error))}") from None


def _read_text(path: Path, name: str) -> str:
    try:
        if path.is_dir():
            raise file_fault(name, _about_a_folder(path, name))
        if path.exists() and not path.is_file():
            raise file_fault(name, "this is no regular file")
        if path.exists() and path.stat().st_size > LARGEST_FILE:
            raise file_fault(name, f"the file is larger than {LARGEST_FILE // 1_000_000} MB")
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise file_fault(name, "there is no such file") from None
    except UnicodeDecodeError as error:
        words = f"this is not UTF-8 text: byte {error.start} cannot be read"
        raise file_fault(name, words) from None
    except (OSError, ValueError) as error:  # ValueError: a null byte in the name
        reason = getattr(error, "strerror", None) or str(error)
        raise file_fault(name, f"the file cannot be read: {_lower_first(reason)}") from None


def _about_a_folder(path: Path, name: str) -> str:
    inside = sorted(p.name for p in path.glob("*.toml"))
    if not inside:
        return "this is a folder, and no TOML file is in it; name a file"
    best = "scenario.toml" if "scenario.toml" in inside else inside[0]
    return f'this is a folder; did you mean "{name.rstrip("/")}/{best}"?'


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _frozen(item) for key, item in value.items()}
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value


def _lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]

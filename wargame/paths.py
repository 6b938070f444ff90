"""Where the data folders stand: the one place that knows a checkout from an installed wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path


def find_data_root(package: Path) -> Path:
    """The folder that holds `assets` and `geodata` for the package in folder `package`.

    A wheel carries them in `wargame/_data`; in a checkout they stand beside the package.
    Raises FileNotFoundError when neither is there.
    """
    for candidate in (package / "_data", package.parent):
        if (candidate / "assets").is_dir() and (candidate / "geodata").is_dir():
            return candidate
    raise FileNotFoundError(
        f"wargame's data folders, assets and geodata, are neither in {package / '_data'} "
        f"nor beside {package}; reinstall the package"
    )


@cache
def data_root() -> Path:
    """The folder that holds `assets` and `geodata`."""
    return find_data_root(Path(__file__).resolve().parent)


def assets() -> Path:
    """The folder of themes, fonts, icons, scenarios and parameters."""
    return data_root() / "assets"


def geodata() -> Path:
    """The folder of map layers and contact lines."""
    return data_root() / "geodata"

"""The data folders are found in a checkout and in a wheel, and a broken install says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from wargame.paths import assets, data_root, find_data_root, geodata


def folders(root: Path) -> Path:
    for name in ("assets", "geodata"):
        (root / name).mkdir(parents=True)
    return root


def test_a_checkout_uses_the_folders_beside_the_package(tmp_path: Path) -> None:
    folders(tmp_path)
    assert find_data_root(tmp_path / "wargame") == tmp_path


def test_a_wheel_uses_the_folders_inside_the_package(tmp_path: Path) -> None:
    folders(tmp_path)  # another project's folders must not win
    inside = folders(tmp_path / "wargame" / "_data")
    assert find_data_root(tmp_path / "wargame") == inside


def test_missing_folders_are_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="reinstall the package"):
        find_data_root(tmp_path / "wargame")


def test_the_running_package_has_its_data() -> None:
    assert assets().is_dir()
    assert geodata().is_dir()
    assert assets().parent == geodata().parent == data_root()

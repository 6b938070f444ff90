"""A session that is written where something else writes too says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from wargame.journal.place import shared_by, warning


@pytest.mark.parametrize(
    ("folder", "by"),
    [
        ("Dropbox", "Dropbox"),
        ("Dropbox (Staff College)/class", "Dropbox"),
        ("OneDrive - Staff College/Documents", "OneDrive"),
        ("onedrive", "OneDrive"),
        ("Google Drive/My Drive", "Google Drive"),
        ("Library/CloudStorage/GoogleDrive-a@b.org/My Drive", "Google Drive"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("iCloudDrive", "iCloud"),
        ("Nextcloud/exercise", "Nextcloud"),
        ("Documents", ""),
        ("Dropboxes of the army", ""),
        ("my onedrive notes", ""),
    ],
)
def test_a_synchronised_folder_is_known_by_its_name(tmp_path: Path, folder: str, by: str) -> None:
    path = tmp_path / folder / "lesson.wargame"
    assert shared_by(path) == by
    assert bool(warning(path)) == bool(by)
    assert by in warning(path)


def test_a_link_into_a_synchronised_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "sessions").symlink_to(tmp_path / "Dropbox")
    assert shared_by(tmp_path / "sessions" / "lesson.wargame") == "Dropbox"


def test_a_network_share_is_known_by_its_file_system(tmp_path: Path) -> None:
    share = tmp_path / "class room"
    share.mkdir()
    mounts = tmp_path / "mounts"
    written = str(share).replace(" ", "\\040")
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/x {written} nfs4 rw 0 0\nodd\n")
    assert shared_by(share / "deep" / "lesson.wargame", mounts) == "a network share"
    assert shared_by(tmp_path / "lesson.wargame", mounts) == ""
    assert "on a network share" in warning(share / "lesson.wargame", mounts)


def test_a_windows_share_is_known_by_its_two_strokes() -> None:
    assert shared_by(Path("\\\\server\\class\\lesson.wargame")) == "a network share"


def test_without_a_list_of_mounts_only_names_tell(tmp_path: Path) -> None:
    assert shared_by(tmp_path / "lesson.wargame", tmp_path / "no such list") == ""

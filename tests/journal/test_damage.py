"""Flipped bytes and cut files: found and named, or recovered up to there; never silently another.

Reduced here; `pytest -m soak` takes every byte and every length.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from journal_of_texts import events, opening

from wargame.journal import hostile
from wargame.journal.errors import JournalError
from wargame.journal.store import Store

SAMPLED = 97  # every so many bytes in the default run


def outcome(path: Path, whole: hostile.Contents) -> str:
    """What became of a damaged file; fails where it reads as another session."""
    try:
        found = hostile.read(path)
    except JournalError:
        refused = True
    else:
        refused = False
        assert found.opening == whole.opening, "silently another opening"
        assert found.events == whole.events, "silently other events"
    try:
        kept = hostile.read(path, forgiving=True)
    except JournalError:
        return "refused"
    assert kept.opening == whole.opening, "recovered another opening"
    assert kept.events == whole.events[: len(kept.events)], "recovered other events"
    assert refused or kept.events == whole.events
    return "recovered in part" if refused else "unharmed"


def flip_all(journal: Path, step: int, bits: tuple[int, ...]) -> Counter[str]:
    whole, data = hostile.read(journal), bytearray(journal.read_bytes())
    found: Counter[str] = Counter()
    for offset in range(0, len(data), step):
        for bit in bits:
            data[offset] ^= 1 << bit
            journal.write_bytes(data)
            found[outcome(journal, whole)] += 1
            data[offset] ^= 1 << bit
    return found


def cut_all(journal: Path, step: int) -> Counter[str]:
    whole, data = hostile.read(journal), journal.read_bytes()
    found: Counter[str] = Counter()
    for length in range(0, len(data), step):
        journal.write_bytes(data[:length])
        found[outcome(journal, whole)] += 1
    return found


def test_a_flipped_byte_is_never_silently_another_session(journal: Path) -> None:
    found = flip_all(journal, SAMPLED, (0, 6))
    print(f"flips: {sum(found.values())}: {dict(found)}; silently different: 0")
    assert found["refused"] + found["recovered in part"] > 20, "the fault did not fire"


def test_a_cut_file_is_never_silently_another_session(journal: Path) -> None:
    found = cut_all(journal, 211)
    print(f"truncations: {sum(found.values())}: {dict(found)}; silently different: 0")
    assert found["unharmed"] == 0


def test_what_was_written_ahead_and_torn_is_what_was_committed_before(tmp_path: Path) -> None:
    """Images of a disk whose last writes did not all arrive: cut, or with a byte flipped."""
    store, told = Store.create(tmp_path / "a.wargame", opening()), tuple(events(12))
    for event in told:
        store.append([event], {})
    main, ahead = store.path.read_bytes(), Path(f"{store.path}-wal").read_bytes()
    store.close()
    image, found = tmp_path / "image.wargame", Counter[int]()
    images = [ahead[:length] for length in range(0, len(ahead), 997)]
    images += [
        ahead[:at] + bytes([ahead[at] ^ 4]) + ahead[at + 1 :] for at in range(0, len(ahead), 997)
    ]
    for torn in images:
        for end, data in (("", main), ("-wal", torn)):
            image.with_name(image.name + end).write_bytes(data)
        image.with_name(image.name + "-shm").unlink(missing_ok=True)
        kept = hostile.read(image).events
        assert kept == told[: len(kept)]
        found[len(kept)] += 1
    print(f"torn images: {len(images)}; events kept: {dict(sorted(found.items()))}; lost order: 0")
    assert len(found) > 6, "the fault did not fire"


@pytest.mark.soak
def test_every_flipped_byte_and_every_length(journal: Path) -> None:
    flips, cuts = flip_all(journal, 1, (0, 7)), cut_all(journal.with_name("small.wargame"), 1)
    print(f"flips: {sum(flips.values())}: {dict(flips)}; silently different: 0")
    print(f"truncations: {sum(cuts.values())}: {dict(cuts)}; silently different: 0")

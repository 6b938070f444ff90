"""A small journal without a game: texts in place of scenarios and states."""

from __future__ import annotations

from wargame.journal.chain import Event, Opening, Snapshot, text_of


def opening() -> Opening:
    return Opening("a" * 32, "2026-01-01T00:00:00+00:00", "wargame 0", "book", text_of({"a": 1}))


def events(count: int) -> list[Event]:
    found, previous = [], opening().digest()
    for seq in range(1, count + 1):
        body = text_of({"words": f"step {seq} żółć", "parent": seq - 1})
        event = Event(
            seq, "step", seq // 3, "kyiv" if seq % 2 else None, body, f"{seq:064x}", previous
        )
        found.append(event)
        previous = event.link()
    return found


def snapshots(count: int) -> dict[int, Snapshot]:
    return {seq: Snapshot(seq, bytes([seq % 256]) * 40) for seq in range(3, count + 1, 3)}

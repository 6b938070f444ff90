"""The order of the events list, and the times that follow when an inject takes another place."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from wargame.exercise.msel import Inject, Timing

MINUTE = 60
STEP = 5 * MINUTE  # at either end of the list, where it had no distance: our judgement
LAST = {"absolute": 86_399, "relative": 10_000_000}  # seconds that a time of the kind can have
CLOCKED = tuple(LAST)
SAID = ("delivery_time", "scenario_time", "move")  # fields that may hold the time as a text


def moved(injects: Sequence[Inject], number: str, before: str = "") -> tuple[Inject, ...]:
    """The same injects in another order: that one stands before another, or at the end."""
    one = next(i for i in injects if i.number == number)
    others = [i for i in injects if i.number != number]
    at = next((k for k, i in enumerate(others) if i.number == before), len(others))
    return (*others[:at], one, *others[at:])


def moved_in_time(
    injects: Sequence[Inject], number: str, before: str = "", fixed: Collection[str] = ()
) -> tuple[Inject, ...]:
    """The same in another order, in which the inject takes a time between its new neighbours.

    It keeps its distance to the one before it. Those it passes follow by that distance, so that
    the list stays in the order of its times and does not get longer. Only times of the same kind
    are compared; the injects of `fixed` keep theirs, and so do those due by hand or condition.
    """
    ordered = moved(injects, number, before)
    one = next(i for i in injects if i.number == number)
    if one.timing.kind == "move":
        return _with_move(ordered, one)
    if one.timing.kind not in CLOCKED or ordered == tuple(injects):
        return ordered
    own = [i.number for i in injects if i.timing.kind == one.timing.kind]
    now = [i.number for i in ordered if i.timing.kind == one.timing.kind]
    times = {i.number: i.timing.seconds for i in injects}
    old, new = own.index(number), now.index(number)
    gap = max(0, times[number] - times[own[old - 1]]) if old else 0
    passed = own[old + 1 : new + 1] if new > old else own[new:old]
    if gap:
        shift = -gap if new > old else gap
        times |= {n: max(0, times[n] + shift) for n in passed if n not in fixed}
    low = times[now[new - 1]] if new else None
    high = times[now[new + 1]] if new + 1 < len(now) else None
    times[number] = min(_between(low, high, gap), LAST[one.timing.kind])
    return tuple(_at(i, times[i.number]) for i in ordered)


def _between(low: int | None, high: int | None, gap: int) -> int:
    """A time after `low` by the gap, or amid the two; never after `high`."""
    if low is None:
        return max(0, (high or 0) - (gap or STEP))
    if high is None:
        return low + (gap or STEP)
    if gap and low + gap <= high:
        return low + gap
    amid = (low + max(low, high)) // 2
    whole = amid - amid % MINUTE
    return whole if whole > low else amid


def _with_move(ordered: Sequence[Inject], one: Inject) -> tuple[Inject, ...]:
    """The inject is due on a move between those of its neighbours."""
    at = [i.number for i in ordered].index(one.number)
    before = [i.timing.move for i in ordered[:at] if i.timing.kind == "move"]
    after = [i.timing.move for i in ordered[at + 1 :] if i.timing.kind == "move"]
    move = max(one.timing.move, before[-1] if before else 0)
    move = min(move, max(after[0], before[-1] if before else 0) if after else move)
    there = retimed(one, Timing(kind="move", move=move))
    return tuple(there if i.number == one.number else i for i in ordered)


def _at(inject: Inject, seconds: int) -> Inject:
    if inject.timing.kind not in CLOCKED or inject.timing.seconds == seconds:
        return inject
    return retimed(inject, inject.timing.model_copy(update={"seconds": seconds}))


def retimed(inject: Inject, timing: Timing) -> Inject:
    """The inject due at another time; a field that held the old one as a text holds the new one.

    Only a time of the same kind is written there: a column of clock times stays one.
    """
    update: dict[str, object] = {"timing": timing}
    same = timing.kind == inject.timing.kind and timing.kind in (*CLOCKED, "move")
    for name in SAID if same else ():
        text = inject.field(name)
        if text and not text.startswith("{") and Timing.parse(text) == inject.timing:
            update[name] = timing.text
    return inject.model_copy(update=update)

"""A session as it was recorded: brought back to where it stood, and checked step by step."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from wargame.app.codec import (
    Unreadable,
    read_json,
    read_opening,
    read_snapshot,
    read_zones,
    version,
)
from wargame.app.history import NAME_BRANCH, VISIT, Clock, utc_now
from wargame.app.position import Kept
from wargame.app.refusals import REFUSALS
from wargame.app.session import Session
from wargame.app.step import Step
from wargame.app.tree import ROOT, Node
from wargame.app.zones import ZoneShelf
from wargame.engine.errors import IllegalDecision
from wargame.engine.inputs import ZoneInputs
from wargame.journal.chain import Event, Snapshot
from wargame.journal.errors import Damaged
from wargame.journal.hostile import Contents
from wargame.scenario.options import Geometry

# What comes of a step or a zone that somebody forged.
UNTAKEABLE: tuple[type[Exception], ...] = (
    *REFUSALS, KeyError, TypeError, ValueError, AttributeError,
)  # fmt: skip
TOLERANCE = 1e-6  # relative, of zones measured again


def restored(contents: Contents, clock: Clock = utc_now) -> Session:
    """The session that a file keeps, where it stood; nothing is played that a snapshot shows.

    Raises Damaged with the event that cannot be taken.
    """
    name = contents.path.name
    try:
        scenario, parameters, seed, setting, zones = read_opening(contents.opening.body)
        shelf = ZoneShelf.of(scenario)
    except UNTAKEABLE as error:
        raise Damaged(name, str(error), 0) from None
    shelf.record(zones)
    session = Session(scenario, seed, shelf, setting, parameters=parameters, clock=clock)
    session.tree.nodes[ROOT].at = contents.opening.created
    known = {option.geometry for option in scenario.options}
    for event in contents.events:
        try:
            known |= _taken(session, event, contents.snapshots.get(event.seq), shelf)
        except UNTAKEABLE as error:
            words = f"event {event.seq} ({event.kind[:40]}) cannot be taken: {str(error)[:200]}"
            raise Damaged(name, words, event.seq) from None
    _stands(session, name)
    session.chronicle.restore(contents.opening, contents.events, contents.snapshots, known)
    return session


def _stands(session: Session, name: str) -> None:
    """Nothing happens when every step up to where the session stands can be taken."""
    line = list(session.tree.line(session.tree.present))[::-1]
    for node in line:
        try:
            turn = session.tree.position(node).turn
        except UNTAKEABLE as error:
            words = f"event {node.seq} ({node.kind}) cannot be taken: {str(error)[:200]}"
            raise Damaged(name, words, node.seq) from None
        if turn != node.turn:
            words = f"event {node.seq} says that {node.turn} turns were played, not {turn}"
            raise Damaged(name, words, node.seq)


def _taken(
    session: Session, event: Event, snapshot: Snapshot | None, shelf: ZoneShelf
) -> set[Geometry]:
    """The event stands in the session's tree; returns the zones it brought."""
    body, tree = read_json(event.body), session.tree
    if event.kind == VISIT:
        tree.visit(int(body["to"]))
        return set()
    if event.kind == NAME_BRANCH:
        tree.branches[int(body["branch"])].name = str(body["name"])
        return set()
    zones = read_zones(body.get("zones", []), len(session.scenario.sectors))
    shelf.record(zones)
    node = _node(event, body, snapshot)
    if "amends" in body:
        tree.amend(node)
    else:
        tree.add(node)
    return set(zones)


def _node(event: Event, body: dict[str, Any], snapshot: Snapshot | None) -> Node:
    step = Step.read(event.kind, body["step"])
    seq, parent = int(body.get("amends", event.seq)), int(body["parent"])
    node = Node(
        seq, parent, step, event.turn, event.seat or "", str(body["words"]), str(body["at"]),
        event.digest or "", 0,
    )  # fmt: skip
    if snapshot is not None and body.get("snapshot"):
        node.kept = partial(_kept, event, str(body["snapshot"]), snapshot)
    return node


def _kept(event: Event, name: str, snapshot: Snapshot) -> Kept | None:
    """The turn as a snapshot keeps it; None when it is not the one that the event names."""
    if name != snapshot.name:
        return None
    try:
        kept = read_snapshot(snapshot.data)
    except Unreadable:
        return None
    return kept if kept.state.digest() == event.digest else None


def without_snapshots(contents: Contents) -> Contents:
    """The same file as if nobody had kept a turn: everything is played again."""
    return replace(contents, snapshots={})


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file's proof found."""

    events: int
    branches: int
    turns: int  # played again, on all branches
    zones: int  # measured again
    faults: tuple[str, ...]
    notes: tuple[str, ...]  # what is no fault but should be known


def verified(contents: Contents) -> Checked:
    """Every step taken again without snapshots, every digest recomputed, every zone measured."""
    session = restored(without_snapshots(contents))
    faults = [*_other_digests(session), *_other_zones(session, contents)]
    faults += _other_snapshots(contents)
    tree = session.tree
    measured = sum(len(zones) for _, zones in _recorded_zones(session, contents))
    turns = sum(node.kind == "play_turn" for node in tree.nodes.values())
    notes, (_, rulebook) = [], version()
    if contents.opening.rulebook != rulebook:
        notes.append(
            f"recorded with rulebook {contents.opening.rulebook}, checked with {rulebook}: "
            "where they differ, so do the states"
        )
    return Checked(
        len(contents.events), len(tree.branches), turns, measured, tuple(faults), tuple(notes)
    )


def _other_digests(session: Session) -> list[str]:
    """The first step of each branch that leads elsewhere than recorded."""
    found, bad = [], set()
    for node in session.tree.nodes.values():
        if node.parent is None:
            continue
        if node.parent in bad:
            bad.add(node.seq)
            continue
        try:
            digest = session.position_at(node.seq).now.digest
        except UNTAKEABLE as error:
            digest = ""
            found.append(f"event {node.seq} ({node.kind}) cannot be played again: {error}")
        if digest and digest != node.digest:
            words = f"recorded {node.digest[:12]}, played again {digest[:12]}"
            found.append(f"event {node.seq} ({node.kind}) leads to another state: {words}")
        if digest != node.digest:
            bad.add(node.seq)
    return found


def _recorded_zones(
    session: Session, contents: Contents
) -> list[tuple[str, dict[Geometry, ZoneInputs]]]:
    """The zones a file keeps, by where it keeps them."""
    sectors = len(session.scenario.sectors)
    found = [("the opening", read_opening(contents.opening.body)[4])]
    for event in contents.events:
        zones = read_json(event.body).get("zones")
        if zones:
            found.append((f"event {event.seq}", read_zones(zones, sectors)))
    return found


def _other_zones(session: Session, contents: Contents) -> list[str]:
    """Zones that measure something else than was recorded."""
    shelf, found = ZoneShelf.of(session.scenario), []
    for where, zones in _recorded_zones(session, contents):
        for geometry, inputs in zones.items():
            try:
                names = differing(inputs, shelf.take(geometry).inputs)
            except UNTAKEABLE as error:
                found.append(f"{where}: a zone cannot be measured again: {str(error)[:200]}")
                continue
            if names:
                what = f"{geometry.kind} zone with a strip of {geometry.buffer_km:g} km"
                found.append(f"{where}: a {what} measures differently: {', '.join(names)}")
    return found


def differing(one: ZoneInputs, other: ZoneInputs) -> list[str]:
    """The measures that differ by more than the tolerance."""
    found = []
    for f in fields(one):
        first, second = (np.asarray(getattr(x, f.name), dtype=np.float64) for x in (one, other))
        if not np.allclose(first, second, rtol=TOLERANCE, atol=TOLERANCE):
            found.append(f.name)
    return found


def _other_snapshots(contents: Contents) -> list[str]:
    """Snapshots that are not those the events name."""
    found = []
    for event in contents.events:
        named = read_json(event.body).get("snapshot")
        snapshot = contents.snapshots.get(event.seq)
        if named and snapshot is not None and snapshot.name != named:
            found.append(
                f"event {event.seq}: its snapshot is not as it was written; it is not used"
            )
    return found


def contents_of(session: Session, path: Path) -> Contents:
    """A session in memory as if it had been read from a file of that name."""
    chronicle = session.chronicle
    return Contents(path, chronicle.opening, chronicle.settle(), chronicle.snapshots)


def forked(session: Session, turn: int) -> Session:
    """A session of its own that has played the present line up to a turn, rulings included.

    Raises IllegalDecision where the line has no such turn.
    """
    turns = session.turns()
    if turn not in turns:
        words = f"the line has turns 0 to {max(turns)}, not {turn}"
        raise IllegalDecision("fork", words)
    tree = session.tree
    line = list(tree.line(tree.nodes[turns[turn]]))[::-1]
    first = tree.position(line[0])
    times = [_time(line[0].at)]
    made = Session(
        session.scenario,
        first.seed,
        first.shelf,
        first.setting,
        parameters=session.parameters,
        clock=lambda: times[-1],
    )
    for node in line:
        if node.step is not None:
            times.append(_time(node.at))
            made.take(node.step)
    return made


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)

"""The steps of a plan in groups, each of which works out one thing that several others read.

Within a group every step is read once. So a compiler that joins the steps of a group, and no more,
does nothing twice; XLA's own choice on processors repeats each step about three times.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from wargame.engine.plan import Plan, needed_steps, references

OUTSIDE = ("input", "uniform", "normal")  # steps that are given, not worked out


@dataclass(frozen=True, slots=True)
class Group:
    """Steps in order, the last of which is the group's end, and the nodes they read."""

    end: int
    steps: tuple[int, ...]
    reads: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of every turn, those of turns that are looked at, and all nodes."""

    always: tuple[Group, ...]
    asked: tuple[Group, ...]
    nodes: tuple[int, ...]


def grouped(plan: Plan, always: Collection[str], asked: Collection[str]) -> Groups:
    """Groups that tell some fields every turn and some when asked, each in the order needed."""
    base = needed_steps(plan, always)
    nodes = sorted(base | needed_steps(plan, asked))
    readers = _readers(plan, nodes)
    told = {r[0] for n in {*always, *asked} for r in plan.outputs[n] if isinstance(r, tuple)}
    home: dict[int, int] = {}
    for node in reversed(nodes):
        if plan.graph.nodes[node].op in OUTSIDE:
            continue
        only = readers[node]
        alone = len(only) == 1 and node not in told and not _differs(plan, node, only[0])
        home[node] = home[only[0]] if alone else node
    steps: dict[int, list[int]] = {}
    for node in nodes:
        if node in home:
            steps.setdefault(home[node], []).append(node)
    found = [_group(plan, end, members) for end, members in sorted(steps.items())]
    return Groups(
        tuple(g for g in found if g.end in base),
        tuple(g for g in found if g.end not in base),
        tuple(nodes),
    )


def _readers(plan: Plan, nodes: Collection[int]) -> dict[int, list[int]]:
    """node -> the nodes that read it, each once."""
    found: dict[int, list[int]] = {node: [] for node in nodes}
    for node in nodes:
        for read in {r[0] for r in references(plan, node)}:
            found[read].append(node)
    return found


def _differs(plan: Plan, node: int, reader: int) -> bool:
    """One of them is the same in every playthrough and the other not."""
    return plan.graph.nodes[node].same != plan.graph.nodes[reader].same


def _group(plan: Plan, end: int, steps: Collection[int]) -> Group:
    inside = set(steps)
    reads = {r[0] for node in steps for r in references(plan, node)} - inside
    return Group(end, tuple(steps), tuple(sorted(reads)))

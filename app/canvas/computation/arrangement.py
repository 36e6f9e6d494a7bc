"""Where the nodes of a computation graph are drawn: each to the right of all that it reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

SWEEPS = 4


def columns_of(reads: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """The column of each node, which `reads` others, all of them listed before it: one more than the last of those.
    What reads nothing stands right before the first that reads it."""
    found: dict[int, int] = {}
    for node, read in reads.items():
        found[node] = max((found[other] + 1 for other in read), default=0)
    for node in reversed(list(reads)):
        readers = [found[other] for other, read in reads.items() if node in read]
        if not reads[node] and readers:
            found[node] = min(readers) - 1
    return found


def arranged(reads: Mapping[int, Sequence[int]]) -> dict[int, tuple[float, float]]:
    """The column and the row of each node. In a column nodes stand in the order of what they read and what reads them,
    so that few lines cross, and columns are centred on each other."""
    columns = columns_of(reads)
    stacks: dict[int, list[int]] = {}
    for node, column in columns.items():
        stacks.setdefault(column, []).append(node)
    readers: dict[int, list[int]] = {node: [] for node in reads}
    for node, read in reads.items():
        for other in read:
            readers[other].append(node)
    rows = {node: _row(place, stack) for stack in stacks.values() for place, node in enumerate(stack)}
    for sweep in range(SWEEPS):
        beside = reads if sweep % 2 == 0 else readers
        for column in sorted(stacks, reverse=sweep % 2 == 1):
            wanted = {node: _mean([rows[other] for other in beside[node]], rows[node]) for node in stacks[column]}
            stacks[column].sort(key=wanted.__getitem__)
            rows |= {node: _row(place, stacks[column]) for place, node in enumerate(stacks[column])}
    return {node: (float(columns[node]), rows[node]) for node in reads}


def _row(place: int, stack: Sequence[int]) -> float:
    return place - (len(stack) - 1) / 2


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise

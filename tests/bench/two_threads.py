"""The larger networks on two threads, beside PyTorch on two, in float32: see `larger_networks`.

What is measured is time by the clock, for threads that wait for each other compute nothing: the machine has to be at
rest. `python -m tests.bench.two_threads NAME…` measures the works whose names contain these.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from typing import Any

from engine.team import cores
from tests.bench.harness import Row, beside_torch, medians, report
from tests.bench.larger_networks import WORKS, ours, theirs

THREADS = 2
ROUNDS = 5
LEAST = 8
"""Examples of a minibatch: of fewer there is nothing to divide."""
TITLE = "One training step, float32, two threads, time by the clock; median of rounds in which all take turns"


def compare(torch: Any, wanted: Sequence[str]) -> int:
    """Print every work beside PyTorch, and beside Ladera on one thread; 1 where an aim was missed."""
    rows = []
    for work in WORKS:
        if work.batch < LEAST or (wanted and not any(part in work.name for part in wanted)):
            continue
        clock = time.perf_counter
        second = "PyTorch, sparse" if work.sparse else "PyTorch, fused"
        found = medians({"ours": ours(work, THREADS, clock), "one": ours(work, 1, clock),
                         "PyTorch": theirs(torch, work, clock=clock),
                         "second": theirs(torch, work, True, clock)}, ROUNDS)
        rows += [Row(work.name, found["ours"], "PyTorch", found["PyTorch"], 1.0),
                 Row("", found["ours"], second, found["second"]),
                 Row("", found["ours"], "Ladera, one thread", found["one"])]
    return report(TITLE, rows)


def main() -> int:
    if cores() < THREADS:
        print(f"{TITLE}\n\nThere is one core.")
        return 0
    return beside_torch(TITLE, lambda torch: compare(torch, sys.argv[1:]), threads=THREADS)


if __name__ == "__main__":
    raise SystemExit(main())

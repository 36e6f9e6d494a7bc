"""Every example of the start page trained to its end on one thread: none may take a student more than two minutes."""

from __future__ import annotations

import time
from pathlib import Path

from app.shell.examples import EXAMPLES
from engine.data import load
from engine.formats import read_project
from engine.training import Trainer
from tests.bench.harness import table

MOST_SECONDS = 120.0


def seconds_of(path: Path) -> float:
    """How long the project at `path` takes to train, from its first epoch to its last."""
    project = read_project(path)
    begun = time.perf_counter()
    Trainer(project.graph, load(project.data), project.training, threads=1).fit()
    return time.perf_counter() - begun


def main() -> int:
    taken = {example.name: seconds_of(example.path) for example in EXAMPLES}
    lines = [(name, f"{seconds:.1f} s", f"< {MOST_SECONDS:.0f} s: {'met' if seconds < MOST_SECONDS else 'missed'}")
             for name, seconds in sorted(taken.items(), key=lambda item: -item[1])]
    print("Every example of the start page trained to its end, one thread, the longest first\n")
    print(table(("", "takes", "aim"), lines))
    return int(max(taken.values()) >= MOST_SECONDS)


if __name__ == "__main__":
    raise SystemExit(main())

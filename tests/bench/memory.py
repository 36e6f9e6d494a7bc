"""The memory that a training takes beside PyTorch: how far a process grows from its libraries and data to a few steps.

Each training is done by a process of its own. Linux and macOS only.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.bench.deep_networks import WORKS, Work, torch_step, trainer
from tests.bench.harness import table

STEPS = 4
AIM = 1.0
TITLE = "Memory of a training in float32, one thread: growth of the resident set over libraries and data"


def ours(work: Work) -> Callable[[], None]:
    return trainer(work).step


def theirs(work: Work) -> Callable[[], None]:
    import torch

    torch.set_num_threads(1)
    step, begin = torch_step(torch, work)
    begin()
    return step


SIDES: dict[str, Callable[[Work], Callable[[], None]]] = {"Ladera": ours, "PyTorch": theirs}


def grow(side: str, place: int) -> int:
    """Train a few steps here: the bytes by which this process has grown. A first, tiny network loads what is loaded
    lazily."""
    import resource

    from threadpoolctl import threadpool_limits

    unit = 1 if sys.platform == "darwin" else 1024
    work = WORKS[place]
    if side == "PyTorch":
        import torch

        tiny = torch.nn.Conv2d(1, 1, 3)
        optimizer = torch.optim.Adam(tiny.parameters())  # loads a compiler that it does not use
        tiny(torch.zeros(1, 1, 8, 8)).sum().backward()
        optimizer.step()
    work.draw()
    with threadpool_limits(1):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        step = SIDES[side](work)
        for _ in range(STEPS):
            step()
        return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * unit


def grown(side: str, place: int) -> int:
    """`grow` in a process of its own."""
    command = [sys.executable, "-P", "-m", "tests.bench.memory", side, str(place)]
    done = subprocess.run(command, cwd=Path(__file__).parent.parent.parent, capture_output=True, text=True, check=True)
    return int(done.stdout)


def main() -> int:
    if len(sys.argv) == 3:
        print(grow(sys.argv[1], int(sys.argv[2])))
        return 0
    if sys.platform == "win32" or importlib.util.find_spec("torch") is None:
        print(f"{TITLE}\n\nThis needs Linux or macOS, and PyTorch: .venv/bin/python -m pip install torch")
        return 0
    lines, missed = [], False
    for place, work in enumerate(WORKS):
        sizes = [grown(side, place) / 1e6 for side in SIDES]
        ratio = sizes[0] / sizes[1]
        missed |= ratio > AIM
        lines.append((work.name.split(",")[0], *(f"{size:,.1f} MB" for size in sizes), f"{ratio:.2f}×",
                      f"≤ {AIM:g}× {'missed' if ratio > AIM else 'met'}"))
    print(f"{TITLE}\n\n{table(('', *SIDES, 'ratio', 'aim'), lines)}")
    return int(missed)


if __name__ == "__main__":
    raise SystemExit(main())

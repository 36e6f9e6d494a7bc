"""Descent on functions that one can see: basins, races beside torch.optim, critical points.

Basins are 201 × 201 starts × 1,000 steps in float64, here and on two worker processes that are running already. The
peer of a race is torch.optim on one tensor for each coordinate of all the starts, with autograd, in the same float64;
it records nothing, while a race keeps every step of every start.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from types import ModuleType

import numpy as np
from threadpoolctl import threadpool_limits

from engine.descent import EXAMPLES, Basins, CriticalPoints, Race, Racer, find_critical_points, settle
from tests.bench.harness import Row, medians, report, seconds_per_call, table

WORKERS = 2
AIM = 0.5  # seconds for the basins of Himmelblau's function with momentum
ROUNDS = 5
STEPS = 1000
PEER_STEPS = 100
WALKS = (("himmelblau", Racer("momentum", {"learning_rate": 0.003, "momentum": 0.9})),
         ("himmelblau", Racer("adam", {"learning_rate": 0.05})),
         ("himmelblau", Racer("sgd", {"learning_rate": 1e-6})),  # none of them arrives: every step is walked
         ("rastrigin", Racer("momentum", {"learning_rate": 0.002, "momentum": 0.9})))
PEERS = {
    "momentum": lambda torch, points: torch.optim.SGD(points, lr=1e-3, momentum=0.9),
    "adam": lambda torch, points: torch.optim.Adam(points, lr=1e-3),
}


def basins(name: str, racer: Racer, points: CriticalPoints) -> Basins:
    example = EXAMPLES[name]
    return Basins(example.function(), example.domain, racer, points, steps=STEPS)


def himmelblau(x, y):
    return (x ** 2 + y - 11) ** 2 + (x + y ** 2 - 7) ** 2


def at_once(call: Callable[[], object]) -> Callable[[], float]:
    return lambda: seconds_per_call(call, 1)


def report_basins() -> int:
    """Print the table of basins. 1 where the first of them, on worker processes, misses the aim."""
    lines, missed = [], 0
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn"), initializer=threadpool_limits,
                             initargs=(1,)) as pool:
        for place, (name, racer) in enumerate(WALKS):
            points = find_critical_points(EXAMPLES[name].function(), EXAMPLES[name].domain)

            def shared(name=name, racer=racer, points=points) -> None:
                made = basins(name, racer, points)
                for index, labels in enumerate(pool.map(settle, *zip(*made.pieces, strict=True))):
                    made.take(index, labels)

            def first(name=name, racer=racer, points=points) -> None:
                next(basins(name, racer, points).compute())

            found = medians({"here": at_once(lambda n=name, r=racer, p=points: basins(n, r, p).run()),
                             "shared": at_once(shared), "first": at_once(first)}, ROUNDS)
            aimed = place == 0
            missed |= aimed and found["shared"] > AIM
            lines.append((f"{name}, {racer.optimizer}, rate {racer.settings['learning_rate']:g}",
                          *(f"{found[key] * 1e3:,.0f} ms" for key in ("here", "shared", "first")),
                          f"≤ {AIM * 1e3:.0f} ms {'missed' if found['shared'] > AIM else 'met'}" if aimed else "—"))
    header = ("", "one process", f"{WORKERS} workers", "first picture", "aim, workers")
    print(f"Basins, 201 × 201 starts, {STEPS:,} steps\n\n{table(header, lines)}\n")
    return int(missed)


def race_rows(torch: ModuleType) -> Iterator[Row]:
    """One step of one start, recorded, and of 10,000 starts."""
    for optimizer, make in PEERS.items():
        for count in (1, 10_000):
            starts = np.random.default_rng(0).uniform(-5, 5, (count, 2))
            example = EXAMPLES["himmelblau"]
            race = Race(example.function(), [Racer(optimizer, {"learning_rate": 1e-3})], starts)
            x, y = (torch.tensor(column, dtype=torch.float64, requires_grad=True) for column in starts.T.copy())
            peer = make(torch, [x, y])

            def theirs(x=x, y=y, peer=peer) -> float:
                begun = time.perf_counter()
                for _ in range(PEER_STEPS):
                    peer.zero_grad()
                    himmelblau(x, y).sum().backward()
                    peer.step()
                return (time.perf_counter() - begun) / PEER_STEPS

            def ours(race=race) -> float:
                race.restart()
                return seconds_per_call(lambda: race.run(PEER_STEPS), 1) / PEER_STEPS

            found = medians({"ours": ours, "theirs": theirs}, ROUNDS)
            yield Row(f"a step, {optimizer}, {count:,} start{'s' if count > 1 else ''}", found["ours"], "torch.optim",
                      found["theirs"], 2.0 if count == 1 else None)


def report_critical_points() -> None:
    """Print how long it takes to find all of them."""
    lines = []
    for name in ("himmelblau", "six_hump_camel", "rastrigin", "eggholder"):
        example = EXAMPLES[name]
        found = find_critical_points(example.function(), example.domain)
        seconds = medians({name: at_once(lambda e=example: find_critical_points(e.function(), e.domain))}, ROUNDS)
        lines.append((name, str(len(found.points)), f"{seconds[name] * 1e3:,.0f} ms"))
    print(f"\nCritical points\n\n{table(('', 'found', 'time'), lines)}")


def main() -> int:
    with threadpool_limits(1):
        missed = report_basins()
        try:
            import torch
        except ImportError:
            print("PyTorch is not installed: .venv/bin/python -m pip install torch")
        else:
            torch.set_num_threads(1)
            missed |= report("Races, every step recorded, one thread", list(race_rows(torch)))
        report_critical_points()
    return missed


if __name__ == "__main__":
    raise SystemExit(main())

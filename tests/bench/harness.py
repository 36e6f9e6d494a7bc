"""What benchmarks share: contenders take turns in one run, medians, a table with the ratio and the aim.

A benchmark is a module of this folder that can be run by itself, `python -m tests.bench.NAME`; its `main` prints what
it found and returns 0 where every aim is met. `python3 run.py bench` runs them all.
"""

from __future__ import annotations

import dataclasses
import os
import platform
import statistics
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_info, threadpool_limits

from engine.data import Data, DataSpec, load
from engine.data.dataset import Part
from engine.data.scaling import Standardization

PACKAGES = ("numpy", "scipy", "torch", "loss-landscapes", "PySide6-Essentials", "cupy-cuda12x", "cupy-cuda13x")


@dataclass(frozen=True)
class Row:
    """Seconds that `work` takes us and a `peer`. `aim` is the least ratio of the two that we want, None where none."""

    work: str
    ours: float
    peer_name: str
    peer: float
    aim: float | None = None

    @property
    def ratio(self) -> float:
        """How many times as fast as the peer we are."""
        return self.peer / self.ours

    @property
    def missed(self) -> bool:
        return self.aim is not None and self.ratio < self.aim


def medians(contenders: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """The median of what each contender returns, in `rounds` rounds in which all take their turn.

    So that a machine that slows down slows all of them down.
    """
    found: dict[str, list[float]] = {name: [] for name in contenders}
    for contend in contenders.values():
        contend()
    for _ in range(rounds):
        for name, contend in contenders.items():
            found[name].append(contend())
    return {name: statistics.median(times) for name, times in found.items()}


def beside_torch(title: str, measure: Callable[[Any], int], ours: Iterable[tuple[str, Callable[[], float]]] = (),
                 rounds: int = 1, threads: int = 1) -> int:
    """What `measure(torch)` returns, PyTorch on so many threads and each BLAS on one. Without PyTorch, 0 after what
    `ours` return by name, in seconds."""
    with threadpool_limits(1):
        try:
            import torch
        except ImportError:
            print(f"{title}\n\nPyTorch is not installed: .venv/bin/python -m pip install torch\n")
            print(table(("", "Ladera"), [(name, f"{medians({'': contend}, rounds)[''] * 1e6:,.1f} µs")
                                         for name, contend in ours]))
            return 0
        torch.set_num_threads(threads)
        return measure(torch)


def seconds_per_call(call: Callable[[], object], count: int, clock: Callable[[], float] = time.perf_counter) -> float:
    """The mean of `count` calls in a row. With `time.process_time` it is what they compute, whatever else is busy."""
    begun = clock()
    for _ in range(count):
        call()
    return (clock() - begun) / count


def to_learn(task: str, inputs: np.ndarray, targets: np.ndarray) -> Data:
    """A training of these examples, as they are; the first of them is the test as well."""
    flat = inputs.reshape(len(inputs), -1)
    return dataclasses.replace(
        load(DataSpec("gaussian")), task=task, train=Part(inputs, targets, flat),
        test=Part(inputs[:1], targets[:1], flat[:1]), input_shape=inputs.shape[1:],
        input_scaling=Standardization.identity(flat.shape[1]))


def table(header: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """Columns of equal width, the first to the left and the others to the right."""
    lines = [tuple(header), *map(tuple, lines)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    aligned = ["  ".join(text.ljust(width) if not place else text.rjust(width)
                         for place, (text, width) in enumerate(zip(line, widths, strict=True))) for line in lines]
    return "\n".join([aligned[0], "─" * len(aligned[0]), *aligned[1:]])


def report(title: str, rows: Sequence[Row]) -> int:
    """Print the table of `rows` in microseconds. The exit status: 1 where an aim was missed."""
    lines = [(row.work, f"{row.ours * 1e6:,.1f} µs", row.peer_name, f"{row.peer * 1e6:,.1f} µs", f"{row.ratio:.1f}×",
              "—" if row.aim is None else f"≥ {row.aim:g}× {'missed' if row.missed else 'met'}") for row in rows]
    print(f"{title}\n\n{table(('', 'Ladera', 'beside', '', 'ratio', 'aim'), lines)}")
    return int(any(row.missed for row in rows))


def machine() -> str:
    """Processor, system and how busy it is, Python and the libraries that compute."""
    cpus = Path("/proc/cpuinfo")
    names = [line.split(":", 1)[1].strip() for line in cpus.read_text("utf-8").splitlines()
             if line.startswith("model name")] if cpus.exists() else []
    packages = []
    for package in PACKAGES:
        try:
            packages.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    blas = {f"{pool['internal_api']} {pool['version']} ({pool.get('architecture', 'unknown')})"
            for pool in threadpool_info() if pool["user_api"] == "blas"}
    load = f", load average {os.getloadavg()[0]:.1f} before" if hasattr(os, "getloadavg") else ""
    return "\n".join((
        f"{names[0] if names else platform.processor() or platform.machine()}, {os.cpu_count()} cores, "
        f"{platform.system()}{load}",
        f"Python {platform.python_version()}, {', '.join(packages)}, {', '.join(sorted(blas))}"))

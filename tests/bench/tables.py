"""Large tables beside pandas, which reads them without asking what their columns mean: seconds, and growth of memory.

Each reading is done by a process of its own. Linux and macOS only.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from tests.bench.harness import table

ROUNDS = 3
MOST_TIME, MOST_MEMORY = 2.0, 3.0
TITLE = "Reading a table; pandas.read_csv is 1"


def measurements(path: Path) -> None:
    """A million rows of numbers and words."""
    import pandas as pd

    rng, rows = np.random.default_rng(0), 1_000_000
    pd.DataFrame({
        "length": rng.normal(size=rows).round(4), "count": rng.integers(0, 1_000, rows),
        "weight": rng.normal(size=rows).round(6), "share": rng.uniform(size=rows).round(3),
        "colour": rng.choice(["red", "green", "blue"], rows)}).to_csv(path, index=False)


def digits(path: Path) -> None:
    """As large as MNIST, with as many zeros."""
    import pandas as pd

    rng = np.random.default_rng(0)
    pixels = rng.integers(0, 256, (70_000, 785)) * (rng.random((70_000, 785)) > 0.8)
    pixels[:, 0] = rng.integers(0, 10, 70_000)
    pd.DataFrame(pixels, columns=["label", *(f"pixel{place}" for place in range(784))]).to_csv(path, index=False)


TABLES: dict[str, Callable[[Path], None]] = {"1,000,000 × 5": measurements, "70,000 × 785": digits}


def ours(path: str) -> Callable[[], object]:
    from engine.data.tables.table import read_table

    content = Path(path).read_bytes()
    return lambda: read_table(content)


def theirs(path: str) -> Callable[[], object]:
    import pandas as pd

    return lambda: pd.read_csv(path)


SIDES: dict[str, Callable[[str], Callable[[], object]]] = {"Ladera": ours, "pandas": theirs}


def read(side: str, path: str) -> None:
    """Read the table here, and print the seconds and the bytes by which this process has grown."""
    import resource

    import pandas  # noqa: F401  what it takes counts for neither

    unit = 1 if sys.platform == "darwin" else 1024
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    work = SIDES[side](path)
    begun = time.perf_counter()
    work()
    print(time.perf_counter() - begun, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * unit)


def apart(work: str, path: Path) -> list[float]:
    """What a process of its own prints that writes or reads a table. This one stays small: its children begin with its
    peak of memory as theirs."""
    command = [sys.executable, "-P", "-m", "tests.bench.tables", work, str(path)]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True)
    return [float(word) for word in done.stdout.split()]


def main() -> int:
    if len(sys.argv) == 3:
        work, path = sys.argv[1:]
        if work in TABLES:
            TABLES[work](Path(path))
        else:
            read(work, path)
        return 0
    if sys.platform == "win32":
        print(f"{TITLE}\n\nThis needs Linux or macOS.")
        return 0
    lines, missed = [], False
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "table.csv")
        for name in TABLES:
            apart(name, path)
            rounds = [{side: apart(side, path) for side in SIDES} for _ in range(ROUNDS)]
            for quality, place, unit, scale, most in (("time", 0, "s", 1, MOST_TIME),
                                                      ("memory", 1, "MB", 1e6, MOST_MEMORY)):
                here, there = (statistics.median(found[side][place] for found in rounds) / scale for side in SIDES)
                missed |= here > most * there
                lines.append((f"{name}, {quality}", f"{here:,.2f} {unit}", f"{there:,.2f} {unit}",
                              f"{here / there:.2f}×", f"≤ {most:g}× {'missed' if here > most * there else 'met'}"))
    print(f"{TITLE}\n\n{table(('', *SIDES, 'ratio', 'aim'), lines)}")
    return int(missed)


if __name__ == "__main__":
    raise SystemExit(main())

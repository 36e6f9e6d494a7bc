"""`python3 run.py bench [NAME…] [--record FILE]`: the benchmarks, one after the other, each in a process of its own."""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy  # noqa: F401  loaded so that `machine` finds its BLAS
import scipy.linalg  # noqa: F401

from tests.bench.harness import machine
from tests.bench.record import record

HERE = Path(__file__).parent
HELPERS = ("__main__", "desk", "harness", "limits", "monkey", "record")
NAMES = tuple(sorted(path.stem for path in HERE.glob("*.py") if path.stem not in HELPERS))


def run(name: str) -> tuple[int, str]:
    """The exit status of a benchmark and what it printed, which is shown at once."""
    print(f"\n── {name}", flush=True)
    process = subprocess.Popen([sys.executable, "-P", "-m", f"tests.bench.{name}"], cwd=HERE.parent.parent,
                               stdout=subprocess.PIPE, text=True, encoding="utf-8")
    printed = []
    for line in process.stdout:
        print(line, end="", flush=True)
        printed.append(line)
    return process.wait(), "".join(printed)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python3 run.py bench", description="Measure Ladera beside its peers.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which: {', '.join(NAMES)}; all if none is named")
    parser.add_argument("--record", type=Path, metavar="FILE", help="write the figures into FILE, as Markdown")
    options = parser.parse_args(arguments)
    unknown = sorted(set(options.names) - set(NAMES))
    if unknown:
        parser.error(f"there is no benchmark {', '.join(unknown)}; there are {', '.join(NAMES)}")
    here = machine()
    print(here)
    results = {name: run(name) for name in options.names or NAMES}
    if options.record:
        printed = {name: text for name, (_, text) in results.items()}
        record(options.record, printed, NAMES, time.strftime("%Y-%m-%d"), here)
    return max(status for status, _ in results.values())


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

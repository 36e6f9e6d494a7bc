"""`ladera info`: versions, devices, what is missing and how to add it."""

from __future__ import annotations

import importlib.metadata
import os
import platform
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from app import __version__, system

HELP = "show versions and devices, what is missing and how to add it"
PACKAGES = (
    "numpy", "scipy", "scikit-learn", "PySide6-Essentials", "pyqtgraph", "PyOpenGL", "safetensors", "onnx", "h5py",
    "threadpoolctl",
)


def configure(parser: ArgumentParser) -> None:
    """There is nothing to choose."""


def run(arguments: Namespace) -> int:
    for label, value in rows():
        print(f"{label:<20} {value}")
    return 0


def rows() -> Iterator[tuple[str, str]]:
    """Label and what to say about it."""
    from engine.device import cupy_status

    yield "Ladera", __version__
    yield "Python", f"{platform.python_version()} ({platform.platform()})"
    for package in PACKAGES:
        yield package, version(package) or "missing: “python3 run.py” installs it"
    yield "device numpy", f"ready, {os.cpu_count()} processors"
    status = cupy_status()
    yield "device cupy", f"ready on {status.hardware}" if status.available else str(status.reason)
    missing = system.missing_libraries(system.QT_LIBRARIES + system.WINDOW_LIBRARIES)
    yield "system libraries", system.libraries_sentence(missing) or "complete"
    yield "window", system.window_problem() or "can be shown"
    yield "Dask", version("distributed") or "not installed; “python3 run.py --cluster” adds it"
    yield "PyTorch", version("torch") or "not installed; only the benchmarks and parity tests use it"


def version(package: str) -> str:
    """The installed version, or "" where it is not installed."""
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return ""

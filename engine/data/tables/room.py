"""Whether data fit into the memory of this computer, before they are read."""

from __future__ import annotations

import os
import sys

from engine.errors import N_, DataError

_PER_CELL = 32
"""Bytes: as it is read, in its own units, as the network sees it, and once more while parts are put in order."""


def require_room(needed: int) -> None:
    """Raise DataError when `needed` bytes are more than what is free."""
    free = free_memory()
    if free is not None and needed > free:
        raise DataError(
            N_("engine", "This needs about {needed:.1f} GB of memory, and {free:.1f} GB are free. Take less of it, "
               "or close other programs."), needed=needed / 1e9, free=free / 1e9)


def require_room_for_cells(rows: int, columns: int, text: int = 0) -> None:
    """The same for a table of numbers, and the text that it is read from."""
    require_room(_PER_CELL * rows * columns + 2 * text)


def free_memory() -> int | None:
    """Bytes that can be had without putting others out to disk; None where the system does not tell."""
    if sys.platform == "linux":
        with open("/proc/meminfo", encoding="ascii") as file:
            for line in file:
                if line.startswith("MemAvailable"):
                    return int(line.split()[1]) * 1024
    if sys.platform == "win32":
        return _free_on_windows()
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2
    return None


def _free_on_windows() -> int | None:
    import ctypes

    class Status(ctypes.Structure):  # MEMORYSTATUSEX
        _fields_ = (("length", ctypes.c_ulong), ("load", ctypes.c_ulong),
                    *((name, ctypes.c_ulonglong) for name in ("total", "free", "total_page", "free_page",
                                                               "total_virtual", "free_virtual", "extended")))

    status = Status(length=ctypes.sizeof(Status))
    return status.free if ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status)) else None

"""How much memory a process has, and this computer, on each system; without a package for it."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path


def resident(pid: int) -> int | None:
    """The bytes of memory that a process of this person has; None where they cannot be learned, as of one that has
    ended. On Windows it is what it was promised, because the system may move the rest out of the way."""
    return _RESIDENT.get(sys.platform, _unknown)(pid)


def installed() -> int | None:
    """The bytes of memory of this computer."""
    if sys.platform == "win32":
        return _installed_on_windows()
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError):
        return None


def _unknown(pid: int) -> int | None:
    return None


def _on_linux(pid: int) -> int | None:
    try:
        return int(Path(f"/proc/{pid}/statm").read_bytes().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return None


class _TaskInfo(ctypes.Structure):
    """`struct proc_taskinfo` of <sys/proc_info.h>."""

    _fields_ = (("virtual_size", ctypes.c_uint64), ("resident_size", ctypes.c_uint64),
                ("times", ctypes.c_uint64 * 4), ("counts", ctypes.c_int32 * 12))


_TASK_INFO = 4  # PROC_PIDTASKINFO


def _on_macos(pid: int) -> int | None:
    info = _TaskInfo()
    size = ctypes.sizeof(info)
    try:
        library = ctypes.CDLL("/usr/lib/libproc.dylib")
        given = library.proc_pidinfo(pid, _TASK_INFO, ctypes.c_uint64(0), ctypes.byref(info), size)
    except (OSError, AttributeError):
        return None
    return info.resident_size if given == size else None


class _MemoryCounters(ctypes.Structure):
    """`PROCESS_MEMORY_COUNTERS` of <psapi.h>."""

    _fields_ = (("cb", ctypes.c_uint32), ("faults", ctypes.c_uint32), ("sizes", ctypes.c_size_t * 6),
                ("committed", ctypes.c_size_t), ("most_committed", ctypes.c_size_t))


class _MemoryStatus(ctypes.Structure):
    """`MEMORYSTATUSEX` of <sysinfoapi.h>."""

    _fields_ = (("length", ctypes.c_uint32), ("load", ctypes.c_uint32), ("installed", ctypes.c_uint64),
                ("others", ctypes.c_uint64 * 6))


_QUERY_LIMITED_INFORMATION = 0x1000


def _on_windows(pid: int) -> int | None:
    kernel = ctypes.WinDLL("kernel32")
    kernel.OpenProcess.restype = ctypes.c_void_p
    handle = kernel.OpenProcess(_QUERY_LIMITED_INFORMATION, False, pid)
    if not handle:
        return None
    try:
        counters = _MemoryCounters(cb=ctypes.sizeof(_MemoryCounters))
        good = kernel.K32GetProcessMemoryInfo(ctypes.c_void_p(handle), ctypes.byref(counters), counters.cb)
        return counters.committed if good else None
    finally:
        kernel.CloseHandle(ctypes.c_void_p(handle))


def _installed_on_windows() -> int | None:
    status = _MemoryStatus(length=ctypes.sizeof(_MemoryStatus))
    return status.installed if ctypes.WinDLL("kernel32").GlobalMemoryStatusEx(ctypes.byref(status)) else None


_RESIDENT: Mapping[str, Callable[[int], int | None]] = {
    "linux": _on_linux, "darwin": _on_macos, "win32": _on_windows}

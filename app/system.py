"""What the machine must have before Qt is imported. Standard library only: run.py uses it before anything is installed.

A missing shared object makes Qt abort or raise a bare ImportError, so the libraries are looked for with ctypes first.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple


class Library(NamedTuple):
    """A shared object and the package that holds it, by package manager."""

    soname: str
    apt: str
    dnf: str
    pacman: str


QT_LIBRARIES = (
    Library("libEGL.so.1", "libegl1", "libglvnd-egl", "libglvnd"),
    Library("libGL.so.1", "libgl1", "libglvnd-glx", "libglvnd"),
    Library("libglib-2.0.so.0", "libglib2.0-0", "glib2", "glib2"),
    Library("libdbus-1.so.3", "libdbus-1-3", "dbus-libs", "dbus"),
    Library("libfontconfig.so.1", "libfontconfig1", "fontconfig", "fontconfig"),
    Library("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon", "libxkbcommon"),
)
"""What importing Qt's widgets needs, with or without a screen."""

WINDOW_LIBRARIES = (
    Library("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    Library("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    Library("libxcb-shape.so.0", "libxcb-shape0", "libxcb", "libxcb"),
    Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
)
"""What showing a window on X11 needs in addition, on a real or on a virtual screen."""

INSTALL_LINES = {
    "apt": ("apt-get", "apt-get install -y {packages}"),
    "dnf": ("dnf", "dnf install -y {packages}"),
    "pacman": ("pacman", "pacman -S --needed {packages}"),
}
"""Package manager → its program and the line that installs packages with it."""

OWN_PACKAGES = ("app", "engine", "assets", "tests")
LONGEST_DETAIL = 200

WITHOUT_SCREEN = ("train", "export", "info")
"""The commands that need neither a screen nor Qt."""


def package_sentence(error: ImportError) -> str:
    """What is said of a package that cannot be imported; "" where the fault is Ladera's own."""
    package = (error.name or "").partition(".")[0]
    if package in OWN_PACKAGES:
        return ""
    what = f"The Python package {package}" if package else "A Python package"
    detail = str(error).strip().partition("\n")[0][:LONGEST_DETAIL]
    return (f"{what} is missing or broken: {detail}.\nInstall Ladera's packages again: python3 run.py --repair")


def missing_libraries(
    libraries: Iterable[Library], load: Callable[[str], object] = ctypes.CDLL, platform: str = sys.platform
) -> tuple[Library, ...]:
    """Those that the dynamic linker cannot load. Only Linux leaves them to the system."""

    def absent(library: Library) -> bool:
        try:
            load(library.soname)
        except OSError:
            return True
        return False

    return tuple(filter(absent, libraries)) if platform == "linux" else ()


def install_line(
    libraries: Iterable[Library], which: Callable[[str], object] = shutil.which, root: bool = False
) -> str:
    """The line that installs `libraries` here, or "" where no known package manager is found."""
    for manager, (program, line) in INSTALL_LINES.items():
        if which(program):
            packages = sorted({getattr(library, manager) for library in libraries})
            return ("" if root else "sudo ") + line.format(packages=" ".join(packages))
    return ""


def is_root() -> bool:
    """Whether system packages can be installed without asking anybody."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def has_screen(environ: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Whether a window can be shown: macOS and Windows always can; QT_QPA_PLATFORM says that the person decided."""
    return platform != "linux" or any(environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def libraries_sentence(missing: Iterable[Library]) -> str:
    """What is missing and the one line that adds it; "" when nothing is."""
    missing = tuple(missing)
    if not missing:
        return ""
    line = install_line(missing, root=is_root())
    how = f"Install them with: {line}" if line else "Install the packages of your system that contain them."
    return f"Qt needs libraries that this system lacks: {', '.join(library.soname for library in missing)}. {how}"


def window_problem(environ: Mapping[str, str] = os.environ) -> str:
    """Why a window cannot be shown here, in a sentence or two; "" when it can.

    Takes the environment that Qt will see; a person who sets QT_QPA_PLATFORM chose a platform plugin, whose own
    libraries are then theirs to provide.
    """
    if not has_screen(environ):
        return _no_window("there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)")
    chosen = environ.get("QT_QPA_PLATFORM", "")
    missing = missing_libraries(QT_LIBRARIES if chosen else QT_LIBRARIES + WINDOW_LIBRARIES)
    if missing or chosen or environ.get("WAYLAND_DISPLAY") or sys.platform != "linux":
        return libraries_sentence(missing)
    display = environ["DISPLAY"]
    return "" if _answers(display) else _no_window(f"the display {display[:LONGEST_DETAIL]} does not answer")


def _no_window(reason: str) -> str:
    return (f"Ladera cannot open its window: {reason}. These commands work without one: "
            f"{', '.join(WITHOUT_SCREEN)}.")


def _answers(display: str) -> bool:
    """Whether an X server lets us in there. Qt ends the process where none does."""
    xcb = ctypes.CDLL("libxcb.so.1")  # which those of WINDOW_LIBRARIES need
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(os.fsencode(display), None))
    try:
        return not xcb.xcb_connection_has_error(connection)
    finally:
        xcb.xcb_disconnect(connection)

#!/usr/bin/env python3
"""Start Ladera from a fresh checkout. Needs Python 3.11 to 3.14, nothing else.

    python3 run.py [FILE]            make .venv, install the pinned packages, open the window
    python3 run.py COMMAND …         any command of Ladera: train, export, shots, info, --help
    python3 run.py test [ARGUMENT…]  the tests, with --thorough all of them; arguments go to pytest
    python3 run.py bench [ARGUMENT…] the benchmarks
    python3 run.py notebook [FILE]   the notebooks of docs/notebooks, or one of yours, in JupyterLab
    python3 run.py --gpu             add CuPy for the NVIDIA driver of this computer
    python3 run.py --cluster         add Dask, for long work on other computers
    python3 run.py --parquet         add pyarrow, for tables in Parquet files
    python3 run.py --repair          make .venv anew, with all that had been added to it

What is installed lands in .venv beside this file and is left alone until the pins or the Python version change.
"""

import sys

if not (3, 11) <= sys.version_info[:2] <= (3, 14):
    sys.exit("Ladera needs Python 3.11, 3.12, 3.13 or 3.14; this is Python {}.{}.".format(*sys.version_info[:2]))

import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NoReturn

from app import system

ROOT = Path(__file__).resolve().parent
PINS = ROOT / "requirements"
VENV = ROOT / ".venv"
USAGE_ERROR = 2
LOOK = 0.2
"""Seconds between two looks at a lock that another process has."""
VIRTUAL_SCREEN = ("xvfb-run", "-a", "-s", "-screen 0 1280x800x24")
NEEDS_SCREEN = ("test", "bench", "shots")
"""Commands that get a virtual screen where there is no real one."""

Runner = Callable[[Sequence[str | Path]], int]


def say(sentence: str) -> None:
    """On stderr: stdout belongs to the command that is run."""
    print(sentence, file=sys.stderr, flush=True)


def fail(sentence: str, code: int = 1) -> NoReturn:
    say(sentence)
    sys.exit(code)


def call(command: Sequence[str | Path]) -> int:
    """The exit status of `command`; what it prints goes to stderr, and it is asked nothing."""
    return subprocess.call(list(map(str, command)), stdin=subprocess.DEVNULL, stdout=sys.stderr.fileno())


# ---- the environment ----------------------------------------------------------------------------------------------


class Environment:
    """The virtual environment and its stamp: which pins it holds, for which Python.

    The stamp goes away while something is being installed, so that an interrupted installation is made anew. Only one
    process installs at a time: a lock beside the folder is held, which the system lets go with the process.
    """

    def __init__(self, folder: Path = VENV, pins: Path = PINS, run: Runner = call) -> None:
        self.folder, self.pins, self.run = folder, pins, run
        self.stamp = folder / "ladera.json"
        self.lock = folder.with_name(f"{folder.name}.lock")
        self.python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    def ensure(self, *names: str) -> None:
        """Install the pins in requirements/NAME.txt, and those installed before, where they are not what is here."""
        if self.lacking(self.installed() or {}, names):
            with alone(self.lock):
                self.complete(self.installed(), names)

    def repair(self) -> None:
        """The environment made anew, with the same pins as before."""
        with alone(self.lock):
            names = self.installed() or {}
            self.stamp.unlink(missing_ok=True)
            self.complete(None, ("app", *names))

    def lacking(self, installed: Mapping[str, str], names: Sequence[str]) -> dict[str, str]:
        """Name → digest of those pins, and of the installed ones, that are not here as they should be."""
        wanted = {name: self.digest(name) for name in sorted({*installed, *names})}
        return {name: digest for name, digest in wanted.items() if installed.get(name) != digest}

    def complete(self, installed: Mapping[str, str] | None, names: Sequence[str]) -> None:
        """Install what is lacking, into a new environment where `installed` is None."""
        if installed is None:
            self.make()
            installed = {}
        changed = self.lacking(installed, names)
        if not changed:
            return
        self.stamp.unlink(missing_ok=True)
        if not self.install(sorted(changed)):
            self.write_stamp(installed)
            fail(
                "Ladera could not install its packages; the reason stands above. If this computer is offline or behind "
                "a proxy, connect it or tell pip about the proxy, and run the same command again."
            )
        self.write_stamp({**installed, **changed})

    def installed(self) -> dict[str, str] | None:
        """Name of the pins → their digest, or None where the environment must be made anew."""
        try:
            stamp = json.loads(self.stamp.read_text("utf-8"))
            usable = stamp["python"] == python_version() and self.python.exists()
            return dict(stamp["pins"]) if usable else None
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def write_stamp(self, pins: Mapping[str, str]) -> None:
        self.stamp.write_text(json.dumps({"python": python_version(), "pins": dict(pins)}), "utf-8")

    def digest(self, name: str) -> str:
        return hashlib.sha256((self.pins / f"{name}.txt").read_bytes()).hexdigest()

    def make(self) -> None:
        """An empty environment that finds this checkout's packages from any folder."""
        say(f"Making {self.folder} …")
        shutil.rmtree(self.folder, ignore_errors=True)
        if self.python.exists():
            fail(f"{self.folder} is in use and cannot be made anew. Close all windows of Ladera and try again.")
        base = getattr(sys, "_base_executable", sys.executable)
        uv = shutil.which("uv")
        package = f"python{python_version()}-venv"
        if not uv and importlib.util.find_spec("ensurepip") is None and not install_apt(package):
            fail(f"This Python lacks its venv module. On Debian and Ubuntu: sudo apt-get install {package}")
        with_uv = [uv, "venv", "--quiet", "--seed", "--python", base]
        if self.run([*(with_uv if uv else [base, "-m", "venv"]), self.folder]) != 0:
            fail(f"The virtual environment {self.folder} could not be made; the reason stands above.")
        for site_packages in self.folder.glob("Lib/site-packages" if os.name == "nt" else "lib/python*/site-packages"):
            (site_packages / "ladera.pth").write_text(os.path.relpath(ROOT, site_packages) + "\n", "utf-8")

    def install(self, names: Sequence[str]) -> bool:
        say(f"Installing the pinned packages ({', '.join(names)}); this takes a minute, once …")
        pins = [argument for name in names for argument in ("-r", self.pins / f"{name}.txt")]
        pip = [self.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        installers = [[*pip, "--require-hashes", *pins]]
        uv = shutil.which("uv")
        if uv:
            installers.insert(0, [uv, "pip", "install", "--quiet", "--python", self.python, "--require-hashes", *pins])
        # pip may know a proxy or a mirror that uv was not told about.
        return any(self.run(installer) == 0 for installer in installers)


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Hold a lock; wait, and say so, while another process has it."""
    try:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        fail(f"Ladera keeps its packages in {lock.parent}, which cannot be written to: {error.strerror}.")
    with os.fdopen(descriptor, "r+b") as file:
        if not take(file):
            say("Another run.py is installing packages here; this one goes on when it is done …")
            while not take(file):
                time.sleep(LOOK)
        yield


def take(file: BinaryIO) -> bool:
    """Whether the file is locked for this process from now on, until it is closed."""
    try:
        if os.name == "nt":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):  # Windows says it in the second way
        return False
    except OSError:  # a file system without locks
        return True
    return True


def python_version() -> str:
    return "{}.{}".format(*sys.version_info[:2])


# ---- the system ---------------------------------------------------------------------------------------------------


def install_apt(*packages: str, run: Runner = call) -> bool:
    """Install system packages as root on Debian and its descendants; elsewhere False, and nothing is touched."""
    if not (system.is_root() and shutil.which("apt-get")):
        return False
    say(f"Installing system packages: {' '.join(packages)} …")
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    environment = ["env", "DEBIAN_FRONTEND=noninteractive"]
    return run([*environment, "apt-get", "update", "-qq"]) == 0 and run([*environment, *install]) == 0


def add_libraries(libraries: Sequence[system.Library]) -> tuple[system.Library, ...]:
    """Install what is missing of Qt's system libraries where that is possible, and return what is still missing."""
    missing = system.missing_libraries(libraries)
    if missing and install_apt(*(library.apt for library in missing)):
        missing = system.missing_libraries(libraries)
    return missing


def virtual_screen(environ: Mapping[str, str]) -> tuple[str, ...]:
    """The beginning of a command line that gives it a screen: () where there is one or none can be had."""
    if system.has_screen(environ):
        return ()
    return VIRTUAL_SCREEN if shutil.which("xvfb-run") or install_apt("xvfb", "xauth") else ()


def hand_over(command: Sequence[str | Path], environ: Mapping[str, str]) -> NoReturn:
    """Become `command`; its exit status is ours."""
    words = list(map(str, command))
    if os.name == "nt":
        sys.exit(subprocess.call(words, env=environ))
    os.execvpe(words[0], words, environ)


# ---- the graphics card --------------------------------------------------------------------------------------------


def nvidia_driver(load: Callable[[str], ctypes.CDLL] = ctypes.CDLL) -> tuple[int, int] | None:
    """(newest CUDA that the driver runs, compute capability), as 12040 and 86; None without driver or card."""
    try:
        cuda = load("nvcuda.dll" if os.name == "nt" else "libcuda.so.1")
    except OSError:
        return None
    version, card, major, minor = (ctypes.c_int() for _ in range(4))
    calls = (
        lambda: cuda.cuInit(0),
        lambda: cuda.cuDriverGetVersion(ctypes.byref(version)),
        lambda: cuda.cuDeviceGet(ctypes.byref(card), 0),
        lambda: cuda.cuDeviceGetAttribute(ctypes.byref(major), 75, card),  # COMPUTE_CAPABILITY_MAJOR
        lambda: cuda.cuDeviceGetAttribute(ctypes.byref(minor), 76, card),
    )
    if any(step() != 0 for step in calls):
        return None
    return version.value, 10 * major.value + minor.value


def cupy_pins(cuda: int, capability: int) -> str:
    """Which CuPy suits a driver and a card; "" for a driver that is too old. CUDA 13 left cards before Turing (75)."""
    if cuda >= 13000 and capability >= 75:
        return "cuda13"
    return "cuda12" if cuda >= 12000 else ""


def add_gpu(environment: Environment) -> NoReturn:
    """`--gpu`: the CuPy that suits this computer, and whether it works."""
    driver = nvidia_driver()
    if driver is None:
        fail("There is no NVIDIA driver with a card here, so CuPy cannot be used. Ladera runs on the processor.")
    already = {"cuda12", "cuda13"}.intersection(environment.installed() or ())  # two cannot live together
    pins = already.pop() if already else cupy_pins(*driver)
    if not pins:
        fail("The NVIDIA driver is too old for CuPy: it must run CUDA 12 or newer. Update the driver and try again.")
    environment.ensure("app", pins)
    hand_over([environment.python, "-P", "-m", "app", "info"], os.environ)


def add_cluster(environment: Environment) -> NoReturn:
    """`--cluster`: Dask, so that the window can be given the address of a scheduler."""
    environment.ensure("app", "cluster")
    hand_over([environment.python, "-P", "-m", "app", "info"], os.environ)


def add_parquet(environment: Environment) -> NoReturn:
    """`--parquet`: pyarrow, so that Parquet files can be opened."""
    environment.ensure("app", "parquet")
    hand_over([environment.python, "-P", "-m", "app", "info"], os.environ)


def repair(environment: Environment) -> NoReturn:
    """`--repair`: all packages anew, as when one of them is missing or broken."""
    environment.repair()
    hand_over([environment.python, "-P", "-m", "app", "info"], os.environ)


ALONE: Mapping[str, Callable[[Environment], NoReturn]] = {
    "--gpu": add_gpu, "--cluster": add_cluster, "--parquet": add_parquet, "--repair": repair}
"""What changes the environment, and starts nothing."""


# ---- the commands -------------------------------------------------------------------------------------------------


def run_tests(environment: Environment, arguments: Sequence[str]) -> NoReturn:
    """pytest in this checkout, with as much of Qt and OpenGL as can be had; says what is left out.

    With Xvfb in two processes: each gets a screen of its own, where windows do not take the keyboard from each other.
    """
    environ, screen, options = dict(os.environ), (), []
    missing = add_libraries(system.QT_LIBRARIES)
    if missing:
        say(f"Skipping the tests of the window (tests/app). {system.libraries_sentence(missing)}")
        options = ["-p", "no:pytestqt", "--ignore=tests/app"]
    else:
        screen = virtual_screen(environ)
        missing = add_libraries(system.WINDOW_LIBRARIES) if screen or system.has_screen(environ) else ()
        if missing or not (screen or system.has_screen(environ)):
            reason = system.libraries_sentence(missing) or "There is no display, and no Xvfb (packages xvfb and xauth)."
            say(f"Skipping the tests of surfaces in space, which need OpenGL. {reason}")
            screen, environ["QT_QPA_PLATFORM"] = (), "offscreen"
    if shutil.which("Xvfb"):
        options += ["-n", "2", "--dist", "worksteal"]
    os.chdir(ROOT)
    hand_over([*screen, environment.python, "-P", "-m", "pytest", *options, *arguments], environ)


def run_notebook(environment: Environment, arguments: Sequence[str]) -> NoReturn:
    """JupyterLab on a notebook or a folder, by default those of docs/notebooks; arguments go to it."""
    what = arguments or [ROOT / "docs" / "notebooks"]
    hand_over([environment.python, "-P", "-m", "jupyterlab", *what], os.environ)


def run_command(environment: Environment, arguments: Sequence[str]) -> NoReturn:
    """A command of Ladera, or the window; on a virtual screen where it needs one and there is none."""
    environ = dict(os.environ)
    command = arguments[0] if arguments else "open"
    screen = virtual_screen(environ) if command in NEEDS_SCREEN else ()
    if command not in system.WITHOUT_SCREEN and (screen or system.has_screen(environ)):
        add_libraries(system.QT_LIBRARIES + system.WINDOW_LIBRARIES)
    program = ["tests.bench", *arguments[1:]] if command == "bench" else ["app", *arguments]
    hand_over([*screen, environment.python, "-P", "-m", *program], environ)


def main(arguments: Sequence[str]) -> NoReturn:
    environment = Environment()
    if arguments[:1] and arguments[0] in ALONE:
        if len(arguments) > 1:
            fail(f"{arguments[0]} stands alone: it installs packages; start Ladera afterwards as before.", USAGE_ERROR)
        ALONE[arguments[0]](environment)
    if arguments[:1] == ["test"]:
        environment.ensure("app", "test")
        run_tests(environment, arguments[1:])
    if arguments[:1] == ["notebook"]:
        environment.ensure("app", "notebook")
        run_notebook(environment, arguments[1:])
    environment.ensure("app")
    run_command(environment, arguments)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        fail("Stopped.", 130)

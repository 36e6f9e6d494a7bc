"""However the program ends, the work is kept and nothing of it stays: real windows in processes of their own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.document.recovery import RecoverySlot
from engine.project import Project
from tests.engine.jobs.test_leftovers import group

ROOT = Path(__file__).parents[2]
PATIENCE = 90.0
"""Seconds for everything that must come to pass; a busy machine takes its time."""
posix = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="signals and processes as Linux has them")
PROGRAM = """
import signal, sys, time
from pathlib import Path
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # whoever runs the tests may ignore it, as nohup does
from PySide6.QtCore import QTimer
from app import main
from app.shell.examples import EXAMPLES

EXAMPLE = {example.name: example for example in EXAMPLES}

def say(*words):
    print(*words, flush=True)

def edit(ladera):
    '''Another seed, ten times a second, said when it is done.'''
    ladera.window.open_example(EXAMPLE["xor"])
    seeds = iter(range(1, 100_000))

    def another():
        ladera.document.end_gesture()
        seed = next(seeds)
        ladera.document.set_training(seed=seed)
        say(seed, time.time())
    ladera.edits = QTimer(interval=100)
    ladera.edits.timeout.connect(another)
    ladera.edits.start()

def visit(ladera):
    '''Train, with each workspace in turn, and let the live landscape have its worker.'''
    ladera.window.open_example(EXAMPLE["two_spirals"])
    ladera.session.play()
    for name in ladera.window.workspaces:
        ladera.window.show_workspace(name)
    ladera.window.show_workspace("landscape")
    landscape = ladera.window.workspaces["landscape"]

    def look():
        if landscape.picture is not None and landscape.picture.known > 0:
            looks.stop()
            say("ready")
    looks = ladera.looks = QTimer(interval=50)
    looks.timeout.connect(look)
    looks.start()

class Driven(main.Ladera):
    def start(self, path=None):
        super().start(path)
        QTimer.singleShot(0, lambda: globals()[sys.argv[1]](self))

main.Ladera = Driven
sys.exit(main.run_window())
"""


@pytest.fixture
def places(tmp_path) -> dict[str, str]:
    """An environment with places of its own for settings, work and temporary files."""
    names = {"XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config", "XDG_CACHE_HOME": "cache", "TMPDIR": "tmp"}
    for name in names.values():
        (tmp_path / name).mkdir()
    return {**os.environ, **{variable: str(tmp_path / name) for variable, name in names.items()}}


@pytest.fixture
def begin(places) -> Iterator[Callable[..., subprocess.Popen]]:
    """Starts a program in a session of its own; what is left of it at the end is killed."""
    programs = []

    def start(what: str, **environment: str) -> subprocess.Popen:
        programs.append(subprocess.Popen([sys.executable, "-c", PROGRAM, what], cwd=ROOT, text=True,
                                         stdout=subprocess.PIPE, env={**places, **environment},
                                         start_new_session=True))
        return programs[-1]

    yield start
    for program in programs:
        if group(program.pid):
            os.killpg(program.pid, signal.SIGKILL)
        program.wait(PATIENCE)
        program.stdout.close()


def kept(tmp_path: Path) -> Project | None:
    """The work that is offered at the next start."""
    found = RecoverySlot(tmp_path / "data" / "Ladera" / "recovery").others()
    assert len(found) < 2
    return found[0].read() if found else None


def wait_for(happened: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, what
        time.sleep(0.05)


@posix
@pytest.mark.parametrize("name", ["SIGTERM", pytest.param("SIGHUP", marks=pytest.mark.thorough)])
def test_what_the_system_ends_has_kept_the_last_edit(begin, tmp_path, name):
    program = begin("edit")
    edits = [int(program.stdout.readline().split()[0]) for _ in range(15)]
    program.send_signal(getattr(signal, name))
    edits += [int(line.split()[0]) for line in program.stdout]
    assert program.wait(PATIENCE) == 128 + getattr(signal, name)
    assert kept(tmp_path).training.seed == edits[-1]
    wait_for(lambda: not group(program.pid), "processes stay")


@posix
def test_who_is_killed_has_kept_all_but_the_last_edits(begin, tmp_path):
    """Nothing can be done any more then; the work is kept every second."""
    program = begin("edit")
    for _ in range(5):
        program.stdout.readline()
    folders = tmp_path / "data" / "Ladera" / "recovery"
    wait_for(lambda: any(folders.glob("*/project.ladera")), "nothing is kept")
    program.kill()
    program.wait(PATIENCE)
    assert kept(tmp_path).training.seed > 0


@pytest.mark.thorough
@posix
@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM"])
def test_nothing_stays_of_a_window_whose_workspaces_were_used(begin, tmp_path, name):
    program = begin("visit")
    assert program.stdout.readline() == "ready\n"
    assert len(group(program.pid)) > 2, "the engine, a worker"
    program.send_signal(getattr(signal, name))
    program.wait(PATIENCE)
    wait_for(lambda: not group(program.pid), "processes stay")
    assert list((tmp_path / "tmp").iterdir()) == []


@pytest.mark.thorough
@posix
@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="no screen that could go away")
def test_a_screen_that_goes_away_takes_no_work_with_it(begin, tmp_path):
    """As when the person logs out and nobody asks."""
    ours, theirs = os.pipe()
    screen = subprocess.Popen(["Xvfb", "-displayfd", str(theirs), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
                              pass_fds=[theirs], stderr=subprocess.DEVNULL)
    try:
        os.close(theirs)
        display = ":" + os.read(ours, 20).decode().strip()
        program = begin("edit", DISPLAY=display, QT_QPA_PLATFORM="xcb")
        for _ in range(5):
            program.stdout.readline()
        wait_for(lambda: any((tmp_path / "data").rglob("project.ladera")), "nothing is kept")
    finally:
        screen.kill()
        screen.wait()
        os.close(ours)
    program.wait(PATIENCE)
    wait_for(lambda: not group(program.pid), "processes stay")
    assert kept(tmp_path).training.seed > 0

"""What benchmarks of the window share: a Ladera of their own, a network to train in it, and a probe of its frames."""

from __future__ import annotations

import math
import multiprocessing
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QDeadlineTimer, QEventLoop, QObject, QSettings, Qt, QTimer, SignalInstance
from PySide6.QtWidgets import QWidget
from threadpoolctl import threadpool_limits

from app.main import Ladera, create_application
from app.system import has_screen
from app.training.engine import EngineProcess
from engine.data import DataSpec, load
from engine.errors import DeviceError, LaderaError, UnexpectedError
from engine.graph import LayerSpec, sequential
from engine.project import Project
from engine.training import Trainer, TrainingSettings

FRAME = 16
"""Milliseconds between two frames that the probe asks for: 60 per second."""
BEAT = 10
"""Milliseconds between two beats of the window's thread."""
PATIENCE = 120_000
"""Milliseconds that something may take before it is given up."""
NO_SCREEN = "There is no display here: start it with `python3 run.py bench`, which makes one, or with xvfb-run."


def screen_missing() -> bool:
    """Whether no window can be shown; says so."""
    if has_screen(os.environ):
        return False
    print(NO_SCREEN)
    return True


class BrokenError(Exception):
    """What is measured went wrong: its figures are worth nothing."""


_wrong: list[str] = []
"""What has gone wrong in the window that is open."""


def is_mistake(error: BaseException) -> bool:
    """Whether it is one of Ladera's own, and no sentence about what a person did."""
    return isinstance(error, UnexpectedError | DeviceError) or not isinstance(error, LaderaError)


def listen(*failing: SignalInstance, forgiving: bool = False) -> None:
    """Take what these signals carry, what no code catches and what nobody has foreseen for a mistake: whatever waits
    then ends. `forgiving` where sentences about what was done are what is to be expected."""
    _wrong.clear()
    for signal in failing:
        signal.connect(lambda error: None if forgiving and not is_mistake(error) else _wrong.append(str(error)))
    unforeseen = UnexpectedError.__init__

    def noted(self: UnexpectedError, template: str, **values: object) -> None:
        unforeseen(self, template, **values)
        _wrong.append(str(self))

    UnexpectedError.__init__ = noted
    sys.excepthook = lambda kind, error, trace: (_wrong.append(f"{kind.__name__}: {error}"),
                                                 sys.__excepthook__(kind, error, trace))


def look() -> None:
    """Raises BrokenError where something has gone wrong, as when the engine's process has ended."""
    if _wrong:
        raise BrokenError("; ".join(_wrong))


@contextmanager
def opened(*, forgiving: bool = False) -> Iterator[Ladera]:
    """The window at 1280 × 800, with settings and a recovery folder of its own. Whatever goes wrong in it ends the
    benchmark with BrokenError; with `forgiving` only what is a mistake of Ladera's own."""
    app = create_application()
    app.setQuitOnLastWindowClosed(False)
    with tempfile.TemporaryDirectory(prefix="ladera-bench-") as scratch, EngineProcess() as engine:
        store = QSettings(str(Path(scratch) / "settings.ini"), QSettings.Format.IniFormat)
        ladera = Ladera(app, engine, store, recovery_folder=Path(scratch) / "recovery")
        try:
            ladera.window.resize(1280, 800)
            ladera.window.show()
            listen(ladera.session.failed, ladera.document.failed, forgiving=forgiving)
            yield ladera
            look()
        finally:
            ladera.document.new()
            ladera.close()


def in_a_window(report: Callable[[Ladera], int]) -> int:
    """What `report` returns of a window of its own; 0 where none can be shown."""
    if screen_missing():
        return 0
    with opened() as ladera:
        return report(ladera)


def two_spirals() -> Project:
    """2-16-16-1 on two spirals, 500 examples to train on, batch 32, Adam; trains without end."""
    graph = sequential(
        LayerSpec("input", "input", {"shape": (2,)}),
        LayerSpec("hidden_1", "dense", {"units": 16, "activation": "tanh"}),
        LayerSpec("hidden_2", "dense", {"units": 16, "activation": "tanh"}),
        LayerSpec("head", "dense", {"units": 1}),
        LayerSpec("output", "output", {"loss": "binary_cross_entropy"}),
    )
    positions = {spec.name: (220.0 * place, 0.0) for place, spec in enumerate(graph.layers)}
    settings = TrainingSettings(epochs=100_000_000, optimizer_settings={"learning_rate": 0.003})
    return Project("two spirals", graph, DataSpec("spiral", {"samples": 625}, test_fraction=0.2), settings, positions)


def wait(seconds: float) -> None:
    """Let the window live for a while. Raises BrokenError."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1e3), loop.quit)
    loop.exec()
    look()


def wait_until(done: Callable[[], bool], what: str) -> None:
    """Let the window live until something is `done`. Raises TimeoutError with `what` did not happen, BrokenError."""
    deadline = QDeadlineTimer(PATIENCE)
    while not done():
        if deadline.hasExpired():
            raise TimeoutError(what)
        wait(0.01)


def alone(project: Project, seconds: float) -> float:
    """Steps per second of a training in a bare loop, in one thread."""
    trainer = Trainer(project.graph, load(project.data), project.training, threads=1)
    with threadpool_limits(limits=1, user_api="blas"):
        trainer.step()
        first, begun = trainer.steps_done, time.perf_counter()
        end = begun + seconds
        while time.perf_counter() < end:
            trainer.step()
        return (trainer.steps_done - first) / (time.perf_counter() - begun)


def engine_cpu() -> float:
    """Seconds of a processor that the engine's process has had, which other work on the computer does not add to; NaN
    where the system is not Linux."""
    engine = next(child for child in multiprocessing.active_children() if child.name == "ladera-engine")
    try:
        fields = Path(f"/proc/{engine.pid}/stat").read_text("ascii").rpartition(")")[2].split()
    except OSError:
        return math.nan
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Turn(NamedTuple):
    """How long a turn of the event loop took, in seconds by the clock, and how much of them the window's thread
    computed: the rest it waited, for other programs of a busy machine above all."""

    clock: float
    computing: float


class Beats(QObject):
    """How long the window's thread was away, and at what: turns of more than a tenth of a second, by deed."""

    def __init__(self) -> None:
        super().__init__()
        self.deed = ""
        self.late: Counter[str] = Counter()
        self.worst: dict[str, Turn] = {}
        """For each deed the turn in which the thread computed longest."""
        self._last = self._now()
        self._timer = QTimer(self, interval=BEAT)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    @staticmethod
    def _now() -> Turn:
        return Turn(time.perf_counter(), time.thread_time())

    def _beat(self) -> None:
        now = self._now()
        away = Turn(now.clock - self._last.clock - BEAT / 1e3, now.computing - self._last.computing)
        self._last = now
        if away.clock > 0.1:
            self.late[self.deed] += 1
            self.worst[self.deed] = max(away, self.worst.get(self.deed, away), key=lambda turn: turn.computing)


class FrameProbe(QObject):
    """Repaints a widget 60 times a second and notes when each painting has ended."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.times: list[float] = []
        self._widget = widget
        widget.installEventFilter(self)
        self._timer = QTimer(self, interval=FRAME)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(widget.update)
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()
        self._widget.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event) -> bool:
        if event.type() == event.Type.Paint:
            self.times.append(time.perf_counter())
        return False

    def milliseconds(self) -> np.ndarray:
        """Times between one frame and the next."""
        return 1e3 * np.diff(self.times)

"""Orders, edits, undoing, devices and other projects in any order, faster than the engine answers: what the window and
the document hold in the end is what a plain trainer gives that was told the same."""

from __future__ import annotations

import os
import random
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from app.document.document import Document
from app.training.engine import EngineProcess
from app.training.runner import Runner
from app.training.session import TrainingSession
from app.training.shelf import Shelf
from app.training.snapshot import Job
from engine.data import Data, DataSpec, load
from engine.errors import LaderaError
from engine.layout import ParameterLayout
from engine.training import Checkpoint, History, Trainer, fit_problems
from engine.training.handover import Handover, Task
from engine.training.progress import begun
from tests.app.training.fake_engine import FakeEngine
from tests.cases import random_cases

from .jobs import network, project

DATA = {spec: load(spec) for spec in (project().data, DataSpec("circle", {"samples": 40}))}


class SliceClock:
    """Lets a runner make one step in each slice."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 0.003
        return self.now


def read(spec: DataSpec) -> Data:
    return DATA[spec]


# What should happen


@dataclass
class Told:
    """A training with a trainer of its own, which nobody else ever touches."""

    task: Task
    trainer: Trainer | None = None
    moment: tuple[Checkpoint, History] | None = None
    ends: dict[int, Checkpoint] = field(default_factory=dict)

    def carry_on(self) -> None:
        """Have a trainer, where network and data fit together."""
        graph, spec, how = self.task
        if self.trainer is None and not fit_problems(graph, DATA[spec], how):
            self.trainer = Trainer(graph, DATA[spec], how)
            if self.moment is not None:
                self.trainer.restore(self.moment[0], self.moment[1].copy())
            self.ends.setdefault(self.trainer.epochs_done, self.trainer.snapshot())

    def now(self) -> tuple[Checkpoint, History] | None:
        """None where nothing was learned: weights are those that the seed gives to the names of the layers."""
        if self.trainer is None or (self.moment is None and self.trainer.steps_done == 0):
            return self.moment
        return self.trainer.snapshot(), self.trainer.history.copy()

    def step(self) -> bool:
        """Whether the epoch is over."""
        self.trainer.step()
        over = self.trainer.snapshot().position == 0
        if over:
            self.ends[self.trainer.epochs_done] = self.trainer.snapshot()
        return over


class Expected:
    """The meaning of the orders, told without shelves, sharing or messages: every training lives for ever."""

    def __init__(self) -> None:
        self.trainings: dict[int, Told] = {}
        self.run: int | None = None
        self.running = self.one_epoch = False

    @property
    def current(self) -> Told | None:
        return self.trainings.get(self.run)

    def hear(self, order: Callable[..., object], arguments: tuple[Any, ...]) -> None:
        told = self.current
        can = told is not None and told.trainer is not None
        match order.__name__:
            case "build":
                self.build(*arguments)
            case "play" if can:
                self.running, self.one_epoch = True, False
            case "epoch" if can:
                self.running = self.one_epoch = True
            case "pause" | "look_back":
                self.running = False
            case "step" if can:
                told.step()
                self.running = False

    def worked(self) -> None:
        if self.running and self.current.step() and self.one_epoch:
            self.running = False

    def build(self, job: Job) -> None:
        task = Task(job.graph, job.data or self.current.task.data, job.settings)
        goes_on = self.run == job.run or (job.origin.base == self.run and job.origin.at is None)
        if job.run in self.trainings:
            self.become(self.trainings[job.run], task, job)
        elif job.origin.base in self.trainings:
            self.trainings[job.run] = self.after(self.trainings[job.origin.base], task, job)
        else:
            assert job.learned is not None
            self.trainings[job.run] = Told(task)
        self.run = job.run
        self.current.carry_on()
        self.running = self.running and goes_on and self.current.trainer is not None

    def become(self, told: Told, task: Task, job: Job) -> None:
        known, over = told.now(), Handover(told.task, task, job.renames)
        rate = task.settings.optimizer_settings["learning_rate"]
        if known is not None:
            told.moment = replace(over.moment(known[0]), learning_rate=rate), known[1]
        told.task, told.trainer = task, None

    def after(self, base: Told, task: Task, job: Job) -> Told:
        over, known = Handover(base.task, task, job.renames), base.now()
        rate = task.settings.optimizer_settings["learning_rate"]
        if known is None:
            given = job.parameters is not None
            return Told(task, moment=(begun(job.parameters, None, task.settings), History(2)) if given else None)
        start = known[0]
        before = [epoch for epoch in base.ends if job.origin.at is not None and epoch <= job.origin.at]
        if before:
            start = base.ends[max(before)]
        moment = over.moment(start)
        if job.origin.at is None:
            moment = replace(moment, learning_rate=rate)
        if job.parameters is not None:
            moment = replace(moment, parameters=job.parameters, restored=None)
        history = known[1].copy(*over.spoilt)
        history.truncate(moment.epoch)
        ends = {epoch: over.moment(end) for epoch, end in base.ends.items() if end.step <= moment.step}
        return Told(task, moment=(moment, history), ends=ends)


# What people do

Action = Callable[[TrainingSession, Document, int], object]

def second(document: Document) -> str:
    """The name of the second layer; that of none where there are fewer."""
    return next((spec.name for spec in document.model.graph.layers[1:]), "nobody")


ACTIONS: dict[str, Action] = {
    "play": lambda session, _, __: session.play(),
    "pause": lambda session, _, __: session.pause(),
    "step": lambda session, _, __: session.step(),
    "epoch": lambda session, _, __: session.epoch(),
    "reset": lambda session, _, __: session.reset(),
    "look back": lambda session, _, n: session.look_back(n),
    "present": lambda session, _, __: session.return_to_present(),
    "continue": lambda session, _, __: session.continue_from_here(),
    "device": lambda session, _, n: session.set_device(("numpy", "abacus")[n % 2]),
    "store": lambda session, _, __: session._keeping.ask(),
    "units": lambda _, document, n: document.change_settings("dense_1", {"units": 2 + n % 3}),
    "activation": lambda _, document, n: document.change_settings("dense_1", {"activation": ("tanh", "relu")[n % 2]}),
    "freeze": lambda _, document, n: document.change_settings("dense_1", {"trainable": bool(n % 2)}),
    "rename": lambda _, document, n: document.rename(second(document), f"layer_{n}"),
    "remove": lambda _, document, __: document.remove([second(document)]),
    "seed": lambda _, document, n: document.set_training(seed=n),
    "rate": lambda _, document, n: document.set_training(optimizer_settings={"learning_rate": 0.01 * (n + 1)}),
    "optimizer": lambda _, document, n: document.set_training(optimizer=("adam", "momentum")[n % 2]),
    "batch": lambda _, document, n: document.set_training(batch_size=20 + n),
    "data": lambda _, document, n: document.set_data(tuple(DATA)[n % 2]),
    "weights": lambda _, document, n: document.set_parameters(
        ParameterLayout(document.model.graph).initial(n).astype(np.float32), "weights"),
    "undo": lambda _, document, __: document.undo_stack.undo(),
    "redo": lambda _, document, __: document.undo_stack.redo(),
    "gesture": lambda _, document, __: document.end_gesture(),
    "open": lambda _, document, n: document.open_project(project(graph=network(units=3 + n % 2))),
}
OFTEN = ("play", "step", "epoch", "undo", "undo", "redo", "gesture", "obey", "obey", "work", "work", "answer", "look",
         "settle")
script = st.lists(st.tuples(st.sampled_from([*ACTIONS, *OFTEN]), st.integers(0, 9)), max_size=40)


@pytest.fixture
def errors(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[BaseException]]:
    """What reaches nobody."""
    found: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda _, error, __: found.append(error))
    yield found
    assert found == []


class World:
    """A window on a fake engine, by hand."""

    def __init__(self, document: Document, engine: FakeEngine, **options: Any) -> None:
        self.engine, self.document = engine, document
        document.open_project(project())
        make = partial(Runner, clock=SliceClock(), read=read, **options)
        self.session = TrainingSession(document, engine, make_runner=make)
        self.session._connection._timer.setInterval(1_000_000)

    def do(self, action: str, number: int) -> None:
        match action:
            case "obey":
                self.engine.obey(number)
            case "work":
                for _ in range(number):
                    self.engine.work()
            case "answer":
                self.engine.answer()
            case "look":
                self.session._connection.look()
            case "settle":
                self.settle()
            case _:
                try:
                    ACTIONS[action](self.session, self.document, number)
                except LaderaError:
                    return

    def settle(self) -> None:
        """All is said and done."""
        for _ in range(4):  # an answer may make the window ask for more
            self.engine.obey()
            self.engine.answer()
            self.session._connection.look()

    def rest(self) -> None:
        self.session.pause()
        self.settle()
        self.session._watches.asking = (), False


@random_cases(150, deadline=None, suppress_health_check=list(HealthCheck))
@given(script=script)
def test_whatever_is_asked_the_window_ends_with_what_was_asked_for(document, errors, script) -> None:
    expected = Expected()
    world = World(document, FakeEngine(expected.hear, expected.worked))
    session = world.session
    try:
        for action, number in script:
            world.do(action, number)
            if action == "settle" and session.latest is not None and session.latest.present is None:
                assert (session.state == "running") == expected.running
                assert_agrees(world, expected)
        world.rest()
        session.return_to_present()
        world.settle()
        assert_agrees(world, expected)
        assert session._connection.is_settled
    finally:
        session.shutdown()
    assert errors == []


def assert_agrees(world: World, expected: Expected) -> None:
    session, document, told = world.session, world.document, expected.current
    assert expected.run == document.model.run
    if told.trainer is None:
        assert (session.state, session.latest) == ("empty", None)
        return
    seen, trainer = session.latest, told.trainer
    assert (seen.run, seen.graph) == (document.model.run, document.model.graph)
    assert (seen.step, seen.epoch, seen.batch) == (trainer.steps_done, trainer.epochs_done, trainer.batch)
    if session.state == "running":
        assert seen.parameters is None
    else:
        assert seen.parameters.tobytes() == trainer.parameters.tobytes()
    assert seen.history.array.tobytes() == trainer.history.columns().array.tobytes()
    assert seen.data is session.data
    if session.state != "running" and trainer.steps_done:
        known = document.model.project
        assert known.parameters.tobytes() == trainer.parameters.tobytes()
        assert known.progress.now.step == trainer.steps_done


@random_cases(60, deadline=None, suppress_health_check=list(HealthCheck))
@given(script=script, deaths=st.sets(st.integers(0, 39), max_size=3))
def test_with_no_room_for_trainings_and_a_process_that_dies_the_window_still_agrees_with_its_document(
        document, errors, script, deaths) -> None:
    engine = FakeEngine()
    world = World(document, engine, shelf=Shelf(budget=3_000, most=2))
    try:
        for place, (action, number) in enumerate(script):
            if place in deaths:
                engine.die()
                world.session._connection.look()
            world.do(action, number)
        world.rest()
        world.session.return_to_present()
        world.settle()
        seen, model = world.session.latest, document.model
        assert (seen is None) == (world.session.state == "empty")
        if seen is not None:
            assert (seen.run, seen.graph) == (model.run, model.graph)
            if model.parameters is not None:
                assert seen.parameters.tobytes() == model.parameters.tobytes()
    finally:
        world.session.shutdown()
    assert errors == []


@pytest.mark.parametrize("seed", range(3))
def test_a_thousand_orders_to_the_real_process(
        document: Document, session: TrainingSession, engine: EngineProcess, qtbot: QtBot, errors, seed: int) -> None:
    """Now and then it is held up, as by a long step."""
    chance = random.Random(seed)
    names = [*ACTIONS, *(name for name in OFTEN if name in ACTIONS)]
    document.open_project(project())
    held = False
    try:
        for place in range(350):
            if place % 50 == 10:
                os.kill(engine.pid, signal.SIGSTOP)
                held = True
            if place % 50 == 30:
                os.kill(engine.pid, signal.SIGCONT)
                held = False
            try:
                ACTIONS[chance.choice(names)](session, document, chance.randrange(10))
            except LaderaError:
                continue
            if chance.random() < 0.3:
                qtbot.wait(chance.randrange(40))
    finally:
        if held:
            os.kill(engine.pid, signal.SIGCONT)
    session.pause()
    session.return_to_present()
    qtbot.waitUntil(lambda: session.is_settled and session.state != "running", timeout=60_000)
    seen, model = session.latest, document.model
    assert (seen is None) == (session.state == "empty")
    if seen is not None:
        assert (seen.run, seen.graph, seen.present) == (model.run, model.graph, None)
        if seen.step:
            assert seen.parameters.tobytes() == model.parameters.tobytes()

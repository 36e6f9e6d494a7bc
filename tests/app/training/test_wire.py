"""What crosses between the engine's process and the window: nothing is missing, and nothing is sent twice."""

from __future__ import annotations

import pickle
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.document.model import Origin
from app.training.runner import Runner
from app.training.snapshot import Built, Event, Job, Kept, Snapshot
from app.training.wire import Packer, Unpacker
from engine.project import Learned

from .jobs import network, project

ORDERS = ("epoch", "step", "restart", "go_back", "undo", "look_back", "return_to_present", "build", "keep")


class Pair:
    """A runner, and what the window sees of it; every message is pickled on its way."""

    def __init__(self) -> None:
        self.packer, self.unpacker = Packer(), Unpacker()
        self.bytes = 0
        self.runner = Runner(self._tell)
        self.kept: list[tuple[Kept, Kept]] = []
        whole = project()
        self.job = Job(whole.graph, whole.data, whole.training, learned=Learned(), number=1)
        self.runner.build(self.job)

    def _tell(self, event: Event) -> None:
        if isinstance(event, Built):
            job = self.job
            self.unpacker.begin(job, self._cross(self.packer.pack_built(event)))
        if isinstance(event, Kept):
            self.kept.append((event, self.unpacker.unpack_kept(self._cross(self.packer.pack_kept(event)))))

    def _cross(self, message: object) -> object:
        sent = pickle.dumps(message)
        self.bytes = len(sent)
        return pickle.loads(sent)

    def seen(self) -> Snapshot:
        return self.unpacker.unpack(self._cross(self.packer.pack(self.runner.snapshot())))

    def obey(self, order: str, number: int) -> None:
        run = self.job.run
        changes = {
            "build": {"run": run + 1, "origin": Origin(run),
                      "settings": replace(self.job.settings, l2=number / 100)},
            "restart": {"run": run + 1, "origin": Origin()},
            "go_back": {"run": run + 1, "origin": Origin(run, at=number)},
            "undo": {"run": max(1, run - 1), "origin": Origin()},
        }.get(order)
        if changes is not None:
            learned = Learned() if order == "restart" else None
            self.job = replace(self.job, number=self.job.number + 1, learned=learned, **changes)
            self.runner.build(self.job)
        else:
            getattr(self.runner, order)(*([number] if order == "look_back" else []))
        if order == "epoch":
            while self.runner.state == "running":
                self.runner.run(0.001)
                self.runner.pause()


def same(one: Snapshot, other: Snapshot) -> bool:
    if (one.present is None) != (other.present is None):
        return False
    return (
        all(getattr(one, name) == getattr(other, name) for name in (
            "job", "run", "epoch", "step", "batch", "goal", "learning_rate", "figures", "marks", "moments"))
        and np.array_equal(one.parameters, other.parameters)
        and list(one.history) == list(other.history)
        and all(np.array_equal(one.history[name], other.history[name], equal_nan=True) for name in one.history)
        and np.array_equal(one.path.seen().points, other.path.seen().points)
        and np.array_equal(one.path.seen().losses, other.path.seen().losses, equal_nan=True)
        and (one.present is None or same(one.present, other.present)))


def whole(kept: Kept) -> object:
    """What was learned, bit for bit."""
    return replace(project(), graph=network(), **kept.learned._asdict())


@given(st.lists(st.tuples(st.sampled_from(ORDERS), st.integers(0, 4)), max_size=8))
def test_the_window_sees_what_the_runner_has_whatever_happens(orders: list[tuple[str, int]]) -> None:
    pair = Pair()
    early = pair.seen()
    copy = {name: column.copy() for name, column in early.history.items()}
    for order, number in orders:
        pair.obey(order, number)
        assert same(pair.seen(), pair.runner.snapshot())
    for sent, came in pair.kept:
        assert came.run == sent.run
        assert whole(came) == whole(sent)
    assert all(np.array_equal(early.history[name], copy[name], equal_nan=True) for name in copy)


def test_a_long_history_is_not_sent_twice() -> None:
    pair = Pair()
    for _ in range(200):
        pair.runner.epoch()
        while pair.runner.state == "running":
            pair.runner.run(0.01)
    pair.seen()
    long = pair.bytes
    pair.runner.step()
    pair.seen()
    assert pair.bytes < long / 10


@pytest.mark.parametrize("loaded", [False, True])
def test_data_cross_once(loaded: bool) -> None:
    pair = Pair()
    data = pair.runner.snapshot().data
    assert pair.unpacker._data is not data
    job = Job(network(units=5), data.spec, project().training, 2, learned=Learned(), loaded=data if loaded else None,
              number=2)
    pair.job = job
    pair.runner.build(job)
    assert pair.bytes < 1_000
    assert pair.seen().graph is job.graph

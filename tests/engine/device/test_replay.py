"""Programs of a GPU: made in turn once, recorded the second time, then launched as a whole."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from engine.data import DataSpec, load
from engine.device.replay import Replay, record
from engine.graph import Graph, LayerSpec, sequential
from engine.training import Trainer, TrainingSettings
from tests.engine.fake_device import Fake
from tests.engine.networks import perceptron


class Cuda:
    """What `record` asks of CuPy, in the order in which it does. Work that is recorded is not done."""

    def __init__(self, refuses: bool = False, invalid: bool = False) -> None:
        self.log: list[str] = []
        self.done: list[str] = []
        self._recording: list[str] | None = None
        self._refuses, self._invalid = refuses, invalid
        self.cuda = SimpleNamespace(MemoryPool=self._pool, Stream=self._stream, using_allocator=self._allocator)

    def work(self, name: str) -> None:
        """A kernel."""
        if self._recording is None:
            self.done.append(name)
        elif self._refuses:
            raise NotImplementedError("calling cuBLAS API during stream capture is currently unsupported")
        else:
            self._recording.append(name)

    def _pool(self) -> SimpleNamespace:
        return SimpleNamespace(malloc="own memory")

    @contextmanager
    def _allocator(self, malloc: str):
        self.log.append(malloc)
        try:
            yield
        finally:
            self.log.append("common memory")

    def _stream(self, non_blocking: bool) -> Stream:
        assert non_blocking, "CUDA records no other stream"
        return Stream(self)


class Stream:
    def __init__(self, owner: Cuda) -> None:
        self._owner = owner

    def __enter__(self) -> Stream:
        self._owner.log.append("own stream")
        return self

    def __exit__(self, *error: object) -> None:
        self._owner.log.append("common stream")

    def begin_capture(self) -> None:
        self._owner.log.append("begin")
        self._owner._recording = []

    def end_capture(self) -> SimpleNamespace:
        self._owner.log.append("end")
        recorded, self._owner._recording = self._owner._recording, None
        if self._owner._invalid:
            raise RuntimeError("cudaErrorStreamCaptureInvalidated")

        def launch() -> None:
            self._owner.log.append("launch")
            self._owner.done.extend(recorded)

        return SimpleNamespace(launch=launch)


def program(cuda: Cuda) -> Replay:
    return Replay([(cuda.work, ("forward",)), (cuda.work, ("backward",))], lambda calls: record(cuda, calls))


RECORDING = ["own stream", "own memory", "begin", "end", "common memory", "common stream"]


def test_the_first_run_compiles_the_second_records_and_all_others_launch():
    cuda = Cuda()
    run = program(cuda)
    run()
    assert cuda.log == []
    run()
    assert cuda.log == [*RECORDING, "launch"]
    run()
    assert cuda.log == [*RECORDING, "launch", "launch"]


def test_every_run_does_the_work_once_and_in_order():
    cuda = Cuda()
    run = program(cuda)
    for count in range(1, 5):
        run()
        assert cuda.done == ["forward", "backward"] * count


@pytest.mark.parametrize("trouble", [{"refuses": True}, {"invalid": True}, {"refuses": True, "invalid": True}], ids=str)
def test_what_cannot_be_recorded_goes_on_call_by_call(trouble: dict[str, bool]):
    cuda = Cuda(**trouble)
    run = program(cuda)
    for count in range(1, 5):
        run()
        assert cuda.done == ["forward", "backward"] * count
    assert cuda.log == RECORDING, "it is tried once, and all that was begun is ended"


def test_an_error_of_the_work_itself_is_not_hidden():
    def fails() -> None:
        raise ValueError("shapes do not fit")

    run = Replay([(fails, ()), (fails, ())], lambda calls: lambda: None)
    with pytest.raises(ValueError, match="shapes"):
        run()


def test_a_single_call_needs_no_graph():
    cuda = Cuda()
    run = Replay([(cuda.work, ("all",))], lambda calls: record(cuda, calls))
    for _ in range(3):
        run()
    assert cuda.done == ["all"] * 3
    assert cuda.log == []


def lenet() -> Graph:
    """LeNet-5, with a layer before it that makes images of its size."""

    def convolution(name: str, filters: int) -> LayerSpec:
        return LayerSpec(name, "conv2d", {"filters": filters, "kernel_size": (5, 5), "activation": "relu"})

    return sequential(
        LayerSpec("input", "input", {"shape": (64,)}),
        LayerSpec("grid", "dense", {"units": 1_024, "activation": "tanh"}),
        LayerSpec("image", "reshape", {"shape": (32, 32, 1)}), convolution("c1", 6), LayerSpec("s2", "pooling2d"),
        convolution("c3", 16), LayerSpec("s4", "pooling2d"), LayerSpec("flat", "flatten"),
        LayerSpec("c5", "dense", {"units": 120}), LayerSpec("head", "dense", {"units": 10, "activation": "identity"}),
        LayerSpec("output", "output", {"loss": "categorical_cross_entropy"}))


NETWORKS: dict[str, tuple[Callable[[], Graph], DataSpec]] = {
    "perceptron": (lambda: perceptron(2, 6, 1, loss="binary_cross_entropy"), DataSpec("gaussian", {"samples": 100})),
    "LeNet-5": (lenet, DataSpec("digits")),
}


@pytest.mark.parametrize("name", NETWORKS)
def test_a_step_of_a_small_network_is_two_launches(fake: Fake, name: str):
    """One up to the gradient, one for the update; nothing in it needs cuBLAS."""
    graph, spec = NETWORKS[name]
    run = Trainer(graph(), load(spec), TrainingSettings("adam", batch_size=8), fake.device)
    for _ in range(2):
        run.step()
    fake.graphs.clear()
    for _ in range(3):
        run.step()
    assert fake.graphs == {"launched": 6}


def test_a_step_of_a_large_network_goes_on_call_by_call(fake: Fake):
    run = Trainer(perceptron(2, 3_000, 3_000, 1, loss="binary_cross_entropy"), load(DataSpec("gaussian")),
                  TrainingSettings("sgd", batch_size=8), fake.device)
    for _ in range(3):
        run.step()
    assert fake.graphs["refused"] == 1

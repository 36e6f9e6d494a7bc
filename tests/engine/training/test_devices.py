"""Training on a device that is not NumPy: the same numbers, no waiting, and changing the device on the way."""

from __future__ import annotations

import re
from operator import attrgetter
from pathlib import Path

import numpy as np
import pytest

from engine.data import Data, DataSpec, load
from engine.device import NUMPY, Device
from engine.errors import NonFiniteError
from engine.optimizers import OPTIMIZERS
from engine.training import Trainer, TrainingSettings
from engine.training.watch import PATIENCE
from tests.engine.fake_device import CUPY_NAMES, Fake
from tests.engine.networks import perceptron

ROOT = Path(__file__).parents[3]
each_optimizer = pytest.mark.parametrize("optimizer", sorted(OPTIMIZERS))


@pytest.fixture(scope="module")
def data() -> Data:
    return load(DataSpec("gaussian", {"samples": 60}, validation_fraction=0.2))


def trainer(data: Data, device: Device = NUMPY, optimizer: str = "adam", **settings: object) -> Trainer:
    graph = perceptron(2, 6, 4, 1, loss="binary_cross_entropy")
    if tuple(OPTIMIZERS[optimizer].problems(graph)):  # the learning rules of one neuron
        graph = perceptron(2, 1).with_settings("dense_1", {"activation": OPTIMIZERS[optimizer].activation})
    return Trainer(graph, data, TrainingSettings(optimizer, batch_size=8, dtype="float64", l1=0.001, l2=0.01,
                                                 **settings), device)


def steps(run: Trainer, count: int) -> None:
    for _ in range(count):
        run.step()


@each_optimizer
def test_training_gives_the_same_numbers_as_on_numpy(data: Data, device: Device, optimizer: str):
    ours, reference = (trainer(data, where, optimizer) for where in (device, NUMPY))
    for _ in range(3):
        ours.epoch()
        reference.epoch()
    np.testing.assert_allclose(ours.parameters, reference.parameters, rtol=1e-9, atol=1e-12)
    for name, column in ours.history.columns().items():
        np.testing.assert_allclose(column, reference.history.columns()[name], rtol=1e-9, atol=1e-12)
    for part in ("train", "validation", "test"):
        one, other = ours.evaluate(part), reference.evaluate(part)
        np.testing.assert_allclose(one.predictions, other.predictions, rtol=1e-9, atol=1e-12)
        assert one.metric == pytest.approx(other.metric, rel=1e-12)


@each_optimizer
def test_a_step_moves_nothing_between_the_device_and_the_host(data: Data, fake: Fake, optimizer: str):
    run = trainer(data, fake.device, optimizer)
    run.step()  # compiles
    fake.transfers.clear()
    steps(run, run.steps_per_epoch - 2)
    assert not fake.transfers


def test_an_epoch_asks_the_device_a_fixed_number_of_times(data: Data, fake: Fake):
    """However many steps it has: the order goes up, losses and metrics come down."""
    counts = []
    for batch in (1, 4):
        run = Trainer(perceptron(2, 6, 1, loss="binary_cross_entropy"), data,
                      TrainingSettings(batch_size=batch, dtype="float64"), fake.device)
        run.epoch()
        fake.transfers.clear()
        run.epoch()
        counts.append(dict(fake.transfers))
    assert counts[0] == counts[1]
    assert counts[0]["upload"] == 1


@each_optimizer
@pytest.mark.parametrize("done", [0, 3, 12])
def test_changing_the_device_in_mid_run_changes_nothing_else(data: Data, fake: Fake, optimizer: str, done: int):
    """Weights, optimizer state, order of examples, counters and history go along, in the middle of an epoch too."""
    moved, stayed = trainer(data, NUMPY, optimizer), trainer(data, NUMPY, optimizer)
    for run in (moved, stayed):
        run.learning_rate = 0.02
        steps(run, done)
    for device in (fake.device, NUMPY, fake.device):
        before = moved.parameters
        moved.to_device(device)
        assert moved.device is device
        assert np.array_equal(moved.parameters, before)
        assert moved.minibatch_loss == pytest.approx(stayed.minibatch_loss, rel=1e-9, nan_ok=True)
        for run in (moved, stayed):
            steps(run, 7)
        apart = np.linalg.norm(moved.parameters - stayed.parameters)
        assert apart <= 1e-11 * np.linalg.norm(stayed.parameters)
    assert (moved.steps_done, moved.epochs_done) == (stayed.steps_done, stayed.epochs_done)
    for name, column in moved.history.columns().items():
        np.testing.assert_allclose(column, stayed.history.columns()[name], rtol=1e-9, atol=1e-12)


def test_reset_after_a_change_of_device_is_the_run_of_that_device(data: Data, fake: Fake):
    run = trainer(data, fake.device)
    run.epoch()
    expected = run.parameters
    run.to_device(NUMPY)
    run.step()
    run.to_device(fake.device)
    run.reset()
    run.epoch()
    assert np.array_equal(run.parameters, expected)


def test_an_asynchronous_device_notices_what_is_not_finite_some_steps_later(data: Data, fake: Fake):
    run = trainer(data, fake.device, "sgd")
    run.set_parameters(np.full(run.layout.size, np.nan))
    with np.errstate(all="ignore"), pytest.raises(NonFiniteError) as caught:
        steps(run, PATIENCE)
    assert caught.value.layer == "dense_1"


def test_the_newest_loss_is_known_at_the_end_of_an_epoch(data: Data, fake: Fake):
    ours, reference = trainer(data, fake.device), trainer(data)
    for run in (ours, reference):
        run.epoch()
    assert ours.minibatch_loss == pytest.approx(reference.minibatch_loss, rel=1e-12)


@each_optimizer
def test_everything_used_on_the_device_exists_in_cupy(data: Data, fake: Fake, optimizer: str):
    trainer(data, fake.device, optimizer).epoch()
    assert fake.xp.used
    assert fake.xp.used <= CUPY_NAMES


def test_the_list_of_cupy_names_is_true():
    cupy = pytest.importorskip("cupy")
    missing = set()
    for name in CUPY_NAMES:
        try:
            attrgetter(name)(cupy)
        except AttributeError:
            missing.add(name)
    assert missing == set()


def test_the_list_has_what_the_device_itself_asks_of_cupy():
    used = {match for file in (ROOT / "engine" / "device").glob("*.py")
            for match in re.findall(r"\bcupy\.((?:\w+\.)*\w+)", file.read_text("utf-8"))}
    assert used
    assert used <= CUPY_NAMES


def test_the_strict_device_is_strict(fake: Fake):
    """What CuPy refuses, it refuses."""
    device, host = fake.device, np.arange(6.0).reshape(2, 3)
    array = device.upload(host)
    for mistake in (
        lambda: array + host, lambda: host + array, lambda: np.add(array, 1.0), lambda: np.asarray(array),
        lambda: fake.xp.add(array, host), lambda: list(array), lambda: float(array), lambda: bool(array == array),
        lambda: fake.xp.matmul(array, array, array), lambda: device.to_host(host),
        lambda: array.__setitem__(0, host[0]),
    ):
        with pytest.raises((TypeError, ValueError)):
            mistake()
    with pytest.raises(AttributeError):
        fake.xp.nan_to_num_of_the_future  # noqa: B018
    assert array.sum().shape == array[0, 0].shape == ()
    assert fake.transfers == {"upload": 1}
    assert float(array.sum()) == 15.0
    assert device.to_host(array).tolist() == host.tolist()
    assert fake.transfers == {"upload": 1, "to_host": 2}
    assert device.upload(np.float64(3.0)).shape == ()

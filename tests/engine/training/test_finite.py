"""What is not finite is said to be where it is, and a step that fails leaves no trace."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from engine.data import Data, DataSpec, Part, load
from engine.data.scaling import Standardization
from engine.errors import DataError, NonFiniteError
from engine.graph import Graph, LayerSpec, sequential
from engine.training import Checkpoint, Trainer, TrainingSettings
from engine.training.finite import check_numbers


def table(inputs: np.ndarray, targets: np.ndarray, shape: tuple[int, ...] | None = None) -> Data:
    """Own numbers as Data, all for training."""
    raw = inputs.reshape(len(inputs), -1)
    inputs = raw.reshape(len(raw), *(shape or raw.shape[1:]))
    nothing = Part(inputs[:0], targets[:0], raw[:0])
    return dataclasses.replace(
        load(DataSpec("gaussian")), task="regression", train=Part(inputs, targets, raw), validation=nothing,
        test=nothing, input_shape=inputs.shape[1:], feature_names=tuple(f"x{place}" for place in range(raw.shape[1])),
        class_names=(), target_names=("price",), input_scaling=Standardization.identity(raw.shape[1]),
        target_scaling=Standardization.identity(1))


def bent(*layers: LayerSpec, inputs: int = 3) -> Graph:
    """Squares of squares, which overflow soon."""
    return sequential(LayerSpec("x", "input", {"shape": (inputs,)}), LayerSpec("first", "dense", {"units": 8}),
                      LayerSpec("bend", "dense", {"units": 8, "activation": "square"}), *layers,
                      LayerSpec("last", "dense", {"units": 1, "activation": "identity"}), LayerSpec("y", "output"))


def numbers(rows: int = 40, columns: int = 3, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(rows, columns))


def same(one: Checkpoint, other: Checkpoint) -> None:
    """Bit by bit."""
    assert one.shuffler == other.shuffler
    assert one.noise == other.noise
    assert (one.step, one.epoch, one.position, one.updates) == (other.step, other.epoch, other.position, other.updates)
    np.testing.assert_array_equal(one.minibatch_loss, other.minibatch_loss)
    np.testing.assert_array_equal(one.parameters, other.parameters)
    for name, slot in one.slots.items():
        np.testing.assert_array_equal(slot, other.slots[name])


NORMALISED = LayerSpec("norm", "batch_normalization")


@pytest.mark.parametrize("before", [0, 1, 4])
@pytest.mark.parametrize(("layers", "settings"), [
    ((NORMALISED,), {}),
    ((NORMALISED, LayerSpec("thin", "dropout")), {"optimizer": "momentum"}),
    ((LayerSpec("thin", "dropout"), NORMALISED), {"weight_noise": 0.1}),
    ((NORMALISED,), {"augmentation": {"noise": 0.1}}),
    ((NORMALISED,), {"adversarial": {"epsilon": 0.01}}),
    ((NORMALISED,), {"optimizer": "bfgs"}), ((), {"optimizer": "newton"})])
def test_after_a_failed_step_everything_is_as_it_was(layers, settings, before):
    """It fails in the first step of an epoch, or in the middle of one; what comes next is what would have come."""
    run, reference = (Trainer(bent(*layers), table(numbers(), numbers()[:, :1]),
                              TrainingSettings(batch_size=10, **settings)) for _ in range(2))
    for _ in range(before):
        run.step()
        reference.step()
    sound = run.parameters
    too_large = sound.copy()
    too_large[run.layout["bend/kernel"].span] *= 1e30
    run.set_parameters(too_large)
    kept = run.snapshot()
    with np.errstate(all="ignore"), pytest.raises(NonFiniteError, match="bend"):
        run.step()
    same(run.snapshot(), kept)
    run.set_parameters(sound)
    for _ in range(5):
        run.step()
        reference.step()
    same(run.snapshot(), reference.snapshot())


def test_second_derivatives_that_overflow_fail_the_step_of_newton_too():
    """(wx − y)² at w = 0: the slope 2xy is finite, the curvature 2x² is beyond single precision."""
    graph = sequential(LayerSpec("x", "input", {"shape": (1,)}),
                       LayerSpec("last", "dense", {"units": 1, "activation": "identity", "use_bias": False}),
                       LayerSpec("y", "output"))
    run = Trainer(graph, table(np.full((4, 1), 1.5e19), np.full((4, 1), 1e-10)), TrainingSettings("newton"))
    run.set_parameters(np.zeros(1))
    kept = run.snapshot()
    with np.errstate(all="ignore"), pytest.raises(NonFiniteError, match="y, or their gradient"):
        run.step()
    same(run.snapshot(), kept)


@pytest.mark.parametrize(("value", "dtype"), [(np.nan, "float32"), (np.inf, "float64"), (-np.inf, "float32"),
                                              (1e39, "float32"), (-1e300, "float32")])
@pytest.mark.parametrize(("where", "named"), [("inputs", "x1"), ("targets", "price")])
def test_a_number_that_cannot_be_learned_from_is_named_with_column_and_row(value, dtype, where, named):
    inputs, targets = numbers(), numbers()[:, :1]
    {"inputs": inputs, "targets": targets}[where][16, 1 if where == "inputs" else 0] = value
    with pytest.raises(DataError) as caught:
        Trainer(bent(), table(inputs, targets), TrainingSettings(dtype=dtype))
    said = str(caught.value)
    assert f"“{named}”, row 17 of the training part" in said
    assert "learning rate" not in said
    assert ("double precision" in said) == np.isfinite(value)


@pytest.mark.parametrize("part", ["validation", "test"])
def test_all_parts_are_looked_at(part):
    data = table(numbers(), numbers()[:, :1])
    spoiled = dataclasses.replace(data, **{part: Part(np.full((1, 3), np.nan), np.ones((1, 1)), np.ones((1, 3)))})
    check_numbers(data, "float32")
    with pytest.raises(DataError, match=f"“x0”, row 1 of the {part} part"):
        check_numbers(spoiled, "float32")


def test_a_pixel_is_named_where_examples_are_images():
    images = np.zeros((5, 4))
    images[2, 3] = np.inf
    with pytest.raises(DataError, match="“x3”, row 3"):
        check_numbers(table(images, np.ones((5, 1)), (2, 2, 1)), "float32")


def test_what_double_precision_holds_is_no_fault_there():
    data = table(1e200 * numbers(), numbers()[:, :1])
    check_numbers(data, "float64")
    with pytest.raises(DataError, match="which float32 cannot hold"):
        check_numbers(data, "float32")


def test_before_the_first_step_no_learning_rate_is_blamed():
    """1e15 is a number that single precision holds, but not its square."""
    inputs = numbers()
    inputs[7, 2] = 1e25
    run = Trainer(bent(), table(inputs, numbers()[:, :1]), TrainingSettings(batch_size=0))
    with np.errstate(all="ignore"), pytest.raises(NonFiniteError) as caught:
        run.step()
    assert "“x2”, row 8 of the training part" in str(caught.value)
    assert "1e+25" in str(caught.value)
    assert "learning rate" not in str(caught.value)


def test_weights_that_came_broken_are_named_before_the_first_step():
    run = Trainer(bent(), table(numbers(), numbers()[:, :1]), TrainingSettings())
    broken = run.parameters
    broken[run.layout["bend/bias"].span] = np.nan
    run.set_parameters(broken)
    with pytest.raises(NonFiniteError, match="weights of bend are not finite before the first step"):
        run.step()


def test_after_a_step_too_large_a_rate_is_still_called_that():
    run = Trainer(bent(), table(numbers(), numbers()[:, :1]), TrainingSettings("sgd"))
    run.learning_rate = 1e20
    run.step()
    assert np.isfinite(run.parameters).all()
    assert np.abs(run.parameters).max() > 1e18
    with np.errstate(all="ignore"), pytest.raises(NonFiniteError, match="try a smaller learning rate"):
        run.step()

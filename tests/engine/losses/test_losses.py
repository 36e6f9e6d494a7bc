"""Losses against PyTorch, and the identities that tie them together."""

from __future__ import annotations

import numpy as np
import pytest

from engine.device import NUMPY
from engine.ir import Builder, compile_plan, gradients
from engine.losses import LOSSES

ROWS, UNITS = 7, 4


def measure(name: str, outputs: np.ndarray, targets: np.ndarray, ending: str = "") -> tuple[float, np.ndarray]:
    """The loss called `name` and its gradient in `outputs`; `ending` is a link that the network already ends in."""
    ir = Builder()
    x, t = ir.leaf("input", "x", outputs.shape), ir.leaf("target", "t", targets.shape)
    elements = LOSSES[name].elements(ir, getattr(ir, ending)(x) if ending else x, t)
    loss = ir.mul(ir.total(elements), 1.0 / np.prod(elements.shape))
    plan = compile_plan(NUMPY, "float64", [loss, *gradients(ir, loss, [x])], {x: outputs, t: targets})
    value, slope = plan.run()
    return float(value), slope.copy()


def predict(name: str, outputs: np.ndarray) -> np.ndarray:
    ir = Builder()
    x = ir.leaf("input", "x", outputs.shape)
    return compile_plan(NUMPY, "float64", [LOSSES[name].link(ir, x)], {x: outputs}).run()[0].copy()


def example(task: str) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(3)
    outputs = rng.normal(0.0, 2.0, (ROWS, UNITS))
    targets = {"regression": rng.normal(0.0, 2.0, (ROWS, UNITS)),
               "binary": rng.integers(0, 2, (ROWS, UNITS)).astype(float),
               "multiclass": rng.dirichlet(np.ones(UNITS), ROWS)}
    return outputs, targets[task]


def entropy(distribution: np.ndarray) -> float:
    sure = np.where(distribution > 0, distribution, 1.0)
    return float(-(distribution * np.log(sure)).sum(axis=-1).mean())


@pytest.mark.parametrize("name", LOSSES)
def test_loss_and_gradient_are_those_of_pytorch(name):
    torch = pytest.importorskip("torch")
    functional = torch.nn.functional
    theirs = {
        "mean_squared_error": functional.mse_loss,
        "mean_absolute_error": functional.l1_loss,
        "huber": functional.huber_loss,
        "hinge": lambda z, y: torch.clamp(1 - (2 * y - 1) * z, min=0).mean(),
        "binary_cross_entropy": functional.binary_cross_entropy_with_logits,
        "categorical_cross_entropy": functional.cross_entropy,
        "kl_divergence": lambda z, y: functional.kl_div(torch.log_softmax(z, -1), y, reduction="batchmean"),
    }
    outputs, targets = example(LOSSES[name].task)
    z = torch.tensor(outputs, requires_grad=True)
    expected = theirs[name](z, torch.tensor(targets))
    expected.backward()
    value, slope = measure(name, outputs, targets)
    assert value == pytest.approx(expected.item(), rel=1e-12)
    np.testing.assert_allclose(slope, z.grad.numpy(), atol=1e-12)


def test_cross_entropy_is_entropy_plus_divergence():
    """H(P, Q) = H(P) + KL(P‖Q), also where a class is impossible under P."""
    outputs, targets = example("multiclass")
    targets[0] = [0.5, 0.5, 0.0, 0.0]
    targets[1] = [0.0, 1.0, 0.0, 0.0]
    cross, _ = measure("categorical_cross_entropy", outputs, targets)
    divergence, _ = measure("kl_divergence", outputs, targets)
    assert cross == pytest.approx(entropy(targets) + divergence, rel=1e-13)


def test_divergence_from_itself_is_zero_and_otherwise_positive():
    outputs, targets = example("multiclass")
    assert measure("kl_divergence", np.log(targets), targets)[0] == pytest.approx(0.0, abs=1e-15)
    assert measure("kl_divergence", outputs, targets)[0] > 0


def test_two_classes_by_softmax_equal_two_classes_by_sigmoid():
    """softmax(z, 0) = (σ(z), 1 − σ(z))."""
    z = np.linspace(-6, 6, ROWS).reshape(-1, 1)
    y = (np.arange(ROWS) % 2).reshape(-1, 1).astype(float)
    binary, _ = measure("binary_cross_entropy", z, y)
    categorical, _ = measure("categorical_cross_entropy", np.hstack([z, 0 * z]), np.hstack([y, 1 - y]))
    assert binary == pytest.approx(categorical, rel=1e-13)


@pytest.mark.parametrize(("name", "ending"), [("binary_cross_entropy", "sigmoid"),
                                              ("categorical_cross_entropy", "softmax"), ("kl_divergence", "softmax")])
def test_a_network_that_ends_in_the_link_gets_the_same_loss(name, ending):
    outputs, targets = example(LOSSES[name].task)
    assert measure(name, outputs, targets, ending)[0] == measure(name, outputs, targets)[0]


@pytest.mark.parametrize("name", ["binary_cross_entropy", "categorical_cross_entropy", "kl_divergence"])
def test_cross_entropies_of_huge_logits_stay_finite(name):
    outputs = np.array([[1000.0, -1000.0, 0.0, 5.0]])
    targets = np.array([[0.0, 1.0, 0.0, 0.0]])
    value, slope = measure(name, outputs, targets)
    assert np.isfinite(value)
    assert np.isfinite(slope).all()


def test_huber_is_squared_near_and_absolute_far():
    near, far = np.array([[0.3]]), np.array([[30.0]])
    zero = np.zeros((1, 1))
    assert measure("huber", near, zero)[0] == pytest.approx(0.5 * measure("mean_squared_error", near, zero)[0])
    assert measure("huber", far, zero)[0] == pytest.approx(measure("mean_absolute_error", far, zero)[0] - 0.5)
    assert measure("huber", far, zero)[1] == pytest.approx(1.0)


def test_hinge_is_silent_beyond_the_margin_and_puts_its_border_at_one_half():
    targets = np.array([[0.0], [1.0]])
    value, slope = measure("hinge", np.array([[-1.5], [1.5]]), targets)
    assert value == 0
    assert not slope.any()
    np.testing.assert_array_equal(predict("hinge", np.array([[-1.0], [0.0], [1.0]])), [[0.0], [0.5], [1.0]])

"""Losses against PyTorch, and the identities that tie them together."""

from __future__ import annotations

import numpy as np
import pytest

from engine.device import NUMPY
from engine.ir import Builder, compile_plan, gradients, tangents
from engine.losses import LOSSES

ROWS, UNITS = 7, 4


def measure(name: str, outputs: np.ndarray, targets: np.ndarray, ending: str = "",
            dtype: str = "float64") -> tuple[float, np.ndarray]:
    """The loss called `name` and its gradient in `outputs`; `ending` is a link that the network already ends in."""
    outputs, targets = outputs.astype(dtype), targets.astype(dtype)
    ir = Builder()
    x, t = ir.leaf("input", "x", outputs.shape), ir.leaf("target", "t", targets.shape)
    elements = LOSSES[name].elements(ir, getattr(ir, ending)(x) if ending else x, t)
    loss = ir.mul(ir.total(elements), 1.0 / np.prod(elements.shape))
    plan = compile_plan(NUMPY, dtype, [loss, *gradients(ir, loss, [x])], {x: outputs, t: targets})
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


# All digits, at every logit

SIZES = np.concatenate([[0.0], np.geomspace(1e-30, 80.0, 45)])


def all_of(name: str, outputs: np.ndarray, targets: np.ndarray, ending: str = "", dtype: str = "float32"
           ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The losses of the examples (N,), their slopes (N, units) and second derivatives (N, units, units)."""
    outputs, targets = outputs.astype(dtype), targets.astype(dtype)
    ir = Builder()
    x, t = ir.leaf("input", "x", outputs.shape), ir.leaf("target", "t", targets.shape)
    losses = LOSSES[name].elements(ir, getattr(ir, ending)(x) if ending else x, t)
    slopes = gradients(ir, ir.total(losses), [x])
    units = np.eye(outputs.shape[-1], dtype=dtype)
    ways = [ir.leaf("direction", str(place), outputs.shape) for place in range(len(units))]
    columns = [tangents(ir, slopes, {x: way})[0] for way in ways]
    arrays = {x: outputs, t: targets} | {way: np.tile(unit, (len(outputs), 1))
                                         for way, unit in zip(ways, units, strict=True)}
    values, slope, *bends = (array.copy() for array in
                             compile_plan(NUMPY, dtype, [losses, *slopes, *columns], arrays).run())
    return values[:, 0], slope, np.stack(bends, axis=-1)


def fifty_digits():
    mp = pytest.importorskip("mpmath").mp.clone()
    mp.dps = 50
    return mp


@pytest.mark.parametrize("ending", ["", "sigmoid"])
@pytest.mark.parametrize("target", [0.0, 1e-6, 0.3, 0.5, 0.75, 1 - 2.0**-20, 1.0])
def test_binary_cross_entropy_has_all_digits_in_single_precision_at_every_logit(target, ending):
    """ln(1 + eᶻ) − yz, its slope σ(z) − y and its curvature; the textbook's forms cancel."""
    mp = fifty_digits()
    logits = np.concatenate([SIZES, -SIZES]).astype(np.float32)
    found = all_of("binary_cross_entropy", logits[:, None], np.full((len(logits), 1), target), ending)
    for logit, value, slope, bend in zip(logits, *found, strict=True):
        z, y = mp.mpf(float(logit)), mp.mpf(float(np.float32(target)))
        likely, unlikely = 1 / (1 + mp.exp(-z)), 1 / (1 + mp.exp(z))
        exact = mp.log(1 + mp.exp(-abs(z))) + abs(z) * (1 - y if z > 0 else y)
        assert value == pytest.approx(float(exact), rel=5e-7)
        distance = likely - y if y < 0.5 else (1 - y) - unlikely
        least = float(min(likely, unlikely, max(y, 1 - y)))  # two slopes may cancel: with the digits of the larger
        assert slope[0] == pytest.approx(float(distance), rel=5e-7, abs=2e-7 * least)
        assert bend[0, 0] == pytest.approx(float(likely * unlikely), rel=1e-6, abs=1e-37)


@pytest.mark.parametrize("name", ["categorical_cross_entropy", "kl_divergence"])
@pytest.mark.parametrize("ending", ["", "softmax"])
@pytest.mark.parametrize("right", range(3))
def test_a_cross_entropy_has_all_digits_however_sure_the_network_is(name, ending, right):
    """−ln softmax of the right class, its slopes and curvatures."""
    mp = fifty_digits()
    rng = np.random.default_rng(5)
    logits = (SIZES[:, None] * np.column_stack([np.ones(len(SIZES)), rng.uniform(-1, 0.9, (len(SIZES), 2))]))
    logits = logits.astype(np.float32)
    found = all_of(name, logits, np.tile(np.eye(3)[right], (len(logits), 1)), ending)
    for row, value, slope, bend in zip(logits, *found, strict=True):
        powers = [mp.exp(mp.mpf(float(z))) for z in row]
        others = [sum(powers) - power for power in powers]
        shares = [power / sum(powers) for power in powers]
        assert value == pytest.approx(float(mp.log(1 + others[right] / powers[right])), rel=1e-6)
        expected = [float(-others[right] / sum(powers) if place == right else shares[place]) for place in range(3)]
        np.testing.assert_allclose(slope, expected, rtol=3e-6, atol=1e-37)
        for one, two in np.ndindex(3, 3):
            exact = shares[one] * (others[one] / sum(powers) if one == two else -shares[two])
            assert bend[one, two] == pytest.approx(float(exact), rel=5e-6, abs=1e-37)


def test_equal_logits_have_the_derivatives_of_the_softmax_to_every_order():
    """As those of a network whose last layer begins with zeros."""
    logits = np.array([[0.0, 0.0, 0.0], [2.0, 2.0, -1.0], [-5.0, 1.0, 1.0], [30.0, 30.0, 30.0]])
    targets = np.tile([0.2, 0.5, 0.3], (len(logits), 1))
    shares = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    _, slopes, bends = all_of("categorical_cross_entropy", logits, targets, dtype="float64")
    np.testing.assert_allclose(slopes, shares - targets, atol=1e-15)
    np.testing.assert_allclose(bends, shares[:, None] * (np.eye(3) - shares[:, :, None]), atol=1e-15)


@pytest.mark.parametrize("target", [0.0, 0.25, 1.0])
def test_a_logit_of_zero_has_the_derivatives_of_the_sigmoid(target):
    values, slopes, bends = all_of("binary_cross_entropy", np.array([[0.0], [-0.0]]), np.full((2, 1), target))
    np.testing.assert_allclose(values, np.log(2), rtol=1e-7)
    assert (slopes == 0.5 - target).all()
    assert (bends == 0.25).all()


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

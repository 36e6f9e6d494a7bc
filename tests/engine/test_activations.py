"""The activation functions. Their equations, as the inspector sets them, say what must be computed; PyTorch, where it
has a function, says it too. A new row of the catalogue is tested here without a line more."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.special

from engine.device import NUMPY, Device
from engine.ir import Builder, compile_plan, gradients, tangents
from engine.layers.activations import ACTIVATIONS, apply_activation
from tests.engine.ir.reference import run
from tests.engine.latex import read

X = np.concatenate([np.linspace(-6, 6, 241) + 0.007, [-20.0, 20.0]])

# Where PyTorch has the function. Its softplus is linear above 20.
TORCH = {
    "relu": "relu", "sigmoid": "sigmoid", "tanh": "tanh", "elu": "elu", "selu": "selu", "gelu": "gelu", "silu": "silu",
    "mish": "mish", "hard_sigmoid": "hardsigmoid", "hard_swish": "hardswish", "softplus": "softplus",
    "softsign": "softsign", "leaky_relu": "leaky_relu",
}


def value_and_derivative(device: Device, name: str, points: np.ndarray) -> list[np.ndarray]:
    ir = Builder()
    x = ir.leaf("input", "x", points.shape)
    y = apply_activation(ir, name, x)
    return run(device, [y, *gradients(ir, ir.total(y), [x])], {x: points})


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_value_and_derivative_are_what_the_typeset_equations_say(name: str, device: Device):
    value, derivative = value_and_derivative(device, name, X)
    for part, came in (("equation", value), ("derivative", derivative)):
        wanted, exact = read(getattr(ACTIVATIONS[name], part), X)
        np.testing.assert_allclose(came, wanted, rtol=exact, atol=0.1 * exact, err_msg=part)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_derivative_is_the_slope_of_the_value_and_so_is_the_second(name: str):
    """Central differences; at the bends of a function they say nothing."""
    step = 1e-5
    ir = Builder()
    x = ir.leaf("input", "x", X.shape)
    y = apply_activation(ir, name, x)
    (slope,) = gradients(ir, ir.total(y), [x])
    (bend,) = tangents(ir, [slope], {x: ir.constant(1.0, X.shape)})
    ahead, behind = (run(NUMPY, [y, slope], {x: X + sign * step}) for sign in (1, -1))
    exact = run(NUMPY, [slope, bend], {x: X})
    for came, after, before in zip(exact, ahead, behind, strict=True):
        near = np.abs(after - before) < 20 * step * np.abs(X).max()  # no jump between the two
        np.testing.assert_allclose(came[near], ((after - before) / (2 * step))[near], rtol=1e-5, atol=1e-8)


@pytest.mark.parametrize(("name", "function"), TORCH.items())
def test_it_is_the_function_of_pytorch_at_corners_too(name: str, function: str, device: Device):
    torch = pytest.importorskip("torch")
    points = np.concatenate([X, [0.0, -3.001, 2.999]])
    x = torch.tensor(points, requires_grad=True)
    theirs = getattr(torch.nn.functional, function)(x)
    theirs.sum().backward()
    value, derivative = value_and_derivative(device, name, points)
    np.testing.assert_allclose(value, theirs.detach().numpy(), rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(derivative, x.grad.numpy(), rtol=1e-7, atol=1e-12)  # it has 1/6 in single precision


def test_the_gelu_by_a_tanh_is_that_of_pytorch():
    torch = pytest.importorskip("torch")
    theirs = torch.nn.functional.gelu(torch.tensor(X), approximate="tanh").numpy()
    np.testing.assert_allclose(value_and_derivative(NUMPY, "gelu_tanh", X)[0], theirs, rtol=1e-12, atol=1e-14)
    exact = value_and_derivative(NUMPY, "gelu", X)[0]
    assert 3e-4 < np.abs(theirs - exact).max() < 6e-4, "it is an approximation"


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_nothing_overflows_far_out(name: str, device: Device):
    far = np.array([-1000.0, 1000.0])
    value, derivative = value_and_derivative(device, name, far)
    with np.errstate(over="ignore"):
        wanted, exact = read(ACTIVATIONS[name].equation.replace(r"\ln(1 + e^x)", r"\max(0, x)"), far)
    np.testing.assert_allclose(value, wanted, rtol=exact)
    assert np.isfinite(derivative).all()


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_single_precision_keeps_its_digits_and_its_range(name: str):
    """From the smallest numbers to a million: with the error of a few roundings of the argument or the value."""
    magnitudes = np.logspace(-6, 6, 400).astype(np.float32)
    points = np.concatenate([-magnitudes, magnitudes])
    if name in ("sine", "cosine"):
        points = points[np.abs(points) < 1e3]
    ir = Builder()
    x = ir.leaf("input", "x", points.shape)
    y = apply_activation(ir, name, x)
    outputs = [y, *gradients(ir, ir.total(y), [x])]
    with np.errstate(all="raise", under="ignore", over="ignore"):
        single = compile_plan(NUMPY, "float32", outputs, {x: points}).run()
    for came, exact in zip(single, run(NUMPY, outputs, {x: points.astype(np.float64)}), strict=True):
        scale = np.maximum(np.abs(exact), 1.0) + np.abs(points) * (np.abs(points) < 20)
        assert np.abs((came - exact) / scale).max() < 1e-6


def test_the_error_function_is_as_good_as_single_precision():
    """By a polynomial and a tanh there, and by SciPy in double precision."""
    points = np.concatenate([np.linspace(-8, 8, 100_001), np.logspace(-20, 30, 200)])
    for dtype, tolerance in (("float32", 2.5e-7), ("float64", 1e-15)):
        ir = Builder()
        x = ir.leaf("input", "x", points.shape)
        held = points.astype(dtype)
        with np.errstate(over="ignore", under="ignore"):
            (came,) = compile_plan(NUMPY, dtype, [ir.erf(x)], {x: held}).run()
        exact = scipy.special.erf(held.astype(np.float64))
        np.testing.assert_allclose(came, exact, rtol=7e-7 if dtype == "float32" else 1e-15, atol=tolerance)


def test_tanh_is_a_sigmoid_stretched():
    """tanh(x) = 2σ(2x) − 1."""
    tanh = value_and_derivative(NUMPY, "tanh", X)[0]
    np.testing.assert_allclose(tanh, 2 * value_and_derivative(NUMPY, "sigmoid", 2 * X)[0] - 1, rtol=0, atol=1e-15)


@pytest.mark.parametrize(("name", "slope"), [
    ("relu", 0.0), ("leaky_relu", 0.01), ("absolute", 0.0), ("elu", 1.0), ("silu", 0.5), ("gelu", 0.5),
    ("mish", 0.6), ("softsign", 1.0), ("hard_swish", 0.5)])
def test_the_derivative_at_zero(name: str, slope: float):
    """tanh(ln 2) = 3/5 for mish."""
    assert value_and_derivative(NUMPY, name, np.zeros(1))[1] == pytest.approx([slope], abs=1e-15)

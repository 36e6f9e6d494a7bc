"""The activation functions: their values, their derivatives and what their equations say."""

from __future__ import annotations

import re

import numpy as np
import pytest
import scipy.special

from engine.device import NUMPY, Device
from engine.ir import Builder, gradients
from engine.layers.activations import ACTIVATIONS, apply_activation
from tests.engine.ir.reference import run

X = np.concatenate([np.linspace(-6, 6, 241) + 0.007, [-30.0, 30.0]])
sigmoid = scipy.special.expit

# name: (function, derivative), as in the literature.
FORMULAS = {
    "identity": (lambda x: x, np.ones_like),
    "relu": (lambda x: np.maximum(x, 0), lambda x: 1.0 * (x > 0)),
    "sigmoid": (sigmoid, lambda x: sigmoid(x) * sigmoid(-x)),
    "tanh": (np.tanh, lambda x: np.cosh(x) ** -2.0),
    "leaky_relu": (lambda x: np.where(x > 0, x, 0.01 * x), lambda x: np.where(x > 0, 1, 0.01)),
    "elu": (lambda x: np.where(x > 0, x, np.expm1(np.minimum(x, 0))),
            lambda x: np.where(x > 0, 1, np.exp(np.minimum(x, 0)))),
    "softplus": (lambda x: np.log1p(np.exp(-np.abs(x))) + np.maximum(x, 0), sigmoid),
    "arctan": (np.arctan, lambda x: 1 / (1 + x**2)),
    "gaussian": (lambda x: np.exp(-(x**2)), lambda x: -2 * x * np.exp(-(x**2))),
    "sine": (np.sin, np.cos),
    "cosine": (np.cos, lambda x: -np.sin(x)),
    "square": (np.square, lambda x: 2 * x),
    "absolute": (np.abs, np.sign),
    "piecewise_linear": (lambda x: np.clip(x + 0.5, 0, 1), lambda x: 1.0 * (np.abs(x) < 0.5)),
    "step": (lambda x: 1.0 * (x > 0), np.zeros_like),
    "sign": (np.sign, np.zeros_like),
}

# How the LaTeX of the catalogue reads in NumPy, longest first.
LATEX = (
    (r"\\operatorname\{sign\} x", "np.sign(x)"),
    (r"\\frac\{1\}\{1 \+ e\^\{-x\}\}", "(1 / (1 + np.exp(-x)))"), (r"\\frac\{1\}\{1 \+ x\^2\}", "(1 / (1 + x**2))"),
    (r"\\frac\{1\}\{2\}", "0.5"), (r"\\max\(0, x \+ 0.5\)", "np.maximum(0, x + 0.5)"), (r"\\max", "np.maximum"),
    (r"\\min", "np.minimum"), (r"\\ln\(1 \+ e\^x\)", "np.logaddexp(0, x)"), (r"\\tanh\^2 x", "np.tanh(x)**2"),
    (r"\\tanh x", "np.tanh(x)"), (r"\\arctan x", "np.arctan(x)"), (r"\\sin x", "np.sin(x)"),
    (r"\\cos x", "np.cos(x)"), (r"e\^\{-x\^2\}", "np.exp(-x**2)"), (r"e\^x", "np.exp(x)"), (r"\|x\|", "np.abs(x)"),
    (r"\\sigma\(x\)", "sigmoid(x)"), (r"\\,", " "), (r"x\^2", "x**2"), (r"\[(.*?)\]", r"1.0 * (\1)"),
    (r"(-0.5) < x < (0.5)", r"(\1 < x) & (x < \2)"), (r"0\.01x", "0.01 * x"), (r"0\.99 ", "0.99 * "),
    (r"-2x", "-2 * x *"), (r"\b2x\b", "2 * x"), (r"sigmoid\(x\)\(", "sigmoid(x) * ("),
)


def read(latex: str, x: np.ndarray) -> np.ndarray:
    """The value of an equation of the catalogue."""
    text = latex.split(" = ")[-1]
    for pattern, replacement in LATEX:
        text = re.sub(pattern, replacement, text)
    assert "\\" not in text, f"{latex} became {text}"
    with np.errstate(over="ignore"):
        return eval(text, {"np": np, "sigmoid": sigmoid, "x": x}) + np.zeros_like(x)


def value_and_derivative(device: Device, name: str, points: np.ndarray) -> list[np.ndarray]:
    ir = Builder()
    x = ir.leaf("input", "x", points.shape)
    y = apply_activation(ir, name, x)
    return run(device, [y, *gradients(ir, ir.total(y), [x])], {x: points})


def test_every_function_has_its_formula():
    assert set(FORMULAS) == set(ACTIVATIONS)


@pytest.mark.parametrize("name", FORMULAS)
def test_value_and_derivative_are_those_of_the_formula(name: str, device: Device):
    value, derivative = value_and_derivative(device, name, X)
    function, slope = FORMULAS[name]
    np.testing.assert_allclose(value, function(X), rtol=1e-13, atol=1e-15)
    np.testing.assert_allclose(derivative, slope(X), rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("name", FORMULAS)
def test_the_typeset_equations_say_what_is_computed(name: str):
    function, slope = FORMULAS[name]
    points = X[np.abs(X) < 20]
    np.testing.assert_allclose(read(ACTIVATIONS[name].equation, points), function(points), rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(read(ACTIVATIONS[name].derivative, points), slope(points), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("name", FORMULAS)
def test_nothing_overflows_far_out(name: str, device: Device):
    far = np.array([-1000.0, 1000.0])
    value, derivative = value_and_derivative(device, name, far)
    np.testing.assert_allclose(value, FORMULAS[name][0](far), rtol=1e-12)
    assert np.isfinite(derivative).all()


def test_tanh_is_a_sigmoid_stretched():
    """tanh(x) = 2σ(2x) − 1."""
    tanh = value_and_derivative(NUMPY, "tanh", X)[0]
    np.testing.assert_allclose(tanh, 2 * value_and_derivative(NUMPY, "sigmoid", 2 * X)[0] - 1, rtol=0, atol=1e-15)


@pytest.mark.parametrize(("name", "slope"), [("relu", 0.0), ("leaky_relu", 0.01), ("absolute", 0.0), ("elu", 1.0)])
def test_the_derivative_at_the_corner_is_that_of_pytorch(name: str, slope: float):
    assert value_and_derivative(NUMPY, name, np.zeros(1))[1] == [slope]

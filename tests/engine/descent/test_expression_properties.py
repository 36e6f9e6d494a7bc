"""Random expressions: written out, read, evaluated and differentiated, they are what NumPy says they are.

Derivatives are compared with complex steps, f′(x) = Im f(x + ih) / h: no nearly equal numbers are subtracted, so they
are as exact as the function itself (Squire, Trapp 1998).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
import scipy.special
from hypothesis import HealthCheck, assume, example, given
from hypothesis import strategies as st

from engine.descent.expression import Expression
from engine.descent.function import Function
from engine.descent.gallery import EXAMPLES
from engine.descent.parsing import LONGEST, ExpressionError
from tests.cases import random_cases

POINTS = np.random.default_rng(0).uniform(0.2, 1.8, (8, 2))
STEP = 1e-30
SMALLEST, LARGEST = 1e-3, 1e4  # of what stands anywhere inside, in size
SUM, PRODUCT, SIGN, POWER, ATOM = range(5)  # how tightly they bind

Meaning = Callable[[np.ndarray, np.ndarray], np.ndarray]

FUNCTIONS: dict[str, tuple[str, Callable[[np.ndarray], np.ndarray]]] = {
    "sin": ("sin({})", np.sin), "cos": ("cos {}", np.cos), "tan": ("tan({})", np.tan), "exp": ("exp({})", np.exp),
    "sinh": ("sinh({})", np.sinh), "cosh": ("cosh({})", np.cosh), "tanh": ("tanh({})", np.tanh),
    "atan": ("atan({})", np.arctan), "sigmoid": ("sigmoid({})", lambda u: 1 / (1 + np.exp(-u))),
    "sqrt": ("√({})", np.sqrt), "ln": ("ln({})", np.log), "log10": ("log10({})", np.log10),
    "log2": ("log2({})", np.log2), "asin": ("asin({})", np.arcsin), "acos": ("acos({})", np.arccos),
}
RANGES = {"sqrt": (0.0, np.inf), "ln": (0.0, np.inf), "log10": (0.0, np.inf), "log2": (0.0, np.inf),
          "asin": (-0.95, 0.95), "acos": (-0.95, 0.95), "tan": (-1.5, 1.5)}
CORNERS = {"abs": ("abs({})", np.abs), "max": ("max({}, {})", np.maximum), "min": ("min({}, {})", np.minimum),
           "sign": ("sign({})", np.sign)}


@dataclass(frozen=True)
class Written:
    """A text, how tightly it holds together, and its value at (x, y), which are real or complex. `OutOfRange` is raised
    where rounding would count."""

    text: str
    binds: int
    value: Meaning

    def within(self, binds: int) -> str:
        return self.text if self.binds >= binds else f"({self.text})"


class OutOfRange(Exception):
    """Too large, too small, or outside of a function's domain."""


def kept(value: np.ndarray) -> np.ndarray:
    if not np.isfinite(value).all() or (np.abs(value) > LARGEST).any() or (np.abs(value.real) < SMALLEST).any():
        raise OutOfRange
    return value


def number(text: str) -> Written:
    return Written(text, ATOM, lambda x, y: np.full_like(x, float(text)))


LEAVES = st.one_of(
    st.just(Written("x", ATOM, lambda x, y: x)), st.just(Written("y", ATOM, lambda x, y: y)),
    st.just(Written("π", ATOM, lambda x, y: np.full_like(x, np.pi))),
    st.just(Written("e", ATOM, lambda x, y: np.full_like(x, np.e))),
    st.sampled_from(["2", "3", "0.5", ".25", "1.75", "12e-1", "7"]).map(number))


@st.composite
def joined(draw, inner) -> Written:
    a, b = draw(inner), draw(inner)
    kind = draw(st.sampled_from(["+", "−", "·", "/", "beside", "^", "power", "-"]))
    if kind == "+":
        return Written(f"{a.within(SUM)} + {b.within(PRODUCT)}", SUM, lambda x, y: kept(a.value(x, y) + b.value(x, y)))
    if kind == "−":
        return Written(f"{a.within(SUM)} − {b.within(PRODUCT)}", SUM, lambda x, y: kept(a.value(x, y) - b.value(x, y)))
    if kind == "·":
        return Written(f"{a.within(PRODUCT)} · {b.within(SIGN)}", PRODUCT,
                       lambda x, y: kept(a.value(x, y) * b.value(x, y)))
    if kind == "/":
        return Written(f"{a.within(PRODUCT)}/{b.within(SIGN)}", PRODUCT,
                       lambda x, y: kept(a.value(x, y) / b.value(x, y)))
    if kind == "beside":
        return Written(f"{a.within(PRODUCT)} ({b.text})", PRODUCT, lambda x, y: kept(a.value(x, y) * b.value(x, y)))
    if kind == "-":
        return Written(f"−{a.within(POWER)}", SIGN, lambda x, y: -a.value(x, y))
    if kind == "^":
        written, size = draw(st.sampled_from([("²", 2), ("³", 3), ("⁻¹", -1), ("^4", 4), ("^−2", -2), ("**2", 2)]))
        return Written(f"{a.within(ATOM)}{written}", POWER, lambda x, y: kept(a.value(x, y) ** size))
    exponent = draw(st.sampled_from([Written("0.5", ATOM, lambda x, y: 0.5), Written("(1/3)", ATOM, lambda x, y: 1 / 3),
                                     Written("x", ATOM, lambda x, y: x), Written("(y/2)", ATOM, lambda x, y: y / 2)]))

    def power(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        base = a.value(x, y)
        if (base.real <= 0).any():
            raise OutOfRange
        return kept(np.exp(exponent.value(x, y) * np.log(base)))

    return Written(f"{a.within(ATOM)}^{exponent.text}", POWER, power)


@st.composite
def called(draw, inner) -> Written:
    a, name = draw(inner), draw(st.sampled_from(sorted(FUNCTIONS)))
    template, function = FUNCTIONS[name]
    low, high = RANGES.get(name, (-np.inf, np.inf))

    def value(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        argument = a.value(x, y)
        if ((argument.real <= low) | (argument.real >= high)).any():
            raise OutOfRange
        return kept(function(argument))

    return Written(template.format(f"({a.text})" if template == "cos {}" else a.text), ATOM, value)


@st.composite
def cornered(draw, inner) -> Written:
    template, function = CORNERS[draw(st.sampled_from(sorted(CORNERS)))]
    arguments = [draw(inner) for _ in range(template.count("{}"))]
    return Written(template.format(*(each.text for each in arguments)), ATOM,
                   lambda x, y: kept(function(*(each.value(x, y) for each in arguments))))


SMOOTH = st.recursive(LEAVES, lambda inner: joined(inner) | called(inner), max_leaves=8)
ANY = st.recursive(LEAVES, lambda inner: joined(inner) | called(inner) | cornered(inner), max_leaves=8)
many = random_cases(120, deadline=None,
                suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])


def meaning(written: Written, points: np.ndarray) -> np.ndarray:
    """What NumPy says; examples where rounding would count are left out."""
    assume(len(written.text) <= LONGEST)
    try:
        with np.errstate(all="ignore"):
            return written.value(*points.T)
    except OutOfRange:
        assume(False)
        raise


def slope_of(written: Written, axis: int) -> np.ndarray:
    """By a complex step along an axis."""
    slope = meaning(written, POINTS + 1j * STEP * np.eye(2)[axis]).imag / STEP
    assume((np.abs(slope) < LARGEST).all())
    return slope


@given(ANY)
@many
def test_the_value_is_what_numpy_says(written: Written):
    expected = meaning(written, POINTS)
    np.testing.assert_allclose(Function(written.text, 2).value(POINTS), expected, rtol=1e-9, atol=1e-9)


@given(SMOOTH, st.sampled_from([0, 1]))
@many
def test_the_symbolic_derivative_is_what_a_complex_step_says(written: Written, axis: int):
    expected = slope_of(written, axis)
    expression = Expression(written.text)
    for slopes in (Function(expression.derivative("xy"[axis]), 2).value(POINTS),
                   Function(expression, 2).gradient(POINTS)[:, axis]):
        np.testing.assert_allclose(slopes, expected, rtol=1e-8, atol=1e-8)


@given(SMOOTH)
@many
def test_second_derivatives_are_the_derivatives_of_derivatives_and_their_order_does_not_matter(written: Written):
    meaning(written, POINTS)
    expression = Expression(written.text)
    hessian = Function(expression, 2).hessian(POINTS)
    assume(np.isfinite(hessian).all() and (np.abs(hessian) < LARGEST).all())
    for i, one in enumerate("xy"):
        for j, other in enumerate("xy"):
            twice = Function(expression.derivative(one).derivative(other), 2).value(POINTS)
            np.testing.assert_allclose(twice, hessian[:, i, j], rtol=1e-6, atol=1e-6)


def test_the_logistic_function_and_the_inverse_ones_are_scipys_and_numpys():
    x = np.linspace(-0.99, 0.99, 40)
    for text, function in [("sigmoid(9x)", lambda x: scipy.special.expit(9 * x)), ("asin x", np.arcsin),
                           ("acos x", np.arccos), ("atan(5x)", lambda x: np.arctan(5 * x)),
                           ("log2(x + 1)", lambda x: scipy.special.log1p(x) / np.log(2)),
                           ("x^(1/3)", lambda x: np.where(x >= 0, np.cbrt(x), np.nan))]:
        np.testing.assert_allclose(Function(text).value(x[:, None]), function(x), rtol=1e-12, atol=1e-14, err_msg=text)


# What nobody meant


def reading(text: str) -> Expression | ExpressionError:
    try:
        return Expression(text)
    except ExpressionError as error:
        return error


def check(text: str) -> None:
    """An expression whose value, slopes, curvatures and derivatives can be asked for, or a mistake within the text."""
    read = reading(text)
    if isinstance(read, ExpressionError):
        assert 0 <= read.position <= len(text)
        assert 1 <= read.length <= max(1, len(text) - read.position)
        assert str(read)
        return
    measured = Function(read, 2).measure(POINTS)
    assert (measured.value.shape, measured.hessian.shape) == ((8,), (8, 2, 2))
    assert read.latex
    for name in "xy":
        slope = read.derivative(name)
        assert slope.latex
        Function(slope, 2).value(POINTS)


@given(st.text(max_size=40))
@example("٣x")
@example("x\x00")
@example("1e-999999999")
@example("½" * 100)
@random_cases(150, deadline=None)
def test_any_characters_at_all_are_an_expression_or_a_mistake_within_them(text: str):
    check(text)


PIECES = ["x", "y", "2", ".", "1e9", "1e-320", "0", "(", ")", "+", "-", "−", "*", "/", "^", "**", ",", "²", "⁻¹", "½",
          "√", "π", "e", "sin", "log2", "abs", "max(", "min(x,", "sign", "tan", " ", "^99", "^(", "acos", "i", "_", "'"]


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
@random_cases(200, deadline=None)
def test_pieces_in_any_order_are_an_expression_or_a_mistake_within_them(text: str):
    check(text)


@given(st.sampled_from([example.text for example in EXAMPLES.values()]), st.data())
@random_cases(100, deadline=None)
def test_an_expression_with_a_slip_of_the_finger_is_read_or_pointed_at(text: str, data):
    place = data.draw(st.integers(0, len(text)))
    cut = data.draw(st.integers(0, 3))
    check(text[:place] + data.draw(st.sampled_from(["", *PIECES])) + text[place + cut:])


@pytest.mark.parametrize("text", ["(" * 39 + "x" + ")" * 39, "-" * 399 + "x", "√" * 39 + "x", "x^" * 38 + "x",
                                  "+".join("x" * 200), "x" * 400, "/".join("x" * 200), "sin(" * 39 + "x" + ")" * 39])
def test_the_largest_that_may_be_typed_is_no_trouble(text: str):
    assert len(text) <= LONGEST
    check(text)

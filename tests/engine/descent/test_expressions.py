"""What a person types is read as mathematics reads it, and never run."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.descent.elementary import ELEMENTARY
from engine.descent.expression import Expression
from engine.descent.function import Function
from engine.descent.gallery import EXAMPLES
from engine.descent.parsing import DEEPEST, LONGEST, ExpressionError
from engine.errors import LaderaError

X, Y = np.random.default_rng(0).uniform(0.2, 0.9, (2, 50))
POINTS = np.stack([X, Y], axis=-1)
STEP = 1e-6

READINGS = [
    ("2x² cos x − 5x", lambda x, y: 2 * x ** 2 * np.cos(x) - 5 * x),
    ("sin(½x² − ¼y² + 3) cos(2x + 1 − e^y)",
     lambda x, y: np.sin(x * x / 2 - y * y / 4 + 3) * np.cos(2 * x + 1 - np.exp(y))),
    ("-x^2", lambda x, y: -(x ** 2)),
    ("2^-x", lambda x, y: 2 ** -x),
    ("x^2^3", lambda x, y: x ** 8),
    ("x ** 2", lambda x, y: x ** 2),
    ("x^0.5 + x^-1.5", lambda x, y: x ** 0.5 + x ** -1.5),
    ("x^y", lambda x, y: x ** y),
    ("1/2x", lambda x, y: x / 2),
    ("x - y - 1", lambda x, y: x - y - 1),
    ("x - (y - 1)", lambda x, y: x - y + 1),
    ("x/y/2", lambda x, y: x / y / 2),
    ("2(x+1)(y−1)", lambda x, y: 2 * (x + 1) * (y - 1)),
    ("3xy", lambda x, y: 3 * x * y),
    ("2πx · e", lambda x, y: 2 * np.pi * x * np.e),
    ("cos 2x + 1", lambda x, y: np.cos(2 * x) + 1),
    ("sin x cos y", lambda x, y: np.sin(x) * np.cos(y)),
    ("sin²x + cos^2(x)", lambda x, y: np.ones_like(x)),
    ("√(x² + y²) + √x", lambda x, y: np.hypot(x, y) + np.sqrt(x)),
    ("max(x, y) − min(x, y)", lambda x, y: np.abs(x - y)),
    ("ln x + log10 x + log2(x)", lambda x, y: np.log(x) + np.log10(x) + np.log2(x)),
    ("asin x + acos x", lambda x, y: np.full_like(x, np.pi / 2)),
    ("cosh²x − sinh²x", lambda x, y: np.ones_like(x)),
    ("tan x − sin x / cos x", lambda x, y: np.zeros_like(x)),
    ("1.5e-1x + .5", lambda x, y: 0.15 * x + 0.5),
    ("x⁻¹ × 2 ÷ 4", lambda x, y: 0.5 / x),
    ("tg x − sen x", lambda x, y: np.tan(x) - np.sin(x)),
    ("--x", lambda x, y: x),
]

MISTAKES = [
    ("", 0), ("x +", 3), ("2 * / x", 4), ("(x + 1", 0), ("x + 1)", 5), ("foo(x)", 0), ("x $ 2", 2), ("0,5x", 1),
    ("sin", 0), ("sin²", 0), ("max(x)", 0), ("sin(x, y)", 0), ("x^200", 2), ("x²⁰⁰", 1), ("sin^-1 x", 0), ("1e999", 0),
    ("__import__('os')", 0), ("x.real", 1), ("lambda x: x", 0), ("x if y else 1", 2),
]


def reading(text: str) -> Expression | ExpressionError:
    try:
        return Expression(text)
    except ExpressionError as error:
        return error


@pytest.mark.parametrize(("text", "meaning"), READINGS, ids=[text for text, _ in READINGS])
def test_an_expression_means_what_mathematics_means(text, meaning):
    np.testing.assert_allclose(Function(text, 2).value(POINTS), meaning(X, Y), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize(("text", "position"), MISTAKES, ids=[text or "nothing" for text, _ in MISTAKES])
def test_a_mistake_is_pointed_at(text, position):
    with pytest.raises(ExpressionError) as caught:
        Expression(text)
    assert (caught.value.position, caught.value.length >= 1) == (position, True)
    assert str(caught.value)


@given(st.text(alphabet="xy0123456789.+-*/^(),²½πe√ sincoslgabqrtm", max_size=60))
def test_any_text_is_an_expression_or_a_mistake_within_it(text):
    expression = reading(text)
    if isinstance(expression, ExpressionError):
        assert 0 <= expression.position <= len(text)
        assert str(expression)
        return
    assert expression.latex.count("{") == expression.latex.count("}")
    value = Function(expression, 2).value(POINTS)
    assert value.shape == X.shape


@pytest.mark.parametrize("text", [
    "(" * 1000 + "x" + ")" * 1000, "-" * 10_000 + "x", "x^" * 100 + "x", "sin " * 90 + "x", "x" * (LONGEST + 1),
    "(" * (DEEPEST + 1) + "x" + ")" * (DEEPEST + 1)])
def test_there_are_limits(text):
    with pytest.raises(ExpressionError):
        Expression(text)


def test_numbers_stay_small_whatever_is_typed():
    tower = "((((9^99)^99)^99)^99) + x"
    assert Function(tower).value([1.0])[()] == np.inf
    assert Expression(tower).derivative().latex == "1"


@pytest.mark.parametrize("text", [text for text, _ in READINGS] + [example.text for example in EXAMPLES.values()]
                         + [f"{name}({', '.join('xy'[:entry.arity])})" for name, entry in ELEMENTARY.items()])
@pytest.mark.parametrize("name", ["x", "y"])
def test_the_derivative_that_is_shown_is_the_slope_that_is_used(text, name):
    place = "xy".index(name)
    function = Function(text, 2)
    shown = Function(function.expression.derivative(name), 2).value(POINTS)
    np.testing.assert_allclose(shown, function.gradient(POINTS)[:, place], rtol=1e-9, atol=1e-9)
    ahead, behind = (function.value(POINTS + sign * STEP * np.eye(2)[place]) for sign in (1, -1))
    np.testing.assert_allclose(shown, (ahead - behind) / (2 * STEP), rtol=1e-5, atol=2e-5 * (1 + np.abs(shown).max()))


@pytest.mark.parametrize(("text", "typeset"), [
    ("2x² cos x − 5x", r"2 x^{2} \cos x - 5 x"),
    ("x/(1+x)", r"\frac{x}{1 + x}"),
    ("(x+1)²", r"\left(x + 1\right)^{2}"),
    ("−(x·y)", "-x y"),
    ("e^(−x²)", r"e^{-x^{2}}"),
    ("√(2x) + abs(x)", r"\sqrt{2 x} + \left|x\right|"),
    ("sin²(πx)", r"\sin^{2}\left(\pi x\right)"),
    ("2*3", r"2 \cdot 3"),
])
def test_an_expression_is_typeset_as_it_was_typed(text, typeset):
    assert Expression(text).latex == typeset


@pytest.mark.parametrize(("text", "derivative"), [
    ("2x² cos x − 5x", r"4 x \cos x - 2 x^{2} \sin x - 5"),
    ("x cos x", r"\cos x - x \sin x"),
    ("x² + 3y", "2 x"),
    ("ln x", r"\frac{1}{x}"),
    ("e^(2x)", r"2 e^{2 x}"),
    ("x + x + x", "3"),
])
def test_derivatives_are_simplified(text, derivative):
    assert Expression(text).derivative().latex == derivative


def test_where_a_function_is_not_defined_nothing_is_a_number():
    function = Function("ln x")
    points = np.array([[-1.0], [1.0]])
    measured = function.measure(points)
    for part in (measured.value, measured.gradient, measured.hessian):
        assert np.isnan(part[0]).all()
        assert np.isfinite(part[1]).all()
    assert Function("1/x").value([0.0])[()] == np.inf
    assert np.isinf(Function("1/0").value(points)).all()


def test_an_expression_of_x_is_a_curve_and_can_be_a_surface():
    assert Function("x²").dimension == 1
    assert Function("y²").dimension == 2
    assert Function("x²", 2).hessian([1.0, 1.0]).tolist() == [[2.0, 0.0], [0.0, 0.0]]
    with pytest.raises(LaderaError):
        Function("x + y").value([1.0, 2.0, 3.0])


def test_a_grid_has_a_row_for_each_y():
    x, y, values = Function("x + 10y").grid(((0.0, 1.0), (0.0, 2.0)), (2, 3))
    assert (x.tolist(), y.tolist()) == ([0.0, 1.0], [0.0, 1.0, 2.0])
    assert values.tolist() == [[0.0, 1.0], [10.0, 11.0], [20.0, 21.0]]


@pytest.mark.parametrize("name", EXAMPLES)
def test_second_derivatives_are_the_slopes_of_the_first(name):
    example = EXAMPLES[name]
    function = example.function()
    low, high = np.array(example.domain).T
    points = np.random.default_rng(1).uniform(low, high, (40, example.dimension))
    hessian = function.hessian(points)
    step = 1e-6 * (high - low)
    for axis in range(example.dimension):
        way = np.eye(example.dimension)[axis] * step
        slope = (function.gradient(points + way) - function.gradient(points - way)) / (2 * step[axis])
        np.testing.assert_allclose(hessian[:, :, axis], slope, rtol=1e-4, atol=1e-4 * np.abs(hessian).max())


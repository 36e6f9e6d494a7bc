"""Why a picture of a function is empty."""

from __future__ import annotations

import pytest

from engine.descent import Function, why_empty
from engine.descent.gaps import ARC, BEYOND, LOGARITHM, NOWHERE, POWER, ROOT, ZERO


@pytest.mark.parametrize(("text", "why"), [
    ("1/0*x", ZERO), ("x/(x - x)", ZERO), ("0^-1 + x", ZERO), ("0/0", ZERO), ("log(-1)", LOGARITHM),
    ("x + ln 0", LOGARITHM), ("log2(-x^2 - 1) + y", LOGARITHM), ("sqrt(-1 - x^2)", ROOT),
    ("asin(2 + x^2)", ARC), ("acos(x + 9)", ARC), ("(-1)^0.5 x", POWER), ("exp(exp(exp 9)) x", BEYOND),
    ("exp(1000) - exp(1000) + x", BEYOND)])
def test_the_first_operation_without_a_value_is_named(text, why):
    function = Function(text)
    template, values = why_empty(function, ((-4.0, 4.0),) * function.dimension)
    assert template == why
    assert "{" not in template.format(**values)


def test_values_that_only_together_are_none():
    """Each logarithm has values in its half, and no point is in both."""
    assert why_empty(Function("ln x + ln(-x)"), ((-4.0, 4.0),)) == (NOWHERE, {})

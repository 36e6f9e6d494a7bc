"""The primitives as a student reads them: a sign for each, what it makes of its inputs, and what comes back to them.

`y` is what a primitive gives, `a`, `b`, … what it reads, and ∂x the gradient of the loss by x. Where numbers were
repeated to fit together, what comes back is added up again; `broadcast` and `sum` say how.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple


class Told(NamedTuple):
    """The `sign` of a primitive, its rule `forward` and its rule `back`; empty where nothing comes back."""

    sign: str
    forward: str
    back: str = ""


def _matmul(attrs: Mapping[str, Any]) -> Told:
    ta, tb = attrs.get("ta"), attrs.get("tb")
    a, b = "aᵀ" if ta else "a", "bᵀ" if tb else "b"
    da = f"{b} ∂yᵀ" if ta else f"∂y {'b' if tb else 'bᵀ'}"
    db = f"∂yᵀ {a}" if tb else f"{'a' if ta else 'aᵀ'} ∂y"
    return Told("A·B", f"y = {a} {b}", f"∂a = {da}, ∂b = {db}")


def _power(attrs: Mapping[str, Any]) -> Told:
    p = attrs.get("exponent", 0.0)
    return Told("xᵖ", f"y = a^{p:g}", f"∂a = ∂y · {p:g} · a^{p - 1:g}")


_TOLD: Mapping[str, Told | Callable[[Mapping[str, Any]], Told]] = {
    "leaf": Told("", "y"),
    "constant": Told("", "y"),
    "add": Told("+", "y = a + b", "∂a = ∂y, ∂b = ∂y"),
    "sub": Told("−", "y = a − b", "∂a = ∂y, ∂b = −∂y"),
    "mul": Told("×", "y = a · b", "∂a = ∂y · b, ∂b = ∂y · a"),
    "div": Told("÷", "y = a / b", "∂a = ∂y / b, ∂b = −∂y · y / b"),
    "maximum": Told("max", "y = max(a, b)", "∂a = ∂y · [y > b], ∂b = ∂y · (1 − [y > b])"),
    "minimum": Told("min", "y = min(a, b)", "∂a = ∂y · [b > y], ∂b = ∂y · (1 − [b > y])"),
    "select": Told("a ? b : c", "y = b [a ≠ 0], c [a = 0]", "∂b = ∂y · [a ≠ 0], ∂c = ∂y · [a = 0]"),
    "greater": Told(">", "y = [a > b]"),
    "equal": Told("=", "y = [a = b]"),
    "neg": Told("−x", "y = −a", "∂a = −∂y"),
    "square": Told("x²", "y = a²", "∂a = ∂y · 2a"),
    "power": _power,
    "sqrt": Told("√x", "y = √a", "∂a = ∂y / (2y)"),
    "exp": Told("eˣ", "y = eᵃ", "∂a = ∂y · y"),
    "expm1": Told("eˣ − 1", "y = eᵃ − 1", "∂a = ∂y · eᵃ"),
    "log": Told("ln x", "y = ln a", "∂a = ∂y / a"),
    "log1p": Told("ln(1 + x)", "y = ln(1 + a)", "∂a = ∂y / (1 + a)"),
    "abs": Told("|x|", "y = |a|", "∂a = ∂y · sign a"),
    "sign": Told("sign", "y = sign a"),
    "tanh": Told("tanh", "y = tanh a", "∂a = ∂y · (1 − y²)"),
    "sin": Told("sin", "y = sin a", "∂a = ∂y · cos a"),
    "cos": Told("cos", "y = cos a", "∂a = −∂y · sin a"),
    "arctan": Told("arctan", "y = arctan a", "∂a = ∂y / (1 + a²)"),
    "erf": Told("erf", "y = erf a", "∂a = ∂y · (2/√π) · e^(−a²)"),
    "sigmoid": Told("σ", "y = 1 / (1 + e⁻ᵃ)", "∂a = ∂y · y · (1 − y)"),
    "softplus": Told("softplus", "y = ln(1 + eᵃ)", "∂a = ∂y · σ(a)"),
    "stop": Told("stop", "y = a", "∂a = 0"),
    "matmul": _matmul,
    "sum": Told("Σ", "y = Σ a", "∂aᵢ = ∂y"),
    "max": Told("max", "y = max a", "∂aᵢ = ∂y · [aᵢ = y] / Σⱼ [aⱼ = y]"),
    "largest": Told("argmax", "yᵢ = [i = argmax a]"),
    "reshape": Told("reshape", "y = a", "∂a = ∂y"),
    "broadcast": Told("repeat", "yᵢ = a", "∂a = Σᵢ ∂yᵢ"),
    "transpose": Told("xᵀ", "y = aᵀ", "∂a = ∂yᵀ"),
    "slice": Told("[i:j]", "y = a[i:j]", "∂a[i:j] = ∂y"),
    "pad": Told("0 x 0", "y = [0, a, 0]", "∂a = ∂y[i:j]"),
    "concat": Told("[a, b]", "y = [a, b, …]", "∂a = ∂y[0:i], ∂b = ∂y[i:j], …"),
    "copy": Told("copy", "y = a", "∂a = ∂y"),
    "positions": Told("0, 1, …", "yᵢ = i"),
    "gather": Told("a[b]", "yᵢ = a[bᵢ]", "∂a[bᵢ] += ∂yᵢ"),
    "scatter_add": Told("y[b] += a", "y[bᵢ] += aᵢ", "∂aᵢ = ∂y[bᵢ]"),
    "unroll": Told("unroll", "y[p, q] = a[p·s + q·d − b]", "∂a[p·s + q·d − b] += ∂y[p, q]"),
    "fold": Told("fold", "y[p·s + q·d − b] += a[p, q]", "∂a[p, q] = ∂y[p·s + q·d − b]"),
    "rows_product": Told("x ∗ K", "y[r] = Σᵢ a[r + i·d − p] · b[i]",
                         "∂a[r + i·d − p] += ∂y[r] · b[i]ᵀ, ∂b[i] = Σᵣ a[r + i·d − p]ᵀ · ∂y[r]"),
    "rows_product_input": Told("x ∗ Kᵀ", "y[r + i·d − p] += a[r] · b[i]ᵀ",
                               "∂a[r] = Σᵢ ∂y[r + i·d − p] · b[i], ∂b[i] = Σᵣ ∂y[r + i·d − p]ᵀ · a[r]"),
    "rows_product_kernel": Told("xᵀ ∗ y", "y[i] = Σᵣ a[r + i·d − p]ᵀ · b[r]",
                                "∂a[r + i·d − p] += b[r] · ∂y[i]ᵀ, ∂b[r] = Σᵢ a[r + i·d − p] · ∂y[i]"),
    "convolve": Told("x ∗ K", "y[p] = Σᵢ a[p + i·d − b] · b[i]",
                     "∂a[p + i·d − b] += ∂y[p] · b[i]ᵀ, ∂b[i] = Σₚ a[p + i·d − b]ᵀ · ∂y[p]"),
    "convolve_input": Told("x ∗ Kᵀ", "y[p + i·d − b] += a[p] · b[i]ᵀ",
                           "∂a[p] = Σᵢ ∂y[p + i·d − b] · b[i], ∂b[i] = Σₚ ∂y[p + i·d − b]ᵀ · a[p]"),
    "convolve_kernel": Told("xᵀ ∗ y", "y[i] = Σₚ a[p + i·d − b]ᵀ · b[p]",
                            "∂a[p + i·d − b] += b[p] · ∂y[i]ᵀ, ∂b[p] = Σᵢ a[p + i·d − b] · ∂y[i]"),
    "channelwise": Told("x ∗ k", "y[p] = Σᵢ a[p + i·d − b] · b[i]",
                        "∂a[p + i·d − b] += ∂y[p] · b[i], ∂b[i] = Σₚ a[p + i·d − b] · ∂y[p]"),
    "channelwise_input": Told("x ∗ k", "y[p + i·d − b] += a[p] · b[i]",
                              "∂a[p] = Σᵢ ∂y[p + i·d − b] · b[i], ∂b[i] = Σₚ ∂y[p + i·d − b] · a[p]"),
    "channelwise_kernel": Told("x ∗ y", "y[i] = Σₚ a[p + i·d − b] · b[p]",
                               "∂a[p + i·d − b] += b[p] · ∂y[i], ∂b[p] = Σᵢ a[p + i·d − b] · ∂y[i]"),
    "reflect": Told("mirror", "y = [… a₃ a₂ | a₁ a₂ a₃ …]", "∂aᵢ = Σ ∂y"),
    "reflect_fold": Told("fold mirror", "yᵢ = Σ a", "∂a = [… ∂y₃ ∂y₂ | ∂y₁ ∂y₂ ∂y₃ …]"),
    "max_pool": Told("max pool", "y[p] = max a[window p]", "∂a[argmax p] += ∂y[p]"),
    "max_pool_scatter": Told("to the winners", "y[argmax p] += a[p]", "∂a[p] = ∂y[argmax p]"),
    "max_pool_gather": Told("of the winners", "y[p] = a[argmax p]", "∂a[argmax p] += ∂y[p]"),
    "sum_pool": Told("Σ pool", "y[p] = Σ a[window p]", "∂a[window p] += ∂y[p]"),
    "sum_pool_scatter": Told("spread", "y[window p] += a[p]", "∂a[p] = Σ ∂y[window p]"),
}


def told(op: str, attrs: Mapping[str, Any]) -> Told:
    """A primitive with its settings as a student reads it."""
    row = _TOLD[op]
    return row if isinstance(row, Told) else row(attrs)

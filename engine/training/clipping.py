"""Gradient clipping (Pascanu, Mikolov, Bengio 2013; Goodfellow et al. 2016, section 10.11.1)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from engine.device import Array, Device
from engine.ir import Builder, Value, compile_plan

FLOOR = 1e-6  # of torch.nn.utils.clip_grad_norm_: keeps a gradient of zero from being divided by zero


def clipping(device: Device, gradient: Array, value: float, norm: float) -> Callable[[], object]:
    """What clips `gradient` (n,) in place: each number to ±`value`, then the whole to a norm of at most `norm`.

    Zero turns either off. Semantics of torch.nn.utils.clip_grad_value_ and clip_grad_norm_; the gradient is that of the
    objective, penalties included.
    """
    if not value and not norm:
        return lambda: None
    ir = Builder()
    leaf = ir.leaf("vector", "gradient", gradient.shape)
    return compile_plan(device, str(gradient.dtype), clipped(ir, [leaf], value, norm), {leaf: gradient},
                        [gradient]).run


def clipped(ir: Builder, gradient: Sequence[Value], value: float, norm: float) -> list[Value]:
    """The same of a gradient that comes in several arrays, whose norm is that of all of them."""
    bounded = [ir.maximum(ir.minimum(part, value), -value) for part in gradient] if value else list(gradient)
    if not norm:
        return bounded
    squares: Value = ir.constant(0.0)
    for part in bounded:
        squares = ir.add(squares, ir.total(ir.square(part)))
    share = ir.minimum(ir.div(norm, ir.add(ir.sqrt(squares), FLOOR)), 1.0)
    return [ir.mul(part, share) for part in bounded]

"""Gradient clipping (Pascanu, Mikolov, Bengio 2013; Goodfellow et al. 2016, section 10.11.1)."""

from __future__ import annotations

from collections.abc import Callable

from engine.device import Array, Device
from engine.ir import Builder, compile_plan

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
    clipped = ir.maximum(ir.minimum(leaf, value), -value) if value else leaf
    if norm:
        length = ir.add(ir.sqrt(ir.total(ir.square(clipped))), FLOOR)
        clipped = ir.mul(clipped, ir.minimum(ir.div(norm, length), 1.0))
    return compile_plan(device, str(gradient.dtype), [clipped], {leaf: gradient}, [gradient]).run

"""Derivatives of the primitives that slide windows over images: closed families of linear and bilinear maps."""

from __future__ import annotations

from collections.abc import Sequence

from engine.ir.builder import Builder
from engine.ir.rules import Cotangents, Primitive, bilinear, linear, trailing
from engine.ir.value import Value


def _pool(ir: Builder, node: Value) -> tuple[Value, Value, tuple]:
    """The image, its maxima and the windows, of any of the three maximum primitives."""
    x, y = (node.inputs[0], node) if node.op == "max_pool" else node.inputs[1:]
    return x, y, node.attrs["windows"]


def _scatter(ir: Builder, node: Value, g: Value) -> Value:
    return ir.max_pool_scatter(g, *_pool(ir, node))


def _gather(ir: Builder, node: Value, t: Value) -> Value:
    return ir.max_pool_gather(t, *_pool(ir, node))


def _only_first(transpose) -> Primitive:
    """Linear in the first input; which elements are largest does not change with the others, almost everywhere."""

    def vjp(ir: Builder, node: Value, g: Value) -> Cotangents:
        return transpose(ir, node, g), None, None

    def jvp(ir: Builder, node: Value, tangents: Sequence[Value | None]) -> Value | None:
        if tangents[0] is None:
            return None
        return (_scatter if node.op == "max_pool_scatter" else _gather)(ir, node, tangents[0])

    return Primitive(vjp, jvp, _all_members)


def _all_members(ir: Builder, node: Value, inputs: Sequence[Value], batched: Sequence[bool]) -> Value:
    members = next(value.shape[0] for value, own in zip(inputs, batched, strict=True) if own)
    spread = [value if own else ir.broadcast(value, (members, *value.shape))
              for value, own in zip(inputs, batched, strict=True)]
    return getattr(ir, node.op)(*spread, **node.attrs)


def _convolutions(name: str) -> dict[str, Primitive]:
    """A convolution and its adjoints in image and kernel, `name`_input and `name`_kernel."""
    def forward(ir: Builder, x: Value, kernel: Value, y: Value) -> Value:
        return getattr(ir, name)(x, kernel, y.attrs["windows"])

    def of_input(ir: Builder, g: Value, kernel: Value, y: Value, x: Value) -> Value:
        return getattr(ir, f"{name}_input")(g, kernel, y.attrs["windows"], x.shape[-4:-2])

    def of_kernel(ir: Builder, x: Value, g: Value, y: Value) -> Value:
        return getattr(ir, f"{name}_kernel")(x, g, y.attrs["windows"])

    return {
        name: bilinear(lambda ir, y, g: of_input(ir, g, y.inputs[1], y, y.inputs[0]),
                       lambda ir, y, g: of_kernel(ir, y.inputs[0], g, y)),
        f"{name}_input": bilinear(lambda ir, y, h: forward(ir, h, y.inputs[1], y),
                                  lambda ir, y, h: of_kernel(ir, h, y.inputs[0], y)),
        f"{name}_kernel": bilinear(lambda ir, y, v: of_input(ir, y.inputs[1], v, y, y.inputs[0]),
                                   lambda ir, y, v: forward(ir, y.inputs[0], v, y)),
    }


WINDOW_PRIMITIVES: dict[str, Primitive] = {
    "unroll": linear(lambda ir, y, g: ir.fold(g, **y.attrs, length=y.inputs[0].shape[y.attrs["axis"]])),
    "fold": linear(lambda ir, y, g: ir.unroll(g, y.attrs["axis"], y.attrs["window"])),
    "rows_product": bilinear(
        lambda ir, y, g: ir.rows_product_input(g, y.inputs[1], **y.attrs, height=y.inputs[0].shape[-4]),
        lambda ir, y, g: ir.rows_product_kernel(y.inputs[0], g, **y.attrs)),
    "rows_product_input": bilinear(
        lambda ir, y, h: ir.rows_product(h, y.inputs[1], y.attrs["window"]),
        lambda ir, y, h: ir.rows_product_kernel(h, y.inputs[0], y.attrs["window"])),
    "rows_product_kernel": bilinear(
        lambda ir, y, v: ir.rows_product_input(y.inputs[1], v, **y.attrs, height=y.inputs[0].shape[-4]),
        lambda ir, y, v: ir.rows_product(y.inputs[0], v, **y.attrs)),
    **_convolutions("convolve"),
    **_convolutions("channelwise"),
    "reflect": linear(lambda ir, y, g: ir.reflect_fold(g, **y.attrs)),
    "reflect_fold": linear(lambda ir, y, h: ir.reflect(h, **y.attrs)),
    "max_pool": Primitive(
        vjp=lambda ir, y, g: (_scatter(ir, y, g),),
        jvp=lambda ir, y, tangents: None if tangents[0] is None else _gather(ir, y, tangents[0]),
        population=trailing),
    "max_pool_scatter": _only_first(_gather),
    "max_pool_gather": _only_first(_scatter),
    "sum_pool": linear(lambda ir, y, g: ir.sum_pool_scatter(g, **y.attrs, size=y.inputs[0].shape[-3:-1])),
    "sum_pool_scatter": linear(lambda ir, y, g: ir.sum_pool(g, y.attrs["windows"])),
}

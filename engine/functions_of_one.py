"""Functions of one number as networks compute them: activations, and layers that work element by element."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.device import NUMPY
from engine.initializers import INITIALIZERS
from engine.ir import Builder, Value, compile_plan, tangents
from engine.layers import LAYERS
from engine.layers.activations import ACTIVATIONS


def value_and_slope(name: str, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """f(x) and f′(x), each (n,) like x, in double precision, from the primitives that the networks use.

    `name` is that of an activation, or the kind of a layer that works element by element, with its first weights.
    """
    x = np.asarray(x, dtype=np.float64)
    ir = Builder()
    leaf = ir.leaf("input", "x", (len(x), 1))
    value = ACTIVATIONS[name].lower(ir, leaf) if name in ACTIVATIONS else _layer(name, ir, leaf)
    (slope,) = tangents(ir, [value], {leaf: ir.constant(1.0, leaf.shape)})
    plan = compile_plan(NUMPY, "float64", [value, slope], {leaf: np.ascontiguousarray(x[:, None])})
    value_, slope_ = (row.ravel().copy() for row in plan.run())
    return value_, slope_


def _layer(kind: str, ir: Builder, leaf: Value) -> Any:
    layer, rng = LAYERS[kind], np.random.default_rng(0)
    begin = {parameter.role: INITIALIZERS[parameter.initializer].draw(rng, parameter.shape, 1, 1)
             for parameter in layer.parameters({}, ((1,),))}
    return layer.lower(ir, {}, (leaf,), {role: ir.constant(float(array[0]), array.shape)
                                         for role, array in begin.items()})

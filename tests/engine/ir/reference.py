"""Every primitive once more, by NumPy and SciPy, without a compiler: what the plans are compared with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import scipy.special

from engine.device import Array, Device
from engine.ir import Value, compile_plan
from engine.ir.value import in_order
from tests.engine.ir.window_reference import WINDOW_REFERENCE

Evaluate = Callable[..., np.ndarray]


def _matmul(node: Value, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    a, b = (x.swapaxes(-1, -2) if node.attrs[flag] else x for x, flag in ((a, "ta"), (b, "tb")))
    return a @ b


def _transpose(node: Value, x: np.ndarray) -> np.ndarray:
    axes = node.attrs["axes"]
    return x.transpose(*range(x.ndim - len(axes)), *(axis + x.ndim for axis in axes))


def _slice(node: Value, x: np.ndarray) -> np.ndarray:
    return np.take(x, range(node.attrs["start"], node.attrs["stop"]), axis=node.attrs["axis"])


def _pad(node: Value, x: np.ndarray) -> np.ndarray:
    widths = [(0, 0)] * x.ndim
    widths[node.attrs["axis"]] = node.attrs["before"], node.attrs["after"]
    return np.pad(x, widths)


def _row_numbers(indices: np.ndarray, rows: int) -> np.ndarray:
    return indices.astype(int).clip(0, rows - 1)


def _gather(node: Value, table: np.ndarray, indices: np.ndarray) -> np.ndarray:
    rows = _row_numbers(indices, table.shape[-2])
    if not node.attrs["shared"]:
        return table[..., rows, :]
    return np.stack([part[..., places, :] for part, places in zip(table, rows, strict=True)])


def _scatter_add(node: Value, g: np.ndarray, indices: np.ndarray) -> np.ndarray:
    """A product with the matrix that has a 1 where a number meets its row."""
    rows = node.attrs["rows"]

    def scattered(g: np.ndarray, indices: np.ndarray) -> np.ndarray:
        ones = np.eye(rows)[_row_numbers(indices, rows)].reshape(-1, rows)
        return ones.T @ g.reshape(*g.shape[:g.ndim - 1 - indices.ndim], -1, g.shape[-1])

    if not node.attrs["shared"]:
        return scattered(g, indices)
    return np.stack([scattered(*pair) for pair in zip(g, indices, strict=True)])


def _plain(function: Callable[..., np.ndarray]) -> Evaluate:
    return lambda node, *inputs: function(*inputs)


REFERENCE: dict[str, Evaluate] = {
    "add": _plain(np.add), "sub": _plain(np.subtract), "mul": _plain(np.multiply), "div": _plain(np.divide),
    "maximum": _plain(np.maximum), "minimum": _plain(np.minimum),
    "select": _plain(lambda mask, a, b: np.where(mask != 0, a, b)),
    "greater": _plain(lambda a, b: (a > b) * 1.0), "equal": _plain(lambda a, b: (a == b) * 1.0),
    "neg": _plain(np.negative), "square": _plain(np.square), "sqrt": _plain(np.sqrt), "exp": _plain(np.exp),
    "log": _plain(np.log), "abs": _plain(np.abs), "sign": _plain(np.sign), "tanh": _plain(np.tanh),
    "sin": _plain(np.sin), "cos": _plain(np.cos), "arctan": _plain(np.arctan),
    "erf": _plain(scipy.special.erf),
    "sigmoid": _plain(scipy.special.expit), "softplus": _plain(lambda x: -scipy.special.log_expit(-x)),
    "power": lambda node, x: x ** node.attrs["exponent"],
    "stop": _plain(lambda x: x), "matmul": _matmul,
    "sum": lambda node, x: x.sum(axis=node.attrs["axes"], keepdims=True),
    "max": lambda node, x: x.max(axis=node.attrs["axes"], keepdims=True),
    "reshape": lambda node, x: x.reshape(node.shape),
    "broadcast": lambda node, x: np.broadcast_to(x, node.shape),
    "positions": lambda node: np.arange(node.shape[0], dtype=float),
    "gather": _gather, "scatter_add": _scatter_add,
    "transpose": _transpose, "slice": _slice, "pad": _pad,
    "concat": lambda node, *parts: np.concatenate(parts, axis=node.attrs["axis"]),
    "copy": _plain(lambda x: x),
    **WINDOW_REFERENCE,
}


def evaluate(outputs: Sequence[Value], leaves: Mapping[Value, np.ndarray]) -> list[np.ndarray]:
    """The outputs in float64, value by value, each in memory of its own."""
    known: dict[Value, np.ndarray] = {}
    for value in in_order(outputs):
        if value.op == "leaf":
            known[value] = leaves[value]
        elif value.op == "constant":
            known[value] = np.full(value.shape, value.attrs["number"])
        else:
            known[value] = REFERENCE[value.op](value, *(known[source] for source in value.inputs))
        assert known[value].shape == value.shape, value
    return [known[value] for value in outputs]


def run(device: Device, outputs: Sequence[Value], leaves: Mapping[Value, np.ndarray],
        place: Callable[[Device, np.ndarray], Array] = Device.upload) -> list[np.ndarray]:
    """The outputs in float64 by a plan on `device`, where `place` puts the inputs."""
    bindings = {leaf: place(device, array) for leaf, array in leaves.items()}
    return [np.array(device.to_host(array)) for array in compile_plan(device, "float64", outputs, bindings).run()]

"""Every kind of layer as an expression of NumPy."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from math import sqrt

from engine.formats.description import Node, Row, along_axes
from engine.formats.numpy_script.writer import Writer
from engine.formats.scripts.operators import OPERATORS, folded
from engine.formats.scripts.text import joined, literal, option, per_axis
from engine.layers.attention import roles
from engine.layers.group_normalization import groups_of
from engine.layers.mask import apart
from engine.layers.recurrence import parted
from engine.layers.windows import is_mirrored
from engine.windows import Window


def _affine(n: Writer, node: Node, x: str) -> str:
    product = f"{x} @ {n.weight(node, 'kernel')}"
    return f"{product} + {n.weight(node, 'bias')}" if "bias" in node.arrays else product


def _dense(n: Writer, node: Node, x: str) -> str:
    return n.formulas.applied(node.settings["activation"], _affine(n, node, x))


def _maxout(n: Writer, node: Node, x: str) -> str:
    shape = (-1, *node.shape, node.settings["pieces"])
    return f"({_affine(n, node, x)}).reshape({literal(shape)}).max(-1)"


def _weights(n: Writer, node: Node) -> list[str]:
    return [n.weight(node, role) for role in node.arrays]


def _normalization(part: str) -> Row:
    return lambda n, node, x: n.call(part, x, *_weights(n, node), literal(node.settings["epsilon"]))


def _group_normalization(n: Writer, node: Node, x: str) -> str:
    return n.call("group_normalization", x, groups_of(node.settings, node.shape), literal(node.settings["epsilon"]),
                  *_weights(n, node))


def _zeros(windows: Sequence[Window]) -> str:
    return option("padding", [(window.before, window.after) for window in windows], [(0, 0)] * len(windows))


def _called(n: Writer, node: Node, part: str, x: str, *options: str) -> str:
    """A convolution with its activation."""
    result = n.call(part, *filter(None, (x, *_weights(n, node), *options)))
    return n.formulas.applied(node.settings["activation"], result)


def _convolution(n: Writer, node: Node, x: str) -> str:
    groups = option("groups", node.spec.layer.groups(node.settings, node.input_shapes[0][-1]), 1)
    return _convolved(n, node, x, "convolution", groups)


def _convolved(n: Writer, node: Node, x: str, part: str, *options: str) -> str:
    windows = node.spec.layer.windows(node.settings, node.input_shapes[0])
    mirrored = is_mirrored(node.settings)
    if mirrored:
        x = n.call("mirror", x, literal([(window.before, window.after) for window in windows]))
    return _called(n, node, part, x, option("stride", per_axis([window.stride for window in windows]), 1),
                   "" if mirrored else _zeros(windows),
                   option("dilation", per_axis([window.dilation for window in windows]), 1), *options)


def _transposed(n: Writer, node: Node, x: str) -> str:
    windows, size = node.spec.layer.windows(node.settings, node.input_shapes[0])
    return _called(n, node, "transposed_convolution", x,
                   option("stride", per_axis([window.stride for window in windows]), 1),
                   option("crop", per_axis([window.before for window in windows]), 0), f"size={literal(size)}")


def _pooling(n: Writer, node: Node, x: str) -> str:
    windows = node.spec.layer.windows(node.settings, node.input_shapes[0])
    function = node.settings["function"]
    sign, part = ("-", "max_pool") if function == "min" else ("", f"{function}_pool")
    sizes = (literal([window.size for window in windows]), literal([window.stride for window in windows]))
    around = node.spec.layer.counted(node.settings, node.input_shapes[0])
    inside = [replace(window, before=window.before - before, after=window.after - after)
              for window, (before, after) in zip(windows, around, strict=True)]
    counted = option("counted", list(around), [(0, 0)] * len(windows))
    return sign + n.call(part, *filter(None, (sign + x, *sizes, _zeros(inside), counted)))


def _upsampling(n: Writer, node: Node, x: str) -> str:
    return n.call(node.settings["interpolation"], x, literal(node.shape[:-1]))


_REDUCTIONS = {"max": "max", "average": "mean", "sum": "sum", "min": "min"}


def _global_pooling(n: Writer, node: Node, *inputs: str) -> str:
    (x,), mask = apart(node.settings, inputs)
    if mask is not None:
        return n.call("pooled", x, mask, literal(node.settings["function"]))
    axes = tuple(range(1, len(node.input_shapes[0])))
    return f"{x}.{_REDUCTIONS[node.settings['function']]}(axis={literal(axes)})" if axes else x


def _recurrent(n: Writer, node: Node, *inputs: str, function: str = "") -> str:
    states, mask = parted(node.settings, inputs)
    options = [function, f"begin=[{joined(states)}]" if states else "", f"mask={mask}" if mask else "",
               "shown=2" if node.settings.get("return_cell", False) else ""]
    steps = n.call(node.kind, inputs[0], *_weights(n, node), *filter(None, options))
    return steps if node.settings["return_sequences"] else f"{steps}[:, -1]"


def _simple_rnn(n: Writer, node: Node, *inputs: str) -> str:
    return _recurrent(n, node, *inputs, function=n.formulas.function(node.settings["activation"]))


def _attention(n: Writer, node: Node, *inputs: str) -> str:
    sources, mask = apart(node.settings, inputs)
    query, value, key = roles(sources)
    options = []
    if node.settings["scaled"]:
        options.append(f"scale={literal(1.0 / sqrt(node.input_shapes[0][-1] // node.settings['heads']))}")
    if node.settings["causal"]:
        options.append("causal=True")
    options.append(option("heads", node.settings["heads"], 1))
    options.append(f"mask={mask}" if mask else "")
    return n.call("attention", query, value, key, *filter(None, options))


def _constant(n: Writer, node: Node) -> str:
    first = n.variables[n.description.inputs[0].name]
    return f"np.full(({joined([f'len({first})', *map(str, node.shape)])}), {literal(node.settings['value'])})"


_LINKS: Mapping[str, Callable[[Writer, str], str]] = {
    "identity": lambda n, x: x,
    "sigmoid": lambda n, x: n.formulas.applied("sigmoid", x),
    "softmax": lambda n, x: n.call("softmax", x),
    "hinge": lambda n, x: f"({x} + 1) / 2",
}

ROWS: Mapping[str, Row] = {
    **OPERATORS,
    "constant": _constant,
    "dense": _dense,
    "activation": lambda n, node, x: n.formulas.applied(node.settings["function"], x),
    "softmax": lambda n, node, x: n.call("softmax", x),
    "log_softmax": lambda n, node, x: n.call("log_softmax", x),
    "prelu": lambda n, node, x: n.call("prelu", x, *_weights(n, node)),
    "maxout": _maxout,
    **along_axes({
        "conv#d": _convolution, "depthwise_conv#d": _convolution, "upsampling#d": _upsampling,
        "conv#d_transpose": _transposed, "pooling#d": _pooling,
        "separable_conv#d": lambda n, node, x: _convolved(n, node, x, "separable_convolution")}),
    "global_pooling": _global_pooling,
    "batch_normalization": _normalization("batch_normalization"),
    "layer_normalization": _normalization("layer_normalization"),
    "group_normalization": _group_normalization,
    "dropout": lambda n, node, x: x,  # nothing is dropped when a network is used
    "gaussian_noise": lambda n, node, x: x,
    "gaussian_sampling": lambda n, node, x: f"{x}[..., :{node.shape[-1]}]",
    "embedding": lambda n, node, x: n.call("embedding", x, *_weights(n, node)),
    "mask": lambda n, node, x: f"({x} != {node.settings['padding']}).astype({x}.dtype)",
    "position_embedding": lambda n, node, x: " + ".join((x, *_weights(n, node))),
    "simple_rnn": _simple_rnn,
    "lstm": _recurrent,
    "gru": _recurrent,
    "attention": _attention,
    "flatten": lambda n, node, x: f"{x}.reshape(len({x}), -1)",
    "permute": lambda n, node, x: f"{x}.transpose({literal((0, *node.settings['order']))})",
    "repeat_vector": lambda n, node, x: f"np.repeat({x}[:, None], {node.settings['steps']}, axis=1)",
    "reverse": lambda n, node, x: f"{x}[{':, ' * node.settings['axis']}::-1]",
    "maximum": folded("np.maximum"),
    "concatenate": lambda n, node, *inputs: f"np.concatenate([{joined(inputs)}], axis=-1)",
    "output": lambda n, node, x: _LINKS[node.link](n, x),
}

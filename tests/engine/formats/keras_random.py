"""Random Keras models out of what a course teaches, all of which Ladera has."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

ACTIVATIONS = ("relu", "sigmoid", "softmax", "softplus", "softsign", "tanh", "selu", "elu", "leaky_relu", "relu6",
               "silu", "gelu", "hard_sigmoid", "linear", "mish", "log_softmax", "hard_silu")
MOST_AXES = 5  # the examples counted, as Ladera's shapes have four
MOST_NUMBERS = 400
"""Larger tensors are not gone on with."""


class Model:
    """A functional model as it grows: tensors by the number of their axes, and everything drawn from one generator."""

    def __init__(self, keras: Any, seed: int) -> None:
        self.keras, self.layers, self.rng = keras, keras.layers, np.random.default_rng(seed)
        shapes = [self.pick(((4,), (6, 3), (8, 4), (7, 6, 2), (6, 6, 4))) for _ in range(self.between(1, 2))]
        self.inputs = [keras.Input(shape) for shape in shapes]
        self.tensors = list(self.inputs)
        self.read: set[int] = set()
        for _ in range(self.between(3, 9)):
            self.grow()
        ends = [tensor for tensor in self.tensors if id(tensor) not in self.read] or self.tensors[-1:]
        self.model = keras.Model(self.inputs, ends)

    def examples(self, count: int = 3) -> list[np.ndarray]:
        return [self.rng.standard_normal((count, *tensor.shape[1:])).astype(np.float32) for tensor in self.inputs]

    def pick(self, options: Sequence[Any]) -> Any:
        return options[int(self.rng.integers(len(options)))]

    def between(self, low: int, high: int) -> int:
        return int(self.rng.integers(low, high + 1))

    def chance(self, share: float = 0.5) -> bool:
        return bool(self.rng.random() < share)

    def grow(self) -> None:
        """One step on from some tensor."""
        x = self.pick(self.tensors[-4:])
        row = self.pick([*STEPS.get(len(x.shape) - 1, ()), *ANYWHERE])
        result = row(self, x)
        if result is None or int(np.prod(result.shape[1:])) > MOST_NUMBERS:
            return
        self.read.add(id(x))
        self.tensors.append(result)

    def like(self, x: Any) -> Any:
        """Another tensor of the same shape, or the same one."""
        alike = [other for other in self.tensors if other.shape == x.shape]
        other = self.pick(alike)
        self.read.add(id(other))
        return other


def _layer(make: Callable[[Model, Any], Any]) -> Callable[[Model, Any], Any]:
    """A layer on a tensor: alone, in a model of its own, or called on another tensor too."""
    def row(m: Model, x: Any) -> Any:
        layer = make(m, x)
        if m.chance(0.15):
            layer = m.keras.Sequential([m.keras.Input(x.shape[1:]), layer])
        y = layer(x)
        if m.chance(0.2):
            merge = m.pick((m.layers.Add, m.layers.Average, m.layers.Maximum, m.layers.Concatenate))()
            y = merge([y, layer(m.like(x))])
        return y
    return row


def _padding(m: Model, *more: str) -> str:
    return m.pick(("valid", "same", *more))


def _convolution(axes: int, kind: str) -> Callable[[Model, Any], Any]:
    def make(m: Model, x: Any) -> Any:
        settings = {"activation": m.pick(ACTIVATIONS), "use_bias": m.chance(0.8)}
        strides = m.between(1, 2)
        padding = _padding(m, *(("causal",) if (axes, kind) == (1, "Conv") else ()))
        dilation = m.between(1, 2) if strides == 1 and kind == "Conv" else 1
        if kind == "Depthwise":
            made = getattr(m.layers, f"DepthwiseConv{axes}D")
            return made(m.between(1, 3), strides=strides, padding=padding, depth_multiplier=m.between(1, 2), **settings)
        if kind == "Separable":
            made = getattr(m.layers, f"SeparableConv{axes}D")
            return made(m.between(1, 4), m.between(1, 3), strides=strides, padding=padding, **settings)
        if kind == "Transpose":
            made = getattr(m.layers, f"Conv{axes}DTranspose")
            return made(m.between(1, 3), m.between(1, 3), strides=strides, padding=padding, **settings)
        groups = 2 if x.shape[-1] % 2 == 0 and m.chance(0.3) else 1
        made = getattr(m.layers, f"Conv{axes}D")
        return made(2 * m.between(1, 2), m.between(1, 3), strides=strides, padding=padding, dilation_rate=dilation,
                    groups=groups, **settings)
    return _layer(lambda m, x: make(m, x))


def _fits(x: Any, least: int = 3) -> bool:
    return all(size >= least for size in x.shape[1:-1])


def _where_it_fits(row: Callable[[Model, Any], Any]) -> Callable[[Model, Any], Any]:
    return lambda m, x: row(m, x) if _fits(x, 5) else None


def _pooling(axes: int) -> Callable[[Model, Any], Any]:
    return _layer(lambda m, x: getattr(m.layers, m.pick((f"MaxPooling{axes}D", f"AveragePooling{axes}D")))(
        2, strides=m.pick((None, 1)), padding=_padding(m)))


def _global(axes: int) -> Callable[[Model, Any], Any]:
    return lambda m, x: getattr(m.layers, m.pick((f"GlobalMaxPooling{axes}D", f"GlobalAveragePooling{axes}D")))(
        keepdims=m.chance(0.3))(x)


def _recurrent(m: Model, x: Any) -> Any:
    settings = {"return_sequences": m.chance(), "use_bias": m.chance(0.8)}
    kind, units = m.pick((m.layers.SimpleRNN, m.layers.LSTM, m.layers.GRU)), m.between(1, 4)
    if m.chance(0.4):
        return m.layers.Bidirectional(kind(units, **settings), merge_mode=m.pick(("concat", "sum", "ave", "mul")))(x)
    return kind(units, go_backwards=m.chance(0.3), **settings)(x)


def _attention(m: Model, x: Any) -> Any:
    if m.chance():
        return m.layers.Attention(use_scale=m.chance(0.3))([x, m.like(x)], use_causal_mask=m.chance(0.3))
    return m.layers.MultiHeadAttention(m.between(1, 3), m.between(1, 3))(x, m.like(x), use_causal_mask=m.chance(0.3))


def _slice(m: Model, x: Any) -> Any:
    keys = [slice(None)]
    for length in x.shape[1:]:
        start = m.between(0, length - 1)
        keys.append(m.pick((slice(None), slice(start, None), slice(None, None, m.between(1, 2)), slice(-1, None))))
    if len(x.shape) > 2 and m.chance(0.3):
        keys[m.between(1, len(x.shape) - 1)] = -1
    return x[tuple(keys)]


def _arithmetic(m: Model, x: Any) -> Any:
    y, number = m.like(x), float(m.rng.uniform(0.3, 2.0))
    return m.pick((lambda: x + y, lambda: x - y, lambda: x * y, lambda: number * x - 1.0, lambda: number - x / 2.0,
                   lambda: m.keras.ops.minimum(x, y), lambda: -x, lambda: x**2, lambda: m.layers.Minimum()([x, y]),
                   lambda: m.layers.Subtract()([x, y])))()


def _activation(m: Model, x: Any) -> Any:
    return m.pick((m.layers.Activation(m.pick(ACTIVATIONS)), m.layers.LeakyReLU(negative_slope=0.05),
                   m.layers.ReLU(1.0),
                   m.layers.PReLU(shared_axes=list(range(1, len(x.shape) - 1)) or None), m.layers.ELU(alpha=0.6),
                   m.layers.Softmax()))


def _normal(m: Model, x: Any) -> Any:
    return m.pick((m.layers.BatchNormalization(center=m.chance(), scale=m.chance()), m.layers.LayerNormalization(),
                   m.layers.Rescaling(0.5, offset=0.2),
                   *([m.layers.GroupNormalization(-1)] if len(x.shape) > 2 else []),
                   m.layers.Normalization(mean=0.3, variance=1.7)))


def _together(m: Model, x: Any) -> Any:
    axis = m.between(1, len(x.shape) - 1)
    stacked = [lambda pair: m.keras.ops.stack(pair, axis=axis)] if len(x.shape) < MOST_AXES else []
    return m.pick((m.layers.Concatenate(axis=axis), *stacked))([x, m.like(x)])


def _reduced(m: Model, x: Any) -> Any:
    function = m.pick((m.keras.ops.mean, m.keras.ops.max, m.keras.ops.sum, m.keras.ops.min))
    return function(x, axis=m.between(1, len(x.shape) - 1), keepdims=len(x.shape) == 2 or m.chance())


def _steps(m: Model, x: Any) -> Any:
    inner = m.pick((m.layers.Dense(2, activation=m.pick(ACTIVATIONS)), m.layers.Flatten())) if len(x.shape) > 3 else (
        m.layers.Dense(2, activation=m.pick(ACTIVATIONS)))
    return m.layers.TimeDistributed(inner)(x)


_DENSE = _layer(lambda m, x: m.layers.Dense(m.between(1, 5), activation=m.pick(ACTIVATIONS), use_bias=m.chance(0.8)))

ANYWHERE: Sequence[Callable[[Model, Any], Any]] = (
    _DENSE, _layer(_activation), _layer(_normal), _arithmetic, _slice, _together, _reduced,
    lambda m, x: m.layers.Flatten()(x),
    lambda m, x: m.keras.ops.expand_dims(x, axis=m.between(1, len(x.shape))) if len(x.shape) < 4 else None,
)
STEPS: Mapping[int, Sequence[Callable[[Model, Any], Any]]] = {
    1: (_DENSE, lambda m, x: m.layers.RepeatVector(m.between(1, 3))(x)),
    2: (_recurrent, _recurrent, _attention, _steps, _global(1), _where_it_fits(_pooling(1)),
        *(_where_it_fits(_convolution(1, kind)) for kind in ("Conv", "Depthwise", "Separable", "Transpose")),
        lambda m, x: m.layers.UpSampling1D(2)(x), lambda m, x: m.layers.Permute((2, 1))(x),
        _where_it_fits(lambda m, x: m.layers.Cropping1D((1, 2))(x)),
        _where_it_fits(lambda m, x: m.layers.Conv1D(2, 3)(m.layers.ZeroPadding1D(1)(x)))),
    3: (_steps, _global(2), _where_it_fits(_pooling(2)),
        *(_where_it_fits(_convolution(2, kind)) for kind in ("Conv", "Depthwise", "Separable", "Transpose")),
        lambda m, x: m.layers.UpSampling2D(2, interpolation=m.pick(("nearest", "bilinear")))(x),
        lambda m, x: m.layers.Permute((3, 1, 2))(x),
        _where_it_fits(lambda m, x: m.layers.Cropping2D(((1, 0), (1, 2)))(x)),
        _where_it_fits(lambda m, x: m.layers.Conv2D(2, 3, strides=2)(m.layers.ZeroPadding2D(1)(x)))),
    4: (lambda m, x: m.layers.Reshape((-1, x.shape[-1]))(x),),
}
"""What can come next, by how many axes an example has."""

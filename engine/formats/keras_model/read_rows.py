"""What each class of Keras becomes on the canvas."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import prod, sqrt
from typing import Any

import numpy as np

from engine.errors import N_, FormatError, LaderaError
from engine.formats.importing.sketch import Sketch
from engine.formats.keras_model.saved import SavedLayer
from engine.layers.activations import LEAKY_SLOPE
from engine.windows import same_padding

_HUGE = -1e30  # what is filled in with less than this never wins a maximum
_ACTIVATIONS = {"linear": "identity", "relu": "relu", "sigmoid": "sigmoid", "tanh": "tanh", "elu": "elu",
                "softplus": "softplus"}


class UnlikeError(Exception):
    """Ladera has no such layer, or has it in another form only: `reason` says which."""

    def __init__(self, reason: LaderaError | None = None) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Value:
    """What a call gives: a layer, with `zeros` (before and after, for each axis) still to be put around it, filled
    with `fill`. `counts` says that the layer's numbers stand for ones, which are counted."""

    layer: str | None
    zeros: tuple[tuple[int, int], ...] = ()
    fill: float = 0.0
    counts: bool = False


Row = Callable[[Sketch, SavedLayer, Sequence[Value], Mapping[str, Any]], "Value | str | None"]


def plain(value: Value) -> str | None:
    """The layer of a value that is nothing but a layer."""
    if value.zeros or value.counts:
        raise UnlikeError(FormatError(N_("engine", "Zeros around an image belong to a convolution or a pooling.")))
    return value.layer


def _unlike(setting: str) -> UnlikeError:
    return UnlikeError(FormatError(N_("engine", "Its setting {setting} is another."), setting=setting))


def _expect(config: Mapping[str, Any], **wanted: Any) -> None:
    """Refuse what differs from the only way in which Ladera has it; what is not said is that way."""
    for setting, value in wanted.items():
        if config.get(setting, value) != value:
            raise _unlike(setting)


def _one(inputs: Sequence[Value]) -> str | None:
    if len(inputs) != 1:
        raise UnlikeError
    return plain(inputs[0])


def _arrays(layer: SavedLayer, *roles: str) -> dict[str, np.ndarray]:
    return dict(zip(roles, layer.arrays, strict=False))


def _trainable(layer: SavedLayer) -> dict[str, Any]:
    return {"trainable": bool(layer.config.get("trainable", True))}


# Activations


def _function(sketch: Sketch, name: str, activation: Any, source: str | None) -> str | None:
    """An activation of Keras as a layer, whatever it is called."""
    if isinstance(activation, dict):
        saved = SavedLayer(name, str(activation["class_name"]), False, activation.get("config") or {}, ())
        if saved.class_name not in ROWS:
            raise _unlike("activation")
        return plain_result(ROWS[saved.class_name](sketch, saved, [Value(source)], {}))
    if activation == "softmax":
        return sketch.layer(name, "softmax", (source,))
    if activation == "leaky_relu":
        return _leaky(sketch, name, source, 0.2)
    if activation == "relu6":
        return sketch.clipped(name, source, 0.0, 6.0)
    if activation == "exponential":
        return sketch.exponential(name, source)
    if activation not in _ACTIVATIONS:
        raise _unlike("activation")
    return sketch.activation(name, _ACTIVATIONS[activation], source)


def plain_result(result: Value | str | None) -> str | None:
    """The layer that a row gave."""
    return plain(result) if isinstance(result, Value) else result


def _activated(sketch: Sketch, layer: SavedLayer, source: str | None, kind: str, settings: Mapping[str, Any],
               arrays: Mapping[str, np.ndarray]) -> str | None:
    """A layer with its activation; one that Ladera's layer cannot have becomes a layer of its own."""
    activation = layer.config.get("activation", "linear") or "linear"
    built_in = isinstance(activation, str) and activation in _ACTIVATIONS
    function = _ACTIVATIONS[activation] if built_in else "identity"
    result = sketch.layer(layer.name, kind, (source,), {**settings, **_trainable(layer), "activation": function},
                          arrays)
    return result if built_in else _function(sketch, f"{layer.name}_activation", activation, result)


def _leaky(sketch: Sketch, name: str, source: str | None, slope: float) -> str | None:
    if slope == LEAKY_SLOPE:
        return sketch.activation(name, "leaky_relu", source)
    return sketch.leaky(name, source, slope)


def _relu(sketch: Sketch, layer: SavedLayer, inputs: Sequence[Value], keywords: Mapping[str, Any]) -> str | None:
    _expect(layer.config, threshold=0.0)
    source, highest = _one(inputs), layer.config.get("max_value")
    slope = float(layer.config.get("negative_slope", 0.0))
    if highest is None:
        return sketch.leaky(layer.name, source, slope) if slope else sketch.activation(layer.name, "relu", source)
    if slope or not float(highest) > 0.0:
        raise _unlike("max_value")
    return sketch.clipped(layer.name, source, 0.0, float(highest))


def _elu(sketch: Sketch, layer: SavedLayer, inputs: Sequence[Value], keywords: Mapping[str, Any]) -> str | None:
    _expect(layer.config, alpha=1.0)
    return sketch.activation(layer.name, "elu", _one(inputs))


def _softmax(sketch: Sketch, layer: SavedLayer, inputs: Sequence[Value], keywords: Mapping[str, Any]) -> str | None:
    _expect(layer.config, axis=-1)
    return sketch.layer(layer.name, "softmax", (_one(inputs),))


def _prelu(sketch: Sketch, layer: SavedLayer, inputs: Sequence[Value], keywords: Mapping[str, Any]) -> str | None:
    alpha = layer.arrays[0] if layer.arrays else np.zeros(0)
    if prod(alpha.shape[:-1]) != 1:
        raise _unlike("shared_axes")
    return sketch.layer(layer.name, "prelu", (_one(inputs),), _trainable(layer), {"alpha": alpha.reshape(-1)})


# Layers with weights


def _input(sketch: Sketch, layer: SavedLayer, inputs: Sequence[Value], keywords: Mapping[str, Any]) -> str:
    shape = layer.config.get("batch_shape") or layer.config["batch_input_shape"]
    if not shape[1:] or not all(shape[1:]):
        raise _unlike("batch_shape")
    return sketch.layer(layer.name, "input", (), {"shape": tuple(shape[1:])})


def _dense(sketch: Sketch, layer: SavedLayer, inputs: Sequence[Value], keywords: Mapping[str, Any]) -> str | None:
    settings = {"units": layer.config["units"], "use_bias": layer.config.get("use_bias", True)}
    return _activated(sketch, layer, _one(inputs), "dense", settings, _arrays(layer, "kernel", "bias"))


def _embedding(sketch: Sketch, layer: SavedLayer, inputs: Sequence[Value], keywords: Mapping[str, Any]) -> str:
    _expect(layer.config, mask_zero=False)
    settings = {"vocabulary": layer.config["input_dim"], "dimension": layer.config["output_dim"], **_trainable(layer)}
    return sketch.layer(layer.name, "embedding", (_one(inputs),), settings, _arrays(layer, "embeddings"))


def _batch_normalization(sketch: Sketch, layer: SavedLayer, inputs: Sequence[Value],
                         keywords: Mapping[str, Any]) -> str:
    source = _one(inputs)
    _last_axis(sketch, layer, source)
    roles = [role for role, has in (("gamma", layer.config.get("scale", True)),
                                    ("beta", layer.config.get("center", True))) if has]
    arrays = _arrays(layer, *roles, "moving_mean", "moving_variance")
    if arrays:
        arrays = {"gamma": np.ones_like(layer.arrays[-1]), "beta": np.zeros_like(layer.arrays[-1])} | arrays
    settings = {"momentum": min(float(layer.config.get("momentum", 0.99)), 0.9999),
                "epsilon": layer.config.get("epsilon", 1e-3), **_trainable(layer)}
    return sketch.layer(layer.name, "batch_normalization", (source,), settings, arrays)


def _layer_normalization(sketch: Sketch, layer: SavedLayer, inputs: Sequence[Value],
                         keywords: Mapping[str, Any]) -> str:
    source = _one(inputs)
    _expect(layer.config, scale=True, center=True, rms_scaling=False)
    _last_axis(sketch, layer, source)
    settings = {"epsilon": layer.config.get("epsilon", 1e-3), **_trainable(layer)}
    return sketch.layer(layer.name, "layer_normalization", (source,), settings, _arrays(layer, "gamma", "beta"))


def _last_axis(sketch: Sketch, layer: SavedLayer, source: str | None) -> None:
    axis = layer.config.get("axis", -1)
    axis = axis[0] if isinstance(axis, list) and len(axis) == 1 else axis
    shape = sketch.shapes[source] if source else None
    if axis != -1 and (shape is None or axis != len(shape)):
        raise _unlike("axis")


def _rescaling(sketch: Sketch, layer: SavedLayer, inputs: Sequence[Value], keywords: Mapping[str, Any]) -> str | None:
    return sketch.affine(layer.name, _one(inputs), layer.config["scale"], layer.config.get("offset", 0.0))


def _recurrent(kind: str, **wanted: Any) -> Row:
    def row(sketch: Sketch, layer: SavedLayer, inputs: Sequence[Value], keywords: Mapping[str, Any]) -> str:
        config = layer.config
        _expect(config, go_backwards=False, return_state=False, use_bias=True, stateful=False, **wanted)
        settings = {"units": config["units"], "return_sequences": config.get("return_sequences", False),
                    **_trainable(layer)}
        if kind == "simple_rnn":
            activation = config.get("activation", "tanh")
            if activation not in ("tanh", "relu", "sigmoid", "linear"):
                raise _unlike("activation")
            settings["activation"] = _ACTIVATIONS[activation]
        return sketch.layer(layer.name, kind, (_one(inputs),), settings,
                            _arrays(layer, "kernel", "recurrent_kernel", "bias"))
    return row


def _attention(sketch: Sketch, layer: SavedLayer, inputs: Sequence[Value], keywords: Mapping[str, Any]) -> str:
    _expect(layer.config, use_scale=False, score_mode="dot", dropout=0.0)
    sources = [plain(value) for value in inputs]
    if keywords.get("return_attention_scores") or not 1 <= len(sources) <= 3:
        raise UnlikeError
    settings: dict[str, Any] = {"scaled": False, "causal": bool(keywords.get("use_causal_mask", False))}
    base, factor = sketch.factor(sources[0])
    shape = sketch.shapes[base] if base else None
    if shape is not None and np.isclose(factor, 1.0 / sqrt(shape[-1]), rtol=1e-6):
        settings["scaled"], sources[0] = True, base
    return sketch.layer(layer.name, "attention", sources, settings)


# Windows


def _padding(sketch: Sketch, layer: SavedLayer, value: Value, sizes: Sequence[int], strides: Sequence[int],
             largest: bool = False) -> dict[str, Any]:
    """The padding of a window that sees `value`: Keras's own, or what a layer before put around it."""
    padding = layer.config.get("padding", "valid")
    if not value.zeros:
        if padding not in ("valid", "same"):
            raise _unlike("padding")
        return {"padding": padding}
    if padding != "valid" or len(value.zeros) != len(sizes) or largest != (value.fill < _HUGE):
        raise _unlike("padding")
    if len({zeros for pair in value.zeros for zeros in pair}) == 1:
        return {"padding": "explicit", "pad": value.zeros[0][0]}
    shape = sketch.shapes[value.layer] if value.layer else None
    if shape is None or value.zeros != tuple(map(same_padding, shape, sizes, strides)):
        raise _unlike("padding")
    return {"padding": "same"}


def _axes(value: Any, axes: int) -> tuple[int, ...]:
    return (value,) * axes if isinstance(value, int) else tuple(value)


def _convolution(axes: int) -> Row:
    def row(sketch: Sketch, layer: SavedLayer, inputs: Sequence[Value], keywords: Mapping[str, Any]) -> str | None:
        config = layer.config
        _expect(config, data_format="channels_last")
        size, strides = _axes(config["kernel_size"], axes), _axes(config.get("strides", 1), axes)
        dilation = _axes(config.get("dilation_rate", 1), axes)
        reach = [d * (k - 1) + 1 for k, d in zip(size, dilation, strict=True)]
        settings = {"filters": config["filters"], "kernel_size": size, "strides": strides, "dilation": dilation,
                    "groups": config.get("groups", 1), "use_bias": config.get("use_bias", True),
                    **_padding(sketch, layer, inputs[0], reach, strides)}
        return _activated(sketch, layer, inputs[0].layer, f"conv{axes}d", settings, _arrays(layer, "kernel", "bias"))
    return row


def _transposed(axes: int) -> Row:
    def row(sketch: Sketch, layer: SavedLayer, inputs: Sequence[Value], keywords: Mapping[str, Any]) -> str | None:
        config = layer.config
        _expect(config, data_format="channels_last", output_padding=None)
        if set(_axes(config.get("dilation_rate", 1), axes)) != {1}:
            raise _unlike("dilation_rate")
        settings = {"filters": config["filters"], "kernel_size": _axes(config["kernel_size"], axes),
                    "strides": _axes(config.get("strides", 1), axes), "padding": config.get("padding", "valid"),
                    "use_bias": config.get("use_bias", True)}
        return _activated(sketch, layer, _one(inputs), f"conv{axes}d_transpose", settings,
                          _arrays(layer, "kernel", "bias"))
    return row


def _pooling(function: str, axes: int) -> Row:
    """The mean of what zeros were put around is a sum, which then is divided."""
    def row(sketch: Sketch, layer: SavedLayer, inputs: Sequence[Value], keywords: Mapping[str, Any]) -> Value:
        config, value = layer.config, inputs[0]
        _expect(config, data_format="channels_last")
        size = _axes(config["pool_size"], axes)
        strides = _axes(config.get("strides") or size, axes)
        placed = _padding(sketch, layer, value, size, strides, largest=function == "max")
        kind = "sum" if function == "average" and value.zeros else function
        pooled = sketch.layer(layer.name, f"pooling{axes}d", (value.layer,),
                              {"function": kind, "pool_size": size, "strides": strides, **placed})
        if kind == function or value.counts:
            return Value(pooled, counts=value.counts)
        return Value(sketch.affine(f"{layer.name}_mean", pooled, 1.0 / prod(size), 0.0))
    return row


def _global(function: str) -> Row:
    def row(sketch: Sketch, layer: SavedLayer, inputs: Sequence[Value], keywords: Mapping[str, Any]) -> str:
        _expect(layer.config, data_format="channels_last", keepdims=False)
        return sketch.layer(layer.name, "global_pooling", (_one(inputs),), {"function": function})
    return row


def _pairs(value: Any, axes: int) -> tuple[tuple[int, int], ...]:
    """Zeros or crops: one number, one for each axis, or before and after."""
    if axes == 1:
        return ((value, value),) if isinstance(value, int) else ((int(value[0]), int(value[1])),)
    rows = [value] * axes if isinstance(value, int) else value
    return tuple((row, row) if isinstance(row, int) else (int(row[0]), int(row[1])) for row in rows)


def _zero_padding(axes: int) -> Row:
    def row(sketch: Sketch, layer: SavedLayer, inputs: Sequence[Value], keywords: Mapping[str, Any]) -> Value:
        _expect(layer.config, data_format="channels_last")
        if len(inputs) != 1 or inputs[0].zeros:
            raise UnlikeError
        return Value(inputs[0].layer, _pairs(layer.config["padding"], axes), 0.0, inputs[0].counts)
    return row


def _pad(sketch: Sketch, layer: SavedLayer, inputs: Sequence[Value], keywords: Mapping[str, Any]) -> Value:
    _expect(layer.config, mode="constant")
    around = _pairs(layer.config["pad_width"], len(layer.config["pad_width"]))
    if inputs[0].zeros or any(around[0]) or any(around[-1]):
        raise _unlike("pad_width")
    return Value(inputs[0].layer, around[1:-1], float(keywords.get("constant_values") or 0.0))


def _divide(sketch: Sketch, layer: SavedLayer, inputs: Sequence[Value], keywords: Mapping[str, Any]) -> str | None:
    """A mean with zeros over the part that is none: the mean of what is inside the image."""
    if len(inputs) != 2 or inputs[0].layer is None or inputs[1].layer is None or not inputs[1].counts:
        raise UnlikeError
    sums, _ = sketch.factor(plain(inputs[0]))
    one, two = sketch.spec(sums), sketch.spec(inputs[1].layer)
    if one.kind != two.kind or one.settings != two.settings or sketch.source(sums) != sketch.source(two.name):
        raise UnlikeError
    return sketch.layer(layer.name, one.kind, (sketch.source(sums),), {**one.settings, "function": "average"})


def _cropping(axes: int) -> Row:
    def row(sketch: Sketch, layer: SavedLayer, inputs: Sequence[Value], keywords: Mapping[str, Any]) -> str | None:
        _expect(layer.config, data_format="channels_last")
        result = _one(inputs)
        for axis, (before, after) in enumerate(_pairs(layer.config["cropping"], axes), 1):
            if before or after:
                result = sketch.layer(layer.name, "slice", (result,), {"axis": axis, "start": before, "stop": -after})
        return result
    return row


# Shapes and merges


def _configured(kind: str, **settings: str) -> Row:
    """A layer whose settings Keras has under other names."""
    def row(sketch: Sketch, layer: SavedLayer, inputs: Sequence[Value], keywords: Mapping[str, Any]) -> str:
        _expect(layer.config, data_format="channels_last", noise_shape=None)
        found = {ours: layer.config[theirs] for ours, theirs in settings.items()}
        return sketch.layer(layer.name, kind, (_one(inputs),),
                            {key: tuple(value) if isinstance(value, list) else value for key, value in found.items()})
    return row


def _reshape(sketch: Sketch, layer: SavedLayer, inputs: Sequence[Value], keywords: Mapping[str, Any]) -> str:
    source, shape = _one(inputs), list(layer.config["target_shape"])
    before = sketch.shapes[source] if source else None
    if -1 in shape:
        if before is None:
            raise _unlike("target_shape")
        shape[shape.index(-1)] = prod(before) // max(1, -prod(shape))
    return sketch.layer(layer.name, "reshape", (source,), {"shape": tuple(shape)})


def _merge(kind: str) -> Row:
    def row(sketch: Sketch, layer: SavedLayer, inputs: Sequence[Value], keywords: Mapping[str, Any]) -> str | None:
        sources = [plain(value) for value in inputs]
        shapes = [sketch.shapes[source] for source in sources if source]
        if kind == "concatenate" and None not in shapes and shapes and layer.config.get("axis", -1) not in (
                -1, len(shapes[0])):
            raise _unlike("axis")
        if kind == "multiply" and len(sources) == 2 and sources[0] == sources[1]:
            return sketch.activation(layer.name, "square", sources[0])
        return sketch.layer(layer.name, kind, sources)
    return row


def _element(function: str) -> Row:
    return lambda sketch, layer, inputs, keywords: sketch.activation(layer.name, function, _one(inputs))


ROWS: Mapping[str, Row] = {
    "InputLayer": _input,
    "Dense": _dense,
    "Activation": lambda sketch, layer, inputs, keywords: _function(sketch, layer.name, layer.config["activation"],
                                                                    _one(inputs)),
    "ReLU": _relu,
    "LeakyReLU": lambda sketch, layer, inputs, keywords: _leaky(
        sketch, layer.name, _one(inputs), float(layer.config.get("negative_slope", 0.3))),
    "ELU": _elu,
    "Softmax": _softmax,
    "PReLU": _prelu,
    "Embedding": _embedding,
    "BatchNormalization": _batch_normalization,
    "LayerNormalization": _layer_normalization,
    "Rescaling": _rescaling,
    "SimpleRNN": _recurrent("simple_rnn"),
    "LSTM": _recurrent("lstm", activation="tanh", recurrent_activation="sigmoid"),
    "GRU": _recurrent("gru", activation="tanh", recurrent_activation="sigmoid", reset_after=True),
    "Attention": _attention,
    "Dropout": _configured("dropout", rate="rate"),
    "GaussianNoise": _configured("gaussian_noise", stddev="stddev"),
    "Flatten": _configured("flatten"),
    "Permute": _configured("permute", order="dims"),
    "RepeatVector": _configured("repeat_vector", steps="n"),
    "Reshape": _reshape,
    "Add": _merge("add"),
    "Subtract": _merge("subtract"),
    "Multiply": _merge("multiply"),
    "Average": _merge("average"),
    "Maximum": _merge("maximum"),
    "Concatenate": _merge("concatenate"),
    **{f"Conv{axes}D": _convolution(axes) for axes in (1, 2)},
    **{f"Conv{axes}DTranspose": _transposed(axes) for axes in (1, 2)},
    **{f"MaxPooling{axes}D": _pooling("max", axes) for axes in (1, 2)},
    **{f"AveragePooling{axes}D": _pooling("average", axes) for axes in (1, 2)},
    **{f"GlobalMaxPooling{axes}D": _global("max") for axes in (1, 2)},
    **{f"GlobalAveragePooling{axes}D": _global("average") for axes in (1, 2)},
    **{f"ZeroPadding{axes}D": _zero_padding(axes) for axes in (1, 2)},
    **{f"Cropping{axes}D": _cropping(axes) for axes in (1, 2)},
}
"""Class of `keras.layers` → how it is read."""

OPERATIONS: Mapping[str, Row] = {
    "Sin": _element("sine"),
    "Cos": _element("cosine"),
    "Arctan": _element("arctan"),
    "Absolute": _element("absolute"),
    "Sign": _element("sign"),
    "Square": _element("square"),
    "Pad": _pad,
    "OnesLike": lambda sketch, layer, inputs, keywords: Value(_one(inputs), counts=True),
    "Divide": _divide,
}
"""What `keras.ops` makes → how it is read."""

"""Which steps of a sequence count: masks of Keras as layers of Ladera, whose numbers are 0 where a step does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import prod

from engine.formats.importing.builder import ImportBuilder
from engine.formats.importing.unsupported import UnsupportedError
from engine.formats.keras_model.calls import given_too
from engine.formats.keras_model.model import SavedLayer
from engine.formats.keras_model.moving import reduced
from engine.formats.keras_model.read_values import UNCLEAR, Inputs, Keywords, Row, Value, known, only, plain, unlike
from engine.layers.mask import MOST_WORDS

_PASSED_ON = frozenset({
    "Activation", "ELU", "LeakyReLU", "PReLU", "ReLU", "Softmax", "Dense", "Identity", "Dropout", "GaussianNoise",
    "BatchNormalization", "LayerNormalization", "GroupNormalization", "Rescaling", "Normalization",
    "ActivityRegularization", "TimeDistributed", "MultiHeadAttention", "Attention"})
"""Layers behind which the same steps count as before."""
_EVERY_STEP = frozenset({"SimpleRNN", "LSTM", "GRU", "RNN", "Bidirectional"})
_MERGED = frozenset({"Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Concatenate"})
_READ = _EVERY_STEP | {"GlobalAveragePooling1D", "Attention", "MultiHeadAttention", "Softmax"}
"""Layers that do something else where steps do not count."""


def with_mask(layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> Keywords:
    """What a layer is called with, and the mask that comes with what goes in, where it reads that."""
    if layer.is_operation or layer.class_name not in _READ or "mask" in keywords:
        return keywords
    if layer.class_name == "Attention":
        masks = tuple(Value(value.mask) if value.mask else None for value in inputs[:2])
        return {**keywords, "mask": masks} if any(masks) and len(masks) == 2 else keywords
    if layer.class_name == "MultiHeadAttention":
        given = {"query": inputs[0] if inputs else None, "value": keywords.get("value"), "key": keywords.get("key")}
        masks = {f"{role}_mask": Value(value.mask) for role, value in given.items()
                 if isinstance(value, Value) and value.mask}
        return {**masks, **keywords}
    mask = inputs[0].mask if inputs else None
    return {**keywords, "mask": Value(mask)} if mask else keywords


def passed_on(layer: SavedLayer, inputs: Inputs, keywords: Keywords, results: tuple[Value, ...]) -> tuple[Value, ...]:
    """What a layer gives, with the mask that goes on with it."""
    if layer.is_operation or not inputs or not results or results[0].layer is None or results[0].mask:
        return results
    given = keywords.get("mask")
    mask = (given.nonzero or given.layer) if isinstance(given, Value) else inputs[0].mask
    if layer.class_name in _MERGED:
        masks = {value.mask for value in inputs}
        unmasked = None in masks and layer.class_name != "Concatenate"
        mask = None if unmasked else masks.pop() if len(masks) == 1 else UNCLEAR
    elif layer.class_name in _EVERY_STEP:
        inner = layer.config.get("layer", {}).get("config", layer.config)
        mask = mask if inner.get("return_sequences", False) else None
    elif layer.class_name not in _PASSED_ON:
        return results
    return (replace(results[0], mask=mask), *results[1:])


def mask_of(builder: ImportBuilder, keywords: Keywords, steps: int) -> str | None:
    """The layer that says which of so many steps count, None where all do. Raises UnsupportedError."""
    given = keywords.get("mask")
    if given is None:
        return None
    layer = mask_layer(builder, given)
    if builder.shapes[layer] not in ((steps,), (steps, 1)):
        raise given_too("mask")
    return layer


def mask_layer(builder: ImportBuilder, given: object) -> str:
    """The layer that a mask is, not 0 where a step counts. Raises UnsupportedError."""
    if not isinstance(given, Value) or given.layer == UNCLEAR:
        raise given_too("mask")
    layer, _ = known(builder, replace(given, layer=given.nonzero or given.layer, nonzero=None))
    return layer


_MOVED = frozenset({"reshape", "reverse", "slice", "permute"})


def says_of_steps(builder: ImportBuilder, layer: str | None) -> bool:
    """Whether a layer is 1 where a step counts, and 0 where it does not."""
    while layer is not None and builder.spec(layer).kind in _MOVED:
        layer = builder.source(layer)
    return layer is not None and builder.spec(layer).kind == "mask"


def counts(builder: ImportBuilder, name: str, value: Value) -> str | None:
    """Where a row of symbols is compared with what fills it up: 1 where they differ, else 0. None for others."""
    if value.differs is None:
        return None
    source, number = value.differs
    if number == 0.0 and says_of_steps(builder, source):
        return source
    shape = builder.shapes[source] or ()
    if shape not in ((prod(shape),), (prod(shape), 1)) or number != round(number) or not 0 <= number <= MOST_WORDS:
        return None
    row = builder.reshaped(f"{name}_row", source, shape[:1])
    mask = builder.layer(name if len(shape) == 1 else f"{name}_counts", "mask", (row,), {"padding": int(number)})
    return builder.reshaped(name, mask, shape)


def counts_of(builder: ImportBuilder, layer: str, mask: str) -> bool:
    """Whether a layer is 1 where a mask is not 0, and 0 where it is."""
    if layer == mask:
        return says_of_steps(builder, mask)
    spec = builder.spec(row := _in_a_row(builder, layer))
    return (spec.kind, spec.settings.get("padding")) == ("mask", 0) and _in_a_row(
        builder, builder.source(row)) == _in_a_row(builder, mask)


def _in_a_row(builder: ImportBuilder, layer: str) -> str:
    """What a layer was before it was a column."""
    return builder.source(layer) if builder.spec(layer).kind == "reshape" else layer


def counted(builder: ImportBuilder, name: str, mask: str) -> str:
    """1 where a step counts, else 0: (steps, 1)."""
    size = builder.activation(f"{name}_size", "absolute", mask)
    return builder.reshaped(f"{name}_steps", builder.activation(f"{name}_counts", "sign", size),
                            (builder.shapes[mask][0], 1))


def _masking(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> Value:
    """Steps of which all numbers are one and the same do not count, and become zeros."""
    source, shape = known(builder, only(inputs))
    number = float(layer.config.get("mask_value", 0.0))
    if len(shape) != 2:
        raise UnsupportedError
    mask = _any(builder, layer.name, builder.affine(f"{layer.name}_differs", source, 1.0, -number))
    kept = source
    if number:
        kept = builder.layer(f"{layer.name}_kept", "multiply", (source, counted(builder, layer.name, mask)))
    return Value(kept, mask=mask)


def _any(builder: ImportBuilder, name: str, differs: str) -> str:
    """Not 0 where one of the numbers of a step is not."""
    size = builder.activation(f"{name}_size", "absolute", differs)
    return reduced(builder, f"{name}_any", size, [len(builder.shapes[differs])], "max", False)


def _any_of_a_step(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> Value:
    nonzero = only(inputs).nonzero
    if nonzero is None or layer.config.get("axis") not in (-1, [-1], len(builder.shapes[nonzero]), [
            len(builder.shapes[nonzero])]) or len(builder.shapes[nonzero]) != 2 or layer.config.get("keepdims"):
        raise UnsupportedError
    return _truth(builder, layer.name, _any(builder, layer.name, nonzero))


def _either(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> Value:
    """Where one of two masks says that a step counts."""
    masks = list(dict.fromkeys(mask_layer(builder, value) for value in inputs))
    if len(masks) == 1:
        return inputs[0]
    sizes = [builder.activation(f"{layer.name}_{hint}", "absolute", mask)
             for hint, mask in zip(("first", "second"), masks, strict=True)]
    return _truth(builder, layer.name, builder.layer(f"{layer.name}_any", "add", sizes))


def _both(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> Value:
    """Where both of two masks say that a step counts."""
    masks = [mask_layer(builder, value) for value in inputs]
    size = builder.activation(f"{layer.name}_size", "absolute",
                              builder.layer(f"{layer.name}_all", "multiply", masks))
    return _truth(builder, layer.name, size)


def _truth(builder: ImportBuilder, name: str, size: str) -> Value:
    """1 where a layer is more than 0, else 0."""
    return Value(builder.activation(f"{name}_true", "sign", size), nonzero=size)


def averaged(builder: ImportBuilder, name: str, source: str, mask: str) -> str:
    """The mean of the steps that count."""
    steps = counted(builder, name, mask)
    kept = builder.layer(f"{name}_kept", "multiply", (source, steps))
    total, count = (builder.layer(f"{name}_{hint}", "global_pooling", (layer,), {"function": "sum"})
                    for hint, layer in (("sum", kept), ("count", steps)))
    return builder.layer(name, "divide", (total, count))


def _cast(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str | None:
    """To decimals: layers of Ladera give nothing else."""
    if "float" not in str(layer.config.get("dtype", "float32")):
        raise unlike("dtype")
    return counts(builder, layer.name, only(inputs)) or plain(only(inputs))


ROWS: Mapping[str, Row] = {"Masking": _masking}
OPERATIONS: Mapping[str, Row] = {"Any": _any_of_a_step, "LogicalOr": _either, "LogicalAnd": _both, "Cast": _cast,
                                 "ConvertToTensor": _cast}

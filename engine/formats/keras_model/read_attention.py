"""Attention of Keras, with one head and with several."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod, sqrt
from typing import Any

import numpy as np

from engine.formats.importing.builder import ImportBuilder
from engine.formats.importing.unsupported import UnsupportedError
from engine.formats.keras_model.calls import given_too, refuse
from engine.formats.keras_model.masks import counted, mask_layer
from engine.formats.keras_model.model import SavedLayer
from engine.formats.keras_model.read_values import (
    Inputs,
    Keywords,
    Row,
    Value,
    expect,
    known,
    plain,
    trainable,
    unlike,
)


def _attention(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str:
    """The scale that Keras may learn is laid on the query."""
    expect(layer.config, score_mode="dot")
    refuse(keywords, "return_attention_scores")
    of_query, of_value = _masks(builder, keywords)
    sources = [plain(value) for value in inputs]
    if not 1 <= len(sources) <= 3:
        raise UnsupportedError
    if layer.config.get("use_scale", False):
        sources = [*sources, sources[0]] if len(sources) == 1 else sources
        sources[0] = builder.affine(f"{layer.name}_scale", sources[0], float(layer.arrays[0].reshape(())), 0.0)
    settings: dict[str, Any] = {"scaled": False, "causal": bool(keywords.get("use_causal_mask", False))}
    base, factor = builder.factor(sources[0])
    shape = builder.shapes[base] if base else None
    if shape is not None and np.isclose(factor, 1.0 / sqrt(shape[-1]), rtol=1e-6):
        settings["scaled"], sources[0] = True, base
    if of_value is not None:
        sources, settings["masked"] = [*sources, of_value], True
    seen = builder.layer(layer.name, "attention", sources, settings)
    if of_query is None:
        return seen
    return builder.layer(f"{layer.name}_kept", "multiply", (seen, counted(builder, layer.name, of_query)))


def _masks(builder: ImportBuilder, keywords: Keywords) -> tuple[str | None, str | None]:
    """The layers that say which steps of the query and of the value count; what is seen from others is 0, and nobody
    sees others."""
    given = keywords.get("mask")
    if given is None:
        return None, None
    if not isinstance(given, tuple) or len(given) not in (2, 3) or given[2:] not in ((), (None,)):
        raise given_too("mask")
    of_query, of_value = (None if mask is None else mask_layer(builder, mask) for mask in given[:2])
    return of_query, of_value


def _several_heads(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str:
    """A dense layer for each of query, value and key, an attention of several heads, and a dense layer."""
    refuse(keywords, "attention_mask", "return_attention_scores")
    config = layer.config
    expect(config, use_gate=False, sliding_window=None)
    if config.get("attention_axes") not in (None, [1], 1, (1,)):
        raise unlike("attention_axes")
    query, value = inputs[0], keywords.get("value")
    key = keywords.get("key") or value
    if not isinstance(value, Value) or not isinstance(key, Value):
        raise UnsupportedError
    heads, sources = config["num_heads"], {}
    for role, given in (("query", query), ("value", value), ("key", key)):
        sources[role] = _dense(builder, layer, role, known(builder, given)[0], layer.parts[f"{role}_dense"], 1)
    settings = {"heads": heads, "scaled": True, "causal": bool(keywords.get("use_causal_mask", False))}
    looked_at = _keys_that_count(builder, layer, keywords)
    masks = () if looked_at is None else (looked_at,)
    seen = builder.layer(layer.name, "attention", (*sources.values(), *masks), {**settings, "masked": bool(masks)})
    if keywords.get("query_mask") is not None:
        seen = _all_alike(builder, layer.name, seen, sources["value"], mask_layer(builder, keywords["query_mask"]))
    return _dense(builder, layer, "output", seen, layer.parts["output_dense"], 2)


def _keys_that_count(builder: ImportBuilder, layer: SavedLayer, keywords: Keywords) -> str | None:
    """The layer that is not 0 where a step counts as a value and as a key; None where all do."""
    masks = list(dict.fromkeys(mask_layer(builder, keywords[name]) for name in ("value_mask", "key_mask")
                               if keywords.get(name) is not None))
    if len(masks) < 2:
        return masks[0] if masks else None
    return builder.layer(f"{layer.name}_looked_at", "multiply",
                         [counted(builder, f"{layer.name}_{role}", mask)
                          for role, mask in zip(("value", "key"), masks, strict=True)])


def _all_alike(builder: ImportBuilder, name: str, seen: str, value: str, of_query: str) -> str:
    """What is seen, but the mean of all values, also of those that do not count, from a step that does not."""
    steps = builder.shapes[seen][0]
    mean = builder.layer(f"{name}_mean", "global_pooling", (value,), {"function": "average"})
    everywhere = builder.layer(f"{name}_everywhere", "repeat_vector", (mean,), {"steps": steps})
    does = counted(builder, f"{name}_query", of_query)
    does_not = builder.affine(f"{name}_query_not", does, -1.0, 1.0)
    kept = [builder.layer(f"{name}_{hint}", "multiply", pair)
            for hint, pair in (("kept", (seen, does)), ("blind", (everywhere, does_not)))]
    return builder.layer(f"{name}_seen", "add", kept)


def _dense(builder: ImportBuilder, layer: SavedLayer, role: str, source: str | None, arrays: tuple[np.ndarray, ...],
           inputs: int) -> str:
    """A kernel of which the first `inputs` axes are what goes in, and the others units."""
    kernel, *bias = arrays
    rows = prod(kernel.shape[:inputs])
    kept = dict(zip(("kernel", "bias"), (kernel.reshape(rows, -1), *(one.reshape(-1) for one in bias)), strict=False))
    settings = {"units": kernel.size // max(1, rows), "use_bias": bool(bias), "activation": "identity",
                **trainable(layer)}
    return builder.layer(f"{layer.name}_{role}", "dense", (source,), settings, kept)


def _operation(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str:
    """(steps, heads, features / heads): the heads stand side by side in a layer."""
    refuse(keywords, "bias", "mask")
    expect(layer.config, attn_logits_soft_cap=None)
    given = [inputs[0], keywords.get("value"), keywords.get("key")]
    if not all(isinstance(value, Value) for value in given):
        raise UnsupportedError
    rows = [known(builder, value) for value in given]
    if any(len(shape) != 3 or shape[1] != rows[0][1][1] for _, shape in rows):
        raise unlike("key")
    heads, width = rows[0][1][1:]
    sources = [builder.reshaped(f"{layer.name}_heads", source, (shape[0], shape[1] * shape[2]))
               for source, shape in rows]
    scale = keywords.get("scale")
    scaled = scale is None or bool(np.isclose(float(scale), 1.0 / sqrt(width), rtol=1e-6))
    if not scaled and float(scale) != 1.0:
        sources[0] = builder.affine(f"{layer.name}_scale", sources[0], float(scale), 0.0)
    settings = {"heads": heads, "scaled": scaled, "causal": bool(layer.config.get("is_causal", False))}
    seen = builder.layer(layer.name, "attention", sources, settings)
    return builder.reshaped(f"{layer.name}_apart", seen, (rows[0][1][0], heads, rows[1][1][2]))


ROWS: Mapping[str, Row] = {"Attention": _attention, "MultiHeadAttention": _several_heads}
OPERATIONS: Mapping[str, Row] = {"DotProductAttention": _operation}

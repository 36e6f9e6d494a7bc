"""Dense layers and what stands between them, recurrent layers and attention, as Keras layers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import prod, sqrt
from typing import Any

import numpy as np

from engine.formats.description import Node, Row, cannot_write
from engine.formats.keras_model.elements import LINKS, activate, activated, built_in, scaled
from engine.formats.keras_model.shapes import cut
from engine.formats.keras_model.writer import Tensor, Writer
from engine.layers.attention import roles
from engine.layers.group_normalization import groups_of
from engine.layers.mask import apart
from engine.layers.recurrence import parted


def _input(k: Writer, node: Node) -> Tensor:
    return k.layer(node, "InputLayer", batch_shape=[None, *node.shape], dtype="float32")


def _constant(k: Writer, node: Node) -> Tensor:
    """The bias of a dense layer that sees nothing: its kernel is zero."""
    source = k.description.inputs[0]
    count, size = prod(source.shape), prod(node.shape)
    x = k.layer(node, "Reshape", Tensor(source.name, 0, source.shape), shape=(count, 1), hint="row",
                target_shape=(count, 1))
    x = k.layer(node, "GlobalAveragePooling1D", x, shape=(1,), hint="one")
    arrays = {"kernel": np.zeros((1, size), np.float32), "bias": np.full(size, node.settings["value"], np.float32)}
    x = k.layer(node, "Dense", x, shape=(size,), arrays=arrays, units=size, trainable=False)
    return k.layer(node, "Reshape", x, hint="shape", target_shape=node.shape)


def _dense(k: Writer, node: Node, x: Tensor) -> Tensor:
    return activated(k, node, "Dense", x, node.arrays, units=node.settings["units"],
                     use_bias=node.settings["use_bias"])


def _maxout(k: Writer, node: Node, x: Tensor) -> Tensor:
    """The largest of the pieces by pooling: each unit is a channel, its pieces are steps."""
    units, pieces = node.settings["units"], node.settings["pieces"]
    rows = (prod(node.shape), pieces)
    lines = k.layer(node, "Dense", x, shape=(*node.shape[:-1], units * pieces), arrays=node.arrays,
                    units=units * pieces, use_bias=node.settings["use_bias"])
    x = k.layer(node, "Reshape", lines, shape=rows, hint="pieces", target_shape=rows)
    x = k.layer(node, "Permute", x, shape=rows[::-1], hint="turned", dims=(2, 1))
    x = k.layer(node, "GlobalMaxPooling1D", x, shape=rows[:1], hint="largest")
    return k.layer(node, "Reshape", x, hint="units", target_shape=node.shape)


def _prelu(k: Writer, node: Node, x: Tensor) -> Tensor:
    """One slope for each channel: Keras shares it along the other axes."""
    others = len(node.shape) - 1
    alpha = node.arrays["alpha"].reshape((1,) * others + (-1,))
    return k.layer(node, "PReLU", x, arrays={"alpha": alpha}, shared_axes=list(range(1, others + 1)) or None)


def _batch_normalization(k: Writer, node: Node, x: Tensor) -> Tensor:
    return k.layer(node, "BatchNormalization", x, arrays=node.arrays, momentum=node.settings["momentum"],
                   epsilon=node.settings["epsilon"])


def _layer_normalization(k: Writer, node: Node, x: Tensor) -> Tensor:
    return k.layer(node, "LayerNormalization", x, arrays=node.arrays, epsilon=node.settings["epsilon"])


def _group_normalization(k: Writer, node: Node, x: Tensor) -> Tensor:
    affine = node.settings["affine"]
    return k.layer(node, "GroupNormalization", x, arrays=node.arrays, groups=groups_of(node.settings, node.shape),
                   epsilon=node.settings["epsilon"], center=affine, scale=affine)


def _gaussian_noise(k: Writer, node: Node, x: Tensor) -> Tensor:
    """Keras takes deviations up to 1: for more, noise of 1 on smaller numbers."""
    deviation = node.settings["stddev"]
    if deviation <= 1.0:
        return k.layer(node, "GaussianNoise", x, stddev=deviation)
    noisy = k.layer(node, "GaussianNoise", scaled(k, node, x, 1.0 / deviation, "smaller"), stddev=1.0)
    return scaled(k, node, noisy, deviation, "larger")


def _embedding(k: Writer, node: Node, x: Tensor) -> Tensor:
    return k.layer(node, "Embedding", x, arrays=node.arrays, input_dim=node.settings["vocabulary"],
                   output_dim=node.settings["dimension"])


def _recurrent(class_name: str, **config: object) -> Row:
    """Keras gives the memory cell after the last step only."""
    def row(k: Writer, node: Node, *inputs: Tensor) -> Tensor:
        with_cell = node.settings.get("return_cell", False)
        if with_cell and node.settings["return_sequences"]:
            raise cannot_write(node, "Keras")
        cell = {"return_state": True, "shape": (node.settings["units"],)} if with_cell else {}
        result = k.layer(node, class_name, inputs[0], arrays=node.arrays, units=node.settings["units"],
                         return_sequences=node.settings["return_sequences"], keywords=_begin(k, node, inputs),
                         **cell, **config)
        if not with_cell:
            return result
        return k.layer(node, "Concatenate", *(replace(result, index=place) for place in (1, 2)), axis=-1)
    return row


def _begin(k: Writer, node: Node, inputs: tuple[Tensor, ...]) -> dict[str, Any]:
    """The states that a layer begins with, and its mask: what is true there is read. With both Keras gives zeros until
    the first step that is read, and not the state."""
    states, mask = parted(node.settings, inputs)
    if states and mask is not None:
        raise cannot_write(node, "Keras")
    keywords: dict[str, Any] = {"initial_state": states if len(states) > 1 else states[0]} if states else {}
    if mask is not None:
        keywords["mask"] = _read(k, node, mask, inputs[0].shape[:1])
    return keywords


def _read(k: Writer, node: Node, mask: Tensor, steps: tuple[int, ...]) -> Tensor:
    """Which of so many `steps` count, as truth values."""
    if mask.shape != steps:
        mask = k.layer(node, "Reshape", mask, shape=steps, hint="mask", target_shape=steps)
    return k.operation(node, "NotEqual", mask, 0.0, shape=steps, hint="read")


def _mask(k: Writer, node: Node, x: Tensor) -> Tensor:
    read = k.operation(node, "NotEqual", x, float(node.settings["padding"]), shape=x.shape, hint="read")
    return k.operation(node, "Cast", read, config={"dtype": "float32"})


def _position_embedding(k: Writer, node: Node, x: Tensor) -> Tensor:
    """Keras has a bias for each step only behind a product: here with the unit matrix, which is not trained."""
    steps, features = x.shape
    arrays = {"kernel": np.eye(features, dtype=np.float32), "bias": node.arrays["positions"]}
    return k.layer(node, "EinsumDense", x, arrays=arrays, equation="abc,cd->abd", output_shape=[steps, features],
                   bias_axes="bd")


def _simple_rnn(k: Writer, node: Node, *inputs: Tensor) -> Tensor:
    return activated(k, node, "SimpleRNN", inputs[0], node.arrays, units=node.settings["units"],
                     return_sequences=node.settings["return_sequences"], keywords=_begin(k, node, inputs))


def _attention(k: Writer, node: Node, *inputs: Tensor) -> Tensor:
    """Keras has several heads only together with the dense layers around them: here each is an attention of its own,
    side by side with the others."""
    sources, mask = apart(node.settings, inputs)
    query, value, key = roles(sources)
    heads = node.settings["heads"]
    if node.settings["scaled"]:
        query = scaled(k, node, query, 1.0 / sqrt(query.shape[-1] // heads))
    keywords: dict[str, Any] = {"use_causal_mask": True} if node.settings["causal"] else {}
    if mask is not None:
        keywords["mask"] = (None, _read(k, node, mask, key.shape[:1]))
    if heads == 1:
        return k.layer(node, "Attention", query, value, key, keywords=keywords)
    parts = {x: [cut(k, node, x, 2, (number * x.shape[1] // heads, (number + 1) * x.shape[1] // heads))
                 for number in range(heads)] for x in dict.fromkeys((query, value, key))}
    found = [k.layer(node, "Attention", *(parts[x][number] for x in (query, value, key)), keywords=keywords,
                     shape=(node.shape[0], node.shape[1] // heads), hint="head") for number in range(heads)]
    return k.layer(node, "Concatenate", *found, axis=-1)


ROWS: Mapping[str, Row] = {
    "input": _input,
    "constant": _constant,
    "dense": _dense,
    "activation": lambda k, node, x: activate(k, node, x, node.settings["function"]),
    "softmax": lambda k, node, x: k.layer(node, "Softmax", x),
    "log_softmax": lambda k, node, x: built_in(k, node, x, "log_softmax"),
    "prelu": _prelu,
    "maxout": _maxout,
    "batch_normalization": _batch_normalization,
    "layer_normalization": _layer_normalization,
    "group_normalization": _group_normalization,
    "dropout": lambda k, node, x: k.layer(node, "Dropout", x, rate=node.settings["rate"]),
    "gaussian_noise": _gaussian_noise,
    "gaussian_sampling": lambda k, node, x: cut(k, node, x, len(x.shape), (0, node.shape[-1])),
    "embedding": _embedding,
    "mask": _mask,
    "position_embedding": _position_embedding,
    "simple_rnn": _simple_rnn,
    "lstm": _recurrent("LSTM"),
    "gru": _recurrent("GRU", reset_after=True),
    "attention": _attention,
    "output": lambda k, node, x: LINKS[node.link](k, node, x),
}

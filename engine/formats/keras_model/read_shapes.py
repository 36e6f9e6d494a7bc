"""Layers of Keras that move numbers, and layers with several inputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod
from typing import Any

from engine.formats.importing.builder import ImportBuilder
from engine.formats.keras_model.read_values import Row, Value, expect, one, plain, unlike
from engine.formats.keras_model.saved import SavedLayer


def _configured(kind: str, **settings: str) -> Row:
    """A layer whose settings Keras has under other names."""
    def row(sketch: ImportBuilder, layer: SavedLayer, inputs: Sequence[Value], keywords: Mapping[str, Any]) -> str:
        expect(layer.config, data_format="channels_last", noise_shape=None)
        found = {ours: layer.config[theirs] for ours, theirs in settings.items()}
        return sketch.layer(layer.name, kind, (one(inputs),),
                            {key: tuple(value) if isinstance(value, list) else value for key, value in found.items()})
    return row


def _reshape(sketch: ImportBuilder, layer: SavedLayer, inputs: Sequence[Value], keywords: Mapping[str, Any]) -> str:
    source, shape = one(inputs), list(layer.config["target_shape"])
    before = sketch.shapes[source] if source else None
    if -1 in shape:
        if before is None:
            raise unlike("target_shape")
        shape[shape.index(-1)] = prod(before) // max(1, -prod(shape))
    return sketch.layer(layer.name, "reshape", (source,), {"shape": tuple(shape)})


def _merge(kind: str) -> Row:
    def row(sketch: ImportBuilder, layer: SavedLayer, inputs: Sequence[Value],
            keywords: Mapping[str, Any]) -> str | None:
        sources = [plain(value) for value in inputs]
        shapes = [sketch.shapes[source] for source in sources if source]
        if kind == "concatenate" and None not in shapes and shapes and layer.config.get("axis", -1) not in (
                -1, len(shapes[0])):
            raise unlike("axis")
        return sketch.layer(layer.name, kind, sources)
    return row


ROWS: Mapping[str, Row] = {
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
}

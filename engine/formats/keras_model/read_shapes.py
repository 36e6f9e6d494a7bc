"""Layers of Keras that move numbers, and layers with several inputs."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod

from engine.formats.importing.builder import ImportBuilder
from engine.formats.keras_model.model import SavedLayer
from engine.formats.keras_model.moving import concatenated, raised
from engine.formats.keras_model.read_arithmetic import minimum
from engine.formats.keras_model.read_values import Inputs, Keywords, Row, expect, one, plain, unlike


def _configured(kind: str, **settings: str) -> Row:
    """A layer whose settings Keras has under other names."""
    def row(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str:
        expect(layer.config, data_format="channels_last", noise_shape=None)
        found = {ours: layer.config[theirs] for ours, theirs in settings.items()}
        return builder.layer(layer.name, kind, (one(inputs),),
                             {key: tuple(value) if isinstance(value, list) else value for key, value in found.items()})
    return row


def _reshape(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str:
    source, shape = one(inputs), list(layer.config["target_shape"])
    before = builder.shapes[source] if source else None
    if -1 in shape:
        if before is None:
            raise unlike("target_shape")
        shape[shape.index(-1)] = prod(before) // max(1, -prod(shape))
    return builder.layer(layer.name, "reshape", (source,), {"shape": tuple(shape)})


def _merge(kind: str) -> Row:
    """Inputs of fewer axes get axes of length 1 behind the examples."""
    def row(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str | None:
        sources = [plain(value) for value in inputs]
        shapes = [builder.shapes[source] for source in sources if source]
        rank = max((len(shape) + 1 for shape in shapes if shape), default=0)
        if len(sources) == 1:
            return sources[0]
        return builder.layer(layer.name, kind, [raised(builder, layer.name, source, rank) for source in sources])
    return row


def _minimum(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str | None:
    return minimum(builder, layer.name, inputs)


def _concatenate(builder: ImportBuilder, layer: SavedLayer, inputs: Inputs, keywords: Keywords) -> str:
    return concatenated(builder, layer.name, [plain(value) for value in inputs], layer.config.get("axis", -1))


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
    "Minimum": _minimum,
    "Concatenate": _concatenate,
}

"""What enters a network where, and what each of its heads learns.

An Input layer reads all columns of the data or some of them. An Output learns what the data give, one of their targets,
whether an example belongs to some of the classes, or the inputs themselves, as the head of an autoencoder does. Columns
and classes are listed by name or by number, from 1: "age, 3, 5-8".
"""

from __future__ import annotations

import re
from dataclasses import replace
from math import prod

import numpy as np

from engine.data import Data, Part
from engine.data.scaling import Standardization
from engine.errors import N_, DataError
from engine.graph import Graph, LayerSpec
from engine.layers import Shape
from engine.metrics import METRICS, Metric

OTHERS = N_("engine", "other classes")
_RANGE = re.compile(r"(.+?)\s*[-–]\s*(.+)")
_LISTED = 8


def places(text: str, names: tuple[str, ...]) -> tuple[int, ...]:
    """The places among `names` that `text` lists, each once. Raises DataError for what is not there."""
    found: dict[int, None] = {}
    for item in filter(None, (part.strip() for part in text.split(","))):
        ends = [_place(item, names)]
        if ends == [None] and (match := _RANGE.fullmatch(item)):
            ends = [_place(end, names) for end in match.groups()]
        if None in ends or ends[0] > ends[-1]:
            raise DataError(
                N_("engine", "“{item}” is none of the {count} that there are: {known}. List names, or numbers from 1 "
                   "as in 1, 3, 5-8."), item=item, count=len(names),
                known=", ".join(names[:_LISTED]) + ("…" if len(names) > _LISTED else ""))
        found |= dict.fromkeys(range(ends[0], ends[-1] + 1))
    return tuple(found)


def _place(item: str, names: tuple[str, ...]) -> int | None:
    if item in names:
        return names.index(item)
    number = int(item) if item.isascii() and item.isdigit() and len(item) < 10 else 0
    return number - 1 if 1 <= number <= len(names) else None


def input_arrays(graph: Graph, data: Data, inputs: np.ndarray) -> dict[str, np.ndarray]:
    """What each Input layer is given of `inputs` (N, *data.input_shape), by its name. Raises DataError where one lists
    columns that are not there."""
    return {spec.name: entering(spec, data, inputs) for spec in graph.of_kind("input")}


def entering(spec: LayerSpec, data: Data, inputs: np.ndarray) -> np.ndarray:
    """The same for one Input layer."""
    return _columns(inputs, spec.settings["columns"], data.feature_names, spec.settings["shape"])


def input_scalings(graph: Graph, data: Data) -> dict[str, Standardization]:
    """How what each Input layer is given was standardised, by its name."""
    return {spec.name: input_scaling(spec, data) for spec in graph.of_kind("input")}


def input_scaling(spec: LayerSpec, data: Data) -> Standardization:
    """The same for one Input layer."""
    return _some(data.input_scaling, _chosen(spec.settings["columns"], data.feature_names))


def head_data(graph: Graph, data: Data) -> dict[str, Data]:
    """The data as each head sees them, by its name: its own targets and task, in place of those of the data.

    Raises DataError where a head lists columns or classes that are not there.
    """
    shapes = graph.infer()
    return {spec.name: learned(spec, data, shapes[spec.name]) for spec in graph.of_kind("output")}


def metric_of(graph: Graph, data: Data) -> Metric:
    """What histories call the metric: that of the first head, whose task need not be the one of the data. Raises
    DataError as `head_data` does."""
    return METRICS[next(iter(head_data(graph, data).values())).task]


def learned(spec: LayerSpec, data: Data, shape: Shape) -> Data:
    """The same for one head, which gives predictions of `shape`."""
    return _READERS[spec.settings["target"]](data, spec.settings["columns"], shape)


def _targets(data: Data, listed: str, shape: Shape) -> Data:
    if not listed:
        return data
    if data.task == "sequence":
        raise DataError(N_("engine", "Rows of symbols are learned as a whole: list no columns."))
    if data.task != "regression":
        return _membership(data, places(listed, data.class_names))
    chosen = list(places(listed, data.target_names))
    return _with_targets(data, [part.targets[:, chosen] for part in _parts(data)],
                         target_names=tuple(data.target_names[place] for place in chosen),
                         target_scaling=_some(data.target_scaling, chosen))


def _membership(data: Data, chosen: tuple[int, ...]) -> Data:
    """Whether an example is of one of the chosen classes."""
    def member(targets: np.ndarray) -> np.ndarray:
        columns = np.column_stack([1.0 - targets, targets]) if targets.shape[1] == 1 else targets
        return columns[:, list(chosen)].sum(axis=1, keepdims=True)

    names = tuple(data.class_names[place] for place in chosen)
    return _with_targets(data, [member(part.targets) for part in _parts(data)], task="binary",
                         class_names=(OTHERS, ", ".join(names)))


def _inputs(data: Data, listed: str, shape: Shape) -> Data:
    chosen = _chosen(listed, data.feature_names)
    return _with_targets(data, [_columns(part.inputs, listed, data.feature_names, shape) for part in _parts(data)],
                         task="regression", class_names=(), target_scaling=_some(data.input_scaling, chosen),
                         target_names=tuple(np.array(data.feature_names)[chosen].tolist()))


_READERS = {"targets": _targets, "inputs": _inputs}


def _parts(data: Data) -> tuple[Part, Part, Part]:
    return data.train, data.validation, data.test


def _with_targets(data: Data, targets: list[np.ndarray], **changes: object) -> Data:
    train, validation, test = (part.with_targets(own) for part, own in zip(_parts(data), targets, strict=True))
    return replace(data, train=train, validation=validation, test=test, **changes)


def _columns(values: np.ndarray, listed: str, names: tuple[str, ...], shape: Shape) -> np.ndarray:
    """The listed columns of `values` (N, …), all where none is, in `shape` where that is as many numbers."""
    if listed:
        values = values.reshape(len(values), prod(values.shape[1:]))[:, _chosen(listed, names)]
    fits = prod(values.shape[1:]) == prod(shape) and values.shape[1:] != shape
    return values.reshape(len(values), *shape) if fits else values


def _chosen(listed: str, names: tuple[str, ...]) -> list[int] | slice:
    return list(places(listed, names)) if listed else slice(None)


def _some(scaling: Standardization, chosen: list[int] | slice) -> Standardization:
    return Standardization(scaling.mean[chosen], scaling.scale[chosen])

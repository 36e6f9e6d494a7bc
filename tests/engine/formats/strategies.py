"""Random projects: graphs of every registered kind of layer, with settings drawn from their fields."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import strategies as st

from engine import fields
from engine.data import SOURCES, DataSpec
from engine.example import PARTS, Example
from engine.graph import Graph, LayerSpec, Link
from engine.layers import LAYERS
from engine.layout import ParameterLayout
from engine.optimizers import OPTIMIZERS
from engine.project import Project
from engine.training import TrainingSettings
from engine.training.history import history_columns

VALUES = {
    fields.Integer: lambda field: st.integers(field.minimum, min(field.maximum, field.minimum + 6)),
    fields.Real: lambda field: st.floats(max(field.minimum, -1e3), min(field.maximum, 1e3)),
    fields.Flag: lambda field: st.booleans(),
    fields.Choice: lambda field: st.sampled_from(sorted(field.options)),
    fields.Text: lambda field: st.just(field.default),
    fields.Shape: lambda field: st.lists(st.integers(1, 4), min_size=1, max_size=field.longest).map(tuple),
}

names = st.from_regex(r"[^\W\d]\w{0,12}", fullmatch=True)


def settings_of(declared):
    """Some of the declared settings, each with a value of its domain."""
    return st.fixed_dictionaries({}, optional={
        field.name: VALUES[type(field)](field) for field in declared if type(field) in VALUES})


@st.composite
def graphs(draw):
    """Layers of any kinds, linked forwards: often unfinished, as on a canvas."""
    chosen = draw(st.lists(names, unique=True, max_size=8))
    layers = []
    for name in chosen:
        kind = draw(st.sampled_from(sorted(LAYERS)))
        layers.append(LayerSpec(name, kind, draw(settings_of(LAYERS[kind].fields))))
    links = set()
    for at, target in enumerate(layers):
        for source in draw(st.lists(st.sampled_from(layers[:at]), max_size=2)) if at else ():
            links.add(Link(source.name, target.name, draw(st.integers(0, 3))))
    return Graph(tuple(layers), tuple(sorted(links, key=repr)))


@st.composite
def projects(draw):
    """A project with any graph, data, training, weights that fit, and history."""
    graph = draw(graphs())
    source = draw(st.sampled_from(sorted(SOURCES)))
    optimizer = draw(st.sampled_from(sorted(OPTIMIZERS)))
    size = ParameterLayout(graph).size
    dtype = draw(st.sampled_from([np.float32, np.float64]))
    weights = np.random.default_rng(size).normal(size=size).astype(dtype)
    rows = draw(st.integers(0, 3))
    measured = st.floats(allow_infinity=False).map(lambda value: math.nan if math.isnan(value) else value)
    column = st.lists(measured, min_size=rows, max_size=rows)
    counted = st.lists(st.integers(0, 10**9), min_size=rows, max_size=rows, unique=True).map(sorted)
    names_of_columns = st.sampled_from(history_columns(2)[2:]) | st.text(max_size=5)
    return Project(
        title=draw(st.text(max_size=20)),
        graph=graph,
        data=DataSpec(source, draw(settings_of(SOURCES[source].fields)), seed=draw(st.integers(0, 9)),
                      content=draw(st.none() | st.binary(max_size=50))),
        training=TrainingSettings(optimizer, draw(settings_of(OPTIMIZERS[optimizer].fields)), l2=draw(st.floats(0, 1))),
        positions={spec.name: (draw(st.floats(-1e5, 1e5)), draw(st.floats(-1e5, 1e5))) for spec in graph.layers},
        parameters=weights if size and draw(st.booleans()) else None,
        history=draw(st.none() | st.dictionaries(names_of_columns, column, max_size=3)
                     .flatmap(lambda others: counted.map(lambda epochs: {**others, "epoch": epochs}))),
        notes=draw(st.text(max_size=20)),
        weights_epoch=draw(st.none() | st.integers(0, 10**9)),
        example=Example(draw(st.sampled_from(PARTS)), draw(st.integers(0, 10**9)), tuple(draw(
            st.lists(st.floats(allow_nan=False, allow_infinity=False), max_size=3)))),
    )

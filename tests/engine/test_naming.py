"""What values are called where they are nodes."""

from __future__ import annotations

import pytest

from engine.graph import Graph, LayerSpec, Link, sequential
from engine.naming import Naming
from engine.step import BackwardStage, ForwardStage, GradientStage, stages

GRAPH = sequential(
    LayerSpec("pixels", "input", {"shape": (2,)}), LayerSpec("first", "dense", {"units": 3, "activation": "tanh"}),
    LayerSpec("second", "dense", {"units": 2, "activation": "tanh"}),
    LayerSpec("last", "dense", {"units": 1}), LayerSpec("y", "output", {"loss": "mean_squared_error"}))


def test_layers_are_numbered_as_they_are_computed():
    naming = Naming(GRAPH)
    assert [naming.plain(spec.name) for spec in GRAPH.layers] == ["X", "A¹", "A²", "A³", "Ŷ"]
    assert naming.latex("z", "second", "4") == "z^{(2)}_{4}"
    assert naming.latex("a", "pixels", "k") == "x_{k}"
    assert naming.latex("a", "y") == r"\hat{y}"


def test_several_inputs_and_outputs_are_told_apart():
    graph = Graph(
        (LayerSpec("one", "input", {"shape": (2,)}), LayerSpec("two", "input", {"shape": (2,)}),
         LayerSpec("sum", "add"), LayerSpec("y", "output", {"loss": "mean_squared_error"}),
         LayerSpec("z", "output", {"loss": "mean_squared_error"})),
        (Link("one", "sum", 0), Link("two", "sum", 1), Link("sum", "y"), Link("sum", "z")))
    naming = Naming(graph)
    assert [naming.plain(name) for name in ("one", "two", "sum", "y", "z")] == ["X¹", "X²", "A¹", "Ŷ¹", "Ŷ²"]


@pytest.mark.parametrize("by_layer", [False, True])
def test_the_stages_of_a_step_have_the_symbols_of_either(by_layer: bool):
    found = stages(GRAPH, "sgd", {}, by_layer=by_layer)
    assert {stage.by_layer for stage in found} == {by_layer}
    forward = next(stage for stage in found if isinstance(stage, ForwardStage) and stage.layer == "second")
    back = next(stage for stage in found if isinstance(stage, BackwardStage) and stage.layer == "first")
    gradient = next(stage for stage in found if isinstance(stage, GradientStage) and stage.name == "second/kernel")
    assert forward.letter("a", "k", "first") == ("a^{(1)}_{k}" if by_layer else "a_{k}")
    assert back.letter(r"\delta", "1") == (r"\delta^{(1)}_{1}" if by_layer else r"\delta_{1}")
    assert gradient.symbol_of(3) == ("w^{(2)}_{2,2}" if by_layer else "w_{2,2}")

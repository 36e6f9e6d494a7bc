"""Graphs: what can be drawn, what is said about what cannot be trained, and files."""

from __future__ import annotations

import json
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from engine.errors import FormatError, GraphError, LaderaError, SettingError
from engine.graph import MOST_LAYERS, Graph, LayerSpec, Link, sequential
from engine.network import Network
from tests.cases import random_cases
from tests.engine.networks import graphs, perceptron

patient = random_cases(50, suppress_health_check=[HealthCheck.too_slow])
JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just(10**400),
                    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
                    max_leaves=8)


def sentences(graph: Graph) -> list[str]:
    return [str(problem) for problem in graph.problems()]


def layered(*kinds: str, links: str = "") -> Graph:
    """Layers named a, b, c, … of these kinds; `links` as "ab bc"."""
    specs = tuple(LayerSpec("abcdefgh"[place], kind) for place, kind in enumerate(kinds))
    return Graph(specs, tuple(Link(*pair) for pair in links.split()))


@given(graph=graphs())
@patient
def test_json_brings_every_graph_back(graph: Graph):
    assert not graph.problems()
    assert Graph.from_json(json.loads(json.dumps(graph.to_json()))) == graph


@given(graph=graphs(), data=st.data())
@patient
def test_damaged_json_is_refused_with_a_sentence(graph: Graph, data: st.DataObject):
    described = graph.to_json()
    rows = described[data.draw(st.sampled_from(["layers", "links"]))]
    row = data.draw(st.sampled_from(rows)) if rows else described
    row[data.draw(st.sampled_from(sorted(row)))] = data.draw(JSON)
    try:
        assert isinstance(Graph.from_json(described), Graph)
    except LaderaError as error:
        assert str(error)  # noqa: PT017  either outcome is fine, an exception of another kind is not


@pytest.mark.parametrize("described", [None, [], {}, {"layers": 3, "links": []}, {"layers": [{}], "links": []},
                                       {"layers": [], "links": ["ab"]}])
def test_what_is_not_a_graph_is_a_format_error(described):
    with pytest.raises(FormatError):
        Graph.from_json(described)


def test_shapes_and_parameters_follow_from_the_settings():
    graph = perceptron(4, 8, 3)
    assert graph.infer() == {"input_1": (4,), "dense_1": (8,), "dense_2": (3,), "output_1": (3,)}
    assert graph.parameter_counts() == {"input_1": 0, "dense_1": 40, "dense_2": 27, "output_1": 0}
    assert Network(graph).size == 67


def test_a_dense_layer_works_on_the_last_axis():
    graph = sequential(LayerSpec("x", "input", {"shape": (5, 3)}), LayerSpec("d", "dense", {"units": 2}),
                       LayerSpec("f", "flatten"), LayerSpec("y", "output"))
    assert graph.infer() == {"x": (5, 3), "d": (5, 2), "f": (10,), "y": (10,)}
    assert graph.parameter_counts()["d"] == 8


def test_a_cycle_is_named_in_its_direction():
    graph = layered("input", "add", "dense", "dense", "output", links="ab bc cd db ce")
    (problem,) = (error for error in graph.problems() if "circle" in str(error))
    assert set(problem.layers) == {"b", "c", "d"}
    along = [*problem.layers, problem.layers[0]]
    assert all(source in graph.inputs_of(target) for source, target in pairwise(along))
    with pytest.raises(GraphError, match="circle"):
        graph.order()


def test_a_layer_that_feeds_itself_is_a_cycle():
    assert any("b → b" in sentence for sentence in sentences(layered("input", "add", "output", links="ab bb bc")))


def test_loose_ends_are_named():
    found = sentences(layered("input", "dense", "dense", "output", links="ab bd"))
    assert found == ["Nothing is connected to the input of c.", "c leads nowhere. Connect its output, or delete it."]


def test_an_empty_graph_says_what_it_needs():
    assert [sentence.split(".")[0] for sentence in sentences(Graph())] == [
        "The network has no input", "The network has no output"]


def test_a_mismatch_names_both_layers_and_both_shapes():
    graph = Graph(
        (LayerSpec("x", "input", {"shape": (3,)}), LayerSpec("wide", "dense", {"units": 5}),
         LayerSpec("sum", "add"), LayerSpec("y", "output")),
        (Link("x", "sum", 0), Link("x", "wide"), Link("wide", "sum", 1), Link("sum", "y")))
    (problem,) = graph.problems()
    assert set(problem.layers) == {"sum", "x", "wide"}
    assert str(problem) == ("sum cannot take what comes from x (3), wide (5). Its inputs must have the same shape, but "
                            "3 meets 5. Only an axis of length 1 fits any other.")
    assert graph.partial_shapes() == {"x": (3,), "wide": (5,)}
    with pytest.raises(GraphError, match="sum cannot take"):
        graph.infer()


def test_concatenate_joins_the_last_axis_only():
    def joined(first: tuple[int, ...], second: tuple[int, ...]) -> Graph:
        return Graph((LayerSpec("a", "input", {"shape": first}), LayerSpec("b", "input", {"shape": second}),
                      LayerSpec("c", "concatenate"), LayerSpec("y", "output")),
                     (Link("a", "c", 0), Link("b", "c", 1), Link("c", "y")))

    assert joined((4, 2), (4, 3)).infer()["c"] == (4, 5)
    assert "4×2 meets 3×2" in sentences(joined((4, 2), (3, 2)))[0]


@pytest.mark.parametrize(("kinds", "links", "sentence"), [
    (("input", "input", "dense", "output"), "ac bc cd", "c takes one input, but a, b are connected to it."),
    (("input", "dense", "input", "output"), "ab bc bd cd", "c takes no input, but b is connected to it."),
    (("input", "dense", "output", "dense"), "ab bc cd", "c is an end of the network; nothing can follow it."),
])
def test_impossible_wiring_is_said(kinds, links, sentence):
    assert any(found.startswith(sentence) for found in sentences(layered(*kinds, links=links)))


def test_every_problem_is_said_at_once():
    graph = layered("input", "dense", "dense", "dense", "output", links="ab ce")
    assert {layer for problem in graph.problems() for layer in problem.layers} == {"b", "c", "d"}


def test_classes_need_two_units():
    graph = perceptron(2, 1, loss="categorical_cross_entropy")
    assert "dense_1 (1)" in sentences(graph)[0]
    assert "at least 2, but 1 comes in" in sentences(graph)[0]


def test_bad_layers_are_refused_when_they_are_made():
    with pytest.raises(GraphError, match="unknown kind, “densest”"):
        LayerSpec("a", "densest")
    for name in ("", "1a", "a b", "a/b", "x" * 61, "../a", 3):
        with pytest.raises(GraphError, match="cannot name a layer"):
            LayerSpec(name, "dense")
    with pytest.raises(SettingError, match="no setting “neurons”"):
        LayerSpec("a", "dense", {"neurons": 3})
    for units in (0, -1, 2.5, True, "3", None, float("nan"), float("inf"), 10**400):
        with pytest.raises(SettingError, match="Units"):
            LayerSpec("a", "dense", {"units": units})
    assert LayerSpec("capa_ñ", "dense", {"units": 3.0}).settings["units"] == 3


def test_numbers_may_be_those_of_numpy():
    assert LayerSpec("a", "dense", {"units": np.int64(5)}).settings["units"] == 5
    assert LayerSpec("a", "output", {"weight": np.float32(0.5)}).settings["weight"] == 0.5


def test_two_layers_of_one_name_and_links_to_nowhere_are_refused():
    with pytest.raises(GraphError, match="Two layers are called a"):
        Graph((LayerSpec("a", "input"), LayerSpec("a", "dense")))
    with pytest.raises(GraphError, match="no such layer"):
        Graph((LayerSpec("a", "input"),), (Link("a", "b"),))


def test_editing_gives_new_graphs_and_leaves_the_old():
    graph = perceptron(2, 4, 1)
    before = graph.to_json()
    assert graph.without_layer("dense_1").links == (Link("dense_2", "output_1"),)
    renamed = graph.renamed("dense_1", "hidden")
    assert renamed.inputs_of("dense_2") == ("hidden",)
    assert renamed.infer()["hidden"] == (4,)
    assert graph.with_settings("dense_1", {"units": 7}).infer()["dense_1"] == (7,)
    assert graph.with_link(graph.links[0]) is graph
    assert graph.without_link(graph.links[0]).inputs_of("dense_1") == ()
    assert graph.free_name("dense") == "dense_3"
    assert graph.to_json() == before
    with pytest.raises(TypeError):
        graph.layer("dense_1").settings["units"] = 3


def test_inputs_come_in_the_order_of_their_ports():
    graph = Graph((LayerSpec("a", "input"), LayerSpec("b", "input"), LayerSpec("c", "concatenate")),
                  (Link("a", "c", 1), Link("b", "c", 0)))
    assert graph.inputs_of("c") == ("b", "a")


def test_too_many_weights_and_layers_are_refused():
    wide = sequential(LayerSpec("x", "input", {"shape": (1_000_000,)}), LayerSpec("d", "dense", {"units": 65_536}),
                      LayerSpec("y", "output"))
    assert "weights; at most" in sentences(wide)[0]
    with pytest.raises(GraphError, match="at most 2000"):
        Graph(tuple(LayerSpec(f"d{n}", "dense") for n in range(MOST_LAYERS + 1)))


def test_two_thousand_layers_in_a_row_compile():
    """Nothing recurses along the network."""
    width = MOST_LAYERS - 2
    graph = sequential(LayerSpec("x", "input"), *(LayerSpec(f"d{n}", "dense", {"units": 2}) for n in range(width)),
                       LayerSpec("y", "output"))
    network = Network(graph, dtype="float64")
    assert network.size == 6 * width
    assert network.predict(network.initial_parameters(0), [[1.0, 2.0]]).shape == (1, 2)
    assert network.gradient(network.initial_parameters(0), [[1.0, 2.0]], [[0.0, 0.0]]).shape == (6 * width,)

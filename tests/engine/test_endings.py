"""A link is applied once: what comes to a loss is what the loss takes it for, while training and afterwards."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.device import NUMPY
from engine.endings import ending_problems
from engine.errors import GraphError, LaderaError
from engine.graph import Graph, LayerSpec, Link, sequential
from engine.ir import compile_plan, lower
from engine.layers import LAYERS
from engine.network import Network
from tests.cases import random_cases
from tests.engine.networks import examples, weights

LOSSES = {"sigmoid": "binary_cross_entropy", "softmax": "categorical_cross_entropy"}
INPUTS = {"dense": (3,), "activation": (2, 3), "conv1d": (6, 2), "conv1d_transpose": (3, 2), "conv2d": (5, 4, 2),
          "conv2d_transpose": (3, 2, 2), "depthwise_conv1d": (6, 2), "depthwise_conv2d": (5, 4, 2),
          "separable_conv1d": (6, 2), "separable_conv2d": (5, 4, 2), "simple_rnn": (4, 2)}
ENDINGS = [("dense", {"units": 3}), ("activation", {}), ("conv1d", {"filters": 1}), ("conv1d", {"filters": 3}),
           ("conv2d", {"filters": 1}), ("conv2d", {"filters": 4, "padding": "same"}),
           ("conv1d_transpose", {"filters": 1}), ("conv1d_transpose", {"filters": 2}),
           ("conv2d_transpose", {"filters": 1}), ("conv2d_transpose", {"filters": 3}), ("depthwise_conv1d", {}),
           ("depthwise_conv2d", {}), ("separable_conv1d", {"filters": 1}), ("separable_conv2d", {"filters": 1}),
           ("simple_rnn", {"units": 3}), ("simple_rnn", {"units": 2, "return_sequences": True})]
KEY = {"activation": "function"}


def network(shape: tuple[int, ...], *layers: LayerSpec, loss: str) -> Graph:
    return sequential(LayerSpec("x", "input", {"shape": shape}), *layers, LayerSpec("y", "output", {"loss": loss}))


def trained(graph: Graph, parameters: np.ndarray, inputs: dict, targets: dict) -> float:
    """What a step of training makes small, with the noise of one draw."""
    net, reads = lower(graph, Network(graph).layout, len(inputs["x"]), training=True), Network(graph, dtype="float64")
    arrays = {leaf: inputs[name] for name, leaf in net.inputs.items()}
    arrays |= {leaf: targets[name] for name, leaf in net.targets.items()}
    arrays |= {leaf: reads.layout.view(parameters, name) for name, leaf in net.parameters.items()}
    arrays |= {leaf: np.random.default_rng(0).random(leaf.shape) for leaf in net.ir.noises}
    return float(compile_plan(NUMPY, "float64", [net.loss], arrays).run()[0])


def applied_once(graph: Graph) -> None:
    """The prediction is what comes in, and training makes small what is measured."""
    net = Network(graph, dtype="float64")
    parameters, (inputs, targets) = 3.0 * weights(net), examples(net, 6)
    values = net.activations(parameters, inputs)
    np.testing.assert_array_equal(values["y"], values[graph.inputs_of("y")[0]])
    loss = net.loss(parameters, inputs, targets)
    assert trained(graph, parameters, inputs, targets) == pytest.approx(loss, rel=1e-12)
    likely, true = values["y"], targets["y"]
    if graph.layer("y").settings["loss"] == "binary_cross_entropy":
        expected = -(true * np.log(likely) + (1 - true) * np.log1p(-likely)).mean()
    else:
        expected = -(true * np.log(likely)).sum(axis=-1).mean()
    assert loss == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(("kind", "given"), ENDINGS, ids=str)
def test_a_sigmoid_is_applied_once_after_any_layer_that_ends_in_one(kind, given):
    applied_once(network(INPUTS[kind], LayerSpec("last", kind, {**given, KEY.get(kind, "activation"): "sigmoid"}),
                         loss="binary_cross_entropy"))


def test_every_layer_with_a_sigmoid_is_among_those():
    have = {kind for kind, layer in LAYERS.items()
            if any("sigmoid" in getattr(field, "options", ()) for field in layer.fields)}
    assert have == {kind for kind, _ in ENDINGS}


@pytest.mark.parametrize("kind", INPUTS)
def test_another_activation_is_no_link(kind):
    size = dict(ENDINGS)[kind]
    graph = network(INPUTS[kind], LayerSpec("last", kind, {**size, KEY.get(kind, "activation"): "relu"}),
                    loss="binary_cross_entropy")
    net = Network(graph, dtype="float64")
    values = net.activations(weights(net), examples(net, 4)[0])
    np.testing.assert_allclose(values["y"], 1 / (1 + np.exp(-values["last"])), rtol=1e-12)


# Behind what only moves numbers


MOVES = {
    "flatten": lambda draw, shape: {},
    "reshape": lambda draw, shape: {"shape": draw(st.sampled_from([
        (int(np.prod(shape)), 1), (1, int(np.prod(shape))), (1, *shape), shape[::-1]]))},
    "permute": lambda draw, shape: {"order": tuple(draw(st.permutations(range(1, len(shape) + 1))))},
    "slice": lambda draw, shape: {"axis": draw(st.integers(1, len(shape))), "start": 0,
                                  "stop": draw(st.sampled_from([0, 1]))},
    "repeat_vector": lambda draw, shape: {},
    "reverse": lambda draw, shape: {"axis": draw(st.integers(1, len(shape)))},
    "activation": lambda draw, shape: {"function": "identity"},
    "dropout": lambda draw, shape: {"rate": draw(st.sampled_from([0.0, 0.0, 0.5]))},
    "gaussian_noise": lambda draw, shape: {"stddev": draw(st.sampled_from([0.0, 0.0, 0.5]))},
}


@st.composite
def moves(draw: st.DrawFn, shape: tuple[int, ...], most: int = 5) -> list[LayerSpec]:
    """Layers that bring numbers to other places, noise among them."""
    layers: list[LayerSpec] = []
    for place in range(draw(st.integers(1, most))):
        kind = draw(st.sampled_from(sorted(MOVES)))
        try:
            spec = LayerSpec(f"move_{place}", kind, MOVES[kind](draw, shape))
            shape = spec.layer.output_shape(spec.settings, (shape,))
        except LaderaError:
            continue
        layers.append(spec)
    return layers


@given(data=st.data(), link=st.sampled_from(["sigmoid", "softmax"]))
@random_cases(60)
def test_behind_layers_that_move_numbers_it_is_applied_once_or_the_graph_says_what_is_unsound(data, link):
    shape = data.draw(st.sampled_from([(3,), (2, 3), (1, 3), (2, 1, 3)]))
    last = (LayerSpec("last", "softmax") if link == "softmax"
            else LayerSpec("last", "activation", {"function": "sigmoid"}))
    behind = data.draw(moves(shape))
    graph = network(shape, LayerSpec("first", "dense", {"units": shape[-1], "activation": "identity"})
                    if len(shape) == 1 else LayerSpec("first", "layer_normalization"), last, *behind, loss=LOSSES[link])
    noisy = any(spec.settings.get("rate") or spec.settings.get("stddev") for spec in behind)
    if "y" not in graph.partial_shapes():  # one unit is too few for classes
        return
    if not graph.problems():
        assert not noisy
        applied_once(graph)
        return
    (problem,) = graph.problems()
    assert {"last", "y"} < set(problem.layers)
    assert ("training would not" if noisy else "a second time") in str(problem)
    assert noisy or link == "softmax"


@pytest.mark.parametrize(("noise", "given"), [("dropout", {"rate": 0.2}), ("gaussian_noise", {"stddev": 0.1})])
@pytest.mark.parametrize("link", LOSSES)
def test_noise_between_a_link_and_its_loss_is_refused_with_the_way_out(noise, given, link):
    """Training would go through the link twice, and measuring once."""
    last = (LayerSpec("last", "dense", {"units": 3, "activation": "sigmoid"}) if link == "sigmoid"
            else LayerSpec("last", "softmax"))
    between = LayerSpec("between", noise, given)
    graph = network((3,), last, LayerSpec("flat", "flatten"), between, loss=LOSSES[link])
    (problem,) = graph.problems()
    assert problem.layers == ("between", "last", "y")
    assert f"Put between before last, or take the {link} out of last" in str(problem)
    with pytest.raises(GraphError):
        Network(graph)
    assert not network((3,), between, last, loss=LOSSES[link]).problems()
    assert not network((3,), last, between, loss="mean_squared_error").problems()
    silent = graph.with_settings("between", dict.fromkeys(given, 0.0))
    assert not silent.problems()
    net = Network(silent, dtype="float64")
    assert trained(silent, weights(net), *examples(net, 5)) == pytest.approx(net.loss(weights(net), *examples(net, 5)))


@pytest.mark.parametrize("behind", [LayerSpec("mix", "flatten"), LayerSpec("mix", "permute", {"order": (2, 1)}),
                                    LayerSpec("mix", "slice", {"axis": 2, "start": 0, "stop": 2}),
                                    LayerSpec("mix", "reshape", {"shape": (3, 2)})])
def test_rows_of_a_softmax_that_are_taken_apart_are_no_softmax(behind):
    graph = network((2, 3), LayerSpec("last", "softmax"), behind, loss="categorical_cross_entropy")
    (problem,) = graph.problems()
    assert problem.layers == ("mix", "last", "y")
    assert "a second time" in str(problem)


def test_a_sigmoid_beside_numbers_that_had_none_is_refused():
    def ends(other: str) -> Graph:
        return Graph((LayerSpec("x", "input", {"shape": (2,)}),
                      LayerSpec("one", "dense", {"units": 1, "activation": "sigmoid"}),
                      LayerSpec("other", "dense", {"units": 1, "activation": other}), LayerSpec("both", "concatenate"),
                      LayerSpec("y", "output", {"loss": "binary_cross_entropy"})),
                     (Link("x", "one"), Link("x", "other"), Link("one", "both", 0), Link("other", "both", 1),
                      Link("both", "y")))

    (problem,) = ends("identity").problems()
    assert problem.layers == ("one", "y")
    assert "Only part" in str(problem)
    applied_once(ends("sigmoid"))


def test_many_ways_to_a_loss_are_walked_once():
    """Each concatenation doubles the number of ways."""
    names = [f"join_{place}" for place in range(60)]
    links = [Link("x", "last"), Link(names[-1], "y")]
    for before, name in zip(("last", *names), names, strict=False):
        links += [Link(before, name, 0), Link(before, name, 1)]
    graph = Graph((LayerSpec("x", "input", {"shape": (1,)}),
                   LayerSpec("last", "dense", {"units": 1, "activation": "sigmoid"}),
                   *(LayerSpec(name, "concatenate") for name in names),
                   LayerSpec("y", "output", {"loss": "binary_cross_entropy"})), tuple(links))
    shapes = dict.fromkeys(("x", "last", *names, "y"), (1,))
    assert not list(ending_problems(graph, shapes))

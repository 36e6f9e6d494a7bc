"""Simple RNN, LSTM and GRU: beside PyTorch and Keras, and by what their gates mean."""

from __future__ import annotations

import numpy as np
import pytest

from engine.device import NUMPY
from engine.graph import Graph, LayerSpec, Link, sequential
from engine.ir import compile_plan, gradients, lower
from engine.layers import LAYERS, ShapeError
from engine.layout import ParameterLayout
from engine.network import Network
from tests.engine.layers.checks import after, check_beside_torch, check_derivatives

KINDS = ("simple_rnn", "lstm", "gru")
SHAPE = (6, 3)  # steps, features; the dense layer of the checks makes 4 features


def gates_of_torch(kind, weights, units):
    """Columns in the order of Keras as rows in that of PyTorch: only the GRU differs, r before z."""
    if kind == "gru":
        update, rest = weights[..., :units], weights[..., units:]
        weights = rest[..., :units], update, rest[..., units:]
        import torch

        return torch.cat(weights, -1)
    return weights


def torch_layer(kind, settings):
    """The same layer by PyTorch, as a function of its input and of our arrays."""
    import torch

    units = settings["units"]
    name = {"simple_rnn": "RNN", "lstm": "LSTM", "gru": "GRU"}[kind]
    options = {"nonlinearity": settings.get("activation", "tanh")} if kind == "simple_rnn" else {}

    def run(x, arrays):
        module = getattr(torch.nn, name)(x.shape[-1], units, batch_first=True, dtype=torch.float64, **options)
        bias = arrays["bias"] if kind == "gru" else torch.stack([arrays["bias"], torch.zeros_like(arrays["bias"])])
        replaced = {"weight_ih_l0": gates_of_torch(kind, arrays["kernel"], units).T,
                    "weight_hh_l0": gates_of_torch(kind, arrays["recurrent_kernel"], units).T,
                    "bias_ih_l0": gates_of_torch(kind, bias[0], units),
                    "bias_hh_l0": gates_of_torch(kind, bias[1], units)}
        outputs, _ = torch.func.functional_call(module, replaced, (x,))
        return outputs if settings["return_sequences"] else outputs[:, -1]

    return run


@pytest.mark.parametrize("return_sequences", [False, True])
@pytest.mark.parametrize(("kind", "options"), [("simple_rnn", {}), ("simple_rnn", {"activation": "relu"}), ("lstm", {}),
                                               ("gru", {})])
def test_values_and_gradients_are_those_of_pytorch(kind, options, return_sequences):
    pytest.importorskip("torch")
    settings = {"units": 5, "return_sequences": return_sequences, **options}
    check_beside_torch(kind, settings, SHAPE, torch_layer(kind, settings))


@pytest.mark.parametrize("return_sequences", [False, True])
@pytest.mark.parametrize(("kind", "name"), [("simple_rnn", "SimpleRNN"), ("lstm", "LSTM"), ("gru", "GRU")])
def test_weights_have_the_shapes_and_the_meaning_of_keras(kind, name, return_sequences):
    keras = pytest.importorskip("keras")
    graph = after(kind, {"units": 5, "return_sequences": return_sequences}, SHAPE)
    network = Network(graph, dtype="float64")
    rng = np.random.default_rng(0)
    parameters, inputs = rng.normal(size=network.size), rng.normal(size=(4, *SHAPE))
    layer = getattr(keras.layers, name)(5, return_sequences=return_sequences, dtype="float64")
    layer.build((4, *SHAPE))
    layer.set_weights([network.layout.view(parameters, f"layer/{role}")
                       for role in ("kernel", "recurrent_kernel", "bias")])
    theirs = keras.ops.convert_to_numpy(layer(inputs))
    np.testing.assert_allclose(network.activations(parameters, inputs)["layer"], theirs, rtol=0, atol=1e-6)


@pytest.mark.parametrize("return_sequences", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_derivatives(kind, return_sequences):
    dense = LayerSpec("dense_1", "dense", {"units": 4, "activation": "tanh"})
    check_derivatives(after(kind, {"units": 3, "return_sequences": return_sequences}, SHAPE, dense))


@pytest.mark.parametrize("kind", KINDS)
def test_layers_on_top_of_each_other(kind):
    below = LayerSpec("below", kind, {"units": 4, "return_sequences": True})
    check_derivatives(after(kind, {"units": 3}, SHAPE, below))


@pytest.mark.parametrize("kind", KINDS)
def test_the_last_of_all_steps_is_the_output(kind):
    networks = [Network(after(kind, {"units": 5, "return_sequences": every}, SHAPE), dtype="float64")
                for every in (False, True)]
    rng = np.random.default_rng(1)
    parameters, inputs = rng.normal(size=networks[0].size), rng.normal(size=(2, *SHAPE))
    last, every = (network.activations(parameters, inputs)["layer"] for network in networks)
    assert every.shape == (2, 6, 5)
    np.testing.assert_array_equal(every[:, -1], last)


@pytest.mark.parametrize("kind", KINDS)
def test_an_output_does_not_depend_on_later_steps(kind):
    network = Network(after(kind, {"units": 3, "return_sequences": True}, SHAPE), dtype="float64")
    rng = np.random.default_rng(2)
    parameters, inputs = rng.normal(size=network.size), rng.normal(size=(1, *SHAPE))
    changed = inputs.copy()
    changed[:, 4:] += 1.0
    before, now = (network.activations(parameters, x)["layer"] for x in (inputs, changed))
    np.testing.assert_array_equal(before[:, :4], now[:, :4])
    assert not np.allclose(before[:, 4:], now[:, 4:])


def run(graph: Graph, parameters: np.ndarray, inputs: np.ndarray) -> np.ndarray:
    return Network(graph, dtype="float64").activations(parameters, inputs)["layer"]


def test_a_gru_whose_update_gate_is_open_keeps_its_state():
    graph = after("gru", {"units": 2, "return_sequences": True}, (5, 1))
    network = Network(graph, dtype="float64")
    parameters = np.random.default_rng(3).normal(size=network.size)
    network.layout.view(parameters, "layer/bias")[0, :2] = 1e3
    np.testing.assert_array_equal(run(graph, parameters, np.ones((1, 5, 1))), np.zeros((1, 5, 2)))


def test_an_lstm_that_never_forgets_and_always_writes_counts():
    graph = after("lstm", {"units": 1, "return_sequences": True}, (4, 1))
    network = Network(graph, dtype="float64")
    parameters = np.zeros(network.size)
    network.layout.view(parameters, "layer/bias")[:] = 1e3  # all gates open, the candidate is 1
    np.testing.assert_allclose(run(graph, parameters, np.zeros((1, 4, 1)))[0, :, 0], np.tanh([1, 2, 3, 4]), rtol=1e-14)


def test_a_simple_rnn_without_input_is_a_power_of_its_matrix():
    settings = {"units": 3, "activation": "identity", "return_sequences": True}
    graph = after("simple_rnn", settings, (5, 3))
    network = Network(graph, dtype="float64")
    parameters = np.zeros(network.size)
    network.layout.view(parameters, "layer/kernel")[:] = np.eye(3)
    matrix = network.layout.view(parameters, "layer/recurrent_kernel")
    matrix[:] = np.random.default_rng(4).normal(size=(3, 3))
    impulse = np.zeros((1, 5, 3))
    impulse[0, 0, 0] = 1.0
    powers = [np.linalg.matrix_power(matrix, step)[0] for step in range(5)]
    np.testing.assert_allclose(run(graph, parameters, impulse)[0], powers, rtol=1e-12, atol=1e-13)


def test_weights_begin_as_in_keras():
    network = Network(after("lstm", {"units": 4}, SHAPE), dtype="float64")
    parameters = network.initial_parameters(0)
    recurrent = network.layout.view(parameters, "layer/recurrent_kernel")
    np.testing.assert_allclose(recurrent @ recurrent.T, np.eye(4), atol=1e-12)
    np.testing.assert_array_equal(network.layout.view(parameters, "layer/bias"), [0] * 4 + [1] * 4 + [0] * 8)


def test_hundred_steps_compile_to_a_program_that_grows_with_the_steps_only():
    def calls(steps: int) -> int:
        graph = after("lstm", {"units": 2}, (steps, 1))
        net = lower(graph, ParameterLayout(graph), 1)
        leaves = [*net.inputs.values(), *net.targets.values(), *net.parameters.values()]
        parts = gradients(net.ir, net.objective, list(net.parameters.values()))
        return len(compile_plan(NUMPY, "float32", parts, {leaf: np.empty(leaf.shape) for leaf in leaves}).calls)

    assert calls(100) - calls(50) == calls(150) - calls(100)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("shape", [(8,), (4, 4, 1), (1_001, 1)])
def test_what_is_no_sequence_is_refused(kind, shape):
    with pytest.raises(ShapeError, match=r"Reshape|Cut"):
        LAYERS[kind].output_shape({"units": 2, "return_sequences": False}, (shape,))


def test_a_graph_with_shared_recurrent_weights_adds_up_both_gradients():
    cells = [LayerSpec(f"r{place}", "gru", {"units": 3, "return_sequences": True, "shared_with": owner})
             for place, owner in ((1, ""), (2, "r1"))]
    graph = sequential(LayerSpec("input_1", "input", {"shape": (4, 3)}), *cells, LayerSpec("flatten_1", "flatten"),
                       LayerSpec("output_1", "output"))
    check_derivatives(graph)


# States to begin with, the cell, and steps that are skipped


def beginning(kind, masked=False, **settings) -> Graph:
    """A recurrent layer that begins with what dense layers make of a second input; a third one says what is read."""
    states = [f"state_{place}" for place in range(LAYERS[kind].states)]
    layers = [LayerSpec("series", "input", {"shape": (4, 3)}), LayerSpec("context", "input", {"shape": (2,)}),
              *([LayerSpec("mask", "input", {"shape": (4,)})] if masked else []),
              *(LayerSpec(name, "dense", {"units": 3, "activation": "tanh"}) for name in states),
              LayerSpec("layer", kind, {"units": 3, "masked": masked, **settings}), LayerSpec("flat", "flatten"),
              LayerSpec("output_1", "output")]
    links = [Link("series", "layer"), *(link for place, name in enumerate(states, 1)
                                        for link in (Link("context", name), Link(name, "layer", place))),
             *([Link("mask", "layer", len(states) + 1)] if masked else []), Link("layer", "flat"),
             Link("flat", "output_1")]
    return Graph(tuple(layers), tuple(links))


@pytest.mark.parametrize("kind", KINDS)
def test_states_to_begin_with_are_those_of_pytorch(kind):
    torch = pytest.importorskip("torch")
    network = Network(beginning(kind, return_sequences=True), dtype="float64")
    rng = np.random.default_rng(0)
    parameters = rng.normal(size=network.size)
    inputs = {"series": rng.normal(size=(5, 4, 3)), "context": rng.normal(size=(5, 2))}
    values = network.activations(parameters, inputs)
    arrays = {role: torch.tensor(network.layout.view(parameters, f"layer/{role}"))
              for role in ("kernel", "recurrent_kernel", "bias")}
    module = getattr(torch.nn, {"simple_rnn": "RNN", "lstm": "LSTM", "gru": "GRU"}[kind])(
        3, 3, batch_first=True, dtype=torch.float64)
    bias = arrays["bias"] if kind == "gru" else torch.stack([arrays["bias"], torch.zeros_like(arrays["bias"])])
    weights = {"weight_ih_l0": gates_of_torch(kind, arrays["kernel"], 3).T,
               "weight_hh_l0": gates_of_torch(kind, arrays["recurrent_kernel"], 3).T,
               "bias_ih_l0": gates_of_torch(kind, bias[0], 3), "bias_hh_l0": gates_of_torch(kind, bias[1], 3)}
    states = [torch.tensor(values[f"state_{place}"])[None] for place in range(LAYERS[kind].states)]
    begin = tuple(states) if len(states) > 1 else states[0]
    outputs, _ = torch.func.functional_call(module, weights, (torch.tensor(inputs["series"]), begin))
    np.testing.assert_allclose(values["layer"], outputs.detach().numpy(), rtol=1e-10, atol=1e-12)


def from_itself(kind, **settings) -> Graph:
    """A recurrent layer that begins with what dense layers make of the whole sequence, and reads all steps but one."""
    states = [f"state_{place}" for place in range(LAYERS[kind].states)]
    layers = [LayerSpec("series", "input", {"shape": (3, 2)}), LayerSpec("all", "flatten"),
              *(LayerSpec(name, "dense", {"units": 3, "activation": "tanh"}) for name in states),
              LayerSpec("one", "constant", {"shape": (2,)}), LayerSpec("zero", "constant", {"value": 0.0}),
              LayerSpec("mask", "concatenate"), LayerSpec("layer", kind, {"units": 3, "masked": True, **settings}),
              LayerSpec("flat", "flatten"), LayerSpec("output_1", "output")]
    links = [Link("series", "layer"), Link("series", "all"), Link("one", "mask"), Link("zero", "mask", 1),
             *(link for place, name in enumerate(states, 1)
               for link in (Link("all", name), Link(name, "layer", place))),
             Link("mask", "layer", len(states) + 1), Link("layer", "flat"), Link("flat", "output_1")]
    return Graph(tuple(layers), tuple(links))


@pytest.mark.parametrize("every", [True, False])
@pytest.mark.parametrize("kind", KINDS)
def test_derivatives_through_states_and_past_skipped_steps(kind, every):
    check_derivatives(from_itself(kind, return_sequences=every))


@pytest.mark.parametrize("every", [True, False])
def test_derivatives_through_the_cell(every):
    check_derivatives(from_itself("lstm", return_cell=True, return_sequences=every))


@pytest.mark.parametrize("kind", KINDS)
def test_a_step_that_is_skipped_is_as_if_it_were_not_there(device, kind):
    short = Network(beginning(kind, return_sequences=True), device, "float64")
    long = Network(beginning(kind, masked=True, return_sequences=True), device, "float64")
    rng = np.random.default_rng(0)
    parameters, inputs = rng.normal(size=short.size), {"series": rng.normal(size=(2, 4, 3)),
                                                       "context": rng.normal(size=(2, 2))}
    mask = np.array([[1.0, 0.0, 1.0, 0.0], [0.0, -2.0, 0.5, 1.0]])
    came = long.activations(parameters, {**inputs, "mask": mask})["layer"]
    for example, row in enumerate(mask):
        read = np.flatnonzero(row)
        packed = inputs["series"].copy()
        packed[example, :len(read)] = inputs["series"][example, read]
        alone = short.activations(parameters, {**inputs, "series": packed})["layer"][example]
        np.testing.assert_allclose(came[example, read], alone[:len(read)], rtol=1e-12)
    np.testing.assert_array_equal(came[0, 1], came[0, 0])
    np.testing.assert_array_equal(came[0, 3], came[0, 2])


def test_the_cell_stands_behind_the_output():
    network = Network(beginning("lstm", return_sequences=True, return_cell=True), dtype="float64")
    plain = Network(beginning("lstm", return_sequences=True), dtype="float64")
    rng = np.random.default_rng(1)
    parameters, inputs = rng.normal(size=network.size), {"series": rng.normal(size=(2, 4, 3)),
                                                         "context": rng.normal(size=(2, 2))}
    both = network.activations(parameters, inputs)["layer"]
    np.testing.assert_array_equal(both[..., :3], plain.activations(parameters, inputs)["layer"])
    assert (np.abs(both[..., :3]) <= np.abs(np.tanh(both[..., 3:]))).all()  # h = o tanh c, 0 < o < 1


@pytest.mark.parametrize(("settings", "shapes", "reason"), [
    ({}, ((4, 3), (2,)), "2 states; 1 more"), ({}, ((4, 3), (2,), (3,)), "2, and 3 comes in"),
    ({"masked": True}, ((4, 3),), "each of 4"), ({"masked": True}, ((4, 3), (5,)), "each of 4"),
])
def test_other_inputs_are_refused_with_what_was_expected(settings, shapes, reason):
    spec = LayerSpec("layer", "lstm", {"units": 2, **settings})
    with pytest.raises(ShapeError, match=reason):
        spec.layer.output_shape(spec.settings, shapes)

"""Scaled dot-product attention."""

from __future__ import annotations

import numpy as np
import pytest

from engine.device import NUMPY
from engine.graph import Graph, LayerSpec, Link
from engine.ir import Builder, compile_plan
from engine.layers import LAYERS, ShapeError
from engine.layers.attention import attention_weights
from engine.network import Network
from tests.engine.layers.checks import check_beside_torch, check_derivatives


def three_inputs(**settings) -> Graph:
    """One input, three dense layers on it as query, value and key, and attention."""
    layers = [LayerSpec("input_1", "input", {"shape": (5, 3)}),
              *(LayerSpec(name, "dense", {"units": units, "activation": "tanh"})
                for name, units in (("query", 4), ("value", 2), ("key", 4))),
              LayerSpec("layer", "attention", settings), LayerSpec("flatten_1", "flatten"),
              LayerSpec("output_1", "output")]
    links = [*(Link("input_1", name) for name in ("query", "value", "key")),
             *(Link(name, "layer", port) for port, name in enumerate(("query", "value", "key"))),
             Link("layer", "flatten_1"), Link("flatten_1", "output_1")]
    return Graph(tuple(layers), tuple(links))


@pytest.mark.parametrize("causal", [False, True])
@pytest.mark.parametrize("scaled", [False, True])
def test_values_and_gradients_are_those_of_pytorch(scaled, causal):
    functional = pytest.importorskip("torch.nn.functional")
    check_beside_torch("attention", {"scaled": scaled, "causal": causal}, (5, 3), lambda x, arrays:
                       functional.scaled_dot_product_attention(x, x, x, is_causal=causal,
                                                               scale=None if scaled else 1.0))


@pytest.mark.parametrize("causal", [False, True])
def test_heads_are_parts_of_the_features_side_by_side_as_in_pytorch(causal):
    functional = pytest.importorskip("torch.nn.functional")

    def theirs(x, arrays):
        parts = x.unflatten(-1, (2, -1)).transpose(1, 2)
        return functional.scaled_dot_product_attention(parts, parts, parts, is_causal=causal).transpose(1, 2).flatten(2)

    check_beside_torch("attention", {"heads": 2, "causal": causal}, (5, 3), theirs)


def test_dense_layers_and_heads_are_the_multi_head_attention_of_pytorch():
    torch = pytest.importorskip("torch")
    module = torch.nn.MultiheadAttention(4, 2, batch_first=True, dtype=torch.float64)
    names = ("query", "key", "value")
    layers = [LayerSpec("input_1", "input", {"shape": (5, 4)}),
              *(LayerSpec(name, "dense", {"units": 4, "activation": "identity"}) for name in (*names, "out")),
              LayerSpec("look", "attention", {"heads": 2}), LayerSpec("output_1", "output")]
    links = [*(Link("input_1", name) for name in names), Link("query", "look", 0), Link("value", "look", 1),
             Link("key", "look", 2), Link("look", "out"), Link("out", "output_1")]
    network = Network(Graph(tuple(layers), tuple(links)), dtype="float64")
    state = {name: array.detach().numpy() for name, array in module.named_parameters()}
    kernels = np.split(state["in_proj_weight"], 3)
    arrays = {f"{name}/kernel": kernel.T for name, kernel in zip(names, kernels, strict=True)}
    arrays |= {f"{name}/bias": bias for name, bias in zip(names, np.split(state["in_proj_bias"], 3), strict=True)}
    arrays |= {"out/kernel": state["out_proj.weight"].T, "out/bias": state["out_proj.bias"]}
    parameters = np.concatenate([arrays[entry.name].ravel() for entry in network.layout])
    x = np.random.default_rng(0).normal(size=(3, 5, 4))
    theirs = module(*[torch.tensor(x)] * 3)[0].detach().numpy()
    np.testing.assert_allclose(network.predict(parameters, x), theirs, rtol=0, atol=1e-12)


@pytest.mark.parametrize("causal", [False, True])
def test_query_value_and_key_are_in_the_order_of_keras(causal):
    keras = pytest.importorskip("keras")
    network = Network(three_inputs(scaled=False, causal=causal), dtype="float64")
    rng = np.random.default_rng(0)
    values = network.activations(rng.normal(size=network.size), rng.normal(size=(2, 5, 3)))
    layer = keras.layers.Attention(dtype="float64")
    theirs = layer([values[name] for name in ("query", "value", "key")], use_causal_mask=causal)
    np.testing.assert_allclose(values["layer"], keras.ops.convert_to_numpy(theirs), rtol=0, atol=1e-6)


@pytest.mark.parametrize("heads", [1, 2])
@pytest.mark.parametrize("causal", [False, True])
def test_derivatives(causal, heads):
    check_derivatives(three_inputs(causal=causal, heads=heads))


def test_heads_have_to_divide_the_features_evenly():
    with pytest.raises(ShapeError, match="3 heads do not divide 4 features evenly"):
        LAYERS["attention"].output_shape({"heads": 3}, ((5, 4), (5, 6), (5, 4)))
    with pytest.raises(ShapeError, match="2 heads do not divide 3 features evenly"):
        LAYERS["attention"].output_shape({"heads": 2}, ((5, 4), (5, 3), (5, 4)))


@pytest.mark.parametrize("causal", [False, True])
def test_every_row_of_weights_adds_up_to_1_and_the_future_weighs_nothing(device, causal):
    ir = Builder()
    query, key = ir.leaf("input", "query", (2, 4, 3)), ir.leaf("input", "key", (2, 6, 3))
    weights = attention_weights(ir, {"scaled": True, "causal": causal}, query, key)
    rng = np.random.default_rng(0)
    bindings = {leaf: device.upload(rng.normal(size=leaf.shape)) for leaf in (query, key)}
    rows = device.to_host(compile_plan(device, "float64", [weights], bindings).run()[0])
    assert rows.shape == (2, 4, 6)
    np.testing.assert_allclose(rows.sum(-1), 1.0, rtol=1e-14)
    future = np.triu(np.ones((4, 6), bool), 1)
    assert (rows[:, future] == 0.0).all() == causal


def test_an_exact_match_is_found_and_its_value_returned():
    ir = Builder()
    query, value, key = (ir.leaf("input", name, (1, 3, 3)) for name in ("query", "value", "key"))
    output = LAYERS["attention"].lower(ir, {"scaled": False, "causal": False}, (query, value, key), {})
    values = np.random.default_rng(0).normal(size=(1, 3, 3))
    bindings = {query: 1e3 * np.eye(3)[None], key: np.eye(3)[None, [2, 0, 1]], value: values}
    np.testing.assert_allclose(compile_plan(NUMPY, "float64", [output], bindings).run()[0], values[:, [1, 2, 0]])


@pytest.mark.parametrize(("shapes", "reason"), [
    (((3,),), "sequences"), (((4, 3), (5, 2)), "features"), (((4, 3), (5, 2), (6, 3)), "steps"),
    (((4, 3),) * 4, "query, value and key")])
def test_what_does_not_fit_is_refused(shapes, reason):
    with pytest.raises(ShapeError, match=reason):
        LAYERS["attention"].output_shape({}, shapes)


def test_a_query_of_another_length_asks_a_sequence():
    assert LAYERS["attention"].output_shape({}, ((4, 3), (6, 2), (6, 3))) == (4, 2)

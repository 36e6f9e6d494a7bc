"""Rows of different lengths: what only fills them up changes nothing, and what counts is as in PyTorch."""

from __future__ import annotations

import numpy as np
import pytest

from engine.graph import Graph, LayerSpec, Link
from engine.layers import LAYERS, ShapeError
from engine.metrics import METRICS, symbols_right
from engine.network import Network

LENGTHS = np.array([6, 1, 4, 3])
STEPS, FEATURES, UNITS = 6, 3, 4
COUNTS = np.arange(STEPS) < LENGTHS[:, None]


def wired(layers: dict[str, tuple[str, dict]], *wires: str) -> Graph:
    """Layers by name, and wires as “source, source → target” in the order of the ports."""
    ends = [wire.partition("→") for wire in wires]
    links = [Link(source.strip(), target.strip(), port) for sources, _, target in ends
             for port, source in enumerate(sources.split(","))]
    return Graph(tuple(LayerSpec(name, kind, settings) for name, (kind, settings) in layers.items()), tuple(links))


def examples(seed: int = 0) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(seed)
    return {"series": rng.normal(size=(len(LENGTHS), STEPS, FEATURES)), "mask": COUNTS.astype(float)}


INPUTS = {"series": ("input", {"shape": (STEPS, FEATURES)}), "mask": ("input", {"shape": (STEPS,)})}


def both_ways(kind: str) -> Graph:
    inner = (kind, {"units": UNITS, "return_sequences": True, "masked": True})
    return wired(INPUTS | {"forwards": inner, "turned": ("reverse", {}), "turned_mask": ("reverse", {}),
                           "backwards": inner, "again": ("reverse", {}), "both": ("concatenate", {}),
                           "output": ("output", {})},
                 "series, mask → forwards", "series → turned", "mask → turned_mask", "turned, turned_mask → backwards",
                 "backwards → again", "forwards, again → both", "both → output")


def of_torch(kind, arrays, name):
    """Our arrays of a layer as those of PyTorch, which has two biases, and r before z."""
    import torch

    own = {role: torch.tensor(arrays[f"{name}/{role}"]) for role in ("kernel", "recurrent_kernel", "bias")}
    if kind == "gru":
        own = {role: torch.cat([value[..., UNITS:2 * UNITS], value[..., :UNITS], value[..., 2 * UNITS:]], -1)
               for role, value in own.items()}
    first, second = own["bias"] if kind == "gru" else (own["bias"], torch.zeros_like(own["bias"]))
    return own["kernel"].T, own["recurrent_kernel"].T, first, second


@pytest.mark.parametrize("kind", ["simple_rnn", "lstm", "gru"])
def test_both_ways_over_rows_of_different_lengths_are_the_packed_sequences_of_pytorch(kind):
    torch = pytest.importorskip("torch")
    network, data = Network(both_ways(kind), dtype="float64"), examples()
    parameters = np.random.default_rng(1).normal(size=network.size)
    arrays = {entry.name: network.layout.view(parameters, entry.name) for entry in network.layout}
    name = {"simple_rnn": "RNN", "lstm": "LSTM", "gru": "GRU"}[kind]
    module = getattr(torch.nn, name)(FEATURES, UNITS, batch_first=True, bidirectional=True, dtype=torch.float64)
    with torch.no_grad():
        for layer, suffix in (("forwards", ""), ("backwards", "_reverse")):
            for role, array in zip(("weight_ih", "weight_hh", "bias_ih", "bias_hh"), of_torch(kind, arrays, layer),
                                   strict=True):
                getattr(module, f"{role}_l0{suffix}").copy_(array)
    x = torch.tensor(data["series"], requires_grad=True)
    packed = torch.nn.utils.rnn.pack_padded_sequence(x, LENGTHS, batch_first=True, enforce_sorted=False)
    theirs, _ = torch.nn.utils.rnn.pad_packed_sequence(module(packed)[0], batch_first=True)
    ours = network.activations(parameters, data)["both"]
    np.testing.assert_allclose(ours[COUNTS], theirs.detach().numpy()[COUNTS], rtol=0, atol=1e-12)
    targets = np.where(COUNTS[..., None], np.random.default_rng(2).normal(size=ours.shape), ours)
    ((theirs - torch.tensor(targets)) ** 2)[torch.tensor(COUNTS)].sum().backward()
    slopes = network.input_gradient(parameters, data, targets)["series"] * ours[0].size
    np.testing.assert_allclose(slopes, x.grad.numpy(), rtol=0, atol=1e-10)


HEADS = {name: ("dense", {"units": UNITS, "activation": "identity"}) for name in ("query", "value", "key", "out")}


def transformer(causal: bool) -> Graph:
    """A block of the transformer, normalised behind each sum, as in the paper."""
    plain = {"activation": "identity"}
    return wired({"series": ("input", {"shape": (STEPS, UNITS)}), "mask": ("input", {"shape": (STEPS,)}), **HEADS,
                  "look": ("attention", {"heads": 2, "masked": True, "causal": causal}), "sum_1": ("add", {}),
                  "norm_1": ("layer_normalization", {"epsilon": 1e-5}), "wide": ("dense", {"units": 7}),
                  "narrow": ("dense", {"units": UNITS, **plain}), "sum_2": ("add", {}),
                  "norm_2": ("layer_normalization", {"epsilon": 1e-5}), "output": ("output", {})},
                 "series → query", "series → value", "series → key", "query, value, key, mask → look", "look → out",
                 "series, out → sum_1", "sum_1 → norm_1", "norm_1 → wide", "wide → narrow", "norm_1, narrow → sum_2",
                 "sum_2 → norm_2", "norm_2 → output")


@pytest.mark.parametrize("causal", [False, True])
def test_a_block_of_the_transformer_is_that_of_pytorch(causal):
    torch = pytest.importorskip("torch")
    network = Network(transformer(causal), dtype="float64")
    parameters = np.random.default_rng(1).normal(size=network.size)
    arrays = {entry.name: torch.tensor(network.layout.view(parameters, entry.name)) for entry in network.layout}
    block = torch.nn.TransformerEncoderLayer(UNITS, 2, 7, dropout=0.0, batch_first=True, dtype=torch.float64)
    state = {f"self_attn.in_proj_{ours}": torch.cat([arrays[f"{name}/{role}"].t()
                                                        for name in ("query", "key", "value")])
             for ours, role in (("weight", "kernel"), ("bias", "bias"))}
    for theirs, ours in (("self_attn.out_proj", "out"), ("linear1", "wide"), ("linear2", "narrow")):
        state |= {f"{theirs}.weight": arrays[f"{ours}/kernel"].T, f"{theirs}.bias": arrays[f"{ours}/bias"]}
    for number in (1, 2):
        state |= {f"norm{number}.weight": arrays[f"norm_{number}/gamma"],
                  f"norm{number}.bias": arrays[f"norm_{number}/beta"]}
    block.load_state_dict(state)
    data = examples() | {"series": np.random.default_rng(3).normal(size=(len(LENGTHS), STEPS, UNITS))}
    x = torch.tensor(data["series"], requires_grad=True)
    later = torch.ones(STEPS, STEPS, dtype=torch.bool).triu(1) if causal else None
    theirs = block(x, src_mask=later, src_key_padding_mask=torch.tensor(~COUNTS))
    ours = network.predict(parameters, data)
    np.testing.assert_allclose(ours, theirs.detach().numpy(), rtol=0, atol=1e-12)
    targets = np.random.default_rng(4).normal(size=ours.shape)
    torch.nn.functional.mse_loss(theirs, torch.tensor(targets)).backward()
    slopes = network.input_gradient(parameters, data, targets)["series"] / len(LENGTHS)
    np.testing.assert_allclose(slopes, x.grad.numpy(), rtol=0, atol=1e-10)
    gradient = network.layout.view(network.gradient(parameters, data, targets), "query/kernel")
    np.testing.assert_allclose(gradient, block.self_attn.in_proj_weight.grad.numpy()[:UNITS].T, rtol=0, atol=1e-10)


SYMBOLS = np.array([[1, 2, 1, 2, 1, 2], [2, 0, 0, 0, 0, 0], [1, 1, 2, 1, 0, 0], [2, 2, 1, 0, 0, 0]], np.float64)


def classified(pooled: str = "") -> Graph:
    """A class for every symbol, or one for each row."""
    layers = {"symbols": ("input", {"shape": (STEPS,)}), "mask": ("mask", {"padding": 0}),
              "words": ("embedding", {"vocabulary": 3, "dimension": 4}),
              "read": ("gru", {"units": UNITS, "masked": True, "return_sequences": True}),
              "head": ("dense", {"units": 3, "activation": "identity"}),
              "output": ("output", {"loss": "categorical_cross_entropy"})}
    wires = ["symbols → words", "symbols → mask", "words, mask → read", "head → output"]
    if not pooled:
        return wired(layers, *wires, "read → head")
    return wired(layers | {"pool": ("global_pooling", {"function": pooled, "masked": True})}, *wires,
                 "read, mask → pool", "pool → head")


def labels(rng) -> np.ndarray:
    return np.where(COUNTS[..., None], np.eye(3)[rng.integers(0, 3, (len(LENGTHS), STEPS))], 0.0)


def test_the_loss_is_the_mean_over_the_steps_that_count():
    network, rng = Network(classified(), dtype="float64"), np.random.default_rng(0)
    parameters, targets = rng.normal(size=network.size), labels(rng)
    said = network.predict(parameters, SYMBOLS)
    each = [-(target[:length] * np.log(row[:length])).sum() / length
            for row, target, length in zip(said, targets, LENGTHS, strict=True)]
    assert network.loss(parameters, SYMBOLS, targets) == pytest.approx(np.mean(each), abs=1e-12)
    assert network.population_loss(np.stack([parameters, parameters]), SYMBOLS, targets) == pytest.approx(
        [np.mean(each)] * 2, abs=1e-12)


def test_targets_that_say_all_twice_cost_the_same():
    """They are weights of classes: an example still counts once."""
    network, rng = Network(classified(), dtype="float64"), np.random.default_rng(0)
    parameters, targets = rng.normal(size=network.size), labels(rng)
    assert network.loss(parameters, SYMBOLS, 2 * targets) == pytest.approx(
        network.loss(parameters, SYMBOLS, targets), abs=1e-12)


def test_the_loss_of_one_row_and_its_gradient_are_those_of_pytorch():
    torch = pytest.importorskip("torch")
    network, rng = Network(classified(), dtype="float64"), np.random.default_rng(0)
    parameters, targets = rng.normal(size=network.size), labels(rng)
    logits = torch.tensor(network.activations(parameters, SYMBOLS)["head"], requires_grad=True)
    classes = torch.tensor(np.where(COUNTS, targets.argmax(-1), -100))
    compare = torch.nn.functional.cross_entropy
    theirs = torch.stack([compare(row, one) for row, one in zip(logits, classes, strict=True)])
    theirs.mean().backward()
    assert network.loss(parameters, SYMBOLS, targets) == pytest.approx(theirs.mean().item(), abs=1e-12)
    bias = network.layout.view(network.gradient(parameters, SYMBOLS, targets), "head/bias")
    np.testing.assert_allclose(bias, logits.grad.sum((0, 1)).numpy(), rtol=0, atol=1e-12)


@pytest.mark.parametrize("graph", [classified(), *map(classified, ("average", "sum", "max", "min"))])
def test_what_fills_a_row_up_changes_nothing(graph):
    """Embedded as something else, it gives the same: the vector of the filling has no part in anything."""
    network, rng = Network(graph, dtype="float64"), np.random.default_rng(5)
    parameters = rng.normal(size=network.size)
    changed = parameters.copy()
    network.layout.view(changed, "words/embeddings")[0] += 3.0
    before, now = (network.predict(vector, SYMBOLS) for vector in (parameters, changed))
    np.testing.assert_array_equal(before[COUNTS] if before.ndim == 3 else before,
                                  now[COUNTS] if now.ndim == 3 else now)


@pytest.mark.parametrize("pooled", ["", "average", "max"])
def test_derivatives_are_those_of_differences(pooled):
    network, rng = Network(classified(pooled), dtype="float64"), np.random.default_rng(6)
    parameters, direction = rng.normal(size=(2, network.size))
    targets = np.eye(3)[[0, 1, 2, 1]] if pooled else labels(rng)
    ahead, behind = parameters + 1e-6 * direction, parameters - 1e-6 * direction
    slope = (network.loss(ahead, SYMBOLS, targets) - network.loss(behind, SYMBOLS, targets)) / 2e-6
    assert network.gradient(parameters, SYMBOLS, targets) @ direction == pytest.approx(slope, rel=1e-6)
    bend = (network.gradient(ahead, SYMBOLS, targets) - network.gradient(behind, SYMBOLS, targets)) / 2e-6
    np.testing.assert_allclose(network.hessian_vector_product(parameters, SYMBOLS, targets, direction), bend, atol=1e-7)


def test_pooled_steps_are_those_that_count():
    data, x = examples(), examples()["series"]
    for function, reduce in (("average", np.mean), ("sum", np.sum), ("max", np.max), ("min", np.min)):
        graph = wired(INPUTS | {"pool": ("global_pooling", {"function": function, "masked": True}),
                                "dense": ("dense", {"units": 1}), "output": ("output", {})},
                      "series, mask → pool", "pool → dense", "dense → output")
        network = Network(graph, dtype="float64")
        wanted = [reduce(row[:length], axis=0) for row, length in zip(x, LENGTHS, strict=True)]
        np.testing.assert_allclose(network.activations(np.zeros(network.size), data)["pool"], wanted, atol=1e-15)


@pytest.mark.parametrize("function", ["average", "sum", "max", "min"])
def test_a_row_of_which_no_step_counts_is_pooled_to_0(function):
    network = Network(classified(function), dtype="float64")
    parameters = np.random.default_rng(7).normal(size=network.size)
    rows = SYMBOLS * (np.arange(len(SYMBOLS)) > 0)[:, None]
    found = network.activations(parameters, rows)["pool"]
    assert not found[0].any()
    np.testing.assert_array_equal(found[1:], network.activations(parameters, SYMBOLS)["pool"][1:])
    gradient = network.gradient(parameters, rows[:1], np.eye(3)[[0]])
    assert {entry.name for entry in network.layout if network.layout.view(gradient, entry.name).any()} == {"head/bias"}


def test_exact_matches_are_whole_rows_and_steps_that_do_not_count_are_right():
    targets = np.array([[[1, 0], [0, 1], [0, 0]], [[0, 1], [0, 1], [1, 0]]], float)
    said = np.array([[[0.9, 0.1], [0.2, 0.8], [0.3, 0.7]], [[0.1, 0.9], [0.9, 0.1], [0.8, 0.2]]])
    assert METRICS["sequence"].measure(None, said, targets) == 0.5
    assert symbols_right(said, targets) == 0.8


@pytest.mark.parametrize(("kind", "shapes", "reason"), [
    ("attention", ((4, 2), (4, 2), (3,)), "a number for each of 4, and 3 comes in"),
    ("global_pooling", ((4, 2), (3,)), "a number for each of 4, and 3 comes in"),
    ("global_pooling", ((4, 2, 2), (4,)), "steps × features"), ("global_pooling", ((4, 2),), "and – comes in"),
    ("gru", ((4, 2),), "and – comes in")])
def test_a_mask_that_does_not_fit_is_named(kind, shapes, reason):
    settings = {field.name: field.default for field in LAYERS[kind].fields} | {"masked": True}
    with pytest.raises(ShapeError, match=reason):
        LAYERS[kind].output_shape(settings, shapes)


def test_a_mask_is_made_of_symbols_and_a_position_is_one_of_a_sequence():
    with pytest.raises(ShapeError, match="row of symbols"):
        LAYERS["mask"].output_shape({"padding": 0}, ((4, 2),))
    with pytest.raises(ShapeError, match="steps × features"):
        LAYERS["position_embedding"].output_shape({}, ((4,),))

"""Embedding: rows of a table."""

from __future__ import annotations

import numpy as np
import pytest

from engine.data import DataSpec, load
from engine.errors import LaderaError
from engine.graph import LayerSpec, sequential
from engine.layers import LAYERS
from engine.network import Network
from engine.training.fit import fit_problems
from tests.engine.layers.checks import after, values_and_gradient

SETTINGS = {"vocabulary": 7, "dimension": 4}
WORDS = np.array([[0.0, 3.0, 3.0], [6.0, 0.0, 3.0]])


def network_of(shape=(3,), *before, device=None):
    graph = after("embedding", SETTINGS, shape, *before)
    return Network(graph, dtype="float64") if device is None else Network(graph, device, "float64")


def test_a_word_is_its_row(device):
    network = network_of(device=device)
    parameters = np.arange(28.0)
    values = network.activations(parameters, WORDS)["layer"]
    np.testing.assert_array_equal(values, np.arange(28.0).reshape(7, 4)[WORDS.astype(int)])


def test_values_and_gradient_are_those_of_pytorch_with_words_that_repeat():
    torch = pytest.importorskip("torch")
    graph = network_of().graph
    rng = np.random.default_rng(0)
    parameters, targets = rng.normal(size=28), rng.normal(size=(2, 12))
    values, ours = values_and_gradient(graph, parameters, WORDS, targets)
    table = torch.tensor(parameters.reshape(7, 4), requires_grad=True)
    output = torch.nn.functional.embedding(torch.tensor(WORDS).long(), table)
    np.testing.assert_array_equal(values["layer"], output.detach().numpy())
    torch.mean((output.reshape(2, 12) - torch.tensor(targets)) ** 2).backward()
    np.testing.assert_allclose(ours["layer/embeddings"], table.grad.numpy(), rtol=1e-12, atol=1e-15)


def test_derivatives(device):
    network = network_of(device=device)
    rng = np.random.default_rng(1)
    parameters, direction = rng.normal(size=(2, 28))
    targets, step = rng.normal(size=(2, 12)), 1e-5
    ahead, behind = parameters + step * direction, parameters - step * direction
    slope = (network.loss(ahead, WORDS, targets) - network.loss(behind, WORDS, targets)) / (2 * step)
    np.testing.assert_allclose(network.gradient(parameters, WORDS, targets) @ direction, slope, rtol=1e-8)
    change = network.gradient(ahead, WORDS, targets) - network.gradient(behind, WORDS, targets)
    product = network.hessian_vector_product(parameters, WORDS, targets, direction)
    np.testing.assert_allclose(product, change / (2 * step), rtol=1e-6, atol=1e-9)
    members = rng.normal(size=(5, 28))
    np.testing.assert_allclose(network.population_loss(members, WORDS, targets),
                               [network.loss(member, WORDS, targets) for member in members], rtol=1e-12)


def test_a_population_whose_members_read_different_words():
    """The dense layer before it makes other numbers of the same examples in every member."""
    network = network_of((2,), LayerSpec("dense_1", "dense", {"units": 3, "activation": "relu"}))
    rng = np.random.default_rng(2)
    members = rng.normal(scale=3.0, size=(6, network.size))
    inputs, targets = rng.normal(size=(5, 2)), rng.normal(size=(5, 12))
    np.testing.assert_allclose(network.population_loss(members, inputs, targets),
                               [network.loss(member, inputs, targets) for member in members], rtol=1e-12)


def test_words_that_do_not_occur_learn_nothing():
    network = network_of()
    gradient = network.gradient(np.ones(28), WORDS, np.zeros((2, 12))).reshape(7, 4)
    assert {row for row in range(7) if gradient[row].any()} == {0, 3, 6}


@pytest.mark.parametrize("word", [7.0, -1.0, 0.5, np.nan])
def test_what_is_no_word_of_the_vocabulary_is_named(word):
    LAYERS["embedding"].check_examples(SETTINGS, WORDS)
    with pytest.raises(LaderaError, match=f"from 0 to 6, and the data have {word:g}"):
        LAYERS["embedding"].check_examples(SETTINGS, np.array([[0.0, word]]))


def test_a_network_that_reads_measurements_as_words_cannot_be_trained_and_says_why():
    graph = sequential(LayerSpec("input_1", "input", {"shape": (2,)}), LayerSpec("words", "embedding", SETTINGS),
                       LayerSpec("flatten_1", "flatten"), LayerSpec("dense_1", "dense", {"units": 1}),
                       LayerSpec("output_1", "output", {"loss": "binary_cross_entropy"}))
    (problem,) = fit_problems(graph, load(DataSpec("circle")))
    assert problem.layers == ("words",)
    assert "words cannot read the data" in str(problem)

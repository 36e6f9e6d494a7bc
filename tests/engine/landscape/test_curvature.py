"""Curvature against the exact Hessian, and the kinds of places, on networks where algebra knows the answer."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from engine.data import DataSpec, load
from engine.graph import Graph, LayerSpec, sequential
from engine.landscape import LABELS, Curvature, assembled, curvature, histogram, measure, pieces
from engine.landscape.curvature import PROBES
from engine.landscape.lanczos import lanczos, quadrature
from engine.network import Network
from engine.training import Trainer, TrainingSettings
from tests.engine.networks import examples, perceptron, weights

NORMALISED = sequential(
    LayerSpec("input_1", "input", {"shape": (4,)}),
    LayerSpec("dense_1", "dense", {"units": 8, "activation": "tanh"}),
    LayerSpec("norm", "batch_normalization", {}),
    LayerSpec("dense_2", "dense", {"units": 3}),
    LayerSpec("output_1", "output", {"loss": "categorical_cross_entropy"}))
GRAPHS = {"tanh": perceptron(3, 10, 6, 2), "softmax": NORMALISED,
          "wide": perceptron(2, 40, 1, activation="softplus", loss="binary_cross_entropy")}
MODULE = sys.modules["engine.landscape.curvature"]  # the package has a function of this name
on_each_graph = pytest.mark.parametrize("name", GRAPHS)


@pytest.fixture
def only_lanczos(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small networks are measured as large ones are."""
    monkeypatch.setattr(MODULE, "EXACT", 0)


@pytest.fixture(params=["exact", "lanczos"])
def exact(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Both ways to measure."""
    if request.param == "lanczos":
        monkeypatch.setattr(MODULE, "EXACT", 0)
    return request.param == "exact"


def spectrum(network: Network, parameters: np.ndarray, inputs, targets) -> tuple[np.ndarray, np.ndarray]:
    """Of the exact Hessian over the trainable weights, by NumPy."""
    exact = Network(network.graph, dtype="float64", l1=network.l1, l2=network.l2)
    trainable = network.layout.trainable
    hessian = exact.hessian(np.asarray(parameters, np.float64), inputs, targets)[:trainable, :trainable]
    return np.linalg.eigh(0.5 * (hessian + hessian.T))


def examined(graph: Graph, rows: int = 40, **penalties: float):
    """A network, weights, examples, and the curvature there."""
    network = Network(graph, **penalties)
    place = weights(network), *examples(network, rows)
    return network, place, curvature(network, *place)


def test_residuals_say_how_far_vectors_are_from_eigenvectors():
    half = np.random.default_rng(1).normal(size=(30, 30))
    matrix = half + half.T
    *_, ritz = lanczos(lambda vector: matrix @ vector, 30, np.random.default_rng(0), steps=8)
    vectors = [ritz.vector(place) for place in range(len(ritz.values))]
    np.testing.assert_allclose(ritz.residuals, [np.linalg.norm(matrix @ vector - value * vector) for vector, value
                                                in zip(vectors, ritz.values, strict=True)], rtol=1e-8)


@on_each_graph
def test_a_small_network_has_its_exact_spectrum(name: str):
    network, place, found = examined(GRAPHS[name], l2=0.01)
    values, vectors = spectrum(network, *place)
    assert found.exact
    assert found.weights == len(values) == network.layout.trainable
    assert (found.smallest, found.largest) == (pytest.approx(values[0]), pytest.approx(values[-1]))
    assert (found.trace, found.trace_error) == (pytest.approx(values.sum()), 0.0)
    assert found.negative == (values < -1e-4 * np.abs(values).max()).sum() > 0
    assert found.stable_rate == pytest.approx(2 / values[-1])
    for vector, column in zip(found.vectors, (-1, 0), strict=True):
        assert abs(vector[:len(values)] @ vectors[:, column]) == pytest.approx(1.0, abs=1e-6)
        assert not vector[len(values):].any()


@on_each_graph
@pytest.mark.usefixtures("only_lanczos")
def test_lanczos_finds_the_ends_of_the_spectrum(name: str):
    network, place, found = examined(GRAPHS[name], l2=0.01)
    values, vectors = spectrum(network, *place)
    assert not found.exact
    assert found.largest == pytest.approx(values[-1], rel=1e-3)
    assert found.smallest == pytest.approx(values[0], rel=1e-3)
    for vector, column in zip(found.vectors, (-1, 0), strict=True):
        assert np.linalg.norm(vector) == pytest.approx(1.0)
        assert abs(vector[:len(values)] @ vectors[:, column]) == pytest.approx(1.0, abs=1e-3)


@pytest.mark.parametrize(("graph", "source"), [
    (perceptron(2, 16, 16, 1, loss="binary_cross_entropy"), "circle"),
    (perceptron(4, 8, 3, loss="categorical_cross_entropy"), "iris"),
    (perceptron(2, 20, 1, activation="relu"), "plane")])
@pytest.mark.usefixtures("only_lanczos")
def test_so_it_does_where_a_training_has_come_to(graph: Graph, source: str):
    """There most eigenvalues crowd around zero and few are large; the smallest is judged by the scale of all."""
    data = load(DataSpec(source))
    trainer = Trainer(graph, data, TrainingSettings(epochs=60, optimizer_settings={"learning_rate": 0.01}))
    for _ in range(60):
        trainer.epoch()
    network, place = Network(graph), (trainer.parameters, data.train.inputs, data.train.targets)
    found, (values, _) = curvature(network, *place), spectrum(network, *place)
    assert found.largest == pytest.approx(values[-1], rel=1e-3)
    assert found.smallest == pytest.approx(values[0], abs=1e-3 * values[-1])
    assert abs(found.trace - values.sum()) < 3 * max(found.trace_error, 1e-3 * values[-1])


@on_each_graph
@pytest.mark.usefixtures("only_lanczos")
def test_the_trace_is_right_within_its_error_and_the_density_within_a_tenth(name: str):
    network, place, found = examined(GRAPHS[name], l2=0.01)
    values, _ = spectrum(network, *place)
    size, square = len(values), (values**2).sum()
    error = np.sqrt(2 * (square - values.sum() ** 2 / size) * size / (size + 2) / PROBES)  # of vᵀHv, v on a sphere
    assert abs(found.trace - values.sum()) < 3 * error
    assert 0.4 * error < found.trace_error < 2 * error
    nodes, shares = found.density
    assert shares.sum() == pytest.approx(1.0)
    scale = values[-1] - values[0]
    for level in np.linspace(values[0] - 0.01 * scale, values[-1] + 0.01 * scale, 21):
        smooth = [np.average(np.clip((level - points) / (0.05 * scale) + 0.5, 0, 1), weights=share)
                  for points, share in ((nodes, shares), (values, np.ones(len(values))))]
        assert smooth[0] == pytest.approx(smooth[1], abs=0.1)
    assert size * (shares @ nodes**2) == pytest.approx(square, rel=0.5)


@pytest.mark.usefixtures("only_lanczos")
def test_the_pieces_can_be_measured_apart():
    network = Network(GRAPHS["tanh"])
    place = weights(network), *examples(network, 20)
    assert pieces(network) == 2 + PROBES
    parts = [measure(network, *place, piece) for piece in reversed(range(pieces(network)))][::-1]
    apart, whole = assembled(network, parts), curvature(network, *place)
    assert (apart.largest, apart.trace, apart.label) == (whole.largest, whole.trace, whole.label)
    assert len({round(float(part.shares.max()), 6) for part in parts}) == len(parts)  # each follows a vector of its own


def test_a_network_that_is_not_small_is_measured_in_several_pieces():
    assert pieces(Network(perceptron(2, 40, 40, 5))) == 1
    assert pieces(Network(perceptron(2, 50, 50, 5))) == 2 + PROBES


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(2))
@pytest.mark.usefixtures("only_lanczos")
def test_negative_eigenvalues_of_a_large_network_are_counted_with_their_uncertainty(seed: int):
    """After training most eigenvalues crowd around zero, and the level goes right through them."""
    data = load(DataSpec("digits"))
    graph = perceptron(64, 16, 10, loss="categorical_cross_entropy")
    trainer = Trainer(graph, data, TrainingSettings(optimizer_settings={"learning_rate": 0.003}, seed=seed))
    for _ in range(20):
        trainer.epoch()
    network = Network(graph)
    place = trainer.parameters, data.train.inputs[:60], data.train.targets[:60]
    found, (values, _) = curvature(network, *place), spectrum(network, *place)
    true = int((values < -1e-4 * np.abs(values).max()).sum())
    least, most = found.negative_range
    assert not found.exact
    assert true / 1.3 < found.negative < 1.3 * true
    assert least < true < most
    assert found.label != "saddle"


@pytest.mark.usefixtures("only_lanczos")
@pytest.mark.parametrize("hidden", [1, 3, 10, 40])
def test_equal_eigenvalues_that_lanczos_sees_as_one_are_not_taken_for_one(hidden: int):
    """A deep linear network at zero: one direction falls for each hidden neuron, all by the same curvature."""
    x, _, _ = regression(1)
    found = place_of(linear(1, hidden, 1), np.zeros(2 * hidden), x, 3 * x)
    least, most = found.negative_range
    assert least <= hidden <= most
    assert abs(found.negative - hidden) <= 0.5 * hidden
    if hidden > 1:
        assert found.label == "saddle_about"
        assert LABELS["saddle_about"].format(**found.values).startswith(
            f"near a saddle of index about {found.negative}, between {least} and {most}")


@on_each_graph
@pytest.mark.usefixtures("only_lanczos")
def test_few_negative_eigenvalues_are_counted_by_their_ends(name: str):
    network, place, found = examined(GRAPHS[name], l2=0.01)
    values, _ = spectrum(network, *place)
    true = int((values < -1e-4 * np.abs(values).max()).sum())
    assert found.negative_range[0] <= true <= found.negative_range[1]
    assert true / 1.3 <= found.negative <= 1.3 * true


def test_the_quadrature_of_a_random_vector_integrates_powers_exactly():
    """m nodes: powers up to 2m − 1 (Golub and Meurant 2010)."""
    eigenvalues, rng = np.linspace(-1, 1, 50), np.random.default_rng(3)
    ritz = quadrature(lambda vector: eigenvalues * vector, 50, np.random.default_rng(3), 6)
    vector = rng.standard_normal(50)
    weights_of = vector**2 / (vector @ vector)
    for power in range(12):
        assert ritz.weights @ ritz.values**power == pytest.approx(weights_of @ eigenvalues**power, abs=1e-13)
    assert abs(ritz.weights @ ritz.values**12 - weights_of @ eigenvalues**12) > 1e-6


def test_the_penalty_raises_every_eigenvalue_of_a_kernel():
    """½ λ ‖W‖² adds λ to the curvature of weights, and leaves biases alone."""
    network, _, plain = examined(perceptron(3, 4, 1))
    _, _, penalised = examined(perceptron(3, 4, 1), l2=0.5)
    biases = 4 + 1
    assert penalised.trace - plain.trace == pytest.approx(0.5 * (network.size - biases))


@pytest.mark.parametrize("eigenvalues", [
    np.linspace(-3, 10, 30), np.r_[np.zeros(28), 1.0, 5.0], np.r_[-4.0, np.zeros(29)], np.ones(30), np.zeros(30),
    1e-8 * np.arange(1, 31), np.r_[2.0]], ids=["spread", "low rank", "falling", "ball", "flat", "tiny", "one"])
def test_lanczos_of_known_matrices(eigenvalues: np.ndarray):
    size = len(eigenvalues)
    turn = np.linalg.qr(np.random.default_rng(0).standard_normal((size, size)))[0]
    matrix = turn * eigenvalues @ turn.T
    *_, ritz = lanczos(lambda vector: matrix @ vector, size, np.random.default_rng(1))
    scale = max(np.abs(eigenvalues).max(), 1e-300)
    assert ritz.values[-1] == pytest.approx(eigenvalues.max(), abs=1e-6 * scale)
    assert ritz.values[0] == pytest.approx(eigenvalues.min(), abs=1e-6 * scale)
    assert ritz.weights.sum() == pytest.approx(1.0)
    for place in (0, -1):
        vector = ritz.vector(place)
        assert np.linalg.norm(matrix @ vector - ritz.values[place] * vector) <= 1e-5 * scale


def test_the_histogram_holds_every_eigenvalue():
    network, place, found = examined(GRAPHS["tanh"])
    edges, shares = histogram(found, bins=31)
    assert (len(edges), len(shares)) == (32, 31)
    assert shares.sum() == pytest.approx(1.0)
    values, _ = spectrum(network, *place)
    np.testing.assert_allclose(shares, np.histogram(values, edges)[0] / len(values), atol=1e-12)


# What kind of place it is


def linear(*widths: int) -> Graph:
    """Dense layers without activation or bias."""
    layers = [LayerSpec(f"dense_{place}", "dense", {"units": units, "activation": "identity", "use_bias": False})
              for place, units in enumerate(widths[1:], 1)]
    return sequential(LayerSpec("input_1", "input", {"shape": (widths[0],)}), *layers,
                      LayerSpec("output_1", "output", {"loss": "mean_squared_error"}))


def regression(columns: int, rows: int = 30) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Inputs, targets with noise, and the least-squares solution."""
    rng = np.random.default_rng(6)
    x = rng.standard_normal((rows, columns))
    y = x @ rng.standard_normal((columns, 1)) + 0.5 * rng.standard_normal((rows, 1))
    return x, y, np.linalg.lstsq(x, y)[0]


def place_of(graph: Graph, parameters: np.ndarray, x: np.ndarray, y: np.ndarray, **penalties: float) -> Curvature:
    return curvature(Network(graph, **penalties), parameters, x, y)


def test_least_squares_ends_in_a_minimum(exact: bool):
    x, y, best = regression(4)
    found = place_of(linear(4, 1), best[:, 0], x, y)
    assert (found.label, found.negative, found.exact) == ("minimum", 0, exact)
    assert found.gradient_norm == pytest.approx(0.0, abs=1e-12)
    assert found.largest == pytest.approx(np.linalg.eigvalsh(2 * x.T @ x / len(x))[-1], rel=1e-6)


@pytest.mark.usefixtures("exact")
def test_away_from_there_it_is_a_slope():
    x, y, best = regression(4)
    for share in (0.01, 0.1, 10.0):
        assert place_of(linear(4, 1), (1 + share) * best[:, 0], x, y).label == "slope"


@pytest.mark.parametrize("unit", [1e-3, 1e3])
@pytest.mark.parametrize(("share", "label"), [(0.0, "minimum"), (0.1, "slope")])
def test_the_unit_of_the_targets_does_not_matter(unit: float, share: float, label: str):
    x, y, best = regression(4)
    weights_then = (1 + share) * best[:, 0]
    assert place_of(linear(4, 1), weights_then, x, y).label == label
    if np.linalg.norm(unit * best) > 1:
        assert place_of(linear(4, 1), unit * weights_then, x, unit * y).label == label


@pytest.mark.usefixtures("exact")
def test_a_deep_linear_network_has_a_saddle_where_all_weights_are_zero():
    """(v w x − y)²: the Hessian at 0 is [[0, −c], [−c, 0]] with c = 2 · mean(x y), one direction falls."""
    x, _, _ = regression(1)
    found = place_of(linear(1, 1, 1), np.zeros(2), x, 3 * x)
    c = 2 * (3 * x * x).mean()
    assert (found.label, found.negative) == ("saddle", 1)
    assert (found.largest, found.smallest) == (pytest.approx(c), pytest.approx(-c))
    assert LABELS["saddle"].format(index=found.negative).startswith("near a saddle of index 1")


def test_with_every_hidden_neuron_one_more_direction_falls():
    x, _, _ = regression(1)
    for hidden in (1, 2, 5):
        assert place_of(linear(1, hidden, 1), np.zeros(2 * hidden), x, 3 * x).negative == hidden


@pytest.mark.usefixtures("exact")
def test_a_penalty_stronger_than_the_data_makes_a_minimum_of_the_saddle():
    x, _, _ = regression(1)
    c = 2 * (3 * x * x).mean()
    weaker, stronger = (place_of(linear(1, 1, 1), np.zeros(2), x, 3 * x, l2=share * c) for share in (0.5, 1.5))
    assert (weaker.label, stronger.label) == ("saddle", "minimum")
    assert stronger.smallest == pytest.approx(0.5 * c)


@pytest.mark.usefixtures("exact")
def test_dead_neurons_are_a_plateau():
    graph = perceptron(2, 4, 1, activation="relu").with_settings("dense_2", {"units": 1, "use_bias": False})
    network = Network(graph)
    dead = weights(network)
    network.layout.view(dead, "dense_1/bias")[...] = -100.0
    found = curvature(network, dead, *examples(network, 20))
    assert (found.label, found.gradient_norm, found.largest, found.trace) == ("plateau", 0.0, 0.0, 0.0)
    assert found.stable_rate == np.inf


@pytest.mark.usefixtures("exact")
def test_a_saturated_sigmoid_is_a_plateau_of_the_squared_error_but_a_slope_of_the_cross_entropy():
    """All examples are wrong, and certain (Bishop 2006, section 5.2: why the two belong together)."""
    x, wrong = np.random.default_rng(7).standard_normal((20, 2)), np.zeros((20, 1))
    certain = np.array([0.5, -0.5, 60.0])
    squared = perceptron(2, 1).with_settings("dense_1", {"units": 1, "activation": "sigmoid"})
    assert place_of(squared, certain, x, wrong).label == "plateau"
    assert place_of(perceptron(2, 1, loss="binary_cross_entropy"), certain, x, wrong).label == "slope"

"""Directions: lengths as those of the weights, the subspace of a walk, curvature, single weights, other solutions."""

from __future__ import annotations

import numpy as np
import pytest

from engine.data import DataSpec, load
from engine.errors import LaderaError, SettingError
from engine.graph import Graph, LayerSpec, sequential
from engine.landscape import (
    DIRECTIONS,
    DirectionInputs,
    PlaneLoss,
    TrajectoryRecorder,
    filter_normalised,
    make_plane,
    refitted,
    straight_line,
    weight_name,
    weight_place,
)
from engine.network import Network
from engine.training import Trainer, TrainingSettings
from tests.engine.networks import examples, perceptron, weights

IMAGES = sequential(
    LayerSpec("input_1", "input", {"shape": (6, 6, 2)}),
    LayerSpec("conv", "conv2d", {"filters": 3, "activation": "relu"}),
    LayerSpec("norm", "batch_normalization", {}),
    LayerSpec("up", "conv2d_transpose", {"filters": 2, "activation": "tanh"}),
    LayerSpec("flat", "flatten", {}),
    LayerSpec("head", "dense", {"units": 3}),
    LayerSpec("output_1", "output", {"loss": "categorical_cross_entropy"}))
OUTPUTS = {"conv": -1, "up": -2, "head": -1}  # the axis of the neurons or filters in a kernel


def lengths(array: np.ndarray, axis: int) -> np.ndarray:
    """Of each neuron or filter."""
    return np.linalg.norm(np.moveaxis(array, axis, 0).reshape(array.shape[axis], -1), axis=1)


def examined(graph: Graph, rows: int = 20) -> tuple[Network, DirectionInputs]:
    network = Network(graph, dtype="float64")
    inputs, targets = examples(network, rows)
    return network, DirectionInputs(network, weights(network), inputs=inputs, targets=targets)


def test_every_neuron_and_every_filter_of_a_direction_is_as_long_as_its_weights():
    network, given = examined(IMAGES)
    plane = make_plane("random", given)
    origin = network.layout.arrays(given.origin)
    for direction in plane.directions:
        arrays = network.layout.arrays(direction)
        for layer, axis in OUTPUTS.items():
            kernel = f"{layer}/kernel"
            np.testing.assert_allclose(lengths(arrays[kernel], axis), lengths(origin[kernel], axis), rtol=1e-12)
        for name in set(arrays) - {f"{layer}/kernel" for layer in OUTPUTS}:
            assert not arrays[name].any(), name


def test_with_biases_each_vector_is_as_long_as_a_whole_but_running_statistics_stay():
    network, given = examined(IMAGES)
    plane = make_plane("random", given, {"zero_biases": False})
    for name, array in network.layout.arrays(plane.first).items():
        wanted = np.linalg.norm(network.layout.view(given.origin, name)) * network.layout[name].parameter.trainable
        assert np.linalg.norm(array) == pytest.approx(wanted), name


def test_layers_as_a_whole_and_no_normalisation():
    network, given = examined(perceptron(3, 5, 2))
    raw = np.random.default_rng(1).standard_normal(network.size)
    whole = network.layout.arrays(filter_normalised(network, raw, given.origin, "layer"))["dense_1/kernel"]
    origin, drawn = (network.layout.view(vector, "dense_1/kernel") for vector in (given.origin, raw))
    np.testing.assert_allclose(whole, drawn * np.linalg.norm(origin) / np.linalg.norm(drawn), rtol=1e-12)
    assert not np.allclose(lengths(whole, -1), lengths(origin, -1))
    np.testing.assert_array_equal(filter_normalised(network, raw, given.origin, "none", zero_vectors=False), raw)


def test_a_neuron_without_weights_does_not_move():
    network, given = examined(perceptron(3, 5, 2))
    origin = given.origin.copy()
    network.layout.view(origin, "dense_1/kernel")[:, 2] = 0.0
    moved = network.layout.view(filter_normalised(network, np.ones(network.size), origin), "dense_1/kernel")
    assert np.flatnonzero(~moved.any(axis=0)).tolist() == [2]
    assert np.isfinite(moved).all()


def test_frozen_layers_do_not_move():
    network, given = examined(perceptron(3, 5, 2).with_settings("dense_1", {"units": 5, "trainable": False}))
    direction = make_plane("random", given, {"zero_biases": False}).first
    assert not direction[network.layout.trainable:].any()
    assert network.layout.trainable == 5 * 2 + 2


RELU_IMAGES = sequential(
    LayerSpec("input_1", "input", {"shape": (5, 5, 2)}),
    LayerSpec("conv_1", "conv2d", {"filters": 4, "activation": "relu"}),
    LayerSpec("conv_2", "conv2d", {"filters": 3, "activation": "relu"}),
    LayerSpec("flat", "flatten", {}),
    LayerSpec("head", "dense", {"units": 3}),
    LayerSpec("output_1", "output", {"loss": "categorical_cross_entropy"}))


@pytest.mark.parametrize(("graph", "layer", "following"), [
    (perceptron(2, 12, 12, 1, activation="relu"), "dense_1", "dense_2"),
    (perceptron(2, 12, 12, 1, activation="relu"), "dense_2", "dense_3"),
    (RELU_IMAGES, "conv_1", "conv_2"), (RELU_IMAGES, "conv_2", "head")])
def test_a_filter_normalised_surface_does_not_see_how_relu_layers_share_their_scale(graph, layer, following):
    """f(10 W₁, W₂ / 10) = f(W₁, W₂): the network is the same, and so is its surface (Li et al. 2018, section 4)."""
    network, given = examined(graph)
    scaled = given.origin.copy()
    for name, factor in ((f"{layer}/kernel", 10.0), (f"{layer}/bias", 10.0), (f"{following}/kernel", 0.1)):
        network.layout.view(scaled, name)[...] *= factor
    places = [axis.ravel() for axis in np.meshgrid(np.linspace(-1, 1, 7), np.linspace(-1, 1, 7))]
    loss = PlaneLoss(network, given.inputs, given.targets)
    surfaces = {}
    for normalisation in ("filter", "layer", "none"):
        surfaces[normalisation] = [
            loss.losses(make_plane("random", DirectionInputs(network, origin, seed=4),
                                   {"normalisation": normalisation}), *places)
            for origin in (given.origin, scaled)]
    np.testing.assert_allclose(*surfaces["filter"], rtol=1e-10)
    np.testing.assert_allclose(*surfaces["layer"], rtol=1e-10)
    assert not np.allclose(*surfaces["none"], rtol=0.1)


def test_the_seed_gives_the_random_directions():
    network, given = examined(perceptron(3, 5, 2))
    first, again, other = (make_plane("random",
                                      DirectionInputs(network, given.origin, seed)).directions for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert not np.allclose(first, other)


def flat_walk(network: Network, steps: int = 30) -> np.ndarray:
    """A spiral in a two-dimensional subspace."""
    u, v = np.linalg.qr(np.random.default_rng(2).standard_normal((network.size, 2)))[0].T
    turn = np.linspace(0, 7, steps)[:, None]
    return weights(network) + 3 * np.exp(-0.3 * turn) * np.cos(turn) * u + np.exp(-0.2 * turn) * np.sin(turn) * v


def test_two_components_explain_all_of_a_walk_in_two_dimensions():
    network = Network(perceptron(3, 5, 2))
    walk = flat_walk(network)
    plane = make_plane("principal", DirectionInputs(network, walk[-1], walk=walk))
    assert plane.explained.sum() == pytest.approx(1.0, abs=1e-12)
    assert plane.project(walk).whole_off_plane < 1e-7
    assert plane.first @ plane.second == pytest.approx(0.0, abs=1e-9)


def test_what_two_components_explain_is_what_numpys_singular_values_say():
    network = Network(perceptron(3, 5, 2))
    walk = np.cumsum(np.random.default_rng(3).standard_normal((25, network.size)), axis=0)
    plane = make_plane("principal", DirectionInputs(network, walk[-1], walk=walk))
    _, values, vectors = np.linalg.svd(walk - walk.mean(axis=0), full_matrices=False)
    np.testing.assert_allclose(plane.explained, values[:2] ** 2 / (values**2).sum(), rtol=1e-9)
    for direction, vector in zip(plane.directions, vectors[:2], strict=True):
        assert abs(direction @ vector) == pytest.approx(np.linalg.norm(direction), rel=1e-9)


def test_what_two_components_explain_is_what_scikit_learn_says_of_a_training():
    PCA = pytest.importorskip("sklearn.decomposition").PCA
    data = load(DataSpec("spiral", {"samples": 200}))
    trainer, path = Trainer(perceptron(2, 12, 1, loss="binary_cross_entropy"), data,
                            TrainingSettings()), TrajectoryRecorder()
    path.add(0, np.nan, trainer.parameters)
    for _ in range(120):
        trainer.step()
        path.add(trainer.steps_done, trainer.minibatch_loss, trainer.parameters)
    walk = path.seen().points.astype(np.float64)
    plane, pca = make_plane("principal",
                            DirectionInputs(Network(trainer.graph), trainer.parameters, walk=walk)), PCA(2).fit(walk)
    np.testing.assert_allclose(plane.explained, pca.explained_variance_ratio_, rtol=1e-6)
    for direction, component in zip(plane.directions, pca.components_, strict=True):
        assert abs(direction @ component) == pytest.approx(np.linalg.norm(direction), rel=1e-6)
    np.testing.assert_allclose(plane.origin, trainer.parameters)


def test_components_of_a_walk_leave_running_statistics_alone():
    network, given = examined(IMAGES)
    walk = given.origin + np.cumsum(np.random.default_rng(4).standard_normal((9, network.size)), axis=0)
    plane = make_plane("principal", DirectionInputs(network, walk[-1], walk=walk))
    assert network.layout.trainable < network.size
    assert not plane.directions[:, network.layout.trainable:].any()


def test_eigenvector_planes_are_those_of_numpy():
    network, given = examined(perceptron(2, 4, 1))
    vectors = np.linalg.eigh(network.hessian(given.origin, given.inputs, given.targets)).eigenvectors
    scale = 0.3 * np.linalg.norm(given.origin)
    for which, columns in (("largest", (-1, -2)), ("extremes", (-1, 0))):
        plane = make_plane("eigenvectors", given, {"which": which})
        for direction, column in zip(plane.directions, columns, strict=True):
            assert np.linalg.norm(direction) == pytest.approx(scale)
            assert abs(direction @ vectors[:, column]) == pytest.approx(scale, rel=1e-3)


@pytest.mark.parametrize("which", ["largest", "extremes"])
def test_where_nothing_bends_there_are_no_eigenvectors_to_look_along(which: str):
    """All neurons of a ReLU layer dead, and no bias behind them: the Hessian is zero."""
    head = {"units": 1, "use_bias": False}
    network, given = examined(perceptron(2, 4, 1, activation="relu").with_settings("dense_2", head))
    network.layout.view(given.origin, "dense_1/bias")[...] = -100.0
    with pytest.raises(LaderaError, match="span no plane"):
        make_plane("eigenvectors", given, {"which": which})


def test_two_weights_change_and_no_other():
    _, given = examined(perceptron(2, 3, 1))
    plane = make_plane("weights", given, {"one": "dense_1/kernel[0, 1]", "other": "dense_2/kernel[0,0]", "length": 4.0})
    assert np.flatnonzero(plane.point(1.0, 1.0) - given.origin).tolist() == [1, 9]
    assert plane.point(0.5, 0.0)[1] == pytest.approx(given.origin[1] + 2.0)
    assert plane.labels == ("dense_1/kernel[0, 1]", "dense_2/kernel[0, 0]")


def test_weights_go_by_their_place_in_the_layers():
    network = Network(perceptron(2, 3, 1))
    for place in range(network.size):
        name, _, index = weight_name(network, place).partition("[")
        vector = np.zeros(network.size)
        network.layout.view(vector, name)[tuple(int(i) for i in index.rstrip("]").split(", "))] = 1.0
        assert np.flatnonzero(vector).tolist() == [place]
        assert weight_place(network, weight_name(network, place)) == place


@pytest.mark.parametrize("name", ["dense_3/kernel[0, 0]", "dense_1/kernel[2, 0]", "dense_1/kernel[0]", "dense_1/kernel",
                                  "dense_1/kernel[-1, 0]", "dense_1/kernel[0, x]"])
def test_weights_that_are_none_are_refused(name: str):
    _, given = examined(perceptron(2, 3, 1))
    with pytest.raises(LaderaError, match="first one is dense_1/kernel\\[0, 0\\]"):
        make_plane("weights", given, {"one": name})


@pytest.mark.parametrize("one", ["dense_1/kernel[0, 1]", "dense_1/kernel[ 0,1 ]"])
def test_twice_the_same_weight_is_refused(one: str):
    _, given = examined(perceptron(2, 3, 1))
    with pytest.raises(LaderaError, match="two different"):
        make_plane("weights", given, {"one": one, "other": "dense_1/kernel[0, 1]"})


def test_the_other_and_the_third_solution_are_at_one():
    network, given = examined(IMAGES)
    other, third = weights(network, 1), weights(network, 2)
    plane = make_plane("between", DirectionInputs(network, given.origin, other=other, third=third))
    np.testing.assert_allclose(plane.point(1.0, 0.0), other, rtol=1e-12)
    np.testing.assert_allclose(plane.point(0.0, 1.0), third, rtol=1e-12)


def test_across_the_line_to_another_solution_is_a_random_direction_of_its_length():
    network, given = examined(perceptron(2, 3, 1))
    plane = make_plane("between", DirectionInputs(network, given.origin, other=weights(network, 1)))
    assert plane.first @ plane.second == pytest.approx(0.0, abs=1e-12)
    assert np.linalg.norm(plane.first) == pytest.approx(np.linalg.norm(plane.second))


def test_the_other_solution_stays_at_one_when_the_middle_moves():
    network, given = examined(perceptron(2, 3, 1))
    other, steps, plane = weights(network, 1), np.random.default_rng(0).standard_normal((20, network.size)), None
    for origin in given.origin + 0.2 * np.cumsum(steps, axis=0):
        plane = refitted(make_plane("between", DirectionInputs(network, origin, other=other)), plane)
        np.testing.assert_allclose(plane.point(1.0, 0.0), other, rtol=1e-12)


def test_two_weights_that_are_exchanged_exchange_their_axes():
    _, given = examined(perceptron(2, 3, 1))
    names = "dense_1/kernel[0, 1]", "dense_2/kernel[0, 0]"
    one, other = (make_plane("weights", given, dict(zip(("one", "other"), order, strict=True)))
                  for order in (names, names[::-1]))
    plane = refitted(other, one)
    assert plane.labels == names[::-1]
    assert [weight_name(given.network, int(direction.argmax())) for direction in plane.directions] == [*names[::-1]]


@pytest.mark.parametrize("which", ["largest", "extremes"])
def test_axes_of_curvature_are_the_eigenvectors_they_are_called_and_do_not_flip(which):
    """Eigenvectors have no sign; without a refit some of these do flip."""
    network, given = examined(perceptron(2, 4, 1))
    rng, flips, before = np.random.default_rng(3), 0, None
    for origin in given.origin + 0.05 * np.cumsum(rng.standard_normal((15, network.size)), axis=0):
        raw = make_plane("eigenvectors", DirectionInputs(network, origin, inputs=given.inputs, targets=given.targets),
                         {"which": which})
        plane = refitted(raw, before)
        np.testing.assert_array_equal(np.abs(plane.directions), np.abs(raw.directions))
        if before is not None:
            assert (np.diag(plane.directions @ before.directions.T) >= 0).all()
            flips += int((np.diag(raw.directions @ before.directions.T) < 0).sum())
        before = plane
    assert flips


def test_planes_of_another_kind_or_network_are_not_followed():
    _, given = examined(perceptron(2, 3, 1))
    _, wider = examined(perceptron(2, 5, 1))
    plane = make_plane("eigenvectors", given)
    for before in (None, make_plane("random", given), make_plane("eigenvectors", wider)):
        assert refitted(plane, before) is plane


@pytest.mark.parametrize("third", [False, True])
@pytest.mark.parametrize("ratio", [40.0, 1e-4])
def test_between_solutions_running_variances_stay_positive_and_every_place_has_a_loss(ratio: float, third: bool):
    """By equal factors; at the solutions they are those of the solutions, and the losses are those there."""
    network, given = examined(IMAGES)
    other, last = (weights(network, seed) for seed in (1, 2))
    span = network.layout["norm/moving_variance"].span
    other[span] = ratio * given.origin[span]
    plane = make_plane("between", DirectionInputs(network, given.origin, other=other, third=last if third else None))
    a, b = (axis.ravel() for axis in np.meshgrid(np.linspace(-2, 3, 11), np.linspace(-2, 3, 11)))
    variances = plane.points(a, b)[:, span]
    assert (variances > 0).all()
    factor = (last / given.origin)[span] if third else np.ones(3)
    np.testing.assert_allclose(variances, given.origin[span] * ratio**a[:, None] * factor**b[:, None], rtol=1e-9)
    losses = PlaneLoss(network, given.inputs, given.targets).losses(plane, a, b)
    assert np.isfinite(losses).all()
    expected = [network.objective(point, given.inputs, given.targets) for point in plane.points(a, b)]
    np.testing.assert_allclose(losses, expected, rtol=1e-8)
    np.testing.assert_allclose(plane.point(1.0, 0.0), other, rtol=1e-12)
    if third:
        np.testing.assert_allclose(plane.point(0.0, 1.0), last, rtol=1e-12)


def test_a_line_between_solutions_has_a_loss_everywhere():
    network, given = examined(IMAGES)
    other = weights(network, 1)
    other[network.layout["norm/moving_variance"].span] = [1e-6, 30.0, 1e4]
    t, losses = straight_line(network, given.origin, other, given.inputs, given.targets)
    assert np.isfinite(losses).all()
    for place, solution in ((0.0, given.origin), (1.0, other)):
        assert losses[np.abs(t - place).argmin()] == pytest.approx(
            network.objective(solution, given.inputs, given.targets), rel=1e-9)


def test_a_variance_of_nothing_does_no_harm():
    """A channel that was always the same has the variance 0, and ε stands below it."""
    network, given = examined(IMAGES)
    other = weights(network, 1)
    given.origin[network.layout["norm/moving_variance"].span] = 0.0
    plane = make_plane("between", DirectionInputs(network, given.origin, other=other))
    assert np.isfinite(plane.points(np.linspace(-1, 2, 7), np.zeros(7))).all()
    np.testing.assert_allclose(plane.point(0.0, 0.0), given.origin, atol=1e-11)


@pytest.mark.parametrize(("kind", "sentence"), [("principal", "no walk yet"), ("between", "no other solution"),
                                                ("eigenvectors", "needs examples")])
def test_what_is_missing_is_said(kind: str, sentence: str):
    assert DIRECTIONS[kind].needs
    network = Network(perceptron(2, 3, 1))
    with pytest.raises(LaderaError, match=sentence):
        make_plane(kind, DirectionInputs(network, weights(network)))


@pytest.mark.parametrize("steps", [1, 2, 10])
def test_a_straight_walk_has_no_second_component(steps: int):
    network = Network(perceptron(2, 3, 1))
    walk = weights(network) + np.linspace(0, 1, steps)[:, None] * weights(network, 1)
    with pytest.raises(LaderaError, match="straight line"):
        make_plane("principal", DirectionInputs(network, walk[-1], walk=walk))


def test_kinds_without_needs_make_planes_with_their_default_settings_and_refuse_others():
    _, given = examined(perceptron(2, 3, 1))
    for kind, row in DIRECTIONS.items():
        if not row.needs:
            assert make_plane(kind, given).kind == kind
        with pytest.raises(SettingError):
            make_plane(kind, given, {"no such setting": 1})

"""The loss at the places of a plane is the network's objective there; pictures become finer and miss nothing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given
from hypothesis import strategies as st

from engine.data import DataSpec, load
from engine.errors import DataError, GraphError
from engine.graph import Graph, LayerSpec, sequential
from engine.ir import Builder, Value, at_places
from engine.ir.value import in_order
from engine.landscape import (
    DirectionInputs,
    Plane,
    PlaneLoss,
    Surface,
    Task,
    coarse_to_fine,
    filled,
    in_pieces,
    learn,
    losses_at,
    losses_of,
    make_plane,
)
from engine.landscape.remote import UnknownTaskError
from engine.layers.activations import ACTIVATIONS
from engine.losses import LOSSES
from engine.network import Network
from engine.recall import MOST, Recall
from engine.training import Trainer, TrainingSettings
from tests.cases import random_cases
from tests.engine.fake_device import Fake
from tests.engine.ir.reference import evaluate
from tests.engine.networks import examples, graphs, perceptron, weights

TOLERANCE = {"float32": 2e-4, "float64": 1e-11}
IMAGES = sequential(
    LayerSpec("input_1", "input", {"shape": (8, 8, 2)}),
    LayerSpec("conv_1", "conv2d", {"filters": 4, "padding": "same"}),
    LayerSpec("norm", "batch_normalization", {}),
    LayerSpec("pool", "pooling2d", {}),
    LayerSpec("conv_2", "conv2d", {"filters": 3, "activation": "tanh"}),
    LayerSpec("flat", "flatten", {}),
    LayerSpec("drop", "dropout", {"rate": 0.5}),
    LayerSpec("head", "dense", {"units": 3}),
    LayerSpec("output_1", "output", {"loss": "categorical_cross_entropy"}))
DENSE = perceptron(3, 16, 16, 2, activation="relu")
NORMALISED = sequential(
    LayerSpec("input_1", "input", {"shape": (5,)}),
    LayerSpec("norm_1", "batch_normalization", {}),
    LayerSpec("dense_1", "dense", {"units": 6, "activation": "relu"}),
    LayerSpec("norm_2", "batch_normalization", {}),
    LayerSpec("dense_2", "dense", {"units": 1, "activation": "sigmoid"}),
    LayerSpec("output_1", "output", {"loss": "binary_cross_entropy"}))


def some_plane(network: Network, everything: bool = False, seed: int = 0) -> Plane:
    """A plane on which all weights move, and with `everything` what follows no gradient does too."""
    directions = 0.3 * np.random.default_rng(seed).standard_normal((2, network.size))
    if everything:
        directions[:, network.layout.trainable:] *= 0.1
    else:
        directions[:, network.layout.trainable:] = 0.0
    return Plane(weights(network).astype(network.dtype), *directions)


def some_places(count: int = 9, seed: int = 1) -> np.ndarray:
    """(2, K), the origin among them."""
    places = np.random.default_rng(seed).uniform(-1, 1, (2, count))
    places[:, 0] = 0.0
    return places


def one_by_one(network: Network, plane: Plane, places: np.ndarray, inputs, targets) -> np.ndarray:
    return np.array([network.objective(plane.point(a, b), inputs, targets) for a, b in places.T])


@pytest.mark.parametrize("penalty", [{}, {"l1": 0.01, "l2": 0.1}], ids=["plain", "penalised"])
@pytest.mark.parametrize("dtype", TOLERANCE)
@pytest.mark.parametrize("graph", [DENSE, IMAGES, NORMALISED], ids=["dense", "convolution", "normalised"])
def test_the_loss_on_a_plane_is_the_objective_at_its_points(graph: Graph, dtype: str, penalty: dict[str, float],
                                                            monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("engine.chunks.CHUNK_ELEMENTS", 8_192)
    network = Network(graph, dtype=dtype, **penalty)
    inputs, targets = examples(network, 50)
    plane, places = some_plane(network), some_places()
    found = PlaneLoss(network, inputs, targets).losses(plane, *places)
    np.testing.assert_allclose(found, one_by_one(network, plane, places, inputs, targets), rtol=TOLERANCE[dtype])
    assert found.dtype == np.float64
    assert np.ptp(found) > 0.05 * found.mean()


def test_a_surface_has_a_along_its_columns_and_b_along_its_rows_and_shows_the_whole_walk():
    network = Network(DENSE, dtype="float64")
    inputs, targets = examples(network, 6)
    plane = some_plane(network)
    walk = plane.points(np.array([0.0, 2.0, 3.0]), np.array([0.0, -1.0, 0.5]))
    surface = PlaneLoss(network, inputs, targets).surface(plane, walk, points=5)
    assert surface.losses.shape == (5, 5)
    for row, column in ((0, 3), (4, 1)):
        point = plane.point(surface.a[column], surface.b[row])
        assert surface.losses[row, column] == pytest.approx(network.objective(point, inputs, targets), rel=1e-10)
    assert surface.a[0] < 0 < 3.0 < surface.a[-1]
    assert surface.b[0] < -1.0
    assert surface.known == 1.0
    assert repr(surface).startswith("Surface(")


def test_examples_go_through_in_chunks_and_the_last_may_be_shorter(monkeypatch: pytest.MonkeyPatch):
    network = Network(IMAGES, dtype="float64")
    inputs, targets = examples(network, 50)
    plane, places = some_plane(network), some_places(70)
    whole = PlaneLoss(network, inputs, targets).losses(plane, *places)
    monkeypatch.setattr("engine.chunks.CHUNK_ELEMENTS", 16 * network.chunks.elements)
    assert network.chunks.rows() == 16
    np.testing.assert_allclose(PlaneLoss(network, inputs, targets).losses(plane, *places), whole, rtol=1e-12)


@pytest.mark.parametrize("dtype", TOLERANCE)
def test_running_statistics_may_move_too(dtype: str):
    """As on the line to another solution: then mean and variance come from the place, not from the origin."""
    network = Network(NORMALISED, dtype=dtype)
    inputs, targets = examples(network, 40)
    plane, places = some_plane(network, everything=True), some_places()
    loss = PlaneLoss(network, inputs, targets)
    expected = one_by_one(network, plane, places, inputs, targets)
    np.testing.assert_allclose(loss.losses(plane, *places), expected, rtol=TOLERANCE[dtype])
    still = some_plane(network)
    np.testing.assert_allclose(loss.losses(still, *places), one_by_one(network, still, places, inputs, targets),
                               rtol=TOLERANCE[dtype])
    assert not np.allclose(loss.losses(still, *places), expected, rtol=0.01)


@given(graph=graphs(activations=sorted(ACTIVATIONS), losses=sorted(LOSSES)))
@random_cases(40, suppress_health_check=[HealthCheck.too_slow])
def test_random_networks_have_their_objective_on_every_plane(graph: Graph):
    network = Network(graph, dtype="float64", l1=0.01, l2=0.1)
    assume(network.layout.trainable > 1)
    inputs, targets = examples(network, 4)
    places = some_places(3)
    for everything in (False, True):
        plane = some_plane(network, everything)
        found = PlaneLoss(network, inputs, targets).losses(plane, *places)
        with np.errstate(all="ignore"):
            expected = one_by_one(network, plane, places, inputs, targets)
        np.testing.assert_allclose(found, expected, rtol=1e-8, atol=1e-9)


@pytest.mark.parametrize("graph", [DENSE, IMAGES], ids=["dense", "convolution"])
def test_every_device_finds_the_same(graph: Graph):
    losses = []
    for network in (Network(graph, dtype="float64"), Network(graph, Fake().device, "float64")):
        plane = some_plane(network)
        losses.append(PlaneLoss(network, *examples(network, 12)).losses(plane, *some_places()))
    np.testing.assert_allclose(*losses, rtol=1e-10)


def test_planes_and_numbers_of_places_may_change_from_call_to_call():
    network = Network(DENSE, dtype="float64")
    inputs, targets = examples(network, 30)
    loss = PlaneLoss(network, inputs, targets)
    for seed, count in enumerate((1, 150, 0, 3)):
        plane, places = some_plane(network, seed=seed), some_places(max(count, 1), seed)[:, :count]
        expected = one_by_one(network, plane, places, inputs, targets)
        np.testing.assert_allclose(loss.losses(plane, *places), expected, rtol=1e-11)


@pytest.mark.parametrize("dtype", TOLERANCE)
def test_the_centre_is_the_objective_that_training_minimises(dtype: str):
    data = load(DataSpec("gaussian", {"samples": 100, "noise": 10}))
    graph = perceptron(2, 6, 1, loss="binary_cross_entropy")
    trainer = Trainer(graph, data, TrainingSettings(epochs=3, l1=0.001, l2=0.01, dtype=dtype))
    for _ in range(3):
        trainer.epoch()
    measured = trainer.evaluate("train")
    network = Network(graph, dtype=dtype, l1=0.001, l2=0.01)
    loss = PlaneLoss(network, data.train.inputs, data.train.targets)
    centre = loss.losses(make_plane("random", DirectionInputs(network, trainer.parameters)), np.zeros(1), np.zeros(1))
    assert centre[0] == pytest.approx(measured.loss + measured.penalty, rel=1e-6)


@pytest.mark.parametrize("dtype", TOLERANCE)
@pytest.mark.parametrize("far", [np.nan, np.inf, 1e200])
def test_what_overflows_is_not_finite_and_nothing_is_raised(dtype: str, far: float):
    network = Network(DENSE, dtype=dtype)
    loss = PlaneLoss(network, *examples(network, 10))
    with np.errstate(all="raise"):
        found = loss.losses(some_plane(network), np.array([0.0, far, 1.0]), np.zeros(3))
    assert np.isfinite(found).tolist() == [True, False, True]


def test_weights_that_are_no_numbers_give_no_loss_anywhere():
    network = Network(DENSE)
    plane = some_plane(network)
    broken = Plane(np.full(network.size, np.nan), plane.first, plane.second)
    assert not np.isfinite(PlaneLoss(network, *examples(network, 10)).losses(broken, *some_places())).any()


def test_examples_that_do_not_fit_are_refused():
    network = Network(DENSE)
    with pytest.raises(GraphError, match="input_1"):
        PlaneLoss(network, np.zeros((5, 4)), np.zeros((5, 2)))
    with pytest.raises(DataError, match="same number"):
        PlaneLoss(network, np.zeros((5, 3)), np.zeros((6, 2)))


# Programs at many places


AFFINE = {
    "add": lambda ir, x, y, bent: ir.add(x, y),
    "subtract": lambda ir, x, y, bent: ir.sub(x, bent),
    "shift": lambda ir, x, y, bent: ir.add(x, 2.0),
    "scale": lambda ir, x, y, bent: ir.mul(bent, x),
    "divide": lambda ir, x, y, bent: ir.div(x, ir.exp(bent)),
    "from the right": lambda ir, x, y, bent: ir.matmul(x, bent),
    "from the left": lambda ir, x, y, bent: ir.matmul(bent, x),
    "transpose": lambda ir, x, y, bent: ir.transpose(x, (-1, -2)),
    "sum": lambda ir, x, y, bent: ir.add(ir.sum(x, (-1,)), y),
    "join": lambda ir, x, y, bent: ir.concat([ir.slice(x, -1, 0, 1), ir.slice(y, -1, 1, 3)], -1),
    "reshape": lambda ir, x, y, bent: ir.mul(bent, ir.reshape(ir.transpose(x, (-1, -2)), (3, 3))),
}
"""What keeps x and y affine; `bent` does not move."""


@st.composite
def affine_programs(draw: st.DrawFn) -> tuple[Builder, Value, list[Value]]:
    """A random function that is affine in two leaves and not in a third; its leaves, the third last."""
    ir = Builder()
    leaves = [ir.leaf("parameter", "x", (3, 3)), ir.leaf("parameter", "y", (3, 3)), ir.leaf("input", "s", (3, 3))]
    moving = leaves[:2]
    for _ in range(draw(st.integers(1, 8))):
        x, y = (draw(st.sampled_from(moving)) for _ in range(2))
        bent = ir.tanh(ir.add(leaves[2], draw(st.floats(-1, 1))))
        moving = [*moving, AFFINE[draw(st.sampled_from(sorted(AFFINE)))](ir, x, y, bent)]
    return ir, moving[-1], leaves


def at(ir: Builder, outputs: Sequence[Value], leaves: Sequence[Value], places: np.ndarray, seed: int
       ) -> tuple[np.ndarray, list[np.ndarray], tuple[Value, ...]]:
    """The outputs at (K, 3) coordinates, by way of frames and one by one; and the program that runs at the places."""
    rng = np.random.default_rng(seed)
    arrays = {leaf: rng.standard_normal(leaf.shape) for leaf in leaves}
    directions = [{leaf: ir.leaf(role, leaf.attrs["name"], leaf.shape) for leaf in leaves[:2]}
                  for role in ("first", "second")]
    ways = {leaf: rng.standard_normal(leaf.shape) for direction in directions for leaf in direction.values()}
    made = at_places(ir, outputs, directions, len(places))
    frames = dict(zip(made.frames, evaluate(list(made.frames.values()), arrays | ways), strict=True))
    found = evaluate(list(made.outputs), arrays | frames | {made.coordinates: places})
    expected = []
    for _, a, b in places:
        moved = {leaf: arrays[leaf] + a * ways[directions[0][leaf]] + b * ways[directions[1][leaf]]
                 for leaf in leaves[:2]}
        expected.append(evaluate(list(outputs), arrays | moved)[0])
    return found[0], expected, made.outputs


@given(program=affine_programs(), seed=st.integers(0, 1000))
@random_cases(100)
def test_an_affine_function_at_many_places_is_one_product_with_the_coordinates(program, seed: int):
    ir, output, leaves = program
    places = np.column_stack([np.ones(4), np.random.default_rng(seed).normal(0, 3, (4, 2))])
    found, expected, outputs = at(ir, [output], leaves, places, seed)
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-9)
    assert {node.op for node in in_order(outputs)} <= {"leaf", "matmul", "reshape"}


@given(program=affine_programs(), seed=st.integers(0, 1000),
       bend=st.sampled_from(["tanh", "square", "abs", "sign", "softplus"]))
@random_cases(60)
def test_what_bends_goes_on_place_by_place(program, seed: int, bend: str):
    ir, output, leaves = program
    places = np.column_stack([np.ones(4), np.random.default_rng(seed).normal(0, 0.5, (4, 2))])
    found, expected, _ = at(ir, [ir.matmul(getattr(ir, bend)(output), leaves[0])], leaves, places, seed)
    np.testing.assert_allclose(found, expected, rtol=1e-8, atol=1e-8)


# From coarse to fine


@given(rows=st.integers(1, 90), columns=st.integers(1, 90))
@random_cases(60)
def test_every_place_is_visited_once(rows: int, columns: int):
    visits = np.zeros((rows, columns), dtype=int)
    for r, c in coarse_to_fine(rows, columns):
        np.add.at(visits, (r, c), 1)
    assert (visits == 1).all()


@pytest.mark.parametrize("side", [21, 41, 101, 161])
def test_the_first_pass_is_a_small_picture_of_the_whole(side: int):
    first, *others = coarse_to_fine(side, side)
    assert 10**2 <= len(first[0]) <= 22**2
    assert {0, side - 1} <= set(first[0].tolist()) & set(first[1].tolist())
    assert others


def test_an_unfinished_picture_of_a_bilinear_function_is_filled_exactly():
    """Interpolation along both axes is exact where the function is a + bx + cy + dxy."""
    y, x = np.mgrid[0:50, 0:37]
    truth = 1.0 + 2.0 * x - 3.0 * y + 0.1 * x * y
    losses = np.full(truth.shape, np.nan)
    for passed in coarse_to_fine(*truth.shape):
        losses[passed] = truth[passed]
        np.testing.assert_allclose(filled(losses), truth, rtol=1e-10, atol=1e-9)


@pytest.mark.parametrize("share", [0.1, 0.4, 0.77])
def test_so_is_one_that_was_given_up_in_the_middle_of_a_pass(share: float):
    y, x = np.mgrid[0:120, 0:120]
    truth = 1.0 + 2.0 * x - 3.0 * y + 0.1 * x * y
    losses, work = np.full(truth.shape, np.nan), in_pieces(*truth.shape)
    for piece in work[:int(share * len(work))]:
        losses[piece] = truth[piece]
    assert 0 < np.isnan(losses).mean() < 1
    np.testing.assert_allclose(filled(losses), truth, rtol=1e-10, atol=1e-9)


@pytest.mark.parametrize("side", [2, 61, 501])
def test_pieces_of_work_are_every_place_once(side: int):
    work = in_pieces(side, side)
    places = np.concatenate([rows * side + columns for rows, columns in work])
    assert np.array_equal(np.sort(places), np.arange(side * side))
    assert len(work) <= 128 + 10
    assert max(len(rows) for rows, _ in work) <= max(64, -(-side * side // 128))


def test_what_is_not_finite_is_known_and_not_filled():
    losses = np.full((3, 3), np.nan)
    losses[::2, ::2] = 1.0, np.inf
    assert np.isnan(filled(losses)).sum() == 0
    assert not np.isfinite(filled(losses)[:, 1:]).any()


def test_where_nothing_can_be_known_nothing_is_filled():
    empty = np.full((4, 5), np.nan)
    np.testing.assert_array_equal(filled(empty), empty)
    scattered = empty.copy()
    scattered[0, 0] = scattered[2, 3] = 1.0
    np.testing.assert_array_equal(filled(scattered), scattered)
    known = np.arange(20.0).reshape(4, 5)
    np.testing.assert_array_equal(filled(known), known)


def test_a_surface_says_how_much_of_it_is_known():
    losses = np.full((5, 4), np.nan)
    losses[:2] = 1.0
    surface = Surface(Plane(np.zeros(2), *np.eye(2)), np.arange(4.0), np.arange(5.0), losses, 10, 20)
    assert surface.known == 0.4


# In other processes


def test_a_task_gives_the_same_losses_as_the_network_it_was_made_of():
    network = Network(DENSE, l1=0.01, l2=0.1)
    inputs, targets = examples(network, 20)
    plane, places = some_plane(network), some_places()
    walk = plane.points(*places[:, :3])
    task, recall = Task.of("same", network, inputs, targets), Recall()
    vectors = (plane.origin, plane.first, plane.second)
    found = losses_of(task, vectors, *places, walk, recall=recall)
    np.testing.assert_array_equal(found[:9], PlaneLoss(network, inputs, targets).losses(plane, *places))
    np.testing.assert_allclose(found[9:], found[:3], rtol=2e-4)
    np.testing.assert_array_equal(losses_of("same", vectors, *places, recall=recall), found[:9])
    np.testing.assert_array_equal(losses_at("same", walk, recall=recall), found[9:])


def test_a_process_keeps_the_newest_tasks_and_says_which_it_does_not_know():
    network = Network(DENSE)
    data = examples(network, 3)
    plane = some_plane(network)
    names, recall = [f"kept {place}" for place in range(MOST + 1)], Recall()
    for name in names:
        learn(Task.of(name, network, *data), recall=recall)
    for name in names[1:]:
        assert np.isfinite(losses_at(name, plane.origin[None], recall=recall)).all()
    with pytest.raises(UnknownTaskError):
        losses_at(names[0], plane.origin[None], recall=recall)

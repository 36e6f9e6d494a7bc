"""Basins: labels are what the walks do, in whatever pieces and order they are computed."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from engine.descent import (
    EXAMPLES,
    LOST,
    OUTSIDE,
    STUCK,
    UNDERWAY,
    UNKNOWN,
    Basins,
    Function,
    Race,
    Racer,
    classify_end,
    find_critical_points,
    settle,
)
from engine.descent.basins import BLOCK
from engine.errors import SettingError
from tests.engine.descent.gallery import found

SQUARE = ((-2.0, 2.0), (-2.0, 2.0))
ADAM = Racer("adam", {"learning_rate": 0.05})
BALL = Racer("momentum", {"learning_rate": 0.003, "momentum": 0.9})


def basins(name: str, racer: Racer, **options) -> Basins:
    example = EXAMPLES[name]
    function = example.function()
    return Basins(function, example.domain, racer, found(name), **options)


def typed(text: str, racer: Racer, **options) -> Basins:
    function = Function(text, 2)
    return Basins(function, SQUARE, racer, find_critical_points(function, SQUARE), **options)


def sgd(rate: float) -> Racer:
    return Racer("sgd", {"learning_rate": rate})


@pytest.mark.parametrize(("racer", "resolution"), [(ADAM, 9), *(
    pytest.param(racer, 21, marks=pytest.mark.thorough)
    for racer in (ADAM, BALL, sgd(0.01), Racer("adagrad"), Racer("nadam", {"learning_rate": 0.05})))])
def test_every_label_is_what_a_race_from_there_ends_in(racer, resolution):
    made = basins("himmelblau", racer, resolution=resolution, steps=600)
    labels = made.run()
    x, y = np.meshgrid(*made.axes)
    race = Race(made.function, [racer], np.column_stack([x.ravel(), y.ravel()]))
    race.run(600)
    for label, end in zip(labels.ravel(), race.tracks[0].positions[-1], strict=True):
        found = classify_end(made.function, end, made.domain)
        if label >= 0:
            np.testing.assert_allclose(found.target.position, made.minima[label].position, atol=1e-6)
        else:
            assert found.kind == {LOST: "diverged", STUCK: "saddle", UNDERWAY: "slope"}[label]


def test_a_double_well_is_parted_in_the_middle():
    made = typed("(x² − 1)² + y²", sgd(0.05), resolution=41)
    labels = made.run()
    left = [point.position[0] < 0 for point in made.minima].index(True)
    assert (labels[:, :20] == left).all()
    assert (labels[:, 21:] == 1 - left).all()
    assert (labels[:, 20] == STUCK).all()  # on the ridge they come to the saddle, which is no minimum


def test_who_lingers_at_a_saddle_is_not_given_up():
    made = typed("(x² − 1)² + y²", sgd(0.05), resolution=40, steps=400)
    made.pieces[0][1][0] = (1e-9, 1.0)
    walk, starts = made.pieces[0]
    assert settle(walk, starts)[0] == [point.position[0] > 0 for point in made.minima].index(True)


def test_a_rate_beyond_the_limit_is_lost_and_one_too_small_is_under_way():
    assert (basins("bowl", sgd(1.1), resolution=8).run() == LOST).all()
    assert (basins("bowl", sgd(1e-6), resolution=8).run() == UNDERWAY).all()
    assert (basins("bowl", sgd(0.1), resolution=8).run() == 0).all()


def test_passing_through_a_minimum_is_not_ending_there():
    made = basins("bowl", Racer("momentum", {"learning_rate": 0.01, "momentum": 0.9999}), resolution=9, steps=500)
    labels = made.run()
    assert (np.delete(labels.ravel(), 40) == UNDERWAY).all()
    assert labels[4, 4] == 0  # the one that starts there


def test_a_function_without_critical_points_has_no_basins():
    gutter = Basins(Function("x² + 3y"), SQUARE, sgd(0.01), find_critical_points(Function("x² + 3y"), SQUARE), 5, 50)
    assert gutter.run()[:, 0].tolist() == [OUTSIDE, OUTSIDE, UNDERWAY, UNDERWAY, UNDERWAY]  # y falls by 1.5


def test_a_minimum_outside_the_domain_is_not_said_to_be_one_inside():
    labels = typed("(x − 3)² + y²", sgd(0.1), resolution=5, steps=200).run()
    assert (labels == OUTSIDE).all()


def test_out_of_the_functions_domain_is_lost():
    labels = typed("x² + y² − ln(x + 1)", sgd(0.1), resolution=9, steps=200).run()
    assert (labels[:, :2] == LOST).all()
    assert (labels[:, 3:] == 0).all()


def test_pieces_travel_and_come_back_in_any_order():
    made, whole = (basins("himmelblau", BALL, resolution=33, steps=300) for _ in range(2))
    whole.run()
    results = {index: settle(*pickle.loads(pickle.dumps(piece))) for index, piece in enumerate(made.pieces)}
    for index in reversed(range(len(made.pieces))):
        made.take(index, results[index])
    assert (made.labels == whole.labels).all()
    assert (made.labels != UNKNOWN).all()


def test_pieces_cover_every_start_once_and_stay_small():
    made = basins("himmelblau", BALL, resolution=201)
    starts = np.concatenate([starts for _, starts in made.pieces])
    assert len(np.unique(starts, axis=0)) == len(starts) == 201 * 201
    assert max(len(starts) for _, starts in made.pieces) <= BLOCK
    assert len(made.pieces[0][1]) == 26 * 26


def test_the_picture_is_whole_after_the_first_piece_and_becomes_exact():
    made = basins("himmelblau", BALL, resolution=65, steps=300)
    shares = []
    for progress in made.compute():
        assert (progress.labels != UNKNOWN).all()
        shares.append(progress.done)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert (progress.labels == made.labels).all()


def test_a_label_does_not_depend_on_who_walks_along():
    made = basins("rastrigin", Racer("momentum", {"learning_rate": 0.002}), resolution=41, steps=300)
    walk, starts = made.pieces[0][0], np.concatenate([starts for _, starts in made.pieces])
    together = settle(walk, starts)
    some = np.random.default_rng(0).permutation(len(starts))[:100]
    assert (settle(walk, starts[some]) == together[some]).all()


def test_the_path_of_a_start_ends_at_its_label():
    made = basins("himmelblau", BALL, resolution=9)
    labels = made.run()
    path = made.path(np.array([made.axes[0][2], made.axes[1][6]]))
    assert path.shape == (1001, 2)
    np.testing.assert_allclose(path[-1], made.minima[labels[6, 2]].position, atol=1e-6)


def test_a_cusp_at_the_bottom_is_a_minimum_to_end_in():
    made = basins("ackley", sgd(0.02), resolution=9, steps=500)
    middle = [np.allclose(point.position, 0.0, atol=1e-6) for point in made.minima].index(True)
    assert settle(made.pieces[0][0], np.array([[0.2, 0.1]])) == middle  # it leaps to and fro around the cusp


@pytest.mark.parametrize(("text", "dimension", "optimizer"), [("x²", 1, "sgd"), ("x² + y²", 2, "newton")])
def test_curves_and_optimizers_of_second_order_have_no_map(text, dimension, optimizer):
    function = Function(text, dimension)
    domain = SQUARE[:dimension]
    with pytest.raises(SettingError):
        Basins(function, domain, Racer(optimizer), find_critical_points(function, domain))

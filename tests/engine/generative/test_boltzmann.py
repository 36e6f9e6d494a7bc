"""Restricted Boltzmann machines against all their states, one by one."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.integrate import quad

from engine.device import NUMPY
from engine.errors import LaderaError, NonFiniteError
from engine.generative import (
    RBM,
    BoltzmannRun,
    BoltzmannSetup,
    Gaussian,
    annealed,
    contrastive,
    exact_gradient,
    exactly,
    frequencies,
    gibbs,
    log_likelihood,
    mean_field,
    states,
)
from engine.generative.exact import angle, chances
from engine.generative.patterns import PATTERNS, bars_and_stripes
from tests.engine import devices
from tests.engine.generative.brute import all_states, joint, machine, statistics, transition

SHAPES = [(5, 4), (4, 6), (3, 3), (6, 1)]


@pytest.mark.parametrize("shape", SHAPES)
def test_energy_chances_and_partition_are_those_of_all_states(shape):
    rbm = machine(*shape)
    vs, hs, masses = joint(rbm)
    for h, column in zip(hs, masses.T, strict=True):
        np.testing.assert_allclose(np.exp(-rbm.energy(vs, np.tile(h, (len(vs), 1)))), column, rtol=1e-12)
    np.testing.assert_allclose(rbm.free_energy(vs), -np.log(masses.sum(axis=1)), rtol=1e-12)
    np.testing.assert_allclose(rbm.hidden_chances(vs), masses @ hs / masses.sum(axis=1, keepdims=True), rtol=1e-12)
    np.testing.assert_allclose(rbm.visible_means(hs), masses.T @ vs / masses.sum(axis=0)[:, None], rtol=1e-12)
    assert exactly(rbm).log_partition == pytest.approx(math.log(masses.sum()), abs=1e-12)
    np.testing.assert_allclose(chances(rbm, exactly(rbm).log_partition), masses.sum(axis=1) / masses.sum(), rtol=1e-10)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_exact_gradient_is_that_of_all_states(shape):
    rbm = machine(*shape)
    data = np.random.default_rng(1).integers(2, size=(7, shape[0])).astype(float)
    _, _, masses = joint(rbm)
    wanted = [of_data - of_model for of_data, of_model in zip(
        statistics(rbm, frequencies(data)), statistics(rbm, masses.sum(axis=1) / masses.sum()), strict=True)]
    for part, true in zip(exact_gradient(rbm, data, exactly(rbm)), wanted, strict=True):
        np.testing.assert_allclose(part, true, atol=1e-12)


def test_partition_of_more_states_than_one_block():
    rbm = machine(13, 14, size=0.3)
    vs = all_states(13)
    assert exactly(rbm).log_partition == pytest.approx(np.logaddexp.reduce(-rbm.free_energy(vs)), abs=1e-9)
    hs = states(14, NUMPY)
    np.testing.assert_array_equal(hs, all_states(14))


@pytest.mark.parametrize("deviation", [0.3, 1.0, 2.0])
def test_the_gaussian_machine_is_a_density_whose_gradient_is_its_slope(deviation):
    rbm = machine(1, 3, units=Gaussian(deviation))
    log_partition = exactly(rbm).log_partition
    far = 12 * deviation + 6
    mass, _ = quad(lambda v: math.exp(-rbm.free_energy(np.array([[v]]))[0] - log_partition), -far, far, limit=400,
                   points=np.linspace(-far, far, 60)[1:-1])
    assert mass == pytest.approx(1.0, abs=1e-6)
    rbm, data = machine(4, 3, units=Gaussian(deviation), size=0.5), np.random.default_rng(2).normal(size=(6, 4))
    slopes, step = exact_gradient(rbm, data, exactly(rbm)), 1e-6
    for place, name in enumerate(("weights", "visible", "hidden")):
        flat = getattr(rbm, name)
        for index in np.ndindex(flat.shape):
            ends = []
            for sign in (1, -1):
                arrays = {each: getattr(rbm, each).copy() for each in ("weights", "visible", "hidden")}
                arrays[name][index] += sign * step
                moved = RBM(**arrays, units=rbm.units)
                ends.append(log_likelihood(moved, data, exactly(moved).log_partition))
            assert slopes[place][index] == pytest.approx((ends[0] - ends[1]) / (2 * step), abs=1e-6 / deviation ** 2)


def test_gaussian_samples_have_the_moments_that_the_machine_expects():
    rbm = machine(3, 2, units=Gaussian(0.5), size=0.4)
    drawn = gibbs(rbm, np.zeros((20_000, 3)), 30, NUMPY.generator(0))
    expected = exactly(rbm).expected
    assert drawn.mean(axis=0) == pytest.approx(expected.visible / rbm.units.scale, abs=0.02)


@pytest.mark.parametrize("steps", [1, 2, 5])
def test_the_expectation_of_cd_k_is_that_of_k_transitions(steps):
    rbm = machine(4, 3)
    start = np.array([1.0, 0.0, 1.0, 1.0])
    many = np.tile(start, (60_000, 1))
    estimate, end = contrastive(rbm, many, steps, NUMPY.generator(3))
    shares = np.linalg.matrix_power(transition(rbm), steps)[int(frequencies(start[None]).argmax())]
    assert np.abs(frequencies(end) - shares).max() < 0.01
    wanted = [begin - later for begin, later in zip(
        statistics(rbm, frequencies(many)), statistics(rbm, shares), strict=True)]
    for part, true in zip(estimate, wanted, strict=True):
        np.testing.assert_allclose(part, true, atol=0.012)


def test_cd_with_many_steps_turns_towards_the_exact_gradient():
    rbm, data = machine(6, 4, 3, size=1.5), np.tile(bars_and_stripes(2).learned, (400, 2))[:, :6]
    true = exact_gradient(rbm, data, exactly(rbm))
    near, far = (angle(contrastive(rbm, data, steps, NUMPY.generator(0))[0], true, NUMPY) for steps in (50, 1))
    assert near < 2.0
    assert far > 10.0


def test_particles_pile_up_on_the_exact_chances():
    rbm = machine(4, 3)
    drawn = gibbs(rbm, np.zeros((40_000, 4)), 100, NUMPY.generator(5))
    wanted = chances(rbm, exactly(rbm).log_partition)
    assert np.abs(frequencies(drawn) - wanted).max() < 5 * math.sqrt(0.25 / len(drawn))


def test_clamped_units_stay_and_the_rest_is_drawn_given_them():
    rbm = machine(4, 3)
    start = np.tile([1.0, 0.0, 0.0, 0.0], (40_000, 1))
    clamped = np.array([True, True, False, False])
    drawn = gibbs(rbm, start, 100, NUMPY.generator(1), clamped)
    assert (drawn[:, :2] == [1.0, 0.0]).all()
    given = chances(rbm, exactly(rbm).log_partition).reshape(2, 2, 4)[1, 0]
    np.testing.assert_allclose(frequencies(drawn[:, 2:]), given / given.sum(), atol=0.0125)
    assert (mean_field(rbm, start, 3, clamped)[:, :2] == [1.0, 0.0]).all()


@pytest.mark.parametrize("units", [{}, {"units": "gaussian", "deviation": 0.5, "rate": 0.02}])
@pytest.mark.parametrize("chains", ["data", "stay"])
def test_learning_makes_the_examples_likelier(units, chains):
    run = BoltzmannRun(BoltzmannSetup({"chains": chains, "rate": 0.3, **units}))
    first = run.moment.now("likelihood")
    for _ in range(400):
        run._learner.epoch()
    last = run.epoch()
    assert last.epoch == 401
    assert last.now("likelihood") > first + 0.5
    if not units:
        assert last.now("likelihood") <= -math.log(14)


@pytest.mark.parametrize("settings", [{"rate": 10.0}, {"rate": 1.0, "deviation": 0.02, "hidden": 40}], ids=str)
def test_a_machine_whose_steps_go_too_far_says_so_and_goes_on_no_more(settings):
    run = BoltzmannRun(BoltzmannSetup({"units": "gaussian", **settings}))
    moments = []
    with pytest.raises(NonFiniteError, match="Boltzmann machine: the numbers are no longer finite"):
        moments.extend(run.epoch() for _ in range(200))
    with pytest.raises(NonFiniteError):
        run.epoch()
    assert np.isfinite(run.moment.rbm.weights).all()
    assert np.isfinite(run.moment.now("error"))


def test_a_run_is_the_same_again_however_often_it_is_looked_at():
    setup = BoltzmannSetup({"chains": "stay"})
    one, other = BoltzmannRun(setup), BoltzmannRun(setup)
    for _ in range(6):
        one.epoch()
        one.walk(3)
    for _ in range(5):
        other._learner.epoch()
    np.testing.assert_array_equal(one.moment.rbm.weights, other.epoch().rbm.weights)


@pytest.mark.parametrize("units", [{}, {"units": "gaussian", "deviation": 0.5, "rate": 0.02}])
def test_annealed_importance_sampling_agrees_with_the_exact_value(units):
    run = BoltzmannRun(BoltzmannSetup({"patterns": "bars_4", "rate": 0.3, **units}))
    for _ in range(200):
        run._learner.epoch()
    moment = run.epoch()
    found = annealed(moment.rbm, chains=200, temperatures=2000)
    assert found.low <= moment.log_partition <= found.high
    assert found.log_partition == pytest.approx(moment.log_partition, abs=0.3)


def test_bars_and_stripes_are_counted_once():
    for side, count in ((2, 6), (3, 14), (4, 30)):
        images = bars_and_stripes(side).learned
        assert len(np.unique(images, axis=0)) == len(images) == count
    for row in PATTERNS.values():
        assert row.make().learned.min() >= 0.0
        assert set(np.unique(row.make().binary.learned)) == {0.0, 1.0}


def test_too_many_units_are_said():
    with pytest.raises(LaderaError, match="more than 16"):
        exactly(machine(17, 17))
    assert not BoltzmannSetup({"patterns": "digits", "hidden": 17}).is_small
    assert BoltzmannSetup({"patterns": "bars_4", "hidden": 40}).is_small


def test_setups_go_through_json():
    setup = BoltzmannSetup({"hidden": 9, "units": "gaussian"})
    assert BoltzmannSetup.from_json(setup.to_json()) == setup
    for broken in (None, [], {"hidden": 0}, {"unknown": 1}):
        with pytest.raises(LaderaError):
            BoltzmannSetup.from_json(broken)


@pytest.mark.parametrize("name", [name for name in devices.NAMES if name != "numpy"])
def test_a_run_on_another_device_is_as_exact(name):
    device = devices.named(name)
    moment = BoltzmannRun(BoltzmannSetup({"chains": "stay"}), device).epoch()
    assert moment.log_partition == pytest.approx(exactly(moment.rbm).log_partition, abs=1e-9)
    found = annealed(moment.rbm.on(device), temperatures=30)
    assert found.log_partition == pytest.approx(moment.log_partition, abs=0.1)


def test_a_long_course_is_remembered_evenly(monkeypatch):
    monkeypatch.setattr("engine.generative.run.MOST_ROWS", 8)
    run = BoltzmannRun(BoltzmannSetup({"patterns": "bars_3"}))
    epochs = [run.epoch().course[:, 0].tolist() for _ in range(40)]
    assert max(map(len, epochs)) <= 8
    assert [course[-1] for course in epochs] == list(range(1, 41))
    assert epochs[-1][0] == 0
    assert set(np.diff(epochs[-1][:-1])) == {8.0}

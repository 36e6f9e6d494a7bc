"""Generative adversarial networks."""

from __future__ import annotations

import numpy as np
import pytest

from engine.errors import FormatError, NonFiniteError, SettingError
from engine.generative.gan import Adversaries
from engine.generative.gan_look import REACH, SIDE, GanLook, energy_distance
from engine.generative.gan_run import GAN_COLUMNS, WATCHED, GanRun
from engine.generative.gan_setup import GanSetup, head_of
from engine.generative.point_clouds import POINT_CLOUDS

SMALL = {"generator_units": 5, "critic_units": 7, "batch": 6, "noise": 3}


def peer(setup, weights, torch):
    """The same two networks in PyTorch, with the same weights."""
    acts = {"relu": torch.nn.ReLU, "tanh": torch.nn.Tanh, "leaky_relu": lambda: torch.nn.LeakyReLU(0.01)}
    from engine.layout import ParameterLayout

    made = []
    for name, graph in (("generator", setup.generator), ("discriminator", setup.discriminator)):
        arrays = ParameterLayout(graph).arrays(getattr(weights, name))
        layers = []
        names = [*(f"{name}_{number + 1}" for number in range(setup.settings["layers"])), head_of(name)]
        for layer in names:
            kernel, bias = arrays[f"{layer}/kernel"], arrays[f"{layer}/bias"]
            linear = torch.nn.Linear(*kernel.shape, dtype=torch.float64)
            with torch.no_grad():
                linear.weight.copy_(torch.tensor(kernel.T))
                linear.bias.copy_(torch.tensor(bias))
            layers += [linear, acts[setup.settings["activation"]]()]
        made.append(torch.nn.Sequential(*layers[:-1]))
    return made


def flat(module, torch):
    return np.concatenate([(p.T if p.ndim == 2 else p).detach().numpy().ravel() for p in module.parameters()])


@pytest.mark.parametrize("loss", ["non_saturating", "minimax"])
@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
def test_alternate_steps_are_those_of_pytorch(loss, optimizer):
    torch = pytest.importorskip("torch")
    setup = GanSetup({**SMALL, "loss": loss, "optimizer": optimizer, "activation": "tanh", "critic_rate": 0.01})
    ours = Adversaries(setup)
    maker, critic = peer(setup, ours.weights, torch)
    kind = {"sgd": torch.optim.SGD, "adam": lambda ps, lr: torch.optim.Adam(ps, lr, betas=(0.5, 0.999), eps=1e-8)}
    rules = kind[optimizer](maker.parameters(), lr=0.002), kind[optimizer](critic.parameters(), lr=0.01)
    bce = torch.nn.functional.binary_cross_entropy_with_logits
    rng = np.random.default_rng(0)
    for _ in range(3):
        for _ in range(2):
            real, noise = rng.normal(size=(6, 2)), rng.normal(size=(6, 3))
            said = ours.learn_discriminator(real, noise)
            rules[1].zero_grad()
            on_real, on_fake = critic(torch.tensor(real)), critic(maker(torch.tensor(noise)).detach())
            its = bce(on_real, torch.ones_like(on_real)) + bce(on_fake, torch.zeros_like(on_fake))
            its.backward()
            rules[1].step()
            expected = [its, torch.sigmoid(on_real).mean(), torch.sigmoid(on_fake).mean()]
            np.testing.assert_allclose(said, [value.item() for value in expected], rtol=1e-10)
        noise = rng.normal(size=(6, 3))
        cost = ours.learn_generator(noise)
        rules[0].zero_grad()
        logits = critic(maker(torch.tensor(noise)))
        its = (bce(logits, torch.ones_like(logits)) if loss == "non_saturating"
               else torch.log(1 - torch.sigmoid(logits)).mean())
        its.backward()
        rules[0].step()
        assert cost == pytest.approx(its.item(), rel=1e-10)
    np.testing.assert_allclose(ours.weights.generator, flat(maker, torch), rtol=1e-6, atol=1e-10)
    np.testing.assert_allclose(ours.weights.discriminator, flat(critic, torch), rtol=1e-6, atol=1e-10)


@pytest.mark.parametrize("loss", ["non_saturating", "minimax"])
def test_points_are_pulled_down_the_slope_of_what_they_cost(loss):
    setup = GanSetup({**SMALL, "loss": loss, "activation": "tanh"})
    weights = Adversaries(setup).weights
    noise = np.random.default_rng(0).normal(size=(9, 3))
    picture = GanLook(setup, noise)(weights)
    from engine.network import Network

    critic = Network(setup.discriminator, dtype="float64")

    def cost(points):
        said = critic.predict(weights.discriminator, points)[:, 0]
        return np.log(1 - said) if loss == "minimax" else -np.log(said)

    np.testing.assert_allclose(picture.said, critic.predict(weights.discriminator, picture.fake)[:, 0], rtol=1e-9)
    for axis in range(2):
        step = np.zeros(2)
        step[axis] = 1e-6
        slope = (cost(picture.fake + step) - cost(picture.fake - step)) / 2e-6
        np.testing.assert_allclose(picture.pull[:, axis], -slope, atol=1e-7)
    corner = critic.predict(weights.discriminator, np.array([[REACH, -REACH]]))
    assert picture.chances.shape == (SIDE, SIDE)
    assert picture.chances[0, -1] == pytest.approx(corner.item())


def test_where_the_discriminator_is_sure_minimax_hardly_pulls_and_the_other_loss_does():
    pulls = {}
    for loss in ("minimax", "non_saturating"):
        setup = GanSetup({"loss": loss, "points": "line", "activation": "tanh"})
        players, rng = Adversaries(setup), np.random.default_rng(0)
        for _ in range(400):
            real = POINT_CLOUDS["line"].draw(rng, 64) + np.array([3.0, 0.0])  # far from all that the generator makes
            players.learn_discriminator(real, rng.standard_normal((64, 2)))
        picture = GanLook(setup, rng.standard_normal((50, 2)))(players.weights)
        assert picture.said.mean() < 0.05
        pulls[loss] = np.linalg.norm(picture.pull, axis=1).mean()
    assert pulls["non_saturating"] > 10 * pulls["minimax"]


def test_energy_distance_is_zero_for_one_distribution_and_exact_for_two_points_each():
    rng = np.random.default_rng(0)
    assert abs(energy_distance(rng.normal(size=(500, 2)), rng.normal(size=(500, 2)))) < 0.02
    assert energy_distance(rng.normal(size=(500, 2)), rng.normal(size=(500, 2)) + 2) > 1
    first, second = np.array([[0.0, 0.0], [3.0, 4.0]]), np.array([[0.0, 4.0], [3.0, 0.0]])
    assert energy_distance(first, second) == pytest.approx(2 * (4 + 3 + 3 + 4) / 4 - 5 - 5)


def test_a_run_finds_all_eight_clouds():
    *_, moment = GanRun(GanSetup({"steps": 1500}))
    run = GanRun(moment.setup)
    fake = GanLook(moment.setup, run.noise)(moment.weights).fake
    near = np.linalg.norm(fake[:, None] - POINT_CLOUDS["eight"].centres, axis=-1)
    assert len(set(near.argmin(axis=1)[near.min(axis=1) < 0.15])) == 8
    distances = moment.course[:, GAN_COLUMNS.index("distance")]
    assert distances[0] > 0.2
    assert distances[-1] < 0.04
    assert moment.done == 1
    assert moment.steps == 1500


@pytest.mark.parametrize(("settings", "who"), [
    ({"optimizer": "sgd", "loss": "minimax", "layers": 5, "generator_rate": 10.0, "critic_rate": 10.0}, "Generator"),
    ({"optimizer": "sgd", "layers": 5, "critic_rate": 10.0, "activation": "leaky_relu", "critic_steps": 50},
     "Discriminator")])
def test_a_step_that_goes_too_far_is_named_and_ends_the_run(settings, who):
    run, moments = GanRun(GanSetup(settings)), []
    with pytest.raises(NonFiniteError, match=f"{who}: the numbers are no longer finite"):
        moments.extend(run)
    for moment in moments:
        assert np.isfinite(moment.course[1:, :-1]).all()
        assert np.isfinite(moment.weights.generator).all()
        assert np.isfinite(moment.weights.discriminator).all()


def test_the_same_seed_gives_the_same_run_and_looking_changes_nothing():
    def course(look):
        run = GanRun(GanSetup({**SMALL, "steps": 30, "critic_steps": 2}))
        see = GanLook(run.setup, run.noise)
        for moment in run:
            if look:
                see(moment.weights)
        return moment.course, run

    (first, run), (second, _) = course(False), course(True)
    np.testing.assert_array_equal(first, second)
    assert run.real.shape == (WATCHED, 2)
    assert run.noise.shape == (WATCHED, 3)
    assert run.adversaries._steps == {"generator": 30, "discriminator": 60}
    other = GanRun(GanSetup({**SMALL, "steps": 30, "critic_steps": 2, "seed": 2}))
    *_, last = other
    assert not np.array_equal(last.course, first)


@pytest.mark.parametrize("name", POINT_CLOUDS)
def test_points_fit_into_the_picture(name):
    points = POINT_CLOUDS[name].draw(np.random.default_rng(0), 2000)
    assert points.shape == (2000, 2)
    assert np.abs(points).max() < REACH


def test_a_setup_comes_back_from_json_and_refuses_what_it_cannot_be():
    setup = GanSetup({"loss": "minimax", "critic_steps": 3})
    assert GanSetup.from_json(setup.to_json()) == setup
    with pytest.raises(FormatError):
        GanSetup.from_json([])
    with pytest.raises(SettingError):
        GanSetup({"critic_steps": 0})

"""Races: the numbers of the course, the paths of PyTorch, every step recorded."""

from __future__ import annotations

import numpy as np
import pytest

from engine.descent.ends import classify_end
from engine.descent.function import Function
from engine.descent.gallery import EXAMPLES
from engine.descent.race import FIRST_ROOM, Race, Racer
from engine.descent.walkers import RACERS
from engine.errors import LaderaError, SettingError

STEPS = 100
SURFACES = {
    "rosenbrock": (lambda x, y: (1 - x) ** 2 + 100 * (y - x ** 2) ** 2, 2e-4),
    "himmelblau": (lambda x, y: (x ** 2 + y - 11) ** 2 + (x + y ** 2 - 7) ** 2, 1e-3),
    "waves": (lambda x, y: (0.5 * x ** 2 - 0.25 * y ** 2 + 3).sin() * (2 * x + 1 - y.exp()).cos(), 1e-2),
    "ackley": (lambda x, y: 20 + np.e - 20 * (-0.2 * (0.5 * (x ** 2 + y ** 2)).sqrt()).exp()
               - (0.5 * ((2 * np.pi * x).cos() + (2 * np.pi * y).cos())).exp(), 1e-2),
    "six_hump_camel": (lambda x, y: (4 - 2.1 * x ** 2 + x ** 4 / 3) * x ** 2 + x * y + (4 * y ** 2 - 4) * y ** 2, 1e-2),
    "levy_13": (lambda x, y: (3 * np.pi * x).sin() ** 2 + (x - 1) ** 2 * (1 + (3 * np.pi * y).sin() ** 2)
                + (y - 1) ** 2 * (1 + (2 * np.pi * y).sin() ** 2), 1e-3),
    "saddle": (lambda x, y: x ** 2 - y ** 2, 1e-2),
}
CURVES = {"valley_curve": lambda x: 2 * x ** 2 * x.cos() - 5 * x, "cosine_curve": lambda x: x * x.cos()}
PEERS = {
    "sgd": lambda torch, p, lr: torch.optim.SGD(p, lr=lr),
    "momentum": lambda torch, p, lr: torch.optim.SGD(p, lr=lr, momentum=0.9),
    "nesterov": lambda torch, p, lr: torch.optim.SGD(p, lr=lr, momentum=0.9, nesterov=True),
    "adagrad": lambda torch, p, lr: torch.optim.Adagrad(p, lr=lr),
    "rmsprop": lambda torch, p, lr: torch.optim.RMSprop(p, lr=lr),
    "adadelta": lambda torch, p, lr: torch.optim.Adadelta(p, lr=lr),
    "adam": lambda torch, p, lr: torch.optim.Adam(p, lr=lr),
    "adamw": lambda torch, p, lr: torch.optim.AdamW(p, lr=lr),
    "adamax": lambda torch, p, lr: torch.optim.Adamax(p, lr=lr),
    "nadam": lambda torch, p, lr: torch.optim.NAdam(p, lr=lr),
}


def race(name: str, *racers: Racer, start=None, steps: int = 0) -> Race:
    example = EXAMPLES[name]
    made = Race(example.function(), racers, example.start if start is None else start)
    made.run(steps)
    return made


def descent(rate: float) -> Racer:
    return Racer("sgd", {"learning_rate": rate})


def test_the_curve_of_the_course():
    (track,) = race("valley_curve", descent(0.05), start=-1.0, steps=2).tracks
    assert np.round(track.positions[1:].ravel(), 5).tolist() == [-0.72609, -0.40250]
    assert np.round(track.values[1:].ravel(), 5).tolist() == [4.41889, 2.31062]


@pytest.mark.parametrize(("start", "valley", "value"), [
    (1.0, 3.425618, -3.288371), (2.0, 3.425618, -3.288371), (-1.0, -0.860334, -0.561096)])
def test_the_start_decides_the_valley(start, valley, value):
    made = race("cosine_curve", descent(0.1), start=start, steps=200)
    end = made.tracks[0].positions[-1, 0]
    assert np.round(end, 6) == valley
    assert np.round(made.tracks[0].values[-1], 6) == value
    assert classify_end(made.function, end, EXAMPLES["cosine_curve"].domain).kind == "minimum"


def test_the_tilted_gutter_of_the_course():
    (track,) = race("tilted_gutter", descent(0.1), start=(-10.0, 10.0), steps=3).tracks
    np.testing.assert_allclose(track.values[:, 0], [130, 93.1, 69.16, 53.5144], rtol=1e-14)


def test_a_saddle_is_left_slowly_and_never_from_its_ridge():
    (track,) = race("saddle", descent(0.1), start=[(1.0, 1e-3), (1.0, 0.0)], steps=60).tracks
    height = np.abs(track.positions[:, 0, 1])
    assert int((height >= 1.0).argmax()) == 38
    ridge = track.positions[-1, 1]
    assert classify_end(EXAMPLES["saddle"].function(), ridge, EXAMPLES["saddle"].domain).kind == "saddle"


def of_pytorch(optimizer: str, function, rate: float, start: tuple[float, ...]) -> np.ndarray:
    """The start and the points after each step."""
    torch = pytest.importorskip("torch")
    point = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    peer = PEERS[optimizer](torch, [point], rate)
    path = [point.detach().numpy().copy()]
    for _ in range(STEPS):
        peer.zero_grad()
        function(*point).backward()
        peer.step()
        path.append(point.detach().numpy().copy())
    return np.array(path)


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("optimizer", PEERS)
def test_every_optimizer_walks_the_path_of_pytorch(optimizer, surface):
    function, rate = SURFACES[surface]
    (track,) = race(surface, Racer(optimizer, {"learning_rate": rate}), start=(-1.2, 1.0), steps=STEPS).tracks
    np.testing.assert_allclose(track.positions[:, 0], of_pytorch(optimizer, function, rate, (-1.2, 1.0)), rtol=0,
                               atol=1e-6)


@pytest.mark.parametrize("curve", CURVES)
@pytest.mark.parametrize("optimizer", PEERS)
def test_on_curves_too(optimizer, curve):
    (track,) = race(curve, Racer(optimizer, {"learning_rate": 0.01}), start=-1.0, steps=STEPS).tracks
    np.testing.assert_allclose(track.positions[:, 0], of_pytorch(optimizer, CURVES[curve], 0.01, (-1.0,)), rtol=0,
                               atol=1e-6)


def test_every_first_order_optimizer_of_pytorch_is_compared():
    assert set(RACERS) - set(PEERS) == {"rmsprop_nesterov", "conjugate_gradient", "bfgs", "lbfgs", "newton"}


@pytest.mark.parametrize("optimizer", ["newton", "bfgs", "lbfgs", "conjugate_gradient"])
def test_second_order_optimizers_race_too_and_are_soon_there(optimizer):
    made = race("rosenbrock", Racer(optimizer), start=[(-1.2, 1.0), (0.0, 2.5)], steps=80)
    np.testing.assert_allclose(made.tracks[0].positions[-1], 1.0, atol=1e-5)


def test_racers_do_not_disturb_each_other_and_starts_neither():
    racers = [descent(0.01), Racer("adam", {"learning_rate": 0.1}), Racer("newton"), Racer("lbfgs")]
    starts = np.random.default_rng(0).uniform(-4, 4, (7, 2))
    together = race("himmelblau", *racers, start=starts, steps=40)
    for racer, track in zip(racers, together.tracks, strict=True):
        for member in (0, 6):
            (alone,) = race("himmelblau", racer, start=starts[member], steps=40).tracks
            np.testing.assert_allclose(track.positions[:, member], alone.positions[:, 0], rtol=1e-9, atol=1e-9)


def test_the_record_holds_what_each_step_used():
    made = race("himmelblau", Racer("momentum", {"learning_rate": 1e-3, "momentum": 0.8}), steps=30)
    (track,) = made.tracks
    np.testing.assert_allclose(track.gradients, made.function.gradient(track.positions), rtol=1e-12)
    np.testing.assert_allclose(track.values, made.function.value(track.positions), rtol=1e-12)
    velocity = track.slots["velocity"]
    np.testing.assert_allclose(velocity[1:], 0.8 * velocity[:-1] + track.gradients[:-1], rtol=1e-12)
    np.testing.assert_allclose(track.steps, -1e-3 * velocity[1:], rtol=1e-9)
    assert not velocity[0].any()
    assert track.gradient_norms.shape == track.values.shape == (31, 1)
    with pytest.raises(ValueError, match="read-only"):
        track.positions[0] = 0.0


def test_squares_accumulate():
    (track,) = race("himmelblau", Racer("adagrad", {"learning_rate": 0.5}), steps=20).tracks
    np.testing.assert_allclose(track.slots["squares"][1:], np.cumsum(track.gradients[:-1] ** 2, axis=0), rtol=1e-12)


def test_going_on_is_the_same_as_going_far():
    steps = FIRST_ROOM + 50
    at_once = race("himmelblau", Racer("adam"), steps=steps)
    by_steps = race("himmelblau", Racer("adam"))
    for _ in range(steps):
        by_steps.step()
    assert by_steps.steps_done == steps
    assert (by_steps.tracks[0].positions == at_once.tracks[0].positions).all()


def test_another_start_gives_the_race_from_there():
    made = race("himmelblau", Racer("adam"), Racer("bfgs"), steps=30)
    made.restart((-1.0, 2.0), steps=20)
    fresh = race("himmelblau", Racer("adam"), Racer("bfgs"), start=(-1.0, 2.0), steps=20)
    for track, expected in zip(made.tracks, fresh.tracks, strict=True):
        assert (track.positions == expected.positions).all()


def test_a_racer_that_flies_away_is_told_when_and_the_others_go_on():
    made = race("bowl", descent(1.1), descent(0.1), start=(1.0, 1.0), steps=2000)
    lost, kept = made.tracks
    assert lost.lost_at(EXAMPLES["bowl"].domain)[0] == pytest.approx(50, abs=10)
    assert kept.lost_at(EXAMPLES["bowl"].domain)[0] == -1
    assert classify_end(made.function, lost.positions[-1, 0], EXAMPLES["bowl"].domain).kind == "diverged"


def test_a_walk_out_of_the_functions_domain_is_lost():
    made = Race(Function("x − ln x"), [descent(5.0)], 0.9)
    made.run(5)
    assert made.tracks[0].positions[2, 0, 0] < 0.0
    assert made.tracks[0].lost_at(((0.0, 5.0),)).tolist() == [2]


@pytest.mark.parametrize("racer", [Racer("perceptron_rule"), Racer("nobody"), Racer("sgd", {"learning_rate": -1.0}),
                                   Racer("sgd", {"momentum": 0.9})])
def test_what_cannot_race_is_refused(racer):
    with pytest.raises(SettingError):
        race("bowl", racer)


def test_a_start_is_a_point():
    with pytest.raises(LaderaError):
        race("bowl", descent(0.1), start=(np.nan, 0.0))
    with pytest.raises(LaderaError):
        race("bowl", descent(0.1)).restart([(0.0, 0.0), (1.0, 1.0)])

"""Pictures that maximise a unit: climbed along the network's own gradients, from the same start, as promised."""

from __future__ import annotations

import numpy as np
import pytest

from engine.errors import GraphError
from engine.graph import LayerSpec, sequential
from engine.network import Network
from engine.probes import ExampleArrays, ProbeReader
from engine.probes.activations import Activations
from engine.probes.climb import NOISE, Climb
from engine.probes.examples import OfPart
from tests.engine.fake_device import Fake
from tests.engine.probes.test_attributions import GRAPH

ALL = OfPart()
NETWORK = Network(GRAPH, dtype="float64")
WEIGHTS = NETWORK.initial_parameters(0) + np.random.default_rng(3).normal(0, 0.1, NETWORK.size)


def climbed(probe: Climb, network: Network = NETWORK):
    return network.probe(WEIGHTS, probe)[probe]


def begun(probe: Climb) -> np.ndarray:
    return np.clip(np.random.default_rng(probe.seed).standard_normal((8, 8, 2)) * NOISE * 4, -2, 2)


def value(probe: Climb, pictures: np.ndarray) -> np.ndarray:
    """What each picture gives its unit, by the network itself."""
    if probe.layer == "y":
        return NETWORK.activations(WEIGHTS, pictures)["last"][np.arange(len(pictures)), list(probe.units)]
    asked = Activations(probe.layer, ALL, before=True)
    maps = NETWORK.probe(WEIGHTS, asked, inputs=pictures)[asked].first
    maps = maps[:, probe.place[0], probe.place[1]] if probe.place else maps.mean(axis=tuple(range(1, maps.ndim - 1)))
    return maps[np.arange(len(pictures)), list(probe.units)]


@pytest.mark.parametrize("probe", [
    Climb("conv", (0, 1, 3)), Climb("conv", (2,), place=(1, 4)), Climb("y", (0, 1, 2)), Climb("last", (1,)),
    Climb("y", (2,), jitter=0, smooth=0.0)], ids=["channels", "a unit", "classes", "dense", "bare"])
def test_a_climb_ends_far_above_its_start_and_says_the_networks_numbers(probe):
    reading = climbed(probe)
    np.testing.assert_allclose(reading["scores"], value(probe, reading["pictures"]), rtol=1e-9)
    start = value(probe, np.repeat(begun(probe)[None], len(probe.units), axis=0))
    assert (reading["scores"] > start + 0.5).all()
    assert abs(reading["pictures"]).max() <= 2.0
    assert reading["done"] == 1.0


def test_one_round_is_one_step_along_the_true_gradient():
    probe = Climb("y", (1,), rounds=1, jitter=0, smooth=0.0, rate=0.01)
    start, step = begun(probe), 1e-6
    slope = np.zeros_like(start)
    for pixel in np.ndindex(start.shape):
        ends = np.repeat(start[None], 2, axis=0)
        ends[0][pixel] += step
        ends[1][pixel] -= step
        up, down = NETWORK.activations(WEIGHTS, ends)["last"][:, 1]
        slope[pixel] = (up - down) / (2 * step)
    wanted = start + 0.01 * 4 * slope / np.sqrt(np.square(slope).mean())
    np.testing.assert_allclose(climbed(probe)["pictures"][0], wanted, atol=1e-6)


def test_smoothing_takes_off_each_frequency_as_it_says():
    plain, smooth = (climbed(Climb("y", (0,), rounds=1, jitter=0, smooth=share))["pictures"][0, ..., 0]
                     for share in (0.0, 0.1))
    rough = np.square(2 * np.sin(np.pi * np.fft.fftfreq(8)))
    wanted = np.fft.ifft2(np.fft.fft2(plain) * (1 - 0.1 * (rough[:, None] + rough))).real
    np.testing.assert_allclose(smooth, wanted, atol=1e-12)


def test_a_seed_gives_the_same_picture_again_and_another_one_another():
    first, again, other = (climbed(Climb("conv", (1,), rounds=12, seed=seed))["pictures"] for seed in (4, 4, 5))
    np.testing.assert_array_equal(first, again)
    assert not np.allclose(first, other)


def test_jitter_climbs_on_moved_pictures_and_range_bounds_hold():
    bounds = (("x", (-0.5,) * 128, (0.25,) * 128),)
    pictures = climbed(Climb("conv", (0, 1), bounds, rounds=20, jitter=2))["pictures"]
    assert pictures.min() >= -0.5
    assert pictures.max() <= 0.25
    still = climbed(Climb("conv", (0, 1), bounds, rounds=20, jitter=0))["pictures"]
    assert not np.allclose(pictures, still)


def test_it_says_how_far_it_has_come_and_the_last_answer_is_whole():
    probe = Climb("conv", (0,), rounds=20)
    reader = ProbeReader(GRAPH, NETWORK.device, WEIGHTS.copy(), lambda _: ExampleArrays({}))
    said = [piece[probe] for piece in reader.pieces((probe,)) if probe in piece]
    assert [float(reading["done"]) for reading in said] == [0.4, 0.8, 1.0]
    np.testing.assert_allclose(said[-1].first, climbed(probe).first, rtol=1e-12)


def test_weights_that_change_between_pieces_do_not_show():
    probe, live = Climb("conv", (0,), rounds=20), WEIGHTS.copy()
    reader = ProbeReader(GRAPH, NETWORK.device, live, lambda _: ExampleArrays({}))
    pieces = reader.pieces((probe,))
    next(pieces)
    live[...] = 0.0
    last = [piece[probe] for piece in pieces if probe in piece][-1]
    np.testing.assert_allclose(last.first, climbed(probe).first, rtol=1e-12)


def test_on_another_device_it_is_the_same():
    probe = Climb("y", (0, 2), rounds=10)
    there = climbed(probe, Network(GRAPH, Fake().device, "float64"))
    np.testing.assert_allclose(there.first, climbed(probe).first, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(("probe", "sentence"), [
    (Climb("conv", (4,)), "no such unit"), (Climb("conv", ()), "no such unit"), (Climb("nothing", (0,)), "no layer"),
    (Climb("conv", (0,), place=(6, 0)), "no such unit"), (Climb("last", (0,), place=(0, 0)), "no such unit")])
def test_what_is_not_there_cannot_be_climbed(probe, sentence):
    with pytest.raises(GraphError, match=sentence):
        climbed(probe)


def test_without_images_there_is_nothing_to_see():
    flat = sequential(LayerSpec("x", "input", {"shape": (4,)}), LayerSpec("last", "dense", {"units": 2}),
                      LayerSpec("y", "output"))
    network = Network(flat)
    with pytest.raises(GraphError, match="no images"):
        network.probe(network.initial_parameters(0), Climb("last", (0,)))

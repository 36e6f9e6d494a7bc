"""Noise on the weights: there while the gradient is measured, gone afterwards."""

from __future__ import annotations

import numpy as np
import pytest

from engine.graph import LayerSpec, sequential
from engine.layout import ParameterLayout
from engine.training.weight_noise import weight_noise

WIDE = sequential(
    LayerSpec("input_1", "input", {"shape": (50,)}),
    LayerSpec("dense_1", "dense", {"units": 100, "activation": "tanh"}),
    LayerSpec("batch_normalization_1", "batch_normalization", {}),
    LayerSpec("frozen", "dense", {"units": 7, "trainable": False}),
    LayerSpec("dense_2", "dense", {"units": 20}),
    LayerSpec("output_1", "output", {}),
)


def run(calls) -> None:
    for function, arguments in calls:
        function(*arguments)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_kernels_are_moved_by_their_deviation_and_come_back_to_the_bit(device, dtype):
    layout = ParameterLayout(WIDE)
    start = layout.initial(0).astype(dtype)
    parameters = device.upload(start)
    before, after = weight_noise(device, layout, parameters, device.generator(0), 0.2)
    draws = []
    for _ in range(2):
        run(before)
        draws.append(device.to_host(parameters) - start)
        run(after)
        np.testing.assert_array_equal(device.to_host(parameters), start)
    moved = layout.arrays(draws[0])
    kernels = {"dense_1/kernel", "dense_2/kernel"}
    assert {name for name, values in moved.items() if values.any()} == kernels
    noise = moved["dense_1/kernel"]
    assert abs(noise.mean()) < 5 * 0.2 / np.sqrt(noise.size)
    assert noise.std() == pytest.approx(0.2, rel=5 / np.sqrt(2 * noise.size))
    assert not np.allclose(draws[0], draws[1])


def test_no_noise_costs_no_call(device):
    layout = ParameterLayout(WIDE)
    parameters = device.upload(layout.initial(0))
    assert weight_noise(device, layout, parameters, device.generator(0), 0.0) == ((), ())


def test_nothing_crosses_to_the_host(fake):
    layout = ParameterLayout(WIDE)
    parameters = fake.device.upload(layout.initial(0))
    before, after = weight_noise(fake.device, layout, parameters, fake.device.generator(0), 0.2)
    fake.transfers.clear()
    run((*before, *after))
    assert not fake.transfers

"""An optimizer compiled for one vector: state that has faded does not linger as denormal numbers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from engine.device import Device
from engine.optimizers import OPTIMIZERS, Updater
from engine.optimizers.updater import SWEPT

SETTINGS = {"adam": {"learning_rate": 0.01, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-8},
            "momentum": {"learning_rate": 0.01, "momentum": 0.9}}


@pytest.mark.parametrize("name", SETTINGS)
def test_the_average_of_a_gradient_that_vanished_ends_at_zero(device: Device, name: str):
    """By rounding it would stay denormal for ever. Weights are what they would be, bit for bit."""
    optimizer, settings = OPTIMIZERS[name], SETTINGS[name]
    start, slope = np.array([1.0, 2.0, 3.0], "float32"), np.array([0.5, -2.0, 1e-6], "float32")

    def weights_and_state(numbered: Callable[[int], int]) -> tuple[np.ndarray, np.ndarray]:
        parameters, gradient = device.upload(start), device.upload(slope)
        updater = Updater(optimizer, settings, device, parameters, gradient)
        for step in range(1, 20 * SWEPT + 1):
            updater.run(0.01, numbered(step))
            gradient[...] = 0
        return device.to_host(parameters), device.to_host(updater.slots[optimizer.slots[0]])

    weights, state = weights_and_state(lambda step: step)
    assert not state.any()
    if name == "momentum":  # its steps have no numbers: it can be asked not to look
        kept, lingering = weights_and_state(lambda step: 1)
        np.testing.assert_array_equal(weights, kept)
        assert lingering.any()


def test_what_has_not_faded_is_not_touched(device: Device):
    state = np.array([1e-30, -1e-30, 0.0, 2.5], "float32")
    parameters, gradient = (device.upload(np.zeros(4, "float32")) for _ in range(2))
    updater = Updater(OPTIMIZERS["momentum"], {"learning_rate": 0.0, "momentum": 1.0}, device, parameters, gradient)
    updater.restore({"velocity": state})
    updater.run(0.0, SWEPT)
    np.testing.assert_array_equal(device.to_host(updater.slots["velocity"]), state)

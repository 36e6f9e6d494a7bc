"""Noise on the weights (Jim, Giles, Horne 1996; Goodfellow et al. 2016, section 7.5): flat valleys, not narrow ones."""

from __future__ import annotations

import numpy as np

from engine import fields
from engine.device import Array, Device, Generator
from engine.errors import N_
from engine.ir.kernels import Call
from engine.layout import ParameterLayout

WEIGHT_NOISE = fields.Real(
    "weight_noise", 0.0, N_("engine", "Noise on the weights"), minimum=0.0, maximum=100.0,
    help=N_("engine", "Standard deviation of the Gaussian noise that each step adds to the weights while it measures "
            "the gradient; 0 for none. It pushes training to places where small changes of the weights matter little."))


def weight_noise(device: Device, layout: ParameterLayout, parameters: Array, generator: Generator,
                 deviation: float) -> tuple[tuple[Call, ...], tuple[Call, ...]]:
    """Calls to run before and after those that measure the gradient: the first move the weights in `parameters` (size,)
    by fresh noise of standard deviation `deviation`, the second bring them back to the bit.

    Noise is for the weights that penalties are for; biases and the scales of normalisations stay. The gradient is that
    of the objective, penalties included, at the moved weights. No calls where `deviation` is 0.
    """
    if not deviation:
        return (), ()
    dtype = parameters.dtype
    deviations = np.zeros(layout.trainable)
    for entry in layout:
        if entry.parameter.penalised and entry.parameter.trainable:
            deviations[entry.span] = deviation
    xp, trained = device.xp, parameters[:layout.trainable]
    scale, noise, kept = device.upload(deviations, dtype), *(device.empty(trained.shape, dtype) for _ in range(2))
    before = ((xp.copyto, (kept, trained)), (generator.normal, (noise,)), (xp.multiply, (noise, scale, noise)),
              (xp.add, (trained, noise, trained)))
    return before, ((xp.copyto, (trained, kept)),)

"""Between Ladera's order of gates, which is Keras's, and those of other formats."""

from __future__ import annotations

import numpy as np


def reordered(array: np.ndarray, gates: tuple[int, ...]) -> np.ndarray:
    """The columns of `array`, one block for each gate, in another order: block k of the result is block gates[k]."""
    blocks = np.split(array, len(gates), axis=-1)
    return np.concatenate([blocks[gate] for gate in gates], axis=-1)


def two_biases(bias: np.ndarray) -> np.ndarray:
    """One bias as that of the inputs and that of the recurrence, which is zero: (2, gates · units)."""
    return np.stack([bias, np.zeros_like(bias)])

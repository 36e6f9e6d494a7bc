"""What is true of an example, in words."""

from __future__ import annotations

import numpy as np

from app.numbers import number
from app.widgets.predictions.paint import classes_of
from engine.data import Data


def target_in_words(targets: np.ndarray, data: Data) -> str:
    """The class, or the numbers in their own units, of one example's targets (k,)."""
    if data.class_names:
        return data.class_names[int(classes_of(targets[None], data)[0])]
    values = data.restore_targets(targets[None])[0]
    return ", ".join(f"{name} = {number(value)}" for name, value in zip(data.target_names, values, strict=True))

"""Weights for classes of different size."""

from __future__ import annotations

import numpy as np

from engine.data import Data


def class_weights(kind: str, data: Data) -> tuple[float, ...]:
    """One weight for each class of the training part; empty for "none" and where there are no classes, or rows of them.

    "balanced" is N / (classes · examples of the class), as in scikit-learn's compute_class_weight. A class without
    examples in the training part weighs 1: nothing is multiplied by it.
    """
    if kind == "none" or data.task in ("regression", "sequence"):
        return ()
    targets = data.train.targets
    columns = np.column_stack([1.0 - targets, targets]) if targets.shape[1] == 1 else targets
    counts = columns.sum(axis=0)
    return tuple(np.divide(len(targets), len(counts) * counts, out=np.ones_like(counts), where=counts > 0).tolist())

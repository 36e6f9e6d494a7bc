"""Units that are on in a phrase and not beside it."""

from __future__ import annotations

import numpy as np


def on_only_there(hidden: np.ndarray, start: int, stop: int, threshold: float, *, all_else: bool = False) -> tuple[
        int, ...]:
    """The units of states (steps, units) that are on, |h| ≥ `threshold`, at every step from `start` to before `stop`,
    and off at the step before and at the one behind, or with `all_else` at every other step (Strobelt et al. 2018,
    LSTMVis). The strongest first."""
    on = np.abs(hidden) >= threshold
    inside = np.zeros(len(hidden), bool)
    inside[start:stop] = True
    beside = ~inside if all_else else np.isin(np.arange(len(hidden)), (start - 1, stop))
    found = np.flatnonzero(on[inside].all(axis=0) & ~on[beside].any(axis=0))
    strength = np.abs(hidden[inside][:, found]).mean(axis=0)
    return tuple(found[np.argsort(-strength, kind="stable")].tolist())


def most_telling(hidden: np.ndarray, threshold: float, longest: int = 3) -> tuple[int, int]:
    """The phrase (start, stop) of states (steps, units) in which most units are on only there; of several such the
    longest, of at most `longest` steps, and of those the first."""
    steps = len(hidden)
    spans = [(start, start + length) for length in range(min(longest, steps), 0, -1)
             for start in range(steps - length + 1)]
    return max(spans, key=lambda span: len(on_only_there(hidden, *span, threshold)))

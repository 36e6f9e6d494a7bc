"""What is measured on predictions, one function per task; quick enough to run after every epoch, on the device."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from engine.device import Array, Device
from engine.errors import N_


@dataclass(frozen=True)
class Metric:
    """`measure(device, predictions, targets)` on arrays (N, …); `name` is its column in histories and reports."""

    name: str
    title: str
    measure: Callable[[Device, Array, Array], float]


def _binary_accuracy(device: Device, predictions: Array, targets: Array) -> float:
    return float(((predictions > 0.5) == (targets > 0.5)).mean())


def _multiclass_accuracy(device: Device, predictions: Array, targets: Array) -> float:
    return float((predictions.argmax(axis=-1) == targets.argmax(axis=-1)).mean())


def _exact_match(device: Device, predictions: Array, targets: Array) -> float:
    """The share of rows (N, steps, C) that are right at every step that counts, where a target is not all 0.

    While it is told the right symbols before each step, a network is right everywhere exactly where it would be so on
    its own, taking the likeliest symbol each time: up to its first mistake both read the same.
    """
    right = (predictions.argmax(axis=-1) == targets.argmax(axis=-1)) | (targets.max(axis=-1) == 0)
    return float(right.all(axis=-1).mean())


def symbols_right(predictions: Array, targets: Array) -> float:
    """The share of steps (N, steps, C) that are right, of those that count."""
    counts = targets.max(axis=-1) > 0
    right = (predictions.argmax(axis=-1) == targets.argmax(axis=-1)) & counts
    return float(right.sum() / max(1, int(counts.sum())))


def _r2(device: Device, predictions: Array, targets: Array) -> float:
    """1 − residual / total sum of squares, averaged over the outputs; 0 for a target that does not vary, or no more
    than its mean is rounded in single precision."""
    residual = ((targets - predictions) ** 2).sum(axis=0)
    total = ((targets - targets.mean(axis=0)) ** 2).sum(axis=0)
    varies = total > 1e-12 * (targets ** 2).sum(axis=0)
    return float(device.xp.where(varies, 1.0 - residual / device.xp.where(varies, total, 1.0), 0.0).mean())


METRICS: Mapping[str, Metric] = MappingProxyType({
    "binary": Metric("accuracy", N_("engine", "Accuracy"), _binary_accuracy),
    "multiclass": Metric("accuracy", N_("engine", "Accuracy"), _multiclass_accuracy),
    "sequence": Metric("exact_match", N_("engine", "Exact matches"), _exact_match),
    "regression": Metric("r2", N_("engine", "R²"), _r2),
})

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
    "regression": Metric("r2", N_("engine", "R²"), _r2),
})

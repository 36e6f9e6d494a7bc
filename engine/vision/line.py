"""A convolution along one axis: a signal, a kernel, and what comes out, as the layers of the engine do it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import numpy as np

from engine.errors import N_, LaderaError, SettingError
from engine.graph import Graph, LayerSpec, sequential
from engine.layers import LAYERS
from engine.layers.windows import windows_of
from engine.network import Network
from engine.vision.links import Inputs, products_of
from engine.vision.sliding import read_by
from engine.windows import Window

LENGTH, MOST_TAPS, MOST_STEP, FARTHEST = 24, 9, 4, 100.0
"""Values of a signal; weights of a kernel, stride and dilation at most; the largest value."""
LINE_PADDINGS: Mapping[bool, tuple[str, ...]] = MappingProxyType({
    False: ("valid", "same", "causal", "full"), True: ("valid", "same")})
"""What may be put around a signal, by whether the convolution is transposed."""
_AT = np.arange(LENGTH)
SIGNALS: Mapping[str, tuple[str, tuple[float, ...]]] = MappingProxyType({
    name: (title, tuple(np.round(values, 3).tolist())) for name, title, values in (
        ("step", N_("engine", "Step"), (_AT >= 9) * 1.0), ("pulse", N_("engine", "Pulse"), (_AT == 9) * 1.0),
        ("ramp", N_("engine", "Up and down"), 1.0 - np.abs(_AT - 11.5) / 11.5),
        ("waves", N_("engine", "Slow and fast wave"), np.sin(_AT * 0.45) + 0.45 * np.sin(_AT * 2.6)),
        ("ones", N_("engine", "All ones"), np.ones(LENGTH)))})
"""Signals by name: their titles and values."""
KERNELS_1D: Mapping[str, tuple[str, tuple[float, ...]]] = MappingProxyType({
    "mean": (N_("engine", "Mean"), (0.25,) * 4), "bell": (N_("engine", "Bell"), (0.25, 0.5, 0.25)),
    "difference": (N_("engine", "Difference"), (-1.0, 1.0)),
    "second": (N_("engine", "Second difference"), (1.0, -2.0, 1.0)),
    "echo": (N_("engine", "Echo"), (0.5, 0.0, 0.0, 1.0)), "ones": (N_("engine", "All ones"), (1.0, 1.0, 1.0))})
"""Kernels by name: their titles and weights."""


@dataclass(frozen=True)
class Line:
    """The values of a signal, a kernel that slides as it is written, and how. `transposed`, every value paints a copy
    of the kernel, and the copies add up. Raises SettingError where something does not exist, or there is no output."""

    values: tuple[float, ...] = SIGNALS["step"][1]
    kernel: tuple[float, ...] = KERNELS_1D["mean"][1]
    padding: str = "causal"
    stride: int = 1
    dilation: int = 1
    transposed: bool = False

    def __post_init__(self) -> None:
        numbers = all(type(value) in (int, float) and math.isfinite(value) and abs(value) <= FARTHEST
                      for value in (*self.values, *self.kernel))
        steps = all(type(value) is int and 1 <= value <= MOST_STEP for value in (self.stride, self.dilation))
        if not (numbers and steps and len(self.values) == LENGTH and 1 <= len(self.kernel) <= MOST_TAPS
                and type(self.transposed) is bool and self.padding in LINE_PADDINGS[self.transposed]):
            raise SettingError(N_("engine", "A signal, its kernel or how it slides has settings that do not exist."))
        try:
            self._graph.infer()
        except LaderaError as error:
            raise SettingError(N_("engine", "The kernel does not fit into the signal: make it shorter, its dilation "
                                  "smaller, or put zeros around.")) from error

    @property
    def window(self) -> Window:
        """The window that slides; of a transposed convolution that of the convolution which it turns round."""
        return _window(len(self.kernel), self.padding, self.stride, self.dilation, self.transposed)[0]

    @property
    def length(self) -> int:
        """Values that come out."""
        return _window(len(self.kernel), self.padding, self.stride, self.dilation, self.transposed)[1]

    @property
    def _graph(self) -> Graph:
        return _graph(len(self.kernel), self.padding, self.stride, self.dilation, self.transposed)

    def output(self) -> np.ndarray:
        """What comes out, (o,), as a layer Convolution 1-D or its transposed one says."""
        signal = np.array(self.values, np.float64).reshape(1, LENGTH, 1)
        return _network(self._graph).predict(np.array(self.kernel, np.float64), signal).ravel()

    def pairs(self) -> np.ndarray:
        """Which values meet, and through which weight: (n, 3) of output, input and tap; an input of −1 is a zero beside
        the signal."""
        if self.transposed:
            reached = read_by(self.window, self.length)
            found = [(int(output), at, tap) for (at, tap), output in np.ndenumerate(reached) if output >= 0]
        else:
            read = read_by(self.window, LENGTH)
            found = [(output, int(at), tap) for (output, tap), at in np.ndenumerate(read)]
        return np.array(sorted(found), np.int64).reshape(-1, 3)

    def inputs(self, output: int) -> Inputs:
        """What one output is made of: one row of products."""
        pairs = self.pairs()
        mine = pairs[pairs[:, 0] == output]
        weights = np.array(self.kernel)[mine[:, 2]]
        signal = np.array(self.values).reshape(1, -1, 1)
        return products_of(signal, weights.reshape(1, -1, 1), np.array([0]), mine[:, 1])

    def counts(self) -> np.ndarray:
        """How many products each output is the sum of, zeros beside the signal not counted: (o,). Where they differ in
        the middle of a transposed convolution there is a checkerboard before any training (Odena et al. 2016)."""
        pairs = self.pairs()
        return np.bincount(pairs[pairs[:, 1] >= 0, 0], minlength=self.length)

    def times(self) -> tuple[np.ndarray, np.ndarray]:
        """Where on one axis inputs (LENGTH,) and outputs (o,) stand: an output in the middle of what it reads; with
        causal padding at the last value that it reads."""
        window = self.window
        middle = (window.reach - 1) * (1.0 if self.padding == "causal" else 0.5) - window.before
        if self.transposed:
            return np.arange(LENGTH) * window.stride + middle, np.arange(self.length, dtype=float)
        return np.arange(LENGTH, dtype=float), np.arange(self.length) * window.stride + middle

    def to_json(self) -> dict[str, Any]:
        """As plain lists and dictionaries."""
        return {"values": list(self.values), "kernel": list(self.kernel), "padding": self.padding,
                "stride": self.stride, "dilation": self.dilation, "transposed": self.transposed}

    @classmethod
    def from_json(cls, value: Any) -> Line:
        """Read what `to_json` wrote. Raises SettingError, LookupError and TypeError."""
        return cls(tuple(value["values"]), tuple(value["kernel"]), value["padding"], value["stride"],
                   value["dilation"], value["transposed"])


@lru_cache(maxsize=32)
def _graph(size: int, padding: str, stride: int, dilation: int, transposed: bool) -> Graph:
    settings = {"filters": 1, "kernel_size": (size,), "strides": (stride,), "padding": padding, "use_bias": False,
                "activation": "identity"}
    layer = (LayerSpec("layer", "conv1d_transpose", settings) if transposed else
             LayerSpec("layer", "conv1d", {**settings, "dilation": (dilation,)}))
    return sequential(LayerSpec("signal", "input", {"shape": (LENGTH, 1)}), layer, LayerSpec("flat", "flatten"),
                      LayerSpec("out", "output", {"loss": "mean_squared_error"}))


@lru_cache(maxsize=32)
def _window(size: int, padding: str, stride: int, dilation: int, transposed: bool) -> tuple[Window, int]:
    """The window and how many values come out."""
    settings = _graph(size, padding, stride, dilation, transposed).layer("layer").settings
    if transposed:
        windows, lengths = LAYERS["conv1d_transpose"].windows(settings, (LENGTH,))
        return windows[0], lengths[0]
    window = windows_of(settings, (LENGTH,), (size,))[0]
    return window, window.places(LENGTH)


@lru_cache(maxsize=8)
def _network(graph: Graph) -> Network:
    return Network(graph, dtype="float64")

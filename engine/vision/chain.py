"""Kernels, activations and poolings in a row over one grey picture: what each makes of the one before, and how far a
place of the last one sees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import numpy as np

from engine.errors import N_, SettingError
from engine.vision.convolve import convolve
from engine.vision.kernels import MOST, PRESETS
from engine.vision.pooling import KINDS, pool
from engine.vision.sliding import PLAIN, Sliding

OWN, RELU = "own", "relu"
LONGEST = 8
"""Stages of a chain at most."""
OPERATIONS: Mapping[str, str] = MappingProxyType({
    **{name: row.title for name, row in PRESETS.items()}, OWN: N_("engine", "Own kernel"), RELU: N_("engine", "ReLU"),
    "max": N_("engine", "Max pooling"), "average": N_("engine", "Average pooling"),
    "sum": N_("engine", "Sum pooling"), "min": N_("engine", "Min pooling")})
"""Every stage by name: kernels that are known, one of one's own, ReLU and the poolings."""
Span = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Stage:
    """One operation of OPERATIONS and how it slides; of a pooling the `size` of its window, of an own kernel its
    weights. Raises SettingError."""

    operation: str
    sliding: Sliding = PLAIN
    size: int = 2
    weights: tuple[tuple[float, ...], ...] = ()

    def __post_init__(self) -> None:
        rows = {len(row) for row in self.weights}
        own = self.operation != OWN or (len(rows) == 1 and 1 <= len(self.weights) <= MOST and 1 <= max(rows) <= MOST)
        if self.operation not in OPERATIONS or not own or type(self.size) is not int or not 1 <= self.size <= MOST:
            raise SettingError(N_("engine", "A chain has a stage that does not exist."))

    @property
    def kernel(self) -> np.ndarray | None:
        """Weights (k, l) as they slide; None of what has none."""
        if self.operation == OWN:
            return np.array(self.weights)
        return PRESETS[self.operation].kernel() if self.operation in PRESETS else None

    @property
    def pools(self) -> bool:
        return self.operation in KINDS

    @property
    def window(self) -> tuple[int, int]:
        """Rows and columns that one place of its map is made of."""
        kernel = self.kernel
        return kernel.shape if kernel is not None else (self.size, self.size) if self.pools else (1, 1)

    def of(self, image: np.ndarray) -> np.ndarray:
        """Its map (h', w') of an image or map (h, w). Raises SettingError where it does not fit."""
        kernel = self.kernel
        if kernel is not None:
            return convolve(image[..., None], kernel[..., None, None], self.sliding)[..., 0]
        return pool(image, self.operation, self.window, self.sliding).values if self.pools else np.maximum(image, 0.0)

    def to_json(self) -> dict[str, Any]:
        """As plain lists and dictionaries."""
        return {"operation": self.operation, "stride": self.sliding.stride, "padding": self.sliding.padding,
                "size": self.size, "weights": [list(row) for row in self.weights]}

    @classmethod
    def from_json(cls, value: Any) -> Stage:
        """Read what `to_json` wrote. Raises SettingError, LookupError, TypeError and ValueError."""
        return cls(value["operation"], Sliding(value["stride"], value["padding"]), value["size"],
                   tuple(tuple(map(float, row)) for row in value["weights"]))


Chain = tuple[Stage, ...]
CORNERS: Chain = (Stage("sobel_x"), Stage(RELU), Stage("max", Sliding(2)), Stage("sobel_y"), Stage(RELU))
"""Upright edges, and then where they begin."""


def maps_of(image: np.ndarray, chain: Sequence[Stage]) -> list[np.ndarray]:
    """The image (h, w) and the map of every stage. Raises SettingError that says which stage does not fit."""
    maps = [image]
    for place, stage in enumerate(chain, 1):
        try:
            maps.append(stage.of(maps[-1]))
        except SettingError as error:
            raise SettingError(N_("engine", "Stage {place} does not fit any more: it slides a window of {window} over "
                                  "a map of {map}. Take away a stage, or choose a smaller stride or a larger picture."),
                               place=place, window="×".join(map(str, stage.window)),
                               map="×".join(map(str, maps[-1].shape))) from error
    return maps


def seen_from(shapes: Sequence[tuple[int, int]], chain: Sequence[Stage], stage: int, place: tuple[int, int],
              ) -> list[Span]:
    """What a `place` of the map of a stage (0 is the image) is made of: for the image and every map up to it the rows
    and columns whose crossings count, from low to high. `shapes` are those of `maps_of`."""
    here: Span = tuple(np.array([at]) for at in place)
    spans = [here]
    for before in reversed(range(stage)):
        sources = chain[before].sliding.sources(shapes[before], chain[before].window)
        here = tuple(np.unique(axis[at]) for axis, at in zip(sources, here, strict=True))
        here = tuple(axis[axis >= 0] for axis in here)
        spans.append(here)
    return spans[::-1]


def sight(chain: Sequence[Stage]) -> list[tuple[tuple[int, int], int]]:
    """For every stage how many rows and columns of the picture a place of its map can see, edges apart, and how many
    pixels there are from one place to the next: r ← r + (k − 1)·j, j ← j·s."""
    size, jump, found = (1, 1), 1, []
    for stage in chain:
        size = tuple(length + (window - 1) * stage.sliding.dilation * jump
                     for length, window in zip(size, stage.window, strict=True))
        jump *= stage.sliding.stride
        found.append((size, jump))
    return found


def as_one(chain: Sequence[Stage]) -> np.ndarray | None:
    """The one kernel (k, l) that does the same as a chain of kernels alone, as they slide without stride and without
    anything around; None of any other chain. Convolutions in a row are a convolution."""
    kernels = [stage.kernel for stage in chain]
    if len(kernels) < 2 or any(kernel is None for kernel in kernels) or any(
            replace(stage.sliding, dilation=1) != PLAIN for stage in chain):
        return None
    whole = kernels[0]
    for kernel in kernels[1:]:
        whole = convolve(whole[..., None], kernel[..., None, None], Sliding(padding="full"), turn=True)[..., 0]
    return whole

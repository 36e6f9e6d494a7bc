"""What happens to maps when the image moves: a meter of equivariance, stage by stage."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.errors import N_, SettingError
from engine.vision.convolve import convolve
from engine.vision.pooling import KINDS, Pooled, equivariance, pool, routed
from engine.vision.sliding import HALVING, PLAIN, Sliding

Function = Callable[[np.ndarray], np.ndarray]
LARGEST_WINDOW = 16
POOLING_PADDINGS = ("valid", "same")


@dataclass(frozen=True)
class Pooling:
    """What pools: a kind of KINDS, windows `size` pixels high and wide, and how they slide; or with `whole` one window
    as large as the image, which is global pooling. Raises SettingError."""

    kind: str = "max"
    size: int = 2
    sliding: Sliding = HALVING
    whole: bool = False

    def __post_init__(self) -> None:
        if not (self.kind in KINDS and type(self.size) is int and 1 <= self.size <= LARGEST_WINDOW
                and self.sliding.padding in POOLING_PADDINGS and self.sliding.dilation == 1
                and type(self.whole) is bool):
            raise SettingError(N_("engine", "A window of pooling has 1 to {largest} rows and columns, and is one of "
                                  "{kinds}."), largest=LARGEST_WINDOW, kinds=", ".join(KINDS))

    def to_json(self) -> dict[str, Any]:
        """As a plain dictionary."""
        return {"kind": self.kind, "size": self.size, "stride": self.sliding.stride, "padding": self.sliding.padding,
                "whole": self.whole}

    @classmethod
    def from_json(cls, value: Any) -> Pooling:
        """Read what `to_json` wrote. Raises SettingError, LookupError and TypeError."""
        return cls(value["kind"], value["size"], Sliding(value["stride"], value["padding"]), value["whole"])

    def window(self, shape: tuple[int, int]) -> tuple[tuple[int, int], Sliding]:
        """Rows and columns of a window over an image (h, w), and how it slides."""
        return (shape, PLAIN) if self.whole else ((self.size, self.size), self.sliding)

    def pooled(self, image: np.ndarray) -> Pooled:
        """Of an image (h, w). Raises SettingError where no window fits."""
        return pool(image, self.kind, *self.window(image.shape))

    def routed(self, image: np.ndarray, gradient: np.ndarray) -> np.ndarray:
        """What each pixel gets of a `gradient` (h', w')."""
        return routed(image, self.kind, *self.window(image.shape), gradient)


def stages(kernel: np.ndarray, sliding: Sliding, pooling: Pooling) -> Mapping[str, tuple[Function, int]]:
    """A convolution with `kernel` (k, l), a pooling, and the one after the other, as functions of an image (h, w), each
    with how many pixels one place of its result stands for.

    Where nothing is put around the image it is continued by its other side, so that the edge is no edge; zeros and
    mirrored edges are what they are.
    """
    def convolved(image: np.ndarray) -> np.ndarray:
        return convolve(_continued(image, kernel.shape, sliding)[..., None], kernel[..., None, None], sliding)[..., 0]

    def pooled(image: np.ndarray) -> np.ndarray:
        size, slides = pooling.window(image.shape)
        whole = image if pooling.whole else _continued(image, size, slides)
        return pool(whole, pooling.kind, size, slides).values

    stride = 1 if pooling.whole else pooling.sliding.stride
    return {"convolution": (convolved, sliding.stride), "pooling": (pooled, stride),
            "both": (lambda image: pooled(convolved(image)), sliding.stride * stride)}


def moved(kernel: np.ndarray, sliding: Sliding, pooling: Pooling, image: np.ndarray,
          shift: tuple[int, int]) -> dict[str, float]:
    """‖f(shift x) − shift f(x)‖ / ‖f(x)‖ of each of the `stages`, for an image (h, w) and a `shift` by rows and
    columns."""
    return {name: equivariance(function, image, shift, stride)
            for name, (function, stride) in stages(kernel, sliding, pooling).items()}


def _continued(image: np.ndarray, size: tuple[int, int], sliding: Sliding) -> np.ndarray:
    """An image that goes on with its other side, as far as windows reach that begin in it."""
    if sliding.padding != "valid":
        return image
    spans = [(length - 1) * sliding.dilation + 1 for length in size]
    after = [max(0, -(-length // sliding.stride) * sliding.stride - sliding.stride + span - length)
             for length, span in zip(image.shape, spans, strict=True)]
    return np.pad(image, [(0, count) for count in after], "wrap")

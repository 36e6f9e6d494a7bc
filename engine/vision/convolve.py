"""A kernel over an image, as the layers of the engine do it: one program, compiled once for each shape.

Where that would be too slow to follow a hand, the same sums come by way of Fourier transforms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import numpy as np

from engine.device import NUMPY
from engine.errors import N_, SettingError
from engine.ir import Builder, compile_plan
from engine.layers.convolving import correlate, images
from engine.vision.sliding import PLAIN, Sliding
from engine.vision.tiles import Tiles
from engine.windows import Window

FEW = 8
"""Products for each place of a stride of 1 up to which a larger stride is better walked as it is."""
TOGETHER = 8
"""Places that are computed at a time where the kernel is at least as wide."""
MANY, LARGE = 16, 128
"""Products for each place, and rows and columns, from which on one map of a group is faster by Fourier transforms."""


def turned(kernel: np.ndarray) -> np.ndarray:
    """A kernel (k, l, …) turned by half a turn: what a convolution slides over the image."""
    return np.ascontiguousarray(kernel[::-1, ::-1])


def convolve(image: np.ndarray, kernel: np.ndarray, sliding: Sliding = PLAIN, *, groups: int = 1,
             turn: bool = False) -> np.ndarray:
    """`image` (h, w, c) with `kernel` (k, l, c/groups, f): float64 (h', w', f).

    Networks slide the kernel as it stands, which is cross-correlation; with `turn` it is a convolution in the sense of
    mathematics, (I ∗ K)(i, j) = Σ I(m, n) K(i − m, j − n). Raises SettingError where the kernel does not fit.
    """
    if kernel.shape[2] * groups != image.shape[2] or kernel.shape[3] % groups:
        raise SettingError(N_("engine", "A kernel for {kernel} channels and {filters} maps in {groups} groups does not "
                              "fit an image of {image} channels."), kernel=kernel.shape[2], filters=kernel.shape[3],
                           groups=groups, image=image.shape[2])
    if not sliding.fits(image.shape[:2], kernel.shape[:2]):
        raise SettingError(N_("engine", "A kernel of {kernel} does not fit into an image of {image} with this padding "
                              "and dilation."), kernel="×".join(map(str, kernel.shape[:2])),
                           image="×".join(map(str, image.shape[:2])))
    slid = turned(kernel) if turn else kernel
    laid = _laid(image.shape, kernel.shape[:2], sliding)
    if kernel.shape[3] == groups and laid.is_large:
        fixed = not image.flags.writeable
        tiles = _kept_tiles(_Same(image), kernel.shape[:2], sliding) if fixed else laid.tiles(image)
        return laid.together(tiles.under(slid))
    maps = [_program((*image.shape[:2], kernel.shape[2]), part.shape, sliding).run(channels, part)
            for channels, part in zip(np.split(image, groups, axis=2), np.split(slid, groups, axis=3), strict=True)]
    return maps[0] if groups == 1 else np.concatenate(maps, axis=2)


class _Laid:
    """How an image (h, w, c) lies under a kernel of `size` (k, l).

    A kernel is fastest where it goes everywhere, tap beside tap. A larger stride therefore leaves out places of a
    stride of 1, unless that means many more products; and with a dilation d a kernel only meets pixels of the same
    remainder by d, so that it goes without gaps over d × d images, each of every d-th pixel.
    """

    def __init__(self, shape: tuple[int, int, int], size: tuple[int, int], sliding: Sliding) -> None:
        windows = sliding.windows(shape[:2], size)
        self.few = size[0] * size[1] <= FEW * sliding.stride ** 2
        self.places, self.size = sliding.places(shape[:2], size), size
        self.step, self.apart = (1, 1) if self.few else (sliding.stride, sliding.dilation)
        self.slides = tuple(Window(window.size, *((window.stride, window.dilation) if self.few else (1, 1)))
                            for window in windows)
        self.lengths = tuple(-(-(length + window.before + window.after) // self.apart)
                             for length, window in zip(shape[:2], windows, strict=True))
        products = size[0] * size[1] * shape[2]
        self.is_large = not self.few and products >= MANY and min(self.lengths) * self.apart >= LARGE
        self._around = *((window.before, window.after) for window in windows), (0, 0)
        self._mode = "reflect" if sliding.mirrored else "constant"

    def spread(self, image: np.ndarray, parts: np.ndarray) -> None:
        """Write the image, with what is put around it, into `parts` (d², h', w', c)."""
        padded = np.pad(image, self._around, mode=self._mode)
        for place, (row, column) in enumerate(np.ndindex(self.apart, self.apart)):
            part = padded[row::self.apart, column::self.apart]
            parts[place, :part.shape[0], :part.shape[1]] = part

    def together(self, maps: np.ndarray) -> np.ndarray:
        """The map (h', w', f) of what came of the parts, (d², …, f)."""
        _, rows, columns, number = maps.shape
        whole = maps.reshape(self.apart, self.apart, rows, columns, number).transpose(2, 0, 3, 1, 4)
        whole = whole.reshape(rows * self.apart, columns * self.apart, number)[::self.step, ::self.step]
        return whole[:self.places[0], :self.places[1]].copy(order="K")

    def tiles(self, image: np.ndarray) -> Tiles:
        parts = np.zeros((self.apart ** 2, *self.lengths, image.shape[2]))
        self.spread(image, parts)
        return Tiles(parts, self.size)


class _Program:
    """The compiled convolution of one pair of shapes: BLAS, as in the layers."""

    def __init__(self, shape: tuple[int, int, int], size: tuple[int, int, int, int], sliding: Sliding) -> None:
        self._laid = _laid(shape, size[:2], sliding)
        rows, columns = self._laid.lengths
        if not self._laid.few:  # so many places along a row that they can be computed several at a time
            columns += -self._laid.slides[1].places(columns) % min(size[1], TOGETHER)
        ir = Builder()
        x = ir.leaf("input", "image", (self._laid.apart ** 2, rows, columns, shape[2]))
        kernel = ir.leaf("input", "kernel", size)
        maps = images(ir, correlate(ir, x, kernel, self._laid.slides))
        self._image, self._kernel, self._result = np.zeros(x.shape), np.zeros(size), np.zeros(maps.shape)
        self._plan = compile_plan(NUMPY, "float64", [maps], {x: self._image, kernel: self._kernel}, [self._result])
        self._lock = Lock()  # its arrays are its own, whoever asks

    def run(self, image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
        with self._lock, np.errstate(all="ignore"):
            self._laid.spread(image, self._image)
            self._kernel[...] = kernel
            self._plan.run()
            return self._laid.together(self._result)


@dataclass(frozen=True, eq=False)
class _Same:
    """An array by what it is, not by what it holds: one that cannot be written to stays as it is."""

    array: np.ndarray

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.array is other.array

    def __hash__(self) -> int:
        return id(self.array)


@lru_cache(maxsize=2)
def _kept_tiles(image: _Same, size: tuple[int, int], sliding: Sliding) -> Tiles:
    return _laid(image.array.shape, size, sliding).tiles(image.array)


_laid = lru_cache(maxsize=32)(_Laid)
_program = lru_cache(maxsize=6)(_Program)

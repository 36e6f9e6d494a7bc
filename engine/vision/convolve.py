"""A kernel over an image, as the layers of the engine do it: one program, compiled once for each shape."""

from __future__ import annotations

from functools import lru_cache
from threading import Lock

import numpy as np

from engine.device import NUMPY
from engine.errors import N_, SettingError
from engine.ir import Builder, compile_plan
from engine.layers.convolving import correlate, images
from engine.vision.sliding import PLAIN, Sliding
from engine.windows import Window

FEW = 8
"""Products for each place of a stride of 1 up to which a larger stride is better walked as it is."""
TOGETHER = 8
"""Places that are computed at a time where the kernel is at least as wide."""


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
    maps = [_program((*image.shape[:2], kernel.shape[2]), part.shape, sliding).run(channels, part)
            for channels, part in zip(np.split(image, groups, axis=2), np.split(slid, groups, axis=3), strict=True)]
    return maps[0] if groups == 1 else np.concatenate(maps, axis=2)


class _Program:
    """The compiled convolution of one pair of shapes.

    BLAS is fastest where a kernel goes everywhere, tap beside tap. A larger stride therefore leaves out places of a
    stride of 1, unless that means many more products; and with a dilation d a kernel only meets pixels of the same
    remainder by d, so that it goes without gaps over d × d images, each of every d-th pixel.
    """

    def __init__(self, shape: tuple[int, int, int], size: tuple[int, int, int, int], sliding: Sliding) -> None:
        windows = sliding.windows(shape[:2], size[:2])
        few = size[0] * size[1] <= FEW * sliding.stride ** 2
        self._places = sliding.places(shape[:2], size[:2])
        self._around = *((window.before, window.after) for window in windows), (0, 0)
        self._mode = "reflect" if sliding.mirrored else "constant"
        self._step, self._apart = (1, 1) if few else (sliding.stride, sliding.dilation)
        slides = [Window(window.size, *((window.stride, window.dilation) if few else (1, 1))) for window in windows]
        lengths = [-(-(length + window.before + window.after) // self._apart)
                   for length, window in zip(shape[:2], windows, strict=True)]
        if not few:  # so many places along a row that they can be computed several at a time
            lengths[1] += -slides[1].places(lengths[1]) % min(size[1], TOGETHER)
        ir = Builder()
        x, kernel = ir.leaf("input", "image", (self._apart ** 2, *lengths, shape[2])), ir.leaf("input", "kernel", size)
        maps = images(ir, correlate(ir, x, kernel, tuple(slides)))
        self._image, self._kernel, self._result = np.zeros(x.shape), np.zeros(size), np.zeros(maps.shape)
        self._plan = compile_plan(NUMPY, "float64", [maps], {x: self._image, kernel: self._kernel}, [self._result])
        self._lock = Lock()  # its arrays are its own, whoever asks

    def run(self, image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
        padded = np.pad(image, self._around, mode=self._mode)
        with self._lock, np.errstate(all="ignore"):
            for place, (row, column) in enumerate(np.ndindex(self._apart, self._apart)):
                part = padded[row::self._apart, column::self._apart]
                self._image[place, :part.shape[0], :part.shape[1]] = part
            self._kernel[...] = kernel
            self._plan.run()
            apart, (_, rows, columns, maps) = self._apart, self._result.shape
            whole = self._result.reshape(apart, apart, rows, columns, maps).transpose(2, 0, 3, 1, 4)
            whole = whole.reshape(rows * apart, columns * apart, maps)[::self._step, ::self._step]
            return whole[:self._places[0], :self._places[1]].copy()


_program = lru_cache(maxsize=6)(_Program)

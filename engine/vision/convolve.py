"""A kernel over an image, as the layers of the engine do it: one program, compiled once for each shape."""

from __future__ import annotations

from functools import lru_cache
from threading import Lock

import numpy as np

from engine.device import NUMPY
from engine.errors import N_, SettingError
from engine.ir import Builder, Plan, compile_plan
from engine.layers.convolving import correlate, images, in_groups, mirrored
from engine.vision.sliding import PLAIN, Sliding


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
    return _program(image.shape, kernel.shape, sliding, groups).run(image, turned(kernel) if turn else kernel)


class _Program:
    """The compiled convolution of one pair of shapes."""

    def __init__(self, plan: Plan, image: np.ndarray, kernel: np.ndarray, result: np.ndarray) -> None:
        self._plan, self._image, self._kernel, self._result = plan, image, kernel, result
        self._lock = Lock()  # its arrays are its own, whoever asks

    def run(self, image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
        with self._lock, np.errstate(all="ignore"):
            self._image[0], self._kernel[...] = image, kernel
            self._plan.run()
            return self._result[0].copy()


@lru_cache(maxsize=6)
def _program(shape: tuple[int, ...], size: tuple[int, ...], sliding: Sliding, groups: int) -> _Program:
    ir = Builder()
    x, kernel = ir.leaf("input", "image", (1, *shape)), ir.leaf("input", "kernel", size)
    seen, windows = x, sliding.windows(shape[:2], size[:2])
    if sliding.mirrored:
        seen, windows = mirrored(ir, x, windows)
    rows = in_groups(ir, seen, kernel, groups, lambda a, b: correlate(ir, a, b, windows))
    maps = images(ir, rows)
    arrays = np.zeros((1, *shape)), np.zeros(size)
    result = np.zeros(maps.shape)
    plan = compile_plan(NUMPY, "float64", [maps], dict(zip((x, kernel), arrays, strict=True)), [result])
    return _Program(plan, *arrays, result)

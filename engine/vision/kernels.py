"""Kernels that are known by name, as the arrays (k, l) that people write down."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from engine.errors import N_
from engine.fields import Field, Integer, Real, check_settings

MOST = 16
"""The most rows and columns of a kernel that is edited by hand."""


@dataclass(frozen=True)
class Preset:
    """A kernel by name; `make` takes the values of its `fields`."""

    name: str
    title: str
    help: str
    make: Callable[..., np.ndarray]
    fields: tuple[Field, ...] = ()

    def kernel(self, **settings: object) -> np.ndarray:
        """(k, l) float64. Raises SettingError."""
        return np.asarray(self.make(**check_settings(self.fields, settings)), dtype=np.float64)


def gabor(size: int, wavelength: float, angle: float, phase: float, sigma: float, aspect: float) -> np.ndarray:
    """exp(−(x′² + γ² y′²)/(2σ²)) cos(2π x′/λ + ψ), with x′ and y′ turned by `angle` degrees (Daugman 1985)."""
    y, x = np.indices((size, size)) - (size - 1) / 2
    turn = math.radians(angle)
    along, across = x * math.cos(turn) + y * math.sin(turn), y * math.cos(turn) - x * math.sin(turn)
    envelope = np.exp(-(along ** 2 + (aspect * across) ** 2) / (2 * sigma ** 2))
    return envelope * np.cos(2 * np.pi * along / wavelength + math.radians(phase))


def gaussian(size: int, sigma: float) -> np.ndarray:
    """exp(−(x² + y²)/(2σ²)), made to add up to 1."""
    line = np.exp(-np.square(np.arange(size) - (size - 1) / 2) / (2 * sigma ** 2))
    return np.outer(line, line) / line.sum() ** 2


_SIZE = Integer("size", 3, N_("engine", "Size"), maximum=MOST, help=N_("engine", "Rows and columns of the kernel."))
_SIGMA = Real("sigma", 1.0, N_("engine", "Width σ"), minimum=0.1, maximum=16.0, logarithmic=True,
              help=N_("engine", "The standard deviation of the bell, in pixels."))

_ROWS = (
    Preset("identity", N_("engine", "Identity"), N_("engine", "Gives every pixel back as it is."),
           lambda: [[0, 0, 0], [0, 1, 0], [0, 0, 0]]),
    Preset("box", N_("engine", "Box blur"), N_("engine", "The mean of the pixels under it; its weights add up to 1."),
           lambda size: np.full((size, size), 1.0 / size ** 2), (_SIZE,)),
    Preset("gaussian", N_("engine", "Gaussian blur"),
           N_("engine", "A mean in which near pixels count more; its weights add up to 1."), gaussian,
           (Integer("size", 5, N_("engine", "Size"), maximum=MOST, help=_SIZE.help), _SIGMA)),
    Preset("sharpen", N_("engine", "Sharpen"),
           N_("engine", "The pixel and how much it stands out of its neighbours: identity minus Laplacian."),
           lambda: [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]),
    Preset("sobel_x", N_("engine", "Sobel, x"),
           N_("engine", "How much brighter the right is than the left, smoothed along the edge."),
           lambda: [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]),
    Preset("sobel_y", N_("engine", "Sobel, y"),
           N_("engine", "How much brighter it is below than above, smoothed along the edge."),
           lambda: [[-1, -2, -1], [0, 0, 0], [1, 2, 1]]),
    Preset("prewitt_x", N_("engine", "Prewitt, x"),
           N_("engine", "How much brighter the right is than the left, all three rows counting the same."),
           lambda: [[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]]),
    Preset("prewitt_y", N_("engine", "Prewitt, y"),
           N_("engine", "How much brighter it is below than above, all three columns counting the same."),
           lambda: [[-1, -1, -1], [0, 0, 0], [1, 1, 1]]),
    Preset("scharr_x", N_("engine", "Scharr, x"),
           N_("engine", "Like Sobel, with weights for which the direction of an edge comes out most exactly."),
           lambda: [[-3, 0, 3], [-10, 0, 10], [-3, 0, 3]]),
    Preset("scharr_y", N_("engine", "Scharr, y"),
           N_("engine", "Like Sobel, with weights for which the direction of an edge comes out most exactly."),
           lambda: [[-3, -10, -3], [0, 0, 0], [3, 10, 3]]),
    Preset("laplacian", N_("engine", "Laplacian"),
           N_("engine", "How much the neighbours are brighter than the pixel: zero on slopes, large at edges and "
              "points."), lambda: [[0, 1, 0], [1, -4, 1], [0, 1, 0]]),
    Preset("emboss", N_("engine", "Emboss"),
           N_("engine", "Light from one side: edges that face it are bright. It is not the same turned round, so that "
              "convolution and cross-correlation differ."),
           lambda: [[-2, -2, 0], [-2, 6, 0], [0, 0, 0]]),
    Preset("gabor", N_("engine", "Gabor"),
           N_("engine", "A wave under a bell: answers to stripes of one width and direction, as first layers of "
              "trained networks do."), gabor,
           (Integer("size", 9, N_("engine", "Size"), maximum=MOST, help=_SIZE.help),
            Real("wavelength", 4.0, N_("engine", "Wavelength λ"), minimum=1.0, maximum=32.0, logarithmic=True,
                 help=N_("engine", "Pixels from one stripe to the next.")),
            Real("angle", 0.0, N_("engine", "Direction θ"), minimum=-360.0, maximum=360.0, slider=(0, 180),
                 help=N_("engine", "Degrees from the x axis, clockwise on the screen, of the direction across the "
                         "stripes.")),
            Real("phase", 0.0, N_("engine", "Phase ψ"), minimum=-360.0, maximum=360.0, slider=(-180, 180),
                 help=N_("engine", "Degrees: 0 has a bright stripe in the middle, 90 an edge.")),
            Real("sigma", 2.0, N_("engine", "Width σ"), minimum=0.1, maximum=16.0, logarithmic=True, help=_SIGMA.help),
            Real("aspect", 0.5, N_("engine", "Aspect γ"), minimum=0.05, maximum=10.0, logarithmic=True,
                 help=N_("engine", "How much narrower the bell is along the stripes: below 1 it is longer.")))),
)

PRESETS: Mapping[str, Preset] = MappingProxyType({preset.name: preset for preset in _ROWS})

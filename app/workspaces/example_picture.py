"""The example in hand as a picture, and the classes that the network may give it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from app.theme import Theme, current
from app.widgets.signed_image import grey_pixels, signed_pixels
from engine.data import Data
from engine.data.images import image_shape
from engine.data.scaling import Standardization
from engine.errors import LaderaError
from engine.graph import Graph
from engine.probes.scored import classes_said
from engine.training.feeds import head_data, input_scaling


@dataclass(frozen=True, eq=False)
class ExamplePicture:
    """How examples of `data` enter a network, seen as pictures: the first Input layer, and its heads."""

    graph: Graph
    data: Data

    @cached_property
    def layer(self) -> str:
        """The Input layer that the picture enters by."""
        return next((spec.name for spec in self.graph.of_kind("input")), "")

    @cached_property
    def shape(self) -> tuple[int, ...]:
        """(h, w, c), empty where what enters is no picture."""
        if not self.layer:
            return ()
        size = int(np.prod(self.graph.infer()[self.layer]))
        whole = not self.graph.layer(self.layer).settings["columns"]
        return (image_shape(self.data, size) or ()) if whole else ()

    @cached_property
    def heads(self) -> dict[str, Data]:
        """The outputs that say one thing of an example, and what each learns."""
        found = {}
        for name, data in head_data(self.graph, self.data).items():
            try:
                classes_said(self.graph, name)
            except LaderaError:
                continue
            found[name] = data
        return found

    @property
    def range(self) -> tuple[float, float]:
        """What is black and what is white."""
        return float(self.data.raw_range.min()), float(self.data.raw_range.max())

    @cached_property
    def scaling(self) -> Standardization:
        """How pixels were standardised."""
        return input_scaling(self.graph.layer(self.layer), self.data)

    def raw(self, given: np.ndarray) -> np.ndarray:
        """What the network was given of one example, as pixels in their own units (h, w, c)."""
        return self.scaling.undo(np.asarray(given, np.float64).reshape(-1)).reshape(self.shape)

    def pixels(self, given: np.ndarray) -> np.ndarray:
        """The same as colours, 0xffRRGGBB (h, w)."""
        return self.coloured(self.raw(given))

    def coloured(self, raw: np.ndarray) -> np.ndarray:
        """Pixels in their own units as colours, 0xffRRGGBB (h, w)."""
        return grey_pixels(raw, *self.range)


def class_titles(head: Data) -> tuple[str, ...]:
    """What a head can say: its classes, or its numbers."""
    return head.class_names or head.target_names


def chances(said: np.ndarray, head: Data) -> np.ndarray:
    """The probability of each class, of what a head says (k,); of numbers, the numbers."""
    said = np.asarray(said, np.float64).ravel()
    return np.array([1.0 - said[0], said[0]]) if head.class_names and said.size == 1 else said


def over(pixels: np.ndarray, values: np.ndarray, limit: float, theme: Theme | None = None) -> np.ndarray:
    """A picture's `pixels` (h, w) behind signed `values` (h', w') in blocks of the map's own grid: the farther from
    zero, the less of the picture is seen."""
    height, width = pixels.shape
    rows, columns = (np.arange(many) * few // many for many, few in zip((height, width), values.shape, strict=True))
    grid = np.nan_to_num(values[np.ix_(rows, columns)])
    share = np.clip(np.abs(grid) / limit, 0.0, 1.0) if limit > 0 else np.zeros_like(grid)
    ends = signed_pixels(np.sign(grid), 1.0, theme or current())
    return blended(pixels, ends, 0.85 * np.sqrt(share))


def blended(below: np.ndarray, above: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Two arrays of 0xffRRGGBB mixed, `share` of the second."""
    mixed = np.full(below.shape, 0xFF000000, np.uint32)
    for shift in (16, 8, 0):
        first, second = ((array >> shift & 255).astype(np.float64) for array in (below, above))
        mixed |= np.rint(first * (1 - share) + second * share).astype(np.uint32) << shift
    return mixed

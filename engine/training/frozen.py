"""Single weights that a training leaves as they are."""

from __future__ import annotations

import numpy as np

from engine.device import Array, Device
from engine.graph import Graph
from engine.layers.held import flat_index, frozen_in, frozen_places
from engine.layout import ParameterLayout


def free_masks(graph: Graph, layout: ParameterLayout) -> dict[str, np.ndarray]:
    """1 for each weight that may move and 0 for those that are frozen, for each array that has such, by its name."""
    frozen = {entry.name: frozen_in(graph.layer(entry.layer).settings, entry.role, graph.parameters_of(entry.layer))
              for entry in layout}
    return {name: 1.0 - stays for name, stays in frozen.items() if stays.any()}


class Frozen:
    """Keeps the weights that layers list as frozen, whatever an optimizer makes of them: `hold` before a step, `clear`
    what it follows of the gradient, `put_back` afterwards."""

    def __init__(self, graph: Graph, layout: ParameterLayout, device: Device, parameters: Array,
                 gradient: Array) -> None:
        places = [layout[f"{spec.name}/{role}"].offset + flat_index(place, layout[f"{spec.name}/{role}"].shape)
                  for spec in graph.layers if not spec.settings.get("shared_with")
                  for role, place in frozen_places(spec.settings, graph.parameters_of(spec.name))]
        self._places = device.upload(np.array(places, np.int64)) if places else None
        self._trained = device.upload(np.array([place for place in places if place < layout.trainable], np.int64)) if (
            places) else None
        self._parameters, self._gradient, self._kept = parameters, gradient, None

    def hold(self) -> None:
        """Remember them."""
        if self._places is not None:
            self._kept = self._parameters[self._places]

    def clear(self) -> None:
        """They ask for nothing."""
        if self._trained is not None:
            self._gradient[self._trained] = 0.0

    def put_back(self) -> None:
        """Rounding, decay and a search along all weights at once may have moved them."""
        if self._places is not None:
            self._parameters[self._places] = self._kept

"""Muted units in the words of other programs, which have none for them.

Where a layer gives 0 for a sum that is 0, the weights that lead to a muted unit are written as zeros: the file then
computes what Ladera does. Elsewhere, as after a sigmoid, a layer with weights 0 and 1 follows that lets the others
through. Files of bare weights, which Ladera reads back, have them as they are, and a note LAYER/muted with the units.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from engine.errors import N_, LaderaError
from engine.functions_of_one import value_and_slope
from engine.graph import Graph, LayerSpec, Link
from engine.layers.activations import ACTIVATIONS
from engine.layers.held import muted_units
from engine.layout import ParameterLayout

FOLDED = frozenset({"dense", "conv1d", "conv2d"})
"""Kinds whose unit k is a sum over the last column k of its kernel, and its bias."""
MASKS: Mapping[int, tuple[str, Mapping[str, object]]] = {
    1: ("dense", {}), 2: ("depthwise_conv1d", {"kernel_size": (1,)}), 3: ("depthwise_conv2d", {"kernel_size": (1, 1)})}
"""How many axes a layer gives → the layer that lets some of its units through."""


def muted_layers(graph: Graph) -> dict[str, tuple[int, ...]]:
    """The layers with muted units, and which, from 0. Raises GraphError where such a network is not finished."""
    listed = [spec for spec in graph.layers if spec.settings.get("muted", "").strip()]
    shapes = graph.infer() if listed else {}
    return {spec.name: units for spec in listed if (units := muted_units(spec.settings, shapes[spec.name]))}


def notes_of_muted(graph: Graph | None) -> dict[str, np.ndarray]:
    """What stands beside bare weights: LAYER/muted, the units from 0."""
    return {} if graph is None else {f"{name}/muted": np.array(units) for name, units in muted_layers(graph).items()}


def what_became_of_muted(graph: Graph, file: str, describes: bool) -> LaderaError | None:
    """The sentence that a person reads of a file that was written, which `describes` the network or has bare weights;
    None where nothing is muted."""
    names = ", ".join(muted_layers(graph))
    if not names:
        return None
    return LaderaError(
        N_("engine", "{file} is silent where units of {layers} are muted: the weights that lead to them are zeros, or "
           "a layer of zeros and ones follows.") if describes else
        N_("engine", "{file} has the weights of {layers} as they are, those of muted units too: which units are muted "
           "is a note in the file, and Ladera reads the weights back unchanged."), file=file, layers=names)


def spelled_out(graph: Graph, layout: ParameterLayout,
                parameters: np.ndarray) -> tuple[Graph, ParameterLayout, np.ndarray]:
    """A network without muted units that computes the same, and its weights; the same one where none is muted."""
    muted = muted_layers(graph)
    if not muted:
        return graph, layout, parameters
    shapes = graph.infer()
    zeroed = [name for name in muted if _can_be_zeroed(graph, graph.layer(name))]
    masked = {name: _free_name(graph, f"{name}_heard") for name in muted if name not in zeroed}
    specs: list[LayerSpec] = []
    for spec in graph.layers:
        settings = {**spec.settings, "muted": ""} if spec.name in muted else spec.settings
        specs.append(LayerSpec(spec.name, spec.kind, settings))
        if spec.name in masked:
            specs.append(_mask(masked[spec.name], shapes[spec.name]))
    links = [Link(masked.get(link.source, link.source), link.target, link.port) for link in graph.links]
    links += [Link(name, mask) for name, mask in masked.items()]
    heard = Graph(tuple(specs), tuple(links))
    return heard, *_weights(heard, layout, parameters, muted, zeroed, masked)


def _can_be_zeroed(graph: Graph, spec: LayerSpec) -> bool:
    """Whether zeros among its weights, which nobody shares, are all that it takes."""
    function = spec.layer.ends_in(spec.settings) or "identity"
    alone = sum(graph.owner_of(other.name) == graph.owner_of(spec.name) for other in graph.layers) == 1
    return (spec.kind in FOLDED and alone and function in ACTIVATIONS
            and float(value_and_slope(function, np.zeros(1))[0][0]) == 0.0)


def _mask(name: str, shape: tuple[int, ...]) -> LayerSpec:
    kind, settings = MASKS[len(shape)]
    own = {"units": shape[-1]} if kind == "dense" else {}
    return LayerSpec(name, kind, {**settings, **own, "use_bias": False, "activation": "identity"})


def _weights(graph: Graph, layout: ParameterLayout, parameters: np.ndarray, muted: Mapping[str, tuple[int, ...]],
             zeroed: list[str], masked: Mapping[str, str]) -> tuple[ParameterLayout, np.ndarray]:
    """The layout of the network without muted units, and its weights."""
    wider = ParameterLayout(graph)
    vector = np.zeros(wider.size, np.asarray(parameters).dtype)
    for entry in layout:
        array = wider.view(vector, entry.name)
        array[...] = layout.view(np.asarray(parameters), entry.name)
        if entry.layer in zeroed:
            array[..., list(muted[entry.layer])] = 0.0
    for name, mask in masked.items():
        kernel = wider.view(vector, f"{mask}/kernel")
        heard = np.ones(kernel.shape[-1])
        heard[list(muted[name])] = 0.0
        kernel[...] = np.diag(heard) if graph.layer(mask).kind == "dense" else heard
    return wider, vector


def _free_name(graph: Graph, name: str) -> str:
    """A name that no layer has."""
    name, place = name[:56], 2
    found = name
    while found in graph:
        found, place = f"{name}_{place}", place + 1
    return found

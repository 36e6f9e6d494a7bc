"""What a person does by hand to a unit or a weight, beside giving it another number: steps of the document."""

from __future__ import annotations

from app.canvas.life.spot import UnitSpot, WeightSpot
from app.document.document import Document
from engine.graph import Graph
from engine.layers.held import frozen_places, muted_units, places_text, units_text


def can_be_muted(graph: Graph, spot: UnitSpot) -> bool:
    """Whether the layer of a unit has a setting for it."""
    return spot.layer in graph and "muted" in graph.layer(spot.layer).settings


def is_muted(graph: Graph, spot: UnitSpot) -> bool:
    """Whether a unit gives 0 whatever comes in."""
    shape = graph.partial_shapes().get(spot.layer)
    return shape is not None and spot.unit in muted_units(graph.layer(spot.layer).settings, shape)


def mute(document: Document, spot: UnitSpot, muted: bool) -> None:
    """Let a unit give 0 from now on, or be heard again."""
    graph = document.model.graph
    units = set(muted_units(graph.layer(spot.layer).settings, graph.partial_shapes()[spot.layer]))
    units = units | {spot.unit} if muted else units - {spot.unit}
    document.end_gesture()
    document.change_settings(spot.layer, {"muted": units_text(units)})
    document.end_gesture()


def is_frozen(graph: Graph, spot: WeightSpot) -> bool:
    """Whether training leaves a weight as it is, by itself or with its whole layer."""
    layer, role = spot.name.split("/")
    settings = graph.layer(layer).settings
    return not settings["trainable"] or (role, spot.place) in frozen_places(settings, graph.parameters_of(layer))


def freeze(document: Document, spot: WeightSpot, frozen: bool) -> None:
    """Let training leave a weight as it is from now on, or move it again."""
    graph, (layer, role) = document.model.graph, spot.name.split("/")
    places = dict.fromkeys(frozen_places(graph.layer(layer).settings, graph.parameters_of(layer)))
    places.pop((role, spot.place), None)
    if frozen:
        places[role, spot.place] = None
    document.end_gesture()
    document.change_settings(layer, {"frozen": places_text(places)})
    document.end_gesture()

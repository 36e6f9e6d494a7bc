"""The layers. Every module of this package is imported, so that a new layer is one new file."""

from engine.layers.base import LAYERS, Layer, Parameter, Passing, Settings, Shape, ShapeError, register, shape_text
from engine.registry import discover

discover(__name__, __path__)

__all__ = ["LAYERS", "Layer", "Parameter", "Passing", "Settings", "Shape", "ShapeError", "register", "shape_text"]

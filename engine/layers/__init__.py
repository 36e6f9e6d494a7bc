"""The layers. Every module of this package is imported, so that a new layer is one new file."""

from importlib import import_module
from pkgutil import iter_modules

from engine.layers.base import LAYERS, Layer, Parameter, Passing, Settings, Shape, ShapeError, register, shape_text

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

__all__ = ["LAYERS", "Layer", "Parameter", "Passing", "Settings", "Shape", "ShapeError", "register", "shape_text"]

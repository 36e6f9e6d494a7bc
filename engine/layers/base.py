"""What a layer is: its settings, its parameters, its shape rule and its lowering to primitives.

A new layer is one file in this package with one subclass of `Layer` decorated with `@register`; palette, inspector,
tests and exports find it in `LAYERS`. Shapes are those of one example, without the batch axis; images are
(height, width, channels).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar

from engine.errors import LaderaError
from engine.fields import Field

Shape = tuple[int, ...]
Settings = Mapping[str, Any]


class ShapeError(LaderaError):
    """Inputs that a layer cannot take; the graph adds which layer and where they come from."""


@dataclass(frozen=True)
class Parameter:
    """One trainable array of a layer.

    `role` is its name within the layer, `fan_in` and `fan_out` feed the initializer, `penalised` says whether L1 and
    L2 apply to it (kernels, not biases).
    """

    role: str
    shape: Shape
    initializer: str
    fan_in: int
    fan_out: int
    penalised: bool = True


class Layer:
    """Base of all layers. Instances hold no state: settings, shapes and values come as arguments."""

    kind: ClassVar[str]
    title: ClassVar[str]
    category: ClassVar[str]
    help: ClassVar[str]
    fields: ClassVar[tuple[Field, ...]] = ()
    ports: ClassVar[str] = "one"  # "none", "one" or "many" inputs
    has_output: ClassVar[bool] = True

    def output_shape(self, settings: Settings, inputs: tuple[Shape, ...]) -> Shape:
        """The shape of one example after this layer. Raises ShapeError when `inputs` do not fit."""
        raise NotImplementedError

    def parameters(self, settings: Settings, inputs: tuple[Shape, ...]) -> tuple[Parameter, ...]:
        """The trainable arrays for these inputs, in a fixed order."""
        return ()

    def lower(self, ir: Any, settings: Settings, inputs: tuple[Any, ...], parameters: Mapping[str, Any]) -> Any:
        """The layer as primitives.

        `ir` is the builder of `engine.ir`; `inputs` are its values, batch axis first (an input layer is given the
        batch itself); `parameters` maps roles to values. Returns the output value.
        """
        raise NotImplementedError


_registry: dict[str, Layer] = {}
LAYERS: Mapping[str, Layer] = MappingProxyType(_registry)


def register(cls: type[Layer]) -> type[Layer]:
    """Class decorator: make the layer known under its `kind`."""
    if cls.kind in _registry:
        raise ValueError(f"two layers are called {cls.kind}")
    _registry[cls.kind] = cls()
    return cls


def shape_text(shape: Shape) -> str:
    """`(8, 8, 3)` as people write it: 8×8×3."""
    return "×".join(map(str, shape))

"""A Keras model as plain values: layers, what they are called with, and arrays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

Place = tuple[str, int]
"""A layer and the number of its call."""


@dataclass(frozen=True)
class Reference:
    """Number `index` of what call number `call` of a layer gives."""

    layer: str
    call: int
    index: int = 0


@dataclass(frozen=True)
class Unknown:
    """An argument that is no plain value."""

    class_name: str


Argument = Any
"""None, a number, a text, a slice, an Ellipsis, an array, a Reference, an Unknown; or a tuple or a dict of these."""

Arrays = Mapping[str, tuple[np.ndarray, ...]]
"""The variables of a layer in the order of the file, under the part of it that has them: "" for its own, "cell"."""


@dataclass(frozen=True)
class SavedCall:
    """What a layer is called with."""

    arguments: tuple[Argument, ...] = ()
    keywords: Mapping[str, Argument] = field(default_factory=dict)

    def places(self) -> set[Place]:
        """The calls whose results go in."""
        return {(found.layer, found.call) for found in references((self.arguments, dict(self.keywords)))}


@dataclass(frozen=True)
class SavedLayer:
    """`model` is what a layer that is a model of its own consists of."""

    name: str
    class_name: str
    is_operation: bool
    config: Mapping[str, Any]
    calls: tuple[SavedCall, ...] = ()
    parts: Arrays = field(default_factory=dict)
    model: SavedModel | None = None

    @property
    def arrays(self) -> tuple[np.ndarray, ...]:
        """Its own variables; those of its cell, where it has one."""
        return self.parts.get("") or self.parts.get("cell", ())

    def part(self, name: str, config: Mapping[str, Any], class_name: str) -> SavedLayer:
        """A layer inside this one, with the variables that the file has under `name`."""
        inside = {path[len(name):].lstrip("/"): arrays for path, arrays in self.parts.items()
                  if path == name or path.startswith(f"{name}/")}
        return replace(self, name=self.name, class_name=class_name, config=config, calls=(), parts=inside, model=None)


@dataclass(frozen=True)
class SavedModel:
    """Layers, inputs first and in their order. Inputs and outputs stand under their keys, where they are a dictionary,
    or under the names of their layers."""

    layers: tuple[SavedLayer, ...]
    inputs: tuple[tuple[str, Reference], ...]
    outputs: tuple[tuple[str, Reference], ...]


def references(argument: Argument) -> Iterator[Reference]:
    """Every Reference in an argument."""
    if isinstance(argument, Reference):
        yield argument
    elif isinstance(argument, tuple | dict):
        for inner in argument.values() if isinstance(argument, dict) else argument:
            yield from references(inner)

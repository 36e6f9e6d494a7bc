"""A functional Keras model as it grows: the same layers become a `.keras` file or a script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engine.formats.description import Description, Node
from engine.layers import Shape

LAYERS, OPERATIONS = "keras.layers", "keras.src.ops.numpy"
"""The modules under which Keras saves its layers, and most of what `keras.ops` makes of a symbolic tensor."""
_OTHER_OPERATIONS = {"Cast": "keras.src.ops.core", "Erf": "keras.src.ops.math", "Gelu": "keras.src.ops.nn",
                     "Sigmoid": "keras.src.ops.nn", "Softplus": "keras.src.ops.nn"}


@dataclass(frozen=True)
class Tensor:
    """What call number `call` of a layer gives: examples of `shape`; of several results, number `index`, which is −1
    where there is one."""

    layer: str
    call: int
    shape: Shape
    index: int = -1


Operand = Tensor | float


@dataclass(frozen=True)
class Call:
    """A layer on its inputs: one tensor, or several, which Keras takes as a list; operations take numbers too. Keywords
    may be tensors and tuples of them."""

    inputs: tuple[Operand, ...]
    shape: Shape
    keywords: Mapping[str, Any]
    listed: bool

    @property
    def tensors(self) -> tuple[Tensor, ...]:
        named = (inner for value in self.keywords.values()
                 for inner in (value if isinstance(value, tuple) else [value]))
        return tuple(operand for operand in (*self.inputs, *named) if isinstance(operand, Tensor))


@dataclass(frozen=True)
class KerasLayer:
    """`config` holds what differs from Keras's defaults; `arrays` are in the order and under the names of its
    variables."""

    name: str
    class_name: str
    module: str
    config: Mapping[str, Any]
    arrays: Mapping[str, np.ndarray]
    calls: list[Call] = field(default_factory=list)

    @property
    def is_operation(self) -> bool:
        return self.module != LAYERS


class Writer:
    """Collects layers in topological order."""

    def __init__(self, description: Description) -> None:
        self.description = description
        self.layers: dict[str, KerasLayer] = {}
        self._reserved = set(description.by_name)

    def layer(self, node: Node, class_name: str, *inputs: Operand, shape: Shape | None = None, hint: str = "",
              arrays: Mapping[str, np.ndarray] | None = None, keywords: Mapping[str, Any] | None = None,
              listed: bool = False, module: str = LAYERS, **config: Any) -> Tensor:
        """Write a layer and call it: examples of `shape`, by default that of the node.

        The first layer that is written for a node has its name; others, and all with a `hint`, have names made from
        it. A layer that shares its weights is another call of the owner's, where both are set alike.
        """
        if not node.settings.get("trainable", True) and arrays:
            config["trainable"] = False
        shape = node.shape if shape is None else shape
        call = Call(inputs, shape, keywords or {}, listed or len(inputs) > 1)
        owner = self.layers.get(node.owner)
        if arrays and owner and node.owner != node.name and (owner.class_name, owner.config) == (class_name, config):
            owner.calls.append(call)
            return Tensor(owner.name, len(owner.calls) - 1, shape)
        name = self._name(node, hint or ("" if node.name not in self.layers else class_name.lower()))
        self.layers[name] = KerasLayer(name, class_name, module, config, arrays or {}, [call])
        return Tensor(name, 0, shape)

    def operation(self, node: Node, class_name: str, *inputs: Operand, config: Mapping[str, Any] | None = None,
                  **options: Any) -> Tensor:
        """Write one of `keras.ops`."""
        module = _OTHER_OPERATIONS.get(class_name, OPERATIONS)
        return self.layer(node, class_name, *inputs, module=module, **(config or {}), **options)

    def _name(self, node: Node, hint: str) -> str:
        if not hint:
            return node.name
        base = name = f"{node.name}_{hint}"
        number = 1
        while name in self._reserved:
            number += 1
            name = f"{base}_{number}"
        self._reserved.add(name)
        return name


def in_keras_order(layers: Mapping[str, KerasLayer], outputs: Sequence[Tensor]) -> list[KerasLayer]:
    """The layers as Keras numbers them in its files: by their distance from the outputs, the farthest first, then in
    the order in which a walk from the outputs meets them (`keras.src.ops.function.map_graph`)."""
    met: dict[str, int] = {}
    done: dict[tuple[str, int], None] = {}
    for output in outputs:
        stack = [((output.layer, output.call), False)]
        while stack:
            place, leaving = stack.pop()
            if leaving:
                done[place] = None
            elif place not in done:
                met.setdefault(place[0], len(met))
                stack.append((place, True))
                stack.extend(((tensor.layer, tensor.call), False)
                             for tensor in reversed(layers[place[0]].calls[place[1]].tensors))
    distances: dict[str, int] = {}
    calls: dict[tuple[str, int], int] = {}
    for place in reversed(done):
        name, number = place
        distance = distances[name] = max(calls.get(place, 0), distances.get(name, 0))
        calls[place] = distance
        for tensor in layers[name].calls[number].tensors:
            before = (tensor.layer, tensor.call)
            calls[before] = max(distance + 1, calls.get(before, 0))
    return sorted((layers[name] for name in met), key=lambda layer: (-distances[layer.name], met[layer.name]))

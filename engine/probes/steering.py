"""Taking the wheel: a recurrent network that goes on from a state which a person has overwritten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np

from engine.errors import N_, GraphError
from engine.graph import Graph
from engine.ir import Builder, Value, replaced
from engine.probes.base import OfLayer, Scope, no_such_unit, register
from engine.probes.examples import FIRST, Examples
from engine.probes.memory import need_recurrent


class Touch(NamedTuple):
    """The number that a person puts in the place of one unit's, in the state or gate called `name`, at a step."""

    name: str
    step: int
    unit: int
    value: float


Touches = tuple[Touch, ...]


def check_touches(graph: Graph, layer: str, touches: Touches) -> None:
    """Raises GraphError where `layer` has no such unit or step."""
    need_recurrent(graph, layer)
    units = graph.layer(layer).settings["units"]
    steps = graph.infer()[graph.inputs_of(layer)[0]][0]
    for touch in touches:
        if not 0 <= touch.unit < units:
            raise no_such_unit(layer)
        if not 0 <= touch.step < steps:
            raise GraphError(N_("engine", "{layer} has no step {step}; it has {steps}."), layer=layer,
                             step=touch.step + 1, steps=steps, layers=(layer,))


def inner_steps(ir: Builder, layer: str, name: str) -> tuple[Value, ...]:
    """What `layer` computes under `name` at every step, (units, batch) each. Raises GraphError where there is none."""
    if (layer, name) not in ir.unrolled:
        raise GraphError(N_("engine", "{layer} has nothing called {name} at its steps."), layer=layer, name=name,
                         layers=(layer,))
    return ir.unrolled[layer, name]


def steered(ir: Builder, outputs: Sequence[Value], touched: Mapping[tuple[int, Value], tuple[Value, Value]]
            ) -> list[Value]:
    """`outputs` once more, where at (step, value) a number of the second array stands wherever the first one is 1.
    What is touched later already follows from what was touched before."""
    others: dict[Value, Value] = {}
    for (_, value), (mask, number) in sorted(touched.items(), key=lambda entry: entry[0][0]):
        (now,) = replaced(ir, [value], others)
        others[value] = ir.select(ir.greater(mask, 0.0), number, now)
    return replaced(ir, outputs, others)


@register
@dataclass(frozen=True)
class Steered(OfLayer):
    """What a recurrent `layer` and the network make of examples once some of its numbers have been overwritten: each
    head's "predictions/NAME" (N, …), and every state and gate by its name, (N, steps, units)."""

    kind: ClassVar[str] = "steered"
    layer: str
    touches: Touches
    examples: Examples = FIRST

    def check(self, graph: Graph) -> None:
        check_touches(graph, self.layer, self.touches)

    def ask(self, scope: Scope) -> Mapping[str, Value]:
        ir = scope.ir
        wanted = {f"predictions/{head}": scope.output(head) for head in scope.net.elements}
        names = [name for layer, name in ir.unrolled if layer == self.layer]
        flat = [*wanted.values(), *(value for name in names for value in inner_steps(ir, self.layer, name))]
        touched = {}
        for name, step in dict.fromkeys((touch.name, touch.step) for touch in self.touches):
            value = inner_steps(ir, self.layer, name)[step]
            mask, numbers = (np.zeros((value.shape[0], 1)) for _ in range(2))
            for touch in self.touches:
                if (touch.name, touch.step) == (name, step):
                    mask[touch.unit], numbers[touch.unit] = 1.0, touch.value
            touched[step, value] = (ir.broadcast(scope.constant(mask), value.shape),
                                    ir.broadcast(scope.constant(numbers), value.shape))
        new = steered(ir, flat, touched)
        found = dict(zip(wanted, new, strict=False))
        steps = len(new[len(wanted):]) // len(names)
        for place, name in enumerate(names):
            start = len(wanted) + place * steps
            found[name] = ir.by_example(new[start:start + steps])
        return found

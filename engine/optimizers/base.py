"""What an optimizer is: settings, state, and one update rule written in primitives.

The rule is element by element on the flat vectors, so the same rule trains one network, races many on a surface, and
becomes one kernel on a GPU.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from engine import fields
from engine.errors import N_, GraphError
from engine.fields import Field
from engine.graph import Graph
from engine.ir import Builder, Lowered, Value, gradients
from engine.registry import Registry

Settings = Mapping[str, Any]


class Optimizer:
    """Base of all optimizers. Instances hold no state: settings, slots and step numbers come as arguments."""

    name: ClassVar[str]
    title: ClassVar[str]
    rank: ClassVar[int] = 100  # in menus, in order of increasing complexity
    help: ClassVar[str]
    equation: ClassVar[str]  # LaTeX of the rule that `update` applies
    reference: ClassVar[str]  # where its semantics come from
    fields: ClassVar[tuple[Field, ...]]
    slots: ClassVar[tuple[str, ...]] = ()  # state vectors, zero at the start
    still: ClassVar[bool] = False  # whether a gradient of zero moves nothing and leaves the state as it is
    lazy: ClassVar[bool] = False  # whether rows of a table that a minibatch has not looked up stay as they are
    full_batch: ClassVar[bool] = False  # whether it is a `FullBatchOptimizer`, which has another kind of step

    def problems(self, graph: Graph) -> Iterator[GraphError]:
        """What keeps this optimizer from training `graph`, itself without problems."""
        yield from ()

    def slopes(self, net: Lowered, trained: Mapping[str, Value]) -> list[Value]:
        """What to walk against, for each of the `trained` leaves by name: the gradient of the objective."""
        return gradients(net.ir, net.objective, list(trained.values()))

    def scalars(self, settings: Settings, learning_rate: float, step: int) -> dict[str, float]:
        """The numbers that change from step to step; `step` counts from 1."""
        return {"learning_rate": learning_rate}

    def update(self, ir: Builder, settings: Settings, parameters: Value, gradient: Value, slots: Mapping[str, Value],
               scalars: Mapping[str, Value]) -> tuple[Value, dict[str, Value]]:
        """The new parameters and the new slots."""
        raise NotImplementedError


OPTIMIZERS: Registry[Optimizer] = Registry("optimizers")


def register(cls: type[Optimizer]) -> type[Optimizer]:
    """Class decorator: make the optimizer known under its `name`."""
    OPTIMIZERS.add(cls.name, cls(), cls.rank)
    return cls


def learning_rate_field(default: float) -> fields.Real:
    """The step size, common to all."""
    return fields.Real("learning_rate", default, N_("engine", "Learning rate"), minimum=0.0, maximum=1e3,
                       logarithmic=True,
                       help=N_("engine", "How far each step goes. Too small and learning crawls; too large and it "
                               "jumps over the valley or flies away."))


def momentum_field(default: float) -> fields.Real:
    """How much of the last step the next one keeps."""
    return fields.Real("momentum", default, N_("engine", "Momentum"), minimum=0.0, maximum=0.9999,
                       help=N_("engine", "How much of the last step the next one keeps. It rolls through small bumps "
                               "and speeds up along long valleys."))


def epsilon_field(default: float) -> fields.Real:
    """What keeps a fraction from being divided by zero."""
    return fields.Real("epsilon", default, N_("engine", "ε"), minimum=0.0, maximum=1.0, logarithmic=True,
                       help=N_("engine", "Added below the fraction, so that it is never divided by zero."))

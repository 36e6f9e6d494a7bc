"""A network that teaches another: what it says (Hinton et al. 2015), and what it thinks (FitNets, Romero et al. 2015).
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine import fields
from engine.errors import N_, FormatError, GraphError
from engine.graph import Graph
from engine.layers import shape_text
from engine.layout import ParameterLayout

MOST_WEIGHTS = 500_000
"""What the description of a project has room for."""
LONGEST_TITLE = 200
HINT = "hint/"
"""How the names of what a hint remembers begin, among the slots of the optimizer."""
TEACHER_FIELDS = (
    fields.Real("distillation", 0.5, N_("engine", "Share of the teacher"), minimum=0.0, maximum=1.0,
                help=N_("engine", "How much of the loss is to say what the teacher says, in place of the targets. It "
                        "counts where there is a teacher.")),
    fields.Real("temperature", 4.0, N_("engine", "Temperature"), minimum=0.1, maximum=100.0, logarithmic=True,
                help=N_("engine", "Teacher and student are compared by softmax(z / T): with a high temperature also by "
                        "what the teacher holds for the second and third likeliest. The loss is multiplied by T², so "
                        "that its gradient stays as large.")),
    fields.Real("hint", 0.0, N_("engine", "Weight of the hint"), minimum=0.0, maximum=1e3,
                help=N_("engine", "How much it counts that a hidden layer gives what one of the teacher gives, through "
                        "a linear map that is learned on the way; 0 for no hint.")),
    fields.Text("hint_from", "", N_("engine", "Hint from layer"), longest=60,
                help=N_("engine", "The layer of the teacher whose numbers are the hint, by name.")),
    fields.Text("hint_to", "", N_("engine", "Hint to layer"), longest=60,
                help=N_("engine", "The layer of this network that is to know them, by name.")),
)


@dataclass(frozen=True, eq=False)
class Teacher:
    """A trained network: `parameters` (n,) float32 as its `ParameterLayout` has them. Raises LaderaError where they do
    not fit."""

    title: str
    graph: Graph
    parameters: np.ndarray

    def __post_init__(self) -> None:
        weights = np.array(ParameterLayout(self.graph).checked(self.parameters), np.float32)
        weights.setflags(write=False)
        object.__setattr__(self, "parameters", weights)

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Teacher) and self._values() == other._values())

    def __hash__(self) -> int:
        return hash((self.title, self.parameters.size))

    def __repr__(self) -> str:
        return f"Teacher({self.title!r}, {self.parameters.size} weights)"

    def _values(self) -> tuple[object, ...]:
        return self.title, self.graph, self.parameters.tobytes()

    def to_json(self) -> dict[str, Any]:
        """As plain values; the weights as base64 of little-endian float32."""
        weights = self.parameters.astype("<f4").tobytes()
        return {"title": self.title, "graph": self.graph.to_json(), "weights": base64.b64encode(weights).decode()}

    @classmethod
    def from_json(cls, value: object) -> Teacher | None:
        """Read what `to_json` wrote, or None. Trusts nothing: raises FormatError, or what the graph raises."""
        if value is None:
            return None
        try:
            title, weights = value["title"], value["weights"]
            if not isinstance(title, str) or len(title) > LONGEST_TITLE or len(weights) > 6 * MOST_WEIGHTS:
                raise ValueError(title)
            vector = np.frombuffer(base64.b64decode(weights, validate=True), "<f4")
            graph = Graph.from_json(value["graph"])
            if vector.shape != (ParameterLayout(graph).size,) or not np.isfinite(vector).all() or graph.problems():
                raise ValueError(vector.shape)
        except (LookupError, TypeError, ValueError, binascii.Error) as error:
            raise FormatError(N_("engine", "The teacher in the file is damaged.")) from error
        return cls(title, graph, vector)


def teacher_problems(graph: Graph, settings: Any) -> Iterator[GraphError]:
    """What keeps the teacher of `settings` from teaching `graph`, itself without problems."""
    teacher = settings.teacher
    if teacher is None:
        return
    ours, theirs = graph.infer(), teacher.graph.infer()
    for kind, title in (("input", N_("engine", "inputs")), ("output", N_("engine", "outputs"))):
        here, there = ([shapes[spec.name] for spec in net.of_kind(kind)][:1 if kind == "output" else None]
                       for net, shapes in ((graph, ours), (teacher.graph, theirs)))
        if here != there:
            yield GraphError(
                N_("engine", "The teacher “{name}” has other {what} than this network: {there}, and {here} here. Take "
                   "another teacher."), name=teacher.title, what=title, there=_shapes(there), here=_shapes(here))
            return
    if settings.hint:
        for name, net, whose in ((settings.hint_from, teacher.graph, N_("engine", "the teacher")),
                                 (settings.hint_to, graph, N_("engine", "this network"))):
            if name not in net:
                yield GraphError(
                    N_("engine", "There is no layer “{name}” in {whose} for the hint; there are {known}."), name=name,
                    whose=whose, known=", ".join(spec.name for spec in net.order()))


def _shapes(shapes: list[tuple[int, ...]]) -> str:
    return ", ".join(map(shape_text, shapes))

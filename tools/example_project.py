"""What an example is: a project, what it must reach, and its picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from example_pictures import Draw

from app.document.layout import tidy
from engine.data import DataSpec
from engine.drawing import COLOURS, Drawing, Group
from engine.graph import Graph
from engine.project import Project
from engine.training import TrainingSettings


def project(title: str, notes: str, graph: Graph, data: DataSpec, groups: Sequence[Group] = (),
            **training: object) -> Project:
    """An untrained project, tidied."""
    return Project(title=title, graph=graph, data=data, training=TrainingSettings(**training), positions=tidy(graph),
                   notes=notes, drawing=Drawing(tuple(groups)))


def blocks(graph: Graph) -> tuple[Group, ...]:
    """A group for each block of a network that repeats its layers with another number: query_1, look_1; query_2 …"""
    numbered = [(spec.name, *spec.name.rpartition("_")[::2]) for spec in graph.layers]
    stems = Counter(stem for _, stem, number in numbered if number.isdigit())
    members: dict[str, list[str]] = {}
    for name, stem, number in numbered:
        if stems[stem] > 1:
            members.setdefault(number, []).append(name)
    return tuple(Group(f"Block {number}", tuple(names), COLOURS[place])
                 for place, (number, names) in enumerate(members.items()))


@dataclass(frozen=True)
class Example:
    """`least` is what the test part must reach, and `most` what it must not pass where failure is what is shown; `draw`
    paints what has been learned."""

    project: Project
    least: float
    draw: Draw
    most: float = 1.0

"""What an example is: a project, what it must reach, and its picture."""

from __future__ import annotations

from dataclasses import dataclass

from example_pictures import Draw

from app.document.layout import COLUMN, ROW, tidy
from engine.data import DataSpec
from engine.graph import Graph
from engine.project import Project
from engine.training import TrainingSettings

LONG = 8
"""Layers beyond which a chain is drawn in several lines."""


def in_lines(graph: Graph, length: int) -> dict[str, tuple[float, float]]:
    """A long chain in lines of `length` layers, as text is written, so that its words stay readable."""
    return {spec.name: (number % length * COLUMN, number // length * ROW) for number, spec in enumerate(graph.order())}


def project(title: str, notes: str, graph: Graph, data: DataSpec, **training: object) -> Project:
    """An untrained project; long chains in lines, other networks tidied."""
    joints = {link.source for link in graph.links}, {link.target for link in graph.links}
    is_chain = all(len(ends) == len(graph.layers) - 1 == len(graph.links) for ends in joints)
    positions = in_lines(graph, 6) if is_chain and len(graph.layers) > LONG else tidy(graph)
    return Project(title=title, graph=graph, data=data, training=TrainingSettings(**training), positions=positions,
                   notes=notes)


@dataclass(frozen=True)
class Example:
    """`least` is what the test part must reach, and `most` what it must not pass where failure is what is shown; `draw`
    paints what has been learned."""

    project: Project
    least: float
    draw: Draw
    most: float = 1.0

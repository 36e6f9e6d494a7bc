"""A network in words: a line for notebooks, and a table of its layers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.layers import shape_text


class Table(str):
    """A text that notebooks show as it is."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def summary(graph: Any) -> Table:
    """A row for each layer of a `Graph`, from the inputs on: what it is, what it gives for one example, how many
    weights it has of its own, and where its inputs come from. Below it what keeps the network from training."""
    shapes, counts = graph.partial_shapes(), graph.parameter_counts()
    rows = [(spec.name, spec.kind, shape_text(shapes[spec.name]) if spec.name in shapes else "?",
             f"{counts[spec.name]:,}" if counts[spec.name] else "", _source(graph, spec)) for spec in graph.order()]
    trained = sum(parameter.size for spec in graph.layers if not spec.settings.get("shared_with")
                  for parameter in graph.parameters_of(spec.name) if parameter.trainable)
    total = sum(counts.values())
    lines = [table(("layer", "kind", "output", "weights", "from"), rows, right=(3,)), _counted(total, trained)]
    return Table("\n".join((*lines, *map(str, graph.problems()))))


def line(graph: Any) -> str:
    """Layers, shapes from inputs to outputs, and weights: 5 layers, 2 → 1, 122 weights."""
    shapes = graph.partial_shapes()
    ends = [" and ".join(shape_text(shapes[spec.name]) for spec in graph.of_kind(kind) if spec.name in shapes) or "?"
            for kind in ("input", "output")]
    return f"{len(graph.layers)} layers, {' → '.join(ends)}, {sum(graph.parameter_counts().values()):,} weights"


def table(head: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> Table:
    """Columns of texts, those at the places `right` by their ends."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]

    def written(row: Sequence[str]) -> str:
        cells = [cell.rjust(width) if place in right else cell.ljust(width)
                 for place, (cell, width) in enumerate(zip(row, widths, strict=True))]
        return "  ".join(cells).rstrip()

    return Table("\n".join((written(head), "─" * (sum(widths) + 2 * len(widths) - 2), *map(written, rows))))


def _source(graph: Any, spec: Any) -> str:
    shared = f"weights of {spec.settings['shared_with']}" if spec.settings.get("shared_with") else ""
    return "; ".join(filter(None, (", ".join(graph.inputs_of(spec.name)), shared)))


def _counted(total: int, trained: int) -> str:
    return f"{total:,} weights" + (f", {trained:,} of them trained" if trained < total else "")

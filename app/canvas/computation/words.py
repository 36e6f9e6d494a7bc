"""What a box of the computation graph says."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QCoreApplication

from app.canvas.computation.picture import BoxLook
from app.numbers import grouped, number
from app.theme import current
from engine.graph import Graph
from engine.ir.told import Told, told
from engine.probes import Reading
from engine.probes.computation import Computed, Node

FIRST = 3
"""Numbers that a box has room for."""




def rule_of(node: Node) -> Told:
    """Its rule; of an array that is read the name takes the place of a sign."""
    return told(node.op, node.attrs)


def head_of(node: Node) -> str:
    """What a node is called."""
    if node.op == "constant":
        return number(node.attrs["number"])
    if node.op != "leaf":
        return rule_of(node).sign
    titles = {"input": QCoreApplication.translate("Computation", "input {name}"),
              "target": QCoreApplication.translate("Computation", "target {name}"), "parameter": "{name}"}
    return titles[node.role].format(name=node.name)


def shape_of(node: Node) -> str:
    return "×".join(map(grouped, node.shape))


def _some(values: np.ndarray, count: int) -> str:
    shown = ", ".join(map(number, values[:FIRST].tolist()))
    return shown if count <= min(FIRST, len(values)) else f"{shown}, …"


def look_of(node: Node, program: Computed, graph: Graph, reading: Reading, outside: bool) -> BoxLook:
    """A box with its numbers."""
    value = reading[f"value/{node.place}"]
    back = reading.arrays.get(f"gradient/{node.place}")
    gradient = "" if back is None else f"∂ {_some(back, node.count)}"
    return BoxLook(head_of(node), shape_of(node), _some(value, node.count), gradient,
                   tip_of(node, program, value, back), current().category(graph.layer(node.layer).layer.category)
                   if node.layer in graph else current().muted, outside)


def tip_of(node: Node, program: Computed, value: np.ndarray, back: np.ndarray | None) -> str:
    """A node in words: whose it is, its rule forward and back, and its numbers."""
    rule, lines = rule_of(node), []
    gives = [layer for layer, place in program.gives.items() if place == node.place]
    name = f"{node.op} · {node.layer}" if node.op not in ("leaf", "constant") else head_of(node)
    lines.append(name)
    if gives:
        lines.append(QCoreApplication.translate("Computation", "what {layers} gives").format(layers=", ".join(gives)))
    if node.place == program.loss:
        lines.append(QCoreApplication.translate("Computation", "the loss of this example"))
    if node.inputs:
        lines.append(rule.forward)
        lines.append(rule.back or QCoreApplication.translate("Computation", "nothing comes back through it"))
    lines.append(f"y = {_some(value, node.count)}")
    if back is not None:
        lines.append(f"∂ℓ/∂y = {_some(back, node.count)}")
    return "\n".join(lines)

"""Layers that move numbers, and layers with several inputs, in PyTorch."""

from __future__ import annotations

from collections.abc import Mapping

from engine.formats.description import Row
from engine.formats.scripts.operators import OPERATORS, folded
from engine.formats.scripts.text import joined, literal

ROWS: Mapping[str, Row] = {
    **OPERATORS,
    "flatten": lambda t, node, x: f"{x}.flatten(1)",
    "permute": lambda t, node, x: f"{x}.permute({literal((0, *node.settings['order']))})",
    "repeat_vector": lambda t, node, x: f"{x}.unsqueeze(1).expand(-1, {node.settings['steps']}, -1)",
    "reverse": lambda t, node, x: f"{x}.flip({node.settings['axis']})",
    "maximum": folded("torch.maximum"),
    "concatenate": lambda t, node, *inputs: f"torch.cat([{joined(inputs)}], -1)",
}

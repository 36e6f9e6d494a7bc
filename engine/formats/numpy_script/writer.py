"""A NumPy program as it grows: the lines of `predict` and the functions that they use."""

from __future__ import annotations

from engine.formats.description import Description, Node
from engine.formats.scripts.names import variables
from engine.formats.scripts.text import literal

PROGRAM_NAMES = frozenset({"Path", "np", "predict", "sliding_window_view", "sys", "weights"})


class Writer:
    """`parts` are the functions of `parts.py` that the lines use."""

    def __init__(self, description: Description, taken: frozenset[str]) -> None:
        self.description = description
        self.variables = variables(description.by_name, PROGRAM_NAMES | taken)
        self.parts: set[str] = set()
        self.lines: list[str] = []

    def call(self, part: str, *arguments: object) -> str:
        """A call of a function of `parts.py`, which the program will contain."""
        self.parts.add(part)
        return f"{part}({', '.join(map(str, arguments))})"

    def weight(self, node: Node, role: str) -> str:
        """One of the arrays in the file of weights."""
        return f"weights[{literal(f'{node.owner}/{role}')}]"

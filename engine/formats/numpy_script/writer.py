"""A NumPy program as it grows: the lines of `predict` and the functions that they use."""

from __future__ import annotations

from engine.formats.description import Description, Node
from engine.formats.scripts.formulas import Formulas, Library
from engine.formats.scripts.names import variables
from engine.formats.scripts.text import literal
from engine.layers.activations import ACTIVATIONS

LIBRARY = Library(
    calls={
        "square": "np.square", "sqrt": "np.sqrt", "power": "np.power", "exp": "np.exp", "log": "np.log",
        "abs": "np.abs", "sign": "np.sign", "tanh": "np.tanh", "sin": "np.sin", "cos": "np.cos",
        "arctan": "np.arctan", "maximum": "np.maximum", "minimum": "np.minimum", "select": "np.where", "erf": "erf",
        "sigmoid": "sigmoid", "softplus": "softplus",
    },
    native={}, same="np.positive", as_float="np.float32({})")
PROGRAM_NAMES = frozenset({"Path", "np", "predict", "sliding_window_view", "sys", "weights"})


class Writer:
    """`parts` are the functions of `parts.py` that the lines use; `all_parts` are the names of all of them."""

    def __init__(self, description: Description, all_parts: frozenset[str]) -> None:
        self.description = description
        self.variables = variables(description.by_name, PROGRAM_NAMES | all_parts | ACTIVATIONS.keys())
        self.parts: set[str] = set()
        self.formulas = Formulas(LIBRARY, all_parts, self.parts.add)
        self.lines: list[str] = []

    def call(self, part: str, *arguments: object) -> str:
        """A call of a function of `parts.py`, which the program will contain."""
        self.parts.add(part)
        return f"{part}({', '.join(map(str, arguments))})"

    def weight(self, node: Node, role: str) -> str:
        """One of the arrays in the file of weights."""
        return f"weights[{literal(f'{node.owner}/{role}')}]"

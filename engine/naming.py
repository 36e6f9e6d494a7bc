"""What the values of a network are called where layers have numbers: X, Z¹, A¹, W¹, b¹, …, Ŷ."""

from __future__ import annotations

from engine.errors import GraphError
from engine.graph import Graph

NEURONS, VALUES = "neurons", "values"
NOMENCLATURES = (NEURONS, VALUES)
"""How a network is read: neurons are nodes and synapses are edges; or values are nodes, and layers, which are
functions, are edges."""
_ABOVE = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Naming:
    """The names of the values of `graph`. Layers between inputs and outputs are numbered in the order in which they are
    computed, from 1; inputs and outputs among themselves, where there are several."""

    def __init__(self, graph: Graph) -> None:
        try:
            order = graph.order()
        except GraphError:  # a circle: as they were drawn
            order = graph.layers
        self._of: dict[str, tuple[str, str]] = {}
        ends = {kind: [spec.name for spec in order if spec.kind == kind] for kind in ("input", "output")}
        for kind, letter in (("input", "x"), ("output", r"\hat{y}")):
            for place, name in enumerate(ends[kind], 1):
                self._of[name] = letter, str(place) if len(ends[kind]) > 1 else ""
        inner = [spec.name for spec in order if spec.name not in self._of]
        self._of |= {name: ("a", str(place)) for place, name in enumerate(inner, 1)}

    def plain(self, layer: str) -> str:
        """What a layer gives: X, A¹, Ŷ."""
        letter, number = self._of[layer]
        return {"x": "X", "a": "A"}.get(letter, "Ŷ") + number.translate(_ABOVE)

    def number(self, layer: str) -> str:
        """The number of a layer as a superscript: ¹; "" for the only input."""
        return self._of[layer][1].translate(_ABOVE)

    def latex(self, letter: str, layer: str, index: str = "") -> str:
        """A value of a layer, such as z^{(2)}_{3}; `letter` a is x at an input and ŷ at an output."""
        own, number = self._of[layer]
        letter = own if letter == "a" else letter
        return letter + (rf"^{{({number})}}" if number else "") + (rf"_{{{index}}}" if index else "")

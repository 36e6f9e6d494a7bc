"""What the cards of a drawing show, found anew only where something is another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from app.canvas.connections import port_count
from app.canvas.node_state import NodeState
from app.canvas.wording import shape_line, subtitle
from app.document.complaints import Complaints
from app.i18n import translate_error
from app.nomenclature import nomenclature
from engine.graph import Graph
from engine.naming import Naming


class NodeStates:
    """Of a card whose layer is as it was `of` gives the same value as before, whatever became of the others."""

    def __init__(self, complaints: Complaints) -> None:
        self._complaints = complaints
        self._known: dict[str, tuple[tuple[object, ...], NodeState]] = {}

    def of(self, graph: Graph) -> Iterator[NodeState]:
        """The states of all layers, in the graph's order, each as it is wanted."""
        counts, shapes = graph.parameter_counts(), graph.partial_shapes()
        problems, implicated = self._problems(graph)
        used: dict[str, set[int]] = {}
        for link in graph.links:
            used.setdefault(link.target, set()).add(link.port)
        naming = Naming(graph) if nomenclature.names_values else None
        before, self._known = self._known, {}
        for spec in graph.layers:
            name = spec.name
            ports, wrong = frozenset(used.get(name, ())), tuple(problems.get(name, ()))
            # Where values are nodes, what leads to them stands at their links.
            says_function = naming is None or not graph.inputs_of(name)
            value = f"{naming.plain(name)} · {name}" if naming else ""
            about = (spec, shapes.get(name), counts[name], ports, wrong, name in implicated, says_function, value)
            known = before.get(name)
            self._known[name] = known if known is not None and known[0] == about else (about, NodeState(
                name, spec.kind, spec.layer.category, subtitle(spec) if says_function else "",
                shape_line(graph, name, counts[name]), port_count(graph, name, ports), ports, spec.layer.has_output,
                wrong, name in implicated, value))
            yield self._known[name][1]

    def _problems(self, graph: Graph) -> tuple[dict[str, list[str]], Counter[str]]:
        """The sentences about each layer, and the layers that those about others name too."""
        problems: dict[str, list[str]] = {}
        implicated: Counter[str] = Counter()
        # A misfit of several layers says more than a loose end, and only the first sentence fits on the drawing.
        for problem in sorted(self._complaints.told(graph.problems()), key=lambda problem: -len(problem.layers)):
            if problem.layers:
                problems.setdefault(problem.layers[0], []).append(translate_error(problem))
                implicated.update(problem.layers[1:])
        return problems, implicated

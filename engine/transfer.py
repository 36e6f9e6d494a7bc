"""Transfer learning: which layers of another network fit into this one, and this network with their weights.

A network that was trained on one task gives its first layers to another, which trains only what comes after them, or
all of it from a better start (Yosinski et al. 2014).
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.errors import N_, LaderaError
from engine.graph import Graph, LayerSpec
from engine.layers import LAYERS, shape_text
from engine.layout import ParameterLayout

Shapes = Mapping[str, tuple[int, ...]]


class TransferError(LaderaError):
    """Weights that this network cannot take."""


@dataclass(frozen=True, eq=False)
class Donor:
    """A layer of another network with its `arrays` by role; `kind` is None where a file does not say it."""

    name: str
    kind: str | None
    arrays: Mapping[str, np.ndarray]

    @property
    def shapes(self) -> Shapes:
        """Role → the shape of its array."""
        return {role: array.shape for role, array in self.arrays.items()}


@dataclass(frozen=True, eq=False)
class Match:
    """A layer of this network with the donor whose weights fit, or the `reason` why none does."""

    layer: str
    donor: Donor | None = None
    reason: TransferError | None = None


def donors_of(graph: Graph, parameters: np.ndarray) -> tuple[Donor, ...]:
    """The layers of a network that have weights of their own, from inputs to outputs. `parameters` is the flat vector
    of its layout."""
    found: dict[str, dict[str, np.ndarray]] = {spec.name: {} for spec in graph.order()}
    layout = ParameterLayout(graph)
    for entry in layout:
        found[entry.layer][entry.role] = layout.view(parameters, entry.name)
    return tuple(Donor(name, graph.layer(name).kind, arrays) for name, arrays in found.items() if arrays)


def match_layers(donors: Sequence[Donor], graph: Graph) -> tuple[Match, ...]:
    """For every layer of `graph` with weights of its own, from inputs to outputs, the donor that fits.

    One that has the same name and fits comes first; for the others, in order, the first that is left of the same kind
    and with arrays of the same shapes. Raises TransferError, with a reason, when nothing fits.
    """
    needing = _needing(graph)
    if not needing:
        raise TransferError(N_("engine", "This network has no layer with weights yet. Draw it first, and connect it."))
    named = {donor.name: donor for donor in donors}
    chosen = {spec.name: named[spec.name] for spec, shapes in needing
              if spec.name in named and _fits(named[spec.name], spec, shapes)}
    left: dict[Hashable, deque[Donor]] = defaultdict(deque)
    for donor in donors:
        if chosen.get(donor.name) is not donor:
            left[donor.kind, _comparable(donor.shapes)].append(donor)
    for spec, shapes in needing:
        fitting = left[spec.kind, _comparable(shapes)] or left[None, _comparable(shapes)]
        if spec.name not in chosen and fitting:
            chosen[spec.name] = fitting.popleft()
    matches = tuple(Match(spec.name, chosen[spec.name]) if spec.name in chosen
                    else Match(spec.name, reason=_misfit(named.get(spec.name), spec, shapes))
                    for spec, shapes in needing)
    if not chosen:
        raise TransferError(N_("engine", "No layer fits this network. {layer}: {reason}"), layer=matches[0].layer,
                            reason=matches[0].reason)
    return matches


def unused(donors: Iterable[Donor], matches: Iterable[Match]) -> tuple[Donor, ...]:
    """The donors that no layer of this network can take."""
    taken = {id(match.donor) for match in matches}
    return tuple(donor for donor in donors if id(donor) not in taken)


def with_weights(graph: Graph, parameters: np.ndarray, taken: Mapping[str, Donor],
                 frozen: Collection[str] = ()) -> tuple[Graph, np.ndarray]:
    """The network and its flat vector after the layers in `taken` have got the weights of their donors.

    Layers in `frozen` are not trained from then on, which moves them to the end of the vector. Its dtype is that of
    `parameters`, the weights of `graph` before. Raises TransferError when nothing is taken or a donor does not fit.
    """
    if not taken:
        raise TransferError(N_("engine", "No layer takes any weights. Choose at least one."))
    needing = {spec.name: (spec, shapes) for spec, shapes in _needing(graph)}
    arrays = ParameterLayout(graph).arrays(parameters)
    for name, donor in taken.items():
        if name not in needing or not _fits(donor, *needing[name]):
            raise _misfit(donor, *needing.get(name, (graph.layer(name), {})))
        arrays.update({f"{name}/{role}": array for role, array in donor.arrays.items()})
    for name in frozen:
        graph = graph.with_settings(name, {"trainable": False})
    vector = np.empty_like(parameters)
    for entry in ParameterLayout(graph):
        vector[entry.span] = np.ravel(arrays[entry.name])
    return graph, vector


def shapes_text(shapes: Shapes) -> str:
    """Arrays as people write them: kernel 4×8, bias 8."""
    return ", ".join(f"{role} {shape_text(shape)}" for role, shape in shapes.items())


def _needing(graph: Graph) -> list[tuple[LayerSpec, Shapes]]:
    """The layers with arrays of their own, and their shapes."""
    found = [(spec, {parameter.role: parameter.shape for parameter in graph.parameters_of(spec.name)})
             for spec in graph.order() if graph.owner_of(spec.name) == spec.name]
    return [(spec, shapes) for spec, shapes in found if shapes]


def _fits(donor: Donor, spec: LayerSpec, shapes: Shapes) -> bool:
    return donor.kind in (None, spec.kind) and donor.shapes == shapes


def _comparable(shapes: Shapes) -> Hashable:
    return frozenset(shapes.items())


def _misfit(namesake: Donor | None, spec: LayerSpec, shapes: Shapes) -> TransferError:
    """Why a layer gets nothing; `namesake` is the layer of its name there."""
    if namesake is None:
        return TransferError(N_("engine", "No layer there that is left has the weights it needs: {needed}."),
                             needed=shapes_text(shapes))
    if namesake.kind not in (None, spec.kind):
        return TransferError(N_("engine", "{name} is another kind of layer there: “{there}”, and “{here}” here."),
                             name=namesake.name, there=LAYERS[namesake.kind].title, here=spec.layer.title)
    return TransferError(N_("engine", "Its weights would have to be {needed}; {name} has {there} there."),
                         needed=shapes_text(shapes), name=namesake.name, there=shapes_text(namesake.shapes))

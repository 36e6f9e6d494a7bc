"""Transfer learning: which layers of another network fit into this one, and this network with their weights.

A network that was trained on one task gives its first layers to another, which trains only what comes after them, or
all of it from a better start (Yosinski et al. 2014).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from engine.channel_order import ChannelOrder, MixedError
from engine.errors import N_, LaderaError
from engine.graph import Graph, LayerSpec
from engine.layers import LAYERS, shape_text
from engine.layout import ParameterLayout

Shapes = Mapping[str, tuple[int, ...]]
PYTORCH_EPSILON = 1e-5
_DEEPEST = 8  # modules within modules whose names are compared


class TransferError(LaderaError):
    """Weights that this network cannot take."""


@dataclass(frozen=True, eq=False)
class Donor:
    """A layer of another network with its `arrays` by role; `kind` is None where a file does not say it.

    Several of one `name` are readings of the same arrays, of which one is taken. `channels_first` says that the
    network, as PyTorch's do, flattens images with their channels first; `backwards`, that the layer read its steps from
    the last to the first.
    """

    name: str
    kind: str | None
    arrays: Mapping[str, np.ndarray]
    channels_first: bool = False
    backwards: bool = False

    @property
    def shapes(self) -> Shapes:
        """Role → the shape of its array."""
        return {role: array.shape for role, array in self.arrays.items()}


@dataclass(frozen=True, eq=False)
class Match:
    """A layer of this network with the donor whose weights fit, or the `reason` why none does. `candidates` are all
    that fit; `reordered` says that the order of the weights follows that of the channels."""

    layer: str
    donor: Donor | None = None
    reason: TransferError | None = None
    candidates: Sequence[Donor] = ()
    reordered: bool = False


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
    and with arrays of the same shapes. Names are the same up to their punctuation, and up to the modules that a donor
    is in: `net.fc1` is fc1. Raises TransferError, with a reason, when nothing fits.
    """
    needing = _needing(graph)
    if not needing:
        raise TransferError(N_("engine", "This network has no layer with weights yet. Draw it first, and connect it."))
    orders = ChannelOrder(graph) if any(donor.channels_first for donor in donors) else None
    fitting: dict[Hashable, list[Donor]] = defaultdict(list)
    named: dict[str, list[Donor]] = defaultdict(list)
    for donor in donors:
        fitting[donor.kind, _comparable(donor.shapes), donor.backwards].append(donor)
        for name in _names(donor.name):
            named[name].append(donor)
    lists: dict[Hashable, list[Donor]] = {}
    found = {spec.name: _candidates(fitting, lists, spec, shapes, _reads_backwards(graph, spec))
             for spec, shapes in needing}
    chosen = {spec.name: donor for spec, shapes in needing for donor in _namesakes(named, spec.name)
              if _fits(donor, spec, shapes)}
    taken = {donor.name for donor in chosen.values()}
    left = {id(candidates): iter(candidates) for candidates in found.values()}
    for spec, _ in needing:
        free = (donor for donor in left[id(found[spec.name])] if donor.name not in taken)
        if spec.name not in chosen and (donor := next(free, None)):
            chosen[spec.name] = donor
            taken.add(donor.name)
    matches = tuple(_match(spec, shapes, chosen.get(spec.name), found[spec.name],
                           _namesakes(named, spec.name), orders)
                    for spec, shapes in needing)
    if not any(match.donor for match in matches):
        raise TransferError(N_("engine", "No layer fits this network. {layer}: {reason}"), layer=matches[0].layer,
                            reason=matches[0].reason)
    return matches


def unused(donors: Iterable[Donor], matches: Iterable[Match]) -> tuple[Donor, ...]:
    """The donors that no layer of this network takes, one reading of each."""
    taken = {match.donor.name for match in matches if match.donor is not None}
    return tuple({donor.name: donor for donor in reversed(tuple(donors)) if donor.name not in taken}.values())[::-1]


def other_epsilons(graph: Graph, taken: Mapping[str, Donor]) -> tuple[str, ...]:
    """The layers that normalise, take weights of PyTorch, and add another ε than PyTorch does unless it is told to: a
    state dict does not say it."""
    return tuple(name for name, donor in taken.items() if donor.channels_first and
                 graph.layer(name).settings.get("epsilon", PYTORCH_EPSILON) != PYTORCH_EPSILON)


def with_weights(graph: Graph, parameters: np.ndarray, taken: Mapping[str, Donor], frozen: Collection[str] = (),
                 settings: Mapping[str, Mapping[str, Any]] = MappingProxyType({})) -> tuple[Graph, np.ndarray]:
    """The network and its flat vector after the layers in `taken` have got the weights of their donors.

    Where a donor has channels first, weights that read or write a flattened image are put in the order of this network.
    Layers in `frozen` are not trained from then on, which moves them to the end of the vector. Its dtype is that of
    `parameters`, the weights of `graph` before. Other settings stay as they are drawn, but for `settings` of layers, by
    name. Raises TransferError when nothing is taken or a donor does not fit.
    """
    if not taken:
        raise TransferError(N_("engine", "No layer takes any weights. Choose at least one."))
    needing = {spec.name: (spec, shapes) for spec, shapes in _needing(graph)}
    arrays = ParameterLayout(graph).arrays(parameters)
    orders = ChannelOrder(graph) if any(donor.channels_first for donor in taken.values()) else None
    for name, donor in taken.items():
        if name not in needing or not _fits(donor, *needing[name]):
            raise _misfit(donor, *needing.get(name, (graph.layer(name), {})))
        stretched = {role: np.broadcast_to(array, needing[name][1][role]) for role, array in donor.arrays.items()}
        try:
            arranged = orders.arranged(name, stretched) if orders and donor.channels_first else stretched
        except MixedError as error:
            raise _mixed() from error
        arrays.update({f"{name}/{role}": array for role, array in arranged.items()})
    for name in {**settings, **dict.fromkeys(frozen)}:
        changed = dict(settings.get(name, {})) | ({"trainable": False} if name in frozen else {})
        graph = graph.with_settings(name, changed)
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


def _match(spec: LayerSpec, shapes: Shapes, donor: Donor | None, candidates: Sequence[Donor],
           namesakes: Sequence[Donor], orders: ChannelOrder | None) -> Match:
    if donor is None:
        return Match(spec.name, reason=_misfit(namesakes[0] if namesakes else None, spec, shapes))
    try:
        reordered = orders is not None and donor.channels_first and orders.changes(spec.name)
    except MixedError:
        return Match(spec.name, reason=_mixed())
    return Match(spec.name, donor, candidates=candidates, reordered=reordered)


def _names(name: str) -> Iterator[str]:
    """What a layer can be called: net.fc1 is net_fc1, and fc1."""
    parts = re.split(r"\W+", name)
    return ("_".join(parts[start:]) for start in range(max(0, len(parts) - _DEEPEST), len(parts)))


def _namesakes(named: Mapping[str, list[Donor]], name: str) -> Sequence[Donor]:
    """The readings of the one layer that is called so: wholly, or within its modules where no other one is."""
    found = named.get(name, [])
    whole = [donor for donor in found if next(_names(donor.name)) == name]
    return whole or (found if len({donor.name for donor in found}) == 1 else [])


def _candidates(fitting: Mapping[Hashable, list[Donor]], lists: dict[Hashable, list[Donor]], spec: LayerSpec,
                shapes: Shapes, backwards: bool) -> list[Donor]:
    """All donors of which the weights fit, in their order; those that read as the layer does come first. Layers that
    need the same have one list, which is kept in `lists`."""
    wanted = [(spec.kind, _comparable(shapes)), (None, _comparable(shapes)), (None, _comparable(_one_for_all(shapes)))]
    key = (*wanted[0], backwards)
    if key not in lists:
        ways = ([*fitting.get((*one, backwards), ()), *fitting.get((*one, not backwards), ())] for one in wanted)
        lists[key] = next(filter(None, ways), [])
    return lists[key]


def _reads_backwards(graph: Graph, spec: LayerSpec) -> bool:
    """Whether what comes to a layer was turned round."""
    return any(graph.layer(source).kind == "reverse" for source in graph.inputs_of(spec.name))


def _one_for_all(shapes: Shapes) -> Shapes:
    """What PyTorch has for a PReLU by default: one number that stands for every channel."""
    return dict.fromkeys(shapes, (1,)) if list(map(len, shapes.values())) == [1] else shapes


def _fits(donor: Donor, spec: LayerSpec, shapes: Shapes) -> bool:
    return donor.kind in (None, spec.kind) and donor.shapes in (shapes, _one_for_all(shapes))


def _comparable(shapes: Shapes) -> Hashable:
    return frozenset(shapes.items())


def _mixed() -> TransferError:
    return TransferError(N_("engine", "The other network has the channels of an image first, and what comes to this "
                            "layer was put together so that no order of its weights makes up for it. Put Flatten "
                            "right behind the image."))


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

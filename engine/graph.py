"""The network as a value: layers, links, shapes. No arrays.

A `Graph` is immutable; every edit gives a new one. Names identify layers, as they identify weights in files. A graph
may be unfinished, as on a canvas: `problems` says in sentences what keeps it from being trained.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count, pairwise
from types import MappingProxyType
from typing import Any, NamedTuple

from engine.endings import ending_problems
from engine.errors import N_, FormatError, GraphError, LaderaError
from engine.fields import check_settings
from engine.layers import LAYERS, Layer, Parameter, Shape, ShapeError, shape_text
from engine.layers.held import check_held
from engine.quoting import Vocabulary
from engine.spelling import with_nearest
from engine.summary import Table, line, summary
from engine.wiring import sharing_problems, wiring_problems

MOST_LAYERS = 2_000
MOST_PARAMETERS = 500_000_000
_NAME = re.compile(r"[^\W\d]\w{0,59}")


class Taken(NamedTuple):
    """The shape of one example after a layer, the arrays that the layer has, and how many numbers these are."""

    shape: Shape
    parameters: tuple[Parameter, ...]
    size: int


@dataclass(frozen=True)
class LayerSpec:
    """A layer of a graph: `name` (unique, an identifier), `kind` (a key of LAYERS) and its `settings`.

    Missing settings take their defaults. Raises GraphError for an unknown kind or an impossible name, SettingError for
    an impossible setting.
    """

    name: str
    kind: str
    settings: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not _NAME.fullmatch(self.name):
            raise GraphError(
                N_("engine", "“{name}” cannot name a layer: use letters, digits and _, beginning with a letter, at "
                   "most 60 characters."), name=self.name)
        if self.kind not in LAYERS:
            raise with_nearest(GraphError(
                N_("engine", "Layer {name} is of an unknown kind, “{kind}”. There are {known}."), name=self.name,
                kind=self.kind, known=Vocabulary(sorted(LAYERS)), layers=(self.name,)), self.kind, LAYERS,
                layers=(self.name,))
        object.__setattr__(self, "settings", MappingProxyType(check_settings(self.layer.fields, self.settings)))

    @property
    def layer(self) -> Layer:
        """The rules of this kind of layer."""
        return LAYERS[self.kind]

    def taking(self, inputs: tuple[Shape, ...]) -> Taken:
        """What the layer makes of examples of these shapes. Raises LaderaError where it cannot take them."""
        known = self.__dict__.get("_taken")
        if known is None or known[0] != inputs:
            # Remembered by the layer, not by the graph: an edit leaves most layers as they are, and asks about all.
            shape = self.layer.output_shape(self.settings, inputs)
            parameters = self.layer.parameters(self.settings, inputs)
            check_held(self.settings, shape, parameters)
            if not self.settings.get("trainable", True):
                parameters = tuple(replace(parameter, trainable=False) for parameter in parameters)
            known = inputs, Taken(shape, tuple(parameters), sum(parameter.size for parameter in parameters))
            object.__setattr__(self, "_taken", known)
        return known[1]

    def __hash__(self) -> int:
        return hash((self.name, self.kind, tuple(self.settings.items())))

    def __repr__(self) -> str:
        said = {field.name: self.settings[field.name] for field in self.layer.fields
                if self.settings[field.name] != field.default}
        return f"LayerSpec({self.name!r}, {self.kind!r}, {said})"


class _Analysis(NamedTuple):
    """What follows from layers and links: the shapes that are known, what layers make of theirs, what is wrong."""

    shapes: Mapping[str, Shape]
    taken: Mapping[str, Taken]
    problems: tuple[GraphError, ...]

    def parameters(self, name: str) -> tuple[Parameter, ...]:
        return self.taken[name].parameters if name in self.taken else ()


def _own_size(spec: LayerSpec, taken: Mapping[str, Taken]) -> int:
    """How many numbers a layer has of its own."""
    return 0 if spec.settings.get("shared_with") or spec.name not in taken else taken[spec.name].size


@dataclass(frozen=True)
class Link:
    """From the output of layer `source` to input number `port` of layer `target`."""

    source: str
    target: str
    port: int = 0


@dataclass(frozen=True)
class Graph:
    """Layers and links. Raises GraphError when two layers share a name or a link ends nowhere."""

    layers: tuple[LayerSpec, ...] = ()
    links: tuple[Link, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "layers", tuple(self.layers))
        object.__setattr__(self, "links", tuple(self.links))
        names = set()
        for spec in self.layers:
            if spec.name in names:
                raise GraphError(N_("engine", "Two layers are called {name}. Rename one of them."), name=spec.name,
                                 layers=(spec.name,))
            names.add(spec.name)
        for link in self.links:
            for end in (link.source, link.target):
                if end not in names:
                    raise GraphError(N_("engine", "A connection ends at {name}, and there is no such layer."), name=end)
        if len(self.layers) > MOST_LAYERS:
            raise GraphError(N_("engine", "The network has {count} layers; at most {most} are possible."),
                             count=len(self.layers), most=MOST_LAYERS)

    # Reading

    @cached_property
    def _by_name(self) -> dict[str, LayerSpec]:
        return {spec.name: spec for spec in self.layers}

    @cached_property
    def _sources(self) -> dict[str, tuple[str, ...]]:
        incoming: dict[str, list[Link]] = {spec.name: [] for spec in self.layers}
        for link in self.links:
            incoming[link.target].append(link)
        return {name: tuple(link.source for link in sorted(found, key=lambda link: link.port))
                for name, found in incoming.items()}

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def layer(self, name: str) -> LayerSpec:
        """The layer called `name`. Raises GraphError when there is none."""
        if name not in self._by_name:
            raise GraphError(N_("engine", "There is no layer called {name}."), name=name)
        return self._by_name[name]

    def inputs_of(self, name: str) -> tuple[str, ...]:
        """The names of the layers that feed `name`, in the order of its ports."""
        return self._sources[self.layer(name).name]

    def of_kind(self, kind: str) -> tuple[LayerSpec, ...]:
        """The layers of one kind, in the order in which they were added."""
        return tuple(spec for spec in self.layers if spec.kind == kind)

    def free_name(self, base: str) -> str:
        """`base` with the smallest number from 1 that no layer has yet: dense_1."""
        return free_name(base, self._by_name)

    def order(self) -> tuple[LayerSpec, ...]:
        """The layers from inputs to outputs. Raises GraphError, naming the layers, when there is a cycle."""
        return self._order

    @cached_property
    def _order(self) -> tuple[LayerSpec, ...]:
        waiting = {name: len(sources) for name, sources in self._sources.items()}
        targets: dict[str, list[str]] = {name: [] for name in waiting}
        for name, sources in self._sources.items():
            for source in sources:
                targets[source].append(name)
        ready = [spec.name for spec in self.layers if not waiting[spec.name]]
        done: list[str] = []
        while ready:
            name = ready.pop(0)
            done.append(name)
            for target in targets[name]:
                waiting[target] -= 1
                if not waiting[target]:
                    ready.append(target)
        if len(done) < len(self.layers):
            cycle = self._cycle(set(waiting) - set(done))
            raise GraphError(N_("engine", "The connections {cycle} go round in a circle. Remove one of them."),
                             cycle=" → ".join((*cycle, cycle[0])), layers=cycle)
        return tuple(self._by_name[name] for name in done)

    def _cycle(self, stuck: set[str]) -> tuple[str, ...]:
        """One cycle among layers of which each has a source that is stuck too, in the direction of the links."""
        name, path = min(stuck), []
        while name not in path:
            path.append(name)
            name = next(source for source in self._sources[name] if source in stuck)
        return tuple(reversed(path[path.index(name):]))

    # Shapes

    def infer(self) -> dict[str, Shape]:
        """The shape of one example after every layer. Raises the first of `problems`."""
        if self.problems():
            raise self.problems()[0]
        return dict(self.partial_shapes())

    def partial_shapes(self) -> Mapping[str, Shape]:
        """The shapes that are known in spite of problems."""
        return self._analysis.shapes

    def problems(self) -> tuple[GraphError, ...]:
        """Every reason why the network cannot be trained, each naming its layers; empty when it can."""
        return self._analysis.problems

    def misfit(self, name: str, sources: tuple[str, ...]) -> GraphError | None:
        """Why a layer could not take what comes from `sources`, linked to it or not; None where it can, and while
        their shapes are unknown."""
        spec, shapes = self.layer(name), self.partial_shapes()
        if all(source in shapes for source in sources):
            try:
                spec.layer.output_shape(spec.settings, tuple(shapes[source] for source in sources))
            except LaderaError as misfit:
                return self._shape_problem(spec, sources, shapes, misfit)
        return None

    def parameters_of(self, name: str) -> tuple[Parameter, ...]:
        """The arrays that a layer uses, its own or shared; empty while the shapes of its inputs are unknown."""
        return self._analysis.parameters(self.layer(name).name)

    def owner_of(self, name: str) -> str:
        """The layer whose weights `name` uses: itself, or the one that it shares with."""
        return self.layer(name).settings.get("shared_with") or name

    @cached_property
    def owned(self) -> tuple[tuple[str, Parameter], ...]:
        """Every array with the layer that owns it, from inputs to outputs, those that follow the gradient first. Raises
        GraphError on a cycle."""
        found = [(spec.name, parameter) for spec in self.order() if self.owner_of(spec.name) == spec.name
                 for parameter in self._analysis.parameters(spec.name)]
        return tuple(sorted(found, key=lambda pair: not pair[1].trainable))

    def parameter_counts(self) -> dict[str, int]:
        """How many numbers of its own each layer has."""
        return dict(self._counts)

    @cached_property
    def _counts(self) -> dict[str, int]:
        taken = self._analysis.taken
        return {spec.name: _own_size(spec, taken) for spec in self.layers}

    def summary(self) -> Table:
        """A table of the layers with their shapes and weights; a notebook shows it, and so does print."""
        return summary(self)

    def __repr__(self) -> str:
        return f"Graph({line(self)})"

    @cached_property
    def _analysis(self) -> _Analysis:
        shapes: dict[str, Shape] = {}
        taken: dict[str, Taken] = {}
        problems = list(wiring_problems(self))
        try:
            order = self.order()
        except GraphError as cycle:
            return _Analysis(MappingProxyType({}), {}, (*problems, cycle))
        broken = {name for problem in problems for name in problem.layers}
        for spec in order:
            sources = self._sources[spec.name]
            if spec.name in broken and spec.layer.ports != "none" and not sources:
                continue
            if any(source not in shapes for source in sources):
                continue
            try:
                taken[spec.name] = spec.taking(tuple(shapes[name] for name in sources))
                shapes[spec.name] = taken[spec.name].shape
            except LaderaError as misfit:
                problems.append(self._shape_problem(spec, sources, shapes, misfit))
        problems.extend(sharing_problems(self, taken))
        problems.extend(ending_problems(self, shapes))
        count = sum(_own_size(spec, taken) for spec in order)
        if count > MOST_PARAMETERS:
            problems.append(GraphError(
                N_("engine", "The network would have {count} weights; at most {most} are possible. Make the largest "
                   "layers smaller."), count=count, most=MOST_PARAMETERS))
        return _Analysis(MappingProxyType(shapes), taken, tuple(problems))

    @staticmethod
    def _shape_problem(spec: LayerSpec, sources: tuple[str, ...], shapes: Mapping[str, Shape],
                       misfit: LaderaError) -> GraphError:
        came = ", ".join(f"{name} ({shape_text(shapes[name])})" for name in sources)
        return GraphError(N_("engine", "{name} cannot take what comes from {came}. {reason}"), name=spec.name,
                          came=came, reason=misfit, layers=(spec.name, *sources))

    # Editing

    def with_layer(self, spec: LayerSpec) -> Graph:
        """With one more layer."""
        return replace(self, layers=(*self.layers, spec))

    def without_layer(self, name: str) -> Graph:
        """Without a layer and the links that touch it."""
        self.layer(name)
        return Graph(tuple(spec for spec in self.layers if spec.name != name),
                     tuple(link for link in self.links if name not in (link.source, link.target)))

    def with_settings(self, name: str, settings: Mapping[str, Any]) -> Graph:
        """With some settings of a layer changed."""
        old = self.layer(name)
        new = replace(old, settings={**old.settings, **settings})
        return replace(self, layers=tuple(new if spec.name == name else spec for spec in self.layers))

    def renamed(self, old: str, new: str) -> Graph:
        """With a layer renamed; its links, and the layers that share its weights, follow."""
        self.layer(old)
        swap = {old: new}

        def follow(spec: LayerSpec) -> LayerSpec:
            shared = spec.settings.get("shared_with")
            settings = {**spec.settings, "shared_with": swap.get(shared, shared)} if shared else spec.settings
            return replace(spec, name=swap.get(spec.name, spec.name), settings=settings)

        return Graph(tuple(map(follow, self.layers)),
                     tuple(Link(swap.get(link.source, link.source), swap.get(link.target, link.target), link.port)
                           for link in self.links))

    def with_link(self, link: Link) -> Graph:
        """With one more link."""
        return self if link in self.links else replace(self, links=(*self.links, link))

    def without_link(self, link: Link) -> Graph:
        """Without a link."""
        return replace(self, links=tuple(other for other in self.links if other != link))

    # Files

    def to_json(self) -> dict[str, Any]:
        """The graph as plain lists and dictionaries."""
        return {
            "layers": [{"name": spec.name, "kind": spec.kind, "settings": dict(spec.settings)} for spec in self.layers],
            "links": [{"source": link.source, "target": link.target, "port": link.port} for link in self.links],
        }

    @classmethod
    def from_json(cls, data: Any) -> Graph:
        """Read what `to_json` wrote. Raises FormatError, GraphError or SettingError; trusts nothing."""
        try:
            layers = tuple(LayerSpec(row["name"], row["kind"], dict(row["settings"])) for row in data["layers"])
            links = tuple(Link(str(row["source"]), str(row["target"]), int(row["port"])) for row in data["links"])
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise FormatError(N_("engine", "The description of the network is damaged: {detail}."),
                              detail=repr(error)) from error
        for link in links:
            if not 0 <= link.port < MOST_LAYERS:
                raise FormatError(N_("engine", "A connection to {name} has the impossible port number {port}."),
                                  name=link.target, port=link.port)
        return cls(layers, links)


def free_name(base: str, taken: Container[str]) -> str:
    """`base` with the smallest number from 1 that is not taken yet: dense_1."""
    stem = re.sub(r"_\d+$", "", base)
    return next(name for number in count(1) if (name := f"{stem}_{number}") not in taken)


def sequential(*specs: LayerSpec) -> Graph:
    """A chain of layers, each feeding the next."""
    links = (Link(first.name, second.name) for first, second in pairwise(specs))
    return Graph(specs, tuple(links))


__all__ = ["Graph", "LayerSpec", "Link", "ShapeError", "free_name", "sequential"]

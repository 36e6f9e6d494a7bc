"""Layers as calls, with the names of Keras, and the graphs that are made of them.

    graph = Sequential([Input(2), Dense(24, "tanh"), Dense(1), Output("binary_crossentropy")])

    image = Input((8, 8, 1))
    maps = Concatenate()([Conv2D(8, 3, padding="same")(image), Conv2D(8, 5, padding="same")(image)])
    graph = Model(image, Output("cce")(Dense(10)(Flatten()(maps))))

All comes from the registry of layers: every class there is a call of that name, its fields are the arguments. What
stands here is only what Keras calls or does otherwise. As there, Dense and convolutions bend nothing unless they are
told to. `Sequential` and `Model` give a `Graph`, the same as one made of LayerSpecs.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from numbers import Integral
from typing import Any

from engine import fields
from engine.errors import N_, GraphError, LaderaError, SettingError
from engine.fields import Field, Flag
from engine.graph import Graph, LayerSpec, Link, free_name
from engine.layers import LAYERS, Layer, Shape, shape_text
from engine.quoting import Vocabulary
from engine.spelling import with_nearest

NAMES: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    **{f"{title}Pooling{axes}D": (f"pooling{axes}d", {"function": function})
       for title, function in (("Max", "max"), ("Average", "average")) for axes in (1, 2)},
    **{f"Global{title}Pooling{axes}D": ("global_pooling", {"function": function})
       for title, function in (("Max", "max"), ("Average", "average")) for axes in (1, 2)},
}
"""Calls that are a layer with a setting fixed: its kind, and the setting."""

KEYWORDS: Mapping[str, Mapping[str, str]] = {
    "activation": {"function": "activation"},
    "reshape": {"shape": "target_shape"},
    "permute": {"order": "dims"},
    "repeat_vector": {"steps": "n"},
    "embedding": {"vocabulary": "input_dim", "dimension": "output_dim"},
    "upsampling1d": {"factor": "size", "size": "output_size"},
    "upsampling2d": {"factor": "size", "size": "output_size"},
}
"""Arguments that are not called like their fields, by the kind of layer."""

EVERYWHERE = {"dilation": "dilation_rate", "multiplier": "depth_multiplier"}
"""The same, whatever the kind."""

REQUIRED = frozenset({"units", "filters", "kernel_size", "rate", "stddev", "shape", "order", "steps", "vocabulary",
                      "dimension", "function", "loss"})
"""Fields that have to be said."""

DEFAULTS: Mapping[str, Mapping[str, Any]] = {"group_normalization": {"groups": 32}}
"""What Keras takes where nothing is said, by the kind of layer."""

BY_NAME = frozenset({"heads", "multiplier"})
"""Fields without a place among the arguments: they are given by name."""

BEHIND = frozenset({"pad", "dilation", "output_padding", "size", "epsilon", "momentum", "columns", "weight"})
"""Fields that Keras has in another place or not at all: they, what is on or off, and all that comes behind them are
given by name too."""

LINKS = ("softmax", "log_softmax")
"""Functions of Keras that are layers here: they see all numbers at once."""


@dataclass(frozen=True, eq=False)
class Node:
    """A layer that is no part of a graph yet, and the nodes that feed it.

    Called on other nodes it gives the layer connected to them, whose output has a `shape`. A layer that is called more
    than once uses the same weights each time. Names are found where none is given: dense_1, dense_2.
    """

    spec: LayerSpec
    call: str
    named: bool = False
    inputs: tuple[Node, ...] = ()
    shape: Shape | None = None
    called: Node | None = None

    @property
    def template(self) -> Node:
        """The layer itself, whose weights all its calls use."""
        return self.called or self

    def __call__(self, *inputs: Node | Sequence[Node]) -> Node:
        """This layer behind `inputs`, several or a list of them. Raises GraphError where there are none, or where their
        shapes do not fit."""
        nodes = tuple(inputs[0]) if len(inputs) == 1 and isinstance(inputs[0], Sequence) else inputs
        if not nodes and self.spec.layer.ports != "none":
            raise _unconnected(self)
        for node in nodes:
            _check_node(node)
            if node.shape is None:
                raise _unconnected(node)
        return replace(self, inputs=nodes, shape=_shape(self.spec, nodes), called=self.template)

    def __repr__(self) -> str:
        layer, fixed = self.spec.layer, NAMES.get(self.call, ("", {}))[1]
        usual = {field.name: field.default for field in layer.fields} | _unsaid(layer, self.spec.settings)
        said = [f"{_keyword(layer, field)}={self.spec.settings[field.name]!r}" for field in layer.fields
                if field.name not in fixed and (field.name in REQUIRED
                                            or self.spec.settings[field.name] != usual[field.name])]
        shape = "" if self.shape is None else f" → {shape_text(self.shape)}"
        return f"{self.call}({', '.join(said)}){shape}"


def Sequential(layers: Iterable[Node]) -> Graph:
    """The graph of a chain: an Input, layers, an Output. Raises GraphError where they do not fit together."""
    layers = list(layers)
    for node in layers:
        _check_node(node)
    if not layers:
        return _graph(())
    node = layers[0] if layers[0].shape is not None else layers[0]()
    for layer in layers[1:]:
        node = layer(node)
    return _graph([node])


def Model(inputs: Node | Sequence[Node], outputs: Node | Sequence[Node]) -> Graph:
    """The graph from `inputs` to `outputs`, which are calls of Output. Raises GraphError where they do not fit
    together."""
    ends = [end for given in (inputs, outputs) for end in (given if isinstance(given, Sequence) else [given])]
    for node in ends:
        _check_node(node)
    return _graph(ends)


def _graph(ends: Iterable[Node]) -> Graph:
    nodes = _in_order(ends)
    names = _names(nodes)
    owners: dict[Node, str] = {}
    specs, links = [], []
    for node in nodes:
        owner = owners.setdefault(node.template, names[node])
        shares = {"shared_with": owner} if owner != names[node] and "shared_with" in node.spec.settings else {}
        specs.append(replace(node.spec, name=names[node], settings={**node.spec.settings, **shares}))
        links += [Link(names[source], names[node], port) for port, source in enumerate(node.inputs)]
    graph = Graph(tuple(specs), tuple(links))
    graph.infer()
    return graph


def _in_order(ends: Iterable[Node]) -> list[Node]:
    """All nodes, each behind those that feed it."""
    done: dict[Node, None] = {}
    todo = [(node, False) for node in reversed(list(ends))]
    while todo:
        node, ready = todo.pop()
        if ready:
            done[node] = None
        elif node not in done:
            todo += [(node, True), *((source, False) for source in reversed(node.inputs))]
    return list(done)


def _names(nodes: Iterable[Node]) -> dict[Node, str]:
    """Those that were given, each the first time, and for the others kind and number."""
    given: dict[str, Node] = {}
    for node in nodes:
        first = given.setdefault(node.spec.name, node) if node.named else node
        if first.template is not node.template:
            raise GraphError(N_("engine", "Two layers are called {name}. Rename one of them."), name=node.spec.name,
                             layers=(node.spec.name,))
    names, taken = {node: name for name, node in given.items()}, set(given)
    for node in nodes:
        if node not in names:
            names[node] = free_name(node.spec.name, taken)
            taken.add(names[node])
    return names


def _shape(spec: LayerSpec, nodes: Sequence[Node]) -> Shape:
    try:
        return spec.layer.output_shape(spec.settings, tuple(node.shape for node in nodes))
    except LaderaError as misfit:
        came = ", ".join(f"{node.spec.name} ({shape_text(node.shape)})" for node in nodes)
        raise GraphError(N_("engine", "{name} cannot take what comes from {came}. {reason}"), name=spec.name, came=came,
                         reason=misfit, layers=(spec.name,)) from misfit


def _unconnected(node: Node) -> GraphError:
    return GraphError(N_("engine", "Nothing is connected to the input of {name}."), name=node.spec.name)


def _check_node(node: object) -> None:
    if not isinstance(node, Node):
        raise GraphError(N_("engine", "A network is made of layers, as Input(2) and Dense(8) give them; this is "
                            "{thing}."), thing=repr(node))


# The calls


def calls() -> dict[str, tuple[str, Mapping[str, Any]]]:
    """All names of calls, with the kind of each and what is fixed."""
    return {type(layer).__name__: (kind, {}) for kind, layer in LAYERS.items()} | dict(NAMES)


def _made(name: str, layer: Layer, fixed: Mapping[str, Any]) -> Callable[..., Node]:
    arguments = {_keyword(layer, field): field for field in layer.fields if field.name not in fixed}
    signature = inspect.Signature(_parameters(layer, arguments), return_annotation=Node)

    def make(*values: Any, **settings: Any) -> Node:
        given = _bound(name, signature, values, settings)
        own = given.pop("name", "")
        said = {arguments[keyword].name: _value(arguments[keyword], value) for keyword, value in given.items()}
        spec = LayerSpec(own or layer.kind, layer.kind, {**_unsaid(layer, said), **said, **fixed})
        node = Node(spec, name, bool(own))
        return node() if layer.ports == "none" else node

    make.__name__ = make.__qualname__ = name
    make.__signature__ = signature
    make.__doc__ = _documented(layer, arguments)
    return make


def _keyword(layer: Layer, field: Field) -> str:
    return {**EVERYWHERE, **KEYWORDS.get(layer.kind, {})}.get(field.name, field.name)


def _unsaid(layer: Layer, said: Mapping[str, Any]) -> dict[str, Any]:
    """What Keras takes where nothing is said, for fields with another default."""
    usual = {field.name: field.default for field in layer.fields}
    unsaid = dict(DEFAULTS.get(layer.kind, {}))
    if usual.get("activation") == "relu":
        unsaid["activation"] = "identity"
    if "strides" in usual:
        unsaid["strides"] = (1,) * len(usual["strides"])
    if "pool_size" in usual:
        unsaid["strides"] = said.get("pool_size", usual["pool_size"])
    return unsaid


def _parameters(layer: Layer, arguments: Mapping[str, Field]) -> list[inspect.Parameter]:
    """Those with a place first, then those by name; last of all the layer's own name."""
    places, by_name, behind = [], [], False
    for keyword, field in arguments.items():
        behind = behind or field.name in BEHIND or isinstance(field, Flag)
        named = behind or field.name in BY_NAME
        kind = inspect.Parameter.KEYWORD_ONLY if named else inspect.Parameter.POSITIONAL_OR_KEYWORD
        (by_name if named else places).append(inspect.Parameter(
            keyword, kind, default=_shown(layer, field), annotation=_annotation(field)))
    return [*places, *by_name, inspect.Parameter("name", inspect.Parameter.KEYWORD_ONLY, default="", annotation=str)]


def _shown(layer: Layer, field: Field) -> Any:
    """The default of an argument: None where it is no value of its own."""
    if field.name in REQUIRED:
        return inspect.Parameter.empty
    unsaid = _unsaid(layer, {})
    depends = field.name == "strides" and "pool_size" in {other.name for other in layer.fields}
    if depends or unsaid.get(field.name) == "identity":
        return None
    return unsaid.get(field.name, field.default)


def _bound(name: str, signature: inspect.Signature, values: Sequence[Any], settings: Mapping[str, Any]
           ) -> dict[str, Any]:
    """What is said, by argument; None says nothing. Raises SettingError."""
    for keyword in settings:
        if keyword not in signature.parameters:
            raise with_nearest(SettingError(
                N_("engine", "There is no setting “{name}”; there are {known}."), name=keyword,
                known=Vocabulary(signature.parameters)), keyword, signature.parameters)
    try:
        given = signature.bind(*values, **settings).arguments
    except TypeError as error:
        raise SettingError(N_("engine", "{layer} is called as {call}."), layer=name,
                           call=Vocabulary([f"{name}{signature.replace(return_annotation=inspect.Signature.empty)}"])
                           ) from error
    return {keyword: value for keyword, value in given.items() if value is not None}


def _value(field: Field, value: Any) -> Any:
    """A value as the field takes it: one number may stand for a shape. Raises SettingError."""
    if isinstance(field, fields.Shape) and isinstance(value, Integral) and not isinstance(value, bool):
        return (int(value),) * (field.longest if len(field.default) == field.longest else 1)
    if field.name in ("activation", "function") and value in LINKS:
        raise SettingError(N_("engine", "{function} is a layer of its own. Leave it out where the Output follows: with "
                              "a loss for classes it applies it itself."), function=value)
    return value


def _documented(layer: Layer, arguments: Mapping[str, Field]) -> str:
    rows = [f"{keyword}: {field.help or field.label}{_choices(field)}" for keyword, field in arguments.items()]
    return "\n\n".join(filter(None, (layer.help, inspect.getdoc(type(layer)), "\n".join(rows))))


def _choices(field: Field) -> str:
    return f" One of {', '.join(field.options)}." if isinstance(field, fields.Choice) else ""


def _annotation(field: Field) -> Any:
    """What its nearest relative takes; anything, for a field that is like no other."""
    return next((ANNOTATIONS[kind] for kind in type(field).__mro__ if kind in ANNOTATIONS), Any)


ANNOTATIONS: Mapping[type[Field], Any] = {
    fields.Integer: int, fields.Real: float, Flag: bool, fields.Choice: str, fields.Text: str,
    fields.Shape: int | tuple[int, ...],
}


def __getattr__(name: str) -> Callable[..., Node]:
    """Layers that are registered, also those that came later, are found as names of this module."""
    found = calls().get(name)
    if found is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}", name=name, obj=sys.modules[__name__])
    return _made(name, LAYERS[found[0]], found[1])


def __dir__() -> list[str]:
    return sorted({*globals(), *calls()})

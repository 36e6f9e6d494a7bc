"""Networks of every kind of layer, in the ways in which it can be set, with weights and examples."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine.data import DataSpec, load
from engine.formats import Imported, export_weights, read_project
from engine.graph import Graph, LayerSpec, Link, sequential
from engine.layers.activations import ACTIVATIONS
from engine.layout import ParameterLayout
from engine.network import Network
from engine.project import Project
from engine.training import TrainingSettings
from engine.training.feeds import input_arrays
from tests.engine.networks import weights

EXAMPLES = sorted((Path(__file__).parents[3] / "assets" / "examples").glob("*.ladera"))
BATCH = 5


@dataclass(frozen=True)
class Case:
    """A project with weights, examples for each of its inputs, and what the network says of them, output by output."""

    name: str
    project: Project
    inputs: Mapping[str, np.ndarray]
    predictions: Mapping[str, np.ndarray]

    @property
    def kinds(self) -> set[str]:
        return {spec.kind for spec in self.project.graph.layers}

    def __str__(self) -> str:
        return self.name


def case(name: str, graph: Graph, seed: int = 0, words: int = 0) -> Case:
    """`words` makes the examples whole numbers below it; the first example is nothing but the filling of masks."""
    network = Network(graph)
    rng = np.random.default_rng(seed)
    inputs = {one: (rng.integers(0, words, (BATCH, *network.shapes[one])) if words
                    else rng.standard_normal((BATCH, *network.shapes[one]))).astype(np.float32)
              for one in network.input_names}
    for mask in graph.of_kind("mask"):
        for one in inputs.keys() & graph.inputs_of(mask.name):
            inputs[one][0] = mask.settings["padding"]
    parameters = weights(network, seed).astype(np.float32)
    project = Project(name, graph, DataSpec("circle"), TrainingSettings(), parameters=parameters)
    return Case(name, project, inputs, _predictions(network, parameters, inputs))


def export(case: Case, path: Path) -> Path:
    """Write the weights of a case, as the suffix says."""
    export_weights(path, ParameterLayout(case.project.graph), case.project.parameters, case.project)
    return path


def predictions(imported: Imported, inputs: Iterable[np.ndarray]) -> list[np.ndarray]:
    """All outputs of a network that came in whole."""
    network = Network(imported.graph)
    given = dict(zip(network.input_names, inputs, strict=True))
    return list(_predictions(network, imported.parameters, given).values())


def _predictions(network: Network, parameters: np.ndarray, inputs: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    values = network.activations(parameters, inputs)
    return {name: values[name] for name in network.output_names}


def example(path: Path) -> Case:
    """A project that ships, on its own test data."""
    project = read_project(path)
    network = Network(project.graph)
    parameters = project.parameters if project.parameters is not None else network.initial_parameters(0)
    data = load(project.data)
    inputs = {name: array.astype(np.float32)
              for name, array in input_arrays(project.graph, data, data.test.inputs[:50]).items()}
    project = Project(project.title, project.graph, project.data, project.training, parameters=parameters)
    return Case(path.stem, project, inputs, _predictions(network, parameters, inputs))


def chain(shape: tuple[int, ...], *layers: tuple[str, dict[str, Any]] | str,
          loss: str = "mean_squared_error") -> Graph:
    """Input → layers → output; each layer is a kind, or a kind with its settings."""
    specs = [LayerSpec("input_1", "input", {"shape": shape})]
    for place, layer in enumerate(layers):
        kind, settings = (layer, {}) if isinstance(layer, str) else layer
        specs.append(LayerSpec(f"{kind}_{place + 1}", kind, settings))
    specs.append(LayerSpec("output_1", "output", {"loss": loss}))
    return sequential(*specs)


def merged(kind: str, shape: tuple[int, ...], count: int, settings: Mapping[str, Any] | None = None) -> Graph:
    """Several dense layers on one input, merged."""
    branches = [LayerSpec(f"branch_{place}", "dense", {"units": 3, "activation": "tanh"}) for place in range(count)]
    specs = (LayerSpec("input_1", "input", {"shape": shape}), *branches, LayerSpec(f"{kind}_1", kind, settings or {}),
             LayerSpec("output_1", "output"))
    links = [Link("input_1", branch.name) for branch in branches]
    links += [Link(branch.name, f"{kind}_1", port) for port, branch in enumerate(branches)]
    return Graph(specs, (*links, Link(f"{kind}_1", "output_1")))


def _windows(kind: str, **settings: Any) -> tuple[str, dict[str, Any]]:
    return kind, settings


def _layer_cases() -> dict[str, Graph]:
    image, sequence = (7, 6, 4), (9, 4)
    plain = {
        "dense": chain((3,), ("dense", {"units": 4}), ("dense", {"units": 2, "use_bias": False})),
        "dense on a sequence": chain((3, 2), ("dense", {"units": 4, "activation": "tanh"})),
        "dense on an image": chain((3, 2, 2), ("dense", {"units": 4, "use_bias": False})),
        "softmax": chain((3, 2), "softmax", ("dense", {"units": 2})),
        "log-softmax": chain((3, 2), "log_softmax", ("dense", {"units": 2})),
        "prelu": chain((4,), "prelu"),
        "prelu on an image": chain((3, 2, 4), "prelu"),
        "maxout": chain((3,), ("maxout", {"units": 2, "pieces": 3})),
        "maxout on a sequence": chain((4, 3), ("maxout", {"units": 2, "use_bias": False})),
        "batch normalisation": chain((4,), ("batch_normalization", {"momentum": 0.9, "epsilon": 0.01})),
        "batch normalisation of a sequence": chain((3, 4), "batch_normalization"),
        "batch normalisation of an image": chain(image, "batch_normalization"),
        "layer normalisation": chain((3, 4), ("layer_normalization", {"epsilon": 0.01})),
        "group normalisation": chain((6,), ("group_normalization", {"groups": 2})),
        "group normalisation of a sequence": chain((3, 4), ("group_normalization", {"groups": 2, "epsilon": 0.01})),
        "group normalisation of an image": chain(image, ("group_normalization", {"groups": 2})),
        "group normalisation without scale": chain(image, ("group_normalization", {"groups": 4, "affine": False})),
        "group normalisation of everything": chain(image, ("group_normalization", {"affine": False})),
        "instance normalisation": chain(image, ("group_normalization", {"groups": 0})),
        "constant": _with_constant(),
        "dropout": chain((4,), "dropout", ("gaussian_noise", {"stddev": 0.5})),
        "sampling": chain((3,), ("dense", {"units": 4}), "gaussian_sampling"),
        "sampling along a sequence": chain((3, 6), "gaussian_sampling"),
        "much noise": chain((4,), ("gaussian_noise", {"stddev": 2.0})),
        "flatten": chain(image, "flatten", ("dense", {"units": 2})),
        "reshape": chain((6,), ("reshape", {"shape": (3, 2)})),
        "permute": chain((2, 3, 4), ("permute", {"order": (3, 1, 2)})),
        "permute before conv1d": chain((3, 6), ("permute", {"order": (2, 1)}), ("conv1d", {"filters": 2})),
        "permute before conv2d": chain((3, 5, 6), ("permute", {"order": (2, 3, 1)}), ("conv2d", {"filters": 2})),
        "repeat": chain((4,), ("repeat_vector", {"steps": 3})),
        "slice": chain((4, 6), ("slice", {"axis": 2, "start": 1, "stop": -1})),
        "slice of the first axis": chain((4, 3, 2), ("slice", {"axis": 1, "start": -2, "stop": 0})),
        **{f"{kind} that begins with a state": _beginning(kind) for kind in ("simple_rnn", "lstm", "gru")},
        "lstm with its cell": chain((4, 3), ("lstm", {"units": 2, "return_cell": True})),
        "reverse": chain((4, 3, 2), ("reverse", {"axis": 2})),
        "bidirectional": _bidirectional(),
        "attention to itself": chain((4, 3), ("attention", {"scaled": False})),
        "attention to the past": merged("attention", (4, 3), 3, {"causal": True}),
        "attention": merged("attention", (4, 3), 2),
        "attention of three heads": merged("attention", (4, 6), 3, {"heads": 3}),
        "attention of two heads to itself": chain((4, 6), ("attention", {"heads": 2, "scaled": False, "causal": True})),
        "subtract": merged("subtract", (4,), 2),
        "divide": merged("divide", (4,), 2),
        "squeeze and excite": _gated(),
        "one input to merge": merged("add", (4,), 1),
        "convolution in groups": chain(image, ("conv2d", {"filters": 6, "groups": 2, "activation": "elu"})),
        "dilated and strided convolution": chain(image, _windows("conv2d", dilation=(2, 1), strides=(2, 1))),
        "convolution without bias": chain(sequence, _windows("conv1d", use_bias=False, activation="gaussian")),
        "a small network for images": chain(
            (8, 8, 1), _windows("conv2d", filters=4, padding="same"), ("pooling2d", {}),
            _windows("conv2d", filters=5, strides=(2, 2), padding="same"), "flatten", ("dense", {"units": 3}),
            loss="categorical_cross_entropy"),
    }
    for name in ACTIVATIONS:
        plain[f"activation {name}"] = chain((4,), ("activation", {"function": name}))
    for kind in ("add", "multiply", "average", "maximum", "concatenate"):
        plain[kind] = merged(kind, (4,), 3)
        plain[f"{kind} of sequences"] = merged(kind, (2, 4), 2)
    for axes, shape in ((1, sequence), (2, image)):
        for padding in ("valid", "same", "explicit"):
            placed = {"padding": padding, "pad": (1,)}
            strided = {**placed, "strides": (2,) * axes}
            plain[f"conv{axes}d {padding}"] = chain(shape, _windows(f"conv{axes}d", **placed))
            plain[f"conv{axes}d {padding} strided"] = chain(shape, _windows(f"conv{axes}d", **strided))
            plain[f"conv{axes}d {padding} dilated"] = chain(shape, _windows(f"conv{axes}d", **placed, dilation=(2,)))
            plain[f"conv{axes}d_transpose {padding}"] = chain(shape, _windows(f"conv{axes}d_transpose", **strided))
            plain[f"conv{axes}d_transpose {padding} spread"] = chain(
                shape, _windows(f"conv{axes}d_transpose", **placed, strides=(3,), kernel_size=(2,) if axes == 1
                                else (2, 4)))
            for function in ("max", "average", "sum", "min"):
                plain[f"pooling{axes}d {function} {padding}"] = chain(
                    shape, _windows(f"pooling{axes}d", function=function, pool_size=(3,) * axes, **strided))
    for axes, shape in ((1, sequence), (2, image)):
        for padding in ("full", "reflect", "explicit"):
            placed = {"padding": padding, "pad": (2, 1)[:axes], "kernel_size": (4, 3)[:axes]}
            plain[f"conv{axes}d {padding} uneven"] = chain(shape, _windows(f"conv{axes}d", **placed))
            plain[f"conv{axes}d {padding} uneven strided"] = chain(
                shape, _windows(f"conv{axes}d", **placed, strides=(2,), activation="elu"))
            plain[f"conv{axes}d {padding} uneven dilated"] = chain(
                shape, _windows(f"conv{axes}d", **placed, dilation=(1, 2)[-axes:]))
        plain[f"conv{axes}d reflect both"] = chain(
            shape, _windows(f"conv{axes}d", padding="reflect", strides=(2,), dilation=(2,)),
            _windows(f"conv{axes}d", padding="reflect", groups=2))
        plain[f"pooling{axes}d of each axis"] = chain(
            shape, _windows(f"pooling{axes}d", padding="explicit", pad=(1, 0)[:axes], pool_size=(2, 3)[:axes]))
        plain[f"conv{axes}d_transpose of each axis"] = chain(
            shape, _windows(f"conv{axes}d_transpose", padding="explicit", pad=(1, 0)[:axes]))
    for axes, shape in ((1, sequence), (2, image)):
        for name, placed in {
                "same lower": {"padding": "same_lower", "kernel_size": (4,)},
                "same lower strided": {"padding": "same_lower", "strides": (2,)},
                "dilated and strided": {"padding": "same", "dilation": (2, 1)[:axes], "strides": (1, 2)[-axes:]},
                "both": {"padding": "valid", "dilation": (2,), "strides": (2,)}}.items():
            own = {"conv": {"filters": 3}, "depthwise_conv": {"multiplier": 2},
                   "separable_conv": {"filters": 3, "multiplier": 2, "use_bias": False}}
            for kind, settings in own.items():
                plain[f"{kind}{axes}d {name}"] = chain(
                    shape, _windows(f"{kind}{axes}d", **placed, **settings, activation="tanh"))
        plain[f"separable_conv{axes}d"] = chain(shape, f"separable_conv{axes}d")
        plain[f"depthwise_conv{axes}d"] = chain(shape, (f"depthwise_conv{axes}d", {"use_bias": False}))
        for function in ("max", "average", "sum", "min"):
            plain[f"pooling{axes}d {function} rest"] = chain(shape, _windows(
                f"pooling{axes}d", function=function, pool_size=(3,), strides=(2, 4)[-axes:], ceil=True,
                padding="explicit", pad=(1, 0)[:axes], count_padding=True))
            plain[f"pooling{axes}d {function} same lower"] = chain(shape, _windows(
                f"pooling{axes}d", function=function, pool_size=(2,), strides=(1,), padding="same_lower"))
        for padding, count in (("same", True), ("valid", False), ("explicit", True)):
            plain[f"pooling{axes}d average {padding} zeros count {count}"] = chain(shape, _windows(
                f"pooling{axes}d", function="average", pool_size=(3,), padding=padding, pad=(1,), count_padding=count,
                ceil=not count))
        for padding, pad in (("valid", 0), ("explicit", 1), ("explicit", 2)):
            plain[f"conv{axes}d_transpose {padding} {pad} longer"] = chain(shape, _windows(
                f"conv{axes}d_transpose", padding=padding, pad=(pad,), strides=(3, 2)[:axes], kernel_size=(4,),
                output_padding=(2, 1)[:axes]))
        for between in ("nearest", "linear", "corners"):
            plain[f"upsampling{axes}d {between}"] = chain(
                shape, _windows(f"upsampling{axes}d", interpolation=between, factor=(2, 3)[-axes:]))
            plain[f"upsampling{axes}d {between} to a size"] = chain(
                shape, _windows(f"upsampling{axes}d", interpolation=between, size=(11, 4)[:axes]))
    plain["causal"] = chain(sequence, _windows("conv1d", padding="causal", dilation=(2,)),
                            _windows("depthwise_conv1d", padding="causal"),
                            _windows("separable_conv1d", padding="causal", kernel_size=(2,)))
    for function in ("max", "average", "sum", "min"):
        for shape in ((4,), sequence, image, (2, 3, 2, 4)):
            plain[f"global pooling {function} {len(shape)}"] = chain(shape, ("global_pooling", {"function": function}))
    for kind in ("simple_rnn", "lstm", "gru"):
        for every in (False, True):
            plain[f"{kind} {'every step' if every else 'last step'}"] = chain(
                (5, 3), (kind, {"units": 4, "return_sequences": every}))
    for name in ("relu", "sigmoid", "identity"):
        plain[f"simple_rnn {name}"] = chain((4, 2), ("simple_rnn", {"units": 3, "activation": name}))
    return plain


def _with_constant() -> Graph:
    """The old drawing of a bias: a unit that is always 1."""
    layers = (LayerSpec("constant_1", "constant", {"shape": (2, 1), "value": 0.5}),
              LayerSpec("input_1", "input", {"shape": (2, 3)}), LayerSpec("concatenate_1", "concatenate"),
              LayerSpec("dense_1", "dense", {"units": 2, "use_bias": False}), LayerSpec("output_1", "output"))
    links = (Link("input_1", "concatenate_1", 0), Link("constant_1", "concatenate_1", 1),
             Link("concatenate_1", "dense_1"), Link("dense_1", "output_1"))
    return Graph(layers, links)


def _beginning(kind: str) -> Graph:
    """A recurrent layer that begins with what dense layers make of a second input."""
    states = [f"state_{place}" for place in range(2 if kind == "lstm" else 1)]
    layers = (LayerSpec("input_1", "input", {"shape": (5, 3)}), LayerSpec("input_2", "input", {"shape": (2,)}),
              *(LayerSpec(name, "dense", {"units": 4, "activation": "tanh"}) for name in states),
              LayerSpec("recurrent_1", kind, {"units": 4}), LayerSpec("output_1", "output"))
    links = (Link("input_1", "recurrent_1"), Link("recurrent_1", "output_1"),
             *(link for place, name in enumerate(states, 1)
               for link in (Link("input_2", name), Link(name, "recurrent_1", place))))
    return Graph(layers, links)


def _bidirectional() -> Graph:
    """A sequence read forwards and backwards; at each step, what both know of it."""
    layers = (LayerSpec("input_1", "input", {"shape": (5, 3)}), LayerSpec("reverse_1", "reverse"),
              LayerSpec("forwards", "lstm", {"units": 2, "return_sequences": True}),
              LayerSpec("backwards", "lstm", {"units": 2, "return_sequences": True}), LayerSpec("reverse_2", "reverse"),
              LayerSpec("both", "concatenate"), LayerSpec("output_1", "output"))
    return Graph(layers, (Link("input_1", "forwards"), Link("input_1", "reverse_1"), Link("reverse_1", "backwards"),
                          Link("backwards", "reverse_2"), Link("forwards", "both"), Link("reverse_2", "both", 1),
                          Link("both", "output_1")))


def masked_everywhere() -> Graph:
    """Symbols of which one fills rows up: an encoder that reads them both ways, a decoder that begins with what it
    knows, attention of one head and of two, and what is pooled of the steps that count."""
    gru = {"units": 4, "return_sequences": True}
    layers = (
        LayerSpec("symbols", "input", {"shape": (5,)}), LayerSpec("mask", "mask", {"padding": 2}),
        LayerSpec("words", "embedding", {"vocabulary": 3, "dimension": 4}), LayerSpec("turned", "reverse"),
        LayerSpec("turned_mask", "reverse"), LayerSpec("forwards", "gru", gru | {"masked": True}),
        LayerSpec("backwards", "lstm", gru | {"masked": True}), LayerSpec("again", "reverse"),
        LayerSpec("both", "concatenate"), LayerSpec("decoder", "gru", {"units": 8, "return_sequences": True}),
        LayerSpec("state", "global_pooling", {"function": "max", "masked": True}),
        LayerSpec("mean", "global_pooling", {"function": "average", "masked": True}),
        LayerSpec("sum", "global_pooling", {"function": "sum", "masked": True}),
        LayerSpec("least", "global_pooling", {"function": "min", "masked": True}),
        LayerSpec("look", "attention", {"masked": True}),
        LayerSpec("heads", "attention", {"masked": True, "heads": 2, "causal": True}),
        LayerSpec("seen", "concatenate"), LayerSpec("pooled", "concatenate"),
        *(LayerSpec(f"output_{number}", "output") for number in (1, 2)))
    wires = (("symbols", "mask"), ("symbols", "words"), ("words", "turned"), ("mask", "turned_mask"),
             ("words mask", "forwards"), ("turned turned_mask", "backwards"), ("backwards", "again"),
             ("forwards again", "both"), ("both mask", "state"), ("both mask", "mean"), ("both mask", "sum"),
             ("both mask", "least"), ("words state", "decoder"), ("decoder both mask", "look"),
             ("both mask", "heads"), ("look heads", "seen"), ("mean sum least", "pooled"), ("seen", "output_1"),
             ("pooled", "output_2"))
    return Graph(layers, tuple(Link(source, target, port) for sources, target in wires
                               for port, source in enumerate(sources.split())))


def _gated() -> Graph:
    """The channels of an image, each times a number that comes from all of them."""
    layers = (LayerSpec("input_1", "input", {"shape": (3, 2, 4)}),
              LayerSpec("mean", "global_pooling", {"function": "average"}),
              LayerSpec("gate", "dense", {"units": 4, "activation": "sigmoid"}),
              LayerSpec("wide", "reshape", {"shape": (1, 1, 4)}), LayerSpec("multiply_1", "multiply"),
              LayerSpec("output_1", "output"))
    return Graph(layers, (Link("input_1", "mean"), Link("mean", "gate"), Link("gate", "wide"),
                          Link("input_1", "multiply_1"), Link("wide", "multiply_1", 1), Link("multiply_1", "output_1")))


def _link_cases() -> dict[str, Graph]:
    two = ("dense", {"units": 2, "activation": "identity"})
    cases = {f"loss {loss}": chain((3,), two, loss=loss) for loss in (
        "mean_squared_error", "binary_cross_entropy", "categorical_cross_entropy", "kl_divergence", "hinge")}
    cases["sigmoid not twice"] = chain((3,), ("dense", {"units": 1, "activation": "sigmoid"}),
                                       loss="binary_cross_entropy")
    cases["softmax not twice"] = chain((3,), two, "softmax", "flatten", loss="categorical_cross_entropy")
    cases["an input that is the output"] = chain((3,))
    return cases


def _wide() -> Graph:
    """Two inputs, two heads, shared weights, a skip, and names that no programming language likes."""
    def dense(name: str, **settings: Any) -> LayerSpec:
        return LayerSpec(name, "dense", {"units": 4, "activation": "tanh"} | settings)

    layers = (LayerSpec("class", "input", {"shape": (4,)}), LayerSpec("forward", "input", {"shape": (4,)}),
              dense("ñandú"), dense("np", shared_with="ñandú"), dense("print", shared_with="ñandú", activation="relu"),
              dense("weights"), LayerSpec("x²", "add"), dense("lambda", units=2), dense("torch", units=3),
              LayerSpec("import", "output"), LayerSpec("self", "output", {"loss": "categorical_cross_entropy"}))
    links = (Link("class", "ñandú"), Link("forward", "np"), Link("forward", "print"), Link("forward", "weights"),
             Link("ñandú", "x²", 0), Link("np", "x²", 1), Link("print", "x²", 2), Link("weights", "x²", 3),
             Link("x²", "lambda"), Link("x²", "torch"), Link("lambda", "import"), Link("torch", "self"))
    return Graph(layers, links)


LAYER_CASES = [case(name, graph) for name, graph in (_layer_cases() | _link_cases()).items()] + [
    case("embedding", chain((6,), ("embedding", {"vocabulary": 9, "dimension": 3}), ("lstm", {"units": 4})), words=9),
    case("two inputs, two heads", _wide()),
    case("masks", masked_everywhere(), words=3),
    case("positions", chain((5, 3), "position_embedding", ("dense", {"units": 2}))),
]
SHIPPED = [example(path) for path in EXAMPLES]
CASES = LAYER_CASES + SHIPPED

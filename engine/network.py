"""A network that can be evaluated: predictions, losses, gradients, Hessian–vector products, populations.

Everything takes the flat parameter vector as an argument and gives NumPy arrays back, so that a notebook, a plot and a
test read alike. Programs are compiled on first use and kept. Large inputs go through in chunks. A `Network` belongs to
the thread that made it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import partial
from typing import Any

import numpy as np

from engine.chunks import Chunks
from engine.device import NUMPY, Device
from engine.errors import N_, DataError, GraphError, LaderaError
from engine.graph import Graph
from engine.ir import Lowered, Plan, Value, compile_divided, gradients, lower, population, tangents
from engine.ir.value import in_order
from engine.layers import shape_text
from engine.layout import ParameterLayout
from engine.probes import Probe, Reading, read_once
from engine.spelling import unknown
from engine.summary import Table, line

PLANS_KEPT = 32

ONCE = ("predict", "activations", "loss", "objective", "gradient", "inputs")
"""Programs that are differentiated once, backwards, or not at all."""

Arrays = np.ndarray | Mapping[str, np.ndarray]


class _Program:
    """A plan with the arrays it reads: inputs and targets by layer, parameters, direction."""

    def __init__(self, plan: Plan, arrays: Mapping[Value, object]) -> None:
        self.plan = plan
        self.arrays = {(leaf.attrs["role"], leaf.attrs["name"]): array for leaf, array in arrays.items()}


class Network:
    """`graph` on one device and in one precision, as it evaluates: without noise, with running statistics. Examples are
    divided among so many `threads`, which may be changed. Raises GraphError when the graph has problems.

    `parameters` are vectors of `size` numbers, laid out as `layout` says; `inputs` and `targets` are arrays (N, …), or
    dictionaries of them by layer name where there are several.
    """

    def __init__(self, graph: Graph, device: Device = NUMPY, dtype: str = "float32", l1: float = 0.0,
                 l2: float = 0.0, threads: int = 1) -> None:
        self.graph, self.device, self.dtype, self.l1, self.l2 = graph, device, dtype, l1, l2
        self.threads = threads
        self.layout = ParameterLayout(graph)
        self.size = self.layout.size
        self.shapes = graph.infer()
        self.chunks = Chunks(self.shapes.values(), device)
        self.input_names = tuple(spec.name for spec in graph.layers if spec.layer.reads_data)
        self.output_names = tuple(spec.name for spec in graph.of_kind("output"))
        self._programs: OrderedDict[Hashable, _Program] = OrderedDict()

    def __repr__(self) -> str:
        return f"Network({line(self.graph)}, {self.dtype}, on {self.device.name})"

    def summary(self) -> Table:
        """The layers with their shapes and weights."""
        return self.graph.summary()

    # What people ask

    def initial_parameters(self, seed: int) -> np.ndarray:
        """The parameters that `seed` gives, the same on every device."""
        return self.layout.initial(seed).astype(self.dtype)

    def predict(self, parameters: np.ndarray, inputs: Arrays, head: str = "") -> np.ndarray:
        """Predictions of `head`, the first output unless it is said, after its link (probabilities for
        cross-entropies): (N, …). Raises UnknownNameError where there is no such head."""
        name = head or self.output_names[0]
        if name not in self.output_names:
            raise unknown(name, self.output_names)
        return self._concatenated(("predict", name), parameters, inputs, lambda net: [net.layers[name]])[0]

    def activations(self, parameters: np.ndarray, inputs: Arrays) -> dict[str, np.ndarray]:
        """What every layer gives, by name: (N, …)."""
        names = [spec.name for spec in self.graph.order()]
        arrays = self._concatenated("activations", parameters, inputs, lambda net: [net.layers[name] for name in names])
        return dict(zip(names, arrays, strict=True))

    def loss(self, parameters: np.ndarray, inputs: Arrays, targets: Arrays) -> float:
        """The mean loss without penalty."""
        return float(self._averaged("loss", self._vector(parameters), inputs, targets, lambda net: [net.loss])[0])

    def objective(self, parameters: np.ndarray, inputs: Arrays, targets: Arrays) -> float:
        """The mean loss with penalty: what training minimises."""
        vector = self._vector(parameters)
        return float(self._averaged("objective", vector, inputs, targets, lambda net: [net.objective])[0])

    def gradient(self, parameters: np.ndarray, inputs: Arrays, targets: Arrays) -> np.ndarray:
        """The gradient of `objective`: (size,), zero where nothing is trainable."""
        return self._whole("gradient", self._vector(parameters), inputs, targets, self._gradient)

    def input_gradient(self, parameters: np.ndarray, inputs: Arrays, targets: Arrays) -> Arrays:
        """The gradient of each example's own loss with respect to its inputs: (N, …), a dictionary where `inputs` are.

        It does not depend on the other examples: N times the gradient of `loss`.
        """
        arrays = self._concatenated("inputs", parameters, inputs, _input_gradient, targets)
        return dict(zip(self.input_names, arrays, strict=True)) if isinstance(inputs, Mapping) else arrays[0]

    def hessian_vector_product(self, parameters: np.ndarray, inputs: Arrays, targets: Arrays,
                               direction: np.ndarray) -> np.ndarray:
        """The Hessian of `objective` times `direction`, exact (Pearlmutter 1994): (size,)."""
        vectors = self._vector(parameters) | self._vector(direction, "direction")
        return self._whole("hessian", vectors, inputs, targets, self._hessian_product)

    def hessian_vector_products(self, parameters: np.ndarray, inputs: Arrays, targets: Arrays,
                                directions: np.ndarray) -> np.ndarray:
        """The Hessian of `objective` times each of `directions` (K, size), many at once: (K, size)."""
        directions, vector = self._vectors(directions), self._vector(parameters)
        chunk = self.chunks.members(self._rows(inputs), len(directions))
        products = np.zeros((len(directions), self.size))
        for start in range(0, len(directions), chunk):
            part = directions[start:start + chunk]
            arrays = self._averaged(("hessians", len(part)), vector | {("direction", ""): part}, inputs, targets,
                                    partial(self._hessian_products, len(part)))
            entries = [entry for entry in self.layout if entry.parameter.trainable]
            for entry, array in zip(entries, arrays, strict=True):
                products[start:start + chunk, entry.span] = array.reshape(-1, entry.size)
        return products

    def hessian(self, parameters: np.ndarray, inputs: Arrays, targets: Arrays) -> np.ndarray:
        """The whole Hessian of `objective`, exact: (size, size), zero where nothing is trainable.

        It takes size² numbers: meant for some thousands of parameters. Use float64 where signs of eigenvalues matter.
        """
        return self.hessian_vector_products(parameters, inputs, targets, np.eye(self.size, dtype=self.dtype))

    def population_loss(self, members: np.ndarray, inputs: Arrays, targets: Arrays) -> np.ndarray:
        """`objective` at many parameter vectors (K, size) at once: (K,)."""
        members = self._vectors(members)
        chunk, losses = self.chunks.members(self._rows(inputs), len(members)), np.empty(len(members))
        for start in range(0, len(members), chunk):
            part = members[start:start + chunk]
            losses[start:start + chunk] = self._averaged(("population", len(part)), {("parameter", ""): part}, inputs,
                                                         targets, _population(len(part)))[0]
        return losses

    def probe(self, parameters: np.ndarray, *probes: Probe, inputs: Arrays | None = None,
              targets: Arrays | None = None) -> dict[Probe, Reading]:
        """What `probes` ask for, of these weights. The examples that a probe names are looked for among `inputs` and
        `targets`; probes about weights alone need neither. Raises GraphError or DataError where something does not fit.
        """
        vector = self.device.upload(self.layout.checked(parameters), self.dtype)
        leaves = {} if inputs is None else self.leaves(inputs, targets)
        return read_once(self.graph, self.device, vector, probes, leaves, self.l1, self.l2, self.threads)

    # Chunks

    def _rows(self, inputs: Arrays) -> int:
        return max(1, min(self.chunks.rows(), len(next(iter(self._named(inputs, self.input_names).values())))))

    def _named(self, arrays: Arrays, names: tuple[str, ...]) -> dict[str, np.ndarray]:
        given = arrays if isinstance(arrays, Mapping) else {names[0]: arrays}
        for name in names:
            if name not in given:
                raise GraphError(N_("engine", "No data were given for {name}."), name=name, layers=(name,))
        return {name: self._examples(name, given[name]) for name in names}

    def _examples(self, name: str, values: Any) -> np.ndarray:
        """`values` as an array of what the layer `name` takes. Raises GraphError."""
        array, expected = numbers(values), self.shapes[name]
        if array.ndim == 1 + len(expected) and array.shape[1:] != expected:
            raise GraphError(N_("engine", "{name} takes {expected}, but the data have {came}: an array of the shape "
                                "{needed} is needed, and this one has {shape}."), name=name, layers=(name,),
                             expected=shape_text(expected), came=shape_text(array.shape[1:]),
                             needed=_shape("N", expected), shape=array.shape)
        if array.shape[1:] != expected:
            raise GraphError(N_("engine", "{name} takes an array of the shape {needed}, one row for each example; this "
                                "one has the shape {shape}. Give it another with reshape, or a column for each "
                                "class."), name=name, layers=(name,), needed=_shape("N", expected), shape=array.shape)
        return array

    def _chunks(self, named: Mapping[tuple[str, str], np.ndarray]) -> Iterator[tuple[int, dict]]:
        total = len(next(iter(named.values())))
        rows = self.chunks.rows() * self.threads
        for start in range(0, total, rows):
            part = {key: array[start:start + rows] for key, array in named.items()}
            yield len(next(iter(part.values()))), part

    def leaves(self, inputs: Arrays, targets: Arrays | None = None) -> dict[tuple[str, str], np.ndarray]:
        """The arrays that a program reads, by (role, layer). Raises GraphError or DataError where they do not fit."""
        leaves = {("input", name): array for name, array in self._named(inputs, self.input_names).items()}
        if targets is not None:
            leaves |= {("target", name): array for name, array in self._named(targets, self.output_names).items()}
        counts = {name: len(array) for (_, name), array in leaves.items()}
        if len(set(counts.values())) > 1:
            raise DataError(N_("engine", "All arrays need the same number of examples; they have {counts}."),
                            counts=", ".join(f"{name}: {count}" for name, count in counts.items()))
        return leaves

    def _vector(self, vector: np.ndarray, role: str = "parameter") -> dict[tuple[str, str], np.ndarray]:
        return {(role, ""): self.layout.checked(vector)}

    def _vectors(self, vectors: np.ndarray) -> np.ndarray:
        array = numbers(vectors)
        if array.ndim != 2 or array.shape[1] != self.size:
            raise LaderaError(N_("engine", "Many vectors of {size} weights are rows of an array of the shape {needed}; "
                                 "this one has the shape {shape}."), size=self.size, needed=_shape("K", (self.size,)),
                              shape=array.shape)
        return array

    # Programs

    def _program(self, key: Hashable, rows: int, build: Callable[[Lowered], list[Value]]) -> _Program:
        place = key, rows, self.threads
        known = self._programs.get(place)
        if known is not None:
            self._programs.move_to_end(place)
            return known
        lowered = lower(self.graph, self.layout, rows, self.l1, self.l2,
                        whole=_name(key) in ONCE and not self.device.asynchronous)
        outputs = build(lowered)
        program = self._compile(lowered, outputs)
        self._programs[place] = program
        if len(self._programs) > PLANS_KEPT:
            self._programs.popitem(last=False)
        return program

    def _compile(self, lowered: Lowered, outputs: list[Value]) -> _Program:
        vectors: dict[str, object] = {}
        bindings = {}
        for leaf in in_order([*outputs, *lowered.inputs.values(), *lowered.targets.values()]):
            if leaf.op != "leaf":
                continue
            role, name = leaf.attrs["role"], leaf.attrs["name"]
            if role in ("input", "target"):
                bindings[leaf] = self.device.empty(leaf.shape, self.dtype)
                continue
            entry = self.layout[name]
            lead = leaf.shape[:len(leaf.shape) - len(entry.shape)]
            if role not in vectors:
                vectors[role] = self.device.empty((*lead, self.size), self.dtype)
            bindings[leaf] = self.layout.view(vectors[role], name)
        plan = compile_divided(self.device, self.dtype, lowered.ir, outputs, bindings, [None] * len(outputs),
                               {*lowered.inputs.values(), *lowered.targets.values()}, self.threads)
        program = _Program(plan, bindings)
        program.arrays |= {(role, ""): vector for role, vector in vectors.items()}
        return program

    def _run(self, program: _Program, leaves: Mapping[tuple[str, str], np.ndarray]) -> list[np.ndarray]:
        for key, array in leaves.items():
            if key in program.arrays:
                program.arrays[key][...] = self.device.upload(np.asarray(array), self.dtype)
        return [self.device.to_host(array).copy() for array in program.plan.run()]

    def _concatenated(self, key: Hashable, parameters: np.ndarray, inputs: Arrays,
                      build: Callable[[Lowered], list[Value]], targets: Arrays | None = None) -> list[np.ndarray]:
        vectors = self._vector(parameters)
        parts = [self._run(self._program(key, rows, build), chunk | vectors)
                 for rows, chunk in self._chunks(self.leaves(inputs, targets))]
        if not parts:
            return [np.zeros((0, *array.shape[1:]), self.dtype) for array in self._program(key, 1, build).plan.outputs]
        return [np.concatenate(column) for column in zip(*parts, strict=True)]

    def _averaged(self, key: Hashable, vectors: Mapping[tuple[str, str], np.ndarray], inputs: Arrays, targets: Arrays,
                  build: Callable[[Lowered], list[Value]]) -> list[np.ndarray]:
        leaves = self.leaves(inputs, targets)
        total = len(next(iter(leaves.values())))
        if not total:
            raise DataError(N_("engine", "There are no examples to take a mean of: the arrays have the shapes "
                               "{shapes}."), shapes=", ".join(str(array.shape) for array in leaves.values()))
        sums: list[np.ndarray] = []
        for rows, chunk in self._chunks(leaves):
            parts = self._run(self._program(key, rows, build), {**chunk, **vectors})
            weighted = [part.astype(np.float64) * (rows / total) for part in parts]
            sums = [a + b for a, b in zip(sums, weighted, strict=True)] if sums else weighted
        return sums

    def _whole(self, key: Hashable, vectors: Mapping[tuple[str, str], np.ndarray], inputs: Arrays, targets: Arrays,
               build: Callable[[Lowered], list[Value]]) -> np.ndarray:
        parts = self._averaged(key, vectors, inputs, targets, build)
        return np.concatenate([*(np.ravel(part) for part in parts), np.zeros(self.size - self.layout.trainable)])

    def _trained(self, net: Lowered) -> dict[str, Value]:
        return {name: leaf for name, leaf in net.parameters.items() if self.layout[name].parameter.trainable}

    def _gradient(self, net: Lowered) -> list[Value]:
        return gradients(net.ir, net.objective, list(self._trained(net).values()))

    def _hessian_product(self, net: Lowered) -> list[Value]:
        directions = {leaf: net.ir.leaf("direction", name, leaf.shape) for name, leaf in self._trained(net).items()}
        return tangents(net.ir, self._gradient(net), directions)

    def _hessian_products(self, count: int, net: Lowered) -> list[Value]:
        products = self._hessian_product(net)
        many = {net.ir.leaf("direction", name, leaf.shape): net.ir.leaf("direction", name, (count, *leaf.shape))
                for name, leaf in self._trained(net).items()}
        return population(net.ir, products, many, count)


def numbers(values: Any) -> np.ndarray:
    """`values` as an array of numbers. Raises DataError."""
    try:
        array = np.asarray(values)
    except ValueError as error:  # rows of different lengths
        raise DataError(N_("engine", "Numbers that make an array are needed, and all rows have to be of one length.")
                        ) from error
    if array.dtype.kind not in "biuf":
        raise DataError(N_("engine", "An array of numbers is needed; this one, of the shape {shape}, holds {kind}."),
                        shape=array.shape, kind=array.dtype)
    return array


def _shape(first: str, rest: tuple[int, ...]) -> str:
    """(N, 8, 8), as NumPy writes shapes."""
    return f"({first}, {', '.join(map(str, rest))})"


def _input_gradient(net: Lowered) -> list[Value]:
    examples = next(iter(net.inputs.values())).shape[0]
    return gradients(net.ir, net.ir.mul(net.loss, float(examples)), list(net.inputs.values()))


def _population(count: int) -> Callable[[Lowered], list[Value]]:
    def build(net: Lowered) -> list[Value]:
        members = {leaf: net.ir.leaf("parameter", name, (count, *leaf.shape)) for name, leaf in net.parameters.items()}
        return population(net.ir, [net.objective], members, count)

    return build


def _name(key: Hashable) -> Hashable:
    return key[0] if isinstance(key, tuple) else key

"""A network that can be evaluated: predictions, losses, gradients, Hessian–vector products, populations.

Everything takes the flat parameter vector as an argument and gives NumPy arrays back, so that a notebook, a plot and a
test read alike. Programs are compiled on first use and kept. Large inputs go through in chunks. A `Network` belongs to
the thread that made it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import partial

import numpy as np

from engine.chunks import Chunks
from engine.device import NUMPY, Device
from engine.errors import N_, DataError, GraphError, LaderaError
from engine.graph import Graph
from engine.ir import Lowered, Plan, Value, compile_plan, gradients, lower, population, tangents
from engine.ir.value import in_order
from engine.layers import shape_text
from engine.layout import ParameterLayout
from engine.probes import Probe, Reading, read_once

PLANS_KEPT = 32

Arrays = np.ndarray | Mapping[str, np.ndarray]


class _Program:
    """A plan with the arrays it reads: inputs and targets by layer, parameters, direction."""

    def __init__(self, plan: Plan, arrays: Mapping[Value, object]) -> None:
        self.plan = plan
        self.arrays = {(leaf.attrs["role"], leaf.attrs["name"]): array for leaf, array in arrays.items()}


class Network:
    """`graph` on one device and in one precision, as it evaluates: without noise, with running statistics.
    Raises GraphError when the graph has problems.

    `parameters` are vectors of `size` numbers, laid out as `layout` says; `inputs` and `targets` are arrays (N, …), or
    dictionaries of them by layer name where there are several.
    """

    def __init__(self, graph: Graph, device: Device = NUMPY, dtype: str = "float32", l1: float = 0.0,
                 l2: float = 0.0) -> None:
        self.graph, self.device, self.dtype, self.l1, self.l2 = graph, device, dtype, l1, l2
        self.layout = ParameterLayout(graph)
        self.size = self.layout.size
        self.shapes = graph.infer()
        self.chunks = Chunks(self.shapes.values(), device)
        self.input_names = tuple(spec.name for spec in graph.layers if spec.layer.reads_data)
        self.output_names = tuple(spec.name for spec in graph.of_kind("output"))
        self._programs: OrderedDict[Hashable, _Program] = OrderedDict()

    # What people ask

    def initial_parameters(self, seed: int) -> np.ndarray:
        """The parameters that `seed` gives, the same on every device."""
        return self.layout.initial(seed).astype(self.dtype)

    def predict(self, parameters: np.ndarray, inputs: Arrays, head: str = "") -> np.ndarray:
        """Predictions of `head`, the first output unless it is said, after its link (probabilities for
        cross-entropies): (N, …)."""
        name = head or self.output_names[0]
        return self._concatenated(("predict", name), parameters, inputs, lambda net: [net.layers[name]])[0]

    def activations(self, parameters: np.ndarray, inputs: Arrays) -> dict[str, np.ndarray]:
        """What every layer gives, by name: (N, …)."""
        names = [spec.name for spec in self.graph.order()]
        arrays = self._concatenated("activations", parameters, inputs, lambda net: [net.layers[name] for name in names])
        return dict(zip(names, arrays, strict=True))

    def loss(self, parameters: np.ndarray, inputs: Arrays, targets: Arrays) -> float:
        """The mean loss without penalty."""
        return float(self._averaged("loss", parameters, inputs, targets, lambda net: [net.loss])[0])

    def objective(self, parameters: np.ndarray, inputs: Arrays, targets: Arrays) -> float:
        """The mean loss with penalty: what training minimises."""
        return float(self._averaged("objective", parameters, inputs, targets, lambda net: [net.objective])[0])

    def gradient(self, parameters: np.ndarray, inputs: Arrays, targets: Arrays) -> np.ndarray:
        """The gradient of `objective`: (size,), zero where nothing is trainable."""
        return self._vector("gradient", parameters, inputs, targets, self._gradient)

    def input_gradient(self, parameters: np.ndarray, inputs: Arrays, targets: Arrays) -> Arrays:
        """The gradient of each example's own loss with respect to its inputs: (N, …), a dictionary where `inputs` are.

        It does not depend on the other examples: N times the gradient of `loss`.
        """
        arrays = self._concatenated("inputs", parameters, inputs, _input_gradient, targets)
        return dict(zip(self.input_names, arrays, strict=True)) if isinstance(inputs, Mapping) else arrays[0]

    def hessian_vector_product(self, parameters: np.ndarray, inputs: Arrays, targets: Arrays,
                               direction: np.ndarray) -> np.ndarray:
        """The Hessian of `objective` times `direction`, exact (Pearlmutter 1994): (size,)."""
        return self._vector("hessian", parameters, inputs, targets, self._hessian_product,
                            direction)

    def hessian_vector_products(self, parameters: np.ndarray, inputs: Arrays, targets: Arrays,
                                directions: np.ndarray) -> np.ndarray:
        """The Hessian of `objective` times each of `directions` (K, size), many at once: (K, size)."""
        examples = len(next(iter(self._named(inputs, self.input_names).values())))
        chunk = self.chunks.members(min(self.chunks.rows(), examples), len(directions))
        products = np.zeros((len(directions), self.size))
        for start in range(0, len(directions), chunk):
            part = directions[start:start + chunk]
            arrays = self._averaged(("hessians", len(part)), parameters, inputs, targets,
                                    partial(self._hessian_products, len(part)), part)
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
        examples = len(next(iter(self._named(inputs, self.input_names).values())))
        chunk = self.chunks.members(min(self.chunks.rows(), examples), len(members))
        losses = [self._averaged(("population", len(part)), part, inputs, targets, _population(len(part)))[0]
                  for part in np.split(members, range(chunk, len(members), chunk))]
        return np.concatenate(losses)

    def probe(self, parameters: np.ndarray, *probes: Probe, inputs: Arrays | None = None,
              targets: Arrays | None = None) -> dict[Probe, Reading]:
        """What `probes` ask for, of these weights. The examples that a probe names are looked for among `inputs` and
        `targets`; probes about weights alone need neither. Raises GraphError or DataError where something does not fit.
        """
        vector = self.device.upload(self._vectors("parameter", parameters)["parameter", ""], self.dtype)
        leaves = {} if inputs is None else self.leaves(inputs, targets)
        return read_once(self.graph, self.device, vector, probes, leaves, self.l1, self.l2)

    # Chunks

    def _named(self, arrays: Arrays, names: tuple[str, ...]) -> dict[str, np.ndarray]:
        named = dict(arrays) if isinstance(arrays, Mapping) else {names[0]: arrays}
        for name in names:
            if name not in named:
                raise GraphError(N_("engine", "No data were given for {name}."), name=name, layers=(name,))
            shape = np.shape(named[name])
            if shape[1:] != self.shapes[name]:
                raise GraphError(N_("engine", "{name} takes {expected}, but the data have {came}."), name=name,
                                 expected=shape_text(self.shapes[name]), came=shape_text(shape[1:]), layers=(name,))
        return named

    def _chunks(self, named: Mapping[tuple[str, str], np.ndarray]) -> Iterator[tuple[int, dict]]:
        total = len(next(iter(named.values())))
        rows = self.chunks.rows()
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

    def _vectors(self, role: str, vectors: np.ndarray) -> dict[tuple[str, str], np.ndarray]:
        if np.shape(vectors)[-1:] != (self.size,):
            raise LaderaError(N_("engine", "The network has {size} weights, but {came} were given."),
                              size=self.size, came=np.size(vectors))
        return {(role, ""): vectors}

    # Programs

    def _program(self, key: Hashable, rows: int, build: Callable[[Lowered], list[Value]]) -> _Program:
        known = self._programs.get((key, rows))
        if known is not None:
            self._programs.move_to_end((key, rows))
            return known
        lowered = lower(self.graph, self.layout, rows, self.l1, self.l2)
        outputs = build(lowered)
        program = self._compile(lowered, outputs)
        self._programs[key, rows] = program
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
        program = _Program(compile_plan(self.device, self.dtype, outputs, bindings), bindings)
        program.arrays |= {(role, ""): vector for role, vector in vectors.items()}
        return program

    def _run(self, program: _Program, leaves: Mapping[tuple[str, str], np.ndarray]) -> list[np.ndarray]:
        for key, array in leaves.items():
            if key in program.arrays:
                program.arrays[key][...] = self.device.upload(np.asarray(array), self.dtype)
        return [self.device.to_host(array).copy() for array in program.plan.run()]

    def _concatenated(self, key: Hashable, parameters: np.ndarray, inputs: Arrays,
                      build: Callable[[Lowered], list[Value]], targets: Arrays | None = None) -> list[np.ndarray]:
        vectors = self._vectors("parameter", parameters)
        parts = [self._run(self._program(key, rows, build), chunk | vectors)
                 for rows, chunk in self._chunks(self.leaves(inputs, targets))]
        if not parts:
            return [np.zeros((0, *array.shape[1:]), self.dtype) for array in self._program(key, 1, build).plan.outputs]
        return [np.concatenate(column) for column in zip(*parts, strict=True)]

    def _averaged(self, key: Hashable, parameters: np.ndarray, inputs: Arrays, targets: Arrays,
                  build: Callable[[Lowered], list[Value]], direction: np.ndarray | None = None) -> list[np.ndarray]:
        leaves = self.leaves(inputs, targets)
        total = len(next(iter(leaves.values())))
        sums: list[np.ndarray] = []
        vectors = self._vectors("parameter", parameters)
        if direction is not None:
            vectors |= self._vectors("direction", direction)
        for rows, chunk in self._chunks(leaves):
            parts = self._run(self._program(key, rows, build), chunk | vectors)
            weighted = [part.astype(np.float64) * (rows / total) for part in parts]
            sums = [a + b for a, b in zip(sums, weighted, strict=True)] if sums else weighted
        return sums

    def _vector(self, key: Hashable, parameters: np.ndarray, inputs: Arrays, targets: Arrays,
                build: Callable[[Lowered], list[Value]], direction: np.ndarray | None = None) -> np.ndarray:
        parts = self._averaged(key, parameters, inputs, targets, build, direction)
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
        batched = population(net.ir, products, many)
        return [product if len(product.shape) > len(leaf.shape) else net.ir.broadcast(product, (count, *leaf.shape))
                for product, leaf in zip(batched, self._trained(net).values(), strict=True)]


def _input_gradient(net: Lowered) -> list[Value]:
    examples = next(iter(net.inputs.values())).shape[0]
    return gradients(net.ir, net.ir.mul(net.loss, float(examples)), list(net.inputs.values()))


def _population(count: int) -> Callable[[Lowered], list[Value]]:
    def build(net: Lowered) -> list[Value]:
        members = {leaf: net.ir.leaf("parameter", name, (count, *leaf.shape)) for name, leaf in net.parameters.items()}
        return population(net.ir, [net.objective], members)

    return build

"""The loss at many places of a plane: what the first layers make of the data is computed once for all places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from engine.device import Array
from engine.errors import N_, LaderaError
from engine.ir import Places, Plan, Value, at_places, compile_plan, lower
from engine.ir.value import in_order
from engine.network import Network
from engine.surfaces.plane import Plane, automatic_range, logarithms
from engine.surfaces.surface import Surface

ROLES = ("parameter", "first", "second")  # the vectors that span a plane, as leaves of a program


class PlaneLoss:
    """The objective of `network`, mean loss with penalty, on `inputs` and `targets`; see POLICY for how it evaluates.

    Programs are compiled when they are first needed and kept: planes may change from call to call. Raises GraphError
    or DataError where the examples do not fit the network.
    """

    def __init__(self, network: Network, inputs: Any, targets: Any) -> None:
        self.network = network
        device, leaves = network.device, network.leaves(inputs, targets)
        self.examples = len(next(iter(leaves.values())))
        rows = max(1, min(network.chunks.rows(), self.examples))
        self._members = network.chunks.members(rows)
        self._chunks = [{key: device.upload(array[start:start + rows], network.dtype) for key, array in leaves.items()}
                        for start in range(0, self.examples, rows)]
        self._vectors = {role: device.empty(network.size, network.dtype) for role in ROLES}
        self._coordinates = device.empty((self._members, len(ROLES)), network.dtype)
        self._programs: dict[tuple, tuple[Mapping[tuple[str, str], Array], Plan, Plan]] = {}

    def losses(self, plane: Plane, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        """At the places (K,), (K,): (K,) in float64. What overflows is not finite. Raises LaderaError
        for places that are no two rows of equally many numbers."""
        device, dtype, count = self.network.device, self.network.dtype, len(a)
        everything = bool(np.any(plane.directions[:, self.network.layout.trainable:]))
        positive = plane.positive if everything else ()
        for role, vector in zip(ROLES, _vectors(plane, positive), strict=True):
            self._vectors[role][...] = device.upload(self.network.layout.checked(vector), dtype)
        if np.shape(a) != np.shape(b) or np.ndim(a) != 1:
            raise LaderaError(N_("engine", "Places on a plane are two rows of equally many numbers; these have the "
                                 "shapes {first} and {second}."), first=np.shape(a), second=np.shape(b))
        places = np.column_stack([np.ones(count), a, b])
        losses = np.zeros(count)
        with np.errstate(all="ignore"):
            for share, values in self._by_chunk(places, everything, positive):
                losses += share * values
        return losses

    def surface(self, plane: Plane, walk: np.ndarray | None = None, points: int = 41) -> Surface:
        """On a grid of `points` × `points` places, over what `automatic_range` shows of a plane and of a walk (T, n)
        on it."""
        axes = [np.linspace(*ends, points) for ends in automatic_range(plane, walk)]
        a, b = np.meshgrid(*axes)
        losses = self.losses(plane, a.ravel(), b.ravel()).reshape(a.shape)
        return Surface(plane, *axes, losses, self.examples, self.examples)

    def _by_chunk(self, places: np.ndarray, everything: bool, positive: tuple[slice, ...]
                  ) -> Iterator[tuple[float, np.ndarray]]:
        """The share of the examples that a chunk holds, and the objective on them at all places."""
        device, dtype, members = self.network.device, self.network.dtype, self._members
        for chunk in self._chunks:
            rows = len(next(iter(chunk.values())))
            arrays, once, each = self._program(rows, everything, positive)
            for key, array in chunk.items():
                arrays[key][...] = array
            once.run()
            values = np.empty(len(places))
            for start in range(0, len(places), members):
                part = places[start:start + members]
                self._coordinates[:len(part)] = device.upload(part, dtype)
                values[start:start + members] = device.to_host(each.run()[0])[:len(part)]
            yield rows / self.examples, values

    def _program(self, rows: int, everything: bool, positive: tuple[slice, ...]
                 ) -> tuple[Mapping[tuple[str, str], Array], Plan, Plan]:
        """For a chunk of so many examples: its arrays, what runs once for a plane, and what runs for each place.

        The numbers that follow no gradient move only where `everything` does, those of the spans `positive` by factors.
        """
        key = rows, everything, tuple((span.start, span.stop) for span in positive)
        if key not in self._programs:
            network = self.network
            net = lower(network.graph, network.layout, rows, network.l1, network.l2)
            moving = {name: leaf for name, leaf in net.parameters.items()
                      if everything or network.layout[name].parameter.trainable}
            directions = [{leaf: net.ir.leaf(role, name, leaf.shape) for name, leaf in moving.items()}
                          for role in ROLES[1:]]
            logarithms = [leaf for name, leaf in moving.items() if network.layout[name].span in positive]
            made = at_places(net.ir, [net.objective], directions, self._members, logarithms)
            self._programs[key] = self._compile(made, [*net.inputs.values(), *net.targets.values()])
        return self._programs[key]

    def _compile(self, made: Places, data: list[Value]) -> tuple[Mapping[tuple[str, str], Array], Plan, Plan]:
        device, dtype = self.network.device, self.network.dtype
        frames = list(made.frames.values())
        bound: dict[Value, Array] = {made.coordinates: self._coordinates}
        bound |= {leaf: device.empty(leaf.shape, dtype) for leaf in (*made.frames, *data)}
        for leaf in in_order([*frames, *made.outputs]):
            if leaf.op == "leaf" and leaf not in bound:
                bound[leaf] = self.network.layout.view(self._vectors[leaf.attrs["role"]], leaf.attrs["name"])
        once = compile_plan(device, dtype, frames, bound, [bound[leaf] for leaf in made.frames])
        each = compile_plan(device, dtype, made.outputs, bound)
        return {(leaf.attrs["role"], leaf.attrs["name"]): bound[leaf] for leaf in data}, once, each


def _vectors(plane: Plane, positive: tuple[slice, ...]) -> tuple[np.ndarray, ...]:
    """Origin and directions, with logarithms in the spans `positive`."""
    vectors = np.stack([plane.origin, *plane.directions]) if positive else (plane.origin, *plane.directions)
    for span in positive:
        vectors[0, span], vectors[1:, span] = logarithms(plane.origin[span], plane.directions[:, span])
    return tuple(vectors)

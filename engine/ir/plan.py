"""Compile a program for one device and dtype: an arena of temporaries and a flat tuple of calls.

Running a plan is `for function, arguments in calls: function(*arguments)`; shapes, views, memory and kernels were
decided when it was made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod

from engine.device import Array, Device
from engine.ir.arena import Arena
from engine.ir.kernels import IN_PLACE, KERNELS, SCRATCH, VIEWS, Call, Context
from engine.ir.value import Value, in_order


class Plan:
    """A compiled program. `outputs` are arrays that every `run` fills; `temporaries` is the arena's size in bytes."""

    def __init__(self, calls: Sequence[Call], outputs: Sequence[Array], origins: Sequence[str],
                 temporaries: int) -> None:
        self.calls = tuple(calls)
        self.outputs = tuple(outputs)
        self.origins = tuple(origins)
        self.temporaries = temporaries

    def run(self) -> tuple[Array, ...]:
        """Fill the outputs from what the leaves' arrays hold now."""
        for function, arguments in self.calls:
            function(*arguments)
        return self.outputs


def compile_plan(device: Device, dtype: str, outputs: Sequence[Value], bindings: Mapping[Value, Array],
                 destinations: Sequence[Array | None] | None = None) -> Plan:
    """Compile `outputs` over the arrays that `bindings` gives to the leaves.

    `destinations[i]`, where given, is the array that output i is written to; it may be the array of a leaf (an update
    in place), which then keeps its old value until nothing reads it any more.
    """
    return _Compiler(device, dtype, outputs, bindings, destinations or [None] * len(outputs)).plan()


class _Compiler:
    def __init__(self, device: Device, dtype: str, outputs: Sequence[Value], bindings: Mapping[Value, Array],
                 destinations: Sequence[Array | None]) -> None:
        self.device, self.outputs, self.bindings = device, outputs, bindings
        self.context = Context(device, dtype)
        self.itemsize = self.context.number(0.0).dtype.itemsize
        self.order = in_order(outputs)
        self.place = {value: place for place, value in enumerate(self.order)}
        self.contiguous: dict[Value, bool] = {}
        self.root: dict[Value, Value] = {}
        for value in self.order:
            self._trace(value)
        self.last_use = self._last_uses()
        self.final: dict[Value, Array] = {}
        self.copies: list[tuple[Value, Array]] = []
        for value, array in zip(outputs, destinations, strict=True):
            self._settle(value, array)
        self.space: dict[Value, tuple[int, int]] = {}
        self.scratch: dict[Value, tuple[int, int]] = {}
        self.arena = Arena()
        self._allocate()
        self.block = device.empty(self.arena.size, dtype)

    # What is a view of what

    def _is_view(self, value: Value) -> bool:
        return value.op in VIEWS and (value.op != "reshape" or self.contiguous[value.inputs[0]])

    def _trace(self, value: Value) -> None:
        source = value.inputs[0] if value.inputs else None
        if value.op == "leaf":
            self.contiguous[value] = bool(self.bindings[value].flags.c_contiguous)
        elif value.op in ("broadcast", "transpose"):
            self.contiguous[value] = False
        elif value.op == "slice":
            lead = value.shape[:value.attrs["axis"]]
            self.contiguous[value] = self.contiguous[source] and prod(lead) == 1
        else:
            self.contiguous[value] = value.op != "stop" or self.contiguous[source]
        self.root[value] = self.root[source] if self._is_view(value) else value

    def _last_uses(self) -> dict[Value, int]:
        last: dict[Value, int] = {}
        for place, value in enumerate(self.order):
            if not self._is_view(value):
                for source in value.inputs:
                    last[self.root[source]] = place
        for value in self.outputs:
            last[self.root[value]] = len(self.order)
        return last

    # Where outputs go

    def _settle(self, value: Value, array: Array | None) -> None:
        """Write `value` straight to `array` where nothing reads its old value later; elsewhere copy at the end."""
        if array is None:
            return
        if value.op == "reshape" and self._is_view(value) and array.flags.c_contiguous:
            value = value.inputs[0]
            array = array.reshape(value.shape)
        direct = (value not in self.final and self.root[value] is value and value.op not in ("leaf", "constant")
                  and not self._read_after(array, self.place[value]))
        if direct:
            self.final[value] = array
        else:
            self.copies.append((value, array))

    def _read_after(self, array: Array, place: int) -> bool:
        return any(bound is array and self.last_use.get(leaf, -1) > place for leaf, bound in self.bindings.items())

    # Memory

    def _allocate(self) -> None:
        taken: dict[Value, Value] = {}  # an output that lives in an input's space → that input
        for place, value in enumerate(self.order):
            if value.op in ("leaf", "constant") or self._is_view(value):
                continue
            dying = [root for root in dict.fromkeys(self.root[source] for source in value.inputs)
                     if root in self.space and self.last_use[root] == place]
            if value not in self.final:
                host = next((root for root in dying if self._may_take(value, root)), None)
                if host is not None:
                    self.space[value] = self.space[host]
                    taken[value] = host
                    dying.remove(host)
                else:
                    self.space[value] = self.arena.take(prod(value.shape))
            elements = SCRATCH[value.op](value) if value.op in SCRATCH else 0
            if elements:
                self.scratch[value] = self.arena.take(elements)
                self.arena.give(self.scratch[value])
            for root in dying:
                self.arena.give(self.space[root])

    def _may_take(self, value: Value, root: Value) -> bool:
        aligned = all(source.shape == value.shape and self.contiguous[source] for source in value.inputs
                      if self.root[source] is root)
        return value.op in IN_PLACE and aligned and prod(root.shape) == prod(value.shape)

    # Calls

    def plan(self) -> Plan:
        calls: list[Call] = []
        origins: list[str] = []
        arrays: dict[Value, Array] = {}
        for value in self.order:
            made = self._emit(value, arrays)
            calls.extend(made)
            origins.extend([value.origin] * len(made))
        for value, array in self.copies:
            calls.append((self.device.xp.copyto, (array, arrays[value].reshape(array.shape))))
            origins.append(value.origin)
        return Plan(calls, [self._materialised(value, arrays) for value in self.outputs], origins,
                    self.arena.size * self.itemsize)

    def _emit(self, value: Value, arrays: dict[Value, Array]) -> list[Call]:
        if value.op == "leaf":
            arrays[value] = self.bindings[value]
        elif value.op == "constant":
            arrays[value] = self.context.number(value.attrs["number"])
        elif self._is_view(value):
            arrays[value] = VIEWS[value.op](value, self._materialised(value.inputs[0], arrays), self.device.xp)
        else:
            out = self.final.get(value)
            if out is None:
                out = self._array(self.space[value], value.shape)
            arrays[value] = out.reshape(value.shape)
            if value in self.scratch:
                self.context.scratch = self._array(self.scratch[value], (SCRATCH[value.op](value),))
            sources = [arrays[source] if value.op in IN_PLACE else self._materialised(source, arrays)
                       for source in value.inputs]
            return KERNELS[value.op](self.context, value, sources, arrays[value])
        return []

    def _materialised(self, value: Value, arrays: Mapping[Value, Array]) -> Array:
        """Element-wise kernels take a constant as one number; the others, and callers, want the whole array."""
        if value.op == "constant":
            return self.context.filled(value.attrs["number"], value.shape)
        return arrays[value]

    def _array(self, space: tuple[int, int], shape: tuple[int, ...]) -> Array:
        offset, _ = space
        return self.block[offset: offset + prod(shape)].reshape(shape)

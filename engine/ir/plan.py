"""Compile a program for one device and dtype: an arena of temporaries and a flat tuple of calls.

Running a plan makes its calls, `function(*arguments)`, in turn; shapes, views, memory and kernels were decided when it
was made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod

from engine.device import Array, Call, Device
from engine.ir.arena import Arena
from engine.ir.axpy import scaled_sums
from engine.ir.blocks import in_blocks
from engine.ir.concat_in_place import seats
from engine.ir.fusion import fused
from engine.ir.kernels import IN_PLACE, KERNELS, SCRATCH, VIEWS, Context
from engine.ir.lazy_unroll import Unrolled, passing
from engine.ir.value import Value, in_order
from engine.ir.whole_sequences import WHOLE


class Plan:
    """A compiled program. `outputs` are arrays that every `run` fills; `temporaries` is the arena's size in bytes;
    `threads` are as many as compute."""

    def __init__(self, device: Device, calls: Sequence[Call], outputs: Sequence[Array], origins: Sequence[str],
                 temporaries: int, threads: int = 1) -> None:
        self.calls = tuple(calls)
        self.outputs = tuple(outputs)
        self.origins = tuple(origins)
        self.temporaries, self.threads = temporaries, threads
        self._program, self._running = device.program(self.calls), device.running

    def run(self) -> tuple[Array, ...]:
        """Fill the outputs from what the leaves' arrays hold now."""
        with self._running:
            self._program()
        return self.outputs


def compile_plan(device: Device, dtype: str, outputs: Sequence[Value], bindings: Mapping[Value, Array],
                 destinations: Sequence[Array | None] | None = None) -> Plan:
    """Compile `outputs` over the arrays that `bindings` gives to the leaves.

    `destinations[i]`, where given, is the array of the same shape that output i is written to; it may be the array of a
    leaf (an update in place), which then keeps its old value until nothing reads it any more.
    """
    if device.elementwise:
        outputs = fused(outputs)
    elif device.axpy:
        outputs = scaled_sums(outputs, {leaf for leaf, array in bindings.items() if not array.flags.c_contiguous})
    return _Compiler(device, dtype, outputs, bindings, destinations or [None] * len(outputs)).plan()


class _Compiler:
    def __init__(self, device: Device, dtype: str, outputs: Sequence[Value], bindings: Mapping[Value, Array],
                 destinations: Sequence[Array | None]) -> None:
        self.device, self.outputs, self.bindings = device, outputs, bindings
        self.context = Context(device, dtype)
        self.itemsize = self.context.number(0.0).dtype.itemsize
        self.order = in_order(outputs)
        self.place = {value: place for place, value in enumerate(self.order)}
        self.passing = set() if device.asynchronous else passing(self.order, outputs)  # a GPU wants few large calls
        self.contiguous: dict[Value, bool] = {}
        self.root: dict[Value, Value] = {}
        for value in self.order:
            self._trace(value)
        self.seat = seats(self.order, self.root, self.contiguous, {self.root[value] for value in outputs})
        self.own_root = self.root
        self.root = {value: self._top(root)[0] for value, root in self.root.items()}
        self.last_use = self._last_uses()
        self.leaves_of: dict[int, list[Value]] = {}  # identity of an array → the leaves bound to it
        for leaf, array in bindings.items():
            self.leaves_of.setdefault(id(array), []).append(leaf)
        self.final: dict[Value, Array] = {}
        self.copies: list[tuple[Value, Array]] = []
        for value, array in zip(outputs, destinations, strict=True):
            self._settle(value, array)
        self.space: dict[Value, tuple[int, int]] = {}
        self.host: dict[Value, Value] = {}  # a value that lives in an input's space → that input
        self.scratch: dict[Value, tuple[int, int]] = {}
        self.arena = Arena()
        self._allocate()
        self.block = device.empty(self.arena.size, dtype)

    # What is a view of what

    def _is_view(self, value: Value) -> bool:
        if value in self.passing:
            return True
        return value.op in VIEWS and (value.op not in ("reshape", "copy") or self.contiguous[value.inputs[0]])

    def _trace(self, value: Value) -> None:
        source = value.inputs[0] if value.inputs else None
        if value.op == "leaf":
            self.contiguous[value] = bool(self.bindings[value].flags.c_contiguous)
        elif value.op in ("broadcast", "transpose", *WHOLE):
            self.contiguous[value] = False
        elif value.op == "slice":
            lead = value.shape[:value.attrs["axis"]]
            self.contiguous[value] = self.contiguous[source] and prod(lead) == 1
        else:
            self.contiguous[value] = value.op != "stop" or self.contiguous[source]
        self.root[value] = self.root[source] if self._is_view(value) else value

    def _top(self, value: Value) -> tuple[Value, int]:
        """The outermost concatenation that `value` lies in, itself when in none, and where, in elements."""
        place = 0
        while value in self.seat:
            value, offset = self.seat[value]
            place += offset
        return value, place

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
        """Write `value` straight to `array` where that spoils nothing that is still read; elsewhere copy at the end."""
        if array is None:
            return
        written, target = value, array
        if value.op == "reshape" and self._is_view(value) and array.flags.c_contiguous:
            written = value.inputs[0]
            target = array.reshape(written.shape)
        direct = (written not in self.final and self.root[written] is written
                  and written.op not in ("leaf", "constant") and array.flags.c_contiguous
                  and not any(self._spoils(written, leaf) for leaf in self.leaves_of.get(id(array), ())))
        if direct:
            self.final[written] = target
        else:
            self.copies.append((value, array))

    def _spoils(self, value: Value, leaf: Value) -> bool:
        last, place = self.last_use.get(leaf, -1), self.place[value]
        return last > place or (last == place and not self._may_take(value, leaf))

    # Memory

    def _allocate(self) -> None:
        for place, value in enumerate(self.order):
            if value.op in ("leaf", "constant") or self._is_view(value):
                continue
            dying = [root for root in dict.fromkeys(self.root[source] for source in value.inputs)
                     if root in self.space and self.last_use[root] == place]
            if self.root[value] in self.space:
                pass  # it has a seat, or holds one that is filled already
            elif value in self.seat:
                self.space[self.root[value]] = self.arena.take(prod(self.root[value].shape))
            elif value not in self.final:
                host = next((root for root in dying if self._may_take(value, root)), None)
                if host is not None:
                    self.space[value] = self.space[host]
                    self.host[value] = host
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
        """Whether `value` can be written over its input `root` while it is computed."""
        aligned = all(source.shape == value.shape and self.contiguous[source] for source in value.inputs
                      if self.root[source] is root)
        return value.op in IN_PLACE and aligned and prod(root.shape) == prod(value.shape)

    # Calls

    def plan(self) -> Plan:
        calls: list[tuple[Call, str]] = []  # each with its origin
        arrays: dict[Value, Array] = {}
        for value in self.order:
            calls.extend((call, value.origin) for call in self._emit(value, arrays))
        calls.extend((call, value.origin) for value, call in self._copies(arrays))
        if not self.device.asynchronous:
            calls = in_blocks(calls)
        return Plan(self.device, [call for call, _ in calls],
                    [self._materialised(value, arrays) for value in self.outputs], [origin for _, origin in calls],
                    self.arena.size * self.itemsize)

    def _emit(self, value: Value, arrays: dict[Value, Array]) -> list[Call]:
        if value.op == "leaf":
            arrays[value] = self.bindings[value]
        elif value.op == "constant":
            arrays[value] = self.context.number(value.attrs["number"])
        elif value in self.passing:
            source = arrays[value.inputs[0]]
            arrays[value] = Unrolled(source, value.attrs["window"]) if value.op == "unroll" else source
        elif self._is_view(value):
            arrays[value] = VIEWS[value.op](value, self._materialised(value.inputs[0], arrays), self.device.xp)
        else:
            arrays[value] = self._destination(value, arrays)
            if value in self.scratch:
                self.context.scratch = self._array(self.scratch[value], (SCRATCH[value.op](value),))
            sources = [arrays[source] if value.op in IN_PLACE else self._materialised(source, arrays)
                       for source in value.inputs]
            if value.op == "concat":
                sources = self._standing(value, sources)
            return KERNELS[value.op](self.context, value, sources, arrays[value])
        return []

    def _standing(self, concatenation: Value, sources: Sequence[Array]) -> list[Array | None]:
        """The parts that still have to be copied; None for those that lie in their places."""
        offset, standing = 0, []
        for part, source in zip(concatenation.inputs, sources, strict=True):
            seated = self.seat.get(self.own_root[part]) == (concatenation, offset)
            standing.append(None if seated else source)
            offset += prod(part.shape)
        return standing

    def _destination(self, value: Value, arrays: Mapping[Value, Array]) -> Array:
        if value in self.final:
            return self.final[value]
        if value in self.host:  # the same object, not only the same memory: else CuPy copies the input first
            return next(arrays[source] for source in value.inputs if self.root[source] is self.host[value])
        if value in self.seat:
            whole, place = self._top(value)
            offset, length = self.space[whole]
            return self._array((offset + place, length), value.shape)
        return self._array(self.space[value], value.shape)

    def _copies(self, arrays: Mapping[Value, Array]) -> list[tuple[Value, Call]]:
        """The copies at the end. A leaf that one of them overwrites is set aside first: leaves can change places."""
        copyto = self.device.xp.copyto
        overwritten = {id(array) for _, array in self.copies}
        aside: list[tuple[Value, Call]] = []
        last: list[tuple[Value, Call]] = []
        for value, array in self.copies:
            source = self._materialised(value, arrays)
            root = self.root[value]
            if root.op == "leaf" and id(self.bindings[root]) in overwritten:
                kept = self.device.empty(value.shape, self.context.dtype)
                aside.append((value, (copyto, (kept, source))))
                source = kept
            last.append((value, (copyto, (array, source))))
        return [*aside, *last]

    def _materialised(self, value: Value, arrays: Mapping[Value, Array]) -> Array:
        """Element-wise kernels take a constant as one number; the others, and callers, want the whole array."""
        if value.op == "constant":
            return self.context.filled(value.attrs["number"], value.shape)
        return arrays[value]

    def _array(self, space: tuple[int, int], shape: tuple[int, ...]) -> Array:
        offset, _ = space
        return self.block[offset: offset + prod(shape)].reshape(shape)

"""Plans that run in several threads, each for a share of the examples.

Every share is a plan with memory of its own. What lies along the examples is written to its part of one array; of sums
each share has its summand, and when all are there they are added in the order of the shares, so that the same number of
threads gives the same numbers, bit for bit.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from math import prod
from typing import NamedTuple

from engine.device import Array, Call, Device
from engine.ir.builder import Builder
from engine.ir.kernels import Meeting
from engine.ir.plan import Plan, compile_plan
from engine.ir.share_rules import rule
from engine.ir.shares import COMMON, SUMMED, Along, Indivisible, Share
from engine.ir.value import Value
from engine.team import Team, team

FEWEST = 2  # examples of a thread
LARGE = 2**15  # numbers of a sum from which the threads add it together


class _Output(NamedTuple):
    """What a share gives, and the array that it writes to, if it is told."""

    value: Value
    array: Array | None


def compile_divided(device: Device, dtype: str, ir: Builder, outputs: Sequence[Value], bindings: Mapping[Value, Array],
                    destinations: Sequence[Array | None], examples: Collection[Value], threads: int) -> Plan:
    """The same as `compile_plan`, in so many threads: of the leaves among `examples` the first axis is that of the
    examples. In one thread where an example depends on others otherwise than by sums, where there are fewer than two
    for each thread, or where the device has none beside each other."""
    rows = min((leaf.shape[0] for leaf in examples), default=0)
    if threads > 1 and device.beside is not None and rows >= FEWEST * threads:
        with suppress(Indivisible):
            return _in_threads(device, dtype, ir, outputs, bindings, destinations, examples, rows, threads)
    return compile_plan(device, dtype, outputs, bindings, destinations)


def _in_threads(device: Device, dtype: str, ir: Builder, outputs: Sequence[Value], bindings: Mapping[Value, Array],
                destinations: Sequence[Array | None], examples: Collection[Value], rows: int, threads: int) -> Plan:
    members, meetings = team(threads), dict[Value, Meeting]()

    def meeting(value: Value) -> Meeting:
        if value not in meetings:
            meetings[value] = Meeting(members.meet, [device.empty(value.shape, dtype) for _ in range(threads)])
        return meetings[value]

    shares = [Share(ir, rule, examples, rows, number, rows * number // threads, rows * (number + 1) // threads, meeting)
              for number in range(threads)]
    divided = [share.divide(outputs) for share in shares]
    wholes: list[Array] = []
    alone: list[_Output] = []  # what needs no examples
    parts: list[list[_Output]] = [[] for _ in shares]
    sums: list[list[Array]] = []
    for value, array, *own in zip(outputs, destinations, *divided, strict=True):
        kind = shares[0].kind(value)
        if kind == COMMON and own[0] is value:
            alone.append(_Output(value, array))
            wholes.append(None)
            continue
        if isinstance(kind, Along) and value.op == "leaf" and array is None:
            wholes.append(bindings[value])
            continue
        whole = device.empty(value.shape, dtype) if array is None else array
        wholes.append(whole)
        if isinstance(kind, Along):
            seen = whole.reshape(kind.before, rows, prod(value.shape) // (kind.before * rows))
            for share, part, new in zip(shares, parts, own, strict=True):
                shape = (kind.before, share.size, seen.shape[-1])
                part.append(_Output(ir.reshape(new, shape), seen[:, share.start:share.start + share.size]))
            continue
        targets = [whole, *(device.empty(value.shape, dtype) for _ in shares[1:])]
        if kind == SUMMED:
            sums.append(targets)
        for part, new, target in zip(parts, own, targets, strict=True):
            part.append(_Output(new, target))
    fixed = {leaf: array for leaf, array in bindings.items() if leaf not in shares[0].leaves}
    plans = [_compiled(device.beside, dtype, part, fixed | {
        new: bindings[leaf][share.start:share.start + share.size] for leaf, new in share.leaves.items()})
        for share, part in zip(shares, parts, strict=True)]
    common = _compiled(device.beside, dtype, alone, fixed)
    begun = [common.calls, *(() for _ in plans[1:])]
    programs = [device.beside.program((*first, *plan.calls, (members.meet, ()), *added))
                for first, plan, added in zip(begun, plans, _additions(device, sums, members), strict=True)]
    found = iter(common.outputs)
    return Plan(device, [(members.run, (programs,))], [next(found) if whole is None else whole for whole in wholes],
                [""], common.temporaries + sum(plan.temporaries for plan in plans), threads)


def _compiled(device: Device, dtype: str, outputs: Sequence[_Output], bindings: Mapping[Value, Array]) -> Plan:
    return compile_plan(device, dtype, [output.value for output in outputs], bindings,
                        [output.array for output in outputs])


def _additions(device: Device, sums: Sequence[Sequence[Array]], members: Team) -> list[list[Call]]:
    """For each thread the calls that add the others of each row of `sums` to its first."""
    calls: list[list[Call]] = [[] for _ in range(members.count)]
    for place, (total, *others) in enumerate(sums):
        if total.size < LARGE or not total.flags.c_contiguous:
            calls[place % members.count] += [(device.xp.add, (total, other, total)) for other in others]
            continue
        flat = [array.reshape(-1) for array in (total, *others)]
        for number, added in enumerate(calls):
            span = slice(total.size * number // members.count, total.size * (number + 1) // members.count)
            added += [(device.xp.add, (flat[0][span], other[span], flat[0][span])) for other in flat[1:]]
    return calls

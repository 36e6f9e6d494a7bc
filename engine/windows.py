"""The arithmetic of a window that slides along an axis."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Window:
    """A window that slides along one axis: its size, stride, dilation and the places added before and after the axis,
    which hold zeros unless a layer fills them otherwise."""

    size: int
    stride: int = 1
    dilation: int = 1
    before: int = 0
    after: int = 0

    @property
    def reach(self) -> int:
        """The places from the first tap to the last."""
        return self.dilation * (self.size - 1) + 1

    def places(self, length: int) -> int:
        """How often the window fits: ⌊(i + 2p − d(k−1) − 1)/s⌋ + 1, at least 0."""
        return max(0, (length + self.before + self.after - self.reach) // self.stride + 1)

    def rest(self, length: int) -> int:
        """Places that one more window would need at the end, where it would still begin within the axis or before it,
        as in PyTorch's ceil_mode; 0 where the windows leave nothing over."""
        room, start = length + self.before + self.after, self.places(length) * self.stride
        if (room - self.reach) % self.stride == 0 or start >= length + self.before:
            return 0
        return start + self.reach - room

    def tap(self, tap: int, length: int) -> tuple[slice, slice]:
        """Where tap number `tap` falls: places of the result, and elements of an axis of `length`."""
        offset = tap * self.dilation - self.before
        first = max(0, math.ceil(-offset / self.stride))
        last = min(self.places(length), (length - 1 - offset) // self.stride + 1)
        count = max(0, last - first)
        start = first * self.stride + offset
        return slice(first, first + count), slice(start, start + max(0, (count - 1) * self.stride + 1), self.stride)

    def taps(self, place: int, length: int) -> tuple[int, int]:
        """The taps (first, one after the last) that fall inside an axis of `length` at one place, without dilation."""
        start = place * self.stride - self.before
        first = min(self.size, max(0, -start))
        return first, max(first, min(self.size, length - start))


def full_padding(reach: int) -> tuple[int, int]:
    """Places before and after with which a window meets the axis at every place of a stride of 1 where it can."""
    return reach - 1, reach - 1


def mirror_padding(reach: int) -> tuple[int, int]:
    """Places before and after with which a stride of 1 keeps any length, the odd one after."""
    return same_padding(1, reach, 1)


def same_padding(length: int, reach: int, stride: int) -> tuple[int, int]:
    """Zeros before and after with which a window fits ⌈length/stride⌉ times, the odd one after, as in Keras."""
    total = max(0, (-(-length // stride) - 1) * stride + reach - length)
    return total // 2, total - total // 2


def lower_padding(length: int, reach: int, stride: int) -> tuple[int, int]:
    """The same with the odd one before: SAME_LOWER of ONNX."""
    before, after = same_padding(length, reach, stride)
    return after, before


def causal_padding(reach: int) -> tuple[int, int]:
    """Places before with which a window ends at its place: it never sees what comes later."""
    return reach - 1, 0

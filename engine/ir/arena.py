"""One block of memory for all temporaries of a program.

Space is handed out in the order of execution and taken back after the last use, best fit first, so that a program needs
little more than its widest moment.
"""

from __future__ import annotations

from bisect import insort

ALIGNMENT = 16  # elements: 64 bytes in float32


class Arena:
    """Offsets in elements. `size` is what the whole block must hold."""

    def __init__(self) -> None:
        self.size = 0
        self._free: list[tuple[int, int]] = []  # (offset, length), sorted, never adjacent

    def take(self, elements: int) -> tuple[int, int]:
        """Reserve space; returns (offset, length), which `give` wants back."""
        length = -(-max(elements, 1) // ALIGNMENT) * ALIGNMENT
        fitting = [(free, offset) for offset, free in self._free if free >= length]
        if fitting:
            free, offset = min(fitting)
            self._free.remove((offset, free))
            if free > length:
                insort(self._free, (offset + length, free - length))
            return offset, length
        at_end = bool(self._free) and sum(self._free[-1]) == self.size
        offset = self._free.pop()[0] if at_end else self.size
        self.size = offset + length
        return offset, length

    def give(self, space: tuple[int, int]) -> None:
        """Return space for reuse."""
        offset, length = space
        insort(self._free, space)
        place = self._free.index(space)
        if place + 1 < len(self._free) and offset + length == self._free[place + 1][0]:
            length += self._free.pop(place + 1)[1]
            self._free[place] = (offset, length)
        if place and sum(self._free[place - 1]) == offset:
            before, room = self._free[place - 1]
            self._free[place - 1: place + 1] = [(before, room + length)]

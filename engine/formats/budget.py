"""How much may come out of one file, whatever it promises to need."""

from __future__ import annotations

from engine.errors import N_, FormatError

_COMPUTED = 20_000_000


class Budget:
    """So many numbers for the file called `file`; `spend` raises FormatError when they are used up."""

    def __init__(self, file: str, numbers: int) -> None:
        self._file, self._most, self._left = file, numbers, numbers

    @classmethod
    def of(cls, file: str, size: int) -> Budget:
        """For a file of so many bytes: what is in it a few times over, and some millions that are computed."""
        return cls(file, _COMPUTED + size)

    def spend(self, numbers: int) -> None:
        """Say that so many are about to be made. Raises FormatError when they are too many."""
        self._left -= numbers
        if self._left < 0:
            raise FormatError(N_("engine", "{name} is damaged or hostile: it would become more than {most} numbers."),
                              name=self._file, most=self._most)

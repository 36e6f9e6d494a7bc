"""The undo command. Every edit is the same one: some fields of the project change places with other values."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from PySide6.QtGui import QUndoCommand

from app.document.model import Origin, ProjectModel
from engine.project import Learned

_MERGEABLE = 1  # Qt offers commands of equal id to mergeWith; which really merge is decided by their keys.


class Edit(QUndoCommand):
    """Exchanges fields of the project for the values it holds; undoing exchanges them back.

    An edit that begins another training, at `origin`, exchanges that too, and takes along what was learned in the
    meantime: weights trained after an edit return when it is redone. Touches the model only. Values are immutable and
    share their parts, so keeping them costs little. Consecutive edits with the same `merge` key are one step. `renames`
    maps old layer names to new ones.
    """

    def __init__(self, model: ProjectModel, text: str, changes: Mapping[str, Any], *, merge: Hashable = None,
                 renames: Mapping[str, str] | None = None, origin: Origin | None = None) -> None:
        super().__init__(text)
        self._model = model
        self._values = dict(changes)
        self._merge = merge
        self._renames = dict(renames or {})
        self.run = model.run if origin is None else model.new_run()
        """The training that the project is about when the edit is undone, or redone."""
        self._origin = origin

    @property
    def parts(self) -> frozenset[str]:
        """The fields of the project that it changes."""
        return frozenset(self._values)

    def redo(self) -> None:
        self._exchange(self._renames)

    def undo(self) -> None:
        self._exchange({new: old for old, new in self._renames.items()})

    def id(self) -> int:
        return -1 if self._merge is None else _MERGEABLE

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Both have been done, so both hold the values from before; the earlier ones count."""
        if not isinstance(other, Edit) or other._merge != self._merge:
            return False
        self._values = {**other._values, **self._values}
        return True

    def keep(self, learned: Learned) -> None:
        """The training that this edit has put aside has come to `learned`."""
        self._values |= learned._asdict()

    def _exchange(self, renames: Mapping[str, str]) -> None:
        now, run, origin = self._model.project, self.run, self._origin
        values, self._values = self._values, {name: getattr(now, name) for name in self._values}
        self.run, self._origin = self._model.run, None
        if run != self.run:
            self._model.put_aside[self.run] = self
        self._model.apply(values, renames, run=run, origin=origin)

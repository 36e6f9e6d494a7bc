"""The undo command. Every edit is the same one: some fields of the project change places with other values."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from PySide6.QtGui import QUndoCommand

from app.document.model import ProjectModel

_MERGEABLE = 1  # Qt offers commands of equal id to mergeWith; which really merge is decided by their keys.


class Edit(QUndoCommand):
    """Exchanges fields of the project for the values it holds; undoing exchanges them back.

    An exchange takes along what was learned in the meantime: weights trained after an edit return when it is redone.
    Touches the model only. Values are immutable and share their parts, so keeping them costs little. Consecutive edits
    with the same `merge` key are one step. `renames` maps old layer names to new ones.
    """

    def __init__(self, model: ProjectModel, text: str, changes: Mapping[str, Any], *, merge: Hashable = None,
                 renames: Mapping[str, str] | None = None) -> None:
        super().__init__(text)
        self._model = model
        self._values = dict(changes)
        self._merge = merge
        self._renames = dict(renames or {})

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

    def _exchange(self, renames: Mapping[str, str]) -> None:
        now = self._model.project
        values, self._values = self._values, {name: getattr(now, name) for name in self._values}
        self._model.apply(values, renames)

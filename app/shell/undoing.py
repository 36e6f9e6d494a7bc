"""Undo and redo happen where they are seen: the window turns to the workspace that shows what is taken back."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtGui import QUndoStack

from app.document.commands import Edit

WORKSPACES = {"descent": ("descent",), "surfaces": ("landscape",), "runs": ("landscape",),
              "kernel_bench": ("convolution",), "boltzmann": ("generative",), "gan": ("generative",)}
"""Part of a project → the workspaces that show it."""
TRAINING = frozenset({"training", "example", "parameters", "history", "weights_epoch", "progress"})
"""What several workspaces show."""


def seen_in(parts: Collection[str]) -> tuple[str, ...]:
    """The workspaces in which a change of these parts of the project is seen, the best first."""
    for part, workspaces in WORKSPACES.items():
        if set(parts) == {part}:
            return workspaces
    return ("network", "landscape") if TRAINING.issuperset(parts) else ("network",)


def take_back(stack: QUndoStack, turn_to: Callable[[tuple[str, ...]], object]) -> None:
    """Undo the last step, before the eyes of the person: `turn_to` is given the workspaces where it is seen."""
    _move(stack, stack.index() - 1, stack.undo, turn_to)


def do_again(stack: QUndoStack, turn_to: Callable[[tuple[str, ...]], object]) -> None:
    """The same with redo."""
    _move(stack, stack.index(), stack.redo, turn_to)


def _move(stack: QUndoStack, place: int, move: Callable[[], None],
          turn_to: Callable[[tuple[str, ...]], object]) -> None:
    command = stack.command(place) if 0 <= place < stack.count() else None
    if isinstance(command, Edit):
        turn_to(seen_in(command.parts))
    move()

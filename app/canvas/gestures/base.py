"""What gestures have in common. A gesture lives from the press of a button to its release or to Esc."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication

from app.canvas.asides import Key
from app.canvas.group_item import GroupItem
from app.canvas.link_item import LinkItem
from app.canvas.node_item import NodeItem, Port
from app.canvas.stage import Stage


@dataclass(frozen=True)
class Pointer:
    """Where the pointer is: in the scene, in the viewport; and which keys are held."""

    scene_pos: QPointF
    view_pos: QPoint
    modifiers: Qt.KeyboardModifier


@dataclass(frozen=True)
class Press(Pointer):
    """A button going down, and what lies under it; a port hides its card, a card or the edge of a group
    hides a link."""

    button: Qt.MouseButton
    panning: bool = False  # the space bar is held
    port: Port | None = None
    node: NodeItem | None = None
    link: LinkItem | None = None
    group: GroupItem | None = None
    aside: Key | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The layers that were taken hold of: one, or those of a group."""
        if self.node is not None:
            return (self.node.state.name,)
        return self.group.state.group.layers if self.group is not None else ()

    @property
    def extends(self) -> bool:
        """Whether Ctrl or Shift is held: the selection grows instead of beginning anew."""
        return bool(self.modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier))


class Gesture:
    """One thing that a person does with the pointer.

    Subclasses say in `begins` which presses are theirs. `drag` is called only once the pointer has left the place of
    the press, `drop` only after a drag, `click` when there was none. Whatever a drag shows is undone in `leave`, which
    ends every drag; the document is edited in `drop` and `click`, never before.
    """

    cursor: Qt.CursorShape | None = None

    def __init__(self, view: Stage, press: Press) -> None:
        self.view = view
        self.scene = view.canvas
        self.document = view.document
        self.start = press
        self.dragging = False

    @classmethod
    def begins(cls, press: Press) -> bool:
        """Whether a press starts this gesture."""
        raise NotImplementedError

    # Called by the view

    def moved(self, pointer: Pointer) -> None:
        """The pointer is somewhere else."""
        if not self.dragging:
            distance = (pointer.view_pos - self.start.view_pos).manhattanLength()
            if distance < QApplication.startDragDistance():
                return
            self.dragging = True
            self.enter()
        self.drag(pointer)

    def released(self, pointer: Pointer) -> None:
        """The button is up again."""
        if not self.dragging:
            self.click(pointer)
            return
        self.leave()
        self.drop(pointer)

    def cancelled(self) -> None:
        """Esc, or the view lost the pointer: as if nothing had happened."""
        if self.dragging:
            self.leave()

    # Given by subclasses

    def enter(self) -> None:
        """The drag begins."""

    def drag(self, pointer: Pointer) -> None:
        """The drag goes on."""

    def leave(self) -> None:
        """The drag is over; take away what it showed."""

    def drop(self, pointer: Pointer) -> None:
        """The drag ended here; edit the document."""

    def click(self, pointer: Pointer) -> None:
        """The button went up where it went down."""

"""What gestures, commands and fields ask of the view that they work in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtGui import QCursor, QPolygon
from PySide6.QtWidgets import QScrollBar, QWidget

from app.canvas.asides import Key
from app.canvas.navigation import Navigator
from app.canvas.node_item import Port
from app.canvas.render import Dress
from app.canvas.scene import CanvasScene
from app.document.document import Document
from engine.graph import Link


class LayerAdder(Protocol):
    """Whoever lets a person choose a layer."""

    def quick_add(self, scene_pos: QPointF | None = None, at_port: Port | None = None,
                  into: Link | None = None) -> None: ...


class Stage(Protocol):
    """The drawing of a document's network, and where of it is seen."""

    document: Document
    canvas: CanvasScene
    navigator: Navigator
    editor: LayerAdder
    dress: Dress | None

    def fit(self) -> None: ...

    def zoom_in(self) -> None: ...

    def zoom_out(self) -> None: ...

    def zoom_reset(self) -> None: ...

    def selection(self) -> tuple[str, ...]: ...

    def select(self, names: Iterable[str], links: Iterable[Link] = ()) -> None: ...

    def select_asides(self, *keys: Key) -> None: ...

    def select_all(self) -> None: ...

    def reveal(self, name: str) -> None: ...

    def go_to(self, name: str) -> None: ...

    def drawing_rect(self) -> QRectF: ...

    # As Qt has them

    def horizontalScrollBar(self) -> QScrollBar: ...

    def verticalScrollBar(self) -> QScrollBar: ...

    def centerOn(self, place: QPointF) -> None: ...

    def viewport(self) -> QWidget: ...

    def setFocus(self) -> None: ...

    def mapToScene(self, place: QPoint) -> QPointF: ...

    def mapFromScene(self, area: QRectF | QPointF) -> QPolygon | QPoint: ...


def pointed_at(view: Stage) -> QPointF | None:
    """The place in the scene under the pointer, or None when it is not over the drawing."""
    viewport = view.viewport()
    at = viewport.mapFromGlobal(QCursor.pos())
    return view.mapToScene(at) if viewport.underMouse() and viewport.rect().contains(at) else None

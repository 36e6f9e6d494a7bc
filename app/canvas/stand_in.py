"""What layers know of the card that stands for them while their group is collapsed."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPointF


class StandIn(Protocol):
    """The card of a collapsed group."""

    @property
    def layers(self) -> tuple[str, ...]:
        """Those that it stands for."""

    def port_pos(self, name: str, index: int | None) -> QPointF:
        """Where a link to a port of a layer ends, in the coordinates of the card."""

    def shows(self, name: str, index: int | None) -> bool:
        """Whether this port of a layer is drawn on the card."""

    def mapToScene(self, place: QPointF) -> QPointF: ...

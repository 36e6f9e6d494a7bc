"""The cards of a drawing. Of a large network that is new they are made over several turns of the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QGraphicsScene

from app.canvas.node_item import NodeItem
from app.canvas.node_state import NodeState
from app.document.model import ProjectModel
from engine.graph import MOST_LAYERS

AT_ONCE = 300
"""New cards that are made in the turn in which their layers come."""
PIECE = 150
"""Cards that are looked at in each turn where there are more."""


class Cards(QObject):
    """Follows what the scene tells it. `made` holds the cards that there are; whoever wants `all` has the rest made
    there and then. `ready` is called when a drawing's last card has been made."""

    def __init__(self, scene: QGraphicsScene, model: ProjectModel, cache: NodeItem.CacheMode,
                 ready: Callable[[], None]) -> None:
        super().__init__(scene)
        self._scene, self._model, self._cache, self._ready = scene, model, cache, ready
        self.made: dict[str, NodeItem] = {}
        self._coming: Iterator[NodeState] | None = None
        self._next = QTimer(self, interval=0)
        self._next.timeout.connect(self._make_a_piece)

    @property
    def all(self) -> dict[str, NodeItem]:
        """The cards of all layers."""
        self._go_on(MOST_LAYERS + 1)
        return self.made

    @property
    def are_all_made(self) -> bool:
        return self._coming is None

    def sync(self, states: Iterator[NodeState], *, at_once: bool) -> None:
        """Make the cards those of the model's layers, which are to show `states`. Untouched ones stay as they are."""
        graph = self._model.graph
        for name in self.made.keys() - {spec.name for spec in graph.layers}:
            self._scene.removeItem(self.made.pop(name))
        self._coming = states
        if at_once or len(graph.layers) - len(self.made) <= AT_ONCE:
            self._go_on(MOST_LAYERS + 1)
        else:
            self._next.start()

    def rename(self, old: str, new: str) -> None:
        """A layer has another name."""
        if old in self.made:
            self.made[new] = self.made.pop(old)

    def _make_a_piece(self) -> None:
        self._go_on(PIECE)

    def _go_on(self, count: int) -> None:
        if self._coming is None:
            return
        states = list(islice(self._coming, count))
        for state in states:
            if state.name in self.made:
                self.made[state.name].show_state(state)
            else:
                self._make(state)
        if len(states) < count:
            self._coming = None
            self._next.stop()
            self._ready()

    def _make(self, state: NodeState) -> None:
        node = self.made[state.name] = NodeItem(state)
        node.setPos(*self._model.positions.get(state.name, (0.0, 0.0)))
        node.setCacheMode(self._cache)
        self._scene.addItem(node)

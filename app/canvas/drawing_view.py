"""The drawing of a document's network, and what of it is selected."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, QRectF, Signal
from PySide6.QtGui import QPixmapCache
from PySide6.QtWidgets import QToolTip, QWidget

from app import theme
from app.canvas.asides import Key
from app.canvas.drawing_model import DrawingModel
from app.canvas.life.spot import Spot
from app.canvas.minimap import Minimap
from app.canvas.overlay import Overlay
from app.canvas.render import Dress
from app.canvas.scene import CanvasScene
from app.canvas.wording import layers_text
from app.canvas.zoomable_view import ZoomableView
from app.document.document import Document
from app.plain import tooltip
from engine.graph import Link

_CARD_CACHE_KB = 96 * 1024
_REACH = 5.0  # pixels from a weight that is asked about


class DrawingView(ZoomableView):
    """Follows the document, and never writes to it."""

    selection_changed = Signal(tuple)
    """The names of the selected layers, in the graph's order."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        QPixmapCache.setCacheLimit(max(QPixmapCache.cacheLimit(), _CARD_CACHE_KB))
        self.document = document
        self.canvas = CanvasScene(document)
        super().__init__(self.canvas, parent)
        self.setCacheMode(DrawingView.CacheModeFlag.CacheBackground)  # the grid is three quarters of a repaint
        self.layers = DrawingModel(document, self)
        self.overlay = Overlay(self, document)
        self.minimap = Minimap(self)
        self.dress: Dress | None = None
        self._selection: tuple[str, ...] = ()
        self.setAccessibleName(self.tr("Drawing of the network"))
        document.model.graph_changed.connect(self._follow_graph)
        document.model.drawing_changed.connect(self._follow_graph)
        document.model.project_replaced.connect(self._begin_anew)
        document.complaints.changed.connect(self.overlay.sync)
        theme.theme_bus.changed.connect(self._restyle)
        self.canvas.crowded.connect(self.overlay.show_crowded)
        self.overlay.banner.layer_chosen.connect(self.go_to)
        self._follow_graph()

    def drawing_rect(self) -> QRectF:
        return self.canvas.drawing_rect()

    def covered(self) -> float:
        return self.overlay.covered()

    # Selection

    def select(self, names: Iterable[str], links: Iterable[Link] = ()) -> None:
        """Select these layers and links and nothing else."""
        names, links = set(names), set(links)
        for name, node in self.canvas.nodes.items():
            node.choose(name in names)
        self.canvas.groups.select(names)
        self.canvas.asides.select()
        for link in links & set(self.canvas.graph.links):
            self.canvas.linking.take_up(link)
        for link, item in self.canvas.links.items():
            item.setSelected(link in links)
        self._tell_selection()

    def select_asides(self, *keys: Key) -> None:
        """Select these notes and arrows and nothing else."""
        self.select(())
        self.canvas.asides.select(*keys)

    def select_all(self) -> None:
        """Select every layer."""
        self.select(self.canvas.nodes)

    def selection(self) -> tuple[str, ...]:
        """The names of the selected layers, in the graph's order."""
        return self.canvas.selected_names()

    def reveal(self, name: str) -> None:
        """Bring a layer into sight; where the drawing was seen whole, with all the rest."""
        card = self.canvas.card_of(name).sceneBoundingRect()
        if self.is_whole and not self.mapToScene(self.viewport().rect()).boundingRect().contains(card):
            self.fit()
        else:
            self.navigator.reveal(card)

    def go_to(self, name: str) -> None:
        """Select a layer, with those that one card stands for, and bring it into sight."""
        self.select(self.canvas.together(name))
        self.reveal(name)
        self.setFocus()

    def _tell_selection(self) -> None:
        names = self.selection()
        if names != self._selection:
            self._selection = names
            self.document.end_gesture()
            self._describe()
            self.selection_changed.emit(names)

    def _describe(self) -> None:
        words = [layers_text(len(self.canvas.graph.layers))]
        if self._selection:
            words.append(self.tr("selected: {names}").format(names=", ".join(self._selection)))
        self.setAccessibleDescription("; ".join(words))

    def _follow_graph(self) -> None:
        self.overlay.sync()
        self._describe()
        self._tell_selection()

    def _begin_anew(self) -> None:
        self._follow_graph()
        self.fit_when_shown()

    def _restyle(self, _: object) -> None:
        self.resetCachedContent()
        self.overlay.sync()

    # What is pointed at

    def spot_at(self, view_pos: QPoint) -> Spot | None:
        """The unit or the weight at a place."""
        scene_pos = self.mapToScene(view_pos)
        if self.canvas.port_at(scene_pos) is not None:
            return None
        return self.canvas.spot_at(scene_pos, _REACH / self.navigator.scale)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            words = self.canvas.say(self.mapToScene(event.pos()), _REACH / self.navigator.scale)
            if words:
                QToolTip.showText(event.globalPos(), tooltip(words), self.viewport())
                return True
        return super().viewportEvent(event)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self.overlay.place()
        self.minimap.place()

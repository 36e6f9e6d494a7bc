"""Dragging a template in from the palette."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsPathItem, QGraphicsSimpleTextItem

from app import theme
from app.canvas import metrics
from app.canvas.card_painter import card_font
from app.canvas.link_item import LinkItem
from app.canvas.node_item import Port
from app.canvas.offers import OFFERS
from app.canvas.stage import Stage
from app.document.planting import Planted, Site
from app.i18n import translate, translate_error
from engine.errors import LaderaError
from engine.project import Point
from engine.templates import Template

_TEXT_SIZE = 15


class DropTemplate:
    """A drag of a template over the canvas: the cards that it would bring are outlined.

    Over a link, the link lights up, and the template is put into it. Over a card, or to the right of the selected layer
    where nothing follows that one yet, it follows it. Elsewhere it is a network of its own, where the pointer is. Where
    it does not fit, that is said beside the pointer, and again when it is dropped.
    """

    def __init__(self, view: Stage, key: str, template: Template) -> None:
        self.view, self.template, self.scene = view, template, view.canvas
        self._title = translate(OFFERS[key].title)
        self._plans: dict[Site, Planted | LaderaError] = {}
        self.site = Site()
        self.link: LinkItem | None = None
        self.ghost = QGraphicsPathItem()
        self.ghost.setZValue(5.0)
        self.words = QGraphicsSimpleTextItem()
        self.words.setFont(card_font(_TEXT_SIZE))
        self.words.setZValue(5.0)
        for item in (self.ghost, self.words):
            self.scene.addItem(item)

    @property
    def objection(self) -> LaderaError | None:
        """Why it cannot be dropped here."""
        plan = self._plan()
        return plan if isinstance(plan, LaderaError) else None

    def drag(self, scene_pos: QPointF) -> None:
        """The pointer is at `scene_pos`."""
        under = next((name for name, node in self.scene.nodes.items()
                      if node.stand_in is None and node.card_rect().translated(node.pos()).contains(scene_pos)), None)
        link = None if under is not None else self.scene.linking.at(scene_pos)
        self._mark(link)
        if link is not None:
            self.site = Site(link.link.source, link.link)
        else:
            self.site = Site(under or self._open_end(scene_pos))
        self._show(scene_pos)

    def leave(self) -> None:
        """The drag went elsewhere, or is over."""
        self._mark(None)
        for item in (self.ghost, self.words):
            self.scene.removeItem(item)

    def drop(self, scene_pos: QPointF) -> tuple[str, ...]:
        """Put the template there. Returns the names of its layers, none where it does not fit."""
        self.drag(scene_pos)
        objection, site = self.objection, self.site
        self.leave()
        document = self.view.document
        if objection is not None:
            document.failed.emit(objection)
            return ()
        return document.add_template(self.template, site._replace(at=_rounded(scene_pos)))

    def _plan(self) -> Planted | LaderaError:
        """What it would make of the drawing, or why it does not fit; the same as long as it would follow the same."""
        if self.site not in self._plans:
            try:
                self._plans[self.site] = self.view.document.plan_template(self.template, self.site)
            except LaderaError as error:
                self._plans[self.site] = error
        return self._plans[self.site]

    def _open_end(self, scene_pos: QPointF) -> str | None:
        """The selected layer, if it is one alone, stands to the left, and nothing follows it."""
        names, graph = self.view.selection(), self.scene.graph
        if len(names) != 1 or not graph.layer(names[0]).layer.has_output:
            return None
        is_open = all(link.source != names[0] for link in graph.links)
        return names[0] if is_open and Port(
            self.scene.nodes[names[0]], None).scene_pos().x() <= scene_pos.x() else None

    def _show(self, scene_pos: QPointF) -> None:
        plan, tokens, path = self._plan(), theme.current(), QPainterPath()
        centres: list[Point] = [(0.0, 0.0)]
        if isinstance(plan, Planted):
            centres = [plan.changes["positions"][name] for name in plan.names]
        for x, y in centres:
            path.addRoundedRect(QRectF(x - metrics.CARD_WIDTH / 2, y - metrics.CARD_HEIGHT / 2, metrics.CARD_WIDTH,
                                       metrics.CARD_HEIGHT), metrics.CARD_RADIUS, metrics.CARD_RADIUS)
        alone = self.site.after is None or isinstance(plan, LaderaError)
        self.ghost.setPath(path)
        self.ghost.setPos(scene_pos - path.boundingRect().center() if alone else QPointF())
        colour = QColor(tokens.danger if isinstance(plan, LaderaError) else tokens.accent)
        fill = QColor(colour)
        fill.setAlphaF(0.10)
        self.ghost.setPen(QPen(colour, 1.4, Qt.PenStyle.DashLine))
        self.ghost.setBrush(fill)
        self.words.setText(translate_error(plan) if isinstance(plan, LaderaError) else self._title)
        self.words.setBrush(colour)
        self.words.setPos(self.ghost.sceneBoundingRect().topLeft() - QPointF(0.0, 26.0))

    def _mark(self, link: LinkItem | None) -> None:
        for item, marked in ((self.link, False), (link, True)):
            if item is not None:
                item.set_marked(marked)
        self.link = link


def _rounded(scene_pos: QPointF) -> Point:
    return round(scene_pos.x()), round(scene_pos.y())

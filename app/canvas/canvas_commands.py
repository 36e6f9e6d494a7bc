"""What a person can ask of the canvas by name: edits of the selection, new layers, pictures."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QPoint, QPointF
from PySide6.QtWidgets import QApplication

from app.canvas import edits
from app.canvas.aside_commands import AsideCommands
from app.canvas.connections import kinds_that_feed, kinds_that_follow, no_follower, objection, possible_targets
from app.canvas.find_layer import ConnectFrom, ConnectLayer, FindLayer
from app.canvas.group_commands import GroupCommands
from app.canvas.node_item import Port
from app.canvas.offers import OFFERS, TEMPLATE_KEYS, template_of
from app.canvas.placement import ARRANGEMENTS, Arrangement, centre_of, free_place
from app.canvas.quick_add import QuickAdd
from app.canvas.rename_field import RenameField
from app.canvas.render import render_to_image, write_drawing
from app.canvas.search_popup import SearchPopup
from app.canvas.stage import Stage, pointed_at
from app.document.clipboard import MIME
from app.document.planting import Site
from app.i18n import translate_error
from app.widgets.save_file import ask_and_write
from engine.errors import LaderaError
from engine.graph import Link
from engine.layers import LAYERS
from engine.templates import TEMPLATES

LONGEST_NAME = 60
"""Letters in the name of a layer."""


class CanvasCommands(QObject):
    """Edits the document on behalf of a view. `commands` maps names of `app.actions` to what they do here."""

    def __init__(self, view: Stage) -> None:
        super().__init__(view)
        self.view = view
        self.document = view.document
        self.rename_field: RenameField | None = None
        self.search_menu: SearchPopup | None = None
        self.grouping, self.asides = GroupCommands(view, self._open_field, self), AsideCommands(view, self)
        self.commands: Mapping[str, Callable[[], object]] = {
            **self.grouping.commands, **self.asides.commands,
            "cut": self.cut, "copy": self.copy, "paste": self.paste, "duplicate": self.duplicate,
            "delete": self.delete, "select_all": view.select_all, "rename": self.rename, "find": self.find,
            "quick_add": self.quick_add, "connect": self.connect_to,
            **{name: lambda arrange=arrange: self.arrange(arrange) for name, arrange in ARRANGEMENTS.items()},
            "copy_image": self.copy_image, "export_drawing": self.export_drawing, "zoom_in": view.zoom_in,
            "zoom_out": view.zoom_out, "zoom_reset": view.zoom_reset, "fit": view.fit, "tidy": self.tidy,
        }

    # The selection

    def delete(self) -> None:
        """Remove the selected layers and links, or notes and arrows."""
        names, links = self.view.selection(), self.view.canvas.linking.selected()
        asides = self.view.canvas.asides.selected()
        if asides:
            self.asides.delete(*asides)
        if names or links:
            self.document.remove(names, links, heal=True)

    def copy(self) -> None:
        """Put the selected layers on the clipboard."""
        if self.view.selection():
            QApplication.clipboard().setMimeData(self.document.copy(self.view.selection()))

    def cut(self) -> None:
        """Take the selected layers to the clipboard."""
        if self.view.selection():
            self.copy()
            self.document.remove(self.view.selection(), heal=True)

    def paste(self) -> None:
        """Put the layers on the clipboard where the pointer is or, when it is elsewhere, near where they came from."""
        mime = QApplication.clipboard().mimeData()
        if not mime.hasFormat(MIME):
            return
        at = pointed_at(self.view)
        try:
            self.view.select(self.document.paste(mime, (at.x(), at.y()) if at is not None else None))
        except LaderaError as error:
            self.document.failed.emit(error)

    def duplicate(self) -> None:
        """Add a copy of each selected layer."""
        if self.view.selection():
            self.view.select(self.document.duplicate(self.view.selection()))

    def nudge(self, dx: float, dy: float) -> None:
        """Move the selected layers; one nudge after another is one step."""
        positions = self.document.model.positions
        self.asides.nudge(dx, dy)
        if self.view.selection():
            self.document.move({name: (positions[name][0] + dx, positions[name][1] + dy)
                                for name in self.view.selection()})

    def rename(self) -> None:
        """Write a new name over the title of the selected layer or group, or on the selected note."""
        if self.asides.edit_selected():
            return
        selection, group = self.view.selection(), self.grouping.selected_whole()
        if len(selection) == 1 and self.view.canvas.nodes[selection[0]].stand_in is None:
            [name] = selection
            self._open_field(RenameField(
                self.view, self.view.canvas.nodes[name], name, lambda new: self.document.rename(name, new),
                LONGEST_NAME, self.tr("Letters, digits and _; Enter renames, Esc keeps the old name")))
        elif group is not None:
            self.grouping.rename(group)

    def _open_field(self, field: RenameField) -> None:
        """Let a field that has been opened be the one in which a name is written."""
        self.view.navigator.stop()
        self.rename_field = field
        field.closed.connect(self._end_rename)

    def _end_rename(self) -> None:
        self.rename_field = None
        self.view.setFocus()

    def tidy(self) -> None:
        """Put the layers in order, from the inputs to the outputs, and show them all."""
        self.document.tidy()
        self.view.fit()

    def arrange(self, arrange: Arrangement) -> None:
        """Bring the selected cards into line, or evenly apart."""
        positions = self.document.model.positions
        cards = dict.fromkeys(self.view.canvas.together(name) for name in self.view.selection())
        centres = {card: centre_of(positions, card) for card in cards}
        sizes = {card: self.view.canvas.card_of(card[0]).card_rect().size().toTuple() for card in cards}
        places = {}
        for card, (x, y) in arrange(centres, sizes).items():
            dx, dy = x - centres[card][0], y - centres[card][1]
            places |= {name: (positions[name][0] + dx, positions[name][1] + dy) for name in card}
        self.document.end_gesture()
        if places:
            self.document.move(places)

    # New layers

    def add_at_center(self, kind: str) -> str:
        """Add a layer after the selected one and connect them or, where that cannot be, in the middle of the view."""
        return self._add_by_name(kind, self.view.navigator.centre())

    def _add_by_name(self, kind: str, elsewhere: QPointF) -> str:
        """Add a layer beside the selected one, connected to it, or in the next free place from `elsewhere` down. A
        template follows the selected layer too; its first layer is returned, or "" where it does not fit."""
        if template_of(kind) is not None:
            selected = self.view.selection()
            names = self._add_template(kind, selected[0] if len(selected) == 1 else None)
            return names[0] if names else ""
        name = self._add_after_selection(kind) or self._add_free(kind, elsewhere)
        self.view.select((name,))
        self.view.reveal(name)
        return name

    def _add_template(self, key: str, after: str | None) -> tuple[str, ...]:
        graph = self.document.model.graph
        if after is not None and not graph.layer(after).layer.has_output:
            after = None
        try:
            names = self.document.add_template(TEMPLATES[template_of(key)], Site(after))
        except LaderaError as error:
            self.document.failed.emit(error)
            return ()
        self.view.select(names)
        if after is None and not graph.layers:
            self.view.fit()
        else:
            self.view.reveal(names[0])
        return names

    def _add_after_selection(self, kind: str) -> str | None:
        if len(self.view.selection()) != 1 or kind not in kinds_that_follow():
            return None
        [source] = self.view.selection()
        if not self.document.model.graph.layer(source).layer.has_output:
            return None
        return edits.add_beside(self.document, kind, source)

    def _add_free(self, kind: str, at: QPointF) -> str:
        place = free_place(self.document.model.positions.values(), (round(at.x()), round(at.y())))
        return self.document.add_layer(kind, place)

    def quick_add(self, scene_pos: QPointF | None = None, at_port: Port | None = None,
                  into: Link | None = None) -> None:
        """Open the search menu at a place, by default where the pointer is or in the middle of the view.

        The layer that is chosen is put there, and connected to `at_port` or put into the link `into`. Where no place is
        named it follows the selected layer, beside it.
        """
        at = scene_pos or pointed_at(self.view) or self.view.navigator.centre()
        kinds = tuple(OFFERS)
        if at_port is not None:
            kinds = (*kinds_that_follow(), *TEMPLATE_KEYS) if at_port.is_output else kinds_that_feed()
        if into is not None:
            kinds = tuple(filter(edits.layer_can_stand_in_link, LAYERS))
        self.search_menu = QuickAdd(kinds, self.view)
        self.search_menu.chosen.connect(lambda kind: self._add_by_name(kind, at) if scene_pos is None else
                                        self._add_chosen(kind, at, at_port, into))
        self._open_search_menu(self.view.mapFromScene(at))

    def find(self) -> None:
        """Open the search menu that goes to a layer."""
        self.search_menu = FindLayer(self.view.layers, self.view)
        self.search_menu.chosen.connect(self.view.go_to)
        self._open_in_the_middle()

    def connect_to(self) -> None:
        """Open the search menu that connects the selected layer to another one, or lets one go. Where not one is
        selected, it is asked first which."""
        selected, graph = self.view.selection(), self.document.model.graph
        if len(selected) == 1:
            self._connect_from(*selected)
            return
        sources = [name for name in selected or (spec.name for spec in graph.layers)
                   if graph.layer(name).layer.has_output]
        self.search_menu = ConnectFrom(self.view.layers, sources, self.view)
        self.search_menu.chosen.connect(self._connect_from)
        self._open_in_the_middle()

    def _connect_from(self, source: str) -> None:
        graph = self.document.model.graph
        following = {link.target for link in graph.links if link.source == source}
        words = {name: self._what_of(source, name, name in following) for name in (*following, *sorted(
            possible_targets(graph, source) - following))}
        objected = no_follower(graph, source) if not words else None
        self.search_menu = ConnectLayer(self.view.layers, words, source,
                                        translate_error(objected) if objected else "", self.view)
        self.search_menu.chosen.connect(lambda target: self._join(source, target))
        self._open_in_the_middle()

    def _what_of(self, source: str, target: str, linked: bool) -> str:
        objected = None if linked else objection(self.document.model.graph, source, target)
        return self.tr("Enter disconnects") if linked else translate_error(objected) if objected else ""

    def _join(self, source: str, target: str) -> None:
        links = [link for link in self.document.model.graph.links if (link.source, link.target) == (source, target)]
        if links:
            self.document.remove((), links)
        else:
            self.document.connect(source, target)

    def _open_in_the_middle(self) -> None:
        middle = self.view.viewport().rect().center() - self.search_menu.rect().center()
        self._open_search_menu(QPoint(middle.x(), 0))

    def _open_search_menu(self, place: QPoint) -> None:
        self.search_menu.closed.connect(self._forget_search_menu)
        self.search_menu.open_at(self.view.viewport().mapToGlobal(place))

    def _forget_search_menu(self) -> None:
        self.search_menu = None
        self.view.setFocus()

    def _add_chosen(self, kind: str, at: QPointF, port: Port | None, into: Link | None) -> None:
        if template_of(kind) is not None:
            self._add_template(kind, None if port is None else port.node.state.name)
            return
        if into is not None:
            name = edits.add_into_link(self.document, kind, into, (at.x(), at.y()))
        elif port is None:
            name = self.document.add_layer(kind, (at.x(), at.y()))
        else:
            half = port.node.card_rect().width() / 2
            if port.is_output:
                name = edits.add_after(self.document, kind, port.node.state.name, (at.x() + half, at.y()))
            else:
                name = edits.add_before(self.document, kind, port.node.state.name, port.index, (at.x() - half, at.y()))
        self.view.select((name,))

    # Pictures

    def copy_image(self) -> None:
        """Copy the drawing as a picture."""
        QApplication.clipboard().setImage(render_to_image(self.document, dress=self.view.dress))

    def export_drawing(self) -> None:
        """Ask for a file and write the drawing to it, as PNG or SVG."""
        ask_and_write(self.view, self.tr("Export drawing"), f"{self.document.title}.png",
                      self.tr("Pictures (*.png *.svg)"),
                      lambda path: write_drawing(self.document, path, self.view.dress), self.document.failed.emit)

"""What the right button offers in the drawing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, QPoint, QPointF
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QMenu

from app.canvas.canvas_commands import CanvasCommands
from app.canvas.commands import SEPARATOR, context_menu
from app.canvas.group_item import group_colour
from app.canvas.stage import Stage
from app.document.clipboard import MIME
from engine.drawing import COLOURS
from engine.graph import Link

_NODE = ("rename", SEPARATOR, "cut", "copy", "duplicate", "delete", SEPARATOR, "connect", "group")
_GROUP = ("rename", "fold", "ungroup", SEPARATOR, "cut", "copy", "duplicate", "delete", SEPARATOR)
_ASIDE = ("rename", SEPARATOR, "delete")
_LINK = ("quick_add", SEPARATOR, "delete")
_CANVAS = ("quick_add", "add_note", "add_arrow", SEPARATOR, "find", "paste", "select_all", SEPARATOR, "tidy", "fit",
           "zoom_reset", SEPARATOR, "copy_image", "export_drawing")
_SWATCH = 14


class ContextMenus:
    """The menus of a view, whose entries `editor` carries out."""

    def __init__(self, view: Stage, editor: CanvasCommands) -> None:
        self._view, self._editor = view, editor

    def at(self, view_pos: QPoint) -> QMenu:
        """The menu for what lies at a place, which becomes the selection unless it is part of it."""
        view, canvas, scene_pos = self._view, self._view.canvas, self._view.mapToScene(view_pos)
        aside = canvas.asides.at(scene_pos)
        if aside is not None:
            view.select_asides(aside)
            return self._menu(_ASIDE, ("rename",) if aside[0] == "arrows" else ())
        node, link = canvas.node_at(scene_pos), canvas.linking.at(scene_pos)
        group = None if node is not None else canvas.groups.at(scene_pos)
        if group is not None:
            view.select(group.layers)
            return self.of_group(group.name)
        if node is not None:
            if not node.isSelected():
                view.select((node.state.name,))
            return self._menu(_NODE, ("rename",) if len(view.selection()) > 1 else ())
        if link is not None:
            view.select((), (link.link,))
            return context_menu(view, self._adding(scene_pos, link.link), _LINK)
        nothing_to_paste = not QApplication.clipboard().mimeData().hasFormat(MIME)
        return context_menu(view, self._adding(scene_pos), _CANVAS, ("paste",) if nothing_to_paste else ())

    def of_group(self, name: str) -> QMenu:
        """What can be done with a group, its colours among it."""
        menu = self._menu(_GROUP)
        for colour in COLOURS:
            swatch = QPixmap(_SWATCH, _SWATCH)
            swatch.fill(group_colour(colour))
            menu.addAction(QIcon(swatch), colour_title(colour)).triggered.connect(
                lambda _=False, colour=colour: self._editor.grouping.paint(name, colour))
        return menu

    def _menu(self, names: tuple[str, ...], disabled: tuple[str, ...] = ()) -> QMenu:
        return context_menu(self._view, self._editor.commands, names, disabled)

    def _adding(self, scene_pos: QPointF, into: Link | None = None) -> Mapping[str, Callable[[], object]]:
        editor = self._editor
        return {**editor.commands, "quick_add": lambda: editor.quick_add(scene_pos, into=into),
                "add_note": lambda: editor.asides.add_note(scene_pos),
                "add_arrow": lambda: editor.asides.add_arrow(scene_pos)}


def colour_title(colour: str) -> str:
    """What a colour of a group is called."""
    titles = {"blue": QCoreApplication.translate("Canvas", "Blue"),
              "orange": QCoreApplication.translate("Canvas", "Orange"),
              "green": QCoreApplication.translate("Canvas", "Green"),
              "purple": QCoreApplication.translate("Canvas", "Purple"),
              "olive": QCoreApplication.translate("Canvas", "Olive"),
              "red": QCoreApplication.translate("Canvas", "Red")}
    return titles[colour]

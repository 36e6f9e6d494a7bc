"""What a person can do with groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QMenu

from app.canvas.commands import SEPARATOR, context_menu
from app.canvas.group_item import group_colour
from app.canvas.rename_field import RenameField
from engine.drawing import COLOURS, LONGEST_NAME, Group

if TYPE_CHECKING:
    from app.canvas.canvas_commands import CanvasCommands

_SWATCH = 14


def colour_title(colour: str) -> str:
    """What a colour of a group is called."""
    titles = {"blue": QCoreApplication.translate("Canvas", "Blue"),
              "orange": QCoreApplication.translate("Canvas", "Orange"),
              "green": QCoreApplication.translate("Canvas", "Green"),
              "purple": QCoreApplication.translate("Canvas", "Purple"),
              "olive": QCoreApplication.translate("Canvas", "Olive"),
              "red": QCoreApplication.translate("Canvas", "Red")}
    return titles[colour]


class GroupCommands(QObject):
    """Edits groups on behalf of a view."""

    def __init__(self, editor: CanvasCommands) -> None:
        super().__init__(editor)
        self._editor = editor
        self._view = editor.view
        self._document = editor.document
        self.commands = {"group": self.group, "ungroup": self.ungroup, "fold": self.fold_selected}

    def group(self) -> None:
        """Put the selected layers into a group of their own, whose name is asked at once."""
        if self._view.selection():
            drawing, name = self._document.model.drawing.grouped(self._view.selection(), self.tr("Group"))
            self._document.set_drawing(drawing, self.tr("Group layers"))
            self.rename(name)

    def ungroup(self) -> None:
        """Take the groups of the selected layers away; the layers stay."""
        names = {group.name for group in self._chosen()}
        if names:
            selection = self._view.selection()
            self._document.set_drawing(self._document.model.drawing.ungrouped(names), self.tr("Ungroup"))
            self._view.select(selection)

    def fold_selected(self) -> None:
        """Collapse the groups of the selected layers, or open them again."""
        for group in self._chosen():
            self.fold(group.name)

    def fold(self, name: str) -> None:
        """Collapse a group, or open it again."""
        group = self._document.model.drawing.group(name)
        label = self.tr("Open a group") if group.collapsed else self.tr("Collapse a group")
        self._document.set_drawing(
            self._document.model.drawing.with_group(name, collapsed=not group.collapsed), label)
        self._view.select(group.layers)

    def paint(self, name: str, colour: str) -> None:
        """Give a group another colour."""
        self._document.set_drawing(self._document.model.drawing.with_group(name, colour=colour),
                                   self.tr("Colour a group"))

    def rename(self, name: str) -> None:
        """Write a new name where that of a group stands."""
        self._editor.open_rename_field(RenameField(
            self._view, self._view.canvas.groups.items[name], name, lambda new: self._call(name, new), LONGEST_NAME,
            self.tr("A line of text; Enter renames, Esc keeps the old name")))

    def _call(self, name: str, new: str) -> None:
        self._document.set_drawing(self._document.model.drawing.with_group(name, name=new.strip()),
                                   self.tr("Rename a group"))

    def selected_whole(self) -> str | None:
        """The name of the group whose layers are those that are selected."""
        chosen = set(self._view.selection())
        return next((group.name for group in self._chosen() if set(group.layers) == chosen), None)

    def _chosen(self) -> list[Group]:
        chosen = set(self._view.selection())
        return [group for group in self._document.model.drawing.groups if chosen & set(group.layers)]

    def menu(self, name: str) -> QMenu:
        """The context menu of a group."""
        menu = context_menu(self._view, self._editor.commands, (
            "rename", "fold", "ungroup", SEPARATOR, "cut", "copy", "duplicate", "delete", SEPARATOR))
        for colour in COLOURS:
            swatch = QPixmap(_SWATCH, _SWATCH)
            swatch.fill(group_colour(colour))
            menu.addAction(QIcon(swatch), colour_title(colour)).triggered.connect(
                lambda _=False, colour=colour: self.paint(name, colour))
        return menu

"""What a person can do with groups."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from app.canvas.rename_field import RenameField
from app.canvas.stage import Stage
from engine.drawing import LONGEST_NAME, Group


class GroupCommands(QObject):
    """Edits groups on behalf of a view; `open_field` lets a name be written."""

    def __init__(self, view: Stage, open_field: Callable[[RenameField], None], parent: QObject) -> None:
        super().__init__(parent)
        self._view, self._document, self._open_field = view, view.document, open_field
        self.commands = {"group": self.group, "ungroup": self.ungroup, "fold": self.fold_selected}

    def group(self) -> None:
        """Put the selected layers into one group, that of a selected card where there is one, and ask for its name."""
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
        self._open_field(RenameField(
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

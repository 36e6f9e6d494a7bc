"""What a person can do with notes and arrows."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QPointF

from app.canvas.asides import Key, added, changed, moved, without
from app.canvas.note_field import NoteField
from app.canvas.stage import Stage, pointed_at
from engine.drawing import Arrow, Note

_LENGTH = 120.0


class AsideCommands(QObject):
    """Edits them on behalf of a view."""

    def __init__(self, view: Stage, parent: QObject) -> None:
        super().__init__(parent)
        self._view, self._document = view, view.document
        self.field: NoteField | None = None
        self.commands = {"add_note": self.add_note, "add_arrow": self.add_arrow}

    def add_note(self, at: QPointF | None = None) -> None:
        """Open a sheet where the pointer is, or in the middle of the view."""
        self._open(None, at or pointed_at(self._view) or self._view.navigator.centre(), "")

    def add_arrow(self, at: QPointF | None = None) -> None:
        """Add an arrow, whose ends are then dragged where they belong."""
        middle = at or pointed_at(self._view) or self._view.navigator.centre()
        x, y = round(middle.x()), round(middle.y())
        drawing, key = added(self._document.model.drawing, Arrow((x - _LENGTH / 2, y), (x + _LENGTH / 2, y)))
        self._document.set_drawing(drawing, self.tr("Add an arrow"))
        self._view.select_asides(key)

    def edit(self, key: Key) -> None:
        """Write on a note that is there."""
        note = self._document.model.drawing.notes[key[1]]
        self._open(key, QPointF(*note.at), note.text)

    def edit_selected(self) -> bool:
        """Write on the selected note; False when there is none alone."""
        chosen = self._view.canvas.asides.selected()
        if len(chosen) != 1 or chosen[0][0] != "notes":
            return False
        self.edit(chosen[0])
        return True

    def delete(self, *keys: Key) -> None:
        """Remove notes and arrows."""
        self._document.set_drawing(without(self._document.model.drawing, *keys), self.tr("Delete notes and arrows"))

    def nudge(self, dx: float, dy: float) -> None:
        """Move the selected ones; one nudge after another is one step."""
        keys = self._view.canvas.asides.selected()
        if keys:
            self._document.set_drawing(moved(self._document.model.drawing, (dx, dy), *keys),
                                       self.tr("Move notes and arrows"), merge=("nudge", keys))

    def _open(self, key: Key | None, at: QPointF, text: str) -> None:
        self._view.navigator.stop()
        self.field = NoteField(self._view, at, text, lambda written: self._write(key, at, written))
        self.field.closed.connect(self._forget)

    def _write(self, key: Key | None, at: QPointF, text: str) -> None:
        drawing = self._document.model.drawing
        if key is None and text:
            drawing, key = added(drawing, Note(text, (round(at.x()), round(at.y()))))
            self._document.set_drawing(drawing, self.tr("Add a note"))
            self._view.select_asides(key)
        elif key is not None and not text:
            self.delete(key)
        elif key is not None and key in self._view.canvas.asides.items:
            note = drawing.notes[key[1]]
            self._document.set_drawing(changed(drawing, key, replace(note, text=text)), self.tr("Change a note"))

    def _forget(self) -> None:
        self.field = None
        self._view.setFocus()

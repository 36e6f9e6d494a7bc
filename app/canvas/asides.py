"""The notes and arrows of a drawing, an item each, by their place in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QGraphicsScene

from app.canvas.aside_items import ArrowItem, AsideItem, NoteItem
from engine.drawing import Arrow, Drawing, Note, Point

Key = tuple[str, int]
"""The part of the drawing, "notes" or "arrows", and the place in it."""
_KINDS: Mapping[str, type[AsideItem]] = {"notes": NoteItem, "arrows": ArrowItem}


class Asides:
    """Follows what the scene tells it."""

    def __init__(self, scene: QGraphicsScene) -> None:
        self._scene = scene
        self.items: dict[Key, AsideItem] = {}

    def sync(self, drawing: Drawing) -> None:
        """Make the items those of the drawing."""
        values = {(part, place): value for part in _KINDS for place, value in enumerate(getattr(drawing, part))}
        for key in self.items.keys() - values.keys():
            self._scene.removeItem(self.items.pop(key))
        for key, value in values.items():
            if key not in self.items:
                self.items[key] = _KINDS[key[0]](value)
                self._scene.addItem(self.items[key])
            self.items[key].show_value(value)

    def at(self, scene_pos: QPointF) -> Key | None:
        """The topmost one at a point."""
        under = [item for item in self._scene.items(scene_pos) if isinstance(item, AsideItem)]
        return next((key for key, item in self.items.items() if under and item is under[0]), None)

    def selected(self) -> tuple[Key, ...]:
        """Those that are selected."""
        return tuple(key for key, item in self.items.items() if item.isSelected())

    def select(self, *keys: Key) -> None:
        """Select these and no others."""
        for key, item in self.items.items():
            item.setSelected(key in keys)


def changed(drawing: Drawing, key: Key, value: Note | Arrow) -> Drawing:
    """The drawing with another note or arrow in the place of one."""
    part, place = key
    values = getattr(drawing, part)
    return replace(drawing, **{part: (*values[:place], value, *values[place + 1:])})


def added(drawing: Drawing, value: Note | Arrow) -> tuple[Drawing, Key]:
    """The drawing with one more, and its key."""
    part = "notes" if isinstance(value, Note) else "arrows"
    values = getattr(drawing, part)
    return replace(drawing, **{part: (*values, value)}), (part, len(values))


def without(drawing: Drawing, *keys: Key) -> Drawing:
    """The drawing less some."""
    return replace(drawing, **{part: tuple(value for place, value in enumerate(getattr(drawing, part))
                                           if (part, place) not in keys) for part in _KINDS})


def moved(drawing: Drawing, by: Point, *keys: Key) -> Drawing:
    """The drawing with some of them elsewhere."""
    for part, place in keys:
        drawing = changed(drawing, (part, place), getattr(drawing, part)[place].moved(by))
    return drawing

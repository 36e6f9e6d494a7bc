"""What a card shows, by what its layer gives: the first that fits."""

from __future__ import annotations

from app.canvas.life.face import Face
from app.canvas.life.heat import Heat
from app.canvas.life.image import Image
from app.canvas.life.maps import Maps
from app.canvas.life.output import Output
from app.canvas.life.plane import PlaneTiles
from app.canvas.life.subject import Subject
from app.canvas.life.symbols import Symbols
from app.canvas.life.units import Bars, Swatches

FACES = (Output, Symbols, Image, PlaneTiles, Bars, Swatches, Heat, Maps)


def face_of(name: str, subject: Subject) -> Face | None:
    """The face of a layer; None where its shape is unknown, or of a kind that has none."""
    spec, shape = subject.graph.layer(name), subject.shapes.get(name)
    if not shape or min(shape) < 1:
        return None
    return next(filter(None, (kind.of(spec, shape, subject) for kind in FACES)), None)

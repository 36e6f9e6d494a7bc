"""Functions of one and two variables as pictures: curves, maps and surfaces, with what walks over them."""

from app.surface.curve_view import CurveView, Line
from app.surface.field_view import FieldView
from app.surface.heights import Heights
from app.surface.model import Arrow, Field, Mark, Patch, Regions, Trail
from app.surface.opengl import opengl_available
from app.surface.view_buttons import ViewButtons

__all__ = [
    "Arrow", "CurveView", "Field", "FieldView", "Heights", "Line", "Mark", "Patch", "Regions", "Trail",
    "ViewButtons", "opengl_available",
]

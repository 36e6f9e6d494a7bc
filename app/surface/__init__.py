"""Functions of one and two variables as pictures: curves, maps and surfaces, with what walks over them."""

from app.surface.curve_view import CurveView, Line
from app.surface.field_view import FieldView
from app.surface.heights import Heights
from app.surface.model import Arrow, DrawnTrajectory, Field, Mark, Patch, Regions
from app.surface.opengl import opengl_available
from app.surface.view_buttons import ViewButtons

__all__ = [
    "Arrow",
    "CurveView",
    "DrawnTrajectory",
    "Field",
    "FieldView",
    "Heights",
    "Line",
    "Mark",
    "Patch",
    "Regions",
    "ViewButtons",
    "opengl_available",
]

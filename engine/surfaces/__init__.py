"""Heights over a plane through weight space, as values: what is drawn, kept in projects and exported."""

from engine.surfaces.plane import Plane, Projection, automatic_range
from engine.surfaces.surface import POLICY, SOURCES, Surface, coarse_to_fine, filled

__all__ = ["POLICY", "SOURCES", "Plane", "Projection", "Surface", "automatic_range", "coarse_to_fine", "filled"]

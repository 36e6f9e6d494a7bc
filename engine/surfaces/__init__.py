"""Heights over planes through weight space, and walks there, as values: drawn, kept in projects, exported."""

from engine.former import former
from engine.surfaces.plane import Plane, Projection, automatic_range
from engine.surfaces.surface import POLICY, SOURCES, Surface, coarse_to_fine, filled, in_pieces
from engine.surfaces.trajectory import KeptRun, Trajectory, fingerprint

__all__ = ["POLICY", "SOURCES", "KeptRun", "Plane", "Projection", "Surface", "Trajectory", "automatic_range",
           "coarse_to_fine", "filled", "fingerprint", "in_pieces"]

__getattr__ = former(__name__, {"Walk": "Trajectory"})

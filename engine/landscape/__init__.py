"""The loss landscape of a network: planes through weight space, the walk on them, and how the loss bends.

    from engine.landscape import Given, make_plane, plane_losses

    plane = make_plane("random", Given(network, weights))
    a, b = (axis.ravel() for axis in np.meshgrid(np.linspace(-1, 1, 41), np.linspace(-1, 1, 41)))
    losses = plane_losses(network, plane, a, b, inputs, targets).reshape(41, 41)
"""

from engine.landscape.curvature import LABELS, Curvature, curvature, curvature_steps, histogram
from engine.landscape.directions import DIRECTIONS, DirectionKind, Given, filter_normalised, make_plane, weight_name
from engine.landscape.path import Path, Walk
from engine.landscape.plane import Plane, Projection, automatic_range
from engine.landscape.remote import Task, curvature_of, learn, losses_of
from engine.landscape.surface import POLICY, SOURCES, Surface, coarse_to_fine, filled, plane_losses, straight_line

__all__ = [
    "DIRECTIONS", "LABELS", "POLICY", "SOURCES", "Curvature", "DirectionKind", "Given", "Path", "Plane",
    "Projection", "Surface", "Task", "Walk", "automatic_range", "coarse_to_fine", "curvature", "curvature_of",
    "curvature_steps", "filled", "filter_normalised", "histogram", "learn", "losses_of", "make_plane",
    "plane_losses", "straight_line", "weight_name",
]

"""The loss landscape of a network: planes through weight space, the walk on them, and how the loss bends.

    from engine.landscape import DirectionInputs, PlaneLoss, make_plane

    plane = make_plane("random", DirectionInputs(network, weights))
    surface = PlaneLoss(network, inputs, targets).surface(plane)
"""

from engine.former import former
from engine.landscape.curvature import LABELS, Curvature, Part, assembled, curvature, histogram, measure, pieces
from engine.landscape.directions import (
    DIRECTIONS,
    DirectionInputs,
    DirectionKind,
    Weight,
    filter_normalised,
    make_plane,
    refitted,
    weight_name,
    weight_place,
)
from engine.landscape.plane_loss import PlaneLoss
from engine.landscape.remote import Task, curvature_part, learn, losses_at, losses_of
from engine.landscape.runs import Course, Leg, Run, RunProgress, barrier, leg, line_points, run, straight_line
from engine.landscape.trajectory import TrajectoryRecorder
from engine.surfaces.plane import Plane, Projection, automatic_range
from engine.surfaces.surface import POLICY, SOURCES, Surface, coarse_to_fine, filled, in_pieces
from engine.surfaces.trajectory import KeptRun, Trajectory, fingerprint

__all__ = [
    "DIRECTIONS",
    "LABELS",
    "POLICY",
    "SOURCES",
    "Course",
    "Curvature",
    "DirectionInputs",
    "DirectionKind",
    "KeptRun",
    "Leg",
    "Part",
    "Plane",
    "PlaneLoss",
    "Projection",
    "Run",
    "RunProgress",
    "Surface",
    "Task",
    "Trajectory",
    "TrajectoryRecorder",
    "Weight",
    "assembled",
    "automatic_range",
    "barrier",
    "coarse_to_fine",
    "curvature",
    "curvature_part",
    "filled",
    "filter_normalised",
    "fingerprint",
    "histogram",
    "in_pieces",
    "learn",
    "leg",
    "line_points",
    "losses_at",
    "losses_of",
    "make_plane",
    "measure",
    "pieces",
    "refitted",
    "run",
    "straight_line",
    "weight_name",
    "weight_place",
]

__getattr__ = former(__name__, {
    "Given": "DirectionInputs", "Journey": "RunProgress", "Path": "TrajectoryRecorder", "Walk": "Trajectory"})

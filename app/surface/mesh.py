"""Surfaces in space as triangles: a field, lit, and a translucent one beside it."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pyqtgraph.opengl as gl
from PySide6.QtGui import QColor

from app.surface.heights import Heights
from app.surface.model import Field
from app.surface.projection import TALL, Stage
from app.theme import viridis

LIGHT = np.array([-0.45, -0.55, 0.70])
AMBIENT, DIFFUSE = 0.62, 0.45
HIGHEST = 1.3
"""Heights that are shown, as a share of those of the box."""
TRANSLUCENT = 0.42


def lit_mesh(field: Field, heights: Heights) -> gl.MeshData:
    """A field in a light from the left; places without a value are holes."""
    scaled = heights.scale(field.z)
    known = np.isfinite(scaled)
    tall = np.where(known, np.clip(scaled, 0.0, HIGHEST), 0.0) * TALL
    x, y = np.linspace(-1, 1, len(field.x)), np.linspace(-1, 1, len(field.y))
    vertexes = np.empty((*tall.shape, 3), np.float32)
    vertexes[..., 0], vertexes[..., 1], vertexes[..., 2] = x, y[:, None], tall
    colours = viridis(np.where(known, scaled, 0.0)).astype(np.float32) / 255
    colours[..., :3] = np.clip(colours[..., :3] * _shade(tall, x, y)[..., None], 0, 1)
    colours[..., 3] = 1.0
    faces = _faces(*tall.shape)
    if not known.all():
        faces = faces[known.ravel()[faces].all(axis=1)]
    return gl.MeshData(vertexes=vertexes.reshape(-1, 3), faces=faces, vertexColors=colours.reshape(-1, 4))


def veil(field: Field, stage: Stage, colour: QColor) -> gl.MeshData | None:
    """Another field in the box of `stage`, translucent; None where nothing of it is inside."""
    gx, gy = np.meshgrid(field.x, field.y)
    places = stage.place(np.column_stack([gx.ravel(), gy.ravel()]), field.z.ravel())
    inside = (np.abs(places[:, :2]) <= 1.0).all(axis=1) & (places[:, 2] < (HIGHEST - 0.01) * TALL)
    faces = _faces(*field.z.shape)
    kept = faces[inside[faces].all(axis=1)]
    if not len(kept):
        return None
    colours = np.tile(np.array([*colour.getRgbF()[:3], TRANSLUCENT]), (len(places), 1))
    return gl.MeshData(vertexes=places.astype(np.float32), faces=kept, vertexColors=colours.astype(np.float32))


@lru_cache(maxsize=2)
def _faces(rows: int, columns: int) -> np.ndarray:
    """Two triangles for every cell of a grid: (…, 3) places of its vertices, row by row."""
    corner = (np.arange(rows - 1)[:, None] * columns + np.arange(columns - 1)).reshape(-1, 1)
    triangles = np.array([[0, 1, columns], [columns, 1, columns + 1]])
    faces = (corner[:, None] + triangles).reshape(-1, 3).astype(np.uint32)
    faces.flags.writeable = False
    return faces


def _shade(tall: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """How bright every point is in a light from the left."""
    slope_y, slope_x = np.gradient(tall, y, x)
    cosine = (-slope_x * LIGHT[0] - slope_y * LIGHT[1] + LIGHT[2]) / np.sqrt(slope_x**2 + slope_y**2 + 1.0)
    return AMBIENT + DIFFUSE * np.clip(cosine / np.linalg.norm(LIGHT), 0.0, 1.0)

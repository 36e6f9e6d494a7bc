"""Surfaces as files: numbers, pictures and meshes. One row of EXPORTERS for each suffix."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import numpy as np

from engine.errors import N_, FormatError
from engine.formats import longest_suffix
from engine.formats.atomic import write_atomically
from engine.landscape import surface_picture
from engine.quoting import Vocabulary
from engine.surfaces.surface import Surface
from engine.viridis import coloured, scaled

BOX = 2.0  # width of a mesh; its height is HEIGHT
HEIGHT = 0.85

Walk = np.ndarray | None
"""The walk on the plane, (T, 2)."""


def export_surface(path: Path, surface: Surface, walk: Walk = None) -> None:
    """Write a surface, with the walk where the format holds both, whole or not at all. Raises FormatError."""
    row = EXPORTERS.get(longest_suffix(path, EXPORTERS))
    if row is None:
        raise FormatError(N_("engine", "{name}: a surface can be written as {known}."), name=path.name,
                          known=Vocabulary(EXPORTERS))
    if not np.isfinite(surface.losses).any():
        raise FormatError(N_("engine", "The surface has no values yet."))
    write_atomically(path, row[1](surface, walk))


def _npz(surface: Surface, walk: Walk) -> bytes:
    arrays = {"a": surface.a, "b": surface.b, "losses": surface.losses, "origin": surface.plane.origin,
              "first": surface.plane.first, "second": surface.plane.second}
    if walk is not None:
        arrays["walk"] = walk
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    return buffer.getvalue()


def _csv(surface: Surface, walk: Walk) -> bytes:
    """Place by place."""
    a, b = np.meshgrid(surface.a, surface.b)
    return _lines("alpha,beta,loss", np.column_stack([a.ravel(), b.ravel(), surface.losses.ravel()]))


def _walk_csv(surface: Surface, walk: Walk) -> bytes:
    """The walk alone, point by point. Raises FormatError."""
    if walk is None or not len(walk):
        raise FormatError(N_("engine", "There is no walk on this surface."))
    return _lines("alpha,beta", walk)


def _lines(heading: str, rows: np.ndarray) -> bytes:
    return "\n".join([heading, *(",".join(f"{value:.10g}" for value in row) for row in rows), ""]).encode()


def _obj(surface: Surface, walk: Walk) -> bytes:
    vertices, faces = _mesh(surface)
    lines = ["# Loss landscape: x and y are the plane, z is the loss, scaled to a box"]
    lines += [f"v {x:.6f} {y:.6f} {z:.6f}" for x, y, z in vertices]
    lines += [f"f {a + 1} {b + 1} {c + 1}" for a, b, c in faces]
    return "\n".join([*lines, ""]).encode()


def _ply(surface: Surface, walk: Walk) -> bytes:
    """With the colours of the heights at its vertices, and the losses themselves."""
    vertices, faces = _mesh(surface)
    losses = np.nan_to_num(surface.losses, posinf=0.0, neginf=0.0).ravel()
    colours = coloured(scaled(surface.losses)).reshape(-1, 3)
    head = ["ply", "format ascii 1.0", f"element vertex {len(vertices)}",
            *(f"property float {name}" for name in ("x", "y", "z", "loss")),
            *(f"property uchar {name}" for name in ("red", "green", "blue")),
            f"element face {len(faces)}", "property list uchar int vertex_indices", "end_header"]
    rows = [f"{x:.6f} {y:.6f} {z:.6f} {loss:.8g} {r} {g} {b}" for (x, y, z), loss, (r, g, b)
            in zip(vertices, losses, colours, strict=True)]
    return "\n".join([*head, *rows, *(f"3 {a} {b} {c}" for a, b, c in faces), ""]).encode()


def _mesh(surface: Surface) -> tuple[np.ndarray, np.ndarray]:
    """Vertices (B·A, 3), and triangles (F, 3) of the cells whose corners are all known."""
    rows, columns = surface.losses.shape
    x, y = np.meshgrid(np.linspace(-1, 1, columns) * BOX / 2, np.linspace(-1, 1, rows) * BOX / 2)
    heights = scaled(surface.losses)
    vertices = np.column_stack([x.ravel(), y.ravel(), np.nan_to_num(heights).ravel() * HEIGHT])
    corner = (np.arange(rows - 1)[:, None] * columns + np.arange(columns - 1)).reshape(-1, 1, 1)
    faces = (corner + np.array([[0, 1, columns], [columns, 1, columns + 1]])).reshape(-1, 3)
    return vertices, faces[np.isfinite(heights).ravel()[faces].all(axis=1)]


EXPORTERS: Mapping[str, tuple[str, Callable[[Surface, Walk], bytes]]] = MappingProxyType({
    ".npz": ("NumPy", _npz), ".csv": ("CSV", _csv), ".walk.csv": (N_("engine", "CSV of the walk"), _walk_csv),
    ".png": ("PNG", surface_picture.png), ".svg": ("SVG", surface_picture.svg),
    ".obj": ("Wavefront OBJ", _obj), ".ply": ("PLY", _ply),
})
"""Suffix → name, marked for translation where it is no proper name, and what writes it."""

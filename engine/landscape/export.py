"""Surfaces as files: numbers, pictures and meshes. One row of EXPORTERS for each suffix."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import contourpy
import numpy as np
from PIL import Image

from engine.errors import N_, FormatError
from engine.formats.atomic import write_atomically
from engine.quoting import Vocabulary
from engine.surfaces.surface import Surface

LEVELS = 14
SIDE = 900  # pixels of a picture
BOX = 2.0  # width of a mesh; its height is HEIGHT
HEIGHT = 0.85

VIRIDIS = np.array([
    (68, 1, 84), (71, 24, 106), (71, 45, 123), (65, 66, 135), (57, 86, 140), (49, 104, 142), (42, 120, 142),
    (35, 137, 142), (31, 154, 138), (34, 168, 132), (53, 183, 121), (84, 197, 104), (122, 209, 81), (165, 219, 54),
    (210, 226, 27), (253, 231, 37)], dtype=np.float64)
"""Sixteen colours of viridis (Smith and van der Walt 2015), evenly spaced."""

Walk = np.ndarray | None
"""The walk on the plane, (T, 2)."""


def export_surface(path: Path, surface: Surface, walk: Walk = None) -> None:
    """Write a surface, and the walk where the format holds one, whole or not at all. Raises FormatError."""
    row = EXPORTERS.get(path.suffix.lower())
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
    """The walk where there is one, else the surface, place by place."""
    if walk is not None and len(walk):
        return _lines("alpha,beta", walk)
    a, b = np.meshgrid(surface.a, surface.b)
    return _lines("alpha,beta,loss", np.column_stack([a.ravel(), b.ravel(), surface.losses.ravel()]))


def _lines(heading: str, rows: np.ndarray) -> bytes:
    return "\n".join([heading, *(",".join(f"{value:.10g}" for value in row) for row in rows), ""]).encode()


def _png(surface: Surface, walk: Walk) -> bytes:
    image = Image.fromarray(_colours(_scaled(surface))[::-1])
    buffer = io.BytesIO()
    image.resize((SIDE, SIDE), Image.Resampling.BICUBIC).save(buffer, "PNG")
    return buffer.getvalue()


def _svg(surface: Surface, walk: Walk) -> bytes:
    """Filled by contour lines in their colours, with the walk over them."""
    x, y = ((axis - axis[0]) / (axis[-1] - axis[0]) * SIDE for axis in (surface.a, surface.b))
    heights = np.ma.masked_invalid(_scaled(surface))
    made = contourpy.contour_generator(x, SIDE - y, heights, line_type=contourpy.LineType.SeparateCode)
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}" fill="none" stroke-width="1.6">']
    for level in np.linspace(0, 1, LEVELS + 2)[1:-1]:
        red, green, blue = _colours(np.array([[level]]))[0, 0]
        for line in made.lines(level)[0]:
            points = " ".join(f"{px:.1f},{py:.1f}" for px, py in line)
            parts.append(f'<polyline points="{points}" stroke="rgb({red},{green},{blue})"/>')
    if walk is not None and len(walk):
        px = (walk[:, 0] - surface.a[0]) / (surface.a[-1] - surface.a[0]) * SIDE
        py = SIDE - (walk[:, 1] - surface.b[0]) / (surface.b[-1] - surface.b[0]) * SIDE
        points = " ".join(f"{u:.1f},{v:.1f}" for u, v in zip(px, py, strict=True))
        parts.append(f'<polyline points="{points}" stroke="#d9660a" stroke-width="3"/>')
    return "\n".join([*parts, "</svg>", ""]).encode()


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
    colours = _colours(np.nan_to_num(_scaled(surface))).reshape(-1, 3)
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
    scaled = _scaled(surface)
    vertices = np.column_stack([x.ravel(), y.ravel(), np.nan_to_num(scaled).ravel() * HEIGHT])
    corner = (np.arange(rows - 1)[:, None] * columns + np.arange(columns - 1)).reshape(-1, 1, 1)
    faces = (corner + np.array([[0, 1, columns], [columns, 1, columns + 1]])).reshape(-1, 3)
    return vertices, faces[np.isfinite(scaled).ravel()[faces].all(axis=1)]


def _scaled(surface: Surface) -> np.ndarray:
    """From 0 to 1; NaN where it is not known."""
    losses = np.where(np.isfinite(surface.losses), surface.losses, np.nan)
    low, high = np.nanmin(losses), np.nanmax(losses)
    return (losses - low) / (high - low if high > low else 1.0)


def _colours(scaled: np.ndarray) -> np.ndarray:
    """(…, 3) uint8."""
    place = np.clip(np.nan_to_num(scaled), 0.0, 1.0) * (len(VIRIDIS) - 1)
    channels = [np.interp(place, np.arange(len(VIRIDIS)), VIRIDIS[:, channel]) for channel in range(3)]
    return np.rint(np.stack(channels, axis=-1)).astype(np.uint8)


EXPORTERS: Mapping[str, tuple[str, Callable[[Surface, Walk], bytes]]] = MappingProxyType({
    ".npz": ("NumPy", _npz), ".csv": ("CSV", _csv), ".png": ("PNG", _png), ".svg": ("SVG", _svg),
    ".obj": ("Wavefront OBJ", _obj), ".ply": ("PLY", _ply),
})
"""Suffix → name, and what writes it."""

"""A surface as a picture that explains itself: axes with their numbers, contours, the walk, and the scale of heights.

What is drawn is made once, as shapes in pixels; PNG and SVG are two ways to write them down.
"""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from itertools import pairwise
from xml.sax.saxutils import escape

import contourpy
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from engine.round_numbers import ticks
from engine.surfaces.surface import Surface
from engine.viridis import coloured, scaled

SIDE = 900
"""Pixels across the plane."""
LEFT, TOP, RIGHT, BOTTOM = 110, 40, 190, 90
WIDTH, HEIGHT = LEFT + SIDE + RIGHT, TOP + SIDE + BOTTOM
LEVELS = 14
TICK, STRIP, GAP = 8, 26, 40
FONT = 20
INK, WALK_COLOUR, HALO = (40, 40, 40), (217, 102, 10), (255, 255, 255)
UNKNOWN = 225
"""The grey of what is not known."""
END = 7.0
"""The radius of the mark where the walk is now."""

Colour = tuple[int, int, int]


@dataclass(frozen=True, eq=False)
class Raster:
    """Colours (rows, columns, 3) over a rectangle: x, y, width, height."""

    pixels: np.ndarray
    place: tuple[int, int, int, int]


@dataclass(frozen=True, eq=False)
class Stroke:
    """A line through `points` (k, 2). `name` says what it is."""

    name: str
    points: np.ndarray
    colour: Colour
    width: float


@dataclass(frozen=True)
class Words:
    """`text` at the height of a point, which is its `anchor`: "start", "middle" or "end". What is `upright` runs from
    below to above."""

    x: float
    y: float
    text: str
    anchor: str = "middle"
    upright: bool = False


Shape = Raster | Stroke | Words


def shapes_of(surface: Surface, walk: np.ndarray | None) -> list[Shape]:
    """The picture of a surface and of the `walk` (T, 2) on its plane, from what is below to what is on top."""
    heights = scaled(surface.losses)
    shapes: list[Shape] = [Raster(_colours(surface, heights), (LEFT, TOP, SIDE, SIDE))]
    shapes += _contours(surface, heights)
    if walk is not None and len(walk):
        points = np.column_stack([_across(surface.a, walk[:, 0]), _up(surface.b, walk[:, 1])])
        shapes += [Stroke("walk", part, WALK_COLOUR, 3.0) for part in _clipped(points)]
        if _inside(points[-1]):
            shapes += [Stroke("end of the walk", points[-1] + END * _circle(), HALO, 3.0)]
    shapes += [Stroke("frame", _box(LEFT, TOP, SIDE, SIDE), INK, 1.5)]
    for value in ticks(surface.a[0], surface.a[-1]):
        x = float(_across(surface.a, value))
        shapes += [Stroke("tick", np.array([[x, TOP + SIDE], [x, TOP + SIDE + TICK]]), INK, 1.5),
                   Words(x, TOP + SIDE + TICK + FONT * 0.8, _number(value))]
    for value in ticks(surface.b[0], surface.b[-1]):
        y = float(_up(surface.b, value))
        shapes += [Stroke("tick", np.array([[LEFT - TICK, y], [LEFT, y]]), INK, 1.5),
                   Words(LEFT - TICK - 5, y, _number(value), "end")]
    shapes += [Words(LEFT + SIDE / 2, HEIGHT - FONT, "alpha"), Words(FONT, TOP + SIDE / 2, "beta", upright=True)]
    return shapes + _scale(surface)


_PILLOW = {"start": "lm", "middle": "mm", "end": "rm"}
"""What Pillow calls the anchors."""


def png(surface: Surface, walk: np.ndarray | None) -> bytes:
    """At twice the size, so that lines are smooth, and made smaller."""
    fine = 2
    image = Image.new("RGB", (fine * WIDTH, fine * HEIGHT), "white")
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(fine * FONT)
    for shape in shapes_of(surface, walk):
        match shape:
            case Raster(pixels, (x, y, width, height)):
                image.paste(Image.fromarray(pixels).resize((fine * width, fine * height), Image.Resampling.BICUBIC),
                            (fine * x, fine * y))
            case Stroke(_, points, colour, width):
                draw.line([(fine * px, fine * py) for px, py in points], colour, round(fine * width), "curve")
            case Words(x, y, text, anchor, upright):
                if upright:
                    box = draw.textbbox((0, 0), text, font)
                    tile = Image.new("RGB", (box[2] + 4, box[3] + 4), "white")
                    ImageDraw.Draw(tile).text((0, 0), text, INK, font)
                    turned = tile.rotate(90, expand=True)
                    image.paste(turned, (round(fine * x - turned.width / 2), round(fine * y - turned.height / 2)))
                else:
                    draw.text((fine * x, fine * y), text, INK, font, _PILLOW[anchor])
    buffer = io.BytesIO()
    image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(buffer, "PNG")
    return buffer.getvalue()


def svg(surface: Surface, walk: np.ndarray | None) -> bytes:
    """Lines and words; the colours below them are a picture inside."""
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" fill="none" '
             f'font-family="sans-serif" font-size="{FONT}">',
             f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>']
    for shape in shapes_of(surface, walk):
        match shape:
            case Raster(pixels, (x, y, width, height)):
                parts.append(f'<image x="{x}" y="{y}" width="{width}" height="{height}" preserveAspectRatio="none" '
                             f'href="{_embedded(pixels)}"/>')
            case Stroke(name, points, (red, green, blue), width):
                line = " ".join(f"{px:.1f},{py:.1f}" for px, py in points)
                parts.append(f'<polyline class="{name}" points="{line}" stroke="rgb({red},{green},{blue})" '
                             f'stroke-width="{width:g}" stroke-linejoin="round"/>')
            case Words(x, y, text, anchor, upright):
                turn = f' transform="rotate(-90 {x:.1f} {y:.1f})"' if upright else ""
                parts.append(f'<text x="{x:.1f}" y="{y + 0.35 * FONT:.1f}" text-anchor="{anchor}" '
                             f'fill="rgb{INK}"{turn}>{escape(text)}</text>')
    return "\n".join([*parts, "</svg>", ""]).encode()


def levels_of(surface: Surface) -> np.ndarray:
    """The losses at which contours are drawn: round numbers, or none on a level plane."""
    known = surface.losses[np.isfinite(surface.losses)]
    low, high = float(known.min()), float(known.max())
    return np.array([level for level in ticks(low, high, LEVELS) if low < level < high])


def _contours(surface: Surface, heights: np.ndarray) -> list[Shape]:
    losses = np.ma.masked_invalid(surface.losses)
    made = contourpy.contour_generator(_across(surface.a, surface.a), _up(surface.b, surface.b), losses,
                                       line_type=contourpy.LineType.SeparateCode)
    return [Stroke("contour", line, INK, 0.8) for level in levels_of(surface) for line in made.lines(level)[0]]


def _scale(surface: Surface) -> list[Shape]:
    """A strip of all colours, beside it the losses that they stand for."""
    known = surface.losses[np.isfinite(surface.losses)]
    low, high = float(known.min()), float(known.max())
    x = LEFT + SIDE + GAP
    strip = coloured(np.linspace(1, 0, SIDE)[:, None])
    shapes: list[Shape] = [Raster(strip, (x, TOP, STRIP, SIDE)), Stroke("scale", _box(x, TOP, STRIP, SIDE), INK, 1.5),
                           Words(x + STRIP / 2, TOP - FONT * 0.8, "loss")]
    if low == high:
        return [*shapes, Words(x + STRIP + TICK, TOP + SIDE, _number(low), "start")]
    for value in ticks(low, high, 8):
        y = TOP + SIDE * (1 - (value - low) / (high - low))
        shapes += [Stroke("tick", np.array([[x + STRIP, y], [x + STRIP + TICK, y]]), INK, 1.5),
                   Words(x + STRIP + TICK + 5, y, _number(value), "start")]
    return shapes


def _across(axis: np.ndarray, values: np.ndarray | float) -> np.ndarray:
    return LEFT + (values - axis[0]) / (axis[-1] - axis[0]) * SIDE


def _up(axis: np.ndarray, values: np.ndarray | float) -> np.ndarray:
    return TOP + SIDE - (values - axis[0]) / (axis[-1] - axis[0]) * SIDE


def _inside(point: np.ndarray) -> bool:
    return bool(LEFT <= point[0] <= LEFT + SIDE and TOP <= point[1] <= TOP + SIDE)


def _clipped(points: np.ndarray) -> list[np.ndarray]:
    """The parts of a walk that are on the plane, with the steps that leave it cut at its rim."""
    parts: list[list[np.ndarray]] = [[]]
    low, high = np.array([LEFT, TOP], float), np.array([LEFT + SIDE, TOP + SIDE], float)
    for begin, end in pairwise(points):
        step = end - begin
        with np.errstate(divide="ignore", invalid="ignore"):
            bounds = np.sort(np.stack([(low - begin) / step, (high - begin) / step]), axis=0)
        bounds = np.where(step == 0, [[-np.inf], [np.inf]], bounds)
        first, last = max(0.0, float(bounds[0].max())), min(1.0, float(bounds[1].min()))
        still = (step == 0) & ((begin < low) | (begin > high))
        if first > last or still.any():
            parts.append([])
            continue
        if not parts[-1] or first > 0:
            parts.append([begin + first * step])
        parts[-1].append(begin + last * step)
        if last < 1:
            parts.append([])
    return [np.array(part) for part in parts if len(part) > 1]


def _box(x: float, y: float, width: float, height: float) -> np.ndarray:
    return np.array([[x, y], [x + width, y], [x + width, y + height], [x, y + height], [x, y]], dtype=float)


def _circle() -> np.ndarray:
    turn = np.linspace(0, 2 * np.pi, 25)
    return np.column_stack([np.cos(turn), np.sin(turn)])


def _colours(surface: Surface, heights: np.ndarray) -> np.ndarray:
    """Of all pixels of the plane, (SIDE, SIDE, 3): straight between the places of the surface; grey next to those that
    are not known."""
    rows = _between(surface.b, heights)
    pixels = _between(surface.a, rows.T).T[::-1]
    return np.where(np.isfinite(pixels)[..., None], coloured(pixels), np.uint8(UNKNOWN))


def _between(axis: np.ndarray, heights: np.ndarray) -> np.ndarray:
    """Heights (n, …) at the places of an axis, at SIDE places evenly over it: (SIDE, …)."""
    places = np.linspace(axis[0], axis[-1], SIDE)
    before = np.clip(np.searchsorted(axis, places, side="right") - 1, 0, len(axis) - 2)
    share = ((places - axis[before]) / (axis[before + 1] - axis[before]))[:, None]
    return heights[before] * (1 - share) + heights[before + 1] * share


def _embedded(pixels: np.ndarray) -> str:
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()


def _number(value: float) -> str:
    return f"{value + 0.0:.6g}"

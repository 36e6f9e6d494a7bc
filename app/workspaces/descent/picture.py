"""What the workspace draws of a moment of the race: walkers, arrows, areas and Newton's picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor

from app.i18n import translate
from app.numbers import number
from app.surface import Arrow, DrawnTrajectory, Field, Line, Mark, Patch
from app.theme import current
from engine.descent import (
    KINDS,
    CriticalPoints,
    DescentSetup,
    Function,
    Moment,
    Race,
    around,
    moment,
    newton_target,
    quadratic_model,
)

ARROW = 0.16
"""The share of the domain that an arrow of the steepest gradient has; steps are drawn as long as they are."""
DECADES = 4
"""Powers of ten below the steepest gradient at which its arrow has shrunk to nothing."""
FLAT = 1e-12
"""Where the height changes by a smaller share over the length of an arrow, the gradient is rounding; and so is a place
that is nearer to zero than this share of the domain."""
AREA = 0.14


def trails(race: Race, setup: DescentSetup, step: int, colours: Sequence[QColor],
           every: int = 1) -> list[DrawnTrajectory]:
    """The walks that are shown, up to a step; of `every` so many steps one, beside the last."""
    found, rows = [], np.unique(np.append(np.arange(0, step + 1, every), step))
    for place, track in enumerate(race.tracks):
        if not setup.racers[place].shown:
            continue
        positions, values = track.positions[rows, 0], track.values[rows, 0]
        known = np.isfinite(positions).all(axis=1) & np.isfinite(values)
        stop = len(known) if known.all() else int(known.argmin())
        xy = positions[:stop] if positions.shape[1] == 2 else np.column_stack([positions[:stop], np.zeros(stop)])
        found.append(DrawnTrajectory(translate(track.racer.optimizer), colours[place], xy, values[:stop]))
    return found


def marks(points: CriticalPoints | None) -> list[Mark]:
    """The critical points with what is known about them."""
    if points is None:
        return []
    found = []
    for point in points.points:
        text = [translate(KINDS[point.kind])]
        if point.kind == "saddle":
            text[0] += " · " + QCoreApplication.translate("DescentPicture", "index {index}").format(
                index=point.morse_index)
        place = f"({', '.join(number(value) for value in point.position)})"
        text.append(place if point.kind == "pole" else f"{place}, f = {number(point.value)}")
        if np.isfinite(point.eigenvalues).all():
            text.append("λ = " + ", ".join(number(value) for value in point.eigenvalues))
        x, y = (*point.position, 0.0)[:2]
        found.append(Mark(point.kind, float(x), float(y), point.value, "\n".join(text)))
    return found


def moments(race: Race, step: int) -> list[Moment]:
    """Every walker at a step that has been walked."""
    return [moment(track, step) for track in race.tracks]


def steepest(race: Race, setup: DescentSetup, step: int) -> float:
    """The largest gradient that the walks that are shown have met up to a step; 0 where they met none."""
    met = [track.gradient_norms[:step + 1, 0] for place, track in enumerate(race.tracks) if setup.racers[place].shown]
    known = np.concatenate([np.zeros(1), *met])
    return float(known[np.isfinite(known)].max())


def arrows(now: Sequence[Moment], setup: DescentSetup, colours: Sequence[QColor], *, steepest: float) -> list[Arrow]:
    """The overlays of a surface that are arrows; that of the gradient is the longer the nearer it is to the
    `steepest`."""
    found, theme = [], current()
    size = ARROW * min(high - low for low, high in setup.domain)
    for place, here in enumerate(now):
        if not (setup.racers[place].shown and np.isfinite(here.position).all()):
            continue
        if "gradient" in setup.overlays:
            found.append(_downhill(here, size, steepest))
        if "step" in setup.overlays and here.step is not None:
            found.append(_arrow(here.position, here.step, colours[place],
                                QCoreApplication.translate("DescentPicture", "the next step, as long as it is")))
        if "momentum" in setup.overlays and here.own is not None:
            found.append(_arrow(here.position, here.own, QColor("#ffffff"),
                                QCoreApplication.translate("DescentPicture", "the gradient's part of the step")))
            found.append(_arrow(here.position + here.own, here.remembered, QColor(theme.warning),
                                QCoreApplication.translate("DescentPicture", "momentum's part of the step")))
    return [arrow for arrow in found if arrow is not None]


def patches(now: Sequence[Moment], setup: DescentSetup, colours: Sequence[QColor]) -> list[Patch]:
    """Accumulated squares as areas: wide where a direction has had large gradients, and is divided by much."""
    if "accumulated" not in setup.overlays:
        return []
    size = AREA * min(high - low for low, high in setup.domain)
    found = []
    for place, here in enumerate(now):
        if (here.accumulated is None or not setup.racers[place].shown or not np.isfinite(here.position).all()
                or not here.accumulated.max() > 0):
            continue
        width, height = size * here.accumulated / here.accumulated.max()
        found.append(Patch(*here.position, float(width), float(height), colours[place], QCoreApplication.translate(
            "DescentPicture", "root of the gathered squares: {x} along x, {y} along y").format(
                x=number(here.accumulated[0]), y=number(here.accumulated[1]))))
    return found


def newton_surface(function: Function, here: Moment, setup: DescentSetup) -> Field | None:
    """The paraboloid that Newton sees from where a walker stands."""
    if "newton" not in setup.overlays or not np.isfinite(here.position).all():
        return None
    x, y = around(here.position, setup.domain)
    return Field(x, y, quadratic_model(function, here.position, np.stack(np.meshgrid(x, y), axis=-1)))


def lines(function: Function, now: Sequence[Moment], setup: DescentSetup, colours: Sequence[QColor], *, named: int,
          row: float) -> list[Line]:
    """The overlays of a curve, of every walker that is shown; those of the walker `named` say their numbers. `row` is
    the height of a line of text."""
    found = []
    for place, here in enumerate(now):
        if setup.racers[place].shown and np.isfinite([here.value, *here.gradient]).all():
            drawn = [line for name in setup.overlays if name in _ON_CURVES
                     for line in _ON_CURVES[name](function, here, setup, colours[place], row)]
            found += drawn if place == named else [replace(line, text="") for line in drawn]
    return found


def _tangent(function: Function, here: Moment, setup: DescentSetup, colour: QColor, row: float) -> list[Line]:
    (low, high), x, slope = setup.domain[0], float(here.position[0]), float(here.gradient[0])
    ends = x + 0.12 * (high - low) * np.array([-1.0, 1.0])
    return [Line(ends, here.value + slope * (ends - x), colour,
                 QCoreApplication.translate("DescentPicture", "slope {slope}").format(slope=number(slope)))]


def _next_step(function: Function, here: Moment, setup: DescentSetup, colour: QColor, row: float) -> list[Line]:
    """Across by the step, then down, or up, to the curve: where it lands."""
    if not np.isfinite(here.step).all():
        return []
    x, by = float(here.position[0]), float(here.step[0])
    landing = float(function.value((here.position + here.step)[None])[0])
    landing = landing if np.isfinite(landing) else here.value
    text = QCoreApplication.translate("DescentPicture", "step {step}").format(step=number(by))
    return [Line(np.array([x, x + by, x + by]), np.array([here.value, here.value, landing]), QColor(current().muted),
                 text, text_at=(x + by, here.value), leans=1 if by >= 0 else -1)]


def _parts_of_step(function: Function, here: Moment, setup: DescentSetup, colour: QColor, row: float) -> list[Line]:
    """What the step is made of, one above the other: what the gradient asks for, and what momentum adds."""
    if here.own is None or not np.isfinite(here.step).all():
        return []
    x, found = float(here.position[0]), []
    for height, by, tint, text in (
            (1.5, float(here.own[0]), current().text,
             QCoreApplication.translate("DescentPicture", "the gradient's part {step}")),
            (3.0, float(here.remembered[0]), current().warning,
             QCoreApplication.translate("DescentPicture", "momentum's part {step}"))):
        level = here.value + height * row
        found.append(Line(np.array([x, x + by]), np.array([level, level]), QColor(tint),
                          text.format(step=number(by)), text_at=(max(x, x + by), level), width=3.0))
        x += by
    return found


def _parabola(function: Function, here: Moment, setup: DescentSetup, colour: QColor, row: float) -> list[Line]:
    (low, high), x = setup.domain[0], float(here.position[0])
    way = np.linspace(x - 0.2 * (high - low), x + 0.2 * (high - low), 61)
    target = newton_target(function, here.position)
    place = 0.0 if target is None or abs(target[0]) <= FLAT * (high - low) else float(target[0])
    text = "" if target is None else QCoreApplication.translate("DescentPicture", "Newton goes to {x}").format(
        x=number(place))
    return [Line(way, quadratic_model(function, here.position, way[:, None]), QColor(current().accent), text,
                 dashed=True)]


_ON_CURVES = MappingProxyType({"gradient": _tangent, "step": _next_step, "momentum": _parts_of_step,
                               "newton": _parabola})
"""Overlay → its lines. Gathered squares are compared between directions, and a curve has one."""


def _arrow(position: np.ndarray, by: np.ndarray, colour: QColor, text: str) -> Arrow | None:
    return Arrow(*map(float, position), *map(float, by), colour, text) if np.isfinite(by).all() and by.any() else None


def _downhill(here: Moment, size: float, steepest: float) -> Arrow | None:
    """Against the gradient, shorter by an equal part of `size` for each power of ten below the `steepest`."""
    slope = float(np.linalg.norm(here.gradient))
    if not np.isfinite(slope) or slope * size <= FLAT * max(1.0, abs(here.value)):
        return None
    share = 1.0 + np.log10(slope / steepest) / DECADES
    text = QCoreApplication.translate("DescentPicture", "against the gradient, |∇f| = {slope}: longest at {steepest}, "
                                      "where a walk was steepest").format(slope=number(slope),
                                                                          steepest=number(steepest))
    return _arrow(here.position, -here.gradient / slope * size * share, QColor("#ffffff"), text) if share > 0 else None

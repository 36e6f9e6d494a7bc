"""What is said below the picture: on what the loss is measured and how, and what the plane leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication

from app.i18n import translate
from app.numbers import grouped, number
from app.workspaces.landscape.live import Picture
from app.workspaces.landscape.subject import Subject
from engine.landscape import POLICY, SOURCES, Plane, Surface


@dataclass(frozen=True)
class Stand:
    """Where on the walk one stands: the `true` loss after `step`, and that of the place `below` on the plane, NaN
    outside the picture; `exact` where it is not read off between places of the grid. `off_plane` is the share of the
    way from the centre that is not on the plane."""

    step: int
    true: float
    below: float
    exact: bool
    off_plane: float


def described(picture: Picture, kept: Surface | None, stand: Stand | None, stale: bool) -> str:
    """All of it. `kept` is what is shown where it is one of the project's; `stale` says how old the picture is."""
    return " ".join(_sentences(picture, kept, stand, stale))


def _sentences(picture: Picture, kept: Surface | None, stand: Stand | None, stale: bool) -> Iterator[str]:
    asked, plane = picture.tag, picture.plane
    if asked.instead:
        yield QCoreApplication.translate("LandscapeWorkspace", "{why} Until then in random directions.").format(
            why=asked.instead)
    if kept is not None:
        yield QCoreApplication.translate("LandscapeWorkspace", "A kept surface: {title}.").format(title=kept.title)
    elif asked.subject.instead:
        yield QCoreApplication.translate("LandscapeWorkspace", "{why} Until then a fixed sample.").format(
            why=asked.subject.instead)
    yield QCoreApplication.translate("LandscapeWorkspace", "Loss with penalty on {examples}.").format(
        examples=_examples(kept) if kept is not None else _examples(asked.subject))
    if stand is not None:
        yield _standing(stand)
    if kept is None and plane.kind == "random":
        yield (QCoreApplication.translate("LandscapeWorkspace", "Biases and normalisation scales stay as they are.")
               if asked.choice.settings.get("zero_biases", True)
               else QCoreApplication.translate("LandscapeWorkspace", "Biases and normalisation scales change too."))
    if plane.explained is not None:
        yield QCoreApplication.translate(
            "LandscapeWorkspace", "The two components hold {one} % and {other} % of the walk's variance.").format(
                one=number(100 * plane.explained[0]), other=number(100 * plane.explained[1]))
    walk = picture.projection
    if walk is not None and len(walk.off_plane) > 1:
        yield QCoreApplication.translate(
            "LandscapeWorkspace", "{share} % of the whole walk is off the plane; drop lines go from the true loss to "
            "the surface.").format(share=number(100 * walk.whole_off_plane))
    if picture.known < 0.999 and kept is not None:
        yield QCoreApplication.translate(
            "LandscapeWorkspace", "{share} % of {places} places are known; between them it is interpolated.").format(
                share=round(100 * picture.known), places=grouped(picture.losses.size))
    elif picture.known < 0.999:
        yield QCoreApplication.translate(
            "LandscapeWorkspace", "Being refined: {share} % of {places} places are computed.").format(
                share=round(100 * picture.known), places=grouped(picture.losses.size))
    if stale:
        yield QCoreApplication.translate("LandscapeWorkspace", "As it was at step {step}.").format(
            step=grouped(asked.snapshot.step))
    yield translate(POLICY)


def _examples(measured: Surface | Subject) -> str:
    return translate(SOURCES[measured.source]).format(
        count=grouped(measured.examples), total=grouped(measured.total_examples), step=grouped(measured.step))


def _standing(stand: Stand) -> str:
    step, true = grouped(stand.step), number(stand.true)
    if np.isnan(stand.below):
        return QCoreApplication.translate(
            "LandscapeWorkspace", "At step {step} the true loss is {true}, outside the picture.").format(
                step=step, true=true)
    return QCoreApplication.translate(
        "LandscapeWorkspace", "At step {step} the true loss is {true}, on the plane {below}; {share} % of the way "
        "there is off it.").format(step=step, true=true, below=("" if stand.exact else "≈ ") + number(stand.below),
                             share=number(100 * stand.off_plane))


def axis_names(plane: Plane) -> tuple[str, str]:
    """The coordinates, with what the directions are where a word can say it."""
    return tuple(symbol if plane.kind in ("random", "principal") else f"{symbol}: {translate(label)}"
                 for symbol, label in zip(("α", "β"), plane.labels, strict=True))

"""What is said below the picture: on what the loss is measured and how, and what the plane leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QCoreApplication

from app.i18n import translate
from app.numbers import grouped, number
from app.widgets.weight_picker import shown_weight
from app.workspaces.landscape.live import PictureRequest
from app.workspaces.landscape.loss_sample import LossSample
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


def brief(picture: PictureRequest, kept: Surface | None, stand: Stand | None, stale: bool) -> str:
    """What matters, in a line or two: what is not as one might think, on what the loss is measured, where one stands.
    `kept` is what is shown where it is one of the project's; `stale` says how old the picture is."""
    return " ".join((*_instead(picture, kept), " · ".join(_pieces(picture, kept, stand, stale))))


def described(picture: PictureRequest, kept: Surface | None, stand: Stand | None, stale: bool) -> str:
    """All of it, in sentences."""
    return " ".join(_sentences(picture, kept, stand, stale))


def _pieces(picture: PictureRequest, kept: Surface | None, stand: Stand | None, stale: bool) -> Iterator[str]:
    yield QCoreApplication.translate("LandscapeWorkspace", "Loss on {examples}").format(
        examples=_examples(picture.tag.subject if kept is None else kept))
    if stale:
        yield QCoreApplication.translate("LandscapeWorkspace", "as it was at step {step}").format(
            step=grouped(picture.tag.snapshot.step))
    if picture.known < 0.999:
        share = round(100 * picture.known)
        yield (QCoreApplication.translate("LandscapeWorkspace", "{share} % known, interpolated between").format(
                   share=share) if kept is not None
               else QCoreApplication.translate("LandscapeWorkspace", "being refined: {share} %").format(share=share))
    if stand is not None:
        yield _shortly(stand)
    walk = picture.projection
    if walk is not None and len(walk.off_plane) > 1:
        yield QCoreApplication.translate("LandscapeWorkspace", "walk {share} % off the plane").format(
            share=_percent(walk.whole_off_plane))


def _instead(picture: PictureRequest, kept: Surface | None) -> Iterator[str]:
    """What stands in for what was asked for, or for what is live."""
    asked = picture.tag
    if asked.instead:
        yield QCoreApplication.translate("LandscapeWorkspace", "{why} Until then in random directions.").format(
            why=asked.instead)
    if kept is not None:
        yield QCoreApplication.translate("LandscapeWorkspace", "A kept surface: {title}.").format(title=kept.title)
    elif asked.subject.instead:
        yield QCoreApplication.translate("LandscapeWorkspace", "{why} Until then a fixed sample.").format(
            why=asked.subject.instead)


def _sentences(picture: PictureRequest, kept: Surface | None, stand: Stand | None, stale: bool) -> Iterator[str]:
    asked, plane = picture.tag, picture.plane
    yield from _instead(picture, kept)
    yield QCoreApplication.translate("LandscapeWorkspace", "Loss with penalty on {examples}.").format(
        examples=_examples(kept) if kept is not None else _examples(asked.subject))
    if stand is not None:
        yield _standing(stand)
    if kept is None and plane.kind == "random":
        yield (QCoreApplication.translate("LandscapeWorkspace", "Biases and normalisation scales stay as they are.")
               if asked.choice.settings.get("zero_biases", True)
               else QCoreApplication.translate("LandscapeWorkspace", "Biases and normalisation scales change too."))
    if plane.kind == "between" and asked.subject.network.layout.positive:
        yield variances()
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


def variances() -> str:
    """How they go from one solution to another."""
    return QCoreApplication.translate(
        "LandscapeWorkspace", "Running variances change by equal factors from one solution to the other, so that they "
        "stay positive; all else by equal steps.")


def _examples(measured: Surface | LossSample) -> str:
    return translate(SOURCES[measured.source]).format(
        count=grouped(measured.examples), total=grouped(measured.total_examples), step=grouped(measured.step))


def _percent(share: float) -> str:
    """To two digits: nobody needs more to judge a picture by."""
    return number(float(f"{100 * share:.2g}"))


def _shortly(stand: Stand) -> str:
    step, true = grouped(stand.step), number(stand.true)
    if np.isnan(stand.below):
        return QCoreApplication.translate("LandscapeWorkspace", "step {step}: {true}, outside the picture").format(
            step=step, true=true)
    if _below(stand) == true:
        return QCoreApplication.translate("LandscapeWorkspace", "step {step}: {true}").format(step=step, true=true)
    return QCoreApplication.translate("LandscapeWorkspace", "step {step}: {true}, on the plane {below}").format(
        step=step, true=true, below=_below(stand))


def _below(stand: Stand) -> str:
    return ("" if stand.exact else "≈ ") + number(stand.below)


def _standing(stand: Stand) -> str:
    step, true = grouped(stand.step), number(stand.true)
    if np.isnan(stand.below):
        return QCoreApplication.translate(
            "LandscapeWorkspace", "At step {step} the true loss is {true}, outside the picture.").format(
                step=step, true=true)
    return QCoreApplication.translate(
        "LandscapeWorkspace", "At step {step} the true loss is {true}, on the plane {below}; {share} % of the way "
        "there is off it.").format(step=step, true=true, below=_below(stand),
                             share=number(100 * stand.off_plane))


def axis_names(plane: Plane) -> tuple[str, str]:
    """The coordinates, with what the directions are where a word can say it."""
    return tuple(symbol if plane.kind in ("random", "principal") else f"{symbol}: {shown_weight(translate(label))}"
                 for symbol, label in zip(("α", "β"), plane.labels, strict=True))

"""What is said of the critical points: how many there are, and how far it is known that these are all."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.numbers import number
from engine.descent import CriticalPoints


def counted(points: CriticalPoints) -> str:
    """How many of each kind, and whether some may be missing: one line."""
    counts = points.counts
    if len(points.points) == counts["pole"]:
        return _none(points)
    pieces = [QCoreApplication.translate("DescentWorkspace", "Minima: {minima}, saddles: {saddles}, maxima: {maxima}"
                                         ).format(minima=counts["minimum"], saddles=counts["saddle"],
                                                  maxima=counts["maximum"])]
    if points.lines:
        pieces.append(QCoreApplication.translate("DescentWorkspace", "whole lines of critical points: {lines}").format(
            lines=len(points.lines)))
    if others := sum(point.line is None for kind in ("degenerate", "not_smooth") for point in points.of_kind(kind)):
        pieces.append(QCoreApplication.translate(
            "DescentWorkspace", "degenerate or not smooth: {others}").format(others=others))
    pieces.append({True: QCoreApplication.translate("DescentWorkspace", "none is missing"),
                   None: QCoreApplication.translate("DescentWorkspace", "perhaps not all"),
                   False: QCoreApplication.translate("DescentWorkspace", "some are missing")}[points.complete])
    return " · ".join(pieces)


def judged(points: CriticalPoints) -> str:
    """How it is known that these are all, or not."""
    if points.complete:
        return QCoreApplication.translate(
            "DescentWorkspace", "That none is missing is proven by interval arithmetic over the whole domain, but for "
            "points closer to one of these than a hundred-thousandth of it.")
    if points.complete is False:
        return QCoreApplication.translate(
            "DescentWorkspace", "By the turns of the gradient along the border they should add up to {turns}, and they "
            "add up to {sum}: some are missing.").format(turns=number(points.turns), sum=number(points.sum_of_turns))
    said = []
    if points.lines:
        said.append(QCoreApplication.translate(
            "DescentWorkspace", "On a line all points are critical; the marks are some of them."))
    if points.level:
        said.append(QCoreApplication.translate(
            "DescentWorkspace", "On {share} % of the domain the function is level, as far as numbers can tell.").format(
                share=_percent(points.level)))
    if points.open:
        said.append(QCoreApplication.translate(
            "DescentWorkspace", "On {share} % of the domain nothing could be proven: there may be more.").format(
                share=_percent(points.open)))
    return " ".join(said)


def _none(points: CriticalPoints) -> str:
    if points.complete:
        return QCoreApplication.translate("DescentWorkspace", "No critical points in this domain.")
    if points.level > 0.999:
        return QCoreApplication.translate("DescentWorkspace", "The function is level: every point is critical.")
    if points.complete is False:
        return QCoreApplication.translate("DescentWorkspace", "There are critical points, but none was found.")
    return QCoreApplication.translate("DescentWorkspace", "None was found, but there may be critical points.")


def _percent(share: float) -> str:
    return number(float(f"{100 * min(share, 1.0):.2g}"))

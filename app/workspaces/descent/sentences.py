"""What is said of the critical points: how many there are, and whether these are all."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.numbers import number
from engine.descent import CriticalPoints


def counted(points: CriticalPoints) -> str:
    """How many of each kind, and whether some may be missing: one line."""
    counts = points.counts
    if len(points.points) == counts["pole"]:
        return QCoreApplication.translate("DescentWorkspace", "No critical points in this domain.")
    pieces = [QCoreApplication.translate("DescentWorkspace", "Minima: {minima}, saddles: {saddles}, maxima: {maxima}"
                                         ).format(minima=counts["minimum"], saddles=counts["saddle"],
                                                  maxima=counts["maximum"])]
    if others := _others(points):
        pieces.append(QCoreApplication.translate(
            "DescentWorkspace", "degenerate or not smooth: {others}").format(others=others))
    pieces.append({True: QCoreApplication.translate("DescentWorkspace", "none is missing"),
                   None: QCoreApplication.translate("DescentWorkspace", "perhaps not all"),
                   False: QCoreApplication.translate("DescentWorkspace", "some are missing")}[points.complete])
    return " · ".join(pieces)


def judged(points: CriticalPoints) -> str:
    """How it is known that these are all, or not; empty where there are none."""
    if len(points.points) == points.counts["pole"]:
        return ""
    if points.complete is None:
        return QCoreApplication.translate("DescentWorkspace",
                                          "Whether that is all of them cannot be told from the border.")
    if not points.complete:
        return QCoreApplication.translate("DescentWorkspace", "The border says that some are missing.")
    if _others(points) + points.counts["pole"]:
        return QCoreApplication.translate(
            "DescentWorkspace", "Their turns add up to {sum}, as the border demands: none is missing.").format(
                sum=number(points.sum_of_turns))
    return QCoreApplication.translate(
        "DescentWorkspace", "Minima − saddles + maxima = {sum}, as the border demands: none is missing.").format(
            sum=number(points.sum_of_turns))


def _others(points: CriticalPoints) -> int:
    return points.counts["degenerate"] + points.counts["not_smooth"]

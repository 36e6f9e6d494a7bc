"""What walks over the picture: the training's walk and where one stands on it, and the walk along an eigenvector."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor

from app.surface import DrawnTrajectory, Field
from app.theme import current
from app.workspaces.landscape.live import PictureRequest
from app.workspaces.landscape.sentences import Stand


def training_walk(picture: PictureRequest, field: Field,
                  stop: int | None) -> tuple[list[DrawnTrajectory], Stand | None]:
    """The walk at its true losses, up to the step `stop`, None for all of it, with where it ends; nothing where no loss
    of it is known yet."""
    walk, steps = picture.projection, picture.tag.walk.steps
    if walk is None or not np.isfinite(picture.walk_losses).any():
        return [], None
    until = slice(None) if stop is None else slice(0, max(1, int(np.searchsorted(steps, stop, "right"))))
    xy, true = walk.coordinates[until], picture.walk_losses[until]
    known = np.flatnonzero(np.isfinite(true))
    below = field.below(xy)
    trail = DrawnTrajectory(QCoreApplication.translate("LandscapeWorkspace", "walk"), QColor(current().negative),
                            xy[known],
                  true[known], drop=below[known])
    if not len(known):
        return [trail], None
    here = known[-1]
    exact = here == len(steps) - 1 and np.isfinite(picture.below)
    return [trail], Stand(int(steps[here]), float(true[here]), picture.below if exact else float(below[here]),
                          bool(exact), float(walk.off_plane[here]))


def eigenvector_walk(picture: PictureRequest, field: Field, weights: np.ndarray | None) -> list[DrawnTrajectory]:
    """The ball at the weights (n,) that the slider of the curvature stands at; nothing while it is in the middle."""
    if weights is None:
        return []
    place = picture.plane.project(weights).coordinates
    height = np.array([field.at(*place[0])])
    return [DrawnTrajectory(QCoreApplication.translate("LandscapeWorkspace", "along the eigenvector"),
                            QColor(current().accent),
                  place, np.nan_to_num(height))]

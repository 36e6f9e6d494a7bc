"""What a picture is asked for with, and the plane that comes of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.training.snapshot import Snapshot
from app.workspaces.landscape.loss_sample import LossSample
from app.workspaces.landscape.plane_panel import PlaneChoice
from engine.landscape import DirectionInputs, Plane, Trajectory, make_plane, refitted


@dataclass(frozen=True, eq=False)
class Asked:
    """What a picture was made for. `others` (T, n) are the walks of other runs, `ends` where they ended; `instead` says
    why the directions are not those of `choice`."""

    snapshot: Snapshot
    subject: LossSample
    choice: PlaneChoice
    walk: Trajectory
    others: np.ndarray | None
    ends: tuple[np.ndarray, ...]
    instead: str = ""

    @property
    def points(self) -> np.ndarray:
        """Where the training has been, (T, n); before it the walks of other runs."""
        return self.walk.points if self.others is None else np.concatenate([self.others, self.walk.points])


def origin_of(asked: Asked) -> np.ndarray:
    """The weights in the middle."""
    walk = asked.walk.points
    if asked.choice.centre != "current" and len(walk):
        return np.array(walk[0 if asked.choice.centre == "start" else -1], dtype=np.float64)
    return np.array(asked.snapshot.parameters, dtype=np.float64)


def plane_of(asked: Asked, previous: Plane | None) -> Plane:
    walk = asked.points
    other, third = (*asked.ends, None, None)[:2]
    given = DirectionInputs(asked.subject.network, origin_of(asked), asked.choice.seed, walk if len(walk) else None,
                            asked.subject.task.inputs, asked.subject.task.targets, other, third)
    return refitted(make_plane(asked.choice.kind, given, asked.choice.settings), previous)


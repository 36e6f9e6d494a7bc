"""What the tests of a race look at."""

from __future__ import annotations

import numpy as np

from engine.descent import SCENES, DescentSetup, Race

CURVE = SCENES["curve"].setup


def race_of(setup: DescentSetup, steps: int) -> Race:
    race = Race(setup.function(), setup.racers, np.array(setup.start))
    race.run(steps)
    return race


def shown_walks(view) -> list[np.ndarray]:
    """The points of the trails that are seen, of each walker."""
    return [np.column_stack(line.getData()) for line, _ in view._trails if line.isVisible()]


def shown_balls(view) -> list[np.ndarray]:
    return [np.array([ball.pos().x(), ball.pos().y()]) for _, ball in view._trails if ball.isVisible()]


def the_racers_are_at(workspace, setup: DescentSetup, step: int) -> None:
    race = race_of(setup, step)
    for walk, ball, track in zip(shown_walks(workspace.field.map), shown_balls(workspace.field.map), race.tracks,
                                 strict=True):
        assert np.array_equal(walk, track.positions[:, 0])
        assert np.allclose(ball, track.positions[-1, 0], rtol=1e-11, atol=1e-11)  # Qt moves nothing by less


def numbers_of(workspace, place: int) -> str:
    return workspace.racers.cards[place].numbers.text()


def choose(workspace, *names: str) -> None:
    for name, action in workspace.overlays.actions_by_name.items():
        if action.isChecked() != (name in names):
            action.trigger()

"""Every scene shows what its sentence promises."""

from __future__ import annotations

import numpy as np
import pytest

from engine.descent import (
    EXAMPLES,
    GROUPS,
    OUTSIDE,
    SCENES,
    Basins,
    Race,
    classify_end,
    find_critical_points,
    stability_limit,
)


def run(name: str, steps: int | None = None, start=None) -> Race:
    scene = SCENES[name]
    race = Race(scene.setup.function(), scene.setup.racers, scene.setup.start if start is None else start)
    race.run(scene.steps if steps is None else steps)
    return race


def end(name: str, racer: int = 0, **options):
    race = run(name, **options)
    return classify_end(race.function, race.tracks[racer].positions[-1, 0], SCENES[name].setup.domain)


def basins(name: str, resolution: int = 81) -> tuple[Basins, np.ndarray]:
    setup = SCENES[name].setup
    function = setup.function()
    made = Basins(function, setup.domain, setup.racers[0], find_critical_points(function, setup.domain), resolution)
    return made, made.run()


def border(labels: np.ndarray) -> int:
    """How many neighbours differ."""
    return int((labels[1:] != labels[:-1]).sum() + (labels[:, 1:] != labels[:, :-1]).sum())


@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES)
def test_a_scene_is_whole(scene):
    assert scene.group in GROUPS
    assert not scene.basins or scene.setup.dimension == 2
    assert scene.setup.scene == scene.name
    assert scene.title
    assert scene.help.endswith(".") or scene.help.endswith("…")
    for (low, high), value in zip(scene.setup.domain, scene.setup.start, strict=True):
        assert low <= value <= high


def test_every_group_has_scenes():
    assert {scene.group for scene in SCENES.values()} == set(GROUPS)


def test_down_a_curve():
    track = run("curve").tracks[0]
    assert np.round(track.positions[1:3].ravel(), 5).tolist() == [-0.72609, -0.40250]
    assert np.round(track.values[1:3].ravel(), 5).tolist() == [4.41889, 2.31062]


def test_the_start_decides():
    assert round(float(end("valley_one").position[0]), 4) == 3.4256
    assert round(float(end("valley_one", start=2.0).position[0]), 4) == 3.4256
    other = end("valley_other")
    assert (round(float(other.position[0]), 4), other.kind) == (-0.8603, "minimum")


def test_in_a_round_bowl_the_walk_is_straight():
    positions = run("bowl").tracks[0].positions[:30, 0]
    np.testing.assert_allclose(positions[:, 1] / positions[:, 0], -0.75, rtol=1e-12)


def test_the_gutter_has_no_end():
    track = run("gutter").tracks[0]
    np.testing.assert_allclose(track.values[:4, 0], [130, 93.1, 69.16, 53.5144], rtol=1e-14)
    assert (np.diff(track.values[:, 0]) < 0).all()
    assert end("gutter", steps=500).kind == "slope"


def test_in_folded_waves_neighbours_end_far_apart():
    made, labels = basins("waves")
    across = labels[:, 1:] != labels[:, :-1]
    known = (labels[:, 1:] >= 0) & (labels[:, :-1] >= 0) & across
    places = np.array([point.position for point in made.minima])
    apart = np.linalg.norm(places[labels[:, 1:][known]] - places[labels[:, :-1][known]], axis=-1)
    assert (apart > 1.0).sum() > 50
    assert end("waves").kind == "minimum"
    assert (labels != OUTSIDE).any()


def test_too_small_a_rate_has_barely_begun():
    positions = run("too_small").tracks[0].positions[:, 0]
    assert np.linalg.norm(positions[-1]) > 0.9 * np.linalg.norm(positions[0])


def test_too_large_a_rate_leaps_from_wall_to_wall_just_below_the_limit():
    y = run("too_large").tracks[0].positions[:, 0, 1]
    assert (y[1:] * y[:-1] < 0).all()
    assert end("too_large").target.kind == "minimum"
    assert end("too_large", steps=2 * SCENES["too_large"].steps).kind == "minimum"


def test_the_rate_that_diverges_does_so_and_lies_above_the_limit():
    y = np.abs(run("divergent").tracks[0].positions[:, 0, 1])
    assert (np.diff(y) > 0).all()
    assert end("divergent", steps=500).kind == "diverged"
    limit = stability_limit(SCENES["divergent"].setup.racers[0], 10.0)
    assert SCENES["too_large"].setup.racers[0].settings["learning_rate"] < limit == pytest.approx(0.2)
    assert SCENES["divergent"].setup.racers[0].settings["learning_rate"] > limit


def test_a_dent_in_the_bowl_holds_the_walk():
    here = end("local_minima")
    assert here.kind == "minimum"
    assert here.value > 10.0


def test_the_saddle_is_left_at_step_38_and_from_the_ridge_never():
    y = np.abs(run("saddle").tracks[0].positions[:, 0, 1])
    assert int((y >= 1.0).argmax()) == 38
    assert end("saddle", start=(1.5, 0.0), steps=300).kind == "saddle"


def test_the_monkey_saddle_is_degenerate_and_a_hair_beside_it_one_falls():
    assert (end("monkey").kind, end("monkey").target.kind) == ("near", "degenerate")
    race = run("monkey", start=(1.0, 1e-3))
    assert race.tracks[0].lost_at(SCENES["monkey"].setup.domain)[0] > 0


def test_start_and_optimizer_decide_the_minimum():
    ends = [end("initial_value", racer, steps=2 * SCENES["initial_value"].steps) for racer in (0, 1)]
    assert [found.kind for found in ends] == ["minimum", "minimum"]
    assert not np.allclose(ends[0].target.position, ends[1].target.position, atol=0.1)
    elsewhere = end("initial_value", start=(-1.0, 1.0))
    assert not np.allclose(ends[0].target.position, elsewhere.target.position, atol=0.1)


def test_who_remembers_gets_ahead_in_the_bent_valley():
    plain, heavy, adam, newton = (float(track.values[-1, 0]) for track in run("race_valley").tracks)
    assert newton < heavy < adam < plain


def test_momentum_contracts_at_its_rate_in_a_narrow_trough():
    plain, heavy = (np.linalg.norm(track.positions[:, 0], axis=-1) for track in run("race_trough").tracks)
    assert round((plain[110] / plain[60]) ** (1 / 50), 3) == 0.980
    assert (heavy[110] / heavy[60]) ** (1 / 50) == pytest.approx(0.818, abs=0.02)


def test_scaled_steps_leave_the_saddle_first():
    left = {track.racer.optimizer: int((np.abs(track.positions[:, 0, 1]) > 0.5).argmax())
            for track in run("race_saddle").tracks}
    assert 0 < max(left["rmsprop"], left["adam"]) < min(left["momentum"], left["sgd"])


def test_four_minima_four_saddles_and_a_maximum():
    setup = SCENES["nine_places"].setup
    points = find_critical_points(setup.function(), setup.domain)
    assert (points.counts["minimum"], points.counts["saddle"], points.counts["maximum"]) == (4, 4, 1)
    assert points.complete
    assert end("nine_places").kind == "minimum"


def test_rastrigin_is_counted():
    setup = SCENES["egg_box"].setup
    points = find_critical_points(setup.function(), setup.domain)
    assert (points.counts["minimum"], points.counts["saddle"], points.counts["maximum"]) == (121, 220, 100)


def test_saddles_lie_on_the_borders_of_basins():
    made, labels = basins("basins")
    x, y = made.axes
    assert (labels >= 0).all()
    saddles = find_critical_points(made.function, made.domain).of_kind("saddle")
    for saddle in saddles:
        column, row = (int(np.abs(axis - at).argmin()) for axis, at in zip((x, y), saddle.position, strict=True))
        assert len(np.unique(labels[row - 2:row + 3, column - 2:column + 3])) > 1
    assert len(saddles) == 4


def test_the_borders_of_a_heavy_ball_fray():
    assert border(basins("frayed_basins")[1]) > 5 * border(basins("basins")[1])


def test_the_examples_of_the_course_are_scenes():
    texts = {scene.setup.expression for scene in SCENES.values()}
    for name in ("valley_curve", "cosine_curve", "bowl", "tilted_gutter", "waves", "saddle", "monkey_saddle"):
        assert EXAMPLES[name].function().expression in texts

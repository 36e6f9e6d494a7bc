"""Stages in a row: each is what the one before is made into, and what a place sees is what changes it."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import ndimage, signal

from engine.errors import SettingError
from engine.vision import PRESETS, Sliding
from engine.vision.chain import CORNERS, OWN, RELU, Stage, as_one, maps_of, seen_from, sight

IMAGE = np.random.default_rng(3).normal(size=(20, 23))


def test_every_map_is_made_of_the_one_before():
    maps = maps_of(IMAGE, CORNERS)
    edges = signal.correlate2d(IMAGE, PRESETS["sobel_x"].kernel(), "valid")
    np.testing.assert_allclose(maps[1], edges, atol=1e-12)
    np.testing.assert_array_equal(maps[2], np.clip(maps[1], 0, None))
    largest = ndimage.maximum_filter(maps[2], 2, origin=-1)[::2, ::2][:9, :10]
    np.testing.assert_allclose(maps[3], largest, atol=1e-12)
    np.testing.assert_allclose(maps[4], signal.correlate2d(maps[3], PRESETS["sobel_y"].kernel(), "valid"), atol=1e-12)


@pytest.mark.parametrize("chain", [
    CORNERS, (Stage("box", Sliding(2, "same")), Stage("average", Sliding(3), 3), Stage("gaussian", Sliding(1, "same"))),
    (Stage(OWN, Sliding(2, "full"), weights=((1.0, 2.0), (3.0, 4.0))), Stage("box", Sliding(1, "reflect")))])
def test_a_place_sees_just_the_pixels_that_change_it(chain):
    chain = tuple(stage for stage in chain if stage.operation not in (RELU, "max"))  # those look away from some
    maps = maps_of(IMAGE, chain)
    shapes = [each.shape for each in maps]
    for place in ((0, 0), (shapes[-1][0] // 2, shapes[-1][1] - 1)):
        rows, columns = seen_from(shapes, chain, len(chain), place)[0]
        seen = np.zeros(IMAGE.shape, bool)
        seen[np.ix_(rows, columns)] = True
        changed = np.zeros(IMAGE.shape, bool)
        for pixel in np.ndindex(IMAGE.shape):
            other = IMAGE.copy()
            other[pixel] += 1.0
            changed[pixel] = abs(maps_of(other, chain)[-1][place] - maps[-1][place]) > 1e-12
        assert not (changed & ~seen).any()
        assert changed.sum() >= 0.4 * seen.sum(), "kernels with zeros look away from some"
        for axis, span in ((1, rows), (0, columns)):
            there = np.flatnonzero(changed.any(axis=axis))
            assert (there[0], there[-1]) == (span[0], span[-1])


def test_how_far_a_place_sees_is_the_formula_and_what_is_marked_in_the_middle():
    assert sight(CORNERS) == [((3, 3), 1), ((3, 3), 1), ((4, 4), 2), ((8, 8), 2), ((8, 8), 2)]
    halved = (Stage("max", Sliding(2)), Stage("box", Sliding(3)), Stage("box"))
    assert sight(halved) == [((2, 2), 2), ((6, 6), 6), ((18, 18), 6)], "strides multiply"
    maps = maps_of(IMAGE, CORNERS)
    rows, columns = seen_from([each.shape for each in maps], CORNERS, 5, (3, 4))[0]
    assert (len(rows), len(columns)) == (8, 8)
    assert (rows[0], columns[0]) == (3 * 2, 4 * 2)


def test_kernels_in_a_row_are_one_kernel_until_something_comes_between():
    chain = (Stage("sobel_x"), Stage("box"), Stage("emboss"))
    whole = as_one(chain)
    assert whole.shape == (7, 7)
    np.testing.assert_allclose(maps_of(IMAGE, chain)[-1], signal.correlate2d(IMAGE, whole, "valid"), atol=1e-12)
    assert as_one((Stage("sobel_x"), Stage(RELU), Stage("box"))) is None
    assert as_one((Stage("sobel_x"), Stage("box", Sliding(2)))) is None
    assert as_one((Stage("sobel_x"),)) is None


def test_a_stage_that_does_not_fit_is_named():
    with pytest.raises(SettingError, match=r"Stage 3 does not fit any more: .*window of 5×5 over a map of 3×3"):
        maps_of(np.zeros((8, 8)), (Stage("box"), Stage("max", Sliding(2)), Stage("gaussian")))
    for bad in ({"operation": "nonsense"}, {"operation": OWN}, {"operation": "max", "size": 0},
                {"operation": OWN, "weights": ((1.0,), (1.0, 2.0))}):
        with pytest.raises(SettingError):
            Stage(**bad)

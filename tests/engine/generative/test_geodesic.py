"""The shortest way between codes, on surfaces whose geodesics are known."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.generative.geodesic import CodeGrid, length, shortest_way


def test_a_grid_goes_row_by_row_and_finds_the_nearest():
    grid = CodeGrid((0.0, -1.0), (2.0, 1.0), 5)
    np.testing.assert_allclose(grid.codes[:3], [[0.0, -1.0], [0.5, -1.0], [1.0, -1.0]])
    for place, code in enumerate(grid.codes):
        assert grid.nearest(code) == place
    assert grid.nearest(np.array([9.0, 9.0])) == 24


@pytest.mark.parametrize("end", [(2.0, 1.0), (0.5, 0.9), (1.7, -0.8)])
def test_of_a_linear_decoder_it_is_the_straight_one(end):
    grid = CodeGrid((0.0, -1.0), (2.0, 1.0), 41)
    matrix = np.array([[2.0, 0.3, -1.0], [0.1, 1.5, 0.4]])
    start, stop = grid.nearest(np.array([0.0, -1.0])), grid.nearest(np.array(end))
    decoded = grid.codes @ matrix
    way = shortest_way(grid, decoded, start, stop)
    assert (way[0], way[-1]) == (start, stop)
    straight = np.linalg.norm(decoded[stop] - decoded[start])
    assert straight - 1e-9 <= length(decoded[way]) <= 1.01 * straight


def test_on_a_sphere_it_is_the_great_circle_and_not_the_parallel():
    grid = CodeGrid((0.0, 0.2), (2.5, 1.5), 61)  # longitude, latitude
    longitude, latitude = grid.codes.T
    sphere = np.column_stack([np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude),
                              np.sin(latitude)])
    ends = [grid.nearest(np.array([place, 0.6])) for place in (0.0, 2.5)]
    way = shortest_way(grid, sphere, *ends)
    circle = math.acos(float(sphere[ends[0]] @ sphere[ends[1]]))
    parallel = math.cos(grid.codes[ends[0]][1]) * 2.5
    assert circle * 0.999 <= length(sphere[way]) <= 1.01 * circle
    assert length(sphere[way]) < 0.95 * parallel
    assert grid.codes[way][:, 1].max() > 0.9

"""Heights as colours, the box in space, and rays back from the screen."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QMatrix4x4, QVector3D

from app.numbers import number
from app.surface import Field, Heights
from app.surface.projection import TALL, Stage, on_screen, ray
from engine.round_numbers import ticks
from tests.app.surface.pictures import bowl, field_of

WIDTH, HEIGHT = 640, 400
EYES = [(3.0, -3.0, 3.0), (-2.5, -4.0, 2.0), (0.5, 4.5, 3.5), (0.1, 0.2, 5.0)]


def seen_from(eye: tuple[float, float, float]) -> QMatrix4x4:
    matrix = QMatrix4x4()
    matrix.perspective(38.0, WIDTH / HEIGHT, 0.1, 50.0)
    matrix.lookAt(QVector3D(*eye), QVector3D(0, 0, 0.3), QVector3D(0, 0, 1))
    return matrix


def stage_of(field: Field, log: bool = False) -> Stage:
    return Stage(field, Heights(field.z, log))


@pytest.mark.parametrize("eye", EYES)
def test_the_ray_through_the_pixel_of_a_point_hits_that_point(eye):
    field = field_of(lambda x, y: 0.1 * x + 0.2 * y)  # nothing hides behind a plane
    stage, matrix = stage_of(field), seen_from(eye)
    for x, y in [(0.0, 0.0), (1.3, -0.7), (-1.9, 1.9), (0.4, 1.1)]:
        (across, down), = on_screen(stage.place(np.array([[x, y]]), np.array([field.at(x, y)])), matrix, WIDTH, HEIGHT)
        found = stage.hit(*ray(across, down, matrix, WIDTH, HEIGHT))
        assert found == pytest.approx((x, y), abs=0.01)


def test_a_ray_stops_at_the_first_hill():
    ridge = field_of(lambda x, y: np.exp(-20 * (y + 1) ** 2), count=201)
    stage = stage_of(ridge)
    _, y = stage.hit(np.array([0.0, -3.0, 0.5]), np.array([0.0, 6.0, -0.3]))
    assert y < -0.9


def test_a_ray_beside_the_box_or_up_into_the_sky_hits_nothing():
    stage = stage_of(bowl())
    assert stage.hit(np.array([5.0, 5.0, 3.0]), np.array([0.0, 0.0, -6.0])) is None
    assert stage.hit(np.array([0.0, 0.0, 0.5]), np.array([0.0, 0.0, 1.0])) is None


def test_there_is_nothing_to_hit_where_the_function_is_undefined():
    half = field_of(lambda x, y: np.where(x < 0, np.nan, x + y))
    stage = stage_of(half)
    down = np.array([0.0, 0.0, -4.0])
    assert stage.hit(np.array([-0.5, 0.2, 2.0]), down) is None
    assert stage.hit(np.array([0.5, 0.2, 2.0]), down) == pytest.approx((1.0, 0.4), abs=1e-6)


def test_the_box_reaches_from_corner_to_corner_and_from_the_lowest_to_the_highest():
    field = bowl()
    stage = stage_of(field)
    corners = stage.place(np.array([[-2.0, -2.0], [2.0, 2.0], [0.0, 0.0]]), np.array([12.0, 12.0, 0.0]))
    assert np.allclose(corners, [[-1, -1, TALL], [1, 1, TALL], [0, 0, 0]])
    assert stage.plane(corners[1]) == pytest.approx((2.0, 2.0))


def test_what_is_behind_the_eye_is_nowhere_on_the_screen():
    matrix = seen_from((0.0, -4.0, 0.3))
    assert np.isnan(on_screen(np.array([[0.0, -9.0, 0.3]]), matrix, WIDTH, HEIGHT)).all()
    assert on_screen(np.array([[0.0, 0.0, 0.3]]), matrix, WIDTH, HEIGHT) == pytest.approx(
        np.array([[WIDTH / 2, HEIGHT / 2]]), abs=1e-3)


# Heights


@pytest.mark.parametrize("log", [False, True])
def test_scales_go_from_the_lowest_to_the_highest_and_back(log):
    z = np.array([-3.0, np.nan, 0.0, 7.0, 1000.0])
    heights = Heights(z, log)
    scaled = heights.scale(z)
    assert np.isnan(scaled[1])
    known = scaled[[0, 2, 3, 4]]
    assert (known[0], known[-1]) == pytest.approx((0.0, 1.0))
    assert (np.diff(known) > 0).all()
    assert heights.height(known) == pytest.approx(z[[0, 2, 3, 4]])


def test_a_logarithmic_scale_shows_what_differs_near_the_bottom():
    z = np.array([0.0, 1.0, 2.0, 10_000.0])
    assert Heights(z).scale(2.0) - Heights(z).scale(1.0) < 0.001
    assert Heights(z, log=True).scale(2.0) - Heights(z, log=True).scale(1.0) > 0.04


@pytest.mark.parametrize("z", [np.zeros(4), np.full(4, np.nan), np.full(4, -7e9)])
def test_flat_and_unknown_fields_have_a_scale_too(z):
    heights = Heights(z)
    assert heights.high > heights.low
    assert np.isfinite(heights.height(0.5))


def test_between_points_of_the_grid_heights_are_bilinear_and_outside_there_are_none():
    field = field_of(lambda x, y: x * y, count=9)  # 0.5 apart: bilinear interpolation is exact
    assert field.at(0.3, -1.7) == pytest.approx(-0.51)
    assert field.at(2.0, 2.0) == pytest.approx(4.0)
    assert np.isnan(field.at(2.1, 0.0))


@pytest.mark.parametrize(("low", "high", "found"), [
    (0.0, 1.0, [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]), (-5.0, 5.0, [-4.0, -2.0, 0.0, 2.0, 4.0]), (3.0, 3.0, []),
    (0.0, np.inf, [])])
def test_axes_have_round_numbers(low, high, found):
    assert ticks(low, high, 5) == pytest.approx(found)


@pytest.mark.parametrize(("value", "text"), [
    (0.0, "0"), (-2.5, "−2.5"), (1234.5, "1234"), (9999.7, "10\u202f000"), (-61706.0, "−61\u202f706"),
    (3.2e-7, "3.2e−7"), (-1.5e12, "−1.5e12")])
def test_numbers_are_short_and_have_a_real_minus(value, text):
    assert number(value) == text

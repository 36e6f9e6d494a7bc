"""The surface in space: the camera, what the mouse hits, and a picture that is what it should be."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor

from app.surface import Arrow, DrawnTrajectory, Field, Heights, Mark
from app.surface.space_view import CAMERA, DISTANCES, STEEP
from app.theme import apply_theme, current
from tests.app.pointer import SHIFT, click, double_click, drag, hover, press, pull, release, wheel
from tests.app.surface.pictures import bowl, colour_at, field_of, on_surface, pixels

pytestmark = pytest.mark.usefixtures("in_space")
PINK = QColor("#e0457b")
SKY = QPointF(12, 12)
"""A pixel with nothing below it."""


@pytest.fixture
def make(show):
    from app.surface.space_view import SpaceView

    def make(field: Field | None = None, **size: int) -> SpaceView:
        view = SpaceView()
        if field is not None:
            view.set_field(field, Heights(field.z))
        return show(view, **size)

    return make


@pytest.fixture
def field() -> Field:
    return bowl()


@pytest.fixture
def view(make, field):
    return make(field)


def names(heard: list[tuple]) -> list[str]:
    return [name for name, *_ in heard if name != "hovered"]


def camera(view) -> dict[str, float]:
    return {name: view._scene.options[name] for name in ("distance", "elevation", "azimuth")}


def difference(one: np.ndarray, other: np.ndarray) -> float:
    """The mean over all pixels, of 255."""
    return float(np.abs(one - other).mean())


# The picture


def test_the_surface_is_seen_in_its_colours(view, field):
    picture = pixels(view)
    background = np.array(QColor(current().surface).getRgb()[:3])
    assert np.allclose(picture[2, 2], background, atol=2)
    assert (np.abs(picture - background).max(axis=2) > 40).mean() > 0.15
    low = colour_at(view, on_surface(view, field, 0.0, 0.0))
    high = colour_at(view, on_surface(view, field, -1.7, 1.9))
    assert low[2] > low[1] + 40  # violet below,
    assert high[1] > high[2] + 60  # yellow and green above


@pytest.mark.parametrize("size", [(900, 300), (260, 500), (620, 421)])
def test_after_a_change_of_size_the_picture_is_that_of_a_view_made_in_that_size(make, field, size):
    width, height = size
    view = make(field)
    pixels(view)
    view.resize(width, height)
    fresh = make(field, width=width, height=height)
    picture = pixels(view)
    assert picture.shape == (height, width, 3)
    assert difference(picture, pixels(fresh)) < 0.5


def test_views_of_different_size_do_not_paint_into_each_other(make, field):
    one = make(field)
    before = pixels(one)
    other = make(field_of(lambda x, y: np.sin(3 * x) * y), width=300, height=500)
    turned = pixels(other)
    drag(other, QPointF(150, 250), QPointF(220, 250))
    one.set_marks([])  # paints anew
    assert difference(pixels(one), before) < 0.5
    assert difference(pixels(other), turned) > 2
    assert camera(one)["azimuth"] == CAMERA["azimuth"]


def test_no_field_is_an_empty_picture_that_takes_the_mouse(make):
    view = make()
    view.set_start((0.0, 0.0))
    click(view, QPointF(300, 200))
    hover(view, QPointF(300, 200))
    drag(view, QPointF(300, 200), QPointF(340, 220))
    view.set_field(bowl(), Heights(bowl().z))
    full = pixels(view)
    view.set_field(None, Heights(np.zeros(0)))
    assert difference(full, pixels(view)) > 2


def test_nothing_is_drawn_where_the_function_is_undefined(make):
    hole = field_of(lambda x, y: np.where(x**2 + y**2 < 1, np.nan, 1.0 + 0 * x), count=81)
    view, whole = make(hole), make(field_of(lambda x, y: np.where(x**2 + y**2 < 1e-9, 0.0, 1.0), count=81))
    background = QColor(current().surface).getRgb()[:3]
    middle = on_surface(whole, whole._stage.field, 0.3, 0.3)
    assert np.allclose(colour_at(view, middle), background, atol=60)
    assert not np.allclose(colour_at(whole, middle), background, atol=60)


def test_all_unknown_but_a_corner_is_no_reason_to_fail(make):
    view = make(field_of(lambda x, y: np.where((x < -1.9) & (y < -1.9), 3.0, np.nan)))
    assert pixels(view).shape == (420, 620, 3)


def test_walkers_stand_on_the_surface(view, field):
    way = np.array([[-1.5, 1.5], [-0.5, 1.0], [0.2, 0.3]])
    heights = field.below(way)
    before = pixels(view)
    view.set_trails([DrawnTrajectory("a", PINK, way, heights, width=4.0)])
    assert np.allclose(colour_at(view, on_surface(view, field, 0.2, 0.3)), PINK.getRgb()[:3], atol=25)
    near_pink = (np.abs(pixels(view) - PINK.getRgb()[:3]).max(axis=2) < 40).sum()
    assert near_pink > (np.abs(before - PINK.getRgb()[:3]).max(axis=2) < 40).sum() + 300  # the ball, and its trail
    view.set_trails([])
    assert difference(pixels(view), before) < 0.5


def test_walkers_that_left_the_box_or_flew_away_are_no_reason_to_fail(view):
    way = np.array([[0.0, 0.0], [9.0, 9.0], [1e12, -1e12]])
    view.set_trails([DrawnTrajectory("a", PINK, way, np.array([0.0, 1e5, 1e30]), drop=np.array([0.0, np.nan, np.nan])),
                     DrawnTrajectory("b", PINK, way[:0], np.zeros(0))])
    pixels(view)


def test_arrows_marks_and_newtons_picture_are_drawn_and_go_again(view, field):
    before = pixels(view)
    small = np.linspace(-1.0, 1.0, 21)
    for set_it, given, nothing in (
            (view.set_arrows, [Arrow(-1.0, -1.0, 0.8, 0.4, PINK)], []),
            (view.set_marks, [Mark("saddle", 0.5, -0.5, 0.75), Mark("minimum", 0.0, 0.0, 0.0)], []),
            (view.set_extra_surface, Field(small, small, np.full((21, 21), 6.0)), None)):
        set_it(given)
        assert difference(pixels(view), before) > 0.05
        set_it(nothing)
        assert difference(pixels(view), before) < 0.02


def test_light_and_dark(view, qapp):
    for name in ("light", "dark"):
        apply_theme(qapp, name)
        assert np.allclose(pixels(view)[2, 2], QColor(current().surface).getRgb()[:3], atol=2)


# The camera


def test_a_drag_turns_the_camera_around_the_surface(view):
    before = camera(view)
    picture = pixels(view)
    drag(view, QPointF(100, 100), QPointF(160, 120))
    after = camera(view)
    assert after["azimuth"] != before["azimuth"]
    assert after["elevation"] != before["elevation"]
    assert after["distance"] == before["distance"]
    assert difference(pixels(view), picture) > 2


@pytest.mark.parametrize("down", [-400, 400])
def test_the_camera_never_goes_below_the_ground_nor_over_the_top(view, down):
    drag(view, QPointF(100, 200), QPointF(100, 200 + down))
    assert STEEP[0] <= camera(view)["elevation"] <= STEEP[1]
    assert camera(view)["elevation"] in STEEP


def test_the_wheel_comes_nearer_and_goes_away_within_bounds(view):
    first = camera(view)["distance"]
    wheel(view, QPointF(300, 200), 2)
    assert DISTANCES[0] <= camera(view)["distance"] < first
    for _ in range(60):
        wheel(view, QPointF(300, 200), 2)
    assert camera(view)["distance"] == pytest.approx(DISTANCES[0])
    for _ in range(60):
        wheel(view, QPointF(300, 200), -2)
    assert camera(view)["distance"] == pytest.approx(DISTANCES[1])


def test_a_drag_with_shift_moves_the_surface(view, field):
    before = on_surface(view, field, 0.0, 0.0)
    turned = camera(view)
    drag(view, QPointF(300, 200), QPointF(340, 200), keys=SHIFT)
    assert camera(view) == turned
    assert on_surface(view, field, 0.0, 0.0).x() > before.x() + 10


def test_a_double_click_brings_the_first_view_back(view):
    first, picture = camera(view), pixels(view)
    drag(view, QPointF(100, 100), QPointF(190, 60))
    wheel(view, QPointF(300, 200), 5)
    drag(view, QPointF(300, 200), QPointF(360, 240), keys=SHIFT)
    double_click(view, QPointF(20, 20))
    assert camera(view) == pytest.approx(first)
    assert difference(pixels(view), picture) < 0.5


# What the mouse hits


@pytest.mark.parametrize("turn", [0, 70, -120])
def test_a_click_tells_the_point_of_the_surface_below_it(view, heard, field, turn):
    drag(view, SKY, SKY + QPointF(turn, 0))
    heard.clear()
    for x, y in [(0.0, 0.0), (0.7, -0.4), (-0.6, 0.3)]:
        click(view, on_surface(view, field, x, y))
        assert heard[-1][0] == "pressed"
        assert heard[-1][1:] == pytest.approx((x, y), abs=0.06)


def test_a_drag_is_no_click_and_the_sky_is_no_point(view, heard):
    drag(view, QPointF(300, 200), QPointF(360, 200))
    click(view, SKY)
    assert names(heard) == []


def test_the_point_under_the_mouse_has_the_height_of_the_field(view, heard, field):
    hover(view, on_surface(view, field, 0.7, -0.4))
    name, x, y, z = heard[-1]
    assert name == "hovered"
    assert (x, y) == pytest.approx((0.7, -0.4), abs=0.06)
    assert z == pytest.approx(field.at(x, y))


def test_the_start_is_taken_over_the_surface(view, heard, field):
    view.set_start((-0.8, 0.2))
    before = camera(view)
    drag(view, on_surface(view, field, -0.8, 0.2), on_surface(view, field, 0.9, -0.5))
    assert set(names(heard)) == {"start_dragged", "start_released"}
    assert heard[-1][0] == "start_released"
    assert heard[-1][1:] == pytest.approx((0.9, -0.5), abs=0.06)
    assert camera(view) == before


def test_the_start_is_let_go_also_beside_the_surface(view, heard, field):
    view.set_start((-0.8, 0.2))
    there = on_surface(view, field, -0.8, 0.2)
    pull(view, there, on_surface(view, field, 0.9, -0.5))
    last = [row for row in heard if row[0] == "start_dragged"][-1][1:]
    release(view, SKY)
    assert heard[-1] == ("start_released", *last)
    press(view, SKY)
    assert names(heard)[-1] == "start_released"


def test_the_start_is_where_it_is_after_the_window_has_changed_its_size(view, heard, field):
    view.set_start((0.5, -0.5))
    view.resize(400, 600)
    pull(view, on_surface(view, field, 0.5, -0.5), on_surface(view, field, 0.0, 0.0))
    assert names(heard)[-1] == "start_dragged"
    assert heard[-1][1:] == pytest.approx((0.0, 0.0), abs=0.06)

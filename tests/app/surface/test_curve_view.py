"""A curve and what walks along it, by mouse."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor

from app.surface import CurveView, DrawnTrajectory, Line, Mark
from app.theme import apply_theme, current
from tests.app.pointer import click, double_click, drag, hover, press, pull, wheel
from tests.app.surface.pictures import on_plot, pixels

X = np.linspace(-3.0, 3.0, 301)


@pytest.fixture
def view(show) -> CurveView:
    view = CurveView()
    view.set_curve(X, X**2)
    view.set_start((-2.0, 4.0))
    return show(view)


@pytest.fixture
def heard(view) -> list[tuple]:
    """What the view told, in order."""
    heard = []
    for name in ("pressed", "start_dragged", "start_released"):
        getattr(view, name).connect(lambda x, y, name=name: heard.append((name, x, y)))
    return heard


def spans(view: CurveView) -> np.ndarray:
    return np.array(view.item.vb.viewRange())


def test_the_whole_curve_is_seen_at_first(view):
    (left, right), (low, high) = spans(view)
    assert (left, right) == pytest.approx((-3.0, 3.0), abs=0.05)
    assert low <= 0.0 <= 9.0 <= high


def test_the_start_is_taken_along_the_curve_by_the_mouse(view, heard):
    before = spans(view)
    drag(view, on_plot(view, -2.0, 4.0), on_plot(view, 1.0, 4.0))
    assert {name for name, *_ in heard} == {"start_dragged", "start_released"}
    assert heard[-1][0] == "start_released"
    assert heard[-1][1] == pytest.approx(1.0, abs=0.03)
    across = [x for name, x, _ in heard if name == "start_dragged"]
    assert across == sorted(across)
    assert np.array_equal(spans(view), before)  # the picture stays where it is


def test_a_click_beside_the_start_is_a_click_on_the_plane(view, heard):
    click(view, on_plot(view, 2.0, 7.0))
    assert [name for name, *_ in heard] == ["pressed"]
    assert heard[0][1:] == pytest.approx((2.0, 7.0), abs=0.06)


def test_the_mouse_shows_that_the_start_can_be_taken(view):
    hover(view, on_plot(view, -2.0, 4.0))
    held = view.viewport().cursor().shape()
    hover(view, on_plot(view, 2.0, 7.0))
    assert view.viewport().cursor().shape() != held


def test_a_drag_over_the_plane_is_no_click(view, heard):
    press(view, on_plot(view, 2.0, 7.0))
    assert heard == []
    drag(view, on_plot(view, 2.0, 7.0), on_plot(view, 1.5, 7.0))
    assert heard == []


def test_without_a_start_there_is_nothing_to_take(view, heard):
    view.set_start(None)
    assert not view.handle.isVisible()
    click(view, on_plot(view, -2.0, 4.0))
    assert [name for name, *_ in heard] == ["pressed"]


def test_the_wheel_comes_nearer_a_drag_moves_and_a_double_click_goes_back(view):
    first = spans(view)
    wheel(view, on_plot(view, 0.0, 4.0), 3)
    nearer = spans(view)
    assert np.ptp(nearer[0]) < np.ptp(first[0])
    drag(view, on_plot(view, 0.0, 4.0), on_plot(view, 0.5, 4.0))
    assert np.mean(spans(view)[0]) < np.mean(nearer[0])
    double_click(view, on_plot(view, 0.2, 3.0))
    assert np.allclose(spans(view), first)


def test_another_curve_is_seen_as_a_whole_and_the_same_one_leaves_the_picture_alone(view):
    wheel(view, on_plot(view, 0.0, 4.0), 3)
    near = spans(view)
    view.set_curve(X, X**2)
    assert np.array_equal(spans(view), near)
    view.set_curve(X, 100 * X)
    assert spans(view)[1][1] >= 300.0


def test_where_the_function_is_undefined_the_curve_has_a_gap(view):
    y = np.where(X > 0, np.log(np.maximum(X, 1e-9)), np.nan)
    view.set_curve(X, y)
    _, shown = view.curve.getData()
    assert np.isnan(shown[X <= 0]).all()
    low, high = spans(view)[1]
    assert low <= np.log(0.02)
    assert high >= np.log(3.0)


def test_walkers_stand_at_their_last_point(view):
    way = np.array([[-2.0, 0.0], [-1.0, 0.0], [0.5, 0.0]])
    view.set_trails([DrawnTrajectory("a", QColor("#e0457b"), way, way[:, 0] ** 2)])
    [(line, ball)] = view._trails
    assert np.allclose(line.getData()[0], way[:, 0])
    assert np.allclose(np.ravel(ball.getData()), [0.5, 0.25])
    there = on_plot(view, 0.5, 0.25)
    assert np.allclose(pixels(view)[round(there.y()), round(there.x())], QColor("#e0457b").getRgb()[:3], atol=30)
    view.set_trails([])
    assert not line.isVisible()
    assert not ball.isVisible()


def test_marks_say_what_they_are(view):
    view.set_marks([Mark("minimum", 0.0, 0.0, 0.0, "Minimum\nλ = 2"), Mark("maximum", 1.0, 0.0, 1.0, "Maximum")])
    assert [point.data() for point in view.marks.points()] == ["Minimum\nλ = 2", "Maximum"]
    assert [tuple(point.pos()) for point in view.marks.points()] == [(0.0, 0.0), (1.0, 1.0)]


def test_marks_and_starts_without_a_height_do_not_spoil_the_picture(view, heard):
    before = spans(view)
    view.set_marks([Mark("not_smooth", 0.0, 0.0, -np.inf), Mark("minimum", 0.0, 0.0, 0.0, "Minimum")])
    assert [point.data() for point in view.marks.points()] == ["Minimum"]
    view.set_start((-1.0, np.nan))
    height = spans(view)[1].mean()
    drag(view, on_plot(view, -1.0, height), on_plot(view, 1.0, height))
    assert heard[-1][:2] == ("start_released", pytest.approx(1.0, abs=0.03))
    assert np.array_equal(spans(view), before)


def test_a_pole_is_an_upright_line_that_says_so(view):
    pole = Mark("pole", 0.5, 0.0, np.inf, "Pole\n(0.5)")
    view.set_marks([pole])
    view.set_marks([pole])
    [line] = view._poles
    assert (line.value(), line.toolTip()) == (0.5, "Pole\n(0.5)")
    assert view.marks.points().size == 0
    view.set_marks([])
    assert view._poles == []


def test_lines_take_the_place_of_those_before(view):
    tangent = Line(np.array([-1.0, 1.0]), np.array([3.0, -1.0]), QColor("#d9660a"), "slope −2")
    view.set_lines([tangent, tangent])
    view.set_lines([tangent])
    line, label = view._lines
    assert np.allclose(line.getData(), ([-1.0, 1.0], [3.0, -1.0]))
    assert label.toPlainText() == "slope −2"
    view.set_lines([])
    assert view._lines == []


@pytest.mark.parametrize("slope", [0.0, 0.01, 1.0])
@pytest.mark.parametrize("x", [-3.0, 0.0, 2.9])
def test_the_names_of_lines_through_a_point_do_not_meet(view, slope, x):
    way, colour = np.array([x - 0.1, x + 0.1]), QColor("#d9660a")
    view.set_lines([Line(way, slope * way, colour, "slope 1"), Line(way, -slope * way, colour, "step 0.25"),
                    Line(way, slope * way, colour, "parabola", dashed=True)])
    view.grab()
    names = [piece.mapRectToScene(piece.boundingRect()) for piece in view._lines if hasattr(piece, "toPlainText")]
    assert len(names) == 3
    assert not any(one.intersects(other) for place, one in enumerate(names) for other in names[:place])


@pytest.mark.parametrize("leans", [-1, 1])
@pytest.mark.parametrize("x", [-3.0, -2.9, 0.0, 2.9, 3.0, 50.0])
@pytest.mark.parametrize("y", [-40.0, 0.0, 8.9, 90.0])
def test_what_a_line_says_is_never_cut_off(view, x, y, leans):
    far = np.array([x, x])
    view.set_lines([Line(far, np.array([y, y]), QColor("#d9660a"), "momentum's part 0.1234", leans=leans)])
    view.grab()
    text = view._lines[-1]
    seen = view.item.vb.sceneBoundingRect().adjusted(-2, -2, 2, 2)
    assert seen.contains(text.mapRectToScene(text.boundingRect()))


def test_a_start_is_taken_also_after_the_window_has_changed_its_size(view, heard):
    view.resize(900, 300)
    pull(view, on_plot(view, -2.0, 4.0), on_plot(view, -1.0, 4.0))
    assert heard[-1][0] == "start_dragged"
    assert heard[-1][1] == pytest.approx(-1.0, abs=0.03)


def test_the_colours_follow_the_theme(view, qapp):
    corner = QPointF(view.width() - 3, view.height() - 3)
    for name in ("light", "dark"):
        apply_theme(qapp, name)
        picture = pixels(view)
        shown = picture[round(corner.y()), round(corner.x())]
        assert np.allclose(shown, QColor(current().surface).getRgb()[:3], atol=2)
        text = np.array(QColor(current().text).getRgb()[:3])
        assert (np.abs(picture - text).max(axis=2) < 40).sum() > 200  # the curve itself

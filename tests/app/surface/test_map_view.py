"""The map: what is seen is the field, and the mouse moves what it took."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from app.surface import Arrow, DrawnTrajectory, Field, Heights, Mark, Patch, Regions
from app.surface.map_view import HEAD, LEVELS, MapView
from app.surface.marks import SHAPES
from app.theme import apply_theme, current, viridis
from tests.app.pointer import click, double_click, drag, hover, wheel
from tests.app.surface.pictures import bowl, colour_at, field_of, on_plot, pieces, pixels, plane

PINK = QColor("#e0457b")


@pytest.fixture
def view(show) -> MapView:
    return show(MapView())


def draw(view: MapView, field: Field, log: bool = False) -> Heights:
    heights = Heights(field.z, log)
    view.set_field(field, heights)
    return heights


def spans(view: MapView) -> np.ndarray:
    return np.array(view.item.vb.viewRange())


def names(heard: list[tuple]) -> list[str]:
    return [name for name, *_ in heard if name != "hovered"]


# What is seen


def test_each_value_stands_in_the_middle_of_its_pixel(view):
    field = Field(np.array([-2.0, -1.0, 0.0]), np.array([10.0, 20.0]), np.arange(6.0).reshape(2, 3), "x", "y", "z")
    draw(view, field)
    width, height = view.image.width(), view.image.height()
    assert (width, height) == (3, 2)
    for column, x in enumerate(field.x):
        for row, y in enumerate(field.y):
            place = view.image.mapToParent(QPointF(column + 0.5, row + 0.5))
            assert (place.x(), place.y()) == pytest.approx((x, y))


@pytest.mark.parametrize("log", [False, True])
def test_every_colour_is_the_height_of_the_field_there(view, log):
    field = plane()  # x to the right and y upwards, or the corners would be others
    heights = draw(view, field, log)
    view.contours.hide()
    for x, y in [(-1.85, -1.85), (1.85, -1.85), (-1.85, 1.85), (1.85, 1.85), (0.3, -0.9)]:
        wanted = viridis(heights.scale(np.array([field.at(x, y)])))[0, :3]
        assert np.allclose(colour_at(view, on_plot(view, x, y)), wanted, atol=14), (x, y)


def test_what_is_not_known_has_no_colour(view):
    draw(view, field_of(lambda x, y: np.where(x < 0, np.nan, x + y)))
    background = QColor(current().surface).getRgb()[:3]
    assert np.allclose(colour_at(view, on_plot(view, -1.0, 0.3)), background, atol=6)
    assert not np.allclose(colour_at(view, on_plot(view, 1.0, 0.3)), background, atol=30)


def test_contour_lines_run_at_equal_heights(view):
    field = bowl(161)
    heights = draw(view, field)
    x, y = view.contours.getData()
    drawn = np.isfinite(x + y)
    at = heights.scale(field.below(np.column_stack([x[drawn], y[drawn]])))
    levels = np.linspace(0, 1, LEVELS + 2)[1:-1]
    nearest = np.abs(at[:, None] - levels).argmin(axis=1)
    assert np.abs(at - levels[nearest]).max() < 1e-3
    assert set(nearest) == set(range(LEVELS))


def test_contour_lines_keep_out_of_what_is_not_known(view):
    draw(view, field_of(lambda x, y: np.where(x**2 + y**2 < 1, np.nan, x + y)))
    x, y = view.contours.getData()
    assert np.nanmin(x**2 + y**2) > 0.9


def test_a_field_of_which_nothing_is_known_draws_nothing(view):
    draw(view, field_of(lambda x, y: np.nan * x))
    x, _ = view.contours.getData()
    assert x is None or len(x) == 0


def test_no_field_is_no_picture(view):
    draw(view, bowl())
    view.set_field(None, Heights(np.zeros(0)))
    assert not view.image.isVisible()
    assert not view.contours.isVisible()
    click(view, QPointF(300, 200))
    hover(view, QPointF(310, 200))


def test_the_whole_field_is_seen_at_first_and_after_a_double_click(view):
    draw(view, bowl())
    assert np.allclose(spans(view), [[-2, 2], [-2, 2]])
    wheel(view, on_plot(view, 1.0, 1.0), 4)
    assert np.ptp(spans(view)[0]) < 4
    double_click(view, on_plot(view, 0.9, 0.9))
    assert np.allclose(spans(view), [[-2, 2], [-2, 2]])


def test_new_heights_over_the_same_plane_leave_the_picture_where_it_was_moved(view):
    draw(view, bowl())
    wheel(view, on_plot(view, 1.0, 1.0), 4)
    near = spans(view)
    draw(view, plane())
    assert np.array_equal(spans(view), near)
    draw(view, field_of(lambda x, y: x + y, size=7.0))
    assert np.allclose(spans(view), [[-7, 7], [-7, 7]])


def test_regions_lie_over_the_field_each_in_its_colour(view):
    field = plane()
    draw(view, field)
    labels = np.where(field.x[None, :] + 0 * field.y[:, None] < 0, 0, 1)
    labels[field.y > 1, :] = -1
    view.set_regions(Regions(field.x, field.y, labels, (QColor("#ff0000"), QColor("#0000ff"))))
    red, blue = (colour_at(view, on_plot(view, x, -1.03)) for x in (-1.03, 1.03))
    assert red[0] > 180 > red[2]
    assert blue[2] > 180 > blue[0]
    unknown = colour_at(view, on_plot(view, -1.03, 1.53))
    assert not np.allclose(unknown, red, atol=40)
    view.set_regions(None)
    assert not np.allclose(colour_at(view, on_plot(view, -1.03, -1.03)), red, atol=40)


def test_walkers_leave_their_trail_and_stand_at_its_end(view):
    draw(view, bowl())
    way = np.array([[-1.5, -1.5], [0.0, 1.0], [1.2, 0.4]])
    view.set_trails([DrawnTrajectory("a", PINK, way, np.zeros(3), width=3.0),
                     DrawnTrajectory("b", QColor("#101418"), -way, np.zeros(3))])
    assert np.allclose(colour_at(view, on_plot(view, 1.2, 0.4)), PINK.getRgb()[:3], atol=12)
    assert np.allclose(colour_at(view, on_plot(view, -0.75, -0.25)), PINK.getRgb()[:3], atol=90)
    view.set_trails([DrawnTrajectory("a", PINK, way[:0], np.zeros(0))])
    assert not any(ball.isVisible() for _, ball in view._trails)


def test_marks_have_a_shape_for_each_kind_and_say_what_they_are(view):
    draw(view, bowl())
    view.set_marks([Mark(kind, -1.5 + 0.4 * place, 0.3, 0.0, kind.upper()) for place, kind in enumerate(SHAPES)])
    points = view.marks.points()
    assert [point.data() for point in points] == [kind.upper() for kind in SHAPES]
    assert [point.symbol() for point in points] == [shape for shape, _ in SHAPES.values()]
    assert len({shape for kind, (shape, _) in SHAPES.items() if kind in ("minimum", "maximum", "saddle",
                                                                        "degenerate", "not_smooth", "pole")}) == 6


def test_arrows_and_areas_are_made_once(view):
    draw(view, bowl())
    patch, arrow = Patch(0.5, -0.5, 1.0, 0.25, PINK), Arrow(-1.0, -1.0, 0.8, 0.4, PINK)
    view.set_patches([patch] * 3)
    view.set_arrows([arrow] * 3)
    made = pieces(view)
    view.set_patches([patch])
    view.set_arrows([arrow])
    assert len(pieces(view)) == 3
    view.set_patches([patch] * 3)
    view.set_arrows([arrow] * 3)
    assert pieces(view) == made


def test_arrows_point_where_they_go_and_areas_are_as_large_as_said(view):
    draw(view, bowl())
    view.set_patches([Patch(0.5, -0.5, 1.0, 0.25, PINK, "area")])
    view.set_arrows([Arrow(-1.0, -1.0, 0.8, 0.4, PINK, "step")])
    area, line, head = pieces(view)
    assert (area.rect().center().x(), area.rect().center().y()) == pytest.approx((0.5, -0.5))
    assert (area.rect().width(), area.rect().height()) == pytest.approx((1.0, 0.25))
    assert np.allclose(line.getData(), ([-1.0, -0.2], [-1.0, -0.6]))
    assert (head.pos().x(), head.pos().y()) == pytest.approx((-0.2, -0.6))
    assert [piece.toolTip() for piece in pieces(view)] == ["area", "step", "step"]
    view.set_arrows([])
    view.set_patches([])
    assert pieces(view) == []


@pytest.mark.parametrize(("dx", "dy"), [(1, 0), (0, 1), (-1, 0), (0, -1), (1, 1)])
def test_the_head_of_an_arrow_points_along_it_on_the_screen(view, dx, dy):
    draw(view, bowl())
    arrow = Arrow(0.0, 0.0, float(dx), float(dy), PINK)
    tail, tip = on_plot(view, 0, 0), on_plot(view, dx, dy)
    across, down = tip.x() - tail.x(), tip.y() - tail.y()
    # pyqtgraph's heads point to the left at 0°, and turn clockwise.
    view.set_arrows([arrow])
    _, head = pieces(view)
    angle = np.radians(head.opts["angle"])
    assert np.allclose((-np.cos(angle), -np.sin(angle)), np.array([across, down]) / np.hypot(across, down), atol=0.02)


def test_no_head_is_longer_than_its_arrow(view, qtbot):
    draw(view, bowl())
    view.set_arrows([Arrow(0.0, 0.0, 1.0, 0.0, PINK), Arrow(0.0, 0.0, 1e-9, 0.0, PINK)])
    heads = [head for _, head in view._darts]
    assert heads[0].opts["headLen"] == HEAD
    assert heads[1].opts["headLen"] < 1e-3
    view.item.vb.setRange(xRange=(-1e-9, 1e-9), yRange=(-1e-9, 1e-9))
    qtbot.waitUntil(lambda: heads[1].opts["headLen"] == HEAD)  # from near it is an arrow like others


# The mouse


def test_the_start_goes_where_the_mouse_takes_it_and_the_map_stays(view, heard):
    draw(view, bowl())
    view.set_start((-1.0, 1.0))
    before = spans(view)
    drag(view, on_plot(view, -1.0, 1.0), on_plot(view, 0.5, -1.5))
    assert set(names(heard)) == {"start_dragged", "start_released"}
    assert heard[-1][0] == "start_released"
    assert heard[-1][1:] == pytest.approx((0.5, -1.5), abs=0.02)
    assert np.array_equal(spans(view), before)


def test_a_drag_elsewhere_moves_the_map_and_is_no_click(view, heard):
    draw(view, bowl())
    view.set_start((-1.0, 1.0))
    drag(view, on_plot(view, 1.0, 1.0), on_plot(view, 1.5, 0.5))
    assert names(heard) == []
    assert spans(view)[0].mean() == pytest.approx(-0.5, abs=0.03)
    assert spans(view)[1].mean() == pytest.approx(0.5, abs=0.03)


def test_a_click_tells_the_point_of_the_plane(view, heard):
    draw(view, bowl())
    view.set_start((-1.0, 1.0))
    click(view, on_plot(view, 1.25, -0.5))
    assert names(heard) == ["pressed"]
    assert heard[0][1:] == pytest.approx((1.25, -0.5), abs=0.02)


def test_the_point_under_the_mouse_has_the_height_of_the_field(view, heard):
    field = plane()
    draw(view, field)
    hover(view, on_plot(view, 0.7, -1.1))
    name, x, y, z = heard[-1]
    assert name == "hovered"
    assert (x, y) == pytest.approx((0.7, -1.1), abs=0.02)
    assert z == pytest.approx(x + 10 * y)


# Elsewhere


def test_the_map_is_written_as_a_drawing_of_what_is_seen(view, tmp_path):
    draw(view, bowl())
    view.set_trails([DrawnTrajectory("a", PINK, np.array([[-1.5, -1.5], [1.2, 0.4]]), np.zeros(2), width=3.0)])
    (tmp_path / "map.svg").write_bytes(view.svg())
    drawing = QSvgRenderer(str(tmp_path / "map.svg"))
    assert drawing.viewBox() == view.viewport().rect()
    picture = QImage(view.size(), QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    with QPainter(picture) as painter:
        drawing.render(painter)
    # Qt's own reader does not cut at the axes, so compare what is inside of them.
    assert "<clipPath" in (tmp_path / "map.svg").read_text(encoding="utf-8")
    inner = view.item.vb.sceneBoundingRect().toAlignedRect()
    rows, columns = slice(inner.top(), inner.bottom()), slice(inner.left(), inner.right())
    assert np.abs(pixels(picture) - pixels(view))[rows, columns].mean() < 4


def test_light_and_dark(view, qapp):
    draw(view, bowl())
    view.set_marks([Mark("saddle", 0.0, 0.0, 0.0)])
    pens = []
    for name in ("light", "dark"):
        apply_theme(qapp, name)
        assert view.backgroundBrush().color() == QColor(current().surface)
        pens.append(view.contours.opts["pen"].color().name())
        [mark] = view.marks.points()
        assert mark.brush().color() == QColor(current().text)
    assert pens[0] != pens[1]

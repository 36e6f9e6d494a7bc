"""Map and surface as one picture: views, gliding heights, clipboard, and what is left without OpenGL."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from app.numbers import number
from app.surface import Arrow, DrawnTrajectory, Field, FieldView, Mark, Patch, Regions, ViewButtons, opengl_available
from app.theme import apply_theme, current
from tests.app.pointer import click, drag, hover, wheel
from tests.app.surface.pictures import bowl, field_of, on_plot, on_surface, pixels, plane


@pytest.fixture
def view(show) -> FieldView:
    view = FieldView()
    view.set_field(plane())
    return show(view, width=900)


@pytest.fixture
def without_opengl(monkeypatch) -> None:
    monkeypatch.setattr("app.surface.field_view.opengl_available", lambda: False)


def shown_heights(view: FieldView) -> np.ndarray:
    """What the map shows, from 0 at the lowest to 1 at the highest."""
    return view.map.image.image


def texts(view: FieldView) -> str:
    return "\n".join(label.text() for label in view.findChildren(QLabel))


# Map and surface


@pytest.mark.usefixtures("in_space")
@pytest.mark.parametrize(("name", "has_map", "has_space"), [
    ("both", True, True), ("map", True, False), ("surface", False, True)])
def test_the_map_the_surface_or_both(view, name, has_map, has_space):
    view.set_view(name)
    assert view.view == name
    assert (view.map.isVisible(), view.space.isVisible()) == (has_map, has_space)


@pytest.mark.usefixtures("in_space")
def test_map_and_surface_tell_the_same(view, heard):
    field = plane()
    click(view.map, on_plot(view.map, 0.5, -0.5))
    click(view.space, on_surface(view.space, field, 0.5, -0.5))
    (_, *one), (_, *other) = (row for row in heard if row[0] == "pressed")
    assert one == pytest.approx((0.5, -0.5), abs=0.05)
    assert other == pytest.approx((0.5, -0.5), abs=0.1)


@pytest.mark.usefixtures("in_space")
def test_the_start_stands_on_both_and_is_taken_from_either(view, heard):
    field = plane()
    view.set_start((0.5, -0.5))
    drag(view.map, on_plot(view.map, 0.5, -0.5), on_plot(view.map, -1.0, 1.0))
    drag(view.space, on_surface(view.space, field, 0.5, -0.5), on_surface(view.space, field, 0.0, 0.0))
    released = [row[1:] for row in heard if row[0] == "start_released"]
    assert released[0] == pytest.approx((-1.0, 1.0), abs=0.05)
    assert released[1] == pytest.approx((0.0, 0.0), abs=0.1)


def test_the_point_under_the_mouse_is_said_in_numbers(view, heard):
    hover(view.map, on_plot(view.map, 1.0, 1.0))
    name, x, y, z = heard[-1]
    assert name == "hovered"
    assert z == pytest.approx(x + 10 * y)
    assert view._scale.words == (f"x {number(x)}", f"y {number(y)}", number(z))
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert view._scale.words == ()


def test_a_height_that_is_not_known_is_not_said(view):
    view._scale.point_at((0.5, -1.25, np.nan))
    assert view._scale.words == ("x 0.5", "y −1.25")


def test_of_an_axis_that_says_what_it_is_the_symbol_is_said(view):
    field = plane()
    view.set_field(Field(field.x, field.y, field.z, "α: hidden_1/kernel[0, 3]", "β"), ease=False)
    view._scale.point_at((0.5, -1.25, 3.0))
    assert view._scale.words == ("α 0.5", "β −1.25", "3")


def test_everything_is_seen_again_after_a_look_at_a_part(view):
    wheel(view.map, on_plot(view.map, 1.0, 1.0), 5)
    view.fit()
    assert np.allclose(view.map.item.vb.viewRange(), [[-2, 2], [-2, 2]])


@pytest.mark.usefixtures("in_space")
def test_the_surface_is_seen_again_after_a_look_at_a_part(view):
    before = pixels(view.space)
    wheel(view.space, on_surface(view.space, plane(), 0, 0), 5)
    assert np.abs(pixels(view.space) - before).mean() > 2
    view.fit()
    assert np.abs(pixels(view.space) - before).mean() < 0.5


# Heights


def test_new_heights_glide_and_arrive(view, qtbot):
    wanted = field_of(lambda x, y: 3 * x - y)
    view.set_field(wanted)
    assert view._shown is not wanted  # on its way
    qtbot.waitUntil(lambda: view._shown is wanted)
    qtbot.waitUntil(lambda: not view._calm.isActive())
    assert shown_heights(view) == pytest.approx((wanted.z + 8) / 16)
    x, y = view.map.contours.getData()
    drawn = np.isfinite(x + y)
    levels = (3 * x - y)[drawn]
    assert len(np.unique(np.round(levels, 3))) == 14  # of the heights that have arrived


def test_what_was_unknown_appears_without_gliding_from_nowhere(view, qtbot):
    half = field_of(lambda x, y: np.where(x < 0, np.nan, y))
    view.set_field(half, ease=False)
    whole = field_of(lambda x, y: y)
    view.set_field(whole)
    qtbot.waitUntil(lambda: view._shown is whole)
    assert np.isfinite(shown_heights(view)).all()


def test_another_grid_and_no_ease_are_there_at_once(view):
    finer = bowl(81)
    view.set_field(finer)
    assert view._shown is finer
    other = field_of(lambda x, y: x * y, count=81)
    view.set_field(other, ease=False)
    assert view._shown is other


def test_nothing_known_is_no_picture_and_the_next_field_is_one(view):
    view.set_field(field_of(lambda x, y: np.nan * x))
    assert not view.map.image.isVisible()
    view.set_field(None)
    assert not view.map.image.isVisible()
    view.set_field(bowl())
    assert view.map.image.isVisible()


def test_the_logarithm_shows_what_differs_near_the_bottom_and_goes_again(view):
    field = field_of(lambda x, y: (x**2 + y**2) ** 4)
    view.set_field(field, ease=False)
    linear = shown_heights(view).copy()
    view.set_log(True)
    logarithmic = shown_heights(view)
    assert (logarithmic >= linear - 1e-12).all()
    assert np.median(logarithmic) > np.median(linear) + 0.2
    view.set_log(False)
    assert np.array_equal(shown_heights(view), linear)


# Elsewhere


def test_the_picture_on_the_clipboard_is_what_is_seen(view):
    view.copy_image()
    copied = QGuiApplication.clipboard().image()
    assert copied.size() == view.size()
    assert np.abs(pixels(copied) - pixels(view)).mean() < 0.5


def test_the_map_is_saved_where_the_person_says(view, monkeypatch, tmp_path):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(tmp_path / "hill.svg"), ""))
    view._ask_svg()
    assert "<svg" in (tmp_path / "hill.svg").read_text()


def test_a_map_that_cannot_be_saved_is_a_sentence(view, monkeypatch, tmp_path):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(tmp_path / "no" / "hill.svg"), ""))
    view._ask_svg()
    assert "hill.svg was not written: there is no folder" in texts(view)


def test_a_save_that_is_cancelled_writes_nothing(view, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: ("", ""))
    monkeypatch.setattr(Path, "write_bytes", lambda *a: pytest.fail("written"))
    view._ask_svg()


def test_a_sentence_stands_below_the_picture(view):
    view.say("approximate: 11 × 11")
    assert "approximate: 11 × 11" in texts(view)
    view.say("")
    assert "approximate" not in texts(view)


def test_details_are_there_for_who_asks_and_not_in_pictures(view, qtbot):
    view.say("approximate", "A sample of 400 of 60 000 examples.")
    more = view.caption.more
    assert "400" not in texts(view)
    whole = view.image()
    assert more.isVisible()
    QTest.keyClick(more, Qt.Key.Key_Space)
    assert any("400 of" in label.text() for label in QApplication.activePopupWidget().findChildren(QLabel))
    QTest.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    more.hide()
    assert view.image() == whole
    view.say("all of it")
    assert not more.isVisible()


def test_its_buttons_and_the_view_follow_each_other(view, qtbot):
    buttons = ViewButtons(view)
    qtbot.addWidget(buttons)
    for name, button in buttons.buttons.items():
        button.click()
        assert view.view == name
    view.set_view("surface")
    assert [name for name, button in buttons.buttons.items() if button.isChecked()] == ["surface"]


def test_light_and_dark(view, qapp):
    pictures = []
    for name in ("light", "dark"):
        apply_theme(qapp, name)
        pictures.append(pixels(view))
        background = np.array(QColor(current().surface).getRgb()[:3])
        assert (np.abs(pictures[-1] - background).max(axis=2) < 3).mean() > 0.05
    assert np.abs(pictures[0] - pictures[1]).mean() > 20


# Without OpenGL


@pytest.mark.usefixtures("without_opengl")
def test_without_opengl_there_is_the_map_a_sentence_and_every_gesture(show):
    view = show(FieldView())
    assert view.space is None
    assert "OpenGL" in texts(view)
    field, small = plane(), np.linspace(-1, 1, 11)
    for name in ("both", "surface", "map"):
        view.set_view(name)
        assert view.map.isVisible()
    view.set_field(field)
    view.set_log(True)
    pink = QColor("#e0457b")
    view.set_trails([DrawnTrajectory("a", pink, np.zeros((2, 2)), np.zeros(2))])
    view.set_marks([Mark("saddle", 0.0, 0.0, 0.0)])
    view.set_arrows([Arrow(0.0, 0.0, 1.0, 1.0, pink)])
    view.set_patches([Patch(0.0, 0.0, 1.0, 1.0, pink)])
    view.set_regions(Regions(small, small, np.zeros((11, 11), int), (pink,)))
    view.set_extra_surface(Field(small, small, np.zeros((11, 11))))
    view.set_start((0.5, 0.5))
    view.fit()
    taken = []
    view.start_released.connect(lambda x, y: taken.append((x, y)))
    drag(view.map, on_plot(view.map, 0.5, 0.5), on_plot(view.map, -1.0, 1.0))
    assert taken[0] == pytest.approx((-1.0, 1.0), abs=0.05)
    assert view.image().size() == view.size()
    view.say("17 points")
    assert "OpenGL" in texts(view)
    assert "17 points" in texts(view)


@pytest.mark.parametrize("platform", ["offscreen", "minimal"])
def test_a_platform_without_a_screen_has_no_opengl(monkeypatch, qapp, platform):
    monkeypatch.setattr("app.surface.opengl.QGuiApplication", SimpleNamespace(platformName=lambda: platform))
    assert not opengl_available.__wrapped__()


def test_no_context_is_no_opengl(monkeypatch, qapp):
    monkeypatch.setattr("app.surface.opengl.QGuiApplication", SimpleNamespace(platformName=lambda: "xcb"))
    monkeypatch.setattr("app.surface.opengl.QOpenGLContext", lambda: SimpleNamespace(create=lambda: False))
    assert not opengl_available.__wrapped__()

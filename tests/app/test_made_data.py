"""Points drawn with the mouse and typed functions become data of the project."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.widgets.data_panel import DataPanel
from app.widgets.data_panel.points_field import points_in
from app.widgets.predictions.panel import PredictionsPanel
from engine.data import DataSpec
from tests.app.gestures import type_in_form

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


@pytest.fixture
def panel(qtbot, document, session):
    panel = DataPanel(document, session)
    qtbot.addWidget(panel)
    panel.resize(300, 700)
    panel.show()
    return panel


def draw(field, points, button=LEFT) -> None:
    for x, y in points:
        QTest.mouseClick(field, button, pos=field.place(x, y).toPoint())


def blob(x, y, count=12):
    return [(x + 0.3 * (number % 4), y + 0.3 * (number // 4)) for number in range(count)]


def test_two_clouds_are_drawn_and_learned_from(panel, document):
    panel.made.draw()
    dialog = panel.made.dialog
    assert not dialog.ok.isEnabled()
    draw(dialog.field, blob(-3, -3))
    draw(dialog.field, blob(2, 2), RIGHT)
    QTest.mouseClick(dialog.ok, LEFT)
    data = document.loaded
    assert document.model.data_spec == data.spec
    assert data.task == "binary"
    assert data.class_names == ("0", "1")
    raw = np.concatenate([data.train.raw, data.test.raw])
    kinds = np.concatenate([data.train.targets, data.test.targets])[:, 0]
    assert (raw[kinds == 1].mean(axis=0) < -2).all()
    assert (raw[kinds == 0].mean(axis=0) > 2).all()
    document.undo_stack.undo()
    assert document.model.data_spec == DataSpec("circle")


def test_they_come_back_to_be_changed(panel, document):
    panel.made.draw()
    draw(panel.made.dialog.field, blob(-3, -3))
    draw(panel.made.dialog.field, blob(2, 2), RIGHT)
    before = panel.made.dialog.field.points
    QTest.mouseClick(panel.made.dialog.ok, LEFT)
    panel.made.draw()
    field = panel.made.dialog.field
    assert field.points == before
    QTest.mouseClick(panel.made.dialog.kinds.button(2), LEFT)
    draw(field, blob(2, 2))
    assert all(kind == 1 for *_, kind in field.points)
    for _ in range(12):
        QTest.mouseClick(panel.made.dialog.undo, LEFT)
    assert field.points == before
    panel.made.dialog.reject()


def test_beside_points_that_were_drawn_their_sheet_is_offered_in_place_of_the_table(panel, document):
    assert not panel.change_points.isVisible()
    panel.made.draw()
    draw(panel.made.dialog.field, blob(-3, -3))
    draw(panel.made.dialog.field, blob(2, 2), RIGHT)
    points = panel.made.dialog.field.points
    QTest.mouseClick(panel.made.dialog.ok, LEFT)
    assert panel.change_points.isVisible()
    assert not panel.change_table.isVisible()
    assert "Your points" in panel.source.text(), "nobody who draws has a file"
    QTest.mouseClick(panel.change_points, LEFT)
    assert panel.made.dialog.field.points == points
    panel.made.dialog.reject()
    document.undo_stack.undo()
    assert not panel.change_points.isVisible()


def test_a_drag_sprays_points_with_room_between_them(panel):
    panel.made.draw()
    field = panel.made.dialog.field
    QTest.mousePress(field, LEFT, pos=QPoint(50, 50))
    for x in range(50, 250, 2):
        QTest.mouseMove(field, QPoint(x, 50))
    QTest.mouseRelease(field, LEFT, pos=QPoint(250, 50))
    assert 10 < len(field.points) < 25
    panel.made.dialog.reject()


def test_a_table_from_elsewhere_is_no_drawing():
    assert points_in(b"x1,x2,class\n1,2,0\n") == [(1.0, 2.0, 0)]
    for content in (None, b"a,b\n1,2\n", b"x1,x2,class\n1,2\n", b"x1,x2,class\n99,2,0\n", b"x1,x2,class\n1,2,7\n",
                    b"x1,x2,class\nnan,2,1\n"):
        assert points_in(content) == []


def test_a_function_is_typed_and_what_is_wrong_with_it_said(panel, document):
    panel.made.type()
    dialog = panel.made.dialog
    type_in_form(dialog.form, "expression", "x*y +")
    assert not dialog.ok.isEnabled()
    assert dialog.sentence.text()
    type_in_form(dialog.form, "expression", "x*y + y")
    assert dialog.ok.isEnabled()
    QTest.mouseClick(dialog.ok, LEFT)
    data = document.loaded
    assert data.task == "regression"
    assert data.raw_names == ("x", "y")
    x, y = data.train.raw.T
    np.testing.assert_allclose(data.restore_targets(data.train.targets)[:, 0], x * y + y, atol=2e-3)


def test_decisions_have_two_colours_and_test_points_can_be_left_out(qtbot, document, session):
    panel = PredictionsPanel(session)
    qtbot.addWidget(panel)
    panel.resize(400, 500)
    panel.show()
    qtbot.waitUntil(lambda: session.data is not None, timeout=60_000)
    panel.set_data(session.data)
    surface = panel.surface
    surface.show_predictions(np.linspace(0, 1, 48 * 48)[:, None])
    shades = len(np.unique(surface._image.image.reshape(-1, 4), axis=0))
    QTest.mouseClick(panel.discrete, LEFT)
    assert len(np.unique(surface._image.image.reshape(-1, 4), axis=0)) == 2 < shades
    QTest.mouseClick(panel.tests, LEFT)
    assert [dots.isVisible() for dots in surface._dots] == [False, True]

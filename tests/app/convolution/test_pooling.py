"""The pooling bench: winners, routes and the meter are the engine's, under the hands of a person."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.workspaces.convolution.pool_panel import EVERYWHERE, POINTED
from engine.vision import KernelBench, Pooling, Sliding, moved
from engine.vision.bench import seen


@pytest.fixture
def pool(workspace, take, qtbot):
    """The page over a small picture."""
    take(KernelBench("letter", 16))
    workspace.show_page("pooling")
    pick(workspace.pool_panel.gradient, EVERYWHERE)
    workspace.pool.move_to((0, 0))
    rest(workspace, qtbot)
    return workspace.pool


def rest(workspace, qtbot):
    qtbot.waitUntil(lambda: workspace.pool.settled and workspace.pool.drawn is not None, timeout=20_000)


def pick(box, data):
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())


def image(workspace):
    return seen(workspace.bench.source, True, 16)[..., 0]


@pytest.mark.parametrize("kind", ["max", "min", "average", "sum"])
def test_every_kind_shows_the_engines_numbers_winners_and_routes(pool, workspace, qtbot, kind):
    pick(workspace.pool_panel.kind, kind)
    rest(workspace, qtbot)
    wanted, plain = Pooling(kind), image(workspace)
    np.testing.assert_array_equal(pool.result.values, wanted.pooled(plain).values)
    np.testing.assert_array_equal(pool.back.values, wanted.routed(plain, np.ones((8, 8))))
    winners = wanted.pooled(plain).winners
    expected = set() if winners is None else {tuple(place) for place in winners.reshape(-1, 2).tolist()}
    assert {tuple(dot) for dot in pool.picture.view.dots.tolist()} == expected


def test_of_a_maximum_the_winner_gets_all_and_of_an_average_all_an_equal_share(pool, workspace, qtbot):
    pick(workspace.pool_panel.gradient, POINTED)
    pool.point_at(3, 2)
    assert pool.back.values.sum() == 1.0
    assert (pool.back.values > 0).sum() == 1
    pick(workspace.pool_panel.kind, "average")
    rest(workspace, qtbot)
    assert pool.back.values[6:8, 4:6] == pytest.approx(np.full((2, 2), 0.25))
    assert pool.back.values.sum() == pytest.approx(1.0)


def test_pointing_at_a_number_marks_its_window_and_at_a_pixel_its_number(pool):
    place = pool.result.view.centre_of(5, 1).toPoint()
    QTest.mouseMove(pool.result.view, place)
    pool.result.view.pointed.emit(5, 1)
    assert (pool.picture.view.rows.tolist(), pool.picture.view.columns.tolist()) == ([10, 11], [2, 3])
    pool.picture.view.pointed.emit(7, 0)
    assert (pool.result.view.rows.tolist(), pool.result.view.columns.tolist()) == ([3], [0])


def test_the_picture_is_dragged_and_the_meter_follows(pool, workspace, qtbot):
    view = pool.picture.view
    start, cell = view.centre_of(8, 8).toPoint(), view._cell()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(view, start + QPoint(round(3 * cell) + 1, 0))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    qtbot.waitUntil(lambda: pool.shift == (0, 3), timeout=5_000)
    rest(workspace, qtbot)
    np.testing.assert_array_equal(pool.drawn.image, np.roll(image(workspace), 3, axis=1))
    bench = workspace.bench
    truth = moved(bench.kernel[..., 0], bench.sliding, Pooling(), image(workspace), (0, 3))
    assert pool.drawn.here == pytest.approx(truth)
    assert truth["convolution"] == pytest.approx(0.0, abs=1e-9)
    assert truth["pooling"] > 0.05
    curve = pool.meter.curves["pooling"].getData()[1]
    assert curve[3] == pytest.approx(truth["pooling"])
    assert curve[[0, 2, 4, 6, 8]] == pytest.approx(0.0, abs=1e-9)
    assert pool.meter.here.value() == 3


def test_global_pooling_is_one_number_and_needs_no_stride(pool, workspace, qtbot):
    workspace.pool_panel.whole.setChecked(True)
    rest(workspace, qtbot)
    assert pool.result.values.shape == (1, 1)
    assert not workspace.pool_panel.stride.isEnabled()
    assert "256 pixels, 1 number for every window: 1" in workspace.pool_panel.about.text()


def test_windows_that_do_not_fit_are_said(pool, workspace, take, qtbot):
    take(KernelBench("letter", 8, kernels=(((1.0,),),), preset=""))
    workspace.pool_panel.size.setValue(9)
    qtbot.waitUntil(lambda: "does not fit" in workspace.pool_panel.error.text(), timeout=10_000)
    workspace.pool_panel.size.setValue(3)
    qtbot.waitUntil(lambda: not workspace.pool_panel.error.isVisible(), timeout=10_000)
    assert workspace.bench.pooling == Pooling("max", 3, Sliding(2))


def test_how_it_pools_is_undone_and_goes_with_the_project(pool, workspace, document, qtbot):
    pick(workspace.pool_panel.kind, "average")
    workspace.pool_panel.size.setValue(5)
    workspace.pool_panel.size.editingFinished.emit()
    wanted = Pooling("average", 5)
    assert workspace.bench.pooling == wanted
    rest(workspace, qtbot)
    assert pool.drawn.pooling == wanted
    assert KernelBench.from_json(workspace.bench.to_json()).pooling == wanted
    document.undo_stack.undo()
    document.undo_stack.undo()
    rest(workspace, qtbot)
    assert pool.drawn.pooling == workspace.bench.pooling == Pooling()
    assert (workspace.pool_panel.kind.currentData(), workspace.pool_panel.size.value()) == ("max", 2)

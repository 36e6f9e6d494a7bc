"""Paint what you want: strokes paint, the engine solves, and the kernel lies on the bench when it is asked to."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.workspaces.convolution.target_panel import ANYTHING, OUTPUT, ZERO
from engine.vision import PRESETS, KernelBench, fit_kernel, matrix
from tests.app.convolution.test_pooling import pick


@pytest.fixture
def target(workspace, take, qtbot):
    """The page over a small picture, with nothing painted."""
    take(KernelBench("letter", 16, kernels=(matrix(PRESETS["sobel_x"].kernel()),), preset="sobel_x"))
    workspace.show_page("target")
    panel = workspace.target_panel
    panel.size.setValue(3)
    panel.wide.setValue(1)
    panel.brush.setCurrentIndex(0)
    pick(panel.begin, ZERO)
    rest(workspace, qtbot)
    return workspace.target


def rest(workspace, qtbot):
    qtbot.waitUntil(lambda: workspace.target.settled, timeout=20_000)


def stroke(view, first, last, button=Qt.MouseButton.LeftButton):
    places = [view.centre_of(*cell).toPoint() for cell in (first, last)]
    QTest.mousePress(view, button, Qt.KeyboardModifier.NoModifier, places[0])
    QTest.mouseMove(view, places[1])
    QTest.mouseRelease(view, button, Qt.KeyboardModifier.NoModifier, places[1])


def test_a_stroke_paints_every_cell_it_goes_through_and_the_engine_solves(target, workspace, qtbot):
    stroke(target.canvas.view, (2, 3), (9, 3))
    rest(workspace, qtbot)
    assert np.argwhere(target.wanted).tolist() == [[row, 3] for row in range(2, 10)]
    fit = fit_kernel(target.image, target.wanted, (3, 3))
    np.testing.assert_allclose(target.kernel.values, fit.kernel[..., 0], atol=1e-12)
    np.testing.assert_allclose(target.residual.values, fit.residual, atol=1e-9)
    np.testing.assert_allclose(target.made.values + target.residual.values, target.wanted, atol=1e-9)
    assert f"{1 - fit.unexplained:.1%}" in workspace.target_panel.found.text()
    assert target.made.legend.limit == target.residual.legend.limit


def test_strokes_are_wiped_undone_and_done_again_one_by_one(target, workspace, document, qtbot):
    canvas = target.canvas.view
    stroke(canvas, (2, 2), (2, 6))
    stroke(canvas, (2, 4), (2, 4), Qt.MouseButton.RightButton)
    assert target.wanted[2, 2:7].tolist() == [1, 1, 0, 1, 1]
    rest(workspace, qtbot)
    document.undo_stack.undo()
    assert target.wanted[2, 2:7].tolist() == [1, 1, 1, 1, 1]
    document.undo_stack.undo()
    assert not target.wanted.any()
    document.undo_stack.redo()
    assert target.wanted[2, 2:7].tolist() == [1, 1, 1, 1, 1]


def test_what_it_began_with_is_not_said_of_what_was_painted_since(target, workspace):
    begin = workspace.target_panel.begin
    pick(begin, OUTPUT)
    assert (begin.currentIndex(), begin.seen_text()) == (-1, "Choose…")


def test_what_was_painted_is_saved_with_the_project(target, workspace, document, tmp_path):
    pick(workspace.target_panel.begin, ANYTHING)
    stroke(target.canvas.view, (2, 3), (9, 3))
    painted = target.wanted.copy()
    document.save_as(tmp_path / "painted.ladera")
    document.new()
    assert not target.wanted.any()
    document.open(tmp_path / "painted.ladera")
    np.testing.assert_array_equal(target.wanted, painted)


def test_what_was_painted_for_another_size_comes_back_with_it(target, workspace, document, qtbot):
    stroke(target.canvas.view, (2, 3), (9, 3))
    painted = target.wanted.copy()
    workspace.target_panel.size.setValue(5)
    assert not target.wanted.any()
    document.undo_stack.undo()
    assert workspace.target_panel.size.value() == 3
    np.testing.assert_array_equal(target.wanted, painted)


def test_what_a_kernel_gives_is_found_again_without_residual(target, workspace, qtbot):
    pick(workspace.target_panel.begin, OUTPUT)
    rest(workspace, qtbot)
    assert target.fit.unexplained == pytest.approx(0.0, abs=1e-12)
    text = workspace.target_panel.found.text()
    assert "nothing is left over" in text, "rounding is no residual"
    assert "the rest no kernel" not in text
    np.testing.assert_allclose(target.made.values, target.wanted, atol=1e-9)


def test_what_anything_will_do_for_counts_nothing(target, workspace, qtbot):
    pick(workspace.target_panel.begin, ANYTHING)
    rest(workspace, qtbot)
    assert "paint something" in workspace.target_panel.found.text()
    stroke(target.canvas.view, (2, 3), (4, 3))
    rest(workspace, qtbot)
    assert np.isfinite(target.wanted).sum() == 3
    assert (target.residual.values[~np.isfinite(target.wanted)] == 0).all()


def test_the_kernel_lies_on_the_bench_and_that_can_be_undone(target, workspace, document, qtbot):
    stroke(target.canvas.view, (2, 3), (9, 3))
    rest(workspace, qtbot)
    before, kernel = workspace.bench, target.kernel.values.copy()
    QTest.mouseClick(workspace.target_panel.take, Qt.MouseButton.LeftButton)
    np.testing.assert_allclose(workspace.bench.kernel[..., 0], kernel)
    assert workspace.pages.buttons["bench"].isChecked()
    document.undo_stack.undo()
    assert workspace.bench == before


def test_another_size_of_the_kernel_has_another_canvas(target, workspace, qtbot):
    workspace.target_panel.size.setValue(5)
    rest(workspace, qtbot)
    assert target.wanted.shape == (12, 12)
    assert target.kernel.values.shape == (5, 5)


def test_another_weight_of_the_bench_has_nothing_solved_anew(workspace, document, take, qtbot):
    take(KernelBench("letter", 32))
    workspace.show_page("target")
    qtbot.waitUntil(lambda: workspace.settled and workspace.target.fit is not None)
    found = workspace.target.fit
    take(workspace.bench.with_weight((0, 0), 9.0))
    assert workspace.target.fit is found
    take(replace(workspace.bench, turn=True))
    qtbot.waitUntil(lambda: workspace.target.fit is not found)

"""A signal and its kernel under the hands of a person: outputs, links and counts are the engine's."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from engine.vision import KERNELS_1D, SIGNALS, KernelBench, Line


@pytest.fixture
def page(workspace, take):
    take(KernelBench("letter", 32))
    workspace.show_page("line")
    return workspace.line


@pytest.fixture
def panel(workspace):
    return workspace.line_panel


def pick(box, data):
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())


def test_the_output_is_the_layers_and_a_choice_is_one_step(page, panel, workspace, document):
    steps = document.undo_stack.index()
    pick(panel.signal, "waves")
    pick(panel.kernel, "difference")
    assert workspace.bench.line == Line(SIGNALS["waves"][1], KERNELS_1D["difference"][1])
    np.testing.assert_array_equal(page.output, workspace.bench.line.output())
    assert document.undo_stack.index() == steps + 2
    document.undo_stack.undo()
    assert panel.kernel.currentData() == "mean"
    np.testing.assert_array_equal(page.output, Line(SIGNALS["waves"][1]).output())


def test_a_value_of_the_signal_is_dragged(page, workspace, document):
    steps, canvas = document.undo_stack.index(), page.canvas
    start = canvas.centre_of(3, False).toPoint()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(canvas, start - QPoint(0, 20))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start - QPoint(0, 20))
    values = workspace.bench.line.values
    assert values[3] > 0.1
    assert values[:3] + values[4:] == SIGNALS["step"][1][:3] + SIGNALS["step"][1][4:]
    assert document.undo_stack.index() == steps + 1
    assert workspace.line_panel.signal.currentData() == ""


def test_a_weight_is_changed_in_place(page, workspace):
    page.kernel.changed.emit(0, 1, -2.0)
    assert workspace.bench.line.kernel == (0.25, -2.0, 0.25, 0.25)


def test_pointing_shows_what_meets_and_causal_outputs_read_nothing_later(page, workspace):
    place = page.canvas.centre_of(10, True).toPoint()
    QTest.mouseMove(page.canvas, place)
    page.canvas.pointed.emit(10, True)
    assert sorted(page.canvas.pairs[:, 1].tolist()) == [7, 8, 9, 10]
    assert page.products.inputs.total == pytest.approx(page.output[10])
    page.canvas.pointed.emit(1, True)
    assert sorted(page.canvas.pairs[:, 1].tolist()) == [-1, -1, 0, 1], "zeros before the signal"
    page.canvas.pointed.emit(5, False)
    assert sorted(page.canvas.pairs[:, 0].tolist()) == [5, 6, 7, 8]
    page.kernel.pointed.emit(0, 2)
    assert set(page.canvas.pairs[:, 2].tolist()) == {2}
    assert "24 products" in page.sentence.text()
    page.canvas.left.emit()
    assert set(page.canvas.pairs[:, 0].tolist()) == {1}


def test_what_is_under_the_pointer_is_found(page):
    for is_output in (False, True):
        assert page.canvas._at(page.canvas.centre_of(6, is_output)) == (6, is_output)
    assert page.canvas._at(QPointF(1, 1)) is None


def test_transposed_it_counts_copies_and_says_when_they_are_uneven(page, panel, workspace):
    pick(panel.operation, True)
    line = workspace.bench.line
    assert (line.transposed, line.padding, line.stride) == (True, "valid", 2)
    assert "evenly" in panel.said.text(), "4 weights, a stride of 2"
    panel.size.setValue(3)
    assert "1 or 2 times by turns" in panel.said.text()
    counts = workspace.bench.line.counts()[:21]
    np.testing.assert_array_equal(page.overlap.values, np.outer(counts, counts))
    assert not panel.dilation.isEnabled()
    pick(panel.operation, False)
    assert not page.overlap.isVisible()


def test_what_does_not_fit_is_said_and_changes_nothing(page, panel, workspace, take):
    take(replace(workspace.bench, line=Line(padding="valid", kernel=(1.0,) * 9)))
    before = workspace.bench
    panel.dilation.setValue(4)
    assert "does not fit" in panel.error.text()
    assert workspace.bench == before
    assert panel.dilation.value() == 1


def test_it_is_kept_with_the_project(workspace, take):
    bench = take(KernelBench(line=Line(SIGNALS["waves"][1], (1.0, 2.0), "same", 2)))
    assert KernelBench.from_json(bench.to_json()) == bench
    old = bench.to_json()
    del old["line"]
    assert KernelBench.from_json(old).line == Line()

"""One layer, two ways: what is pointed at is marked in kernel and matrix, and untied both really learn."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.workspaces.convolution.two_ways_panel import VALUE
from engine.untied import Untied
from engine.vision import KernelBench, Sliding, TwoWays, convolve, dense_matrix, ties


@pytest.fixture
def page(workspace, take):
    take(KernelBench().with_preset("sobel_x"))
    workspace.show_page("two_ways")
    return workspace.two_ways


@pytest.fixture
def panel(workspace):
    return workspace.two_ways_panel


def point(tile, row, column):
    place = tile.view.centre_of(row, column).toPoint()
    QTest.mouseMove(tile.view, place)
    tile.view.pointed.emit(row, column)


def marked(tile):
    return {(int(row), int(column)) for row in tile.view.rows for column in tile.view.columns}


def test_kernel_matrix_and_output_are_the_engines(page, workspace):
    kernel = workspace.bench.kernel[..., 0]
    tied = ties((8, 8), (3, 3), Sliding())
    np.testing.assert_array_equal(page.kernel.values, kernel)
    np.testing.assert_array_equal(page.arrays()["matrix"], dense_matrix(kernel, tied))
    np.testing.assert_allclose(page.output.values.ravel(), page.matrix.values @ page.image.ravel(), atol=1e-12)


def test_tied_weights_are_coloured_alike(page):
    tied = page.layer.tied
    colour = {}
    for (row, column), weight in np.ndenumerate(tied):
        colour.setdefault(int(weight), set()).add(page.matrix.view._image.pixel(column, row))
    assert all(len(found) == 1 for found in colour.values())
    assert len(set.union(*colour.values())) == 10, "nine weights and the zeros"
    assert colour[4] == {page.kernel.view._image.pixel(1, 1)}


def test_pointing_links_kernel_matrix_picture_and_output(page):
    point(page.kernel, 1, 2)
    assert {tuple(cell) for cell in page.matrix.view.cells.tolist()} == {
        tuple(cell) for cell in np.argwhere(page.layer.tied == 5).tolist()}
    assert "36 places" in page.sentence.text()
    point(page.matrix, 7, 9)  # output (1, 1) and pixel (1, 1): the weight in the corner
    assert (marked(page.output), marked(page.picture), marked(page.kernel)) == ({(1, 1)}, {(1, 1)}, {(0, 0)})
    assert len(page.matrix.view.cells) == 36
    point(page.matrix, 0, 63)
    assert "does not reach" in page.sentence.text()
    assert not marked(page.kernel)
    point(page.output, 2, 3)
    assert marked(page.picture) == {(row, column) for row in (2, 3, 4) for column in (3, 4, 5)}
    assert page.matrix.view.rows.tolist() == [15]
    point(page.picture, 0, 0)
    assert marked(page.output) == {(0, 0)}
    assert page.matrix.view.columns.tolist() == [0]
    page.matrix.view.left.emit()
    assert page.sentence.text() == ""


def test_it_slides_as_chosen_and_says_how_many_weights_there_are(page, panel):
    assert "9 weights" in panel.counts.text()
    assert "2304" in panel.counts.text().replace(" ", "").replace("\N{NARROW NO-BREAK SPACE}", "")
    panel.stride.setValue(2)
    assert page.layer.tied.shape == (9, 64)
    kernel = page.kernel.values
    np.testing.assert_allclose(page.output.values, convolve(
        page.image[..., None], kernel[..., None, None], Sliding(2))[..., 0])
    panel.colours.setCurrentIndex(panel.colours.findData(VALUE))
    panel.colours.activated.emit(0)
    assert page.matrix.legend.isVisible()


def test_how_it_slides_and_learns_is_undone_and_goes_with_the_project(page, panel, workspace, document):
    panel.stride.setValue(2)
    panel.stride.editingFinished.emit()
    panel.examples.setCurrentIndex(0)
    panel.examples.activated.emit(0)
    assert workspace.bench.two_ways == TwoWays(Sliding(2), 20)
    assert KernelBench.from_json(workspace.bench.to_json()).two_ways == TwoWays(Sliding(2), 20)
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert workspace.bench.two_ways == TwoWays()
    assert (panel.stride.value(), panel.examples.currentData()) == (1, 50)
    assert page.layer.tied.shape == (36, 64)


def test_untied_both_learn_as_the_engine_does_and_can_be_tied_again(page, panel, qtbot):
    panel.examples.setCurrentIndex(0)
    panel.examples.activated.emit(0)
    QTest.mouseClick(panel.untie, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(page.moments) >= 3, timeout=30_000)
    assert "what the kernel of the bench does" in page.sentence.text()
    assert page.matrix.height() > page.picture.height(), "the matrices have the larger half"
    QTest.mouseClick(panel.untie, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.settled and panel.untie.text() == "Untie and train both", timeout=30_000)
    last = page.moments[-1]
    both = Untied(page._teacher(), Sliding(), 20)
    both.train(last.epochs)
    truth = both.moment()
    np.testing.assert_array_equal(page.free.values, truth.matrix)
    np.testing.assert_array_equal(page.kernel.values, truth.kernel)
    assert page.free.legend.limit == page.matrix.legend.limit == page.kernel.legend.limit, "they are compared"
    x, y = page.plot.curves["dense", "moved"].getOriginalDataset()
    assert (x[-1], y[-1]) == (last.epochs, pytest.approx(truth.dense[2]))
    point(page.kernel, 0, 0)
    assert "untied they go from" in page.sentence.text()
    QTest.mouseClick(panel.tie, Qt.MouseButton.LeftButton)
    assert not page.free.isVisible()
    np.testing.assert_array_equal(page.kernel.values, page._teacher())

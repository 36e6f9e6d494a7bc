"""A chain is built, changed and undone; every map is the engine's, what a place has seen is marked on all."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.numbers import number
from engine.vision import CORNERS, OWN, KernelBench, Sliding, Stage, maps_of, seen_from


@pytest.fixture
def page(workspace, take, qtbot):
    take(KernelBench("letter", 32))
    workspace.show_page("chain")
    rest(workspace, qtbot)
    return workspace.chain


@pytest.fixture
def panel(workspace):
    return workspace.chain_panel


def rest(workspace, qtbot):
    qtbot.waitUntil(lambda: workspace.chain.settled and len(workspace.chain.maps) == len(workspace.bench.chain) + 1,
                    timeout=20_000)


def pick(box, data):
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())


def click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_every_map_is_the_engines_and_what_is_made_of_one_shares_its_scale(page, workspace):
    truth = maps_of(workspace.bench.grey[..., 0], CORNERS)
    for tile, values in zip(page.tiles, truth, strict=True):
        np.testing.assert_array_equal(tile.values, values)
    limits = [tile.legend.limit for tile in page.tiles[1:]]
    assert limits[0] == limits[1] == limits[2] != limits[3] == limits[4]


def test_pointing_marks_what_a_place_has_seen_on_every_map_before_it(page):
    tile = page.tiles[4]
    QTest.mouseMove(tile.view, tile.view.centre_of(2, 3).toPoint())
    tile.view.pointed.emit(2, 3)
    spans = seen_from([each.shape for each in page.maps], CORNERS, 4, (2, 3))
    for tile, (rows, columns) in zip(page.tiles, spans, strict=False):
        assert (tile.view.rows.tolist(), tile.view.columns.tolist()) == (rows.tolist(), columns.tolist())
    assert not len(page.tiles[5].view.rows)
    assert "8 × 8 pixels of the picture" in page.sentence.text()
    assert page.products.inputs.total == pytest.approx(page.maps[4][2, 3])


@pytest.mark.parametrize(("stage", "numbers", "outcome"), [
    (3, (2, 2), "max = {value}"), (5, (1, 1), "max(0, {first}) = {value}")])
def test_the_window_of_a_pooling_or_a_relu_is_shown_with_what_comes_of_it(page, panel, stage, numbers, outcome):
    panel.choose(stage - 1)
    page.point_at(stage, 4, 3)
    window, before = page.products.window, page.maps[stage - 1]
    assert window.values.shape == numbers
    assert np.isin(window.values, before).all()
    value = page.maps[stage][4, 3]
    assert window.outcome == outcome.format(value=number(float(value)), first=number(float(window.values.flat[0])))
    assert [window.values[place] for place in window.winners] == ([value] if stage == 3 else [])
    page.point_at(4, 4, 3)  # a kernel's
    assert page.products.window is None
    assert page.products.inputs is not None


@pytest.mark.parametrize(("size", "across"), [((1500, 420), 6), ((1500, 900), 3), ((420, 1500), 2)])
def test_as_many_maps_stand_in_a_row_as_make_them_largest(page, size, across):
    was = page.size()
    page.resize(*size)
    places = [page._grid.getItemPosition(page._grid.indexOf(tile)) for tile in page.tiles]
    page.resize(was)
    assert places == [(*divmod(place, across), 1, 1) for place in range(6)]


def test_stages_are_added_changed_moved_and_taken_away_each_by_one_step(page, panel, workspace, document, qtbot):
    before, steps = workspace.bench.chain, document.undo_stack.index()
    panel.choose(2)
    click(panel.add)
    assert workspace.bench.chain == (*before[:3], Stage("box"), *before[3:])
    pick(panel.operation, "average")
    assert workspace.bench.chain[3] == Stage("average", Sliding(2))
    panel.stride.setValue(1)
    panel.stride.editingFinished.emit()
    click(panel.down)
    assert [stage.operation for stage in workspace.bench.chain][3:5] == ["sobel_y", "average"]
    assert panel.place == 4
    rest(workspace, qtbot)
    np.testing.assert_array_equal(page.maps[-1], maps_of(workspace.bench.grey[..., 0], workspace.bench.chain)[-1])
    click(panel.remove)
    assert workspace.bench.chain == before
    assert document.undo_stack.index() == steps + 5
    for _ in range(5):
        document.undo_stack.undo()
    assert workspace.bench.chain == before
    rest(workspace, qtbot)


def test_the_kernel_of_the_bench_can_be_a_stage(page, panel, workspace, qtbot):
    panel.choose(0)
    click(panel.take)
    stage = workspace.bench.chain[0]
    assert stage.operation == OWN
    np.testing.assert_array_equal(stage.kernel, workspace.bench.slid()[..., 0])
    assert "no single kernel" in panel.said.text()


def test_kernels_alone_are_said_to_be_one(page, panel, workspace, take, qtbot):
    take(KernelBench("letter", 32, chain=(Stage("sobel_x"), Stage("gaussian"))))
    rest(workspace, qtbot)
    assert "one kernel of 7 × 7" in panel.said.text()


def test_a_stage_that_does_not_fit_is_said_and_the_others_are_shown(page, panel, workspace, take, qtbot):
    take(KernelBench("letter", 8, chain=(Stage("box"), Stage("max", Sliding(4), 4), Stage("gaussian")),
                     kernels=(((1.0,),),), preset=""))
    qtbot.waitUntil(lambda: "Stage 3 does not fit" in panel.error.text(), timeout=20_000)
    assert len(page.tiles) == 3


def test_it_is_kept_with_the_project(workspace, take):
    chain = (Stage(OWN, Sliding(2, "same"), weights=((1.0, -2.5),)), Stage("min"))
    bench = take(KernelBench("letter", 32, chain=chain))
    again = KernelBench.from_json(bench.to_json())
    assert again == bench
    old = bench.to_json()
    del old["chain"]
    assert KernelBench.from_json(old).chain == CORNERS

"""Inside the network: maps, filters and units are those of the training, at every moment."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest

from app.widgets.signed_image import limit_of, signed_pixels
from app.workspaces.convolution.network_panel import Unit
from engine.data import DataSpec
from engine.example import Example
from engine.graph import Graph, LayerSpec, Link
from engine.network import Network
from engine.probes import OfPart
from engine.probes.activations import Activations
from engine.project import Project
from engine.training import TrainingSettings
from engine.vision import receptive_field
from engine.vision.drawn import ImageKind
from tests.app import pointer


def chain(*layers: LayerSpec) -> Graph:
    return Graph(layers, tuple(Link(a.name, b.name) for a, b in pairwise(layers)))


DIGITS = chain(LayerSpec("input_1", "input", {"shape": (8, 8, 1)}),
               LayerSpec("first", "conv2d", {"filters": 4, "padding": "same"}), LayerSpec("pool", "pooling2d"),
               LayerSpec("second", "conv2d", {"filters": 3, "kernel_size": (2, 2)}), LayerSpec("flat", "flatten"),
               LayerSpec("dense_1", "dense", {"units": 10, "activation": "identity"}),
               LayerSpec("output_1", "output", {"loss": "categorical_cross_entropy"}))


@pytest.fixture
def inside(workspace, document, qtbot):
    """The page, with a small network for the digits."""
    document.model.load(Project("digits", DIGITS, DataSpec("digits", {"image": True}), TrainingSettings()))
    session = workspace._session
    qtbot.waitUntil(lambda: session.state == "ready", timeout=30_000)
    workspace.show_page("network")
    settle(workspace, qtbot)
    assert set(workspace.inside) == {"network", "looks", "why", "attack", "unit"}
    return workspace.network


def settle(workspace, qtbot):
    qtbot.waitUntil(lambda: workspace._session.is_settled and all(
        len(column.view.tiles) for column in workspace.network.columns.values()), timeout=30_000)


def truth(view, layer, before=False):
    """What the network itself gives for the example in hand, (h, w, c)."""
    session = view._session
    snapshot = session.latest
    part, here = getattr(session.data, session.example.part), session.example.place
    probe = Activations(layer, OfPart(), before)
    return Network(DIGITS).probe(snapshot.parameters, probe, inputs=part.inputs[here:here + 1])[probe].first[0]


def tiles(view, layer):
    return np.moveaxis(view.columns[layer].view.tiles, 0, -1)


def pixel(column, tile, row, at):
    view = column.view
    top, left = view._corner_of(tile)
    return view._image.pixel(left + at, top + row)


def test_every_layer_that_sees_images_shows_its_maps_for_the_example_in_hand(inside):
    assert list(inside.columns) == ["input_1", "first", "pool", "second"]
    for layer in inside.columns:
        np.testing.assert_allclose(tiles(inside, layer), truth(inside, layer), atol=1e-5)


def test_another_example_and_another_step_are_seen(inside, workspace, document, qtbot):
    before = tiles(inside, "first")
    document.set_example(Example("test", 3))
    qtbot.waitUntil(lambda: np.allclose(tiles(inside, "first"), truth(inside, "first"), atol=1e-5), timeout=10_000)
    other = tiles(inside, "first")
    assert not np.allclose(before, other)
    workspace._session.epoch()
    qtbot.waitUntil(lambda: workspace._session.latest.epoch == 1 and workspace._session.is_settled, timeout=30_000)
    qtbot.waitUntil(lambda: np.allclose(tiles(inside, "first"), truth(inside, "first"), atol=1e-5), timeout=10_000)
    assert not np.allclose(tiles(inside, "first"), other)


def test_the_filters_are_the_weights(inside, workspace, qtbot):
    kernel = Network(DIGITS).layout.arrays(workspace._session.latest.parameters)["first/kernel"]
    shown = workspace.network_panel.filters.tiles
    np.testing.assert_array_equal(shown, np.moveaxis(kernel[:, :, 0], -1, 0))
    assert workspace.network_panel.legend.limit == limit_of(kernel)


@pytest.mark.parametrize(("scale", "together"), [
    ("layer", [("first", "pool"), ("second",)]), ("network", [("first", "pool", "second")]), ("unit", [])])
def test_what_is_compared_shares_a_scale(inside, workspace, scale, together):
    box = workspace.network_panel.scale_box
    box.setCurrentIndex(box.findData(scale))
    box.activated.emit(box.currentIndex())
    for group in together:
        limit = limit_of(*(tiles(inside, layer) for layer in group))
        for layer in group:
            assert inside.columns[layer].legend.limit == pytest.approx(limit)
            value = tiles(inside, layer)[1, 1, 2]
            assert pixel(inside.columns[layer], 2, 1, 1) == int(signed_pixels(np.array([value]), limit)[0])
    if scale == "unit":
        value, limit = tiles(inside, "first")[1, 1, 2], limit_of(tiles(inside, "first")[..., 2])
        assert pixel(inside.columns["first"], 2, 1, 1) == int(signed_pixels(np.array([value]), limit)[0])
        assert not inside.columns["first"].legend.isVisible()


def test_a_click_on_a_unit_shows_what_it_sees_and_its_sum(inside, workspace, qtbot):
    view = inside.columns["second"].view
    place = view.unit_place(1, 0, 2).toPoint()
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert inside.unit == Unit("second", 0, 2, 1)
    assert workspace.network_panel.layer == "second"
    qtbot.waitUntil(lambda: inside.products.inputs is not None, timeout=10_000)
    [field] = receptive_field(DIGITS, "second", (0, 2)).values()
    image = inside.columns["input_1"].view
    assert image.rows.tolist() == (1 + np.flatnonzero(field.any(axis=1))).tolist() == [1, 2, 3, 4, 5]
    assert image.columns.tolist() == [4, 5, 6, 7, 8]
    bias = Network(DIGITS).layout.arrays(workspace._session.latest.parameters)["second/bias"][1]
    assert inside.products.inputs.total + bias == pytest.approx(truth(inside, "second", before=True)[0, 2, 1], abs=1e-5)
    assert "5 × 5" in workspace.network_panel.unit.text()


def test_the_unit_that_is_excited_most_is_found(inside, workspace):
    workspace.inside["unit"]()
    maps = truth(inside, "second")
    unit = inside.unit
    assert unit.layer == "second"
    assert maps[unit.row, unit.column, unit.channel] == pytest.approx(maps.max())


def test_a_network_without_images_says_what_to_do(inside, document, qtbot):
    document.new()
    qtbot.waitUntil(lambda: "no network" in inside.content.sentence, timeout=10_000)
    assert inside.panel.layers == ()


def at(view, column, row):
    """A place in pixels of the input."""
    cell = view.centre_of(1, 1) - view.centre_of(0, 0)
    corner = view.centre_of(1, 1) - cell / 2
    return corner + QPointF(column * cell.x(), row * cell.y())


def test_a_stroke_on_the_input_is_seen_in_every_map_and_in_the_answer(inside, workspace, document, qtbot):
    column, session = inside.columns["input_1"], workspace._session
    pointer.click(column.tools.blank, QPointF(column.tools.blank.rect().center()))
    steps = document.undo_stack.index()
    pointer.drag(column.view, at(column.view, 4, 1), at(column.view, 4, 7))
    assert document.undo_stack.index() == steps + 1, "one stroke is one step"
    raw = np.array(document.model.example.values).reshape(8, 8)
    assert (raw[2:6, 3:5].min(axis=0) > 4).all()
    assert not raw[:, [0, 1, 6, 7]].any()
    inputs = session.data.transform(raw.reshape(1, -1))
    for layer in inside.columns:
        probe = Activations(layer, OfPart())
        own = Network(DIGITS).probe(session.latest.parameters, probe, inputs=inputs.reshape(1, 8, 8, 1))[probe].first[0]
        qtbot.waitUntil(lambda own=own, layer=layer: np.allclose(tiles(inside, layer), own, atol=1e-5), timeout=10_000)
    said = Network(DIGITS).predict(session.latest.parameters, inputs)[0]
    rows = inside.said["output_1"].bars.rows
    assert [after for _, _, after in rows] == pytest.approx(said, abs=1e-5)
    assert not any(name.startswith("✓") for name, _, _ in rows), "nobody knows what is true of it"
    pointer.click(column.restore, QPointF(column.restore.rect().center()))
    qtbot.waitUntil(lambda: any(name.startswith("✓") for name, _, _ in inside.said["output_1"].bars.rows))
    pointer.click(column.next, QPointF(column.next.rect().center()))
    assert document.model.example == Example("train", 1)
    document.undo_stack.undo()
    assert document.model.example == Example()


def test_a_picture_that_is_pasted_here_is_the_example_in_hand_and_no_bench(inside, workspace, document, qtbot):
    sheet = np.full((80, 80), 255, np.uint8)
    sheet[10:70, 36:44] = 0
    QGuiApplication.clipboard().setImage(QImage(sheet.data, 80, 80, 80, QImage.Format.Format_Grayscale8).copy())
    bench = workspace.bench
    workspace.commands["paste"]()
    expected, _ = ImageKind.of(workspace._session.data).fitted(sheet[..., None] / 255)
    np.testing.assert_allclose(document.model.example.values, expected, atol=1e-9)
    assert workspace.bench == bench
    assert workspace.pages.buttons["network"].isChecked()
    assert "exchanged" in inside.columns["input_1"].said.text()

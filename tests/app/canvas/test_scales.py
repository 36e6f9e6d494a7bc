"""Three scales of one network: every block, circle and line has the engine's number."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.canvas.scales import ScaleView
from app.canvas.scales.picture import Block, Dot, Text, Turn, Wire
from app.canvas.scales.view import LAYERS, NUMBERS, VECTORS
from app.document.document import Document
from app.main import Ladera
from app.nomenclature import nomenclature
from app.numbers import number, read_number
from app.training.session import TrainingSession
from app.widgets.signed_image import signed_image
from engine.data import DataSpec, load
from engine.graph import LayerSpec, sequential
from engine.naming import NEURONS, VALUES
from engine.network import Network
from engine.project import Project
from engine.training import TrainingSettings
from tests.app.panels import at_every_moment

GRAPH = sequential(
    LayerSpec("x", "input", {"shape": (2,)}), LayerSpec("first", "dense", {"units": 14, "activation": "tanh"}),
    LayerSpec("last", "dense", {"units": 1, "activation": "sigmoid"}),
    LayerSpec("y", "output", {"loss": "binary_cross_entropy"}))
PROJECT = Project("scales", GRAPH, DataSpec("gaussian", {"samples": 60, "noise": 30}),
                  TrainingSettings(epochs=30, batch_size=10, dtype="float64"))


@pytest.fixture(autouse=True)
def neurons():
    yield
    nomenclature.choose(NEURONS)


@pytest.fixture
def view(document: Document, session: TrainingSession, qtbot: QtBot) -> ScaleView:
    document.model.load(PROJECT)
    view = ScaleView(session)
    qtbot.addWidget(view)
    view.resize(1100, 700)
    view.show()
    settle(view, qtbot)
    return view


def settle(view: ScaleView, qtbot: QtBot) -> None:
    session = view._session
    qtbot.waitUntil(lambda: session.state in ("ready", "paused") and session.is_settled and view.scale is not None
                    and all(probe in session.latest.readings for probe in view.scale.probes), timeout=20_000)
    qtbot.wait(1)


def said(session: TrainingSession) -> tuple[Network, np.ndarray, dict[str, np.ndarray]]:
    network, data, example = Network(GRAPH, dtype="float64"), load(PROJECT.data), session.example
    inputs = getattr(data, example.part).inputs[[example.place]]
    parameters = session.latest.parameters
    return network, parameters, network.activations(parameters, inputs)


def parts(view: ScaleView, kind: type) -> list:
    return [part for part in view.view.sheet.parts if isinstance(part, kind)]


def walk_numbers(view: ScaleView, session: TrainingSession) -> int:
    network, parameters, activations = said(session)
    dots = parts(view, Dot)
    for dot in dots:
        layer, (unit,) = dot.place
        value = float(activations[layer][0, unit])
        if nomenclature.names_values and dot.rect == view.scale.place_of(layer, unit, entering=True) and layer in (
                "first", "last"):
            value = float(np.arctanh(value) if layer == "first" else np.log(value / (1 - value)))
        assert dot.text == number(value)
    weights = [wire for wire in parts(view, Wire) if wire.place is not None]
    for wire in weights:
        name, place = wire.place
        assert wire.tip.endswith(f": {number(float(network.layout.view(parameters, name)[place]))}")
    return len(dots) + len(weights)


def walk_vectors(view: ScaleView, session: TrainingSession) -> None:
    network, parameters, activations = said(session)
    weights, values = view.scale.limits(session.latest.readings)
    expected = []
    for layer in ("x", "first", "last", "y"):
        if layer in ("first", "last"):
            kernel, bias = (network.layout.view(parameters, f"{layer}/{role}") for role in ("kernel", "bias"))
            a = activations[layer]
            z = np.arctanh(a) if layer == "first" else np.log(a / (1 - a))
            expected += [(kernel, weights), (bias[None], weights), (z, values)]
        expected.append((activations[layer], values))
    blocks = parts(view, Block)
    assert len(blocks) == len(expected)
    for block, (array, limit) in zip(blocks, expected, strict=True):
        image = signed_image(array, limit)
        assert block.image.size() == image.size()
        for place in np.ndindex(array.shape):
            one, other = (picture.pixelColor(place[1], place[0]).getRgb() for picture in (block.image, image))
            assert np.abs(np.subtract(one, other)).max() <= 3, "but for rounding between two colours"
            words = block.says(block.rect.topLeft() + QPointF(
                (place[1] + 0.5) * block.rect.width() / array.shape[1],
                (place[0] + 0.5) * block.rect.height() / array.shape[0])).splitlines()[0]
            row = f"{place[0] + 1}, " if block.along else ""
            assert words.startswith(f"{block.symbol} ({row}{place[1] + 1}) = ")
            assert read_number(words.rsplit(" ", 1)[1], "en") == pytest.approx(array[place], rel=0.06, abs=1e-6)
    assert weights == pytest.approx(max(np.abs(array).max() for array, limit in expected if limit == weights))


@pytest.mark.parametrize("choice", [NEURONS, VALUES])
def test_every_number_is_the_engines_at_rest_trained_looked_back_edited_and_taken_back(
        choice: str, view: ScaleView, session: TrainingSession, document: Document, qtbot: QtBot):
    nomenclature.choose(choice)

    def walk() -> None:
        for scale in (VECTORS, NUMBERS):
            view.show_scale(scale)
            settle(view, qtbot)
            walk_vectors(view, session) if scale == VECTORS else walk_numbers(view, session)

    at_every_moment(document, session, qtbot, "first/kernel", walk)


def test_a_number_of_a_kernel_is_named_by_all_of_its_places():
    numbers = np.arange(12.0).reshape(4, 3)
    block = Block(QRectF(10, 10, 30, 40), signed_image(numbers, 11.0), "K", "K: 2×2×3", numbers, (2, 2))
    assert block.says(QPointF(39, 31)) == "K (2, 1, 3) = 8\nK: 2×2×3"
    assert block.says(QPointF(40, 50)).startswith("K (2, 2, 3) = 11"), "at its very end"


def test_blocks_are_in_proportion_and_their_shapes_are_written(view: ScaleView):
    blocks = parts(view, Block)
    kernel = blocks[1].rect
    assert kernel.width() / kernel.height() == pytest.approx(14 / 2)
    assert {text.text for text in parts(view, Text)} >= {"W¹", "b¹", "Z¹", "A¹", "2×14", "14×1"}


def test_a_window_onto_a_large_layer_moves_and_shows_all_of_it(view: ScaleView, session, qtbot: QtBot):
    view.show_scale(NUMBERS)
    settle(view, qtbot)
    assert "1–12 of 14" in {text.text for text in parts(view, Text)}
    seen = {dot.place for dot in parts(view, Dot)}
    [turn] = parts(view, Turn)
    place = view.view.mapFromScene(turn.rect.center())
    view.view.ensureVisible(turn.rect)
    place = view.view.mapFromScene(turn.rect.center())
    QTest.mouseClick(view.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settle(view, qtbot)
    assert walk_numbers(view, session)
    seen |= {dot.place for dot in parts(view, Dot)}
    assert {place[1][0] for place in seen if place[0] == "first"} == set(range(14))


def test_values_are_nodes_with_functions_between(view: ScaleView, qtbot: QtBot):
    view.show_scale(NUMBERS)
    settle(view, qtbot)
    one = len(parts(view, Dot))
    nomenclature.choose(VALUES)
    settle(view, qtbot)
    assert len(parts(view, Dot)) == one + 12 + 1, "z and a of two layers"
    words = {text.text for text in parts(view, Text)}
    assert {"x₁", "z¹₁", "a¹₁", "f", "ŷ₁"} <= words
    assert "X · x" in words


def test_zooming_on_goes_from_layers_to_numbers_and_back(ladera: Ladera, qtbot: QtBot):
    ladera.document.model.load(PROJECT)
    ladera.window.show_workspace("network")
    workspace = ladera.window.workspaces["network"]
    qtbot.waitUntil(lambda: ladera.session.state == "ready" and workspace.scales.isHidden(), timeout=20_000)

    def wheel(widget, by: int) -> None:
        centre = QPointF(widget.rect().center())
        QApplication.sendEvent(widget, QWheelEvent(
            centre, widget.mapToGlobal(centre), QPoint(), QPoint(0, 120 * by), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False))

    def zoom(by: int, towards: str) -> None:
        for _ in range(40):
            if workspace.scales_bar.scale == towards:
                return
            drawing = workspace._drawings.currentWidget()
            wheel((drawing if drawing is workspace.canvas else drawing.view).viewport(), by)
            qtbot.wait(5)

    zoom(1, NUMBERS)
    assert workspace.scales_bar.scale == NUMBERS
    assert workspace.scales.choice == NUMBERS
    zoom(-1, LAYERS)
    assert workspace._drawings.currentWidget() is workspace.canvas
    workspace.scales_bar.scales[VECTORS].click()
    assert workspace._drawings.currentWidget() is workspace.scales
    drawn, aside = workspace.scales.view.navigator, workspace.canvas.navigator
    for name in ("zoom_in", "zoom_reset", "zoom_out"):
        before, beside = drawn.goal(), aside.goal()
        workspace.commands[name]()
        assert drawn.goal()[0] != before[0], "the drawing that is seen is zoomed"
        assert aside.goal() == beside

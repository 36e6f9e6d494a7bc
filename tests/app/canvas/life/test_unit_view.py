"""A unit under the pointer takes the large plot: its map and the numbers of its sum are the engine's."""

from __future__ import annotations

import re

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from app import theme
from app.canvas.life.unit_view import SIDES, UnitView, written
from engine.example import Example
from engine.network import Network
from engine.probes import OfPart, OnPlane
from engine.probes.activations import Activations
from tests.app import pointer
from tests.app.canvas.life.living import IMAGE, PLANE, settle
from tests.app.panels import at_every_moment, while_it_trains


@pytest.fixture
def open_unit(qtbot, document, session, show):
    """Opens a project with a unit view beside it, and points at units: `(view, life, unit_view, hover)`."""
    def open_unit(project):
        view, life = show(project)
        unit = UnitView(life, document, session)
        qtbot.addWidget(unit)
        unit.resize(330, 300)
        with qtbot.waitExposed(unit):
            unit.show()
        view.pointed.connect(life.point)
        view.touched.connect(lambda spot, _: unit.pin(spot))

        def place(layer: str, number: int) -> QPointF:
            item = view.canvas.nodes[layer].life
            return QPointF(view.mapFromScene(item.mapToScene(item.face.grid(item.size).cell(number).center())))

        def hover(layer: str, number: int) -> None:
            pointer.hover(view, place(layer, number))
            qtbot.waitUntil(lambda: unit.spot is not None and (unit.spot.layer, unit.spot.unit) == (layer, number))
            come(unit)

        def come(unit: UnitView) -> None:
            settle(qtbot, session, life)
            qtbot.waitUntil(lambda: session.is_settled and all(
                probe in session.latest.readings for probe in unit.probes()))

        return view, life, unit, hover, place, come

    return open_unit


def activations(session, layer: str, inputs: np.ndarray, *, before: bool = False) -> np.ndarray:
    probe = Activations(layer, OfPart(), before=before)
    return Network(session.latest.graph).probe(session.latest.parameters, probe, inputs=inputs)[probe].first


def assert_map(unit: UnitView, session, side: int) -> None:
    """The map of the third unit of hidden is the engine's, in the colours of the scale of its card."""
    plane = unit.map_probe.examples
    assert isinstance(plane, OnPlane)
    assert plane.side == side
    own = activations(session, "hidden", session.data.transform(plane.points()))[:, 2]
    reading = session.latest.readings[unit.map_probe]
    np.testing.assert_allclose(reading.first[0], own.reshape(plane.side, plane.side), rtol=1e-4, atol=1e-6)
    limit = unit.legend.limit
    assert limit == unit._life.rulers["hidden"].limit, "the scale of the card"
    image = unit.surface._image.image
    for row, column in ((0, 0), (5, side - 28), (side - 38, 40)):
        value = own.reshape(plane.side, -1)[row, column]
        expected = theme.diverging(np.clip(value / limit, -1, 1)).astype(int)[:3]
        assert np.abs(image[row, column, :3].astype(int) - expected).max() <= 3


def test_over_the_plane_it_is_the_units_own_map(open_unit, session):
    *_, unit, hover, _, _ = open_unit(PLANE)
    hover("hidden", 2)
    assert unit.title.text() == "hidden, unit 3"
    assert_map(unit, session, SIDES[1])


@pytest.mark.thorough
def test_while_it_trains_the_map_is_that_of_the_step(open_unit, session, qtbot):
    _, life, unit, _, place, _ = open_unit(PLANE)
    pointer.click(life._view, place("hidden", 2))
    while_it_trains(session, qtbot, lambda: (*life.probes(), *unit.probes()),
                    lambda: assert_map(unit, session, SIDES[session.state != "running"]))


def numbers_in(text: str) -> list[float]:
    return [float(found.replace("−", "-")) for found in re.findall(r"−?\d+(?:\.\d+)?", text.translate(
        str.maketrans("", "", "₀₁₂₃₄₅₆₇₈₉")))]


def test_the_formula_has_the_numbers_of_the_example_in_hand(open_unit, document, session, qtbot):
    *_, unit, hover, _, come = open_unit(PLANE)
    hover("hidden", 1)

    def walk() -> None:
        qtbot.wait(1)
        come(unit)
        example = session.example
        inputs = session.data.transform(example.raw(session.data)[None])
        z, a = (activations(session, "hidden", inputs, before=before)[0, 1] for before in (True, False))
        first, second = unit.formula.text().splitlines()
        assert first.startswith("z₂ = ")
        assert second.startswith("a₂ = f(")
        assert numbers_in(first)[-1] == pytest.approx(z, rel=1e-3, abs=1e-4)
        assert numbers_in(second) == pytest.approx([z, a], rel=1e-3, abs=1e-4)
        layout = Network(PLANE.graph).layout
        kernel = layout.view(session.latest.parameters, "hidden/kernel")[:, 1]
        for weight, value in zip(kernel, inputs[0], strict=True):
            assert any(abs(abs(found) - abs(weight)) < 1e-3 for found in numbers_in(first))
            assert any(abs(abs(found) - abs(value)) < 2e-3 for found in numbers_in(first))

    for example in (Example("train", 3), Example("test", 1, (1.5, -0.5))):
        document.set_example(example)
        walk()
    at_every_moment(document, session, qtbot, "hidden/kernel", walk)


def test_a_feature_map_is_the_engines_on_the_scale_of_its_card(open_unit, document, session):
    _, life, unit, hover, *_ = open_unit(IMAGE)
    hover("conv", 1)
    inputs = session.data.transform(session.example.raw(session.data)[None])
    np.testing.assert_allclose(unit.map._values, activations(session, "conv", inputs)[0, ..., 1], rtol=1e-4, atol=1e-5)
    assert unit.legend.limit == life.rulers["conv"].limit
    assert not unit.formula.text()


def test_of_a_wide_sum_the_largest_terms_are_bars(open_unit, session):
    *_, unit, hover, _, _ = open_unit(IMAGE)
    hover("head", 4)
    inputs = session.data.transform(session.example.raw(session.data)[None])
    wide = activations(session, "wide", inputs)[0]
    kernel = Network(IMAGE.graph).layout.view(session.latest.parameters, "head/kernel")[:, 4]
    largest = sorted(wide * kernel, key=abs, reverse=True)[:len(unit.terms.bars())]
    assert len(largest) >= 3
    np.testing.assert_allclose(unit.terms.bars(), largest, rtol=1e-4, atol=1e-6)
    assert unit.terms.limit >= abs(largest[0])


def test_it_goes_with_the_pointer_and_stays_after_a_click(open_unit, qtbot):
    view, _, unit, hover, place, _ = open_unit(PLANE)
    shown = []
    unit.wanted.connect(shown.append)
    hover("hidden", 0)
    pointer.hover(view, QPointF(3, 3))
    qtbot.waitUntil(lambda: unit.spot is None)
    assert shown == [True, False]
    pointer.hover(view, place("hidden", 3))
    pointer.click(view, place("hidden", 3))
    assert unit.pinned is not None
    pointer.hover(view, QPointF(3, 3))
    qtbot.wait(600)
    assert unit.spot == unit.pinned
    QTest.mouseClick(unit.leave, Qt.MouseButton.LeftButton)
    assert unit.spot is None


def test_a_layer_that_goes_takes_its_unit_along(open_unit, document, qtbot):
    view, _, unit, hover, place, _ = open_unit(PLANE)
    hover("hidden", 0)
    pointer.click(view, place("hidden", 0))
    document.remove(["hidden"])
    qtbot.waitUntil(lambda: unit.spot is None)
    document.undo_stack.undo()


def test_a_sum_is_written_as_it_adds_up():
    assert written(0, [(0.5, 2.0), (-1.0, 3.0), (0.25,)], -1.75, 0.1) == (
        "z₁ = −1·3 + 0.5·2 + 0.25 = −1.75\na₁ = f(−1.75) = 0.1")
    assert written(11, (), 3.0) == "a₁₂ = 3"


def test_a_unit_is_muted_with_a_button_and_heard_again_by_undo(open_unit, document, session, qtbot):
    view, life, unit, hover, place, come = open_unit(PLANE)
    hover("hidden", 1)
    pointer.click(view, place("hidden", 1))
    trained = session.latest.parameters.copy()
    QTest.mouseClick(unit.mute, Qt.MouseButton.LeftButton)
    assert document.model.graph.layer("hidden").settings["muted"] == "2"
    qtbot.waitUntil(lambda: session.latest is not None and session.latest.graph is document.model.graph)
    come(unit)
    np.testing.assert_array_equal(session.latest.parameters, trained)
    assert not session.latest.readings[unit.map_probe].first.any()
    assert "muted" in unit.formula.text()
    assert life.faces["hidden"].ill(view.canvas.nodes["hidden"].life.readings)[1] == "muted"
    session.step()
    qtbot.waitUntil(lambda: not np.array_equal(session.latest.parameters, trained))
    kernel = Network(PLANE.graph).layout.view(session.latest.parameters, "hidden/kernel")
    np.testing.assert_array_equal(kernel[:, 1], Network(PLANE.graph).layout.view(trained, "hidden/kernel")[:, 1])
    document.undo_stack.undo()
    assert document.model.graph.layer("hidden").settings["muted"] == ""
    qtbot.waitUntil(lambda: session.latest is not None and session.latest.graph is document.model.graph)
    come(unit)
    assert session.latest.readings[unit.map_probe].first.any()
    assert not unit.mute.isChecked()

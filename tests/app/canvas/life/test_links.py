"""What links show: four measures, each the engine's own numbers on a written scale, and the facts of a weight."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from app.canvas.life.bar import LifeBar
from app.canvas.life.scale import rounded
from app.canvas.life.spot import UnitSpot, WeightSpot
from app.canvas.life.subject import COUNTED
from engine.example import Example
from engine.graph import Link
from engine.network import Network
from engine.probes import OfPart
from engine.probes.activations import Activations
from tests.app import pointer
from tests.app.canvas.life.living import PLANE, settle
from tests.app.panels import at_every_moment

FIRST, SECOND = Link("in", "hidden", 0), Link("hidden", "head", 0)


def kernel(session, name: str = "hidden/kernel", parameters=None) -> np.ndarray:
    return Network(PLANE.graph).layout.view(session.latest.parameters if parameters is None else parameters, name)


def drawn(view, link: Link):
    return view.canvas.links[link].drawn


def test_flow_is_what_the_example_in_hand_passes_on(document, session, show, qtbot):
    view, life = show(PLANE)
    life.set_measure("flow")
    for example in (Example("train", 3), Example("test", 5), Example("test", 5, (2.0, -1.0))):
        document.set_example(example)
        settle(qtbot, session, life)
        inputs = session.data.transform(example.raw(session.data)[None])
        probe = Activations("hidden", OfPart())
        hidden = Network(PLANE.graph).probe(session.latest.parameters, probe, inputs=inputs)[probe].first
        for link, name, given in ((FIRST, "hidden/kernel", inputs), (SECOND, "head/kernel", hidden)):
            flow = kernel(session, name) * given[0][:, None]
            np.testing.assert_allclose(drawn(view, link).numbers, flow.ravel(), rtol=1e-5, atol=1e-7)
            assert drawn(view, link).limit == rounded(float(np.abs(drawn(view, link).numbers).max()))
            assert drawn(view, link).text.startswith("w·a\n±")


def test_gradient_is_the_slope_over_the_examples_that_are_named(document, session, show, qtbot):
    view, life = show(PLANE)
    life.set_measure("gradient")
    some = slice(0, COUNTED[1])
    network = Network(PLANE.graph)

    def walk() -> None:
        settle(qtbot, session, life)
        whole = network.gradient(session.latest.parameters, session.data.train.inputs[some],
                                 session.data.train.targets[some])
        np.testing.assert_allclose(drawn(view, FIRST).numbers, network.layout.view(whole, "hidden/kernel").ravel(),
                                   rtol=1e-4, atol=1e-6)
        count = len(session.data.train.inputs[some])
        assert count < COUNTED[1], "there are fewer than are counted at most"
        assert f"∂J/∂w\nn = {count}\n±" in drawn(view, FIRST).text

    at_every_moment(document, session, qtbot, "hidden/kernel", walk)


def test_update_is_what_the_last_step_changed(document, session, show, qtbot):
    view, life = show(PLANE)
    bar = LifeBar(life, session)
    qtbot.addWidget(bar)
    bar.show()
    bar.links.setCurrentIndex(bar.links.findData("update"))
    bar.links.activated.emit(bar.links.currentIndex())
    assert life.measure == "update"
    settle(qtbot, session, life)
    assert drawn(view, FIRST) is None
    assert "known after the next one" in bar.words.text()
    for _ in range(3):
        before = session.latest.parameters.copy()
        session.step()
        qtbot.waitUntil(lambda before=before: not np.array_equal(session.latest.parameters, before))
        settle(qtbot, session, life)
        made = kernel(session) - kernel(session, parameters=before)
        np.testing.assert_array_equal(drawn(view, FIRST).numbers, made.ravel())
    assert "training" in bar.words.text()


def weight_at(view, source: int, target: int) -> QPointF:
    """A place on the line of a weight, in the viewport."""
    starts = view.canvas.nodes["in"].pins(2, is_source=True)
    stops = view.canvas.nodes["hidden"].pins(4, is_source=False)
    return QPointF(view.mapFromScene(QPointF(*(0.75 * stops[target] + 0.25 * starts[source]))))


def test_a_weight_under_the_pointer_says_value_gradient_and_last_change(document, session, show, qtbot):
    view, life = show(PLANE)
    view.pointed.connect(life.point)
    before = session.latest.parameters.copy()
    session.step()
    qtbot.waitUntil(lambda: not np.array_equal(session.latest.parameters, before))
    settle(qtbot, session, life)
    pointer.hover(view, weight_at(view, 1, 3))
    assert life.pointed == WeightSpot("hidden/kernel", "in", 1, "hidden", 3)
    qtbot.waitUntil(lambda: "last step" in view.canvas.say(view.mapToScene(weight_at(view, 1, 3).toPoint()), 5.0))
    words = view.canvas.say(view.mapToScene(weight_at(view, 1, 3).toPoint()), 5.0)
    assert words.splitlines().count(words.splitlines()[1]) == 1, "the link shows w, which need not be said again"
    network = Network(PLANE.graph)
    slope = network.layout.view(network.gradient(
        session.latest.parameters, session.data.train.inputs[:COUNTED[1]],
        session.data.train.targets[:COUNTED[1]]), "hidden/kernel")[1, 3]
    change = kernel(session)[1, 3] - kernel(session, parameters=before)[1, 3]
    for line, value in zip(words.splitlines()[-3:], (kernel(session)[1, 3], slope, change), strict=True):
        said = float(line.split("= ")[1].split(" ")[0].rstrip(",").replace("−", "-"))
        assert said == pytest.approx(value, rel=1e-2), line
    pointer.hover(view, QPointF(2, 2))
    assert life.pointed is None
    assert not life._facts()


def test_units_and_nothing_are_pointed_at(document, session, show, qtbot):
    view, life = show(PLANE)
    view.pointed.connect(life.point)
    item = view.canvas.nodes["hidden"].life
    place = view.mapFromScene(item.mapToScene(item.face.grid(item.size).cell(2).center()))
    pointer.hover(view, QPointF(place))
    assert life.pointed == UnitSpot("hidden", 2)
    with qtbot.waitSignal(view.touched) as touched:
        pointer.click(view, QPointF(place))
    assert touched.args[0] == UnitSpot("hidden", 2)

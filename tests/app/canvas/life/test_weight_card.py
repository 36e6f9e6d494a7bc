"""A weight is clicked, changed by hand, frozen; each is a step of the document, and the engine's weights are those."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from app.canvas.life.bar import LifeBar
from app.canvas.life.spot import WeightSpot
from app.canvas.life.weight_card import WeightCard
from engine.network import Network
from engine.probes.examples import SOME
from engine.training.marks import WEIGHTS
from tests.app import pointer
from tests.app.canvas.life.living import PLANE, settle
from tests.app.canvas.life.test_links import weight_at

SPOT = WeightSpot("hidden/kernel", "in", 1, "hidden", 3)


@pytest.fixture
def opened(qtbot, document, session, show):
    """The card of a weight that was clicked on the drawing."""
    view, life = show(PLANE)
    card = WeightCard(document, session)
    qtbot.addWidget(card)
    view.touched.connect(lambda spot, where: card.open(spot, where) if isinstance(spot, WeightSpot) else None)
    before = session.latest.parameters.copy()
    session.step()
    qtbot.waitUntil(lambda: not np.array_equal(session.latest.parameters, before))
    settle(qtbot, session, life)
    place = weight_at(view, 1, 3)
    pointer.click(view, QPointF(place))
    assert card.spot == SPOT
    qtbot.waitUntil(lambda: card.isVisible() and card.gradient.text() != "–" and session.is_settled)
    return card, view, life, before


def kernel(vector) -> np.ndarray:
    return Network(PLANE.graph).layout.view(vector, "hidden/kernel")


def number_of(text: str) -> float:
    return float(text.replace("−", "-"))


def test_it_says_value_gradient_and_last_change(opened, session):
    card, _, _, before = opened
    weights, data, some = session.latest.parameters, session.data, slice(0, SOME.most)
    slope = Network(PLANE.graph).gradient(weights, data.train.inputs[some], data.train.targets[some])
    assert card.value.number() == pytest.approx(kernel(weights)[1, 3], rel=1e-5)
    assert number_of(card.gradient.text()) == pytest.approx(kernel(slope)[1, 3], rel=1e-2, abs=1e-5)
    assert number_of(card.change.text()) == pytest.approx((kernel(weights) - kernel(before))[1, 3], rel=1e-2)


def type_value(card: WeightCard, text: str) -> None:
    card.value.setFocus()
    card.value.selectAll()
    QTest.keyClicks(card.value, text)
    QTest.keyClick(card.value, Qt.Key.Key_Return)


def test_a_number_that_is_typed_becomes_the_weight_and_undo_brings_the_other_back(opened, document, session, qtbot):
    card, _, life, _ = opened
    trained = session.latest.parameters.copy()
    type_value(card, "1.25")
    qtbot.waitUntil(lambda: session.latest is not None and kernel(session.latest.parameters)[1, 3] == 1.25)
    assert np.count_nonzero(session.latest.parameters != trained) == 1
    assert any(change.kind == WEIGHTS for mark in session.latest.marks for change in mark.changes)
    bar = LifeBar(life, session)
    qtbot.addWidget(bar)
    assert not bar.edited.isHidden()
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: session.latest is not None and np.array_equal(session.latest.parameters, trained))
    qtbot.waitUntil(lambda: session.is_settled)
    bar.refresh()
    assert bar.edited.isHidden()


def test_a_frozen_weight_stays_while_the_others_learn(opened, document, session, qtbot):
    card, *_ = opened
    QTest.mouseClick(card.frozen, Qt.MouseButton.LeftButton, pos=QPoint(8, card.frozen.height() // 2))
    assert document.model.graph.layer("hidden").settings["frozen"] == "kernel[2,4]"
    qtbot.waitUntil(lambda: session.latest is not None and session.latest.graph is document.model.graph)
    before = session.latest.parameters.copy()
    session.step()
    qtbot.waitUntil(lambda: not np.array_equal(session.latest.parameters, before))
    was, now = kernel(before), kernel(session.latest.parameters)
    assert now[1, 3] == was[1, 3]
    assert np.count_nonzero(now == was) == 1
    assert card.frozen.isChecked()
    document.undo_stack.undo()
    assert not card.frozen.isChecked()


def test_while_a_training_runs_it_can_be_read_but_not_changed(opened, session, qtbot):
    card, *_ = opened
    session.play()
    qtbot.waitUntil(lambda: session.state == "running")
    assert not card.value.isEnabled()
    assert "Pause" in card.note.text()
    session.pause()
    qtbot.waitUntil(lambda: session.state != "running" and session.latest.parameters is not None)
    assert card.value.isEnabled()


def test_a_layer_that_goes_takes_its_card_along(opened, document):
    card, *_ = opened
    document.remove(["hidden"])
    assert not card.isVisible()

"""The four tasks of the playground, each solved from an empty canvas with the mouse alone, by as few units as there can
be: what the network says of points that it never saw is right."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QTabBar, QWidget

from app.canvas.offers import template_key
from engine.network import Network

LEFT = Qt.MouseButton.LeftButton


class Hand:
    """A mouse, and nothing else."""

    def __init__(self, ladera, qtbot) -> None:
        self.ladera, self.qtbot = ladera, qtbot
        ladera.window.resize(1600, 1000)
        self.click(next(button for button in ladera.window.start_page.findChildren(QPushButton)
                        if button.text() == "New network"))
        self.network = ladera.window.workspace
        self.document = ladera.document

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        QTest.mouseClick(widget, LEFT, pos=at or QPoint())

    def show(self, title: str) -> None:
        """Bring a panel of the left side to the front by its tab."""
        tabs = next(bar for bar in self.network.findChildren(QTabBar) if title in [
            bar.tabText(place) for place in range(bar.count())])
        place = next(place for place in range(tabs.count()) if tabs.tabText(place) == title)
        self.click(tabs, tabs.tabRect(place).center())

    def choose_data(self, source: str) -> None:
        self.click(self.network.data.source)
        self.click(self.network.data._gallery.tile(source))
        self.qtbot.waitUntil(lambda: self.document.model.data_spec.source == source, timeout=30_000)

    def choose_features(self, *wanted: str) -> None:
        """The wanted ones first: the last box cannot be cleared."""
        boxes = self.network.data.features.boxes
        for name in sorted(boxes, key=lambda name: name not in wanted):
            if boxes[name].isChecked() != (name in wanted):
                self.click(boxes[name], QPoint(8, boxes[name].height() // 2))
                self.qtbot.waitUntil(lambda name=name: (name in (self.document.model.data_spec.features or (
                    "x1", "x2"))) == (name in wanted), timeout=30_000)

    def insert(self, template: str) -> None:
        self.show("Layers")
        view = self.network.palette_panel.view
        index = view.index_of(template_key(template))
        view.scrollTo(index)
        place = view.visualRect(index).center()
        self.click(view.viewport(), place)
        QTest.mouseDClick(view.viewport(), LEFT, pos=place)

    def choose(self, layer: str, field: str, value: str) -> None:
        """Select a layer on the canvas, and an entry of one of its boxes."""
        canvas = self.network.canvas
        self.click(canvas.viewport(), canvas.mapFromScene(canvas.canvas.nodes[layer].scenePos()))
        self.qtbot.waitUntil(lambda: self.network.inspector.page.name_field.text() == layer)
        self.qtbot.wait(100)  # the page is laid out
        box = self.network.inspector.page.form.editor(field).control
        self.click(box, box.rect().center())
        listed = box.view()
        self.qtbot.waitUntil(listed.isVisible)
        self.qtbot.wait(QApplication.doubleClickInterval() + 50)  # until then a click is taken for the one that opened
        index = box.model().index(box.findData(value), 0)
        listed.scrollTo(index)
        self.click(listed.viewport(), listed.visualRect(index).center())
        self.qtbot.waitUntil(lambda: self.document.model.graph.layer(layer).settings[field] == value)

    def train(self) -> float:
        """Press Train and wait. Returns which share of the test part it gets right."""
        session = self.ladera.session
        self.qtbot.waitUntil(lambda: session.state == "ready", timeout=120_000)
        self.click(self.network.bar.transport.play)
        self.qtbot.waitUntil(lambda: session.state == "finished", timeout=120_000)
        test = session.data.test
        said = Network(self.document.model.graph).predict(session.latest.parameters, test.inputs)
        return float(np.mean((said > 0.5) == (test.targets > 0.5)))

    def units(self) -> int:
        return sum(spec.settings["units"] for spec in self.document.model.graph.of_kind("dense"))


@pytest.fixture
def hand(ladera, qtbot) -> Hand:
    return Hand(ladera, qtbot)


@pytest.mark.thorough
@pytest.mark.parametrize(("source", "features"), [
    ("gaussian", ("x1", "x2")), ("xor", ("x1x2",)), ("circle", ("x1^2", "x2^2"))])
def test_one_neuron_is_enough_with_the_right_features(hand, source, features):
    hand.show("Data")
    hand.choose_data(source)
    hand.choose_features(*features)
    hand.insert("logistic_regression")
    assert hand.units() == 1
    assert hand.train() >= 0.97


@pytest.mark.thorough
def test_the_spiral_gives_in_to_sines_and_tanh(hand):
    hand.show("Data")
    hand.choose_data("spiral")
    hand.choose_features("x1", "x2", "sin(x1)", "sin(x2)")
    hand.insert("mlp")
    hand.qtbot.wait(400)
    for layer in ("hidden_1", "hidden_2"):
        hand.choose(layer, "activation", "tanh")
    assert QApplication.activePopupWidget() is None
    assert hand.train() >= 0.95

"""The inspector says when a chain of layers can do no more than one."""

from __future__ import annotations

import numpy as np
import pytest

from app.document.document import Document
from app.inspector.collapse import matrix_latex
from app.inspector.layer_page import LayerPage
from app.numbers import read_number
from app.widgets.equation import equation_svg
from engine.data import DataSpec, load
from engine.network import Network
from engine.project import Project
from engine.training import TrainingSettings
from tests.engine.networks import perceptron

LINEAR = perceptron(2, 5, 3, 1, activation="identity", loss="binary_cross_entropy")


@pytest.fixture
def document(document):
    document.model.load(Project("linear", LINEAR, DataSpec("gaussian"), TrainingSettings(seed=4)))
    return document


def page(document: Document, qtbot, name: str) -> LayerPage:
    page = LayerPage(document, (name,))
    qtbot.addWidget(page)
    settle(page, qtbot)
    return page


def settle(page: LayerPage, qtbot) -> None:
    qtbot.waitUntil(lambda: not page.collapse.beside.busy, timeout=30_000)


def test_three_linear_layers_are_shown_as_the_one_they_equal(document, qtbot):
    document.keep_loaded(load(document.model.data_spec))
    whole = page(document, qtbot, "dense_3")
    shown = whole.collapse
    parts = Network(LINEAR).layout.arrays(Network(LINEAR).initial_parameters(4).astype(float))
    product = parts["dense_1/kernel"] @ parts["dense_2/kernel"] @ parts["dense_3/kernel"]
    assert not shown.isHidden()
    assert "dense_1, dense_2, dense_3" in shown.sentence.text()
    assert "2×1" in shown.sentence.text()
    assert shown.lines[0].latex == f"W = W_{{1}} W_{{2}} W_{{3}} = {matrix_latex(product)}"
    assert equation_svg(shown.lines[0].latex, 14, "#000000")
    assert "64 examples" in shown.agreement.text()
    assert read_number(shown.agreement.text().split("most ")[1].split(":")[0], "en") < 1e-5


def test_it_follows_the_weights(document, qtbot):
    whole = page(document, qtbot, "dense_3")
    shown = whole.collapse
    document.set_trained(np.zeros(Network(LINEAR).size, np.float32), None)
    settle(whole, qtbot)
    assert matrix_latex(np.zeros((2, 1))) in shown.lines[0].latex
    assert "examples" not in shown.agreement.text(), "there are no data"


@pytest.mark.parametrize("name", ["dense_1", "output_1"])
def test_one_layer_is_no_chain(document, qtbot, name):
    assert page(document, qtbot, name).collapse.isHidden()


def test_an_activation_between_them_ends_it(document, qtbot):
    shown = page(document, qtbot, "dense_3")
    document.change_settings("dense_1", {"activation": "tanh"})
    shown.sync()
    assert shown.collapse.isHidden()


def test_a_large_matrix_is_said_by_its_shape(document, qtbot):
    document.change_settings("dense_2", {"units": 30})
    whole = page(document, qtbot, "dense_2")
    shown = whole.collapse
    assert "2×30" in shown.sentence.text()
    assert shown.lines[0].latex == "W = W_{1} W_{2}"
    assert shown.lines[1].isHidden()


def test_nothing_is_worked_out_of_networks_that_are_too_large(document, qtbot, monkeypatch):
    monkeypatch.setattr(Network, "initial_parameters", lambda *_: pytest.fail("that takes seconds"))
    document.change_settings("dense_1", {"units": 3_000})
    document.change_settings("dense_2", {"units": 3_000})
    whole = page(document, qtbot, "dense_2")
    shown = whole.collapse
    assert not shown.isHidden()
    assert "2×3000" in shown.sentence.text()
    assert all(widget.isHidden() for widget in (*shown.lines, shown.agreement))

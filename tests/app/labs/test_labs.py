"""The small labs: one action opens each, and what they say are the engine's numbers."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.inspector.collapse import matrix_latex
from app.labs import LABS
from app.labs.activations import ActivationLab, functions
from app.labs.collapse import CollapseLab
from app.labs.tensors import TensorLab
from app.main import Ladera
from app.numbers import number
from engine.layers.activations import ACTIVATIONS


def test_each_is_opened_by_its_action_and_holds_up_nothing(ladera: Ladera, qtbot: QtBot):
    for name, kind in LABS.items():
        ladera.window.actions_by_name[name].trigger()
        lab = ladera.window.findChild(kind)
        assert lab.isVisible()
        assert not lab.isModal()
        lab.close()


@pytest.fixture
def activations(qtbot: QtBot) -> ActivationLab:
    lab = ActivationLab()
    qtbot.addWidget(lab)
    lab.show()
    return lab


def tick(lab: ActivationLab, *names: str) -> None:
    for place in range(lab.list.count()):
        item = lab.list.item(place)
        item.setCheckState(Qt.CheckState.Checked if item.data(Qt.ItemDataRole.UserRole) in names else
                           Qt.CheckState.Unchecked)


def test_the_catalogue_is_whole_and_read_at_the_line(activations: ActivationLab):
    assert set(ACTIVATIONS) < set(functions())
    assert "prelu" in functions()
    tick(activations, "tanh", "sigmoid")
    for x in (-1.5, 0.25):
        activations.plot.cursor.setValue(x)
        values = activations.values()
        sigma = 1 / (1 + np.exp(-x))
        assert values["tanh"] == pytest.approx((np.tanh(x), 1 - np.tanh(x) ** 2))
        assert values["sigmoid"] == pytest.approx((sigma, sigma * (1 - sigma)))
        for value in values["tanh"]:
            assert number(value) in activations.readings.text()
        assert f"= {number(float(np.tanh(x)))}" in activations.notes.text(), "tanh x = 2σ(2x) − 1"


def test_nothing_ticked_says_what_to_do(activations: ActivationLab):
    tick(activations)
    assert activations.values() == {}
    assert activations.readings.text() == "Tick a function in the list."


def test_linear_layers_are_one_and_others_are_not(qtbot: QtBot):
    lab = CollapseLab()
    qtbot.addWidget(lab)
    lab.show()
    for count in (1, 3, 5):
        lab.layers.setValue(count)
        network, parameters, given, one = lab.results()
        kernels = [network.layout.view(parameters, f"layer_{place}/kernel") for place in range(1, count + 1)]
        product = np.linalg.multi_dot(kernels) if count > 1 else kernels[0]
        assert lab.product.latex.endswith(matrix_latex(product))
        np.testing.assert_allclose(one, given[f"layer_{count}"], rtol=1e-12)
        assert number(float(one[0, 0])) in lab.verdict.text()
    lab.between.setCurrentIndex(1)
    lab.between.activated.emit(1)
    assert lab.results()[-1] is None
    assert lab.product.isHidden()
    assert "tanh" in lab.verdict.text()


@pytest.fixture
def sheet(qtbot: QtBot) -> TensorLab:
    lab = TensorLab()
    qtbot.addWidget(lab)
    lab.show()
    return lab


def test_pointing_at_a_number_frames_and_writes_what_it_is_made_of(sheet: TensorLab):
    a, b, c = sheet.views
    np.testing.assert_array_equal(c.values, a.values @ b.values)
    QTest.mouseMove(c, c.cell((1, 2)).center().toPoint())
    sheet.point(c.index_at(c.cell((1, 2)).center()))
    assert a.marked == {(1, 0), (1, 1), (1, 2)}
    assert b.marked == {(0, 2), (1, 2), (2, 2)}
    assert sheet.words.text().startswith("C[2, 3] = A[2, 1] · B[1, 3] + ")
    assert sheet.words.text().endswith(f"= {number(float(c.values[1, 2]))}")
    sheet.point(None)
    assert not a.marked | b.marked | c.marked
    assert sheet.words.text().startswith("Point at a number"), "what is read goes with the pointer"


def test_rank_five_has_a_place_for_every_number(sheet: TensorLab):
    sheet.operation.setCurrentIndex(3)
    sheet.shapes[0].setText("2, 2, 2, 3, 2")
    sheet.show_sheet()
    view = sheet.views[0]
    cells = [view.cell(index) for index in np.ndindex(view.values.shape)]
    assert len(cells) == 48
    assert not any(one.intersects(other) for place, one in enumerate(cells) for other in cells[:place])
    assert all(view.rect().contains(cell.toRect().adjusted(1, 1, -1, -1)) for cell in cells)
    np.testing.assert_array_equal(sheet.views[2].values, view.values.T)


def test_shapes_that_do_not_fit_say_why(sheet: TensorLab):
    for text in ("2, 2", "x", "9"):
        sheet.shapes[1].setText(text)
        sheet.show_sheet()
        assert all(view.isHidden() for view in sheet.views)
        assert sheet.words.text()
    sheet.shapes[1].setText("3")
    sheet.operation.setCurrentIndex(1)
    sheet.operation.activated.emit(1)
    assert sheet.views[2].values.shape == (2, 3)
    assert not sheet.views[2].isHidden()

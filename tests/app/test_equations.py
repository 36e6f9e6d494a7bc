"""Equations are set, fit where they stand, and say the rule that is applied."""

from __future__ import annotations

import itertools
import re

import numpy as np
import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel

from app import theme
from app.inspector.formula import Formulas
from app.inspector.function_picture import FunctionPicture, curves, saturated
from app.inspector.layer_page import LayerPage
from app.widgets.equation import SEPARATOR, SMALL, Equation, Equations, equation_svg
from app.widgets.training_bar.settings import MoreSettings, TrainingSettingsRow, within
from engine.initializers import INITIALIZERS
from engine.layers import LAYERS
from engine.layers.activations import ACTIVATIONS
from engine.losses import LOSSES
from engine.optimizers import OPTIMIZERS
from engine.schedules import SCHEDULES, WARM_UP_EQUATION

RULES = {f"optimizer {name}": row.equation for name, row in OPTIMIZERS.items()}
RULES |= {f"{part} of {name}": getattr(row, part) for name, row in ACTIVATIONS.items()
          for part in ("equation", "derivative")}
RULES |= {f"{kind} {name}": row.equation for kind, rows in (
    ("loss", LOSSES), ("initializer", INITIALIZERS), ("schedule", SCHEDULES)) for name, row in rows.items()}
RULES |= {f"{part} of the layer {name}": getattr(layer, part) for name, layer in LAYERS.items() if layer.equation
          for part in ("equation", "derivative")}
RULES["warm-up"] = WARM_UP_EQUATION


def ink(widget, colour: str, near: int = 40) -> np.ndarray:
    """The columns and rows in which a widget shows about a colour: (n, 2)."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)[..., 2::-1]
    wanted = np.array(QColor(colour).getRgb()[:3])
    return np.argwhere(np.abs(pixels.astype(int) - wanted).max(-1) < near)[:, ::-1]


@pytest.mark.parametrize("latex", RULES.values(), ids=RULES)
def test_every_rule_of_the_catalogues_can_be_set(latex):
    for line in latex.split(SEPARATOR):
        assert equation_svg(line, SMALL, "#000000")


@pytest.mark.parametrize("before", ["a_1 =", r"a \leftarrow", r"a \approx", "a <"])
def test_a_sign_stands_at_its_number(before):
    def width(latex: str) -> float:
        return float(re.search(rb'width="([0-9.]+)', equation_svg(latex, SMALL, "#000000"))[1])

    assert width(f"{before} -3") - width(f"{before} 3") < width("1 - 3") - width("1 3") - 3


def test_an_equation_without_room_is_smaller_and_never_cut(qtbot):
    equation = Equation(OPTIMIZERS["nadam"].equation)
    qtbot.addWidget(equation)
    whole = equation.sizeHint()
    narrow = whole.width() // 3
    assert equation.heightForWidth(whole.width()) == whole.height()
    assert equation.heightForWidth(narrow) < 0.5 * whole.height()
    equation.resize(narrow, equation.heightForWidth(narrow))
    marks = ink(equation, theme.current().text, near=130)
    assert len(marks)
    assert marks[:, 0].max() < narrow - 1, "nothing reaches over the edge"


def test_the_settings_show_the_rule_of_the_chosen_optimizer(document, qtbot):
    row = TrainingSettingsRow(document)
    qtbot.addWidget(row)
    for name in ("sgd", "adam", "nadam"):
        document.set_training(optimizer=name, optimizer_settings={})
        more = MoreSettings(document, row)
        assert SEPARATOR.join(line.latex for line in more.rule.lines) == OPTIMIZERS[name].equation
        more.resize(more.sizeHint())
        assert more.rule.minimumWidth() == more.rule.natural_width, "at its full size"
        more.deleteLater()


@pytest.mark.parametrize(("wanted", "place"), [
    (QRect(10, 20, 300, 200), (10, 20)), (QRect(1000, 20, 400, 200), (880, 20)), (QRect(10, 700, 300, 200), (10, 600)),
    (QRect(500, 300, 2000, 1000), (0, 0))])
def test_the_settings_open_within_the_screen(wanted, place):
    assert within(QRect(0, 0, 1280, 800), wanted).toTuple() == place


def test_the_inspector_shows_the_chosen_activation_and_its_derivative(document, qtbot):
    name = document.add_layer("dense", (0, 0))
    page = LayerPage(document, (name,))
    qtbot.addWidget(page)
    for function in ("sigmoid", "tanh"):
        document.change_settings(name, {"activation": function})
        page.sync()
        lines = [line.latex for each in page.formulas.findChildren(Equations) if not each.isHidden()
                 for line in each.lines]
        assert lines[:2] == [f"f(x) = {ACTIVATIONS[function].equation}",
                             f"f'(x) = {ACTIVATIONS[function].derivative}"]


@pytest.mark.parametrize(("kind", "count"), [("dense", 1), ("activation", 1), ("simple_rnn", 1), ("output", 1),
                                             ("prelu", 1), ("softmax", 1), ("maxout", 1), ("pooling2d", 0),
                                             ("flatten", 0)])
def test_layers_that_choose_no_such_function_show_none(kind, count, document, qtbot):
    name = document.add_layer(kind, (0, 0))
    spec = document.model.graph.layer(name)
    formulas = Formulas(spec.kind)
    qtbot.addWidget(formulas)
    formulas.show_settings(spec.settings)
    while formulas.go_on():
        pass
    assert bool(formulas.findChildren(Equations)) == bool(count)


@pytest.mark.parametrize("kind", ["dense", "prelu"])
def test_equations_are_typeset_one_in_a_turn(kind, document, qtbot):
    name = document.add_layer(kind, (0, 0))
    page = LayerPage(document, (name,))
    qtbot.addWidget(page)
    page.show()
    turns, typeset = [0], lambda: len(page.findChildren(Equations))
    while len(turns) < 40:
        QApplication.processEvents()
        turns.append(typeset())
    assert max(after - before for before, after in itertools.pairwise(turns)) == 1
    assert turns[-1] == len(page.formulas.findChildren(Equations)) > 1


def test_the_inspector_shows_how_weights_begin_and_who_says_so(document, qtbot):
    name = document.add_layer("dense", (0, 0))
    page = LayerPage(document, (name,))
    qtbot.addWidget(page)
    for initializer in ("he_normal", "orthogonal"):
        document.change_settings(name, {"kernel_initializer": initializer})
        page.sync()
        shown = [each for each in page.formulas.findChildren(Equations) if not each.isHidden()][-1]
        assert shown.lines[0].latex == INITIALIZERS[initializer].equation
        assert INITIALIZERS[initializer].reference in shown.findChild(QLabel).text()


@pytest.mark.parametrize(("name", "intervals"), [
    # tanh′ = sech², so |x| > arcosh √20; σ(x) = ½ + ½ tanh(x/2), so twice that; arctan′ < 1/20 from √19 on.
    ("sigmoid", [(-6.0, -4.36), (4.36, 6.0)]), ("tanh", [(-6.0, -2.18), (2.18, 6.0)]), ("relu", [(-6.0, 0.0)]),
    ("arctan", [(-6.0, -4.36), (4.36, 6.0)]), ("piecewise_linear", [(-6.0, -0.5), (0.5, 6.0)]), ("identity", []),
    ("step", [(-6.0, 6.0)]), ("prelu", [])])
def test_saturated_is_where_the_slope_is_a_twentieth_of_the_steepest(name, intervals, qtbot):
    assert len(saturated(name)) == len(intervals)
    assert np.ravel(saturated(name)) == pytest.approx(np.ravel(intervals), abs=0.031)
    picture = FunctionPicture(name)
    qtbot.addWidget(picture)
    assert bool(picture.saturation()) == bool(intervals)


@pytest.mark.parametrize("name", [*ACTIVATIONS, "prelu"])
def test_the_picture_shows_a_function_and_its_derivative(name):
    x, value, slope = curves(name)
    assert np.isfinite(value).all()
    numeric = np.gradient(value, x)
    steady = np.abs(np.gradient(np.gradient(slope, x), x)) < 5
    steady &= np.abs(np.gradient(value)) < 0.5  # not where a step jumps
    np.testing.assert_allclose(slope[steady][2:-2], numeric[steady][2:-2], atol=0.02)


def test_the_picture_follows_the_theme(qapp, qtbot):
    picture = FunctionPicture("tanh")
    qtbot.addWidget(picture)
    picture.resize(200, 96)
    try:
        for choice in ("light", "dark"):
            theme.apply_theme(qapp, choice)
            marks = ink(picture, theme.current().accent)
            assert marks[:, 0].max() - marks[:, 0].min() > 190, "from edge to edge"
            assert marks[marks[:, 0] < 60][:, 1].mean() > 60 > 36 > marks[marks[:, 0] > 140][:, 1].mean(), "it rises"
    finally:
        theme.apply_theme(qapp, "light")

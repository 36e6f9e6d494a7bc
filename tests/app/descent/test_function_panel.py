"""What is walked down, chosen and typed by a person."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QWidget

from app.workspaces.descent.function_panel import LONG, FunctionPanel
from app.workspaces.descent.typed_equation import LONGEST, QUICK
from engine.descent import EXAMPLES, SCENES, DescentSetup, Expression, ExpressionError

LEFT, NO_KEY, CTRL = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
                      Qt.KeyboardModifier.ControlModifier)


class Asked:
    """A document in small: shows the panel what it asked for."""

    def __init__(self, panel: FunctionPanel, setup: DescentSetup) -> None:
        self._panel = panel
        self.setup, self.labels = setup, []
        panel.chosen.connect(self._take)
        panel.show_setup(setup)

    def _take(self, setup: DescentSetup, label: str) -> None:
        self.setup = setup
        self.labels.append(label)
        self._panel.show_setup(setup)


@pytest.fixture
def panel(qtbot) -> FunctionPanel:
    panel = FunctionPanel()
    qtbot.addWidget(panel)
    panel.resize(300, 740)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


@pytest.fixture
def asked(panel) -> Asked:
    return Asked(panel, DescentSetup())


def write(field: QWidget, text: str) -> None:
    """Take what is there away, and type."""
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_A, CTRL)
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClicks(field, text)


def pick(box: QComboBox, data: object) -> None:
    """With the keys, from the list."""
    box.setFocus()
    while box.currentData() != data:
        down = box.findData(data) > box.currentIndex()
        QTest.keyClick(box, Qt.Key.Key_Down if down else Qt.Key.Key_Up)


# Scenes and known functions


@pytest.mark.parametrize("name", SCENES)
def test_a_click_on_a_scene_asks_for_it_and_says_what_to_see(panel, asked, name):
    item = panel._items[name]
    panel.scenes.scrollToItem(item)
    QTest.mouseClick(panel.scenes.viewport(), LEFT, NO_KEY, panel.scenes.visualItemRect(item).center())
    assert asked.setup == SCENES[name].setup
    assert asked.setup.scene == name
    assert len(asked.labels) == 1
    assert panel.sentence.text() == SCENES[name].help
    assert panel.text.text() == SCENES[name].setup.text
    assert panel.scenes.currentItem() is item


def test_a_heading_is_no_scene(panel, asked):
    heading = panel.scenes.topLevelItem(1)
    QTest.mouseClick(panel.scenes.viewport(), LEFT, NO_KEY, panel.scenes.visualItemRect(heading).center())
    assert asked.labels == []


def test_a_known_function_comes_with_its_domain_start_and_rate(panel, asked):
    name = list(EXAMPLES)[1]
    pick(panel.gallery, name)
    known = EXAMPLES[name]
    assert (asked.setup.text, asked.setup.domain, asked.setup.start) == (known.text, known.domain, known.start)
    assert asked.setup.racers[0].settings["learning_rate"] == known.learning_rate
    assert panel.sentence.text() == known.help
    assert panel.gallery.currentData() == name


@pytest.mark.parametrize("name", ["himmelblau", "rosenbrock", "rastrigin", "easom"])
def test_known_functions_are_shown_typeset(panel, asked, name):
    panel.gallery.setCurrentIndex(panel.gallery.findData(name))
    panel.gallery.activated.emit(panel.gallery.currentIndex())
    assert asked.setup.text == EXAMPLES[name].text
    assert panel.error.text() == ""
    assert panel.equation.latex.endswith(Expression(EXAMPLES[name].text).latex)


def test_a_changed_scene_is_no_longer_that_scene(panel, asked):
    panel.show_setup(SCENES["bowl"].setup)
    panel.log.click()
    assert asked.setup.scene == ""
    assert asked.setup.log_height is True
    assert panel.scenes.currentItem() is None


# Expressions


def test_what_is_typed_is_shown_typeset_with_its_derivatives(panel, asked):
    write(panel.text, "x^2 y + sin(3x)")
    expression = Expression("x^2 y + sin(3x)")
    assert asked.setup.text == "x^2 y + sin(3x)"
    assert asked.setup.scene == ""
    assert panel.error.text() == ""
    assert panel.equation.latex == f"f(x, y) = {expression.latex}"
    assert panel.slope_x.latex.endswith(expression.derivative("x").latex)
    assert panel.slope_y.latex.endswith(expression.derivative("y").latex)
    assert panel.slope_y.isVisible()
    assert panel.text.text() == "x^2 y + sin(3x)"  # and not as the panel would write it


def test_a_long_equation_is_text_until_it_is_set(panel, asked, qtbot):
    panel.resize(700, 740)
    write(panel.text, "exp(-x^2 - y^2) + sin(3x) cos(5y) + (x + y)^2")
    assert len(panel.equation.latex) > QUICK
    assert panel.equation.text == "f(x, y) = exp(-x^2 - y^2) + sin(3x) cos(5y) + (x + y)^2"
    assert panel.slope_x.text == "∂f/∂x = …"
    for equation in (panel.equation, panel.slope_x, panel.slope_y):
        qtbot.waitUntil(lambda equation=equation: not equation.busy)
        assert equation.text == ""
        assert equation.sizeHint().width() > 200


def test_a_giant_is_differentiated_beside_the_window(panel, asked, qtbot):
    text = "*".join(["sin(x*y)"] * 40)
    assert len(text) > LONG
    write(panel.text, text)
    assert panel.slope_x.text == "∂f/∂x = …"
    wanted = Expression(text).derivative("x").latex
    qtbot.waitUntil(lambda: panel.slope_x.latex.endswith(wanted), timeout=20_000)
    write(panel.text, text.replace("x", "(x + 1)"))
    write(panel.text, "x + y")
    qtbot.waitUntil(lambda: not panel._differentiating.busy, timeout=20_000)
    assert panel.slope_x.latex.endswith("= 1")


def test_an_equation_that_was_changed_meanwhile_is_not_shown(panel, asked, qtbot):
    write(panel.text, "exp(-x^2 - y^2) + sin(3x) cos(5y) + (x + y)^2")
    write(panel.text, "x")
    short = panel.equation.sizeHint()
    qtbot.waitUntil(lambda: not panel.equation.busy)
    QTest.qWait(50)
    assert panel.equation.sizeHint() == short
    assert panel.equation.text == ""


@pytest.mark.parametrize("text", ["x^" * 30 + "x*y", "1/(1 + " * 12 + "x*y" + ")" * 12])
def test_a_tower_that_would_take_years_to_set_is_a_sentence(panel, asked, qtbot, text):
    write(panel.text, text)
    assert len(panel.equation.latex) <= LONGEST
    qtbot.waitUntil(lambda: not panel.equation.busy)
    assert panel.equation.text == "f(x, y): too deeply nested to be read"


def test_a_short_tower_is_set_beside_the_window(panel, asked, qtbot):
    panel.resize(700, 740)
    write(panel.text, "x^x^x^x^x^x^y")
    assert len(panel.equation.latex) <= QUICK
    assert panel.equation.text == "f(x, y) = x^x^x^x^x^x^y"
    qtbot.waitUntil(lambda: not panel.equation.busy)
    assert panel.equation.text == ""


def test_what_nobody_could_read_is_a_sentence_instead(panel, asked, qtbot):
    panel.gallery.setCurrentIndex(panel.gallery.findData("goldstein_price"))
    panel.gallery.activated.emit(panel.gallery.currentIndex())
    assert len(panel.slope_x.latex) > LONGEST
    assert not panel.slope_x.busy
    assert panel.slope_x.text == "∂f/∂x: too long to be read"
    qtbot.waitUntil(lambda: not panel.equation.busy)
    assert panel.equation.text == "f(x, y): too long for this width"
    panel.resize(1200, 740)
    assert panel.equation.text == ""


def test_without_y_it_is_a_curve_and_with_y_a_surface_again(panel, asked):
    write(panel.text, "x cos(x)")
    assert asked.setup.dimension == 1
    assert asked.setup.start == (0.0,)
    assert not panel.slope_y.isVisible()
    assert [box.isEnabled() for box in panel.spans] == [True, True, False, False]
    assert not panel.resolution.isEnabled()
    write(panel.text, "x + y^2")
    assert asked.setup.dimension == 2
    assert len(asked.setup.start) == 2
    assert all(box.isEnabled() for box in panel.spans)


@pytest.mark.parametrize("text", ["x + * y", "(x + 1", "x + foo(x)", "2 $ x", "x + z", "sin", "x^^2",
                                  "__import__('os')", "x.real", "x if x else y"])
def test_what_cannot_be_read_is_marked_where_it_is(panel, asked, text):
    with pytest.raises(ExpressionError) as wrong:
        Expression(text)
    before = asked.setup
    panel.text.setText(text)
    panel.text.textEdited.emit(text)
    shown, carets, sentence = panel.error.text().split("\n", 2)
    assert shown == text
    assert carets.index("^") == wrong.value.position
    assert carets.count("^") == wrong.value.length
    assert sentence
    assert asked.setup == before
    assert panel.text.text() == text


def test_what_is_typed_on_the_way_to_an_expression_is_not_lost(panel, asked):
    write(panel.text, "(x +")
    assert panel.error.isVisible()
    QTest.keyClicks(panel.text, " 1)^2")
    assert panel.text.text() == "(x + 1)^2"
    assert asked.setup.text == "(x + 1)^2"
    assert not panel.error.isVisible()


def test_the_mark_goes_when_the_mistake_is_taken_back(panel, asked):
    write(panel.text, "x^2 + y")
    QTest.keyClicks(panel.text, "+")
    assert panel.error.isVisible()
    QTest.keyClick(panel.text, Qt.Key.Key_Backspace)
    assert panel.text.text() == asked.setup.text == "x^2 + y"
    assert not panel.error.isVisible()


def test_an_empty_field_says_so_and_changes_nothing(panel, asked):
    before = asked.setup
    write(panel.text, "")
    assert asked.setup == before
    assert panel.error.isVisible()


# Domain and picture


def test_the_domain_is_typed(panel, asked):
    write(panel.spans[1], "7,5")
    QTest.keyClick(panel.spans[1], Qt.Key.Key_Return)
    write(panel.spans[2], "-1")
    QTest.keyClick(panel.spans[2], Qt.Key.Key_Return)
    assert asked.setup.domain == ((-5.0, 7.5), (-1.0, 5.0))
    assert not panel.error.isVisible()


@pytest.mark.parametrize(("text", "said"), [("9", "smaller number"), ("5", "smaller number"), ("abc", "numbers"),
                                            ("1e9", "at most"), ("nan", "numbers"), ("inf", "at most")])
def test_a_domain_that_is_none_is_a_sentence(panel, asked, text, said):
    before = asked.setup
    write(panel.spans[0], text)
    QTest.keyClick(panel.spans[0], Qt.Key.Key_Return)
    assert asked.setup == before
    assert said in panel.error.text()
    write(panel.spans[0], "-4")
    QTest.keyClick(panel.spans[0], Qt.Key.Key_Return)
    assert asked.setup.domain[0] == (-4.0, 5.0)
    assert not panel.error.isVisible()


def test_resolution_and_height_are_chosen(panel, asked):
    pick(panel.resolution, 200)
    assert asked.setup.resolution == 200
    panel.log.click()
    assert asked.setup.log_height is False
    assert not panel.log.isChecked()

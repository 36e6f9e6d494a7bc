"""The inspector shows what is selected, and edits it through the document."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.inspector.layer_page import LayerPage
from app.inspector.layers_page import LayersPage
from app.inspector.summary_page import SummaryPage
from engine.graph import Graph, LayerSpec
from engine.project import Project
from engine.training import TrainingSettings
from tests.app.gestures import CTRL, at, choose_in_form, click, type_in_form


@pytest.fixture
def page(view, inspector, chain):
    click(view, at(view, "dense_1"))
    assert isinstance(inspector.page, LayerPage)
    return inspector.page


def test_typing_the_units_changes_the_layer_in_one_undoable_step(document, page):
    type_in_form(page.form, "units", "16")
    assert document.model.graph.layer("dense_1").settings["units"] == 16
    document.undo_stack.undo()
    assert document.model.graph.layer("dense_1").settings["units"] == 4
    assert page.form.values()["units"] == 4


def test_impossible_units_never_enter_the_model(document, page):
    type_in_form(page.form, "units", "0")
    assert document.model.graph.layer("dense_1").settings["units"] == 4
    assert "Units" in page.form.errors()["units"]


def test_changes_on_either_side_of_leaving_a_field_are_two_steps(document, page, qtbot):
    with qtbot.waitExposed(page.window()):
        page.window().show()
    page.window().activateWindow()
    QTest.keyClick(page.form.editor("units").control, Qt.Key.Key_Up)
    QTest.keyClick(page.form.editor("units").control, Qt.Key.Key_Up)
    assert document.undo_stack.count() == 1
    page.form.left.emit()
    QTest.keyClick(page.form.editor("units").control, Qt.Key.Key_Up)
    assert document.undo_stack.count() == 2


def test_shapes_and_weights_follow_the_settings(document, page):
    type_in_form(page.form, "units", "3")
    assert page.shapes.rows() == [("from input_1", "2"), ("output", "3")]
    assert page.parameters.rows() == [("kernel", "2×3", "6"), ("bias", "3", "3")]
    assert page.parameters_heading.text() == "9 weights"


def test_the_name_field_renames_and_refuses_a_name_that_is_taken(document, view, page):
    QTest.keyClick(page.name_field, Qt.Key.Key_A, CTRL)
    QTest.keyClicks(page.name_field, "input_1")
    QTest.keyClick(page.name_field, Qt.Key.Key_Return)
    assert "dense_1" in document.model.graph
    assert page.name_field.property("invalid")
    QTest.keyClick(page.name_field, Qt.Key.Key_A, CTRL)
    QTest.keyClicks(page.name_field, "hidden")
    QTest.keyClick(page.name_field, Qt.Key.Key_Return)
    assert "hidden" in document.model.graph
    assert view.selection() == ("hidden",)
    document.undo_stack.undo()
    assert page.name_field.text() == "dense_1"


def test_the_problems_of_the_layer_stand_beside_its_settings(document, view, inspector, chain):
    alone = document.add_layer("dense", (0.0, 200.0))
    view.select((alone,))
    said = inspector.page.problems.sentences()
    assert any("Nothing is connected" in sentence for sentence in said)
    document.connect("input_1", alone)
    assert not any("Nothing is connected" in sentence for sentence in inspector.page.problems.sentences())


def test_several_layers_are_edited_together_in_one_step(document, view, inspector, chain):
    second = document.add_layer("dense", (0.0, 200.0), {"units": 9})
    document.undo_stack.clear()
    view.select(("dense_1", second))
    page = inspector.page
    assert isinstance(page, LayersPage)
    assert "units" not in page.form.values()
    assert page.form.values()["activation"] == "relu"
    choose_in_form(page.form, "activation", "leaky_relu")
    settings = [document.model.graph.layer(name).settings for name in ("dense_1", second)]
    assert {row["activation"] for row in settings} == {"leaky_relu"}
    assert [row["units"] for row in settings] == [4, 9]
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
    assert document.model.graph.layer(second).settings["activation"] == "relu"


def test_unlike_layers_share_only_what_they_have_in_common(document, view, inspector, chain):
    view.select(("input_1", "dense_1"))
    assert inspector.page.form.names() == ()


def test_without_a_selection_the_network_is_summed_up(document, view, inspector, chain):
    assert isinstance(inspector.page, SummaryPage)
    rows = dict(inspector.page.facts.rows())
    assert rows["Layers"] == "3"
    assert rows["Weights"] == "12"


def test_a_click_on_a_problem_selects_its_layer(document, view, inspector, chain):
    alone = document.add_layer("dense", (0.0, 200.0))
    problems = document.model.graph.problems()
    place = next(place for place, problem in enumerate(problems) if problem.layers == (alone,))
    inspector.page.problems._labels[place].linkActivated.emit(str(place))
    assert view.selection() == (alone,)


def test_a_deleted_layer_leaves_the_inspector(document, view, inspector, page):
    document.remove(("dense_1",))
    assert isinstance(inspector.page, SummaryPage)


def test_every_control_has_a_tooltip(page):
    assert page.name_field.toolTip()
    assert all(page.form.editor(name).control.toolTip() for name in page.form.names())


def test_another_layer_of_the_same_kind_takes_over_the_page_and_nothing_that_was_written(document, inspector):
    first, second = document.add_layer("dense", (0, 0)), document.add_layer("dense", (300, 0))
    inspector.show_layers((first,))
    page = inspector.page
    box = page.form.editor("units").control
    box.lineEdit().setText("much")
    box.typed.emit("much")
    assert page.form.errors()
    inspector.show_layers((second,))
    assert inspector.page is page
    assert page.name_field.text() == second
    assert not page.form.errors()
    assert box.text() == str(document.model.graph.layer(second).settings["units"])
    page.form.changed.emit("units", 7)
    assert document.model.graph.layer(second).settings["units"] == 7
    assert document.model.graph.layer(first).settings["units"] != 7


def test_a_layer_of_another_project_with_the_same_name_and_another_kind_has_a_page_of_its_own(document, inspector):
    name = document.add_layer("dense", (0, 0))
    inspector.show_layers((name,))
    document.model.load(Project("other", Graph((LayerSpec(name, "dropout"),)), None, TrainingSettings()))
    assert set(inspector.page.form.names()) == {field.name for field in LayerSpec(name, "dropout").layer.fields}

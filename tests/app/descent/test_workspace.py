"""The workspace as a whole: scenes, critical points, undo and files, docks, both themes, and no OpenGL."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDockWidget, QFileDialog, QLabel, QScrollArea

from app.document.document import Document
from app.numbers import number
from app.surface.marks import SHAPES
from app.theme import apply_theme, current
from engine.descent import KINDS, RACERS, SCENES, DescentSetup, Racer, find_critical_points
from engine.formats import read_project
from tests.app.pointer import drag, wheel
from tests.app.surface.pictures import on_plot, pixels


def is_shown(workspace, setup: DescentSetup) -> None:
    """The heights on the screen are those of the function."""
    if setup.dimension == 2:
        assert workspace.field.isVisible()
        _, _, z = setup.function().grid(setup.domain, setup.resolution)
        assert np.array_equal(workspace.field._shown.z, np.where(np.isfinite(z), z, np.nan), equal_nan=True)
        assert workspace.field._log == setup.log_height
    else:
        assert workspace.curve.isVisible()
        x, y = workspace.curve.curve.getData()
        known = np.isfinite(y)
        assert np.array_equal(y[known], setup.function().value(x[known]))


def marks_of(workspace) -> list[tuple[str, tuple[float, float], str]]:
    """Shape, place and words of every mark that is seen."""
    view = workspace.field.map if workspace.setup.dimension == 2 else workspace.curve
    return [(point.symbol(), tuple(point.pos()), point.data()) for point in view.marks.points()]


# Scenes


def test_every_scene_shows_its_function_and_its_walk(workspace, qtbot):
    for name, show in workspace.scenes.items():
        show()
        assert workspace.setup == SCENES[name].setup
        assert workspace.player.step == SCENES[name].steps
        is_shown(workspace, SCENES[name].setup)
        assert workspace.basins.busy == SCENES[name].basins
    qtbot.waitUntil(lambda: workspace.settled, timeout=30_000)
    assert workspace.basins.basins is not None  # the last scene's


@pytest.mark.parametrize(("text", "why"), [("1/0*x", "divides by zero"), ("log(-1)", "logarithm")])
def test_a_picture_that_is_empty_says_why(workspace, qtbot, text, why):
    field = workspace.function_panel.text
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    qtbot.waitUntil(lambda: workspace.settled)
    gap = workspace._view.gap
    assert gap.isVisible()
    assert why in gap.text()
    assert workspace.note.text == ""
    workspace._view.fit()
    field.selectAll()
    QTest.keyClicks(field, "x + 1")
    qtbot.waitUntil(lambda: workspace.settled)
    assert not gap.isVisible()
    is_shown(workspace, workspace.setup)


def test_a_function_that_is_typed_is_shown_at_once(workspace, qtbot):
    field = workspace.function_panel.text
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "x^2 - y^2")
    qtbot.waitUntil(lambda: workspace.settled)
    is_shown(workspace, workspace.setup)
    assert [shape for shape, *_ in marks_of(workspace)] == [SHAPES["saddle"][0]]
    field.selectAll()
    QTest.keyClicks(field, "ln(x)")
    qtbot.waitUntil(lambda: workspace.settled)
    is_shown(workspace, workspace.setup)
    assert np.isnan(workspace.curve.curve.getData()[1]).sum() > 300  # the left half
    assert marks_of(workspace) == []
    [pole] = workspace.curve._poles
    assert pole.value() == pytest.approx(0.0, abs=1e-6)
    assert KINDS["pole"] in pole.toolTip()
    assert "No critical points" in workspace.note.text


def test_a_start_where_the_function_has_no_value_is_no_reason_to_fail(workspace, take):
    take(DescentSetup("ln(x)", ((-5.0, 5.0),), (-2.0,)))
    workspace.player.go(3)
    height = np.mean(workspace.curve.item.vb.viewRange()[1])
    drag(workspace.curve, on_plot(workspace.curve, -2.0, height), on_plot(workspace.curve, 2.0, height))
    assert workspace.setup.start == pytest.approx((2.0,), abs=0.05)
    assert len(workspace.curve._trails[0][0].getData()[0]) == 4
    take(DescentSetup("√x + √y", ((-5.0, 5.0), (-5.0, 5.0)), (-2.0, -2.0)))
    workspace.player.go(3)
    workspace.grab()


@pytest.mark.thorough
@pytest.mark.parametrize("height", [560, 740])
def test_the_chosen_scene_is_in_sight(workspace, document, qtbot, height):
    workspace.resize(1240, height)
    tree = workspace.function_panel.scenes
    for name in SCENES:
        document.set_descent(SCENES[name].setup, "Show")
        QTest.qWait(1)
        seen = tree.visualItemRect(tree.currentItem())
        assert tree.viewport().rect().contains(seen.center()), name
        assert seen.bottom() <= tree.viewport().height(), name
    workspace.resize(1240, 740)


def test_without_a_minimum_there_is_a_sentence_and_no_empty_chart(workspace, take):
    take("gutter")
    assert workspace.charts.distance.isHidden()
    assert any("no minimum" in label.text() for label in workspace.charts.findChildren(QLabel) if label.isVisible())
    take("bowl")
    assert not workspace.charts.distance.isHidden()
    workspace.player.go(3)
    assert workspace.charts.distance._curves[0].isVisible()


# Critical points


@pytest.mark.parametrize("name", ["nine_places", "egg_box", "saddle", "monkey", "curve", "gutter"])
def test_every_critical_point_is_marked_with_its_kind_index_and_eigenvalues(workspace, take, name):
    setup = take(name)
    points = find_critical_points(setup.function(), setup.domain)
    marks = marks_of(workspace)
    assert len(marks) == len(points.points)
    for (shape, place, words), point in zip(marks, points.points, strict=True):
        assert shape == SHAPES[point.kind][0]
        assert place[:len(point.position)] == pytest.approx(
            tuple(point.position) if setup.dimension == 2 else (point.position[0],))
        assert KINDS[point.kind] in words
        assert ("index 1" in words) == (point.kind == "saddle")
        assert "λ = " + ", ".join(map(number, point.eigenvalues)) in words


def test_the_count_of_himmelblau_is_complete_and_said(workspace, take):
    take("nine_places")
    kinds = [shape for shape, *_ in marks_of(workspace)]
    assert [kinds.count(SHAPES[kind][0]) for kind in ("minimum", "saddle", "maximum")] == [4, 4, 1]
    assert "4" in workspace.note.text
    assert "proven" in workspace.note.details
    assert "none is missing" in workspace.note.text


def test_the_monkey_saddle_is_degenerate(workspace, take):
    take("monkey")
    [(shape, place, words)] = marks_of(workspace)
    assert shape == SHAPES["degenerate"][0]
    assert place == pytest.approx((0, 0), abs=1e-6)
    assert KINDS["degenerate"] in words


def test_turns_of_a_degenerate_point_are_not_called_minima(workspace, take):
    take("monkey")
    assert "proven" in workspace.note.details
    assert "Minima − saddles" not in workspace.note.details


def test_where_there_are_none_none_are_said(workspace, take):
    take("gutter")
    assert marks_of(workspace) == []
    assert "No critical points" in workspace.note.text


def test_points_of_a_function_that_was_changed_meanwhile_are_not_shown(workspace, document, qtbot):
    document.set_descent(SCENES["egg_box"].setup, "Show")  # its points take a while
    workspace.hide()
    bowl = replace(SCENES["bowl"].setup, domain=SCENES["egg_box"].setup.domain)
    document.set_descent(bowl, "Show another")
    qtbot.waitUntil(lambda: not workspace._critical.busy)
    workspace.show()
    qtbot.waitUntil(lambda: workspace.settled)
    assert [place for _, place, _ in marks_of(workspace)] == [pytest.approx((0.0, 0.0), abs=1e-9)]


# The document


def test_undo_brings_back_function_walkers_and_picture(workspace, document, take):
    take("bowl")
    take("race_valley")
    document.undo_stack.undo()
    assert workspace.setup == SCENES["bowl"].setup
    is_shown(workspace, workspace.setup)
    assert len(workspace.racers.cards) == 1
    assert workspace.function_panel.text.text() == SCENES["bowl"].setup.text
    document.undo_stack.redo()
    assert len(workspace.racers.cards) == 4
    is_shown(workspace, workspace.setup)


def test_a_descent_is_saved_with_the_project_and_opened_again(workspace, document, take, tmp_path, open_workspace):
    setup = take(replace(SCENES["race_saddle"].setup, start=(1.25, 0.5), overlays=("step", "momentum"), scene=""))
    assert document.is_modified
    document.save_as(tmp_path / "race.ladera")
    assert read_project(tmp_path / "race.ladera").descent == setup
    take("bowl")
    document.open(tmp_path / "race.ladera")
    assert workspace.setup == setup
    is_shown(workspace, setup)
    assert open_workspace().setup == setup  # as a window in another language is
    document.new()
    assert workspace.setup == DescentSetup()


def test_two_documents_do_not_share_a_descent(document, tmp_path, take):
    take("bowl")
    other = Document(recovery_folder=tmp_path / "other")
    assert other.model.project.descent is None
    other.close()


# The picture


def test_the_picture_is_copied(workspace, take):
    for name in ("bowl", "curve"):
        take(name)
        QGuiApplication.clipboard().clear()
        workspace.commands["copy_image"]()
        shown = workspace.field if name == "bowl" else workspace.curve
        copied = QGuiApplication.clipboard().image()
        assert copied.size() == shown.size()
        assert np.abs(pixels(copied) - pixels(shown)).mean() < 1


@pytest.mark.parametrize("name", ["bowl", "curve"])
def test_the_picture_is_exported(workspace, take, tmp_path, monkeypatch, name):
    take(name)
    shown = workspace.field if name == "bowl" else workspace.curve
    for suffix in ("png", "svg"):
        path = tmp_path / f"picture.{suffix}"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, path=path, **__: (str(path), ""))
        workspace.commands["export_drawing"]()
    written = QImage(str(tmp_path / "picture.png"))
    assert written.size() == shown.size()
    assert np.abs(pixels(written) - pixels(shown)).mean() < 1
    assert QSvgRenderer(str(tmp_path / "picture.svg")).isValid()


def test_a_picture_that_cannot_be_written_is_said_and_not_lost_silently(workspace, document, take, tmp_path, qtbot,
                                                                        monkeypatch):
    take("curve")
    for name in ("picture.png", "picture.svg"):
        path = tmp_path / "nowhere" / name
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, path=path, **__: (str(path), ""))
        with qtbot.waitSignal(document.failed) as failure:
            workspace.commands["export_drawing"]()
        assert name in str(failure.args[0])


def test_map_surface_or_both_by_their_buttons_for_surfaces_only(workspace, take):
    take("bowl")
    buttons = workspace.views.buttons
    for view in ("map", "surface", "both"):
        buttons[view].click()
        assert workspace.field.view == view
        assert buttons[view].isChecked()
    take("curve")
    assert not any(button.isVisible() for button in buttons.values())


def test_fit_shows_all_again(workspace, take):
    take("bowl")
    view = workspace.field.map
    wheel(view, on_plot(view, 1.0, 1.0), 5)
    workspace.commands["fit"]()
    assert np.allclose(view.item.vb.viewRange(), [[-5, 5], [-5, 5]])
    take("curve")
    wheel(workspace.curve, on_plot(workspace.curve, 1.0, 1.0), 5)
    workspace.commands["fit"]()
    assert np.allclose(workspace.curve.item.vb.viewRange()[0], [-5, 5])


def test_light_and_dark(workspace, take, qapp):
    for name in ("bowl", "curve"):
        take(name)
        workspace.player.go(3)
        for colours in ("light", "dark"):
            apply_theme(qapp, colours)
            background = np.array(QColor(current().surface).getRgb()[:3])
            view = workspace.field if name == "bowl" else workspace.curve
            assert (np.abs(pixels(view) - background).max(axis=2) < 3).mean() > 0.05
            is_shown(workspace, workspace.setup)


# Docks


def docks(workspace) -> dict[str, QDockWidget]:
    return {dock.objectName(): dock for dock in workspace.findChildren(QDockWidget)}


def test_every_dock_floats_and_returns(workspace, take, qtbot):
    take("initial_value")
    for name, dock in docks(workspace).items():
        dock.setFloating(True)
        assert dock.isWindow(), name
        qtbot.waitUntil(dock.isVisible)
        workspace.player.move(1)
        dock.setFloating(False)
        assert not dock.isWindow(), name
        assert workspace.dockWidgetArea(dock) != Qt.DockWidgetArea.NoDockWidgetArea
    is_shown(workspace, workspace.setup)


@pytest.mark.thorough
@pytest.mark.parametrize("name", RACERS)
def test_nothing_of_a_walker_is_cut_off_on_the_right(workspace, take, name):
    take(replace(SCENES["bowl"].setup, racers=(Racer(name),) * 6, scene=""))
    scroll = workspace.racers.findChild(QScrollArea)
    workspace.resizeDocks([docks(workspace)["descent-racers"]], [scroll.minimumWidth()], Qt.Orientation.Horizontal)
    workspace.racers.grab()
    assert scroll.verticalScrollBar().maximum() > 0
    assert scroll.horizontalScrollBar().maximum() == 0


def test_docks_stand_where_they_were_left(workspace, open_workspace):
    docks(workspace)["descent-racers"].close()
    workspace.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, docks(workspace)["descent-function"])
    state = workspace.saveState()
    other = open_workspace()
    assert other.restoreState(state)
    assert docks(other)["descent-racers"].isHidden()
    assert other.dockWidgetArea(docks(other)["descent-function"]) == Qt.DockWidgetArea.RightDockWidgetArea


def test_a_layout_of_another_program_is_not_taken(workspace):
    before = workspace.saveState()
    assert not workspace.restoreState(b"nonsense")
    assert workspace.saveState() == before


# Without OpenGL


def test_without_opengl_there_are_maps_a_sentence_and_everything_else(monkeypatch, open_workspace, document, qtbot):
    monkeypatch.setattr("app.surface.field_view.opengl_available", lambda: False)
    workspace = open_workspace()
    assert workspace.field.space is None
    assert any("OpenGL" in label.text() for label in workspace.field.findChildren(QLabel))
    for button in workspace.views.buttons.values():
        button.click()
        assert workspace.field.map.isVisible()
    for name, action in workspace.overlays.actions_by_name.items():
        action.trigger()
        assert name in workspace.setup.overlays
    for show in list(workspace.scenes.values())[:8]:
        show()
    view = workspace.field.map
    start = workspace.setup.start
    drag(view, on_plot(view, *start), on_plot(view, 1.0, 1.0))
    assert workspace.setup.start == pytest.approx((1.0, 1.0), abs=0.1)
    qtbot.waitUntil(lambda: workspace.settled)
    workspace.copy_image()


# In the program's window


def test_the_windows_commands_reach_the_descent(ladera, qtbot):
    window = ladera.window
    window.show_workspace("descent")
    workspace = window.workspaces["descent"]
    qtbot.waitUntil(lambda: workspace.settled)
    workspace.racers.add.click()
    assert len(workspace.setup.racers) == 2
    assert window.isWindowModified()
    window.actions_by_name["undo"].trigger()
    assert len(workspace.setup.racers) == 1
    QGuiApplication.clipboard().clear()
    window.actions_by_name["copy_image"].trigger()
    assert QGuiApplication.clipboard().image().size() == workspace.field.size()
    workspace.transport.play.click()
    window.show_workspace("network")
    assert not workspace.player.playing

"""The kernel bench under the mouse and the keyboard."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QImage,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.theme import apply_theme, current
from app.widgets.signed_image import limit_of, signed_pixels
from engine.vision import BENCH_SCENES, PRESETS, KernelBench, Picture, Sliding

LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
NUMBERS = KernelBench("digit", sliding=Sliding(padding="same"))


def hover(view, row, column):
    place = view.centre_of(row, column)
    QApplication.sendEvent(view, QMouseEvent(QEvent.Type.MouseMove, place, QPointF(view.mapToGlobal(place)),
                                             Qt.MouseButton.NoButton, Qt.MouseButton.NoButton, NO_KEY))


def wheel(view, row, column, notches):
    place = view.centre_of(row, column)
    QApplication.sendEvent(view, QWheelEvent(place, QPointF(view.mapToGlobal(place)), QPoint(),
                                             QPoint(0, 120 * notches), Qt.MouseButton.NoButton, NO_KEY,
                                             Qt.ScrollPhase.NoScrollPhase, False))


def marked(view):
    return view.rows.tolist(), view.columns.tolist()


def pixels_of(view):
    image = view._image
    return np.array([[image.pixel(x, y) for x in range(image.width())] for y in range(image.height())], np.uint32)


# What is shown


def test_the_output_is_drawn_on_a_signed_scale_whose_ends_are_written(workspace, take):
    bench = take(NUMBERS)
    output = bench.output()[..., 0]
    np.testing.assert_array_equal(workspace.view.output[..., 0], output)
    np.testing.assert_array_equal(pixels_of(workspace.view.maps[0]), signed_pixels(output, limit_of(output), current()))
    assert workspace.view.legend.limit == np.abs(output).max()
    assert output.min() < 0 < output.max()


@pytest.mark.parametrize("name", BENCH_SCENES)
def test_every_scene_can_be_seen(workspace, qtbot, name):
    workspace.scenes[name]()
    qtbot.waitUntil(lambda: workspace.settled)
    assert workspace.bench == BENCH_SCENES[name].bench
    assert workspace.panel.scene.currentData() == name
    assert limit_of(workspace.view.output) > 0


def test_another_theme_draws_it_anew(workspace, take, qtbot, qapp):
    take(NUMBERS)
    light = pixels_of(workspace.view.maps[0])
    apply_theme(qapp, "dark")
    qtbot.waitUntil(lambda: workspace.settled)
    assert not np.array_equal(pixels_of(workspace.view.maps[0]), light)
    apply_theme(qapp, "light")
    qtbot.waitUntil(lambda: workspace.settled)


def test_channels_that_are_by_themselves_are_three_maps_on_one_scale(workspace, take):
    bench = take(KernelBench("wheel", 64, "each"))
    limit = limit_of(bench.output())
    for channel, view in enumerate(workspace.view.maps):
        assert view.isVisible()
        np.testing.assert_array_equal(pixels_of(view), signed_pixels(bench.output()[..., channel], limit, current()))
    take(replace(bench, colour="sum"))
    assert [view.isVisible() for view in workspace.view.maps] == [True, False, False]


# Pointing


def test_an_output_shows_its_inputs_their_products_and_their_sum(workspace, take):
    bench = take(NUMBERS)
    hover(workspace.view.maps[0], 2, 5)
    assert marked(workspace.view.maps[0]) == ([2], [5])
    assert marked(workspace.view.picture) == ([2, 3, 4], [5, 6, 7])  # with one row and column of zeros before
    inputs = workspace.view.products.inputs
    np.testing.assert_array_equal(inputs.values, bench.image[1:4, 4:7])
    np.testing.assert_array_equal(inputs.products, inputs.values * bench.kernel)
    assert inputs.total == pytest.approx(bench.output()[2, 5, 0])


def test_an_input_shows_its_outputs_and_the_weights_it_meets(workspace, take):
    take(NUMBERS)
    hover(workspace.view.picture, 1, 1)  # the first pixel
    assert marked(workspace.view.picture) == ([1], [1])
    assert marked(workspace.view.maps[0]) == ([0, 1], [0, 1])
    assert workspace.view.kernel._marked.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert "4" in workspace.view.sentence.text()


def test_a_weight_shows_every_input_that_it_touches(workspace, take):
    take(replace(NUMBERS, sliding=Sliding(2, "valid")))
    hover(workspace.view.kernel, 0, 2)
    assert marked(workspace.view.picture) == ([0, 2, 4], [2, 4, 6])
    assert workspace.view.kernel._marked.tolist() == [[0, 2]]
    take(replace(NUMBERS, sliding=Sliding(2, "valid"), turn=True))
    hover(workspace.view.kernel, 0, 2)  # slides as the weight at (2, 0)
    assert marked(workspace.view.picture) == ([2, 4, 6], [0, 2, 4])
    assert workspace.view.slid._marked.tolist() == [[2, 0]]


def test_where_the_pointer_leaves_the_last_output_is_shown_again(workspace, take):
    take(NUMBERS)
    hover(workspace.view.maps[0], 3, 3)
    hover(workspace.view.kernel, 0, 0)
    QApplication.sendEvent(workspace.view.kernel, QEvent(QEvent.Type.Leave))
    assert marked(workspace.view.maps[0]) == ([3], [3])


def test_the_scan_goes_through_the_outputs_until_somebody_points(workspace, take, qtbot):
    take(NUMBERS)
    hover(workspace.view.maps[0], 0, 7)
    workspace.view._timer.setInterval(5)
    workspace.view.scan.click()
    qtbot.waitUntil(lambda: marked(workspace.view.maps[0]) == ([1], [1]))
    hover(workspace.view.picture, 4, 4)
    assert not workspace.view._timer.isActive()


# Editing


def weights(workspace):
    return np.array(workspace.bench.kernels[0])


def test_a_weight_is_typed_and_undone(workspace, document, take, qtbot):
    take(NUMBERS)
    kernel = workspace.view.kernel
    QTest.mouseClick(kernel, LEFT, NO_KEY, kernel.centre_of(2, 1).toPoint())
    QTest.keyClicks(kernel, "-")
    QTest.keyClicks(kernel.field, "1.5")
    QTest.keyClick(kernel.field, Qt.Key.Key_Return)
    assert weights(workspace)[2, 1] == -1.5
    assert workspace.bench.preset == ""
    qtbot.waitUntil(lambda: workspace.settled)
    np.testing.assert_array_equal(workspace.view.output, workspace.bench.output())
    document.undo_stack.undo()
    assert workspace.bench == NUMBERS
    assert not kernel.field.isVisible()


def test_what_is_no_number_and_escape_leave_the_weight(workspace, take):
    take(NUMBERS)
    kernel = workspace.view.kernel
    for text, key in (("abc", Qt.Key.Key_Return), ("1e9", Qt.Key.Key_Return), ("7", Qt.Key.Key_Escape)):
        QTest.mouseDClick(kernel, LEFT, NO_KEY, kernel.centre_of(1, 1).toPoint())
        QTest.keyClicks(kernel.field, text)
        QTest.keyClick(kernel.field, key)
        assert not kernel.field.isVisible()
    assert workspace.bench == NUMBERS


def test_the_wheel_and_the_arrow_keys_and_delete(workspace, take):
    take(NUMBERS)
    kernel = workspace.view.kernel
    wheel(kernel, 1, 1, -2)
    assert weights(workspace)[1, 1] == 4
    QTest.keyClick(kernel, Qt.Key.Key_Left)
    QTest.keyClick(kernel, Qt.Key.Key_Delete)
    assert weights(workspace)[1, 0] == 0
    take(NUMBERS.with_preset("gaussian", size=3))
    step = kernel.step
    before = weights(workspace)[0, 0]
    wheel(kernel, 0, 0, 3)
    assert weights(workspace)[0, 0] == pytest.approx(before + 3 * step)
    assert step == 0.01


def test_a_drag_is_one_step_for_undo(workspace, document, take):
    take(NUMBERS)
    kernel = workspace.view.kernel
    start = kernel.centre_of(2, 2).toPoint()
    QTest.mousePress(kernel, LEFT, NO_KEY, start)
    for up in range(10, 80, 10):
        QTest.mouseMove(kernel, start - QPoint(0, up))
        place = QPointF(start - QPoint(0, up))
        QApplication.sendEvent(kernel, QMouseEvent(QEvent.Type.MouseMove, place, QPointF(kernel.mapToGlobal(place)),
                                                   LEFT, LEFT, NO_KEY))
    QTest.mouseRelease(kernel, LEFT, NO_KEY, start - QPoint(0, 70))
    assert weights(workspace)[2, 2] == 10
    document.undo_stack.undo()
    assert workspace.bench == NUMBERS


def test_the_kernel_of_one_channel_is_edited_by_itself(workspace, take):
    take(KernelBench("wheel", 64, "sum"))
    workspace.view.channels.buttons[1].click()
    wheel(workspace.view.kernel, 0, 2, 1)
    assert [kernel[0][2] for kernel in workspace.bench.kernels] == [0, 1, 0]
    assert not workspace.view.channels.buttons[-1].isEnabled()


# How it slides


def choose(box, value):
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def test_a_convolution_turns_the_kernel_in_sight(workspace, take, qtbot):
    take(NUMBERS)
    form = workspace.panel.sliding
    assert not workspace.view.slid.isVisible()
    choose(form.turn, True)
    assert workspace.view.slid.isVisible()
    qtbot.waitUntil(lambda: 0 < workspace.view.slid._angle < 180)
    qtbot.waitUntil(lambda: workspace.settled)
    assert workspace.view.slid._angle == 0
    np.testing.assert_array_equal(workspace.view.slid._kernel, weights(workspace)[::-1, ::-1])


def test_only_what_has_an_output_can_be_chosen_and_it_is_said_why(workspace, take):
    take(KernelBench("digit"))
    form = workspace.panel.sliding
    assert form.dilation.maximum() == 3
    form.dilation.setValue(3)
    assert workspace.bench.sliding.dilation == 3
    assert "with 4 the kernel would reach over 9 pixels, and there are 8" in form.why.text()
    assert workspace.panel.rows.maximum() == 3
    sides = workspace.panel.side
    take(KernelBench("letter", 32, sliding=Sliding(dilation=4)))
    assert not sides.model().item(sides.findData(8)).isEnabled()
    assert sides.model().item(sides.findData(12)).isEnabled()


def test_the_formula_stands_there_with_its_numbers(workspace, take):
    take(KernelBench("rings", sliding=Sliding(3, "valid", 2)))
    said = workspace.panel.sliding.formulas.text()
    assert "⌊(256 + 0 − 2·(3 − 1) − 1)/3⌋ + 1 = ⌊251/3⌋ + 1 = 83 + 1 = 84" in said.replace("\N{NO-BREAK SPACE}", " ")
    assert [part[0] for part in said.split(" ")[1:]] == ["="] * said.count("=")
    assert workspace.view.output.shape[:2] == (84, 84)


def test_what_does_not_fit_is_said_and_changes_nothing(workspace, take):
    bench = take(KernelBench("digit"))
    choose(workspace.panel.preset, "gabor")
    assert "9×9" in workspace.panel.error.text()
    assert workspace.bench == bench
    assert workspace.panel.preset.currentData() == "emboss"


def test_a_preset_has_its_settings(workspace, take, qtbot):
    take(KernelBench("rings"))
    choose(workspace.panel.preset, "gabor")
    form = workspace.panel.forms["gabor"]
    assert form.isVisible()
    form.changed.emit("angle", 45.0)
    assert workspace.bench.settings["angle"] == 45.0
    assert workspace.bench.kernels == KernelBench("rings").with_preset("gabor", angle=45.0).kernels
    choose(workspace.panel.preset, "")
    workspace.panel.columns.setValue(7)
    assert workspace.bench.size == (9, 7)
    assert not form.isVisible()


@pytest.mark.parametrize("name", [name for name, preset in PRESETS.items() if preset.fields])
def test_a_kernel_that_is_known_in_every_size_has_one_size_field_and_stays_one(workspace, take, name):
    take(KernelBench("rings"))
    choose(workspace.panel.preset, name)
    form = workspace.panel.forms.get(name)
    assert form is None or "size" not in form.names()
    assert not workspace.panel.columns.isVisible()
    workspace.panel.rows.setValue(12)
    assert workspace.bench.preset == name
    assert workspace.bench.kernels == KernelBench("rings").with_preset(name, size=12).kernels
    choose(workspace.panel.preset, "sobel_x")
    assert workspace.panel.columns.isVisible()


def test_a_kernel_of_one_size_is_no_larger_than_the_narrower_side_of_the_picture(workspace, take):
    take(KernelBench(Picture.of(np.ones((40, 7, 1)))).with_preset("box"))
    assert workspace.panel.rows.maximum() == 7


def test_what_a_gabor_is_made_of_goes_by_sliders_and_each_drag_is_one_step(workspace, document, take):
    take(KernelBench("rings").with_preset("gabor"))
    form = workspace.panel.forms["gabor"]
    assert all(form.editor(name).slider is not None for name in form.names())
    slider = form.editor("angle").slider
    for angles in ((20, 30), (40, 50)):
        slider.sliderPressed.emit()
        for angle in angles:
            slider.setValue(angle)
        slider.sliderReleased.emit()
    assert workspace.bench.settings["angle"] == 50.0
    assert form.editor("angle").box.number() == 50.0
    document.undo_stack.undo()
    assert workspace.bench.settings["angle"] == 30.0
    assert slider.value() == 30


# What leaves


def test_the_bench_is_exported_as_a_picture(workspace, take, tmp_path):
    take(NUMBERS)
    workspace.export_drawing(tmp_path / "bench.png")
    assert QImage(str(tmp_path / "bench.png")).width() == workspace.view.width()


def test_whoever_made_the_photograph_is_named_on_every_page_that_shows_it(workspace, take):
    for picture, named in (("coffee", True), ("letter", False)):
        workspace.show_page("bench")
        take(KernelBench(picture))
        assert ("Rachel Michetti" in workspace.panel.about.text()) == named
        for page, panel in (("chain", workspace.chain_panel), ("pooling", workspace.pool_panel),
                            ("target", workspace.target_panel)):
            workspace.show_page(page)
            assert panel.credit.isVisible() == named
            assert ("Rachel Michetti, CC0" in panel.credit.text()) == named

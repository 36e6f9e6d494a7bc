"""A plot that was zoomed is seen whole again, and takes no wheel from the page that it stands on."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QImage, QPainter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip, QVBoxLayout, QWidget

from app import theme
from app.numbers import SPACE
from app.widgets.axis import Axis
from app.widgets.curve_reader import CurveReader
from app.widgets.curves import Curves
from app.widgets.plot import Plot, stroke
from app.widgets.upright_scroll import UprightScroll
from app.workspaces.exporting import write_page


def wheel(plot: Plot, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> bool:
    """Turn it over a plot. Returns whether it kept it for itself."""
    middle = QPointF(plot.viewport().rect().center())
    event = QWheelEvent(middle, QPointF(plot.viewport().mapToGlobal(middle.toPoint())), QPoint(), QPoint(0, -120),
                        Qt.MouseButton.NoButton, modifiers, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(plot.viewport(), event)
    return event.isAccepted()


def shown(plot: Plot) -> np.ndarray:
    return np.array(plot.item.vb.viewRange())


@pytest.fixture
def page(qtbot):
    """A plot on a page that is higher than its window, and that window."""
    content = QWidget()
    column = QVBoxLayout(content)
    plot = Plot()
    plot.item.plot([0.0, 1.0], [0.0, 1.0])
    plot.setMinimumSize(200, 600)
    column.addWidget(plot)
    scroll = UprightScroll(content)
    qtbot.addWidget(scroll)
    scroll.resize(300, 300)
    scroll.show()
    qtbot.waitExposed(scroll)
    return scroll, plot


def test_the_wheel_scrolls_the_page_and_zooms_with_ctrl(page, qtbot):
    scroll, plot = page
    before = shown(plot)
    assert not wheel(plot), "The page gets it."
    np.testing.assert_array_equal(shown(plot), before)
    assert wheel(plot, Qt.KeyboardModifier.ControlModifier)
    assert (np.ptp(shown(plot), axis=1) > np.ptp(before, axis=1)).all()
    scroll.resize(300, 900)
    qtbot.waitUntil(lambda: not scroll.verticalScrollBar().maximum())
    assert wheel(plot), "There is nothing to scroll."


def curves() -> Curves:
    plot = Curves(("loss",))
    plot.show_history({"epoch": np.arange(5.0), "loss": np.arange(5.0)}, at_once=True)
    return plot


def at_home() -> Plot:
    plot = Plot()
    plot.item.plot([0.0, 9.0], [0.0, 9.0])
    plot.look_at((1.0, 2.0), (3.0, 4.0))
    return plot


def automatic() -> Plot:
    plot = Plot()
    plot.item.plot([0.0, 9.0], [0.0, 9.0])
    return plot


@pytest.mark.parametrize("make", [curves, at_home, automatic])
def test_a_double_click_shows_all_of_it_again(qtbot, make):
    plot = make()
    qtbot.addWidget(plot)
    plot.resize(300, 200)
    plot.show()
    qtbot.waitExposed(plot)
    plot.grab()  # a plot finds its range when it is first drawn
    before = shown(plot)
    for _ in range(4):
        wheel(plot)
    assert (np.ptp(shown(plot), axis=1) > 2 * np.ptp(before, axis=1)).all()
    QTest.mouseDClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=plot.viewport().rect().center())
    qtbot.waitUntil(lambda: np.abs(shown(plot) - before).max() < 0.1 * np.ptp(before, axis=1).min())


def test_what_a_curve_has_under_the_pointer_is_a_tooltip_that_people_see(qtbot, qapp):
    plot, curve = at_home(), pg.PlotDataItem([1.0, 1.5, 2.0], [3.0, 3.5, -4.0])
    plot.setToolTip("what the plot is")
    plot.item.addItem(curve)
    CurveReader(plot, "epoch", lambda: {"loss" * 40: curve})
    qtbot.addWidget(plot)
    plot.resize(300, 200)
    with qtbot.waitExposed(plot):
        plot.show()
    place = plot.item.vb.mapViewToScene(QPointF(1.98, 3.5))
    plot.scene().sigMouseMoved.emit(place)
    at = plot.mapFromScene(place)
    qapp.sendEvent(plot.viewport(), QHelpEvent(QEvent.Type.ToolTip, at, plot.viewport().mapToGlobal(at)))
    qtbot.waitUntil(QToolTip.isVisible)
    assert QToolTip.text().startswith("epoch 2\nloss")
    assert QToolTip.text().endswith("…: −4")
    assert len(QToolTip.text()) < 80
    qapp.sendEvent(plot, QEvent(QEvent.Type.Leave))
    assert plot.viewport().toolTip() == ""


def test_names_of_curves_are_legible_over_them(qtbot):
    plot = Plot()
    qtbot.addWidget(plot)
    plot.add_legend()
    for tokens in (theme.DARK, theme.LIGHT):
        plot.restyle(tokens)
        ground = plot.item.legend.opts["brush"].color()
        assert ground.name() == QColor(tokens.surface).name()
        assert 200 < ground.alpha() < 255


def test_dots_leave_as_shapes_of_their_colour_cut_at_the_axes(qtbot, tmp_path):
    page, plot = QWidget(), Plot()
    QVBoxLayout(page).addWidget(plot)
    qtbot.addWidget(page)
    dots = pg.ScatterPlotItem([0.2, 0.8, 5.0], [0.5, 0.5, 0.5], size=9, pen=None,
                              brush=[pg.mkBrush("#ff0000"), pg.mkBrush("#0000ff"), pg.mkBrush("#00ff00")])
    plot.item.addItem(dots)
    plot.look_at((0.0, 1.0), (0.0, 1.0))
    page.resize(300, 200)
    page.grab()
    write_page(tmp_path / "page.svg", page, {})
    content = (tmp_path / "page.svg").read_text(encoding="utf-8")
    assert "clip" in content
    assert [content.count(colour) for colour in ("#ff0000", "#0000ff", "#00ff00")] == [1, 1, 0]
    assert dots.opts["useCache"]


@pytest.mark.parametrize(("values", "spacing", "written"), [
    ([-1.0, -0.5, 0.0], 0.5, ["−1.0", "−0.5", "0"]),
    ([0.0, 20_000.0, 100_000.0], 20_000.0, ["0", f"20{SPACE}000", f"100{SPACE}000"]),
    ([-2e-5, 1e-5], 1e-5, ["−2e−5", "1e−5"]), ([2e6], 1e6, ["2e6"])])
def test_numbers_at_axes_are_written_as_everywhere(qapp, values, spacing, written):
    assert Axis("left").tickStrings(values, 1.0, spacing) == written


def test_dashes_of_wide_curves_have_gaps(qapp):
    picture = QImage(200, 9, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    with QPainter(picture) as painter:
        painter.setPen(stroke("black", 2.0))
        painter.drawLine(0, 4, 199, 4)
    dark = sum(picture.pixelColor(x, 4).lightness() < 128 for x in range(200))
    assert dark == pytest.approx(200 * 2 / 3, abs=10)

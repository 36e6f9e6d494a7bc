"""What a page shows goes out as a picture with its scale, or as the numbers that it is drawn from."""

from __future__ import annotations

import re

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QGraphicsItem

from app.workspaces.convolution.workspace import INSIDE
from engine.data import DataSpec
from engine.errors import FormatError
from engine.project import Project
from engine.training import TrainingSettings
from engine.vision import KernelBench
from tests.app.convolution.test_network import DIGITS

EXPECTED = {
    "bench": {"picture", "kernel", "output"}, "pooling": {"picture", "pooled", "winners", "gradient"},
    "target": {"picture", "wanted", "kernel", "made", "residual"},
    "network": {"maps/input_1", "maps/first", "maps/pool", "maps/second", "first/kernel", "first/bias"},
    "looks": {"pictures", "scores"}, "why": {"answer/map", "answer/weights", "answer/score", "forgetting/maps",
                                             "deletion/curve", "deletion/shares", "deletion/random"},
    "attack": {"given", "said", "before", "moved/input_1", "margins", "distances"}}


@pytest.fixture
def pages(workspace, document, qtbot):
    document.model.load(Project("digits", DIGITS, DataSpec("digits", {"image": True}), TrainingSettings()))
    qtbot.waitUntil(lambda: workspace._session.state == "ready", timeout=30_000)
    return workspace


def seen(workspace, qtbot, name):
    workspace.show_page(name)
    view = workspace._views.currentWidget()
    qtbot.waitUntil(lambda: workspace.settled and view.arrays().keys() >= EXPECTED[name], timeout=30_000)
    return view


@pytest.mark.parametrize("name", EXPECTED)
def test_every_page_goes_out_as_numbers_and_as_pictures(pages, qtbot, tmp_path, name):
    view = seen(pages, qtbot, name)
    pages.export_drawing(tmp_path / "page.npz")
    with np.load(tmp_path / "page.npz") as arrays:
        assert set(arrays) == EXPECTED[name]
        for key, array in view.arrays().items():
            np.testing.assert_array_equal(arrays[key], array)
    pages.export_drawing(tmp_path / "page.png")
    assert QImage(str(tmp_path / "page.png")).width() == view.width()
    pages.export_drawing(tmp_path / "page.svg")
    drawing = (tmp_path / "page.svg").read_text(encoding="utf-8")
    assert QSvgRenderer(str(tmp_path / "page.svg")).isValid()
    assert drawing.count("<image") >= 1


def test_the_scale_is_part_of_the_picture(pages, qtbot, tmp_path):
    view = seen(pages, qtbot, "why")
    pages.export_drawing(tmp_path / "page.svg")
    assert view.map.legend.ends()[1] in (tmp_path / "page.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(("page", "picture", "named"), [
    ("bench", "coffee", "Rachel Michetti, CC0"), ("chain", "digit", "Alpaydin and Kaynak (1998), CC BY 4.0"),
    ("two_ways", "letter", "Alpaydin and Kaynak (1998), CC BY 4.0"), ("pooling", "letter", "")])
def test_whoever_made_the_picture_is_named_under_it(workspace, take, qtbot, tmp_path, page, picture, named):
    take(KernelBench(picture, 32))
    workspace.show_page(page)
    qtbot.waitUntil(lambda: workspace.settled, timeout=30_000)
    for suffix in ("svg", "png"):
        workspace.export_drawing(tmp_path / f"page.{suffix}")
    drawing = (tmp_path / "page.svg").read_text(encoding="utf-8")
    assert named in drawing
    assert (", CC" in drawing) == bool(named)  # no letters of a picture
    workspace.copy_image()
    view = workspace._views.currentWidget()
    for image in (QImage(str(tmp_path / "page.png")), QGuiApplication.clipboard().image()):
        assert (image.height() > view.height()) == bool(named)


def test_a_page_without_numbers_says_so(workspace, document, tmp_path):
    document.new()
    workspace.show_page("looks")
    with pytest.raises(FormatError, match="no numbers"):
        workspace.export_drawing(tmp_path / "page.npz")
    assert not (tmp_path / "page.npz").exists()


@pytest.mark.parametrize("page", INSIDE)
def test_whoever_made_the_data_is_named_under_the_pages_about_the_network(pages, qtbot, tmp_path, page):
    seen(pages, qtbot, page)
    pages.export_drawing(tmp_path / "page.svg")
    assert "Alpaydin and Kaynak (1998), CC BY 4.0" in (tmp_path / "page.svg").read_text(encoding="utf-8")


def test_nobody_is_named_where_the_data_are_made_here(workspace, document, qtbot, tmp_path):
    document.model.load(Project("xor", DIGITS, DataSpec("xor"), TrainingSettings()))
    workspace.show_page("network")
    workspace.export_drawing(tmp_path / "page.svg")
    assert "Picture:" not in (tmp_path / "page.svg").read_text(encoding="utf-8")


def test_what_is_written_at_the_axes_of_a_plot_stays_text_in_svg(workspace, take, qtbot, tmp_path):
    workspace.show_page("pooling")
    take(KernelBench("letter", 32))
    workspace.export_drawing(tmp_path / "page.svg")
    drawn = re.findall(r"<text[^>]*>([^<]*)</text>", (tmp_path / "page.svg").read_text(encoding="utf-8"))
    assert {str(pixels) for pixels in range(9)} <= {text.strip() for text in drawn}
    axis = workspace.pool.meter.item.getAxis("left")
    assert axis.cacheMode() == QGraphicsItem.CacheMode.DeviceCoordinateCache

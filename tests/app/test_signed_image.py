"""Where signed numbers land: orange, neutral or blue, on one scale."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor

from app import theme
from app.numbers import number
from app.widgets.signed_image import SignedLegend, grey_pixels, image_of, limit_of, mosaic, signed_image


def is_orange(colour: QColor) -> bool:
    return colour.red() > colour.blue() + 20


def is_blue(colour: QColor) -> bool:
    return colour.blue() > colour.red() + 20


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_each_number_has_the_pixel_at_its_place(tokens):
    image = signed_image(np.array([[-2.0, 0.0, 2.0], [1.0, np.nan, -1.0]]), 2.0, tokens)
    assert (image.width(), image.height()) == (3, 2)
    assert image.pixelColor(0, 0) == QColor(tokens.negative)
    assert image.pixelColor(1, 0) == QColor(tokens.neutral)
    assert image.pixelColor(2, 0) == QColor(tokens.positive)
    assert is_blue(image.pixelColor(0, 1))
    assert is_orange(image.pixelColor(2, 1))
    assert image.pixelColor(1, 1) == QColor(tokens.danger)


def test_the_colours_are_those_of_the_theme_at_each_of_its_steps(qapp):
    values = np.linspace(-3, 3, 511)[None]
    image = signed_image(values, 3.0)
    seen = [image.pixelColor(x, 0).getRgb() for x in range(511)]
    assert seen == [tuple(rgba) for rgba in theme.diverging_table().tolist()]


def test_a_limit_of_zero_leaves_all_neutral(qapp):
    image = signed_image(np.zeros((1, 4)), 0.0)
    assert {image.pixelColor(x, 0).name() for x in range(4)} == {theme.current().neutral}


def test_what_is_beyond_has_the_colour_of_the_end_and_the_legend_says_so(qtbot):
    image = signed_image(np.array([[-9.0, np.inf, 9.0]]), 1.0)
    assert image.pixelColor(0, 0) == QColor(theme.current().negative)
    assert image.pixelColor(1, 0) == QColor(theme.current().danger)
    assert image.pixelColor(2, 0) == QColor(theme.current().positive)
    legend = SignedLegend()
    qtbot.addWidget(legend)
    legend.show_scale(1.5, "dense_1")
    assert legend.ends() == (number(-1.5), number(1.5))
    legend.show_scale(1.5, "dense_1", has_more=True)
    assert legend.ends() == (f"≤ {number(-1.5)}", f"≥ {number(1.5)}")
    assert not legend.grab().isNull()


@pytest.mark.parametrize("width", [300, 180, 0])
def test_both_limits_are_written_however_little_room_there_is(qtbot, monkeypatch, width):
    legend = SignedLegend()
    qtbot.addWidget(legend)
    legend.show_scale(4.666, "w_B − w_A")
    width = width or legend.minimumSizeHint().width()
    legend.resize(width, legend.height())
    write, ends = legend._write, {}

    def written(painter, x, text, colour) -> float:
        ends[text] = write(painter, x, text, colour)
        return ends[text]

    monkeypatch.setattr(legend, "_write", written)
    legend.grab()
    assert ends[number(4.666)] <= width
    assert ("w_B − w_A" in ends) is (width == 300)


def test_the_limit_is_the_largest_size_of_what_is_finite():
    assert limit_of(np.array([0.5, -3.0]), np.array([np.inf, np.nan, 2.0])) == 3.0
    assert limit_of(np.array([np.nan])) == limit_of() == limit_of(np.empty(0)) == 0.0


def test_a_mosaic_keeps_every_tile_apart():
    tiles = np.arange(1, 1 + 3 * 2 * 2, dtype=np.uint32).reshape(3, 2, 2)
    sheet = mosaic(tiles, columns=2)
    assert sheet.shape == (7, 7)
    assert (sheet[1:3, 1:3] == tiles[0]).all()
    assert (sheet[1:3, 4:6] == tiles[1]).all()
    assert (sheet[4:6, 1:3] == tiles[2]).all()
    assert (sheet[4:6, 4:6] == 0).all()
    assert (sheet[::3] == 0).all()


def test_images_are_grey_or_in_their_colours():
    grey = image_of(grey_pixels(np.array([[0.0, 8.0, 16.0]]), 0.0, 16.0))
    assert [grey.pixelColor(x, 0).getRgb()[:3] for x in range(3)] == [(0,) * 3, (128,) * 3, (255,) * 3]
    colour = image_of(grey_pixels(np.array([[[1.0, 0.0, 0.5]]]), 0.0, 1.0))
    assert colour.pixelColor(0, 0).getRgb()[:3] == (255, 0, 128)

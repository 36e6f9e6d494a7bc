"""Both themes are readable, orange is negative and blue positive, and every icon can be drawn."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtGui import QColor, QImage, QPalette

from app import theme
from app.actions import ACTIONS
from app.shell.menus import SUBMENUS
from app.shell.workspaces import WORKSPACES
from app.theme import THEMES, contrast
from app.theme.style import palette, style_sheet

READABLE = 4.5
VISIBLE = 3.0

both_themes = pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES)


@pytest.fixture
def dressed(qapp):
    """The application, and its light theme back afterwards."""
    yield qapp
    theme.apply_theme(qapp, "light")


def test_contrast_of_black_on_white_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@both_themes
@pytest.mark.parametrize("ink", ["text", "muted", "accent", "danger", "warning", "success"])
@pytest.mark.parametrize("paper", ["background", "sunken", "surface", "raised", "canvas"])
def test_words_can_be_read_on_every_surface(tokens, ink, paper):
    assert contrast(getattr(tokens, ink), getattr(tokens, paper)) >= READABLE


@both_themes
def test_words_can_be_read_on_the_accent_and_on_a_selection(tokens):
    assert contrast(tokens.accent_text, tokens.accent) >= READABLE
    assert contrast(tokens.text, tokens.selection) >= READABLE


@both_themes
def test_curves_points_and_layers_stand_out_from_the_paper(tokens):
    for colour in (*tokens.plots, *tokens.classes, *tokens.categories.values(), tokens.negative, tokens.positive):
        assert contrast(colour, tokens.surface) >= VISIBLE


@both_themes
def test_the_diverging_map_runs_from_orange_over_neutral_to_blue(tokens):
    low, middle, high = theme.diverging([-1, 0, 1], tokens)[:, :3].astype(int)
    assert QColor(*low).name() == tokens.negative
    assert QColor(*middle).name() == tokens.neutral
    assert QColor(*high).name() == tokens.positive
    assert low[0] > low[2]  # more red than blue
    assert high[2] > high[0]


@both_themes
def test_both_halves_of_the_diverging_map_leave_neutral_equally_fast(tokens):
    table = theme.diverging_table(tokens)[:, :3].astype(float)
    away = np.linalg.norm(table - table[len(table) // 2], axis=1)
    assert (np.diff(away[len(table) // 2:]) >= -1).all()
    assert (np.diff(away[:len(table) // 2 + 1]) <= 1).all()


def test_colour_maps_clip_what_lies_outside_and_show_no_number_as_zero():
    tokens = THEMES["light"]
    assert (theme.diverging([-7, np.nan, np.inf], tokens) == theme.diverging([-1, 0, 1], tokens)).all()
    assert (theme.viridis([-1, np.nan, 5]) == theme.viridis([0, 0, 1])).all()


def test_viridis_is_the_one_of_matplotlib():
    theirs = pg.colormap.get("viridis").getLookupTable(nPts=256, alpha=True)
    assert np.abs(theme.viridis(np.linspace(0, 1, 256)).astype(int) - theirs).max() <= 2


def test_colour_maps_keep_the_shape_of_their_values():
    assert theme.diverging(np.zeros((3, 5))).shape == (3, 5, 4)
    assert theme.viridis(np.zeros(7)).shape == (7, 4)


def test_every_picture_that_is_asked_for_is_there():
    asked = {spec.icon for spec in ACTIONS} | {picture for _, picture in SUBMENUS.values()}
    asked |= {row.icon for row in WORKSPACES.values()}
    assert asked - {""} <= set(theme.icon_names())


@pytest.mark.parametrize("name", theme.icon_names())
def test_icons_take_the_colour_they_are_given(qapp, name):
    image = theme.pixmap(name, "#ff0000", 24).toImage().convertToFormat(QImage.Format.Format_RGBA8888)
    pixels = np.frombuffer(bytes(image.constBits()), np.uint8).reshape(-1, 4)
    drawn = pixels[pixels[:, 3] > 200]
    assert len(drawn) > 4
    assert (drawn[:, 0] > 200).all()
    assert (drawn[:, 1:3] < 60).all()


def test_switching_the_theme_changes_palette_and_icons_and_tells_everybody(dressed, qtbot):
    theme.apply_theme(dressed, "light")
    light = theme.icon("play").pixmap(24, 24).toImage()
    with qtbot.waitSignal(theme.theme_bus.changed):
        theme.apply_theme(dressed, "dark")
    assert theme.current().is_dark
    assert dressed.palette().color(QPalette.ColorRole.Window).name() == THEMES["dark"].background
    assert theme.icon("play").pixmap(24, 24).toImage() != light


def test_a_theme_nobody_knows_is_refused(dressed):
    with pytest.raises(ValueError, match="solarized"):
        theme.apply_theme(dressed, "solarized")


@both_themes
def test_palette_and_style_sheet_leave_nothing_open(qapp, tokens):
    assert "$" not in style_sheet(tokens)
    assert palette(tokens).color(QPalette.ColorRole.Text).name() == tokens.text

"""The button that plays stands out in every theme, and keeps its place whatever it says."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor

from app.theme import apply_theme, theme_bus
from app.widgets.player_button import PlayButton, PlayerButton


def tint(button: PlayerButton) -> QColor:
    """The colour of its picture where it covers a pixel."""
    image = button.icon().pixmap(QSize(64, 64)).toImage()
    colours = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(colours, key=QColor.alpha)


@pytest.fixture
def play(qtbot, qapp) -> PlayButton:
    apply_theme(qapp, "light")
    button = PlayButton("Go", "Stand still for a while", "Go: everything moves (Space)", lambda: None)
    qtbot.addWidget(button)
    button.ensurePolished()
    yield button
    apply_theme(qapp, "light")


@pytest.mark.parametrize("playing", [False, True])
def test_play_is_tinted_in_the_theme_that_comes(play, qapp, playing):
    play.show_playing(playing)
    for theme in ("dark", "light"):
        apply_theme(qapp, theme)
        assert tint(play).name() == QColor(theme_bus.theme.accent_text).name()


def test_the_others_are_muted(qtbot, qapp):
    step = PlayerButton("step", "One step", lambda: None)
    qtbot.addWidget(step)
    for theme in ("dark", "light"):
        apply_theme(qapp, theme)
        assert tint(step).name() == QColor(theme_bus.theme.muted).name()


def test_play_keeps_its_width_whatever_it_says(play):
    widths = set()
    for playing in (True, False):
        play.show_playing(playing)
        widths.add(play.sizeHint().width())
    [width] = widths
    assert width > play.fontMetrics().horizontalAdvance("Stand still for a while") + play.iconSize().width()


def test_a_screen_reader_hears_what_stands_before_the_colon(play):
    assert play.accessibleName() == "Go"

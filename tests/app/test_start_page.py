"""The start page uses the room there is, and shows what was opened last before the examples."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QPushButton

from app import theme
from app.settings import Settings
from app.shell.start_page import StartPage, _Card, columns_for


@pytest.fixture
def settings(qapp, tmp_path) -> Settings:
    theme.apply_theme(qapp, "light")
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.mark.parametrize(("width", "cards", "columns"), [
    (1280, 8, 4), (1280, 10, 4), (1920, 8, 4), (1920, 10, 5), (1920, 12, 6), (2560, 30, 6), (700, 10, 2), (100, 10, 1)])
def test_cards_fill_the_width_in_rows_of_about_the_same_length(width, cards, columns):
    assert columns_for(width, cards) == columns


@pytest.mark.parametrize("width", [700, 1280, 1920])
def test_nothing_is_cut_at_the_side(settings, qapp, qtbot, width):
    page = StartPage(settings)
    qtbot.addWidget(page)
    page.resize(width, 740)
    page.show()
    qapp.processEvents()
    assert not page.horizontalScrollBar().isVisible()
    for card in page.findChildren(_Card):
        place = card.mapTo(page.viewport(), card.rect().topRight())
        assert 0 < place.x() < page.viewport().width()


def test_recent_projects_stand_above_the_examples_and_long_names_are_shortened(settings, qapp, qtbot, tmp_path):
    page = StartPage(settings)
    qtbot.addWidget(page)
    page.resize(1280, 740)
    page.show()
    for name in ("short", "one & two", "a name that " + "goes on and " * 9):
        path = tmp_path / f"{name}.ladera"
        path.touch()
        settings.add_recent(path)
    qapp.processEvents()
    buttons = {button.accessibleName(): button for button in page.findChildren(QPushButton)
               if button.accessibleName() and not button.isHidden()}
    assert list(buttons)[1:] == ["one & two", "short"]
    assert buttons["one & two"].text() == "one && two"
    first = page.findChild(_Card)
    assert all(button.mapTo(page, button.rect().bottomLeft()).y() < first.mapTo(page, first.rect().topLeft()).y()
               for button in buttons.values())
    assert max(button.width() for button in buttons.values()) < 220
    with qtbot.waitSignal(page.recent_chosen) as caught:
        buttons["short"].click()
    assert caught.args == [tmp_path / "short.ladera"]

"""The start page uses the room there is, and shows what was opened last before the examples."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QLabel, QPushButton

from app import theme
from app.settings import Settings
from app.shell.examples import GROUPS
from app.shell.start_page import StartPage, _Card, columns_for


@pytest.fixture
def settings(qapp, tmp_path) -> Settings:
    theme.apply_theme(qapp, "light")
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.mark.parametrize(("width", "groups", "columns"), [
    (1280, (8,), 4), (1920, (8,), 4), (1920, (10,), 5), (1920, (12,), 6), (2560, (30,), 6), (700, (10,), 2),
    (100, (10,), 1), (1920, (4, 3, 4), 4), (1280, (4, 3, 4), 4), (1000, (4, 3, 4), 3), (1920, (3, 2), 3)])
def test_groups_take_as_few_rows_as_the_width_allows_and_no_more_columns_than_that_needs(width, groups, columns):
    assert columns_for(width, groups) == columns


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


@pytest.mark.parametrize("width", [700, 1280, 1920])
def test_each_group_stands_below_its_heading_and_above_the_next(settings, qapp, qtbot, width):
    page = StartPage(settings)
    qtbot.addWidget(page)
    page.resize(width, 740)
    page.show()
    qapp.processEvents()
    headings = {label.text(): label for label in page.findChildren(QLabel) if label.property("look") == "heading"}
    titles = [group.title for group in GROUPS]
    tops = [headings[title].mapTo(page.widget(), headings[title].rect().topLeft()).y() for title in titles]
    cards = {card.accessibleName(): card.mapTo(page.widget(), card.rect().topLeft()).y()
             for card in page.findChildren(_Card)}
    for group, top, next_top in zip(GROUPS, tops, [*tops[1:], page.widget().height()], strict=True):
        assert all(top < cards[example.title] < next_top for example in group.examples)


def test_one_neuron_comes_first():
    assert GROUPS[0].examples[0].name == "one_neuron"


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


@pytest.fixture
def page(settings, qapp, qtbot) -> StartPage:
    page = StartPage(settings)
    qtbot.addWidget(page)
    page.resize(1280, 740)
    page.show()
    qapp.processEvents()
    return page


def seen(page: StartPage) -> list[str]:
    return [card.accessibleName() for card in page.findChildren(_Card) if card.isVisible()]


def test_a_section_is_shown_alone_and_all_of_them_again(page):
    everything = seen(page)
    for group in GROUPS:
        page.sections.choose(group.title)
        assert seen(page) == [example.title for example in group.examples]
    page.sections.choose("")
    assert seen(page) == everything == [example.title for group in GROUPS for example in group.examples]


def test_examples_are_searched_for_by_words_of_title_sentence_and_section(page, qapp):
    page.search.setText("  lstm ROW")
    assert seen(page) == ["Digits row by row"]
    qapp.processEvents()
    card = next(card for card in page.findChildren(_Card) if card.isVisible())
    assert card.mapTo(page.viewport(), card.rect().bottomLeft()).y() < page.viewport().height()
    page.search.setText("first steps")
    assert seen(page) == [example.title for example in GROUPS[0].examples]
    page.sections.choose("Images")
    assert not seen(page)
    assert "first steps" in page._nothing.text()
    page.search.clear()
    assert len(seen(page)) == len(next(group for group in GROUPS if group.title == "Images").examples)
    assert not page._nothing.isVisible()

"""Every data set has a picture of its own and a name that can be read whole."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QToolButton, QWidget

from app import i18n
from app.theme import apply_theme, icon_names
from app.widgets.data_panel.gallery import Gallery, in_two_lines
from engine.data import SOURCES

OFFERED = {name: source for name, source in SOURCES.items() if source.offered}


@pytest.fixture(params=tuple(i18n.languages()))
def gallery(request, qapp, qtbot) -> Gallery:
    apply_theme(qapp, "light")
    i18n.install(qapp, request.param)
    owner = QWidget()
    qtbot.addWidget(owner)
    gallery = Gallery("xor", owner)
    gallery.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    gallery.ensurePolished()
    yield gallery
    i18n.install(qapp, "en")


def test_every_name_has_room(gallery):
    for tile in gallery.findChildren(QToolButton):
        tile.ensurePolished()
        assert tile.sizeHint().width() <= tile.maximumWidth(), tile.text()


def test_all_of_it_is_on_a_small_screen(gallery):
    assert gallery.sizeHint().boundedTo(QSize(1366, 768)) == gallery.sizeHint()


def test_what_is_read_aloud_is_the_name_in_one_line(gallery):
    for name, source in OFFERED.items():
        assert gallery.tile(name).accessibleName() == i18n.translate(source.title)


def test_no_two_sets_look_the_same(gallery):
    pictures = [gallery.tile(name).icon().pixmap(QSize(32, 32)).toImage() for name in OFFERED]
    assert all(one != other for place, one in enumerate(pictures) for other in pictures[:place])


def test_the_sets_without_points_have_an_icon():
    drawn = [source.icon for source in OFFERED.values() if not source.features]
    assert len(set(drawn)) == len(drawn)
    assert set(drawn) <= set(icon_names())


def test_a_name_is_broken_in_its_middle_where_it_must_be(qapp):
    metrics = QFontMetrics(qapp.font())
    wide = metrics.horizontalAdvance
    assert in_two_lines("a table of a file", metrics, wide("a table of a file")) == "a table of a file"
    assert in_two_lines("a table of a file", metrics, wide("a table of")) == "a table\nof a file"
    assert in_two_lines("unbreakable", metrics, 1) == "unbreakable"

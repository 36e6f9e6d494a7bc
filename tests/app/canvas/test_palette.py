"""The list of layers: searched, dragged from, activated."""

from __future__ import annotations

from html import unescape

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from app.canvas import catalogue
from app.canvas.catalogue import KIND, LAYER_MIME
from app.canvas.offers import TEMPLATE_KEYS
from app.canvas.palette import Palette
from engine.layers import LAYERS
from tests.app import pointer


@pytest.fixture
def palette(qtbot):
    palette = Palette()
    qtbot.addWidget(palette)
    palette.resize(220, 500)
    palette.show()
    return palette


def test_every_layer_of_the_engine_is_offered_with_its_help(palette):
    assert set(palette.view.kinds()) == {*LAYERS, *TEMPLATE_KEYS}
    for kind, layer in LAYERS.items():
        index = palette.view.index_of(kind)
        assert index.data() == layer.title
        assert layer.help in unescape(index.data(Qt.ItemDataRole.ToolTipRole))


@pytest.mark.parametrize(("words", "kind"), [("dense", "dense"), ("EQUAL SHAPE", "add"), ("side by", "concatenate")])
def test_the_search_finds_words_of_title_and_help(palette, words, kind):
    QTest.keyClicks(palette.field, words)
    assert kind in palette.view.kinds()
    assert palette.view.currentIndex().data(KIND) == kind


def test_enter_and_double_click_ask_for_the_layer(qtbot, palette):
    asked = []
    palette.activated.connect(asked.append)
    QTest.keyClicks(palette.field, "flatten")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    palette.field.clear()
    index = palette.view.index_of("dense")
    place = palette.view.visualRect(index).center()
    QTest.mouseClick(palette.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(palette.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked == ["flatten", "dense"]


def test_a_search_without_results_says_so(palette):
    QTest.keyClicks(palette.field, "qqq")
    assert palette.view.kinds() == ()
    assert palette._nothing.isVisible()


def test_a_dragged_row_carries_its_kind(palette):
    mime = palette.view.model().mimeData([palette.view.index_of("dense")])
    assert bytes(mime.data(LAYER_MIME).data()) == b"dense"


@pytest.mark.parametrize("kind", ["dense", TEMPLATE_KEYS[0]])
def test_the_mouse_drags_layers_and_templates_out_of_it(palette, monkeypatch, kind):
    carried = []

    def carry(drag, _) -> None:
        carried.append(drag.mimeData().data(LAYER_MIME).data())

    monkeypatch.setattr(catalogue.QDrag, "exec", carry)
    palette.view.scrollTo(palette.view.index_of(kind))
    start = QPointF(palette.view.visualRect(palette.view.index_of(kind)).center())
    pointer.drag(palette.view, start, start + QPointF(200, 0))
    assert carried == [kind.encode()]


def test_headings_cannot_be_chosen(palette):
    heading = palette.view.model().index(0, 0)
    assert not heading.flags() & (Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled)

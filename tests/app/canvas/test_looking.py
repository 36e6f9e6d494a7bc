"""What is looked at: the whole drawing in every size, and a layer with what was seen before."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication


def test_a_drawing_that_is_seen_whole_stays_so_in_another_size_until_somebody_looks_elsewhere(document, view, qtbot):
    for place in range(12):
        document.add_layer("dense", (260.0 * place, 130.0 * place))
    view.fit_when_shown()

    def whole() -> bool:
        seen = view.mapToScene(view.viewport().rect()).boundingRect()
        return seen.contains(view.drawing_rect())

    small = view.navigator.scale
    for width, height in ((1400, 900), (620, 400), (1500, 700)):
        view.resize(width, height)
        QApplication.processEvents()
        assert whole(), (width, height)
    assert view.navigator.scale > small
    view.navigator.zoom_at(1.5, QPoint(40, 40))
    looked_at = view.navigator.scale
    view.resize(900, 600)
    assert view.navigator.scale == looked_at
    view.fit_when_shown()
    view.navigator.pan(QPoint(60, 0))
    kept = view.navigator.scale
    view.resize(1400, 900)
    assert view.navigator.scale == kept


def test_what_is_added_to_a_drawing_that_is_seen_whole_is_seen_with_it(document, view):
    first = document.add_layer("dense", (0.0, 0.0))
    view.fit_when_shown()
    second = document.add_layer("dense", (3000.0, 400.0))
    view.reveal(second)
    QTest.qWait(600)
    seen = view.mapToScene(view.viewport().rect()).boundingRect()
    assert all(seen.contains(view.canvas.nodes[name].sceneBoundingRect()) for name in (first, second))
    assert view.is_whole
    view.navigator.pan(QPoint(80, 0))
    assert not view.is_whole


def test_a_layer_is_brought_into_sight_by_no_more_than_that_needs(document, view):
    names = [document.add_layer("dense", (500.0 * place, 0.0)) for place in range(2)]
    view.resize(700, 400)
    view.navigator.fit(view.canvas.nodes[names[0]].sceneBoundingRect(), eased=False)
    before = view.navigator.centre()
    view.reveal(names[1])
    QTest.qWait(600)
    seen = view.mapToScene(view.viewport().rect()).boundingRect()
    cards = [view.canvas.nodes[name].sceneBoundingRect() for name in names]
    assert seen.contains(cards[1])
    assert cards[1].right() < seen.right() < cards[1].right() + 60
    assert view.navigator.centre().y() == pytest.approx(before.y(), abs=2)
    view.reveal(names[0])
    QTest.qWait(600)
    assert view.mapToScene(view.viewport().rect()).boundingRect().contains(cards[0])

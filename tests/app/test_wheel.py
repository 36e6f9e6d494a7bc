"""A wheel that scrolls past a closed box leaves it as it is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QWidget

from app.shell.examples import EXAMPLES
from app.widgets.choice import Box
from app.widgets.number_box import NumberBox, WholeBox


def turn(widget: QWidget, clicks: int) -> bool:
    """A wheel over a widget. Returns whether it kept it for itself."""
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(middle, QPointF(widget.mapToGlobal(middle)), QPoint(), QPoint(0, 120 * clicks),
                        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)
    event.setAccepted(False)
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def test_no_box_of_the_window_follows_a_wheel(ladera, qtbot):
    ladera.document.open(EXAMPLES[0].path, as_copy=True)
    qtbot.waitUntil(lambda: ladera.session.state == "ready", timeout=20_000)
    before = ladera.document.model.project
    for name in ladera.window.workspaces:
        ladera.window.show_workspace(name)
        seen = 0
        for box in ladera.window.workspace.findChildren(QComboBox):
            box.setFocus()
            chosen = box.currentIndex()
            turn(box, -1)
            turn(box, 1)
            turn(box, -1)
            assert box.currentIndex() == chosen, box.toolTip()
            seen += 1
        ladera.window.setFocus()
        for box in ladera.window.workspace.findChildren(QAbstractSpinBox):
            text = box.text()
            turn(box, 3)
            assert box.text() == text, box.toolTip()
        assert seen > 1 or name == "vision", name
    assert ladera.document.model.project == before


@pytest.mark.parametrize("make", [Box, lambda: NumberBox(True), lambda: WholeBox(minimum=0, maximum=9)])
def test_what_lies_below_a_box_gets_the_wheel(qtbot, make):
    box = make()
    qtbot.addWidget(box)
    assert not turn(box, 1)

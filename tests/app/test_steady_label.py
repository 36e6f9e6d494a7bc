"""A label whose text changes many times a second keeps its height until it has been calm."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.widgets import steady_label
from app.widgets.steady_label import SteadyLabel


def test_it_grows_at_once_and_shrinks_after_a_while(qtbot, monkeypatch):
    monkeypatch.setattr(steady_label, "CALM", 50)
    window, label = QWidget(), SteadyLabel()
    column = QVBoxLayout(window)
    column.addWidget(label)
    column.addStretch(1)
    qtbot.addWidget(window)
    window.resize(200, 400)
    window.show()
    label.setText("short")
    qtbot.wait(100)
    low = label.height()
    label.setText("a text that does not stand on one line " * 3)
    qtbot.waitUntil(lambda: label.height() > low)
    high = label.height()
    label.setText("short again")
    assert label.heightForWidth(label.width()) == high
    qtbot.waitUntil(lambda: label.height() == low)

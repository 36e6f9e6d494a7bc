from __future__ import annotations

import itertools

import pytest

from app.canvas.view import CanvasView
from app.inspector import Inspector


@pytest.fixture
def view(qtbot, document):
    view = CanvasView(document)
    qtbot.addWidget(view)
    view.resize(1200, 700)
    with qtbot.waitExposed(view):
        view.show()
    qtbot.wait(0)
    view.navigator.fit(view.drawing_rect(), eased=False)
    return view


@pytest.fixture
def inspector(qtbot, document, view):
    inspector = Inspector(document)
    qtbot.addWidget(inspector)
    view.selection_changed.connect(inspector.show_layers)
    inspector.select_requested.connect(view.select)
    inspector.resize(320, 700)
    inspector.show()
    return inspector


@pytest.fixture
def chain(document, view):
    """input_1 → dense_1 → output_1, all in sight."""
    names = [document.add_layer(kind, (x, 0.0)) for kind, x in (("input", -268), ("dense", 0), ("output", 268))]
    for source, target in itertools.pairwise(names):
        document.connect(source, target)
    document.undo_stack.clear()
    view.navigator.fit(view.drawing_rect(), eased=False)
    return names

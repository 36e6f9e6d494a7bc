from __future__ import annotations

import pytest

from app.canvas.life.life import Life
from app.canvas.view import CanvasView
from engine.project import Project
from tests.app.canvas.life.living import settle


@pytest.fixture
def show(qtbot, document, session):
    """Opens a project and shows it alive: `(view, life)` once all is answered."""
    def show(project: Project) -> tuple[CanvasView, Life]:
        document.model.load(project)
        view = CanvasView(document)
        qtbot.addWidget(view)
        view.resize(1200, 700)
        life = Life(view, document, session)
        with qtbot.waitExposed(view):
            view.show()
        settle(qtbot, session, life)
        return view, life

    return show

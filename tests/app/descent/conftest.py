"""One window for the tests of a file, as a person has one: each test begins with a new project in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest

from app.document.document import Document
from app.surface import opengl_available
from app.theme import apply_theme
from app.workspaces.descent import DescentWorkspace
from engine.descent import SCENES, DescentSetup


@pytest.fixture(scope="module")
def open_workspace(qapp, tmp_path_factory) -> Iterator[Callable[[], DescentWorkspace]]:
    """Opens a workspace around the one document; ends of walks are judged without a rest."""
    apply_theme(qapp, "light")
    document = Document(recovery_folder=tmp_path_factory.mktemp("recovery"))
    opened = []

    def open_workspace() -> DescentWorkspace:
        workspace = DescentWorkspace(document)
        opened.append(workspace)
        workspace.resize(1240, 740)
        workspace.show()
        assert QTest.qWaitForWindowExposed(workspace)
        return workspace

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.workspaces.descent.ends.AFTER", 1)
        yield open_workspace
    for workspace in opened:
        workspace.hide()
        workspace.basins.forget()
        workspace.deleteLater()
        QCoreApplication.sendPostedEvents(workspace, QEvent.Type.DeferredDelete)
    apply_theme(qapp, "light")
    document.close()


@pytest.fixture(scope="module")
def window(open_workspace) -> tuple[DescentWorkspace, object, int]:
    """The workspace, its first layout and its first speed."""
    workspace = open_workspace()
    return workspace, workspace.saveState(), workspace.transport.speed.value()


@pytest.fixture
def workspace(qapp, qtbot, window) -> DescentWorkspace:
    workspace, layout, speed = window
    apply_theme(qapp, "light")
    workspace._document.new()
    workspace.player.pause()
    workspace.player.go(0)
    workspace.transport.speed.setValue(speed)
    workspace.basins.forget()
    workspace.racers.selected.emit(0)
    workspace.rates.map.setChecked(False)
    workspace.views.buttons["both"].click()
    workspace.restoreState(layout)
    workspace.show()
    workspace.field.fit()
    qtbot.waitUntil(lambda: workspace.settled)
    return workspace


@pytest.fixture
def document(workspace) -> Document:
    return workspace._document


@pytest.fixture
def take(qtbot, document, workspace) -> Callable[[str | DescentSetup], DescentSetup]:
    """Shows a scene by name, or any setup, and waits until what it asks for has been found."""

    def take(what: str | DescentSetup) -> DescentSetup:
        setup = SCENES[what].setup if isinstance(what, str) else what
        document.set_descent(setup, "Show")
        document.end_gesture()
        qtbot.waitUntil(lambda: workspace.settled)
        assert workspace.setup == setup
        return setup

    return take


@pytest.fixture
def in_space(qapp) -> None:
    """For what needs OpenGL."""
    if not opengl_available():
        pytest.skip("surfaces in space need a display or Xvfb")


@pytest.fixture
def surface(take) -> DescentSetup:
    return take("initial_value")


@pytest.fixture
def curve(take) -> DescentSetup:
    return take("curve")

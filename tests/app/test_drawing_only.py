"""One key gives the drawing all the room, and the same key brings the panels back as they were."""

from __future__ import annotations

from PySide6.QtWidgets import QDockWidget


def test_the_panels_go_and_come_back_as_they_were(ladera, qtbot):
    window = ladera.window
    window.show_workspace("network")
    network = window.workspaces["network"]
    qtbot.waitUntil(lambda: network.canvas.width() > 300)
    closed = next(dock for dock in network.findChildren(QDockWidget) if dock.objectName() == "data")
    closed.close()
    before = {dock.objectName(): dock.isHidden() for dock in network.findChildren(QDockWidget)}
    width = network.canvas.width()
    window.actions_by_name["drawing_only"].trigger()
    assert all(dock.isHidden() for dock in network.findChildren(QDockWidget))
    assert not network.bar.isVisible()
    qtbot.waitUntil(lambda: network.canvas.width() > width + 300)
    assert network.saveState() != super(type(network), network).saveState(), "the layout with the panels is kept"
    window.actions_by_name["drawing_only"].trigger()
    assert {dock.objectName(): dock.isHidden() for dock in network.findChildren(QDockWidget)} == before
    qtbot.waitUntil(lambda: abs(network.canvas.width() - width) < 40)
    assert network.bar.isVisible()


def test_a_layout_that_is_reset_has_its_panels(ladera, qtbot):
    window = ladera.window
    window.show_workspace("network")
    network = window.workspaces["network"]
    window.actions_by_name["drawing_only"].trigger()
    window.actions_by_name["reset_layout"].trigger()
    qtbot.waitUntil(network.bar.isVisible)
    assert network.inspector.isVisible()

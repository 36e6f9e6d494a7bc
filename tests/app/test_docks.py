"""A dock says its title once: in its tab while it shares its place, in its title bar while it does not."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDockWidget, QTabBar, QWidget

from app.workspaces.dock_tabs import TabCorner
from app.workspaces.docked import LEFT, RIGHT, DockedWorkspace

BESIDE = ["Layers", "Data", "List"]
BELOW = ["Loss", "Gradients", "Examples", "Step", "Computation", "Weight", "Lesions", "Space", "Fork"]


@pytest.fixture
def workspace(qtbot) -> DockedWorkspace:
    """Layers and Data in one place, Inspector in another."""
    window = DockedWorkspace()
    qtbot.addWidget(window)
    window.setCentralWidget(QWidget())
    layers, data = (window.add_dock(name, name.title(), QWidget(), LEFT) for name in ("layers", "data"))
    window.add_dock("inspector", "Inspector", QWidget(), RIGHT)
    window.tabifyDockWidget(layers, data)
    window.resize(900, 600)
    window.show()
    qtbot.waitUntil(lambda: titled(window) == {"inspector"})
    return window


def dock(window: DockedWorkspace, name: str) -> QDockWidget:
    return window.findChild(QDockWidget, name)


def titled(window: DockedWorkspace) -> set[str]:
    """The docks that show a title bar with their title."""
    return {each.objectName() for each in window.findChildren(QDockWidget) if each.titleBarWidget() is None}


def corner(window: DockedWorkspace) -> TabCorner:
    [found] = (each for each in window.findChildren(TabCorner) if each.isVisible())
    return found


def test_tabbed_docks_have_no_second_title(workspace):
    layers = dock(workspace, "layers")
    assert layers.widget().mapTo(layers, layers.widget().rect().topLeft()).y() <= 1, "nothing above what it holds"
    assert dock(workspace, "inspector").widget().y() > 10


def test_a_dock_that_floats_has_its_title_and_so_has_the_one_it_leaves(workspace, qtbot):
    dock(workspace, "data").raise_()
    corner(workspace).afloat.click()
    assert dock(workspace, "data").isFloating()
    qtbot.waitUntil(lambda: titled(workspace) == {"layers", "data", "inspector"})
    dock(workspace, "data").setFloating(False)
    qtbot.waitUntil(lambda: titled(workspace) == {"inspector"})
    assert not dock(workspace, "data").isFloating()


def test_a_closed_dock_leaves_the_other_alone_and_comes_back(workspace, qtbot):
    dock(workspace, "layers").raise_()
    corner(workspace).close_dock.click()
    assert dock(workspace, "layers").isHidden()
    qtbot.waitUntil(lambda: titled(workspace) >= {"data"})
    dock(workspace, "layers").toggleViewAction().trigger()
    qtbot.waitUntil(lambda: titled(workspace) == {"inspector"})


def test_a_double_click_on_a_tab_lets_its_dock_float(workspace, qtbot):
    [bar] = (each for each in workspace.findChildren(QTabBar) if each.count())
    place = [bar.tabText(each) for each in range(bar.count())].index("Layers")
    bar.tabBarDoubleClicked.emit(place)
    assert dock(workspace, "layers").isFloating()


def test_a_saved_layout_brings_the_title_bars_that_belong_to_it(workspace, qtbot):
    state = workspace.saveState()
    workspace.addDockWidget(RIGHT, dock(workspace, "data"))
    qtbot.waitUntil(lambda: titled(workspace) == {"layers", "data", "inspector"})
    assert workspace.restoreState(state)
    qtbot.waitUntil(lambda: titled(workspace) == {"inspector"})


def test_the_buttons_stand_beside_the_tabs_and_never_on_them(workspace, qtbot):
    [bar] = (each for each in workspace.findChildren(QTabBar) if each.count())
    scrolls = [child for child in bar.children() if child.inherits("QToolButton")]
    buttons = corner(workspace)
    assert buttons.geometry().right() == bar.rect().right()
    assert not any(each.isVisible() for each in scrolls)
    for name in ("notes", "examples"):
        workspace.tabifyDockWidget(dock(workspace, "layers"), workspace.add_dock(name, name, QWidget(), LEFT))
    workspace.resizeDocks([dock(workspace, "layers")], [60], Qt.Orientation.Horizontal)
    qtbot.waitUntil(lambda: any(each.isVisible() for each in scrolls))
    qtbot.waitUntil(lambda: not buttons.isVisible())
    workspace.resizeDocks([dock(workspace, "layers")], [600], Qt.Orientation.Horizontal)
    qtbot.waitUntil(lambda: buttons.isVisible())


@pytest.fixture
def network(ladera, qtbot) -> DockedWorkspace:
    """Layers before Data, below the canvas Loss before Gradients, in the theme, whose sheet keeps room for the buttons
    behind the last tab."""
    ladera.window.resize(1280, 800)
    ladera.window.show_workspace("network")
    qtbot.wait(200)
    return ladera.window.workspaces["network"]


def settle(window: DockedWorkspace, qtbot) -> None:
    """Until Qt has moved everything, which it does by and by."""
    window.repaint()
    qtbot.wait(100)


def in_front(window: DockedWorkspace) -> set[str]:
    return {each.objectName() for each in window.findChildren(QDockWidget) if not each.visibleRegion().isEmpty()}


def bars(window: DockedWorkspace) -> list[QTabBar]:
    """The tab bars in sight, with tabs."""
    return [bar for bar in window.findChildren(QTabBar) if bar.isVisible() and bar.count()]


def titles(bar: QTabBar) -> list[str]:
    return [bar.tabText(place) for place in range(bar.count())]


def drag(dragged: QDockWidget, onto: QDockWidget, qtbot) -> None:
    """By its title bar to the middle of another, as a hand does."""
    start = dragged.mapToGlobal(QPoint(40, 10))
    way = onto.mapToGlobal(onto.rect().center()) - start
    qtbot.mousePress(dragged, Qt.MouseButton.LeftButton, pos=dragged.mapFromGlobal(start))
    for part in range(1, 9):
        qtbot.mouseMove(dragged, dragged.mapFromGlobal(start + way * part / 8))
        qtbot.wait(40)
    qtbot.wait(300)
    qtbot.mouseRelease(dragged, Qt.MouseButton.LeftButton, pos=dragged.mapFromGlobal(start + way))
    qtbot.waitUntil(lambda: not dragged.isFloating())


@pytest.mark.thorough
def test_only_the_last_tab_keeps_room_for_the_buttons_when_a_dock_is_dropped_on_others(network, qtbot):
    drag(dock(network, "predictions"), dock(network, "loss"), qtbot)
    settle(network, qtbot)
    [bar] = (each for each in bars(network) if "Predictions" in titles(each))
    bare = [bar.tabRect(place).width() - bar.fontMetrics().horizontalAdvance(title)
            for place, title in enumerate(titles(bar))]
    assert bare[-1] > max(bare[:-1]) + 40
    assert max(bare[:-1]) <= min(bare[:-1]) + 1


@pytest.mark.thorough
def test_a_restored_layout_has_one_tab_bar_for_each_place_and_its_tabs_turn_the_docks(network, qtbot):
    apart = network.saveState()
    network.tabifyDockWidget(dock(network, "layers"), dock(network, "inspector"))
    settle(network, qtbot)
    together = network.saveState()
    for state, left in ((apart, BESIDE), (together, [*BESIDE, "Inspector"])) * 2:
        network.restoreState(state)
        settle(network, qtbot)
        assert sorted(titles(bar) for bar in bars(network)) == [left, BELOW]
    for bar in bars(network):
        for place, title in enumerate(titles(bar)):
            bar.setCurrentIndex(place)
            qtbot.waitUntil(lambda title=title: title in {dock(network, name).windowTitle()
                                                          for name in in_front(network)})


@pytest.mark.thorough
@pytest.mark.parametrize("name", ["layers", "data", "loss", "gradients"])
def test_a_dock_that_floated_or_was_hidden_comes_back_to_the_front_of_its_tabs(network, qtbot, name):
    there = dock(network, name)
    behind = network.tabifiedDockWidgets(there)[0]
    for away, back in ((lambda: there.setFloating(True), lambda: there.setFloating(False)),
                       (there.toggleViewAction().trigger,) * 2):
        behind.raise_()
        qtbot.waitUntil(lambda: name not in in_front(network))
        away()
        settle(network, qtbot)
        back()
        qtbot.waitUntil(lambda: name in in_front(network))
        settle(network, qtbot)
        assert name in in_front(network)


def test_a_restored_layout_says_itself_what_is_in_front(network, qtbot):
    first = network.saveState()
    dock(network, "data").setFloating(True)
    settle(network, qtbot)
    assert network.restoreState(first)
    settle(network, qtbot)
    assert in_front(network) == {"layers", "loss", "inspector", "predictions"}

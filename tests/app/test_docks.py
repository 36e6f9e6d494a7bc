"""A dock says its title once: in its tab while it shares its place, in its title bar while it does not."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QTabBar, QWidget

from app.workspaces.dock_tabs import TabCorner
from app.workspaces.docked import LEFT, RIGHT, DockedWorkspace


class Unwatched:
    """A session that has no training to keep back."""

    def watch(self, widget: QWidget) -> None:
        pass


@pytest.fixture
def workspace(qtbot) -> DockedWorkspace:
    """Layers and Data in one place, Inspector in another."""
    window = DockedWorkspace(Unwatched())
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


def bars(window: DockedWorkspace) -> list[QTabBar]:
    """The tab bars in sight, with tabs."""
    return [bar for bar in window.findChildren(QTabBar) if bar.isVisible() and bar.count()]


def test_a_layout_that_is_restored_leaves_one_tab_bar_that_works(workspace, qtbot):
    apart = workspace.saveState()
    workspace.tabifyDockWidget(dock(workspace, "layers"), dock(workspace, "inspector"))
    qtbot.waitUntil(lambda: titled(workspace) == set())
    workspace.resizeDocks([dock(workspace, "layers")], [300], Qt.Orientation.Horizontal)
    together = workspace.saveState()
    for state, tabs in ((apart, 2), (together, 3), (apart, 2), (together, 3)):
        workspace.restoreState(state)
        qtbot.waitUntil(lambda tabs=tabs: [bar.count() for bar in bars(workspace)] == [tabs])
    [bar] = bars(workspace)
    for place in range(bar.count()):
        bar.setCurrentIndex(place)
        qtbot.waitUntil(lambda place=place: dock(workspace, bar.tabText(place).lower()).widget().isVisible())


def test_tabs_have_their_titles_again_when_a_dock_comes_back(workspace, qtbot):
    [bar] = bars(workspace)
    widths = [bar.tabRect(place).width() for place in range(2)]
    for name in ("data", "inspector"):
        dock(workspace, name).setFloating(True)
    qtbot.waitUntil(lambda: titled(workspace) == {"layers", "data", "inspector"})
    for name in ("inspector", "data"):
        dock(workspace, name).setFloating(False)
    qtbot.waitUntil(lambda: titled(workspace) == {"inspector"})
    [bar] = bars(workspace)
    assert {bar.tabText(place) for place in range(2)} == {"Layers", "Data"}
    assert sorted(bar.tabRect(place).width() for place in range(2)) == sorted(widths)

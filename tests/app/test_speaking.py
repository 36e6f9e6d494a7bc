"""Another language is another window around the same work: nothing of the one before it is left."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from itertools import cycle

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QMetaMethod, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QMessageBox

from app.main import Ladera
from app.shell.examples import EXAMPLES
from app.shell.switcher import START
from app.shell.workspaces import WORKSPACES
from app.theme import theme_bus
from tests.cases import a_quarter

PAGES = (START, *WORKSPACES)


@pytest.fixture
def ladera(ladera: Ladera, qtbot) -> Ladera:
    """With a network that has learned a little."""
    open_example(ladera, qtbot, "xor")
    ladera.session.epoch()
    qtbot.waitUntil(lambda: ladera.session.state == "paused", timeout=20_000)
    return ladera


def open_example(ladera: Ladera, qtbot, name: str) -> None:
    ladera.window.open_example(next(example for example in EXAMPLES if example.name == name))
    qtbot.waitUntil(lambda: ladera.session.state == "ready", timeout=20_000)


def turn_to(ladera: Ladera, page: str) -> None:
    if page == START:
        ladera.window.show_start_page()
    else:
        ladera.window.show_workspace(page)


def speak(ladera: Ladera, qtbot, language: str) -> None:
    """The other window is there and exposed, and the one before is gone."""
    before = ladera.window
    ladera.speak(language)
    qtbot.waitExposed(ladera.window)
    qtbot.waitUntil(lambda: not shiboken6.isValid(before))


def long_lived(ladera: Ladera) -> Iterator[QObject]:
    """What outlives a window, and tells of changes."""
    yield from (ladera.document, ladera.document.model, ladera.document.undo_stack, ladera.session, ladera.settings,
                ladera.probe, theme_bus, QApplication.instance(), QGuiApplication.clipboard(),
                QGuiApplication.styleHints())


def listeners(ladera: Ladera) -> dict[str, int]:
    """How many listen to each signal of what outlives a window."""
    counted = {}
    for sender in long_lived(ladera):
        meta = sender.metaObject()
        for method in map(meta.method, range(meta.methodCount())):
            if method.methodType() == QMetaMethod.MethodType.Signal:
                signature = method.methodSignature().data().decode()
                counted[f"{meta.className()}.{signature}"] = sender.receivers(f"2{signature}")
    return counted


def at_rest(ladera: Ladera, qtbot) -> dict[str, int]:
    """The same, when the window has built all that it builds."""
    counts = [listeners(ladera)]
    while len(counts) < 4 or counts[-4:] != 4 * counts[-1:]:
        qtbot.wait(100)
        counts.append(listeners(ladera))
    return counts[-1]


def pieces(ladera: Ladera) -> list[weakref.ref]:
    """The window, its workspaces, and the widgets of ours in them."""
    window = ladera.window
    return [weakref.ref(widget) for widget in (window, *window.workspaces.values(), *window.findChildren(QObject))
            if type(widget).__module__.startswith("app.")]


def left(pieces: list[weakref.ref]) -> set[str]:
    gc.collect()
    return {type(piece()).__name__ for piece in pieces if piece() is not None}


def test_a_listener_that_is_left_is_counted(ladera):
    before = listeners(ladera)
    assert sum(before.values()) > 40
    kept = ladera.session.state_changed.connect(lambda _: None)
    assert listeners(ladera) != before
    ladera.session.state_changed.disconnect(kept)


@pytest.mark.parametrize("page", a_quarter(PAGES, 1))
def test_nothing_of_the_window_before_is_left(ladera, qtbot, page):
    turn_to(ladera, page)
    speak(ladera, qtbot, "es")
    heard, old = at_rest(ladera, qtbot), pieces(ladera)
    assert len(old) > 100
    for language in ("en", "es"):
        turn_to(ladera, page)
        speak(ladera, qtbot, language)
    assert at_rest(ladera, qtbot) == heard
    assert left(old) == set()


@pytest.mark.thorough
@pytest.mark.parametrize("page", [START, "landscape"])
def test_after_another_language_every_example_opens(ladera, qtbot, answer, page):
    answer(QMessageBox.StandardButton.Discard)
    turn_to(ladera, page)
    for language in ("es", "en"):
        speak(ladera, qtbot, language)
    for name in ("one_neuron", "iris", "diabetes"):
        open_example(ladera, qtbot, name)
        for other in PAGES:
            turn_to(ladera, other)
            QCoreApplication.processEvents()


@pytest.mark.thorough
def test_languages_and_themes_change_on_every_page_while_it_trains(ladera, qtbot):
    ladera.document.set_training(epochs=1_000_000)
    old = pieces(ladera)
    begin_long_work(ladera, qtbot)
    ladera.session.play()
    qtbot.waitUntil(lambda: ladera.session.state == "running", timeout=20_000)
    for page, (language, theme) in zip(PAGES, cycle((("es", "dark"), ("en", "light"))), strict=False):
        turn_to(ladera, page)
        ladera.window.actions_by_name[f"theme_{theme}"].trigger()
        QCoreApplication.processEvents()
        speak(ladera, qtbot, language)
        epoch = ladera.session.latest.epoch
        qtbot.waitUntil(lambda epoch=epoch: ladera.session.latest.epoch > epoch, timeout=20_000)
    ladera.session.pause()
    qtbot.waitUntil(lambda: ladera.session.state == "paused", timeout=20_000)
    qtbot.waitUntil(lambda: left(old) == set(), timeout=20_000)


def begin_long_work(ladera: Ladera, qtbot) -> None:
    """In every workspace that has some: basins, a surface in full, and a choice that is open."""
    network, descent, landscape = (ladera.window.workspaces[page] for page in PAGES[1:4])
    descent.basins.begin()
    ladera.window.show_workspace("landscape")
    qtbot.waitUntil(landscape.surfaces.compute.isEnabled, timeout=30_000)
    landscape.surfaces.compute.click()
    network.data.open_gallery()


def widths(workspace: QMainWindow) -> dict[str, int]:
    return {dock.objectName(): dock.width() for dock in workspace.findChildren(QDockWidget)
            if not dock.visibleRegion().isEmpty()}


@pytest.mark.thorough
@pytest.mark.parametrize(("name", "page"), [(name, page) for name in PAGES[1:] for page in (START, name)])
def test_docks_keep_their_widths(ladera, qtbot, name, page):
    ladera.window.show_workspace(name)
    workspace = ladera.window.workspace
    docks = [dock for dock in workspace.findChildren(QDockWidget) if not dock.visibleRegion().isEmpty()]
    workspace.resizeDocks(docks, [dock.width() + 60 for dock in docks], Qt.Orientation.Horizontal)
    qtbot.wait(50)
    before = widths(workspace)
    del workspace, docks
    for language in ("es", "en"):
        turn_to(ladera, page)
        speak(ladera, qtbot, language)
        ladera.window.show_workspace(name)
        qtbot.wait(50)
        after = widths(ladera.window.workspace)
        assert after.keys() == before.keys()
        assert all(abs(after[dock] - before[dock]) <= 2 for dock in before), (before, after)

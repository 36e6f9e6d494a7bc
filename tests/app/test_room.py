"""What widgets do where there is little room."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QDockWidget, QLabel, QTabBar, QWidget

from app import i18n
from app.shell.examples import EXAMPLES
from app.widgets.choice import Choice
from app.widgets.training_bar.readout import Readout
from app.widgets.training_bar.readouts import Readouts
from app.workspaces.descent.picture_footer import PictureFooter
from app.workspaces.dock_tabs import TabCorner
from tests.app.surface.pictures import pixels
from tests.cases import for_thorough

WIDEST = 1_000
LONG = "Gradient descent with a very long name"


def shown(readouts: Readouts) -> list[str]:
    return [readout.name for readout in readouts._all if readout.isVisible()]


def test_numbers_of_the_training_are_left_out_and_none_stands_on_another(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    readouts = Readouts(page)
    readouts.resize(1_500, 40)
    page.show()
    everything = shown(readouts)
    assert everything == ["Epoch", "Minibatch", "Minibatch loss", "Loss", "Validation loss", "Accuracy", "Validation",
                          "Steps/s"]
    for width in range(1_000, 200, -50):
        readouts.resize(width, 40)
        QApplication.processEvents()
        places = [readout.geometry() for readout in readouts._all if readout.isVisible()]
        assert not any(one.intersects(other) for one in places for other in places if one is not other)
    assert shown(readouts)[:2] == ["Epoch", "Loss"]
    readouts.resize(1_500, 40)
    assert shown(readouts) == everything


def test_a_number_that_is_longer_than_was_thought_has_room(qtbot):
    readout = Readout("Epoch", "", "00 / 00")
    qtbot.addWidget(readout)
    before = readout.sizeHint().width()
    readout.set_text("7 / 10")
    assert readout.sizeHint().width() == before
    readout.set_text("12 345 / 1 000 000")
    assert readout.sizeHint().width() > before


def test_a_list_is_wide_enough_for_what_the_box_is_too_narrow_for(qtbot):
    box = Choice(4)
    qtbot.addWidget(box)
    box.addItems(["short", LONG])
    box.setCurrentText(LONG)
    box.resize(90, 30)
    box.show()
    narrow = pixels(box)
    box.setCurrentText("short")
    assert (pixels(box) != narrow).any()
    box.showPopup()
    assert box.view().width() >= box.fontMetrics().horizontalAdvance(LONG)
    box.hidePopup()


def test_a_sentence_stands_above_buttons_that_leave_it_no_room(qtbot):
    sentence, button = QLabel("sentence"), QLabel("button")
    below = PictureFooter(sentence, button)
    qtbot.addWidget(below)
    below.show()
    below.resize(700, 60)
    qtbot.waitUntil(lambda: button.x() > sentence.geometry().right())
    below.resize(320, 60)
    qtbot.waitUntil(lambda: button.y() > sentence.geometry().bottom())


@pytest.mark.parametrize("language", for_thorough(["en", "es"], "en".__eq__))
def test_no_workspace_is_wider_than_a_small_screen(ladera, qtbot, language):
    """Whatever dock is in front, and whatever it has to say."""
    i18n.install(QApplication.instance(), language)
    ladera.window.open_example(next(example for example in EXAMPLES if example.name == "lenet"))
    qtbot.waitUntil(lambda: ladera.session.state == "ready", timeout=30_000)
    wide = {}
    for name, workspace in ladera.window.workspaces.items():
        ladera.window.show_workspace(name)
        for dock in workspace.findChildren(QDockWidget):
            dock.raise_()
            for _ in range(3):
                qtbot.wait(30)
            wide[name, dock.objectName()] = workspace.minimumSizeHint().width()
    assert max(wide.values()) <= WIDEST, wide


@pytest.mark.parametrize("language", ["en", "es"])
def test_all_tabs_below_the_drawing_are_seen_on_a_small_screen(open_ladera, store, qtbot, language):
    store.setValue("language", language)
    ladera = open_ladera()
    window = ladera.window
    window.resize(1280, 800)
    window.show_workspace("network")
    with qtbot.waitExposed(window):
        window.show()
    network = window.workspaces["network"]
    [below] = [bar for bar in network.findChildren(QTabBar) if bar.isVisible() and bar.count() > 5]
    qtbot.waitUntil(lambda: below.width() > 600)
    assert below.sizeHint().width() <= below.width()
    assert below.findChild(TabCorner).isVisible(), "nor do arrows take the place of its buttons"

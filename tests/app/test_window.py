"""The window: actions, keys, themes, languages and settings."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDockWidget
from shiboken6 import isValid
from threadpoolctl import threadpool_info

from app import i18n, theme
from app.actions import ACTIONS
from app.settings import MOST_RECENT, Settings
from app.shell.examples import EXAMPLES
from app.shell.menus import ALIGN_ACTIONS, MENUS, SUBMENUS, THEME_ACTIONS, Menus
from app.shell.playing import NAMES
from app.shell.workspaces import WORKSPACES
from app.window import MainWindow
from engine.descent import SCENES
from tests.app.windows import ready
from tests.cases import for_thorough

# ---- actions


def test_products_of_the_window_leave_the_other_cores_to_training(ladera):
    assert {library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"} == {1}


def test_every_action_says_what_it_is_and_what_it_does(ladera):
    for name in ladera.window.actions_by_name:
        action = ladera.window.actions_by_name[name]
        assert action.text(), name
        assert action.toolTip(), name
        assert action.statusTip(), name


def test_no_key_does_two_things():
    keys = Counter(QKeySequence(key).toString() for spec in ACTIONS for key in spec.keys)
    assert "" not in keys
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_action_stands_in_a_menu(ladera):
    in_menus = {row for _, rows in MENUS.values() for row in rows} | {"clear_recent", *THEME_ACTIONS, *ALIGN_ACTIONS}
    assert {spec.name for spec in ACTIONS} <= in_menus
    assert {row[1:] for _, rows in MENUS.values() for row in rows if row.startswith(">")} == set(SUBMENUS)


def test_every_action_does_something(ladera):
    window = ladera.window
    commands = {name for row in WORKSPACES.values() for name in row.commands(window.workspaces[row.name])}
    done = set(window._handlers()) | commands | set(NAMES) | {"device_numpy", "device_cupy"}
    assert {spec.name for spec in ACTIONS} == done


def test_what_a_workspace_that_is_not_there_yet_could_do_is_not_offered(ladera):
    window = MainWindow(ladera.document, ladera.session, ladera.settings, ladera.probe, "descent")
    assert list(window.workspaces.made) == ["descent"]
    assert not window.actions_by_name["select_all"].isEnabled()
    assert window.actions_by_name["export_drawing"].isEnabled()
    window.show_workspace("network")
    assert window.actions_by_name["select_all"].isEnabled()
    assert list(window.workspaces.made) == ["descent", "network"]
    window.deleteLater()


@pytest.mark.parametrize("language", i18n.languages())
@pytest.mark.parametrize("chosen", for_thorough(["light", "dark"], "light".__eq__))
def test_the_window_opens_in_every_theme_and_language(open_ladera, store, qtbot, chosen, language):
    store.setValue("theme", chosen)
    store.setValue("language", language)
    ladera = open_ladera()
    ladera.start()
    qtbot.waitExposed(ladera.window)
    assert theme.current().name == chosen
    menus = [action.text() for action in ladera.window.menuBar().actions()]
    assert menus[0] == {"en": "&File", "es": "&Archivo"}[language]


@pytest.mark.parametrize("language", i18n.languages())
def test_no_two_entries_of_a_menu_share_a_letter(open_ladera, store, language):
    store.setValue("language", language)
    bar = open_ladera().window.menuBar()
    for menu in [bar, *(action.menu() for action in bar.actions())]:
        texts = [action.text().replace("&&", "") for action in menu.actions() if "&" in action.text()]
        letters = Counter(text[text.index("&") + 1].casefold() for text in texts)
        assert [letter for letter, count in letters.items() if count > 1] == [], texts


def test_the_keys_of_play_move_what_the_workspace_plays(ladera, qtbot):
    window, key = ladera.window, lambda name: ladera.window.actions_by_name[name]
    window.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    ladera.document.set_descent(SCENES["bowl"].setup, "Show")
    window.show_workspace("descent")
    player = window.workspaces["descent"].player
    for pressed, step in ((Qt.Key.Key_F6, 1), (Qt.Key.Key_F6, 2), (Qt.Key.Key_F8, 0)):
        QTest.keyClick(window, pressed)
        assert player.step == step
    walk = key("play").text()
    QTest.keyClick(window, Qt.Key.Key_F5)
    assert player.playing
    assert key("play").text() != walk
    assert not key("step").isEnabled()
    QTest.keyClick(window, Qt.Key.Key_F5)
    assert not player.playing
    assert key("play").text() == walk
    assert not key("epoch").isEnabled()
    assert ladera.session.state == "empty"
    assert key("reset").isEnabled()
    window.show_workspace("network")
    assert not any(key(name).isEnabled() for name in NAMES)  # there is no network yet
    assert key("play").text() == "&Train"
    assert "network" in key("play").toolTip()


@pytest.mark.parametrize("place", ["network", "landscape"])
def test_the_keys_of_play_train_where_the_training_is_shown(ladera, qtbot, place):
    ladera.window.show()
    ladera.window.activateWindow()
    assert QTest.qWaitForWindowActive(ladera.window)
    ladera.window.open_example(EXAMPLES[0])
    ready(ladera, qtbot)
    ladera.window.show_workspace("descent")
    ladera.window.show_workspace(place)
    QTest.keyClick(ladera.window, Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: ladera.session.state == "paused", timeout=20_000)
    assert ladera.session.present.step == 1
    assert ladera.window.workspaces["descent"].player.step == 0


def test_undo_says_what_it_takes_back(ladera):
    action = ladera.window.actions_by_name["undo"]
    assert not action.isEnabled()
    name = ladera.document.add_layer("dense", (0, 0))
    assert action.isEnabled()
    assert name in action.text()
    action.trigger()
    assert ladera.document.model.graph.layers == ()
    assert name in ladera.window.actions_by_name["redo"].text()


def test_the_canvas_has_no_commands_on_the_start_page(ladera):
    assert ladera.window.on_start_page
    assert not ladera.window.actions_by_name["tidy"].isEnabled()
    ladera.window.show_workspace("network")
    assert ladera.window.actions_by_name["tidy"].isEnabled()


# ---- what outlives the window


def test_the_language_changes_at_once_and_the_work_stays(ladera, qtbot):
    ladera.window.open_example(EXAMPLES[0])
    ready(ladera, qtbot)
    ladera.session.step()
    qtbot.waitUntil(lambda: ladera.session.latest is not None and ladera.session.latest.step == 1)
    old = ladera.window
    old._speak("es")
    qtbot.waitUntil(lambda: ladera.window is not old)
    assert ladera.window.isVisible()
    qtbot.waitUntil(lambda: not isValid(old))
    assert ladera.window.menuBar().actions()[0].text() == "&Archivo"
    assert ladera.session.latest.step == 1
    assert not ladera.window.on_start_page
    # The window that is gone hears nothing any more.
    ladera.document.add_layer("dense", (0, 300))
    theme.apply_theme(QApplication.instance(), "dark")
    ladera.session.step()
    ladera.document.undo_stack.undo()


def test_another_language_leaves_the_workspace_as_it_is(ladera):
    ladera.window.show_workspace("landscape")
    ladera.speak("es")
    assert ladera.window.workspace_name == "landscape"
    ladera.window.show_start_page()
    ladera.speak("en")
    assert ladera.window.on_start_page
    assert ladera.window.workspace_name == "landscape"


def test_the_language_is_remembered(ladera, open_ladera, qtbot):
    ladera.window._speak("es")
    qtbot.waitUntil(lambda: i18n.installed_language() == "es")
    assert open_ladera().settings.language == "es"
    assert i18n.installed_language() == "es"


def test_the_theme_changes_at_once_and_is_remembered(ladera):
    ladera.window.actions_by_name["theme_dark"].trigger()
    assert theme.current().name == "dark"
    assert ladera.settings.theme == "dark"


# ---- settings


def test_recent_files_are_few_newest_first_and_there(store, tmp_path, qapp):
    settings = Settings(store)
    paths = [tmp_path / f"{number}.ladera" for number in range(MOST_RECENT + 3)]
    for path in paths:
        path.touch()
        settings.add_recent(path)
    settings.add_recent(paths[5])
    assert settings.recent[0] == paths[5]
    assert len(settings.recent) == MOST_RECENT
    assert len(set(settings.recent)) == MOST_RECENT
    paths[5].unlink()
    assert paths[5] not in settings.recent


def test_settings_that_cannot_be_written_are_told_once(qapp, qtbot, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    settings = Settings(QSettings(str(tmp_path / "file" / "settings.ini"), QSettings.Format.IniFormat))
    told = []
    settings.failed.connect(lambda error: told.append(str(error)))
    settings.theme = "dark"
    qtbot.waitUntil(lambda: bool(told))
    settings.theme = "light"
    qtbot.wait(50)
    assert len(told) == 1
    assert "settings.ini" in told[0]


@pytest.mark.parametrize("nonsense", [17, "klingon", ["a"], QByteArray(b"\x00")])
def test_settings_that_make_no_sense_are_ignored(store, qapp, nonsense):
    for key in ("language", "theme", "device", "recent", "folder", "layout-1/window"):
        store.setValue(key, nonsense)
    settings = Settings(store)
    assert settings.language == "system"
    assert settings.theme == "system"
    assert settings.device == "numpy"
    assert settings.recent == ()
    assert Path(settings.folder).is_dir()
    assert isinstance(settings.layout("window"), QByteArray)


def test_reset_layout_gives_the_sizes_of_the_first_layout(ladera, qtbot):
    workspace = ladera.window.workspaces["network"]
    ladera.window.show_workspace("network")
    dock = workspace.findChild(QDockWidget, "layers")
    qtbot.waitUntil(dock.isVisible)
    first = dock.width()
    workspace.resizeDocks([dock], [first + 150], Qt.Orientation.Horizontal)
    qtbot.waitUntil(lambda: dock.width() > first)
    ladera.window.actions_by_name["reset_layout"].trigger()
    qtbot.waitUntil(lambda: dock.width() == first)


def test_the_number_of_threads_is_chosen_in_a_menu_remembered_and_said(open_ladera, store, qtbot, monkeypatch):
    for module in ("app.shell.menus", "app.settings"):
        monkeypatch.setattr(f"{module}.cores", lambda: 4)
    ladera = open_ladera()
    ladera.start()
    window, session = ladera.window, ladera.session
    window.open_example(EXAMPLES[0])
    choices = {action.text(): action for action in window.menuBar().findChild(Menus)._submenus["threads"].actions()}
    assert list(choices) == ["Automatic", "1", "2", "3", "4"]
    assert [text for text, action in choices.items() if action.isChecked()] == ["Automatic"]
    device = window.statusBar()._device
    ready(ladera, qtbot)
    for text, said in (("2", "NumPy, 2 threads"), ("1", "NumPy"), ("3", "NumPy, 3 threads")):
        choices[text].trigger()
        session.step()
        qtbot.waitUntil(lambda said=said: device.text() == said, timeout=20_000)
    assert ladera.settings.threads == 3
    store.setValue("threads", "5")  # of another machine
    assert ladera.settings.threads == 0

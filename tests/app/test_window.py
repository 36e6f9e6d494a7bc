"""The window around the workspaces: actions, files, drops, languages, recovery."""

from __future__ import annotations

import errno
import os
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QPointF, QSettings, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDockWidget, QFileDialog, QMessageBox, QProgressDialog, QPushButton
from shiboken6 import isValid
from threadpoolctl import threadpool_info

from app import i18n, theme
from app.actions import ACTIONS
from app.document import document as app_document
from app.document import recovery
from app.document.document import Document
from app.settings import MOST_RECENT, Settings
from app.shell import exchange, files
from app.shell.crash import CrashReporter
from app.shell.examples import EXAMPLES
from app.shell.menus import ALIGN_ACTIONS, MENUS, SUBMENUS, THEME_ACTIONS
from app.shell.playing import NAMES
from app.shell.workspaces import WORKSPACES
from app.window import MainWindow
from engine.descent import SCENES
from engine.errors import N_, DataError
from engine.formats import IMPORTERS, export_weights, import_weights, read_project, write_project
from engine.layout import ParameterLayout

Button = QMessageBox.StandardButton


def choose(monkeypatch, path: Path | None, which: str = "getSaveFileName") -> None:
    """The file dialog returns `path`, or nothing as when it is cancelled."""
    monkeypatch.setattr(QFileDialog, which, lambda *a, **k: (str(path) if path else "", ""))


def drop(window, path: Path) -> bool:
    """Drag a file over the window and let go. Whether the window wanted it."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    enter = QDragEnterEvent(window.rect().center(), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
                            Qt.KeyboardModifier.NoModifier)
    enter.setAccepted(False)
    QApplication.sendEvent(window, enter)
    if enter.isAccepted():
        event = QDropEvent(QPointF(window.rect().center()), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
                           Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(window, event)
    return enter.isAccepted()


def was_read(window, qtbot) -> None:
    qtbot.waitUntil(lambda: not window.files.reading, timeout=30_000)


def ready(ladera, qtbot) -> None:
    """Wait until the project can be trained."""
    qtbot.waitUntil(lambda: ladera.session.state == "ready", timeout=20_000)


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
@pytest.mark.parametrize("chosen", ["light", "dark"])
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


# ---- files


@contextmanager
def cancelled(window) -> Iterator[list[str]]:
    """Press Cancel of every progress, as soon as there is one; what they said."""
    said: list[str] = []

    def press() -> None:
        for progress in window.findChildren(QProgressDialog):
            if progress.isVisible():
                said.append(progress.labelText())
                progress.findChild(QPushButton).click()

    timer = QTimer(interval=20)
    timer.timeout.connect(press)
    timer.start()
    yield said
    timer.stop()


def test_examples_open_as_copies_that_can_be_trained(ladera, qtbot):
    for example in EXAMPLES:
        before = example.path.read_bytes()
        ladera.window.start_page.example_chosen.emit(example)
        ready(ladera, qtbot)
        assert not ladera.window.on_start_page
        assert ladera.document.path is None
        assert ladera.document.title == example.shown_title
        assert not ladera.document.is_modified
        assert example.path.read_bytes() == before
        ladera.document.new()
        ladera.window.show_start_page()
        qtbot.waitUntil(lambda: ladera.session.state == "empty")


def test_what_is_saved_opens_again(ladera, monkeypatch, tmp_path, qtbot):
    ladera.window.open_example(EXAMPLES[0])
    ready(ladera, qtbot)
    choose(monkeypatch, tmp_path / "mine")
    ladera.window.actions_by_name["save"].trigger()
    path = tmp_path / "mine.ladera"
    assert ladera.document.path == path
    assert not ladera.window.isWindowModified()
    assert ladera.settings.recent == (path,)
    graph = ladera.document.model.graph
    ladera.window.actions_by_name["new"].trigger()
    assert ladera.document.model.graph.layers == ()
    ladera.window.files.open(path)
    assert ladera.document.model.graph == graph
    assert "mine" in ladera.window.windowTitle()


def test_the_title_marks_what_is_not_saved(ladera):
    assert not ladera.window.isWindowModified()
    ladera.document.add_layer("dense", (0, 0))
    assert ladera.window.isWindowModified()
    assert "[*]" in ladera.window.windowTitle()


def test_cancel_keeps_the_window_and_the_work(ladera, answer):
    ladera.document.add_layer("dense", (0, 0))
    shown = answer(Button.Cancel)
    assert not ladera.window.close()
    ladera.window.actions_by_name["new"].trigger()
    assert len(shown) == 2
    assert len(ladera.document.model.graph.layers) == 1


def test_discard_gives_the_work_up(ladera, answer):
    ladera.document.add_layer("dense", (0, 0))
    answer(Button.Discard)
    ladera.window.actions_by_name["new"].trigger()
    assert ladera.document.model.graph.layers == ()


def test_save_saves_before_it_goes_on(ladera, answer, monkeypatch, tmp_path):
    ladera.document.add_layer("dense", (0, 0))
    answer(Button.Save)
    choose(monkeypatch, tmp_path / "kept.ladera")
    ladera.window.actions_by_name["new"].trigger()
    assert ladera.document.model.graph.layers == ()
    assert len(read_project(tmp_path / "kept.ladera").graph.layers) == 1


def test_save_without_a_name_is_a_cancel(ladera, answer, monkeypatch):
    ladera.document.add_layer("dense", (0, 0))
    answer(Button.Save)
    choose(monkeypatch, None)
    assert not ladera.window.close()
    assert len(ladera.document.model.graph.layers) == 1


def test_nothing_is_asked_when_there_is_nothing_to_save(ladera, answer):
    shown = answer(Button.Cancel)
    assert ladera.window.close()
    assert shown == []


def test_weights_leave_in_every_format_and_come_back(ladera, monkeypatch, tmp_path, qtbot):
    ladera.window.open_example(EXAMPLES[0])
    ready(ladera, qtbot)
    ladera.session.step()
    qtbot.waitUntil(lambda: ladera.session.latest is not None and ladera.session.latest.step == 1)
    for suffix in IMPORTERS:
        path = tmp_path / f"weights{suffix}"
        choose(monkeypatch, path)
        ladera.window.actions_by_name["export_weights"].trigger()
        project = ladera.document.model.project
        assert (import_weights(path, ParameterLayout(project.graph)) == project.parameters).all()
        assert not ladera.window.banner.text
    name = next(spec.name for spec in project.graph.layers if spec.kind == "dense")
    ladera.document.change_settings(name, {"muted": "1"})
    ladera.window.actions_by_name["export_weights"].trigger()
    assert f"the weights of {name} as they are" in ladera.window.banner.text


def test_weights_that_take_long_show_progress_and_cancel_leaves_no_file(ladera, monkeypatch, tmp_path, qtbot):
    ladera.window.open_example(EXAMPLES[0])
    ready(ladera, qtbot)
    ladera.session.step()
    qtbot.waitUntil(lambda: ladera.session.latest is not None and ladera.session.latest.step == 1)
    go_on, done = threading.Event(), threading.Event()
    encode = exchange.encode_weights

    def slowly(*arguments):
        go_on.wait(60)
        try:
            return encode(*arguments)
        finally:
            done.set()

    monkeypatch.setattr(exchange, "encode_weights", slowly)
    with cancelled(ladera.window) as sentences:
        choose(monkeypatch, tmp_path / "given_up.npz")
        ladera.window.actions_by_name["export_weights"].trigger()
    assert sentences == ["Writing “given_up.npz”…"]
    assert not ladera.window.banner.text
    go_on.set()
    assert done.wait(10)
    choose(monkeypatch, tmp_path / "wanted.npz")
    ladera.window.actions_by_name["export_weights"].trigger()
    assert [path.name for path in tmp_path.glob("*.npz")] == ["wanted.npz"]


def test_the_chosen_format_counts_when_the_name_is_left_as_it_was(ladera, answer, monkeypatch, tmp_path, qtbot):
    ladera.window.open_example(EXAMPLES[0])
    ready(ladera, qtbot)
    ladera.session.step()
    qtbot.waitUntil(lambda: ladera.session.latest is not None and ladera.session.latest.step == 1)
    monkeypatch.setattr(QFileDialog, "getSaveFileName",
                        lambda _parent, _title, start, _filters: (str(tmp_path / Path(start).name), "ONNX (*.onnx)"))
    ladera.window.actions_by_name["export_weights"].trigger()
    [written] = tmp_path.glob("*.onnx")
    assert not [*tmp_path.glob("*.keras")]

    written.write_bytes(b"mine")  # the dialog asked about a file of another name
    shown = answer(Button.Cancel)
    ladera.window.actions_by_name["export_weights"].trigger()
    assert len(shown) == 1
    assert written.read_bytes() == b"mine"


def test_a_suffix_that_is_added_replaces_no_file_unasked(ladera, answer, monkeypatch, tmp_path):
    (tmp_path / "mine.ladera").write_bytes(b"mine")
    choose(monkeypatch, tmp_path / "mine")
    shown = answer(Button.Cancel)
    ladera.window.actions_by_name["save_as"].trigger()
    assert len(shown) == 1
    assert (tmp_path / "mine.ladera").read_bytes() == b"mine"
    assert ladera.document.path is None


def test_no_weights_no_file(ladera, monkeypatch, tmp_path):
    choose(monkeypatch, tmp_path / "weights.npz")
    ladera.window.actions_by_name["export_weights"].trigger()
    assert "Train" in ladera.window.banner.text
    assert not (tmp_path / "weights.npz").exists()


def test_messages_about_a_project_are_gone_when_the_next_one_is_there(ladera):
    ladera.window.actions_by_name["export_weights"].trigger()
    assert ladera.window.banner.text
    ladera.document.open(EXAMPLES[0].path, as_copy=True)
    assert ladera.window.banner.text == ""


def test_a_network_of_another_program_opens_as_a_new_project(ladera, monkeypatch, tmp_path, qtbot):
    example = read_project(EXAMPLES[0].path)
    layout = ParameterLayout(example.graph)
    path = tmp_path / "foreign.onnx"
    export_weights(path, layout, layout.initial(0).astype("float32"), example)
    choose(monkeypatch, path, "getOpenFileName")
    ladera.window.actions_by_name["import_network"].trigger()
    was_read(ladera.window, qtbot)
    project = ladera.document.model.project
    assert (project.title, ladera.document.path) == ("foreign", None)
    assert {spec.kind for spec in project.graph.layers} == {spec.kind for spec in example.graph.layers}
    assert set(project.positions) == {spec.name for spec in project.graph.layers}
    assert project.parameters is not None


def test_what_is_missing_in_a_network_is_told(ladera, answer, tmp_path, qtbot):
    import onnx
    from onnx import helper

    value = [helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, ["N", 3]) for name in ("x", "y")]
    nodes = [helper.make_node("Erf", ["x"], ["e"], "strange"), helper.make_node("Relu", ["e"], ["y"], "after")]
    path = tmp_path / "partly.onnx"
    onnx.save(helper.make_model(helper.make_graph(nodes, "g", value[:1], value[1:])), path)
    shown = answer(Button.Ok)
    ladera.window.files.open_any(path)
    qtbot.waitUntil(lambda: shown != [], timeout=30_000)
    (text,) = shown
    assert text.startswith("One part of “partly.onnx” has no counterpart")
    assert "strange: Ladera has no layer like Erf." in text
    assert {spec.kind for spec in ladera.document.model.graph.layers} == {"input", "activation", "output"}


def test_weights_beside_a_program_are_not_overwritten_unasked(ladera, answer, monkeypatch, tmp_path, qtbot):
    ladera.window.open_example(EXAMPLES[0])
    ready(ladera, qtbot)
    ladera.session.step()
    qtbot.waitUntil(lambda: ladera.session.latest is not None and ladera.session.latest.step == 1)
    (tmp_path / "xor.numpy.npz").write_bytes(b"mine")
    choose(monkeypatch, tmp_path / "xor.numpy.py")
    shown = answer(Button.Cancel)
    ladera.window.actions_by_name["export_weights"].trigger()
    assert len(shown) == 1
    assert (tmp_path / "xor.numpy.npz").read_bytes() == b"mine"
    answer(Button.Yes)
    ladera.window.actions_by_name["export_weights"].trigger()
    assert (tmp_path / "xor.numpy.py").exists()
    assert (tmp_path / "xor.numpy.npz").read_bytes() != b"mine"


def test_a_broken_file_is_one_sentence_and_changes_nothing(ladera, tmp_path):
    ladera.document.add_layer("dense", (0, 0))
    ladera.document.undo_stack.setClean()
    broken = tmp_path / "broken.ladera"
    broken.write_bytes(b"PK\x03\x04 not really")
    ladera.window.files.open(broken)
    assert "broken.ladera" in ladera.window.banner.text
    assert len(ladera.document.model.graph.layers) == 1
    assert ladera.settings.recent == ()


def test_a_project_dropped_on_the_window_opens(ladera, tmp_path, qtbot):
    path = tmp_path / "dropped.ladera"
    path.write_bytes(EXAMPLES[0].path.read_bytes())
    assert drop(ladera.window, path)
    qtbot.waitUntil(lambda: ladera.document.path == path)


def test_a_table_dropped_on_the_window_is_imported(ladera, tmp_path, qtbot, monkeypatch):
    path = tmp_path / "table.csv"
    path.write_text("a,b\n1,2\n")
    imported = []
    monkeypatch.setattr(type(ladera.window.workspace), "import_data", lambda self, path: imported.append(path))
    assert drop(ladera.window, path)
    qtbot.waitUntil(lambda: imported == [path])


def test_other_files_are_not_wanted(ladera, tmp_path):
    path = tmp_path / "song.mp3"
    path.write_bytes(b"")
    assert not drop(ladera.window, path)
    ladera.window.files.open_any(path)
    assert "song.mp3" in ladera.window.banner.text


def test_a_file_changed_elsewhere_is_not_overwritten_silently(ladera, answer, monkeypatch, tmp_path):
    path = tmp_path / "shared.ladera"
    choose(monkeypatch, path)
    ladera.document.add_layer("dense", (0, 0))
    assert ladera.window.files.save()
    path.write_bytes(EXAMPLES[0].path.read_bytes())
    ladera.document.add_layer("dense", (0, 100))
    shown = answer(Button.Cancel)
    assert not ladera.window.files.save()
    assert "shared.ladera" in shown[0]
    assert path.read_bytes() == EXAMPLES[0].path.read_bytes()


@pytest.mark.parametrize("small", [True, False], ids=["at once", "beside the window"])
def test_revert_goes_back_to_the_file_while_it_trains(ladera, monkeypatch, tmp_path, qtbot, small):
    monkeypatch.setattr(files, "is_small", lambda _: small)
    revert = ladera.window.actions_by_name["revert"]
    ladera.window.open_example(EXAMPLES[0])
    ready(ladera, qtbot)
    assert not revert.isEnabled()
    choose(monkeypatch, tmp_path / "mine.ladera")
    ladera.window.files.save()
    assert not revert.isEnabled()
    saved = ladera.document.model.project
    ladera.document.set_training(epochs=100_000)
    ladera.session.play()
    qtbot.waitUntil(lambda: ladera.session.latest.epoch > 3, timeout=20_000)
    assert revert.isEnabled()
    revert.trigger()
    was_read(ladera.window, qtbot)
    ready(ladera, qtbot)
    assert ladera.document.model.project == saved
    assert not revert.isEnabled()
    ladera.document.undo_stack.undo()
    qtbot.waitUntil(lambda: ladera.session.state == "paused", timeout=20_000)
    assert ladera.session.latest.epoch > 3


def test_a_file_that_is_gone_cannot_be_reverted_to(ladera, monkeypatch, tmp_path):
    choose(monkeypatch, tmp_path / "gone.ladera")
    ladera.window.files.save()
    ladera.document.add_layer("dense", (0, 0))
    (tmp_path / "gone.ladera").unlink()
    ladera.window.actions_by_name["revert"].trigger()
    assert "gone.ladera" in ladera.window.banner.text
    assert ladera.document.model.graph.layers


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


def leave_unsaved_work(tmp_path) -> None:
    """What a window that crashed leaves: kept work, and a lock that nobody holds."""
    document = Document(recovery_folder=tmp_path / "recovery")
    document.add_layer("dense", (0, 0))
    document.leave()


def test_unsaved_work_of_a_crash_is_offered_and_opened(open_ladera, answer, tmp_path, qtbot):
    leave_unsaved_work(tmp_path)
    shown = answer(Button.Open)
    ladera = open_ladera()
    ladera.start()
    assert len(shown) == 1
    assert len(ladera.document.model.graph.layers) == 1
    assert ladera.document.is_modified
    assert not ladera.window.on_start_page


def test_unsaved_work_that_is_discarded_is_offered_once(open_ladera, answer, tmp_path):
    leave_unsaved_work(tmp_path)
    shown = answer(Button.Discard)
    open_ladera().start()
    open_ladera().start()
    assert len(shown) == 1


def test_unsaved_work_can_wait(open_ladera, answer, tmp_path):
    leave_unsaved_work(tmp_path)
    shown = answer(Button.Cancel)
    open_ladera().start()
    open_ladera().start()
    assert len(shown) == 2


@pytest.fixture
def crashed_on_a_file(tmp_path) -> Path:
    """A file, and the work on it, a dense layer more, of a window that crashed."""
    path = tmp_path / "mine.ladera"
    write_project(path, read_project(EXAMPLES[0].path))
    document = Document(recovery_folder=tmp_path / "recovery")
    document.open(path)
    document.add_layer("dense", (0, 0))
    document.leave()
    return path


@pytest.mark.parametrize("at_start", [True, False])
def test_work_on_a_file_is_offered_when_that_file_is_opened(open_ladera, answer, crashed_on_a_file, at_start):
    shown = answer(Button.Open)
    ladera = open_ladera()
    saved = len(read_project(crashed_on_a_file).graph.layers)
    if at_start:
        ladera.start(crashed_on_a_file)
    else:
        ladera.window.files.open(crashed_on_a_file)
    assert len(shown) == 1
    assert "“mine”" in shown[0]
    assert "in place of the file" in shown[0]
    assert len(ladera.document.model.graph.layers) == saved + 1
    assert ladera.document.path == crashed_on_a_file
    assert ladera.document.is_modified
    ladera.document.save()
    assert len(read_project(crashed_on_a_file).graph.layers) == saved + 1


@pytest.mark.parametrize(("button", "offered_again"), [(Button.Cancel, 2), (Button.Discard, 1)])
def test_the_file_is_opened_where_the_work_on_it_is_not_wanted(open_ladera, answer, crashed_on_a_file, button,
                                                              offered_again):
    shown = answer(button)
    for _ in range(2):
        ladera = open_ladera()
        ladera.start(crashed_on_a_file)
        assert ladera.document.model.graph == read_project(crashed_on_a_file).graph
        assert ladera.document.path == crashed_on_a_file
        assert not ladera.document.is_modified
    assert len(shown) == offered_again


def test_work_on_a_file_that_changed_since_is_offered_with_a_warning(open_ladera, answer, crashed_on_a_file):
    shown = answer(Button.Cancel)
    write_project(crashed_on_a_file, replace(read_project(crashed_on_a_file), notes="of another program"))
    open_ladera().start(crashed_on_a_file)
    assert "has changed since" in shown[0]


def test_work_on_other_files_is_mentioned_and_one_click_away(open_ladera, answer, crashed_on_a_file, tmp_path):
    """`ladera FILE` opens the file, asks nothing about others, and hides nothing."""
    shown = answer(Button.Open)
    other = tmp_path / "other.ladera"
    write_project(other, read_project(EXAMPLES[0].path))
    ladera = open_ladera()
    ladera.start(other)
    assert shown == []
    assert ladera.document.path == other
    assert "unsaved work" in ladera.window.banner.text
    ladera.window.banner._action.click()
    assert ladera.document.path == crashed_on_a_file
    assert ladera.document.is_modified


def test_a_project_without_a_name_is_offered_in_the_language_of_the_window(open_ladera, store, answer, tmp_path):
    leave_unsaved_work(tmp_path)
    store.setValue("language", "es")
    shown = answer(Button.Cancel)
    open_ladera().start()
    assert "«Sin título»" in shown[0]


class Manager:
    """A session manager, as Qt shows it to programs."""

    def __init__(self, allows: bool) -> None:
        self.allows, self.said = allows, []

    def allowsInteraction(self) -> bool:
        return self.allows

    def cancel(self) -> None:
        self.said.append("cancel")

    def release(self) -> None:
        self.said.append("release")


def test_logging_out_keeps_the_work_and_asks_nothing(ladera, answer, tmp_path):
    shown = answer(Button.Cancel)
    ladera.document.add_layer("dense", (0, 0))
    ladera.commit(Manager(True))
    ladera.close()
    assert shown == []
    (entry,) = Document(recovery_folder=tmp_path / "recovery").list_recoverable()
    assert len(entry.read().graph.layers) == 1


@pytest.mark.parametrize(("allows", "button", "said"), [
    (True, Button.Cancel, ["cancel", "release"]), (True, Button.Discard, ["release"]), (False, Button.Cancel, [])])
def test_logging_out_asks_where_the_work_cannot_be_kept(ladera, answer, monkeypatch, allows, button, said):
    answer(button)
    ladera.document.add_layer("dense", (0, 0))
    monkeypatch.setattr(ladera.document, "autosave", lambda: False)
    manager = Manager(allows)
    ladera.commit(manager)
    assert manager.said == said


def test_what_the_person_gave_up_is_not_kept(ladera, answer, tmp_path):
    answer(Button.Discard)
    ladera.document.add_layer("dense", (0, 0))
    ladera.document.autosave()
    assert ladera.window.close()
    ladera.close()
    assert Document(recovery_folder=tmp_path / "recovery").list_recoverable() == ()


def test_the_trained_weights_are_kept_too(ladera, qtbot, tmp_path):
    ladera.window.open_example(EXAMPLES[0])
    ready(ladera, qtbot)
    ladera.session.step()
    qtbot.waitUntil(lambda: ladera.session.latest is not None and ladera.session.latest.step == 1)
    learned = ladera.session.latest.parameters
    ladera.close()
    (entry,) = Document(recovery_folder=tmp_path / "recovery").list_recoverable()
    assert (entry.read().parameters == learned).all()


# ---- files that take their time


class Slow:
    """Replaces a function of a module by one that waits for `go`."""

    def __init__(self, monkeypatch, module, name: str) -> None:
        self.go, self.over = threading.Event(), threading.Event()
        real = getattr(module, name)

        def slowly(*arguments):
            self.go.wait(20)
            try:
                return real(*arguments)
            finally:
                self.over.set()
        monkeypatch.setattr(module, name, slowly)


def test_a_file_that_takes_long_to_write_can_be_given_up(ladera, monkeypatch, tmp_path):
    """The old one stays, and the project is not taken for saved."""
    path = tmp_path / "mine.ladera"
    choose(monkeypatch, path)
    ladera.document.add_layer("dense", (0, 0))
    assert ladera.window.files.save()
    before = path.read_bytes()
    ladera.document.add_layer("dense", (0, 100))
    slow = Slow(monkeypatch, app_document, "write_project")
    with cancelled(ladera.window) as sentences:
        assert not ladera.window.files.save()
    slow.go.set()
    assert slow.over.wait(20)
    assert sentences == ["Writing “mine.ladera”…"]
    assert path.read_bytes() == before
    assert ladera.document.is_modified
    assert [file.name for file in tmp_path.iterdir() if file.suffix == ".tmp"] == []


def test_kept_work_that_takes_long_to_read_can_be_given_up(ladera, monkeypatch, answer, tmp_path):
    leave_unsaved_work(tmp_path)
    answer(Button.Open)
    slow = Slow(monkeypatch, recovery, "read_project")
    before = ladera.document.model.project
    with cancelled(ladera.window) as sentences:
        assert not ladera.window.files.recover()
    slow.go.set()
    assert slow.over.wait(20)
    assert sentences == ["Reading “Untitled”…"]
    assert ladera.document.model.project is before
    assert not ladera.window.banner.text
    assert ladera.window.files.recover()
    assert len(ladera.document.model.graph.layers) == 1


def test_the_window_lives_while_a_file_is_written_and_begins_nothing_else(ladera, monkeypatch, tmp_path):
    write_project(tmp_path / "other.ladera", read_project(EXAMPLES[0].path))
    choose(monkeypatch, tmp_path / "mine.ladera")
    ladera.document.add_layer("dense", (0, 0))
    slow, seen = Slow(monkeypatch, app_document, "write_project"), []

    def look() -> None:
        files = ladera.window.files
        files.open(tmp_path / "other.ladera")
        seen.append((ladera.document.path, ladera.window.close(), files.save(), ladera.window.banner.text))
        slow.go.set()

    QTimer.singleShot(100, look)
    assert ladera.window.files.save()
    assert seen == [(None, False, False, "")]
    assert ladera.document.path == tmp_path / "mine.ladera"
    assert not ladera.document.is_modified
    assert QApplication.overrideCursor() is None


def test_a_lack_of_memory_is_a_sentence(ladera, monkeypatch, tmp_path):
    def too_large(*arguments):
        raise MemoryError
    monkeypatch.setattr(app_document, "write_project", too_large)
    choose(monkeypatch, tmp_path / "mine.ladera")
    assert not ladera.window.files.save()
    assert "not enough memory" in ladera.window.banner.text


def test_errors_of_the_training_are_shown_until_they_are_over(ladera, qtbot):
    error = DataError(N_("engine", "The file is empty."))
    ladera.session.failed.emit(error)
    assert ladera.window.banner.text == "The file is empty."
    ladera.window.open_example(EXAMPLES[0])
    assert ladera.window.banner.text == ""


def test_an_error_in_ladera_itself_keeps_the_work_and_is_shown_once(ladera, qtbot, monkeypatch):
    monkeypatch.setattr(QMessageBox, "open", lambda box: None)
    kept = []
    reporter = CrashReporter(lambda: kept.append(True), lambda: ladera.window)
    try:
        raise RuntimeError("a bug")
    except RuntimeError as error:
        for _ in range(3):
            reporter._hook(RuntimeError, error, error.__traceback__)
    assert kept == [True]
    assert "RuntimeError: a bug" in reporter._box.informativeText()
    assert "Traceback" in reporter._box.detailedText()


@pytest.mark.parametrize(("keep", "safe"), [(lambda: True, True), (lambda: False, False), (lambda: 1 / 0, False)])
def test_a_safe_place_is_spoken_of_only_where_the_work_is_in_one(ladera, monkeypatch, keep, safe):
    monkeypatch.setattr(QMessageBox, "open", lambda box: None)
    monkeypatch.setattr("sys.stderr", None)  # as in a window without a terminal
    reporter = CrashReporter(keep, lambda: ladera.window)
    reporter._hook(RuntimeError, RuntimeError("a bug"), None)
    assert ("safe place" in reporter._box.text()) == safe
    assert ("save your work under another name" in reporter._box.text()) != safe


def test_the_work_is_in_a_safe_place_only_when_it_lies_there(ladera, monkeypatch):
    assert ladera.keep()
    ladera.document.add_layer("dense", (0, 0))
    assert ladera.keep()
    ladera.document.add_layer("dense", (0, 100))

    def full(*arguments):
        raise OSError(errno.ENOSPC, "No space left on device")
    monkeypatch.setattr(os, "fsync", full)
    assert not ladera.keep()
    monkeypatch.undo()
    assert ladera.keep()


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

"""Files that a window opens, saves, imports and exports."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from app.shell import exchange, files
from app.shell.examples import EXAMPLES
from engine.formats import IMPORTERS, export_weights, import_weights, read_project
from engine.layout import ParameterLayout
from tests.app.windows import Button, cancelled, choose, ready


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

"""Taking weights from another project, from the menu to the training that leaves frozen layers alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QPushButton

from app.shell.transfer import FREEZE, LEAVE, TransferDialog
from app.widgets.data_panel.images_dialog import ImagesDialog
from engine.data import DataSpec
from engine.formats import export_weights, write_project
from engine.graph import Graph, LayerSpec, sequential
from engine.layout import ParameterLayout
from engine.project import Project, new_project
from engine.training import TrainingSettings

DATA = DataSpec("xor", {"samples": 100})


def network(*hidden: LayerSpec, head: str = "head") -> Graph:
    return sequential(LayerSpec("input_1", "input", {"shape": (2,)}), *hidden,
                      LayerSpec(head, "dense", {"units": 1}), LayerSpec("output_1", "output",
                                                                        {"loss": "binary_cross_entropy"}))


def dense(name: str, units: int) -> LayerSpec:
    return LayerSpec(name, "dense", {"units": units, "activation": "tanh"})


SOURCE = network(dense("features", 6), dense("more", 5))
HERE = network(dense("features", 6), dense("more", 7), head="new_head")


@pytest.fixture
def source(tmp_path) -> Path:
    size = ParameterLayout(SOURCE).size
    learned = np.random.default_rng(4).normal(size=size).astype(np.float32)
    project = Project("source", SOURCE, DATA, TrainingSettings(), parameters=learned)
    write_project(tmp_path / "source.ladera", project)
    export_weights(tmp_path / "source.safetensors", ParameterLayout(SOURCE), learned, project)
    return tmp_path / "source.ladera"


@pytest.fixture
def window(ladera, qtbot):
    ladera.document.open_project(replace(new_project(), graph=HERE, data=DATA))
    ladera.window.show_workspace("network")
    qtbot.waitUntil(lambda: ladera.session.latest is not None and ladera.session.latest.graph is HERE)
    return ladera.window


@pytest.fixture
def dialog(window, source, monkeypatch, qtbot) -> TransferDialog:
    """As the menu opens it."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: (str(source), ""))
    window.actions_by_name["take_weights"].trigger()
    was_read(window, qtbot)
    return window.findChild(TransferDialog)


def was_read(window, qtbot) -> None:
    qtbot.waitUntil(lambda: not window.files.reading, timeout=30_000)


def ok(dialog: TransferDialog) -> QPushButton:
    return dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)


def arrays(graph: Graph, parameters: np.ndarray) -> dict[str, np.ndarray]:
    return {name: array.copy() for name, array in ParameterLayout(graph).arrays(parameters).items()}


def test_the_dialog_lists_what_fits_and_why_the_rest_does_not(dialog):
    assert list(dialog.choices) == ["features"]
    texts = [label.text() for label in dialog.findChildren(type(dialog.left))]
    assert "Dense · kernel 2×6, bias 6" in texts
    assert "Its weights would have to be kernel 6×7, bias 7; more has kernel 6×5, bias 5 there." in texts
    assert "No layer there that is left has the weights it needs: kernel 7×1, bias 1." in texts
    assert dialog.left.text() == "Nothing here can take the weights of more, head."


def test_the_keyboard_begins_at_the_first_layer_and_enter_takes(dialog, qtbot, ladera):
    assert dialog.focusWidget() is dialog.choices["features"]
    with qtbot.waitSignal(dialog.chosen):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)


def test_taking_and_freezing_is_one_step_and_undo_brings_everything_back(dialog, ladera, qtbot):
    document = ladera.document
    dialog.choices["features"].setCurrentIndex(dialog.choices["features"].findData(FREEZE))
    qtbot.mouseClick(ok(dialog), Qt.MouseButton.LeftButton)
    graph = document.model.graph
    assert not graph.layer("features").settings["trainable"]
    assert document.undo_stack.count() == 1
    assert document.undo_stack.undoText() == "Take weights"
    document.undo_stack.undo()
    assert document.model.graph == HERE
    assert document.model.parameters is None


def test_a_frozen_layer_that_was_taken_does_not_move_while_the_others_learn(dialog, ladera, qtbot):
    session, document = ladera.session, ladera.document
    dialog.choose_all(FREEZE)
    ok(dialog).click()
    graph = document.model.graph
    start = arrays(graph, document.model.parameters)
    qtbot.waitUntil(lambda: session.latest is not None and session.latest.graph is graph)
    for _ in range(3):
        done = session.latest.epoch
        session.epoch()
        qtbot.waitUntil(lambda done=done: session.latest.epoch == done + 1 and session.state == "paused")
    learned = arrays(graph, session.latest.parameters)
    for name, before in start.items():
        assert np.array_equal(before, learned[name]) == name.startswith("features/"), name


def test_weights_are_taken_over_learned_ones_with_a_new_history_and_undo_brings_both_back(
        window, ladera, source, qtbot):
    session, document = ladera.session, ladera.document
    for _ in range(2):
        done = session.latest.epoch
        session.epoch()
        qtbot.waitUntil(lambda done=done: session.latest.epoch == done + 1 and session.state == "paused")
    learned = document.model.parameters
    window.files.exchange.take_weights(source)
    was_read(window, qtbot)
    ok(window.findChild(TransferDialog)).click()  # all that fits is taken, nothing is frozen
    qtbot.waitUntil(lambda: session.latest is not None and session.latest.epoch == 0)
    np.testing.assert_array_equal(session.latest.parameters, document.model.parameters)
    assert not np.array_equal(session.latest.parameters, learned)
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: session.latest is not None and session.latest.epoch == 2)
    np.testing.assert_array_equal(session.latest.parameters, learned)
    assert len(session.latest.history["epoch"]) == 2


def test_leaving_every_layer_is_no_choice(dialog):
    dialog.choose_all(LEAVE)
    assert not ok(dialog).isEnabled()


def test_all_can_be_chosen_at_once(dialog, qtbot):
    freeze = next(button for button in dialog.findChildren(QPushButton) if button.text() == "Freeze all")
    qtbot.mouseClick(freeze, Qt.MouseButton.LeftButton)
    assert {box.currentData() for box in dialog.choices.values()} == {FREEZE}


def test_cancel_changes_nothing(dialog, ladera, qtbot):
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert ladera.document.model.graph is HERE
    assert ladera.document.undo_stack.count() == 0


def test_the_weights_of_a_project_alone_can_be_taken(window, source, ladera, qtbot):
    window.files.exchange.take_weights(source.with_suffix(".safetensors"))
    was_read(window, qtbot)
    ok(window.findChild(TransferDialog)).click()
    assert ladera.document.model.parameters is not None


@pytest.fixture
def of_pytorch(window, ladera, tmp_path, qtbot) -> TransferDialog:
    """A state dict with two layers that fit one here, and a normalisation."""
    from safetensors.numpy import save_file

    save_file({f"net.{number}.{role}": np.full((6, 2) if role == "weight" else 6, float(number), np.float32)
               for number in (1, 2) for role in ("weight", "bias")} | {
        "norm.weight": np.ones(6, np.float32), "norm.bias": np.zeros(6, np.float32)}, tmp_path / "w.safetensors")
    graph = network(dense("features", 6), LayerSpec("norm", "layer_normalization"))
    ladera.document.open_project(replace(new_project(), graph=graph, data=DATA))
    window.files.open_any(tmp_path / "w.safetensors")
    was_read(window, qtbot)
    return window.findChild(TransferDialog)


def test_where_several_layers_of_pytorch_fit_one_is_chosen(of_pytorch, ladera, qtbot):
    box = of_pytorch.sources["features"]
    assert [box.itemText(place) for place in range(box.count())] == ["net.1", "net.2"]
    assert "order of their names" in of_pytorch.unsure.text()
    assert of_pytorch.left.text() == "Nothing here can take the weights of net.2."
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert of_pytorch.left.text() == "Nothing here can take the weights of net.1."
    ok(of_pytorch).click()
    assert (arrays(ladera.document.model.graph, ladera.document.model.parameters)["features/kernel"] == 2.0).all()


@pytest.mark.parametrize("wanted", [True, False])
def test_the_epsilon_of_pytorch_comes_with_its_weights_unless_it_is_not_wanted(of_pytorch, ladera, wanted):
    assert of_pytorch.epsilon.isChecked()
    of_pytorch.epsilon.setChecked(wanted)
    ok(of_pytorch).click()
    assert ladera.document.model.graph.layer("norm").settings["epsilon"] == (1e-5 if wanted else 1e-3)
    ladera.document.undo_stack.undo()
    assert ladera.document.model.graph.layer("norm").settings["epsilon"] == 1e-3


def test_a_pickle_says_how_its_weights_come_in(window, tmp_path, qtbot):
    (tmp_path / "net.pt").write_bytes(b"PK\x03\x04")
    window.files.open_any(tmp_path / "net.pt")
    was_read(window, qtbot)
    assert "net.pt is a pickle" in window.banner.text
    assert "save_file" in window.banner.text


def test_a_file_of_images_is_not_taken_for_a_pickle_of_the_same_suffix(window, ladera, tmp_path, qtbot):
    rng = np.random.default_rng(0)
    records = rng.integers(0, 256, (20, 1 + 3 * 32 * 32), np.uint8)
    records[:, 0] = np.arange(20) % 10
    (tmp_path / "data_batch_1.bin").write_bytes(records.tobytes())
    (tmp_path / "pytorch_model.bin").write_bytes(b"\x80\x02}q\x00.")
    window.files.open_any(tmp_path / "data_batch_1.bin")
    qtbot.waitUntil(lambda: window.findChild(ImagesDialog) is not None)
    window.findChild(ImagesDialog).reject()
    assert window.banner.text == ""
    window.files.open_any(tmp_path / "pytorch_model.bin")
    was_read(window, qtbot)
    assert "pytorch_model.bin is a pickle" in window.banner.text


def test_a_file_that_cannot_be_used_is_one_sentence_in_the_banner(window, tmp_path, qtbot):
    (tmp_path / "broken.ladera").write_bytes(b"nonsense")
    other = sequential(LayerSpec("input_1", "input", {"shape": (9,)}), dense("features", 3),
                       LayerSpec("output_1", "output"))
    write_project(tmp_path / "other.ladera", replace(
        new_project(), graph=other, parameters=np.ones(ParameterLayout(other).size, np.float32)))
    for name, sentence in (("broken.ladera", "damaged"), ("other.ladera", "No layer fits this network. features: Its "
                                                                          "weights would have to be kernel 2×6")):
        window.files.exchange.take_weights(tmp_path / name)
        was_read(window, qtbot)
        assert window.findChild(TransferDialog) is None
        assert sentence in window.banner.text

"""The step in numbers: what is shown is what the engine has, by every gesture, at rest, running and looked back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.canvas.life.spot import UnitSpot, WeightSpot
from app.document.document import Document
from app.training.session import TrainingSession
from app.widgets.step import StepPanel
from app.widgets.step.fill_in import FillIn
from app.widgets.step.table import HIDDEN
from app.workspaces.network import NetworkWorkspace
from engine.data import DataSpec, load
from engine.example import Example
from engine.graph import LayerSpec, sequential
from engine.layout import ParameterLayout
from engine.network import Network
from engine.probes import NextStep, OfPart
from engine.project import Project
from engine.step import BackwardStage, DeltaParts, Sight, stages
from engine.step import mistakes as slips
from engine.step.loss import COMPARISONS
from engine.training import Trainer, TrainingSettings
from tests.app.panels import edited_and_taken_back, settle

GRAPH = sequential(
    LayerSpec("x", "input", {"shape": (2,)}), LayerSpec("first", "dense", {"units": 4, "activation": "tanh"}),
    LayerSpec("second", "dense", {"units": 4, "activation": "sigmoid"}),
    LayerSpec("last", "dense", {"units": 1, "activation": "sigmoid"}),
    LayerSpec("y", "output", {"loss": "binary_cross_entropy"}))
SETTINGS = TrainingSettings(epochs=50, batch_size=7, optimizer="adam", l2=0.01, dtype="float64")
PROJECT = Project("step", GRAPH, DataSpec("gaussian", {"samples": 60, "noise": 30}), SETTINGS, example=Example(place=3))


@pytest.fixture
def panel(show_panel, qtbot: QtBot) -> StepPanel:
    panel = show_panel(StepPanel, PROJECT, 1000, 320)
    settle(panel, qtbot)
    return panel


def go_to(panel: StepPanel, phase: str, subject: str, qtbot: QtBot) -> None:
    """With the buttons, as a person would."""
    while (panel.stage.phase, panel.stage.subject) != (phase, subject):
        assert panel.forward.isEnabled(), f"there is no {phase} of {subject}"
        QTest.mouseClick(panel.forward, Qt.MouseButton.LeftButton)
    settle(panel, qtbot)


def choose_row(panel: StepPanel, row: int, qtbot: QtBot) -> None:
    table = panel.table
    table.scrollTo(table.numbers.index(row, 0))
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton,
                     pos=table.visualRect(table.numbers.index(row, table.numbers.columnCount() - 1)).center())
    settle(panel, qtbot)


def choose_minibatch(panel: StepPanel, qtbot: QtBot) -> None:
    panel.whose.setFocus()
    QTest.keyClick(panel.whose, Qt.Key.Key_Down)
    settle(panel, qtbot)


def twin(steps: int) -> Trainer:
    """A trainer of the test's own that has taken as many steps."""
    trainer = Trainer(GRAPH, load(PROJECT.data), SETTINGS)
    for _ in range(steps):
        trainer.step()
    return trainer


def compare_all(panel: StepPanel, trainer: Trainer, sight: Sight, qtbot: QtBot) -> int:
    """Walk through all stages, and compare every number in the table and every rule with the engine's."""
    QTest.keyClick(panel.stage_choice, Qt.Key.Key_Home)
    panel.show_stage(0)
    compared = 0
    for place, stage in enumerate(stages(GRAPH, SETTINGS.optimizer, SETTINGS.optimizer_settings)):
        settle(panel, qtbot)
        assert (panel.stage.phase, panel.stage.subject) == (stage.phase, stage.subject)
        readings = trainer.probes.read(stage.probes(sight, 0))
        columns = stage.columns(readings, sight)
        shown = panel.table.numbers
        assert [column.symbol for column in shown.columns] == [column.symbol for column in columns]
        for column, told in zip(columns, shown.columns, strict=True):
            np.testing.assert_allclose(told.values, column.values, rtol=1e-12, atol=1e-15)
            compared += len(column.values)
        texts = panel.table.text().splitlines()[1:]
        for row, line in enumerate(texts):
            assert [float(cell) for cell in line.split("\t")[1:]] == pytest.approx(
                [float(column.values[row]) for column in columns], rel=1e-8)
        worked = stage.worked(readings, sight, 0)
        assert panel.arithmetic.numbers == worked.numbers
        assert panel.arithmetic.symbols == worked.symbols
        qtbot.waitUntil(lambda worked=worked: panel.arithmetic.drawn == (*worked.symbols, *worked.numbers))
        if place + 1 < panel.stage_choice.count():
            QTest.mouseClick(panel.forward, Qt.MouseButton.LeftButton)
    assert not panel.forward.isEnabled()
    return compared


def test_every_number_of_the_example_in_hand_is_the_engines(panel: StepPanel, session: TrainingSession,
                                                            document: Document, qtbot: QtBot):
    assert compare_all(panel, twin(0), Sight(OfPart("train", (3,))), qtbot) > 200
    session.epoch()
    qtbot.waitUntil(lambda: session.state == "paused" and session.latest.epoch == 1)
    compare_all(panel, twin(session.latest.step), Sight(OfPart("train", (3,))), qtbot)

    def walk() -> None:
        trainer = twin(session.latest.step)
        trainer.restore(replace(trainer.snapshot(), parameters=session.latest.parameters))
        compare_all(panel, trainer, Sight(OfPart("train", (3,))), qtbot)

    edited_and_taken_back(document, session, qtbot, "first/kernel", walk)


def test_every_number_of_the_next_minibatch_is_the_engines(panel: StepPanel, session: TrainingSession, qtbot: QtBot):
    for _ in range(3):
        session.step()
    qtbot.waitUntil(lambda: session.latest.step == 3)
    choose_minibatch(panel, qtbot)
    panel.row.setFocus()
    QTest.keyClick(panel.row, Qt.Key.Key_Up)
    compare_all(panel, twin(3), Sight(NextStep(), 1), qtbot)


def test_the_step_that_is_taken_is_the_one_that_was_shown(panel: StepPanel, session: TrainingSession, qtbot: QtBot):
    choose_minibatch(panel, qtbot)
    go_to(panel, "update", "first/kernel", qtbot)
    promised = next(column.values for column in panel.table.numbers.columns if column.symbol == "w new")
    QTest.mouseClick(panel.take, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: session.latest.step == 1 and session.is_settled)
    weights = ParameterLayout(GRAPH).view(session.latest.parameters, "first/kernel").ravel()
    np.testing.assert_allclose(weights, promised, rtol=1e-13)
    assert panel.stage.phase == "forward"


def test_looked_back_the_numbers_are_those_of_then(panel: StepPanel, session: TrainingSession, qtbot: QtBot):
    session.epoch()
    qtbot.waitUntil(lambda: session.latest.epoch == 1)
    then = session.latest.step
    session.epoch()
    qtbot.waitUntil(lambda: session.state == "paused" and session.latest.epoch == 2)
    choose_minibatch(panel, qtbot)
    session.look_back(1)
    qtbot.waitUntil(lambda: session.is_looking_back)
    assert not panel.take.isEnabled()
    compare_all(panel, twin(then), Sight(NextStep(), 0), qtbot)


def test_while_it_runs_the_numbers_belong_to_one_moment(panel: StepPanel, session: TrainingSession, qtbot: QtBot):
    go_to(panel, "forward", "first", qtbot)
    session.set_speed(200.0)
    session.play()
    seen: set[int] = set()

    def look() -> bool:
        columns = {column.symbol: column.values for column in panel.table.numbers.columns}
        np.testing.assert_allclose(np.tanh(columns["z"]), columns["a = f(z)"], rtol=1e-12)
        (reading,) = [session.latest.readings[probe] for probe in panel.stage.probes(panel.sight)[:1]]
        assert columns["z"] is reading["z"]
        seen.add(reading.step)
        return len(seen) > 4

    qtbot.waitUntil(look)
    assert panel.arithmetic.numbers == ()
    assert "rests" in panel.arithmetic.note
    session.pause()
    qtbot.waitUntil(lambda: session.state == "paused")
    settle(panel, qtbot)
    assert panel.arithmetic.numbers
    assert panel.arithmetic.note == ""


def test_another_example_in_hand_is_another_step(panel: StepPanel, document: Document, qtbot: QtBot):
    go_to(panel, "backward", "second", qtbot)
    before = panel.table.text()
    document.set_example(Example("test", 2))
    settle(panel, qtbot)
    assert panel.table.text() != before
    (sight,) = {panel.sight}
    readings = twin(0).probes.read(panel.stage.probes(sight))
    np.testing.assert_allclose(panel.table.numbers.columns[-1].values, panel.stage.columns(readings, sight)[-1].values)


def test_what_nobody_knows_the_truth_of_has_a_forward_pass_only(panel: StepPanel, document: Document, qtbot: QtBot):
    document.set_example(Example("train", 0, (0.5, -0.25)))
    go_to(panel, "forward", "first", qtbot)
    assert panel.area.sentence == ""
    QTest.mouseClick(panel.forward, Qt.MouseButton.LeftButton)
    go_to(panel, "loss", "y", qtbot)
    assert "Nobody knows" in panel.area.sentence


# Fill in the δ


@pytest.fixture
def quiz(panel: StepPanel, qtbot: QtBot) -> StepPanel:
    go_to(panel, "backward", "first", qtbot)
    QTest.mouseClick(panel.hide_delta, Qt.MouseButton.LeftButton)
    choose_row(panel, 2, qtbot)
    return panel


def parts_of(panel: StepPanel, unit: int) -> slips.DeltaParts:
    stage, sight = panel.stage, panel.sight
    assert isinstance(stage, BackwardStage)
    return stage.parts(twin(0).probes.read(stage.probes(sight, unit)), sight, unit)


def answer(panel: StepPanel, number: float) -> str:
    field = panel.fill_in.answer.lineEdit()
    field.selectAll()
    QTest.keyClicks(field, f"{number:.6f}")
    QTest.keyClick(field, Qt.Key.Key_Return)
    return panel.fill_in.verdict.text()


def test_blanks_hide_delta_everywhere_until_they_are_filled(quiz: StepPanel, qtbot: QtBot):
    parts = parts_of(quiz, 2)
    model = quiz.table.numbers
    assert [model.data(model.index(row, 2)) for row in range(4)] == [HIDDEN] * 4
    assert [model.data(model.index(row, 0)) for row in range(4)] == [HIDDEN] * 4
    assert HIDDEN not in [model.data(model.index(row, 1)) for row in range(4)]
    assert HIDDEN in quiz.table.text()
    assert quiz.arithmetic.numbers == ()
    assert quiz.legend.isHidden()
    assert answer(quiz, parts.delta) == slips.RIGHT
    assert quiz.arithmetic.numbers
    assert [model.data(model.index(row, 2)) == HIDDEN for row in range(4)] == [True, True, False, True]
    choose_row(quiz, 0, qtbot)
    assert quiz.arithmetic.numbers == ()
    assert quiz.fill_in.verdict.text() == ""


@pytest.mark.parametrize(("slip", "sentence"), [
    (lambda parts: parts.arriving, slips.NO_SLOPE),
    (lambda parts: -parts.delta, slips.SIGN),
    (lambda parts: parts.swapped * parts.slope, slips.NOT_TRANSPOSED),
    (lambda parts: parts.paths[1][0] * parts.paths[1][1] * parts.slope, slips.ONE_PATH),
    (lambda parts: parts.delta - parts.paths[3][0] * parts.paths[3][1] * parts.slope, slips.MISSING_PATH)],
    ids=["slope", "sign", "transpose", "one path", "missing path"])
def test_a_wrong_answer_is_traced_to_what_is_missing(quiz: StepPanel, slip: Callable, sentence: str):
    parts = parts_of(quiz, 2)
    said = answer(quiz, slip(parts))
    assert said.split("{")[0].split("unit")[0] == sentence.split("{")[0].split("unit")[0]
    assert quiz.arithmetic.numbers == ()


def test_what_is_no_number_is_said_and_giving_up_shows_it(quiz: StepPanel):
    field = quiz.fill_in.answer.lineEdit()
    QTest.keyClicks(field, "many")
    QTest.mouseClick(quiz.fill_in.check, Qt.MouseButton.LeftButton)
    assert "many" in quiz.fill_in.verdict.text()
    QTest.mouseClick(quiz.fill_in.reveal, Qt.MouseButton.LeftButton)
    assert quiz.arithmetic.numbers
    assert quiz.fill_in.isHidden()


# The witness


def test_the_witness_measures_the_loss_on_both_sides(panel: StepPanel, qtbot: QtBot):
    go_to(panel, "gradient", "second/kernel", qtbot)
    QTest.mouseClick(panel.witness_on, Qt.MouseButton.LeftButton)
    choose_row(panel, 5, qtbot)
    reading = panel.witness.reading
    gradient = next(column.values for column in panel.table.numbers.columns if column.symbol == "∂J/∂w")
    assert float(reading["exact"]) == pytest.approx(float(gradient[5]), rel=1e-12)
    trainer, data = twin(0), load(PROJECT.data)
    network = Network(GRAPH, dtype="float64", l2=0.01)
    epsilon = float(reading["epsilons"][panel.witness.epsilon.value()])
    for sign, name in ((1, "plus"), (-1, "minus")):
        moved = trainer.parameters
        network.layout.view(moved, "second/kernel").reshape(-1)[5] += sign * epsilon
        told = float(reading[name][panel.witness.epsilon.value()])
        assert told == pytest.approx(network.objective(moved, data.train.inputs[3:4], data.train.targets[3:4]))
        assert f"{told:.16g}" in panel.witness.words.text()


def test_epsilon_is_dragged_until_rounding_ruins_the_difference(panel: StepPanel, qtbot: QtBot):
    go_to(panel, "backward", "first", qtbot)
    QTest.mouseClick(panel.witness_on, Qt.MouseButton.LeftButton)
    settle(panel, qtbot)
    witness = panel.witness
    errors = np.abs(witness.reading["quotients"] - witness.reading["exact"])
    middle = witness.words.text()
    witness.epsilon.setFocus()
    QTest.keyClick(witness.epsilon, Qt.Key.Key_End)
    assert witness.words.text() != middle
    assert "1e−12" in witness.words.text()
    assert errors[-1] > 100 * errors.min()
    witness.plot.line.setValue(-2.1)
    assert "ε = 0.01\n" in witness.words.text()


# In the workspace


def test_keys_walk_through_the_step_and_the_drawing_frames_its_layer(
        document: Document, session: TrainingSession, qtbot: QtBot):
    document.model.load(PROJECT)
    workspace = NetworkWorkspace(document, session)
    qtbot.addWidget(workspace)
    workspace.resize(1200, 760)
    workspace.show()
    qtbot.waitUntil(lambda: session.state == "ready")
    assert workspace._spotlight.layer == ""
    workspace.commands["step_numbers"]()
    qtbot.waitUntil(lambda: workspace.step.stage is not None and workspace._spotlight.layer == "x")
    workspace.commands["next_stage"]()
    assert (workspace.step.stage.subject, workspace._spotlight.layer) == ("first", "first")
    workspace.commands["previous_stage"]()
    assert workspace._spotlight.layer == "x"
    workspace._loss.raise_()
    qtbot.waitUntil(lambda: workspace._spotlight.layer == "")


def test_what_is_clicked_on_the_drawing_is_looked_at_number_by_number(
        document: Document, session: TrainingSession, qtbot: QtBot):
    document.model.load(PROJECT)
    workspace = NetworkWorkspace(document, session)
    qtbot.addWidget(workspace)
    workspace.resize(1200, 760)
    workspace.show()
    workspace.commands["step_numbers"]()
    qtbot.waitUntil(lambda: session.state == "ready" and workspace.step.stage is not None, timeout=20_000)
    settle(workspace.step, qtbot)
    workspace.canvas.touched.emit(UnitSpot("second", 2), QPoint())
    settle(workspace.step, qtbot)
    assert (workspace.step.stage.phase, workspace.step.stage.layer) == ("forward", "second")
    assert workspace.step.table.row == 2
    workspace.canvas.touched.emit(WeightSpot("second/kernel", "first", 1, "second", 3), QPoint())
    settle(workspace.step, qtbot)
    assert (workspace.step.stage.phase, workspace.step.stage.subject) == ("gradient", "second/kernel")
    assert workspace.step.stage.name_of(workspace.step.table.row) == "2 → 4"
    workspace.canvas.touched.emit(None, QPoint())
    assert workspace.step.stage.subject == "second/kernel"
    workspace._weight.raise_()
    qtbot.waitUntil(lambda: workspace.weight.picker.name == "second/kernel[1, 3]")


def test_the_stages_go_by_by_themselves_until_the_last(panel: StepPanel, qtbot: QtBot):
    panel._pace.setInterval(5)
    QTest.mouseClick(panel.play, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not panel.play.isChecked())
    assert panel.stage.phase == "update"
    assert not panel.forward.isEnabled()


def test_settings_in_mid_run_change_the_rule_that_is_shown(panel: StepPanel, document: Document, qtbot: QtBot):
    go_to(panel, "update", "last/bias", qtbot)
    before = panel.arithmetic.numbers
    document.set_training(optimizer_settings={**SETTINGS.optimizer_settings, "learning_rate": 0.5})
    qtbot.waitUntil(lambda: panel.arithmetic.numbers != before)
    settle(panel, qtbot)
    change = next(column.values for column in panel.table.numbers.columns if column.symbol == "Δw")
    assert abs(change[0]) == pytest.approx(0.5, rel=1e-3)


def test_a_network_without_training_says_what_to_do(panel: StepPanel, document: Document, session: TrainingSession,
                                                    qtbot: QtBot):
    document.remove(("y",))
    qtbot.waitUntil(lambda: session.state == "empty")
    assert "Draw a network" in panel.area.sentence


@pytest.mark.parametrize(("share", "told"), [(1.0, "Squared: "), (1 / 3, "Squared, times 1/3: "),
                                             (1.7, "Squared, times 1.7: ")])
def test_what_is_compared_is_given_with_its_share_in_the_loss(qtbot: QtBot, share: float, told: str):
    fill_in = FillIn()
    qtbot.addWidget(fill_in)
    head = COMPARISONS["mean_squared_error"], 0.8, 0.3, share
    fill_in.ask(DeltaParts(share, share, 1.0, 0.8, head=head), "1", "output_1", "Squared", anew=True)
    assert fill_in.given.text().startswith(f"{told}ŷ = 0.8, y = 0.3")


def test_the_delta_that_is_worked_out_is_in_sight_however_narrow_the_panel_is(panel: StepPanel, qtbot: QtBot):
    go_to(panel, "backward", "first", qtbot)
    panel.resize(650, 220)
    panel.witness_on.click()
    settle(panel, qtbot)
    table = panel.table
    assert table.currentIndex().column() == table.numbers.columnCount() - 1
    qtbot.waitUntil(lambda: table.viewport().rect().contains(table.visualRect(table.currentIndex()).center()))

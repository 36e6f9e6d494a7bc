"""All examples as a table: its numbers are the engine's, its row is the example in hand, and so are cells and dots."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.widgets.example_table import ExamplesPanel
from app.widgets.example_table.rows import ExampleRows
from app.widgets.example_table.typed import row_of_text
from app.widgets.predictions import PredictionsPanel
from engine.data import DataSpec
from engine.example import PARTS, Example
from engine.graph import LayerSpec, sequential
from engine.network import Network
from engine.probes import OfPart
from engine.probes.predictions import Losses, Predictions
from engine.project import Project
from engine.training import TrainingSettings
from tests.app import pointer


def project(inputs: tuple[int, ...], outputs: int, loss: str, data: DataSpec) -> Project:
    return Project("examples", sequential(
        LayerSpec("in", "input", {"shape": inputs}), LayerSpec("flat", "flatten"),
        LayerSpec("head", "dense", {"units": outputs,
                                    "activation": "sigmoid" if loss.startswith("binary") else "identity"}),
        LayerSpec("out", "output", {"loss": loss})), data, TrainingSettings(epochs=3, seed=3))


IRIS = project((4,), 3, "categorical_cross_entropy", DataSpec("iris", validation_fraction=0.2))
DIGITS = project((8, 8, 1), 10, "categorical_cross_entropy", DataSpec("digits", {"image": True}))
DIABETES = project((10,), 1, "mean_squared_error", DataSpec("diabetes"))
MOONS = project((2,), 1, "binary_cross_entropy", DataSpec("gaussian", {"samples": 200}))


@pytest.fixture
def show(qtbot, document, session):
    """Opens a project, trains it to its end and shows a panel about it."""
    def show(project: Project, make) -> QWidget:
        document.model.load(project)
        panel = make()
        qtbot.addWidget(panel)
        panel.resize(900, 420)
        with qtbot.waitExposed(panel):
            panel.show()
        qtbot.waitUntil(lambda: session.latest is not None and session.latest.graph is project.graph, timeout=20_000)
        session.play()
        qtbot.waitUntil(lambda: session.state == "finished", timeout=20_000)
        qtbot.waitUntil(lambda: session.is_settled)
        return panel

    return show


@pytest.fixture
def table(show, document, session):
    return lambda project: show(project, lambda: ExamplesPanel(document, session))


@pytest.fixture
def predictions(show, document, session):
    def open_panel(project: Project) -> PredictionsPanel:
        panel = show(project, lambda: PredictionsPanel(session))
        panel.taken.connect(document.set_example)
        panel.let_go.connect(document.end_gesture)
        return panel

    return open_panel


def column(panel: ExamplesPanel, title: str) -> int:
    return [each.title for each in panel.model.columns].index(title)


def cell(panel: ExamplesPanel, row: int, title: str) -> str:
    return panel.model.index(row, column(panel, title)).data()


def own(session) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """Predictions and losses of all parts, by the engine's network."""
    snapshot, said, losses = session.latest, {}, {}
    for name in PARTS:
        part = getattr(snapshot.data, name)
        if len(part):
            probes = Predictions("out", OfPart()), Losses(OfPart())
            network = Network(snapshot.graph)
            found = network.probe(snapshot.parameters, *probes, inputs=part.inputs, targets=part.targets)
            said[name], losses[name] = found[probes[0]].first, found[probes[1]].first
    return said, losses


def choose_row(panel: ExamplesPanel, row: int) -> None:
    """A click on a row."""
    panel.table.scrollTo(panel.model.index(row, 0))
    place = panel.table.visualRect(panel.model.index(row, 1)).center()
    QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=place)


@pytest.mark.parametrize("project", [IRIS, DIGITS])
def test_every_row_says_what_the_engine_says(table, session, project):
    panel = table(project)
    said, losses = own(session)
    names = session.data.class_names
    assert panel.model.rowCount() == sum(map(len, said.values()))
    for row in range(panel.model.rowCount()):
        example = panel.model.example(row)
        prediction, loss = said[example.part][example.place], losses[example.part][example.place]
        assert cell(panel, row, "true") == names[int(example.targets(session.data).argmax())]
        assert cell(panel, row, "predicted") == names[int(prediction.argmax())]
        assert float(cell(panel, row, "confidence")[:-1]) == pytest.approx(100 * prediction.max(), abs=0.051)
        assert panel.model.rows.losses[panel.model.rows.row_of(example)] == pytest.approx(loss, rel=1e-4, abs=1e-6)


def test_of_a_regression_both_values_stand_in_their_own_units(table, session):
    panel = table(DIABETES)
    said, _ = own(session)
    target, data = session.data.target_names[0], session.data
    for row in range(0, panel.model.rowCount(), 37):
        example = panel.model.example(row)
        value = data.restore_targets(said[example.part][example.place][None])[0, 0]
        assert float(cell(panel, row, f"predicted {target}")) == pytest.approx(value, rel=1e-3)
        true = data.restore_targets(example.targets(data)[None])[0, 0]
        assert float(cell(panel, row, f"true {target}")) == pytest.approx(true, rel=1e-3)
    assert not panel.mistakes.isVisible()


def test_only_mistakes_sorted_by_their_loss(table, session):
    panel = table(IRIS)
    said, losses = own(session)
    data = session.data
    wrong = {(name, place) for name in said for place in range(len(said[name]))
             if said[name][place].argmax() != getattr(data, name).targets[place].argmax()}
    assert wrong, "a network that is never wrong shows nothing here"
    panel.mistakes.click()
    header = panel.table.horizontalHeader()
    place = column(panel, "loss")
    for _ in range(2):  # rising, then falling
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton,
                         pos=header.viewport().rect().topLeft() + QPointF(
                             header.sectionViewportPosition(place) + 20, 8).toPoint())
    found = [panel.model.example(row) for row in range(panel.model.rowCount())]
    assert {(example.part, example.place) for example in found} == wrong
    falling = [losses[example.part][example.place] for example in found]
    if panel.table.horizontalHeader().sortIndicatorOrder() == Qt.SortOrder.AscendingOrder:
        falling.reverse()
    assert falling == sorted(falling, reverse=True)
    assert str(len(wrong)) in panel.count.text()


def test_what_is_written_chooses_rows(table, session):
    panel = table(IRIS)
    QTest.keyClicks(panel.search, "setosa")
    assert panel.model.found >= 50
    assert {"setosa"} & {cell(panel, 0, "true"), cell(panel, 0, "predicted")}
    panel.search.clear()
    name = session.data.raw_names[2]
    QTest.keyClicks(panel.search, f"{name} > 4.5")
    raw = np.concatenate([getattr(session.data, part).raw[:, 2] for part in PARTS])
    assert panel.model.found == np.count_nonzero(raw > 4.5)
    panel.search.clear()
    QTest.keyClicks(panel.search, "true = versicolor")
    assert panel.model.found == 50
    panel.search.clear()
    QTest.keyClicks(panel.search, "height > 3")
    assert panel.model.found == 150
    assert "No class" in panel.count.text()
    panel.search.clear()
    panel.part.setCurrentIndex(panel.part.findData("test"))
    panel.part.activated.emit(0)
    assert panel.model.found == len(session.data.test)


def test_the_row_is_the_example_in_hand_both_ways(table, document, session):
    panel = table(IRIS)
    choose_row(panel, 5)
    assert document.model.example == Example("train", 5)
    QTest.keyClick(panel.table, Qt.Key.Key_Right)
    QTest.keyClick(panel.table, Qt.Key.Key_Down)
    assert document.model.example == Example("train", 7)
    QTest.keyClick(panel.table, Qt.Key.Key_Left)
    assert document.model.example == Example("train", 6)
    choose_row(panel, 2)
    document.undo_stack.undo()
    assert document.model.example == Example("train", 6)
    assert panel.table.currentIndex().row() == 6
    document.set_example(Example("test", 3))
    assert panel.model.example(panel.table.currentIndex().row()) == Example("test", 3)
    assert panel.table.selectionModel().selectedRows()[0].row() == panel.table.currentIndex().row()


def test_a_typed_number_makes_an_example_and_the_network_is_asked_of_it(table, document, session, qtbot):
    panel = table(IRIS)
    choose_row(panel, 4)
    index = panel.model.index(4, column(panel, session.data.raw_names[1]))
    panel.table.scrollTo(index)
    place = panel.table.visualRect(index).center()
    QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    editor = panel.table.viewport().findChild(QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, "2.75")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    raw = session.data.train.raw[4].copy()
    raw[1] = 2.75
    qtbot.waitUntil(lambda: document.model.example.values == tuple(raw))
    qtbot.waitUntil(lambda: session.is_settled)
    said = Network(session.latest.graph).predict(session.latest.parameters, session.data.transform(raw[None]))[0]
    assert panel.model.index(0, 0).data() == "by hand"
    assert cell(panel, 0, "predicted") == session.data.class_names[int(said.argmax())]
    assert float(cell(panel, 0, "confidence")[:-1]) == pytest.approx(100 * said.max(), abs=0.051)
    assert cell(panel, 0, "loss") == cell(panel, 0, "true") == "–"
    assert panel.table.currentIndex().row() == 0
    document.undo_stack.undo()
    assert panel.model.rowCount() == 150
    assert document.model.example == Example("train", 4)


def test_a_row_stays_under_a_double_click_that_takes_leave_of_what_was_made(table, document, session, qtbot):
    panel = table(IRIS)
    panel.take_text("5.1 3.5 1.4 0.2")
    assert panel.model.index(0, 0).data() == "by hand"
    index = panel.model.index(3, column(panel, session.data.raw_names[1]))
    panel.table.scrollTo(index)
    place = panel.table.visualRect(index).center()
    QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert document.model.example == Example("train", 2)
    QTest.mouseDClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    editor = panel.table.viewport().findChild(QLineEdit)
    assert editor is not None, "the row that was clicked first is edited"
    qtbot.wait(2 * QApplication.doubleClickInterval())
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: panel.model.rowCount() == 150, timeout=5_000)
    assert document.model.example == Example("train", 2)


def test_a_row_can_be_pasted(table, document):
    panel = table(IRIS)
    QGuiApplication.clipboard().setText("5.1\t3,5\t1.4\t0.2")
    QTest.keyClick(panel.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert document.model.example.values == (5.1, 3.5, 1.4, 0.2)
    QGuiApplication.clipboard().setText("a, b")
    QTest.keyClick(panel.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "no row of 4 numbers" in panel.count.text()


@pytest.mark.parametrize(("text", "count", "values"), [
    ("1, 2.5, -3", 3, (1.0, 2.5, -3.0)), ("1,5; 2", 2, (1.5, 2.0)), ("1 2 3", 3, (1.0, 2.0, 3.0)),
    ("1\n2", 2, None), ("nan, 2", 2, None), ("1, 2", 3, None), ("7", 1, (7.0,))])
def test_a_row_of_text_is_as_many_numbers_as_are_wanted(text, count, values):
    assert row_of_text(text, count) == values


def test_while_it_trains_rows_stay_and_numbers_follow(table, document, session, qtbot):
    panel = table(IRIS)
    order = [panel.model.example(row) for row in range(20)]
    before = panel.model.rows.losses.copy()
    session.play()
    qtbot.waitUntil(lambda: not np.array_equal(before[:150], panel.model.rows.losses[:150]), timeout=20_000)
    assert [panel.model.example(row) for row in range(20)] == order
    qtbot.waitUntil(lambda: session.state == "finished" and session.is_settled, timeout=20_000)
    _, losses = own(session)
    np.testing.assert_allclose(panel.model.rows.losses[panel.model.rows.span("test")], losses["test"], rtol=1e-4,
                               atol=1e-6)


def test_images_are_thumbnails_and_no_columns_of_pixels(table, session):
    panel = table(DIGITS)
    assert len(panel.model.columns) == 6
    icon = panel.model.index(3, 0).data(Qt.ItemDataRole.DecorationRole)
    picture = icon.pixmap(26, 26).toImage()
    raw = session.data.train.raw[3].reshape(8, 8)
    row, place = np.unravel_index(raw.argmax(), raw.shape)
    assert picture.pixelColor(int((place + 0.5) * picture.width() / 8), int((row + 0.5) * picture.height() / 8)).red() \
        == round(255 * raw.max() / 16)


def test_a_cell_of_the_confusion_matrix_takes_its_examples_in_turn(predictions, document, session):
    panel = predictions(IRIS)
    counts = panel.matrix.counts
    true, said = np.unravel_index(np.argmax(np.where(counts >= 2, counts, 0)), counts.shape)
    found = []
    for _ in range(counts[true, said] + 1):
        pointer.click(panel.matrix, panel.matrix.cell_rect(int(true), int(said)).center())
        found.append(document.model.example)
    assert found[0] == found[-1]
    assert len(set(found)) == counts[true, said]
    own_said, _ = own(session)
    for example in found:
        assert example.part == "test"
        assert example.targets(session.data).argmax() == true
        assert own_said["test"][example.place].argmax() == said
    assert panel.matrix.marked == (true, said)
    document.undo_stack.undo()
    assert document.model.example == found[-2]


def on(plot, x: float, y: float) -> QPointF:
    return QPointF(plot.mapFromScene(plot.item.vb.mapViewToScene(QPointF(x, y))))


def test_dots_of_predictions_are_examples(predictions, document, session):
    panel = predictions(DIABETES)
    said, _ = own(session)
    data = session.data
    place = int(np.argmin(np.abs(said["test"][:, 0])))
    x, y = (data.restore_targets(values[place][None])[0, 0] for values in (data.test.targets, said["test"]))
    pointer.click(panel.scatter, on(panel.scatter, x, y))
    chosen = document.model.example
    assert chosen.part == "test"
    near = data.restore_targets(data.test.targets[chosen.place][None])[0, 0]
    assert abs(near - x) < 8, "the dot that was clicked, or one that lies over it"
    assert panel.scatter._ring.data["x"] == pytest.approx([near])


def test_dots_on_the_plane_are_examples_and_the_ring_is_dragged(predictions, document, session, qtbot):
    panel = predictions(MOONS)
    raw = session.data.train.raw
    far = int(np.argmax([np.sort(np.linalg.norm(raw - point, axis=1))[1] for point in raw]))
    pointer.click(panel.surface, on(panel.surface, *raw[far]))
    assert document.model.example == Example("train", far)
    steps = document.undo_stack.index()
    middle = raw.mean(axis=0)
    pointer.drag(panel.surface, on(panel.surface, *raw[far]), on(panel.surface, *middle))
    example = document.model.example
    assert example.values == pytest.approx(middle, abs=0.05)
    assert document.undo_stack.index() == steps + 1, "one drag is one step"
    qtbot.waitUntil(lambda: session.is_settled)
    assert panel.surface._ring.data["x"] == pytest.approx([example.values[0]])
    document.undo_stack.undo()
    assert document.model.example == Example("train", far)
    pointer.double_click(panel.surface, on(panel.surface, *middle))
    assert document.model.example.values == pytest.approx(middle, abs=0.05)
    steps, before = document.undo_stack.index(), document.model.example
    pointer.double_click(panel.surface, on(panel.surface, *raw[far]))
    assert document.model.example.values == pytest.approx(raw[far], abs=0.05)
    assert document.undo_stack.index() == steps + 1, "a double click is one step, on a dot too"
    document.undo_stack.undo()
    assert document.model.example == before


def test_a_hundred_thousand_rows_are_sorted_as_they_are():
    class Part:
        def __init__(self, count):
            self.raw = self.inputs = np.arange(2 * count, dtype=float).reshape(count, 2)
            self.targets = np.zeros((count, 1))

        def __len__(self):
            return len(self.raw)

    class Data:
        train, validation, test = Part(100_000), Part(0), Part(50_000)
        class_names, target_names = ("a", "b"), ("kind",)

    rows = ExampleRows(Data, {})
    assert rows.example(120_000) == Example("test", 20_000)
    assert rows.row_of(Example("test", 20_000)) == 120_000
    assert len(rows.raw(0)) == 150_001

"""Data that ask for whole rows of symbols, in the panels that know classes and numbers."""

from __future__ import annotations

import numpy as np
import pytest

from app.document.adapt import fitted, initial_settings
from app.widgets.example_table import ExamplesPanel
from app.widgets.in_words import target_in_words
from app.widgets.predictions import PredictionsPanel
from engine.data import DataSpec, load
from engine.metrics import METRICS
from engine.network import Network
from engine.project import Project
from engine.templates import TEMPLATES, Given
from engine.training import TrainingSettings

SPEC = DataSpec("reversing", {"asked": "row", "letters": 3, "length": 4, "samples": 200})


@pytest.fixture(scope="module")
def data():
    return load(SPEC)


@pytest.fixture
def trained(qtbot, document, session, data):
    """A panel about a network that has learned to turn letters round, a little."""
    def opened(make):
        graph = TEMPLATES["seq2seq"].network(Given.of(data))
        settings = TrainingSettings(optimizer="adam", optimizer_settings={"learning_rate": 0.01}, epochs=3)
        document.model.load(Project("rows", graph, SPEC, settings))
        panel = make()
        qtbot.addWidget(panel)
        panel.resize(700, 420)
        with qtbot.waitExposed(panel):
            panel.show()
        qtbot.waitUntil(lambda: session.latest is not None and session.latest.graph is graph, timeout=20_000)
        session.play()
        qtbot.waitUntil(lambda: session.state == "finished", timeout=20_000)
        qtbot.waitUntil(lambda: session.is_settled, timeout=20_000)
        return panel

    return opened


def said(session, part: str) -> np.ndarray:
    examples = getattr(session.data, part).inputs
    inputs = {"source": examples[:, :4], "told": examples[:, 4:]}
    return Network(session.latest.graph).predict(session.latest.parameters, inputs)


def test_the_confusion_matrix_counts_the_symbols_of_all_steps_that_count(trained, session):
    panel = trained(lambda: PredictionsPanel(session))
    assert [panel.view.itemData(place) for place in range(panel.view.count())] == [panel.matrix, panel.report]
    targets = session.data.test.targets
    np.testing.assert_array_equal(panel.matrix.counts.sum(axis=1), targets.sum(axis=(0, 1)))
    exact = METRICS["sequence"].measure(None, said(session, "test"), targets)
    assert panel.caption.text().startswith(f"Exact matches {exact:.1%} on {len(targets)} examples")
    row, column = np.argwhere(panel.matrix.counts)[0]
    panel._take_next(int(row), int(column))


def test_rows_stand_in_the_table_as_they_are_written(trained, document, session, data):
    panel = trained(lambda: ExamplesPanel(document, session))
    titles = [column.title for column in panel.model.columns]
    assert panel.mistakes.isVisibleTo(panel)
    for row in range(3):
        words = {title: panel.model.index(row, titles.index(title)).data() for title in ("true", "predicted")}
        assert words["true"] == target_in_words(data.train.targets[row], data)
        assert words["predicted"] == target_in_words(said(session, "train")[row], data)


def test_a_row_is_written_without_its_end(data):
    raw, targets = data.train.raw[0].astype(int), data.train.targets[0]
    read = "".join(data.symbols[place] for place in raw[:4]).rstrip("·")
    assert target_in_words(targets, data) == read[::-1]


def test_a_network_follows_data_that_ask_for_rows(data):
    assert initial_settings("output", data) == {"loss": "categorical_cross_entropy"}
    assert initial_settings("mask", data) == {"padding": data.symbols.index("·")}
    graph = TEMPLATES["seq2seq"].network(Given.of(data))
    other = load(DataSpec("reversing", {"asked": "row", "letters": 6, "length": 4, "samples": 200}))
    assert fitted(graph, other).layer("head").settings["units"] == other.written

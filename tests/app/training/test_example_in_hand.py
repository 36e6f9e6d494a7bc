"""The example in hand is undone, saved and told, and probes about it are answered with it."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtWidgets import QWidget

from app.widgets.data_panel.in_hand import ExampleInHand
from engine.data import DataSpec
from engine.example import Example
from engine.network import Network
from engine.probes.activations import Activations


@pytest.fixture
def bar(qtbot, document, session):
    bar = ExampleInHand(document, session)
    qtbot.addWidget(bar)
    bar.show()
    return bar


@pytest.fixture
def layer(qtbot, session):
    """What dense_1 gives the example in hand, as it is answered once all has settled."""
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    shown = {}

    def ask() -> np.ndarray:
        probe = Activations("dense_1", session.example_probe())
        session.watch(widget, (probe,), lambda snapshot: shown.update(snapshot.readings))
        qtbot.waitUntil(lambda: session.is_settled and probe in session.latest.readings)
        return session.latest.readings[probe].first

    return ask


def expected(session) -> np.ndarray:
    snapshot, data = session.latest, session.data
    raw = session.example.raw(data)[None]
    probe = Activations("dense_1", Example().examples)
    return Network(snapshot.graph).probe(snapshot.parameters, probe, inputs=data.transform(raw))[probe].first


def test_it_is_undone_and_saved_and_steps_in_a_row_are_one(document, tmp_path):
    document.set_example(Example("train", 1))
    document.set_example(Example("train", 2))
    document.end_gesture()
    document.set_example(Example("test", 3, (0.5, 0.25)))
    document.save_as(tmp_path / "one.ladera")
    run = document.model.run
    document.undo_stack.undo()
    assert document.model.example == Example("train", 2)
    document.undo_stack.undo()
    assert document.model.example == Example()
    assert document.model.run == run, "another example is no other training"
    document.open(tmp_path / "one.ladera")
    assert document.model.example == Example("test", 3, (0.5, 0.25))


def test_other_data_begin_with_their_first_example(document):
    document.set_example(Example("train", 7))
    document.set_data(DataSpec("xor", {"samples": 120}))
    assert document.model.example.place == 7
    document.set_data(DataSpec("circle"))
    assert document.model.example == Example()
    document.undo_stack.undo()
    assert document.model.example.place == 7


def test_probes_about_it_are_answered_with_it(document, session, layer):
    for example in (Example("train", 5), Example("test", 2), Example("test", 2, (0.5, -2.0)),
                    Example("test", 2, (1.5, 3.0)), Example("train", 10**6)):
        document.set_example(example)
        np.testing.assert_allclose(layer(), expected(session), rtol=1e-5)
    document.undo_stack.undo()
    np.testing.assert_allclose(layer(), expected(session), rtol=1e-5)


def test_a_made_example_is_known_to_another_network_and_after_the_engine_has_ended(document, session, layer, qtbot):
    document.set_example(Example("train", 0, (0.5, -2.0)))
    document.change_settings("dense_1", {"units": 6})
    qtbot.waitUntil(lambda: session.is_settled and session.latest is not None)
    assert layer().shape == (1, 6)
    session._start_again()
    qtbot.waitUntil(lambda: session.is_settled and session.latest is not None, timeout=20_000)
    np.testing.assert_allclose(layer(), expected(session), rtol=1e-5)


def test_the_panel_shows_and_changes_it(document, session, bar):
    assert [bar.part.itemData(row) for row in range(bar.part.count())] == ["train", "validation", "test"]
    bar.place.setValue(5)
    assert document.model.example == Example("train", 4)
    assert [box.number() for box in bar.boxes] == pytest.approx(session.data.train.raw[4].tolist(), rel=1e-5)
    true = session.data.class_names[int(session.data.train.targets[4, 0])]
    assert true in bar.truth.text()
    bar.boxes[1].finished.emit(0.25)
    assert document.model.example == Example("train", 4, (session.data.train.raw[4, 0], 0.25))
    assert bar.restore.isVisible()
    assert true not in bar.truth.text()
    bar.restore.click()
    assert document.model.example == Example("train", 4)
    bar.step(-2)
    assert bar.place.value() == 3
    bar.part.setCurrentIndex(2)
    bar.part.activated.emit(2)
    assert document.model.example == Example("test")
    assert bar.place.maximum() == len(session.data.test)

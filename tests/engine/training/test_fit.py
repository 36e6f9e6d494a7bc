"""Training in a notebook: to the end by its own rules, in the units of the data, with names for everything."""

from __future__ import annotations

import inspect
import os
import signal

import numpy as np
import pytest

import engine
from engine import Data, Dense, Input, Output, Sequential, Trainer
from engine.errors import DataError, SettingError, UnknownNameError
from engine.network import Network
from engine.training import TrainingSettings

DATA = engine.load("spiral", samples=200, noise=10, validation_fraction=0.2)
GRAPH = Sequential([Input(2), Dense(12, "tanh"), Dense(1), Output("bce")])


def by_hand(**settings) -> Trainer:
    """The loop as whoever trains had to write it."""
    trainer = Trainer(GRAPH, DATA, TrainingSettings(**settings))
    while trainer.epochs_done < trainer.settings.epochs and not trainer.stopped:
        trainer.epoch()
    trainer.finish()
    return trainer


def bits(trainer: Trainer) -> tuple[bytes, bytes]:
    return trainer.parameters.tobytes(), trainer.history.columns().array.tobytes()


@pytest.mark.parametrize("settings", [
    {"epochs": 5}, {"epochs": 40, "patience": 2}, {"epochs": 40, "patience": 30},
    {"epochs": 40, "target_loss": 0.6}, {"epochs": 40, "patience": 2, "restore_best": False},
])
def test_fit_ends_as_the_loop_by_hand_does_bit_for_bit(settings):
    trainer, expected = Trainer(GRAPH, DATA, **settings), by_hand(**settings)
    assert trainer.fit() is trainer.history
    assert bits(trainer) == bits(expected)
    assert str(trainer.stopped) == str(expected.stopped)
    assert trainer.restored == expected.restored


def test_fit_goes_on_where_it_was_and_does_nothing_when_it_is_done():
    whole, parts = Trainer(GRAPH, DATA, epochs=6), Trainer(GRAPH, DATA, epochs=6)
    whole.fit()
    assert [len(parts.fit(2)), len(parts.fit()), len(parts.fit())] == [2, 6, 6]
    assert bits(parts) == bits(whole)
    assert len(parts.fit(3)) == 9


def test_who_watches_is_called_after_every_step_and_every_epoch():
    trainer = Trainer(GRAPH, DATA, epochs=3)
    steps, epochs = [], []
    trainer.fit(each_step=lambda trainer: steps.append(trainer.steps_done),
                each_epoch=lambda trainer: epochs.append((trainer.epochs_done, len(trainer.history))))
    assert steps == list(range(1, 3 * trainer.steps_per_epoch + 1))
    assert epochs == [(1, 1), (2, 2), (3, 3)]


@pytest.fixture
def interruptible():
    """As in a terminal: a shell that runs something beside itself lets it ignore Ctrl+C."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(os.name == "nt", reason="signals of Windows come otherwise")
def test_an_interrupt_waits_for_the_end_of_the_step_and_fit_goes_on(monkeypatch, interruptible):
    trainer, whole = Trainer(GRAPH, DATA, epochs=4), Trainer(GRAPH, DATA, epochs=4)
    whole.fit()
    run = trainer._updater.run

    def interrupted(rate: float, step: int, seen: tuple) -> None:
        if step == 7:
            os.kill(os.getpid(), signal.SIGINT)
        run(rate, step, seen)

    monkeypatch.setattr(trainer._updater, "run", interrupted)
    with pytest.raises(KeyboardInterrupt):
        trainer.fit()
    assert trainer.steps_done == 7
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    trainer.fit()
    assert bits(trainer) == bits(whole)


@pytest.mark.skipif(os.name == "nt", reason="signals of Windows come otherwise")
def test_a_second_interrupt_does_not_wait_and_handlers_of_others_stay(monkeypatch, interruptible):
    trainer = Trainer(GRAPH, DATA, epochs=4)

    def twice(rate: float, step: int, seen: tuple) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)
        raise AssertionError("it went on")

    monkeypatch.setattr(trainer._updater, "run", twice)
    with pytest.raises(KeyboardInterrupt):
        trainer.fit()
    heard = []
    before = signal.signal(signal.SIGINT, lambda *_: heard.append(True))
    try:
        Trainer(GRAPH, DATA, epochs=1).fit(each_epoch=lambda trainer: os.kill(os.getpid(), signal.SIGINT))
    finally:
        signal.signal(signal.SIGINT, before)
    assert heard == [True]


def test_settings_by_name_are_those_of_the_settings():
    trainer = Trainer(GRAPH, DATA, optimizer="Momentum", learning_rate=0.3, momentum=0.5, epochs=7, l2=0.1)
    assert trainer.settings == TrainingSettings("momentum", {"learning_rate": 0.3, "momentum": 0.5}, epochs=7, l2=0.1)
    base = TrainingSettings("adam", {"beta_1": 0.8}, schedule="step", schedule_settings={"every": 3})
    assert base.changed(learning_rate=0.1).optimizer_settings == {**base.optimizer_settings, "learning_rate": 0.1}
    assert base.changed(optimizer="sgd").optimizer_settings == {"learning_rate": 0.1}
    assert base.changed(epochs=3).schedule_settings == base.schedule_settings
    assert base.changed(schedule="cosine").schedule == "cosine"
    assert base.changed() == base
    for wrong, sentence in (({"lerning_rate": 1}, "you mean “learning_rate”"), ({"momentum": 0.5}, "no setting"),
                            ({"learning_rate": -1}, "Learning rate"), ({"optimizer": "Adm"}, "you mean “adam”")):
        with pytest.raises(SettingError, match=sentence):
            Trainer(GRAPH, DATA, **wrong)


def test_the_signature_lists_all_settings():
    parameters = inspect.signature(Trainer).parameters
    assert list(parameters)[:5] == ["graph", "data", "settings", "device", "parameters"]
    assert {"optimizer", "epochs", "patience", "learning_rate", "beta_1"} <= set(parameters)
    assert parameters["epochs"].default == TrainingSettings().epochs


def test_settings_say_what_is_not_usual():
    assert repr(TrainingSettings()) == "TrainingSettings()"
    assert "epochs=3" in repr(TrainingSettings(epochs=3, optimizer="sgd"))
    assert repr(TrainingSettings(epochs=3, optimizer="sgd")) == "TrainingSettings(optimizer='sgd', epochs=3)"
    assert eval(repr(TrainingSettings().changed(learning_rate=0.5))) == TrainingSettings().changed(learning_rate=0.5)


def test_predictions_are_asked_and_given_in_the_units_of_the_data():
    rng = np.random.default_rng(0)
    inputs = rng.normal(size=(200, 3)) * [1.0, 10.0, 100.0] + 50.0
    targets = inputs @ [1.0, 0.1, 0.01] + 300.0
    data = Data.from_arrays(inputs, targets)
    trainer = Trainer(Sequential([Input(3), Dense(1), Output("mse")]), data, optimizer="sgd", epochs=60)
    trainer.fit()
    assert trainer.predict(inputs) == pytest.approx(targets[:, None], rel=1e-5)
    assert trainer.predict(inputs[:0]).shape == (0, 1)
    with pytest.raises(DataError, match="Expected rows of 3 values"):
        trainer.predict(inputs[:, :2])


def test_images_are_predicted_in_their_own_shape_and_heads_by_name():
    images = np.random.default_rng(0).random((20, 4, 4, 1))
    data = Data.from_arrays(images, np.arange(20) % 2)
    flat = engine.Flatten()(Input((4, 4, 1), name="image"))
    graph = engine.Model([], [Output("bce", name="label")(Dense(1)(flat)),
                              Output("mse", target="inputs", name="image_again")(Dense(16)(flat))])
    trainer = Trainer(graph, data, epochs=1)
    trainer.fit()
    np.testing.assert_array_equal(trainer.predict(images), trainer.predict(images.reshape(20, 16)))
    assert trainer.predict(images, "image_again").shape == (20, 16)
    own = trainer.network.predict(trainer.parameters, data.test.inputs)
    np.testing.assert_array_equal(own, trainer.evaluate("test").predictions)
    with pytest.raises(UnknownNameError, match="Perhaps you mean “label”"):
        trainer.predict(images, "labl")


def test_the_network_is_that_of_the_training():
    trainer = Trainer(GRAPH, DATA, epochs=1, dtype="float64", l2=0.1)
    assert isinstance(trainer.network, Network)
    assert trainer.network is trainer.network
    weights, part = trainer.parameters, DATA.train
    evaluation = trainer.evaluate("train")
    assert trainer.network.objective(weights, part.inputs, part.targets) == pytest.approx(
        evaluation.loss + evaluation.penalty, rel=1e-12)
    assert trainer.summary() == GRAPH.summary()


def test_a_history_is_read_by_name():
    trainer = Trainer(GRAPH, DATA, epochs=3)
    history = trainer.fit()
    assert history["loss"].shape == (3,)
    assert history["validation_loss"][-1] == trainer.evaluate("validation").loss
    assert dict(history).keys() == set(history) == set(history.columns())
    assert "loss" in history
    assert "los" not in history
    assert list(trainer.gradient_norms) == ["dense_1", "dense_2"]
    np.testing.assert_array_equal(trainer.gradient_norms["dense_2"], history["gradient_norm_2"])


def test_an_unknown_part_gets_the_list():
    with pytest.raises(UnknownNameError, match=r"train, validation, test\. Perhaps you mean “test”"):
        Trainer(GRAPH, DATA).evaluate("tst")


def test_what_a_notebook_shows_is_short_and_says_how_it_went():
    trainer = Trainer(GRAPH, DATA, epochs=2)
    assert repr(trainer) == "Trainer(Adam, epoch 0 of 2)"
    trainer.fit()
    loss = f"{trainer.history['loss'][-1]:.4g}"
    assert repr(trainer).startswith(f"Trainer(Adam, epoch 2 of 2, loss {loss}, accuracy 0.")
    assert repr(trainer.history).startswith(f"History(2 epochs, loss {loss}, ")
    assert repr(trainer.evaluate("test")).endswith(" 40 examples)")
    assert repr(trainer.network) == "Network(4 layers, 2 → 1, 49 weights, float32, on numpy)"
    assert max(map(len, map(repr, (trainer, trainer.network, trainer.evaluate("test"), DATA)))) < 200

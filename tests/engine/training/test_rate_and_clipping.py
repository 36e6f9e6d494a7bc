"""How the learning rate and the clipped gradient reach the step."""

from __future__ import annotations

import numpy as np
import pytest

from engine.device import NUMPY
from engine.errors import SettingError
from engine.training import Trainer, TrainingSettings
from engine.training.clipping import clipping


def clipped(device, gradient: np.ndarray, value: float, norm: float) -> np.ndarray:
    vector = device.upload(gradient)
    clipping(device, vector, value, norm)()
    return device.to_host(vector)


@pytest.mark.parametrize(("value", "norm"), [(0.5, 0.0), (0.0, 2.0), (0.5, 1.0), (0.0, 1e5), (0.0, 0.0)])
def test_clipping_is_that_of_pytorch(device, value, norm):
    torch = pytest.importorskip("torch")
    gradient = np.random.default_rng(0).normal(size=40)
    theirs = torch.zeros(40, dtype=torch.float64)
    theirs.grad = torch.tensor(gradient.copy())
    if value:
        torch.nn.utils.clip_grad_value_([theirs], value)
    if norm:
        torch.nn.utils.clip_grad_norm_([theirs], norm)
    np.testing.assert_allclose(clipped(device, gradient, value, norm), theirs.grad.numpy(), rtol=1e-12)


def test_clipping_by_norm_keeps_the_direction_and_by_value_need_not():
    gradient = np.array([3.0, 0.1])
    by_norm, by_value = clipped(NUMPY, gradient, 0.0, 1.0), clipped(NUMPY, gradient, 1.0, 0.0)
    assert np.linalg.norm(by_norm) == pytest.approx(1.0, abs=1e-6)
    np.testing.assert_allclose(by_norm / np.linalg.norm(by_norm), gradient / np.linalg.norm(gradient))
    np.testing.assert_array_equal(by_value, [1.0, 0.1])


def test_a_gradient_of_zero_stays_zero():
    assert not clipped(NUMPY, np.zeros(5), 1.0, 1.0).any()


def test_the_step_of_a_clipped_gradient_is_no_longer_than_it(classifier, clouds):
    settings = TrainingSettings("sgd", {"learning_rate": 0.5}, dtype="float64", clip_norm=1e-3)
    trainer = Trainer(classifier, clouds, settings)
    before = trainer.parameters
    trainer.step()
    assert np.linalg.norm(trainer.parameters - before) == pytest.approx(0.5e-3, rel=1e-2)


def test_the_schedule_multiplies_the_rate_that_a_person_moves(classifier, clouds):
    settings = TrainingSettings("sgd", {"learning_rate": 0.4}, batch_size=0, schedule="exponential",
                                schedule_settings={"gamma": 0.5})
    trainer = Trainer(classifier, clouds, settings)
    assert trainer.scheduled_rate == 0.4
    trainer.epoch()
    assert trainer.scheduled_rate == 0.2
    trainer.learning_rate = 1.0
    assert trainer.scheduled_rate == 0.5
    trainer.epoch()
    np.testing.assert_array_equal(trainer.history.columns()["learning_rate"], [0.4, 0.5])
    trainer.reset()
    assert trainer.scheduled_rate == 1.0


def test_a_rate_scheduled_in_steps_reaches_every_step(classifier, clouds):
    """With full batches and plain descent, the n-th step is γⁿ η g."""
    settings = TrainingSettings("sgd", {"learning_rate": 0.1}, batch_size=0, dtype="float64", schedule="step",
                                schedule_settings={"unit": "step", "every": 1, "gamma": 0.1})
    plain = TrainingSettings("sgd", {"learning_rate": 0.1}, batch_size=0, dtype="float64")
    scheduled, steady = Trainer(classifier, clouds, settings), Trainer(classifier, clouds, plain)
    for number in range(4):
        steady.set_parameters(scheduled.parameters)
        before = scheduled.parameters
        scheduled.step()
        steady.step()
        np.testing.assert_allclose(scheduled.parameters - before, 0.1 ** number * (steady.parameters - before),
                                   rtol=1e-6, atol=1e-15)


def test_settings_of_before_schedules_still_read():
    settings = TrainingSettings.from_json({"optimizer": "sgd", "epochs": 5})
    assert (settings.schedule, settings.clip_norm, settings.clip_value) == ("constant", 0.0, 0.0)
    again = TrainingSettings.from_json(TrainingSettings(schedule="cosine", schedule_settings={"final": 0.2}).to_json())
    assert again.schedule_settings["final"] == 0.2


def test_a_schedule_takes_no_settings_of_another():
    with pytest.raises(SettingError, match="gamma"):
        TrainingSettings(schedule="cosine", schedule_settings={"gamma": 0.5})

"""Schedules against their formulas and against PyTorch's."""

from __future__ import annotations

import pytest

from engine.fields import check_settings
from engine.schedules import SCHEDULES


def rates(name: str, count: int, first: float = 1.0, **settings: object) -> list[float]:
    """ε_k for k = 0 … count − 1, counted in steps."""
    schedule = SCHEDULES[name]
    checked = check_settings(schedule.fields, {"unit": "step", **settings})
    return [first * schedule.factor(checked, steps=k, epochs=0) for k in range(count)]


def test_linear_decay_is_the_formula_of_the_book():
    """ε_k = (1 − k/τ) ε₀ + (k/τ) ε_τ up to τ, then ε_τ."""
    first, last, length = 0.2, 0.002, 40
    expected = [(1 - k / length) * first + (k / length) * last if k < length else last for k in range(60)]
    assert rates("linear", 60, first, length=length, final=last / first) == pytest.approx(expected, rel=1e-14)


def peers(torch, optimizer):
    schedulers = torch.optim.lr_scheduler
    return {
        "constant": ({}, schedulers.ConstantLR(optimizer, factor=1.0)),
        "linear": ({"length": 30, "final": 0.1}, schedulers.LinearLR(optimizer, 1.0, 0.1, total_iters=30)),
        "step": ({"every": 7, "gamma": 0.5}, schedulers.StepLR(optimizer, 7, 0.5)),
        "exponential": ({"gamma": 0.9}, schedulers.ExponentialLR(optimizer, 0.9)),
        "cosine": ({"length": 50, "final": 0.05}, schedulers.CosineAnnealingLR(optimizer, 50, eta_min=0.3 * 0.05)),
    }


@pytest.mark.parametrize("warm_up", [0, 6])
@pytest.mark.parametrize("name", SCHEDULES)
@pytest.mark.filterwarnings("ignore")  # PyTorch wants an optimizer's step before each of the scheduler's
def test_schedule_is_that_of_pytorch(name, warm_up):
    torch = pytest.importorskip("torch")
    optimizer = torch.optim.SGD([torch.zeros(1)], lr=0.3)
    settings, scheduler = peers(torch, optimizer)[name]
    if warm_up:
        optimizer = torch.optim.SGD([torch.zeros(1)], lr=0.3)
        before = torch.optim.lr_scheduler.LinearLR(optimizer, 1 / (warm_up + 1), 1.0, total_iters=warm_up)
        scheduler = torch.optim.lr_scheduler.SequentialLR(
            optimizer, [before, peers(torch, optimizer)[name][1]], milestones=[warm_up])
    theirs = []
    for _ in range(45):
        theirs.append(optimizer.param_groups[0]["lr"])
        scheduler.step()
    assert rates(name, 45, 0.3, warm_up=warm_up, **settings) == pytest.approx(theirs, rel=1e-9)


@pytest.mark.parametrize("name", SCHEDULES)
def test_schedule_begins_at_the_full_rate_and_never_exceeds_it(name):
    factors = rates(name, 300)
    assert factors[0] == 1.0
    assert all(0 < factor <= 1 for factor in factors)


@pytest.mark.parametrize("unit", ["epoch", "step"])
def test_the_picture_of_a_schedule_is_what_the_training_does(unit):
    schedule = SCHEDULES["step"]
    settings = check_settings(schedule.fields, {"unit": unit, "every": 3, "gamma": 0.5, "warm_up": 2})
    epochs, factors = schedule.over(settings, epochs=5, steps_per_epoch=4, most=100)
    assert epochs.tolist() == [k / 4 for k in range(20)]
    assert factors.tolist() == [schedule.factor(settings, k, k // 4) for k in range(20)]
    epochs, factors = schedule.over(settings, epochs=10_000, steps_per_epoch=50, most=100)
    assert (len(epochs), epochs[0], epochs[-1]) == (100, 0.0, 10_000 - 1 / 50)


def test_a_schedule_in_epochs_is_constant_within_an_epoch():
    schedule = SCHEDULES["exponential"]
    settings = check_settings(schedule.fields, {"unit": "epoch", "gamma": 0.5})
    assert [schedule.factor(settings, steps, steps // 4) for steps in range(9)] == [1] * 4 + [0.5] * 4 + [0.25]

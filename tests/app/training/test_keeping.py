"""When the document hears what was learned."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from app.training.keeping import KEEP, KEEP_SHARE, LONGEST_KEEP, Keeping
from app.training.snapshot import Kept
from engine.project import Learned


class Heard:
    """A document that writes down what it is told."""

    def __init__(self) -> None:
        self.model = SimpleNamespace(run=3)
        self.told: list[tuple[int, Learned, bool]] = []

    def keep_learned(self, run: int, learned: Learned, trained: bool = True) -> None:
        self.told.append((run, learned, trained))


class SlowLine:
    """A connection on which no order is ever carried out."""

    def __init__(self) -> None:
        self.posted = 0

    def post(self, order: object) -> None:
        self.posted += 1

    def settle(self, seconds: float) -> bool:
        return False

    def is_current(self, snapshot: object) -> bool:
        return snapshot is not None


@pytest.mark.parametrize(("took", "after"), [
    (0.001, KEEP), (0.06, 0.06 / KEEP_SHARE), (5.0, LONGEST_KEEP)], ids=["quick", "as its share says", "slow"])
def test_it_is_asked_again_after_a_time_that_keeps_to_its_share(took: float, after: float):
    now = [100.0]
    document = Heard()
    keeping = Keeping(document, SlowLine(), lambda: now[0])
    keeping.ask()
    now[0] += took
    keeping.take(Kept(2, Learned(), trained=False))
    assert document.told == [(2, Learned(), False)]
    keeping.ask()
    now[0] += after - 1e-6
    assert not keeping.is_due
    now[0] += 2e-6
    assert keeping.is_due


@pytest.mark.parametrize("turn", [Keeping.store, Keeping.lose], ids=["a step that takes long", "a process that ends"])
def test_what_is_seen_is_kept_where_its_weights_came_along(turn):
    document, weights = Heard(), np.ones(4)
    for present in (None, SimpleNamespace(parameters=None),
                    SimpleNamespace(parameters=weights, learned=lambda: Learned(weights))):
        keeping = Keeping(document, SlowLine())
        turn(keeping, present)  # nothing was learned since
        keeping.post(print)
        turn(keeping, present)
    [(run, learned, trained)] = document.told
    assert (run, trained) == (3, True)
    assert learned.parameters is weights

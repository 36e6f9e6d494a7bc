"""What a person is given is enough to work the δ out."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.numbers import read_number
from app.widgets.step.fill_in import MOST, FillIn
from engine.step import DeltaParts


def test_of_many_paths_those_that_are_not_listed_are_given_together(qtbot: QtBot):
    fill_in = FillIn()
    qtbot.addWidget(fill_in)
    paths = tuple((0.5 + place, 0.25) for place in range(MOST + 3))
    whole = sum(weight * delta for weight, delta in paths)
    fill_in.ask(DeltaParts(whole, whole, 1.0, 0.8, paths=paths), "1", "last", "Squared", anew=True)
    deltas, weights, rest, _ = fill_in.given.text().splitlines()
    first = [[read_number(word, "en") for word in line.split(": ")[1].split("  ")[:MOST]] for line in (deltas, weights)]
    given = sum(weight * delta for delta, weight in zip(*first, strict=True)) + read_number(rest.split("= ")[1], "en")
    assert given == pytest.approx(whole, rel=1e-3)
    assert "the other 3 paths" in rest
    fill_in.ask(DeltaParts(whole, whole, 1.0, 0.8, paths=paths[:MOST]), "1", "last", "Squared", anew=True)
    assert "other" not in fill_in.given.text()

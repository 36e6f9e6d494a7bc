"""The example in hand is one of the data whatever happens to them, or what a person made of one."""

from __future__ import annotations

import numpy as np
import pytest

from engine.data import DataSpec, load
from engine.errors import FormatError, SettingError
from engine.example import IN_HAND, MOST_VALUES, Example
from engine.probes import Given, OfPart

XOR = load(DataSpec("xor", {"samples": 100}))
IRIS = load(DataSpec("iris"))


def test_it_is_what_the_part_holds_there():
    example = Example("test", 3)
    assert example.examples == OfPart("test", (3,))
    np.testing.assert_array_equal(example.raw(IRIS), IRIS.test.raw[3])
    np.testing.assert_array_equal(example.targets(IRIS), IRIS.test.targets[3])


def test_of_what_is_made_by_hand_nobody_knows_the_truth():
    made = Example("test", 3).with_value(1, 9.5, IRIS)
    assert made.examples == Given(IN_HAND)
    np.testing.assert_array_equal(made.raw(IRIS), [*IRIS.test.raw[3][:1], 9.5, *IRIS.test.raw[3][2:]])
    assert made.targets(IRIS) is None
    assert made.with_value(0, 1.0, IRIS).values[:2] == (1.0, 9.5)
    assert made.stepped(0, IRIS) == Example("test", 3)


def test_other_data_have_the_nearest_one():
    assert Example("train", 10**6).within(XOR) == Example("train", len(XOR.train) - 1)
    assert Example("validation", 2).within(XOR) == Example("train", 2), "there is no validation part"
    assert Example("train", 2, (1.0,) * 4).within(XOR) == Example("train", 2), "four numbers are no point of a plane"
    assert Example("train", 2, (1.0,) * 4).within(IRIS).values == (1.0,) * 4


def test_stepping_ends_at_both_ends():
    assert Example().stepped(-1, XOR) == Example()
    assert Example().stepped(1, XOR) == Example("train", 1)
    assert Example("test", 0).stepped(10**9, XOR).place == len(XOR.test) - 1


@pytest.mark.parametrize("example", [Example(), Example("test", 12), Example("train", 1, (0.5, -1.0))])
def test_it_is_written_and_read(example):
    assert Example.from_json(example.to_json()) == example


@pytest.mark.parametrize("broken", [
    None, {}, {"part": "train", "place": 0}, {"part": "train", "place": 0, "values": "12"},
    {"part": "train", "place": 0, "values": [True]}, {"part": "train", "place": 0, "values": [[1.0]]},
    {"part": "train", "place": 0, "values": [], "more": 1}])
def test_what_is_none_is_refused(broken):
    with pytest.raises(FormatError):
        Example.from_json(broken)


@pytest.mark.parametrize("fields", [
    ("all", 0, ()), ("train", -1, ()), ("train", 0.0, ()), ("train", True, ()), ("train", 0, (float("nan"),)),
    ("train", 0, (0.0,) * (MOST_VALUES + 1)), ([], 0, ())])
def test_what_can_be_none_is_refused_with_a_sentence(fields):
    with pytest.raises(SettingError):
        Example(*fields)

"""What is written on: prefixes, temperatures, and the tree of many futures."""

from __future__ import annotations

import numpy as np
import pytest

from engine.sequences.phrases import most_telling, on_only_there
from engine.sequences.writing import bent, read_prefix, spelled, tree

LETTERS = ("␣", "a", "b", "ñ", "¶")


def test_a_prefix_is_what_was_typed_at_its_end():
    assert read_prefix("ab Ñ\nb", LETTERS, 4) == ((0, 3, 4, 2), ())
    assert read_prefix("b", LETTERS, 3) == ((0, 0, 2), ())
    assert read_prefix("a!x!b", LETTERS, 2) == ((1, 2), ("!", "x"))
    assert read_prefix("the hill", ("hill", "the", "(others)"), 3) == ((0, 1, 0), ())


def test_what_is_spelled_reads_back():
    places = (1, 0, 3, 4, 2)
    assert spelled(places, LETTERS) == "a ñ\nb"
    assert read_prefix(spelled(places, LETTERS), LETTERS, 5) == (places, ())
    assert spelled((0, 1), ("the", "hill", "(others)")) == "the hill"


def test_a_temperature_bends_probabilities():
    p = np.array([0.5, 0.3, 0.2, 0.0])
    np.testing.assert_allclose(bent(p, 1.0), p)
    np.testing.assert_allclose(bent(p, 0.5), p**2 / (p**2).sum())
    np.testing.assert_array_equal(bent(p, 0.0), [1, 0, 0, 0])
    np.testing.assert_allclose(bent(p, 0.01), [1, 0, 0, 0], atol=1e-12)


def test_bands_of_a_tree_are_exact_and_lie_in_their_parents():
    symbols = np.array([[0, 0], [0, 1], [0, 1], [1, 0]])
    chances = np.array([[0.6, 0.3], [0.6, 0.7], [0.6, 0.7], [0.4, 0.9]])
    branches = tree(symbols, chances)
    found = {(branch.depth, branch.parent, branch.symbol): branch for branch in branches}
    assert found[1, -1, 0].chance == pytest.approx(0.6)
    assert (found[1, -1, 0].count, found[1, -1, 1].count) == (3, 1)
    assert found[2, 0, 1].chance == pytest.approx(0.42)
    assert found[2, 0, 1].count == 2
    assert found[2, 1, 0].chance == pytest.approx(0.36)
    for branch in branches:
        parent = branches[branch.parent] if branch.parent >= 0 else None
        top, bottom = (parent.top, parent.top + parent.chance) if parent else (0.0, 1.0)
        assert top - 1e-12 <= branch.top <= branch.top + branch.chance <= bottom + 1e-12


def test_what_is_unlikely_is_left_out_with_all_that_follows():
    symbols, chances = np.array([[0, 0], [1, 0]]), np.array([[0.99, 1.0], [0.01, 1.0]])
    assert {branch.symbol for branch in tree(symbols, chances, 0.05)} == {0}
    assert len(tree(symbols, chances, 0.05)) == 2


def test_units_on_only_in_a_phrase():
    hidden = np.zeros((6, 4))
    hidden[2:4, 0] = 0.9          # on in it alone
    hidden[2:4, 1], hidden[5, 1] = -0.95, 0.8  # and elsewhere, not beside it
    hidden[1:4, 2] = 0.9          # and just before
    hidden[2, 3] = 0.9            # in half of it
    assert on_only_there(hidden, 2, 4, 0.5) == (1, 0)
    assert on_only_there(hidden, 2, 4, 0.5, all_else=True) == (0,)
    assert on_only_there(hidden, 2, 4, 0.99) == ()


def test_the_phrase_that_tells_most_is_that_of_most_units_and_of_equals_the_longest():
    hidden = np.zeros((6, 3))
    hidden[1, 0] = 0.9
    assert most_telling(hidden, 0.5) == (1, 2)
    hidden[3:5, 1] = -0.9
    assert most_telling(hidden, 0.5) == (3, 5)
    hidden[1, 2] = 0.7
    assert most_telling(hidden, 0.5) == (1, 2)
    assert most_telling(hidden[:1], 0.5) == (0, 1)


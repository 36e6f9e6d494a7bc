"""A sentence as the sum of the vectors that a network has learned, with the network's own numbers."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from engine.data import DataSpec
from engine.graph import LayerSpec, sequential
from engine.network import Network

VOTES = sequential(
    LayerSpec("input", "input", {"shape": (12,)}),
    LayerSpec("words", "embedding", {"vocabulary": 502, "dimension": 8}),
    LayerSpec("average", "global_pooling", {"function": "average"}),
    LayerSpec("head", "dense", {"units": 1, "activation": "sigmoid"}),
    LayerSpec("output", "output", {"loss": "binary_cross_entropy"}))


def test_the_arrows_end_where_the_network_pools_and_the_votes_add_up_to_what_it_says(open_page):
    view = open_page("sum", VOTES, DataSpec("sentiment", standardize=False), epochs=2)
    session = view._session
    network, row = Network(VOTES), session.data.train.inputs[:1]
    pooled = network.activations(session.latest.parameters, row)["average"][0]
    np.testing.assert_allclose(view.shares.sum(axis=0), pooled, rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(view.map.way[-1], view.plane.places(12 * pooled), atol=1e-4)
    assert len(view.map.way) == 13
    head = network.activations(session.latest.parameters, row)["head"][0, 0]
    assert view.votes.ends[-1] == pytest.approx(np.log(head / (1 - head)), rel=1e-4)
    assert [name for name, _ in view.votes.rows][-1] == "bias"
    assert f"{network.predict(session.latest.parameters, row)[0, 0]:.1%}" in view.said.text()


def test_no_word_of_a_step_is_written_over_another_and_long_steps_have_theirs(open_page):
    plot = open_page("sum", VOTES, DataSpec("sentiment", standardize=False), epochs=2).map
    ends = plot._in_scene(plot.way)
    named = plot._names_of_steps(ends)
    assert plot.way_words[np.hypot(*np.diff(ends, axis=0).T).argmax()] == named[0][1]
    assert all(not box.intersects(other) for (box, _), (other, _) in combinations(named, 2))
    assert plot._names_of_steps(np.empty((0, 2))) == []


def test_a_network_that_adds_up_nothing_says_so(open_page):
    assert "No network here adds up" in open_page("sum").content.sentence

"""Witnesses against a map: they object to edge detectors and to chance, and to nothing that stands."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from engine.vision import area_below, edges, likeness, objections

DRAW = np.random.default_rng(0)
IMAGE = DRAW.random((12, 12, 1))
OTHER, MAP = DRAW.normal(size=(12, 12)), DRAW.normal(size=(12, 12))
EVENLY = np.linspace(0, 1, 11)
STEEP, AT_RANDOM = np.exp(-9 * EVENLY), np.stack([1 - EVENLY, 1 - EVENLY ** 2])


def said(*about) -> list[str]:
    return [one.template.format(**one.values) for one in objections(*about)]


def test_a_map_that_depends_on_the_weights_and_finds_what_counts_stands():
    assert said(MAP, OTHER, IMAGE, EVENLY, STEEP, AT_RANDOM) == []


def test_each_witness_objects_by_itself():
    [still] = said(MAP, 0.01 * MAP, IMAGE, EVENLY, STEEP, AT_RANDOM)
    assert "forgotten everything" in still
    [drawn] = said(edges(IMAGE) ** 2, OTHER, IMAGE, EVENLY, STEEP, AT_RANDOM)
    assert "edge detector" in drawn
    [chance] = said(MAP, OTHER, IMAGE, EVENLY, 1 - 0.5 * EVENLY, AT_RANDOM)
    assert "at random" in chance


def test_edges_are_where_the_image_changes():
    image = np.zeros((8, 8, 1))
    image[:, 4:] = 1.0
    assert np.argwhere(edges(image).any(axis=0)).ravel().tolist() == [3, 4]
    assert edges(image).max() == 4.0
    assert not edges(np.full((5, 5, 3), 0.7)).any()


def test_likeness_is_the_rank_correlation_of_sizes():
    assert likeness(MAP, -3 * MAP) == pytest.approx(1.0)
    assert likeness(MAP, OTHER) == pytest.approx(stats.spearmanr(abs(MAP).ravel(), abs(OTHER).ravel()).statistic)
    assert np.isnan(likeness(MAP, np.zeros_like(MAP)))


def test_the_area_below_a_curve_follows_its_shares():
    assert area_below(np.array([0.0, 0.25, 1.0]), np.array([1.0, 0.0, 0.0])) == pytest.approx(0.125)

"""The figures are scikit-learn's, and have no value where there is nothing to measure."""

from __future__ import annotations

import math

import numpy as np
import pytest
from sklearn.metrics import classification_report, mean_absolute_error, roc_auc_score

from engine.device import NUMPY
from engine.metrics import METRICS
from engine.report import class_report, roc_curves, target_report

RNG = np.random.default_rng(4)


def test_classes_are_those_of_the_classification_report():
    true = RNG.integers(0, 3, 200)
    likely = RNG.dirichlet([1, 1, 1], 200) + 0.5 * np.eye(3)[true]
    names = ["a", "b", "c"]
    expected = classification_report(true, likely.argmax(axis=1), target_names=names, output_dict=True)
    *rows, (_, means) = class_report(likely, np.eye(3)[true], names).rows
    for name, (precision, recall, f1, area, support) in rows:
        assert [precision, recall, f1, support] == pytest.approx(
            [expected[name][key] for key in ("precision", "recall", "f1-score", "support")])
        assert area == pytest.approx(roc_auc_score(true == names.index(name), likely[:, names.index(name)]))
    assert means[:3] == pytest.approx([expected["macro avg"][key] for key in ("precision", "recall", "f1-score")])
    assert means[-1] == 200


def test_two_classes_in_one_column_are_two_rows_and_one_curve():
    true = RNG.integers(0, 2, (80, 1)).astype(float)
    likely = np.clip(0.5 * true + 0.5 * RNG.random((80, 1)), 0, 1)
    rows = class_report(likely, true, ["no", "yes"]).rows
    assert [name for name, _ in rows[:2]] == ["no", "yes"]
    assert rows[0][1][3] == pytest.approx(rows[1][1][3]), "one area for both"
    curve, = roc_curves(likely, true, ["no", "yes"])
    assert curve.name == "yes"
    assert np.trapezoid(curve.true_positives, curve.false_positives) == pytest.approx(curve.area)
    assert (curve.false_positives[[0, -1]].tolist(), curve.true_positives[[0, -1]].tolist()) == ([0, 1], [0, 1])


def test_what_cannot_be_measured_is_no_number():
    true = np.eye(3)[[0, 0, 1]]
    likely = np.eye(3)[[0, 0, 0]]
    rows = dict(class_report(likely, true, ["a", "b", "never"]).rows)
    assert math.isnan(rows["b"][0]), "nothing was taken for it"
    assert math.isnan(rows["never"][1])
    assert math.isnan(rows["never"][3])
    assert roc_curves(likely, true, ["a", "b", "never"])[-1].name == "b"


def test_targets_are_measured_one_by_one_in_their_own_units():
    true = RNG.normal(size=(50, 2)) * [1, 100]
    said = true + RNG.normal(size=(50, 2)) * [0.1, 5]
    report = target_report(said, true, ["small", "large"])
    for place, (_, (r2, mean_absolute, root_mean_square, count)) in enumerate(report.rows):
        assert mean_absolute == pytest.approx(mean_absolute_error(true[:, place], said[:, place]))
        assert root_mean_square == pytest.approx(np.sqrt(np.mean((true - said)[:, place] ** 2)))
        assert 0.95 < r2 < 1
        assert count == 50


def test_a_target_that_does_not_vary_has_no_r2():
    (_, (r2, *_)), = target_report(np.zeros((4, 1)), np.ones((4, 1)), ["x"]).rows
    assert math.isnan(r2)


def test_r2_of_a_target_that_is_constant_but_for_rounding_is_0():
    targets = np.full((359, 2), 0.0264, np.float32)
    targets[:, 1] = np.linspace(0, 1, 359)
    said = targets + np.float32(0.1)
    score = METRICS["regression"].measure(NUMPY, said, targets)
    assert score == pytest.approx((0.0 + 1 - 359 * 0.01 / ((targets[:, 1] - targets[:, 1].mean()) ** 2).sum()) / 2)

"""Split, standardisation and filling: nothing of the test part may leak into training."""

from __future__ import annotations

import dataclasses
import pickle
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data import SOURCES, DataSpec, load
from engine.data.scaling import Standardization
from engine.data.source import silent
from engine.data.split import split
from engine.errors import DataError
from tests.cases import random_cases


@given(
    sizes=st.lists(st.integers(1, 60), min_size=1, max_size=8),
    validation=st.sampled_from([0.0, 0.1, 0.25, 0.4]), test=st.sampled_from([0.01, 0.2, 0.29, 0.55]),
    seed=st.integers(0, 2**32 - 1),
)
def test_parts_are_disjoint_complete_and_stratified_within_one(sizes, validation, test, seed):
    labels = np.repeat(np.arange(len(sizes)), sizes)
    parts = split(labels, validation, test, np.random.default_rng(seed))
    assert sorted(np.concatenate(parts).tolist()) == list(range(len(labels)))
    training, *others = (np.bincount(labels[part], minlength=len(sizes)) for part in parts)
    assert (training >= 1).all(), "every class can be learned"
    for counts, fraction in zip(others, (validation, test), strict=True):
        off = np.abs(counts - np.array(sizes) * fraction)
        assert ((off <= 1 + 1e-9) | (training == 1)).all()


@given(n=st.integers(2, 500), test=st.sampled_from([0.1, 0.2, 0.25, 0.5]))
def test_without_classes_the_test_part_has_its_share(n, test):
    _, _, testing = split(np.zeros(n), 0.0, test, np.random.default_rng(0))
    assert abs(len(testing) - n * test) <= 0.5 + 1e-9


def test_parts_are_shuffled_and_not_sorted_by_class():
    labels = load(DataSpec("iris")).train.targets.argmax(axis=1)
    assert (np.diff(labels) != 0).sum() > 40


def test_standardisation_is_measured_on_the_training_part_only(load_table):
    """An outlier planted in the test part leaves the scale of the training part alone."""
    rng = np.random.default_rng(5)
    values = rng.normal(10, 2, 100).round(3)
    lines = [f"{i},{value},{value * 3 + 1:.3f}" for i, value in enumerate(values)]
    plain = load_table("id,x,y\n" + "\n".join(lines), columns=["id", "x"])
    victim = int(plain.test.raw[0, 0])
    lines[victim] = f"{victim},1000000,-5000000"
    planted = load_table("id,x,y\n" + "\n".join(lines), columns=["id", "x"])

    assert np.array_equal(planted.train.inputs, plain.train.inputs)
    assert np.array_equal(planted.train.targets, plain.train.targets)
    assert planted.test.inputs[0, 1] > 100_000, "seen from the training part it is far out"
    np.testing.assert_allclose(planted.train.inputs.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(planted.train.inputs.std(axis=0), 1)


@pytest.mark.parametrize("name", ["digits", "wine", "spiral", "diabetes"])
def test_training_inputs_have_mean_0_and_deviation_1_or_are_constant(name):
    data = load(DataSpec(name, validation_fraction=0.2))
    deviation = data.train.inputs.std(axis=0)
    np.testing.assert_allclose(data.train.inputs.mean(axis=0), 0, atol=1e-10)
    constant = np.ptp(data.train.raw, axis=0) == 0 if name == "digits" else np.zeros(len(deviation), bool)
    np.testing.assert_allclose(deviation, np.where(constant, 0, 1), atol=1e-10)
    assert np.isfinite(data.test.inputs).all()


@given(value=st.floats(-1e50, 1e50), n=st.integers(1, 50))
def test_a_constant_column_becomes_zero(value, n):
    values = np.full((n, 1), value)
    scaling = Standardization.fit(values)
    assert (scaling.apply(values) == 0).all()
    assert scaling.scale == 1


@given(value=st.floats(1e-300, 1e300), n=st.integers(2, 200), seed=st.integers(0, 99))
def test_a_column_that_is_constant_but_for_rounding_is_constant(value, n, seed):
    """As scikit-learn has it; and unlike there it becomes small beside 1 whatever its size."""
    rng = np.random.default_rng(seed)
    values = np.nextafter(value, np.inf) * (1 + 4 * np.finfo(float).eps * rng.integers(-2, 3, (n, 1)))
    assert np.abs(Standardization.fit(values).apply(values)).max() < 1e-13


@given(offset=st.floats(-1e6, 1e6), size=st.integers(-300, 300), seed=st.integers(0, 99))
def test_columns_of_any_size_get_mean_0_and_deviation_1(offset, size, seed):
    """Beside the same numbers near 1, whose squares there are."""
    plain = np.random.default_rng(seed).normal(offset, 1.0, (50, 1))
    values = plain * 10.0**size
    if np.ptp(plain) < 1e-9 * abs(offset):
        return
    standardised = Standardization.fit(values).apply(values)
    np.testing.assert_allclose(standardised, (plain - plain.mean()) / plain.std(), atol=1e-7)


def test_standardisation_agrees_with_scikit_learn():
    StandardScaler = pytest.importorskip("sklearn.preprocessing").StandardScaler
    rng = np.random.default_rng(1)
    columns = [rng.normal(3, 2, 80), np.where(rng.random(80) < 0.5, 0.1 + 0.2, 0.3), np.full(80, 1 / 3),
               1e9 + rng.random(80), rng.normal(0, 1e-12, 80), np.cumsum(np.full(80, 0.1)) - 0.1 * np.arange(1, 81) + 7]
    values = np.column_stack(columns)
    np.testing.assert_allclose(Standardization.fit(values).apply(values), StandardScaler().fit_transform(values),
                               atol=1e-6)


@pytest.mark.parametrize("size", ["original", "16"])
def test_images_are_standardised_by_the_channel_so_that_they_stay_pictures(size):
    data = load(DataSpec("digits", {"image": True, "size": size}))
    assert len(np.unique(data.input_scaling.mean)) == len(np.unique(data.input_scaling.scale)) == 1
    assert data.train.inputs.mean() == pytest.approx(0, abs=1e-12)
    assert data.train.inputs.std() == pytest.approx(1)
    assert np.array_equal(data.transform(data.test.raw), data.test.inputs)


def test_each_channel_has_its_own_scale():
    images = np.random.default_rng(0).normal([1, 20, -3], [1, 5, 0.1], (30, 4, 5, 3))
    scaling = Standardization.of_images(images.reshape(30, -1), (4, 5, 3))
    whole = scaling.apply(images.reshape(30, -1)).reshape(images.shape)
    np.testing.assert_allclose(whole.mean(axis=(0, 1, 2)), 0, atol=1e-12)
    np.testing.assert_allclose(whole.std(axis=(0, 1, 2)), 1)


@pytest.mark.parametrize(("features", "named"), [((), "x2"), (("x1^2",), "x1^2")])
def test_what_is_not_finite_is_named_with_column_and_row(features, named, monkeypatch):
    """A square may overflow where its root does not."""
    samples = SOURCES["gaussian"].make({"samples": 20, "noise": 0}, np.random.default_rng(0), None, silent)
    raw = samples.raw.copy()
    raw[12] = (1e200, 1.0) if features else (0.0, np.inf)
    spoiled = dataclasses.replace(SOURCES["gaussian"], make=lambda *_: dataclasses.replace(samples, raw=raw))
    monkeypatch.setattr("engine.data.dataset.SOURCES", {"gaussian": spoiled})
    with np.errstate(over="ignore"), pytest.raises(DataError, match=f"“{re.escape(named)}” is inf in row 13"):
        load(DataSpec("gaussian", features=features))


def test_without_standardisation_inputs_and_targets_are_as_they_came():
    data = load(DataSpec("diabetes", standardize=False))
    assert np.array_equal(data.train.inputs, data.train.raw)
    assert data.train.targets.min() >= 25
    assert np.array_equal(data.restore_targets(data.train.targets), data.train.targets)


@pytest.mark.parametrize("name", ["circle", "bumps", "digits", "diabetes"])
def test_transform_of_raw_rows_gives_the_inputs(name):
    data = load(DataSpec(name, validation_fraction=0.1))
    for part in (data.train, data.validation, data.test):
        assert np.array_equal(data.transform(part.raw), part.inputs)
    with pytest.raises(DataError, match="rows of"):
        data.transform(np.zeros((3, 99)))


def test_regression_targets_are_standardised_and_restored():
    data, plain = load(DataSpec("diabetes")), load(DataSpec("diabetes", standardize=False))
    np.testing.assert_allclose(data.train.targets.std(), 1)
    np.testing.assert_allclose(data.restore_targets(data.test.targets), plain.test.targets)


def test_class_targets_are_never_rescaled():
    data = load(DataSpec("xor"))
    assert set(np.unique(data.train.targets)) == {0, 1}
    assert np.array_equal(data.restore_targets(data.test.targets), data.test.targets)


def test_arrays_are_read_only_float64():
    data = load(DataSpec("iris", validation_fraction=0.2))
    for part in (data.train, data.validation, data.test):
        for array in (part.inputs, part.targets, part.raw, data.raw_range):
            assert array.dtype == np.float64
            with pytest.raises(ValueError, match="read-only"):
                array[...] = 0


def test_raw_range_spans_all_parts():
    data = load(DataSpec("wine", validation_fraction=0.2))
    everything = np.vstack([data.train.raw, data.validation.raw, data.test.raw])
    assert np.array_equal(data.raw_range, np.column_stack([everything.min(axis=0), everything.max(axis=0)]))


def test_too_few_examples_for_their_parts_are_refused(load_table):
    with pytest.raises(DataError, match="too few"):
        load_table("x,y\n1,2.5\n2,3.5\n", task="regression")
    with pytest.raises(DataError, match="too few"):
        load_table("x,y\n1,2.5\n2,3.5\n3,4.5\n", task="regression", spec={"validation_fraction": 0.1})


def test_four_rows_of_xor_are_enough(load_table):
    data = load_table("a,b,xor\n0,0,0\n0,1,1\n1,0,1\n1,1,0\n")
    assert (len(data.train), len(data.test)) == (3, 1)


@random_cases(20)
@given(seed=st.integers(0, 2**32 - 1))
def test_data_survive_the_way_to_another_process(seed):
    spec = DataSpec("iris", validation_fraction=0.2, seed=seed)
    assert pickle.loads(pickle.dumps(spec)) == spec
    copy = pickle.loads(pickle.dumps(load(spec)))
    assert np.array_equal(copy.train.inputs, load(spec).train.inputs)


@pytest.mark.parametrize("source", ["xor", "iris"])
def test_targets_stand_for_the_classes_that_predictions_close_to_them_do(source):
    data = load(DataSpec(source))
    truths = data.train.targets
    labels = truths.reshape(-1).astype(int) if len(data.class_names) == 2 else np.nonzero(truths)[1]
    assert np.array_equal(data.classes_of(truths), labels)
    assert np.array_equal(data.classes_of(0.6 * truths + 0.1), labels)

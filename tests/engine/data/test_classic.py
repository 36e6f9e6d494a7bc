"""The classic tables are scikit-learn's, number for number."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn import datasets

from engine.data import DataSpec, load

NAMES = ("breast_cancer", "iris", "wine", "digits")


def rows_with_targets(inputs: np.ndarray, targets: np.ndarray) -> np.ndarray:
    """Rows in an order of their own, so that two tables can be compared whatever their order."""
    rows = np.column_stack([inputs, targets])
    return rows[np.lexsort(rows.T)]


def everything(data, array: str) -> np.ndarray:
    return np.concatenate([getattr(part, array) for part in (data.train, data.validation, data.test)])


@pytest.mark.parametrize("name", NAMES)
def test_classification_tables_equal_those_of_scikit_learn(name):
    data, bunch = load(DataSpec(name, validation_fraction=0.2)), getattr(datasets, f"load_{name}")()
    targets = everything(data, "targets")
    labels = targets[:, 0] if data.task == "binary" else targets.argmax(axis=1)
    assert np.array_equal(rows_with_targets(everything(data, "raw"), labels),
                          rows_with_targets(bunch.data, bunch.target))
    assert data.raw_names == data.feature_names == tuple(bunch.feature_names)
    assert data.class_names == tuple(map(str, bunch.target_names))


def test_diabetes_is_in_the_units_of_the_clinic():
    data, bunch = load(DataSpec("diabetes")), datasets.load_diabetes(scaled=False)
    targets = data.restore_targets(everything(data, "targets"))
    np.testing.assert_allclose(rows_with_targets(everything(data, "raw"), targets),
                               rows_with_targets(bunch.data, bunch.target), rtol=1e-12)
    assert data.task == "regression"
    assert data.class_names == ()
    assert data.raw_range[0].tolist() == [19, 79], "youngest and oldest"


@pytest.mark.parametrize(("name", "task", "inputs", "targets"), [
    ("breast_cancer", "binary", (30,), (1,)), ("iris", "multiclass", (4,), (3,)), ("wine", "multiclass", (13,), (3,)),
    ("digits", "multiclass", (64,), (10,)), ("diabetes", "regression", (10,), (1,)),
])
def test_shapes_and_tasks(name, task, inputs, targets):
    data = load(DataSpec(name))
    assert (data.task, data.input_shape, data.target_shape) == (task, inputs, targets)
    assert data.train.inputs.shape[1:] == inputs
    assert data.train.targets.shape[1:] == targets


def test_a_malignant_tumour_is_class_0_as_in_scikit_learn():
    counts = load(DataSpec("breast_cancer")).describe()
    assert counts.classes == {"malignant": 212, "benign": 357}
    assert (counts.train, counts.validation, counts.test) == (455, 0, 114)


def test_multiclass_targets_are_one_hot():
    targets = load(DataSpec("wine")).train.targets
    assert set(np.unique(targets)) == {0, 1}
    assert (targets.sum(axis=1) == 1).all()


def test_digits_as_images_are_the_same_pixels():
    flat, image = (load(DataSpec("digits", {"image": image}, standardize=False)) for image in (False, True))
    assert image.input_shape == (8, 8, 1)
    assert np.array_equal(image.test.inputs.reshape(-1, 64), flat.test.inputs)
    assert np.array_equal(image.test.raw, flat.test.raw)
    assert image.transform(image.test.raw[:3]).shape == (3, 8, 8, 1)


def test_some_of_the_digits_are_drawn_by_the_seed():
    drawn = [load(DataSpec("digits", {"samples": 200}, standardize=False, seed=seed)) for seed in (1, 1, 2)]
    rows = [np.concatenate([data.train.raw, data.test.raw]) for data in drawn]
    assert len({row.tobytes() for row in rows[0]}) == len(rows[0]) == 200
    assert np.array_equal(rows[0], rows[1])
    assert {row.tobytes() for row in rows[0]} != {row.tobytes() for row in rows[2]}
    every, classes = datasets.load_digits(return_X_y=True)
    for part in (drawn[0].train, drawn[0].test):
        for row, target in zip(part.raw, part.targets, strict=True):
            assert classes[(every == row).all(axis=1)].tolist() == [target.argmax()]

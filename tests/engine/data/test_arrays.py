"""Arrays of a person's own as data: what is learned, how they are split, and that their bytes say it all again."""

from __future__ import annotations

from contextlib import suppress

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import load as unpacked
from safetensors.numpy import save

from engine.data import SOURCES, Data, DataSpec, load
from engine.errors import DataError, SettingError

RNG = np.random.default_rng(0)
INPUTS = RNG.normal(size=(40, 3)) * [1.0, 10.0, 100.0] + 5.0
CLASSES = np.arange(40) % 3


@pytest.mark.parametrize(("targets", "task", "names"), [
    (CLASSES, "multiclass", ("0", "1", "2")),
    (CLASSES.astype(np.uint8)[:, None], "multiclass", ("0", "1", "2")),
    (np.array(["b", "a", "c"])[CLASSES], "multiclass", ("a", "b", "c")),
    (np.array(["b", "a", "c"], object)[CLASSES], "multiclass", ("a", "b", "c")),
    (np.eye(3)[CLASSES], "multiclass", ("0", "1", "2")),
    (CLASSES > 0, "binary", ("0", "1")),
    ((CLASSES > 0).astype(float), "binary", ("0", "1")),
    (CLASSES.astype(float), "regression", ()),
    (INPUTS[:, 0], "regression", ()),
    (INPUTS[:, :2], "regression", ()),
])
def test_what_targets_are_is_seen_from_their_values(targets, task, names):
    data = Data.from_arrays(INPUTS, targets)
    assert (data.task, data.class_names) == (task, names)
    assert data.train.inputs.shape == (32, 3)
    assert len(data.test) == 8


def test_the_task_can_be_said():
    assert Data.from_arrays(INPUTS, CLASSES, task="regression").task == "regression"
    assert Data.from_arrays(INPUTS, CLASSES.astype(float), task="multiclass").class_names == ("0.0", "1.0", "2.0")
    named = Data.from_arrays(INPUTS, CLASSES, class_names=("red", "green", "blue"))
    assert named.class_names == ("red", "green", "blue")


def test_examples_keep_their_targets_and_are_scaled_by_the_training_part():
    data = Data.from_arrays(INPUTS, INPUTS.sum(axis=1), seed=4)
    for part in (data.train, data.test):
        np.testing.assert_allclose(data.restore_targets(part.targets)[:, 0], part.raw.sum(axis=1), rtol=1e-12)
        np.testing.assert_allclose(part.inputs, data.transform(part.raw), rtol=1e-12)
    np.testing.assert_allclose(data.train.inputs.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(data.train.inputs.std(axis=0), 1, rtol=1e-12)
    assert {tuple(row) for part in (data.train, data.test) for row in part.raw} == {tuple(row) for row in INPUTS}
    plain = Data.from_arrays(INPUTS, CLASSES, standardize=False)
    assert plain.train.inputs.tobytes() == plain.train.raw.tobytes()


def test_parts_that_come_apart_stay_apart():
    others, theirs = RNG.normal(size=(7, 3)), np.arange(7) % 3
    data = Data.from_arrays(INPUTS, CLASSES, test=(others, theirs), validation=0.25)
    assert [len(part) for part in (data.train, data.validation, data.test)] == [30, 10, 7]
    expected = {tuple(row): label for row, label in zip(others.tolist(), theirs.tolist(), strict=True)}
    assert dict(zip(map(tuple, data.test.raw.tolist()), data.test.targets.argmax(axis=1).tolist(),
                    strict=True)) == expected
    both = Data.from_arrays(INPUTS, CLASSES, validation=(others, theirs), test=(others[:3] + 1, theirs[:3]))
    assert len(both.train) == 40
    assert set(map(tuple, both.validation.raw.tolist())) == set(expected)
    assert set(map(tuple, both.test.raw.tolist())) == set(map(tuple, (others[:3] + 1).tolist()))


def test_images_keep_their_shape_and_are_standardised_by_channel():
    images = RNG.random((20, 4, 4, 2)) * [1.0, 50.0]
    data = Data.from_arrays(images, np.arange(20) % 2)
    assert data.input_shape == (4, 4, 2)
    np.testing.assert_allclose(data.train.inputs.std(axis=(0, 1, 2)), 1, rtol=1e-12)


def test_tables_of_pandas_bring_the_names_of_their_columns():
    table = pd.DataFrame(INPUTS, columns=["age", "height", "weight"])
    data = Data.from_arrays(table, pd.Series(INPUTS[:, 0], name="price"))
    assert (data.raw_names, data.target_names) == (("age", "height", "weight"), ("price",))
    assert Data.from_arrays(INPUTS[:, 0], INPUTS[:, 1]).raw_names == ("x1",)


@pytest.mark.parametrize("dtype", ["float16", ">f4", "longdouble", "uint8", "int64", "bool"])
def test_numbers_of_every_kind_are_taken_as_they_are(dtype):
    values = np.array([[0, 1], [1, 0], [1, 1], [0, 0]] * 3).astype(dtype)
    data = Data.from_arrays(values[:, ::-1], np.arange(12) % 2, standardize=False)
    assert {tuple(row) for row in data.train.raw} <= {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_the_spec_says_all_of_it_again():
    data = Data.from_arrays(INPUTS, CLASSES, seed=2, class_names=("a", "b", "c"))
    spec = DataSpec.from_json(data.spec.to_json(), data.spec.content)
    again = load(spec)
    assert spec == data.spec
    assert again.train.inputs.tobytes() == data.train.inputs.tobytes()
    assert again.class_names == ("a", "b", "c")
    assert not SOURCES["arrays"].offered  # nobody can choose them from a list


@pytest.mark.parametrize(("inputs", "targets", "more", "sentence"), [
    (INPUTS, CLASSES[:-1], {}, "There are 40 examples, but targets for 39"),
    ([[1, 2], [3]], [1, 2], {}, "The inputs must be an array of numbers"),
    (np.array(["a", "b"]), [1, 2], {}, "The inputs must be an array of numbers"),
    (INPUTS, np.arange(40), {"task": "clas"}, "A task is one of regression, binary, multiclass"),
    (np.zeros((200, 1)), np.arange(200), {}, "200 different targets"),
    (INPUTS, np.zeros(40, int), {}, "1 different targets"),
    (INPUTS, CLASSES, {"class_names": ("a",)}, "There are 3 classes, 0, 1, 2, but 1 names"),
    (INPUTS, CLASSES, {"feature_names": ("a",)}, "There are 3 columns, but 1 names"),
    (INPUTS, np.zeros((40, 2, 2)), {}, "these have the shape"),
    (INPUTS, np.ones((40, 2), int), {}, "have a single 1 each"),
    (INPUTS, CLASSES, {"test": (INPUTS[:, :2], CLASSES)}, "All examples need the same shape"),
    (np.full((40, 2), np.inf), CLASSES, {}, "is inf in row 1"),
    (INPUTS, None, {}, r"these have the shape \(\)"),
    (INPUTS, [[1], [1, 2]] * 20, {}, r"these have the shape \(\)"),
    (INPUTS, CLASSES, {"test": (INPUTS, np.eye(3)[CLASSES])}, "All examples need the same shape"),
    (INPUTS, CLASSES, {"validation": (INPUTS, CLASSES, CLASSES)}, "here are 3 values"),
])
def test_what_are_no_examples_gets_a_sentence(inputs, targets, more, sentence):
    with pytest.raises(DataError, match=sentence):
        Data.from_arrays(inputs, targets, **more)


def test_an_impossible_share_gets_the_sentence_of_the_setting():
    with pytest.raises(SettingError, match="Test share"):
        Data.from_arrays(INPUTS, CLASSES, test=2.0)


def spoiled(change) -> bytes:
    arrays = unpacked(Data.from_arrays(INPUTS, CLASSES).spec.content)
    change(arrays)
    return save({name: np.ascontiguousarray(array) for name, array in arrays.items()})


@pytest.mark.parametrize("table", [
    None, b"", b"nothing of it", save({"inputs": INPUTS}),
    spoiled(lambda arrays: arrays.pop("names")),
    spoiled(lambda arrays: arrays.update(names=np.frombuffer(b"[]", np.uint8))),
    spoiled(lambda arrays: arrays.update(names=np.frombuffer(b"[" * 100_000, np.uint8))),
    spoiled(lambda arrays: arrays.update(targets=arrays["targets"] + 5)),
    spoiled(lambda arrays: arrays.update(targets=arrays["targets"][:3])),
    spoiled(lambda arrays: arrays.update(inputs=arrays["inputs"][:, :2])),
])
def test_damaged_bytes_are_refused(table):
    with pytest.raises(DataError, match=r"damaged|no arrays"):
        load(DataSpec("arrays", content=table))


@given(st.data())
def test_bytes_that_were_changed_anywhere_are_read_or_refused(data):
    table = bytearray(Data.from_arrays(INPUTS[:8], CLASSES[:8]).spec.content)
    for place in data.draw(st.lists(st.integers(0, len(table) - 1), min_size=1, max_size=4)):
        table[place] = data.draw(st.integers(0, 255))
    with suppress(DataError):
        load(DataSpec("arrays", content=bytes(table)))


def test_a_source_and_its_settings_by_name_are_a_spec():
    assert load("digits", image=True, validation_fraction=0.1).spec == DataSpec(
        "digits", {"image": True}, validation_fraction=0.1)
    with pytest.raises(SettingError, match="Perhaps you mean “image”"):
        load("digits", imge=True)


def test_data_say_what_they_are():
    assert repr(Data.from_arrays(INPUTS, CLASSES)) == (
        "Data(arrays: 32 training, 8 test examples, inputs (3,), 3 classes)")
    holes = INPUTS.copy()
    holes[0, 0] = np.nan
    assert "targets (1,), 1 missing values filled" in repr(Data.from_arrays(holes, INPUTS[:, 1]))

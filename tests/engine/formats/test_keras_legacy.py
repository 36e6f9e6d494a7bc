"""Whole models in HDF5 files, as Keras 2 wrote them and Keras 3 still does."""

from __future__ import annotations

import json

import h5py
import numpy as np
import pytest

from engine.errors import FormatError
from engine.formats import import_network
from tests.engine.formats.keras_models import agree, brought_in, named, numbers, shaken

pytest.importorskip("torch")
keras = pytest.importorskip("keras")
L = keras.layers


@pytest.fixture
def path(tmp_path):
    return tmp_path / "m.h5"


def test_models_inside_models_whose_weights_are_one_list(path):
    """Trained weights come first in it, then averages and what is frozen."""
    inner = keras.Sequential([L.Dense(3), L.BatchNormalization(), L.Dense(3, activation="leaky_relu", trainable=False)])
    x = keras.Input((5, 3))
    y = inner(L.TimeDistributed(L.Dense(3))(L.Bidirectional(L.LSTM(2, return_sequences=True))(x)))
    brought_in(keras.Model(x, L.Dense(2)(L.Flatten()(L.Add()([inner(y), y])))), path, numbers(4, 5, 3))


def test_images(path):
    model = keras.Sequential([
        L.Conv2D(3, 3, activation="relu"), L.SeparableConv2D(4, 2), L.DepthwiseConv2D(2, use_bias=False),
        L.GroupNormalization(2), L.LayerNormalization(), L.PReLU(shared_axes=[1, 2]), L.Flatten(),
        L.Dense(2, activation="softmax")])
    model.build((None, 7, 7, 1))
    brought_in(model, path, numbers(4, 7, 7, 1))


def test_numbers_that_count_are_no_weights(path):
    layer = L.Normalization()
    layer.adapt(numbers(20, 4) * 2 + 1)
    model = keras.Sequential([keras.Input((4,)), layer, L.Dense(2)])
    model.save(path)
    agree(path, [numbers(3, 4)], model.predict(numbers(3, 4), verbose=0))


def test_the_first_layer_says_the_shape_as_in_keras_2(path):
    model = shaken(keras.Sequential([keras.Input((4,)), L.Dense(3, activation="tanh"), L.Dense(2)]))
    model.save(path)
    with h5py.File(path, "r+") as file:
        config = json.loads(file.attrs["model_config"])
        config["config"]["layers"].pop(0)
        config["config"]["layers"][0]["config"]["batch_input_shape"] = [None, 4]
        config["config"].pop("build_input_shape", None)
        file.attrs["model_config"] = json.dumps(config).encode()
    agree(path, [numbers(3, 4)], model.predict(numbers(3, 4), verbose=0))


def test_what_ladera_lacks_is_named(path):
    model = keras.Sequential([keras.Input((4,)), L.UnitNormalization(name="unit"), L.Dense(2)])
    assert named(model, path) == ["unit: Ladera has no layer like UnitNormalization."]


def test_weights_alone_are_no_model(path):
    with h5py.File(path, "w") as file:
        file.create_group("model_weights")
    with pytest.raises(FormatError, match="without the model"):
        import_network(path)


def without_bias(file):
    group = file["model_weights/dense"]
    place = group.attrs["weight_names"][1]
    del group[place]
    return group, place


def linked(file):
    group, place = without_bias(file)
    group[place] = h5py.ExternalLink("/etc/passwd", "/x")


def packed(file):
    group, place = without_bias(file)
    group.create_dataset(place, data=np.zeros(2, np.float32), compression="gzip")


@pytest.mark.parametrize("change", [
    linked, packed, lambda file: file.attrs.modify("model_config", b"[" * 5_000),
    lambda file: file.attrs.modify("model_config", b'{"class_name": "Sequential", "config": 7}'),
    lambda file: file.attrs.create("model_config", np.int64(2**46)),
    lambda file: file["model_weights/dense"].attrs.modify("weight_names", np.array([b"../../x", b"y"]))])
def test_broken_and_hostile_files_are_a_sentence(path, change):
    model = keras.Sequential([keras.Input((4,)), L.Dense(2, name="dense")])
    model.save(path)
    with h5py.File(path, "r+") as file:
        change(file)
    with pytest.raises(FormatError):
        import_network(path)


def test_a_file_that_is_no_hdf5_is_a_sentence(path):
    path.write_bytes(b"\x89HDF\r\n\x1a\n" + bytes(500))
    with pytest.raises(FormatError, match="damaged"):
        import_network(path)

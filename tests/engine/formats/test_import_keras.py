"""Networks come back from `.keras` files, Ladera's own and Keras's, with what they predict."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import h5py
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import FormatError
from engine.formats import import_network
from tests.cases import a_quarter, random_cases
from tests.engine.formats.networks import CASES, export, predictions

SMALL = next(case for case in CASES if case.name == "a small network for images")


@pytest.mark.parametrize("case", a_quarter(CASES, 2), ids=str)
def test_a_network_comes_back_with_the_same_predictions(case, tmp_path):
    imported = import_network(export(case, tmp_path / "w.keras"))
    assert imported.missing == ()
    for wanted, came in zip(case.predictions.values(), predictions(imported, case.inputs.values()), strict=True):
        assert came == pytest.approx(wanted, abs=1e-5, rel=1e-5)


def test_layers_keep_their_names(tmp_path):
    imported = import_network(export(SMALL, tmp_path / "w.keras"))
    assert {spec.name: spec.kind for spec in imported.graph.layers if spec.kind != "output"} == {
        spec.name: spec.kind for spec in SMALL.project.graph.layers if spec.kind != "output"}


@pytest.fixture
def keras():
    pytest.importorskip("torch")
    return pytest.importorskip("keras")


def by_keras(keras, path, model, *inputs) -> list[np.ndarray]:
    """Save, import, and compare with what Keras says."""
    model.save(path)
    imported = import_network(path)
    assert imported.missing == ()
    outputs = model(inputs if len(inputs) > 1 else inputs[0], training=False)
    wanted = [keras.ops.convert_to_numpy(output) for output in (outputs if isinstance(outputs, list) else [outputs])]
    for here, there in zip(predictions(imported, inputs), wanted, strict=True):
        assert here == pytest.approx(there, abs=1e-5, rel=1e-5)
    return imported


def numbers(*shape: int) -> np.ndarray:
    return np.random.default_rng(3).standard_normal(shape).astype(np.float32)


def shaken(model):
    """Every weight another number: a bias of zero would hide a mistake."""
    rng = np.random.default_rng(4)
    model.set_weights([rng.uniform(0.2, 1.0, array.shape) for array in model.get_weights()])
    return model


def test_a_sequential_model(keras, tmp_path):
    layers = keras.layers
    model = shaken(keras.Sequential([keras.Input((8, 8, 3)), layers.Rescaling(1 / 4, offset=-0.5),
                                     layers.Conv2D(4, 3, padding="same", activation="leaky_relu"), layers.ReLU(6.0),
                                     layers.BatchNormalization(center=False), layers.ZeroPadding2D(1),
                                     layers.Conv2D(2, 3, strides=2, use_bias=False), layers.MaxPooling2D(),
                                     layers.Flatten(), layers.Dropout(0.3), layers.Dense(3, activation="softmax")]))
    imported = by_keras(keras, tmp_path / "m.keras", model, numbers(4, 8, 8, 3))
    assert imported.graph.of_kind("output")[0].settings["loss"] == "categorical_cross_entropy"
    assert imported.graph.of_kind("conv2d")[1].settings["padding"] == "explicit"


def test_what_stands_around_an_image_goes_to_the_convolution_that_reads_it(keras, tmp_path):
    layers = keras.layers
    image = keras.Input((9, 8, 2))
    mirrored = keras.ops.pad(image, ((0, 0), (2, 2), (1, 1), (0, 0)), mode="reflect")
    x = layers.Conv2D(3, (5, 3), name="mirrored")(mirrored)
    x = layers.Conv2D(2, (3, 2), name="full")(layers.ZeroPadding2D((2, 1))(x))
    x = layers.Conv2D(2, 3, strides=2, name="apart")(layers.ZeroPadding2D((1, 0))(x))
    imported = by_keras(keras, tmp_path / "m.keras", shaken(keras.Model(image, x)), numbers(3, 9, 8, 2))
    assert {spec.name: spec.settings["padding"] for spec in imported.graph.of_kind("conv2d")} == {
        "mirrored": "reflect", "full": "full", "apart": "explicit"}


def test_a_mirror_of_another_width_is_named(keras, tmp_path):
    image = keras.Input((9, 8, 2))
    mirrored = keras.ops.pad(image, ((0, 0), (2, 2), (2, 2), (0, 0)), mode="reflect")
    keras.Model(image, keras.layers.Conv2D(3, 3, name="c")(mirrored)).save(tmp_path / "m.keras")
    (sentence,) = import_network(tmp_path / "m.keras").missing
    assert str(sentence) == "c: Ladera has no Conv2D like this one. Its setting padding is another."


def test_a_model_without_an_input_layer(keras, tmp_path):
    model = keras.Sequential([keras.layers.Dense(3, activation="tanh"), keras.layers.Dense(1, activation="sigmoid")])
    model.build((None, 4))
    imported = by_keras(keras, tmp_path / "m.keras", shaken(model), numbers(5, 4))
    assert imported.graph.of_kind("output")[0].settings["loss"] == "binary_cross_entropy"


def test_a_functional_model_with_branches_and_shared_layers(keras, tmp_path):
    layers = keras.layers
    first, second = keras.Input((6, 4), name="first"), keras.Input((6, 4), name="second")
    shared = layers.LSTM(3, return_sequences=True, name="shared")
    a, b = shared(first), shared(second)
    attended = layers.Attention(name="look")([a, b])
    merged = layers.Concatenate()([layers.GRU(2)(attended), layers.GlobalAveragePooling1D()(b),
                                   keras.ops.sin(layers.Flatten()(a))])
    model = shaken(keras.Model([first, second], [layers.Dense(2, name="head")(merged),
                                                 layers.Dense(1, name="other")(merged)]))
    imported = by_keras(keras, tmp_path / "m.keras", model, numbers(5, 6, 4), numbers(5, 6, 4) + 1)
    assert len(imported.graph.of_kind("lstm")) == 2
    assert {spec.settings["shared_with"] for spec in imported.graph.of_kind("lstm")} == {"", "shared"}


def test_lambda_layers_and_others_are_named_and_not_run(keras, tmp_path):
    layers = keras.layers
    model = keras.Sequential([keras.Input((4,)), layers.Dense(3, name="before"),
                              layers.Lambda(lambda x: x * 2, name="l"), layers.Dense(2, name="after"),
                              layers.UnitNormalization(name="unit"),
                              layers.Dense(2, activation="sparsemax", name="odd")])
    model.save(tmp_path / "m.keras")
    imported = import_network(tmp_path / "m.keras")
    assert [str(sentence) for sentence in imported.missing] == [
        "l: Ladera has no layer like Lambda.", "unit: Ladera has no layer like UnitNormalization.",
        "odd: Ladera has no Dense like this one. Its setting activation is another."]
    assert imported.parameters is None
    assert {"before", "after"} <= {spec.name for spec in imported.graph.layers}
    assert imported.graph.inputs_of("after") == ()


def rewritten(path, change: Callable[[dict[str, Any]], Any]):
    """The file with its entries changed."""
    with zipfile.ZipFile(path) as old:
        entries = {name: old.read(name) for name in old.namelist()}
    entries = change(entries) or entries
    with zipfile.ZipFile(path, "w") as new:
        for name, content in entries.items():
            new.writestr(name, content)
    return path


def in_config(change: Callable[[dict[str, Any]], Any]):
    def apply(entries):
        config = json.loads(entries["config.json"])
        change(config)
        entries["config.json"] = json.dumps(config)
    return apply


def in_weights(change: Callable[[h5py.File], Any]):
    def apply(entries):
        buffer = io.BytesIO(entries["model.weights.h5"])
        with h5py.File(buffer, "r+") as file:
            change(file)
        entries["model.weights.h5"] = buffer.getvalue()
    return apply


def replaced(make: Callable[[h5py.Group], Any]):
    def apply(file):
        del file["layers/dense/vars/1"]
        make(file["layers/dense/vars"])
    return in_weights(apply)


@pytest.mark.parametrize("change", [
    lambda entries: {name: content for name, content in entries.items() if name != "config.json"},
    lambda entries: {**entries, "config.json": b"[" * 100_000},
    lambda entries: {**entries, "config.json": b'{"class_name": "Functional", "config": NaN}'},
    lambda entries: {**entries, "model.weights.h5": b"\x89HDF\r\n\x1a\n" + bytes(500)},
    in_config(lambda config: config.update(class_name="Lambda")),
    in_config(lambda config: config["config"].update(layers=[])),
    in_config(lambda config: config["config"].update(layers=7)),
    in_config(lambda config: config["config"]["layers"][1]["config"].update(filters=10**9)),
    in_config(lambda config: config["config"]["layers"][1]["config"].update(filters="8")),
    in_config(lambda config: config["config"]["layers"][1].update(inbound_nodes=[{"args": [
        {"class_name": "__keras_tensor__", "config": {"keras_history": ["nowhere", 0, 0]}}], "kwargs": {}}])),
    in_config(lambda config: config["config"].update(output_layers=["nowhere", 0, 0])),
    replaced(lambda group: None),
    replaced(lambda group: group.create_dataset("1", data=np.zeros(7, np.float32))),
    replaced(lambda group: group.create_dataset("1", data=np.full(3, np.inf, np.float32))),
    replaced(lambda group: group.create_dataset("1", data=np.zeros(3, np.float32), compression="gzip")),
    replaced(lambda group: group.create_dataset("1", (10**12,), "f4")),
    replaced(lambda group: group.create_dataset("1", (3,), "f4", external=[("/etc/passwd", 0, 12)])),
    replaced(lambda group: group.__setitem__("1", h5py.ExternalLink("/etc/passwd", "/x"))),
    replaced(lambda group: group.__setitem__("1", h5py.SoftLink("/layers/dense/vars/0"))),
    replaced(lambda group: group.create_dataset("1", data=["a", "b", "c"])),
])
def test_broken_and_hostile_files_are_a_sentence(tmp_path, change):
    path = rewritten(export(SMALL, tmp_path / "w.keras"), change)
    with pytest.raises(FormatError):
        import_network(path)


@random_cases(60)
@given(changes=st.lists(st.tuples(st.integers(0, 2**20), st.integers(1, 255)), min_size=1, max_size=4))
def test_damaged_descriptions_never_do_more_than_fail(tmp_path_factory, changes):
    path = export(SMALL, tmp_path_factory.getbasetemp() / "damaged.keras")

    def damage(entries):
        content = bytearray(entries["config.json"])
        for place, bits in changes:
            content[place % len(content)] ^= bits
        entries["config.json"] = bytes(content)

    with suppress(FormatError):
        imported = import_network(rewritten(path, damage))
        assert imported.missing or np.isfinite(imported.parameters).all()


@pytest.mark.parametrize("name", ["m.pkl", "m.pt", "m.keras.bak", ".keras", "m"])
def test_other_kinds_of_files_are_not_opened(tmp_path, name):
    with pytest.raises(FormatError, match=r"\.onnx"):
        import_network(tmp_path / name)

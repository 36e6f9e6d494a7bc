"""Weights leave under their layers' names and come back to the bit."""

from __future__ import annotations

import io
import pickle
import zipfile
from contextlib import suppress

import numpy as np
import pytest
from safetensors.numpy import load as library_load
from safetensors.numpy import load_file, save_file

from engine.data import DataSpec, load
from engine.errors import FormatError, LaderaError
from engine.formats import EXPORTERS, IMPORTERS, export_weights, import_weights
from engine.formats.safe_tensors import parts, saved
from engine.graph import Graph, LayerSpec, sequential
from engine.layout import ParameterLayout
from engine.network import Network

SUFFIXES = sorted(set(EXPORTERS) & set(IMPORTERS))
OTHERS = {".npz": lambda path: dict(np.load(path, allow_pickle=False)), ".safetensors": load_file}
SAVERS = {".npz": lambda path, arrays: np.savez(path, **arrays),
          ".safetensors": lambda path, arrays: save_file(arrays, path)}


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_weights_come_back_bit_by_bit(layout, tmp_path, suffix, dtype):
    weights = np.random.default_rng(3).normal(size=layout.size).astype(dtype)
    weights[:4] = [0.0, -0.0, np.finfo(dtype).tiny / 4, np.finfo(dtype).max]
    export_weights(tmp_path / f"w{suffix}", layout, weights)
    again = import_weights(tmp_path / f"w{suffix}", layout)
    assert again.dtype == dtype
    assert again.tobytes() == weights.tobytes()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_exported_weights_give_the_same_predictions(tmp_path, suffix):
    data = load(DataSpec("iris"))
    network = Network(sequential(LayerSpec("i", "input", {"shape": (4,)}), LayerSpec("h", "dense", {"units": 5}),
                                 LayerSpec("d", "dense", {"units": 3, "activation": "identity"}),
                                 LayerSpec("o", "output", {"loss": "categorical_cross_entropy"})))
    weights = network.initial_parameters(1)
    export_weights(tmp_path / f"w{suffix}", network.layout, weights)
    again = import_weights(tmp_path / f"w{suffix}", network.layout)
    inputs = data.test.inputs
    assert network.predict(again, inputs).tobytes() == network.predict(weights, inputs).tobytes()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_other_libraries_find_the_arrays_by_layer(layout, tmp_path, suffix):
    weights = layout.initial(2).astype(np.float32)
    export_weights(tmp_path / f"w{suffix}", layout, weights)
    arrays = OTHERS[suffix](tmp_path / f"w{suffix}")
    assert set(arrays) == {"dense_1/kernel", "dense_1/bias", "ñandú/kernel", "ñandú/bias"}
    assert arrays["dense_1/kernel"].shape == (3, 4)
    for name, array in arrays.items():
        assert np.array_equal(array, layout.view(weights, name))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_arrays_that_another_program_wrote_are_read(layout, tmp_path, suffix):
    wanted = layout.initial(2)
    arrays = {name: np.array(array, order="C" if suffix == ".safetensors" else "F")
              for name, array in layout.arrays(wanted).items()}
    SAVERS[suffix](tmp_path / f"w{suffix}", arrays)
    assert np.array_equal(import_weights(tmp_path / f"w{suffix}", layout), wanted)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(("change", "match"), [
    (lambda arrays: arrays.pop("dense_1/bias"), "lacks dense_1/bias"),
    (lambda arrays: arrays.update(extra=np.zeros(2)), "also holds extra"),
    (lambda arrays: arrays.update({"dense_1/bias": np.zeros(5)}), r"\(5\); the network needs \(4\)"),
    (lambda arrays: arrays.update({"dense_1/kernel": np.zeros((4, 3))}), r"\(4, 3\)"),
    (lambda arrays: arrays.update({"dense_1/bias": np.zeros(4, np.int32)}), "is of type"),
    (lambda arrays: arrays.update({"dense_1/bias": np.full(4, np.nan)}), "not finite"),
    (lambda arrays: arrays.update({"dense_1/bias": np.full(4, np.inf, np.float16)}), "not finite"),
])
def test_weights_of_another_network_are_a_sentence(layout, tmp_path, suffix, change, match):
    arrays = {name: array.copy() for name, array in layout.arrays(layout.initial(0)).items()}
    change(arrays)
    SAVERS[suffix](tmp_path / f"w{suffix}", arrays)
    with pytest.raises(FormatError, match=match):
        import_weights(tmp_path / f"w{suffix}", layout)


class Evil:
    """Unpickling it would create a file."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return open, (str(self.path), "w")


def test_a_pickle_inside_npz_is_not_run(layout, tmp_path):
    arrays = dict(layout.arrays(layout.initial(0)))
    arrays["dense_1/bias"] = np.array([Evil(tmp_path / "ran")] * 4, dtype=object)
    np.savez(tmp_path / "w.npz", **arrays)
    with pytest.raises(FormatError):
        import_weights(tmp_path / "w.npz", layout)
    assert not (tmp_path / "ran").exists()


def npy(header: bytes) -> bytes:
    return b"\x93NUMPY\x01\x00\x50\x00" + header.ljust(79) + b"\n"


@pytest.mark.parametrize("content", [
    b"", b"x" * 100, b"\x93NUMPY\x01\x00\xff\xff", pickle.dumps({"a": 1}),
    npy(b"{'descr': '<f4', 'fortran_order': False, 'shape': (999999999999,)}"),
    npy(b"{'descr': '<f4', 'fortran_order': False, 'shape': (-4,)}"),
    npy(b"{'descr': '|O', 'fortran_order': False, 'shape': (4,)}") + bytes(32),
    npy(b"{'descr': '<f4', 'fortran_order': False, 'shape': (4,)}") + bytes(15),
    npy(b"{'descr': '<f4', 'fortran_order': False}"), npy(b"{}").replace(b"\x01\x00", b"\x09\x00", 1),
    npy(b"(" * 70), npy(b"'" + b"a" * 60), npy(b"9" * 70),
])
def test_hostile_arrays_are_refused_before_memory_is_taken(layout, tmp_path, content):
    np.savez(tmp_path / "w.npz", **layout.arrays(layout.initial(0)))
    buffer = io.BytesIO()
    with zipfile.ZipFile(tmp_path / "w.npz") as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, content if name == "dense_1/bias.npy" else old.read(name))
    (tmp_path / "w.npz").write_bytes(buffer.getvalue())
    with pytest.raises(FormatError):
        import_weights(tmp_path / "w.npz", layout)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_damaged_weight_files_are_a_sentence(layout, tmp_path, suffix):
    path = tmp_path / f"w{suffix}"
    export_weights(path, layout, layout.initial(0))
    good = path.read_bytes()
    rng = np.random.default_rng(0)
    for length in range(0, len(good), 41):
        path.write_bytes(good[:length])
        with pytest.raises(FormatError):
            import_weights(path, layout)
    for _ in range(200):
        flipped = bytearray(good)
        flipped[rng.integers(len(good))] ^= int(rng.integers(1, 256))
        path.write_bytes(flipped)
        with suppress(LaderaError):
            assert np.isfinite(import_weights(path, layout)).all()


def test_an_oversized_file_is_refused_unread(layout, tmp_path):
    with open(tmp_path / "w.safetensors", "wb") as file:
        file.truncate(10 * 2**30)
    with pytest.raises(FormatError, match="too large"):
        import_weights(tmp_path / "w.safetensors", layout)


@pytest.mark.parametrize("path", ["w", "w.pkl", "w.txt", "w.npz.bak"])
def test_an_unknown_suffix_names_the_known_ones(layout, tmp_path, path):
    for call in (lambda: export_weights(tmp_path / path, layout, layout.initial(0)),
                 lambda: import_weights(tmp_path / path, layout)):
        with pytest.raises(FormatError, match=r"\.npz"):
            call()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("weights", [None, np.zeros(3), np.zeros((1, 26))])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_weights_that_do_not_fit_are_not_exported(layout, tmp_path, suffix, weights):
    with pytest.raises(FormatError):
        export_weights(tmp_path / f"w{suffix}", layout, weights)
    assert not list(tmp_path.iterdir())


def test_views_with_strides_are_written_right(layout, tmp_path):
    """safetensors writes the memory of an array, whatever its strides say."""
    double = np.zeros(2 * layout.size, np.float32)
    double[::2] = np.arange(layout.size)
    export_weights(tmp_path / "w.safetensors", layout, double[::2])
    assert np.array_equal(import_weights(tmp_path / "w.safetensors", layout), np.arange(layout.size))


def test_a_network_without_weights_has_an_empty_file(tmp_path):
    layout = ParameterLayout(Graph())
    for suffix in SUFFIXES:
        export_weights(tmp_path / f"w{suffix}", layout, np.zeros(0, np.float32))
        assert import_weights(tmp_path / f"w{suffix}", layout).size == 0


def test_tensors_of_all_kinds_and_orders_are_those_that_the_library_reads():
    """Transposed, strided, of one number, of none, of the other byte order: the library reads what was meant."""
    rng = np.random.default_rng(0)
    tensors = {"b": rng.normal(size=(3, 4)).T, "a": rng.normal(size=9)[::2].astype(np.float32),
               "c": np.float16(rng.normal(size=(2, 1, 2))), "none": np.zeros((0, 3)), "one": np.array(7),
               "other": np.arange(3, dtype=">i4"), "bytes": np.arange(5, dtype=np.uint8)}
    content = saved(tensors, {"note": "ñ"})
    assert content == saved(dict(reversed(tensors.items())), {"note": "ñ"})
    read = library_load(content)
    assert set(read) == set(tensors)
    for name, tensor in tensors.items():
        assert read[name].dtype.itemsize == tensor.dtype.itemsize
        assert np.array_equal(read[name], tensor), name
    assert b"".join(parts(tensors, {"note": "ñ"})) == content


def test_large_arrays_are_written_where_they_lie():
    array = np.arange(1000.0)
    assert any(np.shares_memory(array, np.asarray(part)) for part in parts({"a": array}, {})[1:])

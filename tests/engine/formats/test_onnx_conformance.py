"""ONNX's own tests of its operators and models: each is computed as it should be, or what is missing is named."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import ModelProto, TensorProto, checker, numpy_helper

from engine.errors import FormatError
from engine.formats.importing import Imported
from tests.engine.formats.onnx_oracle import predictions, read

COUNTS = {
    "node": 245,
    "simple": 3,
    "pytorch-converted": 62,
    "pytorch-operator": 18,
}
"""How many tests of each kind come in and are equal; the others name what is missing."""
MOST_INPUTS = 9
LARGEST = 1e30  # some old tests compute with doubles that single precision does not have


@cache
def cases(kind: str) -> list[tuple[str, ModelProto, list[np.ndarray], list[np.ndarray]]]:
    """Name, model, inputs and outputs of the tests that are about arrays of numbers."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from onnx.backend.test.loader import load_model_tests

        found = []
        for case in load_model_tests(kind=kind):
            if case.model_dir is None:
                model, sets = case.model, case.data_sets
            else:
                folder = Path(case.model_dir)
                model = onnx.load(folder / "model.onnx")
                sets = [[[TensorProto.FromString(path.read_bytes()) for path in sorted(
                    one.glob(f"{way}_*.pb"), key=lambda path: int(path.stem.rpartition("_")[2]))]
                    for way in ("input", "output")] for one in sorted(folder.glob("test_data_set_*"))[:1]]
            if sets and (arrays := [numbers(values) for values in sets[0]]) and None not in arrays:
                found.append((case.name, model, *arrays))
    return found


def numbers(values: list[object]) -> list[np.ndarray] | None:
    """As arrays; None for texts, lists and what single precision cannot hold."""
    try:
        arrays = [numpy_helper.to_array(value) if isinstance(value, TensorProto) else value for value in values]
    except (TypeError, ValueError):  # a list, or a tensor that holds none
        return None
    usual = all(isinstance(array, np.ndarray) and array.dtype.kind in "fiub" for array in arrays)
    return arrays if usual and all(np.abs(array[np.isfinite(array)].astype(float)).max(initial=0.0) < LARGEST
                                   for array in arrays) else None


def readings(model: ModelProto, inputs: list[np.ndarray]) -> Iterator[tuple[ModelProto, list[np.ndarray]]]:
    """A model as it is; and with all inputs but one as weights, since the tests of operators have weights as inputs."""
    stored = {tensor.name for tensor in model.graph.initializer}
    names = [value.name for value in model.graph.input if value.name not in stored]
    read = {name for node in model.graph.node for name in node.input}
    yield model, [array for name, array in zip(names, inputs, strict=False) if name in read]
    if 1 < len(names) <= min(MOST_INPUTS, len(inputs)):
        for data, array in zip(names, inputs, strict=False):
            other = ModelProto()
            other.CopyFrom(model)
            other.graph.initializer.extend(numpy_helper.from_array(np.asarray(weight), name)
                                           for name, weight in zip(names, inputs, strict=False) if name != data)
            kept = [value for value in other.graph.input if value.name == data or value.name in stored]
            del other.graph.input[:]
            other.graph.input.extend(kept)
            yield other, [array]


def is_sound(model: ModelProto) -> bool:
    try:
        checker.check_model(model, full_check=True)
    except Exception:  # the checker raises what it likes
        return False
    return True


def outcome(model: ModelProto, inputs: list[np.ndarray], outputs: list[np.ndarray], folder: Path) -> str:
    """equal, missing, refused, damaged or different."""
    try:
        imported = read(model, folder)
    except FormatError as error:
        return "damaged" if "is damaged" in str(error) and is_sound(model) else "refused"
    if imported.missing:
        return "missing"
    return "equal" if _equal(imported, inputs, outputs) else "different"


def _equal(imported: Imported, inputs: list[np.ndarray], outputs: list[np.ndarray]) -> bool:
    came = predictions(imported, [array.astype(np.float32) if array.ndim > 1 else array[:, None].astype(np.float32)
                                  for array in inputs])
    return len(came) == len(outputs) and all(
        ours.size == theirs.size and np.allclose(_like(ours, theirs), theirs.astype(float), equal_nan=True,
                                                 rtol=_tolerance(theirs), atol=_tolerance(theirs))
        for ours, theirs in zip(came, outputs, strict=True))


def _tolerance(theirs: np.ndarray) -> float:
    """What was computed in half precision has three digits, and some results are written with four."""
    return 5e-3 if theirs.dtype.itemsize < 4 else 1e-4


def _like(ours: np.ndarray, theirs: np.ndarray) -> np.ndarray:
    """One number for each example has an axis more in Ladera."""
    return ours.reshape(theirs.shape) if ours.shape[:-1] == theirs.shape else ours


@pytest.mark.thorough
@pytest.mark.parametrize("kind", COUNTS)
def test_every_test_of_onnx_is_equal_or_says_what_is_missing(kind, tmp_path):
    found = {name: {outcome(variant, given, outputs, tmp_path) for variant, given in readings(model, inputs)}
             for name, model, inputs, outputs in cases(kind)}
    assert not [name for name, outcomes in found.items() if outcomes & {"different", "damaged"}]
    counts = Counter("equal" if "equal" in outcomes else min(outcomes) for outcomes in found.values())
    print(kind, dict(counts))
    assert counts["equal"] == COUNTS[kind]

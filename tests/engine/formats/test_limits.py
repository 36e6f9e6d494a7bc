"""What a foreign file may cost: numbers, passes over its layers, other files, depth and size of its JSON."""

from __future__ import annotations

import io
import json
import os
import sys
import threading
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import h5py
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from onnx import TensorProto, helper, numpy_helper

from engine.errors import FormatError, LaderaError
from engine.formats import import_network, read_project, strict_json, write_project
from engine.formats.archive import pack
from engine.formats.budget import Budget
from engine.formats.keras_model.model import Reference, SavedCall, SavedLayer
from engine.formats.keras_model.order import in_order
from engine.formats.onnx_model.fold_sizes import most_numbers
from engine.formats.onnx_model.folding import FOLDS
from engine.layers import LAYERS

# Time, as a count of instructions


def instructions(do: Callable[[], object]) -> int:
    """How many instructions Python takes for it: the same on every machine."""
    count = 0

    def step(frame, event, _):
        nonlocal count
        frame.f_trace_opcodes = True
        count += event == "opcode"
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        do()
    finally:
        sys.settrace(before)
    return count


def grows_evenly(work: Callable[[int], Callable[[], object]]) -> bool:
    """Whether four times as much takes about four times as many instructions."""
    few, many = (instructions(work(count)) for count in (100, 400))
    return many < 6 * few


def reversed_calls(count: int) -> list[SavedLayer]:
    sources = [(), *((Reference(f"d{place}", 0),) for place in range(count - 1))]
    layers = [SavedLayer(f"d{place}", "Dense", False, {}, (SavedCall(inputs),)) for place, inputs in enumerate(sources)]
    return layers[::-1]


def test_layers_in_reverse_are_put_in_order_in_one_pass():
    layers = reversed_calls(50)
    assert [layer.name for layer, _, _ in in_order(layers)] == [f"d{place}" for place in range(50)]
    assert grows_evenly(lambda count: partial(list, in_order(reversed_calls(count))))


def test_layers_that_are_in_order_stay_as_they_are():
    layers = [SavedLayer(name, "InputLayer", False, {}, (SavedCall(),)) for name in "cab"]
    assert [layer.name for layer, _, _ in in_order(layers)] == ["c", "a", "b"]


@pytest.mark.parametrize("inputs", [(Reference("a", 0),), (Reference("missing", 0),)],
                         ids=["a circle", "a layer that is not there"])
def test_calls_that_wait_for_ever_are_refused(inputs):
    with pytest.raises(ValueError, match="circle"):
        list(in_order([SavedLayer("a", "Dense", False, {}, (SavedCall(inputs),))]))


def onnx_file(path: Path, nodes, arrays=(), inputs=("x",)) -> Path:
    infos = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [None, 3]) for name in inputs]
    out = helper.make_tensor_value_info(nodes[-1].output[0], TensorProto.FLOAT, None)
    graph = helper.make_graph(nodes, "g", infos, [out], [numpy_helper.from_array(values, name)
                                                         for name, values in dict(arrays).items()])
    path.write_bytes(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)]).SerializeToString())
    return path


def namesakes(path: Path, count: int) -> Path:
    """A chain of layers that are all called the same."""
    return onnx_file(path, [helper.make_node("Relu", [f"v{place}" if place else "x"], [f"v{place + 1}"], "same")
                            for place in range(count)])


def unknown(path: Path, count: int) -> Path:
    return onnx_file(path, [helper.make_node("Det", [f"v{place}" if place else "x"], [f"v{place + 1}"])
                            for place in range(count)])


def many_inputs(path: Path, count: int) -> Path:
    names = [f"x{place}" for place in range(count)]
    return onnx_file(path, [helper.make_node("Relu", ["x0"], ["r"]), helper.make_node("Concat", names, ["y"], axis=1)],
                     inputs=names)


@pytest.mark.parametrize("make", [namesakes, unknown, many_inputs], ids=lambda make: make.__name__)
def test_the_work_on_an_onnx_file_grows_evenly_with_its_operators(tmp_path, make):
    def reading(count: int) -> Callable[[], object]:
        path = make(tmp_path / f"{count}.onnx", count)
        import_network(path)
        return lambda: import_network(path)

    assert grows_evenly(reading)


def test_more_operators_than_a_network_can_have_are_refused_by_their_number(tmp_path):
    with pytest.raises(FormatError, match="too many layers: more than 40000"):
        import_network(unknown(tmp_path / "many.onnx", 40_001))


# Memory


@contextmanager
def at_most(megabytes: int) -> Iterator[None]:
    tracemalloc.start()
    try:
        yield
        peak = tracemalloc.get_traced_memory()[1] / 2**20
    finally:
        tracemalloc.stop()
    assert peak < megabytes


def test_constants_that_multiply_are_not_computed(tmp_path):
    """(5000, 1) + (1, 5000): 200 MB, ten times."""
    nodes = [helper.make_node("ConstantOfShape", ["n"], ["row"]),
             helper.make_node("Unsqueeze", ["row", "first"], ["a"]),
             helper.make_node("Unsqueeze", ["row", "last"], ["b"]),
             *[helper.make_node("Add", ["a", "b"], [f"big{place}"]) for place in range(10)],
             helper.make_node("Relu", ["x"], ["y"])]
    path = onnx_file(tmp_path / "bomb.onnx", nodes, {"n": np.array([5000]), "first": np.array([0]),
                                                     "last": np.array([1])})
    with at_most(20):
        missing = import_network(path).missing
    assert len(missing) == 10
    assert "25000000 numbers out of constants" in str(missing[0])


def test_small_constants_without_number_are_refused(tmp_path):
    nodes = [helper.make_node("Add", ["c", "c"], [f"k{place}"]) for place in range(4_000)]
    path = onnx_file(tmp_path / "many.onnx", [*nodes, helper.make_node("Relu", ["x"], ["y"])],
                     {"c": np.ones(4_500, np.float32)})
    with at_most(500), pytest.raises(FormatError, match="would become more than"):
        import_network(path)


def test_weights_that_are_used_again_and_again_are_counted_each_time(tmp_path):
    """A million numbers, used by three hundred layers."""
    nodes = [helper.make_node("MatMul", ["x", "up"], ["v0"])]
    nodes += [helper.make_node("MatMul", [f"v{place}", "w"], [f"v{place + 1}"]) for place in range(300)]
    path = onnx_file(tmp_path / "again.onnx", nodes, {"up": np.ones((3, 1000), np.float32),
                                                      "w": np.ones((1000, 1000), np.float32)})
    with at_most(200), pytest.raises(FormatError, match="would become more than"):
        import_network(path)


SHAPES = [(), (1,), (7,), (1, 7), (7, 1), (3, 1, 7)]


@pytest.mark.parametrize("kind", sorted(FOLDS))
def test_the_size_of_a_folded_constant_is_known_beforehand(kind):
    """With whatever inputs an operator takes, no result is larger than was said."""
    rng = np.random.default_rng(0)
    tried = 0
    attributes = {"axis": 0, "to": 1, "value": np.zeros(1, np.float32)}
    for first in SHAPES:
        for second in (None, *SHAPES):
            for numbers in (rng.integers(0, 2, second or ()), np.arange(1, 1 + np.prod(second or ())).astype(int)):
                inputs = [rng.integers(1, 5, first), *([] if second is None else [numbers.reshape(second)])]
                for operands in (inputs, [inputs[0], *inputs[1:], *inputs[1:]]):
                    try:
                        made = np.asarray(FOLDS[kind](operands, attributes))
                    except Exception:  # no inputs for it
                        continue
                    tried += 1
                    assert made.size <= most_numbers(kind, operands, attributes)
    assert tried


def test_a_budget_is_used_up():
    budget = Budget("net.onnx", 100)
    budget.spend(60)
    with pytest.raises(FormatError, match="it would become more than 100 numbers"):
        budget.spend(41)


# HDF5


def keras_file(path: Path, change: Callable[[h5py.File], object], layers: int = 1) -> Path:
    """A chain of dense layers without biases, whose weights `change` may move."""
    rows = [{"module": "keras.layers", "class_name": "InputLayer", "config": {"name": "i", "batch_shape": [None, 2]}}]
    rows += [{"module": "keras.layers", "class_name": "Dense",
              "config": {"name": f"d{place}", "units": 2, "activation": "linear", "use_bias": False}}
             for place in range(layers)]
    config = {"class_name": "Sequential", "config": {"layers": rows}}
    content = io.BytesIO()
    with h5py.File(content, "w") as file:
        for place in range(layers):
            file[f"layers/dense{f'_{place}' if place else ''}/vars/0"] = np.eye(2, dtype=np.float32)
        change(file)
    parts = {"metadata.json": b"{}", "config.json": json.dumps(config).encode(), "model.weights.h5": content.getvalue()}
    path.write_bytes(pack(parts, stored=frozenset(parts)))
    return path


def test_the_chain_without_change_is_read(tmp_path):
    assert import_network(keras_file(tmp_path / "m.keras", lambda file: None, 3)).parameters.size == 12


def instead(place: str, value: Callable[[str], object]) -> Callable[[str], Callable[[h5py.File], None]]:
    def make(other: str) -> Callable[[h5py.File], None]:
        def change(file: h5py.File) -> None:
            del file[place]
            file[place] = value(other)
        return change
    return make


def stored_elsewhere(other: str) -> Callable[[h5py.File], None]:
    def change(file: h5py.File) -> None:
        del file["layers/dense/vars/0"]
        file.create_dataset("layers/dense/vars/0", (2, 2), "f4", external=[(other, 0, 16)])
    return change


def virtual(unlimited: bool) -> Callable[[str], Callable[[h5py.File], None]]:
    def make(other: str) -> Callable[[h5py.File], None]:
        def change(file: h5py.File) -> None:
            del file["layers/dense/vars/0"]
            most = (None, 2) if unlimited else None
            layout = h5py.VirtualLayout((2, 2), "f4", maxshape=most)
            rows = slice(0, h5py.h5s.UNLIMITED if unlimited else 2)
            layout[rows, :] = h5py.VirtualSource(other, "d", (2, 2), maxshape=most)[rows, :]
            file.create_virtual_dataset("layers/dense/vars/0", layout)
        return change
    return make


ELSEWHERE = {
    "a link for the array": instead("layers/dense/vars/0", lambda other: h5py.ExternalLink(other, "/d")),
    "a link for the group": instead("layers/dense/vars", lambda other: h5py.ExternalLink(other, "/g")),
    "a link for all": instead("layers", lambda other: h5py.ExternalLink(other, "/layers")),
    "external storage": stored_elsewhere,
    "a virtual array": virtual(unlimited=False),
    "a virtual array without end": virtual(unlimited=True),
}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names are a thing of Unix")
@pytest.mark.parametrize("make", ELSEWHERE.values(), ids=ELSEWHERE)
def test_no_other_file_is_opened(tmp_path, make):
    """A pipe tells when somebody opens its other end."""
    pipe = tmp_path / "pipe.h5"
    os.mkfifo(pipe)
    path = keras_file(tmp_path / "m.keras", make(str(pipe)))
    opened, over = threading.Event(), threading.Event()

    def watch() -> None:
        while not over.wait(0.001):
            try:
                os.close(os.open(pipe, os.O_WRONLY | os.O_NONBLOCK))
                opened.set()
            except OSError:  # nobody is there
                continue

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        with pytest.raises(FormatError, match=r"its part model\.weights\.h5 cannot be read"):
            import_network(path)
    finally:
        over.set()
        watcher.join()
    assert not opened.is_set()


def test_links_in_a_circle_are_refused(tmp_path):
    change = instead("layers/dense/vars/0", lambda _: h5py.SoftLink("/layers/dense/vars/0"))
    with pytest.raises(FormatError, match=r"model\.weights\.h5"):
        import_network(keras_file(tmp_path / "m.keras", change("")))


def test_one_array_under_a_thousand_names_is_counted_each_time(tmp_path):
    def change(file: h5py.File) -> None:
        del file["layers/dense/vars/0"]
        file["layers/dense/vars/0"] = np.ones((300, 300), np.float32)
        for place in range(1, 400):
            del file[f"layers/dense_{place}/vars/0"]
            file[f"layers/dense_{place}/vars/0"] = file["layers/dense/vars/0"]

    path = keras_file(tmp_path / "m.keras", change, 400)
    with at_most(50), pytest.raises(FormatError, match="would become more than"):
        import_network(path)


# JSON


@pytest.mark.parametrize("depth", [101, 400, 950, 990, 3_000, 100_000])
@pytest.mark.parametrize("part", ["project.json", "history.json"])
def test_lists_within_lists_are_one_sentence_on_every_python(project, tmp_path, part, depth):
    deep = b"[" * depth + b'"\\u0041"' + b"]" * depth
    path = with_part(project, tmp_path / "deep.ladera", part, deep)
    with pytest.raises(FormatError, match=f"its part {part} has lists within lists without end"):
        read_project(path)


@pytest.mark.parametrize("number", ["1e999", "-1e400", "NaN", "-Infinity", "1" + "0" * 30, "1." + "0" * 500])
def test_a_number_beyond_reason_is_refused_by_its_part_and_its_beginning(project, tmp_path, number):
    path = with_part(project, tmp_path / "n.ladera", "history.json", b'{"epoch": [%s]}' % number.encode())
    with pytest.raises(FormatError, match=r"its part history\.json holds") as caught:
        read_project(path)
    assert number[:20] in str(caught.value)
    assert len(str(caught.value)) < 200


def with_part(project, path: Path, part: str, content: bytes) -> Path:
    write_project(path, project)
    with zipfile.ZipFile(path) as zipped:
        parts = {name: zipped.read(name) for name in zipped.namelist()}
    path.write_bytes(pack({**parts, part: content}, stored=frozenset({"weights.safetensors"})))
    return path


@given(st.recursive(st.text() | st.integers(-2**60, 2**60), lambda inner: st.lists(inner) | st.dictionaries(
    st.text(), inner), max_leaves=30))
def test_brackets_in_texts_are_no_depth(value):
    padded = value
    for _ in range(40):
        padded = [padded, '[[["\\', "{" * 200]
    assert strict_json.load(json.dumps(padded).encode()) == padded


def test_a_million_empty_lists_are_not_made():
    with at_most(100), pytest.raises(strict_json.NestingError):
        strict_json.load(b"[" + b"[]," * 5_000_000 + b"[]]")


# Sentences


@pytest.mark.parametrize("change", [
    lambda value: value["graph"]["layers"][1].update(name="x" * 3_900_000),
    lambda value: value["graph"]["layers"][1].update(kind="x y " * 900_000),
    lambda value: value["graph"]["layers"][1].update(settings={"q w " * 900_000: 1}),
    lambda value: value["positions"].update(input_1=[0] * 900_000),
    lambda value: value.update(descent={"text": "x" * 3_900_000}),
    lambda value: value["data"].update(source="\u202e" * 900_000),
    lambda value: value["training"].update(optimizer="\n" * 900_000),
    lambda value: value["graph"].update(layers="y" * 3_000_000),
], ids=["name", "kind", "setting", "position", "descent", "turned writing", "lines", "layers"])
def test_a_damaged_project_is_a_short_sentence_whatever_it_holds(project, tmp_path, change):
    description = project.to_json()
    change(description)
    path = with_part(project, tmp_path / "long.ladera", "project.json", json.dumps(description).encode())
    with pytest.raises(LaderaError) as caught:
        read_project(path)
    said = str(caught.value)
    assert len(said.replace(", ".join(sorted(LAYERS)), "")) < 400  # the list of all layers is not of the file's making
    assert not any(character in said for character in "\n\u202e")
    assert "x" * 81 not in said

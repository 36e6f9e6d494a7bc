"""What comes from another computer is values, or nothing."""

from __future__ import annotations

import json
import pickle
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from engine.data import DataSpec, load
from engine.errors import FormatError, GraphError, LaderaError, NonFiniteError
from engine.jobs import plain
from engine.jobs.sealed import carry, seal, unseal
from engine.landscape.runs import Course, leg
from engine.surfaces import Trajectory
from engine.training import TrainingSettings
from tests.engine.networks import perceptron

keys = st.text() | st.integers() | st.none()
values = st.recursive(
    st.none() | st.booleans() | st.integers(-2**200, 2**200) | st.floats(allow_nan=False) | st.text(
        st.characters(exclude_categories=["Cs"])) | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(keys, inner) | st.tuples(inner, inner))


@given(values)
def test_plain_values_come_back_as_they_were(value):
    assert plain.decode(plain.encode(value)) == value


@given(hnp.arrays(st.sampled_from(["<f4", "<f8", "<i8", "|b1", "<u2", "<c16", ">f4"]), hnp.array_shapes(min_dims=0)))
def test_arrays_come_back_bit_by_bit(array):
    back = plain.decode(plain.encode({"a": array, "b": [array]}))
    for found in (back["a"], back["b"][0]):
        assert (found.dtype, found.shape, found.tobytes()) == (array.dtype, array.shape, array.tobytes())


def test_numbers_that_are_not_finite_come_back():
    assert np.isnan(plain.decode(plain.encode(float("nan"))))
    assert plain.decode(plain.encode([float("inf"), np.float32("-inf")])) == [float("inf"), float("-inf")]


def test_a_leg_of_a_training_comes_back_so_that_it_can_go_on():
    course = Course(perceptron(2, 6, 1).to_json(), load(DataSpec("circle")),
                    TrainingSettings(epochs=4, patience=2).to_json())
    went = leg(course, seconds=0.0)
    back = plain.decode(plain.encode(went))
    there, here = leg(course, went.moment), leg(course, back.moment)
    assert there.epochs == here.epochs == 4
    np.testing.assert_array_equal(there.moment.parameters, here.moment.parameters)
    np.testing.assert_array_equal(back.walk.points, went.walk.points)


@pytest.mark.parametrize("error", [
    FormatError("{name} is broken.", name="x"), GraphError("{name}", name="a", layers=("a", "b")),
    NonFiniteError("{layer} at {loss:.4g}", layer="d", loss=2.5),
    LaderaError("outer {reason}", reason=FormatError("inner {n}", n=1))])
def test_a_sentence_comes_back_with_what_it_names(error):
    back = plain.decode(plain.encode(error))
    assert type(back) is type(error)
    assert str(back) == str(error)
    assert getattr(back, "layers", None) == getattr(error, "layers", None)


class Stranger:
    pass


@pytest.mark.parametrize("value", [Stranger(), {1, 2}, print, np.array([None]), MappingProxyType, object()])
def test_what_is_not_plain_cannot_be_sent(value):
    with pytest.raises(plain.PlainError):
        plain.encode([value])


def message(tree: object, data: bytes = b"") -> bytes:
    text = json.dumps(tree).encode()
    return len(text).to_bytes(8, "little") + text + data


@pytest.mark.parametrize("content", [
    b"", b"\xff" * 8, message([1]), message({"is": "what"}), message({"no": 1}),
    pickle.dumps([1, 2]),
    message({"is": "array", "type": "<f8", "shape": [10**15]}),
    message({"is": "array", "type": "<f8", "shape": [-1]}),
    message({"is": "array", "type": "|O", "shape": [1]}, bytes(8)),
    message({"is": "array", "type": "f4,f4", "shape": [1]}, bytes(8)),
    message({"is": "bytes", "size": 5}, b"1234"),
    message({"is": "object", "class": "os:system", "state": {"is": "dict", "of": []}}),
    message({"is": "object", "class": "engine.jobs.executors:os", "state": {"is": "dict", "of": []}}),
    message({"is": "object", "class": "engine.jobs.cluster:ClusterExecutor", "state": {"is": "dict", "of": []}}),
    message({"is": "object", "class": "engine.surfaces.trajectory:Trajectory",
             "state": {"is": "dict", "of": [["steps", 1]]}}),
    message({"is": "error", "class": "builtins:Exception", "state": {"is": "dict", "of": []}}),
    message({"is": "error", "class": "engine.errors:FormatError", "state": {
        "is": "dict", "of": [["template", "{a.__class__}"], ["values", {"is": "dict", "of": [["a", 1]]}]]}}),
    message({"is": "error", "class": "engine.errors:FormatError", "state": {
        "is": "dict", "of": [["template", "{a:999999999}"], ["values", {"is": "dict", "of": [["a", 1]]}]]}}),
    message({"is": "error", "class": "engine.errors:FormatError", "state": {
        "is": "dict", "of": [["template", "{missing}"], ["values", {"is": "dict", "of": []}]]}}),
    message({"is": "list", "of": 3}),
])
def test_anything_else_is_refused(content):
    with pytest.raises(ValueError, match="not a plain value"):
        plain.decode(content)


@given(st.binary(max_size=60), st.data())
def test_a_damaged_message_is_a_value_or_refused(noise, data):
    good = plain.encode({"walk": Trajectory(np.arange(3), np.zeros(3), np.ones((3, 2), np.float32)),
                         "e": FormatError("x")})
    at = data.draw(st.integers(0, len(good)))
    try:
        plain.decode(good[:at] + noise + good[at + len(noise):])
    except ValueError:
        return


def test_a_long_text_in_an_error_from_elsewhere_is_quoted_in_a_few_characters():
    tree = {"is": "error", "class": "engine.errors:FormatError", "state": {"is": "dict", "of": [
        ["template", "{a}"], ["values", {"is": "dict", "of": [["a", "x" * 10**6]]}]]}}
    assert len(str(plain.decode(message(tree)))) < 100


# Pieces of work


def test_a_piece_is_carried_and_its_answer_read():
    import engine

    assert unseal(carry(engine.__version__, seal(pow, (2, 5)))) == 32


@pytest.mark.parametrize(("function", "arguments", "sentence"), [
    (divmod, (1, 0), "ZeroDivisionError"), (object, (), "PlainError: object"),
    (perceptron, (0, -3), "“Units”")])
def test_what_goes_wrong_on_the_way_is_a_sentence(function, arguments, sentence):
    import engine

    with pytest.raises(LaderaError, match=sentence):
        unseal(carry(engine.__version__, seal(function, arguments)))


def test_workers_of_another_version_say_so():
    with pytest.raises(LaderaError, match=r"The workers have version .* of Ladera; this is version 0\.0\.1"):
        unseal(carry("0.0.1", seal(pow, (2, 5))))


@pytest.mark.parametrize("answer", [b"", b"x" * 100, plain.encode(3), plain.encode((True,)), plain.encode((False, 3)),
                                    pickle.dumps((True, 3))])
def test_what_is_no_answer_is_a_sentence(answer):
    with pytest.raises(LaderaError, match="no answer"):
        unseal(answer)

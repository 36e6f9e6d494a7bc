"""What a sentence quotes is short and can be seen, whatever a file or a person named."""

from __future__ import annotations

import pickle
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import LaderaError, SettingError
from engine.fields import Choice, check_settings
from engine.quoting import LONGEST, LONGEST_PATH, Vocabulary, visible


def sentence(value: object) -> str:
    return str(LaderaError("{value}", value=value))


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner, inner))


@given(anything)
def test_whatever_a_file_holds_is_quoted_in_a_line_that_can_be_seen(value):
    said = sentence(value)
    assert len(said) <= LONGEST
    assert not any(unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") for character in said)


@pytest.mark.parametrize("value", [
    "x" * 3_900_000, "\u202e" * 900_000, "\n" * 10**6, [0] * 10**6, {"q w " * 10**6: 1}, 10**100_000, -(10**100_000),
    b"\0" * 10**6, np.zeros(10**6), ValueError("y" * 10**6), {str(number): [number] * 100 for number in range(10**4)},
], ids=lambda value: type(value).__name__)
def test_millions_of_characters_become_a_few(value):
    assert len(sentence(value)) <= LONGEST


def test_what_is_short_is_quoted_as_it_is():
    assert [sentence(value) for value in ("dense_1", "¿qué?", "神经", (3, 4), [0.5, None], np.dtype("f4"))] == [
        "dense_1", "¿qué?", "神经", "(3, 4)", "[0.5, None]", "float32"]


def test_controls_and_turned_writing_are_written_as_codes():
    assert visible("a\u202eb\nc\ud800\u200b") == "a\\u202eb\\nc\\ud800\\u200b"


def test_numbers_stay_numbers_and_can_be_formatted():
    assert str(LaderaError("{a:.1f} {b:,} {c:.0%}", a=np.float32(2.25), b=12345, c=0.5)) == "2.2 12,345 50%"


def test_a_number_of_thousands_of_digits_is_told_by_its_size():
    assert sentence(10**5000) == "10^5000"
    assert sentence(-3 * 10**60) == "-10^60"


def test_of_a_long_path_the_end_is_shown():
    said = sentence(Path("/" + "a" * 1_000) / "model.onnx")
    assert len(said) == LONGEST_PATH
    assert said.startswith("…")
    assert said.endswith("/model.onnx")


def test_a_list_of_what_ladera_knows_stands_whole():
    kinds = [f"optimizer_{number}" for number in range(60)]
    with pytest.raises(SettingError, match="optimizer_59"):
        check_settings([Choice("kind", kinds[0], "kind", options=dict.fromkeys(kinds, ""))], {"kind": "?"})
    assert pickle.loads(pickle.dumps(Vocabulary(kinds))) == ", ".join(kinds)


def test_a_sentence_inside_a_sentence_stays_whole():
    inner = LaderaError("It " + "is so. " * 30)
    assert sentence(inner) == str(inner)

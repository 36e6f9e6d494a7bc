"""Texts of a table, each with its class: which columns, how they become symbols, and what is said when they cannot."""

from __future__ import annotations

import numpy as np
import pytest

from engine.data import DataSpec, detect, load
from engine.data.symbol_sequences import BLANK
from engine.data.tables import is_table
from engine.data.texts import bundled
from engine.errors import DataError
from engine.formats import read_project, write_project
from engine.graph import Graph
from engine.project import Project
from engine.training import TrainingSettings

GOOD, BAD = "¡Qué película más buena, de verdad!", "No vale nada: una pérdida de tiempo"
ROWS = [(place, f"{(GOOD, BAD)[place % 2]} {place}", ("sí", "no")[place % 2]) for place in range(40)]
TABLE = "id;reseña;recomienda\n" + "".join(f'{place};"{text}";{label}\n' for place, text, label in ROWS)


def written(data, row: np.ndarray) -> str:
    return " ".join(data.symbols[int(place)] for place in row if data.symbols[int(place)] != "·")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_texts_and_classes_are_those_of_the_file_in_any_encoding(encoding):
    data = load(DataSpec("texts", content=TABLE.encode(encoding)))
    assert data.class_names == ("no", "sí")
    assert data.target_names == ("recomienda",)
    found = {written(data, raw): target for part in (data.train, data.test)
             for raw, target in zip(part.raw, part.targets[:, 0], strict=True)}
    wanted = {text.lower().replace(",", " ,").replace("!", " !").replace("¡", "¡ ").replace(":", " :"): label == "sí"
              for _, text, label in ROWS}
    assert found == wanted


def test_columns_are_those_that_are_said_and_else_those_that_look_like_it():
    said = DataSpec("texts", {"text": "reseña", "target": "recomienda"}, content=TABLE.encode())
    assert np.array_equal(load(said).train.raw, load(DataSpec("texts", content=TABLE.encode())).train.raw)
    assert [column.name for column in detect(TABLE.encode()).columns if column.text] == ["reseña"]
    with pytest.raises(DataError, match="text and the class at once"):
        load(DataSpec("texts", {"text": "reseña", "target": "reseña"}, content=TABLE.encode()))
    with pytest.raises(DataError, match="no column “nada”"):
        load(DataSpec("texts", {"text": "nada", "target": "recomienda"}, content=TABLE.encode()))


def test_long_texts_keep_their_beginning_short_ones_have_blanks_in_front_and_rare_words_share_a_number():
    data = load(DataSpec("texts", {"steps": 6, "vocabulary": 5}, content=TABLE.encode()))
    assert data.input_shape == (6,)
    assert data.symbols[5:] == ("·", "(others)")
    assert all(len(part.raw[0]) == 6 for part in (data.train, data.test))
    mixed = load(DataSpec("texts", content=b"text,class\n" + b"a b c d,x\ne f,y\n" * 20))
    assert {written(mixed, raw) for raw in mixed.train.raw} == {"a b c d", "e f"}
    assert all(mixed.symbols[int(raw[0])] in "·a" for raw in mixed.train.raw)


def test_rows_without_text_or_class_are_left_out_and_counted():
    rows = 'text,class\n' + "one thing more,x\nother thing here,y\n" * 10 + ",x\n   ,y\nsome words there,\n"
    data = load(DataSpec("texts", {"text": "text", "target": "class"}, content=rows.encode()))
    assert data.dropped == 3
    assert len(data.train) + len(data.test) == 20
    with pytest.raises(DataError, match="Only 0 of 9 rows have both"):
        load(DataSpec("texts", {"text": "text", "target": "class"}, content=b"text,class\n" + b"a b c,\n" * 9))


def test_letters_can_be_read_in_place_of_words():
    data = load(DataSpec("texts", {"unit": "characters", "steps": 12, "lower": False}, content=TABLE.encode()))
    assert {len(symbol) for symbol in data.symbols} == {1}
    assert "".join(data.symbols[int(place)] for place in data.train.raw[0]).replace("␣", " ") in (GOOD[:12], BAD[:12])


def test_a_point_in_the_middle_of_a_word_is_no_filling():
    rows = "text,class\n" + "una col·lecció,x\nuna altra,y\n" * 10
    data = load(DataSpec("texts", {"unit": "characters"}, content=rows.encode()))
    assert data.symbols.count(BLANK) == 1
    assert {written(data, raw).replace(" ", "") for raw in data.train.raw} == {"una␣col‧lecció", "una␣altra"}


def test_a_project_keeps_the_table_and_its_roles(tmp_path):
    project = Project("t", Graph(), DataSpec("texts", {"text": "reseña", "steps": 9}, content=TABLE.encode()),
                      TrainingSettings())
    write_project(tmp_path / "t.ladera", project)
    again = read_project(tmp_path / "t.ladera")
    assert again.data == project.data
    assert again.data.content == TABLE.encode()


@pytest.mark.parametrize("content", [bundled("alice"), bundled("quijote"), "Una frase, y otra.\nY nada más.\n".encode(),
                                     b"just a line", b""])
def test_prose_is_no_table(content):
    assert not is_table(content)


@pytest.mark.parametrize("content", [TABLE.encode(), b"a,b\n1,2\n3,4\n", b"x\ty\n1\t2\n", TABLE.encode("cp1252") * 200,
                                     (TABLE * 50).encode("utf-16-le"), (TABLE * 50).encode("utf-16-be"),
                                     (TABLE * 50).encode("utf-16")])
def test_a_table_is_one(content):
    assert is_table(content)

"""Tables in files: however they are written, the same numbers come out."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engine.data import DataSpec, detect, load
from engine.data.tables.column import Column
from engine.data.tables.table import read_table
from engine.errors import DataError
from tests.cases import random_cases

DELIMITERS = (",", ";", "\t", "|", " ")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1")

words = st.text("abcdefgñéüßàÁ", min_size=1, max_size=8)
numbers = st.floats(-1e6, 1e6).map(lambda x: round(x, 3) + 0.0)


@st.composite
def tables(draw) -> tuple[list[str], list[list[object]]]:
    """Names, then rows of two numbers with decimals, a word and one of two classes."""
    names = draw(st.lists(words, min_size=4, max_size=4, unique=True))
    rows = draw(st.lists(st.tuples(numbers, numbers, words, st.sampled_from(["sí", "no"])), min_size=4, max_size=20))
    return names, [list(row) for row in rows]


def write(names: list[str] | None, rows: list[list[object]], delimiter: str, decimal: str, encoding: str) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter)
    if names:
        writer.writerow(names)
    writer.writerows([repr(x).replace(".", decimal) if isinstance(x, float) else x for x in row] for row in rows)
    return text.getvalue().encode(encoding)


def texts(column: Column) -> list[str]:
    return [column.cells.words[code] for code in column.cells.codes]


@random_cases(150)
@given(table=tables(), delimiter=st.sampled_from(DELIMITERS), decimal=st.sampled_from(".,"),
       encoding=st.sampled_from(ENCODINGS), header=st.booleans())
def test_any_dialect_comes_back_when_it_is_said(table, delimiter, decimal, encoding, header):
    names, rows = table
    content = write(names if header else None, rows, delimiter, decimal, encoding)
    back = read_table(content, encoding=encoding, delimiter=delimiter, decimal=decimal, header=header)
    assert [column.name for column in back.columns] == (names if header else ["c1", "c2", "c3", "c4"])
    for position in (0, 1):
        assert back.columns[position].numbers().tolist() == [row[position] for row in rows]
    for position in (2, 3):
        assert texts(back.columns[position]) == [row[position] for row in rows]


@random_cases(150)
@given(table=tables(), delimiter=st.sampled_from(DELIMITERS), decimal=st.sampled_from(".,"),
       encoding=st.sampled_from(ENCODINGS), header=st.booleans())
def test_any_dialect_is_detected(table, delimiter, decimal, encoding, header):
    names, rows = table
    guess = detect(write(names if header else None, rows, delimiter, decimal, encoding))
    assert (guess.delimiter, guess.decimal, guess.header, guess.rows) == (delimiter, decimal, header, len(rows))
    assert [column.kind for column in guess.columns] == ["number", "number", "category", "category"]
    assert guess.preview[0][2:] == tuple(rows[0][2:]), "the letters are right, so the encoding is"


@random_cases(50)
@given(table=tables(), delimiter=st.sampled_from(DELIMITERS), decimal=st.sampled_from(".,"))
def test_the_guess_is_a_setting_that_loads_the_same_data(table, delimiter, decimal):
    names, rows = table
    assume(len({row[3] for row in rows}) == 2)
    content = write(names, rows, delimiter, decimal, "utf-8")
    columns = [name for name in names if name != names[3]]
    said = detect(content).settings() | {"target": names[3], "columns": columns}
    spec = {"test_fraction": 0.3, "content": content}
    one = load(DataSpec("csv", said, **spec))
    other = load(DataSpec("csv", {"target": names[3], "columns": columns}, **spec))
    assert np.array_equal(one.train.inputs, other.train.inputs)
    assert sorted(np.vstack([one.train.raw, one.test.raw])[:, 0].tolist()) == sorted(row[0] for row in rows)


@pytest.mark.parametrize(("text", "encoding"), [
    ("a;b\nñ;1\n".encode(), "utf-8"), ("a;b\nñ;1\n".encode("utf-8-sig"), "utf-8-sig"),
    ("a;b\nñ;1\n".encode("utf-16"), "utf-16"), ("a;b\nñ;1\n".encode("latin-1"), "cp1252"),
    ("a;b\n“ñ”;1\n".encode("cp1252"), "cp1252"), (b"a;b\nn;1\n", "utf-8"),
])
def test_encodings_are_recognised(text, encoding):
    assert detect(text).encoding == encoding


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_line_ends_of_every_system_are_read(end, load_table):
    data = load_table(end.join(["x,y", "1,2.5", "", "3,4.5", "5,6.5", "7,8.5", ""]))
    assert data.raw_range.tolist() == [[1, 7]]


def test_quoted_cells_may_hold_delimiters_quotes_and_line_ends():
    table = read_table(b'name,n\n"Luna, Ana ""la r\xc3\xa1pida""",1\n"two\nlines",2\n')
    assert texts(table.columns[0]) == ['Luna, Ana "la rápida"', "two\nlines"]
    assert [table.columns[0].locate(row)[0] for row in (0, 1)] == [2, 3]


def test_white_space_may_align_columns():
    table = read_table(b"  x      y\n  1.5  -2\n 10.25  3\n\t4\t5 \n")
    assert (table.layout.delimiter, table.layout.header) == (" ", True)
    assert table.columns[0].numbers().tolist() == [1.5, 10.25, 4]


def test_names_are_made_unique_and_gaps_named():
    assert [column.name for column in read_table(b"a,a,,a (2),a\n1,2,3,4,5\n").columns] == [
        "a", "a (2)", "c3", "a (2) (2)", "a (3)"]


@pytest.mark.parametrize(("text", "header"), [
    ("x,y\n1,2\n", True), ("1,2\n3,4\n", False), ("outlook,play\nsunny,no\nrain,yes\n", True),
    ("sunny,no\nrain,yes\nsunny,yes\n", False), (",x\n1,2\n", True), ("red,1\nblue,2\n", False),
])
def test_a_header_is_a_row_of_names(text, header):
    assert detect(text.encode()).header is header


def test_every_guess_can_be_overridden():
    content = b"1,5;2\n3,25;4\n"
    assert detect(content).settings() | {"target": "", "columns": ()} == {
        "encoding": "utf-8", "delimiter": ";", "quote": '"', "begins": 1, "decimal": ",", "dates": "auto",
        "header": "no", "target": "", "columns": ()}
    other = detect(content, encoding="cp1252", delimiter=",", decimal=".", header=True)
    assert (other.encoding, other.delimiter, other.decimal, other.header) == ("cp1252", ",", ".", True)
    assert [column.name for column in other.columns] == ["1", "5;2"]


@pytest.mark.parametrize("marker", ["", "NA", "N/A", "nan", "NaN", "?", "null", "-"])
def test_missing_values_are_recognised(marker):
    column = detect(f"x,y\n1,2\n{marker},3\n2,4\n".encode()).columns[0]
    assert (column.kind, column.missing, column.values) == ("number", 1, 2)


def test_a_number_that_looks_missing_is_none():
    assert read_table(b"x,y\n-1,0\n0,-\n").columns[0].missing.tolist() == [False, False]


GAPS = "x,colour,y\n1,red,1.5\n,red,2.5\n3,,3.5\n4,blue,4.5\n5,red,\n6,red,6.5\n7,red,7.5\n"


def test_incomplete_rows_are_left_out_and_counted(load_table):
    data = load_table(GAPS, columns=["x", "colour"])
    assert data.describe().dropped == 3
    assert sorted(np.vstack([data.train.raw, data.test.raw])[:, 0]) == [1, 4, 6, 7]


def test_gaps_are_filled_with_what_the_training_part_knows(load_table):
    text = GAPS + "".join(f"{i},blue,{i}.5\n" for i in range(10, 14))
    for seed in range(8):
        data = load_table(text, columns=["x", "colour"], missing="fill", spec={"seed": seed, "test_fraction": 0.4})
        assert data.raw_names == ("x", "colour=blue", "colour=red")
        assert data.describe().dropped == 1, "only the row without a target"
        assert data.describe().filled == 2
        raw = np.vstack([data.train.raw, data.test.raw])
        own = data.restore_targets(np.vstack([data.train.targets, data.test.targets]))[:, 0].round(6)
        assert (raw[:, 1:].sum(axis=1) == 1).all(), "one colour each"
        known = own[:len(data.train)] != 2.5
        assert raw[own == 2.5, 0] == pytest.approx(data.train.raw[known, 0].mean())


def test_the_most_frequent_category_of_the_training_part_fills(load_table):
    rows = [f"{i},red,{i}.5" for i in range(15)] + [f"{i},blue,{i}.5" for i in range(15, 20)] + ["99,,99.5"]
    data = load_table("x,colour,y\n" + "\n".join(rows), missing="fill")
    everything = np.vstack([data.train.raw, data.test.raw])
    assert everything[everything[:, 0] == 99].tolist() == [[99, 0, 1]]


def test_a_column_that_is_empty_where_it_is_needed_is_named(load_table):
    with pytest.raises(DataError, match="“x”"):
        load_table("x,z,y\n,1,1.5\n,2,2.5\n,3,3.5\n,4,4.5\n", columns=["x", "z"], missing="fill")


def test_categories_are_one_hot_in_order_of_their_names(load_table):
    data = load_table("size,y\nS,1.5\nL,2.5\nM,3.5\nS,4.5\nL,5.5\n", spec={"standardize": False})
    assert data.raw_names == ("size=L", "size=M", "size=S")
    by_target = {row[0]: raw.tolist() for part in (data.train, data.test)
                 for row, raw in zip(part.targets, part.raw, strict=True)}
    assert by_target[1.5] == [0, 0, 1]
    assert by_target[2.5] == [1, 0, 0]


def test_codes_can_be_taken_as_categories(load_table):
    text = "class,y\n" + "".join(f"{i % 3 + 1},{i}.5\n" for i in range(9))
    assert load_table(text).raw_names == ("class",)
    assert load_table(text, categories=["class"]).raw_names == ("class=1", "class=2", "class=3")


@pytest.mark.parametrize(("targets", "task", "classes"), [
    ("yes no yes no", "binary", ("no", "yes")), ("0 1 1 0", "binary", ("0", "1")),
    ("10 9 8 10", "multiclass", ("8", "9", "10")), ("1.5 2 3 4", "regression", ()),
    ("-1.0 1 -1 1", "binary", ("-1", "1")),
])
def test_the_target_decides_the_task(targets, task, classes, load_table):
    rows = "".join(f"{i},{target}\n" for i, target in enumerate(targets.split() * 3))
    data = load_table("x,y\n" + rows)
    assert (data.task, data.class_names) == (task, classes)


def test_the_person_decides_the_task(load_table):
    text = "x,stars\n" + "".join(f"{i},{i % 5}\n" for i in range(20))
    assert load_table(text).task == "multiclass"
    assert load_table(text, task="regression").task == "regression"
    assert load_table(text, task="regression").target_names == ("stars",)


def test_any_column_can_be_the_target(load_table):
    data = load_table("x,kind,z\n1,a,5\n2,b,6\n3,a,7\n4,b,8\n", target="kind", columns=["z"])
    assert (data.class_names, data.raw_names) == (("a", "b"), ("z",))


def test_by_default_columns_that_tell_nothing_are_left_out(load_table):
    """Constants, empty columns (a delimiter at every line's end) and names of single examples."""
    rows = "".join(f"person{i};{i * i};7;;{i % 2}\n" for i in range(8))
    guess = detect(("name;x;constant;;y\n" + rows).encode())
    assert [column.useful for column in guess.columns] == [False, True, False, False, True]
    assert load_table("name;x;constant;;y\n" + rows).raw_names == ("x",)


def test_breast_cancer_written_the_spanish_way_is_read_back_to_the_digit(load_table):
    from sklearn.datasets import load_breast_cancer

    bunch = load_breast_cancer()
    names = [*bunch.feature_names, "diagnóstico"]
    rows = [[*map(float, row), str(bunch.target_names[label])]
            for row, label in zip(bunch.data, bunch.target, strict=True)]
    data = load_table(write(names, rows, ";", ",", "cp1252"))
    assert data.target_names == ("diagnóstico",)
    assert data.class_names == ("benign", "malignant")
    everything = np.vstack([data.train.raw, data.test.raw])
    assert sorted(map(tuple, everything)) == sorted(map(tuple, bunch.data))


def test_decimal_commas_are_not_taken_for_delimiters():
    rows = "".join(f"{i},5;{'' if i == 3 else i % 7};{'red' if i % 2 else 'green'};{'long' if i > 9 else 'short'}\n"
                   for i in range(20))
    guess = detect(f"length;width;colour;kind\n{rows}".encode())
    assert (guess.delimiter, guess.decimal, guess.header, len(guess.columns)) == (";", ",", True, 4)


@pytest.mark.parametrize("place", ["the first cell", "a later cell", "the first row", "a later row"])
def test_spaces_before_a_cell_belong_to_none_of_them(place):
    """Also before quotation marks, wherever the first of them stands."""
    rows = [['"x, y"', str(number), '"a, b"'] for number in range(9)]
    row = rows[0 if place == "the first row" else 5]
    row[0 if place in ("the first cell", "the first row") else 2] = " " + row[0 if "first" in place else 2]
    column = read_table(("p,q,r\n" + "".join(",".join(row) + "\n" for row in rows)).encode()).columns
    assert (column[0].cells.words, column[2].cells.words) == (("x, y",), ("a, b",))

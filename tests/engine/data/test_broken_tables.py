"""A broken or hostile file gives one sentence that names the culprit; never a traceback, never a hang."""

from __future__ import annotations

import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine.data import DataSpec, detect, load
from engine.data.tables import encodings, notation, room
from engine.errors import DataError
from tests.cases import random_cases

GOOD = "".join(f"{i},{i * 3 % 7},{'ab'[i % 2]}\n" for i in range(40))


@pytest.mark.parametrize(("content", "words"), [
    (b"", "empty"),
    (b" \r\n\t\n", "empty"),
    ("\ufeff".encode("utf-16"), "empty"),
    (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 20, "binary"),
    (bytes(range(256)) * 10, "binary"),
    (b"\0" * 5000, "binary"),
    (b"PK\x03\x04" + b"x,y\n" * 10, "spreadsheet"),
    (b"\xd0\xcf\x11\xe0" + b"x,y\n" * 10, "spreadsheet"),
    (b"\xff\xfea\x00,\x00b", "UTF-16"),
    (b"x\n1\n2\n3\n", "one column"),
    (b"x,y\n", "no rows"),
    (b"x,y\n1,2\n3,4,5\n6,7\n", "Line 3 has 3 cells and the first has 2"),
    (b"x,y\n1,2\n\n\n3\n" + b"6,7\n" * 30, "Line 5 has 1 cells"),
    (b"x,y\n1,2\n\"3,4\n" + b"5,6\n" * 300, "Line 3"),
    (b"x,y\n1,2\n\"" + b"3,4\n" * 100_000, "quotation mark"),
    (b"x," * 600_000, "names of columns but no rows"),
    (b"x,y\n" + b"1," * 300_000, "Line 2 has 300001 cells and the first has 2"),
    (b"9" * 2_000_000, "Line 1"),
], ids=range(18))
def test_what_is_no_table_is_refused_with_a_sentence(content, words):
    with pytest.raises(DataError, match=words):
        detect(content)


@pytest.mark.parametrize(("table", "options", "words"), [
    ("x,y\n1,2\n3,4\n", {"target": "z"}, "no column “z”. Its columns are: x, y"),
    ("x,y\n1,2\n3,4\n", {"columns": ["w"]}, "no column “w”"),
    ("x,y\n1,2\n3,4\n", {"categories": ["w"]}, "no column “w”"),
    ("x,y\n1,2\n3,4\n", {"target": "y", "columns": ["y", "x"]}, "target and an input"),
    ("x,y\n1,2\n3,2\n4,2\n", {"target": "y"}, "“y” is “2” in every row"),
    ("x,y\n1,2.5\n3,2.5\n4,2.5\n", {"target": "y", "task": "regression"}, "every row"),
    ("x,y\n1,a\n3,a\n4,a\n", {"target": "y"}, "“y” is “a” in every row"),
    ("x,y\n1,\n3,\n4,\n", {"target": "y"}, "Only 0 of 3 rows"),
    ("x,y\n,1\n,2\n5,3\n", {"columns": ["x"], "target": "y"}, "Only 1 of 3 rows"),
    ("x,y\n1,1\n1,2\n1,3\n", {}, "No column can serve as input"),
    ("x,y\n" + "".join(f"{i},w{i}\n" for i in range(101)), {"target": "y"}, "101 different values.*100"),
    ("x,y\n" + "".join(f"w{i},{i}.5\n" for i in range(101)), {"columns": ["x"]}, "“x” has 101 different values"),
    ("x,y\n1,2.5\ninf,3.5\n4,5.5\n", {}, "Line 3, column “x”: “inf”"),
    ("x,y\n1,2.5\n2,3.5\n4,-Infinity\n", {}, "Line 4, column “y”: “-Infinity”"),
    ("x,y\n1,2.5\n1e999,3.5\n4,5.5\n", {}, "Line 3, column “x”: “1e999”"),
    ("x,y\n1,2.5\n1e60,3.5\n4,5.5\n", {}, "too large"),
    ("x,y\n" + "1,2.5\n2,1.5\n" * 10 + "1O,3.5\n", {}, "Line 22, column “x”: “1O”"),
    ("x,y\n1,a\n2,b\n3,a\n", {"target": "y", "task": "regression"}, "Line 2, column “y”: “a”"),
    ("x,z,y\na,1,1.5\nb,2,2.5\na,3,4.5\n", {"numbers": ["x"]}, "Line 2, column “x”: “a”"),
])
def test_what_cannot_be_learned_from_is_refused_with_a_sentence(table, options, words, load_table):
    with pytest.raises(DataError, match=words):
        load_table(table, **options)


def test_a_project_without_its_table_says_so():
    with pytest.raises(DataError, match="Choose the file again"):
        load(DataSpec("csv"))


def test_the_limit_is_the_memory_of_the_computer(load_table, monkeypatch):
    rows = "".join(f"{i % 7},{i}.5\n" for i in range(1_000))
    load_table("x,y\n" + rows)
    monkeypatch.setattr(room, "free_memory", lambda: 50_000)
    with pytest.raises(DataError, match=r"needs about 0\.[0-9] GB of memory, and 0\.0 GB are free"):
        detect(("x,y\n" + rows * 500).encode())
    with pytest.raises(DataError, match="memory"):
        load_table("x,y\n" + rows)


def test_one_hot_encoding_cannot_blow_a_small_table_up(load_table, monkeypatch):
    monkeypatch.setattr(room, "free_memory", lambda: 200_000)
    table = "x,y\n" + "".join(f"w{i % 60},{i}.5\n" for i in range(200))
    with pytest.raises(DataError, match="memory"):
        load_table(table)
    assert detect(table.encode()).rows == 200


@pytest.mark.parametrize(("content", "rows", "columns"), [
    pytest.param(b"1," * 11_000 + b"1\n", 1, 11_001, marks=pytest.mark.thorough),
    (b"1,2\n" + b"\n" * 300_000 + b"3,4\n", 2, 2),
    (b"1,2\n" * 300_001, 300_001, 2),
])
def test_neither_rows_nor_columns_have_a_limit_of_their_own(content, rows, columns):
    guess = detect(content)
    assert (guess.rows, len(guess.columns)) == (rows, columns)


def test_the_largest_numbers_allowed_stay_finite(load_table):
    big = f"{notation.LARGEST_NUMBER:g}"
    data = load_table(f"x,y\n{big},-{big}\n-{big},{big}\n1,2.5\n3,4.5\n5,6.5\n")
    assert abs(data.train.inputs).max() < 10
    assert abs(data.train.targets).max() < 10


@pytest.mark.parametrize("cell", ["__import__('os')", "=1+1", "1_000", "0x10", "１２", "1e", "+", "1.2.3", "nan()"])
def test_nothing_in_a_cell_is_evaluated(cell):
    guess = detect(f"x,y\n{cell},1\n{cell}b,2\n".encode(), header=True)
    assert guess.columns[0].kind == "category"
    assert guess.preview[0][0] == cell


def attempt(content: bytes) -> None:
    """Detect and load: data or a sentence."""
    try:
        guess = detect(content)
        data = load(DataSpec("csv", guess.settings(), content=content))
        assert len(data.train) >= 1
    except DataError as error:
        str(error)  # its values fit its template


@random_cases(200)
@given(content=st.binary(max_size=300))
@example(b"\xff\xfe\x00\xd8")
def test_any_bytes_give_data_or_a_sentence(content):
    attempt(content)


@random_cases(300)
@given(content=st.text(st.sampled_from("01.,;\t| \n\r\"'-+eE?aNñ\ufeff\u2028\x0b\x85"), max_size=120),
       encoding=st.sampled_from(["utf-8", "utf-16", "utf-8-sig"]))
def test_any_text_of_table_characters_gives_data_or_a_sentence(content, encoding):
    attempt(content.encode(encoding))


@random_cases(200)
@given(cut=st.integers(0, len(GOOD)), place=st.integers(0, len(GOOD)), damage=st.binary(max_size=6))
def test_a_damaged_or_truncated_table_gives_data_or_a_sentence(cut, place, damage):
    content = GOOD.encode()
    attempt(content[:cut])
    attempt(content[:place] + damage + content[place:])


@given(written=st.sampled_from(["utf-8", "utf-16", "cp1252"]), read=st.sampled_from(list(encodings.ENCODINGS)))
def test_a_wrong_encoding_gives_a_table_or_a_sentence(written, read):
    try:
        detect("x;año\n1;2\n3;4\n".encode(written), encoding=read)
    except DataError as error:
        str(error)  # its values fit its template


def test_a_workbook_whose_packed_part_is_damaged_is_refused_with_a_sentence():
    pd = pytest.importorskip("pandas")
    pytest.importorskip("openpyxl")
    packed = io.BytesIO()
    pd.DataFrame({"a": range(200), "b": range(200)}).to_excel(packed, index=False)
    content = packed.getvalue()
    begin = content.index(b"xl/worksheets/sheet1.xml") + 40
    for at in range(begin, begin + 60, 3):
        damaged = content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1:]
        with pytest.raises(DataError):
            detect(damaged)

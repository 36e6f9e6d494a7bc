"""What stands around a table: names, titles, comments, units, other letters, workbooks."""

from __future__ import annotations

import datetime
import io
import zipfile

import numpy as np
import pytest

from engine.data import TABLE_FILES, DataSpec, detect, load
from engine.data.tables.column import Column
from engine.errors import DataError


def rows(count: int, row) -> str:
    return "".join(row(place) + "\n" for place in range(count))


def names(text: str | bytes, **said) -> list[str]:
    guess = detect(text if isinstance(text, bytes) else text.encode(), **said)
    return [column.name for column in guess.columns]


def texts(column: Column) -> list[str]:
    return [column.cells.words[code] for code in column.cells.codes]


# Names

@pytest.mark.parametrize(("head", "row"), [
    (",sky,sail", lambda i: f"{i},{('clear', 'grey')[i % 2]},{('go', 'stay')[i // 2 % 2]}"),
    ("400,450,500", lambda i: f"{i * .1:.1f},{i * .2:.1f},{i * .3:.1f}"),
    ("site,2001,2002,2003", lambda i: f"s{i},{i * .1:.1f},{i * 1.7:.1f},{i * 2.3:.1f}"),
    (",0,1,2", lambda i: f"{i},{i * .1:.1f},{i * .2:.1f},{i * .3:.1f}"),
    ("gdp,inf,nan", lambda i: f"{i * 3},{i * .5},{i * .25}"),
    ("pet,cat", lambda i: f"{('cat', 'dog')[i % 2]},{('small', 'large')[i // 2 % 2]}"),
    ("red,blue", lambda i: f"{i},{i * 2}"),
    ("date,close", lambda i: f"2024-01-{i + 1:02d},{i}"),
    ("word,other", lambda i: f"{('yes', 'no')[i % 2]},{('yes', 'no')[i // 2 % 2]}"),
    ("price,rate", lambda i: f"${i}.50,{i}%"),
])
def test_the_first_row_names_the_columns(head, row):
    guess = detect((head + "\n" + rows(24, row)).encode())
    assert (guess.header, guess.rows) == (True, 24)
    assert [column.name for column in guess.columns] == [name or "c1" for name in head.split(",")]


@pytest.mark.parametrize("row", [
    lambda i: f"{i * .1:.1f},{i * .2:.1f},{('setosa', 'virginica')[i % 2]}",
    lambda i: f"{('sunny', 'rain')[i % 2]},{('yes', 'no')[i // 2 % 2]}",
    lambda i: f"2024-01-{i + 1:02d},{i},{i % 3}", lambda i: f"{i % 2},{i % 3},{i % 5}", lambda i: f"{i}%,${i}",
])
def test_a_first_row_like_the_others_is_an_example(row):
    guess = detect(rows(24, row).encode())
    assert (guess.header, guess.rows) == (False, 24)


def test_a_first_row_that_may_be_either_is_asked_about_with_both_readings():
    (question,) = detect(b"red,1\nblue,2\n").questions
    assert question.setting == "header"
    assert {value for value, _ in question.readings} == {"yes", "no"}
    assert all("red, 1" in shown for _, shown in question.readings)
    assert not detect(b"red,1\nblue,2\n", header=True).questions


def test_r_leaves_the_names_of_the_rows_without_a_name():
    assert names('"x" "y"\n"a" 1.5 2\n"b" 3 4\n') == ["c1", "x", "y"]
    assert names("x,y\na,1.5,2\nb,3,4\n") == ["c1", "x", "y"]


# Around the table

@pytest.mark.parametrize(("above", "begins"), [
    ("", 1), ("Sales of 2024\n\n", 3), ("Sales;;\n;;\n", 3), ("# made by hand\n# on a Monday\n", 3), ("sep=;\n", 2),
    ('"sep=;"\n', 2), ("Source: the office, Lima\nUnits: km, kg\n\n", 4), ("\n\n\n", 4), ("% a\n% b\n", 3),
])
def test_what_stands_above_a_table_is_left_out(above, begins):
    text = above + "x;y;sort\n" + rows(12, lambda i: f"{i},5;{i % 4};{'ab'[i % 2]}")
    guess = detect(text.encode())
    assert (guess.begins, guess.header, guess.rows, guess.decimal) == (begins, True, 12, ",")
    assert [column.name for column in guess.columns] == ["x", "y", "sort"]
    data = load(DataSpec("csv", guess.settings(), content=text.encode()))
    assert len(data.train) + len(data.test) == 12


def test_the_line_in_which_it_begins_can_be_said():
    assert names("a,b\nx,y\n1,2\n3,4\n", begins=2) == ["x", "y"]


def test_the_last_comment_may_name_the_columns():
    out = io.StringIO()
    np.savetxt(out, np.arange(12.0).reshape(6, 2), delimiter=",", header="made by NumPy\nx,y")
    assert names(out.getvalue()) == ["x", "y"]


def test_comments_between_the_rows_are_none_of_the_table_and_lines_keep_their_numbers():
    text = "# a\nx,y\n1,2.5\n# b, c, d\n2,3.5\n" + rows(30, lambda i: f"{i},{i}.5") + "1O,2.5\n"
    guess = detect(text.encode())
    assert guess.rows == 33
    assert "Line 36" in str(guess.columns[0].remark)


def test_single_quotes_hold_delimiters():
    text = "'name','n'\n" + rows(6, lambda i: f"'Luna, Ana {i % 2}','{i}.5'")
    guess = detect(text.encode())
    assert (guess.quote, [column.name for column in guess.columns]) == ("'", ["name", "n"])
    assert guess.columns[1].kind == "number"


def test_single_quotes_are_taken_where_cells_would_otherwise_lack_a_name():
    guess = detect(("n,text,y\n" + rows(9, lambda i: f"{i},'a, b {i % 3}',{i % 2}")).encode())
    assert (guess.quote, [column.name for column in guess.columns]) == ("'", ["n", "text", "y"])


def test_a_line_below_a_table_is_named():
    with pytest.raises(DataError, match="Line 13"):
        detect(("a,b,c\n" + "1,2.5,3\n" * 10 + "\nSource: mine\n").encode())


def test_apostrophes_are_no_quotes():
    guess = detect(("name,n\n" + rows(6, lambda i: f"O'Brien{i % 2},{i}.5") + "'tis,1\n").encode())
    assert (guess.quote, guess.rows) == ('"', 7)


# Letters

PLACES = {
    "cp1252": "Núñez;Logroño;España", "mac_roman": "Núñez;Logroño;España", "cp850": "Núñez;Logroño;España",
    "cp1250": "Łukasz;Łódź;Zażółć", "iso8859-2": "Štěpán;Plzeň;Řehoř", "cp1251": "Сергей;Казань;Россия",
    "koi8-r": "Сергей;Казань;Россия", "cp1253": "Γιώργος;Αθήνα;Ελλάδα", "cp1254": "İsmail;Eskişehir;Çağrı",
    "gb18030": "张伟;北京;中华人民共和国", "big5": "張偉;臺北;中華民國", "cp932": "たかはし;ナゴヤ;東京",
    "euc_jp": "たかはし;ナゴヤ;東京", "cp949": "김철수;서울;대한민국", "utf-16-le": "Núñez;Logroño;España",
    "utf-16-be": "Núñez;Logroño;España",
}


@pytest.mark.parametrize("encoding", PLACES)
def test_letters_of_many_languages_are_never_garbled_without_a_word(encoding):
    """Either they are right, or the right ones are among the readings that are shown."""
    text = "name;town;land;n\n" + rows(8, lambda i: f"{PLACES[encoding]};{i}")
    guess = detect(text.encode(encoding))
    read = guess.preview[0][:3] == tuple(PLACES[encoding].split(";"))
    shown = [value for question in guess.questions if question.setting == "encoding" for value, _ in question.readings]
    assert read or any(PLACES[encoding].split(";") == text.encode(encoding).decode(each).split("\n")[1].split(";")[:3]
                       for each in shown)
    assert read, "and this text is no riddle"
    said = detect(text.encode(encoding), encoding=encoding)
    assert said.preview[0][:3] == tuple(PLACES[encoding].split(";"))


def test_names_of_several_countries_stand_side_by_side():
    names = ["Gauß", "Muñoz", "Bézout", "Ångström", "Gödel", "Curaçao"]
    text = "name,n\n" + "".join(f"{name},{place}\n" for place, name in enumerate(names * 3))
    assert detect(text.encode("cp1252")).preview[0][0] == "Gauß"


def test_utf8_with_a_broken_letter_is_refused_with_its_line():
    content = ("x;año\n" + rows(40, lambda i: f"{i};niño")).encode() + b"1;ni\xf1o\n"
    with pytest.raises(DataError, match="line 42"):
        detect(content)
    assert detect(content, encoding="cp1252").rows == 41


# Other files

@pytest.fixture
def workbook() -> bytes:
    """Two sheets: a title, an empty row, names and rows of every kind of cell."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    first = book.active
    first.title = "Ventas"
    first.append(["Informe"])
    first.append([])
    first.append(["fecha", "precio", "piso", "vale", "suma"])
    for place in range(12):
        first.append([datetime.datetime(2024, 1, place + 1), 1000.5 + place, "ab"[place % 2], place % 2 == 0,
                      f"=B{place}"])
    first["B7"] = "#N/A"
    other = book.create_sheet("Otra")
    for row in [("u", "v"), *((place, place * 1.5) for place in range(6))]:
        other.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_read_by_its_values(workbook):
    guess = detect(workbook)
    found = {column.name: column for column in guess.columns}
    assert (guess.packed, guess.sheets, guess.rows, guess.begins) == (True, ("Ventas", "Otra"), 12, 3)
    assert list(found) == ["fecha", "precio", "piso", "vale", "suma"]
    assert (found["precio"].kind, found["precio"].missing, found["fecha"].kind) == ("number", 1, "number")
    assert "empty" in str(found["suma"].reason), "nobody has computed the formulas"
    chosen = {"target": "precio", "columns": ["fecha", "piso"]}
    data = load(DataSpec("csv", guess.settings() | chosen, content=workbook))
    assert data.dropped == 1
    assert data.raw_range[0].tolist() == [19723, 19734]
    assert names(workbook, sheet="Otra") == ["u", "v"]
    with pytest.raises(DataError, match="Ventas, Otra"):
        detect(workbook, sheet="Nada")


def test_a_broken_workbook_is_refused_with_a_sentence(workbook):
    for content in (workbook[:600], workbook[:-200], workbook.replace(b"xl/workbook", b"xl/wurkbook")):
        with pytest.raises(DataError, match="spreadsheet"):
            detect(content)


def test_a_workbook_that_unpacks_to_more_than_memory_is_refused(workbook, monkeypatch):
    out = io.BytesIO(workbook)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/bomb.xml", b" " * 50_000_000)
    monkeypatch.setattr("engine.data.tables.room.free_memory", lambda: 20_000_000)
    with pytest.raises(DataError, match="memory"):
        detect(out.getvalue())


def test_texts_of_a_damaged_parquet_file_that_are_no_utf_8_are_a_sentence():
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    out = io.BytesIO()
    words = pyarrow.array(["marker one", "marker two"] * 20)
    parquet.write_table(pyarrow.table({"n": range(40), "word": words}), out, compression="none", use_dictionary=False)
    damaged = out.getvalue().replace(b"marker one", b"marker\xac\xac\xb2\xdf")
    with pytest.raises(DataError, match="The Parquet file cannot be read"):
        load(DataSpec("csv", content=damaged))


def test_parquet_files_are_read_where_pyarrow_is():
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    rng = np.random.default_rng(0)
    values, sorts = rng.normal(size=50), ["ab"[place % 2] for place in range(50)]
    held = pyarrow.table({
        "x": values, "n": pyarrow.array([None if place == 3 else place % 7 for place in range(50)], pyarrow.int64()),
        "when": pyarrow.array([datetime.date(1970, 1, 1 + place % 28) for place in range(50)]),
        "sort": pyarrow.array(sorts).dictionary_encode()})
    out = io.BytesIO()
    parquet.write_table(held, out)
    guess = detect(out.getvalue())
    assert [(column.name, column.kind, column.missing) for column in guess.columns] == [
        ("x", "number", 0), ("n", "number", 1), ("when", "number", 0), ("sort", "category", 0)]
    data = load(DataSpec("csv", guess.settings() | {"columns": ["x"]}, content=out.getvalue()))
    assert sorted(np.vstack([data.train.raw, data.test.raw])[:, 0]) == sorted(values), "to the last bit"
    with pytest.raises(DataError, match="Parquet"):
        detect(out.getvalue()[:-10])
    nested = pyarrow.table({"x": [[1, 2], [3]], "y": [1, 2]})
    out = io.BytesIO()
    parquet.write_table(nested, out)
    with pytest.raises(DataError, match="“x” holds lists"):
        detect(out.getvalue())


def test_the_documents_name_every_file_that_comes_in_as_a_table():
    from pathlib import Path

    text = Path(__file__).parents[3].joinpath("docs", "formats.md").read_text("utf-8")
    part = text.partition("## Tables that come in")[2]
    rows = [[cell.strip(" `") for cell in line.split("|")[1:3]] for line in part.splitlines()
            if line.startswith("| `.")]
    assert dict(rows) == dict(TABLE_FILES)

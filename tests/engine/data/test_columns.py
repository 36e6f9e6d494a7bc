"""What columns mean: numbers however they are written, units, dates, gaps, and what tells nothing."""

from __future__ import annotations

import io
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data import DataSpec, detect, load
from engine.data.tables.dates import read_dates
from engine.data.tables.missing import GAPS
from engine.data.tables.table import Table, read_table
from engine.errors import DataError

pandas = pytest.importorskip("pandas")


def table(header: str, rows: list[str], **said) -> Table:
    return read_table("\n".join([header, *rows, ""]).encode(), **said)


def numbers(cells: list[str], delimiter: str = ";", **said) -> list[float]:
    """A column of cells beside one of words, read."""
    quoted = [f'"{cell}"' if delimiter == "," else cell for cell in cells]
    rows = [f"{'ab'[place % 2]}{delimiter}{cell}" for place, cell in enumerate(quoted)]
    return table(f"sort{delimiter}amount", rows, delimiter=delimiter, **said).column("amount").numbers().tolist()


# Marks

@pytest.mark.parametrize(("cells", "values"), [
    (["1.234,56", "7,5"], [1234.56, 7.5]), (["1,234.56", "7.5"], [1234.56, 7.5]), (["1 234,5", "7"], [1234.5, 7]),
    (["1\u202f234", "999"], [1234, 999]), (["1\u00a0234,5", "2"], [1234.5, 2]), (["1'234.5", "3"], [1234.5, 3]),
    (["1.234.567", "12"], [1234567, 12]), (["12,34,567", "1"], [1234567, 1]), (["0.125", "1.250"], [0.125, 1.25]),
    (["900", "990", "1.050"], [900, 990, 1050]), (["900", "1,050"], [900, 1050]), (["−5", "–2,5"], [-5, -2.5]),
    (["1500", "1.250"], [1500, 1.25]), (["1e3", "2,5E-1"], [1000, 0.25]),
])
def test_marks_are_decided_over_the_whole_column(cells, values):
    assert numbers(cells * 3) == values * 3


def test_a_comma_between_commas_parts_thousands():
    assert numbers(["1,050", "2,100", "3,333"], ",") == [1050, 2100, 3333]


def test_a_column_follows_the_rest_of_the_file_where_it_says_nothing_itself():
    rows = [f"{1 + place}.{500 + place};{place},5" for place in range(9)]
    assert table("price;size", rows).column("price").numbers().tolist() == [1500 + 1001 * place for place in range(9)]
    rows = [row.replace(",", ".") for row in rows]
    assert table("price;size", rows).column("price").numbers()[0] == 1.5


@pytest.mark.parametrize(("cell", "decimal", "other"), [("1.234", ".", 1234.0), ("1,234", ",", 1234.0)])
def test_what_nothing_decides_is_asked(cell, decimal, other, load_table):
    text = "sort;amount\n" + "".join(f"{'ab'[place % 2]};{cell[:-1]}{place}\n" for place in range(1, 9))
    (question,) = detect(text.encode()).questions
    assert question.setting == "decimal"
    assert [value for value, _ in question.readings] == [decimal, "," if decimal == "." else "."]
    assert "line 2" in str(question.sentence)
    with pytest.raises(DataError, match=r"two ways.*Decimal mark"):
        load_table(text, target="amount", task="regression")
    for said, low in ((decimal, 1.231), ("," if decimal == "." else ".", 1231.0)):
        data = load_table(text, target="amount", task="regression", decimal=said)
        assert data.restore_targets(np.vstack([data.train.targets, data.test.targets])).min() == pytest.approx(low)
    load_table(text, target="sort", columns=["amount"], decimal=decimal)


def test_thousands_that_a_column_says_by_itself_are_none_of_the_decimals_of_the_others():
    rows = [f"{place % 7 + 0.25};{900 + 10 * place:,}".replace(",", ".") for place in range(40)]
    assert table("size;price", rows).column("price").numbers().tolist() == [900.0 + 10 * place for place in range(40)]


def test_a_decimal_mark_that_shows_late_is_the_mark_of_the_whole_column():
    rows = [f"{place};{place % 5 if place < 4_000 else f'{place % 7},5'};{'ab'[place % 2]}" for place in range(5_000)]
    column = table("t;volt;sort", rows).column("volt")
    assert column.kind == "number"
    assert column.numbers()[-1] == 4_999 % 7 + 0.5


@given(values=st.lists(st.floats(-1e9, 1e9).map(lambda x: round(x, 2)), min_size=4, max_size=12),
       style=st.sampled_from([(".", ","), (",", "."), (",", " "), (".", "'"), (".", "")]))
def test_numbers_with_thousands_come_back(values, style):
    decimal, group = style
    written = [f"{value:,.2f}".replace(",", "G").replace(".", decimal).replace("G", group) for value in values]
    assert numbers(written) == values


# Units

@pytest.mark.parametrize(("cells", "values", "unit"), [
    (["12%", "3.5 %"], [12, 3.5], "%"), (["$1,200.50", "-$3.25", "($5)"], [1200.5, -3.25, -5], "$"),
    (["1.200,50 €", "3 €"], [1200.5, 3], "€"), (["USD 5", "USD 0.5"], [5, 0.5], "USD"),
    (["S/ 12.50", "S/ 5"], [12.5, 5], "S/"),
])
def test_percent_and_currencies_are_numbers_of_which_the_name_says_the_unit(cells, values, unit, load_table):
    rows = [f"{cell};{place * 1.5}" for place, cell in enumerate(cells * 4)]
    column = table("amount;y", rows).column("amount")
    assert (column.numbers().tolist(), column.unit) == (values * 4, unit)
    assert load_table("\n".join(["amount;y", *rows])).raw_names == (f"amount ({unit})",)


def test_another_currency_is_another_quantity():
    guess = detect(b"price;y\n" + b"".join(b"$%d;%d\n\xe2\x82\xac%d;1\n" % (i, i, i) for i in range(9)))
    assert guess.columns[0].kind == "category"
    assert "line 3" in str(guess.columns[0].remark)


def test_a_row_of_units_is_no_example():
    guess = detect(b"mass,length,sort\nkg,(m),-\n1.5,2,a\n2.5,3,b\n3.5,4,a\n")
    assert (guess.rows, guess.units) == (3, ("kg", "(m)", "-"))
    assert [column.unit for column in guess.columns] == ["kg", "m", ""]


# Dates

def days(*words: str) -> list[float]:
    return read_dates(words).values.tolist()


def test_dates_of_four_centuries_are_those_of_numpy():
    dates = pandas.date_range("1700-01-01", "2261-01-01", freq="17D")
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %b %Y", "%B %d, %Y", "%Y/%m/%d"):
        read = read_dates([date.strftime(form) for date in dates])
        assert np.array_equal(read.values, dates.to_numpy().astype("M8[D]").astype(int)), form


@pytest.mark.parametrize(("word", "value"), [
    ("1970-01-02 12:00", 1.5), ("1970-01-02T06:00:00Z", 1.25), ("1970-01-02 02:00:00+02:00", 1.0),
    ("2 de enero de 1970", 1.0),
    ("2-ene-70", 1.0), ("2. Januar 1970", 1.0), ("1970-02", 31.0), ("10:30", 10.5), ("1:15 PM", 13.25),
    ("12:00:36 am", 0.01),
])
def test_dates_and_times_as_people_write_them(word, value):
    assert days(word, word) == pytest.approx([value, value])


def test_what_only_looks_like_a_date_is_none():
    assert read_dates(["1.2.10", "3.4.5"]) is None
    assert read_dates(["12-5", "a"]) is None
    assert math.isnan(days("1970-01-02", "1970-02-30")[1])


def test_the_order_of_day_and_month_is_decided_over_all_rows_or_asked(load_table):
    rows = [f"{place % 12 + 1:02d}/{place % 9 + 1:02d}/2024;{place}.5" for place in range(30)]
    assert table("when;y", rows).doubts
    assert not table("when;y", [*rows, "31/12/2024;1.5"]).doubts
    with pytest.raises(DataError, match="Dates"):
        load_table("\n".join(["when;y", *rows]))
    first = load_table("\n".join(["when;y", *rows]), dates="dmy")
    assert first.raw_names == ("when (d, 1970-01-01 = 0)",)


# Gaps

@pytest.mark.parametrize("gap", sorted(GAPS))
def test_among_numbers_every_gap_is_one(gap):
    column = table("x,y", [f'{place}.5,"{place}"' for place in range(20)] + [f'"{gap}",1']).column("x")
    assert (column.kind, int(column.missing.sum())) == ("number", 1)


@pytest.mark.parametrize(("words", "gaps"), [
    (["+", "-"], []), (["yes", "no", "-"], ["-"]), (["FR", "GB", "NA", "MX"], []), (["low", "high", "NA"], ["NA"]),
    (["None", "BrkFace"], ["None"]), (["none", "enriched"], []), (["CA", "NY", "TX", "NA"], ["NA"]),
    (["AF", "EU", "NA", "SA"], []), (["b", "c", "?"], ["?"]), (["<", ">", "?"], []), (["N.D.", "Ala."], []),
])
def test_a_word_of_the_column_is_no_gap(words, gaps):
    column = table("x,y", [f"{word},{place}.5" for place, word in enumerate(words * 5)]).columns[0]
    assert int(column.missing.sum()) == 5 * len(gaps)
    assert column.values == len(words) - len(gaps)


# What tells nothing

ROWS = 40


@pytest.mark.parametrize(("name", "cells", "reason"), [
    ("", [str(place) for place in range(ROWS)], "numbers the rows"),
    ("", [str(7 * place + 3) for place in range(ROWS)], "numbers the rows"),
    ("patient", [str((place * 7) % ROWS + 1) for place in range(ROWS)], "numbers the rows"),
    ("PassengerId", [str(1000 + 3 * place) for place in range(ROWS)], "tells rows apart"),
    ("id_cliente", [str(1000 + 3 * place) for place in range(ROWS)], "tells rows apart"),
    ("constant", ["7"] * ROWS, "same in every row"), ("word", ["a"] * ROWS, "same in every row"),
    ("empty", [""] * ROWS, "empty"), ("name", [f"n{place}x" for place in range(ROWS)], "word of its own"),
    ("x", [str(place) for place in range(ROWS)], None), ("year", [str(1980 + place) for place in range(ROWS)], None),
    ("price", [f"{place}.25" for place in range(ROWS)], None), ("sort", ["a", "b"] * (ROWS // 2), None),
])
def test_what_tells_nothing_is_proposed_to_be_left_out_and_why(name, cells, reason):
    rows = [f"{cell},{place % 7}.5,{'ab'[place % 2]}" for place, cell in enumerate(cells)]
    guess = detect("\n".join([f"{name},size,y", *rows, ""]).encode())
    found = guess.columns[0].reason
    assert (found is None) if reason is None else (reason in str(found))
    assert (guess.columns[0].name in guess.settings()["columns"]) is (reason is None)


def test_a_column_that_cannot_be_numbers_throughout_says_so_with_cell_and_line():
    rows = [f"{'1O' if place == 20 else place},{place % 3}" for place in range(40)]
    assert "Line 22, column “x”: “1O”" in str(detect("\n".join(["x,y", *rows]).encode()).columns[0].remark)
    rows = [f"{'?x' if place % 3 == 0 else place},{place % 3}" for place in range(40)]
    column = detect("\n".join(["x,y", *rows]).encode()).columns[0]
    assert column.kind == "category"
    assert "line 2, “?x”, and 14 cells" in str(column.remark)


# Beside pandas

@given(st.data())
def test_every_column_of_numbers_is_that_of_pandas(data):
    cell = st.one_of(st.integers(-10**6, 10**6).map(str), st.floats(-1e6, 1e6).map(repr),
                     st.sampled_from(["", "NA", "nan", "None"]))
    rows = data.draw(st.lists(st.tuples(cell, cell, st.sampled_from(["red", "blue"])), min_size=3, max_size=20))
    content = ("a,b,c\n" + "".join(",".join(row) + "\n" for row in rows)).encode()
    frame, read = pandas.read_csv(io.BytesIO(content)), read_table(content, header=True)
    for name in "ab":
        assert np.array_equal(read.column(name)._numbers, frame[name].to_numpy(float), equal_nan=True)


def test_progress_is_told_and_can_stop_the_reading():
    content = ("x,y\n" + "".join(f"{place}.5,{place % 3}\n" for place in range(1_000))).encode()
    told: list[float] = []
    load(DataSpec("csv", content=content), told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0

    def stop(share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        detect(content, progress=stop)

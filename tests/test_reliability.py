"""What docs/reliability.md promises names the tests that hold it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "docs" / "reliability.md").read_text("utf-8")
PATHS = sorted(set(re.findall(r"`((?:app|docs|engine|tests)/[\w/.]+|run\.py)`", TEXT)))


@pytest.mark.parametrize("path", PATHS)
def test_a_file_that_is_named_is_there(path):
    assert (ROOT / path).is_file()


def test_every_promise_names_a_test():
    rows = [line for line in TEXT.splitlines() if re.match(r"\| (?!Promise|Point)", line)]
    promises = [row for row in rows if row.count("|") == 4]
    assert len(promises) > 25
    assert [row for row in promises if "`tests/" not in row.split("|")[3]] == []


def test_every_point_has_its_test():
    part = TEXT[TEXT.index("## Point by point"):TEXT.index("## What grows")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in part.splitlines()
            if re.match(r"\| \d", line)]
    assert [int(number) for number, *_ in rows] == list(range(1, 25))
    assert [row for row in rows if not re.search(r"`tests/(?!bench)", row[2])] == []

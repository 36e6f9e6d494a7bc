"""What the documents for developers name is there."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from engine import __version__

ROOT = Path(__file__).resolve().parent.parent
PATH = re.compile(r"`((?:app|engine|tests|tools|docs|assets)/[\w./]+\w)`|\]\((?!http)([^)#]+)\)")
FILE = re.compile(r"[\w/]+\.py\b|(?<![\w/<])[a-z_]+/(?=[\s,])")
"""A file, or a folder as the tree of the packages writes it."""
QUOTED = re.compile(r"`([^`]+)`")
ELSEWHERE = {"images.bin", "project.json", "dense_1/kernel"}
"""What is quoted and stands in files that a person makes."""


@cache
def sources() -> tuple[Path, ...]:
    folders = ("app", "engine", "tests", "tools", "docs")
    return (ROOT / "run.py", *(path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))))


@cache
def words() -> frozenset[str]:
    """Every word of the code."""
    return frozenset(word for path in sources() if path != Path(__file__).resolve()
                     for word in re.findall(r"\w+", path.read_text("utf-8")))


@cache
def places() -> tuple[str, ...]:
    """Every file and folder of the code, from the root, between slashes."""
    found = {place for path in sources() for place in (path, *path.parents) if ROOT in place.parents}
    other = [ROOT / "requirements", ROOT / "assets", *(ROOT / "docs").iterdir(), *(ROOT / "assets").iterdir(),
             ROOT / "pyproject.toml"]
    return tuple(f"/{place.relative_to(ROOT).as_posix()}/" for place in (*found, *other))


def is_there(named: str) -> bool:
    """Whether a file or folder is called so, or, in quotes, all words of an expression stand in the code."""
    if named in ELSEWHERE or any(place.endswith(f"/{named.strip('/')}/") for place in places()):
        return True
    if re.fullmatch(r"[\w./]+\.(py|md|toml|json|bin)|[a-z_]+/", named):
        return False
    return words().issuperset(re.findall(r"[^\W\d]\w+", named))


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "README.md", "docs/architecture.md"])
def test_every_file_that_a_document_names_is_there(name):
    document = ROOT / name
    named = [(ROOT if path else document.parent) / (path or link)
             for path, link in PATH.findall(document.read_text("utf-8"))]
    assert named
    assert [path for path in named if not path.exists()] == []


@pytest.mark.parametrize("named", ["engine/ir/no_such.py", "no_such.py", "nosuchfolder/", "NoSuchClass",
                                   "no_such_name()", "Trainer.no_such"])
def test_what_is_not_there_is_found(named):
    assert not is_there(named)


def test_the_architecture_names_what_there_is():
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    tree, rest = re.search(r"```\n(run\.py.*?)```(.*)", text, re.DOTALL).groups()
    prose = re.sub(r"```.*?```", "", rest, flags=re.DOTALL)
    named = [*FILE.findall(tree), *FILE.findall(prose), *QUOTED.findall(prose)]
    assert len(named) > 400
    assert [name for name in named if not is_there(name)] == []


def test_what_one_piece_of_data_goes_through_is_there():
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## Follow one piece of data")[2]
    assert [named for named in QUOTED.findall(text) if not is_there(named)] == []


def test_the_changes_of_this_version_are_told():
    assert f"\n## {__version__} " in (ROOT / "CHANGELOG.md").read_text("utf-8")

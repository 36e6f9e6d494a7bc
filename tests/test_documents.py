"""What the documents for developers name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine import __version__

ROOT = Path(__file__).resolve().parent.parent
PATH = re.compile(r"`((?:app|engine|tests|tools|docs|assets)/[\w./]+\w)`|\]\((?!http)([^)#]+)\)")


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "README.md", "docs/architecture.md"])
def test_every_file_that_a_document_names_is_there(name):
    document = ROOT / name
    named = [(ROOT if path else document.parent) / (path or link)
             for path, link in PATH.findall(document.read_text("utf-8"))]
    assert named
    assert [path for path in named if not path.exists()] == []


def test_the_changes_of_this_version_are_told():
    assert f"\n## {__version__} " in (ROOT / "CHANGELOG.md").read_text("utf-8")

"""What every file of the window keeps to, since one that does not would end the process or let something in."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
WINDOW = sorted((ROOT / "app").rglob("*.py"))
PAINTING = sorted(path for folder in ("app", "tools", "tests") for path in (ROOT / folder).rglob("*.py"))
PAINTERS = {"QPainter", "QStylePainter"}


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Each call under `tree` by the last part of the name of what is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            yield node.func.id if isinstance(node.func, ast.Name) else node.func.attr, node


def left_open(tree: ast.AST) -> list[int]:
    """The lines that make a painter outside of a `with`."""
    ended = {id(item.context_expr) for node in ast.walk(tree) if isinstance(node, ast.With) for item in node.items}
    return [call.lineno for name, call in calls(tree) if name in PAINTERS and id(call) not in ended]


@pytest.mark.parametrize(("program", "lines"), [
    ("with QPainter(image) as painter:\n    draw(painter)", []),
    ("painter = QPainter(image)\ndraw(painter)\npainter.end()", [1]),
    ("painter, theme = QtGui.QPainter(self), current()", [1]),
    ("with blocked(QStylePainter(self)):\n    pass", [1]),
])
def test_a_painter_that_nobody_ends_is_found(program, lines):
    assert left_open(ast.parse(program)) == lines


@pytest.mark.parametrize("path", PAINTING, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_painter_is_ended_by_with(path):
    """An exception keeps the frames that it went through, and with them a painter that is still painting: Qt then ends
    the process."""
    assert left_open(ast.parse(path.read_text(encoding="utf-8"))) == []

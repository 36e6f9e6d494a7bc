"""What every file of the window keeps to, since one that does not would end the process or let something in."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAINTERS = {"QPainter", "QStylePainter"}
OUTLIVING = {"document", "model", "undo_stack", "session", "settings", "probe", "theme_bus", "instance", "clipboard",
             "styleHints"}
"""Names of what outlives a window, and of how one gets it."""


def broken(rule: Callable[[ast.AST], list[int]], *folders: str) -> list[str]:
    """Where a rule is broken, as file and line."""
    return [f"{path.relative_to(ROOT)}:{line}" for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))
            for line in rule(ast.parse(path.read_text(encoding="utf-8")))]


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Each call under `tree` by the last part of the name of what is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            yield node.func.id if isinstance(node.func, ast.Name) else node.func.attr, node


def names(node: ast.AST | None) -> set[str]:
    """All that is named in an expression, without the underscore of what is private."""
    parts = (part.id if isinstance(part, ast.Name) else part.attr for part in ast.walk(node or ast.Module([], []))
             if isinstance(part, ast.Name | ast.Attribute))
    return {part.lstrip("_") for part in parts}


# Painters


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


def test_every_painter_is_ended_by_with():
    """An exception keeps the frames that it went through, and with them a painter that is still painting: Qt then ends
    the process."""
    assert broken(left_open, "app", "tools", "tests") == []


# Listeners


def never_let_go(tree: ast.AST) -> list[int]:
    """The lines where what outlives the window gets a function to call, and not a method of an object that ends."""
    loops = {node.target.id: node.iter for node in ast.walk(tree)
             if isinstance(node, ast.For) and isinstance(node.target, ast.Name)}
    lines = []
    for name, call in calls(tree):
        if name == "connect" and isinstance(call.args[0], ast.Lambda | ast.Call):
            signal = call.func.value
            heard = names(signal) | names(loops.get(signal.id) if isinstance(signal, ast.Name) else None)
            if heard & OUTLIVING:
                lines.append(call.lineno)
    return lines


@pytest.mark.parametrize(("program", "lines"), [
    ("session.state_changed.connect(self._follow)", []),
    ("self._document.model.project_replaced.connect(lambda: self.panel.live.setChecked(True))", [1]),
    ("for changed in (model.graph_changed, model.data_changed):\n    changed.connect(lambda: self.refresh())", [2]),
    ("theme_bus.changed.connect(partial(self.tint, 'red'))", [1]),
    ("self.button.clicked.connect(lambda: self.session.play())", []),
])
def test_a_listener_that_does_not_end_with_its_widget_is_found(program, lines):
    assert never_let_go(ast.parse(program)) == lines


def test_listeners_end_with_their_widgets():
    """PySide ends a connection with the object whose method it calls. A lambda goes on, and calls what is gone."""
    assert broken(never_let_go, "app") == []

"""Whoever calls a function of the engine reads beforehand what it raises."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ENGINE = Path(__file__).resolve().parents[2] / "engine"
BY_THE_CLASS = {"__init__", "__post_init__", "__call__", "__getitem__", "__iter__"}
"""Methods whose errors the class may say, since nobody names them."""
INNER = ast.FunctionDef | ast.ClassDef | ast.Lambda


def raised(function: ast.FunctionDef) -> set[str]:
    """The names of what leaves a function that raises it, an error or what makes one. What is not meant for anybody to
    catch, an abstract method and a mistake of ours, does not count, and neither does an error that is raised again."""
    found, left = set(), list[ast.AST](function.body)
    while left:
        node = left.pop()
        if isinstance(node, INNER):
            continue
        if isinstance(node, ast.Raise) and node.exc is not None:
            error = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
            found.add(error.attr if isinstance(error, ast.Attribute) else ast.unparse(error))
        if isinstance(node, ast.Try) and any(ast.unparse(each.type or node) == "Exception" for each in node.handlers):
            left += [*node.handlers, *node.orelse, *node.finalbody]
            continue
        left += ast.iter_child_nodes(node)
    return found - {"NotImplementedError", "AssertionError"}


def is_public(name: str, of_a_class: bool) -> bool:
    return not name.startswith("_") or (of_a_class and name in BY_THE_CLASS)


def public(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    """The public functions, and the public methods of public classes, with "" or the name of the class."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and is_public(node.name, False):
            yield "", node
        if isinstance(node, ast.ClassDef) and is_public(node.name, False):
            yield from ((node.name, method) for method in node.body
                        if isinstance(method, ast.FunctionDef) and is_public(method.name, True))


def said(module: object, owner: str, name: str) -> str:
    """The docstring of a function, or of a method and its class; a method without one has that of the method that it
    stands for."""
    if not owner:
        return inspect.getdoc(getattr(module, name)) or ""
    kind = getattr(module, owner)
    docs = (getattr(base.__dict__.get(name), "__doc__", None) for base in kind.__mro__[:-1])
    return " ".join(filter(None, (next(filter(None, docs), ""), inspect.getdoc(kind) if name in BY_THE_CLASS else "")))


def unsaid(module: object, tree: ast.Module) -> list[str]:
    """The public functions of a module that raise what they do not say."""
    return [f"{owner}.{function.name}".lstrip(".") for owner, function in public(tree)
            if (errors := raised(function))
            and not re.search("|".join((r"\b[Rr]aises?\b", *errors)), said(module, owner, function.name))]


@pytest.mark.parametrize(("body", "found"), [
    ("def f():\n    raise KeyError(1)", ["f"]),
    ("def f():\n    'Raises KeyError.'\n    raise KeyError(1)", []),
    ("def f():\n    'A KeyError where it is not there.'\n    raise KeyError(1)", []),
    ("def f(error):\n    'All well.'\n    raise error", ["f"]),
    ("def f():\n    try:\n        pass\n    except KeyError:\n        raise", []),
    ("def f():\n    try:\n        raise KeyError(1)\n    except Exception:\n        pass", []),
    ("def f():\n    def g():\n        raise KeyError(1)\n    return g", []),
    ("def _f():\n    raise KeyError(1)", []),
    ("class A:\n    def f(self):\n        raise KeyError(1)\n    def __init__(self):\n        raise KeyError(1)",
     ["A.f", "A.__init__"]),
    ("class A:\n    'Raises KeyError.'\n    def __init__(self):\n        raise KeyError(1)", []),
    ("class A:\n    def f(self):\n        'Raises KeyError.'\n"
     "class B(A):\n    def f(self):\n        raise KeyError(1)", []),
])
def test_what_a_function_does_not_say_that_it_raises_is_found(body, found):
    module: dict[str, object] = {}
    exec(body, module)
    assert unsaid(type("Module", (), module), ast.parse(body)) == found


def test_every_public_function_of_the_engine_says_what_it_raises():
    found = []
    for path in sorted(ENGINE.rglob("*.py")):
        name = ".".join(path.relative_to(ENGINE.parent).with_suffix("").parts).removesuffix(".__init__")
        tree = ast.parse(path.read_text(encoding="utf-8"))
        try:
            module = importlib.import_module(name)
        except ModuleNotFoundError as error:
            if error.name != "torch":
                raise
            continue  # a part of PyTorch programs
        found += [f"{name}.{each}" for each in unsaid(module, tree)]
    assert found == []

"""What pyproject.toml declares is used, what is used is declared, and both are pinned."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
OWN = {"app", "engine", "assets", "tests", "run", *(path.stem for path in (ROOT / "tools").glob("*.py"))}
CUDA = ("cuda12", "cuda13")

MODULES = {
    "scikit-learn": ["sklearn"], "Pillow": ["PIL"], "protobuf": ["google"], "import-linter": ["importlinter"],
    "PySide6-Essentials": ["PySide6", "shiboken6"], "pytest-qt": ["pytestqt"],
    "cupy-cuda12x": ["cupy", "cupyx"], "cupy-cuda13x": ["cupy", "cupyx"],
}
"""What a package brings, where its modules are not called like the package."""

NOT_IMPORTED = {
    "PyOpenGL": ("app/surface/space_view.py", "pyqtgraph.opengl"),  # which draws with it
    "jupyterlab": ("run.py", '"-m", "jupyterlab"'),
    "pytest-xdist": ("run.py", '"--dist"'),
    "pytest-xvfb": ("pyproject.toml", "xvfb_width"),
    "mypy": (".ci/run", "/mypy"),
    "ruff": (".ci/run", "/ruff"),
}
"""What is used without being imported: by which file, and what it says there."""


def name_of(requirement: str) -> str:
    """The package of a requirement such as h5py>=3.14."""
    return re.match(r"[\w.-]+", requirement)[0]


def modules_of(package: str) -> list[str]:
    return MODULES.get(package, [package.replace("-", "_").lower()])


DECLARED = [*map(name_of, PROJECT["dependencies"])]
EXTRAS = {extra: [*map(name_of, names)] for extra, names in PROJECT["optional-dependencies"].items()}


def imported(tree: ast.AST) -> Iterator[tuple[str, bool]]:
    """The modules that a file imports, and whether it can do without: as pytest.importorskip and its like."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from ((alias.name, False) for alias in names)
            case ast.ImportFrom(module=str(module), level=0):
                yield module, False
            case ast.Call(func=ast.Attribute(attr="importorskip" | "import_module" | "find_spec"),
                          args=[ast.Constant(value=str(module)), *_]):
                yield module, True


@cache
def imports_of(folder: str) -> frozenset[tuple[str, bool]]:
    """The packages of others that the files of a folder, or one file beside this one's folder, import."""
    files = (ROOT / folder).rglob("*.py") if (ROOT / folder).is_dir() else [ROOT / f"{folder}.py"]
    found = {(module.split(".")[0], optional) for path in files
             for module, optional in imported(ast.parse(path.read_text("utf-8")))}
    return frozenset(pair for pair in found if pair[0] not in OWN | sys.stdlib_module_names)


def foreign(*folders: str, optional: bool = True) -> set[str]:
    """The packages that folders import, with those they can do without or not."""
    found = {pair for folder in folders for pair in imports_of(folder)}
    return {module for module, _ in found if optional or (module, True) not in found}


@pytest.mark.parametrize(("program", "modules"), [
    ("import numpy as np, scipy.linalg", [("numpy", False), ("scipy.linalg", False)]),
    ("def f():\n    from sklearn.metrics import roc_curve", [("sklearn.metrics", False)]),
    ("mp = pytest.importorskip('mpmath').mp", [("mpmath", True)]),
    ("from . import sibling", []),
])
def test_what_a_file_imports_is_found(program, modules):
    assert list(imported(ast.parse(program))) == modules


@pytest.mark.parametrize(("packages", "folders"), [
    (DECLARED, ("app", "engine")),
    (EXTRAS["test"], ("tests",)),
    ([name for extra, names in EXTRAS.items() if extra != "test" for name in names], ("app", "engine", "tests")),
], ids=["dependencies", "test", "others"])
def test_every_declared_package_is_used(packages, folders):
    used = foreign(*folders)
    assert [name for name in packages if used.isdisjoint(modules_of(name)) and name not in NOT_IMPORTED] == []


@pytest.mark.parametrize("package", NOT_IMPORTED)
def test_what_is_not_imported_is_used_where_it_is_said(package):
    file, text = NOT_IMPORTED[package]
    assert text in (ROOT / file).read_text("utf-8")


def test_every_import_is_declared():
    known = {module for name in DECLARED for module in modules_of(name)}
    added, tested = ({module for extra, names in EXTRAS.items() if (extra == "test") == test for name in names
                      for module in modules_of(name)} for test in (False, True))
    assert foreign("app", "engine") - known - added == set()
    assert foreign("run", "tests", "tools", optional=False) - known - added - tested == set()


@pytest.mark.parametrize("pins", sorted({path.stem for path in (ROOT / "requirements").glob("*.txt")} - {"peers"}))
def test_what_is_declared_is_pinned(pins):
    """Each file is enough by itself, but for CuPy, which joins what is there."""
    text = (ROOT / "requirements" / f"{pins}.txt").read_text("utf-8")
    pinned = {name.lower() for name in re.findall(r"^([\w.-]+)==", text, re.MULTILINE)}
    wanted = {name.lower() for name in (*(DECLARED if pins not in CUDA else ()), *EXTRAS.get(pins, ()))}
    assert wanted - pinned == set()
    assert len(re.findall(r"^    --hash=", text, re.MULTILINE)) >= len(pinned)


def test_peers_are_pinned_where_ci_looks():
    """What tests compare with and can do without, one by one: no hashes, no constraints on the rest."""
    lines = [line for line in (ROOT / "requirements" / "peers.txt").read_text("utf-8").splitlines() if line[0] != "#"]
    assert sorted(line.split("==")[0] for line in lines) == sorted(EXTRAS["peers"])
    assert "requirements/peers.txt" in (ROOT / ".ci" / "run").read_text("utf-8")

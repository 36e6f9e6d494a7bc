"""What holds for the repository as a whole."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MOST_LINES = 400
REGISTRIES = tuple(f"{name}.org" for name in ("pypi", "pythonhosted", "anaconda"))


def repository_files() -> list[Path]:
    """The files under version control and those that would be; without git, all outside the environment."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=False,
    )
    if listing.returncode == 0:
        return [path for name in listing.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]
    return [path for path in ROOT.rglob("*") if path.is_file() and ".venv" not in path.parts]


def test_imports_keep_the_contracts_of_pyproject(monkeypatch):
    cli = pytest.importorskip("importlinter.cli")
    monkeypatch.chdir(ROOT)
    assert cli.lint_imports(no_cache=True) == cli.EXIT_STATUS_SUCCESS


def test_no_file_names_a_package_registry():
    files = repository_files()
    named = [path for path in files for name in REGISTRIES if name.encode() in path.read_bytes().lower()]
    assert named == []
    assert "uv.lock" not in [path.name for path in files]


@pytest.mark.parametrize("module", ["app.__main__", "app.cli.train", "app.cli.export", "app.cli.info", "app.system"])
def test_the_command_line_is_imported_without_qt_and_without_numpy(module):
    program = f"import sys, {module}; print(*{{name.split('.')[0] for name in sys.modules}})"
    loaded = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert {"PySide6", "shiboken6", "numpy"}.isdisjoint(loaded.stdout.split())


def test_only_the_standard_library_is_needed_to_start():
    program = (
        "import sys; before = set(sys.modules); import run\n"
        "new = {name.split('.')[0] for name in set(sys.modules) - before}\n"
        "print(*new - set(sys.stdlib_module_names) - {'run', 'app', 'engine'})"
    )
    loaded = subprocess.run(
        [sys.executable, "-S", "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert loaded.stdout.split() == []


def writes_a_file(call: ast.Call) -> bool:
    """Whether a call looks like one that writes a file by itself."""
    method = isinstance(call.func, ast.Attribute)
    name = call.func.attr if method else getattr(call.func, "id", "")
    if name == "open":
        modes = [word.value for word in call.keywords if word.arg == "mode"] or call.args[0 if method else 1:][:1]
        return any(isinstance(mode, ast.Constant) and set("wxa+") & set(str(mode.value)) for mode in modes)
    to_a_path = any(isinstance(argument, ast.Call) and getattr(argument.func, "id", "") == "str"
                    for argument in call.args)
    return name in ("write_bytes", "write_text") or (name == "save" and to_a_path)


def test_what_looks_like_writing_is_found():
    def found(line: str) -> bool:
        return writes_a_file(ast.parse(line, mode="eval").body)

    assert all(map(found, ('path.write_bytes(b"x")', 'open(path, "w")', 'path.open(mode="xb")', "image.save(str(path))",
                           'open(path, "r+b")')))
    assert not any(map(found, ('open(path, "rb")', "open(path)", 'zipped.open(entry, "w")',
                                'image.save(buffer, "PNG")', "self.save()")))


def test_all_files_are_written_by_one_mechanism():
    """`write_atomically`: whole or not at all, and a sentence where it cannot be done."""
    alone = [f"{path.relative_to(ROOT)}:{node.lineno}" for folder in ("app", "engine")
             for path in sorted((ROOT / folder).rglob("*.py")) if path.name != "atomic.py"
             for node in ast.walk(ast.parse(path.read_text("utf-8")))
             if isinstance(node, ast.Call) and writes_a_file(node)]
    assert alone == []


def test_no_program_is_longer_than_one_thought():
    lengths = {path.relative_to(ROOT).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
               for path in repository_files() if path.suffix == ".py"}
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}

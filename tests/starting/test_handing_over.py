"""What is started in the environment, on which screen, and what is said where something is missing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import run
from app import system

linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux leaves screen and libraries to the system")


@linux
def test_tests_without_a_display_run_on_a_virtual_screen(environment, handed_over, monkeypatch):
    monkeypatch.setattr(run, "add_libraries", lambda libraries: ())
    monkeypatch.setattr(run.shutil, "which", lambda program: f"/usr/bin/{program}")
    run.run_tests(environment, ["-x"])
    command, environ = handed_over[0]
    assert command[0] == "xvfb-run"
    assert command[-1] == "-x"
    assert "QT_QPA_PLATFORM" not in environ


@linux
def test_tests_without_any_screen_leave_opengl_out_and_say_so(environment, handed_over, monkeypatch, capsys):
    monkeypatch.setattr(run, "add_libraries", lambda libraries: ())
    monkeypatch.setattr(run, "install_apt", lambda *packages: False)
    monkeypatch.setattr(run.shutil, "which", lambda program: None)
    run.run_tests(environment, [])
    command, environ = handed_over[0]
    assert command[0] == str(environment.python)
    assert environ["QT_QPA_PLATFORM"] == "offscreen"
    assert "need OpenGL" in capsys.readouterr().err


@linux
def test_tests_without_qts_libraries_leave_the_window_out_and_say_how_to_add_them(
    environment, handed_over, monkeypatch, capsys
):
    monkeypatch.setattr(run, "add_libraries", lambda libraries: system.QT_LIBRARIES[:1])
    run.run_tests(environment, [])
    command, _ = handed_over[0]
    assert "--ignore=tests/app" in command
    assert "libEGL.so.1" in capsys.readouterr().err


@linux
@pytest.mark.parametrize("command", ["train", "export", "info"])
def test_commands_without_a_window_get_no_screen(environment, handed_over, monkeypatch, command):
    monkeypatch.setattr(run, "add_libraries", lambda libraries: pytest.fail("looked for libraries"))
    monkeypatch.setattr(run.shutil, "which", lambda program: f"/usr/bin/{program}")
    run.run_command(environment, [command, "x"])
    assert handed_over[0][0] == [str(environment.python), "-P", "-m", "app", command, "x"]


def test_benchmarks_are_a_module_of_their_own(environment, handed_over, monkeypatch):
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(run, "add_libraries", lambda libraries: ())
    run.run_command(environment, ["bench", "steps"])
    assert handed_over[0][0] == [str(environment.python), "-P", "-m", "tests.bench", "steps"]


@pytest.mark.skipif(os.name == "nt", reason="a process is replaced on POSIX only")
def test_the_exit_status_of_the_command_is_ours():
    program = f"import sys; sys.path.insert(0, {str(run.ROOT)!r}); import run; "
    program += "run.hand_over([sys.executable, '-c', 'raise SystemExit(7)'], {})"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 7


def start_without(tmp_path: Path, package: str, how: str, *words: str) -> subprocess.CompletedProcess[str]:
    """`python -m app` where importing a package goes wrong."""
    (tmp_path / "sitecustomize.py").write_text(f"""
import sys
import tomllib

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == {package!r}:
            raise {how}

sys.meta_path.insert(0, Missing())
""")
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join((str(tmp_path), str(run.ROOT)))}
    return subprocess.run([sys.executable, "-m", "app", *words], cwd=run.ROOT, env=environ, text=True, check=False,
                          capture_output=True)


@pytest.mark.parametrize(("package", "how", "words"), [
    ("numpy", "ModuleNotFoundError(f'No module named {name!r}', name=name)", ["info"]),
    ("safetensors", "ModuleNotFoundError(f'No module named {name!r}', name=name)", ["train", "x.ladera"]),
    ("scipy", "ImportError('libblas.so: cannot open shared object file', name=name)", ["info"]),
])
def test_a_package_that_is_missing_or_broken_is_named_with_the_way_out(tmp_path, package, how, words):
    ended = start_without(tmp_path, package, how, *words)
    assert ended.returncode == 1
    assert f"The Python package {package} is missing or broken" in ended.stderr
    assert "python3 run.py --repair" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_mistake_of_our_own_is_not_called_a_missing_package():
    error = ImportError("cannot import name 'x' from 'engine.graph'", name="engine.graph")
    assert system.package_sentence(error) == ""

"""The first start makes an environment, and others keep it."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

import run


def test_first_start_makes_the_environment_and_installs_with_hashes(environment, installer):
    environment.ensure("app")
    assert "venv" in installer.commands[0]
    assert "--require-hashes" in installer.commands[1]
    assert installer.installed() == ["app"]


def test_second_start_installs_nothing(environment, installer, capsys):
    environment.ensure("app")
    installer.commands.clear()
    capsys.readouterr()
    environment.ensure("app")
    assert installer.commands == []
    assert capsys.readouterr() == ("", "")


def test_changed_pins_are_installed_without_making_the_environment_anew(environment, installer, pins):
    environment.ensure("app", "test")
    installer.commands.clear()
    (pins / "app.txt").write_text("app==2", "utf-8")
    environment.ensure("app")
    assert installer.installed() == ["app"]
    assert not any("venv" in words for words in installer.commands)


def test_what_was_added_before_follows_its_pins(environment, installer, pins):
    environment.ensure("app", "cuda12")
    installer.commands.clear()
    (pins / "cuda12.txt").write_text("cuda12==2", "utf-8")
    environment.ensure("app")
    assert installer.installed() == ["cuda12"]


def test_another_python_version_gets_a_new_environment(environment, installer, monkeypatch):
    environment.ensure("app")
    installer.commands.clear()
    monkeypatch.setattr(run, "python_version", lambda: "3.99")
    environment.ensure("app")
    assert "venv" in installer.commands[0]


def test_interrupted_installation_is_made_anew(environment, installer):
    installer.interrupted = True
    with pytest.raises(KeyboardInterrupt):
        environment.ensure("app")
    installer.interrupted = False
    installer.commands.clear()
    environment.ensure("app")
    assert "venv" in installer.commands[0]
    assert installer.installed() == ["app"]


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"python": "3.11"}', '{"python": "3.11", "pins": 3}'])
def test_damaged_stamp_counts_as_none(environment, installer, damage):
    environment.ensure("app")
    environment.stamp.write_text(damage, "utf-8")
    assert environment.installed() is None


def test_failed_installation_is_one_sentence_and_is_tried_again(environment, installer, capsys):
    installer.broken = "install"
    with pytest.raises(SystemExit) as stopped:
        environment.ensure("app")
    assert stopped.value.code == 1
    assert "offline" in capsys.readouterr().err
    installer.broken = None
    installer.commands.clear()
    environment.ensure("app")
    assert installer.installed() == ["app"]


def test_a_repair_makes_everything_anew_that_was_there(environment, installer):
    environment.ensure("app", "cuda12")
    installer.commands.clear()
    environment.repair()
    assert "venv" in installer.commands[0]
    assert installer.installed() == ["app", "cuda12"]
    assert set(environment.installed()) == {"app", "cuda12"}


@pytest.mark.parametrize("damage", [None, "", "{"])
def test_a_repair_needs_no_stamp(environment, installer, damage):
    environment.ensure("app")
    environment.stamp.unlink()
    if damage is not None:
        environment.stamp.write_text(damage, "utf-8")
    installer.commands.clear()
    environment.repair()
    assert installer.installed() == ["app"]


def test_a_repair_stands_alone_and_shows_what_is_there(environment, installer, monkeypatch, capsys):
    shown = []
    monkeypatch.setattr(run, "Environment", lambda *_: environment)
    monkeypatch.setattr(run, "hand_over", lambda command, environ: shown.append(command[-1]))
    monkeypatch.setattr(run, "run_command", lambda *_: None)
    with pytest.raises(SystemExit, match="2"):
        run.main(["--repair", "now"])
    assert "stands alone" in capsys.readouterr().err
    run.main(["--repair"])
    assert shown == ["info"]


def test_an_environment_in_use_that_cannot_go_is_a_sentence(environment, installer, monkeypatch, capsys):
    environment.ensure("app")
    monkeypatch.setattr(run.shutil, "rmtree", lambda *_, **__: None)
    with pytest.raises(SystemExit):
        environment.repair()
    assert "Close all windows of Ladera" in capsys.readouterr().err


INSTALLER = """
import sys, time
from pathlib import Path
import run

folder, log = Path(sys.argv[1]), Path(sys.argv[2])

def install(command):
    words = list(map(str, command))
    if "venv" in words:
        python = run.Environment(folder).python
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()
    with log.open("a") as file:
        file.write("begin ")
    time.sleep(0.3)
    with log.open("a") as file:
        file.write("end ")
    return 0

run.shutil.which = lambda program: None
run.Environment(folder, Path(sys.argv[3]), install).ensure("app")
"""


def test_of_two_that_start_at_once_one_installs_and_the_other_waits(tmp_path, pins):
    """And then finds everything there."""
    command = [sys.executable, "-c", INSTALLER, tmp_path / "venv", tmp_path / "log", pins]
    both = [subprocess.Popen(command, cwd=run.ROOT, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate(timeout=60)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert (tmp_path / "log").read_text() == "begin end begin end "  # one environment, one installation
    assert sum("Another run.py is installing" in text for text in said) == 1


def test_the_lock_of_a_process_that_was_killed_is_free(tmp_path):
    lock = tmp_path / "lock"
    holder = f"import run, time\nwith run.alone(run.Path({str(lock)!r})):\n    print(1, flush=True)\n    time.sleep(60)"
    process = subprocess.Popen([sys.executable, "-c", holder], cwd=run.ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "1\n"
    with open(lock, "r+b") as file:
        assert not run.take(file)
        process.kill()
        process.communicate()
        assert run.take(file)


def test_a_folder_that_cannot_be_written_to_is_a_sentence(tmp_path, capsys):
    with pytest.raises(SystemExit), run.alone(tmp_path / "missing" / "lock"):
        pass
    assert "cannot be written to" in capsys.readouterr().err


def test_uv_installs_where_it_is_there_and_pip_where_it_fails(environment, installer, monkeypatch):
    monkeypatch.setattr(run.shutil, "which", lambda program: "/bin/uv" if program == "uv" else None)
    environment.ensure("app")
    assert [words[0] for words in installer.commands] == ["/bin/uv", "/bin/uv"]
    installer.commands.clear()
    environment.stamp.unlink()
    installer.broken = "/bin/uv"
    monkeypatch.setattr(environment, "make", lambda: None)
    environment.ensure("app")
    assert [words[0] for words in installer.commands] == ["/bin/uv", str(environment.python)]


@pytest.mark.skipif(os.name == "nt", reason="the fake environment is a POSIX one")
def test_the_environment_finds_the_checkout_from_any_folder(environment, installer):
    environment.ensure("app")
    (site_packages,) = installer.folder.glob("lib/python*/site-packages")
    line = (site_packages / "ladera.pth").read_text("utf-8").strip()
    assert (site_packages / line).resolve() == run.ROOT

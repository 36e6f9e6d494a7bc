"""A file is written whole or not at all."""

from __future__ import annotations

import builtins
import errno
import os
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from engine.errors import FormatError
from engine.formats import read_project, write_project
from engine.formats.atomic import write_atomically

posix = pytest.mark.skipif(os.name != "posix", reason="file permissions and links as POSIX has them")


def fails_with(number):
    def fail(*arguments, **keywords):
        raise OSError(number, os.strerror(number))
    return fail


@pytest.mark.parametrize("function", ["fsync", "replace"])
@pytest.mark.parametrize(("number", "word"), [(errno.ENOSPC, "full"), (errno.EIO, "rror"), (errno.EACCES, "may not")])
def test_a_failure_at_any_point_leaves_the_old_file(project, tmp_path, monkeypatch, function, number, word):
    path = tmp_path / "p.ladera"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, function, fails_with(number))
    with pytest.raises(FormatError, match=word):
        write_project(path, project)
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["p.ladera"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_a_sentence(tmp_path, monkeypatch):
    real = open
    monkeypatch.setattr(builtins, "open", lambda file, mode="r", *rest, **more: real("/dev/full", "wb", *rest, **more)
                        if "x" in mode else real(file, mode, *rest, **more))
    with pytest.raises(FormatError, match="disk is full"):
        write_atomically(tmp_path / "p", b"x" * 100_000)


def test_a_crash_between_writing_and_replacing_leaves_the_old_file(tmp_path):
    path = tmp_path / "p"
    path.write_bytes(b"old")
    program = (
        "import os, signal\nfrom pathlib import Path\nfrom engine.formats.atomic import write_atomically\n"
        "os.replace = lambda *paths: os._exit(9)\n"
        f"write_atomically(Path({str(path)!r}), b'new')\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parents[3], check=False)
    assert ended.returncode == 9
    assert path.read_bytes() == b"old"


def test_an_interrupt_leaves_no_temporary_file(tmp_path, monkeypatch):
    def interrupt(*paths):
        raise KeyboardInterrupt
    monkeypatch.setattr(os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(tmp_path / "p", b"new")
    assert not list(tmp_path.iterdir())


@posix
def test_a_link_and_the_permissions_are_kept(tmp_path):
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "real").chmod(0o640)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_atomically(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"
    assert stat.S_IMODE((tmp_path / "real").stat().st_mode) == 0o640


def test_a_folder_that_is_missing_or_in_the_way_is_a_sentence(tmp_path):
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "none" / "p", tmp_path / "folder", tmp_path / ("x" * 300)):
        with pytest.raises(FormatError, match="was not written"):
            write_atomically(path, b"x")
    assert [entry.name for entry in tmp_path.iterdir()] == ["folder"]


def test_saving_over_a_project_replaces_it(project, tmp_path):
    write_project(tmp_path / "p.ladera", project)
    write_project(tmp_path / "p.ladera", replace(project, notes="again"))
    assert read_project(tmp_path / "p.ladera").notes == "again"

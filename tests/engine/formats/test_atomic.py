"""A file is written whole or not at all, and nothing is left over."""

from __future__ import annotations

import errno
import os
import random
import resource
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from engine.errors import FormatError
from engine.formats import atomic, read_project, write_project
from engine.formats.atomic import PIECE, remove_leftovers, write_atomically, write_together

ROOT = Path(__file__).parents[3]
posix = pytest.mark.skipif(os.name != "posix", reason="file permissions, links and signals as POSIX has them")
LARGE = os.urandom(3 * PIECE + 17)


@pytest.fixture(params=["unnamed", "named"])
def either(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """File systems that have files without names, and those that have not."""
    if request.param == "named":
        monkeypatch.setattr(atomic, "_UNNAMED", None)
    elif atomic._UNNAMED is None:
        pytest.skip("this system has no files without names")


def fails_with(number):
    def fail(*arguments, **keywords):
        raise OSError(number, os.strerror(number))
    return fail


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


@pytest.mark.parametrize("function", ["fsync", "replace"])
@pytest.mark.parametrize(("number", "word"), [(errno.ENOSPC, "full"), (errno.EIO, "rror"), (errno.EACCES, "may not")])
def test_a_failure_at_any_point_leaves_the_old_file(project, tmp_path, monkeypatch, either, function, number, word):
    path = tmp_path / "p.ladera"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, function, fails_with(number))
    with pytest.raises(FormatError, match=word):
        write_project(path, project)
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["p.ladera"]


@pytest.fixture
def little_room() -> Iterator[int]:
    """Files may have no more than so many bytes: writing fails in the middle, as on a full disk."""
    if os.name != "posix":
        pytest.skip("no limit on the size of files")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (PIECE + 1000, before[1]))
    yield PIECE + 1000
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_disk_that_takes_no_more_leaves_the_old_file(tmp_path, either, little_room):
    path = tmp_path / "p"
    for content in (LARGE, lambda file: file.write(LARGE)):
        path.write_bytes(b"old")
        with pytest.raises(FormatError, match="larger than files may be here"):
            write_atomically(path, content)
        assert path.read_bytes() == b"old"
        assert names(tmp_path) == ["p"]


def test_what_gives_up_leaves_the_old_file(tmp_path, either):
    """At any look: before the first piece, between two, and last before the old file goes."""
    class GivenUpError(Exception):
        pass

    def after(looks: int):
        left = iter(range(looks))

        def check() -> None:
            if next(left, None) is None:
                raise GivenUpError
        return check

    path = tmp_path / "p"
    path.write_bytes(b"old")
    looks = 0
    while path.read_bytes() == b"old":
        assert names(tmp_path) == ["p"]
        try:
            write_atomically(path, LARGE, after(looks))
        except GivenUpError:
            looks += 1
    assert looks == 5, "four pieces, and the end"
    assert path.read_bytes() == LARGE


def test_files_that_belong_together_change_together_or_not_at_all(tmp_path, either):
    (tmp_path / "a").write_bytes(b"old a")
    (tmp_path / "b").mkdir()
    with pytest.raises(FormatError, match="folder of that name"):
        write_together({tmp_path / "a": b"new a", tmp_path / "b": b"new b"})
    assert (tmp_path / "a").read_bytes() == b"old a"
    assert names(tmp_path) == ["a", "b"]
    write_together({tmp_path / "a": b"new a", tmp_path / "c": b"new c"})
    assert [(tmp_path / name).read_bytes() for name in "ac"] == [b"new a", b"new c"]


WRITER = """
import sys
from pathlib import Path
from engine.formats import atomic
if "named" in sys.argv:
    atomic._UNNAMED = None
contents = [bytes([letter]) * (4 * atomic.PIECE) for letter in b"ab"]
print("ready", flush=True)
while True:
    for content in contents:
        atomic.write_atomically(Path(sys.argv[1]), content)
"""


def killed_while_writing(path: Path, seconds: float, kind: str) -> None:
    process = subprocess.Popen([sys.executable, "-c", WRITER, str(path), kind], cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"ready\n"
    time.sleep(seconds)
    process.kill()
    process.wait()
    process.stdout.close()


@pytest.mark.thorough
@posix
@pytest.mark.parametrize("kind", ["unnamed", "named"])
def test_whoever_is_killed_while_writing_leaves_one_whole_file(tmp_path, kind):
    path, rng = tmp_path / "p", random.Random(0)
    for _ in range(5):
        killed_while_writing(path, rng.uniform(0.05, 0.2), kind)
        content = path.read_bytes()
        assert len(content) == 4 * PIECE
        assert len(set(content)) == 1
        remove_leftovers(tmp_path)
        assert names(tmp_path) == ["p"]


def test_only_what_nobody_writes_any_more_is_left_over(tmp_path, monkeypatch):
    monkeypatch.setattr(atomic, "_UNNAMED", None)
    dead, others = ".ladera-" + "0" * 32 + ".tmp", [".ladera-notes.tmp", "p.tmp", ".ladera-" + "1" * 32 + ".tmp"]
    (tmp_path / dead).write_bytes(b"half")
    for name in others[:2]:
        (tmp_path / name).write_bytes(b"mine")
    (tmp_path / others[2]).mkdir()
    seen = []

    def look(file) -> None:
        remove_leftovers(tmp_path)
        seen.extend(names(tmp_path))
        file.write(b"new")

    write_atomically(tmp_path / "p", look)
    assert dead not in seen
    assert len(seen) == 4, "the three others, and what is being written"
    assert names(tmp_path) == sorted([*others, "p"])
    remove_leftovers(tmp_path / "none")


@posix
def test_a_link_and_the_permissions_are_kept(tmp_path, either):
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "real").chmod(0o640)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_atomically(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"
    assert stat.S_IMODE((tmp_path / "real").stat().st_mode) == 0o640


@posix
def test_a_new_file_has_the_permissions_that_the_person_gives_to_new_files(tmp_path, either):
    before = os.umask(0o027)
    try:
        write_atomically(tmp_path / "p", b"x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "p").stat().st_mode) == 0o640


@posix
def test_a_file_with_two_names_stays_one_file(tmp_path, either, monkeypatch):
    (tmp_path / "p").write_bytes(LARGE)
    os.link(tmp_path / "p", tmp_path / "q")
    write_atomically(tmp_path / "p", b"short")
    assert (tmp_path / "q").read_bytes() == b"short"
    assert (tmp_path / "q").samefile(tmp_path / "p")
    assert names(tmp_path) == ["p", "q"]


@posix
def test_a_file_with_two_names_gets_its_old_content_back(tmp_path, monkeypatch):
    (tmp_path / "p").write_bytes(b"old")
    os.link(tmp_path / "p", tmp_path / "q")
    real, calls = os.fsync, iter(range(9))
    monkeypatch.setattr(os, "fsync", lambda file: fails_with(errno.EIO)() if next(calls) else real(file))
    with pytest.raises(FormatError):
        write_atomically(tmp_path / "p", LARGE)
    assert (tmp_path / "q").read_bytes() == b"old"
    assert names(tmp_path) == ["p", "q"]


AS_A_STUDENT = """
import ctypes, sys
from pathlib import Path
for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH: root too is told no
    ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)
import os
os.execv(sys.executable, [sys.executable, "-c", '''
import sys
from pathlib import Path
from engine.errors import FormatError
from engine.formats.atomic import write_atomically
try:
    write_atomically(Path(sys.argv[1]), b"new")
    print("written")
except FormatError as error:
    print(error)
''', sys.argv[1]])
"""


def said_to_a_student(path: Path) -> str:
    return subprocess.run([sys.executable, "-c", AS_A_STUDENT, str(path)], cwd=ROOT, check=True, capture_output=True,
                          text=True).stdout


@posix
@pytest.mark.parametrize(("folder", "file", "said"), [
    (0o555, 0o644, "may not write it"), (0o755, 0o444, "may not write it"), (0o300, 0o644, "written")])
def test_rights_are_respected(tmp_path, folder, file, said):
    """A folder that may not be written, a file that may not, and a folder that may be written but not be listed."""
    place = tmp_path / "place"
    place.mkdir()
    (place / "p").write_bytes(b"old")
    (place / "p").chmod(file)
    place.chmod(folder)
    try:
        assert said in said_to_a_student(place / "p")
    finally:
        place.chmod(0o755)
    assert (place / "p").read_bytes() == (b"new" if said == "written" else b"old")
    assert names(place) == ["p"]


@pytest.mark.parametrize(("name", "said"), [
    ("none/p", "no folder"), ("folder", "folder of that name"), ("x" * 300, "too long"), ("a\0b", "may not have"),
    ("\ud83e", "may not have"), ("file/p", "no folder"), ("pipe", "is no file"), ("loop", "leads back to itself")])
def test_what_stands_in_the_way_is_a_sentence(tmp_path, name, said):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"old")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
    before = names(tmp_path)
    with pytest.raises(FormatError, match=said):
        write_atomically(tmp_path / name, b"x")
    assert names(tmp_path) == before


@posix
def test_a_name_that_is_no_text_can_be_written(tmp_path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe"))
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"


def test_an_interrupt_leaves_no_temporary_file(tmp_path, monkeypatch, either):
    def interrupt(*paths):
        raise KeyboardInterrupt
    monkeypatch.setattr(os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(tmp_path / "p", b"new")
    assert not list(tmp_path.iterdir())


def test_saving_over_a_project_replaces_it(project, tmp_path):
    write_project(tmp_path / "p.ladera", project)
    write_project(tmp_path / "p.ladera", replace(project, notes="again"))
    assert read_project(tmp_path / "p.ladera").notes == "again"

"""What is looked for before Qt is imported, and what is said where it is missing."""

from __future__ import annotations

import os

import pytest

from app import system


def only(*sonames: str):
    """A loader for a system that has these shared objects."""

    def load(soname: str) -> None:
        if soname not in sonames:
            raise OSError(soname)

    return load


def test_missing_libraries_are_those_the_linker_cannot_load():
    missing = system.missing_libraries(system.QT_LIBRARIES, only("libEGL.so.1", "libGL.so.1"), "linux")
    assert [library.apt for library in missing] == ["libglib2.0-0", "libdbus-1-3", "libfontconfig1", "libxkbcommon0"]


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_macos_and_windows_bring_their_own(platform):
    assert system.missing_libraries(system.QT_LIBRARIES, only(), platform) == ()
    assert system.has_screen({}, platform)


@pytest.mark.parametrize(
    ("program", "line"),
    [
        ("apt-get", "sudo apt-get install -y libxcb-cursor0 libxcb-icccm4"),
        ("dnf", "sudo dnf install -y xcb-util-cursor xcb-util-wm"),
        ("pacman", "sudo pacman -S --needed xcb-util-cursor xcb-util-wm"),
        ("none", ""),
    ],
)
def test_one_line_installs_what_is_missing(program, line):
    assert system.install_line(system.WINDOW_LIBRARIES[:2], lambda name: name == program) == line


def test_root_needs_no_sudo():
    assert system.install_line(system.QT_LIBRARIES[:1], bool, root=True) == "apt-get install -y libegl1"


@pytest.mark.parametrize("variable", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_a_screen_is_named_by_the_environment(variable):
    assert system.has_screen({variable: "x"}, "linux")
    assert not system.has_screen({variable: ""}, "linux")


@pytest.mark.skipif(not os.environ.get("DISPLAY"), reason="There is an X server to ask where DISPLAY is set.")
def test_a_display_that_does_not_answer_is_a_sentence():
    sentence = system.window_problem({"DISPLAY": ":9876"})
    assert "the display :9876 does not answer" in sentence
    assert "train, export, info" in sentence
    assert system.window_problem({"DISPLAY": os.environ["DISPLAY"]}) == ""
    assert system.window_problem({"DISPLAY": ":9876", "QT_QPA_PLATFORM": "offscreen"}) == ""


def test_no_display_names_the_commands_that_work_without_one(monkeypatch):
    monkeypatch.setattr(system, "has_screen", lambda environ: False)
    sentence = system.window_problem({})
    assert "display" in sentence
    assert "train, export, info" in sentence


def test_missing_libraries_are_another_sentence_than_a_missing_display(monkeypatch):
    monkeypatch.setattr(system, "has_screen", lambda environ: True)
    monkeypatch.setattr(system, "missing_libraries", lambda libraries: tuple(libraries)[-1:])
    sentence = system.window_problem({})
    assert "libxkbcommon-x11.so.0" in sentence
    assert "display" not in sentence

"""The pictures of the documentation come from the real window, and are the same network every time."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage

from app import i18n, shots, theme
from app.settings import Settings
from app.shell.examples import EXAMPLES
from app.workspaces.convolution import workspace as convolution
from app.workspaces.descent import workspace as descent


@pytest.fixture
def quick(monkeypatch, qapp):
    """One example, one scene of each kind, and no waiting for drawings to settle."""
    monkeypatch.setattr(descent, "SCENES", {"bowl": descent.SCENES["bowl"]})
    monkeypatch.setattr(convolution, "BENCH_SCENES", {"emboss": convolution.BENCH_SCENES["emboss"]})
    monkeypatch.setattr(shots, "EXAMPLES", [example for example in EXAMPLES if example.name == "xor"])
    monkeypatch.setattr(shots, "SETTLE", 50)
    yield
    i18n.install(qapp, "en")
    theme.apply_theme(qapp, "light")


@pytest.mark.thorough
def test_every_workspace_is_photographed_at_the_size_that_was_asked_for(quick, tmp_path):
    assert shots.shoot(tmp_path, size=(1000, 700), theme="dark", language="es") == 0
    assert {path.name for path in tmp_path.iterdir()} == {f"{name}-dark-es.png" for name in (
        "start", "network-xor", "landscape-xor", "descent-bowl", "convolution-emboss", "convolution-transposed",
        "convolution-line", "convolution-chain", "convolution-pooling", "convolution-target", "convolution-two_ways",
        "convolution-untied", "sequences-words", "generative-bars", "generative-states", "generative-completion",
        "generative-digits", "generative-grey", "generative-stack", "generative-gan_eight", "generative-gan_weak",
        "generative-gan_chase", "generative-gan_ring")}
    for path in tmp_path.iterdir():
        picture = QImage(str(path))
        assert (picture.width(), picture.height()) == (1000, 700)
        assert picture.pixelColor(2, 2).name() == theme.DARK.background


@pytest.mark.thorough
def test_taking_pictures_leaves_the_settings_of_the_person_alone(quick, tmp_path):
    before = Settings().theme
    shots.shoot(tmp_path, size=(900, 600), theme="dark", language="es")
    assert Settings().theme == before
    assert Settings().recent == ()


def test_a_folder_that_cannot_be_made_is_a_sentence_and_an_exit_status(quick, tmp_path, capsys):
    (tmp_path / "file").touch()
    assert shots.shoot(tmp_path / "file" / "folder") == 1
    assert "file" in capsys.readouterr().err


@pytest.fixture
def photographer(qapp, monkeypatch):
    monkeypatch.setattr(shots, "PATIENCE", 400)
    return shots.Photographer.__new__(shots.Photographer)


def test_a_page_is_photographed_once_it_has_been_at_rest(photographer):
    seen = iter([False, True, True, False] + [True] * 100)
    photographer.until(lambda: next(seen), "no rest", lasting=100)
    assert len(list(seen)) < 97  # it did not take the short rest in between for one


def test_whoever_never_comes_to_rest_is_named(photographer):
    with pytest.raises(OSError, match="descent-bowl does not come to rest"):
        photographer.until(lambda: False, "descent-bowl does not come to rest")
    flicker = iter([False, True] * 1000)
    with pytest.raises(OSError, match="flickers"):
        photographer.until(lambda: next(flicker), "flickers", lasting=100)

"""Layers are copied and pasted, and what no layers are is refused."""

from __future__ import annotations

import pytest

from engine.errors import LaderaError
from engine.graph import Link


def test_pasted_layers_get_free_names_and_keep_their_links(xor, make):
    names = xor.paste(xor.copy(["dense_1", "dense_2"]))
    assert names == ("dense_3", "dense_4")
    assert Link("dense_3", "dense_4") in xor.model.graph.links
    assert xor.model.graph.layer("dense_4").settings["units"] == 1
    assert xor.model.positions["dense_3"] != xor.model.positions["dense_1"]
    other = make()
    assert other.paste(xor.copy(["dense_3", "dense_4"]), at=(100, 50)) == ("dense_3", "dense_4")
    xs, ys = zip(*other.model.positions.values(), strict=True)
    assert (sum(xs) / 2, sum(ys) / 2) == (100, 50)


def test_pasting_twice_never_hides_a_layer_behind_another(xor):
    mime = xor.copy(["dense_1", "dense_2"])
    for _ in range(5):
        xor.paste(mime)
        xor.paste(mime, at=(0, 0))
        xor.duplicate(["dense_1"])
    places = list(xor.model.positions.values())
    assert len(set(places)) == len(places)
    assert len(xor.model.graph.layers) == 4 + 5 * 5


def test_a_long_name_can_be_copied(document):
    name = document.add_layer("dense", (0, 0))
    document.rename(name, "x" * 60)
    assert document.duplicate(["x" * 60]) != ("x" * 60,)


def _clip(kind: str = "add", links: str = "", at: str = "0, 0", groups: str = "[]") -> bytes:
    return (f'{{"format": "ladera-layers", "version": 1, "positions": {{"a": [{at}]}}, "groups": {groups}, '
            f'"graph": {{"links": [{links}], '
            f'"layers": [{{"name": "a", "kind": "{kind}", "settings": {{}}}}]}}}}').encode()


GROUPS = ("1", "[1]", '[{"name": 1}]', '[{"name": "g", "layers": ["a"], "colour": "none", "collapsed": false}]')
HOSTILE = [b"", b"x", b"null", b"[]", b"{}", b"[" * 100_000, b'{"format": "ladera-layers", "version": 2}',
           *(_clip(groups=groups) for groups in GROUPS),
           _clip(kind="evil"), _clip(links="1"), _clip(links='{"source": "a", "target": "b", "port": 0}'),
           _clip(at="1e300, 0"), _clip(at="NaN, 0"), _clip(at="1"), _clip(kind="\\ud800")]


def test_the_clip_that_the_hostile_ones_vary_is_a_good_one(document):
    mime = document.copy([])
    mime.setData("application/x-ladera-layers+json", _clip())
    assert document.paste(mime) == ("a",)


@pytest.mark.parametrize("content", [*HOSTILE, bytes(5_000_000)], ids=range(len(HOSTILE) + 1))
def test_a_hostile_clipboard_is_a_sentence(xor, content):
    before, mime = xor.model.project, xor.copy(["dense_1"])
    mime.setData("application/x-ladera-layers+json", content)
    with pytest.raises(LaderaError):
        xor.paste(mime)
    assert xor.model.project is before


def test_text_on_the_clipboard_is_no_layers(xor):
    mime = xor.copy([])
    mime.clear()
    mime.setText("hello")
    with pytest.raises(LaderaError, match="no layers"):
        xor.paste(mime)


def test_copies_share_weights_among_themselves_and_not_with_their_originals(xor):
    xor.change_settings("dense_1", {"units": 2})
    xor.change_settings("dense_2", {"units": 2, "shared_with": "dense_1"})
    names = xor.paste(xor.copy(["dense_1", "dense_2"]))
    graph = xor.model.graph
    assert [graph.layer(name).settings.get("shared_with") for name in names] == ["", names[0]]
    (alone,) = xor.duplicate(["dense_2"])
    assert xor.model.graph.layer(alone).settings["shared_with"] == "dense_1"


def test_copying_nothing_pastes_nothing(xor):
    before = xor.model.project
    assert xor.paste(xor.copy([])) == ()
    assert xor.model.project is before

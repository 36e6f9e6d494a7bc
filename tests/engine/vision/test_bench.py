"""The kernel bench as a value."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from scipy import signal

from engine.errors import LaderaError, SettingError
from engine.vision import COLOURS, GALLERY, PRESETS, SIDES, KernelBench, Picture, Sliding, Target, exhibit


def test_the_bench_of_the_beginning_differs_between_convolution_and_correlation():
    bench = KernelBench()
    assert not np.array_equal(bench.output(), replace(bench, turn=True).output())


@pytest.mark.parametrize("name", GALLERY)
@pytest.mark.parametrize("colour", COLOURS)
def test_every_picture_goes_under_the_kernel_in_every_way(name, colour):
    bench = KernelBench(name, 64, colour, sliding=Sliding(2, "reflect"))
    image = bench.image
    assert max(image.shape[:2]) <= 64
    assert 0 <= image.min() < image.max() <= 1
    assert bench.output().shape[2] == (3 if colour == "each" else 1)


def test_each_channel_has_the_kernel_that_is_written_for_it():
    bench = KernelBench("wheel", 32, "sum").with_weight((0, 0), 5.0, channel=1)
    assert [kernel[0][0] for kernel in bench.kernels] == [-2, 5, -2]
    made = sum(signal.correlate2d(bench.image[..., c], np.array(bench.kernels[c]), "valid") for c in range(3))
    np.testing.assert_allclose(bench.output()[..., 0], made)
    apart = replace(bench, colour="each").output()
    np.testing.assert_allclose(apart.sum(axis=-1), made)


def test_edits_of_a_kernel_forget_its_name():
    bench = KernelBench().with_preset("gabor", size=5, angle=30.0)
    assert bench.preset == "gabor"
    assert bench.settings["angle"] == 30.0
    assert np.array_equal(bench.kernels[0], PRESETS["gabor"].kernel(size=5, angle=30.0))
    assert bench.with_weight((2, 2), 0.0).preset == ""


def test_a_kernel_grows_and_shrinks_around_its_middle():
    grown = KernelBench().resized(5, 5)
    assert np.array_equal(np.array(grown.kernels[0])[1:4, 1:4], PRESETS["emboss"].kernel())
    assert grown.resized(3, 3).kernels == KernelBench().kernels
    assert KernelBench().resized(1, 1).kernels == (((6.0,),),)
    assert grown.resized(2, 7).size == (2, 7)


def test_it_comes_back_from_a_project():
    for bench in (KernelBench(), KernelBench(exhibit("letter"), 16, "each", turn=True, sliding=Sliding(2, "full", 3)),
                  KernelBench(target=Target.of(2, np.array([[0.5, np.nan], [-1.0, 0.0]]))),
                  KernelBench("wheel", colour="sum").with_preset("gabor").with_weight((1, 1), 0.1, channel=2)):
        assert KernelBench.from_json(json.loads(json.dumps(bench.to_json()))) == bench


@pytest.mark.parametrize("changes", [
    {"picture": "../../etc"}, {"picture": {}}, {"side": 7}, {"colour": "hsv"}, {"kernels": []}, {"kernels": [[[]]]},
    {"kernels": [[[1, 2], [3]]]}, {"kernels": [[["a"]]]}, {"kernels": [[[float("nan")]]]}, {"preset": "magic"},
    {"settings": {"size": 3}}, {"turn": 1}, {"stride": 0}, {"padding": "zeros"}, {"dilation": 1.5}, {"dilation": 16},
    {"kernels": [[[1.0] * 17]]}, {"settings": 5}])
def test_a_forged_bench_is_refused(changes):
    with pytest.raises(LaderaError):
        KernelBench.from_json(KernelBench().to_json() | changes)


def test_what_does_not_fit_is_refused_with_the_numbers():
    with pytest.raises(SettingError, match="3×3 with dilation 4 does not fit into a picture of 8×8"):
        KernelBench("letter", SIDES[0], sliding=Sliding(dilation=4))


@pytest.mark.parametrize(("part", "key", "wrong"), [
    ("pooling", "padding", "full"), ("pooling", "kind", "median"), ("pooling", "size", 99), ("pooling", "whole", 1),
    ("two_ways", "padding", "reflect"), ("two_ways", "stride", 4), ("two_ways", "examples", 7),
    ("two_ways", "examples", None), ("target", "size", 17), ("target", "size", 2.0),
    ("target", "wanted", [[1], [1, 2]]),
    ("target", "wanted", [["<b>"]]), ("target", "wanted", [[True]]), ("target", "wanted", [[0.0] * 513]),
    ("target", "wanted", [[float("inf")]]), ("target", "wanted", 5)])
def test_what_other_pages_have_in_a_project_is_not_trusted(part, key, wrong):
    value = KernelBench().to_json()
    assert KernelBench.from_json({name: kept for name, kept in value.items() if name != part}) == KernelBench()
    with pytest.raises(LaderaError):
        KernelBench.from_json({**value, part: {**value[part], key: wrong}})


def test_a_picture_of_an_earlier_version_is_another_one_now():
    assert KernelBench.from_json(KernelBench().to_json() | {"picture": "pagoda"}) == KernelBench("rocket")


def test_whether_a_bench_works_on_other_sides_is_known_without_making_the_picture_smaller_again(monkeypatch):
    bench = KernelBench(Picture.of(np.random.default_rng(7).random((300, 300, 3))))
    benches = [replace(bench, side=side, colour=colour) for side in SIDES for colour in ("grey", "sum")]
    monkeypatch.setattr("engine.vision.bench.shrunk", None)  # whoever makes one smaller from now on fails
    for each in benches:
        assert max(replace(each, preset="").image.shape[:2]) <= each.side
    assert benches[0].source.grey is benches[0].source.grey

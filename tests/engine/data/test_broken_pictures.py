"""Images that are damaged, gigantic, animated or none at all, and folders without anything to learn: a sentence each,
and everything else is read."""

from __future__ import annotations

import gzip
import inspect
import io
import pickle
import struct
import sys
import zipfile
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from engine.data import DataSpec, load
from engine.data.pictures import Form, decode, encode, pack, survey
from engine.data.pictures.folder import list_folder
from engine.data.pictures.packed import Images
from engine.errors import DataError, LaderaError, SettingError
from engine.formats import read_project, write_project
from engine.formats.preparation import preparation_of
from engine.graph import LayerSpec, sequential
from engine.pixels import decode_pixels
from engine.project import Project, new_project
from tests.engine.data.test_pictures import idx, pixels, write


def gigantic() -> bytes:
    """A PNG that promises 100,000 × 100,000 pixels in a hundred bytes."""
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    parts = (b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


def cut_off() -> bytes:
    content = io.BytesIO()
    Image.fromarray(pixels(64, 64)).save(content, "PNG")
    return content.getvalue()[:2000]


def flat(tmp_path: Path, count: int = 12) -> None:
    for number in range(count):
        write(tmp_path / "ab"[number % 2] / f"{number}.png")


@pytest.mark.parametrize(("name", "content", "sentence"), [
    ("empty.png", b"", "empty.png is empty: it has 0 bytes."),
    ("words.jpg", b"these are words, and no picture", "words.jpg is no picture that can be read"),
    ("huge.png", gigantic(), "huge.png has too many pixels"),
    ("cut.png", cut_off(), "The picture in cut.png is damaged or cut off"),
    ("vector.png", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "vector.png is no picture"),
])
def test_what_is_no_image_is_left_out_with_a_sentence(tmp_path, name, content, sentence):
    flat(tmp_path)
    (tmp_path / "a" / name).write_bytes(content)
    packing = pack(tmp_path, "", Form(8, 8))
    assert (packing.images, packing.lost) == (12, 1)
    assert sentence in str(packing.left_out[0])
    assert len(load(DataSpec("pictures", content=packing.content, test_fraction=0.5)).train) == 6
    told = survey(tmp_path)
    assert told.images == sum(count for _, count in told.classes) == 13 - told.damaged
    if name != "cut.png":  # of which the beginning is right
        assert (told.damaged, [sentence in str(problem) for problem in told.problems]) == (1, [True])


def test_of_an_animation_the_first_picture_is_taken_and_that_is_said(tmp_path):
    flat(tmp_path)
    frames = [Image.fromarray(np.full((8, 8, 3), tone, np.uint8)) for tone in (40, 90, 200)]
    frames[0].save(tmp_path / "a" / "moving.gif", save_all=True, append_images=frames[1:])
    packing = pack(tmp_path, "", Form(8, 8))
    assert (packing.images, packing.animated, packing.lost) == (13, 1, 0)
    images = decode(packing.content)
    assert (images.pixels[images.titles.index("a/moving.gif")] == 40).all()


def test_all_kinds_of_pixels_become_bytes(tmp_path):
    for name in "ab":
        folder = tmp_path / name
        write(folder / "grey.png", np.full((8, 8, 1), 100, np.uint8))
        Image.fromarray(np.full((8, 8), 25_700, np.uint16)).save(folder / "deep.png")
        Image.fromarray(np.full((8, 8, 3), 100, np.uint8)).convert("CMYK").save(folder / "print.jpg", quality=100)
        Image.fromarray(np.full((8, 8, 3), 100, np.uint8)).quantize(2).save(folder / "palette.png")
        Image.fromarray(np.uint8(np.broadcast_to([100, 100, 100, 255], (8, 8, 4)))).save(folder / "opaque.png")
        turned = Image.fromarray(np.full((6, 10, 3), 100, np.uint8))
        exif = Image.Exif()
        exif[0x0112] = 6
        turned.save(folder / "turned.png", exif=exif)
    assert survey(tmp_path).sizes == (((8, 8), 10), ((10, 6), 2))
    images = decode(pack(tmp_path, "", Form(8, 8)).content)
    assert len(images.labels) == 12
    assert np.abs(images.pixels.astype(int) - 100).max() <= 1


def test_mixed_sizes_are_counted(tmp_path):
    for number, (height, width) in enumerate([(8, 8), (8, 8), (30, 20), (8, 9)]):
        write(tmp_path / "ab"[number % 2] / f"{number}.png", pixels(height, width))
    told = survey(tmp_path)
    assert (told.different, told.sizes[0]) == (3, ((8, 8), 2))


@pytest.mark.parametrize(("make", "sentence"), [
    (lambda root: root.mkdir(), "There are no images in the folder set"),
    (lambda root: write(root / "cat" / "cat.png"), "All images are of one class, “cat”"),
    (lambda root: [write(root / "cat" / f"cat{number}.png") for number in range(3)], "of one class, “cat”"),
    (lambda root: [write(root / f"IMG_{number}.png") for number in range(3)], "All images are of one class, “IMG”"),
    (lambda root: [write(root / f"{number}.png") for number in range(150)], "Neither folders nor names"),
    (lambda root: [write(root / f"{number}.png") for number in range(5)], "Neither folders nor names"),
    (lambda root: [write(root / f"thing {letter}" / "1.png") for letter in map(str, range(101))], "101 classes"),
    (lambda root: (root.mkdir(), (root / "set.zip").write_bytes(b"PK")), "There are no images in the folder set"),
])
def test_folders_from_which_nothing_can_be_learned(tmp_path, make, sentence):
    make(tmp_path / "set")
    with pytest.raises(DataError, match=sentence.replace("(", r"\(")):
        survey(tmp_path / "set")


def test_one_class_is_left_when_all_others_are_damaged(tmp_path):
    write(tmp_path / "a" / "1.png")
    for number in range(3):
        (tmp_path / "b").mkdir(exist_ok=True)
        (tmp_path / "b" / f"{number}.png").write_bytes(b"")
    with pytest.raises(LaderaError, match="is empty"):
        pack(tmp_path, "", Form(8, 8))
    write(tmp_path / "c" / "1.png")
    packing = pack(tmp_path, "", Form(8, 8))
    assert decode(packing.content).class_names == ("a", "c"), "a class without images is none"
    assert survey(tmp_path).classes == (("a", 1), ("c", 1))


def test_images_beside_the_folders_are_left_out_with_a_sentence(tmp_path):
    flat(tmp_path)
    write(tmp_path / "cover.png")
    told = survey(tmp_path)
    assert (told.images, str(told.problems[0])) == (
        12, "Images that lie beside the folders of the classes are left out: 1, as cover.png.")


def test_folders_may_lie_deeper_within_each_other_than_python_calls(tmp_path):
    deep = tmp_path.joinpath(*"d" * 90)
    deep.mkdir(parents=True)
    write(deep / "a.png")
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 60)
    try:
        assert list_folder(tmp_path).images == (("a.png",),)
    finally:
        sys.setrecursionlimit(limit)


def test_hidden_files_links_and_pipes_are_passed_over(tmp_path):
    import os

    flat(tmp_path)
    write(tmp_path / ".trash" / "1.png")
    write(tmp_path / "__MACOSX" / "a" / "1.png")
    (tmp_path / "a" / "again").symlink_to(tmp_path)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "a" / "pipe.png")
    assert survey(tmp_path).images == 12


@pytest.mark.parametrize(("name", "content", "sentence"), [
    ("photo.png", b"", "photo.png is one picture"), ("set.zip", b"PK", "set.zip is an archive"),
    ("set.tar.gz", b"", "set.tar.gz is an archive"), ("any.gz", b"\x1f\x8b", "any.gz"),
    ("set.npz", b"PK\3\4 no", "set.npz is damaged"), ("set.bin", bytes(100), "set.bin is no file of CIFAR"),
    ("x-images-idx3-ubyte", bytes([0, 0, 8, 3]) + b"\xff" * 12, "GB of memory"),
    ("x-images-idx3-ubyte", idx(np.zeros((4, 3, 3))), "the file of their labels, x-labels-idx1-ubyte"),
    ("x-images-idx3-ubyte", idx(np.zeros((4, 3, 3)))[:-1], "damaged or cut off"),
    ("x-images-idx3-ubyte.gz", gzip.compress(idx(np.zeros((4, 3, 3))), mtime=0)[:-9], "x-images-idx3-ubyte.gz"),
])
def test_files_that_are_no_sets_of_images(tmp_path, name, content, sentence):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DataError, match=sentence):
        survey(tmp_path / name)


class Trap:
    def __reduce__(self):
        return pytest.fail, ("a pickle was opened",)


def test_arrays_never_open_pickles_and_never_promise_more_than_they_hold(tmp_path):
    np.savez(tmp_path / "objects.npz", x_train=np.zeros((2, 3, 3)), y_train=np.array([Trap(), 1], object))
    with pytest.raises(DataError, match="damaged, or holds something else"):
        survey(tmp_path / "objects.npz")
    header = io.BytesIO()
    np.lib.format.write_array_header_1_0(header, {"descr": "|u1", "fortran_order": False, "shape": (10**6, 999, 999)})
    with zipfile.ZipFile(tmp_path / "large.npz", "w") as archive:
        archive.writestr("x_train.npy", header.getvalue())
    with pytest.raises(DataError, match="damaged, or holds something else"):
        survey(tmp_path / "large.npz")
    np.savez(tmp_path / "none.npz", weights=np.zeros((3, 3)))
    with pytest.raises(DataError, match=r"no images with labels.*weights \(3, 3\)"):
        survey(tmp_path / "none.npz")
    np.savez(tmp_path / "odd.npz", x=np.full((4, 3, 3), -1.0), y=np.array([0, 1, 0, 1]))
    with pytest.raises(DataError, match="from -1 to -1"):
        survey(tmp_path / "odd.npz")


IMAGES = Images(np.arange(4 * 4 * 4 * 3, dtype=np.uint8).reshape(4, 4, 4, 3), np.uint8([0, 1, 1, 0]), ("no", "sí"),
                np.uint8([0, 0, 2, 2]), Form(4, 4), "set", "kind", ("a", "b", "ñ", "d"))


def test_what_is_packed_comes_back():
    back = decode(encode(IMAGES))
    for name in ("pixels", "labels", "parts"):
        assert np.array_equal(getattr(back, name), getattr(IMAGES, name)), name
    assert (back.class_names, back.form, back.origin, back.column, back.titles) == (
        IMAGES.class_names, IMAGES.form, IMAGES.origin, IMAGES.column, IMAGES.titles)


@given(place=st.integers(0, len(encode(IMAGES)) - 1), value=st.integers(0, 255), cut=st.integers(0, 400))
def test_damaged_content_gives_a_sentence_or_images(place, value, cut):
    content = bytearray(encode(IMAGES))
    content[place] = value
    for damaged in (bytes(content), bytes(content[:-cut or None])):
        try:
            images = decode(damaged)
        except DataError:
            continue
        assert images.pixels.shape == (len(images.labels), *images.form.shape)
        assert images.labels.max() < len(images.class_names)


@pytest.mark.parametrize("count", [b"0", b"-4", b"4.0", b"true", b'"many"', b"[4]", b"1" + b"0" * 30])
def test_the_number_of_images_must_be_one(count):
    content = encode(IMAGES).replace(b'"count": 4', b'"count": ' + count)
    length = int.from_bytes(content[16:24], "little") + len(count) - 1
    damaged = content[:16] + length.to_bytes(8, "little") + content[24:]
    with pytest.raises(DataError, match="damaged"):
        decode(damaged)


def test_pixels_without_a_number_are_black_and_that_is_said():
    values = np.linspace(0.0, 2.0, 16, dtype=np.float32).reshape(4, 4)
    values[0, 0], values[3, 3] = np.nan, np.inf
    content = io.BytesIO()
    Image.fromarray(values).save(content, "TIFF")
    found = decode_pixels(content.getvalue(), "depth.tif")
    assert (found.values[0, 0, 0], found.values[3, 3, 0]) == (0.0, 1.0)
    assert found.changes[0][1] == (("count", "2"),)
    assert len(found.changes) == 2


def test_a_project_carries_its_images(tmp_path):
    spec = DataSpec("pictures", content=encode(IMAGES), standardize=False)
    project = Project("Images", new_project().graph, spec, new_project().training)
    write_project(tmp_path / "images.ladera", project)
    assert read_project(tmp_path / "images.ladera") == project
    with zipfile.ZipFile(tmp_path / "images.ladera") as archive:
        assert "images.bin" in archive.namelist()
    with zipfile.ZipFile(tmp_path / "images.ladera", "a") as archive:
        archive.writestr("table.csv", "a,b\n1,2\n")
    with pytest.raises(LaderaError, match="damaged"):
        read_project(tmp_path / "images.ladera")


def test_what_travels_is_bytes():
    data = load(DataSpec("pictures", content=encode(IMAGES), standardize=False))
    seen = data.train.inputs
    back = pickle.loads(pickle.dumps(data.train))
    assert "inputs" not in vars(back)
    assert np.array_equal(back.inputs, seen)
    assert back.nbytes == data.train.raw.nbytes + data.train.targets.nbytes
    assert back.titles == data.train.titles


def test_the_images_of_a_project_that_lost_them():
    with pytest.raises(DataError, match="not part of this project"):
        load(DataSpec("pictures"))
    with pytest.raises(DataError, match="damaged"):
        load(DataSpec("pictures", content=b"a,b\n1,2\n"))


@pytest.mark.parametrize("wrong", [{"height": 3}, {"width": 10_000}, {"colour": "cmyk"}, {"fit": "squeeze"}])
def test_impossible_forms(wrong):
    with pytest.raises(SettingError):
        Form(**wrong)


def test_exports_know_what_the_network_sees_of_images_that_are_not_standardised():
    graph = sequential(LayerSpec("image", "input", {"shape": (4, 4, 3)}), LayerSpec("flat", "flatten"),
                       LayerSpec("head", "dense", {"units": 1, "activation": "sigmoid"}),
                       LayerSpec("said", "output", {"loss": "binary_cross_entropy"}))
    spec = DataSpec("pictures", content=encode(IMAGES), standardize=False)
    preparation = preparation_of(Project("Images", graph, spec, new_project().training))
    data = load(spec)
    seen = (data.test.raw - preparation.scaling.mean) / preparation.scaling.scale
    assert np.array_equal(seen.astype(np.float32).reshape(data.test.inputs.shape), data.test.inputs)

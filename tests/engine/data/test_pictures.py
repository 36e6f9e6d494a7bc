"""Images of the person's own: what folders and files of many kinds hold, beside the arrays that were written."""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.data import Data, DataSpec, load
from engine.data.pictures import Form, decode, open_album, pack, show, survey
from engine.data.pictures.folder import class_in_name
from engine.errors import DataError, LaderaError

RNG = np.random.default_rng(5)


def pixels(height: int = 8, width: int = 8, channels: int = 3) -> np.ndarray:
    """Any bytes (h, w, c)."""
    return RNG.integers(0, 256, (height, width, channels), dtype=np.uint8)


def write(path: Path, values: np.ndarray | None = None) -> np.ndarray:
    """An image file; what is in it."""
    values = pixels() if values is None else values
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(values[..., 0] if values.shape[2] == 1 else values).save(path)
    return values


def taken(path: Path, form: Form | None = None, column: str = "", **spec: object) -> Data:
    """The data that a file or folder gives, nothing standardised."""
    packing = pack(path, column, form or survey(path, column).form)
    return load(DataSpec("pictures", content=packing.content, **{"standardize": False, "test_fraction": 0.3} | spec))


def by_class(data: Data) -> dict[str, list[bytes]]:
    """The raw bytes of all images, by their class."""
    found: dict[str, list[bytes]] = {name: [] for name in data.class_names}
    for part in (data.train, data.validation, data.test):
        numbers = part.targets[:, 0] if data.task == "binary" else part.targets.argmax(axis=1)
        for raw, number in zip(part.raw, numbers.astype(int), strict=True):
            found[data.class_names[number]].append(raw.tobytes())
    return {name: sorted(images) for name, images in found.items()}


def test_a_folder_for_each_class(tmp_path):
    written = {name: [write(tmp_path / name / f"{number}.png") for number in range(4)]
               for name in ("cat", "dog", "owl")}
    data = taken(tmp_path)
    assert (data.input_shape, data.task, data.target_names) == ((8, 8, 3), "multiclass", ("class",))
    assert by_class(data) == {name: sorted(map(np.ndarray.tobytes, images)) for name, images in written.items()}
    assert data.train.raw.dtype == np.uint8
    assert np.array_equal(data.train.inputs, (data.train.raw / 255.0).astype(np.float32).reshape(-1, 8, 8, 3))


def test_titles_lead_back_to_the_file(tmp_path):
    written = {f"{name}/{number}.png": write(tmp_path / name / f"{number}.png") for name in "ab" for number in range(5)}
    data = taken(tmp_path)
    for part in (data.train, data.test):
        assert len(part.titles) == len(part)
        for title, raw in zip(part.titles, part.raw, strict=True):
            assert written[title].tobytes() == raw.tobytes()


@pytest.mark.parametrize(("name", "word"), [
    ("cat.12.jpg", "cat"), ("cat_012.png", "cat"), ("cat (3).png", "cat"), ("great_dane_7.png", "great_dane"),
    ("7_00012.png", "7"), ("oak-1-2.png", "oak"), ("rose.png", "rose"), ("niño 4.png", "niño"),
])
def test_the_class_in_a_name(name, word):
    assert class_in_name(name) == word


def test_a_folder_with_the_class_in_the_names(tmp_path):
    for name in ("cat", "dog"):
        for number in range(5):
            write(tmp_path / "photos" / f"{name}.{number}.png")
    told = survey(tmp_path)
    assert (told.kind, told.classes) == ("A folder with the class in the names", (("cat", 5), ("dog", 5)))


def test_folders_of_parts_stay_parts(tmp_path):
    for part, count in (("train", 10), ("test", 4)):
        for name in "ab":
            for number in range(count):
                write(tmp_path / "set" / part / name / f"{number}.png")
    assert survey(tmp_path).parts == (20, 0, 8)
    data = taken(tmp_path, validation_fraction=0.2)
    assert [len(part) for part in (data.train, data.validation, data.test)] == [16, 4, 8]
    assert all(title.startswith("test/") for title in data.test.titles)
    assert not any(title.startswith("test/") for title in (*data.train.titles, *data.validation.titles))
    drawn = taken(tmp_path, settings={"parts": "drawn"})
    assert any(title.startswith("train/") for title in drawn.test.titles)


def test_a_validation_folder_without_a_test_folder(tmp_path):
    for part in ("train", "val"):
        for number in range(10):
            write(tmp_path / part / "ab"[number % 2] / f"{number}.png")
    data = taken(tmp_path, validation_fraction=0.5)
    assert [len(part) for part in (data.train, data.validation, data.test)] == [7, 10, 3]
    assert all(title.startswith("val/") for title in data.validation.titles)


def test_a_table_of_labels(tmp_path):
    for number in range(12):
        write(tmp_path / "images" / ("left" if number % 2 else "right") / f"shot{number}.png")
    rows = [f"shot{number};{'day' if number < 5 else 'night'};{'inside' if number % 3 else 'outside'}"
            for number in range(10)]
    (tmp_path / "labels.csv").write_text("\n".join(["id;light;place", *rows, "shot99;day;inside"]), encoding="utf-8")
    told = survey(tmp_path)
    assert (told.kind, told.columns, told.column) == ("A folder with a table of labels", ("light", "place"), "light")
    assert told.classes == (("day", 5), ("night", 5))
    assert [str(problem) for problem in told.problems] == [
        "labels.csv names images that are not there: 1.", "Images that labels.csv gives no class are left out: 2."]
    assert survey(tmp_path, "place").classes == (("inside", 6), ("outside", 4))
    data = taken(tmp_path, column="place")
    outside = {title for part in (data.train, data.test)
               for title, target in zip(part.titles, part.targets, strict=True) if target == 1}
    assert {title.rpartition("shot")[2] for title in outside} == {"0.png", "3.png", "6.png", "9.png"}


def idx(values: np.ndarray) -> bytes:
    return bytes([0, 0, 8, values.ndim]) + np.array(values.shape, ">u4").tobytes() + values.astype(np.uint8).tobytes()


@pytest.mark.parametrize("suffix", ["", ".gz"])
def test_idx_as_mnist_comes(tmp_path, suffix):
    pack_it = gzip.compress if suffix else bytes
    wanted = {}
    for prefix, count in (("train", 20), ("t10k", 10)):
        images, labels = RNG.integers(0, 256, (count, 5, 6), dtype=np.uint8), np.arange(count) % 3 + 4
        (tmp_path / f"{prefix}-images-idx3-ubyte{suffix}").write_bytes(pack_it(idx(images)))
        (tmp_path / f"{prefix}-labels-idx1-ubyte{suffix}").write_bytes(pack_it(idx(labels)))
        wanted[prefix] = images
    data = taken(tmp_path / f"train-images-idx3-ubyte{suffix}")
    assert (data.class_names, data.input_shape) == (("4", "5", "6"), (5, 6, 1))
    assert sorted(map(bytes, data.test.raw)) == sorted(map(bytes, wanted["t10k"].reshape(10, -1)))
    assert len(taken(tmp_path).train) == 20, "the folder is the same as one of its files"


@pytest.mark.parametrize(("names", "arrange", "white"), [
    (("x_train", "y_train", "x_test", "y_test"), lambda images: images, 255),
    (("train_images", "train_labels", "test_images", "test_labels"), lambda images: images / 255, 1),
    (("trainImages", "trainLabels", "testImages", "testLabels"), lambda images: images.transpose(0, 3, 1, 2), 255),
])
def test_arrays_of_numpy(tmp_path, names, arrange, white):
    sets = [RNG.integers(0, 256, (count, 6, 7, 3), dtype=np.uint8) for count in (12, 6)]
    labels = [np.arange(len(images))[:, None] % 2 for images in sets]
    np.savez_compressed(tmp_path / "set.npz", **dict(zip(names, (
        arrange(sets[0]), labels[0], arrange(sets[1]), labels[1]), strict=True)), extra=np.zeros(3))
    data = taken(tmp_path / "set.npz")
    assert sorted(map(bytes, data.test.raw)) == sorted(map(bytes, sets[1].reshape(6, -1)))
    assert (data.input_shape, data.class_names) == ((6, 7, 3), ("0", "1"))


@pytest.mark.parametrize(("labels", "names"), [
    (np.array([10.0, 2.0, 1.0] * 2), ("1", "2", "10")),
    (np.array([0.5, 2.0, 1.0] * 2), ("0.5", "1.0", "2.0")),
    (np.array([b"pi\xc3\xb1a", b"kiwi", b"\xff"] * 2), ("kiwi", "piña", "\N{REPLACEMENT CHARACTER}")),
    (np.array(["class 10", "class 2", "Class 1"] * 2), ("Class 1", "class 2", "class 10")),
    (np.array(["7" * 5000, "08", "9"] * 2), ("08", "9", "7" * 5000)),
])
def test_classes_of_arrays_are_named_and_in_their_natural_order(tmp_path, labels, names):
    np.savez(tmp_path / "set.npz", x=RNG.integers(0, 256, (6, 4, 4), dtype=np.uint8), y=labels)
    assert tuple(name for name, _ in survey(tmp_path / "set.npz").classes) == names


def test_images_that_have_gone_meanwhile_are_not_shown(tmp_path):
    for number in range(6):
        write(tmp_path / "ab"[number % 2] / f"{number}.png")
    told = survey(tmp_path)
    (tmp_path / "b" / "5.png").unlink()
    assert len(show(tmp_path, "", told.form, told.shown)) == 5


@pytest.mark.parametrize(("labels", "meta"), [(1, "batches.meta.txt"), (2, "fine_label_names.txt")])
def test_cifar(tmp_path, labels, meta):
    wanted, count = {}, 10 ** labels
    for name in ("data_batch_1.bin", "test_batch.bin"):
        rows = RNG.integers(0, 256, (2 * count, labels + 3072), dtype=np.uint8)
        rows[:, labels - 1] = np.arange(2 * count) % count
        (tmp_path / name).write_bytes(rows.tobytes())
        wanted[name] = rows
    (tmp_path / meta).write_text("\n".join(f"thing {number}" for number in range(count)), encoding="utf-8")
    data = taken(tmp_path / "test_batch.bin")
    images = wanted["test_batch.bin"][:, labels:].reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1)
    assert sorted(map(bytes, data.test.raw)) == sorted(image.tobytes() for image in images)
    assert data.class_names[:2] == ("thing 0", "thing 1")
    assert len(data.train) == len(data.test) == 2 * count


def test_crop_takes_the_middle(tmp_path):
    wide = np.zeros((10, 30, 1), np.uint8)
    wide[:, 10:20] = pixels(10, 10, 1)
    assert np.array_equal(Form(10, 10, "grey", "crop").bring(wide), wide[:, 10:20])


def test_fit_keeps_all_between_bars_of_the_mean():
    tall = np.full((40, 20, 3), (200, 100, 0), np.uint8)
    tall[:20] = (100, 100, 200)
    fitted = Form(20, 20, "rgb", "fit").bring(tall)
    assert np.array_equal(fitted[:, :5], np.broadcast_to(np.uint8([150, 100, 100]), (20, 5, 3)))
    assert fitted[0, 10].tolist() == [100, 100, 200]
    assert fitted[19, 10].tolist() == [200, 100, 0]


def test_stretch_keeps_all():
    halves = np.zeros((20, 40, 1), np.uint8)
    halves[:, 20:] = 255
    stretched = Form(20, 20, "grey", "stretch").bring(halves)
    assert (stretched[:, :9] == 0).all()
    assert (stretched[:, 11:] == 255).all()


def test_what_gets_smaller_leaves_nothing_out():
    image = pixels(60, 60, 1)
    for fit in ("crop", "fit", "stretch"):
        small = Form(6, 6, "grey", fit).bring(image)
        assert abs(small.mean() - image.mean()) < 3, fit
        assert small.std() < image.std() / 4, f"{fit}: a pixel stands for all that it covers"


def test_grey_is_brightness_and_colours_of_grey_are_equal():
    image = pixels()
    grey = Form(8, 8, "grey").bring(image)
    assert np.abs(grey[..., 0] - image @ [0.299, 0.587, 0.114]).max() <= 0.5
    assert np.array_equal(Form(8, 8, "rgb").bring(grey), np.repeat(grey, 3, axis=2))


def test_a_large_photograph_is_decoded_no_larger_than_needed_and_looks_the_same(tmp_path):
    y, x = np.indices((600, 800))
    image = np.stack([128 + 100 * np.sin(x / 40), 128 + 100 * np.cos(y / 50), (x + y) / 6], axis=-1).astype(np.uint8)
    Image.fromarray(image).save(tmp_path / "a.jpg", quality=95)
    for name in "ab":
        write(tmp_path / name / "1.png")
    (tmp_path / "a.jpg").rename(tmp_path / "a" / "2.jpg")
    album = open_album(tmp_path)
    place = album.titles.index("a/2.jpg")
    assert album.size(place) == (600, 800, True)
    read, _ = album.pixels(place, (32, 32))
    assert max(read.shape) < 400
    difference = Form(32, 32).bring(read).astype(float) - Form(32, 32).bring(image)
    assert np.abs(difference).mean() < 2


def test_standardised_by_the_bytes_is_standardised_by_the_numbers(tmp_path):
    for number in range(20):
        values = pixels() // 2
        values[..., 2] = 77
        write(tmp_path / "ab"[number % 2] / f"{number}.png", values)
    data = taken(tmp_path, standardize=True)
    channels = data.train.raw.reshape(-1, 3).astype(np.float64)
    mean, scale = data.input_scaling.mean.reshape(-1, 3), data.input_scaling.scale.reshape(-1, 3)
    assert np.allclose(mean, channels.mean(axis=0), rtol=1e-14)
    assert np.allclose(scale[:, :2], channels.std(axis=0)[:2], rtol=1e-14)
    assert (scale[:, 2] == 1).all()
    assert (data.train.inputs[..., 2] == 0).all()
    exact = (data.test.raw - data.input_scaling.mean) / data.input_scaling.scale
    assert np.array_equal(data.test.inputs, exact.reshape(-1, 8, 8, 3).astype(np.float32))
    assert np.array_equal(data.transform(data.test.raw), data.test.inputs), "an example made by hand is no other one"
    assert np.array_equal(data.train.some(np.array([3, 1])), data.train.inputs[[3, 1]])


def test_progress_is_told_and_may_end_it(tmp_path):
    for number in range(120):
        write(tmp_path / "ab"[number % 2] / f"{number}.png")
    told: list[float] = []
    pack(tmp_path, "", Form(8, 8), told.append)
    assert told == sorted(told)
    assert len(told) > 1
    assert told[-1] <= 1

    def enough(done: float) -> None:
        if done > 0.3:
            raise LaderaError("enough")

    with pytest.raises(LaderaError, match="enough"):
        pack(tmp_path, "", Form(8, 8), enough)


def test_what_is_shown_is_what_is_taken(tmp_path):
    for number in range(6):
        write(tmp_path / "ab"[number % 2] / f"{number}.png", pixels(20, 30))
    form = Form(16, 12, "grey", "fit")
    shown = show(tmp_path, "", form, survey(tmp_path).shown)
    images = decode(pack(tmp_path, "", form).content)
    by_title = dict(zip(images.titles, images.pixels, strict=True))
    assert len(shown) == 6
    for one in shown:
        assert np.array_equal(one.after, by_title[one.title])
        assert one.before.shape == (20, 30, 3)


def test_the_proposal(tmp_path):
    for number in range(4):
        write(tmp_path / "ab"[number % 2] / f"{number}.png", pixels(20, 28, 1))
    assert survey(tmp_path).form == Form(20, 28, "grey", "crop"), "all of one small size keep it"
    write(tmp_path / "a" / "9.png", pixels(21, 28, 3))
    assert survey(tmp_path).form == Form(64, 64, "rgb", "crop")


def test_where_everything_is_missing(tmp_path):
    with pytest.raises(DataError, match="cannot be read"):
        survey(tmp_path / "nothing")

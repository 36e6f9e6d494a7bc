"""Pictures from files: whatever they are, the numbers that are in them, or a sentence."""

from __future__ import annotations

import io
import pickle
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from engine.errors import FormatError
from engine.vision import Picture, decode_picture, exhibit, read_picture

RNG = np.random.default_rng(0)
GREY8 = RNG.integers(0, 256, (6, 9), dtype=np.uint8)
COLOURS = RNG.integers(0, 256, (6, 9, 3), dtype=np.uint8)
GREY16 = RNG.integers(0, 65_536, (6, 9), dtype=np.uint16)


def encoded(image: Image.Image, kind: str, **options) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def said(picture: Picture) -> str:
    return " ".join(template.format(**dict(values)) for template, values in picture.changes)


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "BMP", "PPM", "WEBP"])
def test_eight_bits_come_as_they_are(kind):
    options = {"lossless": True} if kind == "WEBP" else {}
    picture = decode_picture(encoded(Image.fromarray(COLOURS), kind, **options), "a")
    np.testing.assert_allclose(picture.array, COLOURS / 255)
    assert picture.changes == ()


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_sixteen_bits_of_grey_keep_all_of_them(kind):
    picture = decode_picture(encoded(Image.fromarray(GREY16), kind), "a")
    assert picture.depth == 16
    np.testing.assert_allclose(picture.array[..., 0], GREY16 / 65_535, atol=1e-9)


def test_sixteen_bits_of_colour_are_said_to_lose_half():
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in np.full((2, 2, 3), 0xABCD))
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 16, 2, 0, 0, 0)) + chunk(
        b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    picture = decode_picture(png, "a")
    np.testing.assert_allclose(picture.array, 0xAB / 255)
    assert "16 bits" in said(picture)


def test_numbers_without_a_scale_go_from_their_least_to_their_largest():
    picture = decode_picture(encoded(Image.fromarray(np.float32([[-3, 1], [5, 1]])), "TIFF"), "a")
    np.testing.assert_allclose(picture.array[..., 0], [[0, 0.5], [1, 0.5]], atol=1e-4)
    assert "-3" in said(picture)


def test_palettes_bits_and_other_colour_spaces_become_what_they_mean():
    indexed = Image.fromarray(GREY8 % 4).convert("P")
    indexed.putpalette([0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255])
    table = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1.0]])
    np.testing.assert_allclose(decode_picture(encoded(indexed, "PNG"), "a").array, table[GREY8 % 4])
    bits = decode_picture(encoded(Image.fromarray(GREY8 > 99), "PNG"), "a")
    np.testing.assert_allclose(bits.array[..., 0], GREY8 > 99)
    inks = np.zeros((4, 4, 4), np.uint8)
    inks[..., 0] = 255  # all cyan
    cmyk = decode_picture(encoded(Image.fromarray(inks, "CMYK"), "TIFF"), "a")
    np.testing.assert_allclose(cmyk.array[0, 0], [0, 1, 1])
    assert "CMYK" in said(cmyk)


def test_white_shows_through_where_it_is_transparent():
    rgba = np.zeros((2, 2, 4), np.uint8)
    rgba[..., 0], rgba[..., 3] = 255, [[0, 255], [51, 255]]
    picture = decode_picture(encoded(Image.fromarray(rgba), "PNG"), "a")
    np.testing.assert_allclose(picture.array[:, 0], [[1, 1, 1], [1, 0.8, 0.8]], atol=3e-3)
    assert "White" in said(picture)
    indexed = Image.fromarray(np.uint8([[0, 1]]), "P")
    indexed.putpalette([9, 9, 9, 0, 0, 0])
    hole = decode_picture(encoded(indexed, "PNG", transparency=0), "a")
    np.testing.assert_allclose(hole.array[..., 0], [[1, 0]])


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_stands_upright_however_the_camera_was_held(orientation):
    turns = {1: lambda a: a, 2: np.fliplr, 3: lambda a: np.rot90(a, 2), 4: np.flipud, 5: lambda a: a.T,
             6: lambda a: np.rot90(a, 1), 7: lambda a: np.rot90(a, 2).T, 8: lambda a: np.rot90(a, -1)}
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = np.ascontiguousarray(turns[orientation](GREY8))
    picture = decode_picture(encoded(Image.fromarray(stored), "PNG", exif=exif), "a")
    np.testing.assert_allclose(picture.array[..., 0], GREY8 / 255)
    assert ("upright" in said(picture)) == (orientation > 1)


def test_of_an_animation_the_first_picture_is_shown_and_said():
    frames = [Image.fromarray(np.full((4, 4), value, np.uint8)) for value in (0, 255, 128)]
    picture = decode_picture(encoded(frames[0], "GIF", save_all=True, append_images=frames[1:]), "a.gif")
    assert picture.array.max() == 0
    assert "3 pictures" in said(picture)


def test_a_large_picture_is_made_smaller_by_means(tmp_path):
    path = tmp_path / "wide.png"
    Image.fromarray(np.tile(np.uint8([[0, 200]]), (700, 700))).save(path)
    picture = read_picture(path, side=350)
    assert picture.shape == (175, 350, 1)
    np.testing.assert_allclose(picture.array, 100 / 255)
    assert "1400×700" in said(picture)
    assert "350×175" in said(picture)


@pytest.mark.parametrize(("content", "sentence"), [
    (b"", "bad.png is empty"),
    (b"not a picture at all", "no picture that can be read"),
    (encoded(Image.fromarray(COLOURS), "PNG")[:60], "damaged or cut off"),
    (encoded(Image.fromarray(COLOURS), "JPEG")[:200], "bad.png"),
    (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n", "no picture that can be read"),
])
def test_what_is_no_picture_gets_a_sentence(tmp_path, content, sentence):
    path = tmp_path / "bad.png"
    path.write_bytes(content)
    with pytest.raises(FormatError, match=sentence):
        read_picture(path)


@pytest.mark.parametrize("size", [(100_000, 100_000), (8_000, 8_000)])
def test_a_gigantic_picture_is_refused_before_it_is_unpacked(size):
    small = encoded(Image.fromarray(GREY8), "PNG")
    header = b"IHDR" + struct.pack(">II", *size) + small[24:29]
    bomb = small[:12] + header + struct.pack(">I", zlib.crc32(header)) + small[33:]
    with pytest.raises(FormatError, match="too many pixels"):
        decode_picture(bomb, "bomb.png")


def test_damage_anywhere_in_a_file_is_a_picture_or_a_sentence():
    files = [encoded(Image.fromarray(COLOURS), kind) for kind in ("PNG", "JPEG", "TIFF", "GIF", "WEBP", "BMP")]
    rng = np.random.default_rng(3)
    for content in files:
        for _ in range(25):
            broken = bytearray(content)
            for place in rng.integers(0, len(broken), 3):
                broken[place] = rng.integers(0, 256)
            try:
                picture = decode_picture(bytes(broken), "a")
            except FormatError:
                continue
            assert np.isfinite(picture.array).all()


def test_a_picture_comes_whole_out_of_the_process_that_reads_it():
    picture = decode_picture(encoded(Image.fromarray(GREY16), "PNG"), "a", side=4)
    again = pickle.loads(pickle.dumps(picture))
    assert again == picture
    assert again.changes == picture.changes != ()


def test_a_folder_and_a_missing_file_get_a_sentence(tmp_path):
    for path in (tmp_path, tmp_path / "nowhere.png"):
        with pytest.raises(FormatError, match="cannot be read"):
            read_picture(path)


def test_a_picture_comes_back_from_a_project_bit_for_bit_and_a_forged_one_does_not():
    for picture in (exhibit("wheel"), decode_picture(encoded(Image.fromarray(GREY16), "PNG"), "a")):
        assert Picture.from_json(picture.to_json()) == picture
    good = exhibit("letter").to_json()
    for changes in ({"shape": [10**9, 10**9, 3]}, {"shape": [32, 32]}, {"shape": [32, 31, 1]}, {"depth": 9},
                    {"zlib": "%%"}, {"zlib": good["zlib"][:16]}, {"title": 3}, {"shape": [True, 32, 1]}):
        with pytest.raises(FormatError, match="damaged"):
            Picture.from_json(good | changes)

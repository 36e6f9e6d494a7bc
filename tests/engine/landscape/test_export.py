"""Surfaces as files, read back by other readers."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from engine.errors import FormatError
from engine.landscape import Plane, Surface
from engine.landscape.export import EXPORTERS, export_surface
from engine.landscape.surface_picture import HEIGHT, LEFT, SIDE, STRIP, TOP, UNKNOWN, WIDTH, levels_of
from engine.viridis import VIRIDIS

COLUMNS, ROWS = 12, 9
SIZE = 7
WALK = np.array([[0.0, 0.0], [0.5, -0.5], [1.0, 2.0]])


def bowl(losses: np.ndarray | None = None) -> Surface:
    """a² + 3b + 4 over [−1, 1] × [−1, 2], or other losses."""
    a, b = np.linspace(-1, 1, COLUMNS), np.linspace(-1, 2, ROWS)
    plane = Plane(*np.random.default_rng(0).standard_normal((3, SIZE)))
    return Surface(plane, a, b, a**2 + 3 * b[:, None] + 4 if losses is None else losses, 10, 10)


def with_hole() -> Surface:
    """One place inside is not known, and one in a corner overflowed."""
    losses = bowl().losses.copy()
    losses[4, 5], losses[0, 0] = np.nan, np.inf
    return bowl(losses)


def written(folder: Path, suffix: str, surface: Surface, walk: np.ndarray | None = None) -> Path:
    path = folder / f"surface{suffix}"
    export_surface(path, surface, walk)
    assert [found.name for found in folder.iterdir()] == [path.name]
    return path


def test_npz_holds_all_numbers_as_they_are(tmp_path: Path):
    surface = with_hole()
    with np.load(written(tmp_path, ".npz", surface, WALK), allow_pickle=False) as found:
        for name in ("a", "b", "losses"):
            np.testing.assert_array_equal(found[name], getattr(surface, name))
        for name in ("origin", "first", "second"):
            np.testing.assert_array_equal(found[name], getattr(surface.plane, name))
        np.testing.assert_array_equal(found["walk"], WALK)


def test_npz_without_a_walk_has_none(tmp_path: Path):
    with np.load(written(tmp_path, ".npz", bowl())) as found:
        assert sorted(found) == ["a", "b", "first", "losses", "origin", "second"]


def test_csv_has_a_row_for_every_place(tmp_path: Path):
    surface = bowl()
    with written(tmp_path, ".csv", surface).open(newline="") as file:
        heading, *rows = csv.reader(file)
    assert heading == ["alpha", "beta", "loss"]
    assert len(rows) == ROWS * COLUMNS
    a, b, loss = np.array(rows, dtype=float).T
    np.testing.assert_allclose(loss, a**2 + 3 * b + 4, rtol=1e-8)
    np.testing.assert_allclose(np.unique(b), surface.b, rtol=1e-8)


def test_csv_of_a_walk_has_a_row_for_every_point(tmp_path: Path):
    path = written(tmp_path, ".walk.csv", bowl(), WALK)
    assert path.read_text().startswith("alpha,beta\n")
    np.testing.assert_array_equal(np.loadtxt(path, delimiter=",", skiprows=1), WALK)


@pytest.mark.parametrize("walk", [None, np.empty((0, 2))])
def test_where_there_is_no_walk_none_is_written(tmp_path: Path, walk: np.ndarray | None):
    with pytest.raises(FormatError, match="no walk"):
        export_surface(tmp_path / "surface.walk.csv", bowl(), walk)
    assert not list(tmp_path.iterdir())


def picture(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        assert image.size == (WIDTH, HEIGHT)
        return np.asarray(image.convert("RGB"), dtype=float)


def test_a_picture_is_dark_where_the_loss_is_low_and_b_points_up(tmp_path: Path):
    pixels = picture(written(tmp_path, ".png", bowl()))
    plane = pixels[TOP + 4:TOP + SIDE - 4, LEFT + 4:LEFT + SIDE - 4]
    np.testing.assert_allclose(plane[0, 0], VIRIDIS[-1], atol=6)  # b = 2, a = −1: the greatest loss
    np.testing.assert_allclose(plane[-1, SIDE // 2], VIRIDIS[0], atol=8)
    assert plane[:SIDE // 2].mean() > plane[SIDE // 2:].mean()


def test_the_scale_runs_from_the_lowest_to_the_highest_loss(tmp_path: Path):
    pixels, x = picture(written(tmp_path, ".png", bowl())), LEFT + SIDE + 40 + STRIP // 2
    np.testing.assert_allclose(pixels[TOP + 4, x], VIRIDIS[-1], atol=6)
    np.testing.assert_allclose(pixels[TOP + SIDE - 4, x], VIRIDIS[0], atol=6)


def test_what_is_not_known_has_no_colour_of_the_scale(tmp_path: Path):
    surface = with_hole()
    pixels = picture(written(tmp_path, ".png", surface))
    x, y = LEFT + SIDE * 5 / (COLUMNS - 1), TOP + SIDE * (1 - 4 / (ROWS - 1))
    np.testing.assert_allclose(pixels[round(y), round(x)], UNKNOWN, atol=2)


def parts_of(path: Path, kind: str) -> list[ElementTree.Element]:
    root = ElementTree.parse(path).getroot()
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.get("viewBox") == f"0 0 {WIDTH} {HEIGHT}"
    return root.findall(f"{{http://www.w3.org/2000/svg}}{kind}")


def lines_of(path: Path, name: str) -> list[np.ndarray]:
    """The points (k, 2) of every line of a drawing that is called so."""
    return [np.array([point.split(",") for point in line.get("points").split()], dtype=float)
            for line in parts_of(path, "polyline") if line.get("class") == name]


def test_a_drawing_has_a_contour_for_every_round_loss_where_the_loss_is_that(tmp_path: Path):
    slope = bowl(np.tile(np.linspace(0, 1, ROWS)[:, None], COLUMNS))
    lines = lines_of(written(tmp_path, ".svg", slope), "contour")
    levels = levels_of(slope)
    np.testing.assert_allclose(levels, np.arange(1, 10) / 10)
    for level, points in zip(levels, lines, strict=True):
        np.testing.assert_allclose(points[:, 1], TOP + SIDE * (1 - level), atol=0.06)
        assert np.ptp(points[:, 0]) == pytest.approx(SIDE)


@pytest.mark.parametrize("suffix", [".png", ".svg"])
def test_pictures_have_axes_with_numbers_contours_walk_and_scale(tmp_path: Path, suffix: str):
    """What SVG holds as words and lines, PNG shows: it is made of the same shapes."""
    path = written(tmp_path, suffix, bowl(), WALK)
    if suffix == ".svg":
        words = [part.text for part in parts_of(path, "text")]
        assert [words.count(word) for word in ("alpha", "beta", "loss")] == [1, 1, 1]
        assert {"-1", "-0.5", "0", "0.5", "1", "1.5", "2"} <= set(words)  # of the axes
        assert {"4", "6", "8", "10"} <= set(words)  # of the scale: from 1 to 11
        assert all(lines_of(path, name) for name in ("contour", "walk", "frame", "scale", "tick", "end of the walk"))
    else:
        ink = (picture(path).sum(axis=2) < 300)
        assert ink[:, :LEFT - 4].any(axis=1).sum() > 60  # numbers at the left of the axis, its name
        assert ink[TOP + SIDE + 4:].any(axis=0).sum() > 60
        assert ink[:, LEFT + SIDE + 40 + STRIP + 4:].any(axis=1).sum() > 60


def test_the_walk_is_drawn_where_it_went_and_cut_where_it_left(tmp_path: Path):
    [points] = lines_of(written(tmp_path, ".svg", bowl(), WALK), "walk")
    np.testing.assert_allclose(points, np.add([[450, 600], [675, 750], [900, 0]], (LEFT, TOP)), atol=0.06)
    outside = np.array([[-2.0, 0.0], [0.0, 0.0], [0.0, 3.0], [0.5, 3.0], [0.5, 1.0]])
    (tmp_path / "surface.svg").unlink()
    first, second = lines_of(written(tmp_path, ".svg", bowl(), outside), "walk")
    np.testing.assert_allclose(first, np.add([[0, 600], [450, 600], [450, 0]], (LEFT, TOP)), atol=0.06)
    np.testing.assert_allclose(second, np.add([[675, 0], [675, 300]], (LEFT, TOP)), atol=0.06)


def read_obj(path: Path) -> tuple[np.ndarray, np.ndarray]:
    rows = [line.split() for line in path.read_text().splitlines() if not line.startswith("#")]
    assert {row[0] for row in rows} <= {"v", "f"}
    vertices, faces = ([row[1:] for row in rows if row[0] == kind] for kind in "vf")
    return np.array(vertices, dtype=float), np.array(faces, dtype=int) - 1


def read_ply(path: Path) -> tuple[np.ndarray, np.ndarray]:
    head, _, body = path.read_text().partition("end_header\n")
    assert head.startswith("ply\nformat ascii 1.0\n")
    vertices, faces = (int(re.search(rf"element {kind} (\d+)", head)[1]) for kind in ("vertex", "face"))
    rows = body.splitlines()
    assert len(rows) == vertices + faces
    assert [line.split()[-1] for line in head.splitlines() if line.startswith("property float")] == [
        "x", "y", "z", "loss"]
    polygons = np.array([row.split() for row in rows[vertices:]], dtype=int)
    assert (polygons[:, 0] == 3).all()
    return np.array([row.split() for row in rows[:vertices]], dtype=float), polygons[:, 1:]


READERS = {".obj": read_obj, ".ply": read_ply}
on_each_mesh = pytest.mark.parametrize("suffix", READERS)


@on_each_mesh
def test_a_mesh_has_two_triangles_for_every_cell_that_face_up_and_cover_it_once(tmp_path: Path, suffix: str):
    surface = bowl()
    vertices, faces = READERS[suffix](written(tmp_path, suffix, surface))
    assert len(vertices) == ROWS * COLUMNS
    assert len(faces) == 2 * (ROWS - 1) * (COLUMNS - 1)
    corners = vertices[faces][:, :, :3]
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    assert (normals[:, 2] > 0).all()
    assert normals[:, 2].sum() / 2 == pytest.approx(2.0 * 2.0, rel=1e-4)
    heights = (surface.losses - surface.losses.min()) / np.ptp(surface.losses)
    np.testing.assert_allclose(vertices[:, 2] / vertices[:, 2].max(), heights.ravel(), atol=1e-5)


@on_each_mesh
def test_what_is_not_known_is_a_hole_in_the_mesh(tmp_path: Path, suffix: str):
    vertices, faces = READERS[suffix](written(tmp_path, suffix, with_hole()))
    whole = 2 * (ROWS - 1) * (COLUMNS - 1)
    assert len(faces) == whole - 6 - 1  # six triangles meet inside, one in the lower left corner
    assert not {4 * COLUMNS + 5, 0} & set(faces.ravel().tolist())
    assert (np.abs(vertices) < 1e30).all()  # single precision can read it


def test_ply_keeps_the_loss_itself_and_its_colour(tmp_path: Path):
    surface = bowl()
    vertices, _ = read_ply(written(tmp_path, ".ply", surface))
    np.testing.assert_allclose(vertices[:, 3], surface.losses.ravel(), rtol=1e-7)
    np.testing.assert_array_equal(vertices[surface.losses.argmax(), 4:], VIRIDIS[-1])
    np.testing.assert_array_equal(vertices[surface.losses.argmin(), 4:], VIRIDIS[0])


def test_numbers_of_a_surface_are_never_those_of_the_walk(tmp_path: Path):
    assert written(tmp_path, ".csv", bowl(), WALK).read_text().startswith("alpha,beta,loss\n")


@pytest.mark.parametrize("suffix", EXPORTERS)
def test_every_format_takes_surfaces_that_are_flat_or_unfinished(tmp_path: Path, suffix: str):
    for name, surface in (("flat", bowl(np.ones((ROWS, COLUMNS)))), ("unfinished", with_hole())):
        path = tmp_path / f"{name}{suffix.upper()}"
        export_surface(path, surface, WALK)
        assert path.stat().st_size


@pytest.mark.parametrize("name", ["surface.stl", "surface"])
def test_an_unknown_suffix_is_refused_and_the_known_ones_are_named(tmp_path: Path, name: str):
    with pytest.raises(FormatError, match=r"\.npz, \.csv, \.walk\.csv, \.png, \.svg, \.obj, \.ply") as refused:
        export_surface(tmp_path / name, bowl())
    assert name in str(refused.value)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("suffix", EXPORTERS)
def test_a_surface_without_values_is_not_written_over_one_with(tmp_path: Path, suffix: str):
    path = tmp_path / f"kept{suffix}"
    path.write_text("as it was")
    with pytest.raises(FormatError, match="no values"):
        export_surface(path, bowl(np.full((ROWS, COLUMNS), np.nan)))
    assert path.read_text() == "as it was"

"""A project survives its file, and older files survive newer programs."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from multiprocessing import Pipe

import numpy as np
import pytest
import safetensors.numpy
from hypothesis import HealthCheck, given

from engine.errors import FormatError, LaderaError, SettingError
from engine.formats import forks, read_project, runs, surfaces, write_project
from engine.formats.archive import Part, pack
from engine.generative import BoltzmannSetup
from engine.generative.gan_setup import GanSetup
from engine.graph import Graph, LayerSpec
from engine.jobs.parcels import LARGE, receive, send
from engine.project import Project, migrate, new_project
from engine.surfaces import KeptRun, Plane, Surface, Trajectory, fingerprint
from engine.training import TrainingSettings
from engine.training.fork import COLUMNS
from engine.training.history import history_columns
from engine.training.kept_fork import MOST_EPOCHS, MOST_FORKS, KeptFork
from engine.vision import KernelBench, Picture
from tests.cases import random_cases
from tests.engine.formats.strategies import projects


@given(project=projects())
@random_cases(60, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_project_comes_back_from_its_file_bit_by_bit(project, tmp_path):
    path = tmp_path / "p.ladera"
    write_project(path, project)
    assert read_project(path) == project


@given(project=projects(), other=projects())
@random_cases(40, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_changed_project_is_the_one_that_is_made_anew(project, other):
    for changes in ({"graph": other.graph}, {"positions": dict(other.positions)}, {"parameters": other.parameters},
                    {"history": other.history}, {"title": other.title, "notes": other.notes}):
        assert project.changed(**changes) == replace(project, **changes)


@pytest.mark.parametrize("changes", [{"title": "x" * 10_000}, {"weights_epoch": -1}, {"positions": {"a": (1e300, 0.0)}},
                                     {"parameters": np.array([np.nan])}, {"notes": "\ud800"}])
def test_what_no_file_could_hold_is_refused_in_a_change_too(changes):
    project = replace(new_project(), graph=Graph((LayerSpec("a", "flatten"),)))
    with pytest.raises(SettingError):
        project.changed(**changes)
    with pytest.raises(TypeError):
        project.changed(layers=())


@given(project=projects())
@random_cases(40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_description_is_plain_json(project):
    text = json.dumps(project.to_json(), allow_nan=False)
    again = Project.from_json(json.loads(text), project.data.content)
    assert (again.graph, again.data, again.training, again.positions, again.notes) == (
        project.graph, project.data, project.training, project.positions, project.notes)


def test_equal_projects_give_equal_files(project, tmp_path):
    for name in ("a", "b"):
        write_project(tmp_path / name, project)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_an_unfinished_network_keeps_the_weights_it_has(project, tmp_path):
    wider = replace(project, graph=project.graph.with_layer(LayerSpec("dense_9", "dense")))
    assert wider.graph.problems()
    write_project(tmp_path / "p.ladera", wider)
    assert read_project(tmp_path / "p.ladera") == wider


def test_a_new_project_is_empty_and_can_be_saved(tmp_path):
    write_project(tmp_path / "p.ladera", new_project())
    again = read_project(tmp_path / "p.ladera")
    assert again == new_project()
    assert again.graph == Graph()
    assert again.data.source == "circle"
    assert again.training.optimizer == "adam"


def test_the_game_of_two_networks_comes_back(project, tmp_path):
    kept = replace(project, gan=GanSetup({"points": "ring", "critic_steps": 2}))
    write_project(tmp_path / "p.ladera", kept)
    assert read_project(tmp_path / "p.ladera") == kept != project


def test_the_boltzmann_machine_comes_back(project, tmp_path):
    kept = replace(project, boltzmann=BoltzmannSetup({"patterns": "digits", "units": "gaussian", "hidden": 7}))
    write_project(tmp_path / "p.ladera", kept)
    assert read_project(tmp_path / "p.ladera") == kept != project


def test_the_kernel_bench_comes_back_with_the_largest_picture_that_it_takes(project, tmp_path):
    picture = Picture.of(np.random.default_rng(0).random((512, 512, 3)), "noise.png")
    kept = replace(project, kernel_bench=KernelBench(picture, colour="sum").with_preset("gabor", angle=30.0))
    assert kept != project
    write_project(tmp_path / "p.ladera", kept)
    assert read_project(tmp_path / "p.ladera") == kept


def test_nothing_outside_can_change_the_weights_of_a_project(project):
    mine = np.ones(project.parameters.size, np.float32)
    held = Project("t", project.graph, project.data, project.training, parameters=mine)
    mine[:] = 7
    assert (held.parameters == 1).all()
    with pytest.raises(ValueError, match="read-only"):
        held.parameters[0] = 7


def test_a_project_takes_weights_from_another_process_as_they_lie(project):
    receiver, sender = Pipe(duplex=False)
    weights = np.ones(LARGE, np.float32)
    with receiver, sender, ThreadPoolExecutor(1) as beside:
        beside.submit(send, sender, weights)
        came = receive(receiver)
    assert np.shares_memory(project.changed(parameters=came).parameters, came)


def test_a_project_takes_no_view_of_what_others_can_write_to(project):
    mine = np.ones(project.parameters.size, np.float32)
    seen = mine[:]
    seen.setflags(write=False)
    held = project.changed(parameters=seen)
    mine[:] = 7
    assert (held.parameters == 1).all()


@pytest.mark.parametrize("layers", [0, 12])
def test_a_very_long_history_is_thinned_and_keeps_its_last_row(project, tmp_path, layers):
    rows = 120_001
    history = {name: list(range(rows)) for name in history_columns(layers)}
    write_project(tmp_path / "p", replace(project, history=history))
    kept = read_project(tmp_path / "p").history
    assert len(kept) * len(kept["epoch"]) <= 400_000
    assert {column[-1] for column in kept.values()} == {rows - 1}


@pytest.mark.parametrize("weights", [np.array([np.nan]), np.array([np.inf], np.float32), np.zeros((2, 2)),
                                     np.zeros(3, np.int64), np.array(["a"])])
def test_weights_that_no_file_could_hold_are_refused(project, weights):
    with pytest.raises(SettingError):
        Project("t", project.graph, project.data, project.training, parameters=weights)


def test_an_older_version_is_brought_up_step_by_step():
    steps = {1: lambda value: {**value, "title": value["name"]},
             2: lambda value: {**value, "title": value["title"] + "!"}}
    assert migrate({"version": 1, "name": "n"}, steps, newest=3) == {"version": 3, "name": "n", "title": "n!"}


def test_a_project_of_the_first_version_keeps_its_padding():
    """There, zeros put around an image by hand were one number for all axes."""
    rows = [{"name": "input_1", "kind": "input", "settings": {"shape": [9, 8, 1]}},
            {"name": "conv2d_1", "kind": "conv2d", "settings": {"filters": 2, "kernel_size": [5, 3], "strides": [1, 1],
                                                                "padding": "explicit", "pad": 2, "dilation": [1, 1]}},
            {"name": "pooling2d_1", "kind": "pooling2d", "settings": {"padding": "same", "pad": 0}},
            {"name": "flatten_1", "kind": "flatten", "settings": {}},
            {"name": "output_1", "kind": "output", "settings": {}}]
    links = [{"source": one["name"], "target": two["name"], "port": 0} for one, two in pairwise(rows)]
    old = {**new_project().to_json(), "version": 1, "graph": {"layers": rows, "links": links}}
    read = Project.from_json(json.loads(json.dumps(old)))
    assert read.graph.infer()["conv2d_1"] == (9, 10, 2)
    assert {spec.name: spec.settings["pad"] for spec in read.graph.layers if "pad" in spec.settings} == {
        "conv2d_1": (2,), "pooling2d_1": (0,)}
    assert Project.from_json(json.loads(json.dumps(read.to_json()))) == read


@pytest.mark.parametrize("version", [None, 0, -1, 3, 10**15, "1", 1.5, True, [1]])
def test_a_version_that_does_not_exist_is_a_sentence(project, version):
    with pytest.raises(FormatError):
        Project.from_json({**project.to_json(), "version": version})


def test_a_future_version_says_so(project):
    with pytest.raises(FormatError, match="newer version"):
        Project.from_json({**project.to_json(), "version": 99})


WRONG = [None, 0, -1, 1e308, True, "x", "", [], {}, [[]], {"a": 1}, [None], 10**30, "\ud800", [1, 2, 3],
         {"shape": [10**9]}]


def _places(value, path=()):
    """Every place inside a JSON value."""
    yield path
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from _places(inner, (*path, key))


def _with(value, path, wrong):
    if not path:
        return wrong
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = _with(copy[path[0]], path[1:], wrong)
    return copy


@pytest.mark.parametrize("wrong", WRONG, ids=repr)
def test_a_wrong_value_anywhere_is_a_sentence_or_a_valid_project(project, wrong, tmp_path):
    """Every single place of a description is replaced by a value of another type or size."""
    plain = json.loads(json.dumps(replace(project, weights_epoch=1).to_json()))
    for path in _places(plain):
        packed = pack({"project.json": json.dumps(_with(plain, path, wrong)).encode()})
        (tmp_path / "in").write_bytes(packed)
        with suppress(LaderaError):
            read = read_project(tmp_path / "in")
            read.graph.problems()
            write_project(tmp_path / "out", read)


@pytest.mark.parametrize("wrong", WRONG, ids=repr)
def test_a_wrong_value_anywhere_in_an_old_project_is_a_sentence(project, wrong):
    plain = {**json.loads(json.dumps(project.to_json())), "version": 1}
    for path in _places(plain):
        with suppress(LaderaError):
            Project.from_json(_with(plain, path, wrong))


def test_a_missing_entry_is_a_sentence(project):
    plain = project.to_json()
    for key in plain:
        with pytest.raises(LaderaError):
            Project.from_json({name: value for name, value in plain.items() if name != key})


def _surface(weights: int, title: str = "21 × 21") -> Surface:
    rng = np.random.default_rng(3)
    losses = rng.random((4, 5))
    losses[1, 2] = np.nan
    plane = Plane(*rng.normal(size=(3, weights)), kind="random", trainable=weights)
    return Surface(plane, np.linspace(-1, 1, 5), np.linspace(0, 2, 4), losses, 30, 60, "subsample", title)


def test_a_project_remembers_of_which_epoch_its_weights_are(project, tmp_path):
    """A file that does not say it means the last epoch; programs that do not know the entry read all the others."""
    best = replace(project, weights_epoch=1)
    write_project(tmp_path / "p", best)
    assert read_project(tmp_path / "p").weights_epoch == 1
    assert best != project
    described = best.to_json()
    assert (described.pop("weights_epoch"), described) == (1, project.to_json())
    assert Project.from_json(described, project.data.content).weights_epoch is None


@pytest.mark.parametrize("epoch", [-1, 1.0, True, "1", [1], 10**12])
def test_an_epoch_that_is_none_is_a_sentence(project, epoch):
    with pytest.raises(SettingError, match="epoch of the weights"):
        replace(project, weights_epoch=epoch)
    with pytest.raises(SettingError, match="epoch of the weights"):
        Project.from_json({**project.to_json(), "weights_epoch": epoch})


def test_surfaces_come_back_bit_for_bit(project, tmp_path):
    kept = replace(project, surfaces=(_surface(project.parameters.size), _surface(7, "of another network")))
    write_project(tmp_path / "p", kept)
    read = read_project(tmp_path / "p")
    assert read == kept
    assert read != project
    assert read.surfaces[0].plane.labels == kept.surfaces[0].plane.labels


def _whole(parts: tuple[bytes, Part]) -> tuple[bytes, bytes]:
    rows, arrays = parts
    return rows, b"".join(arrays)


@pytest.mark.parametrize("wrong", WRONG, ids=repr)
def test_a_wrong_value_anywhere_in_what_surfaces_are_is_a_sentence(project, wrong, tmp_path):
    rows, arrays = _whole(surfaces.encode([_surface(3)]))
    plain = json.loads(rows)
    for path in _places(plain):
        with suppress(ValueError):
            surfaces.decode(_with(plain, path, wrong), arrays)


@pytest.mark.parametrize(("name", "array"), [
    ("a", np.zeros(5)), ("a", np.array([1.0, np.nan, 2, 3, 4])), ("b", np.zeros(1)), ("losses", np.zeros((5, 4))),
    ("origin", np.array([0.0, 1.0])), ("first", np.zeros(3)), ("second", np.full(3, np.inf)),
    ("losses", np.zeros((4, 5), np.float32))])
def test_arrays_that_make_no_surface_are_damage(name, array):
    rows, arrays = _whole(surfaces.encode([_surface(3)]))
    tensors = safetensors.numpy.load(arrays) | {f"0/{name}": array}
    with pytest.raises(ValueError, match="no such list"):
        surfaces.decode(json.loads(rows), safetensors.numpy.save(tensors))


def _run(colour: int = 1) -> KeptRun:
    rng = np.random.default_rng(colour)
    walk = Trajectory(np.array([0, 4, 9]), np.array([np.nan, 0.5, 0.25]), rng.normal(size=(3, 6)).astype(np.float32))
    return KeptRun("Adam, η 0.01", colour, 3, "of some network", walk)


def test_runs_come_back_bit_for_bit(project, tmp_path):
    kept = replace(project, runs=(_run(1), _run(5)))
    write_project(tmp_path / "p", kept)
    assert read_project(tmp_path / "p") == kept != project


@pytest.mark.parametrize("wrong", WRONG, ids=repr)
def test_a_wrong_value_anywhere_in_what_runs_are_is_a_sentence(wrong):
    rows, arrays = _whole(runs.encode([_run()]))
    plain = json.loads(rows)
    for path in _places(plain):
        with suppress(ValueError):
            runs.decode(_with(plain, path, wrong), arrays)


@pytest.mark.parametrize(("name", "array"), [
    ("steps", np.array([0, 9, 4])), ("steps", np.array([-1, 4, 9])), ("steps", np.zeros(3)), ("losses", np.zeros(2)),
    ("points", np.zeros((3, 6))), ("points", np.zeros((0, 6), np.float32)), ("points", np.zeros(3, np.float32)),
    ("points", np.full((3, 6), np.nan, np.float32))])
def test_arrays_that_make_no_walk_are_damage(name, array):
    rows, arrays = _whole(runs.encode([_run()]))
    tensors = safetensors.numpy.load(arrays) | {f"0/{name}": array}
    with pytest.raises(ValueError, match="no such list"):
        runs.decode(json.loads(rows), safetensors.numpy.save(tensors))


def _fork(epochs: int = 3) -> KeptFork:
    rng = np.random.default_rng(epochs)
    rows = {name: rng.uniform(0, 1, epochs + 1) for name in COLUMNS}
    rows |= {"epoch": np.arange(5.0, 6.0 + epochs), "differing": np.full(epochs + 1, np.nan)}
    rows["loss_b"][-1] = np.inf
    settings = TrainingSettings(optimizer="adam")
    return KeptFork("What if η were 0.1?", (settings, settings.changed(optimizer="sgd")), rows, 300, 1.5,
                    epochs % 2 == 1, "r2")


def test_forks_come_back_bit_for_bit(project, tmp_path):
    kept = replace(project, forks=(*map(_fork, range(1, MOST_FORKS)), _fork(MOST_EPOCHS)))
    write_project(tmp_path / "p", kept)
    assert read_project(tmp_path / "p") == kept != project
    assert (tmp_path / "p").stat().st_size < 10**7


@pytest.mark.parametrize("wrong", WRONG, ids=repr)
def test_a_wrong_value_anywhere_in_what_forks_are_is_a_sentence(wrong):
    rows, arrays = _whole(forks.encode([_fork()]))
    plain = json.loads(rows)
    for path in _places(plain):
        with suppress(ValueError):
            forks.decode(_with(plain, path, wrong), arrays)


@pytest.mark.parametrize("change", [
    {"name": ""}, {"name": "two\nlines"}, {"name": "n" * 61}, {"name": None}, {"compared": -1}, {"compared": 10**9},
    {"compared": 1.5}, {"fresh": 1}, {"metric": "none such"}, {"metric": []}, {"seconds": -1}, {"seconds": 1e300},
    {"seconds": "1"}, {"settings": []},
    {"settings": [{}, {"optimizer": "none such"}]}], ids=repr)
def test_what_no_fork_can_be_is_damage(change):
    rows, arrays = _whole(forks.encode([_fork()]))
    with pytest.raises(ValueError, match="no such list"):
        forks.decode([json.loads(rows)[0] | change], arrays)


K = len(COLUMNS)


@pytest.mark.parametrize("figures", [
    np.zeros((K, 0)), np.zeros((K - 1, 3)), np.zeros(K), np.zeros((K, 3), np.float32), np.zeros((K, 3)),
    np.full((K, 3), np.nan), np.full((K, 3), np.arange(3.0)) * -1, np.full((K, 3), np.arange(3.0)) + 0.5,
    np.full((K, MOST_EPOCHS + 2), np.arange(MOST_EPOCHS + 2.0))], ids=lambda figures: f"{figures.shape}")
def test_figures_that_make_no_fork_are_damage(figures):
    rows, _ = _whole(forks.encode([_fork()]))
    with pytest.raises(ValueError, match="no such list"):
        forks.decode(json.loads(rows), safetensors.numpy.save({"0/rows": figures}))


def test_more_forks_than_a_project_keeps_are_a_sentence(project, tmp_path):
    write_project(tmp_path / "p", replace(project, forks=(_fork(),) * (MOST_FORKS + 1)))
    with pytest.raises(FormatError, match="damaged"):
        read_project(tmp_path / "p")


def test_networks_that_differ_in_names_alone_have_one_fingerprint(project):
    graph = project.graph
    renamed = graph.renamed(graph.layers[1].name, "another")
    assert renamed != graph
    assert fingerprint(renamed) == fingerprint(graph)
    assert fingerprint(graph.without_layer(graph.layers[-1].name)) != fingerprint(graph)

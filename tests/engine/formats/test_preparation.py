"""What leaves is of use on raw rows: programs prepare them as the training did, the other formats say how."""

from __future__ import annotations

import json
import runpy
import subprocess
import sys
from dataclasses import replace

import numpy as np
import onnx
import pytest
from safetensors import safe_open

from engine.data import FEATURES, DataSpec, load
from engine.errors import FormatError
from engine.formats import export_weights, import_network, import_weights, preparation, read_donors
from engine.formats.preparation import NOTES, metadata, notes, preparation_of
from engine.formats.scripts.rows import FORMULAS
from engine.graph import Graph, LayerSpec, Link, sequential
from engine.layers import LAYERS
from engine.layout import ParameterLayout
from engine.project import Project
from engine.training import Trainer, TrainingSettings
from engine.training.feeds import input_arrays
from tests.cases import for_thorough
from tests.engine.formats.networks import CASES, EXAMPLES, LAYER_CASES
from tests.engine.formats.test_programs import NEEDED

SHIPPED = {case.name: case.project for case in CASES if case.name in {path.stem for path in EXAMPLES}}
HOSTILE = ['"', "'", "a\nimport os; os.mkdir('ran')\n", '"""\nimport os; os.mkdir("ran")\n"""', "\\", "x') + 1/0 #",
           "{__import__('os').mkdir('ran')}", "\u2028\u202e", "two  blanks and a\ttab", "%s", "ñ", "-" * 300]


def trained(graph: Graph, data: DataSpec) -> Project:
    return Project("T", graph, data, TrainingSettings(),
                   parameters=ParameterLayout(graph).initial(1).astype(np.float32))


def chain(inputs: int, outputs: int, loss: str = "mean_squared_error", **head: object) -> Graph:
    return sequential(LayerSpec("i", "input", {"shape": (inputs,)}), LayerSpec("h", "dense", {"units": 5}),
                      LayerSpec("d", "dense", {"units": outputs, "activation": "identity"}),
                      LayerSpec("o", "output", {"loss": loss, **head}))


def two_readers() -> Graph:
    """Columns that are no neighbours, as a matrix; one head in the units of the target, one that imitates inputs."""
    layers = (LayerSpec("MEAN", "input", {"shape": (2, 2), "columns": "age, bmi, s1, s6"}),
              LayerSpec("rows", "input", {"shape": (3,), "columns": "2-4"}), LayerSpec("flatten", "flatten"),
              LayerSpec("concatenate", "concatenate"), LayerSpec("prepare", "dense", {"units": 1}),
              LayerSpec("d", "dense", {"units": 4}), LayerSpec("shaped", "reshape", {"shape": (2, 2)}),
              LayerSpec("progression", "output"),
              LayerSpec("imitation", "output", {"target": "inputs", "columns": "age, bmi, s1, s6"}))
    links = (Link("MEAN", "flatten"), Link("flatten", "concatenate", 0), Link("rows", "concatenate", 1),
             Link("concatenate", "prepare"), Link("concatenate", "d"), Link("d", "shaped"),
             Link("prepare", "progression"), Link("shaped", "imitation"))
    return Graph(layers, links)


PROJECTS = SHIPPED | {
    "features": trained(chain(3, 1, "binary_cross_entropy"), DataSpec("circle", features=("x1^2", "sin(x2)", "x1x2"))),
    "features as they are": trained(chain(2, 1, "binary_cross_entropy"),
                                    DataSpec("circle", features=("x2^2", "x1"), standardize=False)),
    "two readers": trained(two_readers(), DataSpec("diabetes")),
    "pixels again": trained(chain(64, 64, target="inputs"), DataSpec("digits")),
}
LONG = {"lenet", "vgg", "all_convolutional", "residual_images", "textures", "next_letter", "adding", "names", "waves",
        "codes", "variational", "brackets", "backwards", "dates", "small_transformer", "recall", "two_tasks"}
"""Projects whose programs take a second."""


@pytest.fixture(params=NEEDED)
def suffix(request):
    for library in NEEDED[request.param]:
        pytest.importorskip(library)
    return request.param


def export(project: Project, path):
    export_weights(path, ParameterLayout(project.graph), project.parameters, project)
    return path


@pytest.mark.parametrize("name", for_thorough(PROJECTS, LONG.__contains__))
def test_a_program_says_of_raw_rows_what_the_network_says_of_prepared_ones(name, suffix, tmp_path):
    project = PROJECTS[name]
    program = runpy.run_path(str(export(project, tmp_path / f"w{suffix}")))
    data = load(project.data)
    trainer = Trainer(project.graph, data, TrainingSettings(), parameters=project.parameters)
    taken = input_arrays(project.graph, data, np.array(data.test.inputs)).values()
    given = program["predict"](*([data.test.raw] if "prepare" in program else taken))
    given = given if isinstance(given, (tuple, list)) else [given]
    for (name, head), predictions in zip(trainer.evaluate("test").heads.items(), given, strict=True):
        seen = trainer.heads[name]
        wanted = seen.restore_targets(head.predictions) if seen.task == "regression" else head.predictions
        assert np.asarray(predictions) == pytest.approx(wanted, rel=1e-5, abs=1e-5)
    assert program.get("COLUMNS", data.raw_names) == data.raw_names
    classes = {name: head.class_names for name, head in trainer.heads.items() if head.class_names}
    if "prepare" in program and classes:
        assert program["CLASSES"] == (classes if len(given) > 1 else next(iter(classes.values())))


def test_linters_find_nothing_wrong_with_them_either(tmp_path):
    pytest.importorskip("ruff")
    for number, project in enumerate(PROJECTS.values()):
        for suffix in NEEDED:
            export(project, tmp_path / f"w{number}{suffix}")
    checked = subprocess.run([sys.executable, "-m", "ruff", "check", "--isolated", "--select", "E,F,W,I",
                              "--line-length", "120", str(tmp_path)], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout[-3000:]


def test_a_program_refuses_rows_of_another_table(suffix, tmp_path):
    program = runpy.run_path(str(export(PROJECTS["diabetes"], tmp_path / f"w{suffix}")))
    for rows in (np.zeros((3, 1)), np.zeros(10), np.zeros((2, 11))):
        with pytest.raises(ValueError, match="10 columns"):
            program["predict"](rows)


def test_long_arrays_stay_beside_the_weights(suffix, tmp_path):
    program = export(PROJECTS["pixels again"], tmp_path / f"w{suffix}")
    assert len(program.read_text(encoding="utf-8")) < 10_000
    for name in ('weights["mean"]', 'weights["o/scale"]'):
        assert name in program.read_text(encoding="utf-8")


@pytest.mark.parametrize("change", [{"data": DataSpec("csv")}, {"data": DataSpec("iris")},
                                    {"data": DataSpec("diabetes", standardize=False)}])
def test_without_a_preparation_the_program_takes_what_the_network_takes(change, suffix, tmp_path):
    project = replace(PROJECTS["diabetes"], **change)
    program = runpy.run_path(str(export(project, tmp_path / f"w{suffix}")))
    assert not {"prepare", "predict_prepared", "MEAN", "COLUMNS"} & set(program)
    assert np.shape(program["predict"](np.zeros((2, 10), np.float32))) == (2, 1)


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_names_of_columns_and_classes_are_never_code(name, suffix, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    project, data = PROJECTS["iris"], load(PROJECTS["iris"].data)
    columns, classes = (name, "b", name * 9, "d"), (name, "second", "third")
    monkeypatch.setattr(preparation, "load", lambda spec: replace(data, raw_names=columns, class_names=classes))
    program = runpy.run_path(str(export(project, tmp_path / f"w{suffix}")))
    assert program["COLUMNS"] == tuple(column[:200] for column in columns)
    assert program["CLASSES"] == tuple(one[:200] for one in classes)
    assert json.loads(metadata(preparation_of(project))["columns"]) == list(program["COLUMNS"])
    assert {file.name.split(".")[0] for file in tmp_path.iterdir()} == {"w"}


@pytest.mark.parametrize("project", PROJECTS.values(), ids=PROJECTS)
def test_every_format_carries_the_same_notes_and_the_same_weights(project, tmp_path):
    layout = ParameterLayout(project.graph)
    wanted = {name: array.tolist() for name, array in notes(preparation_of(project)).items()}
    assert wanted["columns"] == list(load(project.data).raw_names)
    with np.load(export(project, tmp_path / "w.npz"), allow_pickle=False) as file:
        assert {name: file[name].tolist() for name in wanted} == wanted
    with safe_open(export(project, tmp_path / "w.safetensors"), "np") as file:
        assert set(file.keys()) == {entry.name for entry in layout}
        found = file.metadata()
    assert found.pop("format") == "np"
    model = onnx.load(export(project, tmp_path / "w.onnx"))
    for texts in (found, {entry.key: entry.value for entry in model.metadata_props}):
        assert {name: json.loads(text) for name, text in texts.items()} == wanted
    for name in ("w.npz", "w.safetensors"):
        assert import_weights(tmp_path / name, layout).tobytes() == project.parameters.tobytes()
    assert import_network(tmp_path / "w.onnx").parameters is not None
    assert read_donors(tmp_path / "w.safetensors")


def test_the_notes_are_what_undoes_and_does_the_preparation():
    project = PROJECTS["two readers"]
    data, told = load(project.data), notes(preparation_of(project))
    assert (data.train.raw - told["mean"]) / told["scale"] == pytest.approx(data.train.inputs)
    assert told["MEAN/places"].tolist() == [0, 2, 4, 9]
    assert told["imitation/mean"].tolist() == told["mean"][[0, 2, 4, 9]].tolist()
    assert told["progression/targets"].tolist() == ["progression"]
    assert data.train.targets * told["progression/scale"] + told["progression/mean"] == pytest.approx(
        data.restore_targets(data.train.targets))


def test_the_weights_beside_a_program_are_weights(tmp_path):
    project = PROJECTS["pixels again"]
    export(project, tmp_path / "w.numpy.py")
    again = import_weights(tmp_path / "w.numpy.npz", ParameterLayout(project.graph))
    assert again.tobytes() == project.parameters.tobytes()


def test_notes_are_no_excuse_for_arrays_of_another_network(tmp_path):
    project = PROJECTS["iris"]
    layout = ParameterLayout(project.graph)
    np.savez(tmp_path / "w.npz", **layout.arrays(project.parameters), **{"mean/kernel": np.zeros(2)})
    with pytest.raises(FormatError, match="also holds mean/kernel"):
        import_weights(tmp_path / "w.npz", layout)


def test_keras_opens_a_model_with_notes(tmp_path):
    pytest.importorskip("torch")
    keras = pytest.importorskip("keras")
    project = PROJECTS["iris"]
    model = keras.saving.load_model(export(project, tmp_path / "w.keras"))
    assert model.count_params() == project.parameters.size
    assert import_network(tmp_path / "w.keras").parameters is not None


def test_equal_projects_give_equal_files(tmp_path):
    files = [export(PROJECTS["iris"], tmp_path / f"{number}.safetensors").read_bytes() for number in range(8)]
    assert len(set(files)) == 1


def test_data_that_are_not_those_of_the_network_leave_no_notes():
    assert metadata(None) == {}
    assert preparation_of(replace(PROJECTS["iris"], data=DataSpec("digits"))) is None
    assert preparation_of(replace(PROJECTS["iris"], data=DataSpec("csv"))) is None


def test_no_layer_has_an_array_that_could_be_taken_for_a_note():
    cases = LAYER_CASES
    roles = {entry.name.split("/")[1] for case in cases for entry in ParameterLayout(case.project.graph)}
    assert set().union(*(case.kinds for case in cases)) == set(LAYERS)
    assert not roles & NOTES


def test_programs_know_every_feature():
    x = np.random.default_rng(0).normal(size=(2, 5))
    assert set(FORMULAS) == set(FEATURES)
    for name, formula in FORMULAS.items():
        value = eval(formula, {"np": np, "x1": x[0], "x2": x[1]})
        assert np.array_equal(value, FEATURES[name].value(*x))


@pytest.mark.parametrize("suffix", [".npz", ".numpy.py", ".torch.py", ".keras.py"])
def test_an_export_loads_the_data_once_and_not_at_all_where_they_are_at_hand(suffix, monkeypatch, tmp_path):
    project, loaded = PROJECTS["iris"], []
    monkeypatch.setattr(preparation, "load", lambda spec: loaded.append(spec) or load(spec))
    arguments = (ParameterLayout(project.graph), project.parameters, project)
    export_weights(tmp_path / f"loaded{suffix}", *arguments)
    assert loaded == [project.data]
    export_weights(tmp_path / f"at_hand{suffix}", *arguments, load(project.data))
    assert loaded == [project.data]
    at_hand = (tmp_path / f"at_hand{suffix}").read_bytes()
    assert at_hand.replace(b"at_hand", b"loaded") == (tmp_path / f"loaded{suffix}").read_bytes()

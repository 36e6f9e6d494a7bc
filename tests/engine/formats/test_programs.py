"""Generated programs run, read well enough for a linter, and say what the network says."""

from __future__ import annotations

import runpy
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from engine.data import load
from engine.formats import exporter_for
from engine.formats.scripts.names import variables
from engine.formats.torch_model.writer import MODULE_NAMES
from tests.cases import a_quarter, for_thorough
from tests.engine.formats.networks import CASES, export

NEEDED = {".keras.py": ("torch", "keras"), ".torch.py": ("torch",), ".numpy.py": ()}


@pytest.fixture(params=NEEDED)
def suffix(request):
    for library in NEEDED[request.param]:
        pytest.importorskip(library)
    return request.param


@pytest.mark.parametrize("case", a_quarter(CASES, 1), ids=str)
def test_programs_give_the_same_predictions(case, suffix, tmp_path):
    program = runpy.run_path(str(export(case, tmp_path / f"w{suffix}")))
    predictions = program.get("predict_prepared", program["predict"])(*case.inputs.values())
    predictions = predictions if isinstance(predictions, (tuple, list)) else [predictions]
    for wanted, given in zip(case.predictions.values(), predictions, strict=True):
        assert np.asarray(given) == pytest.approx(wanted, abs=1e-5, rel=1e-5)


HOSTILE = [
    '"""\nimport os\nos.mkdir("ran")\n"""', "\\", '\\"""', "x\r\nimport os; os.mkdir('ran')", "\u2028import os",
    "''' + 1/0", "{}", "{__import__}", "%s", "#", '"' * 7, "\u202e txet", "\x00", "a" * 200,
]


@pytest.mark.parametrize("title", HOSTILE, ids=range(len(HOSTILE)))
def test_a_title_is_never_code(title, suffix, tmp_path, monkeypatch):
    case = next(case for case in CASES if case.name == "two inputs, two heads")
    monkeypatch.chdir(tmp_path)
    hostile = replace(case, project=replace(case.project, title=title))
    path = export(hostile, tmp_path / f"w{suffix}")
    after_title = export(case, tmp_path / f"plain{suffix}").read_text(encoding="utf-8").split("\n\n", 1)[1]
    assert path.read_text(encoding="utf-8").endswith(after_title)
    runpy.run_path(str(path))
    assert {file.name.split(".")[0] for file in tmp_path.iterdir()} == {"plain", "w"}


@pytest.mark.thorough
def test_linters_find_nothing_wrong_with_the_programs(tmp_path):
    pytest.importorskip("ruff")
    for number, case in enumerate(CASES):
        for suffix in NEEDED:
            export(case, tmp_path / f"w{number}{suffix}")
    checked = subprocess.run([sys.executable, "-m", "ruff", "check", "--isolated", "--select", "E,F,W,I",
                              "--line-length", "120", str(tmp_path)], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout[-3000:]


@pytest.mark.parametrize("suffix", for_thorough(NEEDED, ".keras.py".__eq__), indirect=True)
def test_a_program_predicts_from_the_command_line(suffix, tmp_path):
    case = next(case for case in CASES if case.name == "iris")
    np.save(tmp_path / "flowers.npy", load(case.project.data).test.raw[:2])
    program = export(case, tmp_path / f"my iris{suffix}")
    ran = subprocess.run([sys.executable, str(program), "flowers.npy"], cwd=tmp_path, capture_output=True, text=True,
                         check=True)
    numbers = np.array(ran.stdout.replace("[", " ").replace("]", " ").split(), float)
    assert numbers == pytest.approx(case.predictions["output"][:2].ravel(), abs=1e-5)


@pytest.mark.parametrize(("name", "beside"), [("iris.keras.py", "iris.keras.npz"), ("iris.numpy.py", "iris.numpy.npz"),
                                              ("iris.torch.py", "iris.torch.safetensors")])
def test_a_program_and_its_weights_are_written_under_one_name(name, beside, tmp_path):
    case = next(case for case in CASES if case.name == "iris")
    path = export(case, tmp_path / name)
    assert set(exporter_for(path).written(path)) == set(tmp_path.iterdir()) == {path, tmp_path / beside}


def test_the_state_of_the_program_is_also_a_format_of_its_own(tmp_path):
    pytest.importorskip("torch")
    from safetensors.torch import load_file

    case = next(case for case in CASES if case.name == "a small network for images")
    state = load_file(export(case, tmp_path / "state.torch.safetensors"))
    network = runpy.run_path(str(export(case, tmp_path / "program.torch.py")))["Network"]()
    assert network.load_state_dict(state).missing_keys == []
    assert state["conv2d_1.weight"].shape == (4, 1, 3, 3)
    assert state["dense_5.weight"].shape == (3, 20)


def test_names_of_layers_never_hide_what_a_module_has():
    nn = pytest.importorskip("torch").nn
    assert {name for name in dir(nn.Module()) if not name.startswith("_")} <= MODULE_NAMES


def test_names_become_names_in_python():
    names = ["dense_1", "ñandú", "nandu", "class", "x²", "_hidden", "字", "字字", "Ⅸ", "print", "np", "np_layer"]
    found = variables(names, {"np"})
    assert found["dense_1"] == "dense_1"
    assert (found["nandu"], found["ñandú"], found["class"]) == ("nandu", "nandu_layer", "class_layer")
    assert len(set(found.values())) == len(names)
    assert all(name.isidentifier() and name.isascii() for name in found.values())

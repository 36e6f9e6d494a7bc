"""The command line: what it prints, what it writes, and how it ends."""

from __future__ import annotations

import json
import os
import runpy
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app import __version__, system
from app.__main__ import main
from engine.formats import read_project, write_project
from engine.project import new_project

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def iris(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fisher's iris, one hidden layer of eight."""
    from engine.data import DataSpec
    from engine.graph import Graph, LayerSpec, Link
    from engine.training import TrainingSettings

    graph = Graph(
        (
            LayerSpec("input_1", "input", {"shape": (4,)}),
            LayerSpec("dense_1", "dense", {"units": 8, "activation": "tanh"}),
            LayerSpec("dense_2", "dense", {"units": 3}),
            LayerSpec("output_1", "output", {"loss": "categorical_cross_entropy"}),
        ),
        (Link("input_1", "dense_1"), Link("dense_1", "dense_2"), Link("dense_2", "output_1")),
    )
    project = replace(new_project(), title="Iris", graph=graph, data=DataSpec("iris"),
                      training=TrainingSettings(optimizer="adam", optimizer_settings={"learning_rate": 0.02},
                                                epochs=60, batch_size=32, seed=3))
    path = tmp_path_factory.mktemp("projects") / "iris.ladera"
    write_project(path, project)
    return path


@pytest.fixture
def ladera(capsys: pytest.CaptureFixture[str]):
    """Run a command line: (exit status, stdout, stderr)."""

    def run(*words: object) -> tuple[int, str, str]:
        status = main([str(word) for word in words])
        out, err = capsys.readouterr()
        return status, out, err

    return run


def result(out: str) -> dict[str, object]:
    return json.loads(out.splitlines()[-1])


def test_training_reports_its_figures_as_json(ladera, iris):
    status, out, _ = ladera("train", iris, "--json")
    figures = result(out)
    assert status == 0
    assert figures["epochs"] == 60
    assert figures["device"] == "numpy"
    assert figures["test_accuracy"] >= 0.9
    assert 0 < figures["train_loss"] < 0.3
    assert figures["seconds"] > 0


def test_people_get_a_table_without_what_is_empty(ladera, iris):
    out = ladera("train", iris, "--epochs", 1)[1]
    rows = dict(line.split() for line in out.splitlines())
    assert rows["epochs"] == "1"
    assert 0 <= float(rows["test_accuracy"]) <= 1
    assert "exported" not in rows


def test_why_a_training_ended_and_with_which_weights_is_said_beside_the_figures(ladera, iris, tmp_path):
    project = read_project(iris)
    wild = replace(project.training, patience=100, optimizer_settings={"learning_rate": 1.0})
    write_project(tmp_path / "wild.ladera", replace(project, training=wild))
    status, out, err = ladera("train", tmp_path / "wild.ladera", "--epochs", 12, "--json", "--export",
                              tmp_path / "out.ladera")
    assert (status, result(out)["epochs"]) == (0, 12)
    assert "Done, but the training loss was smaller before (there is no validation part)." in err
    back = float(err.split("(loss ")[1].split(")")[0])
    assert result(out)["train_loss"] == pytest.approx(back, rel=1e-3)
    epoch = read_project(tmp_path / "out.ladera").weights_epoch
    assert f"The weights of epoch {epoch} " in err
    assert epoch < 12


def test_training_twice_gives_the_same_figures(ladera, iris):
    runs = [result(ladera("train", iris, "--epochs", 5, "--json")[1]) for _ in range(2)]
    for run in runs:
        del run["seconds"]
    assert runs[0] == runs[1]


def test_another_seed_gives_another_run(ladera, iris):
    one, two = (result(ladera("train", iris, "--epochs", 2, "--seed", seed, "--json")[1]) for seed in (1, 2))
    assert one["train_loss"] != two["train_loss"]


def test_steps_are_computed_in_as_many_threads_as_are_asked_for(ladera, iris):
    one, two = (result(ladera("train", iris, "--epochs", 2, "--threads", count, "--json")[1]) for count in (1, 2))
    assert (one["threads"], two["threads"]) == (1, 2)
    assert two["train_loss"] == pytest.approx(one["train_loss"], rel=1e-4)
    status, _, err = ladera("train", iris, "--threads", 10**9)
    assert status != 0
    assert "Threads" in err


def test_trained_weights_are_written_in_every_format_asked_for(ladera, iris, tmp_path):
    paths = [tmp_path / f"iris{suffix}" for suffix in (".npz", ".safetensors", ".ladera")]
    options = [word for path in paths for word in ("--export", path)]
    status, out, _ = ladera("train", iris, "--epochs", 1, "--json", *options)
    assert status == 0
    assert result(out)["exported"] == [str(path) for path in paths]
    trained = read_project(paths[2])
    with np.load(paths[0], allow_pickle=False) as file:
        np.testing.assert_array_equal(
            np.concatenate([file[name].ravel() for name in file.files if name.startswith("dense")]),
            trained.parameters,
        )


def test_exporting_a_trained_project_gives_the_same_file_as_exporting_after_training(ladera, iris, tmp_path):
    ladera("train", iris, "--epochs", 1, "--export", tmp_path / "a.ladera", "--export", tmp_path / "a.safetensors")
    assert ladera("export", tmp_path / "a.ladera", tmp_path / "b.safetensors")[0] == 0
    assert (tmp_path / "a.safetensors").read_bytes() == (tmp_path / "b.safetensors").read_bytes()


def test_the_longest_suffix_says_the_format(ladera, iris, tmp_path):
    ladera("train", iris, "--epochs", 1, "--export", tmp_path / "a.ladera")
    for name in ("b.safetensors", "b.torch.safetensors", "b.onnx", "b.numpy.py"):
        assert ladera("export", tmp_path / "a.ladera", tmp_path / name)[0] == 0
    written = {path.name for path in tmp_path.glob("b.*")}
    assert written == {"b.safetensors", "b.torch.safetensors", "b.onnx", "b.numpy.py", "b.numpy.npz"}
    assert (tmp_path / "b.safetensors").read_bytes() != (tmp_path / "b.torch.safetensors").read_bytes()
    assert ladera("export", tmp_path / "a.ladera", tmp_path / "c.py")[0] != 0


def test_an_exported_program_names_the_class_of_a_flower_in_centimetres(ladera, iris, tmp_path):
    ladera("train", iris, "--export", tmp_path / "a.ladera")
    assert ladera("export", tmp_path / "a.ladera", tmp_path / "b.numpy.py")[0] == 0
    program = runpy.run_path(str(tmp_path / "b.numpy.py"))
    said = program["predict"]([[5.1, 3.5, 1.4, 0.2], [6.3, 3.3, 6.0, 2.5]]).argmax(axis=1)
    assert [program["CLASSES"][place] for place in said] == ["setosa", "virginica"]


def test_training_leaves_the_project_file_alone(ladera, iris):
    before = iris.read_bytes()
    ladera("train", iris, "--epochs", 1)
    assert iris.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "culprit"),
    [
        (("train", "{dir}/nothing.ladera"), "nothing.ladera"),
        (("export", "{iris}", "{dir}/weights.doc"), ".doc"),
        (("export", "{iris}", "{dir}/weights.npz"), "Train it first"),  # nothing was trained yet
        (("train", "{iris}", "--epochs", "0"), "0"),
        (("train", "{iris}", "--epochs", "1", "--export", "{dir}/weights.doc"), ".doc"),
        (("train", "{iris}", "--epochs", "1", "--export", "{dir}/no/such/folder/weights.npz"), "folder"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_that_names_the_culprit(ladera, iris, tmp_path, words, culprit):
    status, out, err = ladera(*(word.format(dir=tmp_path, iris=iris) for word in words))
    assert status == 1
    assert out == ""
    assert culprit in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "words", [["train"], ["train", "x", "--epochs", "-1"], ["--nonsense"], ["shots", "d", "--size", "9"]]
)
def test_wrong_usage_ends_with_two(words, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(words)
    assert stopped.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_help_names_every_command(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    assert stopped.value.code == 0
    out = capsys.readouterr().out
    assert all(command in out for command in ("train", "export", "shots", "info"))


def test_info_says_what_is_here_and_what_is_missing(ladera, monkeypatch):
    monkeypatch.setattr(system, "window_problem", lambda: "There is no display.")
    monkeypatch.setattr(system, "missing_libraries", lambda libraries: tuple(libraries)[:1])
    status, out, _ = ladera("info")
    assert status == 0
    for word in (__version__, "numpy", "device cupy", "There is no display.", "libEGL.so.1"):
        assert word in out


@pytest.mark.parametrize("words", [[], ["some.ladera"], ["shots", "pictures"]])
def test_no_display_is_a_sentence_and_two(ladera, monkeypatch, words):
    monkeypatch.setattr(system, "has_screen", lambda environ: False)
    status, _, err = ladera(*words)
    assert status == 2
    assert "train, export, info" in err


def test_ctrl_c_is_no_traceback(ladera, iris, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("engine.training.Trainer.step", interrupted)
    assert ladera("train", iris)[0] == 130


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of Windows break otherwise")
def test_who_has_seen_enough_ends_the_output_quietly():
    reader, writer = os.pipe()
    os.close(reader)
    words = [sys.executable, "-m", "app", "info"]
    done = subprocess.run(words, cwd=ROOT, stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, "")


def test_training_never_meets_qt(iris):
    program = (
        "import sys; from app.__main__ import main; status = main(sys.argv[1:]); "
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'PySide6', 'shiboken6', 'pyqtgraph', 'OpenGL'}))"
    )
    words = [sys.executable, "-c", program, "train", str(iris), "--epochs", "1"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert done.stderr == ""  # no progress bar where there is no terminal

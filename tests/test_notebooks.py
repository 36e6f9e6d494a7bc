"""The notebooks of docs/notebooks run from top to bottom, as they lie there, and show what they say."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

FOLDER = Path(__file__).parent.parent / "docs" / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def cells(path: Path, kind: str) -> list[str]:
    return ["".join(cell["source"]) for cell in json.loads(path.read_text("utf-8"))["cells"]
            if cell["cell_type"] == kind]


@pytest.fixture
def run(monkeypatch, tmp_path):
    """Runs a notebook in a folder of its own; gives its names, with the figures that were drawn as `figures`, and
    beside each cell that ends in an expression what that is, as `shown`."""
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("agg", force=True)
    from matplotlib import pyplot

    monkeypatch.chdir(tmp_path)

    def run(name: str) -> dict[str, Any]:
        names: dict[str, Any] = {"__name__": "__main__"}
        shown, figures = [], 0
        for number, code in enumerate(cells(FOLDER / f"{name}.ipynb", "code"), start=1):
            tree = ast.parse(code)
            last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
            exec(compile(tree, f"{name}, cell {number}", "exec"), names)
            if last is not None:
                value = eval(compile(ast.Expression(last.value), f"{name}, cell {number}", "eval"), names)
                shown.append("" if code.rstrip().endswith(";") else repr(value))
            for figure in map(pyplot.figure, pyplot.get_fignums()):
                figure.canvas.draw()
                figures += 1
            pyplot.close("all")
        return names | {"shown": shown, "figures": figures}

    yield run
    pyplot.close("all")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def test_a_notebook_is_kept_without_what_it_has_shown(path):
    notebook = json.loads(path.read_text("utf-8"))
    assert (notebook["nbformat"], notebook["metadata"]["kernelspec"]["language"]) == (4, "python")
    assert len({cell["id"] for cell in notebook["cells"]}) == len(notebook["cells"])
    assert [cell for cell in notebook["cells"] if cell.get("outputs") or cell.get("execution_count")] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def test_a_notebook_does_without_what_used_to_hurt(path):
    """Threads, specs, arrays of settings and loops of training are not the reader's."""
    code = "\n".join(cells(path, "code"))
    assert [word for word in ("threadpool", "LayerSpec", "DataSpec", "TrainingSettings", "while ", ".finish(",
                              ".epoch()", ".step()", "meshgrid") if word in code] == []


@pytest.mark.thorough
def test_the_digits_are_learned_and_the_errors_looked_at(run):
    names = run("1_cnn_and_its_errors")
    assert names["test"].metric > 0.95
    assert len(names["wrong"]) == round((1 - names["test"].metric) * 359)
    assert names["figures"] == 4
    assert any("Precision" in text for text in names["shown"])
    assert np.abs(names["curve"].predict(names["line"][:, None])[:, 0] - np.sin(names["line"])).max() < 0.25


def test_the_landscape_has_its_lowest_place_near_the_end_of_the_walk(run):
    names = run("2_loss_landscape")
    surface, end = names["surface"], names["seen"].coordinates[-1]
    assert end == pytest.approx([0, 0], abs=1e-4)
    assert names["plane"].explained.sum() > 0.9
    assert names["network"].objective(names["weights"], names["train"].inputs, names["train"].targets) < np.median(
        surface.losses)
    assert names["found"].largest > 0
    assert names["barrier"] > 0.05
    assert names["figures"] == 3


def test_gradients_vanish_and_are_right(run):
    names = run("3_gradients_by_hand")
    norms = names["norms"]
    assert norms["sigmoid"]["h8"] > 1000 * norms["sigmoid"]["h1"]
    assert norms["relu"]["h8"] < 100 * norms["relu"]["h1"]
    assert min(names["errors"]) < 1e-6
    assert names["bend"] == pytest.approx(names["difference"], rel=1e-3)
    np.testing.assert_allclose(names["by_hand"], names["pencil"], rtol=1e-10)
    np.testing.assert_allclose(names["neuron"].gradient(names["weights"], names["x"], names["y"]), names["pencil"],
                               rtol=1e-10)
    assert names["figures"] == 2

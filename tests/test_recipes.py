"""The files that docs/architecture.md adds work by being there: nothing else in Ladera has to name them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from engine.registry import Registry

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "architecture.md"
RECIPES = dict(re.findall(r"```python\n# ((?:engine|app)/\S+\.py)\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL))

ENGINE = """
import numpy as np
from engine.data import DataSpec, load
from engine.formats import export_weights
from engine.graph import LayerSpec, sequential
from engine.layout import ParameterLayout
from engine.network import Network
from engine.probes import PROBES
from engine.training import Trainer, TrainingSettings

data = load(DataSpec("parabola"))
graph = sequential(LayerSpec("in", "input", {"shape": (1,)}), LayerSpec("hidden", "dense", {"units": 8}),
                   LayerSpec("dense", "dense", {"units": 1, "activation": "identity"}),
                   LayerSpec("out", "output", {"loss": "log_cosh"}))
trainer = Trainer(graph, data, TrainingSettings(optimizer="sign_descent", dtype="float64"))
before = trainer.parameters.copy()
trainer.step()
steps = np.abs(trainer.parameters - before)
assert np.allclose(steps[steps > 0], 0.01) and np.any(steps > 0)
for _ in range(60):
    trainer.epoch()
losses = trainer.history.columns()["loss"]
assert losses[-1] < 0.2 * losses[0]
probe = PROBES["squared_norm"]("dense/kernel")
norm = Network(graph, dtype="float64").probe(trainer.parameters, probe)[probe].arrays["squared_norm"]
kernel = ParameterLayout(graph).view(trainer.parameters, "dense/kernel")
assert np.isclose(norm, np.sum(kernel * kernel))
export_weights("w.weights.txt", ParameterLayout(graph), trainer.parameters)
lines = dict(line.split(" ", 1) for line in open("w.weights.txt", encoding="utf-8").read().splitlines())
assert np.array_equal(np.array(lines["dense/kernel"].split(), float), kernel.ravel())
"""

WINDOW = """
import time
from pathlib import Path
from PySide6.QtCore import QSettings
from app.main import Ladera, create_application
from app.training.engine import EngineProcess

if __name__ == "__main__":
    application = create_application()
    with EngineProcess() as engine:
        store = QSettings("settings.ini", QSettings.Format.IniFormat)
        ladera = Ladera(application, engine, store, recovery_folder=Path("recovery"))
        window = ladera.window
        assert list(window.workspaces)[-1] == "counter"
        window.show()
        window.show_workspace("counter")
        ladera.document.open(Path("assets/examples/xor.ladera"), as_copy=True)
        deadline = time.monotonic() + 60
        while not window.workspace.text() and time.monotonic() < deadline:
            application.processEvents()
        before = int(window.workspace.text())
        ladera.session.step()
        while window.workspace.text() != str(before + 1) and time.monotonic() < deadline:
            application.processEvents()
        assert window.workspace.text() == str(before + 1)
        window.save_layout()
        window.actions_by_name["reset_layout"].trigger()
        ladera.close()
"""


@pytest.fixture(scope="module")
def tree(tmp_path_factory) -> Path:
    """Ladera with every file of the page in its place."""
    tree = tmp_path_factory.mktemp("ladera")
    for package in ("engine", "app", "assets"):
        shutil.copytree(ROOT / package, tree / package, ignore=shutil.ignore_patterns("__pycache__"))
    for path, code in RECIPES.items():
        assert not (tree / path).exists()
        (tree / path).write_text(code, encoding="utf-8")
    return tree


@pytest.mark.parametrize("program", [pytest.param(ENGINE, id="engine"),
                                     pytest.param(WINDOW, id="window", marks=pytest.mark.thorough)])
def test_the_files_of_the_page_work_by_being_there(tree: Path, program: str):
    environment = {**os.environ, "PYTHONPATH": str(tree), "QT_QPA_PLATFORM": "offscreen"}
    (tree / "program.py").write_text(program, encoding="utf-8")
    done = subprocess.run([sys.executable, "program.py"], cwd=tree, env=environment, capture_output=True, text=True,
                          timeout=120)
    assert done.returncode == 0, done.stderr


def test_the_page_has_a_file_of_every_kind():
    assert {str(Path(path).parent) for path in RECIPES} == {
        "engine/data", "engine/formats", "engine/losses", "engine/optimizers", "engine/probes", "app/workspaces"}


def test_entries_stand_in_the_order_of_their_ranks():
    registry: Registry[str] = Registry("letters")
    for name, rank in (("c", 2), ("b", 1), ("d", 2), ("a", 2)):
        registry.add(name, name.upper(), rank)
    assert list(registry.items()) == [("b", "B"), ("c", "C"), ("d", "D"), ("a", "A")]
    registry.remove("c")
    assert list(registry) == ["b", "d", "a"]


def test_two_of_one_name_are_refused_and_the_first_stays():
    registry: Registry[int] = Registry("numbers")
    registry.add("one", 1)
    with pytest.raises(ValueError, match="two numbers are called one"):
        registry.add("one", 2)
    assert registry["one"] == 1

"""How long the window's thread is away at most, while large networks are opened, edited, trained and saved.

`python -m tests.bench.turns`, with a display or under Xvfb: 2,000 layers in a row, and 10 million weights. A turn of
the event loop is what a person waits for between a click and its answer. Beside its time by the clock stands how much
of it the window's thread computed, which the aim is about: what else runs on the machine makes the clock go on.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from app.main import Ladera
from engine.data import DataSpec
from engine.formats import write_project
from engine.graph import LayerSpec, sequential
from engine.project import Project
from engine.training import TrainingSettings
from tests.bench.desk import Beats, opened, screen_missing, wait, wait_until
from tests.bench.harness import table

LONGEST = 0.1
"""Seconds that a turn may take."""
REST = 2.0
"""Seconds after each deed, in which what it has set off happens."""


def deep() -> Project:
    """2,000 layers of two units in a row."""
    rows = [LayerSpec(f"dense_{place}", "dense", {"units": 2, "activation": "tanh"}) for place in range(1_997)]
    graph = sequential(LayerSpec("input", "input", {"shape": (2,)}), *rows, LayerSpec("head", "dense", {"units": 1}),
                       LayerSpec("output", "output", {"loss": "binary_cross_entropy"}))
    return Project("deep", graph, DataSpec("xor", {"samples": 100}), TrainingSettings(epochs=10_000))


def wide() -> Project:
    """64-3400-2800-10: 9.8 million weights."""
    graph = sequential(
        LayerSpec("input", "input", {"shape": (64,)}),
        LayerSpec("dense_1", "dense", {"units": 3_400, "activation": "relu"}),
        LayerSpec("dense_2", "dense", {"units": 2_800, "activation": "relu"}),
        LayerSpec("head", "dense", {"units": 10}),
        LayerSpec("output", "output", {"loss": "categorical_cross_entropy"}))
    return Project("wide", graph, DataSpec("digits"), TrainingSettings(epochs=10_000))


def deeds(ladera: Ladera, path: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """What is done with a project that lies in a file."""
    document, session, files = ladera.document, ladera.session, ladera.window.files
    yield "open", lambda: files.open(path)
    yield "change a layer", lambda: document.change_settings("dense_1", {
        **document.model.graph.layer("dense_1").settings, "activation": "sigmoid"})
    yield "undo", document.undo_stack.undo
    yield "train", session.play
    yield "pause", session.pause
    yield "keep unsaved work", document.autosave
    yield "save", lambda: files.save()
    yield "reset", session.reset


def measure(ladera: Ladera, beats: Beats, name: str, project: Project, folder: Path) -> list[tuple[str, ...]]:
    path = folder / f"{name}.ladera"
    write_project(path, project)
    ladera.window.show_workspace("network")
    wait(REST)
    lines = []
    for deed, do in deeds(ladera, path):
        beats.deed = f"{name}: {deed}"
        do()
        if deed == "open":
            wait_until(lambda: ladera.session.state in ("ready", "paused"), "the network is not got ready")
        wait(REST)
        worst = beats.worst.get(beats.deed)
        lines.append((name, deed, *(f"{1e3 * seconds:.0f} ms" for seconds in worst)) if worst
                     else (name, deed, "—", "—"))
    return lines


def main() -> int:
    if screen_missing():
        return 0
    with opened() as ladera, tempfile.TemporaryDirectory() as folder:
        beats = Beats()
        lines = [line for make in (deep, wide) for line in measure(ladera, beats, make.__name__, make(), Path(folder))]
    print(f"The turn of the event loop with most computing, of those that took more than {LONGEST:g} s\n")
    print(table(("", "", "by the clock", "computing"), lines))
    met = all(turn.computing <= LONGEST for turn in beats.worst.values())
    print(f"\naim: no turn with more than {LONGEST:g} s of computing: {'met' if met else 'missed'}")
    return int(not met)


if __name__ == "__main__":
    raise SystemExit(main())

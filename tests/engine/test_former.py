"""Programs that were written with version 0.1 still find what they ask for."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module

import pytest

from engine.data import DataSpec, load
from engine.former import former

TABLE = b"x,y\n" + b"".join(b"%d.5,%d.25\n" % (x, 2 * x) for x in range(30))


@pytest.mark.parametrize(("module", "old", "new"), [
    ("engine.landscape", "Given", "DirectionInputs"),
    ("engine.landscape.directions", "Given", "DirectionInputs"),
    ("engine.landscape", "Path", "TrajectoryRecorder"),
    ("engine.surfaces", "Walk", "Trajectory"),
    ("engine.training", "Snapshot", "Checkpoint"),
    ("engine.descent", "Track", "RaceTrajectory"),
])
def test_old_names_are_found_with_a_warning(module: str, old: str, new: str):
    with pytest.warns(DeprecationWarning, match=f"{old} is called {new} now"):
        found = getattr(import_module(module), old)
    assert found is getattr(import_module(module), new)


def test_what_was_never_there_is_not_there():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        former("engine.landscape", {"Given": "DirectionInputs"})("nothing")
    with pytest.raises(ImportError):
        exec("from engine.landscape import nothing")


def test_a_table_is_content():
    spec = DataSpec("csv", {"target": "y"}, table=TABLE)
    assert spec == DataSpec("csv", {"target": "y"}, content=TABLE)
    assert replace(spec, seed=3).content == TABLE
    assert len(load(spec).train) > 0

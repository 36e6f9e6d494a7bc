"""A descent is one value that goes through files and to other processes, and takes nothing on trust."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace

import numpy as np
import pytest

from engine.descent import RACERS, SCENES, DescentSetup, ExpressionError, Racer
from engine.errors import FormatError, LaderaError, SettingError


@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES)
def test_every_scene_comes_back_from_json_and_from_pickle(scene):
    text = json.dumps(scene.setup.to_json(), allow_nan=False)
    assert DescentSetup.from_json(json.loads(text)) == scene.setup
    assert pickle.loads(pickle.dumps(scene.setup)) == scene.setup


def test_every_optimizer_comes_back_with_all_its_settings():
    for name in RACERS:
        setup = DescentSetup(racers=(Racer(name),))
        assert DescentSetup.from_json(json.loads(json.dumps(setup.to_json()))) == setup
        assert set(setup.racers[0].settings) == {field.name for field in RACERS[name].fields}


def test_a_racer_that_is_not_shown_stays_so_and_older_files_show_all():
    setup = DescentSetup(racers=(Racer("sgd", shown=False), Racer("adam")))
    stored = setup.to_json()
    assert DescentSetup.from_json(stored) == setup
    assert setup.racers[0].rule == DescentSetup(racers=(Racer("sgd"),)).racers[0].rule
    for row in stored["racers"]:
        del row["shown"]
    assert [racer.shown for racer in DescentSetup.from_json(stored).racers] == [True, True]


def test_a_setup_knows_its_dimension_and_its_function():
    surface, curve = DescentSetup(), DescentSetup("x²", ((-1.0, 1.0),), (0.5,))
    assert (surface.dimension, curve.dimension) == (2, 1)
    assert curve.function().value(np.array([[3.0]])) == pytest.approx(9.0)
    assert DescentSetup("x²").function().dimension == 2  # a gutter, where the domain has two spans


@pytest.mark.parametrize("changes", [
    {"domain": ((1.0, 1.0), (0.0, 1.0))}, {"domain": ()}, {"domain": ((0.0, 1.0),) * 3},
    {"domain": ((-1e9, 1.0), (0.0, 1.0))}, {"domain": ((float("nan"), 1.0), (0.0, 1.0))},
    {"domain": ((0.0, 1e-12), (0.0, 1.0))}, {"domain": ((0.0, 1.0, 2.0), (0.0, 1.0))},
    {"start": (0.0,)}, {"start": (float("inf"), 0.0)}, {"start": ("0", 0.0)}, {"start": (True, 0.0)},
    {"racers": ()}, {"racers": (Racer("sgd"),) * 9}, {"racers": (Racer("perceptron_rule"),)},
    {"racers": (Racer("sgd", {"learning_rate": -1.0}),)}, {"resolution": 10_000}, {"resolution": 50.0},
    {"resolution": [100]}, {"overlays": ("gradient", "x-ray")}, {"overlays": ("gradient", "gradient")},
    {"text": "x + y", "domain": ((0.0, 1.0),), "start": (0.0,)}])
def test_what_does_not_fit_is_refused(changes):
    with pytest.raises(SettingError):
        replace(DescentSetup(), **changes)


def test_a_bad_expression_is_refused_where_it_is_bad():
    with pytest.raises(ExpressionError) as caught:
        DescentSetup("x² + )")
    assert caught.value.position == 5


GOOD = DescentSetup().to_json()


@pytest.mark.parametrize("damage", [
    None, [], "x", 3, {}, {**GOOD, "text": 3}, {**GOOD, "text": "__import__('os')"}, {**GOOD, "domain": None},
    {**GOOD, "domain": [[0, 1]]}, {**GOOD, "domain": [0, 1]}, {**GOOD, "domain": [[0], [1]]},
    {**GOOD, "domain": {"x": [0, 1]}}, {**GOOD, "start": "00"}, {**GOOD, "start": [None, 0]}, {**GOOD, "racers": 1},
    {**GOOD, "racers": [{}]}, {**GOOD, "racers": [{"optimizer": ["sgd"], "settings": {}}]},
    {**GOOD, "racers": [{"optimizer": "sgd", "settings": [1]}]},
    {**GOOD, "racers": [{"optimizer": "sgd", "settings": {}, "shown": "no"}]},
    {**GOOD, "racers": [{"optimizer": "sgd", "settings": {"learning_rate": "1"}}]},
    {**GOOD, "racers": [{"optimizer": "sgd", "settings": {"colour": 1}}]}, {**GOOD, "log_height": "no"},
    {**GOOD, "resolution": None}, {**GOOD, "overlays": [["gradient"]]}, {**GOOD, "overlays": 5}, {**GOOD, "scene": {}},
    {key: value for key, value in GOOD.items() if key != "start"}, {**GOOD, "text": "(" * 100_000}])
def test_damage_is_a_sentence_and_never_another_error(damage):
    with pytest.raises(LaderaError) as caught:
        DescentSetup.from_json(damage)
    assert str(caught.value)


def test_what_is_no_descent_at_all_is_a_format_error():
    for damage in (None, [], {}):
        with pytest.raises(FormatError):
            DescentSetup.from_json(damage)

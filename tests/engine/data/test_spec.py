"""A DataSpec is a value: checked, comparable, and the same after a journey through JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data import FEATURES, SOURCES, DataSpec
from engine.errors import DataError, FormatError, LaderaError, SettingError
from engine.fields import Choice, Field, Flag, Integer

GOOD = {"source": "spiral", "settings": {"noise": 10, "samples": 100}, "features": ["x1", "sin(x2)"],
        "standardize": False, "validation_fraction": 0.1, "test_fraction": 0.3, "seed": 7}


def values(field: Field) -> st.SearchStrategy:
    match field:
        case Integer():
            return st.integers(field.minimum, field.maximum)
        case Flag():
            return st.booleans()
        case Choice():
            return st.sampled_from(sorted(field.options))
        case _ if isinstance(field.default, tuple):
            return st.lists(st.text(max_size=5), unique=True, max_size=3)
        case _:
            return st.text(max_size=10)


@st.composite
def specs(draw) -> DataSpec:
    source = draw(st.sampled_from(list(SOURCES.values())))
    return DataSpec(
        source.name, {field.name: draw(values(field)) for field in source.fields},
        features=tuple(draw(st.lists(st.sampled_from(list(FEATURES)), unique=True))) if source.features else (),
        standardize=draw(st.booleans()), validation_fraction=draw(st.floats(0, 0.4)),
        test_fraction=draw(st.floats(0.01, 0.5)), seed=draw(st.integers(0, 2**32 - 1)),
        content=draw(st.binary(max_size=5)) if source.name == "csv" else None,
    )


@given(spec=specs())
def test_json_brings_the_same_spec_back(spec):
    back = DataSpec.from_json(json.loads(json.dumps(spec.to_json())), content=spec.content)
    assert back == spec
    assert hash(back) == hash(spec)


def test_defaults_are_filled_in():
    assert DataSpec("circle") == DataSpec("circle", {"noise": 0, "samples": 500})
    assert DataSpec.from_json({"source": "circle"}) == DataSpec("circle")


def test_the_content_is_bytes():
    with pytest.raises(DataError, match="it is str"):
        DataSpec("text", content="once upon a time")


def test_a_spec_cannot_be_changed():
    spec = DataSpec("circle")
    with pytest.raises(TypeError):
        spec.settings["noise"] = 50
    with pytest.raises(AttributeError):
        spec.seed = 1


def test_the_table_stays_out_of_the_json_and_of_the_representation():
    spec = DataSpec("csv", content=b"x,y\n1,2\n")
    assert "table" not in spec.to_json()
    assert "x,y" not in repr(spec)


@pytest.mark.parametrize(("change", "error", "words"), [
    ({"source": "mnist"}, DataError, "mnist"),
    ({"source": None}, FormatError, "names no data set"),
    ({"settings": []}, FormatError, "settings"),
    ({"settings": {"noise": 90}}, SettingError, "Noise"),
    ({"settings": {"nois": 10}}, SettingError, "nois"),
    ({"features": "x1"}, FormatError, "features"),
    ({"features": [1]}, FormatError, "features"),
    ({"features": ["x9"]}, DataError, "x9"),
    ({"standardize": 1}, SettingError, "Standardise"),
    ({"test_fraction": 0}, SettingError, "Test share"),
    ({"test_fraction": float("nan")}, SettingError, "Test share"),
    ({"validation_fraction": -0.1}, SettingError, "Validation share"),
    ({"validation_fraction": 0.5, "test_fraction": 0.5}, DataError, "100%"),
    ({"seed": -1}, SettingError, "Seed"),
    ({"seed": 1.5}, SettingError, "Seed"),
    ({"shuffle": True}, FormatError, "shuffle"),
    ({"table": "eA=="}, FormatError, "table"),
])
def test_each_mistake_in_a_file_is_named(change, error, words):
    with pytest.raises(error, match=words):
        DataSpec.from_json(GOOD | change)


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3))


@given(value=JSON | st.fixed_dictionaries(
    {"source": st.sampled_from(list(SOURCES)) | JSON}, optional={name: JSON for name in GOOD if name != "source"}))
def test_any_json_gives_a_spec_or_a_sentence(value):
    try:
        DataSpec.from_json(value)
    except LaderaError as error:
        str(error)  # its values fit its template


def test_every_source_explains_itself():
    for name, source in SOURCES.items():
        assert source.name == name
        assert all((source.title, source.category, source.help, source.about))
        assert all(field.label and field.help for field in source.fields)

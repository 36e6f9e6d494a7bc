"""What somebody meant by a name."""

from __future__ import annotations

import pickle

import pytest

from engine.data import SOURCES, DataSpec
from engine.errors import DataError, GraphError, LaderaError, SettingError, UnknownNameError
from engine.graph import LayerSpec
from engine.landscape import DirectionInputs, make_plane
from engine.layers import LAYERS
from engine.layout import ParameterLayout
from engine.losses import LOSSES
from engine.network import Network
from engine.optimizers import OPTIMIZERS
from engine.spelling import nearest, spelled
from engine.training import History, TrainingSettings
from tests.engine.formats.networks import chain


@pytest.mark.parametrize(("word", "known", "meant"), [
    ("Adam", OPTIMIZERS, "adam"), ("RMSprop", OPTIMIZERS, "rmsprop"), ("SGD", OPTIMIZERS, "sgd"),
    ("binary_crossentropy", LOSSES, "binary_cross_entropy"), ("KLDivergence", LOSSES, "kl_divergence"),
    ("HeNormal", ["he_normal", "zeros"], "he_normal"), ("adam", OPTIMIZERS, "adam"), ("adm", OPTIMIZERS, "adm"),
    ("a" * 10_000, OPTIMIZERS, "a" * 10_000),
])
def test_other_spellings_of_a_name_are_understood(word, known, meant):
    assert spelled(word, known) == meant


@pytest.mark.parametrize(("kind", "settings", "meant"), [
    ("output", {"loss": "mse"}, {"loss": "mean_squared_error"}),
    ("output", {"loss": "MAE"}, {"loss": "mean_absolute_error"}),
    ("output", {"loss": "categorical_crossentropy"}, {"loss": "categorical_cross_entropy"}),
    ("dense", {"activation": "linear"}, {"activation": "identity"}),
    ("dense", {"activation": "Swish"}, {"activation": "silu"}),
    ("dense", {"kernel_initializer": "GlorotNormal"}, {"kernel_initializer": "glorot_normal"}),
])
def test_settings_keep_the_name_that_files_have(kind, settings, meant):
    assert LayerSpec("a", kind, settings) == LayerSpec("a", kind, meant)
    assert TrainingSettings("Adam") == TrainingSettings("adam")


@pytest.mark.parametrize(("word", "meant"), [
    ("max_pool2d", "pooling2d"), ("MaxPooling2D", "pooling2d"), ("batchnorm", "batch_normalization"),
    ("Dens", "dense"), ("lstm2", "lstm"), ("hologram", ""), ("", ""), ("x" * 10_000, ""),
])
def test_the_nearest_kind_of_layer_is_found_or_none(word, meant):
    assert nearest(word, LAYERS) == meant


def test_unknown_names_are_answered_with_the_list_and_the_nearest():
    graph = chain((2,), ("dense", {"units": 3}))
    network = Network(graph)
    asked = [
        (lambda: LayerSpec("a", "max_pool2d"), GraphError, ("pooling1d, pooling2d", "Perhaps you mean “pooling2d”.")),
        (lambda: DataSpec("digit"), DataError, (", ".join(SOURCES), "Perhaps you mean “digits”.")),
        (lambda: LayerSpec("a", "dense", {"unit": 2}), SettingError, ("there are units, ", "you mean “units”.")),
        (lambda: LOSSES["mean_square_error"], UnknownNameError, ("there are binary_cross", "“mean_squared_error”.")),
        (lambda: TrainingSettings("Adm"), SettingError, ("must be one of sgd, ", "Perhaps you mean “adam”.")),
        (lambda: TrainingSettings().changed(epoch=3), SettingError, ("batch_size", "Perhaps you mean “epochs”.")),
        (lambda: History(1)["los"], UnknownNameError, ("there are epoch, ", "Perhaps you mean “loss”.")),
        (lambda: ParameterLayout(graph)["dense_1/kernl"], UnknownNameError, ("it has dense_1/kernel", "/kernel”.")),
        (lambda: ParameterLayout(graph).view(network.initial_parameters(0), "dense_1/bia"), UnknownNameError,
         ("it has", "Perhaps you mean “dense_1/bias”.")),
        (lambda: network.predict(network.initial_parameters(0), [[1, 2]], "output"), UnknownNameError,
         ("there are output_1", "Perhaps you mean “output_1”.")),
        (lambda: make_plane("randm", DirectionInputs(network, network.initial_parameters(0))), LaderaError,
         ("principal, random", "Perhaps you mean “random”.")),
    ]
    for ask, kind, parts in asked:
        with pytest.raises(kind) as told:
            ask()
        for part in parts:
            assert part in str(told.value)
        assert "newer version" not in str(told.value)


def test_an_unknown_column_is_a_key_error_too_as_mappings_promise():
    columns = History(0).columns()
    assert columns.get("los") is None
    assert "los" not in columns
    with pytest.raises(KeyError, match="There is no column “los”"):
        columns["los"]


def test_a_sentence_comes_back_whole_from_another_process():
    with pytest.raises(UnknownNameError) as told:
        History(0)["los"]
    back = pickle.loads(pickle.dumps(told.value))
    assert (type(back), str(back)) == (UnknownNameError, str(told.value))


def test_what_is_unlike_anything_gets_the_list_alone():
    with pytest.raises(GraphError) as told:
        LayerSpec("a", "hologram")
    assert "Perhaps you mean" not in str(told.value)
    assert told.value.layers == ("a",)
    with pytest.raises(GraphError) as told:
        LayerSpec("a", "dens")
    assert told.value.layers == ("a",)

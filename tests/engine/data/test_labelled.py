"""Names and sentences: what is in their files, all of it, and each with its class."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import numpy as np
import pytest

import engine.data.texts
from engine.data import DataSpec, load
from engine.graph import LayerSpec, sequential
from engine.network import Network
from engine.training import Trainer, TrainingSettings


@pytest.mark.parametrize("accents", [True, False])
def test_names_are_of_one_language_each(accents):
    data = load(DataSpec("names", {"accents": accents}))
    rows = [("".join(data.symbols[place] for place in raw).lstrip("·"), int(target[0]))
            for part in (data.train, data.test) for raw, target in zip(part.raw.astype(int), part.targets, strict=True)]
    assert len({name for name, _ in rows}) == len(rows) > 550
    assert dict(rows)["elizabeth"] == 0
    assert dict(rows)["concepción" if accents else "concepcion"] == 1
    assert any(not name.isascii() for name, _ in rows) == accents
    assert 0.4 < np.mean([language for _, language in rows]) < 0.6
    assert all(unicodedata.is_normalized("NFC", name) for name, _ in rows)


@pytest.mark.parametrize("language", ["english", "spanish"])
def test_sentences_are_those_of_the_file_word_by_word(language):
    file = Path(engine.data.texts.__file__).parent / "bundled" / f"sentences_{language}.txt"
    written = {re.sub(r"[^\w ]", "", line[2:]).lower(): line[0] for line in file.read_text("utf-8").splitlines()}
    data = load(DataSpec("sentiment", {"language": language, "vocabulary": 1_000, "test": 30, "validation": 10}))
    assert [len(part) for part in (data.train, data.validation, data.test)] == [144, 24, 72]
    found = {}
    for part in (data.train, data.validation, data.test):
        assert part.targets.mean() == 0.5, "two sentences about one subject stay in one part"
        for raw, target in zip(part.raw.astype(int), part.targets, strict=True):
            words = " ".join(data.symbols[place] for place in raw).replace("·", "")
            assert raw[0] == data.symbols.index("·") or "·" not in {data.symbols[place] for place in raw}
            found[" ".join(re.sub(r"[^\w ]", "", words).split())] = "-+"[int(target[0])]
    assert found == written
    assert list(found.values()).count("+") == len(found) / 2 == 120


def test_rare_words_of_sentences_share_a_number():
    data = load(DataSpec("sentiment", {"vocabulary": 30}))
    assert data.symbols[30:] == ("·", "(others)")
    assert data.train.raw.max() == 31
    everything = load(DataSpec("sentiment", {"vocabulary": 1_000}))
    for few, many in zip(data.train.raw.astype(int), everything.train.raw.astype(int), strict=True):
        for one, other in zip(few, many, strict=True):
            assert data.symbols[one] in (everything.symbols[other], "(others)")


def learned(spec: DataSpec, layer: str, settings: dict[str, object], epochs: int) -> float:
    """The share of the test part that a network with such a layer behind an embedding gets right."""
    data = load(spec)
    graph = sequential(
        LayerSpec("input", "input", {"shape": data.input_shape}),
        LayerSpec("symbols", "embedding", {"vocabulary": len(data.symbols), "dimension": 8}),
        LayerSpec("reader", layer, settings),
        LayerSpec("head", "dense", {"units": 1, "activation": "sigmoid"}),
        LayerSpec("output", "output", {"loss": "binary_cross_entropy"}))
    trainer = Trainer(graph, data, TrainingSettings("adam", {"learning_rate": 0.01}, batch_size=16, epochs=epochs))
    while trainer.epochs_done < epochs:
        trainer.epoch()
    predicted = Network(trainer.graph).predict(trainer.parameters, data.test.inputs)
    return ((predicted > 0.5) == data.test.targets).mean()


@pytest.mark.parametrize("language", ["english", "spanish"])
def test_words_that_praise_are_found_in_sentences_never_seen(language):
    """Over four divisions of the sentences, as one has a test part of only 48."""
    found = [learned(DataSpec("sentiment", {"language": language}, seed=seed), "global_pooling",
                     {"function": "average"}, 30) for seed in range(4)]
    assert np.mean(found) > 0.7


@pytest.mark.thorough
@pytest.mark.parametrize(("accents", "least"), [(True, 0.8), (False, 0.75)])
def test_a_recurrent_network_tells_names_it_never_saw(accents, least):
    assert learned(DataSpec("names", {"accents": accents}), "gru", {"units": 24}, 20) > least

"""What a decoder writes: greedy and beam search beside a search through everything, and what a person changes."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from engine.data import load
from engine.errors import GraphError
from engine.metrics import METRICS
from engine.network import Network
from engine.probes import OfPart
from engine.probes.attention import AttentionWeights, Look
from engine.probes.beams import NEVER, Beams
from engine.sequences.translation import Translation, leaning, with_look
from engine.sequences.with_attention import lap, runners
from engine.templates import TEMPLATES, Given
from engine.training import Trainer, TrainingSettings

KINDS = ("seq2seq", "seq2seq_attention", "transformer")


def translation(kind: str, letters: int = 2, length: int = 2, samples: int = 60) -> Translation:
    data = load("reversing", asked="row", letters=letters, length=length, samples=samples, standardize=False)
    return Translation(TEMPLATES[kind].network(Given.of(data)), data)


def beams(found: Translation, parameters: np.ndarray, probe: Beams):
    return Network(found.graph, dtype="float64").probe(parameters, probe)[probe]


def log_chances(found: Translation, parameters: np.ndarray, raw: np.ndarray, rows: list[tuple[int, ...]]) -> np.ndarray:
    """ln p of rows that are told to the network, up to their ends."""
    raw, end = np.tile(raw, (len(rows), 1)), found.data.written - 1
    for place, row in enumerate(rows):
        raw[place, found.length + 1:found.length + len(row)] = row[:-1]
    inputs = found.entering(raw)
    chances = Network(found.graph, dtype="float64").predict(parameters, inputs)
    return np.array([sum(np.log(each[step, symbol]) for step, symbol in enumerate(
        row[:row.index(end) + 1] if end in row else row)) for row, each in zip(rows, chances, strict=True)])


def random_weights(found: Translation, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, 0.7, Network(found.graph).size)


def every_row(found: Translation) -> list[tuple[int, ...]]:
    """All rows of so many steps; what stands behind an end is the end again."""
    end = found.data.written - 1
    rows = product(range(found.data.written), repeat=found.steps)
    return [row for row in rows if end not in row or set(row[row.index(end):]) == {end}]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("kind", KINDS)
def test_a_beam_as_wide_as_all_there_is_finds_the_likeliest_rows(kind, seed):
    found = translation(kind)
    parameters, raw = random_weights(found, seed), found.data.test.raw[0]
    rows = every_row(found)
    scores = log_chances(found, parameters, raw, rows)
    order = np.argsort(-scores)[:9]
    reading = beams(found, parameters, found.beams(raw, 16))
    assert [tuple(row) for row in reading["symbols"][:9].tolist()] == [rows[place] for place in order]
    np.testing.assert_allclose(reading["scores"][:9], scores[order], rtol=0, atol=1e-6)


def slow_search(found: Translation, parameters: np.ndarray, raw: np.ndarray, width: int):
    """Beam search, written down as it is told: each row goes on with each symbol, and the likeliest are kept."""
    end, kept = found.data.written - 1, [((), 0.0)]
    for _ in range(found.steps):
        ways = []
        for row, score in kept:
            if end in row:
                ways.append(((*row, end), score))
                continue
            longer = [(*row, symbol) for symbol in range(found.data.written)]
            ways += zip(longer, log_chances(found, parameters, raw, longer).tolist(), strict=True)
        kept = sorted(ways, key=lambda way: -way[1])[:width]
    return kept


@pytest.mark.parametrize("width", [1, 2, 3])
@pytest.mark.parametrize("kind", KINDS)
def test_a_narrow_beam_keeps_the_likeliest_at_each_step(kind, width):
    found = translation(kind, letters=3, length=3)
    parameters, raw = random_weights(found, 7), found.data.test.raw[1]
    reading = beams(found, parameters, found.beams(raw, width))
    wanted = slow_search(found, parameters, raw, width)
    assert [tuple(row) for row in reading["symbols"].tolist()] == [row for row, _ in wanted]
    np.testing.assert_allclose(reading["scores"], [score for _, score in wanted], rtol=0, atol=1e-6)
    np.testing.assert_allclose(sorted(reading["tree/scores"][:, -1]), sorted(reading["scores"]), rtol=0, atol=1e-9)


def test_a_beam_wider_than_what_there_is_says_so():
    found = translation("seq2seq")
    reading = beams(found, random_weights(found, 0), found.beams(found.data.test.raw[0], 16))
    assert (reading["scores"] > NEVER).sum() == len(every_row(found))


@pytest.mark.parametrize("kind", KINDS)
def test_exact_matches_while_it_is_told_are_those_on_its_own(kind):
    found = translation(kind, letters=5, length=3, samples=400)
    trainer = Trainer(found.graph, found.data, optimizer="adam", optimizer_settings={"learning_rate": 0.01}, epochs=15)
    trainer.fit()
    told = trainer.evaluate("test")
    assert 0.0 < told.metric < 1.0
    network, right = Network(found.graph), []
    for raw, targets in zip(found.data.test.raw, found.data.test.targets, strict=True):
        probe = found.beams(raw)
        row = network.probe(trainer.parameters, probe)[probe]["symbols"][0]
        counts = targets.max(-1) > 0
        right.append((row[counts] == targets.argmax(-1)[counts]).all())
    assert np.mean(right) == pytest.approx(told.metric)
    assert METRICS["sequence"].name == trainer.metric.name


def test_attention_looks_where_a_person_says_and_the_rest_follows():
    found = translation("seq2seq_attention", letters=3, length=3)
    parameters, raw = random_weights(found, 1), found.data.test.raw[0]
    (layer,) = found.attentions
    assert found.shape(layer) == (1, found.steps, found.length)
    untouched = beams(found, parameters, found.beams(raw))
    row = leaning(untouched[f"attention/{layer}"][0, 1], 2, 0.9)
    assert sum(row) == pytest.approx(1.0)
    looks = with_look(with_look((), Look(layer, 0, 1, (1.0, 0.0, 0.0))), Look(layer, 0, 1, row))
    assert len(looks) == 1
    changed = beams(found, parameters, found.beams(raw, looks=looks))
    np.testing.assert_allclose(changed[f"attention/{layer}"][0, 1], row, atol=1e-6)
    np.testing.assert_allclose(changed[f"attention/{layer}"][0, 0], untouched[f"attention/{layer}"][0, 0], atol=1e-9)
    assert changed["tree/scores"][0, 0] == pytest.approx(untouched["tree/scores"][0, 0])
    assert changed["tree/scores"][0, 1] != pytest.approx(untouched["tree/scores"][0, 1], abs=1e-6)


@pytest.mark.parametrize("kind", KINDS)
def test_a_prefix_is_written_first_and_weighs_what_it_is_likely(kind):
    found = translation(kind, letters=3, length=3)
    parameters, raw = random_weights(found, 2), found.data.test.raw[0]
    reading = beams(found, parameters, found.beams(raw, prefix=(2, 0)))
    row = tuple(reading["symbols"][0].tolist())
    assert row[:2] == (2, 0)
    assert reading["scores"][0] == pytest.approx(log_chances(found, parameters, raw, [row])[0], abs=1e-6)


def test_weights_of_attention_add_up_to_1_and_none_is_on_what_fills_up():
    found = translation("seq2seq_attention", letters=3, length=3)
    network, probe = Network(found.graph, dtype="float64"), AttentionWeights(found.attentions[0], OfPart())
    inputs = found.entering(found.data.train.raw)
    weights = network.probe(random_weights(found, 3), probe, inputs=inputs)[probe].first
    np.testing.assert_allclose(weights.sum(-1), 1.0, atol=1e-12)
    blank = found.data.train.raw[:, :found.length] == found.data.symbols.index("·")
    assert blank.any()
    assert not np.moveaxis(weights, -1, 1)[blank].any()
    wrong = AttentionWeights("head")
    with pytest.raises(GraphError, match="is no attention"):
        raise network.probe(random_weights(found, 3), wrong, inputs=inputs)[wrong].error


def test_without_attention_all_else_is_as_it_was():
    found = translation("seq2seq_attention")
    plain = found.without_attention()
    assert plain.infer() == found.graph.infer()
    assert sum(plain.parameter_counts().values()) == sum(found.graph.parameter_counts().values())
    assert not any(spec.kind == "attention" for spec in plain.layers)


def test_without_attention_what_only_attention_read_is_gone():
    found = translation("transformer")
    plain = found.without_attention()
    assert plain.problems() == ()
    gone = {spec.name for spec in found.graph.layers} - {spec.name for spec in plain.layers}
    read = ("norm_look", "query", "value", "key")
    assert gone == {"mask", *(f"{layer}_{block}" for layer in read for block in (1, 2))}
    assert [lap(runner).failed for runner in runners(found, TrainingSettings(epochs=1))] == [None, None]


@pytest.mark.thorough
@pytest.mark.parametrize(("source", "settings", "most", "without"), [
    ("reversing", {"letters": 10, "length": 8, "samples": 4_000}, 1_500, 0.97),
    ("dates", {"samples": 4_000}, 900, 0.5), ("dates", {"samples": 4_000, "language": "spanish"}, 900, 0.5)])
def test_rows_are_learned_to_99_of_100_and_with_attention_sooner(source, settings, most, without):
    """Within so many steps 0.99 exact matches on the test part with attention; without it not nearly by then."""
    data = load(source, asked="row", standardize=False, **settings)
    template = TEMPLATES["seq2seq_attention"]
    found = Translation(template.network(Given.of(data)), data)
    reached = {}
    for name, graph in (("with", found.graph), ("without", found.without_attention())):
        trainer = Trainer(graph, data, epochs=60, **template.training)
        while trainer.steps_done < most:
            trainer.epoch()
            reached[name] = max(reached.get(name, 0.0), trainer.evaluate("test").metric)
    assert reached["with"] >= 0.99
    assert reached["without"] < without

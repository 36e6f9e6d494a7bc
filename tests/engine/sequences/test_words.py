"""Words as vectors: the gradient is that of a plain loop and of PyTorch, and what is near is what it should be."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.data import DataSpec
from engine.errors import DataError, NonFiniteError
from engine.sequences.skip_gram import Batch, Pair, SkipGram, with_noise
from engine.sequences.vocabulary import text_of, vocabulary_of
from engine.sequences.word_run import WordRun
from engine.sequences.word_space import analogy, nearest, principal_plane, summed

# Animals stand beside any animals and metals beside any metals, hardly ever beside each other.
KINDS = (["cat", "dog", "cow", "pig", "hen", "fox"], ["iron", "zinc", "gold", "lead", "tin", "copper"])
TEXT = " ".join(word for block in range(12) for turn in range(10)
                for word in np.random.default_rng([block, turn]).permutation(KINDS[block % 2]))
SMALL = {"dimensions": 8, "epochs": 3, "runs": 2, "window": 2, "rarest": 1, "threshold": 0.0}


@pytest.fixture
def rng():
    return np.random.default_rng(3)


@pytest.fixture
def model(rng):
    model = SkipGram(9, 5, rng)
    model.centres[:], model.contexts[:] = rng.normal(size=(2, 9, 5))
    return model


@pytest.fixture
def batch(rng):
    """Words that are there several times, and noise that is the neighbour itself."""
    candidates = rng.integers(0, 9, (20, 4))
    signs = np.where(candidates == candidates[:, :1], 0.0, -1.0)
    signs[:, 0] = 1.0
    assert (signs == 0).any()
    return Batch(rng.integers(0, 9, 20), candidates, signs)


def test_a_step_is_that_of_a_plain_loop(model, batch):
    centres, contexts = model.centres.copy(), model.contexts.copy()
    moved_centres, moved_contexts, loss = centres.copy(), contexts.copy(), 0.0
    for word, candidates in zip(batch.centres, batch.candidates, strict=True):
        for place, other in enumerate(candidates):
            if place > 0 and other == candidates[0]:
                continue
            score = sum(centres[word, i] * contexts[other, i] for i in range(5))
            chance = 1 / (1 + math.exp(-score))
            loss -= math.log(chance if place == 0 else 1 - chance)
            error = chance - (place == 0)
            for i in range(5):
                moved_centres[word, i] -= 0.1 * error * contexts[other, i]
                moved_contexts[other, i] -= 0.1 * error * centres[word, i]
    assert model.learn(batch, 0.1) == pytest.approx(loss, rel=1e-12)
    np.testing.assert_allclose(model.centres, moved_centres, rtol=0, atol=1e-13)
    np.testing.assert_allclose(model.contexts, moved_contexts, rtol=0, atol=1e-13)


def test_the_gradient_is_that_of_pytorch(model, batch):
    torch = pytest.importorskip("torch")
    centres, contexts = (torch.tensor(table.copy(), requires_grad=True) for table in (model.centres, model.contexts))
    v, u = centres[torch.tensor(batch.centres)], contexts[torch.tensor(batch.candidates)]
    signs = torch.tensor(batch.signs)
    loss = -(torch.nn.functional.logsigmoid(signs * (u * v[:, None]).sum(-1)) * signs.abs()).sum()
    loss.backward()
    before = model.centres.copy(), model.contexts.copy()
    assert model.learn(batch, 1.0) == pytest.approx(loss.item(), rel=1e-12)
    np.testing.assert_allclose(before[0] - model.centres, centres.grad.numpy(), rtol=0, atol=1e-12)
    np.testing.assert_allclose(before[1] - model.contexts, contexts.grad.numpy(), rtol=0, atol=1e-12)


def test_one_pair_by_itself_is_a_step_with_it_alone(rng):
    vocabulary = vocabulary_of(TEXT, 1, 100)
    model = SkipGram(len(vocabulary.words), 6, rng)
    model.contexts[:] = rng.normal(size=model.contexts.shape)
    pair = Pair.drawn(vocabulary, model.centres, model.contexts, window=2, negatives=15, seed=4)
    assert len(set(pair.candidates.tolist())) < len(pair.candidates), "no word is drawn twice"
    after = pair.updated(0.1)
    loss = model.learn(Batch(np.array([pair.word]), pair.candidates[None], pair.signs[None]), 0.1)
    assert pair.forwards().losses.sum() == pytest.approx(loss)
    np.testing.assert_allclose(after.centre, model.centres[pair.word], atol=1e-14)
    np.testing.assert_allclose(after.vectors, model.contexts[pair.candidates], atol=1e-14)
    assert after.forwards().losses.sum() < loss


def test_pairs_are_neighbours_and_near_ones_count_more(rng):
    text = " ".join(f"w{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(300))
    vocabulary = vocabulary_of(text, 1, 1_000)
    where = np.argsort(vocabulary.text)
    pairs = vocabulary.pairs(3, 0.0, rng)
    away = np.abs(where[pairs[:, 0]] - where[pairs[:, 1]])
    counts = np.bincount(away, minlength=4)
    assert counts[0] == 0
    assert len(counts) == 4
    assert counts[1] == 2 * 299
    # A distance of 2 is reached with two of three draws, one of 3 with one.
    np.testing.assert_allclose(counts[2:] / counts[1], [2 / 3, 1 / 3], atol=0.1)


def test_frequent_words_are_thinned_out_and_noise_is_flattened(rng):
    vocabulary = vocabulary_of("a " * 900 + " ".join("bcdefghijkl" * 10), 1, 100)
    kept = vocabulary.pairs(1, 0.01, rng)
    share = (kept[:, 0] == vocabulary.places["a"]).mean()
    expected = np.sqrt(0.01 * 900 * 1010) / (np.sqrt(0.01 * 900 * 1010) + 110)
    assert share == pytest.approx(expected, abs=0.06)
    drawn = np.bincount(vocabulary.noise((40_000,), rng), minlength=len(vocabulary.words)) / 40_000
    weights = vocabulary.counts ** 0.75
    np.testing.assert_allclose(drawn, weights / weights.sum(), atol=0.01)


def test_words_that_stand_alike_come_near_with_every_seed():
    run = WordRun({**SMALL, "epochs": 12}, TEXT)
    *_, moment = run
    assert moment.done == 1.0
    assert moment.losses.shape == (12, 2)
    assert (moment.losses[-1] < moment.losses[0]).all()
    found = nearest(moment.centres, moment.vocabulary.places["cat"], 5)
    assert {moment.vocabulary.words[word] for word in found.words} == {"dog", "cow", "pig", "hen", "fox"}
    assert found.firsts.sum() == 2


def test_the_same_seed_gives_the_same_vectors_and_another_one_others():
    first, again, other = (list(WordRun({**SMALL, "seed": seed}, TEXT))[-1] for seed in (1, 1, 2))
    np.testing.assert_array_equal(first.centres, again.centres)
    np.testing.assert_array_equal(first.centres[1], other.centres[0])  # seeds follow each other
    assert not np.array_equal(first.centres[0], first.centres[1])


def test_the_loss_begins_where_nothing_is_known():
    run = WordRun({**SMALL, "rate": 1e-4, "epochs": 1, "negatives": 3}, TEXT)
    *_, moment = run
    noise_is_neighbour = 1 / 12  # all twelve words are equally frequent
    assert moment.losses[0, 0] == pytest.approx((1 + 3 * (1 - noise_is_neighbour)) * math.log(2), rel=0.02)


def test_analogies_are_sums_of_directions_with_their_spread(rng):
    vectors = rng.normal(size=(3, 9, 6))
    found = analogy(vectors, 0, 1, 2, 20)
    assert len(found.words) == 6
    unit = vectors / np.linalg.norm(vectors, axis=2, keepdims=True)
    for word, mean, spread in zip(found.words, found.means, found.spread, strict=True):
        target = unit[:, 0] - unit[:, 1] + unit[:, 2]
        cosines = [float(a @ b / np.linalg.norm(b)) for a, b in zip(unit[:, word], target, strict=True)]
        assert mean == pytest.approx(np.mean(cosines))
        assert spread == pytest.approx(np.std(cosines, ddof=1))
    assert found.firsts.sum() <= 3
    assert analogy(vectors[:1], 0, 1, 2, 3).spread.tolist() == [0, 0, 0]


def test_the_plane_is_that_of_scikit_learn(rng):
    PCA = pytest.importorskip("sklearn.decomposition").PCA
    vectors = rng.normal(size=(40, 6)) * [5, 3, 1, 1, 1, 1]
    plane, truth = principal_plane(vectors), PCA(2).fit(vectors)
    np.testing.assert_allclose(plane.shares, truth.explained_variance_ratio_)
    np.testing.assert_allclose(np.abs(plane.places(vectors)), np.abs(truth.transform(vectors)), atol=1e-10)
    turned = principal_plane(vectors, type(plane)(plane.origin, -plane.axes, plane.shares))
    np.testing.assert_allclose(turned.axes, -plane.axes)


def test_a_sentence_is_a_sum(rng):
    vectors = rng.normal(size=(4, 3))
    way = summed(vectors)
    assert not way[0].any()
    np.testing.assert_allclose(way[-1], vectors.sum(axis=0))
    np.testing.assert_allclose(np.diff(way, axis=0), vectors)


def test_the_text_of_a_project():
    own = DataSpec("text", content=("uno dos " * 50).encode())
    assert text_of("project", own).startswith("uno dos")
    assert text_of("project", DataSpec("quijote")) == text_of("quijote", own)
    with pytest.raises(DataError, match="no text"):
        text_of("project", DataSpec("iris"))
    with pytest.raises(DataError, match="frequent enough"):
        vocabulary_of("uno dos " * 50, 1, 100)
    assert vocabulary_of(TEXT, 1, 100).find("Cat, unicorn") == ((vocabulary_of(TEXT, 1, 100).places["cat"],),
                                                               ("unicorn",))


def test_noise_that_is_the_neighbour_is_not_counted(rng):
    vocabulary = vocabulary_of(TEXT, 1, 100)
    batch = with_noise(vocabulary.pairs(2, 0.0, rng)[:200], vocabulary, 5, rng)
    same = batch.candidates[:, 1:] == batch.candidates[:, :1]
    assert same.any()
    np.testing.assert_array_equal(batch.signs[:, 1:] == 0, same)


def test_vectors_that_go_too_far_end_the_run():
    with pytest.raises(NonFiniteError, match="Words as vectors: the numbers are no longer finite"):
        list(WordRun({**SMALL, "rate": 1.0, "negatives": 20, "window": 20, "epochs": 20}, TEXT))

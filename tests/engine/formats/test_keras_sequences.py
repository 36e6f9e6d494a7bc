"""Sequences in Keras: in both directions, backwards, and a layer for every step."""

from __future__ import annotations

import numpy as np
import pytest

from tests.engine.formats.keras_models import agree, brought_in, named, numbers, shaken

pytest.importorskip("torch")
keras = pytest.importorskip("keras")
L = keras.layers
RECURRENT = (L.SimpleRNN, L.LSTM, L.GRU)
SERIES = (5, 3)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "m.keras"


def after(*layers):
    return keras.Sequential([keras.Input(SERIES), *layers])


@pytest.mark.parametrize("mode", ["concat", "sum", "ave", "mul"])
@pytest.mark.parametrize("every", [True, False])
@pytest.mark.parametrize("kind", RECURRENT)
def test_in_both_directions(path, kind, every, mode):
    imported = brought_in(after(L.Bidirectional(kind(4, return_sequences=every), merge_mode=mode), L.Dense(2)), path,
                          numbers(4, *SERIES))
    assert len(imported.graph.of_kind("reverse")) == 1 + every


def test_in_both_directions_without_a_merge(path):
    x = keras.Input(SERIES)
    brought_in(keras.Model(x, list(L.Bidirectional(L.GRU(2, return_sequences=True), merge_mode=None)(x))), path,
               numbers(4, *SERIES))


def test_another_layer_for_the_way_back_and_two_of_them(path):
    both = L.Bidirectional(L.LSTM(3, return_sequences=True),
                           backward_layer=L.GRU(3, return_sequences=True, go_backwards=True))
    brought_in(after(both, L.Bidirectional(L.SimpleRNN(2))), path, numbers(4, *SERIES))


@pytest.mark.parametrize("every", [True, False])
@pytest.mark.parametrize("kind", RECURRENT)
def test_backwards_and_without_a_bias(path, kind, every):
    brought_in(after(kind(4, return_sequences=every, go_backwards=True, use_bias=False), L.Dense(2)), path,
               numbers(4, *SERIES))


@pytest.mark.parametrize("layer", [L.Dense(2, activation="softmax"), L.LeakyReLU(negative_slope=0.1),
                                   L.BatchNormalization()])
def test_what_works_along_the_last_axis_needs_no_steps(path, layer):
    imported = brought_in(after(L.TimeDistributed(layer), L.Dense(2)), path, numbers(4, *SERIES))
    assert not imported.graph.of_kind("slice")


def test_a_convolution_for_every_picture_of_a_film(path):
    film = (3, 6, 6, 2)
    model = keras.Sequential([keras.Input(film), L.TimeDistributed(L.Conv2D(3, 3, activation="leaky_relu")),
                              L.TimeDistributed(L.MaxPooling2D()), L.TimeDistributed(L.Flatten()), L.LSTM(4),
                              L.Dense(1)])
    imported = brought_in(model, path, numbers(4, *film))
    owner, *others = imported.graph.of_kind("conv2d")
    assert [spec.settings["shared_with"] for spec in others] == [owner.name] * 2


def test_a_model_for_every_picture_of_a_film(path):
    film = (3, 6, 6, 2)
    eye = keras.Sequential([keras.Input(film[1:]), L.Conv2D(3, 3), L.BatchNormalization(), L.GlobalAveragePooling2D(),
                            L.Dense(2)])
    brought_in(keras.Sequential([keras.Input(film), L.TimeDistributed(eye), L.GRU(4)]), path, numbers(4, *film))


def test_a_recurrent_layer_for_every_step(path):
    texts = (3, 4, 2)
    brought_in(keras.Sequential([keras.Input(texts), L.TimeDistributed(L.LSTM(3)), L.TimeDistributed(L.Dense(2))]),
               path, numbers(4, *texts))


def test_a_long_sequence_of_pictures_is_named(path):
    (sentence,) = named(keras.Sequential([keras.Input((65, 4, 4, 1)), L.TimeDistributed(L.Flatten(), name="td")]), path)
    assert sentence == ("td: Ladera has no TimeDistributed like this one. "
                        "It takes an axis apart into more than 64 pieces.")


# Attention


@pytest.mark.parametrize("causal", [False, True])
@pytest.mark.parametrize("settings", [{}, {"value_dim": 2}, {"use_bias": False}, {"output_shape": 7}], ids=str)
def test_attention_of_several_heads(path, settings, causal):
    one, two = keras.Input((5, 3)), keras.Input((4, 6))
    attend = L.MultiHeadAttention(3, 4, **settings)
    model = keras.Model([one, two], [attend(one, two, use_causal_mask=causal), L.MultiHeadAttention(2, 2)(two, two)])
    imported = brought_in(model, path, numbers(4, 5, 3), numbers(4, 4, 6))
    assert [spec.settings["heads"] for spec in imported.graph.of_kind("attention")] == [3, 2]


def test_a_key_of_its_own_and_a_layer_that_is_called_twice(path):
    one, two = keras.Input((5, 3)), keras.Input((5, 3))
    attend = L.MultiHeadAttention(2, 4)
    model = keras.Model([one, two], attend(attend(one, value=two, key=one), one))
    imported = brought_in(model, path, numbers(4, 5, 3), numbers(4, 5, 3, seed=9))
    assert len([spec for spec in imported.graph.of_kind("dense") if not spec.settings["shared_with"]]) == 4


def test_a_block_of_a_transformer(path):
    words = keras.Input((6,))
    x = L.Embedding(20, 8)(words)
    x = L.LayerNormalization()(x + L.MultiHeadAttention(2, 4)(x, x, use_causal_mask=True))
    x = L.LayerNormalization()(x + L.Dense(8)(L.Dense(16, activation="gelu")(x)))
    model = keras.Model(words, L.Dense(20, activation="softmax")(x))
    brought_in(model, path, np.random.default_rng(0).integers(0, 20, (4, 6)).astype(np.float32))


def test_a_scale_that_is_learned(path):
    one, two = keras.Input((5, 3)), keras.Input((4, 3))
    model = keras.Model([one, two], L.Attention(use_scale=True)([one, two]))
    brought_in(model, path, numbers(4, 5, 3), numbers(4, 4, 3))


def test_masks_of_an_attention_are_named(path):
    one, mask = keras.Input((5, 3)), keras.Input((5, 5), dtype="bool")
    model = keras.Model([one, mask], L.MultiHeadAttention(2, 4, name="odd")(one, one, attention_mask=mask))
    assert named(model, path) == ["odd: Ladera has no MultiHeadAttention like this one. "
                                  "Its call is given “attention_mask” too."]


@pytest.mark.parametrize("options", [{}, {"is_causal": True, "scale": 1.0}, {"scale": 0.3}], ids=str)
def test_attention_as_an_operation(path, options):
    one, two = keras.Input((5, 2, 3)), keras.Input((5, 2, 3))
    seen = keras.ops.dot_product_attention(one, two, two * 0.5, **options)
    brought_in(keras.Model([one, two], seen), path, numbers(4, 5, 2, 3), numbers(4, 5, 2, 3, seed=9))


# States


@pytest.mark.parametrize("kind", RECURRENT)
def test_a_decoder_begins_with_what_an_encoder_ends_with(path, kind):
    one, two = keras.Input((5, 3)), keras.Input((4, 2))
    read, *states = kind(3, return_state=True)(one)
    written, *ends = kind(3, return_sequences=True, return_state=True)(two, initial_state=states)
    model = keras.Model([one, two], [L.Dense(2)(written), read, *ends])
    brought_in(model, path, numbers(4, 5, 3), numbers(4, 4, 2))


def test_states_of_both_directions(path):
    one, two = keras.Input((5, 3)), keras.Input((4, 3))
    both = L.Bidirectional(L.LSTM(3, return_state=True))
    read, *states = both(one)
    model = keras.Model([one, two], [read, *both(two, initial_state=states)])
    brought_in(model, path, numbers(4, 5, 3), numbers(4, 4, 3))


def test_states_in_any_order_of_layers_and_from_dense_layers(path):
    series, context = keras.Input((6, 4)), keras.Input((3,))
    states = [L.Dense(5, activation="tanh")(context), L.Dense(5)(context)]
    model = keras.Model([series, context], L.Dense(1)(L.LSTM(5)(series, states)))
    brought_in(model, path, numbers(4, 6, 4), numbers(4, 3))


# Masks


WORDS = np.array([[1, 2, 3, 0, 0], [4, 0, 0, 0, 0], [1, 1, 0, 2, 0], [5, 4, 3, 2, 1]], np.float32)


def of_words(*layers):
    return keras.Sequential([keras.Input((5,)), L.Embedding(6, 3, mask_zero=True), *layers])


@pytest.mark.parametrize("layers", [
    lambda kind: [kind(4), L.Dense(2)],
    lambda kind: [L.Dropout(0.2), kind(4, return_sequences=True, go_backwards=True), L.Dense(3), kind(2)],
    lambda kind: [L.Bidirectional(kind(4, return_sequences=True)), L.LayerNormalization(), L.Bidirectional(kind(2))],
    lambda kind: [kind(4, return_sequences=True, zero_output_for_mask=True), L.GlobalAveragePooling1D()],
    lambda kind: [keras.Sequential([L.ReLU(), kind(2)])],
    lambda kind: [L.Conv1D(2, 2), kind(2)],
])
@pytest.mark.parametrize("kind", RECURRENT)
def test_word_0_is_filling(path, kind, layers):
    brought_in(of_words(*layers(kind)), path, WORDS)


@pytest.mark.parametrize("number", [0.0, -1.0])
@pytest.mark.parametrize("kind", RECURRENT)
def test_steps_that_are_masked_by_a_number(path, kind, number):
    x = numbers(3, *SERIES)
    x[1, 2:] = x[2, 1] = x[0, 0] = number
    model = after(L.Masking(number), kind(4, return_sequences=True), L.TimeDistributed(L.Dense(2)),
                  L.GlobalAveragePooling1D())
    brought_in(model, path, x)


def test_masks_that_a_functional_model_computes(path):
    words = keras.Input((5,))
    series = L.LSTM(3, return_sequences=True)(L.Embedding(6, 3, mask_zero=True)(words))
    model = keras.Model(words, [L.Bidirectional(L.GRU(2))(series), L.GlobalAveragePooling1D()(series)])
    brought_in(model, path, WORDS)


@pytest.mark.parametrize("causal", [False, True])
@pytest.mark.parametrize("masked", ["query", "value", "both"])
def test_attention_looks_at_no_filling_and_sees_nothing_from_it(path, masked, causal):
    one, two = keras.Input((5,)), keras.Input((5,))
    query, value = (L.Embedding(6, 3, mask_zero=masked in (role, "both"))(words)
                    for role, words in (("query", one), ("value", two)))
    model = keras.Model([one, two], L.Attention()([query, value], use_causal_mask=causal))
    brought_in(model, path, WORDS[[0, 2, 3]], WORDS[[2, 0, 3]])


def test_attention_with_a_mask_of_its_own_and_another_key(path):
    one, two, key = keras.Input((4, 3)), keras.Input((5, 3)), keras.Input((5, 3))
    words = keras.Input((5,))
    seen = L.Attention()([one, two, key], mask=[None, keras.ops.not_equal(words, 2.0)])
    imported = brought_in(keras.Model([one, two, key, words], seen), path, numbers(4, 4, 3), numbers(4, 5, 3),
                          numbers(4, 5, 3, seed=9), WORDS)
    assert imported.graph.of_kind("attention")[0].settings["masked"]


@pytest.mark.parametrize("causal", [False, True])
@pytest.mark.parametrize("masked", ["query", "value", "both"])
def test_several_heads_look_at_no_filling_and_from_it_at_all_alike(path, masked, causal):
    one, two = keras.Input((4,)), keras.Input((5,))
    query, value = (L.Embedding(6, 3, mask_zero=masked in (role, "both"))(words)
                    for role, words in (("query", one), ("value", two)))
    model = keras.Model([one, two], L.MultiHeadAttention(2, 4)(query, value, use_causal_mask=causal))
    imported = brought_in(model, path, WORDS[[0, 2, 3], :4], WORDS[[2, 0, 3]])
    assert [spec.settings["masked"] for spec in imported.graph.of_kind("attention")] == [masked != "query"]


def test_a_masked_block_of_a_transformer_whose_steps_are_left_out_of_the_mean(path):
    words = keras.Input((5,))
    x = L.Embedding(6, 4, mask_zero=True)(words)
    x = L.LayerNormalization()(L.Add()([x, L.MultiHeadAttention(2, 3)(x, x)]))
    x = L.LayerNormalization()(L.Add()([x, L.Dense(4)(L.Dense(8, activation="relu")(x))]))
    brought_in(keras.Model(words, L.Dense(2)(L.GlobalAveragePooling1D()(x))), path, WORDS)


def test_a_step_counts_for_several_heads_where_its_value_and_its_key_do(path):
    one, others, keys = keras.Input((4, 3)), keras.Input((5,)), keras.Input((5,))
    value, key = (L.Embedding(6, 3, mask_zero=True)(words) for words in (others, keys))
    model = keras.Model([one, others, keys], L.MultiHeadAttention(2, 4)(one, value, key))
    brought_in(model, path, numbers(3, 4, 3), WORDS[[0, 2, 3]], WORDS[[2, 0, 3]])


@pytest.mark.parametrize("bias", [None, "d", "bd"])
def test_a_product_at_every_step_with_a_bias_for_each(path, bias):
    layer = L.EinsumDense("abc,cd->abd", output_shape=(5, 4), bias_axes=bias)
    imported = brought_in(after(layer, L.Dense(2)), path, numbers(4, *SERIES))
    assert len(imported.graph.of_kind("position_embedding")) == (bias == "bd")


@pytest.mark.parametrize("layer", [
    lambda: L.EinsumDense("abc,cd->abd", output_shape=(5, 4), bias_axes="b", name="odd"),
    lambda: L.EinsumDense("abc,bd->acd", output_shape=(3, 4), name="odd"),
    lambda: L.EinsumDense("abc,cd->abd", output_shape=(5, 4), bias_axes="bd", activation="relu", name="odd")])
def test_other_products_are_named(path, layer):
    (sentence,) = named(after(layer()), path)
    assert sentence.startswith("odd: Ladera has no EinsumDense like this one. Its setting ")


def chosen(series, words, fill: float):
    """The steps that count; the others are `fill`."""
    return keras.ops.where(keras.ops.not_equal(L.Reshape((5, 1))(words), 0.0), series, fill)


@pytest.mark.parametrize("pooled", [
    lambda x, words: L.Dense(2)(chosen(x, words, 0.0)), lambda x, words: chosen(x, words, 0.0),
    lambda x, words: L.Conv1D(2, 2)(chosen(x, words, 0.0)), lambda x, words: L.MaxPooling1D()(chosen(x, words, -1e9)),
    lambda x, words: L.GlobalMaxPooling1D()(chosen(x, words, -1e9)),
    lambda x, words: L.GlobalMaxPooling1D()(chosen(x, words, 0.0)),
    lambda x, words: L.GlobalAveragePooling1D()(chosen(x, words, -1e9)),
    lambda x, words: L.TimeDistributed(L.Dense(2))(chosen(x, words, 0.0)),
    lambda x, words: keras.Sequential([keras.Input((5, 3)), L.Dense(2)])(chosen(x, words, 0.0)),
    lambda x, words: L.GlobalMaxPooling1D()(chosen(x, words, -1e9)) * L.GlobalMaxPooling1D()(chosen(x, words, -1e9)),
])
def test_steps_that_are_left_out_elsewhere_than_of_a_pooling_are_named(path, pooled):
    series, words = keras.Input(SERIES), keras.Input((5,))
    said = named(keras.Model([series, words], pooled(series, words)), path)
    assert any("Steps that do not count are only left out of a pooling." in sentence for sentence in said)


def test_zeros_for_steps_that_do_not_count_are_added_up_by_a_mean(path):
    series, words = keras.Input(SERIES), keras.Input((5,))
    model = keras.Model([series, words], L.GlobalAveragePooling1D()(chosen(series, words, 0.0)))
    imported = brought_in(model, path, numbers(4, *SERIES), WORDS)
    assert imported.graph.of_kind("global_pooling")[0].settings["masked"]


def test_a_mask_that_is_an_input(path):
    series, mask = keras.Input(SERIES), keras.Input((5,), dtype="bool")
    model = shaken(keras.Model([series, mask], L.GRU(3)(series, mask=mask)))
    model.save(path)
    x, read = numbers(3, *SERIES), np.arange(5) < np.array([[5], [2], [1]])
    agree(path, [x, read.astype(np.float32)], model.predict([x, read], verbose=0))


def test_masks_that_ladera_does_not_follow_are_named(path):
    words = keras.Input((5,))
    mask = keras.ops.logical_not(keras.ops.not_equal(words, 0))
    model = keras.Model(words, L.LSTM(2, name="odd")(L.Embedding(6, 3)(words), mask=mask))
    assert any(said.endswith(": Ladera has no layer like LogicalNot.") for said in named(model, path))


def test_steps_count_in_a_sum_where_they_do_in_either(path):
    words, others = keras.Input((5,)), keras.Input((5,))
    masked, other = (L.Embedding(6, 3, mask_zero=True)(one) for one in (words, others))
    total = L.Add()([masked, other])
    model = keras.Model([words, others], [L.LSTM(2)(total), L.GlobalAveragePooling1D()(total)])
    brought_in(model, path, WORDS[[0, 2, 3]], WORDS[[2, 0, 3]])


@pytest.mark.parametrize("both", [keras.ops.logical_and, keras.ops.logical_or])
def test_masks_put_together_by_hand(path, both):
    words, others = keras.Input((5,)), keras.Input((5,))
    mask = both(keras.ops.not_equal(words, 0), keras.ops.not_equal(others, 2))
    model = keras.Model([words, others], L.GRU(2)(L.Embedding(6, 3)(words), mask=mask))
    brought_in(model, path, WORDS[[0, 2, 3]], WORDS[[2, 0, 3]])


def test_behind_a_sum_with_what_has_no_mask_every_step_counts(path):
    words, series = keras.Input((5,)), keras.Input((5, 3))
    x = L.Add()([L.Embedding(6, 3, mask_zero=True)(words), series])
    imported = brought_in(keras.Model([words, series], L.MultiHeadAttention(2, 4)(x, x)), path, WORDS,
                          numbers(4, *SERIES))
    assert not imported.graph.of_kind("attention")[0].settings["masked"]


def test_a_mask_and_a_state_at_once_are_named(path):
    words, state = keras.Input((5,)), keras.Input((2,))
    model = keras.Model([words, state], L.GRU(2, name="odd")(L.Embedding(6, 3, mask_zero=True)(words),
                                                             initial_state=state))
    assert named(model, path) == ["odd: Ladera has no GRU like this one. Its call is given “mask” too."]

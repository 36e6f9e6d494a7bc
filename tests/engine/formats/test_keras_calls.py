"""How layers of Keras are called: nothing that a call says is dropped, and every way to write one is read."""

from __future__ import annotations

import numpy as np
import pytest

from engine.errors import FormatError
from engine.formats import import_network
from tests.engine.formats.keras_models import agree, as_keras_2, brought_in, named, numbers, rewritten, shaken

pytest.importorskip("torch")
keras = pytest.importorskip("keras")
L = keras.layers


@pytest.fixture
def path(tmp_path):
    return tmp_path / "m.keras"


def test_inputs_and_outputs_in_dictionaries_keep_their_order(path):
    one, two = keras.Input((4,), name="b"), keras.Input((3,), name="a")
    merged = L.Concatenate()([one, two])
    model = keras.Model({"z": one, "y": two}, {"second": L.Dense(2)(merged), "first": L.Dense(1)(merged)})
    x, y = numbers(5, 4), numbers(5, 3)
    imported = brought_in(model, path, x, y, feed={"z": x, "y": y})
    assert [spec.name for spec in imported.graph.of_kind("output")] == ["first_output", "second_output"]


def test_calls_as_keras_2_listed_them(path):
    one = keras.Input((4,))
    hidden = L.Dense(6, activation="relu")(one)
    model = keras.Model(one, [L.Dense(2)(L.Add()([hidden, L.Dense(6)(hidden)])), L.Dropout(0.3)(hidden)])
    shaken(model).save(path)
    x = numbers(5, 4)
    agree(rewritten(path, as_keras_2), [x], model.predict(x, verbose=0))


def test_keras_2_counted_the_calls_of_models_from_1(path):
    x = keras.Input((3,))
    inner = keras.Model(x, L.Dense(3, activation="tanh")(x))
    one = keras.Input((3,))
    first = inner(one)
    model = keras.Model(one, L.Add()([first, inner(L.Dense(3)(first))]))
    shaken(model).save(path)
    x = numbers(5, 3)
    agree(rewritten(path, lambda layers: as_keras_2(layers, models=1)), [x], model.predict(x, verbose=0))


@pytest.mark.parametrize("layer", [L.LeakyReLU(negative_slope=0.05), L.ReLU(negative_slope=0.3),
                                   L.ReLU(negative_slope=0.2, max_value=1.5)], ids=lambda layer: layer.name)
def test_a_slope_that_keras_2_called_alpha(path, layer):
    def older(layers):
        for row in layers:
            if "negative_slope" in row["config"]:
                row["config"]["alpha"] = row["config"].pop("negative_slope")

    model = keras.Sequential([keras.Input((4,)), L.Dense(6), layer, L.Dense(2)])
    shaken(model).save(path)
    x = numbers(9, 4)
    agree(rewritten(path, older), [x], model.predict(x, verbose=0))


@pytest.mark.parametrize("activation", ["softmax", "leaky_relu", "relu6", "log_softmax", "tanh", "hard_tanh"])
def test_a_layer_that_is_called_again_shares_its_activation_too(path, activation):
    one, two = keras.Input((4,)), keras.Input((4,))
    twin = L.Dense(4, activation=activation)
    model = keras.Model([one, two], L.Concatenate()([twin(one), twin(twin(two))]))
    imported = brought_in(model, path, numbers(5, 4), numbers(5, 4, seed=5))
    owner, *others = imported.graph.of_kind("dense")
    assert [spec.settings["shared_with"] for spec in others] == [owner.name] * 2


@pytest.mark.parametrize("twice", [L.Softmax, lambda: L.Activation("sigmoid"), lambda: L.Activation("tanh"), L.ReLU])
def test_an_activation_that_stands_twice_comes_in_twice(path, twice):
    kind = {"softmax": "softmax", "re_lu": "relu"}.get(twice().name.rstrip("_0123456789"))
    first = kind or twice().get_config()["activation"]
    brought_in(keras.Sequential([keras.Input((4,)), L.Dense(3, activation=first), twice(), twice()]), path,
               numbers(5, 4))


def test_arguments_of_a_call_are_read_by_place_and_by_name(path):
    one = keras.Input((4, 3))
    two = L.Dense(3)(inputs=one)
    model = keras.Model(one, L.Attention()(inputs=[one, two], use_causal_mask=True))
    brought_in(model, path, numbers(5, 4, 3))


@pytest.mark.parametrize(("call", "said"), [
    (lambda x, y: L.Dropout(0.5, name="odd")(x, training=True), "Its call is given “training” too."),
    (lambda x, y: L.BatchNormalization(name="odd")(x, training=True), "Its call is given “training” too."),
    (lambda x, y: L.Softmax(name="odd")(x, mask=y > 0), "Its call is given “mask” too."),
    (lambda x, y: L.Attention(name="odd")([x, y], return_attention_scores=True)[0],
     "Its call is given “return_attention_scores” too."),
])
def test_an_argument_that_ladera_lacks_is_named(path, call, said):
    one, two = keras.Input((4, 3)), keras.Input((4, 3))
    model = keras.Model([one, two], L.Dense(2)(call(one, two)))
    assert any(sentence.startswith("odd: ") and said in sentence for sentence in named(model, path))


def test_models_inside_models_called_twice(path):
    inner = keras.Sequential([L.Dense(3, activation="softmax"), L.BatchNormalization()])
    deep_in = keras.Input((3,))
    deep = keras.Model(deep_in, [inner(deep_in), L.Dense(2)(deep_in)], name="deep")
    one, two = keras.Input((3,)), keras.Input((3,))
    first, second = deep(one), deep(two)
    model = keras.Model([one, two], [L.Concatenate()([first[0], second[1]]), L.ReLU()(second[0])])
    imported = brought_in(model, path, numbers(5, 3), numbers(5, 3, seed=5))
    assert len([spec for spec in imported.graph.of_kind("dense") if not spec.settings["shared_with"]]) == 2


def test_a_model_inside_that_takes_a_dictionary(path):
    a, b = keras.Input((3,), name="a"), keras.Input((2,), name="b")
    inner = keras.Model({"left": a, "right": b}, L.Concatenate()([L.Dense(2)(a), b]))
    one, two = keras.Input((2,)), keras.Input((3,))
    model = keras.Model([one, two], L.Dense(2)(inner({"right": one, "left": two})))
    brought_in(model, path, numbers(5, 2), numbers(5, 3))


def test_models_that_are_the_output_of_a_model(path):
    """A functional model inside counts its calls from 1 there, and only there."""
    x = keras.Input((3,))
    inner = keras.Model(x, L.Dense(2, activation="tanh")(x))
    one = keras.Input((3,))
    brought_in(keras.Model(one, [inner(one), inner(L.Dense(3)(one))]), path, numbers(5, 3))


@pytest.mark.parametrize("adapted", [True, False])
@pytest.mark.parametrize("invert", [True, False])
def test_normalization_that_was_adapted_or_given(path, adapted, invert):
    if adapted:
        layer = L.Normalization(invert=invert)
        layer.adapt(numbers(50, 4) * 3 + 1)
    else:
        layer = L.Normalization(mean=[1.0, 2.0, 3.0, 0.0], variance=[4.0, 1.0, 0.25, 0.0], invert=invert)
    model = keras.Sequential([keras.Input((4,)), layer, L.Dense(2)])
    model.save(path)
    x = numbers(5, 4)
    agree(path, [x], model.predict(x, verbose=0), tolerance=1e-4)


def test_normalization_of_all_numbers_at_once(path):
    layer = L.Normalization(axis=None)
    layer.adapt(numbers(20, 3, 4) * 2 + 1)
    model = keras.Sequential([keras.Input((3, 4)), layer, L.Dense(2)])
    model.save(path)
    x = numbers(5, 3, 4)
    agree(path, [x], model.predict(x, verbose=0))


SIX = (6, 4)


@pytest.mark.parametrize("compute", [
    lambda x, y: x + y,
    lambda x, y: 2.0 * x - y / 3.0,
    lambda x, y: 1.0 - x * y,
    lambda x, y: -x + y + np.array([1.0, 2.0, 3.0, 4.0], np.float32),
    lambda x, y: x**2 + keras.ops.square(y),
    lambda x, y: keras.ops.minimum(x, y) + keras.ops.maximum(x, y),
    lambda x, y: x[:, 1:4],
    lambda x, y: x[:, -1],
    lambda x, y: x[..., 2],
    lambda x, y: x[:, ::2] + y[:, 1::2],
    lambda x, y: x[:, None, 2] + y[:, :, None, 0],
    lambda x, y: keras.ops.concatenate([x, y], axis=1),
    lambda x, y: keras.ops.stack([x, y], axis=1),
    lambda x, y: keras.ops.stack([x, y], axis=-1),
    lambda x, y: keras.ops.transpose(x, (0, 2, 1)),
    lambda x, y: keras.ops.reshape(x, (-1, 3, 8)),
    lambda x, y: keras.ops.expand_dims(x, 2) + keras.ops.expand_dims(y, (2,)),
    lambda x, y: keras.ops.squeeze(x[:, 1:2], 1),
    lambda x, y: keras.ops.mean(x, axis=1) + keras.ops.max(y, axis=1),
    lambda x, y: x - keras.ops.mean(x, axis=-1, keepdims=True),
    lambda x, y: keras.ops.sum(x * y, axis=(1, 2), keepdims=True),
    lambda x, y: keras.ops.split(x, 3, axis=1)[1] + keras.ops.split(y, [1, 3], axis=1)[1],
    lambda x, y: keras.ops.flip(x, axis=1) + keras.ops.swapaxes(keras.ops.swapaxes(y, 1, 2), 2, 1),
    lambda x, y: keras.ops.moveaxis(x, 1, 2),
    lambda x, y: keras.ops.clip(x, -0.5, 0.25) + keras.ops.relu6(y * 4),
    lambda x, y: keras.ops.maximum(x, 0.2) + keras.ops.minimum(-0.3, y),
    lambda x, y: keras.ops.minimum(keras.ops.maximum(x, -1.0), 1.0) * keras.ops.maximum(0.0, y),
    lambda x, y: keras.ops.silu(x) + keras.ops.gelu(y, approximate=False),
    lambda x, y: keras.ops.leaky_relu(x, 0.1) + keras.ops.elu(y, 0.5) + keras.ops.celu(x, 2.0),
    lambda x, y: keras.ops.softmax(x, axis=1) + keras.ops.log_softmax(y),
    lambda x, y: L.Add()([x, L.GlobalAveragePooling1D()(y)]),
    lambda x, y: L.Concatenate(axis=1)([x, y]),
    lambda x, y: L.Minimum()([x, y]),
    lambda x, y: L.GlobalMaxPooling1D(keepdims=True)(x) * y,
    lambda x, y: L.Softmax(axis=1)(x),
    lambda x, y: L.ELU(alpha=0.3)(x),
])
def test_operators_on_tensors(path, compute):
    one, two = keras.Input(SIX), keras.Input(SIX)
    model = keras.Model([one, two], [compute(one, two), L.Add()([one, two])])
    brought_in(model, path, numbers(5, *SIX), numbers(5, *SIX, seed=8))


def test_slices_that_go_backwards(path):
    """Keras on PyTorch saves them, and cannot compute them."""
    one = keras.Input(SIX)
    keras.Model(one, [one[:, ::-1], one[:, 4:0:-2, 1:], one[:, :, ::-3]]).save(path)
    x = numbers(5, *SIX)
    agree(path, [x], [x[:, ::-1], x[:, 4:0:-2, 1:], x[:, :, ::-3]])


@pytest.mark.parametrize(("compute", "said"), [
    (lambda x: keras.ops.mean(x), "It works on the examples, not inside each."),
    (lambda x: keras.ops.cast(x, "int32"), "Its setting dtype is another."),
    (lambda x: keras.ops.sort(x, axis=-1), "Ladera has no layer like Sort."),
    (lambda x: keras.ops.mean(x, axis=(1, 2)), "It leaves one number of each example, without an axis."),
])
def test_an_operation_that_ladera_lacks_is_named(path, compute, said):
    one = keras.Input(SIX)
    (sentence,) = named(keras.Model(one, compute(one)), path)
    assert said in sentence


ACTIVATIONS = ("relu", "sigmoid", "softmax", "softplus", "softsign", "tanh", "selu", "elu", "leaky_relu", "relu6",
               "silu", "swish", "hard_silu", "hard_swish", "gelu", "hard_sigmoid", "linear", "mish", "log_softmax",
               "celu", "hard_tanh", "log_sigmoid", "tanh_shrink", "soft_shrink", "sparse_sigmoid")


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_activations_of_layers_and_as_layers(path, name):
    model = keras.Sequential([keras.Input((4,)), L.Dense(5, activation=name), L.Dense(4), L.Activation(name),
                              L.Dense(3)])
    brought_in(model, path, 4 * numbers(20, 4))


def test_an_activation_that_is_a_layer_of_its_own(path):
    model = keras.Sequential([keras.Input((4,)), L.Dense(5, activation=L.LeakyReLU(negative_slope=0.15)),
                              L.Dense(5, activation=L.ELU(alpha=0.4)), L.Dense(3)])
    brought_in(model, path, numbers(9, 4))


def test_a_sound_file_with_a_layer_larger_than_ladera_has_is_not_damaged(path):
    (sentence,) = named(keras.Sequential([keras.Input((1_200, 1)), L.GRU(2, name="long")]), path)
    assert sentence.startswith("long: Ladera has no GRU like this one. It takes at most 1000 steps")


def test_zeros_around_an_image_that_nothing_reads_are_named(path):
    model = keras.Sequential([keras.Input((4, 4, 1)), L.ZeroPadding2D(1, name="zeros")])
    assert named(model, path) == ["zeros: Ladera has no output like this one. "
                                  "Zeros around an image belong to a convolution or a pooling."]


def test_a_setting_that_is_not_understood_is_named(path):
    model = shaken(keras.Sequential([keras.Input((4, 4, 1)), L.Cropping2D(1, name="odd"), L.Flatten(), L.Dense(1)]))
    model.save(path)

    def stranger(layers):
        layers[1]["config"]["cropping"] = {"class_name": "Sided", "config": {}}

    sentences = [str(sentence) for sentence in import_network(rewritten(path, stranger)).missing]
    assert sentences == ["odd: Ladera has no Cropping2D like this one. What the file says of it is not understood."]


def test_a_model_that_was_never_built_says_so(path):
    keras.Sequential([L.Dense(3)], name="new").save(path)
    with pytest.raises(FormatError, match="new does not say what shape its input has"):
        import_network(path)


def test_sequences_of_any_length_are_named(path):
    model = keras.Sequential([keras.Input((None, 4), name="series"), L.LSTM(2)])
    assert named(model, path) == ["series: Ladera has no InputLayer like this one. "
                                  "Its sequences have lengths of their own."]


@pytest.mark.parametrize("policy", ["mixed_float16", "mixed_bfloat16", "bfloat16"])
def test_mixed_and_half_precision(path, policy):
    """Keras rounds between layers; weights in half precision come in as they are."""
    before = keras.mixed_precision.dtype_policy()
    keras.mixed_precision.set_global_policy(policy)
    try:
        one = keras.Input((6, 4))
        hidden = L.Flatten()(L.Dense(3, activation="relu")(one) * 2)
        model = shaken(keras.Model(one, L.Dense(2, dtype="float32")(hidden)))
    finally:
        keras.mixed_precision.set_global_policy(before)
    model.save(path)
    x = numbers(5, 6, 4)
    agree(path, [x], model.predict(x, verbose=0), tolerance=0.05)


def test_cells_and_normalisation_without_a_scale(path):
    model = keras.Sequential([keras.Input((5, 4)), L.RNN(L.LSTMCell(3), return_sequences=True),
                              L.LayerNormalization(scale=False), L.LayerNormalization(center=False, scale=False),
                              L.RNN(L.GRUCell(2)), L.Dense(1)])
    brought_in(model, path, numbers(3, 5, 4))

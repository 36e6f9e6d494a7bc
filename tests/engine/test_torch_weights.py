"""State dicts of PyTorch in networks that were drawn: the same predictions as the module they come from."""

from __future__ import annotations

import contextlib
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import save_file

from engine.errors import FormatError
from engine.formats import PICKLES, export_weights, import_network, read_donors
from engine.graph import Graph, LayerSpec, Link, sequential
from engine.layout import ParameterLayout
from engine.network import Network
from engine.project import new_project
from engine.transfer import TransferError, match_layers, other_epsilons, unused, with_weights
from tests.cases import random_cases


def layer(name: str, kind: str, **settings: object) -> LayerSpec:
    return LayerSpec(name, kind, settings)


def dense(name: str, units: int, activation: str = "identity") -> LayerSpec:
    return layer(name, "dense", units=units, activation=activation)


def conv(name: str, filters: int, size: int = 3, **settings: object) -> LayerSpec:
    return layer(name, "conv2d", **{"filters": filters, "kernel_size": (size, size), "activation": "identity",
                                    **settings})


def norm(name: str, kind: str = "batch_normalization", **settings: object) -> LayerSpec:
    return layer(name, kind, epsilon=1e-5, **settings)


def drawn(shape: tuple[int, ...], *layers: LayerSpec) -> Graph:
    return sequential(layer("input_1", "input", shape=shape), *layers, layer("output_1", "output"))


RELU = layer("relu", "activation", function="relu")
FLATTEN = layer("flatten", "flatten")


def taken(graph: Graph, path) -> tuple[Graph, np.ndarray]:
    found = match_layers(read_donors(path), graph)
    assert [match.layer for match in found if match.donor is None] == []
    start = ParameterLayout(graph).initial(0).astype(np.float32)
    return with_weights(graph, start, {match.layer: match.donor for match in found})


# Beside PyTorch


def cases() -> dict[str, tuple]:
    """Module, drawn network, shape of the examples there."""
    from torch import nn

    class Last(nn.Module):
        """The last step of recurrent layers, of words or of numbers."""

        def __init__(self, kind: str, words: bool = False, **options: object) -> None:
            super().__init__()
            self.words = nn.Embedding(9, 4) if words else nn.Identity()
            self.steps, self.head = getattr(nn, kind)(4, 5, batch_first=True, **options), nn.Linear(5, 2)

        def forward(self, x):
            x = self.words(x.long()) if isinstance(self.words, nn.Embedding) else x
            return self.head(self.steps(x)[0][:, -1])

    class Columns(nn.Module):
        """An image read column by column, as in the recognition of handwriting."""

        def __init__(self) -> None:
            super().__init__()
            self.filters, self.steps = nn.Conv2d(1, 4, 3, padding=1), nn.LSTM(20, 6, batch_first=True)

        def forward(self, x):
            return self.steps(self.filters(x).permute(0, 3, 1, 2).flatten(2))[0][:, -1]

    class Patches(nn.Module):
        """Patches of an image as a sequence, as a vision transformer reads them."""

        def __init__(self) -> None:
            super().__init__()
            self.patch, self.norm, self.head = nn.Conv2d(3, 4, 2, 2), nn.LayerNorm(4), nn.Linear(36, 2)

        def forward(self, x):
            return self.head(self.norm(self.patch(x).flatten(2).transpose(1, 2)).flatten(1))

    words = layer("words", "embedding", vocabulary=9, dimension=4)
    found = {
        "perceptron": (nn.Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 8), nn.Tanh(), nn.Linear(8, 3)),
                       drawn((4,), dense("a", 8, "tanh"), dense("b", 8, "tanh"), dense("c", 3)), (4,)),
        "LeNet": (nn.Sequential(
            nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10)),
            drawn((28, 28, 1), conv("c1", 6, 5, padding="same", activation="relu"), layer("p1", "pooling2d"),
                  conv("c2", 16, 5, activation="relu"), layer("p2", "pooling2d"), FLATTEN, dense("f1", 120, "relu"),
                  dense("f2", 84, "relu"), dense("f3", 10)), (1, 28, 28)),
        "VGG with batch normalisation": (nn.Sequential(
            nn.Conv2d(3, 8, 3, padding=1, bias=False), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(8, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Dropout(),
            nn.Linear(32, 20), nn.BatchNorm1d(20), nn.PReLU(), nn.Linear(20, 4)),
            drawn((8, 8, 3), conv("c1", 8, padding="same"), norm("b1"), RELU, layer("p1", "pooling2d"),
                  conv("c2", 8, padding="same"), norm("b2"), replace(RELU, name="relu_2"), layer("p2", "pooling2d"),
                  FLATTEN, layer("dropout", "dropout"), dense("f1", 20), norm("b3"), layer("slopes", "prelu"),
                  dense("f2", 4)), (3, 8, 8)),
        "normalised behind the image": (nn.Sequential(nn.Conv2d(2, 3, 3), nn.Flatten(), nn.BatchNorm1d(48),
                                                      nn.LayerNorm(48), nn.Linear(48, 5)),
                                        drawn((6, 6, 2), conv("c", 3), FLATTEN, norm("b"),
                                              norm("n", "layer_normalization"), dense("d", 5)), (2, 6, 6)),
        "colours in a row": (nn.Sequential(nn.Flatten(), nn.Linear(48, 5)),
                             drawn((4, 4, 3), layer("row", "reshape", shape=(48,)), dense("d", 5)), (3, 4, 4)),
        "channels brought first by hand": (nn.Sequential(nn.Flatten(), nn.Linear(48, 5)),
                                           drawn((4, 4, 3), layer("turn", "permute", order=(3, 1, 2)), FLATTEN,
                                                 dense("d", 5)), (3, 4, 4)),
        "an image made of a row": (nn.Sequential(
            nn.Linear(6, 72), nn.BatchNorm1d(72), nn.ReLU(), nn.Unflatten(1, (8, 3, 3)),
            nn.ConvTranspose2d(8, 4, 4, 2, 1, bias=False), nn.ReLU(), nn.Conv2d(4, 1, 3, padding=1)),
            drawn((6,), dense("d", 72), norm("b"), RELU, layer("image", "reshape", shape=(3, 3, 8)),
                  layer("t", "conv2d_transpose", filters=4, kernel_size=(4, 4), strides=(2, 2), padding="explicit",
                        pad=(1, 1), activation="relu"), conv("c", 1, padding="same")), (6,)),
        "a sequence of maps": (nn.Sequential(nn.Conv1d(3, 4, 3), nn.ReLU(), nn.MaxPool1d(2), nn.Flatten(),
                                             nn.Linear(16, 2)),
                               drawn((10, 3), layer("c", "conv1d", filters=4, kernel_size=(3,), activation="relu"),
                                     layer("p", "pooling1d"), FLATTEN, dense("d", 2)), (3, 10)),
        "depthwise": (nn.Sequential(nn.Conv2d(4, 8, 3, groups=4), nn.Conv2d(8, 6, 1), nn.GroupNorm(2, 6), nn.Flatten(),
                                    nn.Linear(96, 3)),
                      drawn((6, 6, 4), layer("a", "depthwise_conv2d", kernel_size=(3, 3), multiplier=2,
                                             activation="identity"), conv("b", 6, 1),
                            norm("n", "group_normalization", groups=2), FLATTEN, dense("d", 3)), (4, 6, 6)),
        "columns of an image": (Columns(), drawn((5, 7, 1), conv("c", 4, padding="same"),
                                                 layer("turn", "permute", order=(2, 1, 3)),
                                                 layer("columns", "reshape", shape=(7, 20)),
                                                 layer("l", "lstm", units=6)), (1, 5, 7)),
    }
    found["patches in a sequence"] = (Patches(), drawn(
        (6, 6, 3), conv("c", 4, 2, strides=(2, 2)), layer("patches", "reshape", shape=(9, 4)),
        norm("n", "layer_normalization"), FLATTEN, dense("d", 2)), (3, 6, 6))
    for name, kind in (("RNN", "simple_rnn"), ("LSTM", "lstm"), ("GRU", "gru")):
        found[f"{name} of two layers, of words"] = (
            Last(name, words=True, num_layers=2),
            drawn((7,), words, layer("first", kind, units=5, return_sequences=True), layer("second", kind, units=5),
                  dense("head", 2)), (7,))
        found[f"{name} without biases"] = (
            Last(name, bias=False), drawn((7, 4), layer("steps", kind, units=5), dense("head", 2)), (7, 4))
    return found


CASES = ("perceptron", "LeNet", "VGG with batch normalisation", "normalised behind the image", "colours in a row",
         "channels brought first by hand", "an image made of a row", "a sequence of maps", "depthwise",
         "columns of an image", "patches in a sequence", *(f"{name} {what}" for name in ("RNN", "LSTM", "GRU")
                                  for what in ("of two layers, of words", "without biases")))


@pytest.mark.parametrize("name", CASES)
def test_a_drawn_network_predicts_what_the_module_does(tmp_path, name):
    torch = pytest.importorskip("torch")
    from safetensors.torch import save_file as save

    torch.manual_seed(0)
    module, graph, shape = cases()[name]
    rng = np.random.default_rng(0)
    for part in module.modules():
        if isinstance(part, torch.nn.BatchNorm1d | torch.nn.BatchNorm2d):
            part.running_mean.normal_()
            part.running_var.uniform_(0.5, 2.0)
        if "Norm" in type(part).__name__:
            torch.nn.init.normal_(part.weight)
            torch.nn.init.normal_(part.bias)
    save(module.eval().state_dict(), tmp_path / "w.safetensors")
    x = (rng.integers(0, 9, (3, 7)) if "words" in name else rng.normal(size=(3, *shape))).astype(np.float32)
    with torch.no_grad():
        theirs = module(torch.tensor(x)).numpy()
    graph, parameters = taken(graph, tmp_path / "w.safetensors")
    expected = graph.infer()["input_1"]
    ours = Network(graph).predict(parameters, x if x.shape[1:] == expected else np.moveaxis(x, 1, -1))
    np.testing.assert_allclose(ours, theirs if ours.shape == theirs.shape else np.moveaxis(theirs, 1, -1), rtol=0,
                               atol=1e-5)


# Without PyTorch


def state(path, **arrays: np.ndarray):
    """A file of a state dict; `_` stands for a point."""
    save_file({name.replace("_", "."): np.ascontiguousarray(array) for name, array in arrays.items()}, path)
    return path


def test_half_precision_is_read_exactly(tmp_path):
    import json

    halves = np.array([[0x3F80, 0xBF81, 0x0001, 0x7F7F]], np.uint16)
    exact = np.array([[1.0, -1.0078125, 9.183549615799121e-41, 3.3895313892515355e38]], np.float32)
    content = halves.tobytes()
    header = json.dumps({"fc.weight": {"dtype": "BF16", "shape": [1, 4], "data_offsets": [0, len(content)]}}).encode()
    (tmp_path / "w.safetensors").write_bytes(len(header).to_bytes(8, "little") + header + content)
    donor = read_donors(tmp_path / "w.safetensors")[0]
    np.testing.assert_array_equal(donor.arrays["kernel"], exact.T)
    small = np.array([[6e-8, 65504.0, 0.1]], np.float16)
    donor = read_donors(state(tmp_path / "w.safetensors", fc_weight=small))[0]
    np.testing.assert_array_equal(donor.arrays["kernel"], small.T)


@pytest.mark.parametrize("turned_first", [False, True])
def test_both_ways_of_a_bidirectional_layer_find_their_weights(tmp_path, turned_first):
    torch = pytest.importorskip("torch")
    from safetensors.torch import save_file as save

    module = torch.nn.LSTM(3, 4, batch_first=True, bidirectional=True)
    save(module.state_dict(), tmp_path / "w.safetensors")
    ways = (layer("forwards", "lstm", units=4, return_sequences=True), layer("backwards", "lstm", units=4,
                                                                             return_sequences=True))
    layers = (layer("input_1", "input", shape=(5, 3)), layer("turn", "reverse"), *ways[::-1 if turned_first else 1],
              layer("back", "reverse"), layer("both", "concatenate"), layer("output_1", "output"))
    graph = Graph(layers, (Link("input_1", "forwards"), Link("input_1", "turn"), Link("turn", "backwards"),
                           Link("backwards", "back"), Link("forwards", "both", 0), Link("back", "both", 1),
                           Link("both", "output_1")))
    x = np.random.default_rng(0).normal(size=(2, 5, 3)).astype(np.float32)
    graph, parameters = taken(graph, tmp_path / "w.safetensors")
    with torch.no_grad():
        theirs = module(torch.tensor(x))[0].numpy()
    np.testing.assert_allclose(Network(graph).predict(parameters, x), theirs, rtol=0, atol=1e-6)


def test_an_encoder_of_a_transformer_is_drawn_and_takes_the_weights_of_pytorch(tmp_path):
    torch = pytest.importorskip("torch")
    from safetensors.torch import save_file as save

    torch.manual_seed(0)
    module = torch.nn.TransformerEncoderLayer(6, 2, 8, batch_first=True).eval()
    for part in (module.norm1, module.norm2):
        torch.nn.init.normal_(part.weight)
        torch.nn.init.normal_(part.bias)
    save(module.state_dict(), tmp_path / "w.safetensors")
    layers = (layer("input_1", "input", shape=(5, 6)), *(dense(name, 6) for name in ("a", "b", "c")),
              layer("look", "attention", heads=2), dense("out", 6), layer("add", "add"),
              norm("first", "layer_normalization"), dense("wide", 8, "relu"), dense("narrow", 6),
              layer("add_2", "add"), norm("second", "layer_normalization"), layer("output_1", "output"))
    links = [*(Link("input_1", name) for name in ("a", "b", "c")), Link("a", "look", 0), Link("c", "look", 1),
             Link("b", "look", 2), Link("look", "out"), Link("input_1", "add", 0), Link("out", "add", 1),
             Link("add", "first"), Link("first", "wide"), Link("wide", "narrow"), Link("first", "add_2", 0),
             Link("narrow", "add_2", 1), Link("add_2", "second"), Link("second", "output_1")]
    x = np.random.default_rng(0).normal(size=(2, 5, 6)).astype(np.float32)
    graph, parameters = taken(Graph(layers, tuple(links)), tmp_path / "w.safetensors")
    with torch.no_grad():
        theirs = module(torch.tensor(x)).numpy()
    np.testing.assert_allclose(Network(graph).predict(parameters, x), theirs, rtol=0, atol=1e-5)


def test_names_are_compared_without_the_modules_around_them(tmp_path):
    kernels = {f"net_{name}_weight": np.full((3, 3), float(number), np.float32)
               for number, name in enumerate(("last", "middle", "first"))}
    donors = read_donors(state(tmp_path / "w.safetensors", **kernels))
    graph = drawn((3,), *(replace(dense(name, 3), settings={"units": 3, "use_bias": False})
                          for name in ("first", "middle", "last")))
    assert [match.donor.name for match in match_layers(donors, graph)] == ["net.first", "net.middle", "net.last"]


def test_where_several_fit_all_are_candidates(tmp_path):
    arrays = {f"{number}_{role}": np.zeros((4, 4) if role == "weight" else 4, np.float32)
              for number in (0, 2, 10) for role in ("weight", "bias")}
    matches = match_layers(read_donors(state(tmp_path / "w.safetensors", **arrays)), drawn((4,), dense("a", 4)))
    assert [donor.name for donor in matches[0].candidates] == ["0", "2", "10"]
    assert matches[0].donor.name == "0"


def test_a_matrix_is_a_kernel_or_a_table_of_words_and_taken_once(tmp_path):
    donors = read_donors(state(tmp_path / "w.safetensors", a_weight=np.ones((9, 4), np.float32)))
    words = drawn((5,), layer("words", "embedding", vocabulary=9, dimension=4), FLATTEN, dense("d", 2))
    matches = match_layers(donors, words)
    assert [match.donor and match.donor.name for match in matches] == ["a", None]
    assert unused(donors, matches) == ()


def test_counts_and_masks_of_a_state_dict_are_no_weights(tmp_path):
    donors = read_donors(state(tmp_path / "w.safetensors", fc_weight=np.ones((2, 3), np.float32), fc_bias=np.ones(
        2, np.float32), norm_steps=np.array(7), mask_triangle=np.array([0.0, -np.inf], np.float32)))
    matches = match_layers(donors, drawn((3,), dense("fc", 2)))
    assert [donor.name for donor in unused(donors, matches)] == ["mask"]


def test_the_projections_of_an_attention_are_three_layers(tmp_path):
    kernel, bias = np.arange(48.0, dtype=np.float32).reshape(12, 4), np.arange(12.0, dtype=np.float32)
    save_file({"attn.in_proj_weight": kernel, "attn.in_proj_bias": bias, "attn.out_proj.weight": kernel[:4].copy(),
               "attn.out_proj.bias": bias[:4].copy()}, tmp_path / "w.safetensors")
    found = {donor.name: donor.arrays for donor in read_donors(tmp_path / "w.safetensors")}
    assert list(found) == ["attn.query", "attn.key", "attn.value", "attn.out_proj"]
    for number, name in enumerate(("query", "key", "value")):
        rows = slice(4 * number, 4 * number + 4)
        np.testing.assert_array_equal(found[f"attn.{name}"]["kernel"], kernel[rows].T)
        np.testing.assert_array_equal(found[f"attn.{name}"]["bias"], bias[rows])


@random_cases(200, deadline=None)
@given(st.dictionaries(st.sampled_from([
    f"{module}.{role}" for module in ("", "a", "a.b") for role in (
        "weight", "bias", "running_mean", "running_var", "in_proj_weight", "in_proj_bias", "q_proj_weight",
        "weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "weight_ih", "weight_hr_l0", "weight_g", "weight_v")]),
    st.lists(st.integers(0, 4), max_size=5), max_size=8))
def test_arrays_of_any_names_and_shapes_are_read_or_left(tmp_path_factory, shapes):
    path = tmp_path_factory.mktemp("state") / "w.safetensors"
    save_file({name.strip("."): np.zeros(shape, np.float32) for name, shape in shapes.items()}, path)
    graph = drawn((2, 2, 2), conv("c", 2, 2), FLATTEN, norm("n"), dense("d", 2))
    donors = read_donors(path)
    assert {donor.name for donor in donors} or not shapes
    with contextlib.suppress(TransferError):
        match_layers(donors, graph)


def test_an_order_that_no_weights_make_up_for_is_a_sentence(tmp_path):
    path = state(tmp_path / "w.safetensors", fc_weight=np.ones((2, 12), np.float32), fc_bias=np.ones(2, np.float32),
                 other_weight=np.ones((2, 4), np.float32), other_bias=np.ones(2, np.float32))
    row = layer("half", "slice", axis=1, start=0, stop=12)
    graph = drawn((3, 4, 2), FLATTEN, row, dense("fc", 2))
    with pytest.raises(TransferError, match="channels of an image first"):
        match_layers(read_donors(path), graph)
    donor = next(donor for donor in read_donors(path) if donor.name == "fc")
    with pytest.raises(TransferError, match="channels of an image first"):
        with_weights(graph, ParameterLayout(graph).initial(0), {"fc": donor})


def test_rows_put_side_by_side_keep_each_its_own_order(tmp_path):
    kernel = np.arange(14.0, dtype=np.float32)
    path = state(tmp_path / "w.safetensors", fc_weight=kernel[None], fc_bias=np.zeros(1, np.float32))
    layers = (layer("picture", "input", shape=(2, 2, 3)), layer("row", "input", shape=(2,)), FLATTEN,
              layer("both", "concatenate"), dense("fc", 1), layer("output_1", "output"))
    graph = Graph(layers, (Link("picture", "flatten"), Link("flatten", "both", 0), Link("row", "both", 1),
                           Link("both", "fc"), Link("fc", "output_1")))
    graph, parameters = taken(graph, path)
    ours = ParameterLayout(graph).arrays(parameters)["fc/kernel"].ravel()
    np.testing.assert_array_equal(ours[:12], kernel[:12].reshape(3, 2, 2).transpose(1, 2, 0).ravel())
    np.testing.assert_array_equal(ours[12:], kernel[12:])


def test_ladera_takes_back_the_state_of_its_own_programs(tmp_path):
    graph = drawn((4, 4, 2), conv("c", 3), FLATTEN, norm("n"), dense("d", 2))
    weights = np.random.default_rng(0).uniform(0.1, 1.0, ParameterLayout(graph).size).astype(np.float32)
    export_weights(tmp_path / "w.torch.safetensors", ParameterLayout(graph), weights,
                   replace(new_project(), graph=graph, parameters=weights))
    np.testing.assert_array_equal(taken(graph, tmp_path / "w.torch.safetensors")[1], weights)


def test_an_epsilon_that_is_not_that_of_pytorch_is_noticed(tmp_path):
    path = state(tmp_path / "w.safetensors", n_weight=np.ones(3, np.float32), n_bias=np.zeros(3, np.float32))
    graph = drawn((3,), layer("n", "layer_normalization"))
    found = {match.layer: match.donor for match in match_layers(read_donors(path), graph)}
    assert other_epsilons(graph, found) == ("n",)
    start = ParameterLayout(graph).initial(0)
    assert with_weights(graph, start, found)[0] == graph
    changed, _ = with_weights(graph, start, found, frozen={"n"}, settings={"n": {"epsilon": 1e-5}})
    assert (changed.layer("n").settings["epsilon"], changed.layer("n").settings["trainable"]) == (1e-5, False)
    assert other_epsilons(changed, found) == ()


@pytest.mark.parametrize("suffix", PICKLES)
def test_a_pickle_is_never_run(tmp_path, suffix):
    import pickle

    class Trap:
        def __reduce__(self):
            return (tmp_path / "was_run").mkdir, ()

    (tmp_path / f"w{suffix}").write_bytes(pickle.dumps(Trap()))
    for read in (read_donors, import_network):
        with pytest.raises(FormatError, match=r"is a pickle: .*safetensors.torch.save_file"):
            read(tmp_path / f"w{suffix}")
    for content in (pickle.dumps(Trap()), b"PK\x03\x04 and so on"):
        (tmp_path / "w.safetensors").write_bytes(content)
        with pytest.raises(FormatError, match="is a pickle"):
            read_donors(tmp_path / "w.safetensors")
    assert not (tmp_path / "was_run").exists()

"""Networks that PyTorch and scikit-learn export come in and give the same predictions, for any number of examples."""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.formats import import_network
from tests.engine.formats.onnx_oracle import agree, predictions

torch = pytest.importorskip("torch")
nn = torch.nn
ROW, SEQUENCE, IMAGE = (4,), (6, 3), (3, 8, 8)


class _Made(nn.Module):
    """`function` of the examples and some modules."""

    def __init__(self, function: Callable[..., Any], *parts: nn.Module) -> None:
        super().__init__()
        self.parts, self.function = nn.ModuleList(parts), function

    def forward(self, x: Any) -> Any:
        return self.function(x, *self.parts)


def _recurrent(kind: str, end: Callable[[Any, Any], Any], **options: Any) -> _Made:
    def run(x: Any, layer: nn.Module, head: nn.Module) -> Any:
        every, state = layer(x)
        return head(end(every, state[0] if isinstance(state, tuple) else state))
    return _Made(run, getattr(nn, kind)(3, 5, batch_first=True, **options),
                 nn.Linear(10 if options.get("bidirectional") else 5, 2))


def _excited(x: Any, convolution: nn.Module, down: nn.Module, up: nn.Module) -> Any:
    x = convolution(x)
    gate = torch.sigmoid(up(torch.relu(down(x.mean((2, 3))))))
    return (x * gate[:, :, None, None]).mean((2, 3))


def _attention(x: Any, query: nn.Module, key: nn.Module, value: nn.Module) -> Any:
    return torch.softmax(query(x) @ key(x).transpose(-2, -1) / 2.0, -1) @ value(x)


def _heads(x: Any, features: nn.Module, head: nn.Module) -> Any:
    """Causal attention of two heads, as small language models write it."""
    query, key, value = (part.unflatten(-1, (2, -1)).transpose(1, 2) for part in features(x).chunk(3, -1))
    found = nn.functional.scaled_dot_product_attention(query, key, value, is_causal=True)
    return head(found.transpose(1, 2).flatten(2))


def _by_hand(x: Any, query: nn.Module, key: nn.Module, value: nn.Module) -> Any:
    """The same by matrix products, with a triangle that hides what comes later."""
    query, key, value = (layer(x).view(x.shape[0], 6, 2, 2).transpose(1, 2) for layer in (query, key, value))
    scores = (query @ key.transpose(-2, -1) / 2**0.5).masked_fill(torch.tril(torch.ones(6, 6)) == 0, -torch.inf)
    return (scores.softmax(-1) @ value).transpose(1, 2).reshape(x.shape[0], 6, 4)


def _translation(x: Any, reads: nn.Module, writes: nn.Module, head: nn.Module) -> Any:
    """One recurrent layer begins with what another one has in mind at its end."""
    _, (state, cell) = reads(x)
    return head(writes(x.flip(1), (torch.tanh(state), torch.sigmoid(cell)))[0])


NETWORKS = {
    "perceptron": (lambda: nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3), nn.Softmax(-1)), ROW),
    "normalised": (lambda: nn.Sequential(nn.Linear(4, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Dropout(), nn.Linear(8, 8),
                                         nn.LayerNorm(8), nn.Linear(8, 2)), ROW),
    "activations": (lambda: nn.Sequential(
        nn.Linear(4, 8), nn.GELU(), nn.Linear(8, 8), nn.SiLU(), nn.Linear(8, 8), nn.Mish(), nn.Linear(8, 8), nn.SELU(),
        nn.Linear(8, 8), nn.Hardswish(), nn.Hardsigmoid(), nn.Linear(8, 3), nn.Softsign(), nn.LogSoftmax(1)), ROW),
    "parts of a row": (lambda: _Made(lambda x, layer: torch.mul(*layer(x).chunk(2, -1)), nn.Linear(4, 6)), ROW),
    "a quotient": (lambda: _Made(lambda x, layer: layer(x) / (1 + layer(x).abs().sum(-1, keepdim=True)),
                                 nn.Linear(4, 5)), ROW),
    "LSTM, every step": (lambda: _recurrent("LSTM", lambda every, state: every), SEQUENCE),
    "LSTM of three layers, last step": (lambda: _recurrent("LSTM", lambda every, state: every[:, -1], num_layers=3),
                                        SEQUENCE),
    "GRU of two layers, state": (lambda: _recurrent("GRU", lambda every, state: state[-1], num_layers=2), SEQUENCE),
    "RNN, state": (lambda: _recurrent("RNN", lambda every, state: state[-1]), SEQUENCE),
    "LSTM both ways, of two layers": (lambda: _recurrent("LSTM", lambda every, state: every.max(1)[0], num_layers=2,
                                                         bidirectional=True), SEQUENCE),
    "GRU both ways, state": (lambda: _recurrent("GRU", lambda every, state: torch.cat([state[-2], state[-1]], -1),
                                                bidirectional=True), SEQUENCE),
    "a sequence to another": (lambda: _Made(_translation, *(nn.LSTM(3, 4, 2, batch_first=True) for _ in range(2)),
                                            nn.Linear(4, 2)), SEQUENCE),
    "attention": (lambda: _Made(_attention, nn.Linear(3, 4), nn.Linear(3, 4), nn.Linear(3, 4)), SEQUENCE),
    "attention of heads": (lambda: _Made(_heads, nn.Linear(3, 12), nn.Linear(4, 2)), SEQUENCE),
    "attention of heads by hand": (lambda: _Made(_by_hand, *(nn.Linear(3, 4) for _ in range(3))), SEQUENCE),
    "encoder of a transformer": (lambda: nn.Sequential(nn.Linear(3, 4), nn.TransformerEncoder(
        nn.TransformerEncoderLayer(4, 2, 8, batch_first=True, activation="gelu", norm_first=True), 2,
        enable_nested_tensor=False)), SEQUENCE),
    "every step as an example": (lambda: _Made(lambda x, layer: layer(x.reshape(-1, 3)).reshape(-1, 6, 2),
                                               nn.Linear(3, 2)), SEQUENCE),
    "convolutions": (lambda: nn.Sequential(
        nn.Conv2d(3, 6, 3, padding=1), nn.BatchNorm2d(6), nn.ReLU(), nn.MaxPool2d(2, ceil_mode=True),
        nn.Conv2d(6, 6, 3, groups=6), nn.GroupNorm(2, 6), nn.AvgPool2d(2), nn.Flatten(), nn.Linear(6, 3)), IMAGE),
    "squeeze and excite": (lambda: _Made(_excited, nn.Conv2d(3, 8, 3), nn.Linear(8, 2), nn.Linear(2, 8)), IMAGE),
    "larger images": (lambda: nn.Sequential(
        nn.Conv2d(3, 4, 3), nn.Upsample(scale_factor=2, mode="bilinear", align_corners=True), nn.Upsample(
            scale_factor=2), nn.InstanceNorm2d(4), nn.ConvTranspose2d(
            4, 3, 3, stride=2, padding=1, output_padding=1), nn.Upsample(scale_factor=2, mode="bilinear")), IMAGE),
}


def exported(path: Path, network: nn.Module, shape: tuple[int, ...], new: bool) -> np.ndarray:
    """Write a network as ONNX, with a free number of examples; the examples that it was exported with."""
    x = torch.randn(5, *shape)
    network.eval()
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        if new:
            torch.onnx.export(network, (x,), path, dynamo=True, dynamic_shapes=({0: torch.export.Dim("batch")},),
                              verbose=False)
        else:
            torch.onnx.export(network, (x,), path, dynamo=False, input_names=["x"], dynamic_axes={"x": {0: "batch"}})
    return x.numpy()


@pytest.mark.parametrize("new", [False, pytest.param(True, marks=pytest.mark.thorough)],
                         ids=["old exporter", "new exporter"])
@pytest.mark.parametrize("name", NETWORKS)
def test_a_network_of_pytorch(tmp_path, name, new):
    if new:
        pytest.importorskip("onnxscript")
    torch.manual_seed(0)
    make, shape = NETWORKS[name]
    network = make()
    for key, value in network.named_buffers():  # running statistics that are not 0 and 1
        if "running" in key:
            value.copy_(torch.rand_like(value) + 0.5)
    x = exported(tmp_path / "m.onnx", network, shape, new)
    with torch.no_grad():
        wanted = network(torch.from_numpy(x)).numpy()
    imported = import_network(tmp_path / "m.onnx")
    assert imported.missing == ()
    agree(predictions(imported, [x]), [wanted])
    agree(predictions(imported, [x[:2]]), [wanted[:2]])


@pytest.mark.parametrize("classes", [2, 3])
@pytest.mark.parametrize("zipped", [False, True])
def test_a_classifier_of_scikit_learn(tmp_path, classes, zipped):
    """Its labels are left to Ladera, which has the probabilities."""
    skl2onnx = pytest.importorskip("skl2onnx")
    neural = pytest.importorskip("sklearn.neural_network")
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(60, 4)).astype(np.float32), rng.integers(0, classes, 60)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        classifier = neural.MLPClassifier((5, 4), max_iter=20, random_state=0).fit(x, y)
        model = skl2onnx.to_onnx(classifier, x[:1], options={"zipmap": zipped})
    (tmp_path / "m.onnx").write_bytes(model.SerializeToString())
    imported = import_network(tmp_path / "m.onnx")
    assert imported.missing == ()
    agree(predictions(imported, [x]), [classifier.predict_proba(x)])


def test_a_classifier_of_scikit_learn_with_several_classes_at_once(tmp_path):
    skl2onnx = pytest.importorskip("skl2onnx")
    neural = pytest.importorskip("sklearn.neural_network")
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(60, 4)).astype(np.float32), rng.integers(0, 2, (60, 3))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        classifier = neural.MLPClassifier(hidden_layer_sizes=(5,), max_iter=20, random_state=0).fit(x, y)
        model = skl2onnx.to_onnx(classifier, x[:1])
    (tmp_path / "m.onnx").write_bytes(model.SerializeToString())
    imported = import_network(tmp_path / "m.onnx")
    assert imported.missing == ()
    agree(predictions(imported, [x]), [classifier.predict_proba(x)])


def test_a_regressor_of_scikit_learn_behind_its_scaling(tmp_path):
    skl2onnx = pytest.importorskip("skl2onnx")
    neural = pytest.importorskip("sklearn.neural_network")
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    rng = np.random.default_rng(0)
    x, y = rng.normal(3.0, 2.0, size=(60, 4)).astype(np.float32), rng.normal(size=60)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        regressor = make_pipeline(StandardScaler(), neural.MLPRegressor(hidden_layer_sizes=(5,), activation="tanh",
                                                                        max_iter=20, random_state=0)).fit(x, y)
        model = skl2onnx.to_onnx(regressor, x[:1])
    (tmp_path / "m.onnx").write_bytes(model.SerializeToString())
    imported = import_network(tmp_path / "m.onnx")
    assert imported.missing == ()
    agree(predictions(imported, [x]), [regressor.predict(x)[:, None]])

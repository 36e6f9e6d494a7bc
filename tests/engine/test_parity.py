"""Whole networks beside PyTorch: predictions, losses, gradients, Hessian–vector products and a training run."""

from __future__ import annotations

import numpy as np
import pytest

from engine.data import DataSpec, load
from engine.network import Network
from engine.training import Trainer, TrainingSettings
from tests.engine.networks import examples, perceptron, weights

torch = pytest.importorskip("torch")

ACTIVATIONS = {
    "identity": lambda x: x, "relu": torch.relu, "sigmoid": torch.sigmoid, "tanh": torch.tanh, "elu": torch.nn.ELU(),
    "leaky_relu": torch.nn.LeakyReLU(0.01), "softplus": torch.nn.Softplus(), "arctan": torch.arctan, "sine": torch.sin,
    "absolute": torch.abs,
}
LOSSES = {
    "mean_squared_error": torch.nn.functional.mse_loss,
    "binary_cross_entropy": torch.nn.functional.binary_cross_entropy_with_logits,
    "categorical_cross_entropy": torch.nn.functional.cross_entropy,
}
LINKS = {"mean_squared_error": lambda z: z, "binary_cross_entropy": torch.sigmoid,
         "categorical_cross_entropy": lambda z: torch.softmax(z, -1)}


@pytest.fixture(autouse=True)
def one_thread():
    """Threads that wait for each other take longer than the work of networks this small."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def forward(network: Network, flat, inputs, activation):
    """The logits of a perceptron with the parameters `flat`, by PyTorch's own products."""
    x = inputs
    entries = list(network.layout)
    for place, (kernel, bias) in enumerate(zip(entries[::2], entries[1::2], strict=True), 1):
        w, b = (flat[entry.span].reshape(entry.shape) for entry in (kernel, bias))
        x = torch.nn.functional.linear(x, w.T, b)
        if place < len(entries) // 2:
            x = activation(x)
    return x


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_predictions_losses_and_both_derivatives_are_those_of_pytorch(activation: str, loss: str):
    network = Network(perceptron(5, 8, 6, 3, activation=activation, loss=loss), dtype="float64")
    flat, direction = weights(network), weights(network, seed=1)
    (inputs,), (targets,) = (list(arrays.values()) for arrays in examples(network, 20))
    theirs = torch.tensor(flat, requires_grad=True)
    logits = forward(network, theirs, torch.tensor(inputs), ACTIVATIONS[activation])
    value = LOSSES[loss](logits, torch.tensor(targets))
    (gradient,) = torch.autograd.grad(value, theirs, create_graph=True)
    if gradient.requires_grad:
        (product,) = torch.autograd.grad(gradient @ torch.tensor(direction), theirs)
    np.testing.assert_allclose(network.predict(flat, inputs), LINKS[loss](logits).detach().numpy(), rtol=1e-11,
                               atol=1e-14)
    assert network.loss(flat, inputs, targets) == pytest.approx(value.item(), rel=1e-12)
    np.testing.assert_allclose(network.gradient(flat, inputs, targets), gradient.detach().numpy(), rtol=1e-9,
                               atol=1e-13)
    np.testing.assert_allclose(network.hessian_vector_product(flat, inputs, targets, direction), product.numpy(),
                               rtol=1e-8, atol=1e-12)


@pytest.mark.parametrize(("optimizer", "settings", "make"), [
    ("sgd", {"learning_rate": 0.1}, lambda p: torch.optim.SGD(p, 0.1)),
    ("momentum", {"learning_rate": 0.05}, lambda p: torch.optim.SGD(p, 0.05, momentum=0.9)),
    ("nesterov", {"learning_rate": 0.05}, lambda p: torch.optim.SGD(p, 0.05, momentum=0.9, nesterov=True)),
    ("adam", {"learning_rate": 0.01}, lambda p: torch.optim.Adam(p, 0.01)),
])
def test_a_hundred_steps_of_training_end_where_those_of_pytorch_end(optimizer, settings, make):
    data = load(DataSpec("breast_cancer"))
    run = Trainer(perceptron(30, 8, 1, loss="binary_cross_entropy"), data, TrainingSettings(
        optimizer, settings, batch_size=0, dtype="float64"))
    theirs = torch.tensor(run.parameters, requires_grad=True)
    update = make([theirs])
    inputs, targets = torch.tensor(data.train.inputs), torch.tensor(data.train.targets)
    network = Network(run.graph, dtype="float64")
    for _ in range(100):
        run.step()
        update.zero_grad()
        LOSSES["binary_cross_entropy"](forward(network, theirs, inputs, torch.tanh), targets).backward()
        update.step()
    np.testing.assert_allclose(run.parameters, theirs.detach().numpy(), rtol=0, atol=1e-6)

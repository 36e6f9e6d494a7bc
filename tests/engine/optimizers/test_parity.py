"""A hundred steps of every optimizer beside PyTorch's, in float64."""

from __future__ import annotations

import numpy as np
import pytest

from engine.optimizers import OPTIMIZERS

torch = pytest.importorskip("torch")

STEPS = 100
SIZE = 30
RNG = np.random.default_rng(5)
MATRIX = RNG.normal(size=(SIZE, SIZE))
MATRIX = MATRIX @ MATRIX.T / SIZE
START = RNG.normal(size=SIZE)



class _SparseAdam(torch.optim.SparseAdam):
    """Of gradients that are whole vectors."""

    def step(self) -> None:
        for group in self.param_groups:
            for weight in group["params"]:
                weight.grad = weight.grad.to_sparse()
        super().step()


CASES = [
    ("sgd", {"learning_rate": 0.02}, torch.optim.SGD, {"lr": 0.02}),
    ("momentum", {"learning_rate": 0.02, "momentum": 0.8}, torch.optim.SGD, {"lr": 0.02, "momentum": 0.8}),
    ("nesterov", {"learning_rate": 0.02, "momentum": 0.8}, torch.optim.SGD,
     {"lr": 0.02, "momentum": 0.8, "nesterov": True}),
    ("adagrad", {"learning_rate": 0.1}, torch.optim.Adagrad, {"lr": 0.1}),
    ("adagrad", {"learning_rate": 0.1, "epsilon": 0.1}, torch.optim.Adagrad, {"lr": 0.1, "eps": 0.1}),
    ("rmsprop", {"learning_rate": 0.01}, torch.optim.RMSprop, {"lr": 0.01}),
    ("rmsprop", {"learning_rate": 0.01, "rho": 0.8, "epsilon": 0.1}, torch.optim.RMSprop,
     {"lr": 0.01, "alpha": 0.8, "eps": 0.1}),
    ("adadelta", {}, torch.optim.Adadelta, {"lr": 1.0}),
    ("adadelta", {"learning_rate": 0.5, "rho": 0.7, "epsilon": 1e-3}, torch.optim.Adadelta,
     {"lr": 0.5, "rho": 0.7, "eps": 1e-3}),
    ("adam", {"learning_rate": 0.03}, torch.optim.Adam, {"lr": 0.03}),
    ("adam", {"learning_rate": 0.03, "beta_1": 0.7, "beta_2": 0.95, "epsilon": 0.1}, torch.optim.Adam,
     {"lr": 0.03, "betas": (0.7, 0.95), "eps": 0.1}),
    ("adamw", {"learning_rate": 0.03}, torch.optim.AdamW, {"lr": 0.03}),
    ("adamw", {"learning_rate": 0.03, "weight_decay": 0.5}, torch.optim.AdamW, {"lr": 0.03, "weight_decay": 0.5}),
    ("adamax", {"learning_rate": 0.03, "epsilon": 1e-3}, torch.optim.Adamax, {"lr": 0.03, "eps": 1e-3}),
    ("lazy_adam", {"learning_rate": 0.03}, _SparseAdam, {"lr": 0.03}),
    ("lazy_adam", {"learning_rate": 0.03, "beta_1": 0.7, "epsilon": 0.1}, _SparseAdam,
     {"lr": 0.03, "betas": (0.7, 0.999), "eps": 0.1}),
    ("nadam", {"learning_rate": 0.03}, torch.optim.NAdam, {"lr": 0.03}),
    ("nadam", {"learning_rate": 0.03, "beta_1": 0.99, "momentum_decay": 0.1}, torch.optim.NAdam,
     {"lr": 0.03, "betas": (0.99, 0.999), "momentum_decay": 0.1}),
]


def slope(point: np.ndarray) -> np.ndarray:
    return MATRIX @ point + np.tanh(3 * point - 1)


@pytest.mark.parametrize(("name", "settings", "factory", "arguments"), CASES)
def test_a_hundred_steps_are_those_of_pytorch(walk, name, settings, factory, arguments):
    theirs = torch.tensor(START.copy(), requires_grad=True)
    optimizer = factory([theirs], **arguments)
    path = [START]
    for _ in range(STEPS):
        theirs.grad = torch.tensor(slope(theirs.detach().numpy()))
        optimizer.step()
        path.append(theirs.detach().numpy().copy())
    ours = walk(name, slope, START, STEPS, **settings)
    np.testing.assert_allclose(ours, np.array(path), rtol=0, atol=1e-7)
    assert np.abs(ours[-1] - START).max() > 0.1


def test_every_rule_that_names_pytorch_is_compared_with_it():
    named = {name for name, rule in OPTIMIZERS.items() if rule.reference.startswith("torch.optim")}
    assert named == {case[0] for case in CASES}

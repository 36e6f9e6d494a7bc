"""Conjugate gradient, BFGS and L-BFGS beside the minimisers of SciPy and PyTorch, step by step, in float64.

What rounds differently grows from step to step, fastest with conjugate gradients; where SciPy stops, because it sees no
decrease any more, ours must have come to rest in the same place.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import scipy.optimize

from engine.data import DataSpec, load
from engine.network import Network
from engine.optimizers import OPTIMIZERS
from engine.training import Trainer, TrainingSettings
from tests.engine.networks import perceptron
from tests.engine.optimizers.objectives import ROSENBROCK, Function, quadratic, run

STEPS = 100
METHODS = {"conjugate_gradient": "CG", "bfgs": "BFGS", "lbfgs": "L-BFGS-B"}
each_method = pytest.mark.parametrize(("name", "method"), METHODS.items())


def of_scipy(method: str, value: Callable, slope: Callable, start: np.ndarray) -> np.ndarray:
    """The start and the points after each of at most STEPS iterations."""
    points = [start]
    options = {"maxiter": STEPS, "gtol": 1e-12} | ({"ftol": 0.0} if method == "L-BFGS-B" else {})
    scipy.optimize.minimize(value, start, jac=slope, method=method, options=options,
                            callback=lambda point: points.append(np.array(point)))
    return np.array(points)


def compare(ours: np.ndarray, theirs: np.ndarray) -> None:
    assert len(ours) == STEPS + 1
    assert len(theirs) > 10
    np.testing.assert_allclose(ours[:len(theirs)], theirs, rtol=0, atol=1e-6)
    np.testing.assert_allclose(ours[-1], theirs[-1], rtol=0, atol=1e-6)


def logistic() -> Function:
    """Penalised logistic regression on overlapping classes."""
    rng = np.random.default_rng(0)
    inputs = rng.normal(size=(60, 8))
    targets = (inputs @ rng.normal(size=8) + rng.normal(size=60) > 0).astype(float)
    return Function(lambda w: np.mean(np.logaddexp(0, inputs @ w) - targets * (inputs @ w)) + 0.005 * w @ w,
                    lambda w: inputs.T @ (scipy.special.expit(inputs @ w) - targets) / 60 + 0.01 * w, None, 8)


FUNCTIONS = {
    "narrow quadratic": (quadratic(10, 30)[0], np.zeros(10)),
    "round quadratic": (quadratic(20, 5)[0], np.zeros(20)),
    "valley": (ROSENBROCK, np.array([-1.2, 1.0, -0.5])),
    "logistic": (logistic(), np.zeros(8)),
}


@each_method
@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_hundred_steps_are_those_of_scipy(name, method, function):
    objective, start = FUNCTIONS[function]
    compare(np.array(run(name, objective, start, STEPS)), of_scipy(method, objective.value, objective.slope, start))


@each_method
def test_a_hundred_epochs_of_training_are_the_iterations_of_scipy_on_the_loss(name, method):
    data = load(DataSpec("gaussian", {"samples": 100, "noise": 10}))
    graph = perceptron(2, 3, 1, loss="binary_cross_entropy")
    trainer = Trainer(graph, data, TrainingSettings(name, dtype="float64", l2=0.03, shuffle=False))
    network, start = Network(graph, dtype="float64", l2=0.03), trainer.parameters
    theirs = of_scipy(method, lambda w: network.objective(w, data.train.inputs, data.train.targets),
                      lambda w: network.gradient(w, data.train.inputs, data.train.targets), start)
    ours = [start]
    for _ in range(STEPS):
        trainer.step()
        ours.append(trainer.parameters)
    compare(np.array(ours), theirs)
    assert np.abs(ours[-1] - start).max() > 0.1


@pytest.mark.parametrize(("search", "memory"), [(None, 10), ("strong_wolfe", 10), ("strong_wolfe", 3)])
def test_lbfgs_goes_the_way_of_pytorch_where_whole_steps_do(search, memory):
    """PyTorch begins with a step of 1/|g|₁ times g, ours with one as long as 1: the same along an axis. After that both
    try the whole step first, and here it always satisfies the Wolfe conditions."""
    torch = pytest.importorskip("torch")
    objective, bottom = quadratic(8, 5)
    start = bottom + np.linalg.solve(objective.curvature(bottom), 1.5 * np.eye(8)[0])
    theirs = torch.tensor(start, requires_grad=True)
    optimizer = torch.optim.LBFGS([theirs], lr=1, max_iter=1, history_size=memory, tolerance_grad=0,
                                  tolerance_change=0, line_search_fn=search)

    def closure() -> torch.Tensor:
        value, gradient = objective.measure(theirs.detach().numpy())
        theirs.grad = torch.tensor(gradient)
        return torch.tensor(value)

    path = [start.copy()]
    for _ in range(STEPS):
        optimizer.step(closure)
        path.append(theirs.detach().numpy().copy())
    ours = np.array(run("lbfgs", objective, start.copy(), STEPS, memory=memory))
    compare(ours, np.array(path))


def test_every_rule_that_names_a_minimiser_of_scipy_for_its_steps_is_compared_with_it():
    named = {name for name, rule in OPTIMIZERS.items() if rule.reference.startswith("scipy.optimize")}
    assert named == {*METHODS, "newton"}  # which is compared with exact solutions: trust-exact chooses its radii alone

"""The loss as a function of the weights beside PyTorch, on one thread: a plane of the landscape and the whole Hessian.

The plane is 50 × 50 settings of 2-16-16-1 on 500 examples, float32, beside torch.func.vmap with the chunk size that is
fastest here; the Hessian is exact, in float64, beside torch.func.hessian.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from types import ModuleType

import numpy as np
from threadpoolctl import threadpool_limits

from engine.device import NUMPY, Device
from engine.graph import LayerSpec, sequential
from engine.network import Network
from tests.bench.harness import Row, medians, report, seconds_per_call

PLANE = 50
CHUNKS = (32, 64, 128, 256)
ROUNDS = 7


def network(widths: tuple[int, ...], dtype: str, device: Device = NUMPY) -> Network:
    """A perceptron with tanh between its layers, and the cross-entropy that suits its head."""
    hidden = [LayerSpec(f"hidden_{place}", "dense", {"units": units, "activation": "tanh"})
              for place, units in enumerate(widths[1:-1])]
    loss = "binary_cross_entropy" if widths[-1] == 1 else "categorical_cross_entropy"
    return Network(sequential(
        LayerSpec("input", "input", {"shape": widths[:1]}), *hidden,
        LayerSpec("head", "dense", {"units": widths[-1], "activation": "identity"}),
        LayerSpec("output", "output", {"loss": loss})), device, dtype)


def examples(widths: tuple[int, ...], count: int, dtype: str) -> tuple[np.ndarray, np.ndarray]:
    """Random inputs, and classes as 0 or 1 or one column each."""
    rng = np.random.default_rng(0)
    inputs, classes = rng.normal(size=(count, widths[0])), rng.integers(0, max(2, widths[-1]), count)
    targets = classes[:, None] if widths[-1] == 1 else np.eye(widths[-1])[classes]
    return inputs.astype(dtype), targets.astype(dtype)


def peer_loss(torch: ModuleType, widths: tuple[int, ...], inputs: np.ndarray, targets: np.ndarray,
              device: str = "cpu") -> Callable:
    """The same loss of a flat weight vector in PyTorch, kernels (in, out) as ours."""
    x, t = torch.tensor(inputs, device=device), torch.tensor(targets, device=device)
    classify = torch.nn.functional.binary_cross_entropy_with_logits if widths[-1] == 1 else (
        torch.nn.functional.cross_entropy)

    def loss(weights):
        values, start = x, 0
        for layer, (m, n) in enumerate(pairwise(widths)):
            kernel, bias = weights[start:start + m * n].reshape(m, n), weights[start + m * n:start + m * n + n]
            values, start = values @ kernel + bias, start + m * n + n
            if layer < len(widths) - 2:
                values = torch.tanh(values)
        return classify(values, t)

    return loss


def plane_rows(torch: ModuleType) -> Iterator[Row]:
    """The plane beside vmap and beside one setting after another."""
    widths = (2, 16, 16, 1)
    inputs, targets = examples(widths, 500, "float32")
    ours = network(widths, "float32")
    centre, rng = ours.initial_parameters(0), np.random.default_rng(1)
    first, second = rng.normal(size=(2, ours.size)).astype("float32")
    steps = np.linspace(-1, 1, PLANE, dtype="float32")
    plane = (centre + steps[:, None, None] * first + steps[None, :, None] * second).reshape(-1, ours.size)
    loss, members = peer_loss(torch, widths, inputs, targets), torch.tensor(plane)
    many = {chunk: torch.func.vmap(loss, chunk_size=chunk) for chunk in CHUNKS}
    with torch.no_grad():
        contenders = {"ours": lambda: seconds_per_call(lambda: ours.population_loss(plane, inputs, targets), 1),
                      "loop": lambda: seconds_per_call(lambda: [loss(member) for member in members], 1)}
        contenders |= {chunk: lambda run=run: seconds_per_call(lambda: run(members), 1) for chunk, run in many.items()}
        found = medians(contenders, ROUNDS)
    work = f"{PLANE}×{PLANE} plane, 2-16-16-1, 500 examples"
    yield Row(work, found["ours"], "PyTorch, vmap", min(found[chunk] for chunk in CHUNKS), 1.3)
    yield Row("", found["ours"], "PyTorch, one by one", found["loop"])


def hessian_rows(torch: ModuleType) -> Iterator[Row]:
    """The whole Hessian of two perceptrons."""
    for widths in ((2, 16, 16, 1), (64, 32, 10)):
        inputs, targets = examples(widths, 200, "float64")
        ours = network(widths, "float64")
        weights = ours.initial_parameters(0)
        peer, point = torch.func.hessian(peer_loss(torch, widths, inputs, targets)), torch.tensor(weights)
        found = medians({
            "ours": lambda net=ours, w=weights, x=inputs, t=targets: seconds_per_call(lambda: net.hessian(w, x, t), 1),
            "peer": lambda peer=peer, point=point: seconds_per_call(lambda: peer(point), 1)}, ROUNDS)
        name = f"Hessian, {'-'.join(map(str, widths))}, {ours.size} weights"
        yield Row(name, found["ours"], "PyTorch, func.hessian", found["peer"], 2.0)


def main() -> int:
    title = "The loss as a function of the weights, one thread; median of rounds in which all take turns"
    with threadpool_limits(1):
        try:
            import torch
        except ImportError:
            print(f"{title}\n\nPyTorch is not installed: .venv/bin/python -m pip install torch")
            return 0
        torch.set_num_threads(1)
        return report(title, [*plane_rows(torch), *hessian_rows(torch)])


if __name__ == "__main__":
    raise SystemExit(main())

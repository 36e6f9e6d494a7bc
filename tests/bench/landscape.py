"""The loss as a function of the weights, on one thread: planes of the landscape, the whole Hessian, and its products.

The planes are float32, beside loss-landscapes 3.0.6 and torch.func.vmap with the chunk size that is fastest here. The
Hessian is exact, in float64, beside torch.func.hessian; its product with a vector beside two passes of autograd.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from itertools import pairwise
from types import ModuleType

import numpy as np

from engine.device import NUMPY, Device
from engine.graph import LayerSpec, sequential
from engine.landscape import Plane, PlaneLoss
from engine.network import Network
from tests.bench.deep_networks import lenet, torch_lenet
from tests.bench.harness import Row, beside_torch, medians, report, seconds_per_call

WIDTHS = (2, 16, 16, 1)
EXAMPLES = 500
PLANE, IMAGE_PLANE = 50, 9
"""Places along an axis, for the perceptron and for LeNet-5."""
CHUNKS = (32, 64, 128, 256)
ROUNDS, IMAGE_ROUNDS = 7, 5
PRODUCT_IMAGES = 100
TITLE = "The loss as a function of the weights, one thread; median of rounds in which all take turns"


def network(widths: tuple[int, ...], dtype: str, device: Device = NUMPY) -> Network:
    """A perceptron with tanh between its layers, and the cross-entropy that suits its head."""
    hidden = [LayerSpec(f"hidden_{place}", "dense", {"units": units, "activation": "tanh"})
              for place, units in enumerate(widths[1:-1])]
    loss = "binary_cross_entropy" if widths[-1] == 1 else "categorical_cross_entropy"
    return Network(sequential(
        LayerSpec("input", "input", {"shape": widths[:1]}), *hidden,
        LayerSpec("head", "dense", {"units": widths[-1], "activation": "identity"}),
        LayerSpec("output", "output", {"loss": loss})), device, dtype)


def examples(shape: tuple[int, ...], outputs: int, count: int, dtype: str) -> tuple[np.ndarray, np.ndarray]:
    """Random inputs of a shape, and classes as 0 or 1 or one column each."""
    rng = np.random.default_rng(0)
    inputs, classes = rng.normal(size=(count, *shape)), rng.integers(0, max(2, outputs), count)
    targets = classes[:, None] if outputs == 1 else np.eye(outputs)[classes]
    return inputs.astype(dtype), targets.astype(dtype)


def random_plane(net: Network, side: int) -> tuple[Plane, np.ndarray, np.ndarray]:
    """A plane through initial weights, and the places (K,), (K,) of a grid on it."""
    first, second = np.random.default_rng(1).normal(size=(2, net.size))
    a, b = (axis.ravel() for axis in np.meshgrid(*2 * (np.linspace(-1, 1, side),)))
    return Plane(net.initial_parameters(0), first, second, "random"), a, b


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


def torch_perceptron(torch: ModuleType):
    """The 2-16-16-1 as a module."""
    nn = torch.nn
    return nn.Sequential(*[module for m, n in pairwise(WIDTHS) for module in (nn.Linear(m, n), nn.Tanh())][:-1])


def walked(model, loss, inputs, targets, side: int) -> Callable[[], object]:
    """What loss-landscapes does for a plane of side × side. Raises ImportError where it is not installed."""
    from loss_landscapes import random_plane
    from loss_landscapes.metrics import Loss

    metric = Loss(loss, inputs, targets)
    return lambda: random_plane(model, metric, 1, side, "filter", deepcopy_model=True)


def once(call: Callable[[], object]) -> Callable[[], float]:
    return lambda: seconds_per_call(call, 1)


def perceptron_rows(torch: ModuleType) -> Iterator[Row]:
    """The plane of the perceptron."""
    inputs, targets = examples(WIDTHS[:1], 1, EXAMPLES, "float32")
    net = network(WIDTHS, "float32")
    plane, a, b = random_plane(net, PLANE)
    losses = PlaneLoss(net, inputs, targets)
    members, loss = torch.tensor(plane.points(a, b), dtype=torch.float32), peer_loss(torch, WIDTHS, inputs, targets)
    contenders = {"ours": once(lambda: losses.losses(plane, a, b))}
    with contextlib.suppress(ImportError):
        contenders["loss-landscapes"] = once(walked(
            torch_perceptron(torch), torch.nn.BCEWithLogitsLoss(), torch.tensor(inputs), torch.tensor(targets), PLANE))
    for chunk in CHUNKS:
        many = torch.func.vmap(loss, chunk_size=chunk)
        contenders[chunk] = once(lambda many=many: many(members))
    with torch.no_grad():
        found = medians(contenders, ROUNDS)
    work = f"{PLANE}×{PLANE} plane, 2-16-16-1, {EXAMPLES} examples"
    if "loss-landscapes" in found:
        yield Row(work, found["ours"], "loss-landscapes", found["loss-landscapes"], 3.0)
        work = ""
    yield Row(work, found["ours"], "PyTorch, vmap", min(found[chunk] for chunk in CHUNKS), 1.3)


def image_rows(torch: ModuleType) -> Iterator[Row]:
    """A plane of LeNet-5; none where loss-landscapes is not installed."""
    inputs, targets = examples((32, 32, 1), 10, EXAMPLES, "float32")
    net = Network(lenet())
    plane, a, b = random_plane(net, IMAGE_PLANE)
    losses = PlaneLoss(net, inputs, targets)
    images = torch.tensor(inputs).permute(0, 3, 1, 2)
    try:
        peer = walked(torch_lenet(torch).to(memory_format=torch.channels_last), torch.nn.CrossEntropyLoss(), images,
                      torch.tensor(targets), IMAGE_PLANE)
    except ImportError:
        return
    with torch.no_grad():
        found = medians({"ours": once(lambda: losses.losses(plane, a, b)), "theirs": once(peer)}, IMAGE_ROUNDS)
    yield Row(f"{IMAGE_PLANE}×{IMAGE_PLANE} plane, LeNet-5, {EXAMPLES} images", found["ours"], "loss-landscapes",
              found["theirs"], 1.2)


def hessian_rows(torch: ModuleType) -> Iterator[Row]:
    """The whole Hessian of two perceptrons."""
    for widths in (WIDTHS, (64, 32, 10)):
        inputs, targets = examples(widths[:1], widths[-1], 200, "float64")
        ours = network(widths, "float64")
        weights = ours.initial_parameters(0)
        peer, point = torch.func.hessian(peer_loss(torch, widths, inputs, targets)), torch.tensor(weights)
        found = medians({"ours": once(lambda net=ours, w=weights, x=inputs, t=targets: net.hessian(w, x, t)),
                         "peer": once(lambda peer=peer, point=point: peer(point))}, ROUNDS)
        name = f"Hessian, {'-'.join(map(str, widths))}, {ours.size} weights"
        yield Row(name, found["ours"], "PyTorch, func.hessian", found["peer"], 2.0)


def product_rows(torch: ModuleType) -> Iterator[Row]:
    """What the curvature of a large network is made of: the Hessian of LeNet-5 times a vector."""
    inputs, targets = examples((32, 32, 1), 10, PRODUCT_IMAGES, "float64")
    net = Network(lenet(), dtype="float64")
    weights, vector = net.initial_parameters(0), np.random.default_rng(1).normal(size=net.size)
    model = torch_lenet(torch).double()
    images, classes = torch.tensor(inputs).permute(0, 3, 1, 2), torch.tensor(targets)
    parts = [torch.randn_like(weight) for weight in model.parameters()]

    def theirs() -> None:
        loss = torch.nn.functional.cross_entropy(model(images), classes)
        slopes = torch.autograd.grad(loss, model.parameters(), create_graph=True)
        torch.autograd.grad(slopes, model.parameters(), parts)

    found = medians({"ours": once(lambda: net.hessian_vector_product(weights, inputs, targets, vector)),
                     "theirs": once(theirs)}, ROUNDS)
    yield Row(f"Hessian × vector, LeNet-5, {PRODUCT_IMAGES} images", found["ours"], "PyTorch, autograd",
              found["theirs"])


def compare(torch) -> int:
    rows = (row for group in (perceptron_rows, image_rows, hessian_rows, product_rows) for row in group(torch))
    return report(TITLE, list(rows))


def main() -> int:
    return beside_torch(TITLE, compare)


if __name__ == "__main__":
    raise SystemExit(main())

"""Training steps and the landscape on an NVIDIA GPU, beside PyTorch on the same card; needs CuPy and PyTorch with CUDA.

The networks, minibatches, losses and optimizers are those of the benchmarks on the processor, in float32. PyTorch runs
eagerly, compiled ("reduce-overhead"), and with the whole step in a CUDA graph. Without a card the rows say so.
"""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from types import ModuleType

import numpy as np

from engine.device import Device, cupy_status, get_device
from engine.landscape import PlaneLoss
from engine.training import Trainer
from tests.bench import deep_networks, training_step
from tests.bench.harness import Row, medians, report, table
from tests.bench.landscape import examples, network, peer_loss, random_plane

ROUNDS = 9
STEPS = 100  # in a row, that one measurement is the mean of
PEERS = ("PyTorch, eager", "PyTorch, compiled", "PyTorch, CUDA graph")
MISSING = "not yet measured"
WIDTHS, ROWS, SIDE = (2, 16, 16, 1), 500, 320
CHUNKS = (512, 2_048, 8_192)
POINTS = 1e6  # of the landscape, in a second: the aim
TITLE = "One training step on a GPU, float32; median of rounds in which all take turns"
LANDSCAPE = f"The loss at {SIDE}×{SIDE} places of a plane, 2-16-16-1, {ROWS} examples, on a GPU, float32"


@dataclass(frozen=True)
class Contest:
    """One training: `trainer` is ours, `model`, `loss` and `optimizer` are PyTorch's; classes as PyTorch wants them."""

    name: str
    batch: int
    trainer: Callable[[], Trainer]
    model: Callable[[ModuleType], object]
    loss: Callable[[ModuleType], object]
    optimizer: Callable[..., object]
    draw: Callable[[], tuple[np.ndarray, np.ndarray]]


def contests() -> Iterator[Contest]:
    """The perceptrons, then the deep networks."""
    for work in (replace(work, steps=STEPS) for work in training_step.WORKS):
        yield Contest(str(work), work.batch, lambda work=work: training_step.trainer(work),
                      lambda torch, work=work: training_step.torch_model(torch, work),
                      lambda torch, work=work: (torch.nn.BCEWithLogitsLoss if work.binary
                                                else torch.nn.CrossEntropyLoss)(),
                      _adam, lambda work=work: _columns(*work.draw(), work.binary))
    for work in (replace(work, steps=STEPS) for work in deep_networks.WORKS):
        yield Contest(work.name, work.batch, lambda work=work: deep_networks.trainer(work), work.peer,
                      lambda torch: torch.nn.CrossEntropyLoss(), {"adam": _adam, "momentum": _momentum}[work.optimizer],
                      lambda work=work: _channels_first(*work.draw()))


def _adam(torch: ModuleType, weights: object, **options: bool):
    return torch.optim.Adam(weights, lr=1e-3, **options)


def _momentum(torch: ModuleType, weights: object, **options: bool):
    return torch.optim.SGD(weights, lr=0.01, momentum=0.9)


def _columns(inputs: np.ndarray, classes: np.ndarray, binary: bool) -> tuple[np.ndarray, np.ndarray]:
    return inputs, classes[:, None].astype("float32") if binary else classes


def _channels_first(inputs: np.ndarray, classes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return np.moveaxis(inputs, -1, 1).copy() if inputs.ndim == 4 else inputs, classes


def seconds(step: Callable[[], object], count: int, synchronize: Callable[[], object]) -> float:
    """The mean of `count` calls in a row, until the GPU has done what they ask for."""
    synchronize()
    begun = time.perf_counter()
    for _ in range(count):
        step()
    synchronize()
    return (time.perf_counter() - begun) / count


def ours(contest: Contest, device: Device) -> Callable[[], float]:
    """Seconds per step of Ladera. The steps stay within an epoch, whose end evaluates."""
    run = contest.trainer()
    run.to_device(device)

    def measure() -> float:
        run.reset()
        run.step()  # shuffles
        return seconds(run.step, STEPS, device.synchronize)

    return measure


def theirs(torch: ModuleType, contest: Contest, peer: str, device: str = "cuda") -> Callable[[], float]:
    """Seconds per step of PyTorch, in one of the ways of PEERS."""
    model, loss = contest.model(torch).to(device), contest.loss(torch)
    drawn, classes = contest.draw()
    inputs, targets = torch.tensor(drawn, dtype=torch.float32, device=device), torch.tensor(classes, device=device)
    graph = peer == "PyTorch, CUDA graph"
    options = {"capturable": True} if graph else {}
    optimizer = contest.optimizer(torch, model.parameters(), **options)
    if peer == "PyTorch, compiled":
        model = torch.compile(model, mode="reduce-overhead")

    def advance(x: object, t: object) -> None:
        optimizer.zero_grad()
        loss(model(x), t).backward()
        optimizer.step()

    if graph:
        advance = _recorded(torch, advance, inputs[:contest.batch].clone(), targets[:contest.batch].clone())
    batches: list[object] = []

    def step() -> None:
        if not batches:
            batches[:] = [order for order in torch.randperm(len(inputs), device=device).split(contest.batch)
                          if len(order) == contest.batch]
        order = batches.pop()
        advance(inputs[order], targets[order])

    def measure() -> float:
        step()
        return seconds(step, STEPS, torch.cuda.synchronize if device == "cuda" else lambda: None)

    return measure


def _recorded(torch: ModuleType, advance: Callable[..., None], x: object, t: object) -> Callable[..., None]:
    """A whole step as a CUDA graph, as PyTorch's documentation records one."""
    side = torch.cuda.Stream()
    side.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(side):
        for _ in range(3):
            advance(x, t)
    torch.cuda.current_stream().wait_stream(side)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        advance(x, t)

    def replay(inputs: object, targets: object) -> None:
        x.copy_(inputs)
        t.copy_(targets)
        graph.replay()

    return replay


def step_rows(torch: ModuleType | None, device: Device) -> Iterator[Row]:
    """Every contest beside every peer; without PyTorch on the GPU, beside nothing."""
    for contest in contests():
        contenders = {"ours": ours(contest, device)}
        if torch is not None:
            contenders |= {peer: theirs(torch, contest, peer) for peer in PEERS}
        found = medians(contenders, ROUNDS)
        for place, peer in enumerate(PEERS):
            yield Row("" if place else contest.name, found["ours"], peer, found.get(peer, float("nan")))


def landscape(torch: ModuleType | None, device: Device) -> int:
    """Print the places per second; 1 where the aim was missed."""
    inputs, targets = examples(WIDTHS[:1], WIDTHS[-1], ROWS, "float32")
    net = network(WIDTHS, "float32", device)
    plane, a, b = random_plane(net, SIDE)
    losses = PlaneLoss(net, inputs, targets)
    contenders: dict[str, Callable[[], float]] = {
        "ours": lambda: seconds(lambda: losses.losses(plane, a, b), 1, device.synchronize)}
    if torch is not None:
        corner, ways, places = (torch.tensor(np.asarray(array, dtype="float32"), device="cuda")
                                for array in (plane.origin, plane.directions, np.stack([a, b], axis=1)))
        members, loss = corner + places @ ways, peer_loss(torch, WIDTHS, inputs, targets, "cuda")
        for chunk in CHUNKS:
            many = torch.func.vmap(loss, chunk_size=chunk)
            contenders[str(chunk)] = lambda many=many: seconds(lambda: many(members), 1, torch.cuda.synchronize)
    found = {name: len(a) / time for name, time in medians(contenders, ROUNDS).items()}
    rate, peer = found.pop("ours"), max(found.values(), default=float("nan"))
    met = rate >= POINTS
    line = ("places per second", f"{rate:,.0f}", "PyTorch, vmap", f"{peer:,.0f}", f"{rate / peer:.1f}×",
            f"≥ {POINTS:,.0f} {'met' if met else 'missed'}")
    print(f"\n{LANDSCAPE}\n\n{table(('', 'Ladera', 'beside', '', 'ratio', 'aim'), [line])}")
    return int(not met)


def not_measured(reason: object) -> int:
    """The rows that there would be."""
    header = ("", "Ladera", "beside", "", "ratio", "aim")
    steps = [("" if place else contest.name, MISSING, peer, MISSING, "—", "—")
             for contest in contests() for place, peer in enumerate(PEERS)]
    places = ("places per second", MISSING, "PyTorch, vmap", MISSING, "—", f"≥ {POINTS:,.0f}")
    print(f"{TITLE}\n{reason}\n\n{table(header, steps)}\n\n{LANDSCAPE}\n\n{table(header, [places])}")
    return 0


def cuda_torch() -> ModuleType | None:
    """PyTorch, where it can use the GPU."""
    if importlib.util.find_spec("torch") is None:
        return None
    import torch

    return torch if torch.cuda.is_available() else None


def main() -> int:
    status = cupy_status()
    if not status.available:
        return not_measured(status.reason)
    torch, device = cuda_torch(), get_device("cupy")
    missed = report(f"{TITLE}: {status.hardware}", list(step_rows(torch, device)))
    return landscape(torch, device) | missed


if __name__ == "__main__":
    raise SystemExit(main())

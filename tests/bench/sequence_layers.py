"""The whole training step of a GRU, an LSTM and multi-head attention beside PyTorch in eager mode, on one thread, in
float32, as in deep_networks."""

from __future__ import annotations

from types import ModuleType

from engine.graph import Graph, LayerSpec, Link, sequential
from tests.bench.deep_networks import CLASSES, ROUNDS, TITLE, Work, lstm, ours, theirs, torch_lstm
from tests.bench.harness import Row, beside_torch, medians, report

STEPS, FEATURES, UNITS, HEADS = 50, 32, 64, 4


def gru() -> Graph:
    """64 units over 50 steps of 32 features."""
    return sequential(LayerSpec("input", "input", {"shape": (STEPS, FEATURES)}),
                      LayerSpec("memory", "gru", {"units": UNITS}), *_head())


def attention() -> Graph:
    """Multi-head self-attention of 4 heads over 50 steps of 32 features, and the mean over the steps."""
    dense = {"units": FEATURES, "activation": "identity"}
    layers = (LayerSpec("input", "input", {"shape": (STEPS, FEATURES)}),
              *(LayerSpec(name, "dense", dense) for name in ("query", "value", "key")),
              LayerSpec("heads", "attention", {"heads": HEADS}), LayerSpec("joined", "dense", dense),
              LayerSpec("mean", "global_pooling", {"function": "average"}), *_head())
    links = (*(Link("input", name) for name in ("query", "value", "key")),
             *(Link(name, "heads", port) for port, name in enumerate(("query", "value", "key"))),
             Link("heads", "joined"), Link("joined", "mean"), Link("mean", "head"), Link("head", "output"))
    return Graph(layers, links)


def _head() -> tuple[LayerSpec, LayerSpec]:
    return (LayerSpec("head", "dense", {"units": CLASSES, "activation": "identity"}),
            LayerSpec("output", "output", {"loss": "categorical_cross_entropy"}))


def torch_gru(torch: ModuleType):
    class Last(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.memory = torch.nn.GRU(FEATURES, UNITS, batch_first=True)
            self.head = torch.nn.Linear(UNITS, CLASSES)

        def forward(self, x):
            return self.head(self.memory(x)[0][:, -1])

    return Last()


def torch_attention(torch: ModuleType):
    class Mean(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.heads = torch.nn.MultiheadAttention(FEATURES, HEADS, batch_first=True)
            self.head = torch.nn.Linear(FEATURES, CLASSES)

        def forward(self, x):
            return self.head(self.heads(x, x, x, need_weights=False)[0].mean(dim=1))

    return Mean()


WORKS = (
    Work("LSTM, 64 units, 50 steps, batch 32, Adam", lstm, torch_lstm, 32, 10, "adam", 1.0),
    Work("GRU, 64 units, 50 steps, batch 32, Adam", gru, torch_gru, 32, 10, "adam", 1.0),
    Work("Attention, 4 heads, 50 steps of 32, batch 32, Adam", attention, torch_attention, 32, 20, "adam", 1.0),
)


def compare(torch) -> int:
    rows = []
    for work in WORKS:
        found = medians({"ours": ours(work), "PyTorch": theirs(torch, work)}, ROUNDS)
        rows.append(Row(work.name, found["ours"], "PyTorch", found["PyTorch"], work.aim))
    return report(TITLE, rows)


def main() -> int:
    return beside_torch(TITLE, compare, ((work.name, ours(work)) for work in WORKS), ROUNDS)


if __name__ == "__main__":
    raise SystemExit(main())

"""Kernel benches that show one thing each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from engine.errors import N_
from engine.vision.bench import KernelBench
from engine.vision.sliding import Sliding


@dataclass(frozen=True)
class BenchScene:
    """`help` is what is to be seen."""

    name: str
    title: str
    help: str
    bench: KernelBench


_SAME = Sliding(padding="same")

_ROWS = (
    BenchScene("emboss", N_("engine", "Light from one side"),
               N_("engine", "Emboss is not the same turned round: switch between cross-correlation and convolution, "
                  "and the light comes from the other side."), KernelBench()),
    BenchScene("point", N_("engine", "What a kernel does to a point"),
               N_("engine", "A convolution draws its kernel where the point is. A cross-correlation, which networks "
                  "use, draws it turned round."), replace(KernelBench("point"), turn=True)),
    BenchScene("edges", N_("engine", "Upright edges"),
               N_("engine", "Sobel's kernel: blue where it gets brighter to the right, orange where it gets darker, "
                  "nothing along level edges."), KernelBench("photographer", 256).with_preset("sobel_x")),
    BenchScene("numbers", N_("engine", "Number by number"),
               N_("engine", "A digit of 8 × 8 pixels: point at an output, an input or a weight, and follow every "
                  "product."), KernelBench("digit", sliding=_SAME).with_preset("laplacian")),
    BenchScene("stripes", N_("engine", "One width, one direction"),
               N_("engine", "A Gabor kernel answers where stripes have its width and direction; turn it, and another "
                  "part of the rings answers."), KernelBench("rings").with_preset("gabor", size=11, sigma=3.0)),
    BenchScene("colours", N_("engine", "Red against green"),
               N_("engine", "One weight for each channel: red minus green. Blue for what is redder than green, orange "
                  "for what is greener, nothing for grey, however bright it is."),
               KernelBench("wheel", colour="sum", kernels=(((1.0,),), ((-1.0,),), ((0.0,),)), preset="")),
    BenchScene("stride", N_("engine", "Every third place"),
               N_("engine", "A stride of 3 leaves out places, and thin stripes turn into others: blur before you "
                  "stride."), KernelBench("rings", sliding=Sliding(stride=3)).with_preset("identity")),
)

BENCH_SCENES: Mapping[str, BenchScene] = MappingProxyType({row.name: row for row in _ROWS})

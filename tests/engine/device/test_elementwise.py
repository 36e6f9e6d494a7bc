"""The text of fused kernels: it is C++ that compiles for a GPU, and means what NumPy means."""

from __future__ import annotations

import ctypes
import dataclasses
from pathlib import Path

import numpy as np
import pytest

from engine.data import DataSpec, load
from engine.device.elementwise import FUNCTIONS, parameters
from engine.graph import Graph, LayerSpec, sequential
from engine.ir.scalars import TEXT, number
from engine.optimizers import OPTIMIZERS
from engine.training import Trainer, TrainingSettings
from tests.engine.device.compilers import compile_cuda, compile_here, nvrtc
from tests.engine.fake_device import Fake, FakeArray, elementwise

SPECIAL = [np.nan, np.inf, -np.inf, 0.0, -0.0, 1.0, -1.0, 1e-30, -1e30, 0.5]
TYPES = {"float": (np.float32, 1e-5), "double": (np.float64, 1e-12)}


def single() -> dict[str, int]:
    """A kernel for each primitive alone, and the inputs of each."""
    counts = {op: max(text.count("{"), 1) - text.count("{exponent}") for op, text in TEXT.items()} | {"square": 1}
    return {f"y = {TEXT[op].format(*(f'x{place}' for place in range(count)), exponent=2.5)};": count
            for op, count in counts.items()}


def network() -> Graph:
    """Layers whose formulas differ."""
    return sequential(
        LayerSpec("input", "input", {"shape": (2,)}), LayerSpec("wide", "reshape", {"shape": (2, 1)}),
        LayerSpec("memory", "lstm", {"units": 3}), LayerSpec("scaled", "batch_normalization"),
        LayerSpec("hidden", "dense", {"units": 4, "activation": "gaussian"}), LayerSpec("slope", "prelu"),
        LayerSpec("head", "dense", {"units": 1, "activation": "identity"}),
        LayerSpec("output", "output", {"loss": "binary_cross_entropy"}))


@pytest.fixture(scope="module")
def written() -> dict[str, int]:
    """All kernels of such a network's training with each optimizer, and the inputs of each."""
    bodies: dict[str, int] = {}
    fake = Fake()

    def collecting(body: str, inputs: int):
        bodies[body] = inputs
        return elementwise(body, inputs)

    device = dataclasses.replace(fake.device, elementwise=collecting)
    data = load(DataSpec("gaussian", {"samples": 20}))
    for name, optimizer in OPTIMIZERS.items():
        if not optimizer.full_batch and not tuple(optimizer.problems(network())):
            Trainer(network(), data, TrainingSettings(name, batch_size=4, l1=0.1, l2=0.1), device).step()
    return bodies


def kernels(number_type: str, bodies: dict[str, int], of_a_gpu: bool) -> str:
    """A C function for each body, over arrays of n numbers."""
    start = "#include <math.h>\n#define __device__\n" if not of_a_gpu else ""
    loop = ("int i = blockIdx.x * blockDim.x + threadIdx.x; if (i < n)" if of_a_gpu else "for (long i = 0; i < n; ++i)")
    functions = []
    for place, (body, inputs) in enumerate(bodies.items()):
        arrays = "".join(f"const T* a{k}, " for k in range(inputs))
        read = " ".join(f"const T x{k} = a{k}[i];" for k in range(inputs))
        functions.append(f"extern \"C\" {'__global__' if of_a_gpu else ''} void kernel_{place}(long n, {arrays}T* out) "
                         f"{{ {loop} {{ {read} T y; {body} out[i] = y; }} }}")
    return "\n".join([start, f"typedef {number_type} T;", FUNCTIONS, *functions])


@pytest.mark.parametrize("number_type", TYPES)
def test_kernels_compile_for_a_gpu(written: dict[str, int], number_type: str):
    bodies = single() | written
    ptx = compile_cuda(nvrtc(), kernels(number_type, bodies, of_a_gpu=True))
    assert ptx.count(b".entry") == len(bodies)


@pytest.mark.parametrize("number_type", TYPES)
def test_compiled_kernels_compute_what_the_text_means_in_numpy(written: dict[str, int], number_type: str,
                                                               tmp_path: Path):
    bodies = single() | written
    library = compile_here(tmp_path, kernels(number_type, bodies, of_a_gpu=False))
    dtype, tolerance = TYPES[number_type]
    rng = np.random.default_rng(0)
    for place, (body, count) in enumerate(bodies.items()):
        inputs = [rng.uniform(0.1, 2.0, 40).astype(dtype) for _ in range(count)]
        if body in single():
            inputs = [np.concatenate([x, np.roll(np.array(SPECIAL, dtype), shift)]) for shift, x in enumerate(inputs)]
        out, expected = np.empty_like(inputs[0]), FakeArray(np.empty_like(inputs[0]), {})
        getattr(library, f"kernel_{place}")(ctypes.c_long(out.size), *(
            x.ctypes.data_as(ctypes.c_void_p) for x in (*inputs, out)))
        with np.errstate(all="ignore"):
            elementwise(body, count)(*(FakeArray(x, {}) for x in inputs), expected)
        np.testing.assert_allclose(out, expected._values, rtol=tolerance, atol=tolerance, err_msg=body)


def test_real_programs_were_written(written: dict[str, int]):
    assert len(written) > 30
    assert max(body.count("=") for body in written) > 4


def test_inputs_are_declared_in_their_order():
    assert parameters(3) == "T x0, T x1, T x2"


@pytest.mark.parametrize("value", [0.1, -1e-8, 1e300, np.inf, -np.inf, np.nan])
def test_numbers_are_written_exactly(value: float):
    assert eval(number(value), {"T": float}) == pytest.approx(value, rel=0, abs=0, nan_ok=True)

"""Random numbers on a GPU from a counter: the state is two integers, so a run can go back to it exactly."""

from __future__ import annotations

from typing import Any

# Two rounds of the finalizer of SplitMix64 (Steele, Lea, Flood 2014) over (seed, position in the stream).
_MIX = """
__device__ unsigned long long mix(unsigned long long x) {
    x += 0x9E3779B97F4A7C15ULL;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
    return x ^ (x >> 31);
}
__device__ double uniform(unsigned long long seed, unsigned long long position) {
    return (double)(mix(mix(seed) ^ mix(position)) >> 11) * 1.1102230246251565e-16;
}
"""
_UNIFORM = "out = fmin((double)uniform(seed, start + i), 1.0 - 6.0e-8)"
# Box and Muller 1958.
_NORMAL = """
out = sqrt(-2.0 * log(1.0 - uniform(seed, start + 2 * i))) * cospi(2.0 * uniform(seed, start + 2 * i + 1))
"""


class CounterGenerator:
    """Every number is a hash of the seed and of its position in the stream."""

    def __init__(self, cupy: Any, seed: int) -> None:
        self.state: tuple[int, int] = (seed, 0)
        self._uniform, self._normal = (
            cupy.ElementwiseKernel("uint64 seed, uint64 start", "T out", body, f"ladera_{name}", preamble=_MIX)
            for name, body in (("uniform", _UNIFORM), ("normal", _NORMAL)))

    def uniform(self, out: Any) -> None:
        """Fill `out` from [0, 1)."""
        self._fill(self._uniform, out, 1)

    def normal(self, out: Any) -> None:
        """Fill `out` from the standard normal distribution."""
        self._fill(self._normal, out, 2)

    def _fill(self, kernel: Any, out: Any, draws: int) -> None:
        seed, start = self.state
        kernel(seed, start, out)
        self.state = seed, start + draws * out.size

"""The language of element-wise kernels: text that is C++ for a GPU.

A body has a line `const T name = …;` for each intermediate number and ends with `y = …`. It reads one number x0, x1, …
of each input. On the right stand names, numbers `T(0.5)`, + − * /, and calls of C's functions or of `FUNCTIONS`: so
little that it can be read as Python too, and run without a GPU.
"""

# As in NumPy, what is not a number stays so through maximum, minimum and sign.
FUNCTIONS = """
template<typename X> __device__ X maximum(X a, X b) { return a > b || a != a ? a : b; }
template<typename X> __device__ X minimum(X a, X b) { return a < b || a != a ? a : b; }
template<typename X> __device__ X greater(X a, X b) { return a > b ? X(1) : X(0); }
template<typename X> __device__ X equal(X a, X b) { return a == b ? X(1) : X(0); }
template<typename X> __device__ X select(X mask, X a, X b) { return mask != X(0) ? a : b; }
template<typename X> __device__ X sign(X x) { return x > X(0) ? X(1) : x < X(0) ? X(-1) : x == X(0) ? X(0) : x; }
template<typename X> __device__ X sigmoid(X x) { return X(0.5) * tanh(X(0.5) * x) + X(0.5); }
template<typename X> __device__ X softplus(X x) { return maximum(x, X(0)) + log1p(exp(-fabs(x))); }
"""


def parameters(inputs: int) -> str:
    """The inputs as CuPy declares them."""
    return ", ".join(f"T x{place}" for place in range(inputs))

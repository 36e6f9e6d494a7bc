"""The sheet of tensors: results are NumPy's, and each number is the sum of its terms and of nothing else."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.layers.base import ShapeError
from engine.tensor_sheet import OPERATIONS, TensorOperation, check_shape, example_tensor

SHAPES = {
    "scale": [((2, 3), ()), ((), ()), ((1, 2, 1, 2, 3), ())],
    "add": [((2, 3), (3,)), ((2, 1, 3), (4, 1)), ((), (2, 2))],
    "multiply": [((2, 3), (2, 1)), ((2, 3), (2, 3))],
    "transpose": [((2, 3),), ((2, 3, 4),), ((),)],
    "sum": [((2, 3),), ((3,),), ((1, 2, 2, 2, 3),)],
    "inner": [((2, 3), (2, 3)), ((), ()), ((2, 2, 2), (2, 2, 2))],
    "matmul": [((2, 3), (3, 4)), ((2, 2, 3), (3, 2)), ((2, 1, 2, 3), (3, 3, 2))],
}
REFERENCES = {
    "scale": lambda a, b: a * float(b.reshape(-1)[0]), "add": lambda a, b: a + b, "multiply": lambda a, b: a * b,
    "transpose": lambda a: a.T, "sum": lambda a: np.einsum("...i->...", a), "inner": np.vdot,
    "matmul": lambda a, b: np.einsum("...ij,...jk->...ik", a, b)}
CASES = [(row, shapes) for row in OPERATIONS for shapes in SHAPES[row.name]]


@pytest.mark.parametrize(("row", "shapes"), CASES, ids=[f"{row.name}-{shapes}" for row, shapes in CASES])
def test_each_number_is_the_sum_of_its_terms(row: TensorOperation, shapes: tuple):
    operands = [example_tensor(shape, seed) for seed, shape in enumerate(shapes)]
    result = np.asarray(row.evaluate(*operands))
    assert result.shape == row.shape(*shapes)
    np.testing.assert_array_equal(result, REFERENCES[row.name](*operands))
    for index in np.ndindex(result.shape):
        terms = list(row.terms(shapes, index))
        factors = [[operands[which][at] for which, at in term] for term in terms]
        total = sum(math.prod(term) for term in factors)
        if row.name == "add":  # two terms under one sign
            total = sum(operands[which][at] for term in terms for which, at in term)
        assert total == result[index]
        named = {(which, at) for term in terms for which, at in term}
        for which, operand in enumerate(operands):
            for at in np.ndindex(operand.shape):
                moved = [other.copy() for other in operands]
                moved[which][at] += 0.5
                changes = np.asarray(row.evaluate(*moved))[index] != result[index]
                assert not changes or (which, at) in named, "nothing else moves it"


def test_shapes_that_do_not_fit_are_refused_with_a_sentence():
    by_name = {row.name: row for row in OPERATIONS}
    misfits = {"add": ((2, 3), (2,)), "matmul": ((2, 3), (2, 3)), "inner": ((2,), (3,)), "sum": ((),)}
    for name, shapes in misfits.items():
        with pytest.raises(ShapeError):
            by_name[name].shape(*shapes)
    for shape in ((1,) * 6, (7,), (0,), (6, 6, 6, 6)):
        with pytest.raises(ShapeError):
            check_shape(shape)

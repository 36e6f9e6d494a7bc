"""Random ONNX graphs: pieces that belong to one layer, values that others read too, under all the names that a value
may have, in the spelling of each opset."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import numpy as np
from onnx import ModelProto, TensorProto, helper

from tests.engine.formats.growing_graph import FREE, Graph

Piece = Callable[[Graph, str], str | None]


# Other names for a value


def identity(g: Graph, x: str) -> str:
    return g.add("Identity", x, shape=g.shapes[x])


def cast(g: Graph, x: str) -> str:
    return g.add("Cast", x, shape=g.shapes[x], to=TensorProto.FLOAT)


def reshape_to_itself(g: Graph, x: str) -> str:
    shape = list(g.shapes[x])
    if g.draw.random() < 0.3:
        shape[g.draw.randrange(len(shape))] = -1
        return g.add("Reshape", x, g.constant(np.array([0, *shape])), shape=g.shapes[x])
    return g.add("Reshape", x, g.constant(np.array([-1, *shape])), shape=g.shapes[x])


def counted_reshape(g: Graph, x: str) -> str:
    """To the shape that another operator found it to have."""
    return g.add("Reshape", x, g.add("Shape", x, shape=()), shape=g.shapes[x])


def whole_slice(g: Graph, x: str) -> str:
    axis = g.draw.randrange(1, len(g.shapes[x]) + 1)
    if g.opset < 10:
        return g.add("Slice", x, shape=g.shapes[x], starts=[0], ends=[2**31], axes=[axis])
    return g.add("Slice", x, g.constant(np.array([0])), g.constant(np.array([2**62])), g.constant(np.array([axis])),
                 shape=g.shapes[x])


def there_and_back(g: Graph, x: str) -> str:
    order = list(range(len(g.shapes[x]) + 1))
    g.draw.shuffle(order)
    turned = g.add("Transpose", x, shape=(), perm=order)
    return g.add("Transpose", turned, shape=g.shapes[x], perm=list(np.argsort(order)))


def one_axis_more(g: Graph, x: str) -> str:
    axis = g.draw.randrange(1, len(g.shapes[x]) + 2)
    wide = g.axes("Unsqueeze", x, [axis], ())
    return g.axes("Squeeze", wide, [axis], g.shapes[x])


def clip_of_nothing(g: Graph, x: str) -> str:
    if g.opset < 11:
        return g.add("Clip", x, shape=g.shapes[x])
    return g.add("Clip", x, shape=g.shapes[x])


def dropout(g: Graph, x: str) -> str:
    if g.opset < 12:
        return g.add("Dropout", x, shape=g.shapes[x], ratio=0.25)
    return g.add("Dropout", x, g.constant(np.float32(0.25)), shape=g.shapes[x])


ALIASES: tuple[Piece, ...] = (identity, cast, reshape_to_itself, counted_reshape, whole_slice, there_and_back,
                              one_axis_more, clip_of_nothing, dropout)


# What changes numbers


def activation(g: Graph, x: str) -> str:
    kind, attributes = g.draw.choice([
        ("Relu", {}), ("Sigmoid", {}), ("Tanh", {}), ("LeakyRelu", {"alpha": 0.01}), ("LeakyRelu", {"alpha": 0.3}),
        ("Elu", {}), ("Elu", {"alpha": 0.5}), ("Softplus", {}), ("Abs", {}), ("Neg", {}), ("Atan", {}), ("Sin", {}),
        ("HardSigmoid", {"alpha": 1.0, "beta": 0.5}), ("HardSigmoid", {})])
    return g.add(kind, x, shape=g.shapes[x], **attributes)


def clip(g: Graph, x: str) -> str:
    low, high = g.draw.choice([(0.0, 6.0), (-1.0, 1.0), (-0.5, 2.0)])
    if g.opset < 11:
        return g.add("Clip", x, shape=g.shapes[x], min=low, max=high)
    return g.add("Clip", x, g.constant(np.float32(low)), g.constant(np.float32(high)), shape=g.shapes[x])


def one_sided_clip(g: Graph, x: str) -> str:
    if g.opset < 11:
        return g.add("Clip", x, shape=g.shapes[x], max=0.7)
    return g.add("Clip", x, g.constant(np.float32(g.draw.choice([0.0, -0.4]))), shape=g.shapes[x])


def prelu(g: Graph, x: str) -> str:
    shape = g.draw.choice([(1,), g.shapes[x][-1:], (g.shapes[x][0], *(1,) * (len(g.shapes[x]) - 1))])
    return g.add("PRelu", x, g.numbers(*shape), shape=g.shapes[x])


def affine(g: Graph, x: str) -> str:
    """With a number, or an array that is broadcast to the examples."""
    shape = tuple(g.draw.choice([1, length]) for length in g.shapes[x])
    shape = g.draw.choice([(), (1,), g.shapes[x][-1:], shape, (1, *shape)])
    kind = g.draw.choice(["Add", "Sub", "Mul", "Div"])
    array = g.numbers(*shape)
    if kind == "Div":
        g.arrays[array] = (np.abs(g.arrays[array]) + 0.5).astype(np.float32)
    operands = [x, array] if kind == "Div" or g.draw.random() < 0.7 else [array, x]
    return g.add(kind, *operands, shape=g.shapes[x])


def square(g: Graph, x: str) -> str:
    return g.add("Mul", x, x, shape=g.shapes[x])


def gaussian(g: Graph, x: str) -> str:
    return g.add("Exp", g.add("Neg", g.add("Mul", x, x, shape=g.shapes[x]), shape=g.shapes[x]), shape=g.shapes[x])


def softmax(g: Graph, x: str) -> str:
    rank = len(g.shapes[x]) + 1
    axis = g.draw.choice([None, *range(1, rank), -1])
    return g.add("Softmax", x, shape=g.shapes[x], **({} if axis is None else {"axis": axis}))


def layer_norm(g: Graph, x: str) -> str:
    """In pieces, as files before opset 17 have it."""
    shape = g.shapes[x]
    mean = g.axes("ReduceMean", x, [-1], (*shape[:-1], 1), since=18)
    centred = g.add("Sub", x, mean, shape=shape)
    squares = g.add("Pow", centred, g.constant(np.float32(2)), shape=shape)
    variance = g.axes("ReduceMean", squares, [-1], (*shape[:-1], 1), since=18)
    more = g.add("Add", variance, g.constant(np.float32(1e-3)), shape=g.shapes[variance])
    root = g.add("Sqrt", more, shape=g.shapes[variance])
    normal = g.add("Div", centred, root, shape=shape)
    scaled = g.add("Mul", normal, g.numbers(shape[-1]), shape=shape)
    return g.add("Add", scaled, g.numbers(shape[-1]), shape=shape)


def batch_norm(g: Graph, x: str) -> str:
    channels = g.shapes[x][0]
    variance = g.constant((g.rng.random(channels) + 0.5).astype(np.float32))
    return g.add("BatchNormalization", x, g.numbers(channels), g.numbers(channels), g.numbers(channels), variance,
                 shape=g.shapes[x])


def dense(g: Graph, x: str) -> str:
    shape, units = g.shapes[x], g.draw.randint(2, 5)
    kernel = g.numbers(shape[-1], units, scale=0.7)
    if len(shape) == 1 and g.draw.random() < 0.5:
        if g.draw.random() < 0.5:
            kernel = g.constant(np.ascontiguousarray(g.arrays[kernel].T))
            return g.add("Gemm", x, kernel, g.numbers(units), shape=(units,), transB=1)
        return g.add("Gemm", x, kernel, g.numbers(1, units), shape=(units,), alpha=0.5, beta=2.0)
    product = g.add("MatMul", x, kernel, shape=(*shape[:-1], units))
    if g.draw.random() < 0.6:
        return g.add("Add", *g.draw.sample([product, g.numbers(units)], 2), shape=(*shape[:-1], units))
    return product


def convolution(g: Graph, x: str) -> str | None:
    channels, *places = g.shapes[x]
    filters, size = g.draw.randint(2, 4), [g.draw.randint(1, 3) for _ in places]
    if any(length < 3 for length in places):
        return None
    same = g.draw.random() < 0.5
    attributes = {"auto_pad": "SAME_UPPER"} if same else {"pads": [0] * (2 * len(places))}
    result = places if same else [length - k + 1 for length, k in zip(places, size, strict=True)]
    bias = (g.numbers(filters),) if g.draw.random() < 0.5 else ()
    y = g.add("Conv", x, g.numbers(filters, channels, *size, scale=0.5), *bias, shape=(filters, *result),
              kernel_shape=size, **attributes)
    if not bias and g.draw.random() < 0.5:
        y = g.add("Add", y, g.numbers(filters, *(1,) * len(places)), shape=g.shapes[y])
    return y


def padded_convolution(g: Graph, x: str) -> str:
    """Zeros around an image, which others do not see."""
    channels, height, width = g.shapes[x]
    pads = [0, 0, 1, 1, 0, 0, 1, 1]
    if g.opset < 11:
        padded = g.add("Pad", x, shape=(), pads=pads)
    else:
        padded = g.add("Pad", x, g.constant(np.array(pads)), shape=())
    return g.add("Conv", padded, g.numbers(2, channels, 3, 3, scale=0.5), shape=(2, height, width), kernel_shape=[3, 3])


def pooling(g: Graph, x: str) -> str | None:
    channels, *places = g.shapes[x]
    if any(length < 3 for length in places):
        return None
    kind = g.draw.choice(["MaxPool", "AveragePool"])
    counted = {"count_include_pad": g.draw.randint(0, 1)} if kind == "AveragePool" else {}
    axes, shape = len(places), (channels, *((length - 1) // 2 + 1 for length in places))
    return g.add(kind, x, shape=shape, kernel_shape=[3] * axes, strides=[2] * axes, pads=[1] * (2 * axes), **counted)


def excite(g: Graph, x: str) -> str:
    """Each channel times a number that comes from all of them."""
    channels = g.shapes[x][0]
    mean = g.add("GlobalAveragePool", x, shape=(channels, *(1,) * (len(g.shapes[x]) - 1)))
    flat = g.add("Flatten", mean, shape=(channels,))
    gate = g.add("Sigmoid", g.add("MatMul", flat, g.numbers(channels, channels), shape=(channels,)), shape=(channels,))
    wide = g.axes("Unsqueeze", gate, list(range(2, len(g.shapes[x]) + 1)), g.shapes[mean])
    return g.add("Mul", *g.draw.sample([x, wide], 2), shape=g.shapes[x])


def recurrent(g: Graph, x: str) -> str:
    steps, features = g.shapes[x]
    kind, gates = g.draw.choice([("RNN", 1), ("LSTM", 4), ("GRU", 3)])
    units = g.draw.randint(2, 4)
    rows, direction = gates * units, g.draw.choice(["forward", "forward", "reverse", "bidirectional"])
    ways = 1 + (direction == "bidirectional")
    arrays = [g.numbers(ways, rows, features), g.numbers(ways, rows, units), g.numbers(ways, 2 * rows)]
    states = ()
    if g.opset >= 9 and g.draw.random() < 0.6:
        count = g.add("Gather", g.add("Shape", x, shape=()), g.constant(np.array([0])), shape=(), axis=0)
        many = g.add("Concat", g.constant(np.array([ways])), count, g.constant(np.array([units])), shape=(), axis=0)
        states = ("", g.add("ConstantOfShape", many, shape=()))
    turned = g.add("Transpose", x, shape=(), perm=[1, 0, 2])
    names = [f"r{len(g.nodes)}_{place}" for place in range(2)]
    options = {"linear_before_reset": 1} if kind == "GRU" else {}
    g.nodes.append(helper.make_node(kind, [turned, *arrays, *states], names, f"/rnn{len(g.nodes)}/{kind}",
                                    hidden_size=units, direction=direction, **options))
    every = g.add("Transpose", names[0], shape=(), perm=[2, 0, 1, 3])
    every = g.add("Reshape", every, g.constant(np.array([0, 0, -1])), shape=(steps, ways * units))
    end = g.draw.random()
    if end < 0.4:
        return every
    if end < 0.6:
        return g.add("Gather", every, g.constant(np.array(-1)), shape=(ways * units,), axis=1)
    if end < 0.8:
        return g.add("Gather", names[1], g.constant(np.array(-1)), shape=(units,), axis=0)
    state = g.add("Transpose", names[1], shape=(), perm=[1, 0, 2])
    return g.add("Reshape", state, g.constant(np.array([0, -1])), shape=(ways * units,))


def attention(g: Graph, x: str) -> str:
    """Of one head or several, which look at everything or at the past, with any scale."""
    steps, features = g.shapes[x]
    heads = g.draw.choice([count for count in (1, 2, 3) if features % count == 0])
    width = features // heads

    def parted(order: list[int]) -> str:
        source = x if g.draw.random() < 0.3 else g.add("MatMul", x, g.numbers(features, features, scale=0.5),
                                                       shape=(steps, features))
        apart = g.add("Reshape", source, g.constant(np.array([0, 0, heads, width])), shape=())
        return g.add("Transpose", apart, shape=(), perm=order)

    scores = g.add("MatMul", parted([0, 2, 1, 3]), parted([0, 2, 3, 1]), shape=())
    scale = g.draw.choice([None, width**-0.5, 0.3])
    if scale is not None:
        scores = g.add("Mul", scores, g.constant(np.float32(scale)), shape=())
    if g.draw.random() < 0.4:
        scores = g.add("Add", scores, g.constant(np.triu(np.full((steps, steps), -np.inf, np.float32), 1)), shape=())
    found = g.add("MatMul", g.add("Softmax", scores, shape=(), axis=3), parted([0, 2, 1, 3]), shape=())
    found = g.add("Transpose", found, shape=(), perm=[0, 2, 1, 3])
    return g.add("Reshape", found, g.constant(np.array([0, 0, features])), shape=(steps, features))


def backwards(g: Graph, x: str) -> str | None:
    if g.opset < 10:
        return None
    axis = g.draw.randrange(1, len(g.shapes[x]) + 1)
    numbers = (g.constant(np.array([number])) for number in (-1, -2**40, axis, -1))
    return g.add("Slice", x, *numbers, shape=g.shapes[x])


def blocks(g: Graph, x: str) -> str | None:
    """Places as channels, or channels as places."""
    channels, height, width = g.shapes[x]
    if channels % 4 == 0:
        mode = {"mode": g.draw.choice(["DCR", "CRD"])} if g.opset >= 11 else {}
        return g.add("DepthToSpace", x, shape=(channels // 4, 2 * height, 2 * width), blocksize=2, **mode)
    if height % 2 or width % 2:
        return None
    return g.add("SpaceToDepth", x, shape=(4 * channels, height // 2, width // 2), blocksize=2)


def flatten(g: Graph, x: str) -> str:
    return g.add("Flatten", x, shape=(int(np.prod(g.shapes[x])),))


def as_sequence(g: Graph, x: str) -> str | None:
    (count,) = g.shapes[x]
    steps = next((steps for steps in (3, 2) if count % steps == 0), None)
    if steps is None:
        return None
    shape = (steps, count // steps)
    return g.add("Reshape", x, g.constant(np.array([-1, *shape])), shape=shape)


def turned(g: Graph, x: str) -> str:
    order = list(range(1, len(g.shapes[x]) + 1))
    g.draw.shuffle(order)
    return g.add("Transpose", x, shape=tuple(g.shapes[x][axis - 1] for axis in order), perm=[0, *order])


def reduction(g: Graph, x: str) -> str:
    kind = g.draw.choice(["ReduceMean", "ReduceSum", "ReduceMax", "ReduceMin"])
    axis, keep = g.draw.randrange(1, len(g.shapes[x]) + 1), g.draw.randint(0, 1)
    shape = tuple(1 if place == axis else length for place, length in enumerate(g.shapes[x], 1))
    if not keep:
        shape = tuple(length for place, length in enumerate(g.shapes[x], 1) if place != axis) or ()
    since = 13 if kind == "ReduceSum" else 18
    y = g.axes(kind, x, [axis], shape, since=since, keepdims=keep)
    return y if shape else g.axes("Unsqueeze", y, [1], (1,))


def piece_of_axis(g: Graph, x: str) -> str:
    axis = g.draw.randrange(1, len(g.shapes[x]) + 1)
    length = g.shapes[x][axis - 1]
    start = g.draw.randrange(length)
    stop = g.draw.randint(start + 1, length)
    shape = tuple(stop - start if place == axis else size for place, size in enumerate(g.shapes[x], 1))
    if g.opset < 10:
        return g.add("Slice", x, shape=shape, starts=[start - length], ends=[stop], axes=[axis])
    return g.add("Slice", x, g.constant(np.array([start - length])), g.constant(np.array([stop])),
                 g.constant(np.array([axis])), shape=shape)


def halves(g: Graph, x: str) -> str | None:
    """The two parts of an axis, in the other order."""
    axis = g.draw.randrange(1, len(g.shapes[x]) + 1)
    length = g.shapes[x][axis - 1]
    if length < 2:
        return None
    sizes = [length // 2, length - length // 2]
    names = [f"s{len(g.nodes)}_{place}" for place in range(2)]
    given = (g.constant(np.array(sizes)),) if g.opset >= 13 else ()
    g.nodes.append(helper.make_node("Split", [x, *given], names, f"/split{len(g.nodes)}/Split", axis=axis,
                                    **({} if given else {"split": sizes})))
    return g.add("Concat", *reversed(names), shape=g.shapes[x], axis=axis)


def merge(g: Graph, x: str) -> str | None:
    peers = [name for name, shape in g.shapes.items() if shape == g.shapes[x] and shape]
    kind = g.draw.choice(["Add", "Sub", "Mul", "Max", "Min", "Mean", "Sum", "Concat", "Div"])
    other = g.draw.choice(peers)
    if kind == "Div":
        other = g.add("Add", g.add("Abs", other, shape=g.shapes[x]), g.constant(np.float32(1)), shape=g.shapes[x])
    if kind == "Concat":
        axis = g.draw.randrange(1, len(g.shapes[x]) + 1)
        shape = tuple(2 * size if place == axis else size for place, size in enumerate(g.shapes[x], 1))
        return g.add(kind, x, other, shape=shape, axis=axis)
    return g.add(kind, x, other, shape=g.shapes[x])


ANY: tuple[Piece, ...] = (activation, activation, activation, clip, one_sided_clip, prelu, affine, affine, square,
                          gaussian, softmax, layer_norm, dense, dense, merge, merge, piece_of_axis, halves, backwards)
BY_RANK: dict[int, tuple[Piece, ...]] = {
    1: (as_sequence, batch_norm),
    2: (recurrent, recurrent, attention, attention, convolution, pooling, excite, flatten, turned, reduction,
        batch_norm),
    3: (convolution, convolution, padded_convolution, pooling, excite, blocks, flatten, turned, reduction,
        batch_norm),
}
STARTS = ((4,), (6,), (5, 3), (4, 6), (2, 6, 5), (3, 7, 7), (4, 4, 6))


def random_model(seed: int) -> ModelProto:
    """A graph of up to a dozen pieces; values are read again, and some of them are outputs too."""
    draw = Random(-1 - seed)
    g = Graph(seed, draw.choice([FREE, FREE, 1, 3]))
    x = g.input(*draw.choice(STARTS))
    for _ in range(draw.randint(2, 10)):
        if draw.random() < 0.4:
            x = draw.choice([name for name, shape in g.shapes.items() if shape])
        pieces = ALIASES if draw.random() < 0.3 else ANY + BY_RANK[len(g.shapes[x])]
        y = draw.choice(pieces)(g, x)
        if y is not None and len(g.shapes[y]) <= 3 and max(g.shapes[y]) <= 200:
            x = y
    made = [node.output[0] for node in g.nodes if g.shapes.get(node.output[0])]
    outputs = {x} | set(draw.sample(made, min(len(made), draw.choice([0, 0, 1, 2]))))
    return g.model(sorted(outputs - set(g.inputs)) or [identity(g, x)])

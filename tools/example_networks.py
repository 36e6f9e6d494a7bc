"""The networks of the example projects."""

from __future__ import annotations

from engine.graph import Graph, LayerSpec, Link, sequential
from engine.templates import TEMPLATES, Given

SMALL = {"kernel_initializer": "uniform"}
"""First weights so small that what a filter has learned is not hidden under the noise that it began with: where an
image is smooth, nothing in the data would ever take that noise away."""


def chain(inputs: tuple[int, ...], hidden: tuple[tuple[int, str], ...], head: tuple[int, str], loss: str) -> Graph:
    """input → dense … → head → output, with layers called hidden_1, hidden_2, …, head; one alone is called neuron."""
    layers = [LayerSpec("input", "input", {"shape": inputs})]
    for number, (units, activation) in enumerate(hidden, start=1):
        name = "hidden" if len(hidden) == 1 else f"hidden_{number}"
        layers.append(LayerSpec(name, "dense", {"units": units, "activation": activation}))
    layers.append(LayerSpec("head" if hidden else "neuron", "dense", {"units": head[0], "activation": head[1]}))
    layers.append(LayerSpec("output", "output", {"loss": loss}))
    return sequential(*layers)


def lenet(classes: int) -> Graph:
    """LeNet-5 (LeCun et al. 1998) for 32 × 32 grey images, with today's ReLU, maxima and dropout: 61,706 weights."""
    layers = (
        LayerSpec("input", "input", {"shape": (32, 32, 1)}),
        LayerSpec("edges", "conv2d", {"filters": 6, "kernel_size": (5, 5)} | SMALL),
        LayerSpec("pool_1", "pooling2d"),
        LayerSpec("parts", "conv2d", {"filters": 16, "kernel_size": (5, 5)}),
        LayerSpec("pool_2", "pooling2d"),
        LayerSpec("flat", "flatten"),
        LayerSpec("drop", "dropout", {"rate": 0.25}),
        LayerSpec("hidden_1", "dense", {"units": 120}),
        LayerSpec("hidden_2", "dense", {"units": 84}),
        LayerSpec("head", "dense", {"units": classes, "activation": "identity"}),
        LayerSpec("output", "output", {"loss": "categorical_cross_entropy"}),
    )
    return sequential(*layers)


def residual(blocks: int, units: int) -> Graph:
    """Blocks of one dense layer, each with a shortcut that adds its input to its output (He et al. 2016)."""
    layers = [LayerSpec("input", "input", {"shape": (2,)}),
              LayerSpec("stem", "dense", {"units": units, "activation": "tanh"})]
    links, last = [Link("input", "stem")], "stem"
    for number in range(1, blocks + 1):
        block, total = f"block_{number}", f"sum_{number}"
        layers += [LayerSpec(block, "dense", {"units": units, "activation": "tanh"}), LayerSpec(total, "add")]
        links += [Link(last, block), Link(last, total, 0), Link(block, total, 1)]
        last = total
    layers += [LayerSpec("head", "dense", {"units": 1, "activation": "sigmoid"}),
               LayerSpec("output", "output", {"loss": "binary_cross_entropy"})]
    return Graph(tuple(layers), (*links, Link(last, "head"), Link("head", "output")))


def streams(columns: tuple[str, ...], widths: tuple[int, ...], units: int) -> Graph:
    """Each group of columns through a layer of its own, then all together: one class against the other."""
    layers, links = [], []
    for number, (listed, width) in enumerate(zip(columns, widths, strict=True)):
        entrance, own = f"input_{number + 1}", f"stream_{number + 1}"
        layers += [LayerSpec(entrance, "input", {"shape": (width,), "columns": listed}),
                   LayerSpec(own, "dense", {"units": units})]
        links += [Link(entrance, own), Link(own, "together", number)]
    layers += [LayerSpec("together", "concatenate"), LayerSpec("head", "dense", {"units": 1, "activation": "sigmoid"}),
               LayerSpec("output", "output", {"loss": "binary_cross_entropy"})]
    return Graph(tuple(layers), (*links, Link("together", "head"), Link("head", "output")))


def tasks(inputs: int, units: int, classes: int, some: str) -> Graph:
    """One trunk and two heads: which class, and whether it is one of `some`."""
    layers = (
        LayerSpec("input", "input", {"shape": (inputs,)}),
        LayerSpec("shared", "dense", {"units": units}),
        LayerSpec("digit", "dense", {"units": classes, "activation": "identity"}),
        LayerSpec("even", "dense", {"units": 1, "activation": "sigmoid"}),
        LayerSpec("which", "output", {"loss": "categorical_cross_entropy"}),
        LayerSpec("is_even", "output", {"loss": "binary_cross_entropy", "columns": some, "weight": 0.5}),
    )
    return Graph(layers, (Link("input", "shared"), Link("shared", "digit"), Link("digit", "which"),
                          Link("shared", "even"), Link("even", "is_even")))


def deep(layers: int, units: int, activation: str, initializer: str) -> Graph:
    """Many hidden layers of one kind on two numbers: one class against the other."""
    hidden = {"units": units, "activation": activation, "kernel_initializer": initializer}
    return sequential(
        LayerSpec("input", "input", {"shape": (2,)}),
        *(LayerSpec(f"hidden_{number}", "dense", hidden) for number in range(1, layers + 1)),
        LayerSpec("head", "dense", {"units": 1, "activation": "sigmoid"}),
        LayerSpec("output", "output", {"loss": "binary_cross_entropy"}),
    )


def vgg(filters: int, classes: int) -> Graph:
    """Two blocks of two 3 × 3 convolutions and a maximum, each with twice the filters of the one before, then dense
    layers (Simonyan and Zisserman 2015), for 16 × 16 grey images."""
    layers = [LayerSpec("input", "input", {"shape": (16, 16, 1)})]
    for block in (1, 2):
        layers += [LayerSpec(f"conv{block}_{number}", "conv2d", _square(block * filters) | (
            SMALL if (block, number) == (1, 1) else {})) for number in (1, 2)]
        layers.append(LayerSpec(f"pool{block}", "pooling2d"))
    layers += [
        LayerSpec("flat", "flatten"),
        LayerSpec("hidden", "dense", {"units": 4 * filters}),
        LayerSpec("drop", "dropout", {"rate": 0.5}),
        LayerSpec("head", "dense", {"units": classes, "activation": "identity"}),
        LayerSpec("output", "output", {"loss": "categorical_cross_entropy"}),
    ]
    return sequential(*layers)


def all_convolutional(filters: int, classes: int) -> Graph:
    """Nothing but convolutions: strides in place of pooling, a map for each class and its mean in place of dense layers
    (Springenberg et al. 2015), for 16 × 16 grey images."""
    layers = (
        LayerSpec("input", "input", {"shape": (16, 16, 1)}),
        LayerSpec("conv_1", "conv2d", _square(filters) | {"kernel_size": (5, 5)} | SMALL),
        LayerSpec("stride_1", "conv2d", _square(filters) | {"strides": (2, 2)}),
        LayerSpec("conv_2", "conv2d", _square(2 * filters)),
        LayerSpec("stride_2", "conv2d", _square(2 * filters) | {"strides": (2, 2)}),
        LayerSpec("conv_3", "conv2d", _square(2 * filters)),
        LayerSpec("drop", "dropout", {"rate": 0.3}),
        LayerSpec("votes", "conv2d", {"filters": classes, "kernel_size": (1, 1), "activation": "identity"}),
        LayerSpec("mean", "global_pooling", {"function": "average"}),
        LayerSpec("output", "output", {"loss": "categorical_cross_entropy"}),
    )
    return sequential(*layers)


def residual_images(filters: int, classes: int) -> Graph:
    """Two blocks of two 3 × 3 convolutions with a shortcut round each (He et al. 2016), a maximum between them and the
    mean of each map at the end, for 16 × 16 grey images."""
    layers = [LayerSpec("input", "input", {"shape": (16, 16, 1)}),
              LayerSpec("stem", "conv2d", {"filters": filters, "kernel_size": (5, 5), "padding": "same"} | SMALL)]
    links, last = [Link("input", "stem")], "stem"
    for block in (1, 2):
        first, second, total, after = f"conv{block}_1", f"conv{block}_2", f"sum_{block}", f"relu_{block}"
        layers += [LayerSpec(first, "conv2d", _square(filters)),
                   LayerSpec(second, "conv2d", _square(filters) | {"activation": "identity"}),
                   LayerSpec(total, "add"), LayerSpec(after, "activation", {"function": "relu"})]
        links += [Link(last, first), Link(first, second), Link(last, total, 0), Link(second, total, 1),
                  Link(total, after)]
        last = after
        if block == 1:
            layers.append(LayerSpec("pool", "pooling2d"))
            links.append(Link(last, "pool"))
            last = "pool"
    layers += [LayerSpec("mean", "global_pooling", {"function": "average"}),
               LayerSpec("head", "dense", {"units": classes, "activation": "identity"}),
               LayerSpec("output", "output", {"loss": "categorical_cross_entropy"})]
    return Graph(tuple(layers), (*links, Link(last, "mean"), Link("mean", "head"), Link("head", "output")))


def textures(filters: int, classes: int) -> Graph:
    """Two convolutions, of which the first sees 7 × 7 pixels, and the mean of each map: where something is does not
    matter, only how much of it there is. For 32 × 32 grey images."""
    return sequential(
        LayerSpec("input", "input", {"shape": (32, 32, 1)}),
        LayerSpec("conv_1", "conv2d", {"filters": filters, "kernel_size": (7, 7)} | SMALL),
        LayerSpec("pool", "pooling2d"),
        LayerSpec("conv_2", "conv2d", _square(2 * filters)),
        LayerSpec("mean", "global_pooling", {"function": "average"}),
        LayerSpec("head", "dense", {"units": classes, "activation": "identity"}),
        LayerSpec("output", "output", {"loss": "categorical_cross_entropy"}),
    )


def _square(filters: int) -> dict[str, object]:
    """A convolution with kernels of 3 × 3 that keeps the size of its maps."""
    return {"filters": filters, "kernel_size": (3, 3), "padding": "same", "kernel_initializer": "he_uniform"}


def rows_reader(side: int, units: int, classes: int) -> Graph:
    """Images as sequences of rows, read by a memory from the top to the bottom."""
    return sequential(
        LayerSpec("input", "input", {"shape": (side * side,)}),
        LayerSpec("rows", "reshape", {"shape": (side, side)}),
        LayerSpec("memory", "lstm", {"units": units}),
        LayerSpec("head", "dense", {"units": classes, "activation": "identity"}),
        LayerSpec("output", "output", {"loss": "categorical_cross_entropy"}),
    )


def recurrent(steps: int, features: int, kind: str, units: int) -> Graph:
    """A sequence, and one number that is to be said after its last step."""
    return sequential(
        LayerSpec("input", "input", {"shape": (steps, features)}),
        LayerSpec("memory", kind, {"units": units}),
        LayerSpec("head", "dense", {"units": 1, "activation": "identity"}),
        LayerSpec("output", "output", {"loss": "mean_squared_error"}),
    )


def speller(steps: int, symbols: int, classes: int, dimension: int, units: int) -> Graph:
    """A vector for each symbol, a GRU that reads them one after the other, and how likely each symbol comes next."""
    return sequential(
        LayerSpec("input", "input", {"shape": (steps,)}),
        LayerSpec("letters", "embedding", {"vocabulary": symbols, "dimension": dimension}),
        LayerSpec("memory", "gru", {"units": units}),
        LayerSpec("head", "dense", {"units": classes, "activation": "identity"}),
        LayerSpec("output", "output", {"loss": "categorical_cross_entropy"}),
    )


def look_up(drawers: int, labels: int, dimension: int) -> Graph:
    """Attention from the label that is asked for to those of the drawers; all labels become vectors by one table."""
    words = {"vocabulary": labels, "dimension": dimension}
    layers = (
        LayerSpec("asked", "input", {"shape": (1,), "columns": "1"}),
        LayerSpec("contents", "input", {"shape": (drawers,), "columns": f"{drawers + 2}-{2 * drawers + 1}"}),
        LayerSpec("labels", "input", {"shape": (drawers,), "columns": f"2-{drawers + 1}"}),
        LayerSpec("query", "embedding", words),
        LayerSpec("values", "reshape", {"shape": (drawers, 1)}),
        LayerSpec("keys", "embedding", words | {"shared_with": "query"}),
        LayerSpec("look", "attention"),
        LayerSpec("flat", "flatten"),
        LayerSpec("output", "output", {"loss": "mean_squared_error"}),
    )
    return Graph(layers, (
        Link("asked", "query"), Link("contents", "values"), Link("labels", "keys"), Link("query", "look", 0),
        Link("values", "look", 1), Link("keys", "look", 2), Link("look", "flat"), Link("flat", "output")))


def autoencoder(template: str) -> Graph:
    """One of the templates, for digits of 8 × 8 pixels in a row."""
    return TEMPLATES[template].network(Given((64,), "multiclass", 10, (64,)))

"""What each template draws, and how it ends: a function each."""

from __future__ import annotations

from collections.abc import Callable
from math import prod

from engine.templates.draft import Draft

Body = Callable[[Draft], tuple[str, ...]]
"""Draws what the template is known for, and returns the layers at its ends."""
Finish = Callable[[Draft, tuple[str, ...]], None]


def answers(net: Draft, ends: tuple[str, ...]) -> None:
    for end in ends:
        net.answer(end, f"_{end.partition('_')[0]}" if len(ends) > 1 else "")


def neuron(net: Draft) -> tuple[str, ...]:
    return (net.row(net.entrance()),)


def perceptron_end(net: Draft, ends: tuple[str, ...]) -> None:
    net.output(net.dense(ends[0], 1, "step", "neuron"), "mean_squared_error")


def linear_end(net: Draft, ends: tuple[str, ...]) -> None:
    net.output(net.dense(ends[0], net.given.units, "identity", "linear"), "mean_squared_error")


def mlp(net: Draft) -> tuple[str, ...]:
    first = net.dense(net.row(net.entrance()), 16, "relu", "hidden_1")
    return (net.dense(first, 16, "relu", "hidden_2"),)


def deep_twins(net: Draft) -> tuple[str, ...]:
    entrance = net.row(net.entrance())
    ends = []
    for name, activation, initializer in (("sigmoid", "sigmoid", "glorot_uniform"), ("relu", "relu", "he_uniform")):
        end = entrance
        for depth in range(1, 7):
            end = net.dense(end, 8, activation, f"{name}_{depth}", kernel_initializer=initializer)
        ends.append(end)
    return tuple(ends)


def lenet(net: Draft) -> tuple[str, ...]:
    image = net.image(net.entrance())
    side = min(net.shape(image)[:2])
    end = net.conv(image, 6, "conv_1", 5, "valid" if side >= 32 else "same")
    end = net.add("pooling2d", end, name="pool_1")
    end = net.conv(end, 16, "conv_2", 5, "valid" if side >= 28 else "same")
    end = net.add("flatten", net.add("pooling2d", end, name="pool_2"), name="flat")
    return (net.dense(net.dense(end, 120, "relu", "hidden_1"), 84, "relu", "hidden_2"),)


def vgg(net: Draft) -> tuple[str, ...]:
    end = net.image(net.entrance())
    for block in (1, 2):
        for number in (1, 2):
            end = net.conv(end, 8 * block, f"conv{block}_{number}")
        end = net.add("pooling2d", end, name=f"pool{block}")
    end = net.dense(net.add("flatten", end, name="flat"), 32, "relu", "hidden")
    return (net.add("dropout", end, name="drop", rate=0.3),)


def residual(net: Draft) -> tuple[str, ...]:
    entrance = net.entrance()
    if len(net.shape(entrance)) == 3:
        entrance = entrance if net.origin else net.conv(entrance, 8, "stem")
        channels = net.shape(entrance)[-1]
        second = net.conv(net.conv(entrance, channels, "block_1"), channels, "block_2")
    else:
        entrance = net.row(entrance)
        entrance = entrance if net.origin else net.dense(entrance, 16, "relu", "stem")
        units = net.shape(entrance)[0]
        second = net.dense(net.dense(entrance, units, "relu", "block_1"), units, "relu", "block_2")
    return (net.add("add", entrance, second, name="sum"),)


def streams(net: Draft) -> tuple[str, ...]:
    ways = [net.dense(net.row(way), 8, "relu", f"stream_{number}") for number, way in enumerate(net.halves(), start=1)]
    return (net.dense(net.add("concatenate", *ways, name="together"), 8, "relu", "joint"),)


def trunk(net: Draft) -> tuple[str, ...]:
    return (net.dense(net.row(net.entrance()), 16, "relu", "shared"),)


def two_heads(net: Draft, ends: tuple[str, ...]) -> None:
    net.answer(ends[0])
    again = net.dense(ends[0], prod(net.given.inputs), "identity", "again")
    net.output(again, "mean_squared_error", "inputs_again", target="inputs", weight=0.5)


def autoencoder(net: Draft) -> tuple[str, ...]:
    entrance = net.row(net.entrance())
    wide = max(4, net.shape(entrance)[0] // 2)
    code = net.dense(net.dense(entrance, wide, "relu", "encoder"), min(8, max(1, wide // 4)), "identity", "code")
    return (net.dense(code, wide, "relu", "decoder"),)


def deep_autoencoder(net: Draft) -> tuple[str, ...]:
    """Down to a code of two numbers, which can be drawn, and up again."""
    end = net.row(net.entrance())
    for number, units in enumerate((64, 32), start=1):
        end = net.dense(end, units, "tanh", f"encoder_{number}")
    end = net.dense(end, 2, "identity", "code")
    for number, units in enumerate((32, 64), start=1):
        end = net.dense(end, units, "tanh", f"decoder_{number}")
    return (end,)


def denoising_autoencoder(net: Draft) -> tuple[str, ...]:
    noisy = net.add("gaussian_noise", net.row(net.entrance()), name="noise", stddev=0.5)
    return (net.dense(noisy, 48, "relu", "code"),)


def overcomplete_autoencoder(net: Draft) -> tuple[str, ...]:
    """More units than inputs; dropout keeps it from handing everything on."""
    row = net.row(net.entrance())
    wide = net.dense(row, 2 * net.shape(row)[0], "relu", "code")
    return (net.add("dropout", wide, name="drop", rate=0.5),)


def convolutional_autoencoder(net: Draft) -> tuple[str, ...]:
    image = net.image(net.entrance())
    height, width, _ = net.shape(image)
    end = net.add("pooling2d", net.conv(image, 8, "encoder"), name="smaller")
    inner = net.shape(end)
    code = net.dense(net.add("flatten", end, name="flat"), 8, "identity", "code")
    end = net.add("reshape", net.dense(code, prod(inner), "relu", "unfold"), name="maps", shape=inner)
    larger = net.add("upsampling2d", end, name="larger", size=(height, width))
    return (net.conv(larger, 8, "decoder"),)


def variational_autoencoder(net: Draft) -> tuple[str, ...]:
    """With the divergence weighed as where each number given back has a variance of 0.1."""
    row = net.row(net.entrance())
    inside = net.dense(row, 64, "tanh", "encoder")
    statistics = net.dense(inside, 4, "identity", "statistics")
    code = net.add("gaussian_sampling", statistics, name="code", kl_weight=0.2 / net.shape(row)[0])
    return (net.dense(code, 64, "tanh", "decoder"),)


def give_back_image(net: Draft, ends: tuple[str, ...]) -> None:
    """The inputs again, from maps."""
    again = net.add("conv2d", ends[0], name="again", filters=1, kernel_size=(3, 3), padding="same",
                    activation="identity")
    net.output(again, "mean_squared_error", target="inputs")


def give_back(net: Draft, ends: tuple[str, ...]) -> None:
    again = net.dense(ends[0], prod(net.given.inputs), "identity", "again")
    net.output(again, "mean_squared_error", target="inputs")


def memory(kind: str) -> Body:
    return lambda net: (net.add(kind, net.steps(net.entrance()), name="memory", units=24),)


def attention(net: Draft) -> tuple[str, ...]:
    steps = net.steps(net.entrance())
    steps = steps if net.origin else net.dense(steps, 16, "identity", "vectors")
    width = net.shape(steps)[-1]
    roles = [net.dense(steps, width, "identity", name, use_bias=False) for name in ("query", "value", "key")]
    look = net.add("attention", *roles, name="look")
    return (net.add("layer_normalization", net.add("add", steps, look, name="sum"), name="norm"),)

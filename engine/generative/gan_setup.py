"""Which two networks play against each other, about what and how, as one value."""

from __future__ import annotations

from typing import Any

from engine.errors import N_
from engine.fields import Choice, Integer, Real, check_settings
from engine.generative.point_clouds import POINT_CLOUDS
from engine.generative.setup_base import Setup
from engine.graph import Graph, LayerSpec, sequential
from engine.optimizers import OPTIMIZERS

GAN_FIELDS = (
    Choice("points", "eight", N_("engine", "Real points"),
           options={name: row.title for name, row in POINT_CLOUDS.items()},
           help=N_("engine", "The distribution that the generator learns. Every minibatch draws new points from it.")),
    Choice("loss", "non_saturating", N_("engine", "Loss of the generator"),
           options={"non_saturating": N_("engine", "Non-saturating, −ln D"),
                    "minimax": N_("engine", "Minimax, ln (1 − D)")},
           help=N_("engine", "Minimax is what the theory is about; where the discriminator is sure, its gradient goes "
                   "to zero. Non-saturating has the same aim, and its gradient is largest there.")),
    Integer("critic_steps", 1, N_("engine", "Steps of D for each of G"), minimum=1, maximum=50,
            help=N_("engine", "How often the discriminator learns before the generator does once: the k of the "
                    "paper.")),
    Integer("noise", 2, N_("engine", "Noise inputs"), minimum=1, maximum=64,
            help=N_("engine", "How many normally distributed numbers the generator makes a point of.")),
    Integer("layers", 2, N_("engine", "Hidden layers"), minimum=1, maximum=5,
            help=N_("engine", "Of each of both networks.")),
    Integer("generator_units", 32, N_("engine", "Units of G"), minimum=1, maximum=256,
            help=N_("engine", "Of each hidden layer of the generator.")),
    Integer("critic_units", 32, N_("engine", "Units of D"), minimum=1, maximum=256,
            help=N_("engine", "Of each hidden layer of the discriminator. One that is too weak teaches little.")),
    Choice("activation", "relu", N_("engine", "Activation"),
           options={"relu": N_("engine", "ReLU"), "leaky_relu": N_("engine", "Leaky ReLU"),
                    "tanh": N_("engine", "Tanh")},
           help=N_("engine", "Of the hidden layers of both networks.")),
    Choice("optimizer", "adam", N_("engine", "Optimizer"),
           options={"adam": N_("engine", "Adam (β₁ = ½)"), "sgd": N_("engine", "SGD")},
           help=N_("engine", "The rule by which both networks go along their gradients. Adam remembers half of the "
                   "last steps only, since the other player moves the aim (Radford et al. 2016).")),
    Real("generator_rate", 0.002, N_("engine", "Learning rate of G"), minimum=1e-6, maximum=10.0, logarithmic=True,
         help=N_("engine", "How far each step of the generator goes.")),
    Real("critic_rate", 0.002, N_("engine", "Learning rate of D"), minimum=1e-6, maximum=10.0, logarithmic=True,
         help=N_("engine", "How far each step of the discriminator goes.")),
    Integer("batch", 64, N_("engine", "Batch size"), minimum=1, maximum=2048,
            help=N_("engine", "Real points, and fake ones, in each step.")),
    Integer("steps", 4000, N_("engine", "Steps"), minimum=1, maximum=200_000,
            help=N_("engine", "How often the generator learns until the run ends.")),
    Integer("seed", 1, N_("engine", "Seed"), minimum=0, maximum=2**31 - 2,
            help=N_("engine", "All chance comes from it: the same seed gives the same run.")),
)
_OPTIMIZER_SETTINGS = {"adam": {"beta_1": 0.5}, "sgd": {}}


class GanSetup(Setup):
    """Two networks, as GAN_FIELDS declare them."""

    declared = GAN_FIELDS
    damaged = N_("engine", "The description of the adversarial networks is damaged.")

    @property
    def generator(self) -> Graph:
        """From noise (n, noise) to points (n, 2)."""
        return self._network("generator", self.settings["noise"], self.settings["generator_units"], 2,
                             "mean_squared_error")

    @property
    def discriminator(self) -> Graph:
        """From points (n, 2) to the logit of being real (n, 1), the chance behind its output."""
        return self._network("discriminator", 2, self.settings["critic_units"], 1, "binary_cross_entropy")

    def optimizer_settings(self, rate: float) -> dict[str, Any]:
        """Those of the chosen rule with this learning rate."""
        name = self.settings["optimizer"]
        return check_settings(OPTIMIZERS[name].fields, {**_OPTIMIZER_SETTINGS[name], "learning_rate": rate})

    def _network(self, name: str, inputs: int, units: int, outputs: int, loss: str) -> Graph:
        activation = self.settings["activation"]
        start = "glorot_uniform" if activation == "tanh" else "he_uniform"
        hidden = (LayerSpec(f"{name}_{number}", "dense",
                            {"units": units, "activation": activation, "kernel_initializer": start})
                  for number in range(1, self.settings["layers"] + 1))
        return sequential(LayerSpec(f"{name}_input", "input", {"shape": (inputs,)}), *hidden,
                          LayerSpec(head_of(name), "dense", {"units": outputs, "activation": "identity"}),
                          LayerSpec(f"{name}_output", "output", {"loss": loss}))


def head_of(name: str) -> str:
    """The layer of the "generator" or the "discriminator" that gives its numbers."""
    return f"{name}_head"

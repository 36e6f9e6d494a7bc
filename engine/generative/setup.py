"""Which Boltzmann machine learns what, and how, as one value."""

from __future__ import annotations

import numpy as np

from engine.device import NUMPY, Device
from engine.errors import N_
from engine.fields import Choice, Integer, Real
from engine.generative.exact import is_small
from engine.generative.learning import Learner
from engine.generative.patterns import PATTERNS, Patterns
from engine.generative.rbm import RBM
from engine.generative.setup_base import Setup
from engine.generative.units import BINARY, Gaussian, Units

FIELDS = (
    Choice("patterns", "bars_3", N_("engine", "Examples"), options={name: row.title for name, row in PATTERNS.items()},
           help=N_("engine", "The images whose distribution the machine learns. Of bars and stripes all are learned; "
                   "of the digits every sixth is kept apart.")),
    Choice("units", "bernoulli", N_("engine", "Visible units"),
           options={"bernoulli": N_("engine", "Binary (Bernoulli)"), "gaussian": N_("engine", "Real (Gaussian)")},
           help=N_("engine", "Binary units are black or white, and so are the examples then. Real units are grey, with "
                   "a normal distribution around what the hidden units say.")),
    Real("deviation", 0.25, N_("engine", "Deviation σ"), minimum=0.02, maximum=10.0, logarithmic=True,
         help=N_("engine", "Of real units: how far they lie around their mean, where black is 0 and white is 1. "
                 "Smaller ones answer to finer differences, and need smaller learning rates.")),
    Integer("hidden", 12, N_("engine", "Hidden units"), minimum=1, maximum=256,
            help=N_("engine", "Up to 16 the partition function is computed exactly, as a sum over all their states.")),
    Integer("steps", 1, N_("engine", "Gibbs steps k"), minimum=1, maximum=100,
            help=N_("engine", "How far the chains go for each estimate of the gradient: the k of CD-k. More steps come "
                    "closer to the true gradient, and take as much longer.")),
    Choice("chains", "data", N_("engine", "Chains begin"),
           options={"data": N_("engine", "At the examples (CD)"), "stay": N_("engine", "Where they were (PCD)")},
           help=N_("engine", "Contrastive divergence begins at the examples each time. Persistent chains go on from "
                   "where the last step left them, and come to places that the examples do not know.")),
    Real("rate", 0.1, N_("engine", "Learning rate"), minimum=1e-5, maximum=10.0, logarithmic=True,
         help=N_("engine", "How far each step goes along the estimated gradient of the log-likelihood.")),
    Integer("batch", 10, N_("engine", "Batch size"), minimum=1, maximum=1000,
            help=N_("engine", "How many examples the gradient of a step is estimated from.")),
    Real("decay", 0.0, N_("engine", "Weight decay"), minimum=0.0, maximum=1.0,
         help=N_("engine", "Pulls weights towards zero, by this share of the learning rate at each step.")),
    Integer("seed", 1, N_("engine", "Seed"), minimum=0, maximum=2**31 - 1,
            help=N_("engine", "All chance comes from it: the same seed gives the same run.")),
)


class BoltzmannSetup(Setup):
    """A machine, its examples and how it learns, as FIELDS declare them."""

    declared = FIELDS
    damaged = N_("engine", "The description of the Boltzmann machine is damaged.")

    @property
    def units(self) -> Units:
        return BINARY if self.settings["units"] == "bernoulli" else Gaussian(self.settings["deviation"])

    @property
    def patterns(self) -> Patterns:
        """The examples, black and white where the units are binary."""
        patterns = PATTERNS[self.settings["patterns"]].make()
        return patterns.binary if self.settings["units"] == "bernoulli" else patterns

    @property
    def is_small(self) -> bool:
        """Whether the partition function can be computed exactly."""
        height, width = self.patterns.shape
        return is_small(height * width, self.settings["hidden"], self.units)

    def learner(self, device: Device = NUMPY) -> Learner:
        """A machine at its start, and who teaches it."""
        chosen, patterns = self.settings, self.patterns
        rbm = RBM.start(patterns.learned.shape[1], chosen["hidden"], self.units, seed=chosen["seed"], device=device,
                        mean=patterns.learned.mean(axis=0))
        return Learner(rbm, device.upload(patterns.learned, np.float64), steps=chosen["steps"],
                       persistent=chosen["chains"] == "stay", rate=chosen["rate"], batch=chosen["batch"],
                       decay=chosen["decay"], seed=chosen["seed"])

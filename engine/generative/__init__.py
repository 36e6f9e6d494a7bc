"""Networks that make what they have seen: energies of Boltzmann machines, and what is exact about small ones."""

from engine.generative.annealed import Estimate, annealed
from engine.generative.exact import MOST_UNITS, Exact, exact_gradient, exactly, frequencies, log_likelihood, states
from engine.generative.learning import Learner, contrastive
from engine.generative.patterns import PATTERNS, Patterns
from engine.generative.rbm import RBM, Parts, gibbs, mean_field, walk
from engine.generative.run import COLUMNS, BoltzmannRun, Moment
from engine.generative.scenes import BOLTZMANN_SCENES, BoltzmannScene
from engine.generative.setup import FIELDS, BoltzmannSetup
from engine.generative.units import Bernoulli, Gaussian

__all__ = ["BOLTZMANN_SCENES", "COLUMNS", "FIELDS", "MOST_UNITS", "PATTERNS", "RBM", "Bernoulli", "BoltzmannRun",
           "BoltzmannScene", "BoltzmannSetup", "Estimate", "Exact", "Gaussian", "Learner", "Moment", "Parts",
           "Patterns", "annealed", "contrastive", "exact_gradient", "exactly", "frequencies", "gibbs",
           "log_likelihood", "mean_field", "states", "walk"]

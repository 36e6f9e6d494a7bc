"""What can be said of a climb towards what a unit looks for."""

from engine.errors import N_
from engine.fields import Integer, Real

CLIMB_FIELDS = (
    Integer("rounds", 96, N_("engine", "Rounds"), minimum=1, maximum=1_000,
            help=N_("engine", "Steps of the climb; each follows the network's own gradient.")),
    Real("rate", 0.04, N_("engine", "Step"), minimum=0.001, maximum=0.5,
         help=N_("engine", "How far a step goes, as a share of the range of pixels.")),
    Integer("jitter", 1, N_("engine", "Jitter"), minimum=0, maximum=8,
            help=N_("engine", "Pixels by which the picture is moved at random before each step, so that no single "
                    "pixel matters; 0 for none.")),
    Real("smooth", 0.05, N_("engine", "Frequency penalty"), minimum=0.0, maximum=0.12,
         help=N_("engine", "What every step takes off fine patterns; without it the network is often content with "
                 "noise that a person cannot read.")),
    Integer("seed", 0, N_("engine", "Seed"), minimum=0, maximum=999_999,
            help=N_("engine", "The noise that the climb begins with; the same seed gives the same picture again.")),
)

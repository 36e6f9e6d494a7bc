"""Games of two networks that show one thing each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from engine.errors import N_
from engine.generative.gan_setup import GanSetup


@dataclass(frozen=True)
class GanScene:
    """`help` is what is to be seen once the steps of the `setup` are over."""

    name: str
    title: str
    help: str
    setup: GanSetup


_ROWS = (
    GanScene("eight", N_("engine", "Eight clouds"),
             N_("engine", "All clouds are found. Both losses end where nobody wins, at ln 4 and ln 2, and D says ½ "
                "nearly everywhere: what tells how good the points are is their distance, not a loss."), GanSetup()),
    GanScene("ring", N_("engine", "Noise becomes a ring"),
             N_("engine", "The generator bends a cloud of noise into a ring. It has to tear it open somewhere, for a "
                "continuous map makes no hole."), GanSetup({"points": "ring"})),
    GanScene("chase", N_("engine", "A chase"),
             N_("engine", "The generator learns twenty times as fast: all its points run to where D sees too few, D "
                "learns that, and they run on. The losses hardly tell."),
             GanSetup({"points": "two", "generator_rate": 0.02, "critic_rate": 0.001, "activation": "tanh"})),
    GanScene("weak", N_("engine", "A weak discriminator"),
             N_("engine", "With four units in each layer D cannot draw eight islands: some clouds are never found, "
                "though D is deceived."), GanSetup({"critic_units": 4})),
)

GAN_SCENES: Mapping[str, GanScene] = MappingProxyType({row.name: row for row in _ROWS})

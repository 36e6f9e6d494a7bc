"""The ways to ask why a network said what it said, as a table: how they are called, and what they can be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from engine.errors import N_
from engine.fields import Choice, Field, Integer, Real, check_settings
from engine.probes.class_activation import ClassActivation
from engine.probes.fills import FILLS
from engine.probes.input_slopes import GradientTimesInput, InputGradient
from engine.probes.integrated_gradients import IntegratedGradients
from engine.probes.occlusion import Occlusion
from engine.probes.scored import Explanation
from engine.probes.smooth_gradient import SmoothGradient


@dataclass(frozen=True)
class Attribution:
    """A kind of probe, what its map says, and the settings that a person can change."""

    title: str
    help: str
    kind: type[Explanation]
    fields: tuple[Field, ...] = ()

    @property
    def of_layer(self) -> bool:
        """Whether it is about the maps of a layer, and has their grid."""
        return self.kind is ClassActivation

    def probe(self, settings: Mapping[str, Any], **what: Any) -> Explanation:
        """The question; `what` are the probe's head, target, examples and image. Raises SettingError."""
        return self.kind(**what, **check_settings(self.fields, settings))


_WHOLE = {name: title for name, title in FILLS.items() if name != "neighbour"}
_ROWS = {
    "gradient": Attribution(
        N_("engine", "Gradient"), N_("engine", "How fast the score of the class changes with each pixel: where the "
                                     "network is sensitive, which is not yet what it saw."), InputGradient),
    "gradient_times_input": Attribution(
        N_("engine", "Gradient × input"), N_("engine", "Each pixel times its slope: what it adds to the score if the "
                                             "network were linear. Pixels at the network's zero never count."),
        GradientTimesInput),
    "integrated_gradients": Attribution(
        N_("engine", "Integrated gradients"), N_("engine", "What each pixel adds to the score on the way from a "
                                                 "picture without information; all together they add up to the "
                                                 "difference of the scores."), IntegratedGradients,
        (Choice("baseline", "mean", N_("engine", "From"), options=_WHOLE,
                help=N_("engine", "The picture that the way begins at. Other beginnings give other maps.")),
         Integer("steps", 50, N_("engine", "Steps"), minimum=2, maximum=400,
                 help=N_("engine", "Places on the way at which the gradient is taken; more make the sum more exact.")),
         )),
    "smooth_gradient": Attribution(
        N_("engine", "SmoothGrad"), N_("engine", "The mean gradient of many noisy copies of the picture."),
        SmoothGradient,
        (Integer("copies", 32, N_("engine", "Copies"), minimum=1, maximum=400,
                 help=N_("engine", "How many noisy copies the mean is taken of.")),
         Real("noise", 0.15, N_("engine", "Noise"), minimum=0.0, maximum=2.0,
              help=N_("engine", "The standard deviation of the noise, as a share of the range of the picture.")))),
    "grad_cam": Attribution(
        N_("engine", "Grad-CAM"), N_("engine", "The maps of a layer, weighed by how much the score depends on each: "
                                     "which places speak for the class, on the layer's own coarse grid."),
        ClassActivation),
    "occlusion": Attribution(
        N_("engine", "Occlusion"), N_("engine", "How much of the score goes when a patch is covered up. No gradient is "
                                      "needed, but something has to stand where the patch was."), Occlusion,
        (Integer("window", 4, N_("engine", "Patch"), minimum=1, maximum=64,
                 help=N_("engine", "Rows and columns of the patch that is covered, in pixels.")),
         Integer("stride", 2, N_("engine", "Apart"), minimum=1, maximum=64,
                 help=N_("engine", "Pixels from one patch to the next.")),
         Choice("fill", "mean", N_("engine", "Covered by"), options=dict(FILLS),
                help=N_("engine", "What stands where the patch was. Black is not nothing: on standardised data it is "
                        "an extreme value.")))),
}
ATTRIBUTIONS: Mapping[str, Attribution] = MappingProxyType(_ROWS)

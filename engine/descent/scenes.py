"""Ready scenes: the course's lessons about descent, each as a setup and one sentence on what to see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from engine.descent.function import Domain
from engine.descent.race import Racer
from engine.descent.setup import CURVE_OVERLAYS, DescentSetup
from engine.errors import N_


@dataclass(frozen=True)
class Scene:
    """`group` is a heading, `help` the sentence; `steps` is how far it is worth going; `basins` says that those of the
    first racer belong to it."""

    name: str
    group: str
    title: str
    help: str
    setup: DescentSetup
    steps: int = 60
    basins: bool = False


GROUPS: Mapping[str, str] = MappingProxyType({
    "curves": N_("engine", "Curves"),
    "surfaces": N_("engine", "Surfaces"),
    "rate": N_("engine", "The learning rate"),
    "traps": N_("engine", "Minima and saddles"),
    "races": N_("engine", "Races"),
    "places": N_("engine", "Critical points and basins"),
})

_VALLEYS = "2x² cos x − 5x"
_WAVES = "x cos x"
_BOWL = "x² + y²"
_TROUGH = "½x² + 5y²"
_FOUR = "(x² + y − 11)² + (x + y² − 7)²"
_EGG_BOX = "20 + x² − 10cos(2πx) + y² − 10cos(2πy)"


def _sgd(rate: float) -> Racer:
    return Racer("sgd", {"learning_rate": rate})


def _momentum(rate: float, momentum: float = 0.9) -> Racer:
    return Racer("momentum", {"learning_rate": rate, "momentum": momentum})


def _square(size: float) -> Domain:
    return ((-size, size), (-size, size))


_SCENES = (
    Scene("curve", "curves", N_("engine", "Down a curve"),
          N_("engine", "Each step goes against the slope, η times as far as it is steep: −1, −0.72609, −0.40250, …"),
          DescentSetup(_VALLEYS, ((-5.0, 5.0),), (-1.0,), (_sgd(0.05),), log_height=False, overlays=CURVE_OVERLAYS)),
    Scene("valley_one", "curves", N_("engine", "The start decides: from 1"),
          N_("engine", "From 1 the walk ends in the valley at 3.4256. Drag the start, and see where else it can end."),
          DescentSetup(_WAVES, ((-5.0, 5.0),), (1.0,), (_sgd(0.1),), log_height=False, overlays=CURVE_OVERLAYS)),
    Scene("valley_other", "curves", N_("engine", "The start decides: from −1"),
          N_("engine", "From −1 it ends at −0.8603, another minimum of the same function."),
          DescentSetup(_WAVES, ((-5.0, 5.0),), (-1.0,), (_sgd(0.1),), log_height=False, overlays=CURVE_OVERLAYS)),
    Scene("bowl", "surfaces", N_("engine", "A round bowl"),
          N_("engine", "The curvature is the same everywhere: the gradient points straight to the minimum."),
          DescentSetup(_BOWL, _square(5.0), (-4.0, 3.0), (_sgd(0.1),), log_height=False, overlays=("gradient",))),
    Scene("gutter", "surfaces", N_("engine", "A gutter without end"),
          N_("engine", "x goes to 0, but y falls for ever: f = 130, 93.1, 69.16, 53.5144, … and no minimum."),
          DescentSetup("x² + 3y", ((-12.0, 12.0), (-12.0, 12.0)), (-10.0, 10.0), (_sgd(0.1),), log_height=False)),
    Scene("waves", "surfaces", N_("engine", "Folded waves"),
          N_("engine", "Many valleys: neighbouring starts end far apart. Ask for the basins."),
          DescentSetup("sin(½x² − ¼y² + 3) cos(2x + 1 − e^y)", _square(3.0), (0.0, -1.0), (_sgd(0.05),),
                       log_height=False), 200),
    Scene("too_small", "rate", N_("engine", "Too small"),
          N_("engine", "After a hundred steps it has barely begun."),
          DescentSetup(_TROUGH, _square(4.0), (-3.5, 1.0), (_sgd(0.0005),), log_height=False), 100),
    Scene("too_large", "rate", N_("engine", "Too large"),
          N_("engine", "It leaps from wall to wall: just below the limit 2/λ = 0.2, beyond which no walk converges."),
          DescentSetup(_TROUGH, _square(4.0), (-3.5, 1.0), (_sgd(0.19),), log_height=False), 60),
    Scene("divergent", "rate", N_("engine", "Beyond the limit"),
          N_("engine", "Above 2/λ = 0.2 each leap is longer than the one before: the numbers grow without bound."),
          DescentSetup(_TROUGH, _square(4.0), (-3.5, 0.1), (_sgd(0.21),), log_height=False), 60),
    Scene("local_minima", "traps", N_("engine", "Local minima"),
          N_("engine", "A dent in the bowl is enough to hold it: Rastrigin has 121 minima here, one the lowest."),
          DescentSetup(_EGG_BOX, _square(5.12), (3.2, -2.3), (_sgd(0.002),),
                       log_height=False)),
    Scene("saddle", "traps", N_("engine", "A saddle point"),
          N_("engine", "Beside the ridge by a thousandth it lingers at the saddle, and leaves at step 38; from y = 0 "
             "it would stay for ever."),
          DescentSetup("x² − y²", _square(2.0), (1.5, 0.001), (_sgd(0.1),), log_height=False), 42),
    Scene("monkey", "traps", N_("engine", "A monkey saddle"),
          N_("engine", "The walk creeps to the origin, where gradient and curvature vanish: the Hessian cannot say "
             "what it is. A hair beside y = 0 and it falls off."),
          DescentSetup("x³ − 3x y²", _square(2.0), (1.0, 0.0), (_sgd(0.05),), log_height=False), 200),
    Scene("initial_value", "traps", N_("engine", "The initial value"),
          N_("engine", "Himmelblau has four minima of the same depth. The start and the optimizer decide which."),
          DescentSetup(_FOUR, _square(5.0), (0.0, 0.0),
                       (_sgd(0.01), _momentum(0.003)), log_height=True), 150),
    Scene("race_valley", "races", N_("engine", "Race down a bent valley"),
          N_("engine", "Rosenbrock: steep across, almost flat along. Who remembers earlier steps gets ahead."),
          DescentSetup("(1 − x)² + 100(y − x²)²", ((-2.0, 2.0), (-1.0, 3.0)), (-1.2, 1.0),
                       (_sgd(0.001), _momentum(0.0005, 0.95), Racer("adam", {"learning_rate": 0.05}),
                        Racer("newton", {})), log_height=True), 400),
    Scene("race_trough", "races", N_("engine", "Momentum in a trough"),
          N_("engine", "κ = 100: gradient descent shrinks the error by 0.980 a step, the heavy ball by 0.818."),
          DescentSetup("½(x² + 100y²)", ((-10.0, 10.0), (-2.0, 2.0)), (-9.0, 1.0),
                       (_sgd(2 / 101), _momentum((2 / 11) ** 2, (9 / 11) ** 2)), log_height=True), 120),
    Scene("race_saddle", "races", N_("engine", "Who leaves the saddle first"),
          N_("engine", "Those that scale each direction by its own gradients hardly notice how flat it is."),
          DescentSetup("x² − y² + ¼y⁴", _square(2.0), (1.8, 0.0001),
                       (_sgd(0.05), _momentum(0.02), Racer("rmsprop", {"learning_rate": 0.03}),
                        Racer("adam", {"learning_rate": 0.05})), log_height=False), 150),
    Scene("nine_places", "places", N_("engine", "Nine places without slope"),
          N_("engine", "4 minima − 4 saddles + 1 maximum = 1, as for every surface that rises on all sides."),
          DescentSetup(_FOUR, _square(5.0), (-0.2, -0.9), (_sgd(0.01),)), 60),
    Scene("egg_box", "places", N_("engine", "Hundreds of places without slope"),
          N_("engine", "Rastrigin: 121 minima, 220 saddles and 100 maxima. Most of what is flat is no minimum."),
          DescentSetup(_EGG_BOX, _square(5.12), (0.5, 0.45), (_sgd(0.002),), log_height=False), 60),
    Scene("basins", "places", N_("engine", "Basins of attraction"),
          N_("engine", "Every start rolls into one of four minima. The saddles lie on the borders between them."),
          DescentSetup(_FOUR, _square(5.0), (0.0, 0.0), (_sgd(0.01),)), 100, basins=True),
    Scene("frayed_basins", "places", N_("engine", "Basins of a heavy ball"),
          N_("engine", "The same four minima, but a heavy ball overshoots: the borders fray, and a hair decides."),
          DescentSetup(_FOUR, _square(5.0), (0.0, 0.0), (_momentum(0.01),)), 300, basins=True),
)

SCENES: Mapping[str, Scene] = MappingProxyType({
    scene.name: replace(scene, setup=replace(scene.setup, scene=scene.name)) for scene in _SCENES})

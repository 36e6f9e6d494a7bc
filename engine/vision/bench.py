"""What lies on the kernel bench, as one value: picture, kernels, and how they slide."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import numpy as np

from engine.errors import N_, FormatError, LaderaError, SettingError
from engine.fields import check_settings
from engine.vision.chain import CORNERS, LONGEST, Chain, Stage
from engine.vision.convolve import convolve, turned
from engine.vision.gallery import GALLERY, GONE, exhibit
from engine.vision.kernels import MOST, PRESETS
from engine.vision.line import Line
from engine.vision.links import Inputs, inputs_of
from engine.vision.moving import Pooling
from engine.vision.picture import SIDE, Picture, shrunk
from engine.vision.sliding import PLAIN, Sliding
from engine.vision.target import Target
from engine.vision.two_ways import TwoWays

Matrix = tuple[tuple[float, ...], ...]
COLOURS: Mapping[str, str] = MappingProxyType({
    "grey": N_("engine", "Grey"), "sum": N_("engine", "RGB, summed"), "each": N_("engine", "RGB, each by itself")})
"""How channels are treated: one grey channel; three whose products are added up into one map; three groups that give a
map each."""
SIDES = (8, 12, 16, 32, 64, 128, 256, SIDE)
FARTHEST = 1e6


def matrix(array: np.ndarray) -> Matrix:
    """A kernel (k, l) as a value."""
    return tuple(tuple(float(value) for value in row) for row in array)


@dataclass(frozen=True)
class KernelBench:
    """`picture` is a name in GALLERY or a picture of one's own, with at most `side` rows and columns. `kernels` holds
    one matrix for all channels, or three. `preset` names what the kernels are, "" once they were edited, with its
    `settings`. With `turn` it is a convolution, else a cross-correlation. `chain` is what stands in a row over the same
    picture, `line` a signal with a kernel of its own; `pooling` pools the picture, `two_ways` is how the kernel
    slides where it is also a matrix, and `target` an output that was painted. Raises SettingError."""

    picture: str | Picture = "letter"
    side: int = SIDE
    colour: str = "grey"
    kernels: tuple[Matrix, ...] = (matrix(PRESETS["emboss"].kernel()),)
    preset: str = "emboss"
    settings: Mapping[str, Any] = field(default_factory=dict)
    turn: bool = False
    sliding: Sliding = PLAIN
    chain: Chain = CORNERS
    line: Line = field(default_factory=Line)
    pooling: Pooling = field(default_factory=Pooling)
    two_ways: TwoWays = field(default_factory=TwoWays)
    target: Target = field(default_factory=Target)

    def __post_init__(self) -> None:
        known = (self.picture in GALLERY if isinstance(self.picture, str) else isinstance(self.picture, Picture))
        if not (known and self.side in SIDES and self.colour in COLOURS and type(self.turn) is bool
                and (self.preset == "" or self.preset in PRESETS) and len(self.chain) <= LONGEST
                and isinstance(self.line, Line) and isinstance(self.pooling, Pooling)
                and isinstance(self.two_ways, TwoWays) and isinstance(self.target, Target)
                and all(isinstance(stage, Stage) for stage in self.chain)):
            raise SettingError(N_("engine", "The kernel bench has settings that do not exist."))
        kernels = tuple(tuple(tuple(map(_weight, row)) for row in kernel) for kernel in self.kernels)
        sizes = {(len(kernel), *{len(row) for row in kernel}) for kernel in kernels}
        size = next(iter(sizes), ())
        if len(kernels) not in (1, 3) or len(sizes) != 1 or len(size) != 2 or not 1 <= min(size) <= max(size) <= MOST:
            raise SettingError(N_("engine", "A kernel has 1 to {most} rows and columns, the same for all channels."),
                               most=MOST)
        settings = check_settings(PRESETS[self.preset].fields, self.settings) if self.preset else {}
        object.__setattr__(self, "kernels", kernels)
        object.__setattr__(self, "settings", MappingProxyType(settings))
        if not self.sliding.fits(self.image.shape[:2], self.size):
            raise SettingError(N_("engine", "A kernel of {kernel} with dilation {dilation} does not fit into a picture "
                                  "of {picture}. Choose a larger picture, a smaller kernel or zeros around it."),
                               kernel="×".join(map(str, self.size)), dilation=self.sliding.dilation,
                               picture="×".join(map(str, self.image.shape[:2])))

    __hash__ = None

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns of the kernels."""
        return len(self.kernels[0]), len(self.kernels[0][0])

    @property
    def source(self) -> Picture:
        """The picture as it was found."""
        return exhibit(self.picture) if isinstance(self.picture, str) else self.picture

    @property
    def image(self) -> np.ndarray:
        """What the kernel slides over: (h, w, 1) or (h, w, 3), from 0 to 1."""
        return seen(self.source, self.colour == "grey", self.side)

    @property
    def grey(self) -> np.ndarray:
        """The picture in grey, (h, w, 1), whatever its channels are for the kernel."""
        return seen(self.source, True, self.side)

    @property
    def kernel(self) -> np.ndarray:
        """The kernels as they are written: (k, l, c)."""
        channels = 1 if self.colour == "grey" else 3
        stacked = np.stack([np.array(kernel) for kernel in self.kernels], axis=-1)
        return stacked if stacked.shape[-1] == channels else np.repeat(stacked[..., :1], channels, axis=2)

    def slid(self, channel: int | None = None) -> np.ndarray:
        """The kernels as they slide, (k, l, c): of all channels, or of one that is by itself."""
        kernel = turned(self.kernel) if self.turn else self.kernel
        return kernel if channel is None else kernel[..., channel:channel + 1]

    def inputs(self, place: tuple[int, int], channel: int = 0) -> Inputs:
        """What the output at a place (row, column) of a map is made of."""
        alone = channel if self.colour == "each" else None
        image = self.image if alone is None else self.image[..., channel:channel + 1]
        return inputs_of(image, self.slid(alone), self.sliding, place)

    def output(self) -> np.ndarray:
        """The maps (h', w', 1), or (h', w', 3) of channels that are by themselves."""
        kernel = self.kernel
        if self.colour == "each":
            return convolve(self.image, kernel[:, :, None], self.sliding, groups=3, turn=self.turn)
        return convolve(self.image, kernel[..., None], self.sliding, turn=self.turn)

    def with_preset(self, name: str, **settings: Any) -> KernelBench:
        """The same with a known kernel. Raises SettingError."""
        kernel = matrix(PRESETS[name].kernel(**settings))
        return replace(self, kernels=(kernel,), preset=name, settings=settings)

    def with_weight(self, place: tuple[int, int], value: float, channel: int | None = None) -> KernelBench:
        """The same with another weight, of all channels or of one."""
        kernels = self.kernels
        if channel is not None and len(kernels) == 1:
            kernels = kernels * 3
        changed = [_with(kernel, place, value) if channel in (None, at) else kernel
                   for at, kernel in enumerate(kernels)]
        return replace(self, kernels=tuple(changed), preset="", settings={})

    def resized(self, rows: int, columns: int) -> KernelBench:
        """The same with larger or smaller kernels: zeros are added or weights left out evenly on all sides, the odd
        ones after."""
        kernels = tuple(matrix(_centred(np.array(kernel), rows, columns)) for kernel in self.kernels)
        return replace(self, kernels=kernels, preset="", settings={})

    def beside(self, other: KernelBench) -> KernelBench:
        """The same bench with what the other pages show of another."""
        return replace(self, chain=other.chain, line=other.line, pooling=other.pooling, two_ways=other.two_ways,
                       target=other.target)

    def to_json(self) -> dict[str, Any]:
        """As plain lists and dictionaries."""
        own = isinstance(self.picture, Picture)
        return {"picture": self.picture.to_json() if own else self.picture, "side": self.side, "colour": self.colour,
                "kernels": [[list(row) for row in kernel] for kernel in self.kernels], "preset": self.preset,
                "settings": dict(self.settings), "turn": self.turn, "stride": self.sliding.stride,
                "padding": self.sliding.padding, "dilation": self.sliding.dilation,
                "chain": [stage.to_json() for stage in self.chain], "line": self.line.to_json(),
                "pooling": self.pooling.to_json(), "two_ways": self.two_ways.to_json(),
                "target": self.target.to_json()}

    @classmethod
    def from_json(cls, value: Any) -> KernelBench:
        """Read what `to_json` wrote. Trusts nothing: raises FormatError or SettingError."""
        try:
            picture = value["picture"]
            picture = GONE.get(picture, picture) if isinstance(picture, str) else Picture.from_json(picture)
            return cls(picture, value["side"], value["colour"],
                       tuple(tuple(tuple(row) for row in kernel) for kernel in value["kernels"]),
                       value["preset"], dict(value["settings"]), value["turn"],
                       Sliding(value["stride"], value["padding"], value["dilation"]),
                       tuple(map(Stage.from_json, value["chain"])) if "chain" in value else CORNERS,
                       *(kind.from_json(value[name]) if name in value else kind()
                         for name, kind in (("line", Line), ("pooling", Pooling), ("two_ways", TwoWays),
                                            ("target", Target))))
        except LaderaError:
            raise
        except (LookupError, TypeError, ValueError) as error:
            raise FormatError(N_("engine", "The kernel bench in the project is damaged: {detail}."),
                              detail=repr(error)) from error


@lru_cache(maxsize=4 * len(SIDES))  # a bench is asked at every change whether it works on all of them
def seen(picture: Picture, grey: bool, side: int) -> np.ndarray:
    """A picture as a kernel slides over it: (h, w, 1) or (h, w, 3), with at most `side` rows and columns."""
    array = picture.grey if grey else picture.array
    if not grey and array.shape[2] == 1:
        array = np.repeat(array, 3, axis=2)
    seen = shrunk(array, side)
    seen.setflags(write=False)
    return seen


def _weight(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value) or (
            abs(value) > FARTHEST):
        raise SettingError(N_("engine", "A weight is a number of at most {farthest} in size; {value} is not."),
                           farthest=f"{FARTHEST:.0f}", value=value)
    return float(value)


def _with(kernel: Matrix, place: tuple[int, int], value: float) -> Matrix:
    row, column = place
    changed = (*kernel[row][:column], value, *kernel[row][column + 1:])
    return (*kernel[:row], changed, *kernel[row + 1:])


def _centred(kernel: np.ndarray, rows: int, columns: int) -> np.ndarray:
    for axis, wanted in enumerate((rows, columns)):
        more = wanted - kernel.shape[axis]
        if more < 0:
            kernel = np.take(kernel, np.arange(wanted) + (-more) // 2, axis=axis)
        elif more:
            around = [(0, 0), (0, 0)]
            around[axis] = (more // 2, more - more // 2)
            kernel = np.pad(kernel, around)
    return kernel

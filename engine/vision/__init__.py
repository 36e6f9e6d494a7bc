"""Kernels over images, by hand.

    from engine.vision import PRESETS, Sliding, convolve, read_picture

    picture = read_picture("cat.jpg")
    edges = convolve(picture.grey, PRESETS["sobel_x"].kernel()[:, :, None, None], Sliding(padding="same"))
"""

from engine.pixels import SUFFIXES
from engine.vision.attributions import ATTRIBUTIONS, Attribution
from engine.vision.bench import COLOURS, SIDES, KernelBench, matrix
from engine.vision.chain import CORNERS, LONGEST, OPERATIONS, OWN, RELU, Chain, Stage, as_one, maps_of, seen_from, sight
from engine.vision.convolve import convolve, turned
from engine.vision.fitting import Fit, fit_kernel
from engine.vision.gallery import GALLERY, Exhibit, exhibit
from engine.vision.images import decode_picture, fitted_picture, read_picture
from engine.vision.kernels import MOST, PRESETS, Preset
from engine.vision.line import KERNELS_1D, LINE_PADDINGS, SIGNALS, Line
from engine.vision.links import Inputs, inputs_of, outputs_of
from engine.vision.looking_for import CLIMB_FIELDS
from engine.vision.moving import LARGEST_WINDOW, POOLING_PADDINGS, Pooling, moved, stages
from engine.vision.picture import SIDE, Picture
from engine.vision.pooling import KINDS, Pooled, equivariance, pool, routed
from engine.vision.scenes import BENCH_SCENES, BenchScene
from engine.vision.sliding import PADDINGS, Sliding, formula, largest_dilation, largest_size
from engine.vision.target import Target
from engine.vision.ties import dense_matrix, ties
from engine.vision.two_ways import EXAMPLES, TIED_PADDINGS, TIED_STRIDES, TwoWays
from engine.vision.units import image_layers, inputs_of_unit, receptive_field, scale_groups
from engine.vision.witness import Objection, area_below, edges, likeness, objections

__all__ = [
    "ATTRIBUTIONS", "BENCH_SCENES", "CLIMB_FIELDS", "COLOURS", "CORNERS", "EXAMPLES", "GALLERY", "KERNELS_1D",
    "KINDS", "LARGEST_WINDOW", "LINE_PADDINGS", "LONGEST", "MOST", "OPERATIONS", "OWN", "PADDINGS",
    "POOLING_PADDINGS", "PRESETS", "RELU", "SIDE", "SIDES", "SIGNALS", "SUFFIXES", "TIED_PADDINGS", "TIED_STRIDES",
    "Attribution", "BenchScene", "Chain", "Exhibit", "Fit", "Inputs", "KernelBench", "Line", "Objection", "Picture",
    "Pooled", "Pooling", "Preset", "Sliding", "Stage", "Target", "TwoWays", "area_below", "as_one", "convolve",
    "decode_picture", "dense_matrix", "edges", "equivariance", "exhibit", "fit_kernel", "fitted_picture", "formula",
    "image_layers", "inputs_of", "inputs_of_unit", "largest_dilation", "largest_size", "likeness", "maps_of",
    "matrix", "moved", "objections", "outputs_of", "pool", "read_picture", "receptive_field", "routed",
    "scale_groups", "seen_from", "sight", "stages", "ties", "turned",
]

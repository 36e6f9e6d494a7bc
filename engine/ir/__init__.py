"""The small compiler: primitives, their derivatives, and plans that run them on a device."""

from engine.ir.affine_places import Places, at_places
from engine.ir.builder import Builder
from engine.ir.divided import compile_divided
from engine.ir.lower import Lowered, lower
from engine.ir.plan import Plan, compile_plan
from engine.ir.transforms import gradients, population, replaced, tangents
from engine.ir.value import Value

__all__ = ["Builder", "Lowered", "Places", "Plan", "Value", "at_places", "compile_divided", "compile_plan", "gradients",
           "lower", "population", "replaced", "tangents"]

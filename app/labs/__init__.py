"""Small labs, each in a window of its own: activation functions, linear layers that collapse, tensors."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from app.labs.activations import ActivationLab
from app.labs.collapse import CollapseLab
from app.labs.tensors import TensorLab

LABS: Mapping[str, Callable[[QWidget], QWidget]] = {
    "lab_activations": ActivationLab, "lab_collapse": CollapseLab, "lab_tensors": TensorLab}
"""What the actions of these names open."""

"""Pickles: programs that make objects. Ladera runs none, and says how the weights come in without."""

from __future__ import annotations

from pathlib import Path

from engine.errors import N_, FormatError
from engine.formats.registry import longest_suffix

PICKLES = (".pt", ".pth", ".ckpt", ".bin", ".pkl", ".pickle", ".joblib")
"""What PyTorch and scikit-learn usually call them."""
_BEGINNINGS = (b"PK\x03\x04", b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05")


def is_pickled(path: Path) -> bool:
    """Whether a file begins like a pickle; one that cannot be read does not."""
    try:
        with path.open("rb") as file:
            return file.read(max(map(len, _BEGINNINGS))).startswith(_BEGINNINGS)
    except OSError:
        return False


def refuse_pickled(name: str, content: bytes = b"") -> None:
    """Raises FormatError for a file that is called like a pickle, or whose `content`, which is nothing else, begins
    like one: `torch.save` packs it into a zip file."""
    if longest_suffix(name, PICKLES) or content.startswith(_BEGINNINGS):
        raise FormatError(N_("engine", "{name} is a pickle: reading it would run whatever program is in it. In PyTorch "
                             "write the weights with safetensors.torch.save_file(model.state_dict(), "
                             "\"weights.safetensors\"), or the network with torch.onnx.export."), name=name)

"""What can be added to a drawing: kinds of layers, and templates, each by a key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.layers import LAYERS
from engine.templates import TEMPLATES

TEMPLATE_CATEGORY = "templates"
_PREFIX = "template/"


@dataclass(frozen=True)
class Offer:
    """Title and help in English, the heading it stands under, and the kind of layer whose picture it has."""

    title: str
    help: str
    category: str
    rank: int
    kind: str

    @property
    def colour_of(self) -> str:
        """The category in whose colour it is drawn."""
        return LAYERS[self.kind].category


def template_key(name: str) -> str:
    """The key of a template among the offers."""
    return _PREFIX + name


def template_of(key: str) -> str | None:
    """The name of the template that a key stands for, or None where it is a kind of layer."""
    return key.removeprefix(_PREFIX) if key.startswith(_PREFIX) else None


TEMPLATE_KEYS = tuple(template_key(name) for name in TEMPLATES)
OFFERS: Mapping[str, Offer] = {
    **{kind: Offer(layer.title, layer.help, layer.category, layer.rank, kind) for kind, layer in LAYERS.items()},
    **{template_key(template.name): Offer(template.title, template.help, TEMPLATE_CATEGORY, rank, template.kind)
       for rank, template in enumerate(TEMPLATES.values())},
}

"""Networks to begin with, and parts to put into one.

A template grows from what comes in, an Input of its own or a layer that is there already, to its ends;
`Template.network` adds what makes it whole, heads and outputs for what the data ask.
"""

from engine.templates.draft import Given
from engine.templates.table import TEMPLATES, Template

__all__ = ["TEMPLATES", "Given", "Template"]

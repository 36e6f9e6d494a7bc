"""All examples as a table: what is true of each, what the network says of it, and how wrong it is."""

from app.widgets.example_table.panel import ExamplesPanel

__all__ = ["ExamplesPanel"]

"""The mathematics of Ladera: no Qt, no window."""

__version__ = "0.2.0"

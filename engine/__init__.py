"""The mathematics of Ladera: no Qt, no window."""

__version__ = "0.1.0"

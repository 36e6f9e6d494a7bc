"""Networks that other programs wrote, back onto the canvas."""

from engine.formats.importing.imported import NETWORK_READERS, Imported, import_network

__all__ = ["NETWORK_READERS", "Imported", "import_network"]

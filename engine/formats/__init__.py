"""Files: projects, and weights in formats that others read. Nothing in a file is ever executed.

>>> from engine.formats import export_weights, read_project
"""

from engine.formats.donors import DONOR_READERS, read_donors
from engine.formats.importing import NETWORK_READERS, Imported, import_network
from engine.formats.pickled import PICKLES, is_pickled
from engine.formats.project_file import SUFFIX, is_small, read_project, write_project
from engine.formats.registry import (
    EXPORTERS,
    IMPORTERS,
    Exporter,
    Importer,
    encode_weights,
    export_weights,
    exporter_for,
    import_weights,
    longest_suffix,
    sentence_on_muted,
    write_encoded,
)
from engine.registry import discover

discover(__name__, __path__)

__all__ = [
    "DONOR_READERS", "EXPORTERS", "IMPORTERS", "NETWORK_READERS", "PICKLES", "SUFFIX", "Exporter", "Imported",
    "Importer", "encode_weights", "export_weights", "exporter_for", "import_network", "import_weights", "is_pickled",
    "is_small", "longest_suffix", "read_donors", "read_project", "sentence_on_muted", "write_encoded", "write_project",
]

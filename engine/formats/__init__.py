"""Files: projects, and weights in formats that others read. Nothing in a file is ever executed.

>>> from engine.formats import export_weights, read_project
"""

from engine.formats import (  # noqa: F401 - they register themselves
    keras_model,
    npz,
    numpy_script,
    onnx_model,
    safe_tensors,
    torch_model,
)
from engine.formats.donors import DONOR_READERS, read_donors
from engine.formats.importing import NETWORK_READERS, Imported, import_network
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
    write_encoded,
)

__all__ = [
    "DONOR_READERS", "EXPORTERS", "IMPORTERS", "NETWORK_READERS", "SUFFIX", "Exporter", "Imported", "Importer",
    "encode_weights", "export_weights", "exporter_for", "import_network", "import_weights", "is_small",
    "longest_suffix", "read_donors", "read_project", "write_encoded", "write_project",
]

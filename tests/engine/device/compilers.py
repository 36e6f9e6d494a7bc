"""What compiles the text of kernels where there is no GPU: NVRTC for CUDA, g++ for a shim that runs them here."""

from __future__ import annotations

import ctypes
import ctypes.util
import importlib.util
import shutil
import subprocess
from pathlib import Path

import pytest

ARCHITECTURE = "compute_75"  # of the oldest GPUs that all toolkits of the pins still serve


def nvrtc() -> ctypes.CDLL:
    """NVRTC, from its package or the system; skips the test where there is none."""
    spec = importlib.util.find_spec("nvidia.cuda_nvrtc") if importlib.util.find_spec("nvidia") else None
    found = [str(path) for folder in (spec.submodule_search_locations if spec else ())
             for path in Path(folder).glob("lib/libnvrtc.so.*") if "alt" not in path.name]
    name = next(iter(found), None) or ctypes.util.find_library("nvrtc")
    if name is None:
        pytest.skip("NVRTC is not installed")
    return ctypes.CDLL(name)


def compile_cuda(library: ctypes.CDLL, source: str) -> bytes:
    """The PTX of `source`; fails with the compiler's words."""
    program, size = ctypes.c_void_p(), ctypes.c_size_t()
    assert not library.nvrtcCreateProgram(ctypes.byref(program), source.encode(), b"kernel.cu", 0, None, None)
    options = (ctypes.c_char_p * 2)(f"--gpu-architecture={ARCHITECTURE}".encode(), b"--std=c++17")
    failed = library.nvrtcCompileProgram(program, len(options), options)
    library.nvrtcGetProgramLogSize(program, ctypes.byref(size))
    log = ctypes.create_string_buffer(size.value)
    library.nvrtcGetProgramLog(program, log)
    assert not failed, f"{log.value.decode()}\n{source}"
    library.nvrtcGetPTXSize(program, ctypes.byref(size))
    ptx = ctypes.create_string_buffer(size.value)
    library.nvrtcGetPTX(program, ptx)
    library.nvrtcDestroyProgram(ctypes.byref(program))
    return ptx.value


def compile_here(folder: Path, source: str) -> ctypes.CDLL:
    """`source` as C++ on this processor; skips the test where there is no g++."""
    if shutil.which("g++") is None:
        pytest.skip("g++ is not installed")
    text, library = folder / "kernels.cpp", folder / "kernels.so"
    text.write_text(source, "utf-8")
    done = subprocess.run(["g++", "-std=c++20", "-O1", "-shared", "-fPIC", "-pthread", "-o", library, text],
                          capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr
    return ctypes.CDLL(str(library))

"""Whatever a file holds, opening it gives a project or a sentence."""

from __future__ import annotations

import io
import json
import os
import struct
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from safetensors.numpy import save

from engine.errors import FormatError, LaderaError
from engine.formats import read_project, write_project
from engine.formats.archive import pack
from tests.cases import random_cases

quick = random_cases(150, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def good(project, tmp_path) -> bytes:
    write_project(tmp_path / "good.ladera", project)
    return (tmp_path / "good.ladera").read_bytes()


def entries(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def repacked(content: bytes, **changes: bytes | None) -> bytes:
    """The file with parts replaced or removed, by name up to the dot; checksums right again."""
    parts = {name: changes.get(name.split(".")[0], part) for name, part in entries(content).items()}
    return packed({name: part for name, part in parts.items() if part is not None})


def packed(parts: dict[str, bytes]) -> bytes:
    return pack(parts, stored=frozenset({"weights.safetensors"}))


def reading(content: bytes, folder: Path):
    path = folder / "file.ladera"
    path.write_bytes(content)
    return read_project(path)


def refused(content: bytes, folder: Path, match: str | None = None) -> None:
    with pytest.raises(LaderaError, match=match) as caught:
        reading(content, folder)
    assert str(caught.value).endswith(".")


@given(data=st.data())
@quick
def test_flipped_bytes(good, tmp_path, data):
    damaged = bytearray(good)
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(good) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        reading(bytes(damaged), tmp_path).graph.problems()
    except LaderaError as error:
        text = str(error)
        assert text.endswith("."), text


@given(data=st.data())
@quick
def test_flipped_bytes_under_a_right_checksum(good, tmp_path, data):
    parts = entries(good)
    name = data.draw(st.sampled_from(sorted(parts)))
    damaged = bytearray(parts[name])
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        read = reading(repacked(good, **{name.split(".")[0]: bytes(damaged)}), tmp_path)
    except LaderaError as error:
        text = str(error)
        assert text.endswith("."), text
    else:
        assert np.isfinite(read.parameters).all()


def test_every_truncation_is_refused(good, tmp_path):
    for length in [*range(0, len(good), 37), len(good) - 1]:
        refused(good[:length], tmp_path)


@given(content=st.binary(max_size=300))
@quick
def test_noise_is_refused(content, tmp_path):
    refused(content, tmp_path)


@given(content=st.binary(max_size=200))
@quick
def test_noise_after_a_zip_signature_is_refused(content, tmp_path):
    refused(b"PK\x03\x04" + content + b"PK\x05\x06" + content[:18], tmp_path)


@pytest.mark.parametrize("name", ["../evil.json", "/etc/passwd", "weights.safetensors/../x", "C:\\x", "__MACOSX/x",
                                  "PROJECT.JSON", "weights.pkl"])
def test_an_entry_of_another_name_is_refused(good, tmp_path, name):
    refused(packed({**entries(good), name: b"x"}), tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file.ladera", "good.ladera"]


def test_two_entries_of_one_name_are_refused(good, tmp_path):
    buffer = io.BytesIO(good)
    with zipfile.ZipFile(buffer, "a") as zipped, pytest.warns(UserWarning, match="Duplicate"):
        zipped.writestr("project.json", b"{}")
    refused(buffer.getvalue(), tmp_path)


@pytest.mark.parametrize("part", ["project.json", "history.json", "table.csv"])
def test_a_zip_bomb_is_refused_before_it_unpacks(good, tmp_path, part):
    bomb = packed({**entries(good), part: bytes(150_000_000)})
    assert len(bomb) < 200_000
    refused(bomb, tmp_path, "more than")


def test_a_zip_bomb_that_lies_about_its_size_is_refused(good, tmp_path):
    bomb = bytearray(packed({**entries(good), "history.json": bytes(20_000_000)}))
    at = bomb.rindex(b"history.json") - 46
    assert bomb[at:at + 4] == b"PK\x01\x02"
    struct.pack_into("<I", bomb, at + 24, 100)  # the unpacked size in the directory
    refused(bytes(bomb), tmp_path)


def test_packed_weights_are_refused_however_small_the_file(good, tmp_path):
    refused(pack(entries(good)), tmp_path, "packed")


def test_an_entry_larger_than_the_file_is_refused(good, tmp_path):
    content = bytearray(good)
    at = content.rindex(b"weights.safetensors") - 46
    struct.pack_into("<II", content, at + 20, 2**31, 2**31)
    refused(bytes(content), tmp_path)


def test_a_directory_of_a_million_entries_is_not_parsed(tmp_path):
    row = b"PK\x01\x02" + bytes(24) + struct.pack("<H", 1) + bytes(16) + b"a"
    directory = row * 1_000_000
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65535, 65535, len(directory), 0, 0)
    refused(directory + end, tmp_path)


@pytest.mark.parametrize("text", [
    b"", b"null", b"[]", b"{}", b"[" * 100_000, b'{"a":' * 50_000, b'{"format": "ladera", "version": NaN}',
    b"1" * 10_000,
    b'{"format": "ladera", "version": 1' + b"0" * 5_000 + b"}", b"\xff\xfe{}", b'{"format": "ladera"}',
    b'{"format": "ladera", "version": 1}', b'{"format": "ladera", "version": 99}', b'{"format": "\\ud800"}',
])
def test_a_description_that_is_none_is_refused(good, tmp_path, text):
    refused(repacked(good, project=text), tmp_path)


def change(project, **changes):
    plain = json.loads(json.dumps(project.to_json()))
    for key, value in changes.items():
        plain["graph"]["layers"][1]["settings"][key] = value
    return json.dumps(plain).encode()


@pytest.mark.parametrize("units", [10**18, 10**400, 65_536, -1, 0, "4", [4], None, 1e300])
def test_a_layer_of_another_size_than_its_weights_is_refused(project, good, tmp_path, units):
    refused(repacked(good, project=change(project, units=units)), tmp_path)


def test_a_network_that_would_fill_the_memory_is_no_problem_to_read(good, tmp_path):
    layers = [{"name": f"d{n}", "kind": "dense", "settings": {"units": 65_536}} for n in range(1_000)]
    links = [{"source": f"d{n}", "target": f"d{n + 1}", "port": 0} for n in range(999)]
    layers.append({"name": "i", "kind": "input", "settings": {"shape": [1_000_000]}})
    links.append({"source": "i", "target": "d0", "port": 0})
    plain = json.loads(entries(good)["project.json"]) | {"graph": {"layers": layers, "links": links}}
    text = json.dumps(plain).encode()
    assert reading(repacked(good, project=text, weights=None, history=None), tmp_path).graph.problems()
    refused(repacked(good, project=text), tmp_path)


def test_too_many_layers_are_refused(good, tmp_path):
    layers = [{"name": f"d{n}", "kind": "dense", "settings": {}} for n in range(2_001)]
    plain = json.loads(entries(good)["project.json"]) | {"graph": {"layers": layers, "links": []}}
    refused(repacked(good, project=json.dumps(plain).encode()), tmp_path)


@pytest.mark.parametrize("port", [-1, 10**9, 2**62])
def test_a_connection_to_an_impossible_port_is_refused(project, good, tmp_path, port):
    plain = json.loads(json.dumps(project.to_json()))
    plain["graph"]["links"][0]["port"] = port
    refused(repacked(good, project=json.dumps(plain).encode()), tmp_path, "port")


def test_weights_that_are_not_finite_are_refused(layout, good, tmp_path):
    for bad in (np.nan, np.inf):
        arrays = {entry.name: np.full(entry.shape, bad, np.float32) for entry in layout}
        refused(repacked(good, weights=save(arrays)), tmp_path, "finite")


@pytest.mark.parametrize("header", [
    b"{}", b"", b"null", b'{"dense_1/kernel":{"dtype":"F32","shape":[1000000000000],"data_offsets":[0,4]}}',
    b'{"dense_1/kernel":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}', b'{"a":1}', b"[" * 500,
    b'{"dense_1/kernel":{"dtype":"F32","shape":[1],"data_offsets":[0,18446744073709551615]}}',
])
def test_hostile_safetensors_headers_are_refused(good, tmp_path, header):
    for length in (len(header), 2**63, 0):
        refused(repacked(good, weights=struct.pack("<Q", length) + header + bytes(4)), tmp_path)


@pytest.mark.parametrize("history", [b"[]", b"1", b'{"loss": 1}', b'{"loss": ["x"]}', b'{"loss": [1], "epoch": []}',
                                     b'{"loss": [Infinity]}', b'{"loss": [true]}', b'{"loss": [[1]]}',
                                     b'{"a": [1]}', b'{"epoch": [null]}', b'{"epoch": [1e300]}', b'{"epoch": [5, 1]}',
                                     b'{"epoch": [-1]}', b'{"epoch": [1.5]}', b'{"epoch": [1, 1]}',
                                     b'{"epoch": [1], "step": [null]}', b'{"epoch": [1, 2], "step": [9, 3]}',
                                     b'{"epoch": [1], "step": [1e16]}'])
def test_a_history_that_is_none_is_refused(good, tmp_path, history):
    refused(repacked(good, history=history), tmp_path)


def test_what_is_no_file_is_a_sentence(tmp_path):
    (tmp_path / "folder.ladera").mkdir()
    missing = [tmp_path / "none.ladera", tmp_path / "folder.ladera", tmp_path / "none" / "x.ladera"]
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.ladera")
        missing += [tmp_path / "pipe.ladera", Path("/dev/zero")]
    for path in missing:
        with pytest.raises(FormatError) as caught:
            read_project(path)
        assert str(path) in str(caught.value)


def test_encrypted_entries_are_refused(good, tmp_path):
    content = bytearray(good)
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        content[content.index(signature) + offset] |= 1
    refused(bytes(content), tmp_path, "encrypted")

"""Arrays and JSON in npz files whose bytes depend on nothing but what they hold."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Arrays = dict[str, NDArray[Any]]

_EPOCH = (1980, 1, 1, 0, 0, 0)


def pack_json(value: object) -> NDArray[np.uint8]:
    """A JSON value as bytes in an array, keys sorted."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return np.frombuffer(text.encode(), dtype=np.uint8).copy()


def unpack_json(array: NDArray[np.uint8]) -> Any:
    """The JSON value that pack_json stored."""
    return json.loads(array.tobytes().decode())


def save_npz(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Writes an npz whose bytes depend on the arrays alone: names sorted, no time stamps."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(arrays):
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, np.ascontiguousarray(arrays[name]), version=(1, 0))
            entry = zipfile.ZipInfo(f"{name}.npy", _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, buffer.getvalue())


def load_npz(path: Path) -> Mapping[str, NDArray[Any]]:
    """The arrays of an npz, each read when first asked for; pickled objects are refused."""
    archive: Mapping[str, NDArray[Any]] = np.load(path, allow_pickle=False)
    return archive

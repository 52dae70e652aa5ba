"""Files of a folder over HTTP as a media host gives them: ETag, Range and If-Range."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from starlette.responses import Response

_TYPES = {".mp3": "audio/mpeg", ".jpg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}
_RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})", re.ASCII)
_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*")


def media_response(folder: Path, name: str, headers: dict[str, str]) -> Response:
    """The file `name` directly in `folder`, or the part of it that the request asks for."""
    path = folder / name
    if not _NAME.fullmatch(name) or not path.is_file():
        return Response("Not Found", 404, media_type="text/plain")
    data = path.read_bytes()
    etag = f'"{hashlib.sha256(data).hexdigest()[:16]}"'
    answer = {
        "etag": etag,
        "accept-ranges": "bytes",
        "content-type": _TYPES.get(path.suffix, "application/octet-stream"),
    }
    match = _RANGE.fullmatch(headers.get("range", ""))
    if match is None or headers.get("if-range", etag) != etag:
        return Response(data, 200, answer)
    start = int(match[1])
    end = min(int(match[2] or len(data)), len(data) - 1)
    if not start <= end:
        return Response(b"", 416, answer | {"content-range": f"bytes */{len(data)}"})
    answer["content-range"] = f"bytes {start}-{end}/{len(data)}"
    return Response(data[start : end + 1], 206, answer)

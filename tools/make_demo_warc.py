"""Pack the pages of ``tools/demo_warc/`` into the demo's web archive.

In: ``captures.json`` (file, address, moment of capture, content type) and the pages beside it. Out: one
``.warc.gz`` with a request and a response record a page, one picture among them, the same bytes each time:
record ids are hashes of the address, dates come from the list, and the gzip header carries no clock.

Example: ``python tools/make_demo_warc.py`` writes the archive; ``--check`` fails where the one in the tree differs.
"""

from __future__ import annotations

import argparse
import base64
import gzip
import io
import json
import uuid
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

_ROOT = Path(__file__).resolve().parent.parent
_PAGES = _ROOT / "tools" / "demo_warc"
_ARCHIVE = _ROOT / "src" / "according" / "demo" / "reports" / "archive" / "coast-2025-03.warc.gz"
# A transparent picture of one point: archives hold more than pages, and a reader passes the rest over
_PICTURE = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")


def _record_id(kind: str, url: str) -> str:
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{kind} {url}')}>"


def _write_info(writer: WARCWriter, date: str) -> None:
    fields = {"software": "tools/make_demo_warc.py", "format": "WARC File Format 1.0",
              "description": "Reports retold for According; each page names the address whose facts it retells"}
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items()).encode()
    record = writer.create_warc_record(
        "coast-2025-03.warc.gz", "warcinfo", payload=io.BytesIO(lines), length=len(lines),
        warc_content_type="application/warc-fields",
        warc_headers_dict={"WARC-Date": date, "WARC-Record-ID": _record_id("warcinfo", "coast-2025-03")})
    writer.write_record(record)


def _write_capture(writer: WARCWriter, url: str, date: str, content_type: str, body: bytes) -> None:
    host, _, path = url.split("//", 1)[1].partition("/")
    response_id = _record_id("response", url)
    request = StatusAndHeaders(f"GET /{path} HTTP/1.1", [("Host", host), ("Accept", "*/*")], is_http_request=True)
    writer.write_record(writer.create_warc_record(
        url, "request", payload=io.BytesIO(b""), length=0, http_headers=request,
        warc_headers_dict={"WARC-Date": date, "WARC-Record-ID": _record_id("request", url),
                           "WARC-Concurrent-To": response_id}))
    response = StatusAndHeaders("200 OK", [("Content-Type", content_type), ("Content-Length", str(len(body)))],
                                protocol="HTTP/1.1")
    writer.write_record(writer.create_warc_record(
        url, "response", payload=io.BytesIO(body), length=len(body), http_headers=response,
        warc_headers_dict={"WARC-Date": date, "WARC-Record-ID": response_id}))


def make_archive(pages: Path) -> bytes:
    """Return the archive of the pages listed in ``pages/captures.json``, in the order of capture.

    Args:
        pages: folder that holds the list and the pages.

    Returns:
        The bytes of a ``.warc.gz``, one gzip member a record.
    """
    captures = sorted(json.loads((pages / "captures.json").read_text("utf-8")), key=lambda c: c["captured"])
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    _write_info(writer, captures[0]["captured"])
    for capture in captures:
        _write_capture(writer, capture["url"], capture["captured"], capture["content_type"],
                       (pages / capture["file"]).read_bytes())
    first = captures[0]
    _write_capture(writer, first["url"] + "/map.gif", first["captured"], "image/gif", _PICTURE)
    return out.getvalue()


def main() -> None:
    """Write the archive, or with ``--check`` compare it with the one in the tree."""
    parser = argparse.ArgumentParser(description="Pack the demo's web archive.")
    parser.add_argument("--check", action="store_true", help="fail where the archive in the tree differs")
    if not parser.parse_args().check:
        _ARCHIVE.parent.mkdir(parents=True, exist_ok=True)
        _ARCHIVE.write_bytes(make_archive(_PAGES))
        return
    # Compared unpacked: another zlib may pack the same records into other bytes
    if gzip.decompress(_ARCHIVE.read_bytes()) != gzip.decompress(make_archive(_PAGES)):
        raise SystemExit(f"{_ARCHIVE.relative_to(_ROOT)} differs from its pages: run python tools/make_demo_warc.py")


if __name__ == "__main__":
    main()

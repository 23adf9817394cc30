"""A client of another language, which knows nothing but HTTP: upload, generate, poll, download."""

import json
import struct
import sys
import time
import urllib.request

base, key = sys.argv[1:]


def call(url, data=None, content_type=None, with_key=True):
    headers = {"User-Agent": "independent-client"}
    if with_key:
        headers["Authorization"] = "Bearer " + key
    if content_type:
        headers["Content-Type"] = content_type
    request = urllib.request.Request(url, data, headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.read(), answer.headers


def png(width, height):
    """A picture of one colour, made by hand."""
    import binascii
    import zlib

    def chunk(kind, content):
        return (
            struct.pack(">I", len(content))
            + kind
            + content
            + struct.pack(">I", binascii.crc32(kind + content))
        )

    rows = (b"\x00" + b"\x30\x60\x90" * width) * height
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


health, _ = call(base + "/health", with_key=False)
print("health", json.loads(health)["status"])

picture = png(64, 48)
form = (
    b"--edge\r\n"
    b'Content-Disposition: form-data; name="file"; filename="sea.png"\r\n'
    b"Content-Type: image/png\r\n\r\n" + picture + b"\r\n--edge--\r\n"
)
body, _ = call(base + "/assets", form, "multipart/form-data; boundary=edge")
asset = json.loads(body)
print("asset", asset["width"], "x", asset["height"])
stored, headers = call(asset["image_url"], with_key=False)
print("stored", stored == picture, headers["Content-Type"])

wish = {"prompt": "a ship at sea", "width": 768, "height": 512, "image_url": asset["image_url"]}
body, headers = call(
    base + "/generate/image/bfl/flux-1-dev", json.dumps(wish).encode(), "application/json"
)
job = json.loads(body)
print("submitted", "X-Request-Id" in headers, job["result"])

deadline = time.monotonic() + 60
while job["status"] not in ("completed", "failed", "cancelled"):
    if time.monotonic() > deadline:
        sys.exit("the job does not end: " + job["status"])
    time.sleep(0.05)
    body, _ = call(base + "/jobs/" + job["job_id"])
    job = json.loads(body)
print("job", job["status"])

result, headers = call(job["result"]["urls"][0], with_key=False)
print("result", headers["Content-Type"], *struct.unpack(">II", result[16:24]))

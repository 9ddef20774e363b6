"""Writes a wheel with large members: make_large.py FOLDER STORED DEFLATED.

STORED bytes of zeros are stored in a hole of the file, which takes no room on the
disk; DEFLATED bytes are deflated to about a hundredth.  Sizes and offsets of 4 GiB
and more stand in zip64 fields.
"""
import base64
import hashlib
import os
import struct
import sys
import zlib

folder, stored, deflated = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
INFO = "large-1.0.dist-info"
PIECE = 1 << 20
LIMIT = 0xffffffff
ROWS = []
CENTRAL = bytearray()


def fields(*numbers):
    """What stands in a header for NUMBERS, and in the zip64 field."""
    large = [number for number in numbers if number >= LIMIT]
    extra = struct.pack("<HH%dQ" % len(large), 1, 8 * len(large), *large) if large else b""
    return [min(number, LIMIT) for number in numbers], extra


def member(out, name, method, pieces, length=None, hole=False):
    """Writes the member NAME, whose contents are PIECES."""
    start, crc, size, digest = out.tell(), 0, 0, hashlib.sha256()
    out.seek(start + 30 + len(name) + 20)
    deflater = zlib.compressobj(1, zlib.DEFLATED, -15)
    begin = out.tell()
    for piece in pieces:
        crc = zlib.crc32(piece, crc)
        digest.update(piece)
        size += len(piece)
        if method == 8:
            out.write(deflater.compress(piece))
        elif hole:
            out.seek(len(piece), 1)
        else:
            out.write(piece)
    if method == 8:
        out.write(deflater.flush())
    end = out.tell()
    out.seek(start)
    # Both sizes stand in the zip64 field, whether they need it or not.
    extra = struct.pack("<HHQQ", 1, 16, size, end - begin)
    out.write(struct.pack("<IHHHHHIIIHH", 0x04034b50, 45, 0, method, 0, 33, crc,
                          LIMIT, LIMIT, len(name), len(extra)))
    out.write(name.encode() + extra)
    out.seek(end)
    (full, packed, offset), extra = fields(size, end - begin, start)
    CENTRAL.extend(struct.pack("<IHHHHHHIIIHHHHHII", 0x02014b50, 0x314, 45, 0, method,
                               0, 33, crc, packed, full, len(name), len(extra), 0, 0, 0,
                               0o100644 << 16, offset) + name.encode() + extra)
    value = base64.urlsafe_b64encode(digest.digest()).rstrip(b"=").decode()
    ROWS.append("%s,sha256=%s,%d\n" % (name, value, size))


def zeros(count):
    for at in range(0, count, PIECE):
        yield bytes(min(PIECE, count - at))


def text(count):
    for at in range(0, count, PIECE):
        block = b"".join(os.urandom(1024) + bytes(127 * 1024) for _ in range(8))
        yield block[:count - at]


with open(os.path.join(folder, "large-1.0-py3-none-any.whl"), "wb") as out:
    member(out, "large/stored", 0, zeros(stored), hole=True)
    member(out, "large/deflated", 8, text(deflated))
    member(out, "large/small", 8, [b"small"])
    member(out, INFO + "/METADATA", 8,
           [b"Metadata-Version: 2.1\nName: large\nVersion: 1.0\n"])
    member(out, INFO + "/WHEEL", 8,
           [b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\n"
            b"Tag: py3-none-any\n"])
    member(out, INFO + "/RECORD", 8, ["".join(ROWS + [INFO + "/RECORD,,\n"]).encode()])
    start = out.tell()
    out.write(CENTRAL)
    end = out.tell()
    count = len(ROWS)
    out.write(struct.pack("<IQHHIIQQQQ", 0x06064b50, 44, 45, 45, 0, 0, count, count,
                          len(CENTRAL), start))
    out.write(struct.pack("<IIQI", 0x07064b50, 0, end, 1))
    out.write(struct.pack("<IHHHHIIH", 0x06054b50, 0, 0, count, count, len(CENTRAL),
                          min(start, LIMIT), 0))

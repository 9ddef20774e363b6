"""Archives and wheels with whatever is wrong in them.

They are put together byte by byte: the module zipfile would refuse to write most
of them.
"""
import base64
import bz2
import hashlib
import struct
import zlib


def digest(data, kind="sha256"):
    raw = hashlib.new(kind, data).digest()
    return kind + "=" + base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class Member:
    """One member; whatever is given overrides what would be true."""

    def __init__(self, name, data=b"", method=8, mode=0o100644, **lies):
        self.name = name if isinstance(name, bytes) else name.encode()
        self.data = data if isinstance(data, bytes) else data.encode()
        self.method, self.mode, self.lies = method, mode, lies

    def stored(self):
        if "stored" in self.lies:
            return self.lies["stored"]
        if self.method == 8:
            deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
            return deflater.compress(self.data) + deflater.flush()
        return bz2.compress(self.data) if self.method == 12 else self.data


def zip64_extra(change, *numbers):
    """The zip64 field with these; CHANGE is added to the first of them, or is
    bytes to put behind them."""
    data = struct.pack("<%dQ" % len(numbers), *numbers)
    if isinstance(change, bytes):
        data += change
    else:
        data = struct.pack("<Q", numbers[0] + change) + data[8:]
    return struct.pack("<HH", 1, len(data)) + data


def archive(members, prefix=b"", suffix=b"", zip64=False, comment=b"",
            count=None, gap=b"", declare=0):
    out, central = bytearray(prefix), bytearray()
    for m in members:
        stored, lies = m.stored(), m.lies
        crc = lies.get("crc", zlib.crc32(m.data))
        size = lies.get("size", len(m.data))
        csize = lies.get("csize", len(stored))
        flags = lies.get("flags", 0 if max(m.name) < 128 else 0x800)
        offset = lies.get("offset", len(out) - declare)
        name = lies.get("local_name", m.name)
        described = flags & 8
        local, local_extra = (csize, lies.get("local_size", size)), b""
        if described:
            local = (0, 0)
        if "local64" in lies:
            local_extra = zip64_extra(lies["local64"], local[1], local[0])
            local = (0xffffffff, 0xffffffff)
        out += struct.pack("<IHHHHHIIIHH", 0x04034b50, 20, flags, m.method, 0,
                           33, 0 if described else crc, *local,
                           len(name), len(local_extra))
        out += name + local_extra + stored
        if described:
            out += struct.pack("<IIQQ" if "local64" in lies else "<IIII",
                               0x08074b50, crc, csize,
                               lies.get("described_size", size))
        out += gap
        extra = lies.get("extra", b"")
        if "central64" in lies:
            extra = zip64_extra(lies["central64"], size, csize, offset)
            csize = size = offset = 0xffffffff
        central += struct.pack("<IHHHHHHIIIHHHHHII", 0x02014b50, 0x314, 20,
                               flags, m.method, 0, 33, crc, csize, size,
                               len(m.name), len(extra), 0, 0, 0,
                               m.mode << 16, offset) + m.name + extra
    start = len(out)
    out += central
    number = len(members) if count is None else count
    if zip64:
        end = len(out)
        out += struct.pack("<IQHHIIQQQQ", 0x06064b50, 44, 45, 45, 0, 0,
                           number, number, len(central), start)
        out += struct.pack("<IIQI", 0x07064b50, 0, end, 1)
        out += struct.pack("<IHHHHIIH", 0x06054b50, 0, 0, 0xffff, 0xffff,
                           0xffffffff, 0xffffffff, len(comment))
    else:
        out += struct.pack("<IHHHHIIH", 0x06054b50, 0, 0, number & 0xffff,
                           number & 0xffff, len(central), start - declare,
                           len(comment))
    return bytes(out + comment + suffix)


WHEEL = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\n" \
        "Tag: py3-none-any\n"
METADATA = "Metadata-Version: 2.1\nName: foo\nVersion: 1.0\n"


def wheel(files=(), entry_points=None, name="foo", version="1.0",
          wheel_text=WHEEL, metadata=METADATA, record=None, add_rows=(),
          info="foo-1.0.dist-info", unlisted=(), **more):
    """A wheel of FILES (Member or pairs), with everything else as it should
    be unless said otherwise."""
    members = [m if isinstance(m, Member) else Member(*m)
               for m in (files or [("foo.py", "x = 1\n")])]
    if wheel_text is not None:
        members.append(Member(info + "/WHEEL", wheel_text))
    if metadata is not None:
        members.append(Member(info + "/METADATA", metadata))
    if entry_points is not None:
        members.append(Member(info + "/entry_points.txt", entry_points))
    if record is None:
        rows, seen = [], set()
        for m in members:
            key = m.name.decode("utf-8", "replace")
            if key.endswith("/") or key in seen or key in unlisted:
                continue
            seen.add(key)
            if any(c in key for c in ',"\n'):
                key = '"' + key.replace('"', '""') + '"'
            size = m.lies.get("size", len(m.data))
            rows.append("%s,%s,%d" % (key, digest(m.data), size))
        record = "\n".join(rows + list(add_rows) + [info + "/RECORD,,"]) + "\n"
    if record is not False:
        members.append(Member(info + "/RECORD", record))
    return archive(members + more.pop("tail", []), **more)

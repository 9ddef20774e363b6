"""Writes wheels, good and hostile, and a table of what must become of them.

    make-wheels.py FOLDER X.Y

Each wheel lies in a folder of its own.  FOLDER/table has one line for each:
number TAB path TAB "ok", or what the refusal must say TAB extra checks.

"""
import os
import struct
import sys
import sysconfig

sys.dont_write_bytecode = True
from wheel_bytes import METADATA, WHEEL, Member, archive, digest, wheel  # noqa: E402

FOLDER, XY = sys.argv[1], sys.argv[2]
TABLE = []


def case(number, expected, data, name="foo-1.0-py3-none-any.whl", check=""):
    folder = os.path.join(FOLDER, "%03d" % len(TABLE))
    os.mkdir(folder)
    path = os.path.join(folder, name)
    with open(path, "wb") as file:
        file.write(data)
    TABLE.append("\t".join((number, path, expected, check)))


FOO = ("foo.py", "x = 1\n")

# 1: what must go well.
case("1", "ok", wheel(entry_points="[console_scripts]\nfoo = foo:main\n"),
     check="bin/foo lib/python%s/site-packages/foo.py" % XY)
case("1", "ok", wheel([Member(*FOO, method=0)]))
case("1", "ok", wheel([Member("foo/", mode=0o40755), ("foo/a.py", "")]))
case("1", "ok", wheel(entry_points="[console_scripts]\r\nfoo = foo:main\r\n"),
     check="bin/foo")
case("1", "ok", wheel([("foo/é漢.py", "x = 1\n")]))
case("1", "ok", wheel([('foo/we,ird "n".txt', "x")]))

# 2 to 5: names that leave the environment.
case("2", "component", wheel([FOO, ("../evil.py", "")]))
case("2", "component", wheel([FOO, ("foo/../../evil.py", "")]))
case("3", "not a relative path", wheel([FOO, ("/tmp/evil_abs.py", "")]))
case("4", "not a relative path", wheel([FOO, ("foo\\..\\..\\evil.py", "")]))
case("5", "not a relative path", wheel([FOO, ("C:/evil.py", "")]))

# 6 to 9: RECORD.
info = "foo-1.0.dist-info/"
rest = "".join("%s%s,%s,%d\n" % (info, n, digest(t.encode()), len(t))
               for n, t in (("WHEEL", WHEEL), ("METADATA", METADATA)))
good = "foo.py,%s,6\n" % digest(b"x = 1\n")
own = info + "RECORD,,\n"
case("6", "the hash of member", wheel(
    record="foo.py,%s,6\n" % digest(b"x = 2\n") + rest + own))
case("6", "the size of member", wheel(
    record="foo.py,%s,7\n" % digest(b"x = 1\n") + rest + own))
case("7", "not in its RECORD", wheel([FOO, ("bar.py", "")],
                                     unlisted=("bar.py",)))
case("8", "which it does not hold", wheel(
    add_rows=["ghost.py,%s,0" % digest(b"")]))
for kind in "md5", "sha1":
    case("9", "no secure hash", wheel(
        record="foo.py,%s,6\n" % digest(b"x = 1\n", kind) + rest + own))
case("9", "no secure hash", wheel(record="foo.py,,\n" + rest + own))
case("9", "malformed", wheel(record=good.strip() + ",x\n" + rest + own))
case("9", "which it does not hold", wheel(
    add_rows=["../evil.py,%s,0" % digest(b"")]))
case("9", "has no RECORD", wheel(record=False))
case("9", "names 'foo.py' twice", wheel(record=good + good + rest + own))
case("9", "ok", wheel(record=good + rest + info + "RECORD,%s,1\n"
                      % digest(b"")))
case("9", "ok", wheel(record="foo.py,%s,6\n" % digest(b"x = 1\n", "sha512")
                      + rest + own))

# 10, 11: the version of the format.
case("10", "Wheel-Version", wheel(
    wheel_text=WHEEL.replace("1.0", "2.0")))
case("10", "Wheel-Version", wheel(
    wheel_text=WHEEL.replace("Wheel-Version: 1.0\n", "")))
case("10", "Wheel-Version", wheel(wheel_text=WHEEL.replace("1.0", "1.x")))
case("10", "no WHEEL", wheel(wheel_text=None))
case("11", "ok", wheel(wheel_text=WHEEL.replace("1.0", "1.9")))

# 12 to 15: members that are two things at once, or no files.
case("12", "for one place", wheel([FOO, ("foo.py", "x = 2\n")]))
case("13", "for one place", wheel([FOO, ("FOO.py", "x = 2\n")]))
case("13", "a file and a folder", wheel([("foo", ""), ("foo/bar.py", "")]))
case("14", "neither a file", wheel(
    [FOO, Member("link", "/etc/passwd", mode=0o120777)]))
for kind in 0o010644, 0o020644, 0o060644, 0o140644:
    case("15", "neither a file", wheel([FOO, Member("odd", "", mode=kind)]))
case("15", "ok", wheel([FOO, Member("suid", "", mode=0o104755)]),
     check="mode:755:lib/python%s/site-packages/suid" % XY)

# 16 to 20: what it says it is.
case("16", "two .dist-info", wheel(
    [FOO, ("foo-2.0.dist-info/METADATA", METADATA)]))
case("16", "no .dist-info", archive([Member(*FOO)]))
case("17", "another project", wheel(info="bar-1.0.dist-info"))
case("18", "another version", wheel(info="foo-2.0.dist-info"))
case("19", "of version", wheel(metadata=METADATA.replace("1.0", "2.0")))
case("19", "of 'bar'", wheel(metadata=METADATA.replace("foo", "bar")))
case("20", "ok", wheel(info="Foo.Bar-1.0.dist-info",
                       metadata=METADATA.replace("foo", "Foo.Bar")),
     "foo_bar-1.0-py3-none-any.whl")

# 21 to 25: the .data folder.
site = "lib/python%s/site-packages/" % XY
case("21", "ok", wheel([
    FOO, ("foo-1.0.data/scripts/tool", "#!python\nprint(1)\n"),
    ("foo-1.0.data/purelib/pure.py", ""), ("foo-1.0.data/platlib/plat.py", ""),
    ("foo-1.0.data/headers/foo.h", ""), ("foo-1.0.data/data/share/d.txt", "")]),
    check="bin/tool share/d.txt include/site/python%s/foo/foo.h " % XY
    + site + "pure.py " + site + "plat.py")
case("22", "no folder that is known", wheel([("foo-1.0.data/wat/x", "")]))
case("22", "no folder that is known", wheel([("foo-1.0.data/x", "")]))
case("22", "component", wheel([("foo-1.0.data/data/../../../../x", "")]))
case("22", "another project", wheel([("bar-1.0.data/data/x", "")]))
case("23", "folder for scripts", wheel([("foo-1.0.data/scripts/sub/s", "")]))
case("24", "ok", wheel([("foo-1.0.data/scripts/w", "#!pythonw -u\nx\n"),
                        ("foo-1.0.data/scripts/b", b"\x7fELF\0"),
                        ("foo-1.0.data/scripts/e", "")]),
     check="shebang:bin/w bin/b bin/e")
case("25", "for one place", wheel([FOO, ("foo-1.0.data/purelib/foo.py", "")]))
case("25", "belongs to the environment", wheel(
    [("foo-1.0.data/data/pyvenv.cfg", "home = /\n")]))
case("25", "interpreter", wheel([("foo-1.0.data/data/bin/python", "")]))
case("25", "belongs to the environment", wheel(
    [("foo-1.0.data/data/lib64/x", "")]))

# 26 to 29: entry points.
for number, expected, line in (
        ("26", "no function", "foo = foo"),
        ("26", "not 'module:function'", "foo = foo:"),
        ("26", "not 'module:function'", "foo = foo:bar baz"),
        ("27", "ok", "Foo2=foo : main [x,y]"),
        ("28", "folder for scripts", "../../evilscript = foo:main"),
        ("28", "folder for scripts", "/tmp/evilscript = foo:main"),
        ("29", "interpreter", "python = foo:main"),
        ("29", "interpreter", "Python3.13 = foo:main"),
        ("29", "interpreter", "python3.exe = foo:main"),
        ("29", "ok", "activate-foo = foo:main")):
    case(number, expected, wheel(entry_points="[console_scripts]\n%s\n" % line))
case("29", "twice", wheel(
    entry_points="[console_scripts]\nf = foo:a\n[gui_scripts]\nf = foo:b\n"))

# 30 to 34.
case("30", "ok", wheel([("foo.py", "def (\n")]),
     check="absent:%s__pycache__" % site)
case("31", "ok", wheel([FOO, ("__pycache__/bar.cpython-313.pyc", "evil")]),
     check="absent:%s__pycache__/bar.cpython-313.pyc" % site)
case("32", "ok", wheel([FOO, (info + "RECORD.jws", "{}")],
                       unlisted=(info + "RECORD.jws",)),
     check="row:foo-1.0.dist-info/RECORD.jws,,")
case("33", "ok", wheel([Member("foo/run.sh", "x", mode=0o100744)]),
     check="mode:755:%sfoo/run.sh" % site)
for text in ("Root-Is-Purelib: false\n", "", "Root-Is-Purelib: True\n"):
    case("34", "ok", wheel(wheel_text=WHEEL.replace(
        "Root-Is-Purelib: true\n", text)))

# 35 to 40: the container.
for method in 12, 14, 9, 93:
    case("35", "unsupported compression", wheel(
        [FOO, Member("odd", "data", method=method)]))
case("36", "encrypted", wheel([FOO, Member("odd", "data", flags=1)]))
whole = wheel([FOO, ("bar.py", "y = 1\n" * 99)])
case("37", "does not end", whole[:-100])
case("37", "too short", whole[:10])
case("37", "too short", b"")
case("37", "does not end", whole[:-22])
case("37", "is damaged", wheel([FOO, Member("odd", "data", crc=1)]))
deflated = Member("odd", "data" * 99).stored()
case("37", "cannot be inflated", wheel(
    [FOO, Member("odd", "data" * 99, size=300)]))
case("37", "cannot be inflated", wheel(
    [FOO, Member("odd", "data" * 99, size=400)]))
case("37", "cannot be inflated", wheel(
    [FOO, Member("odd", "data" * 99, stored=deflated[:-2])]))
case("37", "cannot be inflated", wheel(
    [FOO, Member("odd", "data" * 99, stored=deflated + b"xx")]))
case("38", "belong to no member", wheel(prefix=b"#!/bin/sh\n"))
case("38", "not where the end record", wheel(prefix=b"#!/bin/sh\n", declare=10))
case("38", "does not end", wheel(suffix=b"x"))
case("38", "not where the end record", wheel(suffix=wheel()[-22:]))
case("38", "not where the end record", wheel(comment=wheel()))
case("38", "does not end", wheel(comment=b"words"))
case("38", "belong to no member", wheel(gap=b"gap"))
case("39", "two different ways", wheel(
    [FOO, Member("good.py", "", local_name=b"evil.py")]))
case("39", "two different ways", wheel(
    [FOO, Member("odd", "data", local_size=5)]))
case("39", "two different ways", wheel(
    [FOO, Member("odd", "data", flags=8, described_size=5)]))
case("39", "", wheel([FOO, Member("odd", "data", offset=0)]))
case("39", "cannot be inflated to the size", wheel(
    [FOO, Member("odd", "data", size=0xfffffffe)]))
case("39", "malformed", wheel([FOO, Member("odd", "data", size=0xffffffff)]))
case("39", "more than 100000", wheel(count=100001, zip64=True))
case("39", "truncated", wheel(count=9))
case("39", "more entries", wheel(count=3))
case("39", "malformed", wheel(
    [FOO, Member("odd", "data", extra=struct.pack("<HH", 0x7075, 0))]))
case("39", "200 times", wheel(
    [FOO, Member("zeros", b"\0" * (8 << 20))]))
case("40", "ok", wheel(zip64=True))
case("40", "ok", wheel([FOO, Member("odd", "data", flags=8)]))
case("40", "ok", wheel([FOO, Member("odd", "data", local64=0)]))
case("40", "ok", wheel([FOO, Member("odd", "data", local64=0, central64=0)]))
case("40", "ok", wheel([FOO, Member("odd", "data", flags=8, local64=0)]))
case("40", "ok", wheel([FOO, Member("odd", "data", method=0, local64=0,
                                    central64=0)], zip64=True))
case("40", "two different ways", wheel(
    [FOO, Member("odd", "data", local64=1)]))
case("40", "two different ways", wheel(
    [FOO, Member("odd", "data", local64=0, central64=1)]))
case("40", "two different ways", wheel(
    [FOO, Member("odd", "data", local64=b"12345678")]))
case("40", "malformed", wheel(
    [FOO, Member("odd", "data", local64=0, central64=b"12345678")]))
case("40", "two different ways", wheel(
    [FOO, Member("odd", "data", flags=8, local64=0, described_size=5)]))
case("40", "200 times", wheel(
    [FOO, Member("odd", "data", method=0, local64=0, size=1 << 40,
                 csize=1 << 40, central64=0)]))
case("41", "ok", wheel([FOO, ("foo.pth", "import sys\n")]))

# 42, 43: for which Python.
case("42", "it is for cp27-none-any", wheel(), "foo-1.0-cp27-none-any.whl")
case("42", "it is for py3-none-win32", wheel(),
     "foo-1.0-py3-none-win32.whl")
case("42", "(it takes ", wheel(), "foo-1.0-cp38-abi3-any.whl")
case("42", "ok", wheel(), "foo-1.0-1abc-py3-none-any.whl")
case("42", "ok", wheel(), "foo-1.0-py2.py3-none-any.whl")
case("42", "not that of a wheel", wheel(), "foo-1.0-abc-py3-none-any.whl")
case("42", "not that of a wheel", wheel(), "foo.whl")
case("43", "depends on 'bar'", wheel(
    metadata=METADATA + "Requires-Dist: bar (>=2)\n"))
case("43", "ok", wheel(
    metadata=METADATA + "Requires-Dist: bar; extra == 'x'\n"))
case("43", "it needs Python >=99", wheel(
    metadata=METADATA + "Requires-Python: >=99\n"))
case("43", "ok", wheel(metadata=METADATA + "Requires-Python: junk\n"))

# 44: odd names.
case("44", "ok", wheel([FOO, ("empty.txt", "")]))
case("44", "too long", wheel([FOO, ("x" * 300, "")]))
case("44", "too long", wheel([FOO, ("d/" * 40 + "x", "")]))
case("44", "bytes", wheel([FOO, ("x/" * 2100 + "x", "")]))
case("44", "control", wheel([FOO, ("a\nb.py", "")]))
case("44", "not UTF-8", wheel([FOO, Member(b"a\xff.py", flags=0x800)]))
case("44", "not declared to be UTF-8", wheel(
    [FOO, Member("é.py", flags=0)]))
case("44", "NUL", wheel([FOO, Member(b"a\0b")]))

# Two versions of one distribution, for tests of existing environments.
case("old", "ok", wheel(
    [("foo/__init__.py", "x = 1\n"), ("foo/old.py", ""),
     ("foo/sub/__init__.py", ""), ("single.py", "")],
    entry_points="[console_scripts]\nfoo = foo:main\nold = foo:main\n"))
case("new", "ok", wheel(
    [("foo/__init__.py", "x = 2\n"), ("foo/new.py", "")],
    entry_points="[console_scripts]\nfoo = foo:main\n",
    info="foo-2.0.dist-info", metadata=METADATA.replace("1.0", "2.0")),
    "foo-2.0-py3-none-any.whl")

# A set: two distributions that have one file and one script, one that needs the
# other, and one with everything that compiled wheels have.
def other(name, files, **more):
    metadata = METADATA.replace("foo", name) + more.pop("requires", "")
    return wheel(files, info=name + "-1.0.dist-info", metadata=metadata, **more)


PLATFORM = sysconfig.get_platform().replace("-", "_").replace(".", "_")
SCRIPT = "[console_scripts]\nboth = %s:main\n"
case("set", "depends on 'qux'", other("bar", [("bar.py", ""), ("common/both.py", "x = 'bar'\n"),
                                ("common/__init__.py", "")],
                        entry_points=SCRIPT % "bar",
                        requires="Requires-Dist: qux\n"),
     "bar-1.0-py3-none-any.whl")
case("set", "ok", other("qux", [("qux.py", ""), ("common/both.py", "x = 'qux'\n"),
                                ("common/__init__.py", "")],
                        entry_points=SCRIPT % "qux"),
     "qux-1.0-py3-none-any.whl")
case("set", "ok", other("native", [
    Member("native/core.so", "\x7fELF", mode=0o100755),
    Member("native/plain.so", "\x7fELF"), ("native/__init__.py", ""),
    ("native-1.0.data/purelib/native_pure.py", "x = 1\n"),
    ("native-1.0.data/platlib/native_plat.py", "x = 2\n"),
    Member("native-1.0.data/scripts/native-tool", "#!python\nprint(1)\n",
           mode=0o100755),
    Member("native-1.0.data/scripts/native-binary", "\x7fELF", mode=0o100755),
    ("native-1.0.data/headers/native.h", "/* */\n"),
    ("native-1.0.data/data/share/native/data.txt", "data\n")],
    wheel_text=WHEEL.replace("true", "false").replace(
        "py3-none-any", "py3-none-" + PLATFORM)),
    "native-1.0-py2.py3-none-any.%s.whl" % PLATFORM)

with open(os.path.join(FOLDER, "table"), "w") as file:
    file.write("\n".join(TABLE) + "\n")

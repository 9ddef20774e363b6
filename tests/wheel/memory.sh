#!/bin/sh
# However large a wheel is, and however many there are, they are unpacked in 64 MiB of
# memory.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/wheel/peak.sh"
! has_sanitizers || skip "sanitizers take memory of their own"

# One of 300 MiB that are stored and 300 MiB that are deflated.  No Python runs, since
# it brings no source.
mkdir one
python3 "$top_srcdir/tests/wheel/make_large.py" one 314572800 314572800
size=$(peak --wheels=one env)
test "$size" -le 65536 || fail "$size KiB for a large wheel"
test "$(stat -c %s env/lib/python*/site-packages/large/deflated)" = 314572800 \
  || fail "its size"
size=$(peak --wheels=one again)
test "$size" -le 16384 || fail "$size KiB for a large wheel that is known"
rm -rf one env again

# Many small ones, each with 200 files.
mkdir many
python3 - <<'END'
import base64, hashlib, zipfile
for number in range(120):
    name = "project%d" % number
    info = name + "-1.0.dist-info/"
    files = {"%s/file%d.txt" % (name, i): b"%d" % i * 400 for i in range(200)}
    files[info + "METADATA"] = b"Metadata-Version: 2.1\nName: %s\nVersion: 1.0\n" \
        % name.encode()
    files[info + "WHEEL"] = b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\n"
    with zipfile.ZipFile("many/%s-1.0-py3-none-any.whl" % name, "w") as archive:
        record = ""
        for path, data in files.items():
            archive.writestr(path, data)
            value = base64.urlsafe_b64encode(hashlib.sha256(data).digest())
            record += "%s,sha256=%s,%d\n" % (path, value.rstrip(b"=").decode(), len(data))
        archive.writestr(info + "RECORD", record + info + "RECORD,,\n")
END
size=$(peak --wheels=many env)
test "$size" -le 65536 || fail "$size KiB for many wheels"
test "$(find env -name '*.txt' | wc -l)" = 24000 || fail "their files"

#!/bin/sh
# A wheel of more than 4 GiB, with a file of more than 4 GiB: unpacked in 64 MiB of
# memory.  Takes ten GiB of disk for a minute or two.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/wheel/peak.sh"
test "$(df -Pk . | awk 'NR == 2 { print $4 }')" -gt 16000000 || skip "needs 16 GB of disk"
mkdir wheels
stored=$((4 * 1024 * 1024 * 1024 + 12345))
python3 "$top_srcdir/tests/wheel/make_large.py" wheels $stored 400000000
size=$(peak --wheels=wheels env)
has_sanitizers || test "$size" -le 65536 || fail "$size KiB of memory"
cd env/lib/python*/site-packages/large
test "$(stat -c %s stored)" = $stored || fail "the size of what is stored"
cmp -n $stored stored /dev/zero || fail "what is stored"
test "$(cat small)" = small || fail "what comes after 4 GiB"
cd ..
grep -q "^large/stored,sha256=.*,$stored.\$" large-1.0.dist-info/RECORD || fail "RECORD"

#!/bin/sh
# A wheel of more than 4 GiB, with a file of more than 4 GiB: unpacked in 64 MiB of
# memory.  Takes ten GiB of disk for a minute or two.
. "$(dirname "$0")/../functions.sh"
requires python3 --version
python=$(find_python)
cd "$tmp"
test "$(df -Pk . | awk 'NR == 2 { print $4 }')" -gt 16000000 || skip "needs 16 GB of disk"
mkdir wheels
stored=$((4 * 1024 * 1024 * 1024 + 12345))
python3 "$top_srcdir/tests/wheel/make_large.py" wheels $stored 400000000
use_built_modules
LD_LIBRARY_PATH=$top_builddir/.libs
export LD_LIBRARY_PATH
cat >peak.py <<'END'
import os, sys
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, usage = os.wait4(child, 0)
print(usage.ru_maxrss)
sys.exit(status != 0)
END
size=$(python3 peak.py "$top_builddir/core/.libs/pyvenv" -q --python "$python" \
  --without-pip --link-mode=hardlink --plugin=packages --wheels=wheels env) \
  || fail "it is not installed"
grep -q 'define WITH_SANITIZERS' "$top_builddir/config.h" || test "$size" -le 65536 \
  || fail "$size KiB of memory"
cd env/lib/python*/site-packages/large
test "$(stat -c %s stored)" = $stored || fail "the size of what is stored"
cmp -n $stored stored /dev/zero || fail "what is stored"
test "$(cat small)" = small || fail "what comes after 4 GiB"
cd ..
grep -q "^large/stored,sha256=.*,$stored.\$" large-1.0.dist-info/RECORD || fail "RECORD"

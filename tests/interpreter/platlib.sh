#!/bin/sh
# From Python 3.15 on there is no link lib64: where the library for the platform has
# a folder of its own, as on Fedora, it is made.  The interpreter here is one of this
# machine that says so.
. "$(dirname "$0")/../functions.sh"

bash=$(command -v bash) || skip "needs: bash"
real=$(find_python)
test "$(minor_of "$real")" -ge 11 || skip "needs: Python 3.11 or later"
cd "$tmp"

# pretend MINOR PLATLIBDIR: makes ./python.
pretend () {
  cat >python <<END2
#!$bash
case "\$*" in
  *'pyvenv facts'*) ;;
  *) exec -a "\$0" "$real" "\$@" ;;
esac
exec -a "\$0" "$real" -I -S -c 'import sys
sys.version_info = (3, $1, 0, "final", 0)
sys.platlibdir = "$2"
import sysconfig
sysconfig._PY_VERSION_SHORT = "3.$1"
exec(sys.argv[1])' "\${@: -1}"
END2
  chmod +x python
}

# folders EXPECTED...
folders () {
  rm -rf env
  expect_silence "$pyvenv" -p ./python --without-pip env
  printf '%s\n' "$@" | LC_ALL=C sort >expected
  (cd env && find lib* \( -type d -name site-packages -o -type l \) -print) \
    | LC_ALL=C sort >found
  diff expected found || fail "folders of $(grep version env/pyvenv.cfg)"
}

pretend 15 lib64
folders lib/python3.15/site-packages lib64/python3.15/site-packages
pretend 15 lib
folders lib/python3.15/site-packages
pretend 14 lib64
folders lib/python3.14/site-packages lib64

# From 3.16 on pyvenv.cfg has the key of PEP 838.
! grep -q '^python-version' env/pyvenv.cfg || fail "python-version before 3.16"
pretend 16 lib
folders lib/python3.16/site-packages
grep -qx 'python-version = 3.16' env/pyvenv.cfg || fail "no python-version"

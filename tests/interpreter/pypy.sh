#!/bin/sh
# PyPy: the tree that its venv leaves, with its own names and bytecode.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/conformance/tree.sh"

# A name like pypy3 on PATH, or a file of the user's.
pypy=${PYVENV_TEST_PYPY-$(command -v pypy3)} || skip "needs: pypy3"
requires "$pypy" -c 'import venv, ensurepip; assert ensurepip.version()'
cd "$tmp"

# But for the bytes of programs.
tree () { tree_snapshot "$1" ! -path './bin/*'; }

"$pypy" -m venv --without-pip env
tree env >theirs
rm -rf env
expect_silence "$pyvenv" --python "$pypy" --without-pip env
works env
tree env >ours
diff theirs ours || fail "$pypy -m venv --without-pip"
rm -rf env

# With pip, from the wheels that come with it; the second time from the cache.
# PyPy itself may bring a package that misses another one.
check () { env/bin/pip --disable-pip-version-check check >"$1" 2>&1 || :; }
"$pypy" -m venv env
tree env >theirs
check theirs.check
rm -rf env
for round in cold warm; do
  expect_silence "$pyvenv" --python "$pypy" --no-progress env
  tree env >ours
  diff theirs ours || fail "$pypy -m venv, $round"
  env/bin/pip --version | grep -qF "$tmp/env/" || fail "pip of the environment"
  check ours.check
  diff theirs.check ours.check || fail "pip check"
  rm -rf env
done

# The bytecode is PyPy's own.
expect_silence "$pyvenv" --python "$pypy" --no-progress env
env/bin/python -I -c '
import importlib.util, pip
with open(pip.__cached__, "rb") as file:
    assert file.read(4) == importlib.util.MAGIC_NUMBER' || fail "bytecode of pip"

expect_status 0 "$pyvenv" -v --python "$pypy" --without-pip other
expect_error 'pypy 3.'

# --upgrade does not make CPython of the same version of it unasked.
version=$("$pypy" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
for python in $(find_pythons); do
  test "$(minor_of "$python")" = "${version#3.}" || continue
  snapshot other >before
  mkdir -p default
  ln -sf "$python" default/python3
  refuses 4 "it is of pypy$version, and" env PATH="$tmp/default:$PATH" \
    "$pyvenv" --without-pip --upgrade other
  unchanged before other
  expect_silence "$pyvenv" --without-pip --upgrade --python "$pypy" other
done

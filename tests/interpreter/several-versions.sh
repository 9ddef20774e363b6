#!/bin/sh
# Several versions in one folder: an environment of copies, given with --python or
# activated, leads to its own version and never to the folder's python3.
. "$(dirname "$0")/../functions.sh"

pythons=$(find_pythons)
test "$(echo "$pythons" | wc -l)" -ge 2 || skip "needs: two versions of CPython"
cd "$tmp"

# The default is the oldest.
mkdir -p several/bin
for python in $pythons; do
  ln -sf "$python" several/bin
done
first=$(echo "$pythons" | head -n 1)
ln -s "$(basename "$first")" several/bin/python3
ln -s python3 several/bin/python

# is_of PYTHON ENV: the environment is of PYTHON's version.
is_of () {
  wanted=$("$1" -c 'import sys; print(sys.version, sys.base_prefix)')
  got=$("$2/bin/python" -c 'import sys; print(sys.version, sys.base_prefix)')
  test "$wanted" = "$got" || fail "$2 is '$got', not '$wanted'"
  works "$2"
}

for python in several/bin/python3.*; do
  name=$(basename "$python")
  rm -rf copies links inner
  "several/bin/$name" -m venv --copies --without-pip copies
  "several/bin/$name" -m venv --without-pip links
  for spelling in python python3; do
    rm -rf inner
    expect_silence "$pyvenv" -p "copies/bin/$spelling" --without-pip inner
    is_of "$python" inner
  done
  # The folder of the inner one's base is the one that the outer one names.
  grep -qxF "home = $tmp/several/bin" inner/pyvenv.cfg \
    || fail "$(cat inner/pyvenv.cfg)"
  rm -rf inner
  expect_silence "$pyvenv" -p links/bin/python --without-pip inner
  is_of "$python" inner

  # Copies of an environment of copies, and one that virtualenv would have made.
  rm -rf inner outer
  expect_silence "$pyvenv" -p copies/bin/python --copies --without-pip outer
  sed -i 's/^version =/version_info =/; /^executable/d; /^command/d' \
    outer/pyvenv.cfg
  expect_silence env PATH="$tmp/outer/bin:/usr/bin:/bin" \
    "$pyvenv" --without-pip inner
  is_of "$python" inner
done

# Refused where the version is gone: the folder's python3 is another one.
last=$(echo "$pythons" | tail -n 1)
name=$(basename "$last")
rm -rf copies inner
"several/bin/$name" -m venv --copies --without-pip copies
sed -i '/^executable/d' copies/pyvenv.cfg
rm "several/bin/$name"
refuses 3 "its environment is of Python 3.$(minor_of "$last")" \
  "$pyvenv" -p copies/bin/python --without-pip inner
test ! -e inner || fail "an environment was made"

# Nor does PyPy's environment lead to CPython, or the other way round.
pypy=${PYVENV_TEST_PYPY-$(command -v pypy3)} || exit 0
"$pypy" -c 'import venv' 2>/dev/null || exit 0
version=$("$pypy" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
test -e "several/bin/python$version" || exit 0
rm -rf inner pypy
expect_silence "$pyvenv" -p "$pypy" --copies --without-pip pypy
sed -i "s,^home = .*,home = $tmp/several/bin,; /^executable/d" pypy/pyvenv.cfg
refuses 3 'its environment is of another build than' \
  "$pyvenv" -p pypy/bin/python --without-pip inner
test ! -e inner || fail "an environment was made"

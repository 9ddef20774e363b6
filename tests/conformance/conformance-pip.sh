#!/bin/sh
# With pip: the same files as ensurepip leaves, and they work.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/conformance/compare.sh"

test -f "$top_builddir/plugins/.libs/ensurepip.so" \
  || fail "the plugin ensurepip is not built"

# PyPy brings a package that misses another one, so that "pip check" may complain.
check () { "$env/bin/python" -m pip check 2>&1 || :; }

compared=0
for python in $pythons; do
  rm -rf "$env"
  if ! (cd "$tmp" && "$python" -m venv "$env") >"$tmp/venv.out" 2>&1; then
    # Its distribution has left ensurepip out; then pyvenv must say so before
    # it touches anything.
    rm -rf "$env"
    status=0
    "$pyvenv" --python "$python" "$env" >"$tmp/out" 2>"$tmp/err" || status=$?
    test $status != 0 || continue
    test ! -e "$env" || fail "$env is left behind"
    continue
  fi
  tree_snapshot "$env" >"$tmp/theirs"
  "$env/bin/python" -m pip --version >"$tmp/theirs.pip"
  check >"$tmp/theirs.check"
  rm -rf "$env"
  expect_silence "$pyvenv" --python "$python" --no-progress "$env"
  tree_snapshot "$env" >"$tmp/ours"
  diff "$tmp/theirs" "$tmp/ours" || fail "$python -m venv"
  "$env/bin/pip" --version >"$tmp/ours.pip" || fail "bin/pip of $python"
  diff "$tmp/theirs.pip" "$tmp/ours.pip" || fail "pip of $python"
  check >"$tmp/ours.check"
  diff "$tmp/theirs.check" "$tmp/ours.check" || fail "pip check of $python"
  compared=$((compared + 1))
done

# --upgrade-deps is a run of the environment's pip, which here finds nothing but
# the wheels that the interpreter brings.
python=$(find_python)
wheels=$("$python" -I -c 'import ensurepip, os
print(os.path.join(os.path.dirname(ensurepip.__file__), "_bundled"))')
if test -d "$wheels" && test "$(minor_of "$python")" -ge 9; then
  PIP_NO_INDEX=1
  PIP_FIND_LINKS=$wheels
  PIP_DISABLE_PIP_VERSION_CHECK=1
  export PIP_NO_INDEX PIP_FIND_LINKS PIP_DISABLE_PIP_VERSION_CHECK
  rm -rf "$env"
  (cd "$tmp" && "$python" -m venv --upgrade-deps "$env" >"$tmp/venv.out")
  tree_snapshot "$env" >"$tmp/theirs"
  rm -rf "$env"
  expect_silence "$pyvenv" --python "$python" --no-progress --upgrade-deps "$env"
  tree_snapshot "$env" >"$tmp/ours"
  diff "$tmp/theirs" "$tmp/ours" || fail "$python -m venv --upgrade-deps"
  rm -rf "$env"

  # Without pip it fails, as with venv, but before anything is made.
  expect_status 2 "$pyvenv" --python "$python" --without-pip --upgrade-deps \
    "$env"
  expect_error '--upgrade-deps needs pip'
  test ! -e "$env" || fail "$env is left behind"
fi

test $compared -gt 0 || skip "no interpreter with ensurepip"

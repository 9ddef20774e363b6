#!/bin/sh
# --upgrade-deps leaves what `python -m venv --upgrade-deps` leaves, which runs
# pip: in new environments, in old ones, from an index and from a folder.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/conformance/compare.sh"
. "$top_srcdir/tests/index/servers.sh"

use_built_modules

# bundle_of PYTHON: the folder of the wheels that come with it.
bundle_of () {
  "$1" -I -c 'import ensurepip, os, sysconfig
print(sysconfig.get_config_var("WHEEL_PKG_DIR")
      or os.path.join(os.path.dirname(ensurepip.__file__), "_bundled"))' \
    2>/dev/null
}

# The oldest and the newest of those that can do it.
chosen=
for python in $pythons; do
  test "$(minor_of "$python")" -ge 9 && bundle=$(bundle_of "$python") || continue
  set -- "$bundle"/pip-*.whl
  test -e "$1" || continue
  test -n "$chosen" || first=$python
  chosen="$chosen $python"
done
test -n "$chosen" || skip "no interpreter with ensurepip that has --upgrade-deps"
last=${chosen##* }
test "$first" = "$last" && last=

start_server web
# Later versions of the last wheels that come with an interpreter.  The pip that
# is there writes the scripts of the later one, in its own style.
for python in $chosen; do
  bundle=$(bundle_of "$python")
  for wheel in "$bundle"/pip-*.whl; do pip_wheel=$wheel; done
  for wheel in "$bundle"/setuptools-*.whl; do
    test ! -e "$wheel" || setuptools_wheel=$wheel
  done
done
renew () { python3 "$top_srcdir/tests/index/renew_wheel.py" "$@"; }
mkdir "$tmp/one" "$tmp/two"
for folder in one two; do
  case $folder in one) version=98.0 ;; two) version=99.0 ;; esac
  renew "$pip_wheel" "$tmp/$folder" $version
  test -z "${setuptools_wheel-}" || renew "$setuptools_wheel" "$tmp/$folder" $version
done
cp "$tmp"/two/* "$tmp/web/files"

export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_CONFIG_FILE=/dev/null PIP_NO_CACHE_DIR=1

# same WHAT [OPTION...]: both leave the same, in an environment as prepared.
same () {
  what=$1
  shift
  prepare
  (cd "$tmp" && "$python" -m venv --upgrade-deps "$@" "$env") \
    >"$tmp/venv.out" 2>&1 || { cat "$tmp/venv.out"; fail "$python -m venv: $what"; }
  tree_snapshot "$env" >"$tmp/theirs"
  prepare
  expect_status 0 "$pyvenv" --python "$python" --upgrade-deps -v "$@" "$env"
  ! grep 'own pip upgrades it' "$tmp/err" || fail "pip was run"
  tree_snapshot "$env" >"$tmp/ours"
  diff "$tmp/theirs" "$tmp/ours" || fail "$python -m venv --upgrade-deps: $what"
  grep -q "pip-$wanted.dist-info" "$tmp/ours" || fail "not upgraded: $what"
}
nothing () { rm -rf "$env"; }
made () { nothing; "$pyvenv" -q --python "$python" $made "$env"; }

for python in $first $last; do
  # shellcheck disable=SC2034
  prepare () { nothing; }
  wanted=99.0
  PIP_INDEX_URL=$server/html same index
  wanted=98.0
  PIP_NO_INDEX=1 PIP_FIND_LINKS=$tmp/one same folder --system-site-packages
  made=
  prepare () { made; }
  PIP_NO_INDEX=1 PIP_FIND_LINKS=$tmp/one same 'old environment' --upgrade

  # An old one that has a later version of one of them.
  made=--upgrade-deps
  prepare () {
    PIP_FIND_LINKS=$tmp/two made
  }
  wanted=99.0
  PIP_NO_INDEX=1 PIP_FIND_LINKS=$tmp/one same 'newer' --upgrade

  # And what was made works, and is whole.
  # The cffi of a PyPy may lack something from the start.
  "$env/bin/python" -m pip check >"$tmp/out" \
    || ! grep -E '^(pip|setuptools|wheel) ' "$tmp/out" || fail "pip check of $python"
  "$env/bin/pip" --version >"$tmp/out" || fail "bin/pip of $python"
  PIP_NO_INDEX=1 "$env/bin/pip" install --dry-run pip >/dev/null || fail "pip install"
done

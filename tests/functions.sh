# functions.sh: what the shell tests share.  Each begins with
#
#     . "$(dirname "$0")/../functions.sh"
#
# Sets $tmp, a fresh directory that is gone afterwards, and $pyvenv, the program
# of the build tree.  The environment is that of a user who has configured
# nothing: an empty HOME, no PYTHON*, PIP_* or PYVENV_* variables.
set -eu
umask 022

fail () {
  echo "FAILED: $*"
  exit 1
}

skip () {
  echo "$*"
  exit 77
}

# "make check" says where things are.  A test that is run by hand belongs to the
# source tree it lies in, and to the build in the working directory, else to the
# one in the source tree.
if test -z "${top_srcdir-}"; then
  top_srcdir=$(cd "$(dirname "$0")/../.." && pwd -P)
  top_builddir=$top_srcdir
  test ! -x config.status || top_builddir=$PWD
  export top_srcdir top_builddir
fi
pyvenv=$top_builddir/pyvenv
test -x "$pyvenv" || fail "$pyvenv is not there: build first"

# requires COMMAND [ARGUMENT...]: the test is skipped unless it succeeds.
requires () {
  "$@" >/dev/null 2>&1 </dev/null || skip "needs: $*"
}

tmp=$(mktemp -d "${TMPDIR:-/tmp}/pyvenv-test.XXXXXX")
tmp=$(cd "$tmp" && pwd -P)
# Called at the end; a test that has more to undo redefines it and calls
# remove_tmp itself.
remove_tmp () {
  chmod -R u+rwx "$tmp" 2>/dev/null || :
  rm -rf "$tmp"
}
clean_up () { remove_tmp; }
trap 'status=$?; set +e; cd /; clean_up; exit $status' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

user_home=${HOME:-/nonexistent}
for variable in $(env | sed -n 's/^\(PYTHON[A-Z0-9_]*\|PIP_[A-Za-z0-9_]*\|VIRTUAL_ENV[A-Z_]*\|VIRTUALENV_[A-Z_]*\|XDG_[A-Z_]*\|PYVENV_[A-Z0-9_]*\|[A-Za-z_]*_proxy\|[A-Z_]*_PROXY\)=.*/\1/p'); do
  case $variable in
    PYVENV_TEST_*) ;;
    *) unset "$variable" ;;
  esac
done
HOME=$tmp/home
mkdir "$HOME"
LC_ALL=C.UTF-8
NO_COLOR=1
export HOME LC_ALL NO_COLOR

# ---- Interpreters -------------------------------------------------------

# Every CPython 3.6 or later that has venv, one path a line, oldest first; "make check"
# looks for them once.  PYVENV_TEST_PYTHONS, a list of paths, takes the place of them.
find_pythons () {
  if test -n "${PYVENV_TEST_PYTHONS-}"; then
    printf '%s\n' $PYVENV_TEST_PYTHONS
  elif test -e "$top_builddir/tests/pythons"; then
    cat "$top_builddir/tests/pythons"
  else
    HOME=$user_home sh "$top_srcdir/tests/find_pythons.sh"
  fi
}

# One of them: the newest.
find_python () {
  found=$(find_pythons | tail -n 1)
  test -n "$found" || skip "no CPython 3.6 or later with venv"
  echo "$found"
}

# Those, and after them the free-threaded and debug builds and the PyPys.
find_builds () {
  find_pythons
  if test -n "${PYVENV_TEST_PYTHONS-}"; then
    :
  elif test -e "$top_builddir/tests/builds"; then
    cat "$top_builddir/tests/builds"
  else
    HOME=$user_home sh "$top_srcdir/tests/find_pythons.sh" others
  fi
}

# minor_of PYTHON: the 13 of /somewhere/python3.13, python3.13t or pypy3.13.
minor_of () {
  minor_of=${1##*/}
  minor_of=${minor_of#*3.}
  echo "${minor_of%%[td]*}"
}

# library_of PYTHON: the name of its folder below lib, python3.13 as a rule.
library_of () {
  case $1 in
    */pypy*) echo "pypy3.$(minor_of "$1")" ;;
    *t) echo "python3.$(minor_of "$1")t" ;;
    *) echo "python3.$(minor_of "$1")" ;;
  esac
}

# brings_setuptools PYTHON: whether it comes with a wheel of setuptools.  From 3.12 on it
# does where a distribution has a folder of wheels for several versions.
brings_setuptools () {
  "$1" -I -c '
import ensurepip, glob, os, sys
folder = getattr(ensurepip, "_WHEEL_PKG_DIR", None) \
    or os.path.join(os.path.dirname(ensurepip.__file__), "_bundled")
sys.exit(not glob.glob(os.path.join(str(folder), "setuptools-*.whl")))'
}

# ---- Plugins for tests ---------------------------------------------------

# Those of tests/plugins/mini are found by their names; what some of them write
# down goes to $tmp/trace.
use_test_plugins () {
  PYVENV_PLUGIN_DIR=$top_builddir/tests/plugins/mini
  PYVENV_TEST_TRACE=$tmp/trace
  export PYVENV_PLUGIN_DIR PYVENV_TEST_TRACE
  test -f "$PYVENV_PLUGIN_DIR/outer.so" \
    || fail "the plugins for tests are not built: run make check TESTS="
}

# For programs of the tests, which "pyvenv" in the build tree does by itself.
use_built_modules () {
  PYVENV_PLUGIN_DIR=$top_builddir/plugins/.libs
  PYVENV_MODULE_DIR=$top_builddir/core/.libs
  export PYVENV_PLUGIN_DIR PYVENV_MODULE_DIR
}

# make_wheels FOLDER 'PROJECT VERSION ...'...: as make_wheel.py takes them.
make_wheels () {
  wheels_folder=$1
  shift
  for wheel in "$@"; do
    "${python:-python3}" "$top_srcdir/tests/index/make_wheel.py" "$wheels_folder" $wheel
  done
}

# The working directory is an empty one.
enter_place () {
  mkdir "$tmp/place"
  cd "$tmp/place"
}

# ---- Running and checking -----------------------------------------------

# expect_status N COMMAND...: runs it with its output in $tmp/out and $tmp/err.
expect_status () {
  expected=$1
  shift
  status=0
  "$@" >"$tmp/out" 2>"$tmp/err" </dev/null || status=$?
  test "$status" = "$expected" || {
    echo "--- stdout"; cat "$tmp/out"
    echo "--- stderr"; cat "$tmp/err"
    fail "exit status $status, not $expected, of: $*"
  }
}

# Success as venv knows it: nothing is printed.
expect_silence () {
  expect_status 0 "$@"
  test ! -s "$tmp/out" || { cat "$tmp/out"; fail "on stdout, of: $*"; }
  test ! -s "$tmp/err" || { cat "$tmp/err"; fail "on stderr, of: $*"; }
}

# expect_error TEXT...: each TEXT occurs in what the last command said on
# stderr, which has no more lines than a person reads.
expect_error () {
  for text in "$@"; do
    grep -qF -e "$text" "$tmp/err" || {
      echo "--- stderr"; cat "$tmp/err"
      fail "not in the message: $text"
    }
  done
}

# refuses STATUS TEXT COMMAND...: it fails so, says so in at most two lines and
# prints nothing on stdout.
refuses () {
  refuses_status=$1
  refuses_text=$2
  shift 2
  expect_status "$refuses_status" "$@"
  expect_error "$refuses_text"
  test ! -s "$tmp/out" || fail "a failure printed on stdout: $*"
}

# snapshot DIR: names, types, modes, link targets and contents of all below.
snapshot () {
  (
    cd "$1" && find . -printf '%P %y %m %l\n' | LC_ALL=C sort
    find . -type f -exec cksum {} + | LC_ALL=C sort -k 3
  )
}

# unchanged BEFORE DIR: DIR is as the snapshot in the file BEFORE says.
unchanged () {
  snapshot "$2" >"$tmp/now"
  diff -u "$1" "$tmp/now" || fail "$2 has changed"
}

# The environment works: works ENV_DIR.
works () {
  works_dir=$(cd "$1" && pwd -P)
  "$1/bin/python" -I -c 'import os, sys
prefix = os.path.realpath(sys.prefix)
assert prefix == sys.argv[1], (prefix, sys.argv[1])
assert sys.base_prefix != sys.prefix, sys.base_prefix
assert os.path.realpath(os.path.dirname(os.path.dirname(sys.executable))) == prefix
assert any(p.startswith(sys.prefix) and p.endswith("site-packages")
           for p in sys.path), sys.path' "$works_dir" \
    || fail "the environment $1 does not work"
}
